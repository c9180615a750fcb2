//! `gongkai report`: read, check and convert annual reports, with the same code as the desk.
//! Exit 0: fine; 1: findings of level error; 2: unreadable.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;
use law::reports::{Context, Finding, Reading, Report, has_errors};
use paper::Fonts;
use paper::reports::{Imprint, LARGEST, Unreadable};
use serde_json::json;

use super::typed::{count, day};
use super::{Outcome, check_all};
use crate::output::{self, say, tell};

#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// 读取年度报告文件（文本、网页、DOCX、XLSX、PDF、JSON）
    Read {
        /// 年度报告文件
        file: PathBuf,
        /// 输出 JSON，供程序使用
        #[arg(long)]
        json: bool,
    },
    /// 检查年度报告的勾稽关系和文字
    Check {
        /// 年度报告文件
        file: PathBuf,
        /// 上一年度的报告，用于核对结转和存量
        #[arg(long)]
        previous: Option<PathBuf>,
        /// 机关是否有规章制定权
        #[arg(long, value_enum, default_value_t = Powers::Auto)]
        may_make_regulations: Powers,
        /// 公布日期（如 2025-01-26），用于核对是否逾期
        #[arg(long, value_parser = day)]
        published: Option<Date>,
        /// 输出 JSON，供程序使用
        #[arg(long)]
        json: bool,
    },
    /// 一次检查许多机关的年度报告，并合计、比较雷同
    CheckAll {
        /// 报告所在的文件夹，或者一份清单（文本文件，每行一个文件）
        #[arg(value_name = "文件夹或清单")]
        from: PathBuf,
        /// 把检查结果、数据、合计、雷同写成工作簿
        #[arg(long)]
        xlsx: Option<PathBuf>,
        /// 上一年度报告所在的文件夹，按机关名称对应
        #[arg(long, value_name = "文件夹")]
        previous: Option<PathBuf>,
        /// 输出 JSON，供程序使用
        #[arg(long)]
        json: bool,
    },
    /// 把年度报告转换为另一种格式
    Convert {
        /// 年度报告文件
        #[arg(value_name = "报告文件")]
        file: PathBuf,
        /// 目标格式
        #[arg(long, value_enum)]
        to: Format,
        /// 输出文件
        #[arg(value_name = "输出文件")]
        out: PathBuf,
        /// 本单位字体文件夹（方正小标宋、仿宋_GB2312 等）
        #[arg(long)]
        fonts: Vec<PathBuf>,
        /// 把 2019 年格式的报告换成 2021 年格式，并列出不能对应的项目
        #[arg(long)]
        as_2021: bool,
    },
    /// 把年度报告文件导入为机关的草稿
    Import {
        /// 年度报告文件
        file: PathBuf,
        /// 机关代码
        #[arg(long)]
        organ: String,
        /// 按存档版导入 2008 至 2018 年度的报告：照原样保存，连同原文件
        #[arg(long)]
        archive: bool,
        /// 原公布日期（以前在别处公布的存档版报告，如 2019-03-28）
        #[arg(long, value_parser = day, requires_all = ["archive", "why"])]
        published_on: Option<Date>,
        /// 凭什么确认原公布日期，随报告公布
        #[arg(long, requires = "published_on")]
        why: Option<String>,
    },
    /// 导出机关已公布的年度报告
    Export {
        /// 机关代码
        #[arg(long)]
        organ: String,
        /// 年度
        #[arg(long, value_parser = count::<i16>)]
        year: i16,
        /// 目标格式
        #[arg(long, value_enum)]
        to: Format,
        /// 输出文件；不写则输出到标准输出
        out: Option<PathBuf>,
    },
}

/// Whether the organ may make 规章 (立法法第九十一条、第九十三条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Powers {
    #[value(help = "有")]
    Yes,
    #[value(help = "没有")]
    No,
    /// By the organ's name; when unsure nothing is raised.
    #[value(help = "按机关名称判断，判断不了的不提示")]
    Auto,
}

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Pdf,
    Docx,
    Xlsx,
    Json,
    Html,
}

/// Runs one of the commands that need no store.
pub fn run(command: &ReportCommand) -> anyhow::Result<Option<Outcome>> {
    match command {
        ReportCommand::Read { file, json } => Ok(Some(show(file, *json)?)),
        ReportCommand::Check {
            file,
            previous,
            may_make_regulations,
            published,
            json,
        } => {
            let asked = Asked {
                previous: previous.as_deref(),
                powers: *may_make_regulations,
                published: *published,
            };
            Ok(Some(check(file, &asked, *json)?))
        }
        ReportCommand::CheckAll {
            from,
            xlsx,
            previous,
            json,
        } => Ok(Some(check_all::run(
            from,
            xlsx.as_deref(),
            previous.as_deref(),
            *json,
        )?)),
        ReportCommand::Convert {
            file,
            to,
            out,
            fonts,
            as_2021,
        } => Ok(Some(convert(file, *to, out, fonts, *as_2021)?)),
        ReportCommand::Import { .. } | ReportCommand::Export { .. } => Ok(None),
    }
}

/// Reads a report file, or prints why it can't be read and gives `None`.
pub fn load(file: &Path) -> Option<Reading> {
    match read(file) {
        Ok(reading) => Some(reading),
        Err(why) => {
            tell!("{}：{why}", file.display());
            None
        }
    }
}

/// Reads a report file, or says why it can't be read.
pub(super) fn read(file: &Path) -> Result<Reading, String> {
    let bytes = read_limited(file)?;
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    paper::reports::read(&bytes, &name).map_err(|unreadable| unreadable.to_string())
}

