//! `gongkai backup` and `gongkai restore`: one file with every record and every uploaded file.

use std::fs::File;
use std::io::{BufReader, BufWriter, ErrorKind, IsTerminal, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail};
use jiff::Timestamp;
use office::Program;
use office::backup::{self, Progress};

use crate::cli::Outcome;
use crate::clock;
use crate::config::{Configuration, masked};
use crate::output::{say, tell};
use crate::store;

/// Writes a backup while the office goes on. The file appears only when it is whole.
pub async fn backup(config: &Configuration, file: &Path) -> anyhow::Result<Outcome> {
    if file.exists() {
        bail!("{} 已存在，请换一个文件名", file.display());
    }
    let office = store::open_as_it_stands(config).await?;
    let partial = file.with_extension("partial");
    let sink = private_file(&partial).with_context(|| format!("无法写入 {}", partial.display()))?;
    let written = backup::write(
        &office,
        Program::itself(),
        clock::moment(),
        BufWriter::new(sink),
        show(),
    )
    .await;
    let (sink, contents) = match written {
        Ok(written) => written,
        Err(error) => {
            std::fs::remove_file(&partial)?;
            return Err(error.into());
        }
    };
    sink.into_inner()
        .map_err(std::io::IntoInnerError::into_error)?
        .sync_all()?;
    std::fs::rename(&partial, file)?;
    tell!("");
    say!(
        "已备份到 {}：{} 条记录，{} 个文件。",
        file.display(),
        contents.rows(),
        contents.files
    );
    say!(
        "备份中没有密钥文件 {}：请另行保管一份，与备份分开存放。没有它，恢复后打不开加密的身份证号、电话等。",
        config.keys_file.display()
    );
    for place in &contents.damaged_files {
        say!("警告：文件 {place} 在备份前已缺失或者损坏，不在备份中；请用 gongkai doctor 核对。");
    }
    Ok(if contents.damaged_files.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}

/// A file that only its owner may read: accounts are in it.
fn private_file(file: &Path) -> std::io::Result<File> {
    File::options()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(file)
}

/// An instant of the archive as a Chinese clock shows it; as it is written where it is none.
fn shown(instant: &str) -> String {
    let parsed: Result<Timestamp, _> = instant.parse();
    parsed.map_or_else(|_error| instant.to_owned(), clock::shown)
}

/// Restores a backup into an empty place. A restoration that is refused or fails leaves nothing behind that was not there
/// before: the next start would take an empty database for the office's.
pub async fn restore(config: &Configuration, file: &Path) -> anyhow::Result<Outcome> {
    let source = File::open(file).with_context(|| format!("无法打开备份文件 {}", file.display()))?;
    let whole = backup::examine(BufReader::new(source), show()).await?;
    refuse_without_keys(config, &whole)?;
    let absent = Absent::of(config);
    let opened = async {
        let office = store::connect(config).await?;
        anyhow::Ok(office.with_keys(store::keys(&config.keys_file, &whole.usage())?))
    };
    let office = match opened.await {
        Ok(office) => office,
        Err(error) => {
            absent.take_away_again();
            return Err(error);
        }
    };
    let outcome = backup::restore_whole(&office, Program::itself(), clock::moment(), whole, show()).await;
    tell!("");
    let restored = match outcome {
        Ok(restored) => restored,
        Err(error) => {
            if let Err(error) = office.close(Program::itself()).await {
                tracing::warn!(%error, "the database could not be closed");
            }
            absent.take_away_again();
            return Err(error.into());
        }
    };
    let contents = restored.contents;
    say!(
        "已恢复到 {}：{} 条记录，{} 个文件（备份于 {}）。",
        masked(&config.database_url),
        contents.rows(),
        contents.files,
        shown(&contents.made_at)
    );
    match restored.chain {
        Ok(verified) => say!("审计日志完整，共 {} 条。", verified.entries),
        Err(broken) => {
            say!(
                "警告：审计日志第 {} 条在备份前已不成立：{}。",
                broken.seq,
                broken.why
            );
            return Ok(Outcome::Findings);
        }
    }
    Ok(Outcome::Fine)
}

/// The key file first: the log that comes back is sealed under it, and so is what is written of the restoration.
fn refuse_without_keys<R>(config: &Configuration, whole: &backup::Whole<R>) -> anyhow::Result<()> {
    let file = &config.keys_file;
    if !file.exists() && (whole.has_sealed_log() || !whole.usage().is_empty()) {
        bail!(
            "这份备份的审计日志有封印，或者有加密的内容，而密钥文件 {} 不在。请先把保管的那一份放到这里，再恢复",
            file.display()
        );
    }
    Ok(())
}

/// What the store would be made of and is not there yet.
struct Absent {
    data_folder: Option<PathBuf>,
    files_folder: Option<PathBuf>,
    /// SQLite's file and what it lays beside it; the key file.
    made: Vec<PathBuf>,
}

impl Absent {
    fn of(config: &Configuration) -> Self {
        let absent = |path: PathBuf| (!path.exists()).then_some(path);
        let database = office::sqlite_file(&config.database_url).and_then(|file| absent(file.to_owned()));
        let with_those_beside = |file: PathBuf| {
            let ending = |ending| PathBuf::from(format!("{}{ending}", file.display()));
            ["", "-wal", "-shm"].map(ending).to_vec()
        };
        Self {
            data_folder: absent(config.data_folder.clone()),
            files_folder: absent(config.files_folder()),
            made: database
                .map_or_else(Vec::new, with_those_beside)
                .into_iter()
                .chain(absent(config.keys_file.clone()))
                .collect(),
        }
    }

    /// Takes away what was made since. A folder that holds something else by now stays.
    fn take_away_again(self) {
        let files = self
            .made
            .into_iter()
            .map(|file| (std::fs::remove_file(&file), file));
        let folders = self.files_folder.into_iter();
        let folders = folders.map(|folder| (std::fs::remove_dir_all(&folder), folder));
        let mut outcomes: Vec<_> = files.chain(folders).collect();
        outcomes.extend(
            self.data_folder
                .map(|folder| (std::fs::remove_dir(&folder), folder)),
        );
        for (outcome, path) in outcomes {
            if let Err(error) = outcome
                && error.kind() != ErrorKind::NotFound
            {
                tracing::warn!(%error, path = %path.display(), "what a failed restoration made could not be taken away");
            }
        }
    }
}

/// Shows progress on standard error: on one line at a terminal, a few lines elsewhere.
fn show() -> impl FnMut(Progress) {
    let is_terminal = std::io::stderr().is_terminal();
    let mut last = Instant::now();
    move |progress| {
        let is_done = progress.total > 0 && progress.done == progress.total;
        let pause = if is_terminal { 100 } else { 2000 };
        if !is_done && last.elapsed().as_millis() < pause {
            return;
        }
        last = Instant::now();
        let end = if is_terminal { '\r' } else { '\n' };
        let total = if progress.total > 0 {
            format!("/{}", progress.total)
        } else {
            String::new()
        };
        let mut out = std::io::stderr().lock();
        // Progress that can't be shown does not stop the work.
        let _ = write!(
            out,
            "{}：{}{total}      {end}",
            progress.stage.label(),
            progress.done
        );
        let _ = out.flush();
    }
}
