//! What a document has to do with others, read: for its page and the pages of the others, and for the gate.

use jiff::Timestamp;
use jiff::civil::Date;
use law::documents::{Ending, InterpretationForm, Interpreted, Norm, Related, RelationKind, Validity};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::in_review::PASSED;
use super::{ended, relations};
use crate::audit::instant;
use crate::entity::edition_relation::{Column, Entity, Model};
use crate::entity::{document, edition};
use crate::error::OfficeError;
use crate::ids::{DocumentId, EditionId, RelationId};
use crate::store::Tx;

/// A relation, seen from one of its sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Its id where this side says it.
    pub id: Option<RelationId>,
    pub kind: RelationKind,
    /// What the other is called here: 政策解读、废止依据 …
    pub heading: &'static str,
    pub title: String,
    pub document: Option<DocumentId>,
    /// Where the public reads the other; nothing where it can't.
    pub index_number: Option<String>,
    /// Elsewhere.
    pub address: Option<String>,
    pub document_number: Option<String>,
    pub form: Option<InterpretationForm>,
    pub maker: Option<String>,
    pub from: Option<Date>,
    /// When the other first went out.
    pub published_at: Option<Timestamp>,
}

/// What this edition says of others, and what others that are out say of its document. `is_public` leaves out what the public can't
/// read.
pub(super) async fn both_sides(
    on: &impl ConnectionTrait,
    document: DocumentId,
    edition: EditionId,
    is_public: bool,
) -> Result<Vec<Relation>, OfficeError> {
    let mut relations = Vec::new();
    for row in relations::of_edition(on, edition).await? {
        let Some(other) = row.document_id else {
            relations.push(Relation::elsewhere(row)?);
            continue;
        };
        let other = document::Entity::find_by_id(other).one(on).await?;
        let other = other.ok_or(OfficeError::Missing)?;
        if !is_public || other.published_edition.is_some() {
            relations.push(Relation::said(on, row, other).await?);
        }
    }
    for (row, other) in said_of(on, document).await? {
        if other.published_edition.is_some() && is_out(on, &row, &other).await? {
            relations.push(Relation::heard(on, row, other).await?);
        }
    }
    Ok(relations)
}

/// What editions of others say of this document, with whose they are.
async fn said_of(
    on: &impl ConnectionTrait,
    document: DocumentId,
) -> Result<Vec<(Model, document::Model)>, OfficeError> {
    let rows = Entity::find()
        .filter(Column::DocumentId.eq(document))
        .order_by_asc(Column::Id)
        .all(on)
        .await?;
    let mut found = Vec::new();
    for row in rows {
        let edition = edition::Entity::find_by_id(row.edition_id).one(on).await?;
        let Some(edition) = edition else { continue };
        let other = document::Entity::find_by_id(edition.document_id).one(on).await?;
        let is_its = |other: &document::Model| {
            edition.number == other.latest_edition || other.published_edition == Some(edition.number)
        };
        found.extend(other.filter(is_its).map(|other| (row, other)));
    }
    Ok(found)
}

/// Whether the edition that says it is the one that is out.
async fn is_out(
    on: &impl ConnectionTrait,
    row: &Model,
    other: &document::Model,
) -> Result<bool, OfficeError> {
    let edition = edition::Entity::find_by_id(row.edition_id).one(on).await?;
    Ok(edition.is_some_and(|edition| other.published_edition == Some(edition.number)))
}

impl Relation {
    fn read(row: &Model) -> Result<Self, OfficeError> {
        let damaged = |what: &str| OfficeError::Damaged(format!("edition_relation.{what}，第 {} 行", row.id));
        let kind = RelationKind::from_code(&row.kind).ok_or_else(|| damaged("kind"))?;
        let form = row.form.as_deref();
        let form = form.map(|code| InterpretationForm::from_code(code).ok_or_else(|| damaged("form")));
        let from = row.from_day.as_deref().map(str::parse::<Date>).transpose();
        Ok(Self {
            id: None,
            kind,
            heading: kind.heading(),
            title: String::new(),
            document: row.document_id,
            index_number: None,
            address: None,
            document_number: None,
            form: form.transpose()?,
            maker: row.maker.clone(),
            from: from.map_err(|error| damaged(&format!("from_day（{error}）")))?,
            published_at: None,
        })
    }

    fn elsewhere(row: Model) -> Result<Self, OfficeError> {
        Ok(Self {
            id: Some(row.id),
            title: row.named.clone().unwrap_or_default(),
            address: row.address.clone(),
            ..Self::read(&row)?
        })
    }

