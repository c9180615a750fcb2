//! Chains of review (审核流程) as an organ sets them: one for all it publishes, others for columns of their own, which the columns
//! below inherit. What may be set is `law::review`'s; what waits is staged anew with every change.

use std::collections::BTreeMap;

use law::audit::{Key, Recorded};
use law::review::{ChainSetting, Levels, MAKE_UP_HOURS, MOST_MAKE_UP_HOURS, Posts, Subject, Who, chain_for};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};

use crate::audit::Detail;
use crate::entity::review_chain::{ActiveModel, Column as Field, Entity, Model};
use crate::entity::{account, column};
use crate::error::OfficeError;
use crate::ids::{AccountId, ColumnId, OrganId, ReviewChainId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::text::line;
use crate::versioned::{bump, owned, unchanged_or_new};
use crate::{audit, documents, staff};

/// The one outlet there is: the organ's website.
const WEBSITE: &str = "website";
/// How the organ's own chain is named in the log.
const OF_ORGAN: &str = "全机关";

/// How the chain of annual reports is named in the log.
const OF_REPORTS: &str = "年度报告";

/// What a chain is set for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetFor {
    /// All that the organ publishes.
    Organ,
    Column(ColumnId),
    /// The annual reports. Without one the signer freezes and publishes them, as before there were chains.
    Reports,
}

impl From<Option<ColumnId>> for SetFor {
    fn from(column: Option<ColumnId>) -> Self {
        column.map_or(Self::Organ, Self::Column)
    }
}

impl From<ColumnId> for SetFor {
    fn from(column: ColumnId) -> Self {
        Self::Column(column)
    }
}

impl SetFor {
    const fn subject(self) -> Subject {
        match self {
            Self::Organ | Self::Column(_) => Subject::Document,
            Self::Reports => Subject::Report,
        }
    }

    const fn column(self) -> Option<ColumnId> {
        match self {
            Self::Column(column) => Some(column),
            Self::Organ | Self::Reports => None,
        }
    }
}

/// A chain as it is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The column it is set for; none for the organ's.
    pub column: Option<ColumnId>,
    pub levels: Levels,
    /// Within how many hours the review of an emergency is made up; that of the organ's own chain counts.
    pub make_up_hours: i64,
    pub version: i64,
}

/// Every chain of the actor's organ, its own first, then those of columns.
pub async fn list(office: &Office, actor: &Actor) -> Result<Vec<Chain>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let rows = rows(office.on(), actor.organ, Subject::Document).await?;
    let mut chains: Vec<Chain> = rows.into_iter().map(Chain::try_from).collect::<Result<_, _>>()?;
    chains.sort_by_key(|chain| chain.column);
    Ok(chains)
}

/// The chain of the organ's annual reports; `None` where none is set.
pub async fn of_reports(office: &Office, actor: &Actor) -> Result<Option<Chain>, OfficeError> {
    may(&actor.roles, Act::SeeReports)?;
    let row = rows(office.on(), actor.organ, Subject::Report).await?.pop();
    row.map(Chain::try_from).transpose()
}

/// Its levels, with whoever holds the posts of it.
pub(crate) async fn levels_of_reports(
    on: &impl ConnectionTrait,
    organ: OrganId,
) -> Result<Option<Levels>, OfficeError> {
    let Some(row) = rows(on, organ, Subject::Report).await?.pop() else {
        return Ok(None);
    };
    let posts = staff::posts_held(on, organ).await?;
    Ok(Some(levels_of(&row)?.with_posts(&posts)))
}

/// The accounts at work, of which levels are filled, each with its name.
pub async fn people(office: &Office, actor: &Actor) -> Result<Vec<(AccountId, String)>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let query = account::Entity::find()
        .filter(account::Column::OrganId.eq(actor.organ))
        .filter(account::Column::DisabledAt.is_null())
        .order_by_asc(account::Column::Login);
    let rows = query.all(office.on()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Sets the chain of a column, the organ's or that of its reports; `version` is the one that was read, 0 where there was none. What is under review in
/// it goes on by the new one: a level that asks for more than was done waits again.
pub async fn set(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (place, version): (impl Into<SetFor>, i64),
    levels: &Levels,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SettleReview)?;
    let (place, levels) = (place.into(), trimmed(levels));
    transaction!(office, |tx| {
        let name = name_of(&tx, actor.organ, place).await?;
        let staff = staff::at_work(tx.on(), actor.organ).await?;
        let posts = staff::posts_held(tx.on(), actor.organ).await?;
        let levels = levels.clone().with_posts(&posts);
        OfficeError::of_fields(levels.faults(place.subject(), &staff))?;
        let stored = find(&tx, actor.organ, place).await?;
        unchanged_or_new(stored.as_ref(), version)?;
        match stored {
            Some(row) => {
                let mut changed = row.into_active_model();
                changed.levels = Set(json_of(&levels)?);
                changed.changed_at = Set(moment.millis());
                bump(&mut changed.version);
                changed.update(tx.on()).await?;
            }
            None => insert(&tx, actor.organ, moment, place, &levels).await?,
        }
        let detail = Detail::none()
            .with(Key::Name, name)
            .with(Key::Level, names(&levels));
        record(&tx, actor, moment, place, detail).await
    })
}

