//! Disputes over disclosure: reconsiderations (行政复议) and suits (行政诉讼), their answer clocks, and how a result counts in table 四.
//! 行政复议法第四十八条、第五十三条、第五十四条、第八十八条; 行政诉讼法第六十七条; 国办公开办函〔2021〕30号. Nothing here decides a dispute.

mod order;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Due, may_be_meant};
pub use crate::codes::Ending;
use crate::codes::{Route, Verdict, WhyNot};
use crate::labelled::labelled;
use crate::signs::is_one_name;

pub use order::{NewReply, Ordered, takes_back_nothing};

labelled! {
    /// The procedure of a reconsideration: disclosure cases may take the simple one (行政复议法第五十三条).
    Procedure {
        Ordinary = "ordinary", "普通程序";
        Simple = "simple", "简易程序";
    }
}

/// What an organ settles about table 四.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Endings the organ counts in another column than usual.
    pub verdicts: BTreeMap<String, Verdict>,
    /// Whether a year counts only the disputes received in it, and none brought over from an earlier year. The form
    /// does not say; usually both are counted.
    pub counts_only_new: bool,
}

impl Settings {
    /// The columns an ending may count in.
    pub fn columns() -> impl Iterator<Item = Verdict> {
        Verdict::parts().filter(|verdict| *verdict != Verdict::Pending)
    }

    /// What to say under table 四 where the organ counts otherwise than is usual; nothing where it does not.
    pub fn footnote(&self) -> Option<String> {
        let mut parts: Vec<String> = Vec::new();
        if self.counts_only_new {
            parts.push("只计本年收到的行政复议、行政诉讼，不含上年结转".to_owned());
        }
        let own = Ending::ALL
            .iter()
            .filter(|ending| self.verdict(**ending) != ending.usual_verdict());
        parts
            .extend(own.map(|ending| format!("“{}”计入“{}”", ending.label(), self.verdict(*ending).label())));
        (!parts.is_empty()).then(|| format!("注：表四{}。", parts.join("，")))
    }

    /// The column an ending counts in.
    pub fn verdict(&self, ending: Ending) -> Verdict {
        let own = self.verdicts.get(ending.code()).copied();
        own.filter(|verdict| !matches!(verdict, Verdict::Total | Verdict::Pending))
            .unwrap_or(ending.usual_verdict())
    }
}

labelled! {
    /// How far a dispute has come.
    Stage {
        AwaitingAnswer = "awaiting_answer", "待答复";
        AwaitingResult = "awaiting_result", "待审结";
        Ended = "ended", "已审结";
    }
}

/// A dispute as far as the clocks and table 四 need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    pub route: Route,
    /// Of a reconsideration; `None` for a suit.
    pub procedure: Option<Procedure>,
    /// The day the organ received the copy of the application or of the complaint.
    pub received_on: Date,
    pub answered_on: Option<Date>,
    pub ended: Option<(Ending, Date)>,
}

/// Why a suit hangs on a reconsideration of another case: what follows a reconsideration is about what that one was about
/// (行政诉讼法第二十六条第二款、第四十五条). A suit that names no case is about that of the reconsideration.
pub fn follows_another_case<C: PartialEq>(suit: Option<C>, reconsidered: Option<C>) -> Option<WhyNot> {
    let is_other = suit.is_some_and(|case| Some(case) != reconsidered);
    is_other.then(|| {
        WhyNot::new(
            "parent",
            "所选行政复议不是对同一件申请的，请重新选择；没有登记的，留空。",
        )
    })
}

/// By when the organ answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerClock {
    pub due_on: Date,
    pub tentative: bool,
    pub article: &'static str,
    pub rule: &'static str,
    /// What follows when it does not.
    pub otherwise: &'static str,
}

impl AnswerClock {
    /// Whether the answer was, or still is, too late: given on `answered_on`, else seen from `today`.
    pub fn is_late(&self, answered_on: Option<Date>, today: Date) -> bool {
        answered_on.unwrap_or(today) > self.due_on
    }
}

