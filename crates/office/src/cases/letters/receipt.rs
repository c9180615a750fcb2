//! The day a letter reached its addressee, when it is known only after it went out: the receipt of a registered letter came
//! back, the postal enterprise was asked. Periods of the addressee run from that day (条例第三十二条, 第四十二条; 行政复议法第二十条),
//! and the 送达回证 tells it.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::cases::reasons::is_wordless;
use law::cases::{OnTheWay, Rules, What};
use law::codes::WhyNot;
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::facts::House;
use super::write::{held, json_of, log};
use super::{Back, CaseLetter, LetterState, Scan, ScanRole, Sent, with_case};
use crate::audit::{self, Detail};
use crate::cases::acts::mending::may_be_mended;
use crate::cases::acts::own_work::refuse_to_forgive;
use crate::cases::acts::record::{Recording, stands, take_in};
use crate::cases::looking::read::{Case, Entry, events};
use crate::entity::{case_letter, request_case};
use crate::error::OfficeError;
use crate::ids::{CaseId, LetterId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::versioned::bump;

/// That a letter reached its addressee.
#[derive(Clone, Debug)]
pub struct Receipt {
    pub on: Date,
    /// What proves the day.
    pub proof: String,
}

impl CaseLetter {
    /// What of it is open until it reaches its addressee: `None` where no period runs from that day.
    fn open_until_reached(&self) -> Option<What> {
        self.basis.what.as_ref()?.reaching(None)
    }

    /// The event of its case that its going out made, where something hangs on its coming: of several letters of one day to one
    /// party each has its own.
    fn made<'a>(&self, timeline: &'a [Entry]) -> Option<&'a Entry> {
        let (day, sent) = self.sent.as_ref()?;
        self.made_by(*day, sent, timeline)
    }

    /// The same of a sending that is not the one on record of it any more.
    fn made_by<'a>(&self, day: Date, sent: &Sent, timeline: &'a [Entry]) -> Option<&'a Entry> {
        if let Some(seq) = sent.event {
            return timeline.iter().find(|entry| entry.seq == seq);
        }
        // Those that went out before the event was kept with them: their note begins with their number.
        let is_like_it = |entry: &&Entry| match (self.open_until_reached(), &entry.event.what) {
            (Some(open), what) => what.reaching(None).as_ref() == Some(&open),
            (None, What::Delivered { .. }) => self.kind.is_reply(),
            (None, what) => self.kind.act() == Some(what.act()),
        };
        let number = self.letter.number.as_deref().unwrap_or_default();
        let alike: Vec<&Entry> = timeline
            .iter()
            .filter(|entry| entry.event.on == day)
            .filter(is_like_it)
            .collect();
        let is_numbered = |entry: &&&Entry| {
            let note = entry.note.as_deref().unwrap_or_default();
            !number.is_empty() && note.starts_with(number)
        };
        let numbered = alike.iter().find(is_numbered).copied();
        numbered.or(match alike.as_slice() {
            [only] => Some(only),
            _ => None,
        })
    }

    /// The day it reached its addressee, with what proves it, where that is known: as it went out, by an event of its own, or, of
    /// a letter that no period runs from, by what is kept with it.
    pub fn reached<'a>(&'a self, case: &'a Case) -> Option<(Date, &'a str)> {
        let (_, sent) = self.sent.as_ref()?;
        let kept = || sent.reached_on.map(|day| (day, sent.receipt.as_str()));
        let Some(made) = self.made(&case.timeline) else {
            return kept();
        };
        if let Some(day) = made.event.what.reached_on() {
            return Some((day, sent.receipt.as_str()));
        }
        let letter = OnTheWay::of(&made.event);
        let is_receipt = |entry: &&Entry| matches!(&entry.event.what, What::Reached(arrived) if Some(arrived) == letter.as_ref());
        let arrived = case.timeline.iter().find(is_receipt);
        let arrived = arrived.map(|entry| (entry.event.on, entry.note.as_deref().unwrap_or_default()));
        arrived.or_else(kept)
    }

    /// The same day alone.
    pub fn reached_on(&self, case: &Case) -> Option<Date> {
        self.reached(case).map(|(day, _)| day)
    }

    /// Whether this letter's going out made that event.
    pub fn is_behind(&self, case: &Case, seq: i64) -> bool {
        self.made(&case.timeline).is_some_and(|entry| entry.seq == seq)
    }

    /// Whether the day it reached its addressee is to be recorded here, or to be corrected: of what was posted or given to somebody
    /// to hand over. One that something hangs on is corrected where its event stands.
    pub fn awaits_receipt(&self, case: &Case) -> bool {
        let Some((_, sent)) = &self.sent else {
            return false;
        };
        sent.how.is_carried()
            && self.kind.has_delivery_record()
            && !(self.hangs_on_its_coming(&case.timeline) && self.reached(case).is_some())
    }

    /// Whether something on the case hangs on its coming, so that events of the case tell when it came and that it did not.
    fn hangs_on_its_coming(&self, timeline: &[Entry]) -> bool {
        self.made(timeline)
            .is_some_and(|made| OnTheWay::of(&made.event).is_some())
    }

    /// Whether it is recorded here that it came back: of what was carried, and made no event of the case.
    pub fn may_come_back(&self, case: &Case) -> bool {
        let is_carried = self.sent.as_ref().is_some_and(|(_, sent)| sent.how.is_carried());
        is_carried && self.made(&case.timeline).is_none()
    }
}

