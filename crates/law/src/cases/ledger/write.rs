//! A case's history as the cells of a line. What a line has no column for (reasons asked for, letters to other organs) is
//! said in the note, so that the sheet does not tell less than it seems to.

use super::cells::ORDER_RESULTS;
use super::{Column, IN_PART, Line, WITHDRAWN};
use crate::cases::{Event, Party, ReplyOrder, What};

/// What goes beside the events of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// 答复文号
    pub number: String,
    /// 再次答复文号
    pub again: String,
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
    if !line.get(Column::AgainOn).is_empty() {
        line.set(Column::AgainNumber, reply.again.as_str());
    }
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
            consents_to,
            ..
        } if line.get(Column::OpinionOn).is_empty() => {
            line.set(Column::OpinionOn, on);
            let said = match (consents, consents_to.as_deref().map(str::trim)) {
                (Some(true), _) => "同意公开".to_owned(),
                (Some(false), None) => "不同意公开".to_owned(),
                (Some(false), Some("")) => IN_PART.to_owned(),
                (Some(false), Some(part)) => format!("{IN_PART}：{part}"),
                (None, _) => "未提出意见".to_owned(),
            };
            line.set(Column::Opinion, said);
        }
        // The letter that ends a withdrawn application leaves it withdrawn.
        What::Replied { outcome, .. } if line.get(Column::Outcome).is_empty() && !is_ordered(line) => {
            line.set(Column::RepliedOn, on);
            line.set(Column::Outcome, outcome.full_label());
        }
        What::Replied { outcome, .. } if is_ordered(line) && line.get(Column::AgainOutcome).is_empty() => {
            line.set(Column::AgainOn, on);
            line.set(Column::AgainOutcome, outcome.full_label());
        }
        What::Delivered { how } if !is_ordered(line) => {
            line.set(Column::Delivery, how.label());
            line.set(Column::DeliveredOn, on);
        }
        What::Delivered { how } if line.get(Column::AgainDelivery).is_empty() => {
            line.set(Column::AgainDelivery, how.label());
            line.set(Column::AgainDeliveredOn, on);
        }
        What::ReplyOrdered(order) if !is_ordered(line) => ordered(line, on, order, notes),
        What::Withdrawn {} => {
            line.set(Column::RepliedOn, on);
            line.set(Column::Outcome, WITHDRAWN);
        }
        other => notes.push(format!("{on} {}", other.act().label())),
    }
}

fn is_ordered(line: &Line) -> bool {
    !line.get(Column::OrderedOn).is_empty()
}

fn ordered(line: &mut Line, on: &str, order: &ReplyOrder, notes: &mut Vec<String>) {
    let is_it = |(_, route, ending): &&(&str, _, _)| *route == order.route && *ending == order.ending;
    let result = ORDER_RESULTS.iter().find(is_it).map_or("", |(label, ..)| label);
    line.set(Column::OrderedOn, on);
    line.set(Column::OrderResult, result);
    line.set(Column::OrderAuthority, order.authority.as_str());
    line.set(Column::OrderNumber, order.number.as_str());
    match (order.by, order.days) {
        (Some(by), _) => line.set(Column::OrderDue, by.to_string()),
        (None, Some(days)) => line.set(Column::OrderDue, format!("{days}个工作日")),
        (None, None) => {}
    }
    // The sheet has one day for an order: that of its receipt.
    if order.dated.to_string() != on {
        notes.push(format!("决定书、判决书载明日期 {}", order.dated));
    }
    if let Some(from) = order.from {
        notes.push(format!("责令答复的期限自 {from} 的次日起算"));
    }
}
