//! What the desk reads of documents: lists with their state, one document with its history.

use jiff::Timestamp;
use law::documents::WithdrawalKind;
use law::review::{LEVELS, Level, Why};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Select};

use super::ended::{self, Ended};
use super::in_review::{BACK, InReview, PASSED, Stage, in_review};
use super::public::files_of;
use super::related::{Relation, both_sides};
use super::{Attachment, Edition};
use crate::audit::instant;
use crate::entity::{document, edition, publication};
use crate::error::OfficeError;
use crate::ids::{ColumnId, DocumentId};
use crate::moment::Actor;
use crate::search::bears_number;
use crate::staff;
use crate::store::Office;
use crate::text::{contains, filled};
use crate::versioned::{self, Page};

const PER_PAGE: u64 = 20;

/// Where a document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Draft,
    /// The latest edition is under review.
    InReview,
    /// It went out in an emergency, and its review is to be made up.
    Owed,
    /// It came back from review.
    Back,
    /// It has passed its review and waits for publication.
    Passed,
    /// A signer has confirmed that it goes out by the clock.
    Scheduled,
    Published,
    /// Published, and a newer edition waits.
    Changed,
    Withdrawn,
}

impl State {
    /// All, in the order a filter lists them.
    pub const ALL: [Self; 9] = [
        Self::Draft,
        Self::InReview,
        Self::Owed,
        Self::Back,
        Self::Passed,
        Self::Scheduled,
        Self::Changed,
        Self::Published,
        Self::Withdrawn,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Owed => "review_owed",
            Self::Back => "returned",
            Self::Passed => "for_publication",
            Self::Scheduled => "scheduled",
            Self::Published => "published",
            Self::Changed => "changed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// 草稿、已发布 …
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::InReview => "送审中",
            Self::Owed => "已应急发布，待补审",
            Self::Back => "已退回",
            Self::Passed => "待发布",
            Self::Scheduled => "待定时发布",
            Self::Published => "已发布",
            Self::Changed => "已发布，有新稿",
            Self::Withdrawn => "已撤回",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    fn of(row: &document::Model) -> Self {
        match Stage::of(row) {
            Some(Stage::At(_)) if row.published_edition == Some(row.latest_edition) => return Self::Owed,
            Some(Stage::At(_)) => return Self::InReview,
            Some(Stage::Back) => return Self::Back,
            Some(Stage::Passed) if row.confirmed_at.is_some() => return Self::Scheduled,
            Some(Stage::Passed) => return Self::Passed,
            None => {}
        }
        match row.published_edition {
            Some(number) if number == row.latest_edition => Self::Published,
            Some(_) => Self::Changed,
            None if row.withdrawn_at.is_some() => Self::Withdrawn,
            None => Self::Draft,
        }
    }
}

/// Which documents a list shows; what is `None` or empty is not asked.
#[derive(Clone, Debug, Default)]
pub struct DeskFilter {
    pub column: Option<ColumnId>,
    pub state: Option<State>,
    /// Part of the title, of the index number or of the 发文字号.
    pub text: String,
    /// From 1.
    pub page: u64,
}

/// A row of the desk's list.
#[derive(Clone, Debug)]
pub struct DeskRow {
    pub id: DocumentId,
    pub index_number: String,
    pub title: String,
    pub column: ColumnId,
    pub state: State,
    pub changed_at: Timestamp,
    pub is_sample: bool,
}

/// A document as the desk works on it.
#[derive(Clone, Debug)]
pub struct DeskDocument {
    pub id: DocumentId,
    pub index_number: String,
    pub column: ColumnId,
    pub state: State,
    pub version: i64,
    pub latest: Edition,
    pub published_edition: Option<i64>,
    pub published_at: Option<Timestamp>,
    pub withdrawal_reason: Option<String>,
    pub withdrawal_kind: Option<WithdrawalKind>,
    /// The document that it went into: its id and index number.
    pub merged_into: Option<(DocumentId, String)>,
    /// When it is due to go out by the clock, and why it did not.
    pub planned_at: Option<Timestamp>,
    pub plan_failed: Option<String>,
    /// When what is out is due to be taken down.
    pub take_down_at: Option<Timestamp>,
    pub attachments: Vec<Attachment>,
    /// What the latest edition says of others, and others that are out of it.
    pub relations: Vec<Relation>,
    /// How it ended or will, where it is out; and whether another document of the organ's ended it.
    pub ended: Option<Ended>,
    pub is_ended_by_other: bool,
    /// Newest first, the latest among them.
    pub editions: Vec<Edition>,
    /// The review of the latest edition.
    pub review: InReview,
    /// The level of it that the reader may take now, or why not.
    pub my_level: Result<Level, Why>,
    pub is_sample: bool,
}

/// One time an edition went out.
#[derive(Clone, Debug)]
pub struct Publication {
    pub edition: i64,
    pub publisher: String,
    pub published_at: Timestamp,
    pub withdrawn_by: Option<String>,
    pub withdrawn_at: Option<Timestamp>,
    pub withdrawal_reason: Option<String>,
    pub withdrawal_kind: Option<WithdrawalKind>,
}

/// The organ's documents, the latest changed first.
pub async fn list_desk(
    office: &Office,
    actor: &Actor,
    filter: &DeskFilter,
) -> Result<Page<DeskRow>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let query = matching(actor, filter)
        .order_by_desc(document::Column::ChangedAt)
        .order_by_desc(document::Column::Id);
    versioned::page(office, query, filter.page, PER_PAGE)
        .await?
        .read()
}

