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
        let is_new = |event: &Event| event.on >= since && !matches!(event.what, What::Received { .. });
        let newer: Vec<&Event> = events.iter().filter(|event| is_new(event)).collect();
        let mut is_refused = false;
        for event in &newer {
            let is_signed = event.what.act().spec().signed_by == staff::Act::SignCases;
            let forgives = || self.takes_lateness_off(|one| one != *event, events, rules);
            if !self.importing.is_signers && (is_signed || forgives()) {
                self.is_a_signers(since, &[event]);
                is_refused = true;
                continue;
            }
            self.has_its_proof(event, events);
        }
        // What takes nothing off alone may do so together: a notice, and what came in upon it.
        let together = || self.takes_lateness_off(|one| !is_new(one), events, rules);
        if !self.importing.is_signers && !is_refused && together() {
            self.is_a_signers(since, &newer);
        }
    }

    fn is_a_signers(&mut self, since: Date, events: &[&Event]) {
        let acts: Vec<String> = events
            .iter()
            .map(|event| format!("“{}”", event.what.act().label()))
            .collect();
        let Some(last) = events.last() else { return };
        let why = format!(
            "{since}起本机关的申请在本系统办理，这一天以后的{}须由签发人导入：请签发人在“登记表”页面导入这个文件；或者把这一天以后的各栏空着导入，再在本件中办理、登记。",
            acts.concat()
        );
        self.wrong(column_of(last.what.act()), why);
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
                    "没有填写：在本系统办理以后作出的答复，请填写答复书的发文字号。",
                );
            }
        }
    }

    /// Whether the case is late by the events that are kept, and no more by all of them.
    fn takes_lateness_off(&self, is_kept: impl Fn(&Event) -> bool, events: &[Event], rules: &Rules) -> bool {
        let today = self.importing.today;
        let kept: Vec<Event> = events.iter().filter(|one| is_kept(one)).cloned().collect();
        match (
            Standing::of(&kept, rules, today),
            Standing::of(events, rules, today),
        ) {
            (Ok(before), Ok(after)) => forgives(&before, &after),
            _ => false,
        }
    }
}
