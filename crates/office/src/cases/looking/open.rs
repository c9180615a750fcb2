//! Which cases are open, for queries: those whose state `law::cases::State::is_open` says so of.

use jiff::civil::Date;
use law::cases::State;
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use crate::entity::request_case::{Column, Entity};
use crate::ids::OrganId;

/// That a case is open. The states are written out, not bound: only so do both engines see that the indexes
/// `request_case_unfinished` and `request_case_open_by_due_day` answer it.
pub(crate) fn is_open() -> SimpleExpr {
    let closed = State::ALL.iter().filter(|state| !state.is_open());
    let closed: Vec<String> = closed.map(|state| format!("'{}'", state.code())).collect();
    Expr::cust(format!("state NOT IN ({})", closed.join(", ")))
}

/// An organ's open cases, to be taken by the day something is due next. Each has such a day (a property law's tests
/// hold); it is named here because the index `request_case_open_by_due_day` names it.
pub(crate) fn by_due_day(organ: OrganId) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(is_open())
        .filter(Column::NextDueOn.is_not_null())
}

/// The same without those whose reply came back: their day is no due day.
pub(crate) fn with_a_due_day(organ: OrganId) -> Select<Entity> {
    by_due_day(organ).filter(Column::State.ne(State::CameBack.code()))
}

/// An organ's open cases whose reply came back and waits to go out once more, the earliest return first.
pub(crate) fn that_came_back(organ: OrganId) -> Select<Entity> {
    by_due_day(organ)
        .filter(Column::State.eq(State::CameBack.code()))
        .order_by_asc(Column::NextDueOn)
        .order_by_asc(Column::Id)
}

/// An organ's open cases whose content nobody has looked at yet, by the last day to ask for a correction, from a day on:
/// what has passed is no longer to be done.
pub(crate) fn by_correction_notice(organ: OrganId, from: Date) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(is_open())
        .filter(Column::CorrectionNoticeOn.gte(from.to_string()))
        .order_by_asc(Column::CorrectionNoticeOn)
        .order_by_asc(Column::Id)
}

#[cfg(test)]
mod tests {
    use sea_orm::{DbBackend, QueryTrait};

    use super::*;

    #[test]
    fn open_cases_are_asked_for_in_the_words_of_their_index() {
        let asked = by_due_day(OrganId::from(1)).build(DbBackend::Sqlite).to_string();
        let words_of = |schema: &'static str, columns: &str| {
            let (_, words) = schema.split_once(columns).unwrap();
            words.split_once(';').unwrap().0.trim()
        };
        let unfinished = words_of(
            include_str!("../../schema/m0009_imports.sql"),
            "request_case_unfinished ON request_case (organ_id, id) WHERE ",
        );
        let by_due_day = words_of(
            include_str!("../../schema/m0020_open_by_due_day.sql"),
            "ON request_case (organ_id, next_due_on, id)\n  WHERE ",
        );
        let (state, day) = by_due_day.split_once(" AND ").unwrap();
        assert_eq!(state, unfinished);
        assert!(asked.contains(state), "{asked}");
        assert!(
            day == "next_due_on IS NOT NULL" && asked.contains("\"next_due_on\" IS NOT NULL"),
            "{asked}"
        );
    }
}
