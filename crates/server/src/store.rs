//! Opening the configured store: to serve, with its schema brought up to date; or as it stands, changing nothing.

use anyhow::{Context, bail};
use office::{Engine, Office};

use crate::clock;
use crate::config::{Config, masked};

/// Opens the store, made where it is missing, with its schema up to date.
pub async fn open(config: &Config) -> anyhow::Result<Office> {
    let office = connect(config).await?;
    let steps = office
        .migrate(clock::moment())
        .await
        .context("数据库结构升级失败")?;
    for step in steps {
        tracing::info!(step, "schema step applied");
    }
    Ok(office)
}

/// Opens a store that is there and up to date, to read it: a wrong folder is an error and no new database.
pub async fn open_as_it_stands(config: &Config) -> anyhow::Result<Office> {
    if !exists(config)? {
        bail!(
            "没有数据库 {}，请核对 --data 和 --database",
            masked(&config.database_url())
        );
    }
    let office = connect(config).await?;
    if !office.is_migrated().await? {
        bail!("数据库还没有升级到本版本，请先运行 gongkai migrate");
    }
    Ok(office)
}

/// Whether there is a database to open: for SQLite its file, for PostgreSQL the server knows.
pub fn exists(config: &Config) -> anyhow::Result<bool> {
    let url = config.database_url();
    Ok(match Engine::of_url(&url)? {
        Engine::Sqlite => office::sqlite_file(&url).is_none_or(std::path::Path::is_file),
        Engine::Postgres => true,
    })
}

/// Opens the store as it is, its schema whatever it may be.
pub async fn connect(config: &Config) -> anyhow::Result<Office> {
    let url = config.database_url();
    private_folder(&config.data_folder())?;
    Office::open(&url, &config.files_folder())
        .await
        .with_context(|| format!("无法打开数据库 {}，请用 gongkai doctor 检查", masked(&url)))
}

/// Makes a folder that only its owner may look into: applications and accounts are in it.
pub fn private_folder(folder: &std::path::Path) -> anyhow::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("无法建立文件夹 {}", folder.display()))
}
