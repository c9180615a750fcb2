//! When a matter came: the server's instant, and for what came on paper or by word of mouth a second, stated day with who stated it.
//! No instant comes from a form.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::may_be_meant;
use crate::codes::{Moment, WhyNot};

/// A day that somebody says it came on, before it was registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    pub on: Date,
    pub by: String,
}

/// When a matter came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    registered: Timestamp,
    stated: Option<Stated>,
}

impl Arrival {
    /// What came by a door of the program: at the server's instant.
    pub const fn registered(at: Timestamp) -> Self {
        let stated = None;
        Self {
            registered: at,
            stated,
        }
    }

    /// The same of paper that lay there before it was registered.
    pub fn stated(at: Timestamp, stated: Stated) -> Result<Self, WhyNot> {
        let today = Moment::from(at).on;
        if stated.on > today {
            return Err(WhyNot::new("stated_on", "收到之日不能晚于今天。"));
        }
        may_be_meant(stated.on, today).map_err(|why| WhyNot::new("stated_on", why))?;
        if stated.by.trim().is_empty() {
            return Err(WhyNot::new("stated_by", "请写明是谁说明的收到之日。"));
        }
        Ok(Self {
            registered: at,
            stated: Some(stated),
        })
    }

    /// The server's instant, as it is read here.
    pub fn registered_at(&self) -> Moment {
        self.registered.into()
    }

    /// Who stated which day.
    pub const fn statement(&self) -> Option<&Stated> {
        self.stated.as_ref()
    }

    /// From when the clocks run: the stated day where there is one, which is never later than the registration.
    pub fn counts_from(&self) -> Moment {
        match &self.stated {
            Some(stated) if stated.on < self.registered_at().on => stated.on.into(),
            _ => self.registered_at(),
        }
    }
}
