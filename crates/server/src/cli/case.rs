//! `gongkai case`: where a case stands, from its events, with the same law as the desk. For anyone to check a deadline.
//! Exit 0: worked out; 1: such a history can't have happened; 2: unreadable.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use jiff::civil::Date;
use law::cases::{Act, EVENTS_SCHEMA, Event, Rules, Standing};
use serde_json::{Map, Value};

use super::Outcome;
use super::events;
use super::typed::day;
use crate::clock;
use crate::output::{self, say, tell};

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
    let events = match events::read(file, known) {
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

/// Whether the event is one of ours, and has only fields it may carry.
fn known(fields: &Map<String, Value>) -> Result<(), String> {
    let names: Vec<&str> = Act::ALL.iter().map(|act| act.code()).collect();
    events::known(fields, &names, |name| {
        let act = Act::from_code(name)?;
        Some((act.label(), act.spec().fields))
    })
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
