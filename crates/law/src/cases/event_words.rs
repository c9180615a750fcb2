//! What is said of an event, by the wording of its act (`acts`), and what it still lacks before it may be recorded.

use jiff::civil::Date;

use super::event::{Event, What};
use crate::codes::{ReplyOrder, WhyNot, spoken};
use crate::fees::{self, Charge};
use crate::wording;

impl What {
    /// What must still be written down before this may be recorded: the note its act needs, and a charge that is one
    /// (条例第三十条、国办函〔2020〕109号第三条).
    pub fn lacks(&self, note: &str, charge: Option<Charge>) -> Vec<WhyNot> {
        let spec = self.act().spec();
        let mut lacking = Vec::new();
        if let Some(message) = spec.note.needed.filter(|_| note.trim().is_empty()) {
            lacking.push(WhyNot::new("note", message));
        }
        if spec.is_charged {
            lacking.extend(fees::may_charge(charge).err());
        }
        lacking
    }

    /// The field of that name in words, with days written as `day` writes them; empty where it is not there.
    fn field(&self, name: &str, day: fn(Date) -> String) -> String {
        let text = match (self, name) {
            (Self::Received { channel, .. }, "channel") => Some(channel.label().to_owned()),
            (Self::Received { confirmed_on, .. }, "confirmed_on") => confirmed_on.flatten().map(day),
            (
                Self::CorrectionRequested { respond_by } | Self::ReasonsRequested { respond_by },
                "respond_by",
            ) => respond_by.map(day),
            (Self::ConsultationSent { party, .. } | Self::ConsultationAnswered { party, .. }, "party") => {
                Some(party.label().to_owned())
            }
            (Self::ConsultationSent { name, .. } | Self::ConsultationAnswered { name, .. }, "name") => {
                name.clone()
            }
            (Self::ConsultationAnswered { consents, .. }, "consents") => Some(opinion(*consents).to_owned()),
            (Self::OverrideNotified { name, .. }, "name") => name.clone(),
            (Self::OverrideNotified { not_before, .. }, "not_before") => not_before.map(day),
            (Self::Extended { days, .. }, "days") => Some(days.to_string()),
            (Self::Extended { approved_by, .. }, "approved_by") => Some(approved_by.clone()),
            (Self::FeeNotified { received_on }, "received_on") => received_on.map(day),
            (Self::Delayed { until }, "until") => Some(day(*until)),
            (Self::ReplyOrdered(order), name) => ordered(order, name, day),
            (Self::Replied { outcome }, "outcome") => Some(outcome.full_label()),
            (Self::Delivered { how }, "how") => Some(how.label().to_owned()),
            _ => None,
        };
        text.unwrap_or_default()
    }
}

fn ordered(order: &ReplyOrder, name: &str, day: fn(Date) -> String) -> Option<String> {
    match name {
        "authority" => Some(order.authority.trim().to_owned()),
        "number" => Some(order.number.trim().to_owned()),
        "ending" => Some(order.ending.label().to_owned()),
        "dated" => Some(day(order.dated)),
        "by" => order.by.map(day),
        "days" => order.days.map(|days| days.to_string()),
        "from" => order.from.map(day),
        _ => None,
    }
}

const fn opinion(consents: Option<bool>) -> &'static str {
    match consents {
        Some(true) => "同意公开",
        Some(false) => "不同意公开",
        None => "未表示",
    }
}

impl Event {
    /// Its particulars in the timeline; empty where the label says all.
    pub fn words(&self) -> String {
        self.filled(self.what.act().spec().words, |day| day.to_string())
    }

    /// What happened, told to the applicant.
    pub fn told_to_applicant(&self) -> String {
        self.filled(self.what.act().spec().to_applicant, spoken)
    }

    /// The whole event in a line.
    pub fn line(&self) -> String {
        let label = self.what.act().label();
        match self.words().as_str() {
            "" => format!("{} {label}", self.on),
            words => format!("{} {label}（{words}）", self.on),
        }
    }

    fn filled(&self, wording: &str, day: fn(Date) -> String) -> String {
        wording::fill(wording, &|name| self.what.field(name, day), |_| String::new())
    }
}
