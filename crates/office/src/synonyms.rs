//! Words of one meaning that an organ adds to those the search ships with (检索同义词), each line with its source. What a line must be
//! is `law::synonyms::Meaning`'s; the site's search asks for them with each question, so that a new line is taken at the next search.

use jiff::Timestamp;
use law::audit::{Key, Recorded};
use law::staff::{Act, may};
use law::synonyms::Meaning;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::audit::{self, Detail, instant};
use crate::changes;
use crate::entity::search_synonym::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{OrganId, SynonymId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::text::line;

/// Most lines of an organ: all are read with each search.
pub const MOST: usize = 500;

/// A line as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMeaning {
    pub id: SynonymId,
    pub meaning: Meaning,
    pub by: String,
    pub at: Timestamp,
}

/// The lines of the actor's organ, the latest first.
pub async fn list(office: &Office, actor: &Actor) -> Result<Vec<KeptMeaning>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let rows = rows(office.on(), actor.organ).await?.into_iter().rev();
    rows.map(|row| {
        Ok(KeptMeaning {
            id: row.id,
            meaning: Meaning::read(&row.words, &row.source),
            by: row.writer_name,
            at: instant(row.written_at)?,
        })
    })
    .collect()
}

/// The words of an organ, a line each, as its search looks for them.
pub async fn of_organ(office: &Office, organ: OrganId) -> Result<Vec<Vec<String>>, OfficeError> {
    let rows = rows(office.on(), organ).await?.into_iter();
    Ok(rows.map(|row| Meaning::read(&row.words, "").words).collect())
}

/// Sets a line down; one of the same words gets the source that is given now.
pub async fn keep(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    meaning: &Meaning,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let meaning = Meaning::read(&line(&meaning.line()), &line(&meaning.source));
    OfficeError::of_fields(meaning.faults())?;
    transaction!(office, |tx| {
        Entity::delete_many()
            .filter(Column::OrganId.eq(actor.organ))
            .filter(Column::Words.eq(meaning.line()))
            .exec(tx.on())
            .await?;
        if rows(tx.on(), actor.organ).await?.len() >= MOST {
            let message = format!("检索同义词最多 {MOST} 组，请先移出不用的。");
            return Err(OfficeError::invalid("words", message));
        }
        let row = ActiveModel {
            id: Set(tx.next_id::<SynonymId>(moment)),
            organ_id: Set(actor.organ),
            words: Set(meaning.line()),
            source: Set(meaning.source.clone()),
            writer_name: Set(actor.name.clone()),
            written_at: Set(moment.millis()),
        };
        Entity::insert(row).exec_without_returning(tx.on()).await?;
        changes::note(&tx, moment, actor.organ).await?;
        let detail = Detail::none().with(Key::Name, meaning.line());
        let act = Recorded::DocumentsAddSynonym;
        audit::append(&tx, actor, moment, act, actor.organ, detail).await
    })
}

/// Takes a line off the list.
pub async fn remove(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: SynonymId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    transaction!(office, |tx| {
        let found = Entity::find_by_id(id)
            .filter(Column::OrganId.eq(actor.organ))
            .one(tx.on())
            .await?;
        let row = found.ok_or(OfficeError::Missing)?;
        Entity::delete_by_id(id).exec(tx.on()).await?;
        changes::note(&tx, moment, actor.organ).await?;
        let detail = Detail::none().with(Key::Name, row.words);
        let act = Recorded::DocumentsRemoveSynonym;
        audit::append(&tx, actor, moment, act, actor.organ, detail).await
    })
}

async fn rows(on: &impl ConnectionTrait, organ: OrganId) -> Result<Vec<Model>, OfficeError> {
    let query = Entity::find()
        .filter(Column::OrganId.eq(organ))
        .order_by_asc(Column::Id);
    Ok(query.all(on).await?)
}
