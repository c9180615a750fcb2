//! Disputes over disclosure: reconsiderations (行政复议) and suits (行政诉讼), their answer clocks, and how a result counts in table 四.
//! 行政复议法第四十八条、第五十三条、第五十四条、第八十八条; 行政诉讼法第六十七条; 国办公开办函〔2021〕30号. Nothing here decides a dispute.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Due};
use crate::labelled::labelled;
use crate::reports::{Route, Verdict};

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
}

impl Settings {
    /// The column an ending counts in.
    pub fn verdict(&self, ending: Ending) -> Verdict {
        let own = self.verdicts.get(ending.code()).copied();
        own.filter(|verdict| !matches!(verdict, Verdict::Total | Verdict::Pending))
            .unwrap_or(ending.usual_verdict())
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
        };
        assert_eq!(one.verdict_at(date(2026, 12, 31), &own), Verdict::Corrected);
        assert_eq!(own.verdict(Ending::Upheld), Verdict::Upheld);
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
