//! A store filled with many cases through the import that offices use, and what the desk asks of it timed. For `make
//! bench`; no part of the program.
//!
//! `many_cases fill DATA CASES TODAY` fills the store of a data folder up to so many cases.
//! `many_cases measure DATA TODAY` prints, as JSON, the milliseconds of each question, several times over.
//! `many_cases workbook LINES OUT TODAY` writes a ledger of so many lines.
//!
//! The store is the SQLite file of the data folder, or the database that `GONGKAI_DATABASE` names.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, bail};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use law::cases::ledger::{Column, Line, Sheets};
use law::reports::Tables;
use office::cases::import::{self, FileMark, Piece, Preview};
use office::cases::{self, CaseFilter};
use office::sealed::Keys;
use office::{Actor, Moment, Office, Program, organs};
use serde_json::json;
use tokio::sync::mpsc::{self, Receiver};

/// Lines of one import: what a file may hold in comfort.
const FILE: u32 = 100_000;
/// One case in so many is still open.
const OPEN: u32 = 50;
/// Different applicants.
const PEOPLE: u32 = 40_000;
const ROUNDS: usize = 15;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["fill", data, count, today] => fill(Path::new(data), count.parse()?, today.parse()?).await,
        ["measure", data, today] => measure(Path::new(data), today.parse()?).await,
        ["workbook", lines, out, today] => workbook(lines.parse()?, Path::new(out), today.parse()?),
        _ => bail!("fill DATA CASES TODAY | measure DATA TODAY | workbook LINES OUT TODAY"),
    }
}

fn moment(today: Date) -> anyhow::Result<Moment> {
    let noon = today.at(4, 0, 0, 0).in_tz("UTC")?;
    Ok(Moment {
        now: Timestamp::from_millisecond(noon.timestamp().as_millisecond())?,
        today,
    })
}

async fn open(data: &Path) -> anyhow::Result<(Office, Actor)> {
    let own = || format!("sqlite:{}", data.join("gongkai.db").display());
    let url = std::env::var("GONGKAI_DATABASE").unwrap_or_else(|_unset| own());
    let office = Office::open(&url, &data.join("files")).await?;
    let keys = Keys::read(&data.join("keys.toml"))?.context("no key file")?;
    let office = office.with_keys(keys);
    let organ = organs::first(&office).await?.context("no organ")?;
    let actor = Actor::system(organ.id, "bench");
    Ok((office, actor))
}

/// A line as an office would have it: six years of cases, most of them closed in time.
fn line(number: u32, today: Date) -> anyhow::Result<Line> {
    let mut line = Line::new(number);
    let is_open = number.is_multiple_of(OPEN);
    let days = if is_open {
        1 + number / OPEN % 14
    } else {
        60 + number.wrapping_mul(7919) % 2000
    };
    let received = today.checked_sub(i64::from(days).days())?;
    let kinds = [
        "自然人",
        "商业企业",
        "自然人",
        "自然人",
        "社会公益组织",
        "自然人",
        "法律服务机构",
    ];
    let kind = kinds
        .iter()
        .cycle()
        .nth(usize::try_from(number % 7)?)
        .copied()
        .unwrap_or("其他");
    let outcomes = [
        "（一）予以公开",
        "部分公开",
        "1.本机关不掌握相关政府信息",
        "2.重复申请",
        "（一）予以公开",
    ];
    let outcome = outcomes
        .iter()
        .cycle()
        .nth(usize::try_from(number % 5)?)
        .copied()
        .unwrap_or("3.其他");
    line.set(Column::Number, format!("L-{}-{number:07}", received.year()));
    line.set(
        Column::Name,
        format!("申请人{:05}", number.wrapping_mul(104_729) % PEOPLE),
    );
    line.set(Column::Kind, kind);
    line.set(Column::Contact, format!("138{:08}", number % 100_000_000));
    line.set(
        Column::Channel,
        if number.is_multiple_of(3) {
            "当面提交"
        } else {
            "互联网渠道"
        },
    );
    line.set(Column::ReceivedOn, received.to_string());
    line.set(
        Column::Request,
        format!(
            "{}年第{}号地块征收补偿安置方案及其批准文件",
            received.year(),
            number % 9973
        ),
    );
    if !is_open {
        line.set(Column::RepliedOn, received.checked_add(18.days())?.to_string());
        line.set(Column::Outcome, outcome);
        line.set(Column::Delivery, "邮寄送达");
        line.set(
            Column::ReplyNumber,
            format!("公复〔{}〕{}号", received.year(), number),
        );
    }
    Ok(line)
}

