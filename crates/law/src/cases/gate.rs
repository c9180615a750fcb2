//! Which act may follow, and why not: one list, asked before an act is offered, before it is recorded, and of every
//! history that is read (desk, import, mending, command line). What can't have happened is told apart from what happened
//! against the rules, and of that what has no effect from what counts all the same. Replies are in `gate::replies`.

mod replies;

use jiff::civil::Date;

use super::acts::Act;
use super::clock_name::ClockName;
use super::clocks::LONGEST_EXTENSION;
use super::consultations::Consultation;
use super::event::{Event, What};
use super::history::{History, Reply};
use super::rules::Rules;
pub use crate::codes::{Hindrance, Weight};
use crate::codes::{impossible, unlawful, void};

impl Hindrance {
    /// Whether it may be put on record all the same, with a reason. What happened on an earlier day is a fact, and so is what
    /// somebody else did today; what the organ itself would do today against the rules it does not do.
    pub fn may_be_recorded(&self, act: Act, on: Date, today: Date) -> Result<(), String> {
        if self.is_impossible() {
            return Err(self.why.clone());
        }
        if act.is_ours() && on >= today {
            return Err(format!(
                "{}今天办理的，写明理由也不能登记；此前确已发生的，请填写发生之日，写明理由补记。",
                self.why
            ));
        }
        Ok(())
    }
}

/// Nothing can have happened to an application before it arrived.
pub(super) fn before_arrival(act: Act, arrived_on: Date) -> Result<(), Hindrance> {
    match act {
        Act::Confirmed => impossible(format!("确认之日早于申请到达之日（{arrived_on}），请核对。")),
        _ => impossible(format!("早于申请到达之日（{arrived_on}）。")),
    }
}

/// An application is on record when it is here, and is confirmed once it is here (条例第三十一条).
pub(super) fn receipt_in_order(
    on: Date,
    arrived_on: Date,
    confirmed_on: Option<Date>,
) -> Result<(), Hindrance> {
    if arrived_on > on {
        return impossible(format!(
            "申请到达之日（{arrived_on}）晚于登记收到之日（{on}），请核对。"
        ));
    }
    match confirmed_on {
        Some(confirmed_on) if confirmed_on < arrived_on => before_arrival(Act::Confirmed, arrived_on),
        _ => Ok(()),
    }
}

/// What is said where a letter is on record as having come and as having come back.
const CAME_AND_CAME_BACK: &str = "文书登记为没有送达、已退回，又登记对方收到：两项必有一误。确已收到的，请更正退回的登记（其实没有退回），再登记收到之日。";

impl History {
    /// Whether this event may follow on what has happened, its particulars included: the weightiest objection where it
    /// may not.
    pub fn may_take(&self, event: &Event, rules: &Rules) -> Result<(), Hindrance> {
        let objections = self.objections(event, rules);
        // Of several that weigh the same the first is told.
        match objections.into_iter().min_by_key(|hindrance| hindrance.weight) {
            Some(hindrance) => Err(hindrance),
            None => Ok(()),
        }
    }

    /// All that stands against this event.
    pub(super) fn objections(&self, event: &Event, rules: &Rules) -> Vec<Hindrance> {
        let act = event.what.act();
        if let Err(hindrance) = self.in_order(event) {
            return vec![hindrance];
        }
        let may = if self.ends_withdrawn(event) || self.is_of_reply_sent(event) {
            Ok(())
        } else {
            self.may(act, event.on, rules)
        };
        let both = [may, self.particulars(event, rules)];
        let mut all: Vec<Hindrance> = both.into_iter().filter_map(Result::err).collect();
        all.dedup_by(|one, other| one.why == other.why);
        all
    }

    /// Whether it is the letter that ends a withdrawn application (终止办理告知书), or that letter's delivery: nothing else
    /// follows on a withdrawal.
    fn ends_withdrawn(&self, event: &Event) -> bool {
        self.withdrawn_on.is_some()
            && match event.what {
                What::Replied { outcome, .. } => {
                    self.reply.is_none() && outcome == crate::codes::TableThreeRow::OtherwiseOther
                }
                What::Delivered { .. } => self.reply.is_some_and(|reply| reply.delivered.is_none()),
                _ => false,
            }
    }

    /// Whether it tells that the reply came back: it went out, and may so even where it ended a withdrawn application.
    fn is_of_reply_sent(&self, event: &Event) -> bool {
        let on_the_way = || self.reply.and_then(Reply::on_the_way);
        matches!(&event.what, What::Undelivered(lost) if on_the_way().as_ref() == Some(lost))
    }

