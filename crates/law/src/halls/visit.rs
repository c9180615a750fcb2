//! A visit (接待登记): one tap at the tablet. The server's clock says when it came in; the time that the tablet says it was tapped at
//! stands beside it as a claim, and counts where it lies within what the tablet may have waited for its network.

use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};

use crate::labelled::labelled;
use crate::rule_rows::{RuleBook, RuleRow, Shipped, Unit, rows};

const SHIPPED: &str = include_str!("rules.txt");

static BUILT_IN: LazyLock<Vec<RuleRow>> = LazyLock::new(|| rows(SHIPPED));

labelled! {
    /// What came of a visit.
    VisitOutcome {
        Answered = "answered", "当场答复";
        ToldOnce = "told_once", "一次性告知";
        Guided = "guided", "引导至其他窗口";
        /// It becomes a matter (办件), with one who is responsible and a clock.
        Referred = "referred", "转办";
        /// It becomes an application (依申请公开).
        Accepted = "accepted", "受理";
    }
}

impl VisitOutcome {
    /// What is yet to be done once it was tapped; nothing where the visit ends with it.
    pub const fn leads_to(self) -> Option<&'static str> {
        match self {
            Self::ToldOnce => Some("开具一次性告知单"),
            Self::Referred => Some("填写转办内容"),
            Self::Accepted => Some("登记申请"),
            Self::Answered | Self::Guided => None,
        }
    }
}

/// The rules of the register.
#[derive(Clone, Debug)]
pub struct Rules {
    pub book: RuleBook,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            book: RuleBook::of(Shipped(&BUILT_IN)),
        }
    }
}

/// When a visit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counting {
    pub at: Timestamp,
    /// The claim is on record and does not count: it lies too far before the moment the visit came in, or after it.
    pub is_doubtful: bool,
}

/// How far the tablet's clock may go ahead of the server's: what is a little early came in at once.
const AHEAD: SignedDuration = SignedDuration::from_mins(2);

impl Rules {
    fn time(&self, code: &str, kind: &str) -> Option<SignedDuration> {
        let limit = self.book.find(code, kind, None)?.limit;
        let many = i64::from(limit.threshold);
        Some(match limit.unit {
            Unit::Hours => SignedDuration::from_hours(many),
            Unit::Seconds => SignedDuration::from_secs(many),
            _ => return None,
        })
    }

    /// When a visit counts that came in at `received`; `tapped` is what the tablet says.
    pub fn counting(&self, tapped: Option<Timestamp>, received: Timestamp) -> Counting {
        let Some(tapped) = tapped else {
            return Counting {
                at: received,
                is_doubtful: false,
            };
        };
        let waited = received.duration_since(tapped);
        let longest = self
            .time("offline", crate::rule_rows::ALL)
            .unwrap_or(SignedDuration::ZERO);
        if waited > longest || waited < -AHEAD {
            return Counting {
                at: received,
                is_doubtful: true,
            };
        }
        Counting {
            at: tapped.min(received),
            is_doubtful: false,
        }
    }

    /// Whether two taps of one kind at one window are one: a finger that came down twice.
    pub fn is_same_tap(&self, kind: &str, one: Timestamp, other: Timestamp) -> bool {
        let within = self.time("twice", kind);
        within.is_some_and(|within| one.duration_since(other).abs() <= within)
    }
}
