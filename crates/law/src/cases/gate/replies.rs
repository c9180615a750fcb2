//! Which reply what has happened allows: 条例第三十条、第三十二条、第三十五条、第四十二条. Procedure only; what a decision must rest
//! on beside is in `decision`. That an application lapsed needs that something was asked for; that it lapsed too early, or
//! that a third party was passed over, is against the rules, but happens.

use jiff::civil::Date;

use super::{Hindrance, impossible, unlawful};
use crate::cases::clock_name::ClockName;
use crate::cases::clocks::Clock;
use crate::cases::consultations::Consultation;
use crate::cases::decision::not_before;
use crate::cases::event::Party;
use crate::cases::history::{History, Reply};
use crate::cases::rules::Rules;
use crate::codes::TableThreeRow;

impl History {
    /// Whether a reply may be given at all: not while the applicant may still correct or pay.
    pub(super) fn may_reply(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        // What is ordered is answered, whatever was waited for.
        if self.awaited_order().is_some() {
            return Ok(());
        }
        if self.awaits_correction() {
            self.still_runs(
                ClockName::Correction,
                on,
                rules,
                "补正期限未满，正在等待申请人补正（条例第三十条）。",
            )?;
        }
        if self.awaits_fee() {
            self.still_runs(
                ClockName::Payment,
                on,
                rules,
                "缴费期限未满，正在等待申请人缴纳信息处理费（国办函〔2020〕109号）。",
            )?;
        }
        Ok(())
    }

    /// Refuses while somebody else's period runs; where only a tentative day has passed, says what it waits for.
    fn still_runs(&self, name: ClockName, on: Date, rules: &Rules, why: &str) -> Result<(), Hindrance> {
        if self.has_lapsed(name, on, rules) {
            return Ok(());
        }
        let clocks = self.clocks(rules);
        let waits = clocks
            .iter()
            .find(|clock| clock.name == name && on > clock.due_on);
        unlawful(format!("{why}{}", waits.map(until_published).unwrap_or_default()))
    }

    /// Whether what has happened lets the case end this way (条例第三十条、第三十二条、第三十五条、第四十二条): procedure only;
    /// what a decision must rest on beside is in `decision`.
    pub fn may_reply_with(&self, outcome: TableThreeRow, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        self.may_reply_so(outcome, (false, &[]), on, rules)
    }

    /// The same of a reply that says whether it gives anything that a third party objects to, and whose objections it heeds.
    pub(super) fn may_reply_so(
        &self,
        outcome: TableThreeRow,
        (heeds_objections, heeded): (bool, &[String]),
        on: Date,
        rules: &Rules,
    ) -> Result<(), Hindrance> {
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
            TableThreeRow::Granted | TableThreeRow::PartlyGranted => {
                self.may_grant(on, rules)?;
                self.may_override(heeds_objections, heeded)
            }
            TableThreeRow::NotProcessedExcessive => self.may_end_excessive(on, rules),
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
        let why = "补正期限未满，不能按逾期不补正处理（条例第三十条）。";
        self.still_runs(ClockName::Correction, on, rules, why)
    }

    fn may_end_unpaid(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        let Some(fee) = self.fee else {
            return impossible("没有发出过收费通知，不能按逾期未缴费处理（条例第四十二条）。");
        };
        if fee.paid_on.is_some() {
            return impossible("申请人已经缴费，不能按逾期未缴费处理。");
        }
        let why = "缴费期限未满，不能按逾期未缴费处理（条例第四十二条、国办函〔2020〕109号）。";
        self.still_runs(ClockName::Payment, on, rules, why)
    }

    fn may_protect_third_party(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        let mut asked = self
            .consultations
            .iter()
            .filter(|asked| asked.party == Party::ThirdParty && asked.replaced_on.is_none())
            .peekable();
        if asked.peek().is_none() {
            return unlawful(
                "没有书面征求过第三方意见，不能以保护第三方合法权益为由不予公开（条例第三十二条）。",
            );
        }
        let mut all_consent = true;
        for one in asked {
            if one.is_pending(&rules.calendar, on) {
                return unlawful(format!(
                    "{}的意见尚在期限内，请等待（条例第三十二条）。",
                    one.who()
                ));
            }
            all_consent &= !one.stands() || one.answer.is_some_and(|answer| answer.consents == Some(true));
        }
        if all_consent {
            return unlawful("第三方都同意公开，不能以保护第三方合法权益为由不予公开（条例第十五条）。");
        }
        Ok(())
    }

