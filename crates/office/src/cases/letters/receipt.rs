//! The day a letter reached its addressee, when it is known only after it went out: the receipt of a registered letter came
//! back, the postal enterprise was asked. Periods of the addressee run from that day (条例第三十二条, 第四十二条; 行政复议法第二十条),
//! and the 送达回证 tells it.

use jiff::civil::Date;
use law::audit::Recorded;
use law::cases::reasons::is_wordless;
use law::cases::{Delivery, Event, What};
use law::codes::WhyNot;
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::facts::House;
use super::write::{held, json_of, log};
use super::{CaseLetter, LetterState, Sent};
use crate::cases::acts::mending::{may_be_mended, state_receipt};
use crate::cases::looking::read::Case;
use crate::error::OfficeError;
use crate::ids::LetterId;
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
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

    /// The day it reached its addressee, where that is known: one that a period runs from stands in the event of the case.
    pub fn reached_on(&self, case: &Case) -> Option<Date> {
        let (day, sent) = self.sent.as_ref()?;
        let open = self.open_until_reached();
        let of_case = case.timeline.iter().map(|entry| &entry.event);
        let its_own = of_case.filter(|event| event.on == *day && event.what.reaching(None) == open);
        sent.reached_on
            .or_else(|| its_own.filter_map(|event| event.what.reached_on()).next_back())
    }

    /// Whether the day it reached its addressee is to be recorded here, or to be corrected: of what was posted or given to somebody
    /// to hand over. One that a period runs from is corrected where its event stands.
    pub fn awaits_receipt(&self, case: &Case) -> bool {
        let went_by_hand = |how| matches!(how, Delivery::Post | Delivery::Entrusted);
        self.sent.as_ref().is_some_and(|(_, sent)| went_by_hand(sent.how))
            && self.kind.has_delivery_record()
            && (self.reached_on(case).is_none() || self.open_until_reached().is_none())
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
        let Some((day, sent)) = &found.sent else {
            return Err(OfficeError::Missing);
        };
        refuse(*day, sent, moment, receipt)?;
        let case = may_be_mended(&tx, found.case).await?;
        let mut sent = Sent {
            receipt: receipt.proof.trim().to_owned(),
            ..sent.clone()
        };
        if let Some(what) = found.open_until_reached() {
            let sent = Event { on: *day, what };
            state_receipt(&tx, actor, moment, &house.rules, case, &sent, receipt).await?;
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
