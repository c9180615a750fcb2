//! What is lawful and yet to be told, before it is done and after: what comes on the very last day, an answer of the
//! applicant's that comes late, a period that is short or ends on a day off. 条例第三十条、第三十三条、第三十五条.

use jiff::civil::Date;

use super::acts::Act;
use super::clock_name::ClockName;
use super::clocks::Clock;
use super::consultations::Consultation;
use super::event::{Event, Party, What};
use super::history::History;
use super::meant::LONGEST_PERIOD;
use super::rules::Rules;
use super::undelivered::OnTheWay;
use crate::codes::{Ending, ReplyOrder, TableThreeRow};

/// A shorter 补正期限 is hardly 合理 (条例第三十条), in working days.
const SHORT: u16 = 3;

/// An answer that comes after its day.
struct Late {
    /// Whose period was over when.
    over: String,
    /// What it begins all the same.
    follows: &'static str,
}

impl History {
    /// What whoever does this should know; asked of the history as it is before the event.
    pub fn cautions(&self, event: &Event, rules: &Rules) -> Vec<String> {
        let act = event.what.act();
        let mut list: Vec<String> = self.last_day(act, event.on, rules).into_iter().collect();
        list.extend(self.late_answer(act, event.on, rules));
        list.extend(self.period_set(event, rules));
        list.extend(self.answered_before_it_came(event));
        if let What::ConsultationAnswered {
            consents: Some(true),
            is_signed: Some(false),
            ..
        } = &event.what
        {
            list.push("意见没有签名或者盖章，不作为同意公开的依据；请对方补签、盖章后再登记一次（条例第三十二条、第三十四条）。".to_owned());
        }
        if let What::ConsultationAnswered {
            consents: Some(false),
            is_signed: Some(false),
            consents_to: Some(_),
            ..
        } = &event.what
        {
            list.push("意见没有签名或者盖章，其中同意公开的部分不作为依据，全部按不同意公开办理；请对方补签、盖章后再登记（条例第三十二条、第三十四条）。".to_owned());
        }
        if let What::ConsultationSent {
            party, name, content, ..
        } = &event.what
        {
            let asked = Consultation::sent(event.on, *party, name.clone(), content.clone());
            list.extend(self.told_of_asking_again(&asked));
        }
        list.extend(self.told_of_last_word(event));
        if let What::Delayed { until } = &event.what {
            list.extend(self.is_put_off_far(*until, rules));
            list.extend(is_put_off_to_day_off(*until, rules));
        }
        if let What::Undelivered(lost) = &event.what {
            list.extend(self.untold_after_the_reply(lost));
        }
        if let What::Replied { outcome, .. } = &event.what {
            list.extend(self.refuses_what_is_consented_to(*outcome));
        }
        if let What::ReplyOrdered(order) = &event.what {
            list.extend(self.has_nothing_to_revoke(order));
        }
        if let What::Delivered { how } = &event.what {
            list.extend(self.goes_before_its_notice(*how, event.on));
            list.extend(self.went_out_late_again(event.on, rules));
        }
        list
    }

    /// That a delay is hardly a reasonable one (条例第三十五条: 合理期限).
    fn is_put_off_far(&self, until: Date, rules: &Rules) -> Option<String> {
        let due_on = self.reply_clock(rules)?.due_on;
        let days = rules.calendar.working_days_between(due_on, until);
        (until > due_on && days > LONGEST_PERIOD).then(|| {
            format!(
                "延迟至 {until}，比答复期限 {due_on} 晚 {days} 个工作日：延迟的期限应当合理，请斟酌（条例第三十五条）。"
            )
        })
    }

    /// That a reply that came back is out again only after long (国办公开办函〔2016〕235号 keeps its first day; the applicant waits for it).
    fn went_out_late_again(&self, on: Date, rules: &Rules) -> Option<String> {
        let (back_on, days) = self.waits_to_go_out_again(on, rules)?;
        Some(format!(
            "答复 {back_on} 退回，隔了 {days} 个工作日才重新送达，超过本机关设置的 {} 个工作日：答复之日不因此改变，但是送达应当及时，请在案卷中说明（国办公开办函〔2016〕235号）。",
            rules.settings.resend_days
        ))
    }

    /// That a reply that came back has long been lying here.
    pub(super) fn told_of_waiting_again(&self, today: Date, rules: &Rules) -> Option<String> {
        let (back_on, days) = self.waits_to_go_out_again(today, rules)?;
        Some(format!(
            "答复 {back_on} 退回，已经 {days} 个工作日没有重新送达，超过本机关设置的 {} 个工作日：请立即重新送达（国办公开办函〔2016〕235号）。",
            rules.settings.resend_days
        ))
    }

