//! `gongkai report check-all`: the reports of many organs at once, with their sums and the sections that read alike.
//! Exit codes as for one: 2 where a file can't be read, else 1 where a report has an error, else 0.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use anyhow::Context as _;
use law::reports::{Inspection, Level, Likeness, Member, Report, has_errors};
use paper::reports::Unreadable;

use super::Outcome;
use super::report::{line, read, write_whole};
use crate::output::{self, in_chinese, say, tell};

/// Inspects a folder or a list of reports.
pub fn run(
    from: &Path,
    xlsx: Option<&Path>,
    previous: Option<&Path>,
    is_json: bool,
) -> anyhow::Result<Outcome> {
    let mut files = files(from)?;
    // What the last run wrote is no report.
    files.retain(|file| xlsx.is_none_or(|out| !is_same_file(out, &file.path)));
    if files.is_empty() {
        tell!("{}：没有可以检查的文件。", from.display());
        return Ok(Outcome::Unreadable);
    }
    let before = previous.map(last_years).transpose()?;
    let members = at_once(&files, |file| member(file, before.as_deref()), progress);
    let inspection = Inspection::new(members);
    if is_json {
        output::json(&inspection)?;
    } else {
        print(&inspection);
    }
    // After what was found is printed: a place that can't be written hides none of it.
    if let Some(out) = xlsx {
        write_whole(out, &paper::reports::inspection_xlsx(&inspection)?)?;
        tell!("已写入 {}。", out.display());
    }
    Ok(if !inspection.missing().is_empty() {
        Outcome::Unreadable
    } else if inspection.has_errors() {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// A file, and what it is called in what is said of it.
struct Named {
    path: PathBuf,
    name: String,
}

/// The files of a folder and of the folders in it, by name, or those a list names, in its order.
fn files(from: &Path) -> anyhow::Result<Vec<Named>> {
    let kind = fs::metadata(from).map_err(|error| {
        let why = in_chinese(&error);
        anyhow::anyhow!("无法打开 {}（{why}），请核对路径", from.display())
    })?;
    if kind.is_dir() {
        let mut found = BTreeSet::new();
        collect(from, &mut found)?;
        let named = |path: PathBuf| {
            let name = path.strip_prefix(from).unwrap_or(&path).display().to_string();
            Named { path, name }
        };
        return Ok(found.into_iter().map(named).collect());
    }
    if is_a_report(from) {
        anyhow::bail!(
            "{} 是一份报告，不是清单。检查一份报告，请用 gongkai report check",
            from.display()
        );
    }
    let list = fs::read_to_string(from)
        .with_context(|| format!("清单 {} 不是 UTF-8 文本，每行应写一个文件", from.display()))?;
    let folder = from.parent().unwrap_or(Path::new("."));
    let lines = list
        .lines()
        .map(|line| line.trim().trim_start_matches('\u{feff}'));
    Ok(lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| Named {
            path: folder.join(line),
            name: line.to_owned(),
        })
        .collect())
}

/// Whether the file is a report itself, or would be one but for what is wrong with it.
fn is_a_report(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let read = fs::read(file).map(|bytes| paper::reports::read(&bytes, &name));
    read.is_ok_and(|read| match read {
        Ok(_) | Err(Unreadable::Incomplete { .. } | Unreadable::IncompleteOf2019 { .. }) => true,
        Err(_) => false,
    })
}

fn collect(folder: &Path, found: &mut BTreeSet<PathBuf>) -> anyhow::Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("无法打开文件夹 {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // What systems and word processors leave beside files: .DS_Store, ~$2024.docx, Thumbs.db.
        let is_left = name.starts_with(['.', '~']) || matches!(name.as_str(), "Thumbs.db" | "desktop.ini");
        let kind = entry.file_type()?;
        if kind.is_dir() && !is_left {
            collect(&entry.path(), found)?;
        } else if kind.is_file() && !is_left {
            found.insert(entry.path());
        }
    }
    Ok(())
}

/// The reports of last year in a folder. What can't be read is told and compared with nothing.
fn last_years(folder: &Path) -> anyhow::Result<Vec<Report>> {
    let files = files(folder)?;
    let readings = at_once(&files, |file| (file.name.clone(), read(&file.path)), |_, _| ());
    let mut reports = Vec::new();
    for (name, reading) in readings {
        match reading {
            Ok(reading) => reports.push(reading.report),
            Err(why) => tell!("上年报告 {name}：{why}"),
        }
    }
    Ok(reports)
}

fn member(file: &Named, before: Option<&[Report]>) -> Member {
    Member::checked(file.name.clone(), read(&file.path), before)
}

/// `[3/80] 清河县水利局.docx：1 个错误，2 个提示`
fn progress(done: (usize, usize), member: &Member) {
    let (number, all) = done;
    let said = match &member.report {
        Ok(_) => counted(member),
        Err(_) => "无法读取".to_owned(),
    };
    tell!("[{number}/{all}] {}：{said}", member.file);
}

fn counted(member: &Member) -> String {
    match (member.count(Level::Error), member.count(Level::Warning)) {
        (0, 0) => "没有发现问题".to_owned(),
        (errors, warnings) => format!("{errors} 个错误，{warnings} 个提示"),
    }
}

/// Does the work for each file on every core; what comes out stands in the order of the files.
fn at_once<'a, T: Send>(
    files: &'a [Named],
    work: impl Fn(&'a Named) -> T + Sync,
    told: impl Fn((usize, usize), &T),
) -> Vec<T> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..cores.min(files.len()) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                while let Some((index, file)) = take(files, next) {
                    // Nobody listens any more only when this thread is being left.
                    let _ = sender.send((index, work(file)));
                }
            });
        }
        drop(sender);
        let mut done: Vec<(usize, T)> = Vec::with_capacity(files.len());
        for (index, outcome) in receiver {
            told((done.len() + 1, files.len()), &outcome);
            done.push((index, outcome));
        }
        done.sort_by_key(|(index, _)| *index);
        done.into_iter().map(|(_, outcome)| outcome).collect()
    })
}