/// The bytes of a report file and its name, or prints why it can't be opened and gives `None`.
pub fn whole(file: &Path) -> Option<(Vec<u8>, String)> {
    let name = file.file_name()?.to_string_lossy().into_owned();
    match read_limited(file) {
        Ok(bytes) => Some((bytes, name)),
        Err(why) => {
            tell!("{}：{why}", file.display());
            None
        }
    }
}

pub(super) fn read_limited(file: &Path) -> Result<Vec<u8>, String> {
    let opened = File::open(file)
        .map_err(|error| format!("无法打开文件（{}），请核对路径。", output::in_chinese(&error)))?;
    let length = opened
        .metadata()
        .map_err(|error| format!("无法读取文件（{}）。", output::in_chinese(&error)))?
        .len();
    let limit = u64::try_from(LARGEST).unwrap_or(u64::MAX);
    if length > limit {
        let megabytes = usize::try_from(length >> 20).unwrap_or(usize::MAX);
        return Err(Unreadable::TooLarge { megabytes }.to_string());
    }
    let mut bytes = Vec::new();
    opened
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("无法读取文件（{}）。", output::in_chinese(&error)))?;
    Ok(bytes)
}

fn show(file: &Path, is_json: bool) -> anyhow::Result<Outcome> {
    let Some(reading) = load(file) else {
        return Ok(Outcome::Unreadable);
    };
    if is_json {
        output::json(&reading)?;
        return Ok(Outcome::Fine);
    }
    say!("{}", reading.report.title());
    let filled = reading.report.tables.numbers().count();
    say!("{}，已读出 {filled} 个单元格。", reading.report.format.label());
    for (cell, number) in reading
        .report
        .tables
        .numbers()
        .filter(|(_, number)| !number.is_zero())
    {
        let note = reading
            .report
            .tables
            .note(cell)
            .map(|note| format!("（{note}）"))
            .unwrap_or_default();
        say!("  {} = {number}{note}", cell.label());
    }
    let opening = [(0, "标题与第一部分之间", reading.report.opening.as_str())];
    let closing = [(0, "第六部分之后", reading.report.closing.as_str())];
    for (_, title, prose) in opening
        .into_iter()
        .chain(reading.report.sections.iter())
        .chain(closing)
        .filter(|(_, _, prose)| !prose.is_empty())
    {
        say!(
            "{title}：{} 字",
            prose.chars().filter(|one| !one.is_whitespace()).count()
        );
    }
    for unread in &reading.unread {
        say!("{}", unread.sentence());
    }
    for slip in &reading.slips {
        say!("用语不规范：{}", slip.sentence());
    }
    Ok(Outcome::Fine)
}

/// What is known of a report beside its file.
struct Asked<'a> {
    previous: Option<&'a Path>,
    powers: Powers,
    published: Option<Date>,
}

fn check(file: &Path, asked: &Asked<'_>, is_json: bool) -> anyhow::Result<Outcome> {
    let Some(reading) = load(file) else {
        return Ok(Outcome::Unreadable);
    };
    let before = match asked.previous {
        Some(previous) => match load(previous) {
            Some(before) => Some(before.report),
            None => return Ok(Outcome::Unreadable),
        },
        None => None,
    };
    let powers = match asked.powers {
        Powers::Yes => Some(true),
        Powers::No => Some(false),
        Powers::Auto => None,
    };
    let context = Context {
        published_on: asked.published,
        ..Context::of_file(&reading.report, before.as_ref(), powers)
    };
    let findings = reading.check(&context);
    if is_json {
        output::json(&json!({ "findings": findings }))?;
    } else {
        print_findings(&reading.report, &findings);
    }
    Ok(if has_errors(&findings) {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}

fn print_findings(report: &Report, findings: &[Finding]) {
    say!("{}", report.title());
    if findings.is_empty() {
        say!("勾稽关系全部成立，没有发现问题。");
    }
    for finding in findings {
        say!("{}", line(finding, report.format));
    }
}

/// A finding in a line.
pub(super) fn line(finding: &Finding, format: law::reports::Format) -> String {
    format!(
        "[{}] {}（{}）：{}",
        finding.level().label(),
        finding.check.label(),
        finding.check.source_in(format),
        finding.message
    )
}

fn convert(file: &Path, to: Format, out: &Path, fonts: &[PathBuf], as_2021: bool) -> anyhow::Result<Outcome> {
    let Some(reading) = load(file) else {
        return Ok(Outcome::Unreadable);
    };
    let mut report = reading.report;
    if as_2021 && let Some(conversion) = report.converted() {
        for one in &conversion.unlike {
            say!("不能对应：{}：{}", one.what, one.why);
        }
        report = conversion.report;
    }
    let bytes = write(&report, &Imprint::default(), to, fonts)?;
    write_whole(out, &bytes)?;
    Ok(Outcome::Fine)
}

/// The report in a format.
pub fn write(report: &Report, imprint: &Imprint, to: Format, fonts: &[PathBuf]) -> anyhow::Result<Vec<u8>> {
    Ok(match to {
        Format::Pdf => paper::reports::pdf(report, imprint, &Fonts::scan(fonts)?)?,
        Format::Docx => paper::reports::docx(report, imprint)?,
        Format::Xlsx => paper::reports::xlsx(report, imprint)?,
        Format::Json => paper::reports::json(report, imprint)?,
        Format::Html => paper::reports::html(report, imprint).into_bytes(),
    })
}

/// Writes a file whole or not at all.
pub fn write_whole(out: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    put(out, bytes).map_err(|error| {
        let why = output::in_chinese(&error);
        anyhow::anyhow!("无法写入 {}（{why}），请核对路径", out.display())
    })
}

fn put(out: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = out
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let name = out
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let partial = folder.join(format!(".{name}.partial"));
    let mut file = File::create(&partial)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&partial, out)
}
