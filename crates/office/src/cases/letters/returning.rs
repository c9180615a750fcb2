//! A letter that came back, whatever it is: it lies signed, to go out once more, and what was recorded by mistake is struck while
//! nothing was done upon it. Where something on its case hangs on its coming, an event of the case tells it; else it is kept with
//! the letter. Both are recorded and struck here alike (国办公开办函〔2016〕235号; 条例第三十条、第三十二条、第三十四条).

use jiff::Timestamp;
use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::cases::reasons::is_wordless;
use law::cases::{Act as CaseAct, Event, Mending, OnTheWay, Standing, What, loosens};
use law::codes::{WhyNot, spoken};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::facts::House;
use super::write::{held, stand};
use super::{CaseLetter, LetterState, Sent, with_case};
use crate::audit::{self, Detail};
use crate::cases::acts::mending::{ToMend, may_be_mended, mend};
use crate::cases::acts::own_work::refuse_to_forgive;
use crate::cases::acts::record::{Recording, stands, take_in};
use crate::cases::looking::read::{self, Case, Entry, events};
use crate::entity::case_letter;
use crate::error::OfficeError;
use crate::ids::{CaseId, LetterId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};

/// That a letter came back that nothing on its case hangs on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Back {
    /// The day it had gone out.
    pub sent_on: Date,
    /// The day it was known.
    pub on: Date,
    /// Why, by what the postal enterprise says.
    pub why: String,
    /// Who recorded it, and when, in milliseconds.
    #[serde(default)]
    pub by: String,
    #[serde(default)]
    pub at: i64,
}

/// Such a return that was struck: it had been recorded by mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StruckBack {
    pub back: Back,
    pub why: String,
    pub by: String,
    /// In milliseconds.
    pub at: i64,
}

impl Back {
    /// When it was recorded; `None` of those from before that was kept.
    pub fn recorded_at(&self) -> Option<Timestamp> {
        Timestamp::from_millisecond(self.at).ok().filter(|_| self.at > 0)
    }
}

impl StruckBack {
    /// When it was struck.
    pub fn struck_at(&self) -> Option<Timestamp> {
        Timestamp::from_millisecond(self.at).ok()
    }
}

impl CaseLetter {
    /// What it is called where its return is told.
    pub fn words_of_sending(&self, sent_on: Date) -> String {
        let number = self.letter.number.as_deref().unwrap_or_default();
        let number = if number.is_empty() {
            String::new()
        } else {
            format!("（{number}）")
        };
        format!("{}送出的《{}》{number}", spoken(sent_on), self.letter.title)
    }

    /// Such a return in a line.
    pub fn line_of_return(&self, back: &Back) -> String {
        let label = CaseAct::Undelivered.label();
        format!("{} {label}（{}）", back.on, self.words_of_sending(back.sent_on))
    }

    /// The same on paper.
    pub fn return_on_paper(&self, back: &Back) -> String {
        let label = CaseAct::Undelivered.label();
        let words = self.words_of_sending(back.sent_on);
        format!("{}{label}（{words}）", spoken(back.on))
    }

    /// Every sending that is on record of it, the last first.
    fn sendings(&self) -> impl Iterator<Item = &Sent> {
        let last = self
            .sent
            .as_ref()
            .map(|(_, sent)| sent)
            .or(self.returned.as_ref());
        std::iter::successors(last, |sent| Some(&sent.before.as_ref()?.sent))
    }

    /// The returns that are kept with it, the earliest first; those that something hangs on are events of its case.
    pub fn returns(&self) -> Vec<&Back> {
        let mut all: Vec<&Back> = self.sendings().filter_map(|sent| sent.back.as_ref()).collect();
        all.reverse();
        all
    }

    /// Those that were struck, the earliest first.
    pub fn struck_returns(&self) -> Vec<&StruckBack> {
        let mut all: Vec<&StruckBack> = self.sendings().flat_map(|sent| &sent.struck).collect();
        all.sort_by_key(|struck| struck.at);
        all
    }

    /// Whether it is recorded now that it came back: of what was carried and is not known to have come.
    pub fn may_come_back(&self, case: &Case) -> bool {
        if !self.sent.as_ref().is_some_and(|(_, sent)| sent.how.is_carried()) {
            return false;
        }
        let Some(made) = self.made(&case.timeline) else {
            return true;
        };
        let is_told = case.standing.state.is_open();
        OnTheWay::of(&made.event).is_some_and(|lost| {
            let may = is_told || lost.letter == CaseAct::Delivered;
            may && case.standing.history.on_the_way().contains(&lost)
        })
    }

    /// What its case knows it by, where something hangs on its coming.
    pub fn on_its_way(&self, case: &Case) -> Option<OnTheWay> {
        OnTheWay::of(&self.made(&case.timeline)?.event)
    }

