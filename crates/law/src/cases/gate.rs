//! Which act may follow, and why not: one list, asked before an act is offered, before it is recorded, and of every
//! history that is read. What can't have happened is told apart from what may have happened but was not lawful.

use jiff::civil::Date;

use super::acts::Act;
use super::clocks::{LONGEST_EXTENSION, Rules};
use super::event::{Event, Party, What};
use super::history::{Consultation, History};
use crate::codes::TableThreeRow;

/// Why an act may not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hindrance {
    pub why: String,
    /// It can't have happened at all; otherwise it can, but against the rules, and is shown as a warning.
    pub is_impossible: bool,
}

fn impossible(why: impl Into<String>) -> Result<(), Hindrance> {
    Err(Hindrance {
        why: why.into(),
        is_impossible: true,
    })
}

fn unlawful(why: impl Into<String>) -> Result<(), Hindrance> {
    Err(Hindrance {
        why: why.into(),
        is_impossible: false,
    })
}

/// Nothing can have happened to an application before it arrived.
pub(super) fn before_arrival(arrived_on: Date) -> Result<(), Hindrance> {
    impossible(format!("早于申请到达之日（{arrived_on}）。"))
}

impl History {
    /// Whether this event may follow on what has happened, its particulars included.
    pub fn may_take(&self, event: &Event, rules: &Rules) -> Result<(), Hindrance> {
        self.in_order(event)?;
        // What can't be outweighs what should not be.
        let particulars = self.particulars(event, rules);
        match (self.may(event.what.act(), event.on, rules), particulars) {
            (Err(hindrance), _) | (Ok(()), Err(hindrance)) if hindrance.is_impossible => Err(hindrance),
            (_, Err(hindrance)) | (Err(hindrance), Ok(())) => Err(hindrance),
            (Ok(()), Ok(())) => Ok(()),
        }
    }

    /// Whether an act of that kind may be done on that day.
    pub fn may(&self, act: Act, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        self.is_open_for(act)?;
        match act {
            Act::Received => impossible("申请已经登记，不能再次收到；另一件申请请另行登记。"),
            Act::Confirmed if self.received_on.is_some() => {
                impossible("收到申请之日已经确定，不需要再确认。")
            }
            Act::Confirmed | Act::Withdrawn => Ok(()),
            Act::OverrideNotified if !self.consultations.iter().any(Consultation::objects) => {
                impossible("没有第三方表示不同意公开，不需要告知决定公开（条例第三十二条）。")
            }
            _ if self.received_on.is_none() => {
                impossible("申请尚未与申请人确认，收到申请之日未定；请先确认（条例第三十一条）。")
            }
            Act::CorrectionRequested => self.may_request_correction(on, rules),
            Act::Corrected if self.correction.is_none() => impossible("没有发出过补正告知，谈不上收到补正。"),
            Act::Corrected if !self.awaits_correction() => {
                impossible("补正已经收到；补正只告知一次（条例第三十条）。")
            }
            Act::ConsultationAnswered => self.may_answer_consultation(),
            Act::Extended => self.may_extend(on, rules),
            Act::FeeNotified => self.may_charge(on, rules),
            Act::FeePaid if self.fee.is_none() => impossible("没有发出过收费通知，谈不上缴费。"),
            Act::FeePaid if !self.awaits_fee() => impossible("费用已经缴纳。"),
            Act::ReasonsRequested if self.reasons.is_some() => impossible("已经要求申请人说明理由。"),
            Act::ConsultationSent | Act::ReasonsRequested => self.runs_or_waits(),
            Act::ReasonsGiven | Act::Delayed => self.may_follow_reasons(act),
            Act::Replied => self.may_reply(on, rules),
            Act::Delivered if self.reply.is_none() => impossible("尚未作出答复，没有可以送达的文书。"),
            Act::Corrected | Act::OverrideNotified | Act::FeePaid | Act::Delivered => Ok(()),
        }
    }

    /// A closed case takes nothing more, a replied one only its delivery.
    fn is_open_for(&self, act: Act) -> Result<(), Hindrance> {
        if self.withdrawn_on.is_some() {
            return impossible("申请人已经撤回申请，本件已办结。");
        }
        if self.is_closed() {
            return impossible("答复已经送达，本件已办结。");
        }
        // A third party that was not told before the signature must be before the information goes out (条例第三十二条).
        if self.reply.is_some() && !matches!(act, Act::Delivered | Act::OverrideNotified) {
            return impossible("已经作出答复，只待送达。");
        }
        Ok(())
    }

