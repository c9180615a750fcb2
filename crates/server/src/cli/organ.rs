//! `gongkai organ create`: registers an organ on a real installation.

use clap::Subcommand;
use law::organs::Level;
use office::Program;
use office::organs::{self, Profile};

use crate::cli::Outcome;
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
        /// 机关类别：state_council_department、province、prefecture、county、township、department、management_committee、authorised
        #[arg(long)]
        level: String,
        /// 网站名称；不写则用机关全称
        #[arg(long)]
        site_name: Option<String>,
    },
}

pub async fn run(config: &Configuration, command: &OrganCommand) -> anyhow::Result<Outcome> {
    let OrganCommand::Create {
        code,
        name,
        level,
        site_name,
    } = command;
    let office = store::open(config).await?;
    let powers = Level::from_code(level).is_some_and(Level::may_make_regulations);
    let profile = Profile {
        name: name.clone(),
        level: level.clone(),
        may_make_regulations: powers,
        site_name: site_name.clone().unwrap_or_else(|| name.clone()),
        ..Profile::default()
    };
    organs::create(&office, Program::itself(), clock::moment(), code, &profile).await?;
    say!("已登记：{name}（{code}）。下一步：gongkai account create 开通三名管理员和业务账号。");
    Ok(Outcome::Fine)
}
