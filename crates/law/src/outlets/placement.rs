//! A placement (发布去向记录): one edition at one outlet, and where its events leave it. Each event has one instant and its proof; what
//! it makes of the placement is decided here. A lost answer (结果不明) is resolved by looking, never by sending again.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::kind::{OutletKind, Push};
use crate::codes::WhyNot;
use crate::labelled::labelled;

labelled! {
    /// Where a placement stands.
    Standing {
        Asked = "asked", "待发";
        Drafted = "drafted", "已取稿";
        /// It was sent by hand, and nobody has told its address yet.
        AwaitingLink = "awaiting_link", "待回填";
        Done = "done", "已发，未核对";
        Equal = "equal", "已核对，一致";
        Differs = "differs", "不一致";
        /// It was sent and no answer came.
        Unknown = "unknown", "结果不明";
        Failed = "failed", "没有发出";
        WithdrawalAsked = "withdrawal_asked", "待撤下";
        Gone = "gone", "已撤下";
        /// It never went out, and is not to.
        Dropped = "dropped", "不再发布";
    }
}

/// What happened to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum What {
    Asked,
    /// Somebody took the text.
    Drafted,
    /// It was sent by hand; its address follows.
    Sent,
    /// It stands there: its address, or what else proves it.
    Done {
        proof: String,
        push: Option<Push>,
    },
    /// It did not go out, for this reason.
    Failed {
        reason: String,
    },
    /// It was sent, and no answer came.
    Lost {
        reason: String,
    },
    /// Somebody looked after a lost answer: it is not there.
    NotFound {
        proof: String,
    },
    /// Somebody held what is public against what was approved; the places where it differs.
    Seen {
        differences: Vec<String>,
    },
    /// It is to go, for this reason.
    WithdrawalAsked {
        reason: String,
    },
    /// It is gone, and what shows that.
    Gone {
        proof: String,
    },
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub what: What,
    pub at: Timestamp,
}

/// What the events of a placement make of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    pub kind: OutletKind,
    pub standing: Standing,
    pub asked_at: Timestamp,
    pub done_at: Option<Timestamp>,
    pub seen_at: Option<Timestamp>,
    pub gone_at: Option<Timestamp>,
    /// The address, or what else proves it.
    pub proof: Option<String>,
    pub push: Option<Push>,
    /// Where what is public differs from what was approved.
    pub differences: Vec<String>,
}

impl Standing {
    /// Whether somebody still has to do something about it.
    pub const fn waits(self) -> bool {
        !matches!(self, Self::Done | Self::Equal | Self::Gone | Self::Dropped)
    }

    /// Whether the public may be seeing it there; of a lost answer nobody knows.
    pub const fn stands_there(self) -> bool {
        matches!(
            self,
            Self::AwaitingLink
                | Self::Done
                | Self::Equal
                | Self::Differs
                | Self::Unknown
                | Self::WithdrawalAsked
        )
    }

    /// Whether it is one of those that count: it went out, whatever became of it.
    pub const fn counts(self) -> bool {
        matches!(
            self,
            Self::AwaitingLink
                | Self::Done
                | Self::Equal
                | Self::Differs
                | Self::WithdrawalAsked
                | Self::Gone
        )
    }

    /// What is to be done about it, in words.
    pub const fn task(self) -> &'static str {
        match self {
            Self::Asked | Self::Drafted => "待发布",
            Self::Failed => "没有发出，待重发",
            Self::AwaitingLink => "待回填链接",
            Self::Unknown => "结果不明，待查看",
            Self::Differs => "与审定稿不一致，待处理",
            Self::WithdrawalAsked => "待撤下",
            Self::Done | Self::Equal | Self::Gone | Self::Dropped => "",
        }
    }
}

impl Placement {
    /// A placement that is asked for.
    pub const fn asked(kind: OutletKind, at: Timestamp) -> Self {
        Self {
            kind,
            standing: Standing::Asked,
            asked_at: at,
            done_at: None,
            seen_at: None,
            gone_at: None,
            proof: None,
            push: None,
            differences: Vec::new(),
        }
    }

