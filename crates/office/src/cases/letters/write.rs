//! Drafting: a letter is filled from its case, edited, filled again, or dropped.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::cases::Event;
use law::cases::decision::Decision;
use law::cases::enclosures::listed;
use law::cases::letters::{self, KeptWords, Letter, LetterKind, Paragraph, beside};
use law::codes::WhyNot;
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use sm3::{Digest, Sm3};

use super::facts::{House, Matter};
use super::{Basis, CaseLetter, LetterState, Sent, enclosures_of, kind, read, scan};
use crate::audit::{self, Detail};
use crate::cases::enclosures::{self, enclosed};
use crate::cases::month;
use crate::entity::{case_letter, request_case};
use crate::error::OfficeError;
use crate::ids::{CaseId, LetterId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::review;
use crate::store::{Office, Tx, transaction};
use crate::text::line;
use crate::versioned::{self, bump};

/// What may be edited of a letter. Its title is its decision's, and its addressee is whoever is registered or asked: neither
/// is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    pub paragraphs: Vec<Paragraph>,
    pub enclosures: Vec<String>,
    pub contact: String,
    /// Characters without a glyph may be printed by their code points.
    pub accepts_characters: bool,
    /// Why words stay that stand beside what the decision and the reckoning make.
    pub kept_reason: String,
    /// Whoever keeps it was told that the decision was changed since, and looked at what the letter says.
    pub has_seen_decision: bool,
}

/// Begins a letter of this kind, filled from the case and what was typed for it. Refused where the law is against the
/// act today, or where such a letter is in work already.
pub async fn draft(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    kind: LetterKind,
    basis: &Basis,
) -> Result<LetterId, OfficeError> {
    draft_once(office, actor, moment, case, (kind, basis), "").await
}

/// The same for a form of the desk: sent twice under one ticket it leads to the letter that it began.
pub async fn draft_once(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    (kind, basis): (LetterKind, &Basis),
    ticket: &str,
) -> Result<LetterId, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let words = (case, kind, basis);
    let sending = Sending::of(office, actor, Recorded::CasesLetterDraft.code(), ticket, &words)?;
    let house = House::of(office, actor.organ).await?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(LetterId(made));
        }
        let matter = Matter::of(tx.on(), &house, actor, moment, case).await?;
        refuse_second(&tx, case, kind, basis).await?;
        if kind == LetterKind::OverrideNotice {
            matter.refuse_untellable(&house, moment, &basis.consulted.name)?;
        }
        if let Some(act) = kind.act() {
            matter
                .standing
                .may(act)
                .map_err(|why| OfficeError::invalid("", why.to_owned()))?;
        }
        if let Some(what) = basis.what.clone() {
            let event = Event {
                on: moment.today,
                what,
            };
            OfficeError::of_fields(event.unmeant(moment.today, &house.rules.calendar))?;
        }
        // What the desk can count nobody types.
        let mut basis = basis.clone();
        if let Some(charge) = basis.charge {
            basis.charge = Some(month::counted(tx.on(), &matter.row, charge).await?);
        }
        let facts = matter.facts(&house, moment, &basis);
        OfficeError::of_fields(letters::lacks(kind, &facts, basis.charge))?;
        basis.decided = matter.decided(kind)?;
        let letter = matter.filled(&house, moment, kind, &basis);
        let id: LetterId = tx.next_id(moment);
        let row = case_letter::ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            case_id: Set(case),
            kind: Set(kind.code().to_owned()),
            state: Set(LetterState::Draft.code().to_owned()),
            content: Set(json_of(&letter)?),
            basis: Set(json_of(&basis)?),
            decision: Set(None),
            number: Set(None),
            dated: Set(None),
            written_by_name: Set(actor.name.clone()),
            round: Set(1),
            next_level: Set(None),
            delivered_on: Set(None),
            delivery: Set(None),
            version: Set(1),
            created_at: Set(moment.millis()),
            changed_at: Set(moment.millis()),
        };
        case_letter::Entity::insert(row).exec(tx.on()).await?;
        review::wrote(&tx, actor, moment, id, 1).await?;
        if kind.is_reply() {
            for (account, name) in enclosures::writers_of(&tx, case).await? {
                review::wrote_too(&tx, actor.organ, moment, id, (account, name)).await?;
            }
        }
        log(&tx, actor, moment, case, Recorded::CasesLetterDraft, id, kind).await?;
        sending.keep(&tx, moment, id.0).await?;
        Ok(id)
    })
}

