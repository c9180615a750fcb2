//! `gongkai audit`: goes through the chain and names the first broken link, of the database or of an exported file alone;
//! writes the log as such a file, and as a workbook.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use law::audit::Exported;
use office::audit::export::{self, SheetLine};
use office::{Actor, Office, Program, organs};
use paper::audit_log::Line;

use crate::cli::Outcome;
use crate::clock;
use crate::config::Configuration;
use crate::output::say;
use crate::store;

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// 逐条核对审计日志的校验链
    Verify {
        /// 核对导出的 JSON，不用数据库
        #[arg(long)]
        file: Option<PathBuf>,
    },
    /// 导出审计日志：JSON 可以单独核对，XLSX 供查阅
    Export {
        /// 哪个机关的；不写则为全部机关（只有 JSON）
        #[arg(long, required_unless_present = "json")]
        organ: Option<String>,
        /// 写成 JSON 文件
        #[arg(long, required_unless_present = "xlsx")]
        json: Option<PathBuf>,
        /// 写成 XLSX 文件（最近的 50000 条）
        #[arg(long, requires = "organ")]
        xlsx: Option<PathBuf>,
    },
}

/// A file is verified alone.
pub fn run_bare(command: &AuditCommand) -> anyhow::Result<Option<Outcome>> {
    let AuditCommand::Verify { file: Some(file) } = command else {
        return Ok(None);
    };
    let opened = File::open(file).with_context(|| format!("无法打开 {}", file.display()))?;
    let read: Exported = serde_json::from_reader(BufReader::new(opened))
        .with_context(|| format!("{} 不是导出的审计日志，或者不完整", file.display()))?;
    Ok(Some(match read.verify() {
        Ok(verified) => {
            say!(
                "{}的审计日志完整，共 {} 条，导出于 {}。",
                read.of,
                verified.entries,
                read.made_at.parse().map_or(read.made_at, clock::shown)
            );
            if !verified.is_bound {
                say!("这是旧版本导出的文件，机关名称和导出时间没有记入日志，无法核对。");
            }
            if verified.sealed > 0 {
                say!("另有 {} 条属于其他机关，只有校验值。", verified.sealed);
            }
            say!(
                "末条校验值：{}（请与另行保存的比对，可证明整个文件没有被替换）",
                verified.hash
            );
            Outcome::Fine
        }
        Err(unsound) => {
            say!("审计日志第 {} 条不成立：{}。", unsound.seq, unsound.why);
            Outcome::Findings
        }
    }))
}

pub async fn run(config: &Configuration, command: &AuditCommand) -> anyhow::Result<Outcome> {
    let office = store::open_as_it_stands(config).await?;
    match command {
        AuditCommand::Verify { .. } => verify(&office).await,
        AuditCommand::Export { organ, json, xlsx } => {
            let organ = match organ {
                Some(code) => Some(
                    organs::find_by_code(&office, code)
                        .await?
                        .context("没有这个机关代码")?,
                ),
                None => None,
            };
            if let Some(file) = json {
                write_json(&office, organ.as_ref(), file).await?;
            }
            if let (Some(file), Some(organ)) = (xlsx, &organ) {
                write_xlsx(&office, organ, file).await?;
            }
            Ok(Outcome::Fine)
        }
    }
}

async fn write_json(office: &Office, organ: Option<&organs::Organ>, file: &Path) -> anyhow::Result<()> {
    let moment = clock::moment();
    let mut export = if let Some(organ) = organ {
        let actor = Actor::system(organ.id, "命令行");
        export::json(office, &actor, moment, &organ.name).await?
    } else {
        let first = organs::first(office).await?.context("还没有登记机关")?;
        export::json_of_all(office, Program::itself(), moment, first.id).await?
    };
    let mut sink = BufWriter::new(new_file(file)?);
    while let Some(piece) = export.next().await? {
        sink.write_all(piece.as_bytes())?;
    }
    sink.flush()?;
    say!("已写出 {}。核对：gongkai audit verify --file {0}", file.display());
    Ok(())
}

async fn write_xlsx(office: &Office, organ: &organs::Organ, file: &Path) -> anyhow::Result<()> {
    let moment = clock::moment();
    let actor = Actor::system(organ.id, "命令行");
    let (lines, has_older) = export::sheet(office, &actor, moment).await?;
    let older = if has_older { "，更早的见 JSON" } else { "" };
    let note = format!("新的在前，{} 条{older}。", lines.len());
    let lines: Vec<Line> = lines.into_iter().map(line).collect();
    let title = format!("{}审计日志", organ.name);
    let bytes = paper::audit_log::xlsx(&title, &note, &lines, moment.today)?;
    new_file(file)?.write_all(&bytes)?;
    say!("已写出 {}。", file.display());
    Ok(())
}

fn new_file(file: &Path) -> anyhow::Result<File> {
    File::create_new(file).with_context(|| format!("无法写入 {}（已有的文件不会被覆盖）", file.display()))
}

fn line(line: SheetLine) -> Line {
    Line {
        seq: line.seq,
        cells: [
            clock::shown(line.at),
            line.sentence,
            line.subject,
            line.particulars,
            line.address,
            line.act,
            line.hash,
        ],
    }
}

async fn verify(office: &Office) -> anyhow::Result<Outcome> {
    match office::audit::verify(office, Program::itself()).await? {
        Ok(verified) => {
            say!("审计日志完整，共 {} 条。", verified.entries);
            say!(
                "末条校验值：{}（另行保存，可用于证明此前记录未被改动）",
                verified.hash
            );
            if let Some(caution) = verified.seal.caution() {
                say!("{caution}");
            }
            Ok(Outcome::Fine)
        }
        Err(broken) => {
            say!(
                "审计日志第 {} 条不成立：{}。此前的记录完整。",
                broken.seq,
                broken.why
            );
            Ok(Outcome::Findings)
        }
    }
}