/// Settles within how many hours the review of what went out in an emergency is made up.
pub async fn settle_make_up(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    hours: i64,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SettleReview)?;
    if !(1..=MOST_MAKE_UP_HOURS).contains(&hours) {
        let message = format!("补审时限为 1 至 {MOST_MAKE_UP_HOURS} 小时。");
        return Err(OfficeError::invalid("make_up_hours", message));
    }
    transaction!(office, |tx| {
        let row = find(&tx, actor.organ, SetFor::Organ)
            .await?
            .ok_or(OfficeError::Missing)?;
        let mut changed = row.into_active_model();
        changed.make_up_hours = Set(hours);
        changed.changed_at = Set(moment.millis());
        changed.update(tx.on()).await?;
        let told = format!("应急发布 {hours} 小时内补审");
        let detail = Detail::none().with(Key::Name, OF_ORGAN).with(Key::Level, told);
        let act = Recorded::DocumentsSettleReview;
        audit::append(&tx, actor, moment, act, actor.organ, detail).await
    })
}

/// Within how many hours that is.
pub(crate) async fn make_up_hours(on: &impl ConnectionTrait, organ: OrganId) -> Result<i64, OfficeError> {
    let rows = rows(on, organ, Subject::Document).await?;
    let own = rows.iter().find(|row| row.column_id.is_none());
    Ok(own.map_or(MAKE_UP_HOURS, |row| row.make_up_hours))
}

/// Takes the chain of a column away: it inherits the one above again; or that of the reports: the signer alone publishes them again.
/// The organ's own stays, or nothing could go out.
pub async fn remove(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    place: impl Into<SetFor>,
    version: i64,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SettleReview)?;
    let place = place.into();
    let instead = match place {
        SetFor::Organ => return Err(OfficeError::Missing),
        SetFor::Column(_) => "继承上级",
        SetFor::Reports => "由签发人定稿公布",
    };
    transaction!(office, |tx| {
        let name = name_of(&tx, actor.organ, place).await?;
        let stored = find(&tx, actor.organ, place).await?;
        unchanged_or_new(stored.as_ref(), version)?;
        let row = stored.ok_or(OfficeError::Missing)?;
        Entity::delete_by_id(row.id).exec(tx.on()).await?;
        let detail = Detail::none().with(Key::Name, name).with(Key::Level, instead);
        record(&tx, actor, moment, place, detail).await
    })
}

async fn record(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    place: SetFor,
    detail: Detail,
) -> Result<(), OfficeError> {
    let act = Recorded::DocumentsSettleReview;
    match place.column() {
        Some(column) => audit::append(tx, actor, moment, act, column, detail).await?,
        None => audit::append(tx, actor, moment, act, actor.organ, detail).await?,
    }
    documents::stage_anew(tx, actor.organ, moment).await
}

/// The chain that a new organ begins with.
pub(crate) async fn begin(tx: &Tx<'_>, organ: OrganId, moment: Moment) -> Result<(), OfficeError> {
    insert(tx, organ, moment, SetFor::Organ, &Levels::of_documents()).await
}

/// With a column goes its chain.
pub(crate) async fn forget(tx: &Tx<'_>, column: ColumnId) -> Result<(), OfficeError> {
    Entity::delete_many()
        .filter(Field::ColumnId.eq(column))
        .exec(tx.on())
        .await?;
    Ok(())
}

async fn insert(
    tx: &Tx<'_>,
    organ: OrganId,
    moment: Moment,
    place: SetFor,
    levels: &Levels,
) -> Result<(), OfficeError> {
    let row = ActiveModel {
        id: Set(tx.next_id::<ReviewChainId>(moment)),
        organ_id: Set(organ),
        subject: Set(place.subject().code().to_owned()),
        outlet: Set(String::new()),
        column_id: Set(place.column()),
        levels: Set(json_of(levels)?),
        make_up_hours: Set(MAKE_UP_HOURS),
        version: Set(1),
        changed_at: Set(moment.millis()),
    };
    Entity::insert(row).exec(tx.on()).await?;
    Ok(())
}

