//! The rules a matter knows, by the names they are set with, and the rows that come with the program.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::labelled::labelled;
use crate::rule_rows::{ALL, RuleBook, RuleRow, Shipped, Threshold, Unit, rows};

const SHIPPED: &str = include_str!("rules.txt");

static BUILT_IN: LazyLock<Vec<RuleRow>> = LazyLock::new(|| rows(SHIPPED));

labelled! {
    /// The rules a matter knows, by the name they are set with.
    RuleName {
        Accept = "accept", "受理";
        HandBack = "hand_back", "退回交办";
        Answer = "answer", "答复";
        /// How much longer at most, once.
        Extension = "extension", "延期";
        Redo = "redo", "重办";
        RatingWindow = "rating_window", "评价";
        PublishAnswer = "publish_answer", "公开答复";
        RedLine = "red_line", "红线";
        /// How long after its day an unanswered matter goes to the leader in charge.
        Escalation = "escalation", "逾期上报";
        /// The highest score that counts as 不满意.
        Dissatisfied = "dissatisfied", "不满意";
    }
}

impl RuleName {
    /// The rule for a kind that is in force on a day.
    pub fn find<'a>(self, book: &'a RuleBook, kind: &str, on: Date) -> Option<&'a RuleRow> {
        book.find(self.code(), kind, Some(on))
    }
}

/// The rows that come with the program.
pub fn shipped_rules() -> &'static [RuleRow] {
    &BUILT_IN
}

/// The rules of matters, before an organ sets any of its own.
pub fn rule_book() -> RuleBook {
    RuleBook::of(Shipped(&BUILT_IN))
}

/// A rule of one's own: `answer=5wd`, or for one kind `complaint.answer=7wd`. What is wrong with it where it is none.
pub fn typed_rule(text: &str) -> Result<RuleRow, String> {
    let (name, limit) = text.split_once('=').ok_or("应当是“名称=期限”，例如 answer=5wd")?;
    let (subject, name) = name.trim().rsplit_once('.').unwrap_or((ALL, name.trim()));
    let code = RuleName::from_code(name).ok_or_else(|| {
        let names: Vec<&str> = RuleName::ALL.iter().map(|name| name.code()).collect();
        format!("没有“{name}”这条规则，可用的有：{}", names.join("；"))
    })?;
    let limit = Threshold::read(limit)
        .ok_or_else(|| format!("“{limit}”不是期限，例如 5wd（工作日）、30d（日）、24h（小时）、3m（月）"))?;
    let fits = match code {
        RuleName::Dissatisfied => limit.unit == Unit::Count,
        _ => limit.unit.is_time(),
    };
    if !fits && limit.unit != Unit::Unset {
        return Err(format!("“{name}”不以“{}”计", limit.unit.label()));
    }
    Ok(RuleRow::own(code.code(), subject, limit))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::kinds;
    use super::*;
    use crate::rule_rows::lines;

    #[test]
    fn every_line_is_a_rule_with_its_source_for_a_kind_that_there_is() {
        let rules = shipped_rules();
        assert_eq!(rules.len(), lines(SHIPPED).count());
        for rule in rules {
            assert!(!rule.source_document.is_empty() && !rule.scope.is_empty());
            assert!(RuleName::from_code(&rule.code).is_some(), "{}", rule.code);
            let is_known = rule.subject == ALL || kinds().iter().any(|kind| kind.code == rule.subject);
            assert!(is_known, "{}", rule.subject);
        }
        for name in RuleName::ALL {
            for kind in kinds() {
                let found = name.find(&rule_book(), &kind.code, date(2026, 3, 2)).is_some();
                assert!(found, "{}", name.code());
            }
        }
    }

    #[test]
    fn ones_own_rule_goes_before_the_programs_and_the_kinds_own_before_that_of_all() {
        let on = date(2026, 3, 2);
        let days = |book: &RuleBook, kind| {
            let row = RuleName::Answer.find(book, kind, on);
            row.map(|row| row.limit.threshold)
        };
        let book = rule_book();
        assert_eq!(days(&book, "report_of_silence"), Some(20));
        let book = book.with(typed_rule("answer=7wd").unwrap());
        assert_eq!(
            days(&book, "report_of_silence"),
            Some(7),
            "over the program's for this very kind"
        );
        let book = book.with(typed_rule("complaint.answer=9wd").unwrap());
        assert_eq!(
            (days(&book, "complaint"), days(&book, "help")),
            (Some(9), Some(7))
        );
        let book = book.with(typed_rule("answer=8wd").unwrap());
        assert_eq!(
            (days(&book, "complaint"), days(&book, "help")),
            (Some(9), Some(8))
        );
        let book = book.with(typed_rule("complaint.answer=none").unwrap());
        assert_eq!((days(&book, "complaint"), days(&book, "help")), (None, Some(8)));
    }

    #[test]
    fn a_rule_holds_on_its_days_alone() {
        let changed = date(2026, 7, 1);
        let old = RuleRow {
            to: Some(date(2026, 6, 30)),
            ..typed_rule("answer=10wd").unwrap()
        };
        let new = RuleRow {
            from: Some(changed),
            ..typed_rule("answer=3wd").unwrap()
        };
        let book = rule_book().with(old).with(new);
        let days = |on| {
            let row = RuleName::Answer.find(&book, "help", on);
            row.map(|row| row.limit.threshold)
        };
        assert_eq!((days(date(2026, 6, 30)), days(changed)), (Some(10), Some(3)));
    }

    #[test]
    fn a_rule_that_is_none_says_what_is_wrong() {
        for (text, words) in [
            ("answer", "名称=期限"),
            ("reply=5wd", "没有“reply”这条规则"),
            ("answer=soon", "不是期限"),
            ("answer=5count", "不以“个”计"),
            ("answer=5byte", "不以“字节”计"),
            ("dissatisfied=2wd", "不以“个工作日”计"),
        ] {
            let why = typed_rule(text).unwrap_err();
            assert!(why.contains(words), "{why}");
        }
    }
}
