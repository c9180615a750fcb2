//! Review (审签) as it is kept: one table of steps for documents, letters and reports. Who may take which level, and which
//! verdicts still count, is `law::review`'s.

use std::collections::BTreeMap;

use law::cases::retention::ANONYMOUS;
use law::review::{Does, Judged, Level, LevelSetting, LevelTaken, Place, Step, Subject, Verdict};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder,
};

use crate::audit::instant;
use crate::entity::review_step::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{
    AccountId, DocumentId, LetterId, LoggedAnswerId, MatterAnswerId, MatterId, OrganId, ReportId,
    ReviewStepId,
};
use crate::moment::{Actor, Moment};
use crate::store::Tx;
use crate::text::optional;

/// What is reviewed: its kind and its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reviewed {
    subject: Subject,
    id: i64,
}

impl From<DocumentId> for Reviewed {
    fn from(id: DocumentId) -> Self {
        Self {
            subject: Subject::Document,
            id: id.0,
        }
    }
}

impl From<LetterId> for Reviewed {
    fn from(id: LetterId) -> Self {
        Self {
            subject: Subject::Letter,
            id: id.0,
        }
    }
}

impl From<LoggedAnswerId> for Reviewed {
    fn from(id: LoggedAnswerId) -> Self {
        Self {
            subject: Subject::LoggedAnswer,
            id: id.0,
        }
    }
}

impl From<MatterAnswerId> for Reviewed {
    fn from(id: MatterAnswerId) -> Self {
        Self {
            subject: Subject::MatterAnswer,
            id: id.0,
        }
    }
}

/// The public copy of a matter, which has one.
impl From<MatterId> for Reviewed {
    fn from(id: MatterId) -> Self {
        Self {
            subject: Subject::MatterCopy,
            id: id.0,
        }
    }
}

impl From<ReportId> for Reviewed {
    fn from(id: ReportId) -> Self {
        Self {
            subject: Subject::Report,
            id: id.0,
        }
    }
}

/// A level of a chain that is data, as somebody takes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<'a> {
    pub level: Level,
    pub setting: &'a LevelSetting,
    /// Who entered it, where it was given on paper.
    pub entered_by: Option<&'a str>,
}

/// What somebody says at a level.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said<'a> {
    pub verdict: Verdict,
    pub opinion: &'a str,
}

impl<'a> Said<'a> {
    pub const fn agreed(opinion: &'a str) -> Self {
        Self {
            verdict: Verdict::Agreed,
            opinion,
        }
    }
}

/// Every step there was, the earliest first.
pub(crate) async fn steps(
    on: &impl ConnectionTrait,
    of: impl Into<Reviewed>,
) -> Result<Vec<Step>, OfficeError> {
    let of = of.into();
    let rows = Entity::find()
        .filter(Column::SubjectKind.eq(of.subject.code()))
        .filter(Column::SubjectId.eq(of.id))
        .order_by_asc(Column::Id)
        .all(on)
        .await?;
    rows.into_iter().map(read).collect()
}

/// The steps of many documents, each with its own, the earliest first.
pub(crate) async fn steps_of_documents(
    on: &impl ConnectionTrait,
    documents: impl IntoIterator<Item = DocumentId>,
) -> Result<BTreeMap<DocumentId, Vec<Step>>, OfficeError> {
    let rows = Entity::find()
        .filter(Column::SubjectKind.eq(Subject::Document.code()))
        .filter(Column::SubjectId.is_in(documents.into_iter().map(|id| id.0)))
        .order_by_asc(Column::Id)
        .all(on)
        .await?;
    let mut steps: BTreeMap<DocumentId, Vec<Step>> = BTreeMap::new();
    for row in rows {
        steps
            .entry(DocumentId(row.subject_id))
            .or_default()
            .push(read(row)?);
    }
    Ok(steps)
}

/// Notes that the actor wrote some of it in this round, once; the program itself has no hand in anything.
pub(crate) async fn wrote(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    of: impl Into<Reviewed>,
    round: i64,
) -> Result<(), OfficeError> {
    let Some(account) = actor.account else {
        return Ok(());
    };
    let of = of.into();
    let known = Entity::find()
        .filter(Column::SubjectKind.eq(of.subject.code()))
        .filter(Column::SubjectId.eq(of.id))
        .filter(Column::Round.eq(round))
        .filter(Column::Level.eq(Level::Writing.code()))
        .filter(Column::AccountId.eq(account));
    if known.count(tx.on()).await? > 0 {
        return Ok(());
    }
    let row = ActiveModel {
        hash: Set(None),
        ..row(tx, actor, moment, of, (round, Level::Writing), Said::agreed(""))
    };
    Entity::insert(row).exec(tx.on()).await?;
    Ok(())
}

/// Notes that somebody else wrote some of it, who did so before it was drafted.
pub(crate) async fn wrote_too(
    tx: &Tx<'_>,
    organ: OrganId,
    moment: Moment,
    of: impl Into<Reviewed>,
    (account, name): (AccountId, String),
) -> Result<(), OfficeError> {
    let writer = Actor {
        account: Some(account),
        name,
        ..Actor::applicant(organ, "")
    };
    wrote(tx, &writer, moment, of, 1).await
}

