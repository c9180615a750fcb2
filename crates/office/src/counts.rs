//! Counts (计数, M5) over what the office keeps: every record that a number of `law::counts` may count, with what it opens into. The
//! numbers themselves and their sentences are the law's.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use law::codes::Moment as Instant;
use law::columns::Kind;
use law::counts::{CountName, Origin, Record, Sort, What};
use law::documents::Norm;
use law::halls::kind_label;
use law::outlets::{OutletKind, Standing};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::cases::stored_day;
use crate::entity::{column, document, edition, placement, publication};
use crate::error::OfficeError;
use crate::halls;
use crate::ids::{ColumnId, DocumentId, EditionId, HallVisitId, PlacementId};
use crate::moment::Actor;
use crate::store::Office;

/// What a record of a count opens into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opens {
    Document(DocumentId),
    Placement(PlacementId),
    Visit(HallVisitId),
}

/// A record with its name.
#[derive(Clone, Debug)]
pub struct Named {
    pub title: String,
    pub opens: Opens,
}

/// All that may be counted.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    pub records: Vec<Record>,
    /// By the record's id.
    pub names: BTreeMap<u64, Named>,
}

/// Whether records are kept of what it counts: of the others no 0 may be told.
pub const fn is_kept(name: CountName) -> bool {
    !matches!(
        name,
        CountName::StateCouncil
            | CountName::PictureInterpretations
            | CountName::MediaInterpretations
            | CountName::PressConferences
            | CountName::LettersClosed
    )
}

fn number(id: i64) -> u64 {
    u64::try_from(id).unwrap_or_default()
}

fn instant(millis: i64) -> Result<Instant, OfficeError> {
    let at = Timestamp::from_millisecond(millis);
    let at = at.map_err(|error| OfficeError::Damaged(format!("时刻 {millis}：{error}")))?;
    Ok(at.into())
}

/// Every record of the organ, of all time: what was published before a period is told from what first came in it.
pub async fn counted(office: &Office, actor: &Actor) -> Result<Counted, OfficeError> {
    may(&actor.roles, Act::SeePlacements)?;
    let mut counted = Counted::default();
    of_the_site(office, actor, &mut counted).await?;
    of_the_accounts(office, actor, &mut counted).await?;
    of_the_halls(office, actor, &mut counted).await?;
    Ok(counted)
}

async fn of_the_site(office: &Office, actor: &Actor, counted: &mut Counted) -> Result<(), OfficeError> {
    let documents = document::Entity::find()
        .filter(document::Column::OrganId.eq(actor.organ))
        .filter(document::Column::PublishedAt.is_not_null())
        .all(office.on())
        .await?;
    let documents: BTreeMap<DocumentId, document::Model> =
        documents.into_iter().map(|row| (row.id, row)).collect();
    let columns = column::Entity::find().filter(column::Column::OrganId.eq(actor.organ));
    let kinds = columns.all(office.on()).await?.into_iter();
    let kinds: BTreeMap<ColumnId, Option<Kind>> =
        kinds.map(|row| (row.id, Kind::from_code(&row.kind))).collect();
    let ids: Vec<DocumentId> = documents.keys().copied().collect();
    for some in ids.chunks(500) {
        let publications = publication::Entity::find()
            .filter(publication::Column::DocumentId.is_in(some.iter().copied()))
            .order_by_asc(publication::Column::Id)
            .all(office.on())
            .await?;
        let editions = publications.iter().map(|row| row.edition_id);
        let editions = edition::Entity::find().filter(edition::Column::Id.is_in(editions));
        let editions: BTreeMap<EditionId, edition::Model> = editions
            .all(office.on())
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let mut standing: BTreeSet<DocumentId> = BTreeSet::new();
        for row in publications {
            let (Some(document), Some(edition)) =
                (documents.get(&row.document_id), editions.get(&row.edition_id))
            else {
                continue;
            };
            let of = number(document.id.0);
            // What goes out beside what is out is a further edition; after a withdrawal it goes up again.
            let is_update = standing.contains(&document.id);
            if row.withdrawn_at.is_none() {
                standing.insert(document.id);
            } else {
                standing.remove(&document.id);
            }
            let what = if is_update {
                What::Update { document: of }
            } else {
                What::Document {
                    document: of,
                    sort: sort(edition, kinds.get(&edition.column_id).copied().flatten()),
                }
            };
            let id = number(row.id.0);
            counted.records.push(Record {
                id,
                at: instant(row.published_at)?,
                what,
                is_withdrawn: document.published_edition.is_none(),
            });
            let named = Named {
                title: edition.title.clone(),
                opens: Opens::Document(document.id),
            };
            counted.names.insert(id, named);
        }
    }
    Ok(())
}

/// What a document is, by its nature as a norm and by what its column holds.
fn sort(edition: &edition::Model, kind: Option<Kind>) -> Sort {
    if edition.norm.as_deref().and_then(Norm::from_code) == Some(Norm::Normative) {
        return Sort::Normative;
    }
    match kind {
        Some(Kind::Overview | Kind::Functions | Kind::Leaders) => Sort::Overview,
        Some(Kind::News) => Sort::News,
        Some(Kind::Statutory) => Sort::Catalogue,
        Some(Kind::Policies) => Sort::Paper,
        Some(Kind::Interpretations) => Sort::TextInterpretation,
        _ => Sort::Other,
    }
}

async fn of_the_accounts(office: &Office, actor: &Actor, counted: &mut Counted) -> Result<(), OfficeError> {
    let counting = Standing::ALL.iter().filter(|standing| standing.counts());
    let rows = placement::Entity::find()
        .filter(placement::Column::OrganId.eq(actor.organ))
        .filter(placement::Column::Kind.eq(OutletKind::OfficialAccount.code()))
        .filter(placement::Column::Standing.is_in(counting.map(|standing| standing.code())))
        .order_by_asc(placement::Column::Id)
        .all(office.on())
        .await?;
    for row in rows {
        let at = match row.placed_on.as_deref() {
            Some(day) => stored_day(day)?.into(),
            // Sent, and its link is not there yet.
            None => instant(row.changed_at)?,
        };
        let id = number(row.id.0);
        counted.records.push(Record {
            id,
            at,
            what: What::Article {
                document: row.document_id.map(|document| number(document.0)),
                origin: Origin::from_code(&row.origin).unwrap_or(Origin::Original),
            },
            is_withdrawn: row.standing == Standing::Gone.code(),
        });
        let named = Named {
            title: row.title,
            opens: Opens::Placement(row.id),
        };
        counted.names.insert(id, named);
    }
    Ok(())
}

/// Every visit that was not struck, on the day it counts on. Nobody is named in the register.
async fn of_the_halls(office: &Office, actor: &Actor, counted: &mut Counted) -> Result<(), OfficeError> {
    for (visit, at, kind) in halls::visits_counted(office, actor).await? {
        let id = number(visit.0);
        counted.records.push(Record {
            id,
            at: instant(at)?,
            what: What::Visit,
            is_withdrawn: false,
        });
        let named = Named {
            title: kind_label(&kind).to_owned(),
            opens: Opens::Visit(visit),
        };
        counted.names.insert(id, named);
    }
    Ok(())
}