    fn may_grant(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        // Another organ is asked because the organ wants to; these two because the law says so.
        let article = |party: Party| match party {
            Party::ThirdParty => Some("条例第三十二条"),
            Party::CoMaker => Some("条例第三十四条"),
            Party::OtherOrgan => None,
        };
        let pending = self
            .consultations
            .iter()
            .filter(|asked| asked.is_pending(&rules.calendar, on))
            .find_map(|asked| Some((asked, article(asked.party)?)));
        match pending {
            Some((one, article)) => unlawful(format!(
                "{}的意见尚在期限内，请等待后再决定是否公开（{article}）。",
                one.who()
            )),
            None => Ok(()),
        }
    }

    /// 条例第三十二条: what a third party objects to is disclosed for the public interest alone, and whoever objects is told in
    /// writing what is disclosed, and why, before it is: by every road, with a letter of ours or without.
    fn may_override(&self, heeds_objections: bool, heeded: &[String]) -> Result<(), Hindrance> {
        let untold = self.untold_objectors(heeded);
        if heeds_objections || untold.is_empty() {
            return Ok(());
        }
        let who: Vec<String> = untold.into_iter().map(Consultation::who).collect();
        unlawful(format!(
            "{}不同意公开，没有登记已经书面告知决定公开的内容和理由：公开之前应当签发、送达《政府信息决定公开告知书》；其不同意公开的内容没有提供的，以载明不予公开部分的答复书办理（条例第三十二条）。",
            who.join("、")
        ))
    }

    /// Whether a reply is made that does not go out before somebody it overrides is told (条例第三十二条).
    pub fn reply_awaits_notice(&self) -> bool {
        let gives = |reply: &Reply| {
            let outcome = reply.outcome;
            matches!(outcome, TableThreeRow::Granted | TableThreeRow::PartlyGranted)
        };
        let waiting = self
            .reply
            .filter(|reply| gives(reply) && reply.delivered.is_none());
        waiting.is_some_and(|reply| self.may_override(reply.heeds_objections, &self.heeded).is_err())
    }

    /// 条例第三十二条: what is disclosed nevertheless is told to whoever objects, and to nobody else.
    pub(super) fn may_be_told(&self, name: &str) -> Result<(), Hindrance> {
        let objects = |one: &Consultation| {
            one.objects()
                && one
                    .name
                    .as_deref()
                    .is_none_or(|known| known.trim() == name.trim())
        };
        if self.consultations.iter().any(objects) {
            return Ok(());
        }
        unlawful(format!(
            "没有“{}”不同意公开的记录，不需要向它告知决定公开（条例第三十二条）。",
            name.trim()
        ))
    }

    /// Whether the reply may go out on that day: what it gives against an objection does not before whoever objects was told,
    /// nor before the day named to them, so that they can ask for a stay or sue beforehand (条例第三十二条; 行政复议法第四十二条;
    /// 法释〔2025〕8号).
    pub(super) fn may_go_out(&self, on: Date) -> Result<(), Hindrance> {
        let gives = |reply: &Reply| {
            matches!(
                reply.outcome,
                TableThreeRow::Granted | TableThreeRow::PartlyGranted
            )
        };
        let Some(reply) = self.reply.filter(|reply| gives(reply) && !reply.heeds_objections) else {
            return Ok(());
        };
        self.may_override(reply.heeds_objections, &self.heeded)?;
        let notices = self.overrides.iter().filter(|notice| !notice.is_revoked);
        let until = notices.filter_map(|notice| notice.not_before).max();
        match until {
            Some(day) if on < day => unlawful(not_before(day)),
            _ => Ok(()),
        }
    }

    /// 条例第三十五条: reasons are asked for first, and given or waited for until their day.
    fn may_end_excessive(&self, on: Date, rules: &Rules) -> Result<(), Hindrance> {
        if self.reasons.is_none() {
            return unlawful(
                "没有要求过申请人说明理由，不能以无正当理由大量反复申请不予处理（条例第三十五条）。",
            );
        }
        if !self.awaits_reasons() {
            return Ok(());
        }
        let why = "申请人说明理由的期限未满，不能以无正当理由大量反复申请不予处理（条例第三十五条）。";
        self.still_runs(ClockName::Reasons, on, rules, why)
    }
}

/// What is waited for when a day has passed that nobody published.
fn until_published(clock: &Clock) -> String {
    format!(
        "{} 为暂定（放假安排尚未公布），他人的权利不因暂定的日期丧失：请待公布并导入之后再办，或者等到 {} 之后。",
        clock.due_on, clock.latest_on
    )
}
