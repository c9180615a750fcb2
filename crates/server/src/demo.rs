//! `gongkai demo`: a real organ with its real 2024 report, and samples that say that they are; then serves it.
//! Everything is loaded through the office's own acts, with the days the samples name.

mod cases;
mod halls;
mod lives;
mod load;
mod matters;
mod samples;
mod sheets;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use office::{Engine, Program, organs, reports};

use crate::config::{self, Configuration, Flags};
use crate::outcome::Outcome;
use crate::output::say;
use crate::serve::{self, Addresses};
use crate::store;

use samples::Samples;

const FOLDER: &str = ".gongkai/demo";
/// A file that shows a folder to be a demonstration's, and so one that may be emptied.
const MARK: &str = ".demo";

/// What is asked of the demonstration.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Empty its folder first.
    pub is_reset: bool,
    /// Load and do not serve.
    pub is_load_only: bool,
    /// Leave out applications, disputes and all that is as old as the day.
    pub is_without_cases: bool,
}

/// Whether a data folder is a demonstration's: its pages say so.
pub fn is_demonstration(folder: &Path) -> bool {
    folder.join(MARK).is_file()
}

/// Where a demonstration's mail goes, unless another way is set.
pub fn mail_folder(folder: &Path) -> PathBuf {
    folder.join("mail")
}

/// Loads what is not loaded yet, says where to look and with which accounts, and serves.
pub async fn run(mut flags: Flags, asked: Asked) -> anyhow::Result<Outcome> {
    flags
        .values
        .entry("data_folder")
        .or_insert_with(|| FOLDER.to_owned());
    let mut config = Configuration::load(&flags, config::environment)?;
    if config.mail.is_off() {
        let folder = mail_folder(&config.data_folder).display().to_string();
        flags.values.insert("mail_folder", folder);
        config = Configuration::load(&flags, config::environment)?;
    }
    if asked.is_reset {
        reset(&config)?;
    }
    let folder = &config.data_folder;
    store::private_folder(folder)?;
    std::fs::write(folder.join(MARK), b"")?;
    let office = store::open(&config).await?;
    let organ = samples::organ()?;
    let known = organs::find_by_code(&office, &organ.code).await?;
    let is_whole = match &known {
        Some(known) => reports::published(&office, known.id, 2024).await?.is_some(),
        None => false,
    };
    if known.is_some() && !is_whole {
        bail!("上次装入没有完成，请运行 gongkai demo --reset 重新装入");
    }
    if known.is_none() {
        eprintln!("正在装入演示机关“{}”……", organ.name);
        let wanted = load::Wanted {
            is_whole: !asked.is_without_cases,
            fonts: &config.web.fonts_folders,
        };
        Box::pin(load::all(&office, &organ, wanted)).await?;
    }
    office.close(Program::itself()).await?;
    let samples = samples::samples()?;
    if asked.is_load_only {
        say!("演示数据已装入 {}。", folder.display());
        return Ok(Outcome::Fine);
    }
    serve::serve(&config, |addresses| announce(&samples, &config, addresses)).await?;
    Ok(Outcome::Fine)
}

fn reset(config: &Configuration) -> anyhow::Result<()> {
    if office::Engine::of_url(&config.database_url)? == Engine::Postgres {
        bail!("PostgreSQL 中的演示数据请由管理员删除数据库后重建");
    }
    let folder = &config.data_folder;
    if !folder.exists() {
        return Ok(());
    }
    if !folder.join(MARK).is_file() {
        bail!("{} 不是演示数据文件夹，没有清空", folder.display());
    }
    std::fs::remove_dir_all(folder).with_context(|| format!("无法清空 {}", folder.display()))
}

/// Where to look, and as whom.
fn announce(samples: &Samples, config: &Configuration, addresses: Addresses) {
    let Addresses { site, desk } = addresses;
    say!("");
    say!("  公开网站  http://{site}/");
    say!("  年度报告  http://{site}/reports/2024");
    say!("  工作台    http://{desk}/desk");
    say!("");
    say!("  示例账号（密码均为 {}）", samples.password);
    for person in &samples.people {
        say!("    {:<8}  {}", person.login, person.name);
    }
    say!("");
    if let Some(way) = config.mail.way() {
        say!("  邮件送往{way}");
    }
    say!(
        "  数据在 {}；gongkai demo --reset 重新装入；Ctrl-C 停止。",
        config.data_folder.display()
    );
    say!("");
}