fn take<'a>(files: &'a [Named], next: &AtomicUsize) -> Option<(usize, &'a Named)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    files.get(index).map(|file| (index, file))
}

fn print(inspection: &Inspection) {
    for member in &inspection.members {
        match &member.report {
            Ok(report) => {
                say!("{}（{}）：{}", report.title(), member.file, counted(member));
                if member.lacks_previous {
                    say!("  没有找到上年报告，没有作比较。");
                }
                for finding in &member.findings {
                    say!("  {}", line(finding, report.format));
                }
            }
            Err(why) => say!("{}：{why}", member.file),
        }
    }
    say!("");
    print_sums(inspection);
    print_alike(inspection);
    say!("");
    print_end(inspection);
}

/// The sums, and who is missing in them.
fn print_sums(inspection: &Inspection) {
    let (summed, missing) = (inspection.summed().count(), inspection.missing());
    if missing.is_empty() {
        say!("合计 {summed} 份报告。");
    } else {
        say!(
            "合计 {summed} 份报告，不完整：{} 份没有读出（{}）。",
            missing.len(),
            missing.join("、")
        );
    }
    let left = inspection.left_out();
    if !left.is_empty() {
        say!("未计入合计 {} 份：{}。", left.len(), left.join("、"));
    }
    for (cell, number) in inspection.sums.numbers().filter(|(_, number)| !number.is_zero()) {
        say!("  {} = {}", cell.label(), number.normalize());
    }
}

/// How many pairs of a section are printed: of many reports made of one mould every pair is one.
const PAIRS: usize = 10;

/// Of each section the most alike; the workbook and the JSON have them all.
fn print_alike(inspection: &Inspection) {
    let mut sections: BTreeMap<usize, Vec<&Likeness>> = BTreeMap::new();
    for alike in &inspection.alike {
        sections.entry(alike.section).or_default().push(alike);
    }
    for pairs in sections.values() {
        let Some(title) = pairs.first().map(|alike| alike.title()) else {
            continue;
        };
        say!("文字雷同：“{title}”{} 对。", pairs.len());
        for alike in pairs.iter().take(PAIRS) {
            let name = |place| inspection.member(place).map_or("", Member::name);
            say!(
                "  {} 与 {}：{}% 相同",
                name(alike.a),
                name(alike.b),
                alike.percent()
            );
        }
        if pairs.len() > PAIRS {
            say!("  其余 {} 对见 --xlsx 或者 --json。", pairs.len() - PAIRS);
        }
    }
}

/// The counts, last of all: what stands on the screen when it is over.
fn print_end(inspection: &Inspection) {
    let members = &inspection.members;
    let of = |is: fn(&Member) -> bool| members.iter().filter(|member| is(member)).count();
    let with_warnings = of(|member| {
        !has_errors(&member.findings) && member.report.is_ok() && member.count(Level::Warning) > 0
    });
    say!(
        "共 {} 个文件：{} 份有错误，{with_warnings} 份只有提示，{} 份没有发现问题，{} 份没有读出；{} 对部分雷同。",
        members.len(),
        of(|member| has_errors(&member.findings)),
        of(|member| member.report.is_ok() && member.findings.is_empty()),
        inspection.missing().len(),
        inspection.alike.len()
    );
    let without = inspection.without_previous();
    if !without.is_empty() {
        say!(
            "{} 份没有找到上年报告，没有作比较：{}。",
            without.len(),
            without.join("、")
        );
    }
}
