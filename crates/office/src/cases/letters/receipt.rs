//! The day a letter reached its addressee, when it is known only after it went out: the receipt of a registered letter came
//! back, the postal enterprise was asked. Periods of the addressee run from that day (条例第三十二条, 第四十二条; 行政复议法第二十条),
//! and the 送达回证 tells it.

use jiff::civil::Date;
use law::audit::Recorded;
use law::cases::reasons::is_wordless;
use law::cases::{Delivery, OnTheWay, What};
use law::codes::WhyNot;
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::facts::House;
use super::write::{held, json_of, log};
use super::{CaseLetter, LetterState, Sent, with_case};
use crate::cases::acts::mending::{may_be_mended, state_receipt};
use crate::cases::looking::read::{Case, Entry, events};
use crate::entity::case_letter;
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

    /// The event of its case that its going out made, where a period runs from its receipt: of several letters of one day to
    /// one party each has its own.
    fn made<'a>(&self, timeline: &'a [Entry]) -> Option<&'a Entry> {
        let (day, sent) = self.sent.as_ref()?;
        if let Some(seq) = sent.event {
            return timeline.iter().find(|entry| entry.seq == seq);
        }
        let open = self.open_until_reached()?;
        // Those that went out before the event was kept with them: their note begins with their number.
        let number = self.letter.number.as_deref().unwrap_or_default();
        let alike: Vec<&Entry> = timeline
            .iter()
            .filter(|entry| entry.event.on == *day && entry.event.what.reaching(None).as_ref() == Some(&open))
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

    /// The day it reached its addressee, where that is known: one that a period runs from stands in the event of the case.
    pub fn reached_on(&self, case: &Case) -> Option<Date> {
        let (_, sent) = self.sent.as_ref()?;
        let of_event = self
            .made(&case.timeline)
            .and_then(|entry| entry.event.what.reached_on());
        of_event.or(sent.reached_on)
    }

    /// Whether this letter's going out made that event.
    pub fn is_behind(&self, case: &Case, seq: i64) -> bool {
        self.made(&case.timeline).is_some_and(|entry| entry.seq == seq)
    }

    /// Whether the day it reached its addressee is to be recorded here, or to be corrected: of what was posted or given to somebody
    /// to hand over. One that a period runs from is corrected where its event stands.
    pub fn awaits_receipt(&self, case: &Case) -> bool {
        let went_by_hand = |how| matches!(how, Delivery::Post | Delivery::Entrusted);
        self.sent.as_ref().is_some_and(|(_, sent)| went_by_hand(sent.how))
            && self.kind.has_delivery_record()
            && self
                .made(&case.timeline)
                .is_none_or(|entry| entry.event.what.reached_on().is_none())
    }
}

/// A letter of this program that came back lies signed again, to be delivered once more; `timeline` is what was on record
/// before. What is known of the first sending stands by its event.
pub(in crate::cases) async fn came_back(
    tx: &Tx<'_>,
    moment: Moment,
    case: CaseId,
    timeline: &[Entry],
    lost: &OnTheWay,
) -> Result<(), OfficeError> {
    let rows = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::State.eq(LetterState::Delivered.code()))
        .all(tx.on())
        .await?;
    for row in rows {
        let letter = with_case(tx.on(), row.clone()).await?;
        let sent = letter.made(timeline).map(|entry| &entry.event);
        if sent.and_then(OnTheWay::of).as_ref() != Some(lost) {
            continue;
        }
        let mut row = row.into_active_model();
        row.state = Set(LetterState::Signed.code().to_owned());
        row.delivered_on = Set(None);
        row.delivery = Set(None);
        bump(&mut row.version);
        row.changed_at = Set(moment.millis());
        row.update(tx.on()).await?;
        return Ok(());
    }
    Ok(())
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
        let Some((day, sent)) = &found.sent else {
            return Err(OfficeError::Missing);
        };
        refuse(*day, sent, moment, receipt)?;
        let case = may_be_mended(&tx, found.case).await?;
        let mut sent = Sent {
            receipt: receipt.proof.trim().to_owned(),
            ..sent.clone()
        };
        if found.open_until_reached().is_some() {
            let timeline = events(tx.on(), found.case).await?;
            let made = found.made(&timeline).map(|entry| entry.seq);
            state_receipt(&tx, actor, moment, &house.rules, case, made, receipt).await?;
        } else {
            sent.reached_on = Some(receipt.on);
        }
        let mut row = row.into_active_model();
        row.delivery = Set(Some(json_of(&sent)?));
        bump(&mut row.version);
        row.changed_at = Set(moment.millis());
        row.update(tx.on()).await?;
        let recorded = Recorded::CasesLetterReceipt;
        log(&tx, actor, moment, found.case, recorded, letter, found.kind).await
    })
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
        let why = "请写明凭证，例如“邮政回执，本人签收”“EMS 查询，3月5日妥投”。";
        wrong.push(WhyNot::new("receipt", why));
    }
    OfficeError::of_fields(wrong)
}
