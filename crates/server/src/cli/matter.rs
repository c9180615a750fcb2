//! `gongkai matter`: where a matter (办件) stands, from its events, by the program's rules or one's own. For anyone to check a day.
//! Exit 0: worked out; 1: such a history can't have happened; 2: unreadable.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use jiff::civil::Date;
use law::matters::{
    Act, ClockName, EVENTS_SCHEMA, Event, RuleBook, RuleName, RuleRow, Rules, Standing, State, kinds,
    rule_book, shipped_rules,
};
use serde_json::{Map, Value, json};

use super::typed::{day, kind, rule};
use super::{Outcome, events};
use crate::clock;
use crate::output::{self, say, tell};

#[derive(Debug, Subcommand)]
pub enum MatterCommand {
    /// 按逐项事件推算一件办件的期限、责任人和下一步
    Clock(Reckoning),
    /// 输出事件文件的 JSON Schema
    Schema,
    /// 列出各类别和没有另行设定时的期限，写明出处
    Rules {
        /// 输出 JSON，供程序使用
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct Reckoning {
    /// 事件文件（JSON），格式见 gongkai matter schema；“-”为标准输入
    file: PathBuf,
    /// 收到时的类别
    #[arg(long, value_parser = kind())]
    kind: String,
    /// 自定的期限，可以写几次：answer=5wd（wd 工作日、d 日、h 小时、m 月，none 不设）；只对一个类别的写作 complaint.answer=7wd
    #[arg(long = "rule", value_parser = rule)]
    rules: Vec<RuleRow>,
    /// 推算到哪一天，不写则为今天
    #[arg(long, value_parser = day)]
    today: Option<Date>,
    /// 输出 JSON，供程序使用
    #[arg(long)]
    json: bool,
}

pub fn run(command: &MatterCommand) -> anyhow::Result<Outcome> {
    match command {
        MatterCommand::Clock(asked) => return reckon(asked),
        MatterCommand::Schema => say!("{}", EVENTS_SCHEMA.trim_end()),
        MatterCommand::Rules { json } if *json => {
            output::json(&json!({"kinds": kinds(), "rules": shipped_rules()}))?;
        }
        MatterCommand::Rules { .. } => list(),
    }
    Ok(Outcome::Fine)
}

fn reckon(asked: &Reckoning) -> anyhow::Result<Outcome> {
    let today = asked.today.unwrap_or_else(|| clock::moment().today);
    let events: Vec<Event> = match events::read(&asked.file, known) {
        Ok(events) => events,
        Err(why) => return Ok(unreadable(&asked.file, &why)),
    };
    if let Some(why) = unmeant(&events, today) {
        tell!("{why}");
        return Ok(Outcome::Findings);
    }
    let own = asked.rules.iter().cloned();
    let rules = Rules {
        book: own.fold(rule_book(), RuleBook::with),
        ..Rules::default()
    };
    match Standing::of(&events, &asked.kind, &rules, today) {
        Ok(standing) if asked.json => output::json(&standing)?,
        Ok(standing) => show(&standing, &rules, today),
        Err(error) => {
            tell!("{error}");
            return Ok(Outcome::Findings);
        }
    }
    Ok(Outcome::Fine)
}

fn unreadable(file: &Path, why: &str) -> Outcome {
    tell!("{}：{why}", file.display());
    Outcome::Unreadable
}

/// What of the events nobody can mean: the first slip, with its place.
fn unmeant(events: &[Event], today: Date) -> Option<String> {
    (1..).zip(events).find_map(|(position, event)| {
        let why = event.unmeant(today)?;
        let label = event.what.act().label();
        Some(format!(
            "第 {position} 个事件（{} {label}）：{why}",
            event.on.told()
        ))
    })
}

/// Whether the event is one of ours, has only fields it may carry, and names a kind that there is.
fn known(fields: &Map<String, Value>) -> Result<(), String> {
    let names: Vec<&str> = Act::ALL.iter().map(|act| act.code()).collect();
    events::known(fields, &names, |name| {
        let act = Act::from_code(name)?;
        Some((act.label(), act.fields()))
    })?;
    let text = |field| fields.get(field).and_then(Value::as_str);
    match text("to").filter(|_| text("event") == Some(Act::KindChanged.code())) {
        Some(to) if kinds().iter().all(|kind| kind.code != to) => {
            let codes: Vec<&str> = kinds().iter().map(|kind| kind.code.as_str()).collect();
            Err(format!("没有“{to}”这个类别，应当是 {} 之一", codes.join("、")))
        }
        _ => Ok(()),
    }
}

fn show(standing: &Standing, rules: &Rules, today: Date) {
    head(standing, rules, today);
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
    for one in standing.escalations.iter().filter(|one| one.is_reached) {
        say!("催办：{} {}，告知{}", one.on, one.step.label(), one.to.label());
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

fn head(standing: &Standing, rules: &Rules, today: Date) {
    say!("截至 {today}：{}", standing.state.label());
    say!("类别：{}", rules.kind_label(&standing.kind));
    say!("收到：{}", standing.received.told());
    if let Some(owner) = &standing.owner {
        let offered = standing.offered_to.as_ref();
        let offered = offered.map_or_else(String::new, |to| format!("；已交{to}，尚未签收"));
        say!("现由{owner}负责{offered}");
    }
    if let Some(clock) = standing.clock(ClockName::Answer) {
        let tentative = if clock.tentative { "（暂定）" } else { "" };
        let overdue = if standing.overdue { "，已逾期" } else { "" };
        say!("答复期限届满日：{}{tentative}{overdue}", clock.due_on);
    }
    // Of what is answered the next day is another one.
    let next = standing.next_due_on.filter(|_| standing.state != State::Closed);
    if let Some(next) = next {
        say!("下一个到期日：{next}");
    }
}

fn list() {
    say!("类别");
    for kind in kinds() {
        let public = if kind.may_be_published {
            "可以公开答复"
        } else {
            "不公开答复"
        };
        say!("{}\t{}\t{public}\t{}", kind.code, kind.label, kind.basis);
    }
    say!("");
    say!("期限（各地规定不同；没有另行设定时按下列计算）");
    for row in shipped_rules() {
        say!(
            "{}\t{}\t{}\t{}\t{}\t{}",
            row.code,
            RuleName::from_code(&row.code).map_or("", RuleName::label),
            row.subject,
            row.limit,
            row.scope,
            row.source_document
        );
    }
}
