//! What every reckoning of a matter needs: the days, the rule rows, and the kinds.

use super::kind::{Kind, kinds};
use super::rule_name::rule_book;
use crate::calendar::Calendar;
use crate::rule_rows::RuleBook;

/// What every reckoning needs.
#[derive(Clone, Debug)]
pub struct Rules {
    pub calendar: Calendar,
    pub book: RuleBook,
    pub kinds: Vec<Kind>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            calendar: Calendar::default(),
            book: rule_book(),
            kinds: kinds().to_vec(),
        }
    }
}

impl Rules {
    /// The kind with that code.
    pub fn kind(&self, code: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.code == code)
    }

    /// What a kind is called; one that nobody knows by its code.
    pub fn kind_label<'a>(&'a self, code: &'a str) -> &'a str {
        self.kind(code).map_or(code, |kind| &kind.label)
    }

    /// Whether matters of that kind may be shown to the public.
    pub fn may_publish(&self, code: &str) -> bool {
        self.kind(code).is_some_and(|kind| kind.may_be_published)
    }
}
