//! Letters (文书) of cases: drafted from the case's facts, edited, checked, signed with the next number of their sequence,
//! and delivered. What a letter says and lacks is the law's (`law::cases::letters`); who may act next is `law::cases::signing`'s.
//! A reply binds from its signature; a letter of procedure takes effect on its case the day it goes out.

mod announcing;
mod assisting;
mod deliver;
mod facts;
mod fetch;
mod forms;
mod leaving;
mod moving;
mod numbers;
mod past;
pub(in crate::cases) mod people;
mod receipt;
mod returning;
mod scan;
mod sign;
mod state;
mod striking;
mod tellable;
mod write;

use jiff::Timestamp;
use jiff::civil::Date;
use law::cases::letters::{
    Correcting, Deferral, Fee, KeptWords, Letter, LetterFacts, LetterKind, Record, untyped,
};
use law::cases::{Act as CaseAct, What, signing};
use law::codes::WhyNot;
use law::fees::Charge;
use law::review::{Judged, Level, Place, Step};
use law::staff::{Act, Roles, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use crate::audit::instant;
use crate::cases::applicant::access::{Applicant, own};
use crate::cases::enclosures::{self, Enclosure, enclosed};
use crate::cases::stored::{damaged, day};
use crate::entity::{application, case_letter, request_case};
use crate::error::OfficeError;
use crate::ids::{AccountId, CaseId, LetterId, OrganId};
use crate::moment::Actor;
use crate::review::steps;
use crate::staff::at_work;
use crate::store::{Office, Tx};

pub use announcing::{AskedToAnnounce, Declined, ask_to_announce, decline_to_announce, to_be_announced};
pub use assisting::{Assisting, assisting_until};
pub use deliver::{Dispatch, Sent, deliver};
pub(in crate::cases) use facts::House;
pub use facts::{Hindrances, Moves, Told, hindrances, told};
pub use fetch::{Fetched, fetched, record_fetch};
pub(in crate::cases) use forms::{all_decided_before, decided_before, decided_by, delivery_record_of_file};
pub use forms::{
    delivery_record, file_catalogue, form_to_fill, registration_form, review_form, transfer_list,
};
pub use leaving::{GonePast, HeldBack};
pub use moving::day_moved;
pub use numbers::reply_numbers;
pub use receipt::{Receipt, record_receipt};
pub use returning::{Back, StruckBack, may_strike_return, record_return, strike_return};
pub(in crate::cases) use returning::{came_back, went_out_after_all};
pub(in crate::cases) use scan::let_go as let_go_scan;
pub use scan::{
    LARGEST_SCAN, Scan, ScanRole, Scanned, keep_scan, keep_scan_of_sent, keep_scan_once, open_scan,
    open_scan_of_sent, read_scan_for_applicant, remove_scan, scan_for_applicant,
};
use sign::may_take;
pub use sign::{Agreement, approve, recall, send_back, submit, take_back};
pub use state::LetterState;
pub use striking::{AskedToStrike, ask_to_strike, decline_to_strike, recall_asking, to_be_struck};
pub use tellable::{ToBeTold, proposed_content, to_be_told};
pub(super) use write::json_of;
pub use write::{Edit, draft, draft_once, drop, edit, fill_again, is_as_filled};
pub(in crate::cases) use write::{follow_decision, untouched};

/// What a letter is filled from beside its case: what was typed when it was begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Basis {
    /// The act on the case that the letter is, where it is one of procedure.
    pub what: Option<What>,
    /// Of a fee notice.
    pub charge: Option<Charge>,
    pub correcting: Correcting,
    pub deferral: Deferral,
    pub consulted: law::cases::letters::Consulted,
    pub fee: Fee,
    pub record: Record,
    pub delivery: law::cases::letters::Delivery,
    /// Characters without a glyph that whoever drafts it agreed to see printed by their code points.
    pub accepted_characters: String,
    /// Words beside what is filled in, that whoever drafts it keeps for a reason.
    pub kept_words: KeptWords,
    /// The mark of the decision it was filled from, or that somebody looked at who wrote into it; empty where it tells none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub decided: String,
    /// Its 审查呈批单 as it was when it was signed: what was judged, whatever is decided or registered since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judged_by: Option<Box<Letter>>,
    /// That a clerk asks whoever signs to announce it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub announcing: Option<Box<AskedToAnnounce>>,
    /// That a clerk asks whoever signs to strike its return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub striking: Option<Box<AskedToStrike>>,
}

