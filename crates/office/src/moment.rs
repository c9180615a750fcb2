//! Who acts and when: arguments of every act.

use jiff::Timestamp;
use jiff::civil::Date;
use law::staff::Roles;

use crate::ids::{AccountId, OrganId};

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

/// How an applicant is named in the records.
pub(crate) const APPLICANT: &str = "申请人";

impl Actor {
    /// An applicant on the public site, who holds no role.
    pub fn applicant(organ: OrganId, from: &str) -> Self {
        Self {
            account: None,
            organ,
            name: APPLICANT.to_owned(),
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
            from: "command line".to_owned(),
        }
    }
}
