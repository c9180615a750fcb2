//! `gongkai keys`: the keys that personal numbers are sealed with. No key is ever shown.

use anyhow::Context;
use clap::Subcommand;
use office::Program;
use office::sealed::{self, SEALED};

use crate::cli::Outcome;
use crate::clock;
use crate::config::Configuration;
use crate::output::say;
use crate::store;

#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// 列出各密钥的编号、生成时间和用它加密的项数
    List,
    /// 生成新密钥，并用它把全部内容重新加密；可在运行中进行，中断后再次运行即接着做完
    Rotate,
}

pub async fn run(config: &Configuration, command: &KeysCommand) -> anyhow::Result<Outcome> {
    match command {
        KeysCommand::List => list(config).await,
        KeysCommand::Rotate => rotate(config).await,
    }
}

async fn list(config: &Configuration) -> anyhow::Result<Outcome> {
    let office = store::open_as_it_stands(config).await?;
    let used = sealed::usage(&office, Program::itself(), SEALED).await?;
    let values = |id: &str| {
        used.iter()
            .find(|used| used.key == id)
            .map_or(0, |used| used.values)
    };
    let keys = office.keys().with_context(|| place(config))?;
    for key in keys.list()? {
        let mark = if key.is_current { "，当前使用" } else { "" };
        say!(
            "{}  {} 生成，加密 {} 项{mark}",
            key.id,
            clock::shown(key.made_at),
            values(&key.id)
        );
    }
    let missing = store::missing(keys, &used)?;
    for id in &missing {
        say!("{id}  不在密钥文件中，{} 项打不开", values(id));
    }
    Ok(if missing.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}

async fn rotate(config: &Configuration) -> anyhow::Result<Outcome> {
    let office = store::open_as_it_stands(config).await?;
    office.keys().with_context(|| place(config))?;
    let progress = |values| tracing::info!(values, "sealed again");
    let rotated = sealed::rotate(&office, Program::itself(), clock::moment(), SEALED, progress).await?;
    if rotated.is_new {
        say!("已换用新密钥 {}，重新加密 {} 项。", rotated.key, rotated.values);
    } else {
        say!(
            "上次更换没有做完，现已接着做完：用密钥 {} 重新加密 {} 项，没有生成新密钥。要再换一次，请再运行一次。",
            rotated.key,
            rotated.values
        );
    }
    say!(
        "旧密钥仍留在 {} 中，打开较早的备份要用。请重新保管一份密钥文件。",
        config.keys_file.display()
    );
    for place in &rotated.damaged {
        say!("警告：{place} 打不开，保持原样。");
    }
    Ok(if rotated.damaged.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}

fn place(config: &Configuration) -> String {
    format!("没有密钥文件 {}", config.keys_file.display())
}
