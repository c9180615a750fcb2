//! Cases as the lists show them: one line of a table each, how much of the time is used, when it is due in words; what one
//! applicant asks for several times in the same words stands together.

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::calendar::Calendar;
use law::cases::{State, headline};
use law::codes::{TableThreeRow, day_from};
use law::signs::name_key;
use office::cases::{self, CaseRow, Course};
use office::{AccountId, CaseId};

use crate::desk::layout::Desk;
use crate::desk::task::When;
use crate::errors::Problem;

/// How wide the bar of the time used is.
const BAR: u32 = 56;

/// A case in a list.
pub(in crate::desk::cases) struct Line {
    pub id: String,
    pub number: String,
    /// The request as a title, and whole.
    pub title: String,
    pub request: String,
    pub applicant: String,
    pub kind: &'static str,
    pub state: String,
    pub outcome: String,
    pub handler: String,
    pub received_on: String,
    /// How much of the bar is used; none where no clock of ours runs.
    pub used: Option<u32>,
    pub when: When,
    /// The same on paper, which is read on another day: in full, and counted from nowhere.
    pub on_paper: String,
    /// How many working days are left.
    pub left: Option<u32>,
    pub is_open: bool,
    /// The others of the same applicant and the same words.
    pub twins: Vec<Self>,
}

/// What lines are made with.
pub(in crate::desk::cases) struct Seen {
    today: Date,
    calendar: Calendar,
    handlers: BTreeMap<AccountId, String>,
    course: Course,
}

impl Seen {
    /// As the person at the desk sees them today.
    pub async fn by(desk: &Desk) -> Result<Self, Problem> {
        let handlers = cases::handlers(desk.office(), &desk.actor).await?;
        Ok(Self {
            today: desk.moment.today,
            calendar: office::calendar::holidays(desk.office()).await?,
            handlers: handlers.into_iter().collect(),
            course: Course::default(),
        })
    }

    /// The same, with how far each of these is that is in work.
    pub async fn of(desk: &Desk, rows: impl IntoIterator<Item = &CaseRow>) -> Result<Self, Problem> {
        let open = rows.into_iter().filter(|row| row.state.is_open());
        let open: Vec<CaseId> = open.map(|row| row.id).collect();
        Ok(Self {
            course: cases::courses(desk.office(), &desk.actor, &open).await?,
            ..Self::by(desk).await?
        })
    }

    /// The cases, what belongs together put together.
    pub fn lines(&self, rows: &[CaseRow]) -> Vec<Line> {
        together(rows.iter().map(|row| self.line(row)).collect())
    }

    /// The same with the last day to ask for a correction as their day.
    pub fn notices(&self, rows: &[CaseRow]) -> Vec<Line> {
        let line = |row: &CaseRow| {
            let due = row.correction_notice_on;
            Line {
                used: due.and_then(|due| self.used(row.received_on, due)),
                when: due.map(|due| self.when(due)).unwrap_or_default(),
                left: due.and_then(|due| self.left(due)),
                ..self.line(row)
            }
        };
        rows.iter().map(line).collect()
    }

