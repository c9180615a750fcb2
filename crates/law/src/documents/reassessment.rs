//! What an organ does not publish of its own accord is looked at again every year (条例第十八条): the same rule, and the same year, as for
//! what it refused to somebody who asked.

use jiff::civil::Date;

use super::Publicity;
pub use crate::cases::reassessment::{REASSESSMENT_RULE, due_since};

/// Whether what is marked so is looked at again: it is kept back, or given to those alone who ask.
pub const fn is_reassessed(publicity: Publicity) -> bool {
    matches!(publicity, Publicity::OnRequest | Publicity::NotPublic)
}

/// Whether a look is due: a year after it was marked so, or after the last look at that.
pub fn is_due(marked_on: Date, looked_on: Option<Date>, today: Date) -> bool {
    let last = looked_on.map_or(marked_on, |looked| looked.max(marked_on));
    last <= due_since(today)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_not_published_is_looked_at_again_after_a_year() {
        assert!(is_reassessed(Publicity::OnRequest) && is_reassessed(Publicity::NotPublic));
        assert!(!is_reassessed(Publicity::Proactive));
        let today = date(2026, 3, 2);
        let marked = date(2025, 3, 2);
        assert!(is_due(marked, None, today));
        assert!(!is_due(date(2025, 3, 3), None, today));
        assert!(!is_due(marked, Some(date(2025, 6, 1)), today));
        assert!(is_due(date(2023, 1, 1), Some(date(2025, 3, 2)), today));
        // A look at another mark, before this one was set, is none at this one.
        assert!(is_due(marked, Some(date(2024, 6, 1)), today));
        assert!(!is_due(date(2025, 9, 1), Some(date(2024, 6, 1)), today));
    }
}