impl Basis {
    /// What is still to be typed for a letter of this kind.
    pub fn untyped(&self, kind: LetterKind) -> Vec<WhyNot> {
        let facts = LetterFacts {
            correcting: self.correcting.clone(),
            deferral: self.deferral.clone(),
            consulted: self.consulted.clone(),
            fee: self.fee.clone(),
            record: self.record.clone(),
            ..LetterFacts::default()
        };
        untyped(kind, &facts)
    }

    /// What a letter that asks for an opinion is about.
    pub(super) fn asked_content(&self) -> Option<String> {
        let content = self.consulted.content.trim();
        (!content.is_empty()).then(|| content.to_owned())
    }
}

/// A letter of a case.
#[derive(Clone, Debug)]
pub struct CaseLetter {
    pub id: LetterId,
    pub case: CaseId,
    pub case_number: String,
    pub kind: LetterKind,
    pub state: LetterState,
    pub letter: Letter,
    /// Beside the letter: it is long.
    pub basis: Box<Basis>,
    pub written_by: String,
    pub round: i64,
    /// The level it waits for, while in sign-off.
    pub next_level: Option<Level>,
    /// Its review, with whoever wrote it, the earliest first.
    pub steps: Vec<Step>,
    pub sent: Option<(Date, Sent)>,
    /// How it went out before it came back: it lies signed, to go out once more.
    pub returned: Option<Sent>,
    /// What goes out with it, where it is a reply.
    pub enclosures: Vec<Enclosure>,
    /// The scan of it as it was sealed, which is handed over in the place of its own PDF.
    pub scan: Option<Scan>,
    /// The scans of what came of it once it went out: what proves when it came, and what its addressee wrote.
    pub receipts: Vec<Scan>,
    pub version: i64,
    pub changed_at: Timestamp,
}

impl CaseLetter {
    /// What its reviewers judge: its text and what is enclosed, as they stand. Whoever wrote in an early round has written it.
    pub fn judged(&self) -> Judged {
        Judged {
            hash: self.letter.hash_with(&enclosed(&self.enclosures)),
            round: self.round,
            written_since: 1,
        }
    }

    /// The place it waits at, where this person may take it: nobody acts twice.
    pub fn place_for(&self, roles: &Roles, account: Option<AccountId>) -> Option<Place> {
        let place = self.next_level.and_then(signing::place)?;
        let person = account.map(|account| account.0);
        let may = self.judged().may_take(place, roles, person, &self.steps);
        may.is_ok().then_some(place)
    }
}

/// One letter, with its sign-off.
pub async fn get(office: &Office, actor: &Actor, letter: LetterId) -> Result<CaseLetter, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let query = case_letter::Entity::find_by_id(letter).filter(case_letter::Column::OrganId.eq(actor.organ));
    let row = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    with_case(office.on(), row).await
}

/// The letters of a case, oldest first.
pub async fn of_case(office: &Office, actor: &Actor, case: CaseId) -> Result<Vec<CaseLetter>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let rows = case_letter::Entity::find()
        .filter(case_letter::Column::OrganId.eq(actor.organ))
        .filter(case_letter::Column::CaseId.eq(case))
        .order_by_asc(case_letter::Column::Id)
        .all(office.on())
        .await?;
    all(office.on(), rows).await
}

/// The letters in sign-off that wait for this person: a level they are trusted with, on a letter they had no hand in.
pub async fn waiting(office: &Office, actor: &Actor) -> Result<Vec<CaseLetter>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let mut letters = waiting_for(office.on(), actor.organ, &actor.roles, actor.account).await?;
    if letters.is_empty() {
        return Ok(letters);
    }
    let house = facts::House::of(office, actor.organ).await?;
    let staff = at_work(office.on(), actor.organ).await?;
    letters.retain(|letter| may_take(&house, &staff, actor, letter));
    Ok(letters)
}

/// The place a letter waits at, where this person may take it and somebody else is left for every one after it.
pub async fn place_of(
    office: &Office,
    actor: &Actor,
    letter: &CaseLetter,
) -> Result<Option<Place>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let place = letter.place_for(&actor.roles, actor.account);
    if place.is_none() {
        return Ok(None);
    }
    let house = facts::House::of(office, actor.organ).await?;
    let staff = at_work(office.on(), actor.organ).await?;
    Ok(place.filter(|_| may_take(&house, &staff, actor, letter)))
}