    fn in_order(&self, event: &Event) -> Result<(), Hindrance> {
        if event.on < self.arrived_on {
            return before_arrival(self.arrived_on);
        }
        match self.received_on {
            Some(received_on) if event.on < received_on && event.what.act() != Act::Withdrawn => {
                impossible(format!("早于收到申请之日（{received_on}）。"))
            }
            _ => Ok(()),
        }
    }

    /// Neither a correction nor a fee is awaited: the reply clock runs, or stands for a consultation.
    fn runs_or_waits(&self) -> Result<(), Hindrance> {
        if self.awaits_correction() {
            return impossible("正在等待申请人补正，答复期限自收到补正之日起算（条例第三十条）。");
        }
        if self.awaits_fee() {
            return impossible("正在等待申请人缴纳信息处理费，答复期限不在计算之中。");
        }
        Ok(())
    }

    fn may_request_correction(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        if self.correction.is_some() {
            return impossible("补正只能一次性告知，已经告知过（条例第三十条）。");
        }
        self.runs_or_waits()?;
        match self.correction_notice_due(&rules.calendar) {
            Some(due) if on > due.on => unlawful(format!(
                "告知补正应当自收到申请之日起7个工作日内作出，期限已于 {} 届满（条例第三十条）。",
                due.on
            )),
            _ => Ok(()),
        }
    }

    fn may_answer_consultation(&self) -> Result<(), Hindrance> {
        if self.consultations.iter().any(|asked| asked.answer.is_none()) {
            Ok(())
        } else if self.consultations.is_empty() {
            impossible("没有发出过征求意见书，谈不上收到意见。")
        } else {
            impossible("发出的征求意见书都已收到意见。")
        }
    }

    fn may_extend(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        if self.extension.is_some() {
            return impossible("答复期限只能延长一次（条例第三十三条第二款）。");
        }
        self.runs_or_waits()?;
        if let Some(asked) = self
            .consultations
            .iter()
            .find(|asked| asked.sent_on < on && asked.is_pending(&rules.calendar, on))
        {
            return impossible(format!(
                "正在征求{}意见，答复期限暂停计算；期限恢复计算后才能延长（条例第三十三条）。",
                asked.who()
            ));
        }
        match self.reply_clock(rules) {
            Some(clock) if on > clock.due_on => impossible(format!(
                "答复期限已于 {} 届满，不能再延长（条例第三十三条第二款）。",
                clock.due_on
            )),
            _ => Ok(()),
        }
    }