/// Keeps what the actor says at a place; refuses whoever had a hand in it: nobody publishes or signs what they wrote (三审三校).
pub(crate) async fn take(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    of: impl Into<Reviewed>,
    judged: &Judged,
    place: Place,
    said: Said<'_>,
) -> Result<(), OfficeError> {
    let of = of.into();
    let person = actor.account.map(|account| account.0);
    judged.may_take(place, &actor.roles, person, &steps(tx.on(), of).await?)?;
    keep(tx, actor, moment, of, judged, place.level, said).await
}

/// Keeps what the actor says at a level of a chain that is data, who was asked before whether they may take it
/// (`law::review::Levels::may_take`): what the level is today is kept with what was said.
pub(crate) async fn take_level(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    of: impl Into<Reviewed>,
    judged: &Judged,
    at: At<'_>,
    said: Said<'_>,
) -> Result<ReviewStepId, OfficeError> {
    let of = of.into();
    let id: ReviewStepId = tx.next_id(moment);
    let row = ActiveModel {
        id: Set(id),
        hash: Set(Some(judged.hash.clone())),
        level_name: Set(Some(at.setting.name.clone())),
        does: Set(Some(at.setting.does.code().to_owned())),
        is_secrecy: Set(Some(at.setting.is_secrecy)),
        entered_by_name: Set(at.entered_by.map(str::to_owned)),
        ..row(tx, actor, moment, of, (judged.round, at.level), said)
    };
    Entity::insert(row).exec(tx.on()).await?;
    Ok(id)
}

/// Keeps that the actor handed over exactly this to review; whoever does so takes no level by it.
pub(crate) async fn submit(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    of: impl Into<Reviewed>,
    judged: &Judged,
    words: &str,
) -> Result<(), OfficeError> {
    let said = Said::agreed(words);
    keep(tx, actor, moment, of.into(), judged, Level::Submission, said).await
}

async fn keep(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    of: Reviewed,
    judged: &Judged,
    level: Level,
    said: Said<'_>,
) -> Result<(), OfficeError> {
    let row = ActiveModel {
        hash: Set(Some(judged.hash.clone())),
        ..row(tx, actor, moment, of, (judged.round, level), said)
    };
    Entity::insert(row).exec(tx.on()).await?;
    Ok(())
}

fn row(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    of: Reviewed,
    (round, level): (i64, Level),
    said: Said<'_>,
) -> ActiveModel {
    ActiveModel {
        id: Set(tx.next_id::<ReviewStepId>(moment)),
        organ_id: Set(actor.organ),
        subject_kind: Set(of.subject.code().to_owned()),
        subject_id: Set(of.id),
        round: Set(round),
        level: Set(level.code().to_owned()),
        verdict: Set(said.verdict.code().to_owned()),
        account_id: Set(actor.account),
        name: Set(actor.name.clone()),
        opinion: Set(optional(said.opinion)),
        taken_at: Set(moment.millis()),
        ..ActiveModel::default()
    }
}

/// A step as it is kept.
pub(crate) fn read(row: Model) -> Result<Step, OfficeError> {
    let unknown = |column: &str, code: &str| {
        OfficeError::Damaged(format!("review_step.{column}，第 {} 行：不认识“{code}”", row.id))
    };
    let taken_as = taken_as(&row).map_err(|does| unknown("does", &does))?;
    Ok(Step {
        taken_as,
        entered_by: row.entered_by_name,
        level: Level::from_code(&row.level).ok_or_else(|| unknown("level", &row.level))?,
        verdict: Verdict::from_code(&row.verdict).ok_or_else(|| unknown("verdict", &row.verdict))?,
        round: row.round,
        hash: row.hash,
        person: row.account_id.map(|account| account.0),
        name: row.name,
        opinion: row.opinion,
        taken_at: instant(row.taken_at)?,
    })
}

/// What the level was when it was taken; nothing where it is none of a chain that is data. The error is a code that nobody knows.
fn taken_as(row: &Model) -> Result<Option<LevelTaken>, String> {
    let Some(name) = row.level_name.clone() else {
        return Ok(None);
    };
    let code = row.does.clone().unwrap_or_default();
    let does = Does::from_code(&code).ok_or(code)?;
    Ok(Some(LevelTaken {
        name,
        does,
        is_secrecy: row.is_secrecy.unwrap_or(false),
    }))
}

/// What was said of what is anonymous now, and the hashes of texts that are gone: they could still confirm a guess.
pub(crate) async fn forget(
    tx: &Tx<'_>,
    all: impl IntoIterator<Item = impl Into<Reviewed>>,
) -> Result<(), OfficeError> {
    let mut of = Condition::any();
    for one in all {
        let one = one.into();
        let subject = Column::SubjectKind.eq(one.subject.code());
        of = of.add(subject.and(Column::SubjectId.eq(one.id)));
    }
    if of.is_empty() {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::Hash, Expr::value(None::<String>))
        .filter(of.clone())
        .exec(tx.on())
        .await?;
    Entity::update_many()
        .col_expr(Column::Opinion, Expr::value(ANONYMOUS))
        .filter(of)
        .filter(Column::Opinion.is_not_null())
        .exec(tx.on())
        .await?;
    Ok(())
}
