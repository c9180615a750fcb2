//! What was refused is looked at again (条例第十八条): an organ assesses regularly the information that it does not give, and
//! gives what may be given by now. The statute names no period; here it is a year from the decision, or from the last look.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::codes::{Rule, TableThreeRow};

/// What the law says of it.
pub const REASSESSMENT_RULE: Rule = Rule::new(
    "对不予公开的政府信息定期评估审查，因情势变化可以公开的应当公开",
    "条例第十八条",
);

/// Whether information that was answered so is looked at again: all or a part of it was refused. A query that other rules
/// govern (条例第三十六条第（七）项) is none.
pub fn is_reassessed(outcome: TableThreeRow) -> bool {
    let is_refused = outcome.code().starts_with("refused.");
    outcome == TableThreeRow::PartlyGranted
        || (is_refused && outcome != TableThreeRow::RefusedAdministrativeQuery)
}

/// The rows that are looked at again.
pub fn reassessed() -> impl Iterator<Item = TableThreeRow> {
    TableThreeRow::leaves().filter(|row| is_reassessed(*row))
}

/// Decisions and looks of this day and of earlier days are due again.
pub fn due_since(today: Date) -> Date {
    today.saturating_sub(1.year())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_was_refused_is_looked_at_again_after_a_year() {
        assert!(is_reassessed(TableThreeRow::RefusedStateSecret));
        assert!(is_reassessed(TableThreeRow::RefusedProcessInformation));
        assert!(is_reassessed(TableThreeRow::PartlyGranted));
        assert!(!is_reassessed(TableThreeRow::Granted));
        assert!(!is_reassessed(TableThreeRow::UnavailableNotHeld));
        assert_eq!(reassessed().count(), 8);
        assert_eq!(due_since(date(2026, 3, 2)), date(2025, 3, 2));
    }
}