/// The same for somebody of these roles.
pub(crate) async fn waiting_for(
    on: &impl ConnectionTrait,
    organ: OrganId,
    roles: &Roles,
    account: Option<AccountId>,
) -> Result<Vec<CaseLetter>, OfficeError> {
    let levels: Vec<&str> = Level::ALL
        .iter()
        .filter_map(|level| signing::place(*level))
        .filter(|place| may(roles, place.trusted_with).is_ok())
        .map(|place| place.level.code())
        .collect();
    if levels.is_empty() {
        return Ok(Vec::new());
    }
    let rows = case_letter::Entity::find()
        .filter(case_letter::Column::OrganId.eq(organ))
        .filter(case_letter::Column::NextLevel.is_in(levels))
        .order_by_asc(case_letter::Column::Id)
        .all(on)
        .await?;
    let mut letters = all(on, rows).await?;
    letters.retain(|letter| letter.place_for(roles, account).is_some());
    // Whoever signs sees what only they can do first; the rest in its order.
    letters.sort_by_key(|letter| letter.next_level != Some(Level::Signing));
    Ok(letters)
}

/// How many letters are signed and have not gone out.
pub async fn unsent(office: &Office, actor: &Actor) -> Result<Vec<CaseLetter>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let rows = case_letter::Entity::find()
        .filter(case_letter::Column::OrganId.eq(actor.organ))
        .filter(case_letter::Column::State.eq(LetterState::Signed.code()))
        .order_by_asc(case_letter::Column::Id)
        .all(office.on())
        .await?;
    all(office.on(), rows).await
}

/// The letters that were sent back and wait to be put right, of the cases that this person handles or nobody does.
pub async fn returned(office: &Office, actor: &Actor) -> Result<Vec<CaseLetter>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let rows = case_letter::Entity::find()
        .filter(case_letter::Column::OrganId.eq(actor.organ))
        .filter(case_letter::Column::State.eq(LetterState::Draft.code()))
        .filter(case_letter::Column::Round.gt(1))
        .order_by_asc(case_letter::Column::Id)
        .all(office.on())
        .await?;
    let cases = request_case::Entity::find()
        .filter(request_case::Column::Id.is_in(rows.iter().map(|row| row.case_id)))
        .all(office.on())
        .await?;
    let is_theirs = |row: &case_letter::Model| {
        let case = cases.iter().find(|case| case.id == row.case_id);
        case.is_some_and(|case| case.assigned_to.is_none() || case.assigned_to == actor.account)
    };
    let rows = rows.into_iter().filter(is_theirs).collect();
    all(office.on(), rows).await
}

/// The letters that were sent to the applicant of a case, for whoever has shown its number and query code.
pub async fn for_applicant(
    office: &Office,
    who: &Applicant,
    case: CaseId,
) -> Result<Vec<CaseLetter>, OfficeError> {
    own(office, who, case).await?;
    let rows = case_letter::Entity::find()
        .filter(case_letter::Column::OrganId.eq(who.organ))
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::State.eq(LetterState::Delivered.code()))
        .order_by_asc(case_letter::Column::Id)
        .all(office.on())
        .await?;
    let mut letters = all(office.on(), rows).await?;
    letters.retain(|letter| letter.kind.is_for_applicant());
    Ok(letters)
}

/// A letter that is signed and not nameless, for its paper.
pub(crate) async fn signed(office: &Office, letter: LetterId) -> Result<Option<CaseLetter>, OfficeError> {
    if organ_of_signed(office.on(), letter).await?.is_none() {
        return Ok(None);
    }
    match case_letter::Entity::find_by_id(letter).one(office.on()).await? {
        Some(row) => with_case(office.on(), row).await.map(Some),
        None => Ok(None),
    }
}

/// Whose letter it is, where it is signed and not nameless.
pub(crate) async fn organ_of_signed(
    on: &impl ConnectionTrait,
    letter: LetterId,
) -> Result<Option<OrganId>, OfficeError> {
    let Some(row) = case_letter::Entity::find_by_id(letter).one(on).await? else {
        return Ok(None);
    };
    let case = request_case::Entity::find_by_id(row.case_id).one(on).await?;
    let application = case.ok_or(OfficeError::Missing)?.application_id;
    let application = application::Entity::find_by_id(application).one(on).await?;
    let is_nameless = application.is_none_or(|application| application.anonymised_at.is_some());
    let is_signed = LetterState::read(&row.state)?.is_signed();
    Ok((is_signed && !is_nameless).then_some(row.organ_id))
}