impl Dispute {
    /// The day by which the written answer with the evidence is due: in a reconsideration 10 working days, 5 in the
    /// simple procedure (行政复议法第四十八条、第五十四条); in a suit 15 days (行政诉讼法第六十七条).
    pub fn answer_clock(&self, calendar: &Calendar) -> AnswerClock {
        let (due, article, rule): (Due, _, _) = match (self.route, self.procedure) {
            (Route::Reconsideration, Some(Procedure::Simple)) => (
                calendar.due(self.received_on, 5),
                "行政复议法第五十四条",
                "自收到申请书副本之日起5个工作日内提出书面答复，并提交证据、依据和其他有关材料",
            ),
            (Route::Reconsideration, _) => (
                calendar.due(self.received_on, 10),
                "行政复议法第四十八条",
                "自收到申请书副本之日起10个工作日内提出书面答复，并提交证据、依据和其他有关材料",
            ),
            (Route::LitigationDirect | Route::LitigationAfterReconsideration, _) => (
                calendar.due_in_days(self.received_on, 15),
                "行政诉讼法第六十七条",
                "自收到起诉状副本之日起15日内提交答辩状、证据和所依据的规范性文件",
            ),
        };
        AnswerClock {
            due_on: due.on,
            tentative: due.tentative,
            article,
            rule,
            otherwise: "逾期不提交证据的，视为该行政行为没有证据、依据",
        }
    }

    /// What whoever lets a reply go is told while somebody else than its applicant disputes the case: what is disclosed can't be taken
    /// back (条例第三十二条; 行政复议法第四十二条; 行政诉讼法第五十六条). `None` once it has ended, and of the applicant's own.
    pub fn holds_back(&self, number: &str, claimant: &str, applicant: &str) -> Option<String> {
        let claimant = claimant.trim();
        if self.ended.is_some() || is_one_name(claimant, applicant) {
            return None;
        }
        let (what, article) = match self.route {
            Route::Reconsideration => ("行政复议", "行政复议法第四十二条"),
            Route::LitigationDirect | Route::LitigationAfterReconsideration => {
                ("行政诉讼", "行政诉讼法第五十六条")
            }
        };
        Some(format!(
            "“{claimant}”就本件的{what}（{}，{}收到副本）尚未审结：请先核实是否申请、是否已经决定停止执行（{article}）。信息提供以后无法收回，确需现在送达的，写明理由。",
            number.trim(),
            self.received_on
        ))
    }

    /// What is told of a reply that was signed before somebody else's dispute over the case set aside what it rests on: it carries out
    /// what was revoked, and does not leave (行政复议法第六十四条至第六十六条; 行政诉讼法第七十条). `None` while the dispute is open, and of the
    /// applicant's own.
    pub fn sets_aside(
        &self,
        number: &str,
        (claimant, applicant): (&str, &str),
        signed_on: Date,
    ) -> Option<String> {
        let (ending, on) = self.ended?;
        let sets_aside = ending.usual_verdict() == Verdict::Corrected && on >= signed_on;
        (sets_aside && !is_one_name(claimant, applicant)).then(|| {
            format!(
                "“{}”就本件的{}（{}）已于{on}以“{}”审结：签发在此之前的答复不能再送达，请签发人撤回签发，重新作出处理决定（行政复议法第六十四条、行政诉讼法第七十条）。",
                claimant.trim(),
                if self.route == Route::Reconsideration { "行政复议" } else { "行政诉讼" },
                number.trim(),
                ending.label(),
            )
        })
    }

    /// The day on which a dispute of somebody else over the case set aside what they were told there; `None` while it is open, where it
    /// upholds, and of the applicant's own.
    pub fn revoked_notices_on(&self, (claimant, applicant): (&str, &str)) -> Option<Date> {
        let (ending, on) = self.ended?;
        let sets_aside = ending.usual_verdict() == Verdict::Corrected && ending != Ending::OrderedToAct;
        (sets_aside && !is_one_name(claimant, applicant)).then_some(on)
    }