    /// Where these events leave a placement; `None` where they don't begin with its being asked for, or one of them can't be.
    pub fn of(kind: OutletKind, events: &[Event]) -> Option<Self> {
        let (first, rest) = events.split_first()?;
        if first.what != What::Asked {
            return None;
        }
        let begun = Self::asked(kind, first.at);
        rest.iter()
            .try_fold(begun, |placement, event| placement.after(event).ok())
    }

    /// With one more event, or why that can't be.
    pub fn after(mut self, event: &Event) -> Result<Self, WhyNot> {
        let next = self.next(&event.what)?;
        match &event.what {
            What::Done { proof, push } => {
                self.done_at = Some(event.at);
                self.proof = Some(proof.clone());
                self.push = *push;
            }
            What::Seen { differences } => {
                self.seen_at = Some(event.at);
                self.differences.clone_from(differences);
            }
            What::Gone { .. } => self.gone_at = Some(event.at),
            _ => {}
        }
        self.standing = next;
        Ok(self)
    }

    /// Where an event leads, or why it can't be.
    fn next(&self, what: &What) -> Result<Standing, WhyNot> {
        use Standing::{
            Asked, AwaitingLink, Differs, Done, Drafted, Equal, Failed, Unknown, WithdrawalAsked,
        };
        let to_send = matches!(self.standing, Asked | Drafted | Failed);
        let stands = matches!(self.standing, Done | Equal | Differs);
        match what {
            What::Drafted if to_send => Ok(Drafted),
            What::Sent if to_send && self.kind.has_link() => Ok(AwaitingLink),
            What::Lost { reason } if to_send => said(reason, "reason").map(|()| Unknown),
            What::Done { proof, .. } if to_send || matches!(self.standing, AwaitingLink | Unknown) => {
                said(proof, "proof").map(|()| Done)
            }
            What::Failed { reason } if to_send || self.standing == AwaitingLink => {
                said(reason, "reason").map(|()| Failed)
            }
            What::NotFound { proof } if self.standing == Unknown => said(proof, "proof").map(|()| Failed),
            What::Seen { differences } if stands => Ok(if differences.is_empty() { Equal } else { Differs }),
            What::WithdrawalAsked { reason } if to_send => said(reason, "reason").map(|()| Standing::Dropped),
            What::WithdrawalAsked { reason } if stands || matches!(self.standing, AwaitingLink | Unknown) => {
                said(reason, "reason").map(|()| WithdrawalAsked)
            }
            What::Gone { proof } if self.standing == WithdrawalAsked => {
                said(proof, "proof").map(|()| Standing::Gone)
            }
            _ => Err(self.refusal(what)),
        }
    }

    /// Why an event can't be now.
    fn refusal(&self, what: &What) -> WhyNot {
        let act = self.kind.act();
        let message = match (what, self.standing) {
            (What::Drafted | What::Sent | What::Lost { .. }, Standing::Unknown) => format!(
                "上次{act}没有得到答复，可能已经发出：请先到对方那里查看，发出了的回填，没有的登记“没有发出”，查清之前不能再次{act}。"
            ),
            (What::Drafted | What::Sent | What::Lost { .. }, standing) if standing.stands_there() => {
                format!("已经{act}，不能再次{act}。")
            }
            (What::Gone { .. }, Standing::Done | Standing::Equal | Standing::Differs) => {
                "还没有要求撤下，不能登记已撤下。".to_owned()
            }
            (What::Seen { .. }, Standing::Asked | Standing::Drafted | Standing::Failed) => {
                format!("还没有{act}，无从核对。")
            }
            (What::Sent, _) => format!("{}不用回填链接，请直接登记凭据。", self.kind.label()),
            (_, standing) => format!("现在是“{}”，不能这样登记。", standing.label()),
        };
        WhyNot::new("", message)
    }
}

/// A reason or a proof says something.
fn said(text: &str, field: &'static str) -> Result<(), WhyNot> {
    if !text.trim().is_empty() {
        return Ok(());
    }
    let message = match field {
        "reason" => "请写明原因。",
        _ => "请写明凭据。",
    };
    Err(WhyNot::new(field, message))
}