    /// The event of its case that tells that it came back, while it lies signed upon that.
    fn told_back<'a>(&self, timeline: &'a [Entry]) -> Option<&'a Entry> {
        let sent = self.returned.as_ref()?;
        let is_it = |entry: &&Entry| {
            let What::Undelivered(lost) = &entry.event.what else {
                return false;
            };
            let made = self.made_by(lost.sent_on, sent, timeline);
            made.and_then(|made| OnTheWay::of(&made.event)).as_ref() == Some(lost)
        };
        timeline.iter().rev().find(is_it)
    }

    /// The day it came back, while it lies signed upon that.
    pub fn came_back_on(&self, case: &Case) -> Option<Date> {
        let kept = self.returned.as_ref()?.back.as_ref().map(|back| back.on);
        kept.or_else(|| self.told_back(&case.timeline).map(|entry| entry.event.on))
    }
}

/// Whether this person may strike the return of a letter that lies signed upon it, and why not; `None` of any other.
pub async fn may_strike_return(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: &CaseLetter,
    case: &Case,
) -> Result<Option<Result<(), String>>, OfficeError> {
    let is_clerk = may(&actor.roles, Act::HandleCases).is_ok();
    let is_signer = may(&actor.roles, Act::SignCases).is_ok();
    if letter.state != LetterState::Signed || !(is_clerk || is_signer) {
        return Ok(None);
    }
    if letter.returns().last().is_some() && letter.returned.as_ref().is_some_and(|sent| sent.back.is_some()) {
        return Ok(is_clerk.then_some(Ok(())));
    }
    let Some(told) = letter.told_back(&case.timeline) else {
        return Ok(None);
    };
    if is_signer {
        return Ok(Some(Ok(())));
    }
    let house = House::of(office, actor.organ).await?;
    let left = case.timeline.iter().filter(|entry| entry.seq != told.seq);
    let left: Vec<Event> = left.map(|entry| entry.event.clone()).collect();
    let after = Standing::of(&left, &house.rules, moment.today).ok();
    let why = after.and_then(|after| loosens(&case.standing, &after));
    Ok(Some(match why {
        Some(why) => Err(format!(
            "登记错了的，请签发人在本页撤销：{why}，不能由经办人自己撤销。"
        )),
        None => Ok(()),
    }))
}

/// Records that a letter came back: it lies signed, to go out once more.
pub async fn record_return(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    (on, why): (Date, &str),
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let house = House::of(office, actor.organ).await?;
    transaction!(office, |tx| {
        let (row, found) = held(&tx, actor, letter, version, LetterState::Delivered).await?;
        let timeline = events(tx.on(), found.case).await?;
        let Some((sent_on, sent)) = found.sent.clone() else {
            return Err(OfficeError::Missing);
        };
        refuse_return(sent_on, &sent, moment, (on, why))?;
        if let Some(made) = found.made(&timeline) {
            let lost = OnTheWay::of(&made.event).ok_or_else(not_carried)?;
            return lose(&tx, actor, moment, &house, (found.case, lost), (on, why)).await;
        }
        let back = Back {
            sent_on,
            on,
            why: why.trim().to_owned(),
            by: actor.name.clone(),
            at: moment.millis(),
        };
        let sent = Sent {
            back: Some(back),
            ..sent
        };
        stand(&tx, moment, row, (LetterState::Signed, None), Some(&sent)).await?;
        let detail = Detail::none()
            .with(Key::Letter, letter.0)
            .with(Key::Kind, found.kind.code())
            .with(Key::On, on.to_string());
        let recorded = Recorded::CasesLetterCameBack;
        audit::append(&tx, actor, moment, recorded, found.case, detail).await
    })
}

fn not_carried() -> OfficeError {
    let why = "当面交付、留置、电子送达和公告的文书没有退回可登记；送达登记有误的，请在“经过”中更正。";
    OfficeError::invalid("back_on", why)
}

/// What is wrong with a return of that day; the day of the sending is named, since it is what the other is held against.
fn refuse_return(
    sent_on: Date,
    sent: &Sent,
    moment: Moment,
    (on, why): (Date, &str),
) -> Result<(), OfficeError> {
    if !sent.how.is_carried() {
        return Err(not_carried());
    }
    let mut wrong = Vec::new();
    if on < sent_on {
        let why = format!("这份文书是{}送出的，退回之日不能早于这一天。", spoken(sent_on));
        wrong.push(WhyNot::new("back_on", why));
    } else if on > moment.today {
        wrong.push(WhyNot::new("back_on", "退回之日不能晚于今天。"));
    }
    if is_wordless(why) {
        let why = "请写明退回的原因和凭证，例如“邮局改退批条，查无此人”。";
        wrong.push(WhyNot::new("back_why", why));
    }
    OfficeError::of_fields(wrong)
}

/// The return of what something hangs on is an event of its case, with what proves it; the letter follows.
async fn lose(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    house: &House,
    (case, lost): (CaseId, OnTheWay),
    (on, why): (Date, &str),
) -> Result<(), OfficeError> {
    let case = may_be_mended(tx, case).await?;
    let before = stands(tx, &house.rules, case.id, moment.today).await?;
    let recording = Recording {
        on,
        ..Recording::today(moment, What::Undelivered(lost)).with_note(why.trim().to_owned())
    };
    let after = take_in(tx, actor, moment, &house.rules, case.id, case.version, &recording).await;
    let after = after.map_err(|error| told_at(error, "back_on"))?;
    refuse_to_forgive(actor, &before, &after, "back_on")
}

