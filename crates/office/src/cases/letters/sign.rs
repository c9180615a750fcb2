//! Sign-off (审签): submitted by the clerk, checked level by level, signed at the last; nobody acts twice on one letter.
//! The signature gives the number and the date, and a reply is then the case's reply.

use law::audit::Recorded;
use law::cases::letters::{LetterKind, accepted_tentative, number, stated_tentative};
use law::cases::reasons::is_wordless;
use law::cases::signing;
use law::review::{Chain, Level, Verdict};
use law::staff::{Act, Roles, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::facts::{House, Matter};
use super::forms::judged;
use super::write::{held, json_of, log};
use super::{CaseLetter, LetterState, case_letter};
use crate::cases::acts::mending::strike_reply;
use crate::cases::acts::notes::keep_note;
use crate::cases::acts::record::{Recording, cases_with_number_apart, take_in};
use crate::cases::enclosures::{self, Copied};
use crate::cases::settings::rules;
use crate::counter;
use crate::error::OfficeError;
use crate::ids::{EnclosureId, LetterId, OrganId};
use crate::moment::{Actor, Moment};
use crate::papers::{self, PaperOf};
use crate::review::{self, Said};
use crate::staff;
use crate::store::{Office, Tx, transaction};
use crate::text::line;
use crate::versioned::bump;

/// Hands a draft over to sign-off; refused while anything hinders it.
pub async fn submit(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let house = House::of(office, actor.organ).await?;
    transaction!(office, |tx| {
        let (row, found) = held(&tx, actor, letter, version, LetterState::Draft).await?;
        let matter = Matter::of(tx.on(), &house, actor, moment, found.case).await?;
        refuse_hindered(&house, &matter, moment, &found)?;
        let chain = chain(&house, &found);
        let first = found.judged().next(&chain, &found.steps);
        let mut row = row.into_active_model();
        row.state = Set(LetterState::Submitted.code().to_owned());
        row.next_level = Set(first.map(|place| place.level.code().to_owned()));
        bump(&mut row.version);
        row.changed_at = Set(moment.millis());
        row.update(tx.on()).await?;
        let recorded = Recorded::CasesLetterSubmit;
        log(&tx, actor, moment, found.case, recorded, letter, found.kind).await
    })
}

/// The places this letter passes.
fn chain(house: &House, letter: &CaseLetter) -> Chain {
    house
        .settings
        .signing
        .chain_with(letter.kind, !letter.enclosures.is_empty(), &letter.basis.record)
}

fn refuse_hindered(
    house: &House,
    matter: &Matter,
    moment: Moment,
    letter: &CaseLetter,
) -> Result<(), OfficeError> {
    let hindrances = matter.hindrances(house, moment, letter)?;
    if hindrances.is_empty() {
        Ok(())
    } else {
        Err(OfficeError::Blocked(hindrances))
    }
}

/// What somebody says who agrees to a letter.
#[derive(Clone, Copy, Debug)]
pub struct Agreement<'a> {
    pub opinion: &'a str,
    /// That days of it are tentative (暂定) is known: asked of whoever signs a letter that states one.
    pub accepts_tentative: bool,
}

impl<'a> From<&'a str> for Agreement<'a> {
    fn from(opinion: &'a str) -> Self {
        Self {
            opinion,
            accepts_tentative: false,
        }
    }
}

/// What is kept of an agreement that accepts tentative days.
const ACCEPTED: &str = "已知悉日期为暂定";

/// Agrees at the level the letter waits for. At the last one it is signed: numbered, dated, and a reply becomes the
/// case's reply. Gives the level it waits for next; `None` when signed. `looked`: what of the enclosures was looked at, item
/// by item; the secrecy review passes only when that is all of them.
pub async fn approve(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    agreement: impl Into<Agreement<'_>>,
    looked: &[EnclosureId],
) -> Result<Option<Level>, OfficeError> {
    let agreement = agreement.into();
    let house = House::of(office, actor.organ).await?;
    let copies = copies_at_signature(office, actor, moment, letter).await?;
    transaction!(office, |tx| {
        let (row, found) = held(&tx, actor, letter, version, LetterState::Submitted).await?;
        let opinion = opinion(&tx, &house, actor, moment, &found, agreement).await?;
        let chain = chain(&house, &found);
        let staff = staff::at_work(tx.on(), actor.organ).await?;
        if let Some(left) = left_without(actor, &chain, &staff, &found) {
            return Err(OfficeError::invalid("opinion", told_left(&found, left)));
        }
        let level = take_step(&tx, actor, moment, &found, Said::agreed(&opinion)).await?;
        enclosures::refuse_unseen(&found, level, looked)?;
        let steps = review::steps(tx.on(), letter).await?;
        // The signature is the last word, even where the settings have changed meanwhile.
        let next = (level != Level::Signing)
            .then(|| found.judged().next(&chain, &steps))
            .flatten()
            .map(|place| place.level);
        if let Some(next) = next {
            let mut row = row.into_active_model();
            row.next_level = Set(Some(next.code().to_owned()));
            bump(&mut row.version);
            row.changed_at = Set(moment.millis());
            row.update(tx.on()).await?;
            let recorded = Recorded::CasesLetterCheck;
            log(&tx, actor, moment, found.case, recorded, letter, found.kind).await?;
        } else {
            enclosures::keep_copies(&tx, actor, moment, &found, &copies).await?;
            sign(&tx, &house, actor, moment, row, found).await?;
        }
        Ok(next)
    })
}

