//! `gongkai account`: the first accounts of an installation, the password typed unseen or read from standard input; and a way back in
//! for administrators, whose passwords nobody resets at the desk.

use anyhow::{Context, bail};
use clap::Subcommand;
use law::staff::{Role, Roles};
use office::staff::{self, NewAccount};
use office::{OfficeError, Program, organs};

use crate::cli::{Outcome, terminal, typed};
use crate::clock;
use crate::config::Configuration;
use crate::output::say;
use crate::store;

#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// 开通账号；初始密码在终端上输入两遍，不显示（也可以从标准输入送进来），首次登录须修改
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
        /// 角色，可写多个
        #[arg(long = "role", required = true, value_parser = typed::role())]
        roles: Vec<Role>,
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
    roles: &[Role],
) -> anyhow::Result<Outcome> {
    let roles: Roles = roles.iter().copied().collect();
    let office = store::open_as_it_stands(config).await?;
    let organ = organs::find_by_code(&office, organ).await?;
    let organ = organ.context("没有这个机关代码，请先运行 gongkai organ create")?;
    let password = terminal::new_password()?;
    let new = NewAccount {
        login: login.to_owned(),
        name: name.to_owned(),
    };
    staff::create_by_operator(
        &office,
        Program::itself(),
        organ.id,
        clock::moment(),
        &new,
        staff::OperatorChoice {
            roles: &roles,
            password: &password,
            is_sample: false,
        },
    )
    .await?;
    say!("已开通账号 {login}（{name}），首次登录须修改密码。");
    Ok(Outcome::Fine)
}