fn matching(actor: &Actor, filter: &DeskFilter) -> Select<document::Entity> {
    use document::Column::{
        ColumnId, ConfirmedAt, IndexNumber, LatestEdition, OrganId, PublishedEdition, Stage, Title,
        WithdrawnAt,
    };
    use sea_orm::sea_query::{Expr, ExprTrait};
    let mut query = document::Entity::find().filter(OrganId.eq(actor.organ));
    if let Some(column) = filter.column {
        query = query.filter(ColumnId.eq(column));
    }
    if filled(&filter.text).is_some() {
        query = query.filter(
            Condition::any()
                .add(contains(Title, &filter.text))
                .add(contains(IndexNumber, &filter.text))
                .add(bears_number(&filter.text)),
        );
    }
    let is_latest = || Expr::col(PublishedEdition).eq(Expr::col(LatestEdition));
    match filter.state {
        None => query,
        Some(State::InReview) => query.filter(Stage.is_in(LEVELS.map(Level::code))).filter(
            Condition::any()
                .add(PublishedEdition.is_null())
                .add(is_latest().not()),
        ),
        Some(State::Owed) => query
            .filter(Stage.is_in(LEVELS.map(Level::code)))
            .filter(is_latest()),
        Some(State::Back) => query.filter(Stage.eq(BACK)),
        Some(State::Passed) => query.filter(Stage.eq(PASSED)).filter(ConfirmedAt.is_null()),
        Some(State::Scheduled) => query.filter(Stage.eq(PASSED)).filter(ConfirmedAt.is_not_null()),
        Some(State::Published) => query.filter(is_latest()),
        Some(State::Changed) => query
            .filter(Stage.is_null())
            .filter(PublishedEdition.is_not_null())
            .filter(is_latest().not()),
        Some(State::Withdrawn) => query
            .filter(Stage.is_null())
            .filter(PublishedEdition.is_null())
            .filter(WithdrawnAt.is_not_null()),
        Some(State::Draft) => query
            .filter(Stage.is_null())
            .filter(PublishedEdition.is_null())
            .filter(WithdrawnAt.is_null()),
    }
}

