//! What the public is shown of a matter (公开答复): a second text that hides what tells of people, each with its reason, made by one and
//! published by another. What is hidden again has a ground; it is never deleted, and every count keeps it.

use law::audit::Recorded;
use law::matters::{Asker, Hide, OwnWords, RedactedCopy, Rules, Showing, What, proposed, spans_of, typed};
use law::review::{Content, Judged, Place, Subject, Verdict};
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel};

use super::acts::Seen;
use super::answer::sent_answers;
use super::record::hold;
use super::row::{change, opened};
use super::rules;
use crate::audit::{self, Detail};
use crate::cases::stored_damaged;
use crate::entity::matter;
use crate::entity::matter_copy::{ActiveModel, Entity, Model};
use crate::error::OfficeError;
use crate::ids::MatterId;
use crate::moment::{Actor, Moment};
use crate::review::{self, Said};
use crate::store::{Office, Tx, transaction};
use crate::text;
use crate::versioned::bump;
use crate::{changes, reminders};

/// How far a copy has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyState {
    Draft,
    Submitted,
    Published,
}

impl CopyState {
    const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Published => "published",
        }
    }
}

/// The second text, as it is kept.
#[derive(Clone, Debug)]
pub struct Copy {
    pub hides: Vec<Hide>,
    pub title: String,
    pub words: String,
    pub answer: String,
    pub state: CopyState,
    pub returned: Option<String>,
}

impl TryFrom<Model> for Copy {
    type Error = OfficeError;

    fn try_from(row: Model) -> Result<Self, OfficeError> {
        let states = [CopyState::Draft, CopyState::Submitted, CopyState::Published];
        let state = states.into_iter().find(|state| state.code() == row.state);
        Ok(Self {
            hides: serde_json::from_str(&row.hides)
                .map_err(|error| OfficeError::Damaged(format!("matter_copy {}：{error}", row.matter_id)))?,
            state: state.ok_or_else(|| stored_damaged("matter_copy.state", &row.state))?,
            title: row.title,
            words: row.words,
            answer: row.answer,
            returned: row.returned,
        })
    }
}

pub(super) async fn copy_of(
    on: &impl ConnectionTrait,
    matter: MatterId,
) -> Result<Option<Copy>, OfficeError> {
    let row = Entity::find_by_id(matter).one(on).await?;
    row.map(Copy::try_from).transpose()
}

/// The texts that are shown: title, what was asked, the last answer.
struct Texts {
    title: RedactedCopy,
    words: RedactedCopy,
    answer: RedactedCopy,
}

impl Texts {
    fn of(row: &matter::Model, answer: &str, hides: &[Hide]) -> Result<Self, OfficeError> {
        let of = |text: &str| {
            let own = OwnWords::new(text);
            own.redacted(&spans_of(&own, hides))
                .map_err(|why| OfficeError::Invalid(vec![why]))
        };
        Ok(Self {
            title: of(&row.title)?,
            words: of(&row.words)?,
            answer: of(answer)?,
        })
    }

    /// All that stands in the way; whether it was reviewed is asked by the act itself.
    fn refuse(&self, row: &matter::Model, asker: &Asker, rules: &Rules) -> Result<(), OfficeError> {
        let kind = rules
            .kind(&row.kind)
            .ok_or_else(|| stored_damaged("matter.kind", &row.kind))?;
        let whole = format!("{}\n{}", self.title.text(), self.words.text());
        let whole = OwnWords::new(whole)
            .redacted(&[])
            .map_err(|why| OfficeError::Invalid(vec![why]))?;
        let askers: Vec<&str> = asker.words().collect();
        let showing = Showing {
            kind,
            is_wished: row.wish,
            question: Some(&whole),
            answer: Some(self.answer.text()),
            askers: &askers,
            is_reviewed: true,
            hidden: None,
        };
        OfficeError::of_fields(showing.blockers())
    }
}

/// The answer that is shown: the last that went out.
async fn last_answer(on: &impl ConnectionTrait, matter: MatterId) -> Result<String, OfficeError> {
    let last = sent_answers(on, matter).await?.pop();
    last.map(|answer| answer.words)
        .ok_or_else(|| OfficeError::invalid("", "还没有答复，不能公开答复。"))
}

/// What is to be hidden before anybody looked; the look at who asked is not one: nothing of it is given.
pub async fn proposed_copy(office: &Office, actor: &Actor, id: MatterId) -> Result<Vec<Hide>, OfficeError> {
    may(&actor.roles, Act::HandleMatters)?;
    let row = super::read::of_organ(office, actor.organ, id).await?;
    let asker = opened(office, &row)?;
    let answer = sent_answers(office.on(), id).await?.pop();
    let answer = answer.map(|answer| answer.words).unwrap_or_default();
    let whole = format!("{}\n{}\n{answer}", row.title, row.words);
    Ok(proposed(&OwnWords::new(whole), &asker))
}

