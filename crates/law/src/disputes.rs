//! Disputes over disclosure: reconsiderations (行政复议) and suits (行政诉讼), their answer clocks, and how a result counts in table 四.
//! 行政复议法第四十八条、第五十三条、第五十四条、第八十八条; 行政诉讼法第六十七条; 国办公开办函〔2021〕30号. Nothing here decides a dispute.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Due};
use crate::codes::{Route, Verdict, WhyNot};
use crate::labelled::labelled;

labelled! {
    /// How a reconsideration or a suit ended.
    Ending {
        Upheld = "upheld", "维持";
        ClaimRejected = "claim_rejected", "驳回请求";
        Revoked = "revoked", "撤销";
        Changed = "changed", "变更";
        FoundUnlawful = "found_unlawful", "确认违法";
        OrderedToAct = "ordered_to_act", "责令履行";
        Inadmissible = "inadmissible", "不予受理、不予立案、驳回申请、驳回起诉";
        Ended = "ended", "终止、终结";
        Withdrawn = "withdrawn", "撤回、撤诉";
        Settled = "settled", "调解、和解";
    }
}

impl Ending {
    /// The column of table 四 it is usually counted in: 维持 = upheld or claim rejected; 纠正 = revoked, changed, found
    /// unlawful, ordered to act; 其他 = the rest. No official note fixes this, so an organ may settle it otherwise.
    pub const fn usual_verdict(self) -> Verdict {
        match self {
            Self::Upheld | Self::ClaimRejected => Verdict::Upheld,
            Self::Revoked | Self::Changed | Self::FoundUnlawful | Self::OrderedToAct => Verdict::Corrected,
            Self::Inadmissible | Self::Ended | Self::Withdrawn | Self::Settled => Verdict::Other,
        }
    }
}

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
            if day > today {
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
mod tests {
    use jiff::civil::date;

    use super::*;

    fn dispute(route: Route, procedure: Option<Procedure>, received_on: Date) -> Dispute {
        Dispute {
            route,
            procedure,
            received_on,
            answered_on: None,
            ended: None,
        }
    }

    #[test]
    fn a_reconsideration_is_answered_in_ten_working_days_or_five_in_the_simple_procedure() {
        let calendar = Calendar::built_in();
        let due = |procedure| {
            dispute(Route::Reconsideration, Some(procedure), date(2025, 9, 25))
                .answer_clock(&calendar)
                .due_on
        };
        // 国庆、中秋 2025-10-01 to 10-08 off; Sunday 09-28 and Saturday 10-11 made up.
        assert_eq!(due(Procedure::Simple), date(2025, 10, 9));
        assert_eq!(due(Procedure::Ordinary), date(2025, 10, 15));
    }

    #[test]
    fn a_suit_is_answered_in_fifteen_days_and_never_on_a_day_off() {
        let calendar = Calendar::built_in();
        let due = |on| {
            dispute(Route::LitigationDirect, None, on)
                .answer_clock(&calendar)
                .due_on
        };
        assert_eq!(due(date(2025, 3, 3)), date(2025, 3, 18));
        // The fifteenth day is 2025-10-02, in the holidays.
        assert_eq!(due(date(2025, 9, 17)), date(2025, 10, 9));
    }

    #[test]
    fn an_ending_counts_from_its_day_on_and_as_the_organ_settled_it() {
        let mut one = dispute(Route::Reconsideration, Some(Procedure::Simple), date(2025, 11, 3));
        one.ended = Some((Ending::Settled, date(2026, 1, 8)));
        let usual = Settings::default();
        assert_eq!(one.verdict_at(date(2025, 12, 31), &usual), Verdict::Pending);
        assert_eq!(one.verdict_at(date(2026, 12, 31), &usual), Verdict::Other);
        let own = Settings {
            verdicts: [
                ("settled".to_owned(), Verdict::Corrected),
                ("upheld".to_owned(), Verdict::Pending),
            ]
            .into(),
            ..Settings::default()
        };
        assert_eq!(one.verdict_at(date(2026, 12, 31), &own), Verdict::Corrected);
        assert_eq!(own.verdict(Ending::Upheld), Verdict::Upheld);
        assert_eq!(Settings::default().footnote(), None);
        let told = own.footnote().unwrap_or_default();
        assert!(told.starts_with("注：表四") && told.contains("计入“"), "{told}");
        assert_eq!(Settings::columns().count(), 3);
    }

    #[test]
    fn a_dispute_counts_in_every_year_it_was_open_in_and_where_only_new_ones_count_in_the_first() {
        let mut one = dispute(Route::LitigationDirect, None, date(2024, 11, 3));
        one.ended = Some((Ending::ClaimRejected, date(2026, 1, 8)));
        let all = Settings::default();
        let counted =
            |settings: &Settings| [2023, 2024, 2025, 2026, 2027].map(|year| one.counted_in(year, settings));
        let (pending, upheld) = (Some(Verdict::Pending), Some(Verdict::Upheld));
        assert_eq!(counted(&all), [None, pending, pending, upheld, None]);
        let only_new = Settings {
            counts_only_new: true,
            ..Settings::default()
        };
        assert_eq!(counted(&only_new), [None, pending, None, None, None]);
    }

    #[test]
    fn what_can_not_be_so_is_told_at_its_field() {
        let today = date(2025, 6, 30);
        let fields = |one: &Dispute, before: Option<&Dispute>| -> Vec<&str> {
            one.faults(before, today)
                .iter()
                .map(|fault| fault.field)
                .collect()
        };
        let mut reconsidered = dispute(Route::Reconsideration, Some(Procedure::Simple), date(2025, 3, 3));
        assert!(fields(&reconsidered, None).is_empty());
        let sued = dispute(Route::LitigationAfterReconsideration, None, date(2025, 5, 6));
        assert_eq!(fields(&sued, Some(&reconsidered)), ["parent"]);
        reconsidered.answered_on = Some(date(2025, 3, 7));
        reconsidered.ended = Some((Ending::Upheld, date(2025, 4, 1)));
        assert!(fields(&reconsidered, None).is_empty() && fields(&sued, Some(&reconsidered)).is_empty());
        assert_eq!(fields(&sued, Some(&sued)), ["parent"]);
        reconsidered.answered_on = Some(date(2025, 4, 7));
        assert_eq!(fields(&reconsidered, None), ["answered_on"]);
        reconsidered.answered_on = Some(date(2025, 3, 2));
        reconsidered.ended = Some((Ending::Upheld, date(2025, 7, 1)));
        assert_eq!(fields(&reconsidered, None), ["answered_on", "ended_on"]);
        let mixed = dispute(Route::LitigationDirect, Some(Procedure::Simple), today);
        assert_eq!(fields(&mixed, None), ["procedure"]);
        assert_eq!(
            fields(&dispute(Route::Reconsideration, None, today), None),
            ["procedure"]
        );
        let ahead = dispute(Route::LitigationDirect, None, date(2025, 7, 1));
        assert_eq!(fields(&ahead, None), ["received_on"]);
    }

    #[test]
    fn an_answer_is_late_after_its_day() {
        let clock =
            dispute(Route::LitigationDirect, None, date(2025, 3, 3)).answer_clock(&Calendar::built_in());
        assert!(!clock.is_late(None, date(2025, 3, 18)) && clock.is_late(None, date(2025, 3, 19)));
        assert!(!clock.is_late(Some(date(2025, 3, 18)), date(2025, 6, 1)));
    }

    #[test]
    fn every_ending_counts_in_one_column_that_holds_results() {
        for ending in Ending::ALL {
            assert!(matches!(
                ending.usual_verdict(),
                Verdict::Upheld | Verdict::Corrected | Verdict::Other
            ));
        }
    }
}