    fn may_charge(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        if self.fee.is_some() {
            return impossible("收费通知已经发出。");
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

    fn may_follow_reasons(&self, act: Act) -> Result<(), Hindrance> {
        match (self.reasons, act) {
            (None, _) => impossible("没有要求过申请人说明理由（条例第三十五条）。"),
            (Some(reasons), Act::ReasonsGiven) if reasons.given_on.is_some() => {
                impossible("申请人已经说明理由。")
            }
            (Some(reasons), Act::Delayed) if reasons.given_on.is_none() => {
                unlawful("申请人尚未说明理由，不能认定理由合理而延迟答复（条例第三十五条）。")
            }
            (Some(_), Act::Delayed) if self.delayed_until.is_some() => impossible("延迟答复的期限已经确定。"),
            _ => Ok(()),
        }
    }

    fn may_reply(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        let lapsed = |name| {
            self.clocks(rules)
                .iter()
                .any(|clock| clock.name == name && on > clock.due_on)
        };
        if self.awaits_correction() && !lapsed(super::ClockName::Correction) {
            return unlawful("补正期限未满，正在等待申请人补正（条例第三十条）。");
        }
        if self.awaits_fee() && !lapsed(super::ClockName::Payment) {
            return unlawful("缴费期限未满，正在等待申请人缴纳信息处理费（国办函〔2020〕109号）。");
        }
        Ok(())
    }

    fn particulars(&self, event: &Event, rules: &Rules) -> Result<(), Hindrance> {
        match &event.what {
            What::CorrectionRequested {
                respond_by: Some(respond_by),
            } if *respond_by <= event.on => impossible("补正期限应当晚于告知之日。"),
            What::ConsultationSent {
                received_on: Some(received_on),
                ..
            } if *received_on < event.on => impossible("对方收到征求意见书之日不能早于发出之日。"),
            What::FeeNotified {
                received_on: Some(received_on),
            } if *received_on < event.on => impossible("申请人收到收费通知之日不能早于发出之日。"),
            What::ConsultationAnswered { party, name, .. } => {
                if self.clone().unanswered(*party, name.as_deref()).is_some() {
                    Ok(())
                } else {
                    impossible(format!("没有向{}发出过尚待回复的征求意见书。", party.label()))
                }
            }
            What::OverrideNotified {
                not_before: Some(not_before),
                ..
            } if *not_before <= event.on => impossible("不提供信息的期限应当晚于告知第三方之日。"),
            What::Extended { days, approved_by } => extension(*days, approved_by),
            What::Delayed { until } if *until <= event.on => impossible("延迟答复的期限应当晚于今天。"),
            What::Replied { outcome } => self.may_reply_with(*outcome, event.on, rules),
            What::Delivered { .. } if self.reply.is_some_and(|reply| event.on < reply.on) => {
                impossible("送达不能早于作出答复。")
            }
            _ => Ok(()),
        }
    }

    /// Whether what has happened lets the case end this way (条例第三十条、第三十二条、第四十二条): procedure only; what
    /// a decision must rest on beside is in `decision`.
    pub fn may_reply_with(&self, outcome: TableThreeRow, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        match outcome {
            TableThreeRow::New
            | TableThreeRow::BroughtForward
            | TableThreeRow::Total
            | TableThreeRow::CarriedForward
            | TableThreeRow::OtherwiseMerged => impossible(format!("“{}”不是处理结果。", outcome.label())),
            TableThreeRow::OtherwiseUncorrected => self.may_end_uncorrected(on, rules),
            TableThreeRow::OtherwiseUnpaid => self.may_end_unpaid(on, rules),
            TableThreeRow::UnavailableStillUnclear
                if self
                    .correction
                    .as_ref()
                    .is_none_or(|correction| correction.corrected_on.is_none()) =>
            {
                impossible("申请人没有补正过，不能以“补正后申请内容仍不明确”答复（条例第三十条）。")
            }
            TableThreeRow::RefusedThirdParty => self.may_protect_third_party(on, rules),
            TableThreeRow::Granted | TableThreeRow::PartlyGranted => self.may_grant(on, rules),
            _ => Ok(()),
        }
    }

    fn may_end_uncorrected(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        let Some(correction) = &self.correction else {
            return impossible("没有发出过补正告知，不能按逾期不补正处理（条例第三十条）。");
        };
        if correction.corrected_on.is_some() {
            return impossible("申请人已经补正，不能按逾期不补正处理（条例第三十条）。");
        }
        if correction.respond_by.is_some_and(|respond_by| on <= respond_by) {
            return impossible("补正期限未满，不能按逾期不补正处理（条例第三十条）。");
        }
        self.may_reply(on, rules)
    }

    fn may_end_unpaid(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        let Some(fee) = self.fee else {
            return impossible("没有发出过收费通知，不能按逾期未缴费处理（条例第四十二条）。");
        };
        if fee.paid_on.is_some() {
            return impossible("申请人已经缴费，不能按逾期未缴费处理。");
        }
        match self.may_reply(on, rules) {
            Err(hindrance) => impossible(hindrance.why),
            Ok(()) => Ok(()),
        }
    }

    fn may_protect_third_party(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        let mut asked = self
            .consultations
            .iter()
            .filter(|asked| asked.party == Party::ThirdParty)
            .peekable();
        if asked.peek().is_none() {
            return impossible(
                "没有书面征求过第三方意见，不能以保护第三方合法权益为由不予公开（条例第三十二条）。",
            );
        }
        let mut all_consent = true;
        for one in asked {
            if one.is_pending(&rules.calendar, on) {
                return impossible(format!(
                    "{}的意见尚在期限内，请等待（条例第三十二条）。",
                    one.who()
                ));
            }
            all_consent &= one.answer.is_some_and(|answer| answer.consents == Some(true));
        }
        if all_consent {
            return impossible("第三方都同意公开，不能以保护第三方合法权益为由不予公开（条例第十五条）。");
        }
        Ok(())
    }

    fn may_grant(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        let pending = self
            .consultations
            .iter()
            .find(|asked| asked.party == Party::ThirdParty && asked.is_pending(&rules.calendar, on));
        match pending {
            Some(one) => unlawful(format!(
                "{}的意见尚在期限内，请等待后再决定是否公开（条例第三十二条）。",
                one.who()
            )),
            None => Ok(()),
        }
    }
}

fn extension(days: u16, approved_by: &str) -> Result<(), Hindrance> {
    if days == 0 || days > LONGEST_EXTENSION {
        return impossible(format!(
            "延长的期限最长不得超过{LONGEST_EXTENSION}个工作日，至少1个工作日，现为{days}个（条例第三十三条第二款）。"
        ));
    }
    if approved_by.trim().is_empty() {
        return unlawful("没有载明经政府信息公开工作机构负责人同意（条例第三十三条第二款）。");
    }
    Ok(())
}
