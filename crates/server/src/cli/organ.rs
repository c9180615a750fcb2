//! `gongkai organ`: registers an organ on a real installation, and the host its site answers at.

use clap::Subcommand;
use law::organs::Level;
use office::Program;
use office::organs::{self, Profile};

use crate::cli::{Outcome, typed};
use crate::clock;
use crate::config::Configuration;
use crate::output::say;
use crate::store;

#[derive(Debug, Subcommand)]
pub enum OrganCommand {
    /// 登记机关，并建立四个法定栏目
    Create {
        /// 机关代码，字母和数字
        #[arg(long)]
        code: String,
        /// 机关全称
        #[arg(long)]
        name: String,
        /// 机关类别
        #[arg(long, value_parser = typed::level())]
        level: Level,
        /// 网站名称；不写则用机关全称
        #[arg(long)]
        site_name: Option<String>,
    },
    /// 登记机关的网站域名；多个机关共用时，只能由系统管理人员这样登记
    Domain {
        /// 机关代码
        #[arg(long)]
        code: String,
        /// 域名，不带 http:// 和路径；写空的引号即撤销
        #[arg(long)]
        domain: String,
    },
}

pub async fn run(config: &Configuration, command: &OrganCommand) -> anyhow::Result<Outcome> {
    match command {
        OrganCommand::Create {
            code,
            name,
            level,
            site_name,
        } => create(config, code, name, *level, site_name.as_deref()).await,
        OrganCommand::Domain { code, domain } => {
            let office = store::open(config).await?;
            organs::set_domain(&office, Program::itself(), clock::moment(), code, domain).await?;
            say!("已登记：{code} 的网站域名为“{}”。", domain.trim());
            Ok(Outcome::Fine)
        }
    }
}

async fn create(
    config: &Configuration,
    code: &str,
    name: &str,
    level: Level,
    site_name: Option<&str>,
) -> anyhow::Result<Outcome> {
    let office = store::open(config).await?;
    let profile = Profile {
        name: name.to_owned(),
        level: level.code().to_owned(),
        may_make_regulations: level.may_make_regulations(),
        site_name: site_name.unwrap_or(name).to_owned(),
        ..Profile::default()
    };
    organs::create(&office, Program::itself(), clock::moment(), code, &profile).await?;
    say!("已登记：{name}（{code}）。下一步：gongkai account create 开通三名管理员和业务账号。");
    Ok(Outcome::Fine)
}