/// Nothing a reply rests on changes while it is in sign-off.
pub(super) async fn refuse_while_in_sign_off(tx: &Tx<'_>, case: CaseId) -> Result<(), OfficeError> {
    let rows = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::State.eq(LetterState::Submitted.code()))
        .all(tx.on())
        .await?;
    for row in rows {
        if kind(&row)?.act() == Some(CaseAct::Replied) {
            return Err(OfficeError::invalid(
                "",
                "答复书正在审签，处理决定不能修改。要修改的，请先由审签人退回。",
            ));
        }
    }
    Ok(())
}

pub(super) fn kind(row: &case_letter::Model) -> Result<LetterKind, OfficeError> {
    LetterKind::from_code(&row.kind).ok_or_else(|| damaged("case_letter.kind", &row.kind))
}

async fn all(
    on: &impl ConnectionTrait,
    rows: Vec<case_letter::Model>,
) -> Result<Vec<CaseLetter>, OfficeError> {
    let mut letters = Vec::new();
    for row in rows {
        letters.push(with_case(on, row).await?);
    }
    Ok(letters)
}

async fn with_case(on: &impl ConnectionTrait, row: case_letter::Model) -> Result<CaseLetter, OfficeError> {
    let case = request_case::Entity::find_by_id(row.case_id)
        .one(on)
        .await?
        .ok_or_else(|| OfficeError::Damaged(format!("case_letter {} 没有案件", row.id)))?;
    let steps = steps(on, row.id).await?;
    let enclosures = enclosures_of(on, &row).await?;
    let scan = scan::of_letter(on, row.id).await?;
    let receipts = scan::receipts_of(on, row.id).await?;
    Ok(CaseLetter {
        scan,
        receipts,
        ..read(row, case.number, steps, enclosures)?
    })
}

/// What goes out with a reply: of its case while it is in work, its own once it is signed.
async fn enclosures_of(
    on: &impl ConnectionTrait,
    row: &case_letter::Model,
) -> Result<Vec<Enclosure>, OfficeError> {
    if !kind(row)?.is_reply() {
        return Ok(Vec::new());
    }
    match LetterState::read(&row.state)? {
        LetterState::Draft | LetterState::Submitted => enclosures::of_case(on, row.case_id).await,
        LetterState::Signed | LetterState::Delivered => enclosures::of_letter(on, row.id).await,
        LetterState::Dropped => Ok(Vec::new()),
    }
}

/// The text of a letter.
pub(super) fn text_of(row: &case_letter::Model) -> Result<Letter, OfficeError> {
    serde_json::from_str(&row.content)
        .map_err(|error| OfficeError::Damaged(format!("case_letter {}：{error}", row.id)))
}

fn level(code: &str) -> Result<Level, OfficeError> {
    Level::from_code(code).ok_or_else(|| damaged("case_letter.level", code))
}

fn read(
    row: case_letter::Model,
    case_number: String,
    steps: Vec<Step>,
    enclosures: Vec<Enclosure>,
) -> Result<CaseLetter, OfficeError> {
    let id = row.id;
    let unreadable = |error: serde_json::Error| OfficeError::Damaged(format!("case_letter {id}：{error}"));
    let delivered_on = row.delivered_on.as_deref().map(day).transpose()?;
    let delivery = row.delivery.as_deref().map(serde_json::from_str).transpose();
    let delivery: Option<Sent> = delivery.map_err(unreadable)?;
    let returned = delivery.clone().filter(|_| delivered_on.is_none());
    Ok(CaseLetter {
        id,
        case: row.case_id,
        case_number,
        kind: kind(&row)?,
        state: LetterState::read(&row.state)?,
        letter: text_of(&row)?,
        basis: serde_json::from_str(&row.basis).map_err(unreadable)?,
        written_by: row.written_by_name,
        round: row.round,
        next_level: row.next_level.as_deref().map(level).transpose()?,
        steps,
        sent: delivered_on.zip(delivery),
        returned,
        enclosures,
        scan: None,
        receipts: Vec::new(),
        version: row.version,
        changed_at: instant(row.changed_at)?,
    })
}
