//! An entry as it is stored, and as it is read.

use jiff::civil::Date;
use law::rulings::{Basis, Entry, Extent, Openness, RulingKind};
use law::signs::number_key;
use law::staff::{Act, may};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::Ruling;
use crate::audit::instant;
use crate::entity::ruling::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::RulingId;
use crate::moment::Actor;
use crate::store::Office;

/// An entry with all that was done to it.
pub async fn get(office: &Office, actor: &Actor, id: RulingId) -> Result<Ruling, OfficeError> {
    may(&actor.roles, Act::SeeRulings)?;
    let query = Entity::find_by_id(id).filter(Column::OrganId.eq(actor.organ));
    let row = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    Ruling::try_from(row)
}

/// What an entry says, as it is stored; a row that is new needs the rest.
pub(super) fn written(entry: &Entry) -> ActiveModel {
    let (number, from) = match &entry.extent {
        Extent::Single { number } => (Some(number.clone()), None),
        Extent::Summary { from } => (None, Some(from.to_string())),
    };
    ActiveModel {
        kind: Set(entry.kind.code().to_owned()),
        number_key: Set(number.as_deref().map(number_key)),
        number: Set(number),
        matter: Set(entry.matter.clone()),
        decided_on: Set(entry.on.to_string()),
        summary_from: Set(from),
        amount: Set(entry.amount),
        openness: Set(entry.openness.map(|one| one.code().to_owned())),
        ground: Set(entry.ground.clone()),
        source: Set(entry.basis.source.clone()),
        evidence: Set(entry.basis.evidence.clone()),
        note: Set(entry.note.clone()),
        ..<ActiveModel as Default>::default()
    }
}

pub(super) fn kind(code: &str) -> Result<RulingKind, OfficeError> {
    RulingKind::from_code(code).ok_or_else(|| damaged("ruling.kind", code))
}

pub(super) fn day(text: &str) -> Result<Date, OfficeError> {
    text.parse().map_err(|_error| damaged("ruling 的日期", text))
}

fn damaged(place: &str, value: &str) -> OfficeError {
    OfficeError::Damaged(format!("{place} 的值“{value}”不认识"))
}

fn entry(row: &Model) -> Result<Entry, OfficeError> {
    let extent = match (&row.number, &row.summary_from) {
        (_, Some(from)) => Extent::Summary { from: day(from)? },
        (number, None) => Extent::Single {
            number: number.clone().unwrap_or_default(),
        },
    };
    let openness = row.openness.as_deref();
    let openness =
        openness.map(|code| Openness::from_code(code).ok_or_else(|| damaged("ruling.openness", code)));
    Ok(Entry {
        kind: kind(&row.kind)?,
        extent,
        matter: row.matter.clone(),
        on: day(&row.decided_on)?,
        amount: row.amount,
        openness: openness.transpose()?,
        ground: row.ground.clone(),
        basis: Basis {
            source: row.source.clone(),
            evidence: row.evidence.clone(),
        },
        note: row.note.clone(),
    })
}

/// A day with the words beside it.
fn dated(on: Option<&String>, why: Option<String>) -> Result<Option<(Date, String)>, OfficeError> {
    on.map(|on| Ok((day(on)?, why.unwrap_or_default()))).transpose()
}

impl TryFrom<Model> for Ruling {
    type Error = OfficeError;

    fn try_from(row: Model) -> Result<Self, OfficeError> {
        Ok(Self {
            entry: entry(&row)?,
            revoked: dated(row.revoked_on.as_ref(), row.revoked_why)?,
            struck: dated(row.struck_on.as_ref(), row.struck_why)?,
            id: row.id,
            file: row.file_id,
            history: row.history.lines().map(str::to_owned).collect(),
            version: row.version,
            changed_by: row.changed_by,
            changed_at: instant(row.changed_at)?,
        })
    }
}