    /// One case.
    pub fn line(&self, row: &CaseRow) -> Line {
        let handler = row.assigned_to.and_then(|account| self.handlers.get(&account));
        // By the day it came back nothing is due, and nothing late.
        let came_back = row.next_due_on.filter(|_| row.state == State::CameBack);
        let due = row
            .next_due_on
            .filter(|_| row.state.is_open() && came_back.is_none());
        let mut when = due.map(|due| self.when(due)).unwrap_or_default();
        let mut on_paper = due.map(|due| format!("期限 {due}")).unwrap_or_default();
        if row.is_tentative && due.is_some() {
            when.words.push_str("（暂定）");
            on_paper.push_str("（暂定）");
        }
        if let Some(on) = came_back {
            when.words = format!("{}退回，待重新送达", day_from(on, self.today));
            on_paper = format!("{on} 退回，待重新送达");
        }
        if !row.state.is_open() {
            on_paper = row
                .ended_on
                .map_or_else(|| "办结".to_owned(), |on| format!("{on} 办结"));
            let ended = row.ended_on.map(|on| day_from(on, self.today));
            when.words = ended.map_or_else(|| "办结".to_owned(), |on| format!("{on} 办结"));
        }
        Line {
            id: row.id.to_string(),
            number: row.number.clone(),
            title: headline(&row.request),
            request: row.request.clone(),
            applicant: row.applicant_name.clone(),
            kind: row.applicant_kind.label(),
            state: row.state.with_course(
                self.course.in_sign_off.contains(&row.id),
                self.course.extended.contains(&row.id),
            ),
            outcome: row.outcome.map(TableThreeRow::full_label).unwrap_or_default(),
            handler: handler.cloned().unwrap_or_default(),
            received_on: row.received_on.map(|day| day.to_string()).unwrap_or_default(),
            used: due.and_then(|due| self.used(row.received_on, due)),
            when,
            on_paper,
            left: due.and_then(|due| self.left(due)),
            is_open: row.state.is_open(),
            twins: Vec::new(),
        }
    }

    /// The day a closed case was due, and by how much it was late; empty while it is open, whose line says its day itself.
    pub fn against(&self, row: &CaseRow) -> String {
        let Some(due) = row.due_on.filter(|_| !row.state.is_open()) else {
            return String::new();
        };
        let late = row
            .ended_on
            .filter(|_| row.is_late)
            .map(|on| self.calendar.working_days_between(due, on));
        let late = late.map_or_else(String::new, |days| format!("，逾期 {days} 个工作日"));
        format!("期限 {due}{late}")
    }

    fn when(&self, due: Date) -> When {
        When::due(due, self.today, &self.calendar)
    }

    fn left(&self, due: Date) -> Option<u32> {
        (due > self.today).then(|| self.calendar.working_days_between(self.today, due))
    }

    /// The share of the time up to the due day that is over, as a part of the bar. What stopped the clock has moved the day.
    fn used(&self, from: Option<Date>, due: Date) -> Option<u32> {
        let whole = self.calendar.working_days_between(from?, due);
        let left = self.calendar.working_days_between(self.today, due);
        Some(
            BAR.saturating_mul(whole.saturating_sub(left))
                .checked_div(whole)
                .unwrap_or(BAR),
        )
    }
}

/// Several cases of one applicant in the same words stand under the first of them.
fn together(lines: Vec<Line>) -> Vec<Line> {
    let mut all: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let first = all.iter_mut().find(|first| is_twin(first, &line));
        match first {
            Some(first) => first.twins.push(line),
            None => all.push(line),
        }
    }
    all
}

fn is_twin(one: &Line, other: &Line) -> bool {
    one.is_open == other.is_open
        && one.request.trim() == other.request.trim()
        && name_key(&one.applicant) == name_key(&other.applicant)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: &str, applicant: &str, request: &str, is_open: bool) -> Line {
        Line {
            id: number.to_owned(),
            number: number.to_owned(),
            title: request.to_owned(),
            request: request.to_owned(),
            applicant: applicant.to_owned(),
            kind: "",
            state: String::new(),
            outcome: String::new(),
            handler: String::new(),
            received_on: String::new(),
            used: None,
            when: When::default(),
            on_paper: String::new(),
            left: None,
            is_open,
            twins: Vec::new(),
        }
    }

    #[test]
    fn the_same_words_of_the_same_applicant_stand_together_under_the_first() {
        let lines = together(vec![
            line("1", "刘洋", "排污许可证", true),
            line("2", "刘洋", "排污许可证 ", true),
            line("3", "李航", "排污许可证", true),
            line("4", "刘洋", "排污许可证", false),
            line("5", "刘 洋", "排污许可证", true),
        ]);
        let numbers: Vec<&str> = lines.iter().map(|line| line.number.as_str()).collect();
        assert_eq!(numbers, ["1", "3", "4"]);
        let twins: Vec<&str> = lines[0].twins.iter().map(|line| line.number.as_str()).collect();
        assert_eq!(twins, ["2", "5"]);
    }
}
