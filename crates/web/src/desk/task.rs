//! What the first page of the desk asks its reader to do: one line each, under the heading that says when.

use jiff::civil::Date;
use law::calendar::Calendar;
use law::cases::Urgency;

/// Under which heading a task stands, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Due today, or late.
    Must,
    /// Waits for this person's check or signature.
    Sign,
    /// Came in, or came back, and nobody has acted on it yet.
    New,
    /// Due within a week or three working days.
    Soon,
    /// To be done some day: drafts, columns that age, files that were not made.
    Other,
    /// What the organ has not set up yet: a check list, no daily work.
    Setup,
}

impl Group {
    /// Where what is due so soon stands.
    pub const fn of(urgency: Urgency) -> Self {
        match urgency {
            Urgency::Overdue | Urgency::Today => Self::Must,
            Urgency::ThreeDays | Urgency::Week => Self::Soon,
            Urgency::Later => Self::Other,
        }
    }

    /// Its heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Must => "今天必须",
            Self::Sign => "等我审签",
            Self::New => "新来的",
            Self::Soon => "快到期",
            Self::Other => "其他事项",
            Self::Setup => "机关设置",
        }
    }
}

/// One thing to do.
pub struct Task {
    pub group: Group,
    /// 依申请公开, 来信 …
    pub kind: &'static str,
    /// What is to be done, and with what.
    pub words: String,
    /// Whom it is about, or whom it waits for.
    pub who: String,
    pub when: When,
    pub href: String,
    /// What comes first within a group.
    pub day: Option<Date>,
}

/// When, in words; colour comes second.
#[derive(Clone, Default)]
pub struct When {
    pub words: String,
    pub class: &'static str,
}

impl Task {
    /// A task of a group, without a day.
    pub fn new(group: Group, kind: &'static str, words: String, href: String) -> Self {
        Self {
            group,
            kind,
            words,
            who: String::new(),
            when: When::default(),
            href,
            day: None,
        }
    }

    /// Whom it is about.
    #[must_use]
    pub fn about(self, who: impl Into<String>) -> Self {
        Self {
            who: who.into(),
            ..self
        }
    }

    /// When, where it is no due day.
    #[must_use]
    pub fn told(self, words: impl Into<String>) -> Self {
        let when = When {
            words: words.into(),
            class: "",
        };
        Self { when, ..self }
    }

    /// Due on that day.
    #[must_use]
    pub fn due(self, day: Date, today: Date, calendar: &Calendar) -> Self {
        Self {
            when: When::due(day, today, calendar),
            day: Some(day),
            ..self
        }
    }
}

impl When {
    /// A due day: late in red, near in amber.
    pub fn due(day: Date, today: Date, calendar: &Calendar) -> Self {
        Self {
            words: calendar.due_words(day, today),
            class: class(Urgency::of(day, today, calendar)),
        }
    }
}

/// The class of what is due so soon.
pub const fn class(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Overdue | Urgency::Today => "is-late",
        Urgency::ThreeDays | Urgency::Week => "is-near",
        Urgency::Later => "",
    }
}