/// What goes with a letter to somebody else that waits for its signature, copied before it is signed; nothing of any other.
async fn copies_at_signature(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
) -> Result<Vec<Copied>, OfficeError> {
    let found = super::get(office, actor, letter).await?;
    if found
        .place_for(&actor.roles, actor.account)
        .map(|place| place.level)
        != Some(Level::Signing)
    {
        return Ok(Vec::new());
    }
    enclosures::copied(office, moment, &found).await
}

/// The words kept of the agreement; refused where a signer has not accepted what is tentative.
async fn opinion(
    tx: &Tx<'_>,
    house: &House,
    actor: &Actor,
    moment: Moment,
    found: &CaseLetter,
    agreement: Agreement<'_>,
) -> Result<String, OfficeError> {
    let said = agreement.opinion.trim();
    if found.next_level != Some(Level::Signing) {
        return Ok(said.to_owned());
    }
    let matter = Matter::of(tx.on(), house, actor, moment, found.case).await?;
    let tentative = matter.facts(house, moment, &found.basis).tentative;
    accepted_tentative(&found.letter, &tentative, agreement.accepts_tentative)
        .map_err(|why| OfficeError::invalid(why.field, why.message))?;
    let is_stated = !stated_tentative(&found.letter, &tentative).is_empty();
    let words = [said, if is_stated { ACCEPTED } else { "" }];
    let words: Vec<&str> = words.into_iter().filter(|words| !words.is_empty()).collect();
    Ok(words.join("；"))
}

/// The next number of a sequence that no letter bears which was written elsewhere and is on record here.
async fn next_number(
    tx: &Tx<'_>,
    organ: OrganId,
    (word, prefix): (&str, &str),
    year: i16,
) -> Result<String, OfficeError> {
    let name = format!("letter {organ} {word} {year}");
    loop {
        let serial = u32::try_from(counter::next(tx, &name).await?).unwrap_or(u32::MAX);
        let number = number(prefix, year, serial);
        if cases_with_number_apart(tx, organ, &number).await?.is_empty() {
            return Ok(number);
        }
    }
}

async fn sign(
    tx: &Tx<'_>,
    house: &House,
    actor: &Actor,
    moment: Moment,
    row: case_letter::Model,
    mut found: CaseLetter,
) -> Result<(), OfficeError> {
    let matter = Matter::of(tx.on(), house, actor, moment, found.case).await?;
    refuse_hindered(house, &matter, moment, &found)?;
    let year = moment.today.year();
    if let Some(word) = found.kind.word() {
        let prefix = format!("{}{word}", house.settings.letter_prefix.trim());
        found.letter.number = Some(next_number(tx, actor.organ, (word, &prefix), year).await?);
    }
    found.letter.dated = Some(moment.today);
    let steps = review::steps(tx.on(), found.id).await?;
    // What was judged stands, whatever is decided or registered since.
    found.basis.judged_by = Some(Box::new(judged(house, &matter, moment, &found, &steps)));
    if found.kind == LetterKind::OverrideNotice
        && let Some(decision) = &matter.decision
    {
        decision
            .public_interest
            .content
            .trim()
            .clone_into(&mut found.basis.consulted.content);
    }
    if found.kind.is_reply()
        && let Some(what) = matter.act(house, &found, moment.today)
    {
        let note = found.letter.number.clone().unwrap_or_default();
        let recording = Recording::today(moment, what).with_note(note);
        let (case, version) = (found.case, matter.row.version);
        take_in(tx, actor, moment, &house.rules, case, version, &recording).await?;
        enclosures::freeze(tx, actor, moment, &found).await?;
    }
    let mut row = row.into_active_model();
    row.state = Set(LetterState::Signed.code().to_owned());
    row.next_level = Set(None);
    row.content = Set(json_of(&found.letter)?);
    row.basis = Set(json_of(&found.basis)?);
    row.number = Set(found.letter.number.clone());
    row.dated = Set(Some(moment.today.to_string()));
    bump(&mut row.version);
    row.changed_at = Set(moment.millis());
    row.update(tx.on()).await?;
    let recorded = Recorded::CasesLetterSign;
    log(tx, actor, moment, found.case, recorded, found.id, found.kind).await?;
    papers::ask(tx, moment, actor.organ, PaperOf::Letter(found.id)).await
}

/// The level that nobody would be left for, if this person took the one that the letter waits for.
fn left_without(actor: &Actor, chain: &Chain, staff: &[(i64, Roles)], found: &CaseLetter) -> Option<Level> {
    let hands = found.judged().hands(&found.steps);
    let person = actor.account.map(|account| account.0);
    signing::left_without(chain, found.next_level?, &hands, person, staff)
}

