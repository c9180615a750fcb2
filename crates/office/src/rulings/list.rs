//! The register as a list: by year of the decision, kind and words; the latest first.

use law::rulings::RulingKind;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::Ruling;
use crate::entity::ruling::{Column, Entity};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::Actor;
use crate::store::Office;
use crate::text::{contains, line};
use crate::versioned::{self, Page};

const PER_PAGE: u64 = 30;
/// Most entries of one workbook.
const MOST_OUT: u64 = 100_000;

/// Which entries are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sought {
    /// All that stand.
    #[default]
    Standing,
    /// Numbers that the organ has only as such.
    Summaries,
    /// Whose revocation is recorded.
    Revoked,
    /// What was struck.
    Struck,
}

/// Which entries a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub year: i16,
    pub kind: Option<RulingKind>,
    pub sought: Sought,
    /// A number, or words of the matter or the source.
    pub text: String,
    /// From 1.
    pub page: u64,
}

/// The entries of a year, page by page.
pub async fn list(office: &Office, actor: &Actor, filter: &Filter) -> Result<Page<Ruling>, OfficeError> {
    may(&actor.roles, Act::SeeRulings)?;
    let mut query = of_year(actor.organ, filter.year);
    if let Some(kind) = filter.kind {
        query = query.filter(Column::Kind.eq(kind.code()));
    }
    query = match filter.sought {
        Sought::Standing => query.filter(Column::StruckOn.is_null()),
        Sought::Summaries => query
            .filter(Column::StruckOn.is_null())
            .filter(Column::SummaryFrom.is_not_null()),
        Sought::Revoked => query
            .filter(Column::StruckOn.is_null())
            .filter(Column::RevokedOn.is_not_null()),
        Sought::Struck => query.filter(Column::StruckOn.is_not_null()),
    };
    let text = line(&filter.text);
    if !text.is_empty() {
        let any = Condition::any()
            .add(contains(Column::Number, &text))
            .add(contains(Column::Matter, &text))
            .add(contains(Column::Source, &text));
        query = query.filter(any);
    }
    let query = query.order_by_desc(Column::DecidedOn).order_by_desc(Column::Id);
    versioned::page(office, query, filter.page, PER_PAGE)
        .await?
        .read()
}

/// Every entry of a year that stands, the earliest first, for its workbook.
pub async fn all_of_year(
    office: &Office,
    actor: &Actor,
    year: i16,
    kind: Option<RulingKind>,
) -> Result<Vec<Ruling>, OfficeError> {
    may(&actor.roles, Act::SeeRulings)?;
    let mut query = of_year(actor.organ, year).filter(Column::StruckOn.is_null());
    if let Some(kind) = kind {
        query = query.filter(Column::Kind.eq(kind.code()));
    }
    let query = query.order_by_asc(Column::DecidedOn).order_by_asc(Column::Id);
    let rows = query.limit(MOST_OUT).all(office.on()).await?;
    rows.into_iter().map(Ruling::try_from).collect()
}

/// Those whose day lies in the year.
pub(super) fn of_year(organ: OrganId, year: i16) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(Column::DecidedOn.between(format!("{year}-01-01"), format!("{year}-12-31")))
}
