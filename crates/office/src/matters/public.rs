//! What the public reads of matters: question and answer as they were redacted and published, and how long it took. Nobody is named, and
//! no number of a matter is told.

use jiff::civil::Date;
use law::cases::similar::Wanted;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
    Select,
};

use super::rules;
use crate::cases::stored_day;
use crate::entity::{matter, matter_copy};
use crate::error::OfficeError;
use crate::ids::{MatterId, OrganId};
use crate::store::{Office, transaction};
use crate::text::{contains, line};
use crate::versioned::{self, Page};

const PER_PAGE: u64 = 20;
/// Titles that are looked through for what somebody is about to ask, and most that are offered.
const LOOKED_THROUGH: u64 = 3_000;
const RESEMBLING: usize = 3;
/// Questions that are read with one statement.
const READ_AT_ONCE: usize = 500;

/// A question and its answer, as anybody reads them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicMatter {
    pub id: MatterId,
    pub kind_label: String,
    pub title: String,
    pub words: String,
    pub answer: String,
    pub received_on: Date,
    pub answered_on: Date,
    /// Working days from receipt to answer.
    pub working_days: u32,
    pub useful: i64,
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct PublicFilter {
    pub words: String,
    pub kind: String,
    /// From 1.
    pub page: u64,
}

fn shown(organ: OrganId) -> Select<matter::Entity> {
    matter::Entity::find()
        .join(JoinType::InnerJoin, matter::Relation::Copy.def())
        .filter(matter::Column::OrganId.eq(organ))
        .filter(matter::Column::PublishedAt.is_not_null())
        .filter(matter::Column::HiddenGround.is_null())
}

/// A page of the published questions, the latest first.
pub async fn public_list(
    office: &Office,
    organ: OrganId,
    filter: &PublicFilter,
) -> Result<Page<PublicMatter>, OfficeError> {
    let mut query = shown(organ)
        .order_by_desc(matter::Column::PublishedAt)
        .order_by_desc(matter::Column::Id);
    if !filter.kind.is_empty() {
        query = query.filter(matter::Column::Kind.eq(&filter.kind));
    }
    let words = line(&filter.words);
    if !words.is_empty() {
        let any = Condition::any()
            .add(contains(
                (matter_copy::Entity, matter_copy::Column::Title),
                &words,
            ))
            .add(contains(
                (matter_copy::Entity, matter_copy::Column::Words),
                &words,
            ))
            .add(contains(
                (matter_copy::Entity, matter_copy::Column::Answer),
                &words,
            ));
        query = query.filter(any);
    }
    let page = versioned::page(office, query, filter.page, PER_PAGE).await?;
    let items = read(office, page.items.clone()).await?;
    Ok(page.with(items))
}

/// The kinds that something is published of, by their codes.
pub async fn public_kinds(office: &Office, organ: OrganId) -> Result<Vec<String>, OfficeError> {
    let kinds = shown(organ)
        .select_only()
        .column(matter::Column::Kind)
        .distinct()
        .order_by_asc(matter::Column::Kind);
    Ok(kinds.into_tuple().all(office.on()).await?)
}

/// One that is published; `None` where it is not, or not any more.
pub async fn public_one(
    office: &Office,
    organ: OrganId,
    id: MatterId,
) -> Result<Option<PublicMatter>, OfficeError> {
    let row = shown(organ)
        .filter(matter::Column::Id.eq(id))
        .one(office.on())
        .await?;
    Ok(read(office, row.into_iter().collect()).await?.pop())
}

/// All that are published, for the index of the search.
pub async fn published_questions(office: &Office, organ: OrganId) -> Result<Vec<PublicMatter>, OfficeError> {
    let rows = shown(organ)
        .order_by_asc(matter::Column::Id)
        .all(office.on())
        .await?;
    // Copies are read by their ids: so many in one statement.
    let mut all = Vec::with_capacity(rows.len());
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some = rows.by_ref().take(READ_AT_ONCE).collect();
        all.extend(read(office, some).await?);
    }
    Ok(all)
}

/// Which of these the public still reads.
pub async fn still_published(
    office: &Office,
    organ: OrganId,
    ids: &[MatterId],
) -> Result<Vec<MatterId>, OfficeError> {
    let query = shown(organ)
        .select_only()
        .column(matter::Column::Id)
        .filter(matter::Column::Id.is_in(ids.iter().copied()));
    Ok(query.into_tuple().all(office.on()).await?)
}

async fn read(office: &Office, rows: Vec<matter::Model>) -> Result<Vec<PublicMatter>, OfficeError> {
    let rules = rules(office).await?;
    let copies = matter_copy::Entity::find()
        .filter(matter_copy::Column::MatterId.is_in(rows.iter().map(|row| row.id)))
        .all(office.on())
        .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let copy = copies.iter().find(|copy| copy.matter_id == row.id);
        let copy = copy.ok_or(OfficeError::Missing)?.clone();
        let received_on = stored_day(&row.received_on)?;
        let answered_on = row.answered_on.as_deref().map_or(Ok(received_on), stored_day)?;
        all.push(PublicMatter {
            id: row.id,
            kind_label: rules.kind_label(&row.kind).to_owned(),
            title: copy.title,
            words: copy.words,
            answer: copy.answer,
            working_days: rules.calendar.working_days_between(received_on, answered_on),
            received_on,
            answered_on,
            useful: copy.useful,
        });
    }
    Ok(all)
}

/// What was answered before and may be what these words ask, the likeliest first: it is offered, and never in the way.
pub async fn resembling(
    office: &Office,
    organ: OrganId,
    wanted: &Wanted,
) -> Result<Vec<(MatterId, String)>, OfficeError> {
    let titles: Vec<(MatterId, String)> = shown(organ)
        .select_only()
        .column(matter::Column::Id)
        .column(matter_copy::Column::Title)
        .order_by_desc(matter::Column::PublishedAt)
        .limit(LOOKED_THROUGH)
        .into_tuple()
        .all(office.on())
        .await?;
    let wanted = wanted.clone();
    let looking = move || wanted.likeliest(titles, |(_, title)| title.as_str(), RESEMBLING);
    office.limits().visitors.run(looking).await
}

/// Counts what a reader says of an answer that is shown: 有用, or not. Nobody is kept with it.
pub async fn judge_useful(
    office: &Office,
    organ: OrganId,
    id: MatterId,
    is_useful: bool,
) -> Result<(), OfficeError> {
    if public_one(office, organ, id).await?.is_none() {
        return Err(OfficeError::Missing);
    }
    let column = if is_useful {
        matter_copy::Column::Useful
    } else {
        matter_copy::Column::NotUseful
    };
    transaction!(office, |tx| {
        matter_copy::Entity::update_many()
            .col_expr(column, Expr::col(column).add(1))
            .filter(matter_copy::Column::MatterId.eq(id))
            .exec(tx.on())
            .await?;
        Ok(())
    })
}