    /// Whether an act of that kind may be done on that day.
    pub fn may(&self, act: Act, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        match (self.is_open_for(act), self.may_by_itself(act, on, rules)) {
            // An answer to nothing is impossible after a reply as well.
            (Err(closed), Err(own)) if own.weight < closed.weight => Err(own),
            (Err(closed), _) => Err(closed),
            (Ok(()), own) => own,
        }
    }

    /// The same whether or not the case is over.
    fn may_by_itself(&self, act: Act, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        match act {
            Act::Received => impossible("申请已经登记，不能再次收到；另一件申请请另行登记。"),
            Act::Confirmed if self.received_on.is_some() => {
                impossible("收到申请之日已经确定，不需要再确认。")
            }
            Act::Reached if self.to_be_received().is_empty() && !self.undelivered.is_empty() => {
                void(CAME_AND_CAME_BACK)
            }
            Act::Reached if self.to_be_received().is_empty() => {
                impossible("没有送出之后还不知道对方何时收到的文书。")
            }
            Act::Confirmed | Act::Withdrawn | Act::Reached => Ok(()),
            Act::OverrideNotified if !self.consultations.iter().any(Consultation::objects) => {
                impossible("没有第三方表示不同意公开，不需要告知决定公开（条例第三十二条）。")
            }
            // 能够当场答复的，应当当场予以答复 (条例第三十三条第一款): whoever answers has confirmed.
            Act::Replied => self.may_reply(on, rules),
            _ if self.is_closed_by_order(act) => void(
                "复议决定、判决责令作出答复的，期限由其确定，不再告知补正、延长或者延迟答复、要求说明理由、收费。",
            ),
            _ if self.received_on.is_none() => {
                impossible("申请尚未与申请人确认，收到申请之日未定；请先确认（条例第三十一条）。")
            }
            Act::FoundClear if self.clear_on.is_some() => void("申请内容已经认定为明确。"),
            Act::FoundClear if self.correction.is_some() => {
                void("已经告知补正；补正后内容明确的，直接办理。")
            }
            Act::CorrectionRequested => self.may_request_correction(on, rules),
            Act::ConsultationAnswered => self.may_answer_consultation(),
            Act::Extended => self.may_extend(on, rules),
            Act::FeeNotified => self.may_charge(on, rules),
            Act::ReasonsRequested if self.reasons.is_some() => void("已经要求申请人说明理由。"),
            Act::ConsultationSent | Act::ReasonsRequested => self.runs_or_waits(),
            Act::Corrected | Act::FeePaid | Act::ReasonsGiven => self.may_answer(act),
            Act::Delayed => self.may_delay(on, rules),
            Act::Delivered if self.reply.is_none() => impossible("尚未作出答复，没有可以送达的文书。"),
            Act::ReplyOrdered => self.may_be_ordered(on, rules),
            Act::Delivered => self.may_go_out(on),
            Act::Undelivered if self.on_the_way().is_empty() => {
                impossible("没有送出之后还不知道是否收到的文书。")
            }
            Act::OverrideNotified | Act::FoundClear | Act::Undelivered => Ok(()),
        }
    }

    /// Nothing follows on a withdrawal; what still happens after a reply is kept and changes nothing, and a reply is not
    /// given or delivered twice.
    fn is_open_for(&self, act: Act) -> Result<(), Hindrance> {
        // When a letter came is a fact, whatever has happened since; and a reply that went out may come back.
        let came_back = || self.reply.and_then(Reply::on_the_way).is_some();
        if act == Act::Reached || act == Act::Undelivered && came_back() {
            return Ok(());
        }
        // Whoever objects is told of it also where that comes too late (条例第三十二条).
        let is_of_notice = match act {
            Act::Undelivered => self.overrides.iter().any(|told| told.received_on.is_none()),
            Act::OverrideNotified => self.owes_a_notice().is_some(),
            _ => false,
        };
        if is_of_notice && self.withdrawn_on.is_none() {
            return Ok(());
        }
        if self.withdrawn_on.is_some() {
            return impossible("申请人已经撤回申请，本件已办结；只能以终止办理告知书告知申请人。");
        }
        let Some(reply) = self.reply else {
            return Ok(());
        };
        let is_once = matches!(
            act,
            Act::Received | Act::Confirmed | Act::Replied | Act::Delivered
        );
        // A reply is what reconsiderations and suits are about.
        if act == Act::ReplyOrdered {
            return Ok(());
        }
        match (reply.delivered.is_some(), is_once) {
            (true, true) => impossible("答复已经送达，本件已办结。"),
            (true, false) => void("答复已经送达，本件已办结。"),
            // A third party that was not told before the signature must be before the information goes out (条例第三十二条).
            (false, _) if matches!(act, Act::Delivered | Act::OverrideNotified | Act::Undelivered) => Ok(()),
            (false, true) => impossible("已经作出答复，只待送达。"),
            // What somebody else does in time counts once the reply that went by is taken back.
            (false, false) if act.is_answer() => {
                void("已经作出答复，只待送达；在期限内收到的，请签发人先撤回签发，再登记。")
            }
            (false, false) => void("已经作出答复，只待送达。"),
        }
    }