    /// How far it has come.
    pub const fn stage(&self) -> Stage {
        match (self.ended, self.answered_on) {
            (Some(_), _) => Stage::Ended,
            (None, Some(_)) => Stage::AwaitingResult,
            (None, None) => Stage::AwaitingAnswer,
        }
    }

    /// What can not be so, seen from `today`: nothing happens ahead of time, and nothing before the copy is received; a
    /// suit knows no procedure of the reconsideration law; a suit after a reconsideration follows one that has ended
    /// (行政复议法第三十四条; 行政诉讼法第四十五条). `before` is that reconsideration, where it is on record.
    pub fn faults(&self, before: Option<&Self>, today: Date) -> Vec<WhyNot> {
        let mut faults = Vec::new();
        let mut wrong = |field, message: String| faults.push(WhyNot::new(field, message));
        let ended_on = self.ended.map(|(_, on)| on);
        for (field, day) in [
            ("received_on", Some(self.received_on)),
            ("answered_on", self.answered_on),
            ("ended_on", ended_on),
        ] {
            let Some(day) = day else { continue };
            if let (true, Err(why)) = (day <= today, may_be_meant(day, today)) {
                wrong(field, why);
            } else if day > today {
                wrong(field, format!("日期 {day} 晚于今天；请在事情发生之后登记。"));
            } else if day < self.received_on {
                let message = format!("日期 {day} 早于收到之日 {}，请核对。", self.received_on);
                wrong(field, message);
            }
        }
        if let Some((answered, ended)) = self.answered_on.zip(ended_on)
            && answered > ended
        {
            wrong(
                "answered_on",
                format!("答复之日 {answered} 晚于审结之日 {ended}，请核对。"),
            );
        }
        let is_reconsideration = self.route == Route::Reconsideration;
        match (is_reconsideration, self.procedure) {
            (true, None) => wrong(
                "procedure",
                "请选择普通程序或者简易程序，答复期限不同。".to_owned(),
            ),
            (false, Some(_)) => wrong(
                "procedure",
                "诉讼不分复议的普通程序和简易程序，请不要选择。".to_owned(),
            ),
            _ => {}
        }
        if let Some(before) = before
            && let Some(message) = self.why_not_after(before)
        {
            wrong("parent", message);
        }
        faults
    }

    /// Why this is no suit after that reconsideration; `None` when it may be.
    fn why_not_after(&self, before: &Self) -> Option<String> {
        if self.route != Route::LitigationAfterReconsideration {
            return Some("只有“复议后起诉”才选择此前的行政复议。".to_owned());
        }
        if before.route != Route::Reconsideration {
            return Some("此前的案件应当是行政复议。".to_owned());
        }
        match before.ended {
            None => Some("所选行政复议尚未审结，请先登记复议结果。".to_owned()),
            Some((_, on)) if on > self.received_on => Some(format!(
                "所选行政复议 {on} 才审结，晚于收到起诉状副本之日，请核对。"
            )),
            Some(_) => None,
        }
    }

    /// The column of table 四 it counts in for a year; `None` when it does not count in it: not yet received, ended in
    /// an earlier year, or brought over where the organ counts only new ones.
    pub fn counted_in(&self, year: i16, settings: &Settings) -> Option<Verdict> {
        let (first, last) = (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
        let was_over = self.ended.is_some_and(|(_, on)| on < first);
        let is_left_out = settings.counts_only_new && self.received_on < first;
        (self.received_on <= last && !was_over && !is_left_out).then(|| self.verdict_at(last, settings))
    }

    /// The column it counts in at the end of `day`: pending while it has not ended by then.
    pub fn verdict_at(&self, day: Date, settings: &Settings) -> Verdict {
        match self.ended {
            Some((ending, on)) if on <= day => settings.verdict(ending),
            _ => Verdict::Pending,
        }
    }
}

#[cfg(test)]
mod tests;
