//! What is said of a clock whose day has passed: what follows, or what has to be known first.

use jiff::civil::Date;

use super::acts::Act;
use super::clock_name::ClockName;
use super::clocks::Clock;
use super::unreceived::Unreceived;

/// The warning of a clock that is over on that day; none while it runs.
pub(super) fn warn(clock: &Clock, unreceived: &[Unreceived], today: Date) -> Option<String> {
    if today <= clock.last_on() {
        return None;
    }
    let due_on = clock.last_on();
    let of_applicant = |act| unreceived.iter().find(|one| one.act == act);
    let waits = match clock.name {
        ClockName::Correction => of_applicant(Act::CorrectionRequested),
        ClockName::Payment => of_applicant(Act::FeeNotified),
        ClockName::Reasons => of_applicant(Act::ReasonsRequested),
        ClockName::Consultation => {
            let mut asked = unreceived.iter();
            asked.find(|one| one.act == Act::ConsultationSent && one.sent_on == clock.from)
        }
        _ => None,
    };
    if let Some(one) = waits {
        return Some(format!(
            "{}，还没有登记对方收到之日：期限从收到之日起算，登记之前不能按逾期办理（{}）。",
            one.letter(),
            clock.article
        ));
    }
    Some(match clock.name {
        ClockName::Confirmation => format!(
            "申请自 {} 到达后一直未与申请人确认，应当于 {due_on} 前确认；请立即确认，以免拖延（{}）。",
            clock.from, clock.article
        ),
        ClockName::FromArrival => {
            format!("即使自到达之日起算，20个工作日也已于 {due_on} 届满；未确认收到不是拖延的理由。")
        }
        ClockName::Correction => format!(
            "补正期限已于 {due_on} 届满，申请人没有补正；无正当理由的视为放弃申请，请办结（条例第三十条）。"
        ),
        ClockName::Payment => {
            format!("缴费期限已于 {due_on} 届满，申请人没有缴费；请办结（条例第四十二条）。")
        }
        ClockName::Reasons => {
            format!("说明理由的期限已于 {due_on} 届满，申请人没有说明理由（条例第三十五条）。")
        }
        ClockName::Consultation => format!("{}的期限已于 {due_on} 届满，没有收到意见。", clock.label),
        ClockName::Reply => format!("答复期限已于 {due_on} 届满，答复尚未送达（条例第三十三条）。"),
        ClockName::OrderedReply => format!(
            "复议决定、判决责令答复的期限已于 {due_on} 届满，答复尚未送达（{}）。",
            clock.article
        ),
        ClockName::CorrectionNotice => return None,
    })
}