/// Saves the copy, and hands it to whoever publishes it where that is asked for.
pub async fn save_copy(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    lines: &[(String, String)],
    is_submitted: bool,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleMatters)?;
    let rules = rules(office).await?;
    transaction!(office, |tx| {
        let held = hold(&tx, actor, moment, seen, &rules).await?;
        held.refuse(law::matters::Act::Published, moment, "")?;
        let answer = last_answer(tx.on(), held.row.id).await?;
        let hides =
            typed(lines, &[&held.row.title, &held.row.words, &answer]).map_err(OfficeError::Invalid)?;
        let texts = Texts::of(&held.row, &answer, &hides)?;
        if is_submitted {
            texts.refuse(&held.row, &opened(office, &held.row)?, &rules)?;
        }
        let row = keep(&tx, actor, moment, held.row.id, &hides, &texts, is_submitted).await?;
        review::wrote(&tx, actor, moment, held.row.id, row.round).await?;
        if is_submitted {
            review::submit(&tx, actor, moment, held.row.id, &judged(&row), "").await?;
            reminders::ask_heads(&tx, moment, &held.row, "的公开文本待审核").await?;
        }
        change(&tx, held.row, moment, |_| {}).await?;
        audit::append(&tx, actor, moment, Recorded::MattersCopy, seen.0, Detail::none()).await
    })
}

async fn keep(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    matter: MatterId,
    hides: &[Hide],
    texts: &Texts,
    is_submitted: bool,
) -> Result<Model, OfficeError> {
    let found = Entity::find_by_id(matter).one(tx.on()).await?;
    if found
        .as_ref()
        .is_some_and(|row| row.state == CopyState::Submitted.code())
    {
        return Err(OfficeError::invalid("", "公开文本正在审核，请先审核或者退回。"));
    }
    let is_new = found.is_none();
    let mut row = found.map_or_else(
        || ActiveModel {
            matter_id: Set(matter),
            organ_id: Set(actor.organ),
            round: Set(1),
            returned: Set(None),
            useful: Set(0),
            not_useful: Set(0),
            ..Default::default()
        },
        IntoActiveModel::into_active_model,
    );
    let state = if is_submitted {
        CopyState::Submitted
    } else {
        CopyState::Draft
    };
    row.hides = Set(serde_json::to_string(hides).map_err(|error| OfficeError::Damaged(error.to_string()))?);
    row.title = Set(texts.title.text().to_owned());
    row.words = Set(texts.words.text().to_owned());
    row.answer = Set(texts.answer.text().to_owned());
    row.state = Set(state.code().to_owned());
    bump(&mut row.version);
    row.changed_at = Set(moment.millis());
    let row = if is_new {
        row.insert(tx.on()).await?
    } else {
        row.update(tx.on()).await?
    };
    Ok(row)
}

fn judged(row: &Model) -> Judged {
    Judged {
        hash: Content::of(Subject::MatterCopy)
            .with("matter", &row.matter_id.to_string())
            .with("title", &row.title)
            .with("words", &row.words)
            .with("answer", &row.answer)
            .hash(),
        round: row.round,
        written_since: 1,
    }
}

async fn submitted(tx: &Tx<'_>, matter: MatterId) -> Result<Model, OfficeError> {
    let row = Entity::find_by_id(matter).one(tx.on()).await?;
    let row = row.filter(|row| row.state == CopyState::Submitted.code());
    row.ok_or_else(|| OfficeError::invalid("", "没有待审核的公开文本，可能已由他人处理，请刷新后查看。"))
}

/// Publishes it: by another than who made it, and only what tells of nobody.
pub async fn publish(
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
        let row = submitted(&tx, held.row.id).await?;
        let answer = last_answer(tx.on(), held.row.id).await?;
        let hides = Copy::try_from(row.clone())?.hides;
        let texts = Texts::of(&held.row, &answer, &hides)?;
        if texts.answer.text() != row.answer {
            let why = "公开文本送审之后又有新的答复，请退回，按新的答复重新制作。";
            return Err(OfficeError::invalid("", why));
        }
        texts.refuse(&held.row, &opened(office, &held.row)?, &rules)?;
        let place = Place::PUBLICATION_OF_MATTER;
        review::take(
            &tx,
            actor,
            moment,
            held.row.id,
            &judged(&row),
            place,
            Said::agreed(opinion),
        )
        .await?;
        set(&tx, moment, row, CopyState::Published, None).await?;
        let (row, _) = held
            .append(&tx, actor, moment, What::Published {}, None, |row| {
                row.published_at = Set(Some(moment.millis()));
                row.hidden_ground = Set(None);
            })
            .await?;
        changes::note(&tx, moment, row.id).await?;
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::MattersPublish,
            seen.0,
            Detail::none(),
        )
        .await
    })
}

/// Sends the copy back to whoever made it.
pub async fn send_copy_back(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    opinion: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::CheckMatters)?;
    let opinion = text::reason(opinion)
        .ok_or_else(|| OfficeError::invalid("opinion", "退回的请写明原因，制作人按此修改。"))?;
    let rules = rules(office).await?;
    transaction!(office, |tx| {
        let held = hold(&tx, actor, moment, seen, &rules).await?;
        let row = submitted(&tx, held.row.id).await?;
        let said = Said {
            verdict: Verdict::Returned,
            opinion: &opinion,
        };
        let place = Place::PUBLICATION_OF_MATTER;
        review::take(&tx, actor, moment, held.row.id, &judged(&row), place, said).await?;
        set(&tx, moment, row, CopyState::Draft, Some(opinion.clone())).await?;
        change(&tx, held.row, moment, |_| {}).await?;
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::MattersCopyReturn,
            seen.0,
            Detail::none(),
        )
        .await
    })
}

async fn set(
    tx: &Tx<'_>,
    moment: Moment,
    row: Model,
    state: CopyState,
    returned: Option<String>,
) -> Result<(), OfficeError> {
    let round = row.round;
    let mut changed = row.into_active_model();
    if returned.is_some() {
        changed.round = Set(round + 1);
    }
    changed.state = Set(state.code().to_owned());
    changed.returned = Set(returned);
    bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    Ok(())
}
