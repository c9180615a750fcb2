//! Which act may follow, and why not: one list, asked before an act is offered and before it is recorded. What can't have happened
//! is told apart from what happened against the rules, and of that what has no effect from what counts all the same.

use jiff::civil::Date;

use super::act::Act;
use super::event::{Event, What};
use super::history::{End, Ended, History, INTAKE};
use super::rule_name::RuleName;
use super::rules::Rules;
use crate::codes::{Hindrance, impossible, unlawful, void};

type May = Result<(), Hindrance>;

impl History {
    /// All that stands against this event, the act itself before its particulars.
    pub(super) fn objections(&self, event: &Event, rules: &Rules) -> Vec<Hindrance> {
        let both = [
            self.may(event.what.act(), event.on.on, rules),
            self.particulars(&event.what, rules),
        ];
        both.into_iter().filter_map(Result::err).collect()
    }

    /// Whether the act may be done on that day, its particulars aside.
    pub fn may(&self, act: Act, on: Date, rules: &Rules) -> May {
        if let Some((_, end)) = &self.ended {
            return self.may_after(end, act, on, rules);
        }
        match act {
            Act::Received => impossible("已经收到。"),
            Act::Assigned | Act::HandedOver => self.may_move(act, rules),
            Act::Taken => self.may_take(),
            Act::HandedBack => self.may_hand_back(on, rules),
            Act::MoreAsked => self.may_ask_more(on, rules),
            Act::MoreGiven => Ok(()),
            Act::InterimAnswered | Act::Declined => self.before_answer(act),
            Act::Answered | Act::KindChanged | Act::Withdrawn if self.answers.is_empty() => Ok(()),
            Act::Answered => impossible("已经答复；评价不满意后再次答复的，登记为“重办答复”（redone）。"),
            Act::Extended => self.may_extend(on, rules),
            Act::KindChanged => void("已经答复，改变类别不再改变期限。"),
            Act::Withdrawn => void("已经答复。"),
            Act::Published => self.may_publish(rules),
            Act::Rated => self.may_rate(on, rules),
            Act::Redone => self.may_redo(rules),
            Act::Closed => self.may_close(on, rules),
        }
    }

    /// What is over is added to by nobody, but may still be rated in its window and published.
    fn may_after(&self, end: &End, act: Act, on: Date, rules: &Rules) -> May {
        let label = match end {
            End::Closed => "本件已经办结",
            End::Withdrawn => "本人已经撤回",
            End::Declined(_) => "已经决定不予受理",
        };
        match act {
            Act::Rated if *end == End::Closed => self.may_rate(on, rules),
            Act::Published if !self.answers.is_empty() => self.may_publish(rules),
            Act::MoreGiven => void(format!("{label}，请另行登记为新的办件。")),
            _ => impossible(format!("{label}。")),
        }
    }

    fn before_answer(&self, act: Act) -> May {
        if self.answers.is_empty() {
            return Ok(());
        }
        impossible(format!("已经答复，不能再“{}”。", act.label()))
    }

    /// 交办, 移交: while there is something left to do.
    fn may_move(&self, act: Act, rules: &Rules) -> May {
        if !self.answers.is_empty() && !self.is_to_be_redone(rules) {
            return void("已经答复，没有需要办理的事项。");
        }
        if act == Act::HandedOver && self.holder() == INTAKE {
            return unlawful("还没有人签收，应当交办，不是移交。");
        }
        Ok(())
    }

    /// 签收: what was offered; or, by who is on duty, what nobody was given yet (首问负责).
    fn may_take(&self) -> May {
        if self.pending().is_some() || self.holder() == INTAKE && self.answers.is_empty() {
            return Ok(());
        }
        impossible(format!("没有待签收的交办或者移交，现由{}负责。", self.holder()))
    }

    fn may_hand_back(&self, on: Date, rules: &Rules) -> May {
        let Some(offer) = self.offers.last() else {
            return impossible("没有交办过，无从退回。");
        };
        match offer.ended {
            Some((_, Ended::HandedBack)) => return impossible(format!("{}已经退回。", offer.to)),
            Some((_, Ended::Superseded)) => return impossible("没有待签收或者已签收的交办，无从退回。"),
            _ => {}
        }
        let clock = self.hand_back_clock(offer, rules);
        let Some(due_on) = clock.map(|clock| clock.due_on).filter(|due_on| on > *due_on) else {
            return Ok(());
        };
        let late = format!("退回期限已于 {due_on} 届满");
        if offer.taken_on.is_some() {
            return void(format!(
                "{late}，签收后不得再推诿，仍由{}负责（首接负责）。",
                self.holder()
            ));
        }
        unlawful(format!("{late}，逾期退回。"))
    }

