//! `gongkai case`: where a case stands, from its events, with the same law as the desk. For anyone to check a deadline.
//! Exit 0: worked out; 1: such a history can't have happened; 2: unreadable.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use jiff::civil::Date;
use law::cases::{Act, EVENTS_SCHEMA, Event, Rules, Standing};
use serde_json::{Map, Value};

use super::Outcome;
use super::typed::day;
use crate::clock;
use crate::output::{self, say, tell};

/// A case of some hundred events; more is no case.
const LARGEST: u64 = 1024 * 1024;

#[derive(Debug, Subcommand)]
pub enum CaseCommand {
    /// 按逐日事件推算一件依申请公开的办理期限
    Clock {
        /// 事件文件（JSON），格式见 gongkai case schema；“-”为标准输入
        file: PathBuf,
        /// 推算到哪一天，不写则为今天
        #[arg(long, value_parser = day)]
        today: Option<Date>,
        /// 输出 JSON，供程序使用
        #[arg(long)]
        json: bool,
    },
    /// 输出事件文件的 JSON Schema
    Schema,
}

pub fn run(command: &CaseCommand) -> anyhow::Result<Outcome> {
    match command {
        CaseCommand::Clock { file, today, json } => {
            let today = today.unwrap_or_else(|| clock::moment().today);
            reckon(file, today, *json)
        }
        CaseCommand::Schema => {
            say!("{}", EVENTS_SCHEMA.trim_end());
            Ok(Outcome::Fine)
        }
    }
}

fn reckon(file: &Path, today: Date, json: bool) -> anyhow::Result<Outcome> {
    let events = match read(file).and_then(|text| parse(&text)) {
        Ok(events) => events,
        Err(why) => {
            tell!("{}：{why}", file.display());
            return Ok(Outcome::Unreadable);
        }
    };
    let rules = Rules::default();
    if let Some(why) = unmeant(&events, today, &rules) {
        tell!("{why}");
        return Ok(Outcome::Findings);
    }
    match Standing::of(&events, &rules, today) {
        Ok(standing) if json => output::json(&standing)?,
        Ok(standing) => show(&standing, today),
        Err(error) => {
            tell!("{error}");
            return Ok(Outcome::Findings);
        }
    }
    Ok(Outcome::Fine)
}

/// What of the events nobody can mean: the first slip, with its place.
fn unmeant(events: &[Event], today: Date, rules: &Rules) -> Option<String> {
    (1..).zip(events).find_map(|(position, event)| {
        let fault = event.unmeant(today, &rules.calendar).into_iter().next()?;
        let label = event.what.act().label();
        Some(format!(
            "第 {position} 个事件（{} {label}）：{}",
            event.on, fault.message
        ))
    })
}

fn read(file: &Path) -> Result<String, String> {
    let source: Box<dyn Read> = if file == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(File::open(file).map_err(|error| format!("打不开：{error}"))?)
    };
    let mut text = String::new();
    let read = source.take(LARGEST + 1).read_to_string(&mut text);
    read.map_err(|error| format!("读不了：{error}（应当是 UTF-8 文本）"))?;
    if u64::try_from(text.len()).is_ok_and(|length| length > LARGEST) {
        return Err("超过 1 MB，不像一件申请的经过。".to_owned());
    }
    Ok(text)
}

/// The events, or which of them can't be read and why. A field that no event has is refused, not passed over.
fn parse(text: &str) -> Result<Vec<Event>, String> {
    let list: Vec<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("不是事件的 JSON 数组：{error}"))?;
    let mut events = Vec::new();
    for (position, value) in (1..).zip(list) {
        let fault = |why: String| format!("第 {position} 个事件：{why}");
        let Value::Object(fields) = &value else {
            return Err(fault("应当是 {\"on\": …, \"event\": …}".to_owned()));
        };
        known(fields).map_err(fault)?;
        let event = serde_json::from_value(value).map_err(|error| fault(plainly(&error)))?;
        events.push(event);
    }
    Ok(events)
}

/// Whether the event is one of ours, and has only fields it may carry.
fn known(fields: &Map<String, Value>) -> Result<(), String> {
    let name = fields.get("event").and_then(Value::as_str).unwrap_or("");
    let act = Act::from_code(name).ok_or_else(|| {
        let names: Vec<&str> = Act::ALL.iter().map(|act| act.code()).collect();
        format!("event 为“{name}”，应当是 {} 之一", names.join("、"))
    })?;
    let unknown = fields.keys().find(|field| {
        !["on", "event"].contains(&field.as_str()) && !act.spec().fields.contains(&field.as_str())
    });
    match unknown {
        Some(field) => Err(format!("“{}”（{name}）没有 {field} 这一项", act.label())),
        None => Ok(()),
    }
}

/// What serde says, in words for the person who wrote the file.
fn plainly(error: &serde_json::Error) -> String {
    let said = error.to_string();
    if let Some(field) = said.strip_prefix("missing field ") {
        format!("缺少 {field}")
    } else if said.contains("unknown variant") || said.contains("date") || said.contains("invalid") {
        format!("有一项的值不对，日期写作 2025-03-03（{said}）")
    } else {
        said
    }
}

fn show(standing: &Standing, today: Date) {
    let day = |on: Option<Date>| on.map_or_else(|| "未定".to_owned(), |on| on.to_string());
    say!("截至 {today}：{}", standing.state.label());
    say!("收到申请之日：{}", day(standing.received_on));
    let tentative = if standing.tentative { "（暂定）" } else { "" };
    let overdue = if standing.overdue { "，已逾期" } else { "" };
    say!("答复期限届满日：{}{tentative}{overdue}", day(standing.due_on));
    if let Some(outcome) = standing.outcome {
        say!("处理结果（表三）：{}", outcome.full_label());
    }
    let counted = standing
        .counted
        .filter(|counted| Some(counted.row) != standing.outcome);
    if let Some(counted) = counted {
        say!(
            "计入 {} 年度报告表三：{}",
            counted.on.year(),
            counted.row.full_label()
        );
    }
    say!("");
    for (position, line) in (1..).zip(&standing.reasoning) {
        say!("{position}. {}（{}）", line.text, line.article);
    }
    if !standing.warnings.is_empty() {
        say!("");
    }
    for warning in &standing.warnings {
        say!("注意：{warning}");
    }
    for caution in standing.cautions_once() {
        say!("今天须知：{caution}");
    }
    if !standing.allowed.is_empty() {
        let acts: Vec<&str> = standing.allowed.iter().map(|act| act.label()).collect();
        say!("");
        say!("今天可以：{}", acts.join("、"));
    }
    for refused in standing.refusals() {
        say!("不能“{}”：{}", refused.act.label(), refused.why);
    }
}
