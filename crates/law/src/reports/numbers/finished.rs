//! 办结率100%, 全部办结: said beside applications that table three carries forward.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use crate::codes::TableThreeRow;
use crate::reports::examples::{TOTAL, natural, three};
use crate::reports::finding::plain;
use crate::reports::prose::{sentences, squeezed};
use crate::reports::{Check, Example, Finding, Report, Rule, Step};

pub(in crate::reports) const FINISHED: Rule = Rule {
    says: "有结转下年度的申请时，正文不写“办结率100%”“全部办结”。按期办结率、按时答复率不在此列。",
    examples: &[Example {
        right: &carried("收到申请26件，按期办结率100%。"),
        wrong: &carried("收到申请26件，办结率100%。"),
    }],
};

/// Twenty-six received, two of them carried forward.
const fn carried(prose: &'static str) -> [Step; 8] {
    [
        Step::Received(26),
        Step::Number(natural(TableThreeRow::Granted), 24),
        Step::Number(three(TableThreeRow::Granted), 24),
        Step::Number(natural(TableThreeRow::Total), 24),
        Step::Number(TOTAL, 24),
        Step::Number(natural(TableThreeRow::CarriedForward), 2),
        Step::Number(three(TableThreeRow::CarriedForward), 2),
        Step::Adds(1, prose),
    ]
}

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static RATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<before>\p{Han}{0,8})(?:办结|答复|回复|办理)率(?:均|都|和\p{Han}{1,6}率)*(?:为|是|达|达到|达到了|保持|保持在|继续保持|高达|：|:)*(?:100(?:\.0+)?%|百分之百)").unwrap()
});

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static ALL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:全部|均|都)(?:已|已经|按期|按时|依法|及时|得到|予以|答复|并|妥善)*(?:办结|办理完毕|办理完成|答复完毕)").unwrap()
});

/// The check `text.finished`, in sections one and three.
pub(in crate::reports) fn check(report: &Report) -> Option<Finding> {
    let cell = three(TableThreeRow::CarriedForward);
    let carried = report.tables.get(cell).filter(|number| *number > Decimal::ZERO)?;
    let (number, sentence) = [1, 3].into_iter().find_map(|number| {
        let text = squeezed(report.sections.get(number));
        Some((number, claims(&text)?.to_owned()))
    })?;
    let message = format!(
        "正文写申请已经全部办结，但{} 为 {carried} 件。原文：“{}”。",
        cell.label(),
        super::quoted(&sentence)
    );
    Some(Finding {
        cells: vec![cell],
        left: Some(carried),
        right: Some(Decimal::ZERO),
        ..plain(Check::TextFinished, message).in_section(number)
    })
}

/// The sentence that claims that all applications were finished.
fn claims(text: &str) -> Option<&str> {
    const OTHER: [&str; 12] = [
        "提案", "建议", "热线", "工单", "留言", "信访", "诉求", "投诉", "咨询", "来信", "邮箱", "许可",
    ];
    const ON_TIME: [&str; 6] = ["按时", "按期", "及时", "限时", "期限", "时限"];
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    text.lines().find_map(|line| {
        let mut before = "";
        sentences(line).find(|sentence| {
            let is_of_requests = sentence.contains("申请") || before.contains("申请");
            before = *sentence;
            let is_rate = RATE.captures_iter(sentence).any(|found| {
                found
                    .name("before")
                    .is_none_or(|before| !has(before.as_str(), &ON_TIME))
            });
            let is_all = ALL.is_match(sentence) && sentence.contains("申请");
            let is_left = ["结转", "下年", "次年", "正在办理", "继续办理"];
            is_of_requests && (is_rate || is_all) && !has(sentence, &OTHER) && !has(sentence, &is_left)
        })
    })
}