    /// The day a reply came back that waits to go out once more, and the working days since, where they are more than the organ has
    /// settled.
    pub fn waits_to_go_out_again(&self, today: Date, rules: &Rules) -> Option<(Date, u32)> {
        let back_on = self.reply_came_back()?;
        let days = rules.calendar.working_days_between(back_on, today);
        (days > u32::from(rules.settings.resend_days)).then_some((back_on, days))
    }

    /// That whoever objects was not told after all, of what has gone out already: its own rights hang on the day it is told.
    fn untold_after_the_reply(&self, lost: &OnTheWay) -> Option<String> {
        let is_out = self.reply.is_some_and(|reply| reply.delivered.is_some());
        (lost.letter == Act::OverrideNotified && is_out).then(|| {
            "答复已经送达，第三方却没有收到《政府信息决定公开告知书》：请立即重新送达，其申请行政复议、提起诉讼的期限从收到之日起算（条例第三十二条、行政复议法第二十条、行政诉讼法第四十六条）。".to_owned()
        })
    }

    /// That the whole is refused for third parties' sake while one of them consents, to all it was asked about or to a part.
    fn refuses_what_is_consented_to(&self, outcome: TableThreeRow) -> Option<String> {
        let asked = self.consultations.iter();
        let standing = asked.filter(|one| one.party == Party::ThirdParty && one.stands());
        let consents = |one: &&Consultation| {
            let is_whole = one.answer.is_some_and(|answer| answer.consents == Some(true));
            is_whole || one.consented().is_some()
        };
        let told = standing.filter(consents).map(|one| {
            let said = one.opinion().unwrap_or_default();
            let about = one
                .about()
                .map_or_else(String::new, |about| format!("（{about}）"));
            format!("{}{about}{said}", one.who())
        });
        let told: Vec<String> = told.collect();
        (outcome == TableThreeRow::RefusedThirdParty && !told.is_empty()).then(|| {
            format!(
                "{}：第三方同意公开的内容，不能以损害第三方合法权益为由不予公开；仍全部不予公开的，答复书应当写明第三方的意见和理由（条例第十五条、第三十七条）。",
                told.join("；")
            )
        })
    }

    /// That an order says something was revoked while nothing was decided.
    fn has_nothing_to_revoke(&self, order: &ReplyOrder) -> Option<String> {
        let is_empty = self.replies().next().is_none() && self.overrides.is_empty();
        (order.ending == Ending::Revoked && is_empty).then(|| {
            "本件没有作出过答复，没有可以撤销的处理：请核对决定书、判决书，逾期没有答复的，结果一般是责令履行（行政复议法第六十六条、行政诉讼法第七十二条）。".to_owned()
        })
    }

    /// That an answer is of a day before the letter that asked for it was received: one of the two days is wrong.
    fn answered_before_it_came(&self, event: &Event) -> Option<String> {
        let (received_on, is_known) = match &event.what {
            What::Corrected {} => {
                let asked = self.correction.as_ref()?;
                (asked.received_on, asked.is_receipt_known)
            }
            What::FeePaid {} => self.fee.map(|fee| (fee.received_on, fee.is_receipt_known))?,
            What::ReasonsGiven {} => {
                let asked = self.reasons?;
                (asked.received_on, asked.is_receipt_known)
            }
            What::ConsultationAnswered {
                party, name, number, ..
            } => {
                let place = self.answered_by(*party, name.as_deref(), number.as_deref())?;
                let asked = self.consultations.get(place)?;
                (asked.received_on, asked.is_receipt_known)
            }
            What::Reached(letter) => {
                let answered_on = self.answered_on_letter(letter).filter(|on| *on < event.on)?;
                return Some(format!(
                    "对方 {answered_on} 已经答复，早于登记的收到之日，两个日期请核对凭证。"
                ));
            }
            _ => return None,
        };
        (is_known && event.on < received_on)
            .then(|| format!("早于登记的对方收到之日 {received_on}，两个日期请核对凭证。"))
    }

    /// That this is the last day on which the organ may do it.
    pub fn last_day(&self, act: Act, on: Date, rules: &Rules) -> Option<String> {
        let clock = self.clock_of_ours(act, rules)?;
        let follows = match act {
            // The day of sending counts (条例第三十三条第三款 is silent): nothing is left that could stand still.
            Act::ConsultationSent => {
                "发出之日仍计入期限，期限当日届满，此后征求意见不再使它延后，需要的请在当日延长答复期限"
            }
            Act::Delivered => "须当日送出",
            _ => "须当日办理并送出",
        };
        (clock.due_on == on).then(|| {
            format!(
                "{on} 是“{}”期限的最后一天（{}）：{follows}。",
                clock.label, clock.article
            )
        })
    }