/// All chains of an organ with its tree of columns: which one holds where.
pub(crate) struct Chains {
    settings: Vec<ChainSetting>,
    above: BTreeMap<ColumnId, Option<ColumnId>>,
}

impl Chains {
    pub(crate) async fn of(on: &impl ConnectionTrait, organ: OrganId) -> Result<Self, OfficeError> {
        let query = column::Entity::find()
            .select_only()
            .columns([column::Column::Id, column::Column::ParentId])
            .filter(column::Column::OrganId.eq(organ));
        let above: Vec<(ColumnId, Option<ColumnId>)> = query.into_tuple().all(on).await?;
        let posts = staff::posts_held(on, organ).await?;
        let rows = rows(on, organ, Subject::Document).await?;
        let settings = rows.into_iter().map(|row| setting(row, &posts));
        Ok(Self {
            settings: settings.collect::<Result<_, _>>()?,
            above: above.into_iter().collect(),
        })
    }

    /// The levels of a document in that column, and whose they are: the column they were set for, none for the organ.
    pub(crate) fn of_column(&self, column: ColumnId) -> Option<(&Levels, Option<ColumnId>)> {
        let above = |column: &ColumnId| self.above.get(column).copied().flatten();
        let up = std::iter::successors(Some(column), above);
        let columns: Vec<i64> = up.take(self.above.len() + 1).map(|one| one.0).collect();
        let found = chain_for(&self.settings, Subject::Document, WEBSITE, &columns)?;
        Some((&found.levels, found.column.map(ColumnId)))
    }
}

async fn rows(
    on: &impl ConnectionTrait,
    organ: OrganId,
    subject: Subject,
) -> Result<Vec<Model>, OfficeError> {
    let query = Entity::find()
        .filter(Field::OrganId.eq(organ))
        .filter(Field::Subject.eq(subject.code()));
    Ok(query.all(on).await?)
}

async fn find(tx: &Tx<'_>, organ: OrganId, place: SetFor) -> Result<Option<Model>, OfficeError> {
    let rows = rows(tx.on(), organ, place.subject()).await?.into_iter();
    Ok(rows
        .filter(|row| row.outlet.is_empty())
        .find(|row| row.column_id == place.column()))
}

async fn name_of(tx: &Tx<'_>, organ: OrganId, place: SetFor) -> Result<String, OfficeError> {
    match place {
        SetFor::Column(column) => Ok(owned(tx, organ, column).await?.name),
        SetFor::Organ => Ok(OF_ORGAN.to_owned()),
        SetFor::Reports => Ok(OF_REPORTS.to_owned()),
    }
}

fn trimmed(levels: &Levels) -> Levels {
    let mut levels = levels.clone();
    for level in &mut levels.0 {
        level.name = line(&level.name);
        if let Who::Post(post) = &mut level.who {
            post.name = line(&post.name);
        }
    }
    levels
}

fn names(levels: &Levels) -> String {
    let names: Vec<&str> = levels.0.iter().map(|level| level.name.as_str()).collect();
    names.join("、")
}

fn json_of(levels: &Levels) -> Result<String, OfficeError> {
    serde_json::to_string(levels).map_err(|error| OfficeError::Damaged(error.to_string()))
}

fn levels_of(row: &Model) -> Result<Levels, OfficeError> {
    let read = serde_json::from_str(&row.levels);
    read.map_err(|error| OfficeError::Damaged(format!("review_chain.levels，第 {} 行：{error}", row.id)))
}

fn setting(row: Model, posts: &Posts) -> Result<ChainSetting, OfficeError> {
    Ok(ChainSetting {
        subject: Subject::Document,
        levels: levels_of(&row)?.with_posts(posts),
        outlet: Some(row.outlet).filter(|outlet| !outlet.is_empty()),
        column: row.column_id.map(|column| column.0),
    })
}

impl TryFrom<Model> for Chain {
    type Error = OfficeError;

    fn try_from(row: Model) -> Result<Self, OfficeError> {
        Ok(Self {
            levels: levels_of(&row)?,
            make_up_hours: row.make_up_hours,
            column: row.column_id,
            version: row.version,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organ_of_an_earlier_release_begins_with_what_a_new_one_does() {
        let step = include_str!("schema/m0047_review_chains.sql");
        let (_, rest) = step.split_once("'[").unwrap();
        let (levels, _) = rest.split_once("]'").unwrap();
        let levels: Levels = serde_json::from_str(&format!("[{levels}]")).unwrap();
        assert_eq!(levels, Levels::of_documents());
    }
}
