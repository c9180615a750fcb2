//! The case in words, its files, and what did not reach its applicant.

use jiff::civil::Date;
use law::calendar::Calendar;
use law::cases::{ReplyDay, State, Urgency, headline};
use law::codes::spoken;
use office::cases::{ApplicationFile, Case};

use crate::desk::cases::shared::near;
use crate::download::size;
use crate::when::minute;

/// A notice that did not reach the applicant, and where it is settled by those who may.
pub(in crate::desk::cases) struct Unreached {
    pub what: String,
    pub href: Option<String>,
}

/// A file of the application.
pub(in crate::desk::cases) struct FileRow {
    pub id: String,
    pub name: String,
    pub size: String,
    pub about: String,
    /// A scan of ours, which may have been taken by mistake.
    pub is_ours: bool,
}

/// The next day something is due.
pub(in crate::desk::cases) struct Due {
    /// Of which clock it is.
    pub label: String,
    pub on: String,
    pub left: String,
    /// The class of how near it is.
    pub near: &'static str,
    pub whose_turn: &'static str,
}

/// The case in words.
pub(in crate::desk::cases) struct Shown {
    pub number: String,
    pub title: String,
    pub request: String,
    pub document_number: Option<String>,
    pub applicant_name: String,
    pub applicant_kind: &'static str,
    pub wanted: String,
    pub help: Option<String>,
    pub channel: &'static str,
    pub received_on: String,
    pub reply_days: Vec<ReplyDay>,
    /// Of each reply that went out late, by how much.
    pub late: Vec<String>,
    pub next_due: Option<Due>,
    pub outcome: String,
    pub state: &'static str,
    pub version: i64,
    pub is_sample: bool,
    pub is_closed: bool,
    /// The day an announcement of the reply is over, while it runs: until then it is not delivered.
    pub announced_until: Option<String>,
    /// When it lost its applicant.
    pub anonymised_at: Option<String>,
}

impl Shown {
    pub fn of(case: &Case, today: Date, calendar: &Calendar) -> Self {
        let standing = &case.standing;
        let until = standing.announced_until.filter(|until| today < *until);
        let day = |day: Option<Date>| day.map_or_else(|| "未定".to_owned(), |day| day.to_string());
        let other = if case.accepts_other_form {
            "，可接受其他方式"
        } else {
            ""
        };
        Self {
            number: case.number.clone(),
            title: headline(&case.request),
            request: case.as_corrected(),
            document_number: case.document_number.clone(),
            applicant_name: case.applicant_name.clone(),
            applicant_kind: case.applicant_kind.label(),
            wanted: format!("{}，{}{other}", case.form.label(), case.way.label()),
            help: case.help.clone(),
            channel: standing.history.channel.label(),
            received_on: day(standing.received_on),
            reply_days: standing.reply_days(),
            late: standing.late_replies(calendar),
            next_due: Due::of(case, today, calendar),
            outcome: standing
                .outcome
                .map(law::codes::TableThreeRow::full_label)
                .unwrap_or_default(),
            state: if until.is_some() {
                "公告中"
            } else {
                standing.state.label()
            },
            announced_until: until.map(spoken),
            version: case.version,
            is_sample: case.is_sample,
            is_closed: !standing.state.is_open(),
            anonymised_at: case.anonymised_at.map(minute),
        }
    }
}

impl Due {
    fn of(case: &Case, today: Date, calendar: &Calendar) -> Option<Self> {
        let standing = &case.standing;
        if let Some(until) = standing.announced_until.filter(|until| today < *until) {
            return Some(Self {
                label: "公告期满".to_owned(),
                on: until.to_string(),
                left: Calendar::days_left(until, today),
                near: "",
                whose_turn: "期满视为送达",
            });
        }
        let on = standing.next_due_on?;
        // It was given by its first sending: no day of the law is missed while it waits to go out once more.
        if standing.state == State::CameBack {
            return Some(Self {
                label: "答复被退回".to_owned(),
                on: on.to_string(),
                left: "待重新送达".to_owned(),
                near: "is-near",
                whose_turn: standing.state.whose_turn(),
            });
        }
        let clock = standing.awaited_clock();
        let tentative = clock.is_some_and(|clock| clock.tentative);
        Some(Self {
            label: clock.map_or_else(|| "送达".to_owned(), |clock| format!("{}期限", clock.label)),
            on: format!("{on}{}", if tentative { "（暂定）" } else { "" }),
            left: calendar.time_left(on, today),
            near: near(Urgency::of(on, today, calendar)),
            whose_turn: standing.state.whose_turn(),
        })
    }
}

impl FileRow {
    pub fn of(file: &ApplicationFile) -> Self {
        Self {
            id: file.id.to_string(),
            name: file.name.clone(),
            size: size(file.bytes),
            is_ours: !file.is_from_applicant(),
            about: format!("{} {}", file.added_by, minute(file.added_at)),
        }
    }
}
