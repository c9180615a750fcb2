//! What has happened to a case, in words, and what of it was recorded wrongly.

use law::cases::{Event, What};
use office::cases::{self, Case, Entry, Mended};

use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::when::minute;

/// What has happened, and what was mended.
pub(in crate::desk::cases) struct Timeline {
    pub happened: Vec<Happened>,
    pub mended: Vec<MendedLine>,
}

/// One line of the timeline.
pub(in crate::desk::cases) struct Happened {
    pub seq: i64,
    pub on: String,
    pub label: &'static str,
    pub words: String,
    pub note: Option<String>,
    pub actor: String,
    pub recorded_at: String,
    /// This person may mend it.
    pub may_mend: bool,
}

/// One mending.
pub(in crate::desk::cases) struct MendedLine {
    pub words: String,
    pub reason: String,
    pub by: String,
}

impl Timeline {
    pub async fn of(desk: &Desk, case: &Case) -> Result<Self, Problem> {
        let mended = cases::mendings(desk.office(), &desk.actor, case.id).await?;
        let may_mend =
            |entry: &Entry| case.anonymised_at.is_none() && desk.may(cases::needed(entry.event.what.act()));
        Ok(Self {
            happened: case
                .timeline
                .iter()
                .map(|entry| Happened {
                    may_mend: may_mend(entry),
                    ..Happened::of(entry)
                })
                .collect(),
            mended: mended.iter().map(MendedLine::of).collect(),
        })
    }
}

impl Happened {
    fn of(entry: &Entry) -> Self {
        Self {
            seq: entry.seq,
            on: entry.event.on.to_string(),
            label: entry.event.what.act().label(),
            words: words(&entry.event.what),
            note: entry.note.clone(),
            actor: entry.actor.clone(),
            recorded_at: minute(entry.recorded_at),
            may_mend: false,
        }
    }
}

impl MendedLine {
    fn of(mended: &Mended) -> Self {
        let now = mended
            .now
            .as_ref()
            .map_or_else(|| "撤销登记".to_owned(), |now| format!("更正为 {}", told(now)));
        Self {
            words: format!("{}：{now}", told(&mended.stated)),
            reason: mended.reason.clone(),
            by: format!("{} {}", mended.by, minute(mended.at)),
        }
    }
}

/// An event in a line.
pub(in crate::desk::cases) fn told(event: &Event) -> String {
    let words = words(&event.what);
    let label = event.what.act().label();
    let confirmed = match &event.what {
        What::Received {
            confirmed_on: Some(Some(day)),
            ..
        } => format!("，{day} 确认"),
        _ => String::new(),
    };
    if words.is_empty() {
        format!("{} {label}", event.on)
    } else {
        format!("{} {label}（{words}{confirmed}）", event.on)
    }
}

/// The particulars of an event, in words.
fn words(what: &What) -> String {
    let named = |party: &law::cases::Party, name: &Option<String>| match name {
        Some(name) => format!("{}（{name}）", party.label()),
        None => party.label().to_owned(),
    };
    match what {
        What::Received { channel, .. } => channel.label().to_owned(),
        What::CorrectionRequested {
            respond_by: Some(day),
        } => format!("补正期限至 {day}"),
        What::ConsultationSent { party, name, .. } => named(party, name),
        What::ConsultationAnswered {
            party,
            name,
            consents,
        } => {
            let opinion = match consents {
                Some(true) => "同意公开",
                Some(false) => "不同意公开",
                None => "未表示",
            };
            format!("{}：{opinion}", named(party, name))
        }
        What::Extended { days, approved_by } => format!("延长 {days} 个工作日，{approved_by}同意"),
        What::FeeNotified {
            received_on: Some(day),
        } => format!("申请人 {day} 收到"),
        What::Delayed { until } => format!("延迟至 {until} 前"),
        What::Replied { outcome } => outcome.full_label(),
        What::Delivered { how } => how.label().to_owned(),
        _ => String::new(),
    }
}
