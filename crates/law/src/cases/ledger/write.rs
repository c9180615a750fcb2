//! A case's history as the cells of a line. What a line has no column for (reasons asked for, letters to other organs) is
//! said in the note, so that the sheet does not tell less than it seems to.

use super::{Column, Line, WITHDRAWN};
use crate::cases::{Event, Party, What};

/// What goes beside the events of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// 答复文号
    pub number: String,
    pub note: String,
}

/// Fills the cells that the events of a case tell.
pub fn history(line: &mut Line, events: &[Event], reply: &Reply) {
    let mut notes: Vec<String> = Vec::new();
    for event in events {
        let on = event.on.to_string();
        match &event.what {
            What::Received {
                channel,
                confirmed_on,
                ..
            } => {
                line.set(Column::Channel, channel.label());
                match confirmed_on {
                    Some(None) => {
                        line.set(Column::ReceivedOn, on);
                        notes.push("到达后尚未与申请人确认".to_owned());
                    }
                    Some(Some(day)) => line.set(Column::ReceivedOn, day.to_string()),
                    None => line.set(Column::ReceivedOn, on),
                }
            }
            What::Confirmed {} => {
                line.set(Column::ReceivedOn, on);
                notes.retain(|note| note != "到达后尚未与申请人确认");
            }
            // Of two the first is the one that counts; the second is told in the notes.
            What::CorrectionRequested { .. } if line.get(Column::CorrectionOn).is_empty() => {
                line.set(Column::CorrectionOn, on);
            }
            What::Corrected {} if line.get(Column::CorrectedOn).is_empty() => {
                line.set(Column::CorrectedOn, on);
            }
            What::Extended { days, .. } if line.get(Column::ExtendedOn).is_empty() => {
                line.set(Column::ExtendedOn, on);
                line.set(Column::ExtendedDays, days.to_string());
            }
            What::FeeNotified { .. } if line.get(Column::ChargedOn).is_empty() => {
                line.set(Column::ChargedOn, on);
            }
            What::FeePaid {} if line.get(Column::PaidOn).is_empty() => line.set(Column::PaidOn, on),
            other => later(line, &on, other, &mut notes),
        }
    }
    line.set(Column::ReplyNumber, reply.number.as_str());
    notes.insert(0, reply.note.clone());
    notes.retain(|note| !note.trim().is_empty());
    line.set(Column::Note, notes.join("；"));
}

fn later(line: &mut Line, on: &str, what: &What, notes: &mut Vec<String>) {
    match what {
        What::ConsultationSent {
            party: Party::ThirdParty,
            ..
        } if line.get(Column::ConsultedOn).is_empty() => line.set(Column::ConsultedOn, on),
        What::ConsultationAnswered {
            party: Party::ThirdParty,
            consents,
            ..
        } if line.get(Column::OpinionOn).is_empty() => {
            line.set(Column::OpinionOn, on);
            let said = match consents {
                Some(true) => "同意公开",
                Some(false) => "不同意公开",
                None => "未提出意见",
            };
            line.set(Column::Opinion, said);
        }
        // The letter that ends a withdrawn application leaves it withdrawn.
        What::Replied { outcome } if line.get(Column::Outcome).is_empty() => {
            line.set(Column::RepliedOn, on);
            line.set(Column::Outcome, outcome.full_label());
        }
        What::Delivered { how } => {
            line.set(Column::Delivery, how.label());
            line.set(Column::DeliveredOn, on);
        }
        What::Withdrawn {} => {
            line.set(Column::RepliedOn, on);
            line.set(Column::Outcome, WITHDRAWN);
        }
        other => notes.push(format!("{on} {}", other.act().label())),
    }
}