/// One reply to a case, and one letter of procedure of a kind at a time; several third parties may be asked, or told, at once.
async fn refuse_second(
    tx: &Tx<'_>,
    case: CaseId,
    wanted: LetterKind,
    basis: &Basis,
) -> Result<(), OfficeError> {
    let rows = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::State.is_in([
            LetterState::Draft.code(),
            LetterState::Submitted.code(),
            LetterState::Signed.code(),
        ]))
        .all(tx.on())
        .await?;
    for row in rows {
        let there = kind(&row)?;
        let is_same = (there.is_reply() && wanted.is_reply())
            || (there == wanted && there.act().is_some() && there.party().is_none());
        if is_same && wanted == LetterKind::OverrideNotice {
            let other: Basis = serde_json::from_str(&row.basis)
                .map_err(|error| OfficeError::Damaged(format!("case_letter {}：{error}", row.id)))?;
            if other.consulted.name.trim() != basis.consulted.name.trim() {
                continue;
            }
        }
        if is_same {
            return Err(OfficeError::invalid(
                "",
                format!(
                    "本件已有在办的《{}》，请先办完它，或者作废后重拟。",
                    there.label()
                ),
            ));
        }
    }
    Ok(())
}

/// Keeps an edit of a draft; the version it has then.
pub async fn edit(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    edit: &Edit,
) -> Result<i64, OfficeError> {
    change(office, actor, moment, letter, version, |house, matter, found| {
        let mut letter = found.letter.clone();
        let filled = matter.filled(house, moment, found.kind, &found.basis);
        letter.title = filled.title;
        letter.addressee = filled.addressee;
        letter.paragraphs.clone_from(&edit.paragraphs);
        // What is enclosed lists itself; only what is not held here is typed.
        letter.enclosures = if found.enclosures.is_empty() {
            edit.enclosures.clone()
        } else {
            listed(&enclosed(&found.enclosures))
        };
        letter.contact = line(&edit.contact);
        let accepted_characters = if edit.accepts_characters {
            house.unprintable(&letter).into_iter().collect()
        } else {
            String::new()
        };
        let mut words = beside(&letter, found.kind, &matter.facts(house, moment, &found.basis));
        words.extend(matter.people.that_may_stay(found, &letter.text()));
        let basis = Basis {
            accepted_characters,
            kept_words: KeptWords::of(words, &line(&edit.kept_reason)),
            decided: if edit.has_seen_decision {
                matter.decided(found.kind)?
            } else {
                found.basis.decided.clone()
            },
            ..Basis::clone(&found.basis)
        };
        Ok((letter, basis))
    })
    .await
}

/// Fills a draft anew from the case as it stands now; what was edited is lost.
pub async fn fill_again(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
) -> Result<(), OfficeError> {
    change(office, actor, moment, letter, version, |house, matter, found| {
        let letter = matter.filled(house, moment, found.kind, &found.basis);
        let decided = matter.decided(found.kind)?;
        let basis = Basis::clone(&found.basis);
        Ok((letter, Basis { decided, ..basis }))
    })
    .await?;
    Ok(())
}

/// Whether a draft reads as it would if it were filled anew: nothing that somebody wrote would be lost.
pub async fn is_as_filled(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    draft: &CaseLetter,
) -> Result<bool, OfficeError> {
    let house = House::of(office, actor.organ).await?;
    let matter = Matter::of(office.on(), &house, actor, moment, draft.case).await?;
    Ok(matter.filled(&house, moment, draft.kind, &draft.basis) == draft.letter)
}

