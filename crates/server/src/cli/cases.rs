//! `gongkai cases`: an organ's ledger in and out as XLSX, and every open case worked out anew.
//! Exit 0: done; 1: some lines have faults; 2: the file can't be read.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use law::cases::retention::Settings;
use office::cases::import::{self, FileMark, Preview};
use office::organs::{self, Organ};
use office::{Actor, Office, OfficeError, cases};

use super::report::write_whole;
use super::typed::count;
use crate::cli::Outcome;
use crate::clock;
use crate::config::Configuration;
use crate::output::{say, tell};
use crate::store;

#[derive(Debug, Subcommand)]
pub enum CasesCommand {
    /// 导入登记表（XLSX）：逐行检查，没有问题的行一次全部导入
    Import {
        /// 登记表文件
        file: PathBuf,
        /// 机关代码
        #[arg(long)]
        organ: String,
        /// 只检查，不导入
        #[arg(long)]
        dry_run: bool,
    },
    /// 导出一年的登记表（XLSX）
    Export {
        /// 机关代码
        #[arg(long)]
        organ: String,
        /// 收到年度
        #[arg(long, value_parser = count::<i16>)]
        year: i16,
        /// 输出文件
        #[arg(short, long)]
        out: PathBuf,
        /// 写出完整的证件号码和联系方式（默认遮盖一部分）
        #[arg(long)]
        in_full: bool,
    },
    /// 输出登记表模板（XLSX）
    Template {
        /// 输出文件
        out: PathBuf,
    },
    /// 重新计算所有尚未办结的申请的期限
    Recompute,
    /// 列出保存期限已到的申请，和期限已到而继续保存的原因；不作任何改动
    Retention {
        /// 机关代码
        #[arg(long)]
        organ: String,
        /// 按多少年计算（默认按机关的设置）
        #[arg(long, value_parser = count::<u16>)]
        years: Option<u16>,
    },
}

/// The template needs no store.
pub fn run_bare(command: &CasesCommand) -> anyhow::Result<Option<Outcome>> {
    let CasesCommand::Template { out } = command else {
        return Ok(None);
    };
    write_whole(out, &paper::ledger::template()?)?;
    say!("模板已写入 {}。", out.display());
    Ok(Some(Outcome::Fine))
}

pub async fn run(config: &Configuration, command: &CasesCommand) -> anyhow::Result<Outcome> {
    match command {
        CasesCommand::Import { file, organ, dry_run } => import(config, file, organ, *dry_run).await,
        CasesCommand::Export {
            organ,
            year,
            out,
            in_full,
        } => export(config, organ, *year, out, *in_full).await,
        CasesCommand::Template { .. } => Ok(Outcome::Fine),
        CasesCommand::Recompute => recompute(config).await,
        CasesCommand::Retention { organ, years } => retention(config, organ, *years).await,
    }
}

async fn organ(office: &Office, code: &str) -> anyhow::Result<Organ> {
    organs::find_by_code(office, code)
        .await?
        .with_context(|| format!("没有机关代码“{code}”，请核对"))
}

