//! What is public is proofread again (复查) when the rules or the organ's words change, and every month: what was right may be so no
//! more (a cited document was repealed, an explanation is a year old). Some at a time, beside everything else; what is open makes a
//! list of work.

use std::collections::BTreeMap;

use law::documents::UNSCREENED;
use law::staff::{Act, may};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::gate::in_the_way;
use super::write::edition_row;
use crate::entity::proof_recheck::{ActiveModel, Column, Entity};
use crate::entity::{document, organ};
use crate::error::OfficeError;
use crate::ids::{DocumentId, OrganId};
use crate::moment::{Actor, Moment, Program};
use crate::proof;
use crate::store::{Office, transaction};

/// After how many milliseconds it is looked at again in any case: thirty days.
const AGAIN_AFTER: i64 = 30 * 24 * 60 * 60 * 1_000;
/// Most documents that the list of work shows.
const MOST_LISTED: u64 = 200;

/// A public document in which something is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rechecked {
    pub id: DocumentId,
    pub index_number: String,
    pub title: String,
    /// What is open, each in a sentence.
    pub told: Vec<String>,
}

/// Proofreads some of what is public again, what was never looked at first; how many it were. Files nobody has screened are left to
/// the page that screens them.
pub async fn recheck_some(
    office: &Office,
    _program: Program,
    moment: Moment,
    most: u64,
) -> Result<u64, OfficeError> {
    let organs = organ::Entity::find().all(office.on()).await?;
    let mut done = 0;
    for one in organs {
        let known = format!(
            "{} {}",
            law::proof::known_by(),
            proof::words_of(office.on(), one.id).await?.known_by()
        );
        for id in stale(office, moment, one.id, &known, most.saturating_sub(done)).await? {
            recheck(office, moment, id, &known).await?;
            done += 1;
        }
    }
    Ok(done)
}

/// What is public and was not looked at as it is, with these rules and words, in the last month.
async fn stale(
    office: &Office,
    moment: Moment,
    organ: OrganId,
    known: &str,
    most: u64,
) -> Result<Vec<DocumentId>, OfficeError> {
    let since = moment.millis() - AGAIN_AFTER;
    let seen = Query::select()
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::DocumentId)).equals((document::Entity, document::Column::Id)))
        .and_where(
            Expr::col((Entity, Column::Edition))
                .equals((document::Entity, document::Column::PublishedEdition)),
        )
        .and_where(Column::KnownBy.eq(known))
        .and_where(Column::LookedAt.gte(since))
        .to_owned();
    let query = document::Entity::find()
        .select_only()
        .column(document::Column::Id)
        .filter(document::Column::OrganId.eq(organ))
        .filter(document::Column::PublishedEdition.is_not_null())
        .filter(Expr::exists(seen).not())
        .order_by_asc(document::Column::Id)
        .limit(most);
    Ok(query.into_tuple().all(office.on()).await?)
}

async fn recheck(office: &Office, moment: Moment, id: DocumentId, known: &str) -> Result<(), OfficeError> {
    transaction!(office, |tx| {
        let row = document::Entity::find_by_id(id).one(tx.on()).await?;
        let Some((row, number)) = row.and_then(|row| row.published_edition.map(|number| (row, number)))
        else {
            return Ok(());
        };
        let edition = edition_row(&tx, id, number).await?;
        let gate = in_the_way(tx.on(), moment, &row, &edition).await?;
        let asked = gate.questions.into_iter().filter(|one| one.explained.is_none());
        let forbidden = gate.never_out.into_iter().filter(|why| why.field != UNSCREENED);
        let forbidden = forbidden.map(|why| why.message);
        let told: Vec<String> = forbidden.chain(asked.map(|one| one.told)).collect();
        let row = ActiveModel {
            document_id: Set(id),
            organ_id: Set(row.organ_id),
            edition: Set(number),
            known_by: Set(known.to_owned()),
            open: Set(i64::try_from(told.len()).unwrap_or(i64::MAX)),
            told: Set((!told.is_empty()).then(|| told.join("\n"))),
            looked_at: Set(moment.millis()),
        };
        // Another server may have looked at the same time: the later look stands.
        let seen = OnConflict::column(Column::DocumentId)
            .update_columns([
                Column::Edition,
                Column::KnownBy,
                Column::Open,
                Column::Told,
                Column::LookedAt,
            ])
            .to_owned();
        let written = Entity::insert(row).on_conflict(seen);
        written.exec_without_returning(tx.on()).await?;
        Ok(())
    })
}

/// The public documents in which something is open, the earliest published first.
pub async fn rechecked(office: &Office, actor: &Actor) -> Result<Vec<Rechecked>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let open = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::Open.gt(0))
        .order_by_asc(Column::DocumentId)
        .limit(MOST_LISTED)
        .all(office.on())
        .await?;
    let documents = document::Entity::find()
        .filter(document::Column::Id.is_in(open.iter().map(|row| row.document_id)))
        .all(office.on())
        .await?;
    let documents: BTreeMap<DocumentId, document::Model> =
        documents.into_iter().map(|row| (row.id, row)).collect();
    // What was published anew or taken back since is looked at again, or not public.
    let listed = open.into_iter().filter_map(|row| {
        let of = documents.get(&row.document_id)?;
        (of.published_edition == Some(row.edition)).then(|| Rechecked {
            id: of.id,
            index_number: of.index_number.clone(),
            title: of.published_title.clone().unwrap_or_default(),
            told: row
                .told
                .iter()
                .flat_map(|told| told.lines())
                .map(str::to_owned)
                .collect(),
        })
    });
    Ok(listed.collect())
}
