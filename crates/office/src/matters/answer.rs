//! Answers (答复): drafted by whoever is responsible, let out by another (三审: nobody releases what they wrote), bound to the hash of
//! exactly what was judged. What went out is never changed; an answer made anew is another.

use jiff::Timestamp;
use law::audit::Recorded;
use law::matters::{Act as MatterAct, What};
use law::review::{Content, Judged, Place, Subject, Verdict};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

use super::acts::{Seen, refuse_in_review};
use super::hands::refuse_others;
use super::record::{Held, hold};
use super::row::change;
use super::rules;
use crate::audit::{self, Detail, instant};
use crate::cases::typed::refuse_secrets;
use crate::entity::matter_answer::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{MatterAnswerId, MatterId};
use crate::moment::{Actor, Moment};
use crate::reminders;
use crate::review::{self, Said};
use crate::store::{Office, Tx, transaction};
use crate::text::{self, paragraphs};
use crate::versioned::bump;

/// Most characters of an answer.
const LONGEST: usize = 10_000;

/// How far an answer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerState {
    Draft,
    Submitted,
    Sent,
}

impl AnswerState {
    const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Sent => "sent",
        }
    }

    fn read(code: &str) -> Result<Self, OfficeError> {
        [Self::Draft, Self::Submitted, Self::Sent]
            .into_iter()
            .find(|state| state.code() == code)
            .ok_or_else(|| crate::cases::stored_damaged("matter_answer.state", code))
    }
}

/// An answer as it is kept.
#[derive(Clone, Debug)]
pub struct Answer {
    pub id: MatterAnswerId,
    /// Which answer it is, from zero.
    pub place: i64,
    pub words: String,
    pub state: AnswerState,
    /// Why it was sent back last.
    pub returned: Option<String>,
    pub written_by: String,
    pub sent_by: Option<String>,
    pub sent_at: Option<Timestamp>,
    pub version: i64,
}

/// What is typed of an answer.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    pub words: &'a str,
    /// Whether it goes to whoever lets it out.
    pub is_submitted: bool,
}

impl TryFrom<Model> for Answer {
    type Error = OfficeError;

    fn try_from(row: Model) -> Result<Self, OfficeError> {
        Ok(Self {
            id: row.id,
            place: row.place,
            state: AnswerState::read(&row.state)?,
            words: row.words,
            returned: row.returned,
            written_by: row.written_by_name,
            sent_by: row.sent_by_name,
            sent_at: row.sent_at.map(instant).transpose()?,
            version: row.version,
        })
    }
}

/// The answers of a matter, the draft of the next among them.
pub(super) async fn answers(on: &impl ConnectionTrait, matter: MatterId) -> Result<Vec<Answer>, OfficeError> {
    let rows = Entity::find()
        .filter(Column::MatterId.eq(matter))
        .order_by_asc(Column::Place)
        .all(on)
        .await?;
    rows.into_iter().map(Answer::try_from).collect()
}

/// Those that went out.
pub(super) async fn sent_answers(
    on: &impl ConnectionTrait,
    matter: MatterId,
) -> Result<Vec<Answer>, OfficeError> {
    let mut answers = answers(on, matter).await?;
    answers.retain(|answer| answer.state == AnswerState::Sent);
    Ok(answers)
}

/// Saves the draft of the answer that is due, and hands it to review where that is asked for.
pub async fn save_answer(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    draft: Draft<'_>,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleMatters)?;
    let words = checked(draft.words)?;
    let rules = rules(office).await?;
    transaction!(office, |tx| {
        let held = hold(&tx, actor, moment, seen, &rules).await?;
        refuse_others(tx.on(), actor, &held.row).await?;
        refuse_in_review(&held)?;
        held.refuse(due(&held), moment, "words")?;
        let row = keep_draft(&tx, actor, moment, &held, &words, draft.is_submitted).await?;
        review::wrote(&tx, actor, moment, row.id, row.round).await?;
        let recorded = if draft.is_submitted {
            review::submit(&tx, actor, moment, row.id, &judged(&row), "").await?;
            let heads = held.row.clone();
            change(&tx, held.row, moment, |row| row.in_review = Set(true)).await?;
            reminders::ask_heads(&tx, moment, &heads, "的答复待审核").await?;
            Recorded::MattersSubmit
        } else {
            change(&tx, held.row, moment, |_| {}).await?;
            Recorded::MattersDraft
        };
        audit::append(&tx, actor, moment, recorded, seen.0, Detail::none()).await
    })
}

fn checked(words: &str) -> Result<String, OfficeError> {
    let words = paragraphs(words).trim().to_owned();
    if words.is_empty() {
        return Err(OfficeError::invalid("words", "请填写答复内容。"));
    }
    if words.chars().count() > LONGEST {
        return Err(OfficeError::invalid(
            "words",
            format!("答复不超过 {LONGEST} 字。"),
        ));
    }
    refuse_secrets(&words, "words")?;
    Ok(words)
}

/// Which act an answer is now: the first, or one made anew.
fn due(held: &Held<'_>) -> MatterAct {
    if held.standing.history.answers.is_empty() {
        MatterAct::Answered
    } else {
        MatterAct::Redone
    }
}

