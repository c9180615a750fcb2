//! The periods of a document's life as rule rows (`rules.txt`): by when it goes out, and how long before its term ends somebody is told.

use std::sync::LazyLock;

use jiff::Span;
use jiff::civil::Date;

use super::Category;
use crate::calendar::{Calendar, Due};
use crate::rule_rows::{ALL, RuleBook, RuleRow, Shipped, Threshold, Unit, rows};

const PUBLICATION: &str = "publication";
const CHANGE: &str = "change";
const EXPIRY: &str = "expiry";

static ROWS: LazyLock<Vec<RuleRow>> = LazyLock::new(|| rows(include_str!("rules.txt")));

fn book() -> RuleBook {
    RuleBook::of(Shipped(&ROWS))
}

/// The last day to publish a document of that item formed on that day, and what says so (条例第二十六条; 预算法第十四条).
pub fn publish_due(calendar: &Calendar, category: Category, formed_on: Date) -> Option<(Due, String)> {
    let book = book();
    let row = book.find(PUBLICATION, category.code(), Some(formed_on))?;
    Some((ends(calendar, formed_on, row.limit), row.source_document.clone()))
}

/// The last day to publish what was changed on that day, and what says so: within the same time as what was formed (条例第二十六条), but a
/// decision on a penalty that was changed, revoked or found unlawful within three working days (行政处罚法第四十八条第二款、第八十五条).
pub fn change_due(calendar: &Calendar, category: Category, changed_on: Date) -> Option<(Due, String)> {
    let book = book();
    match book.find(CHANGE, category.code(), Some(changed_on)) {
        Some(row) => Some((ends(calendar, changed_on, row.limit), row.source_document.clone())),
        None => publish_due(calendar, category, changed_on),
    }
}

fn ends(calendar: &Calendar, from: Date, limit: Threshold) -> Due {
    match limit.unit {
        Unit::WorkingDays => calendar.due(from, limit.days()),
        Unit::Months => calendar.rolled(from.saturating_add(Span::new().months(limit.threshold))),
        _ => calendar.due_in_days(from, limit.days()),
    }
}

/// From when on somebody is told that a term ends on that day; `None` where nobody is to be told.
pub fn expiry_told_from(last: Date) -> Option<Date> {
    let book = book();
    let row = book.find(EXPIRY, ALL, Some(last))?;
    let early = row.early_at.unwrap_or(row.limit);
    let span = match early.unit {
        Unit::Months => Span::new().months(early.threshold),
        _ => Span::new().days(early.threshold),
    };
    Some(last.saturating_sub(span))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::rule_rows::lines;

    #[test]
    fn every_line_is_a_row() {
        assert_eq!(ROWS.len(), lines(include_str!("rules.txt")).count());
    }

    #[test]
    fn publishing_is_due_twenty_working_days_after_forming_and_budgets_after_twenty_days() {
        let due = |category, formed_on| {
            publish_due(&Calendar::built_in(), category, formed_on).map(|(due, _)| due.on)
        };
        let formed_on = date(2024, 2, 5);
        assert_eq!(due(Category::Plans, formed_on), Some(date(2024, 3, 8)));
        assert_eq!(
            due(Category::Budgets, formed_on),
            Some(date(2024, 2, 26)),
            "the 25th is a Sunday"
        );
        assert_eq!(
            due(Category::Plans, date(2008, 4, 30)),
            None,
            "before it came into force"
        );
    }

    #[test]
    fn a_changed_penalty_is_due_after_three_working_days_and_all_else_after_twenty() {
        let due = |category| {
            let due = change_due(&Calendar::built_in(), category, date(2024, 4, 30));
            due.map(|(due, _)| due.on)
        };
        // 1 to 5 May are holidays, Saturday the 11th is made up.
        assert_eq!(due(Category::Penalties), Some(date(2024, 5, 8)));
        assert_eq!(due(Category::Plans), Some(date(2024, 5, 30)));
    }

    #[test]
    fn a_term_is_told_of_three_months_before_its_last_day() {
        assert_eq!(expiry_told_from(date(2026, 12, 31)), Some(date(2026, 9, 30)));
    }
}