/// What is told at the field of another form.
fn told_at(error: OfficeError, field: &'static str) -> OfficeError {
    match error {
        OfficeError::Invalid(all) => {
            OfficeError::Invalid(all.into_iter().map(|why| WhyNot { field, ..why }).collect())
        }
        other => other,
    }
}

/// A return that was recorded by mistake is struck while the letter has not gone out anew: it went out as it first did.
pub async fn strike_return(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    why: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases).or_else(|_| may(&actor.roles, Act::SignCases))?;
    if is_wordless(why) {
        let why = "请写明为什么没有退回，例如“登记错了文书”。";
        return Err(OfficeError::invalid("back_why", why));
    }
    let (_, found) = transaction!(office, |tx| {
        held(&tx, actor, letter, version, LetterState::Signed).await
    })?;
    let case = read::get(office, actor, moment, found.case).await?;
    let Some(told) = found.told_back(&case.timeline) else {
        return strike_kept(office, actor, moment, letter, version, why).await;
    };
    let strike = ToMend {
        seq: told.seq,
        mending: &Mending::Struck,
        reason: why,
        proof: "",
    };
    let struck = mend(office, actor, moment, case.id, case.version, strike).await;
    struck.map(|_| ()).map_err(|error| told_at(error, "back_why"))
}

/// One that is kept with the letter.
async fn strike_kept(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    why: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    transaction!(office, |tx| {
        let (row, found) = held(&tx, actor, letter, version, LetterState::Signed).await?;
        let returned = found.returned.as_ref();
        let (sent, back) = returned
            .and_then(|sent| Some((sent, sent.back.as_ref()?)))
            .ok_or(OfficeError::Missing)?;
        let sent_on = back.sent_on;
        let struck = StruckBack {
            back: back.clone(),
            why: why.trim().to_owned(),
            by: actor.name.clone(),
            at: moment.millis(),
        };
        let sent = Sent {
            back: None,
            struck: sent.struck.iter().cloned().chain([struck]).collect(),
            ..sent.clone()
        };
        let out = (LetterState::Delivered, Some(sent_on));
        stand(&tx, moment, row, out, Some(&sent)).await?;
        let detail = Detail::none()
            .with(Key::Letter, letter.0)
            .with(Key::Kind, found.kind.code())
            .with(Key::Reason, why.trim());
        let recorded = Recorded::CasesLetterReturnStruck;
        audit::append(&tx, actor, moment, recorded, found.case, detail).await
    })
}

/// A letter of this program that came back lies signed again, to be delivered once more; `timeline` is what was on record
/// before. How it first went out stays with it until it goes out anew.
pub(in crate::cases) async fn came_back(
    tx: &Tx<'_>,
    moment: Moment,
    case: CaseId,
    timeline: &[Entry],
    lost: &OnTheWay,
) -> Result<(), OfficeError> {
    for row in in_state(tx, case, LetterState::Delivered).await? {
        let letter = with_case(tx.on(), row.clone()).await?;
        let sent = letter.made(timeline).map(|entry| &entry.event);
        if sent.and_then(OnTheWay::of).as_ref() != Some(lost) {
            continue;
        }
        return stand(tx, moment, row, (LetterState::Signed, None), None).await;
    }
    Ok(())
}

/// A letter did not come back after all, and nothing was done upon that: it went out as it first did.
pub(in crate::cases) async fn went_out_after_all(
    tx: &Tx<'_>,
    moment: Moment,
    case: CaseId,
    timeline: &[Entry],
    lost: &OnTheWay,
) -> Result<(), OfficeError> {
    for row in in_state(tx, case, LetterState::Signed).await? {
        let letter = with_case(tx.on(), row.clone()).await?;
        let sent = letter.returned.as_ref();
        let made = sent.and_then(|sent| letter.made_by(lost.sent_on, sent, timeline));
        if made.and_then(|entry| OnTheWay::of(&entry.event)).as_ref() == Some(lost) {
            let out = (LetterState::Delivered, Some(lost.sent_on));
            return stand(tx, moment, row, out, None).await;
        }
        // One that came back before this was kept with it.
        if sent.is_none() && letter.kind.act() == Some(lost.letter) {
            let why = "文书已转为待送达，这项登记不能撤销；其实已经送到的，请在该文书的页面按实际送出之日登记送达，并写明对方收到之日。";
            return Err(OfficeError::invalid("on", why));
        }
    }
    Ok(())
}

async fn in_state(
    tx: &Tx<'_>,
    case: CaseId,
    state: LetterState,
) -> Result<Vec<case_letter::Model>, OfficeError> {
    let query = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::State.eq(state.code()));
    Ok(query.all(tx.on()).await?)
}
