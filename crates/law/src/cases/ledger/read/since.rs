//! What a ledger may tell of the time since its organ works with this system: from then on what the organ does has its letter, its
//! signer and its proof here, and a sheet takes none of them off (条例第三十二条、第三十三条第二款、第三十六条).

use jiff::civil::Date;

use super::super::Column;
use super::{Reading, column_of};
use crate::cases::letters::{lacks_apart, lacks_notice};
use crate::cases::{Act, Event, Rules, Standing, What, forgives};
use crate::staff;

/// When a ledger is read, and by whom.
#[derive(Clone, Copy, Debug)]
pub struct Importing {
    pub today: Date,
    /// The day from which the organ's cases are on record here; none where this is its first ledger.
    pub since: Option<Date>,
    /// Whether whoever imports it signs for the organ.
    pub is_signers: bool,
}

impl Importing {
    /// The first ledger of an organ.
    pub const fn first(today: Date) -> Self {
        Self {
            today,
            since: None,
            is_signers: false,
        }
    }
}

impl Reading<'_> {
    /// Names what is recorded at the desk alone, or by a signer alone.
    pub(super) fn since(&mut self, events: &[Event], rules: &Rules) {
        let Some(since) = self.importing.since else { return };
        let newer = events.iter().filter(|event| event.on >= since);
        for event in newer.filter(|event| !matches!(event.what, What::Received { .. })) {
            let act = event.what.act();
            let is_signed = act.spec().signed_by == staff::Act::SignCases;
            if !self.importing.is_signers && (is_signed || self.takes_lateness_off(event, events, rules)) {
                let why = format!(
                    "{since}起本机关的申请在本系统办理，这一天以后的“{}”请由签发人导入，或者在本件中登记。",
                    act.label()
                );
                self.wrong(column_of(act), why);
                continue;
            }
            self.has_its_proof(event, events);
        }
    }

    /// As at the desk: the number of the letter and how it went, what proves a delivery, the number of a reply.
    fn has_its_proof(&mut self, event: &Event, events: &[Event]) {
        let act = event.what.act();
        let note = self.line.get(Column::Note);
        let lacks = match event.what {
            What::Delivered { how } => lacks_apart(how, note, None),
            _ => lacks_notice(act, note).into_iter().collect(),
        };
        for why in lacks {
            let at = if why.field == "how" {
                Column::Delivery
            } else {
                Column::Note
            };
            self.wrong(at, format!("“{}”（{}）：{}", act.label(), event.on, why.message));
        }
        if act == Act::Replied {
            let is_again = events
                .iter()
                .any(|one| matches!(one.what, What::ReplyOrdered(_)) && one.on <= event.on);
            let column = if is_again {
                Column::AgainNumber
            } else {
                Column::ReplyNumber
            };
            if self.line.get(column).trim().is_empty() {
                self.wrong(
                    column,
                    "没有填写：在本系统办理以后作出的答复，请填写答复书的文号。",
                );
            }
        }
    }

    fn takes_lateness_off(&self, event: &Event, events: &[Event], rules: &Rules) -> bool {
        let today = self.importing.today;
        let others: Vec<Event> = events.iter().filter(|one| *one != event).cloned().collect();
        match (
            Standing::of(&others, rules, today),
            Standing::of(events, rules, today),
        ) {
            (Ok(before), Ok(after)) => forgives(&before, &after),
            _ => false,
        }
    }
}
