//! Letters to whoever wants a record of theirs corrected (条例第四十一条). One that ends the case answers all that was asked: it is held
//! against the whole request, so that it buries nothing else (第三十三条、第三十六条), and it decides like a reply.

use super::facts::Record;
use super::{LetterFacts, LetterKind};
use crate::cases::correcting::in_own_words;
use crate::cases::enclosures::is_beside;
use crate::cases::headline;
use crate::cases::split::left_out;
use crate::codes::WhyNot;
use crate::labelled::labelled;

labelled! {
    /// Why a record is not corrected.
    DeclineGround {
        Accurate = "accurate", "经核实，记录准确";
        Unproven = "unproven", "提供的证据不能证明记录不准确";
        /// Then it is forwarded, or the applicant is told whom to turn to.
        NotOurs = "not_ours", "记录不由本机关更正（由其他单位保管、本机关无权更正等）";
    }
}

impl DeclineGround {
    /// The passage of the letter that states it.
    pub(super) const fn passage(self) -> Option<&'static str> {
        match self {
            Self::Accurate => Some("记录准确"),
            Self::Unproven => Some("证据不足"),
            Self::NotOurs => None,
        }
    }
}

impl LetterKind {
    /// Whether it answers whoever wants a record corrected.
    pub const fn is_of_record(self) -> bool {
        matches!(
            self,
            Self::RecordCorrected | Self::RecordDeclined | Self::RecordForwarded
        )
    }

    /// Whether this letter ends its case: an application that asked for nothing but a correction is answered by it.
    pub const fn ends_its_case(self, record: &Record) -> bool {
        self.is_of_record() && record.ends_case
    }

    /// Whether it decides on somebody's rights as this case has it: what ends an application does, like a reply.
    pub const fn decides(self, record: &Record) -> bool {
        self.is_decision() || self.ends_its_case(record)
    }
}

/// What speaks of a correction and not of information that is wanted.
const OF_CORRECTION: [&str; 14] = [
    "更正",
    "改正",
    "纠正",
    "订正",
    "修改",
    "更改",
    "变更为",
    "改为",
    "有误",
    "错误",
    "写错",
    "不准确",
    "不实",
    "不一致",
];

/// What asks for information.
const ASKS: [&str; 12] = [
    "公开",
    "提供",
    "获取",
    "索取",
    "复制",
    "复印",
    "查阅",
    "查询",
    "告知",
    "要求看",
    "给我",
    "抄告",
];

/// What is told before a letter on a record is begun for a request that nowhere speaks of one (条例第四十一条: 要求更正的，应当提出).
pub fn asks_no_correction(asked: &str) -> Option<&'static str> {
    let asks = OF_CORRECTION.iter().any(|word| asked.contains(word));
    (!asks).then_some("申请中没有要求更正记录的内容：申请人另行提出的，请在“要求更正的记录”中照其原话填写（条例第四十一条）。")
}

/// What of a request such a letter leaves without an answer, where it ends the case: clause by clause what asks for information, and
/// what the request numbers or names that is no part of the record. All of it where nothing in it speaks of a correction.
pub fn beyond_the_record(asked: &str, content: &str) -> Vec<String> {
    let (request, corrected) = in_own_words(asked);
    let words = format!("{request}\n{corrected}");
    let of_correction = |text: &str| OF_CORRECTION.iter().any(|word| text.contains(word));
    if !of_correction(&words) {
        return vec![headline(&request)];
    }
    let parts = [content.to_owned()];
    let mut left: Vec<String> = clauses(&words)
        .into_iter()
        .filter(|clause| ASKS.iter().any(|word| clause.contains(word)) && !of_correction(clause))
        .filter(|clause| !is_beside(clause))
        .collect();
    for thing in left_out(&request, &parts) {
        let is_known = left
            .iter()
            .any(|one| one.contains(&thing) || thing.contains(one.as_str()));
        if !is_known && !of_correction(&thing) {
            left.push(thing);
        }
    }
    left
}

/// The clauses of a request, those that are joined by words parted too.
fn clauses(words: &str) -> Vec<String> {
    let joined = ["并且", "同时", "另外", "此外", "并请", "并"];
    let text = joined
        .iter()
        .fold(words.to_owned(), |text, word| text.replace(word, "，"));
    let clauses = text.split(['，', ',', '。', '；', ';', '\n']);
    let clauses = clauses.map(|clause| clause.trim_matches(|sign: char| !sign.is_alphanumeric()));
    let clauses = clauses.filter(|clause| clause.chars().count() > 2);
    clauses.map(str::to_owned).collect()
}

/// What stands in the way of a letter on a record.
pub(super) fn faults(kind: LetterKind, facts: &LetterFacts) -> Vec<WhyNot> {
    let record = &facts.record;
    let mut list = Vec::new();
    if kind == LetterKind::RecordDeclined {
        list.extend(not_ours(record));
    }
    if kind.ends_its_case(record) && !record.content.trim().is_empty() {
        let left = beyond_the_record(facts.asked(), &record.content);
        if !left.is_empty() {
            let why = format!(
                "申请中还有“{}”，不是要求更正的记录：本文书送达后本件办结，就不会再得到答复。请先拆分为两件（一事一申请），或者不选“送达后本件办结”，另行答复（条例第三十三条、第三十六条、第四十一条）。",
                left.join("”“")
            );
            list.push(WhyNot::new("ends_case", why));
        }
    }
    list
}

/// A record that is another organ's to correct is forwarded, or its subject is told whom to turn to; it is not declined.
fn not_ours(record: &Record) -> Option<WhyNot> {
    const ELSEWHERE: [&str; 9] = [
        "无权更正",
        "无权修改",
        "其他单位保管",
        "其他机关保管",
        "由其他单位",
        "由其他机关",
        "不属于本机关",
        "不属本机关",
        "不是本机关",
    ];
    let field = if record.grounds == Some(DeclineGround::NotOurs) {
        "decline_ground"
    } else if ELSEWHERE.iter().any(|word| record.declined.contains(word)) {
        "declined"
    } else {
        return None;
    };
    Some(WhyNot::new(
        field,
        "记录不由本机关更正的，不是不予更正：请拟写《政府信息更正申请转送告知书》，转送有权更正的机关，或者告知申请人向其提出（条例第四十一条）。",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_on_a_record_that_ends_the_case_buries_nothing_else_that_was_asked_for() {
        for (asked, content, left) in [
            (
                "请公开2025年征地补偿方案，并更正本人档案中的姓名",
                "本人档案中的姓名",
                vec!["请公开2025年征地补偿方案"],
            ),
            (
                "要求更正本人不动产登记中的姓名，同时提供登记档案的复印件。谢谢",
                "不动产登记中的姓名",
                vec!["提供登记档案的复印件"],
            ),
            (
                "1. 更正本人档案中的姓名\n2. 2025年征地补偿方案",
                "本人档案中的姓名",
                vec!["2025年征地补偿方案"],
            ),
            (
                "技术改造资金的有关材料",
                "登记的出生日期",
                vec!["技术改造资金的有关材料"],
            ),
            (
                "请更正本人登记的出生日期，户口簿附后，请用电子邮件告知结果",
                "出生日期",
                vec![],
            ),
            ("本人社保档案中的姓名写错了，应为李敏", "姓名", vec![]),
            (
                "政府信息更正申请：贵局公开的处罚决定书中本人身份证号有误，请予更正",
                "身份证号",
                vec![],
            ),
        ] {
            assert_eq!(beyond_the_record(asked, content), left, "{asked}");
        }
    }
}