/// One document of the actor's organ with all its editions.
pub async fn get_desk(office: &Office, actor: &Actor, id: DocumentId) -> Result<DeskDocument, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let query = document::Entity::find_by_id(id).filter(document::Column::OrganId.eq(actor.organ));
    let row = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    let editions = edition::Entity::find()
        .filter(edition::Column::DocumentId.eq(id))
        .order_by_desc(edition::Column::Number)
        .all(office.on())
        .await?;
    let latest = editions
        .first()
        .cloned()
        .ok_or_else(|| OfficeError::Damaged(format!("document {id} 没有版本")))?;
    let files = files_of(office.on(), latest.id).await?;
    let review = in_review(office.on(), &row, &latest, &files).await?;
    let relations = Box::pin(both_sides(office.on(), id, latest.id, false)).await?;
    let staff = staff::at_work(office.on(), actor.organ).await?;
    let merged_into = match row.merged_into {
        Some(other) => document::Entity::find_by_id(other).one(office.on()).await?,
        None => None,
    };
    let merged_into = merged_into.map(|other| (other.id, other.index_number));
    let latest = Edition::try_from(latest)?;
    let editions: Vec<Edition> = editions
        .into_iter()
        .map(Edition::try_from)
        .collect::<Result<_, _>>()?;
    Ok(DeskDocument {
        id,
        column: latest.column,
        state: State::of(&row),
        relations,
        ended: ended::told(&row)?.filter(|_| row.published_edition.is_some()),
        is_ended_by_other: row.ended_by.is_some(),
        version: row.version,
        attachments: files.into_iter().map(Attachment::from).collect(),
        latest,
        published_edition: row.published_edition,
        published_at: row.published_at.map(instant).transpose()?,
        withdrawal_reason: row.withdrawal_reason,
        withdrawal_kind: row.withdrawal_kind.as_deref().and_then(WithdrawalKind::from_code),
        merged_into,
        planned_at: row.planned_at.map(instant).transpose()?,
        plan_failed: row.plan_failed,
        take_down_at: row.take_down_at.map(instant).transpose()?,
        editions,
        my_level: review.may_take(actor, &staff),
        review,
        is_sample: row.is_sample,
        index_number: row.index_number,
    })
}

/// Every time the document went out, the latest first.
pub async fn publications(
    office: &Office,
    actor: &Actor,
    id: DocumentId,
) -> Result<Vec<Publication>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let query = document::Entity::find_by_id(id).filter(document::Column::OrganId.eq(actor.organ));
    query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    let editions = edition::Entity::find()
        .filter(edition::Column::DocumentId.eq(id))
        .all(office.on())
        .await?;
    let number = |id| {
        editions
            .iter()
            .find(|edition| edition.id == id)
            .map_or(0, |edition| edition.number)
    };
    let rows = publication::Entity::find()
        .filter(publication::Column::DocumentId.eq(id))
        .order_by_desc(publication::Column::PublishedAt)
        .order_by_desc(publication::Column::Id)
        .all(office.on())
        .await?;
    let read = |row: publication::Model| {
        let number = number(row.edition_id);
        Publication::of(row, number)
    };
    rows.into_iter().map(read).collect()
}

impl Publication {
    /// As it is stored, of the edition of that number.
    pub(super) fn of(row: publication::Model, edition: i64) -> Result<Self, OfficeError> {
        Ok(Self {
            edition,
            publisher: row.publisher_name,
            published_at: instant(row.published_at)?,
            withdrawn_by: row.withdrawn_by,
            withdrawn_at: row.withdrawn_at.map(instant).transpose()?,
            withdrawal_reason: row.withdrawal_reason,
            withdrawal_kind: row.withdrawal_kind.as_deref().and_then(WithdrawalKind::from_code),
        })
    }
}

impl TryFrom<document::Model> for DeskRow {
    type Error = OfficeError;

    fn try_from(row: document::Model) -> Result<Self, OfficeError> {
        Ok(Self {
            state: State::of(&row),
            id: row.id,
            index_number: row.index_number,
            title: row.title,
            column: row.column_id,
            changed_at: instant(row.changed_at)?,
            is_sample: row.is_sample,
        })
    }
}