    fn may_ask_more(&self, on: Date, rules: &Rules) -> May {
        self.before_answer(Act::MoreAsked)?;
        if self.is_paused() {
            return void("已经请本人补充，尚未收到。");
        }
        if !self.pauses.is_empty() {
            return unlawful("需要补充的内容应当一次性告知，此前已经请本人补充过。");
        }
        match self.answer_clock(rules, on) {
            Some(clock) if on > clock.due_on => unlawful(format!(
                "答复期限已于 {} 届满，请本人补充不再延长期限。",
                clock.due_on
            )),
            _ => Ok(()),
        }
    }

    fn may_extend(&self, on: Date, rules: &Rules) -> May {
        if !self.answers.is_empty() {
            return void("已经答复，没有可以延长的期限。");
        }
        if self.extension.is_some() {
            return void("答复期限只能延长一次。");
        }
        if self.rule(RuleName::Extension, rules).is_none() {
            return void("没有可以延长的规定。");
        }
        match self.answer_clock(rules, on) {
            Some(clock) if on > clock.due_on => {
                void(format!("答复期限已于 {} 届满，不能再延长。", clock.due_on))
            }
            Some(_) => Ok(()),
            None => void("没有规定答复期限，无从延长。"),
        }
    }

    fn may_publish(&self, rules: &Rules) -> May {
        if self.answers.is_empty() {
            return impossible("还没有答复，不能公开答复。");
        }
        if self.published.is_some() {
            return void("答复已经公开。");
        }
        if self.is_to_be_redone(rules) {
            return unlawful("提出人评价不满意，答复正在重办，重办之后再公开。".to_owned());
        }
        if !rules.may_publish(self.kind()) {
            return unlawful(format!("“{}”不公开答复。", rules.kind_label(self.kind())));
        }
        Ok(())
    }

    /// 评价: of an answer that is out, once, within its window.
    fn may_rate(&self, on: Date, rules: &Rules) -> May {
        if self.answers.is_empty() {
            return impossible("还没有答复，无从评价。");
        }
        if self.last_rating().is_some() {
            return void("这次答复已经评价过，评价一次有效。");
        }
        match self.rating_window(rules) {
            Some(window) if on > window.due_on => {
                void(format!("评价期已于 {} 届满，按未评价计。", window.due_on))
            }
            _ => Ok(()),
        }
    }

    fn may_redo(&self, rules: &Rules) -> May {
        if self.answers.is_empty() {
            return impossible("还没有答复，无从重办。");
        }
        if !self.is_to_be_redone(rules) {
            return void("没有不满意的评价；再次提出的，登记为新的办件。");
        }
        Ok(())
    }

    /// 办结: never instead of an answer, and not over the head of who may still rate it.
    fn may_close(&self, on: Date, rules: &Rules) -> May {
        if self.answers.is_empty() {
            return void("还没有答复，不能办结。");
        }
        // Made anew once is enough: who is not satisfied again has been heard.
        if self.is_to_be_redone(rules) && self.answers.len() == 1 {
            return unlawful("评价不满意，尚未重办。");
        }
        match self.rating_window(rules) {
            Some(window) if window.is_running() && on <= window.due_on => {
                unlawful(format!("评价期至 {} 届满，本人尚未评价。", window.due_on))
            }
            _ => Ok(()),
        }
    }

    fn particulars(&self, what: &What, rules: &Rules) -> May {
        let is_blank = |text: &str| text.trim().is_empty();
        match what {
            What::Assigned { to } | What::HandedOver { to } if is_blank(to) => {
                impossible("没有写明交给哪个单位或者哪个人（to）。")
            }
            What::Taken { by } if is_blank(by) => impossible("没有写明由谁签收（by）。"),
            What::HandedOver { to } if to == self.holder() => impossible(format!("本来就由{to}负责。")),
            What::HandedBack { reason } if is_blank(reason) => unlawful("退回应当说明理由。"),
            What::Declined { ground } if is_blank(ground) => unlawful("不予受理应当说明理由。"),
            What::KindChanged { to } if rules.kind(to).is_none() => {
                impossible(format!("没有“{to}”这个类别。"))
            }
            What::KindChanged { to } if to == self.kind() => {
                void(format!("本来就是“{}”。", rules.kind_label(to)))
            }
            What::Extended { days, approved_by } => self.extension_in_order(*days, approved_by, rules),
            _ => Ok(()),
        }
    }

    /// Approved, and not for longer than the rule allows; what is more counts as the most.
    fn extension_in_order(&self, days: u16, approved_by: &str, rules: &Rules) -> May {
        if approved_by.trim().is_empty() {
            return void("没有写明经谁批准（approved_by）。");
        }
        if days == 0 {
            return void("延长的期限至少为1。");
        }
        match self.rule(RuleName::Extension, rules) {
            Some(row) if days > row.limit.days() => unlawful(format!(
                "最长可以延长{}，现为{days}，按{}计算（{}）。",
                row.limit, row.limit.threshold, row.source_document
            )),
            _ => Ok(()),
        }
    }
}
