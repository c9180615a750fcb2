//! Publication in an emergency (应急发布): one leader puts out what can't wait, with a reason, and the review is made up (补审) within
//! hours. What must never be public is not put out so either; 突发事件应对法第七条、第六十四条 (及时发布), 三审三校.

use jiff::{SignedDuration, Timestamp};

/// Within how many hours the review is made up, where an organ settles nothing else.
pub const MAKE_UP_HOURS: i64 = 24;
/// The most that an organ may settle.
pub const MOST_MAKE_UP_HOURS: i64 = 72;

/// By when the review of what went out then is made up.
pub fn make_up_due(published_at: Timestamp, hours: i64) -> Timestamp {
    let hours = hours.clamp(1, MOST_MAKE_UP_HOURS);
    published_at
        .checked_add(SignedDuration::from_hours(hours))
        .unwrap_or(published_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_review_is_made_up_within_a_day_and_never_later_than_three() {
        let at: Timestamp = "2026-11-28T16:00:00+08:00".parse().unwrap();
        let due = |hours| make_up_due(at, hours).to_string();
        assert_eq!(
            due(MAKE_UP_HOURS),
            "2026-11-29T08:00:00Z",
            "a weekend is no excuse"
        );
        assert_eq!(due(1_000), due(MOST_MAKE_UP_HOURS));
        assert_eq!(due(0), due(1));
    }
}