    fn in_order(&self, event: &Event) -> Result<(), Hindrance> {
        let act = event.what.act();
        if event.on < self.arrived_on {
            return before_arrival(act, self.arrived_on);
        }
        match self.received_on {
            Some(received_on) if event.on < received_on && act != Act::Withdrawn => {
                impossible(format!("早于收到申请之日（{received_on}）。"))
            }
            _ => Ok(()),
        }
    }

    /// Neither a correction nor a fee is awaited: the reply clock runs, or stands for a consultation.
    fn runs_or_waits(&self) -> Result<(), Hindrance> {
        if self.awaits_correction() {
            return unlawful("正在等待申请人补正，答复期限自收到补正之日起算（条例第三十条）。");
        }
        if self.awaits_fee() {
            return unlawful("正在等待申请人缴纳信息处理费，答复期限不在计算之中。");
        }
        Ok(())
    }

    fn may_request_correction(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        if self.correction.is_some() {
            return void("补正只能一次性告知，已经告知过（条例第三十条）。");
        }
        self.runs_or_waits()?;
        // The letter that came back was the organ's act; sent once more it is the same.
        let asked_on = self.first_asked_to_correct().unwrap_or(on);
        match self.correction_notice_due(&rules.calendar) {
            Some(due) if asked_on > due.on => unlawful(format!(
                "告知补正应当自收到申请之日起7个工作日内作出，期限已于 {} 届满（条例第三十条）。",
                due.on
            )),
            // What came back was never asked: once the reply is late, asking again takes nothing of that away.
            _ => match self.reply_clock(rules).filter(|clock| on > clock.due_on) {
                Some(clock) => unlawful(format!(
                    "答复期限已于 {} 届满，此后告知补正不能免除已经发生的逾期（条例第三十条、第三十三条）。",
                    clock.due_on
                )),
                None => Ok(()),
            },
        }
    }

    /// An answer of the applicant's needs a question, and answers it once; what comes after that is kept and changes nothing.
    fn may_answer(&self, act: Act) -> Result<(), Hindrance> {
        let (is_asked, is_awaited, never, already) = match act {
            Act::Corrected => (
                self.correction.is_some(),
                self.awaits_correction(),
                "尚未发出补正告知书，不能登记收到补正。",
                "补正已经收到；补正只告知一次（条例第三十条）。",
            ),
            Act::FeePaid => (
                self.fee.is_some(),
                self.awaits_fee(),
                "尚未发出收费通知书，不能登记缴费。",
                "费用已经缴纳。",
            ),
            _ => (
                self.reasons.is_some(),
                self.awaits_reasons(),
                "没有要求过申请人说明理由（条例第三十五条）。",
                "申请人已经说明理由。",
            ),
        };
        match (is_asked, is_awaited) {
            (_, true) => Ok(()),
            // Whoever answered may send something more, and what was asked without effect is answered so: both happen.
            (true, false) => void(already),
            (false, false) if self.answers_idle(act) => void(already),
            (false, false) if self.is_answer_to_lost(act) => {
                void("对方答复的文书登记为没有送达、已退回：确已收到的，请更正退回的登记，再登记这项答复。")
            }
            (false, false) => impossible(never),
        }
    }

    fn may_answer_consultation(&self) -> Result<(), Hindrance> {
        let may_be_heard = |asked: &Consultation| asked.is_open() || asked.may_be_heard_again();
        if self.consultations.iter().any(may_be_heard) {
            Ok(())
        } else if self.is_answer_to_lost(Act::ConsultationAnswered) {
            void("征求意见书登记为没有送达、已退回：对方确已收到的，请更正退回的登记，再登记意见。")
        } else if self.consultations.is_empty() {
            impossible("尚未发出征求意见书，不能登记收到意见。")
        } else {
            impossible("没有送到了的征求意见书。")
        }
    }

