//! `gongkai demo`: a real organ with its real 2024 report, and samples that say that they are; then serves it.
//! Everything is loaded through the office's own acts, with the days the samples name.

mod load;
mod samples;

use std::path::Path;

use anyhow::{Context, bail};
use office::{Engine, organs, reports};

use crate::cli::Outcome;
use crate::config::{Config, Flags};
use crate::serve;

const FOLDER: &str = ".gongkai/demo";
/// A file that shows a folder to be a demonstration's, and so one that may be emptied.
const MARK: &str = ".demo";

/// Loads what is not loaded yet, says where to look and with which accounts, and serves.
pub async fn run(mut flags: Flags, is_reset: bool, load_only: bool) -> anyhow::Result<Outcome> {
    flags.data_folder.get_or_insert_with(|| FOLDER.to_owned());
    let config = Config::load(&flags, |name| std::env::var(name).ok())?;
    if is_reset {
        reset(&config)?;
    }
    let folder = config.data_folder();
    std::fs::create_dir_all(&folder).with_context(|| format!("无法建立 {}", folder.display()))?;
    std::fs::write(folder.join(MARK), b"")?;
    let office = serve::open(&config).await?;
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
        load::all(&office, &organ).await?;
    }
    office.close().await?;
    announce(&config)?;
    if load_only {
        return Ok(Outcome::Fine);
    }
    serve::serve(&config).await.map(|()| Outcome::Fine)
}

fn reset(config: &Config) -> anyhow::Result<()> {
    if office::Engine::of_url(&config.database_url())? == Engine::Postgres {
        bail!("PostgreSQL 中的演示数据请由管理员删除数据库后重建");
    }
    let folder = config.data_folder();
    if !folder.exists() {
        return Ok(());
    }
    if !folder.join(MARK).is_file() {
        bail!("{} 不是演示数据文件夹，没有清空", folder.display());
    }
    std::fs::remove_dir_all(&folder).with_context(|| format!("无法清空 {}", folder.display()))
}

fn announce(config: &Config) -> anyhow::Result<()> {
    let address = config.listen()?;
    let samples = samples::samples()?;
    println!();
    println!("  公开网站  http://{address}/");
    println!("  年度报告  http://{address}/reports/2024");
    println!("  工作台    http://{address}/desk");
    println!();
    println!("  示例账号（密码均为 {}）", samples.password);
    for person in &samples.people {
        println!("    {:<8}  {}", person.login, person.name);
    }
    println!();
    println!(
        "  数据在 {}；gongkai demo --reset 重新装入；Ctrl-C 停止。",
        Path::new(&config.data_folder()).display()
    );
    println!();
    Ok(())
}