async fn change(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    changed: impl Fn(&House, &Matter, &CaseLetter) -> Result<(Letter, Basis), OfficeError>,
) -> Result<i64, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let house = House::of(office, actor.organ).await?;
    transaction!(office, |tx| {
        let (row, found) = held(&tx, actor, letter, version, LetterState::Draft).await?;
        let matter = Matter::of(tx.on(), &house, actor, moment, found.case).await?;
        let (content, basis) = changed(&house, &matter, &found)?;
        review::wrote(&tx, actor, moment, letter, found.round).await?;
        let mut row = row.into_active_model();
        row.content = Set(json_of(&content)?);
        row.basis = Set(json_of(&basis)?);
        row.written_by_name = Set(actor.name.clone());
        let version = bump(&mut row.version);
        row.changed_at = Set(moment.millis());
        row.update(tx.on()).await?;
        let recorded = Recorded::CasesLetterEdit;
        log(&tx, actor, moment, found.case, recorded, letter, found.kind).await?;
        Ok(version)
    })
}

/// The drafts of a case that tell its decision and that nobody wrote into: they read as they were filled.
pub(in crate::cases) async fn untouched(
    tx: &Tx<'_>,
    house: &House,
    (actor, moment): (&Actor, Moment),
    case: CaseId,
) -> Result<Vec<LetterId>, OfficeError> {
    let rows = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::State.eq(LetterState::Draft.code()))
        .all(tx.on())
        .await?;
    let mut all = Vec::new();
    let matter = Matter::of(tx.on(), house, actor, moment, case).await?;
    for row in rows {
        let draft = read(row, String::new(), Vec::new(), Vec::new())?;
        let is_as_filled = || matter.filled(house, moment, draft.kind, &draft.basis) == draft.letter;
        if tells_decision(draft.kind) && is_as_filled() {
            all.push(draft.id);
        }
    }
    Ok(all)
}

/// Fills these drafts anew from a decision that was changed: what is decided stands once (条例第三十六条、第三十七条). One that is of
/// another kind now says so itself.
pub(in crate::cases) async fn follow_decision(
    tx: &Tx<'_>,
    house: &House,
    (actor, moment): (&Actor, Moment),
    case: CaseId,
    drafts: &[LetterId],
) -> Result<(), OfficeError> {
    let matter = Matter::of(tx.on(), house, actor, moment, case).await?;
    for id in drafts {
        let row = case_letter::Entity::find_by_id(*id).one(tx.on()).await?;
        let row = row.ok_or(OfficeError::Missing)?;
        let draft = read(row.clone(), String::new(), Vec::new(), Vec::new())?;
        let is_of_kind =
            |decision: &Decision| !draft.kind.is_reply() || LetterKind::of(decision.outcome) == draft.kind;
        let decided = matter.decided(draft.kind)?;
        if decided == draft.basis.decided || !matter.decision.as_ref().is_some_and(is_of_kind) {
            continue;
        }
        let content = matter.filled(house, moment, draft.kind, &draft.basis);
        let basis = Basis {
            decided,
            ..Basis::clone(&draft.basis)
        };
        review::wrote(tx, actor, moment, *id, draft.round).await?;
        let mut row = row.into_active_model();
        row.content = Set(json_of(&content)?);
        row.basis = Set(json_of(&basis)?);
        row.written_by_name = Set(actor.name.clone());
        bump(&mut row.version);
        row.changed_at = Set(moment.millis());
        row.update(tx.on()).await?;
        log(
            tx,
            actor,
            moment,
            case,
            Recorded::CasesLetterEdit,
            *id,
            draft.kind,
        )
        .await?;
    }
    Ok(())
}

/// Whether a letter says what is decided: a reply, and the notice to a third party that is overridden.
fn tells_decision(kind: LetterKind) -> bool {
    kind.is_reply() || kind == LetterKind::OverrideNotice
}