async fn keep_draft(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    held: &Held<'_>,
    words: &str,
    is_submitted: bool,
) -> Result<Model, OfficeError> {
    let place = i64::try_from(held.standing.history.answers.len()).unwrap_or(i64::MAX);
    let found = of_place(tx, held.row.id, place).await?;
    let is_new = found.is_none();
    let mut row = found.map_or_else(
        || ActiveModel {
            id: Set(tx.next_id(moment)),
            organ_id: Set(actor.organ),
            matter_id: Set(held.row.id),
            place: Set(place),
            round: Set(1),
            returned: Set(None),
            sent_by_name: Set(None),
            sent_at: Set(None),
            created_at: Set(moment.millis()),
            ..Default::default()
        },
        IntoActiveModel::into_active_model,
    );
    let state = if is_submitted {
        AnswerState::Submitted
    } else {
        AnswerState::Draft
    };
    row.words = Set(words.to_owned());
    row.state = Set(state.code().to_owned());
    row.written_by_name = Set(actor.name.clone());
    bump(&mut row.version);
    row.changed_at = Set(moment.millis());
    let row = if is_new {
        row.insert(tx.on()).await?
    } else {
        row.update(tx.on()).await?
    };
    Ok(row)
}

async fn of_place(tx: &Tx<'_>, matter: MatterId, place: i64) -> Result<Option<Model>, OfficeError> {
    let found = Entity::find()
        .filter(Column::MatterId.eq(matter))
        .filter(Column::Place.eq(place));
    Ok(found.one(tx.on()).await?)
}

/// What is judged of an answer: its words, for that matter.
fn judged(row: &Model) -> Judged {
    Judged {
        hash: Content::of(Subject::MatterAnswer)
            .with("matter", &row.matter_id.to_string())
            .with("place", &row.place.to_string())
            .with("words", &row.words)
            .hash(),
        round: row.round,
        written_since: 1,
    }
}

/// Lets the answer that waits out: to whoever asked, at this instant, by another than who wrote it.
pub async fn release(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    opinion: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::CheckMatters)?;
    let rules = rules(office).await?;
    transaction!(office, |tx| {
        let held = hold(&tx, actor, moment, seen, &rules).await?;
        let row = waiting(&tx, &held).await?;
        let place = Place::RELEASE_OF_MATTER_ANSWER;
        review::take(
            &tx,
            actor,
            moment,
            row.id,
            &judged(&row),
            place,
            Said::agreed(opinion),
        )
        .await?;
        let mut sent = row.into_active_model();
        sent.state = Set(AnswerState::Sent.code().to_owned());
        sent.returned = Set(None);
        sent.sent_by_name = Set(Some(actor.name.clone()));
        sent.sent_at = Set(Some(moment.millis()));
        bump(&mut sent.version);
        sent.changed_at = Set(moment.millis());
        sent.update(tx.on()).await?;
        let (what, recorded) = match due(&held) {
            MatterAct::Redone => (What::Redone {}, Recorded::MattersRedo),
            _ => (What::Answered {}, Recorded::MattersAnswer),
        };
        let (row, _) = held
            .append(&tx, actor, moment, what, None, |row| {
                row.in_review = Set(false);
                row.extension_days = Set(None);
                row.extension_reason = Set(None);
                row.extension_by = Set(None);
            })
            .await?;
        reminders::tell_asker(&tx, moment, &row, "已经答复，可以查看和评价").await?;
        audit::append(&tx, actor, moment, recorded, seen.0, Detail::none()).await
    })
}

/// Sends it back to whoever wrote it, with the reason.
pub async fn send_back(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    opinion: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::CheckMatters)?;
    let opinion = text::reason(opinion)
        .ok_or_else(|| OfficeError::invalid("opinion", "退回的请写明原因，承办人按此修改。"))?;
    let rules = rules(office).await?;
    transaction!(office, |tx| {
        let held = hold(&tx, actor, moment, seen, &rules).await?;
        let row = waiting(&tx, &held).await?;
        let said = Said {
            verdict: Verdict::Returned,
            opinion: &opinion,
        };
        let place = Place::RELEASE_OF_MATTER_ANSWER;
        review::take(&tx, actor, moment, row.id, &judged(&row), place, said).await?;
        let round = row.round;
        let mut back = row.into_active_model();
        back.state = Set(AnswerState::Draft.code().to_owned());
        back.round = Set(round + 1);
        back.returned = Set(Some(opinion.clone()));
        bump(&mut back.version);
        back.changed_at = Set(moment.millis());
        back.update(tx.on()).await?;
        let of = held.row.clone();
        change(&tx, held.row, moment, |row| row.in_review = Set(false)).await?;
        reminders::tell_handler(&tx, moment, &of, of.owner_id, "的答复被退回修改").await?;
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::MattersReturn,
            seen.0,
            Detail::none(),
        )
        .await
    })
}

/// The answer that waits for its check.
async fn waiting(tx: &Tx<'_>, held: &Held<'_>) -> Result<Model, OfficeError> {
    let place = i64::try_from(held.standing.history.answers.len()).unwrap_or(i64::MAX);
    let found = of_place(tx, held.row.id, place).await?;
    let found = found.filter(|row| row.state == AnswerState::Submitted.code());
    found.ok_or_else(|| OfficeError::invalid("", "没有待审核的答复，可能已由他人处理，请刷新后查看。"))
}
