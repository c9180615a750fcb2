//! Who acts and when: arguments of every act.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use law::staff::{Act, Refusal, Roles, may};

use crate::ids::{AccountId, OrganId};
use crate::visits;

/// The present, as the caller's clock gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub now: Timestamp,
    /// The civil day in China.
    pub today: Date,
}

impl Moment {
    /// The instant as it is stored: milliseconds, UTC.
    pub fn millis(&self) -> i64 {
        self.now.as_millisecond()
    }
}

/// Who performs an act, and from where.
#[derive(Clone, Debug)]
pub struct Actor {
    /// `None` for the program itself (command line, demo, night work).
    pub account: Option<AccountId>,
    pub organ: OrganId,
    pub name: String,
    pub roles: Roles,
    /// The address it came from.
    pub from: String,
}

/// The program itself acts, of its own accord or by its operator's command: the worker's rounds, start and stop, the command
/// line. An act that takes one asks no role, for nobody is signed in; where it belongs to an organ and the audit log names
/// who did it, [`Actor::system`] stands instead. `crates/web` never holds one (`crates/server/tests/it/walls.rs`): what answers a
/// request acts for whoever sent it.
#[derive(Clone, Copy, Debug)]
pub struct Program(());

impl Program {
    /// Says that it is the program which acts. For the server, the demo and tests.
    pub const fn itself() -> Self {
        Self(())
    }
}

/// Where the program's own acts come from, in the records.
const HERE: &str = "本机";

/// How an applicant is named in the records.
pub(crate) const APPLICANT: &str = "申请人";

/// Whether the applicant did it on the site: under no account, by that name.
pub(crate) fn is_applicant(account: Option<AccountId>, actor: &str) -> bool {
    account.is_none() && actor == APPLICANT
}

impl Actor {
    /// An applicant on the public site, who holds no role. What they do is recorded for ever, so it names no address of theirs
    /// but the part of the net that it lies in.
    pub fn applicant(organ: OrganId, from: &str) -> Self {
        Self {
            account: None,
            organ,
            name: APPLICANT.to_owned(),
            roles: Roles::new(),
            from: visits::neighbourhood(from),
        }
    }

    /// A unit that answers by its link, and holds no role.
    pub fn unit(organ: OrganId, unit: &str, from: &str) -> Self {
        Self {
            account: None,
            organ,
            name: format!("{unit}（征询链接）"),
            roles: Roles::new(),
            from: from.to_owned(),
        }
    }

    /// The operator at the command line, who holds every business role; the audit log names the command.
    pub fn system(organ: OrganId, name: &str) -> Self {
        let roles = law::staff::Role::ALL.iter().copied().collect();
        Self {
            account: None,
            organ,
            name: name.to_owned(),
            roles,
            from: HERE.to_owned(),
        }
    }

    /// Whether the actor may do one of these acts at least, for a read that pages with different acts share; the refusal names
    /// the first.
    pub(crate) fn may_any(&self, first: Act, others: &[Act]) -> Result<(), Refusal> {
        let is_any = others.iter().any(|act| may(&self.roles, *act).is_ok());
        may(&self.roles, first).or_else(|refusal| if is_any { Ok(()) } else { Err(refusal) })
    }
}

/// The civil minute in China.
pub(crate) fn minute(at: Timestamp) -> String {
    local(at).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The civil day in China of an instant as it is stored.
pub(crate) fn day_of(millis: i64) -> Option<Date> {
    Timestamp::from_millisecond(millis)
        .ok()
        .map(|at| local(at).date())
}

/// The civil time in China.
pub(crate) fn civil_minute(at: Timestamp) -> DateTime {
    local(at)
}

fn local(at: Timestamp) -> DateTime {
    at.to_zoned_datetime(TimeZone::fixed(Offset::constant(8)))
        .datetime()
}