    /// While somebody is consulted the period stands still, so it has not expired (条例第三十三条第二款、第三款).
    fn may_extend(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        if self.extension.is_some() {
            return void("答复期限只能延长一次（条例第三十三条第二款）。");
        }
        // The letter that came back was the organ's act; sent once more it is the same, so far as it tells the same.
        let told_on = self.lost_extension.as_ref().map_or(on, |lost| lost.on);
        match self.reply_clock(rules) {
            Some(clock) if told_on > clock.due_on => void(format!(
                "答复期限已于 {} 届满，不能再延长（条例第三十三条第二款）。",
                clock.due_on
            )),
            Some(_) => Ok(()),
            // There is no period that could be extended.
            None => self
                .runs_or_waits()
                .map_err(|hindrance| Hindrance::new(Weight::Void, hindrance.why)),
        }
    }

    fn may_charge(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        if self.fee.is_some() {
            return void("收费通知已经发出。");
        }
        self.runs_or_waits()?;
        match self.reply_clock(rules) {
            Some(clock) if on > clock.due_on => unlawful(format!(
                "收费通知应当在答复期限内发出，期限已于 {} 届满（国办函〔2020〕109号）。",
                clock.due_on
            )),
            _ => Ok(()),
        }
    }

    fn may_delay(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        let Some(reasons) = self.reasons else {
            return void("没有要求过申请人说明理由（条例第三十五条）。");
        };
        if self.delayed.is_some() {
            return void("延迟答复的期限已经确定。");
        }
        if reasons.given_on.is_none() {
            return unlawful("申请人尚未说明理由，不能认定理由合理而延迟答复（条例第三十五条）。");
        }
        let told_on = self.lost_delay.map_or(on, |lost| lost.on);
        match self.reply_clock(rules) {
            Some(clock) if told_on > clock.due_on => unlawful(format!(
                "答复期限已于 {} 届满，延迟答复应当在届满之前确定并告知申请人（条例第三十五条）。",
                clock.due_on
            )),
            _ => Ok(()),
        }
    }

    fn particulars(&self, event: &Event, rules: &Rules) -> Result<(), Hindrance> {
        match &event.what {
            What::CorrectionRequested {
                respond_by: Some(respond_by),
                ..
            } if *respond_by <= event.on => impossible("补正期限应当晚于告知之日。"),
            What::ReasonsRequested {
                respond_by: Some(respond_by),
                ..
            } if *respond_by <= event.on => impossible("说明理由的期限应当晚于告知之日。"),
            What::CorrectionRequested {
                received_on: Some(received_on),
                ..
            }
            | What::ReasonsRequested {
                received_on: Some(received_on),
                ..
            } if *received_on < event.on => impossible("申请人收到告知之日不能早于告知之日。"),
            What::ConsultationSent {
                received_on: Some(received_on),
                ..
            } if *received_on < event.on => impossible("对方收到征求意见书之日不能早于发出之日。"),
            What::FeeNotified {
                received_on: Some(received_on),
            } if *received_on < event.on => impossible("申请人收到收费通知之日不能早于发出之日。"),
            What::ConsultationAnswered {
                consents: Some(true) | None,
                consents_to: Some(_),
                ..
            } => impossible(
                "写明了同意公开的内容，其余内容却没有登记为不同意公开：只同意公开一部分的，其余内容按不同意公开登记，请核对。",
            ),
            What::ConsultationAnswered {
                party,
                name,
                number,
                consents,
                consents_to,
                ..
            } => {
                let letter = self.answered_by(*party, name.as_deref(), number.as_deref());
                let is_said = |place| self.says_the_same(place, *consents, consents_to.as_deref());
                match letter {
                    Some(place) if is_said(place) => void("这一方的意见已经登记过，再次登记没有变化。"),
                    None if !self.is_answer_to_lost(Act::ConsultationAnswered) => {
                        impossible(format!("没有向{}发出过尚待回复的征求意见书。", party.label()))
                    }
                    _ => Ok(()),
                }
            }
            What::Undelivered(lost) if !self.on_the_way().contains(lost) => {
                impossible("没有这样一份送出之后还不知道是否收到的文书，请重新选择。")
            }
            What::Undelivered(lost) if event.on < lost.sent_on => {
                impossible("知道没有送达之日不能早于送出之日。")
            }
            What::Undelivered(lost)
                if !matches!(lost.letter, Act::Delivered | Act::OverrideNotified) && self.is_closed() =>
            {
                void("答复已经送达，本件已办结。")
            }
            What::Reached(arrived) if self.is_lost(arrived) && !self.to_be_received().contains(arrived) => {
                void(CAME_AND_CAME_BACK)
            }
            What::Reached(arrived) if !self.to_be_received().contains(arrived) => {
                impossible("没有这样一份送出之后还不知道对方何时收到的文书，请重新选择。")
            }
            What::Reached(arrived) if event.on < arrived.sent_on => {
                impossible("对方收到之日不能早于送出之日。")
            }
            What::OverrideNotified {
                received_on: Some(received_on),
                ..
            } if *received_on < event.on => impossible("第三方收到告知书之日不能早于送出之日。"),
            What::OverrideNotified {
                not_before: Some(not_before),
                ..
            } if *not_before <= event.on => impossible("不提供信息的期限应当晚于告知第三方之日。"),
            What::OverrideNotified { name: Some(name), .. } => self.may_be_told(name),
            What::Extended { days, approved_by } => {
                extension(*days, approved_by)?;
                self.tells_the_same_extension(event, *days, rules)
            }
            What::Delayed { until } => self.tells_the_same_delay(event.on, *until, rules),
            What::Replied {
                outcome,
                heeds_objections,
                heeded,
            } => self.may_reply_so(*outcome, (*heeds_objections, heeded), event.on, rules),
            What::ReplyOrdered(order) => match order.faults(event.on).into_iter().next() {
                Some(fault) => impossible(fault.message),
                None => Ok(()),
            },
            What::Delivered { .. } if self.reply.is_some_and(|reply| event.on < reply.on) => {
                impossible("送达不能早于作出答复。")
            }
            _ => Ok(()),
        }
    }