impl Matter {
    /// The mark of the decision that a letter of this kind is filled from; empty where it tells none.
    pub(super) fn decided(&self, kind: LetterKind) -> Result<String, OfficeError> {
        match self.decision.as_ref().filter(|_| tells_decision(kind)) {
            Some(decision) => Ok(hex::encode(Sm3::digest(json_of(decision)?))),
            None => Ok(String::new()),
        }
    }

    /// That the decision was changed since somebody wrote into the letter: they look at what it says, or have it filled anew.
    pub(super) fn changed_since(&self, letter: &CaseLetter) -> Result<Option<WhyNot>, OfficeError> {
        let filled_from = letter.basis.decided.as_str();
        let is_changed = !filled_from.is_empty() && self.decided(letter.kind)? != filled_from;
        Ok(is_changed.then(|| {
            WhyNot::new(
                "decided",
                "处理决定在起草之后有修改，文书经过手工改动，没有随之更新：请对照处理决定核对文书，改好后点“保存”；或者重新生成。",
            )
        }))
    }
}

/// Drops a letter that was never signed.
pub async fn drop(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    transaction!(office, |tx| {
        let (row, found) = held(&tx, actor, letter, version, LetterState::Draft).await?;
        let mut row = row.into_active_model();
        row.state = Set(LetterState::Dropped.code().to_owned());
        bump(&mut row.version);
        row.changed_at = Set(moment.millis());
        row.update(tx.on()).await?;
        let recorded = Recorded::CasesLetterDrop;
        log(&tx, actor, moment, found.case, recorded, letter, found.kind).await
    })
}

/// The letter, when it is the actor's organ's, unchanged since it was read, and in this state.
pub(super) async fn held(
    tx: &Tx<'_>,
    actor: &Actor,
    letter: LetterId,
    version: i64,
    state: LetterState,
) -> Result<(case_letter::Model, CaseLetter), OfficeError> {
    let row = versioned::held(tx, actor, letter, version).await?;
    let case = request_case::Entity::find_by_id(row.case_id).one(tx.on()).await?;
    let number = case.map(|case| case.number).unwrap_or_default();
    let steps = review::steps(tx.on(), letter).await?;
    let enclosures = enclosures_of(tx.on(), &row).await?;
    let found = CaseLetter {
        scan: scan::of_letter(tx.on(), letter).await?,
        receipts: scan::receipts_of(tx.on(), letter).await?,
        ..read(row.clone(), number, steps, enclosures)?
    };
    if found.state == state {
        Ok((row, found))
    } else {
        let now = found.state.label();
        Err(OfficeError::invalid(
            "",
            format!("这份文书现在是“{now}”，不能这样办理。"),
        ))
    }
}

/// The letter stands there now, and went out on that day; with the sending where that is another than was kept.
pub(super) async fn stand(
    tx: &Tx<'_>,
    moment: Moment,
    row: case_letter::Model,
    (state, delivered_on): (LetterState, Option<Date>),
    sent: Option<&Sent>,
) -> Result<(), OfficeError> {
    let mut row = row.into_active_model();
    row.state = Set(state.code().to_owned());
    row.delivered_on = Set(delivered_on.map(|day| day.to_string()));
    if let Some(sent) = sent {
        row.delivery = Set(Some(json_of(sent)?));
    }
    bump(&mut row.version);
    row.changed_at = Set(moment.millis());
    row.update(tx.on()).await?;
    Ok(())
}

pub(in crate::cases) fn json_of(value: &impl serde::Serialize) -> Result<String, OfficeError> {
    serde_json::to_string(value).map_err(|error| OfficeError::Damaged(error.to_string()))
}

pub(super) async fn log(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    recorded: Recorded,
    letter: LetterId,
    kind: LetterKind,
) -> Result<(), OfficeError> {
    let detail = Detail::none()
        .with(Key::Letter, letter.0)
        .with(Key::Kind, kind.code());
    audit::append(tx, actor, moment, recorded, case, detail).await
}