/// Records that a letter came back that nothing on its case hangs on (登记回执、征求意见告知书、协办函…): it lies signed, to go out once more.
pub async fn record_return(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    (on, why): (Date, &str),
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    transaction!(office, |tx| {
        let (row, found) = held(&tx, actor, letter, version, LetterState::Delivered).await?;
        let timeline = events(tx.on(), found.case).await?;
        let Some((sent_on, sent)) = found.sent.clone() else {
            return Err(OfficeError::Missing);
        };
        if !sent.how.is_carried() || found.made(&timeline).is_some() {
            let why = "这份文书的退回请在本件的“登记事项”中选择“文书没有送达”登记。";
            return Err(OfficeError::invalid("back_on", why));
        }
        let mut wrong = Vec::new();
        if on < sent_on || on > moment.today {
            let why = "退回之日不能早于送出之日，也不能晚于今天。";
            wrong.push(WhyNot::new("back_on", why));
        }
        if is_wordless(why) {
            let why = "请写明退回的原因和凭证，例如“邮局改退批条，查无此人”。";
            wrong.push(WhyNot::new("back_why", why));
        }
        OfficeError::of_fields(wrong)?;
        let back = Back {
            sent_on,
            on,
            why: why.trim().to_owned(),
        };
        let sent = Sent {
            back: Some(back),
            ..sent
        };
        let mut row = row.into_active_model();
        row.state = Set(LetterState::Signed.code().to_owned());
        row.delivered_on = Set(None);
        row.delivery = Set(Some(json_of(&sent)?));
        bump(&mut row.version);
        row.changed_at = Set(moment.millis());
        row.update(tx.on()).await?;
        let detail = Detail::none()
            .with(Key::Letter, letter.0)
            .with(Key::Kind, found.kind.code())
            .with(Key::On, on.to_string());
        let recorded = Recorded::CasesLetterCameBack;
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
        return stand(tx, moment, row, LetterState::Signed, None).await;
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
            return stand(tx, moment, row, LetterState::Delivered, Some(lost.sent_on)).await;
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

async fn stand(
    tx: &Tx<'_>,
    moment: Moment,
    row: case_letter::Model,
    state: LetterState,
    delivered_on: Option<Date>,
) -> Result<(), OfficeError> {
    let mut row = row.into_active_model();
    row.state = Set(state.code().to_owned());
    row.delivered_on = Set(delivered_on.map(|day| day.to_string()));
    bump(&mut row.version);
    row.changed_at = Set(moment.millis());
    row.update(tx.on()).await?;
    Ok(())
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
    may(&actor.roles, Act::HandleCases)?;
    transaction!(office, |tx| {
        let (row, found) = held(&tx, actor, letter, version, LetterState::Signed).await?;
        let returned = found.returned.as_ref();
        let (sent, back) = returned
            .and_then(|sent| Some((sent, sent.back.as_ref()?)))
            .ok_or(OfficeError::Missing)?;
        if is_wordless(why) {
            return Err(OfficeError::invalid(
                "back_why",
                "请写明为什么没有退回，例如“登记错了文书”。",
            ));
        }
        let sent = Sent {
            back: None,
            ..sent.clone()
        };
        let mut row = row.into_active_model();
        row.state = Set(LetterState::Delivered.code().to_owned());
        row.delivered_on = Set(Some(back.sent_on.to_string()));
        row.delivery = Set(Some(json_of(&sent)?));
        bump(&mut row.version);
        row.changed_at = Set(moment.millis());
        row.update(tx.on()).await?;
        let detail = Detail::none()
            .with(Key::Letter, letter.0)
            .with(Key::Kind, found.kind.code())
            .with(Key::Reason, why.trim());
        let recorded = Recorded::CasesLetterReturnStruck;
        audit::append(&tx, actor, moment, recorded, found.case, detail).await
    })
}

/// Records that a delivered letter reached its addressee. The clocks that run from that day follow.
pub async fn record_receipt(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    receipt: &Receipt,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases).or_else(|_| may(&actor.roles, Act::SignCases))?;
    let house = House::of(office, actor.organ).await?;
    transaction!(office, |tx| {
        let (row, found) = held(&tx, actor, letter, version, LetterState::Delivered).await?;
        let receipt = &with_scans(receipt, &found.receipts);
        let Some((day, sent)) = &found.sent else {
            return Err(OfficeError::Missing);
        };
        refuse(*day, sent, moment, receipt)?;
        let case = may_be_mended(&tx, found.case).await?;
        let timeline = events(tx.on(), found.case).await?;
        let letter_sent = found.made(&timeline).and_then(|entry| OnTheWay::of(&entry.event));
        if let Some(arrived) = letter_sent {
            arrive(&tx, actor, moment, &house.rules, case, arrived, receipt).await?;
        } else {
            let sent = Sent {
                reached_on: Some(receipt.on),
                receipt: receipt.proof.trim().to_owned(),
                ..sent.clone()
            };
            let recorded = Recorded::CasesLetterReceipt;
            log(&tx, actor, moment, found.case, recorded, letter, found.kind).await?;
            let mut row = row.into_active_model();
            row.delivery = Set(Some(json_of(&sent)?));
            bump(&mut row.version);
            row.changed_at = Set(moment.millis());
            row.update(tx.on()).await?;
        }
        Ok(())
    })
}

/// What proves the day, with the scans of it by their SM3: what is scanned needs no words beside.
fn with_scans(receipt: &Receipt, scans: &[Scan]) -> Receipt {
    let scans = scans.iter().filter(|scan| scan.role == ScanRole::Receipt);
    let scans = scans.map(|scan| format!("送达回执扫描件“{}”（SM3 {}）", scan.name, scan.digest));
    let words = (!is_wordless(&receipt.proof)).then(|| receipt.proof.trim().to_owned());
    let proofs: Vec<String> = words.into_iter().chain(scans).collect();
    Receipt {
        on: receipt.on,
        proof: proofs.join("，"),
    }
}

/// The receipt of what something hangs on is an event of its case, with its proof. Whoever handles a late case does not write
/// themselves out of it.
async fn arrive(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    rules: &Rules,
    case: request_case::Model,
    arrived: OnTheWay,
    receipt: &Receipt,
) -> Result<(), OfficeError> {
    let before = stands(tx, rules, case.id, moment.today).await?;
    if !before.history.to_be_received().contains(&arrived) {
        return Err(OfficeError::invalid(
            "received_on",
            "对方收到之日已经登记，有误的请在“经过”中更正。",
        ));
    }
    let recording = Recording {
        on: receipt.on,
        ..Recording::today(moment, What::Reached(arrived)).with_note(receipt.proof.clone())
    };
    let after = take_in(tx, actor, moment, rules, case.id, case.version, &recording).await?;
    refuse_to_forgive(actor, &before, &after, "received_on")
}

fn refuse(day: Date, sent: &Sent, moment: Moment, receipt: &Receipt) -> Result<(), OfficeError> {
    let mut wrong = Vec::new();
    if !sent.how.is_signed_for() {
        wrong.push(WhyNot::new(
            "received_on",
            "电子送达的，以发出之日为准，不另登记收到之日。",
        ));
    } else if receipt.on < day || receipt.on > moment.today {
        let why = "对方收到之日不能早于送出之日，也不能晚于今天。";
        wrong.push(WhyNot::new("received_on", why));
    }
    if is_wordless(&receipt.proof) {
        let why = "请写明凭证，例如“邮政回执，本人签收”“EMS 查询，3月5日妥投”，或者先上传回执的扫描件。";
        wrong.push(WhyNot::new("receipt", why));
    }
    OfficeError::of_fields(wrong)
}