    /// Once the period is over an extension that came back is sent on as it was, while the day it told is still to come.
    fn tells_the_same_extension(&self, event: &Event, days: u16, rules: &Rules) -> Result<(), Hindrance> {
        let clock = self.reply_clock(rules).filter(|clock| event.on > clock.due_on);
        let (Some(lost), Some(clock)) = (&self.lost_extension, clock) else {
            return Ok(());
        };
        if days.min(LONGEST_EXTENSION) != lost.days {
            return void(format!(
                "答复期限已于 {} 届满；被退回的延期告知书告知的是延长 {} 个工作日，届满之后不能改延（条例第三十三条第二款）。",
                clock.due_on, lost.days
            ));
        }
        let mut after = self.clone();
        after.take(event);
        match after.reply_clock(rules) {
            Some(extended) if event.on > extended.due_on => void(format!(
                "延长之后的期限也已于 {} 届满，再送延期告知书没有意义（条例第三十三条第二款）。",
                extended.due_on
            )),
            _ => Ok(()),
        }
    }

    /// The same of a delay (条例第三十五条).
    fn tells_the_same_delay(&self, on: Date, until: Date, rules: &Rules) -> Result<(), Hindrance> {
        if until <= on {
            return impossible("延迟答复的期限应当晚于今天。");
        }
        let clock = self.reply_clock(rules);
        if let Some(clock) = clock.as_ref().filter(|clock| until <= clock.due_on) {
            return void(format!(
                "延迟至 {until} 不晚于现在的答复期限 {}，不是延迟：答复期限不变，不需要告知延迟（条例第三十五条）。",
                clock.due_on
            ));
        }
        let clock = clock.filter(|clock| on > clock.due_on);
        match (self.lost_delay, clock) {
            (Some(lost), Some(clock)) if lost.until != until => void(format!(
                "答复期限已于 {} 届满；被退回的文书告知的是延迟至 {}，届满之后不能改定（条例第三十五条）。",
                clock.due_on, lost.until
            )),
            _ => Ok(()),
        }
    }

    /// Whether the last day of what is waited for from somebody else has passed by every reading: on a day that nobody
    /// published no right of theirs lapses.
    fn has_lapsed(&self, name: ClockName, on: Date, rules: &Rules) -> bool {
        let clocks = self.clocks(rules);
        let mut of_that_name = clocks.iter().filter(|clock| clock.name == name);
        of_that_name.any(|clock| on > clock.latest_on)
    }
}

/// 条例第三十三条第二款: agreed to by the head of the office, and of at most 20 working days; what is more counts as 20.
fn extension(days: u16, approved_by: &str) -> Result<(), Hindrance> {
    if approved_by.trim().is_empty() {
        return void("没有载明经政府信息公开工作机构负责人同意（条例第三十三条第二款）。");
    }
    if days == 0 {
        return void("延长的期限至少1个工作日（条例第三十三条第二款）。");
    }
    if days > LONGEST_EXTENSION {
        return unlawful(format!(
            "延长的期限最长不得超过{LONGEST_EXTENSION}个工作日，现为{days}个，按{LONGEST_EXTENSION}个计算（条例第三十三条第二款）。"
        ));
    }
    Ok(())
}