    /// The organ's own clock within which such an act must be done.
    fn clock_of_ours(&self, act: Act, rules: &Rules) -> Option<Clock> {
        match act {
            Act::CorrectionRequested if self.correction.is_none() => {
                let clocks = self.clocks(rules);
                clocks
                    .into_iter()
                    .find(|clock| clock.name == ClockName::CorrectionNotice)
            }
            Act::ConsultationSent
            | Act::Extended
            | Act::FeeNotified
            | Act::ReasonsRequested
            | Act::Delayed
            | Act::Replied
            | Act::Delivered => self.running_reply_clock(rules),
            _ => None,
        }
    }

    /// The clock within which the reply goes out: the one that was ordered, else the statute's.
    fn running_reply_clock(&self, rules: &Rules) -> Option<Clock> {
        match self.awaited_order() {
            Some(ordered) => Some(ordered.clock(&rules.calendar)),
            None => self.reply_clock(rules).filter(Clock::is_running),
        }
    }

    /// An answer of the applicant's that came after its day: it is taken, and begins what it begins.
    fn late_answer(&self, act: Act, on: Date, rules: &Rules) -> Option<String> {
        let late = self.comes_late(act, on, &self.clocks(rules))?;
        Some(format!("{}；已如实登记，{}。", late.over, late.follows))
    }

    /// The same before it is taken, of an answer that would come on this day.
    pub fn late_answer_before(&self, act: Act, on: Date, clocks: &[Clock]) -> Option<String> {
        let late = self.comes_late(act, on, clocks)?;
        Some(format!(
            "今天收到的属于{}；仍如实登记，{}。此前已经收到的，请填写收到之日。",
            late.over, late.follows
        ))
    }

    fn comes_late(&self, act: Act, on: Date, clocks: &[Clock]) -> Option<Late> {
        let (name, is_awaited, follows) = match act {
            Act::Corrected => (
                ClockName::Correction,
                self.awaits_correction(),
                "答复期限自收到补正之日起重新计算（条例第三十条）",
            ),
            Act::FeePaid => (
                ClockName::Payment,
                self.awaits_fee(),
                "答复期限按缴清之日计算（国办函〔2020〕109号）",
            ),
            Act::ReasonsGiven => (
                ClockName::Reasons,
                self.awaits_reasons(),
                "理由是否合理由本机关认定（条例第三十五条）",
            ),
            _ => return None,
        };
        let clock = clocks.iter().find(|clock| clock.name == name)?;
        (is_awaited && on > clock.last_on()).then(|| Late {
            over: format!("逾期：{}的期限已于 {} 届满", clock.label, clock.last_on()),
            follows,
        })
    }

    /// What is to be said of a period that a notice sets the applicant.
    fn period_set(&self, event: &Event, rules: &Rules) -> Vec<String> {
        let mut after = self.clone();
        let (name, respond_by) = match &event.what {
            What::CorrectionRequested { respond_by, .. } if self.correction.is_none() => {
                (ClockName::Correction, *respond_by)
            }
            What::ReasonsRequested { respond_by, .. } if self.reasons.is_none() => {
                (ClockName::Reasons, *respond_by)
            }
            What::Reached(letter) if letter.letter == Act::CorrectionRequested => {
                let asked = self.correction.as_ref();
                (ClockName::Correction, asked.and_then(|asked| asked.respond_by))
            }
            What::Reached(letter) if letter.letter == Act::ReasonsRequested => (
                ClockName::Reasons,
                self.reasons.and_then(|asked| asked.respond_by),
            ),
            _ => return Vec::new(),
        };
        after.take(event);
        let clocks = after.clocks(rules);
        let Some(clock) = clocks.iter().find(|clock| clock.name == name) else {
            return Vec::new();
        };
        let mut list = Vec::new();
        let is_sent = !matches!(event.what, What::Reached(_));
        if is_sent && clock.working_days < SHORT {
            list.push(format!(
                "{}的期限只有 {} 个工作日，是否合理请斟酌（{}）。",
                clock.label, clock.working_days, clock.article
            ));
        }
        if let Some(day) = respond_by.filter(|day| rules.calendar.rolled(*day).on <= clock.from) {
            list.push(format!(
                "{}：告知书载明的 {day} 在申请人收到（{}）之前已经届满，不作为期限，自收到之日起按 {} 个工作日计算，至 {}（{}）。",
                clock.label, clock.from, clock.working_days, clock.due_on, clock.article
            ));
        } else if let Some(day) = respond_by.filter(|day| is_sent && *day != clock.due_on) {
            list.push(format!(
                "{}的期限 {day} 是休息日，顺延至 {}（参照民事诉讼法第八十五条第三款）。",
                clock.label, clock.due_on
            ));
        }
        list
    }
}

/// That a delay is to a day off: it is the organ's own day, which does not roll on (条例第三十五条).
fn is_put_off_to_day_off(until: Date, rules: &Rules) -> Option<String> {
    (!rules.calendar.is_working_day(until)).then(|| {
        format!("延迟至 {until}，该日是休息日：告知申请人的是本机关自己的期限，不顺延，请改为工作日，或者在此前的工作日答复（条例第三十五条）。")
    })
}
