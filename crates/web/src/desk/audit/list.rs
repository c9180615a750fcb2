//! The log, newest first, by who, what, when and which record.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use law::audit::Recorded;
use law::calendar::typed_day;
use office::audit::{self, AuditFilter, Entry, Names};
use office::staff;
use serde::Deserialize;

use super::HERE;
use super::words::{Subject, subject};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::when::{second, start_of};

const PER_PAGE: u64 = 50;

/// What is asked of the log.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct AuditQuery {
    q: String,
    act: String,
    account: String,
    from: String,
    until: String,
    subject: String,
    before: String,
}

struct AuditLine {
    seq: i64,
    at: String,
    /// Who did what.
    sentence: String,
    address: String,
    subject: Subject,
    /// The log of this record alone.
    same: String,
    particulars: Vec<(String, String)>,
    hash: String,
}

/// Acts that belong together, as one group of the list of choices.
struct Group {
    choice: Choice,
    acts: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "desk/audit/list.html")]
struct ListPage {
    frame: Frame,
    asked: AuditQuery,
    is_filtered: bool,
    /// Why no period can be shown: its days are the wrong way round.
    period_error: &'static str,
    /// The record the list is narrowed to, in words.
    only: String,
    people: Vec<Choice>,
    groups: Vec<Group>,
    rows: Vec<AuditLine>,
    older: Option<String>,
    newest: Option<String>,
}

/// The log.
pub async fn list(desk: Desk, Query(asked): Query<AuditQuery>) -> Result<Response, Problem> {
    let page = audit::search(desk.office(), &desk.actor, &asked.filter(), PER_PAGE).await?;
    let people = staff::list(desk.office(), &desk.actor, desk.moment).await?;
    let names = audit::names(desk.office(), &desk.actor, &page.entries).await?;
    let only = match asked.subject.trim() {
        "" => String::new(),
        subject => names.subject(subject),
    };
    desk.page(&ListPage {
        frame: desk.frame("审计日志", Section::Audit, &[]),
        is_filtered: asked.is_filtered(),
        period_error: asked.period_error(),
        only,
        people: people
            .iter()
            .map(|person| Choice::of(person.id, format!("{}（{}）", person.name, person.login)))
            .collect(),
        groups: groups(),
        older: page.next_before.map(|seq| asked.with_before(&seq.to_string())),
        newest: (!asked.before.is_empty()).then(|| asked.with_before("")),
        rows: page.entries.into_iter().map(|entry| row(entry, &names)).collect(),
        asked,
    })
}

fn row(entry: Entry, names: &Names) -> AuditLine {
    let only = AuditQuery {
        subject: entry.subject.clone(),
        ..AuditQuery::default()
    };
    let told = names.told(&entry.actor, &entry.act, &entry.subject, &entry.detail);
    AuditLine {
        seq: entry.seq,
        at: second(entry.at),
        sentence: told.sentence,
        address: entry.address,
        subject: subject(names, &entry.subject),
        same: only.with_before(""),
        particulars: told.particulars,
        hash: entry.hash,
    }
}

/// All recorded acts by the record they change; a group as a whole can be asked for too.
fn groups() -> Vec<Group> {
    const NAMES: [(&str, &str); 23] = [
        ("session.", "登录和退出"),
        ("account.", "本人账号"),
        ("access.", "越权访问"),
        ("cases.", "依申请公开"),
        ("matters.", "来信和诉求"),
        ("rulings.", "许可、处罚、强制、收费"),
        ("units.", "科室和单位"),
        ("fees.", "信息处理费"),
        ("disputes.", "复议和诉讼"),
        ("documents.", "政府信息"),
        ("placements.", "发布去向"),
        ("outlets.", "去向和公众号"),
        ("halls.", "政务服务大厅"),
        ("reports.", "年度报告"),
        ("papers.", "留存的文件"),
        ("columns.", "栏目"),
        ("organ.", "机关资料"),
        ("holidays.", "节假日"),
        ("people.", "人员"),
        ("jobs.", "后台任务"),
        ("reminders.", "提醒"),
        ("audit.", "审计日志"),
        ("system.", "系统"),
    ];
    let group = |(prefix, name): (&str, &str)| Group {
        choice: Choice::of(prefix, name),
        acts: of_group(prefix),
    };
    NAMES.into_iter().map(group).collect()
}

fn of_group(prefix: &str) -> Vec<Choice> {
    let acts = Recorded::ALL.iter().filter(|act| act.code().starts_with(prefix));
    acts.map(|act| Choice::of(act.code(), act.label())).collect()
}

impl AuditQuery {
    fn filter(&self) -> AuditFilter {
        let day = typed_day;
        AuditFilter {
            account: self.account.parse().ok(),
            act: self.act.clone(),
            subject: self.subject.clone(),
            text: self.q.clone(),
            from: day(&self.from).and_then(start_of),
            until: day(&self.until)
                .and_then(|day| day.tomorrow().ok())
                .and_then(start_of),
            before: self.before.parse().ok(),
        }
    }

    fn period_error(&self) -> &'static str {
        match (typed_day(&self.from), typed_day(&self.until)) {
            (Some(from), Some(until)) if until < from => "结束日期早于开始日期，请改正。",
            _ => "",
        }
    }

    fn is_filtered(&self) -> bool {
        let asked = [
            &self.q,
            &self.act,
            &self.account,
            &self.from,
            &self.until,
            &self.subject,
        ];
        asked.into_iter().any(|value| !value.trim().is_empty())
    }

    /// The address of the same list from another place on.
    fn with_before(&self, before: &str) -> String {
        let kept = [
            ("q", self.q.as_str()),
            ("act", &self.act),
            ("account", &self.account),
            ("from", &self.from),
            ("until", &self.until),
            ("subject", &self.subject),
            ("before", before),
        ];
        let kept: Vec<(&str, &str)> = kept.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let query = serde_html_form::to_string(&kept).unwrap_or_default();
        if query.is_empty() {
            HERE.to_owned()
        } else {
            format!("{HERE}?{query}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recorded_act_can_be_asked_for() {
        let listed: usize = groups().iter().map(|group| group.acts.len()).sum();
        assert_eq!(listed, Recorded::ALL.len());
    }
}
