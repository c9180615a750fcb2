//! The demonstration's cases as they are written down: who applied for what, and what was done on which working day after.

use anyhow::Context;
use law::cases::askings::UnitAnswer;
use law::cases::decision::Decision;
use law::cases::letters::{CorrectionGround, LetterKind};
use law::cases::{Channel, Delivery, MessageKind, What};
use law::codes::{ApplicantKind, Ending, Route};
use law::disputes::Procedure;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    pub units: Vec<Unit>,
    pub cases: Vec<Life>,
}

/// A unit that is asked for information.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    pub name: String,
    pub person: String,
    pub telephone: String,
}

/// A case from its arrival on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Life {
    /// What another case calls it by.
    #[serde(default)]
    pub key: String,
    pub name: String,
    #[serde(default = "person")]
    pub kind: ApplicantKind,
    pub channel: Channel,
    /// How many working days ago it arrived.
    pub age: u16,
    pub request: String,
    #[serde(default)]
    pub steps: Vec<Step>,
}

const fn person() -> ApplicantKind {
    ApplicantKind::NaturalPerson
}

/// What was done, so many working days after the arrival.
#[derive(Debug, Deserialize)]
pub struct Step {
    pub after: u16,
    #[serde(flatten)]
    pub what: Doing,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Doing {
    Confirm {
        note: String,
    },
    /// Something that is recorded without a letter.
    Event {
        event: What,
        note: String,
    },
    /// A third party's opinion.
    Opinion {
        party: String,
        consents: bool,
        note: String,
    },
    /// What the applicant did on the site.
    Correct {
        answers: Vec<String>,
    },
    Withdraw {},
    Message {
        kind: MessageKind,
        words: String,
        #[serde(default)]
        answer: String,
    },
    Ask {
        unit: String,
        content: String,
        days: u16,
    },
    UnitAnswers {
        unit: String,
        answer: UnitAnswer,
    },
    /// A file that goes out with the reply.
    Enclose {
        name: String,
        paragraphs: Vec<String>,
    },
    Letter(Typed),
    Reply(Box<Reply>),
    /// The reply comes back.
    Returned {
        why: String,
    },
    Log {
        title: String,
        summary: String,
        agreed: bool,
    },
    Archive {
        reference: String,
        place: String,
    },
    Note {
        words: String,
    },
    Dispute(Disputed),
    DisputeAnswered {},
    DisputeEnded {
        ending: Ending,
        /// The number of a decision that orders a reply, and its working days.
        #[serde(default)]
        number: String,
        #[serde(default)]
        days: u16,
    },
}

/// A letter of procedure, with what is typed for it.
#[derive(Debug, Deserialize)]
pub struct Typed {
    pub kind: LetterKind,
    #[serde(default)]
    pub grounds: Vec<CorrectionGround>,
    #[serde(default)]
    pub items: Vec<String>,
    #[serde(default)]
    pub party: String,
    #[serde(default)]
    pub content: String,
    #[serde(default)]
    pub pages: u32,
    #[serde(default)]
    pub days: u16,
    #[serde(default)]
    pub reasons: String,
    #[serde(default = "by_hand")]
    pub how: Delivery,
}

/// A reply with the decision that it is made from.
#[derive(Debug, Deserialize)]
pub struct Reply {
    pub decision: Decision,
    /// The case whose reply it repeats.
    #[serde(default)]
    pub repeats: String,
    #[serde(default)]
    pub until: Until,
    #[serde(default = "by_hand")]
    pub how: Delivery,
}

const fn by_hand() -> Delivery {
    Delivery::InPerson
}

/// How far a reply has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    Submitted,
    Signed,
    #[default]
    Sent,
}

#[derive(Debug, Deserialize)]
pub struct Disputed {
    pub route: Route,
    pub procedure: Option<Procedure>,
    pub number: String,
    pub authority: String,
    pub subject: String,
}

pub fn sheet() -> anyhow::Result<Sheet> {
    toml::from_str(include_str!("../../../../examples/mengjin/cases.toml"))
        .context("examples/mengjin/cases.toml")
}