/// Lines from one number to another, as pieces of a file.
fn lines(from: u32, to: u32, today: Date) -> impl Fn() -> Receiver<Piece> + Send + Sync {
    move || {
        let (sender, receiver) = mpsc::channel(4);
        tokio::task::spawn_blocking(move || {
            let mut some = Vec::new();
            for number in from..to {
                let Ok(one) = line(number, today) else { return };
                some.push(one);
                if some.len() == 400
                    && sender
                        .blocking_send(Piece::Lines(std::mem::take(&mut some)))
                        .is_err()
                {
                    return;
                }
            }
            let _rest = sender.blocking_send(Piece::Lines(some));
            let _end = sender.blocking_send(Piece::Ended(Sheets::default()));
        });
        receiver
    }
}

async fn fill(data: &Path, count: u32, today: Date) -> anyhow::Result<()> {
    let (office, actor) = open(data).await?;
    let at = moment(today)?;
    let held = cases::list(&office, &actor, &CaseFilter::default()).await?.total;
    let mut from = u32::try_from(held)?;
    let began = Instant::now();
    while from < count {
        let to = count.min(from.saturating_add(FILE));
        let source = lines(from, to, today);
        let preview = Preview {
            lines: to - from,
            good: to - from,
            ..Preview::default()
        };
        let mark = FileMark::of(format!("{from} {to}").as_bytes(), "bench");
        // Ids follow the moment: files of one instant would share them.
        let later = Moment {
            now: at.now.checked_add(i64::from(from).milliseconds())?,
            today,
        };
        import::take(&office, &actor, later, &mark, &source, &preview, &|_| ()).await?;
        eprintln!("{to} cases after {:.0} s", began.elapsed().as_secs_f64());
        from = to;
    }
    office.close(Program::itself()).await?;
    println!("{}", json!({ "seconds": began.elapsed().as_secs_f64() }));
    Ok(())
}

async fn measure(data: &Path, today: Date) -> anyhow::Result<()> {
    let (office, actor) = open(data).await?;
    let at = moment(today)?;
    let mut found: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut keep = |name, began: Instant| {
        found
            .entry(name)
            .or_default()
            .push(began.elapsed().as_secs_f64() * 1000.0);
    };
    for round in 0..ROUNDS {
        let began = Instant::now();
        cases::board(&office, &actor, false).await?;
        keep("board", began);
        let began = Instant::now();
        cases::counts(&office, &actor, at).await?;
        keep("counts", began);
        let text = format!("申请人{:05}", (round + 1) * 37);
        let filter = CaseFilter {
            text,
            ..CaseFilter::default()
        };
        let began = Instant::now();
        cases::list(&office, &actor, &filter).await?;
        keep("search by applicant", began);
        let began = Instant::now();
        cases::list(&office, &actor, &CaseFilter::default()).await?;
        keep("ledger, first page", began);
        if round < 5 {
            let text = format!("第{}号地块", (round + 1) * 37);
            let filter = CaseFilter {
                text,
                ..CaseFilter::default()
            };
            let began = Instant::now();
            cases::list(&office, &actor, &filter).await?;
            keep("search by words", began);
            let began = Instant::now();
            let mut tables = Tables::zeros();
            cases::year_tables(&office, &actor, today.year() - 1, &mut tables).await?;
            keep("annual tables", began);
        }
    }
    let total = cases::list(&office, &actor, &CaseFilter::default()).await?.total;
    let open = cases::board(&office, &actor, false).await?.total;
    office.close(Program::itself()).await?;
    println!(
        "{}",
        json!({ "cases": total, "open": open, "milliseconds": found })
    );
    Ok(())
}

fn workbook(count: u32, out: &Path, today: Date) -> anyhow::Result<()> {
    let lines: Vec<Line> = (0..count)
        .map(|number| {
            let mut line = line(number, today)?;
            line.set(Column::Number, format!("X-{number:07}"));
            Ok(line)
        })
        .collect::<anyhow::Result<_>>()?;
    std::fs::write(out, paper::ledger::write("登记台账", &lines, today)?)?;
    Ok(())
}
