//! Which cases are open, for queries: those whose state `law::cases::State::is_open` says so of.

use law::cases::State;
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

use crate::entity::request_case::{Column, Entity};
use crate::ids::OrganId;

/// That a case is open. The states are written out, not bound: only so do both engines see that the index
/// `request_case_unfinished` answers it.
pub(in crate::cases) fn is_open() -> SimpleExpr {
    let closed = State::ALL.iter().filter(|state| !state.is_open());
    let closed: Vec<String> = closed.map(|state| format!("'{}'", state.code())).collect();
    Expr::cust(format!("state NOT IN ({})", closed.join(", ")))
}

/// An organ's open cases, to be taken by the day something is due next. Each has such a day (a property law's tests
/// hold); it is named here because the index `request_case_open` holds only rows that have one.
pub(crate) fn by_due_day(organ: OrganId) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(is_open())
        .filter(Column::NextDueOn.is_not_null())
}

#[cfg(test)]
mod tests {
    use sea_orm::{DbBackend, QueryTrait};

    use super::*;

    #[test]
    fn open_cases_are_asked_for_in_the_words_of_their_index() {
        let asked = by_due_day(OrganId::from(1)).build(DbBackend::Sqlite).to_string();
        let index = include_str!("../../schema/m0009_imports.sql");
        let (_, words) = index
            .split_once("request_case_unfinished ON request_case (organ_id, id) WHERE ")
            .unwrap();
        let (words, _) = words.split_once(';').unwrap();
        assert!(asked.contains(words), "{asked}");
    }
}