    async fn said(
        on: &impl ConnectionTrait,
        row: Model,
        other: document::Model,
    ) -> Result<Self, OfficeError> {
        let id = Some(row.id);
        let read = Self::read(&row)?;
        Ok(Self {
            id,
            ..read.with(on, other).await?
        })
    }

    async fn heard(
        on: &impl ConnectionTrait,
        row: Model,
        other: document::Model,
    ) -> Result<Self, OfficeError> {
        let read = Self::read(&row)?;
        let heading = read.kind.heading_there();
        let document = Some(other.id);
        Ok(Self {
            heading,
            document,
            ..read.with(on, other).await?
        })
    }

    /// With what the other is called.
    async fn with(self, on: &impl ConnectionTrait, other: document::Model) -> Result<Self, OfficeError> {
        let number = other.published_edition.unwrap_or(other.latest_edition);
        let edition = edition::Entity::find()
            .filter(edition::Column::DocumentId.eq(other.id))
            .filter(edition::Column::Number.eq(number))
            .one(on)
            .await?;
        Ok(Self {
            document_number: edition.and_then(|edition| edition.document_number),
            published_at: other.published_at.map(instant).transpose()?,
            index_number: other.published_edition.map(|_| other.index_number),
            title: other.published_title.unwrap_or(other.title),
            ..self
        })
    }
}

/// Another document of the organ's own that the edition speaks of.
pub(super) struct Other {
    kind: RelationKind,
    title: String,
    is_public: bool,
    ended: Option<(Ending, Date)>,
}

impl Other {
    pub(super) fn related(&self) -> Related<'_> {
        Related {
            kind: self.kind,
            title: &self.title,
            is_public: self.is_public,
            ended: self.ended,
        }
    }
}

pub(super) async fn others(
    on: &impl ConnectionTrait,
    row: &document::Model,
    edition: &edition::Model,
) -> Result<Vec<Other>, OfficeError> {
    let mut others = Vec::new();
    for said in relations::of_edition(on, edition.id).await? {
        let (Some(kind), Some(id)) = (RelationKind::from_code(&said.kind), said.document_id) else {
            continue;
        };
        let found = document::Entity::find_by_id(id).one(on).await?;
        let other = found.ok_or(OfficeError::Missing)?;
        let is_by_this = other.ended_by == Some(row.id);
        others.push(Other {
            kind,
            is_public: other.published_edition.is_some(),
            ended: ended::term(&other)?
                .end()
                .filter(|_| !is_by_this && has_ended(&other)),
            title: other.published_title.unwrap_or(other.title),
        });
    }
    Ok(others)
}

/// Whether its end is decided or has come; a term that runs may be cut short.
fn has_ended(row: &document::Model) -> bool {
    row.ended_as.is_some() || matches!(ended::validity(row), Some(Validity::Repealed | Validity::Expired))
}

/// Whether the 解读 of this edition is there, out or ready to go out with it.
pub(super) async fn interpreted(
    on: &impl ConnectionTrait,
    row: &document::Model,
    edition: &edition::Model,
) -> Result<Interpreted, OfficeError> {
    let mut found = Vec::new();
    for (said, other) in said_of(on, row.id).await? {
        if said.kind == RelationKind::Interprets.code() {
            let is_out = is_out(on, &said, &other).await?;
            let is_ready = is_out || other.stage.as_deref() == Some(PASSED);
            found.push((other.title, is_ready));
        }
    }
    let norm = edition.norm.as_deref().and_then(Norm::from_code);
    let exemption = edition.exemption.as_deref().unwrap_or_default();
    let found = found.iter().map(|(title, is_ready)| (title.as_str(), *is_ready));
    Ok(Interpreted::of(norm, exemption, found))
}

/// Documents that have passed their review, were never out, and interpret this one: they go out with it.
pub(super) async fn companions(
    tx: &Tx<'_>,
    row: &document::Model,
) -> Result<Vec<document::Model>, OfficeError> {
    let mut companions: Vec<document::Model> = Vec::new();
    for (said, other) in said_of(tx.on(), row.id).await? {
        let waits = other.stage.as_deref() == Some(PASSED) && other.published_at.is_none();
        let is_first = !companions.iter().any(|one| one.id == other.id);
        if waits && is_first && said.kind == RelationKind::Interprets.code() {
            companions.push(other);
        }
    }
    Ok(companions)
}
