//! The day a letter reached its addressee, when it is known only after it went out: the receipt of a registered letter came
//! back, the postal enterprise was asked. Periods of the addressee run from that day (条例第三十二条, 第四十二条; 行政复议法第二十条),
//! and the 送达回证 tells it.

use jiff::civil::Date;
use law::audit::Recorded;
use law::cases::letters::tells_refusal;
use law::cases::reasons::is_wordless;
use law::cases::{OnTheWay, Rules, What};
use law::codes::WhyNot;
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::facts::House;
use super::write::{held, json_of, log};
use super::{CaseLetter, LetterState, Scan, ScanRole, Sent};
use crate::cases::acts::mending::may_be_mended;
use crate::cases::acts::own_work::refuse_to_forgive;
use crate::cases::acts::record::{Recording, stands, take_in};
use crate::cases::looking::read::{Case, Entry, events};
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::LetterId;
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
    pub(super) fn made<'a>(&self, timeline: &'a [Entry]) -> Option<&'a Entry> {
        let (day, sent) = self.sent.as_ref()?;
        self.made_by(*day, sent, timeline)
    }

    /// The same of a sending that is not the one on record of it any more.
    pub(super) fn made_by<'a>(&self, day: Date, sent: &Sent, timeline: &'a [Entry]) -> Option<&'a Entry> {
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
    if tells_refusal(&receipt.proof) {
        let why = "对方拒收、拒绝签收的，没有收到：请登记退回，再留置送达（参照民事诉讼法第八十九条）。";
        wrong.push(WhyNot::new("receipt", why));
    }
    if is_wordless(&receipt.proof) {
        let why = "请写明凭证，例如“邮政回执，本人签收”“EMS 查询，3月5日妥投”，或者先上传回执的扫描件。";
        wrong.push(WhyNot::new("receipt", why));
    }
    OfficeError::of_fields(wrong)
}