async fn import(config: &Configuration, file: &Path, code: &str, dry_run: bool) -> anyhow::Result<Outcome> {
    let bytes = match read(file) {
        Ok(bytes) => bytes,
        Err(message) => {
            tell!("{}：{message}", file.display());
            return Ok(Outcome::Unreadable);
        }
    };
    let office = store::open_as_it_stands(config).await?;
    let organ = organ(&office, code).await?;
    let actor = Actor::system(organ.id, "命令行");
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let mark = FileMark::of(&bytes, &name);
    if let Some(before) = import::earlier(&office, &actor, &mark.hash).await? {
        let at = clock::shown(before.at);
        say!("这个文件已由{}于 {at} 导入过，不再重复导入。", before.by);
        return Ok(Outcome::Findings);
    }
    let source = web::ledger_source(bytes);
    let moment = clock::moment();
    let checking = |lines: u32| tell("已检查", lines);
    let preview = match import::check(&office, &actor, moment, &source, &checking).await {
        Err(OfficeError::Invalid(fields)) => {
            for field in fields {
                tell!("{}：{}", file.display(), field.message);
            }
            return Ok(Outcome::Unreadable);
        }
        checked => checked?,
    };
    show(&preview);
    if !dry_run && preview.good > 0 {
        let taking = |lines: u32| tell("已写入", lines);
        let taken = import::take(&office, &actor, moment, &mark, &source, &preview, &taking).await?;
        say!("已导入 {taken} 件。");
    } else if dry_run {
        say!("只作检查，没有导入。");
    } else {
        say!("没有可以导入的行。");
    }
    Ok(if preview.bad > 0 {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}

/// A file no larger than is read.
fn read(file: &Path) -> Result<Vec<u8>, String> {
    let unreadable = |error: std::io::Error| format!("无法打开文件（{error}），请核对路径。");
    let length = fs::metadata(file).map_err(unreadable)?.len();
    if length > u64::try_from(paper::ledger::LARGEST).unwrap_or(u64::MAX) {
        let megabytes = usize::try_from(length >> 20).unwrap_or(usize::MAX);
        return Err(paper::ledger::NotALedger::TooLarge { megabytes }.to_string());
    }
    fs::read(file).map_err(unreadable)
}

/// How far it has come, every ten thousand lines.
fn tell(what: &str, lines: u32) {
    if lines >= 10_000 && lines % 10_000 < 400 {
        tell!("{what} {lines} 行");
    }
}

fn show(preview: &Preview) {
    say!(
        "共 {} 行：可以导入 {} 行，有问题 {} 行。",
        preview.lines,
        preview.good,
        preview.bad
    );
    for fault in &preview.faults {
        say!("{}“{}”：{}", fault.place(), fault.column, fault.why);
    }
    for warning in &preview.warnings {
        say!("注意：{}“{}”：{}", warning.place(), warning.column, warning.why);
    }
    if preview.more_faults > 0 {
        say!("另有 {} 处问题，改正以上各处后再检查。", preview.more_faults);
    }
    for sheet in &preview.sheets.read {
        say!("已读取工作表“{}”：{} 行。", sheet.name, sheet.lines);
    }
    for sheet in &preview.sheets.unread {
        say!("没有读取工作表“{}”：{}", sheet.name, sheet.why);
    }
    if !preview.sheets.unknown.is_empty() {
        say!("没有用到的列：{}。", preview.sheets.unknown.join("、"));
    }
}

async fn export(
    config: &Configuration,
    code: &str,
    year: i16,
    out: &Path,
    in_full: bool,
) -> anyhow::Result<Outcome> {
    let office = store::open_as_it_stands(config).await?;
    let organ = organ(&office, code).await?;
    let actor = Actor::system(organ.id, "命令行");
    let moment = clock::moment();
    let lines = cases::export(&office, &actor, moment, year, in_full).await?;
    let title = format!("{}政府信息公开申请登记表（{year}年）", organ.name);
    write_whole(out, &paper::ledger::write(&title, &lines, moment.today)?)?;
    say!("已导出 {} 件到 {}。", lines.len(), out.display());
    Ok(Outcome::Fine)
}

async fn retention(config: &Configuration, code: &str, years: Option<u16>) -> anyhow::Result<Outcome> {
    let office = store::open_as_it_stands(config).await?;
    let organ = organ(&office, code).await?;
    let actor = Actor::system(organ.id, "命令行");
    let now = cases::settings(&office, &actor).await?.retention;
    let years = years.unwrap_or(now.years);
    let asked = Settings { years, ..now };
    if let Some(why) = asked.fault() {
        tell!("{why}");
        return Ok(Outcome::Unreadable);
    }
    let outlook = cases::retention::outlook(&office, &actor, clock::moment(), years).await?;
    let state = if now.is_on { "已开启" } else { "未开启" };
    say!("匿名处理{state}，按办结后 {years} 年计算：");
    for case in outlook.due.iter().chain(&outlook.kept) {
        let closed_on = case
            .closed_on
            .map_or_else(|| "未办结".to_owned(), |day| format!("{day} 办结"));
        match case.from {
            Ok(from) => say!("{}  {closed_on}  {from} 起可以匿名", case.number),
            Err(kept) => say!("{}  {closed_on}  继续保存：{}", case.number, kept.label()),
        }
    }
    let more = if outlook.has_more { "至少 " } else { "" };
    say!(
        "已到期 {more}{} 件，继续保存 {} 件，此后一年内约 {} 件到期，已匿名 {} 件。",
        outlook.due.len(),
        outlook.kept.len(),
        outlook.within_a_year,
        outlook.anonymised
    );
    Ok(Outcome::Fine)
}

async fn recompute(config: &Configuration) -> anyhow::Result<Outcome> {
    let office = store::open_as_it_stands(config).await?;
    let first = organs::first(&office).await?.context("还没有登记机关")?;
    let actor = Actor::system(first.id, "命令行");
    let progress = |cases: u64| {
        if cases > 0 && cases.is_multiple_of(10_000) {
            tell!("已计算 {cases} 件");
        }
    };
    let done = cases::recompute(&office, &actor, clock::moment(), &progress).await?;
    say!(
        "尚未办结的 {} 件申请已重新计算，{} 件有变化。",
        done.cases,
        done.changed
    );
    for number in &done.impossible {
        say!("{number}：按现在的放假安排，已登记的经过不成立，没有改动，请核对。");
    }
    Ok(if done.impossible.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}
