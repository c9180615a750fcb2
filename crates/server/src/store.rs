//! Opening the configured store: to serve, with its schema brought up to date; or as it stands, changing nothing.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use office::sealed::{self, Keys, Use};
use office::{Engine, Office, OfficeError, Program, audit, files};

use crate::clock;
use crate::config::{Configuration, masked};

/// Opens the store, made where it is missing, with its schema up to date.
pub async fn open(config: &Configuration) -> anyhow::Result<Office> {
    let office = with_keys(connect(config).await?, config).await?;
    files::try_to_write(&office, Program::itself()).await.with_context(|| {
        format!(
            "不能在附件目录 {} 中写入文件。请把它的所有者改为运行本程序的用户，并确认磁盘没有写满、没有设为只读",
            config.files_folder().display()
        )
    })?;
    let steps = office
        .migrate(Program::itself(), clock::moment())
        .await
        .map_err(|error| told(config, error, "数据库结构升级失败"))?;
    for step in steps {
        tracing::info!(step, "schema step applied");
    }
    Ok(office)
}

/// What an operator is to do where the database is spoilt.
pub const RESTORE: &str =
    "停止服务，保留现在的数据文件夹，从最近一份完好的备份恢复（gongkai restore）；并检查磁盘。";

/// A failure with what it was in; where the data themselves are spoilt, that and the way back, whatever it was in.
fn told(config: &Configuration, error: OfficeError, within: &'static str) -> anyhow::Error {
    if !error.is_damage() {
        return anyhow::Error::new(error).context(within);
    }
    let url = masked(&config.database_url);
    anyhow::Error::new(error).context(format!(
        "{within}：数据库 {url} 的数据页已损坏，读不出来，不能启动。办法：{RESTORE}损坏的地方可以用 gongkai doctor 查看"
    ))
}

/// Gives it the keys that its sealed values need, before anything is changed: a step of the schema may seal.
pub async fn with_keys(office: Office, config: &Configuration) -> anyhow::Result<Office> {
    let used = sealed::usage(&office, Program::itself(), sealed::SEALED).await;
    let used = used.map_err(|error| told(config, error, "读不出加密内容所用的密钥"))?;
    // A new key can't carry the log's seal on, and what breaks there no later entry heals.
    if Keys::read(&config.keys_file)?.is_none() && audit::head_is_sealed(&office, Program::itself()).await? {
        bail!(
            "审计日志的链尾有封印，但没有密钥文件 {}。请把保管的密钥文件放回原处再启动；换一个新密钥，日志从此无法核验",
            config.keys_file.display()
        );
    }
    Ok(office.with_keys(keys(&config.keys_file, &used)?))
}

/// The keys that open what is sealed; made where nothing is sealed yet. Without them nothing starts: what people hand in
/// meanwhile would be sealed under keys that open nothing else.
pub fn keys(file: &Path, used: &[Use]) -> anyhow::Result<Keys> {
    let values: u64 = used.iter().map(|used| used.values).sum();
    let Some(keys) = Keys::read(file)? else {
        if values > 0 {
            bail!(
                "数据库中有 {values} 项加密的内容，但没有密钥文件 {}。请把保管的密钥文件放回原处再启动；没有它，这些内容打不开",
                file.display()
            );
        }
        let keys = Keys::make(file, clock::now())?;
        tracing::info!(file = %file.display(), "key file made: keep a copy of it apart from the backups");
        return Ok(keys);
    };
    let missing = missing(&keys, used)?;
    if !missing.is_empty() {
        bail!(
            "密钥文件 {} 中没有密钥 {}，用它加密的内容打不开。请换回保管的密钥文件",
            file.display(),
            missing.join("、")
        );
    }
    Ok(keys)
}

/// Keys that sealed values need and the ring has not.
pub fn missing(keys: &Keys, used: &[Use]) -> anyhow::Result<Vec<String>> {
    let known = keys.list()?;
    let is_missing = |used: &&Use| !known.iter().any(|key| key.id == used.key);
    Ok(used
        .iter()
        .filter(is_missing)
        .map(|used| used.key.clone())
        .collect())
}

/// Opens a store that is there and up to date, to read it: a wrong folder is an error and no new database.
pub async fn open_as_it_stands(config: &Configuration) -> anyhow::Result<Office> {
    if !exists(config)? {
        bail!(
            "没有数据库 {}，请核对 --data 和 --database",
            masked(&config.database_url)
        );
    }
    let office = connect(config).await?;
    if !office.is_migrated().await? {
        bail!("数据库还没有升级到本版本，请先运行 gongkai migrate");
    }
    Ok(office)
}

/// Whether there is a database to open: for SQLite its file, for PostgreSQL the server knows.
pub fn exists(config: &Configuration) -> anyhow::Result<bool> {
    let url = &config.database_url;
    Ok(match Engine::of_url(url)? {
        Engine::Sqlite => office::sqlite_file(url).is_none_or(Path::is_file),
        Engine::Postgres => true,
    })
}

/// Opens the store as it is, its schema whatever it may be, with its keys where there are any.
pub async fn connect(config: &Configuration) -> anyhow::Result<Office> {
    let url = &config.database_url;
    private_folder(&config.data_folder)?;
    let opened = Office::open(url, &config.files_folder()).await;
    let office = opened.map_err(|error| match error {
        OfficeError::FilesPlace(why) => anyhow::anyhow!("{why}请把上级文件夹的所有者改为运行本程序的用户"),
        error if error.is_damage() => told(config, error, "无法打开数据库"),
        error => anyhow::Error::new(error).context(format!(
            "无法打开数据库 {}，请用 gongkai doctor 检查",
            masked(url)
        )),
    })?;
    let office = office
        .with_mark(mark(config))
        .with_screener(paper::screening::screen);
    Ok(match Keys::read(&config.keys_file)? {
        Some(keys) => office.with_keys(keys),
        None => office,
    })
}

/// Where it is written how far the audit log has come: in the data folder, which each database has for itself.
pub fn mark(config: &Configuration) -> PathBuf {
    config.data_folder.join("audit.mark")
}

/// From here on what this process makes is its user's alone, whatever shell or unit started it: applications and accounts
/// are in it.
pub fn keep_to_ourselves() {
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Makes a folder that only its owner may look into: applications and accounts are in it.
pub fn private_folder(folder: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("无法建立文件夹 {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_once_and_missed_when_something_needs_them() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("keys.toml");
        let used = [Use {
            key: "0123abcd".to_owned(),
            values: 3,
        }];
        let refused = keys(&file, &used).unwrap_err().to_string();
        assert!(
            refused.contains("3 项加密的内容，但没有密钥文件") && !file.exists(),
            "{refused}"
        );
        let made = keys(&file, &[]).unwrap().list().unwrap();
        assert_eq!(keys(&file, &[]).unwrap().list().unwrap(), made);
        let refused = keys(&file, &used).unwrap_err().to_string();
        assert!(refused.contains("没有密钥 0123abcd"), "{refused}");
    }
}
