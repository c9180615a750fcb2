//! Rows counted by the codes in two of their columns: what a year's tables are made of. Which rows count is the caller's
//! query, the same that lists them.

use sea_orm::sea_query::{Asterisk, Expr, ExprTrait};
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect, Select};

use crate::error::OfficeError;

/// How many rows of `query` hold which codes; the second may be missing.
pub(crate) async fn by_codes<E: EntityTrait>(
    on: &impl ConnectionTrait,
    query: Select<E>,
    first: E::Column,
    second: E::Column,
) -> Result<Vec<(String, Option<String>, u32)>, OfficeError> {
    let counted: Vec<(String, Option<String>, i64)> = query
        .select_only()
        .column(first)
        .column(second)
        // All columns, not one: the indexes that cover the codes answer it alone.
        .column_as(Expr::col(Asterisk).count(), "number")
        .group_by(first)
        .group_by(second)
        .into_tuple()
        .all(on)
        .await?;
    let small = |count| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(counted
        .into_iter()
        .map(|(first, second, count)| (first, second, small(count)))
        .collect())
}
