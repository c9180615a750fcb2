//! `gongkai report import` and `export`: between files and the organ's records.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::civil::Date;
use office::files::Upload;
use office::organs::{self, Organ};
use office::reports::{FirstPublished, Original};
use office::{Actor, Office, reports};
use paper::reports::Imprint;

use super::report::{Format, ReportCommand, load, whole, write, write_whole};
use crate::cli::Outcome;
use crate::clock;
use crate::config::Configuration;
use crate::output::{say, tell};
use crate::store;

pub async fn run(config: &Configuration, command: &ReportCommand) -> anyhow::Result<Outcome> {
    match command {
        ReportCommand::Import {
            file,
            organ,
            archive: true,
            published_on,
            why,
        } => {
            archive(
                config,
                file,
                organ,
                *published_on,
                why.as_deref().unwrap_or_default(),
            )
            .await
        }
        ReportCommand::Import { file, organ, .. } => import(config, file, organ).await,
        ReportCommand::Export { organ, year, to, out } => {
            export(config, organ, *year, *to, out.as_ref()).await
        }
        _ => bail!("这个命令不需要数据库"),
    }
}

async fn organ(office: &Office, code: &str) -> anyhow::Result<Organ> {
    organs::find_by_code(office, code)
        .await?
        .with_context(|| format!("没有机关代码“{code}”，请核对"))
}

/// Stores a file as the organ's draft; nothing is stored when it can't be read.
async fn import(config: &Configuration, file: &Path, code: &str) -> anyhow::Result<Outcome> {
    let Some(reading) = load(file) else {
        return Ok(Outcome::Unreadable);
    };
    let office = store::open_as_it_stands(config).await?;
    let organ = organ(&office, code).await?;
    let actor = Actor::system(organ.id, "命令行");
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    reports::import(&office, &actor, clock::moment(), &reading, &name, None).await?;
    say!(
        "已导入 {} {}年度报告的草稿，请在工作台核对后公布。",
        organ.name,
        reading.report.year
    );
    for unread in &reading.unread {
        say!("{}", unread.sentence());
    }
    Ok(if reading.unread.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}

/// Stores a report of before the formats as an archive edition's draft, with its file and the day it was published.
async fn archive(
    config: &Configuration,
    file: &Path,
    code: &str,
    published_on: Option<Date>,
    why: &str,
) -> anyhow::Result<Outcome> {
    let Some((bytes, name)) = whole(file) else {
        return Ok(Outcome::Unreadable);
    };
    let reading = match paper::reports::read_archive(&bytes, &name) {
        Ok(reading) => reading,
        Err(unreadable) => {
            tell!("{}：{unreadable}", file.display());
            return Ok(Outcome::Unreadable);
        }
    };
    let office = store::open_as_it_stands(config).await?;
    let organ = organ(&office, code).await?;
    let actor = Actor::system(organ.id, "命令行");
    let (moment, year) = (clock::moment(), reading.report.year);
    let first = FirstPublished::stated(moment, year, published_on, why)?;
    let original = Original {
        screening: paper::screening::screen(&name, &bytes),
        upload: Upload { name, bytes },
    };
    reports::import_archive(&office, &actor, moment, &reading, original, first.as_ref()).await?;
    say!(
        "已按存档版导入 {} {year} 年度报告的草稿，连同原文件，请在工作台核对后公布。",
        organ.name
    );
    Ok(Outcome::Fine)
}

/// Writes the published edition of a year.
async fn export(
    config: &Configuration,
    code: &str,
    year: i16,
    to: Format,
    out: Option<&PathBuf>,
) -> anyhow::Result<Outcome> {
    let office = store::open_as_it_stands(config).await?;
    let organ = organ(&office, code).await?;
    let published = reports::published(&office, organ.id, year).await?;
    let published = published.with_context(|| format!("{} 没有公布过 {year} 年度报告", organ.name))?;
    let imprint = Imprint {
        edition: u32::try_from(published.edition).unwrap_or(0),
        published_on: Some(published.day()),
        correction: published.correction,
    };
    let bytes = write(&published.report, &imprint, to, &config.web.fonts_folders)?;
    match out {
        Some(out) => write_whole(out, &bytes)?,
        None => std::io::stdout().lock().write_all(&bytes)?,
    }
    Ok(Outcome::Fine)
}