fn told_left(found: &CaseLetter, left: Level) -> String {
    let level = found.next_level.map_or("", Level::label);
    format!(
        "您办理“{level}”后，就没有其他人可以办理“{}”了（同一件文书的各级审签不得由同一人办理）。请由其他人办理“{level}”；没有其他人的，请安全管理员分配角色，或者由经办人撤回。",
        left.label()
    )
}

/// Whether this person may take the level that a letter waits for, and somebody is left for those after it.
pub(super) fn may_take(house: &House, staff: &[(i64, Roles)], actor: &Actor, found: &CaseLetter) -> bool {
    found.place_for(&actor.roles, actor.account).is_some()
        && left_without(actor, &chain(house, found), staff, found).is_none()
}

/// Takes a letter back from sign-off, by whoever handles cases: nobody can be waited for for ever, and a slip that is seen need
/// not wait to be sent back. What was agreed to in this round no longer counts.
pub async fn recall(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    transaction!(office, |tx| {
        let (row, found) = held(&tx, actor, letter, version, LetterState::Submitted).await?;
        begin_anew(&tx, moment, row, &found).await?;
        let recorded = Recorded::CasesLetterRecall;
        log(&tx, actor, moment, found.case, recorded, letter, found.kind).await
    })
}

/// Takes the signature of a letter back that has not gone out, with a reason: what it rests on has not come or was mended since, or
/// a day it states is no longer the day. It is dropped with its number; of a reply, what went with it is free for the next, and the
/// case has no reply.
pub async fn take_back(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    reason: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SignCases)?;
    let reason = line(reason);
    if is_wordless(&reason) {
        return Err(OfficeError::invalid("opinion", "请写明撤回签发的原因。"));
    }
    let rules = rules(office, actor.organ).await?;
    transaction!(office, |tx| {
        let (row, found) = held(&tx, actor, letter, version, LetterState::Signed).await?;
        if found.kind.is_reply() {
            if found.returned.is_some() {
                let why =
                    "答复书已经送出过，被退回的只能重新送达，不能撤回签发；确有错误的，送达之后依法更正。";
                return Err(OfficeError::invalid("opinion", why));
            }
            strike_reply(&tx, actor, moment, &rules, found.case, &reason).await?;
            enclosures::let_loose(&tx, letter).await?;
        } else {
            // It has had no effect on its case: why it never leaves stands among the notes.
            let number = found.letter.number.as_deref().unwrap_or_default();
            let note = format!("撤回《{}》（{number}）的签发：{reason}", found.letter.title);
            keep_note(&tx, actor, moment, found.case, &note).await?;
        }
        let mut row = row.into_active_model();
        row.state = Set(LetterState::Dropped.code().to_owned());
        bump(&mut row.version);
        row.changed_at = Set(moment.millis());
        row.update(tx.on()).await?;
        let recorded = Recorded::CasesLetterTakeBack;
        log(&tx, actor, moment, found.case, recorded, letter, found.kind).await
    })
}

/// The letter is a draft again, in a new round.
async fn begin_anew(
    tx: &Tx<'_>,
    moment: Moment,
    row: case_letter::Model,
    found: &CaseLetter,
) -> Result<(), OfficeError> {
    let mut row = row.into_active_model();
    row.state = Set(LetterState::Draft.code().to_owned());
    row.next_level = Set(None);
    row.round = Set(found.round + 1);
    bump(&mut row.version);
    row.changed_at = Set(moment.millis());
    row.update(tx.on()).await?;
    Ok(())
}

/// Sends the letter back to whoever drafts it; what was agreed to in this round no longer counts.
pub async fn send_back(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    opinion: &str,
) -> Result<(), OfficeError> {
    if is_wordless(opinion) {
        return Err(OfficeError::invalid(
            "opinion",
            "请写明退回的原因，便于经办人修改。",
        ));
    }
    transaction!(office, |tx| {
        let (row, found) = held(&tx, actor, letter, version, LetterState::Submitted).await?;
        let said = Said {
            verdict: Verdict::Returned,
            opinion,
        };
        take_step(&tx, actor, moment, &found, said).await?;
        begin_anew(&tx, moment, row, &found).await?;
        let recorded = Recorded::CasesLetterReturn;
        log(&tx, actor, moment, found.case, recorded, letter, found.kind).await
    })
}

async fn take_step(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    letter: &CaseLetter,
    said: Said<'_>,
) -> Result<Level, OfficeError> {
    let place = letter.next_level.and_then(signing::place);
    let place = place.ok_or(OfficeError::Missing)?;
    let judged = letter.judged();
    // Nobody signs what the checks before did not see.
    if said.verdict == Verdict::Agreed && judged.is_changed_under_review(&letter.steps) {
        return Err(OfficeError::invalid(
            "",
            "审签期间文书的内容有变动，前面的审查意见不再适用，请退回后重新审签。",
        ));
    }
    review::take(tx, actor, moment, letter.id, &judged, place, said).await?;
    Ok(place.level)
}
