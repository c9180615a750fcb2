//! `gongkai account`: the first accounts of an installation, the password read from standard input; and a way back in
//! for administrators, whose passwords nobody resets at the desk.

use std::io::{BufRead, IsTerminal};

use anyhow::{Context, bail};
use clap::Subcommand;
use law::staff::{Role, Roles};
use office::staff::{self, NewAccount};
use office::{OfficeError, Program, organs};

use crate::cli::Outcome;
use crate::clock;
use crate::config::Configuration;
use crate::output::say;
use crate::store;

#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// 开通账号；初始密码从标准输入读取，首次登录须修改
    Create {
        /// 机关代码
        #[arg(long)]
        organ: String,
        /// 登录名
        #[arg(long)]
        login: String,
        /// 姓名
        #[arg(long)]
        name: String,
        /// 角色，可写多个：editor、reviewer、signer、request_clerk、system_administrator、security_administrator、auditor
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
    },
    /// 重置密码并解除锁定、动态口令和停用；新密码显示一次，首次登录须修改
    Reset {
        /// 机关代码
        #[arg(long)]
        organ: String,
        /// 登录名
        #[arg(long)]
        login: String,
    },
}

pub async fn run(config: &Configuration, command: &AccountCommand) -> anyhow::Result<Outcome> {
    match command {
        AccountCommand::Create {
            organ,
            login,
            name,
            roles,
        } => create(config, organ, login, name, roles).await,
        AccountCommand::Reset { organ, login } => reset(config, organ, login).await,
    }
}

async fn reset(config: &Configuration, organ: &str, login: &str) -> anyhow::Result<Outcome> {
    let office = store::open_as_it_stands(config).await?;
    let organ = organs::find_by_code(&office, organ).await?;
    let organ = organ.context("没有这个机关代码")?;
    let reset = staff::reset_by_operator(&office, Program::itself(), organ.id, clock::moment(), login).await;
    let password = match reset {
        Err(OfficeError::Missing) => bail!("没有登录名 {login}"),
        other => other?,
    };
    say!("{login} 的新密码：{}（只显示这一次，首次登录须修改）", password.0);
    Ok(Outcome::Fine)
}

async fn create(
    config: &Configuration,
    organ: &str,
    login: &str,
    name: &str,
    roles: &[String],
) -> anyhow::Result<Outcome> {
    let roles = parse(roles)?;
    let office = store::open_as_it_stands(config).await?;
    let organ = organs::find_by_code(&office, organ).await?;
    let organ = organ.context("没有这个机关代码，请先运行 gongkai organ create")?;
    if std::io::stdin().is_terminal() {
        eprintln!("请输入初始密码后回车（至少 10 位，大小写字母、数字、其他字符至少三类）：");
    }
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password)?;
    let new = NewAccount {
        login: login.to_owned(),
        name: name.to_owned(),
    };
    let password = password.trim_end_matches(['\r', '\n']);
    staff::create_by_operator(
        &office,
        Program::itself(),
        organ.id,
        clock::moment(),
        &new,
        staff::OperatorChoice {
            roles: &roles,
            password,
            is_sample: false,
        },
    )
    .await?;
    say!("已开通账号 {login}（{name}），首次登录须修改密码。");
    Ok(Outcome::Fine)
}

fn parse(codes: &[String]) -> anyhow::Result<Roles> {
    let mut roles = Roles::new();
    for code in codes {
        let Some(role) = Role::from_code(code) else {
            let known: Vec<&str> = Role::ALL.iter().map(|role| role.code()).collect();
            bail!("没有角色“{code}”，可用的有：{}", known.join("、"));
        };
        roles.insert(role);
    }
    Ok(roles)
}
