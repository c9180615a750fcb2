//! The documentation page of the checks (docs/report-checks.md), written from the checks themselves: name, level, source,
//! what is asked for, and each example with what is found.

use std::fmt::Write;

use super::examples::InWords;
use super::{
    Check, Example, Finding, Rule, batch, cells, counted, fees, identity, improvement, notices, numbers,
    overall, prose, publication, table_two, tallies, years,
};
use super::{Level, Step};

pub(super) const LABELS: Rule = Rule {
    says: "表头、行名和标题用统一格式的原文；不一致而能够识别的，按原文识别并指出。",
    examples: &[Example {
        right: &[],
        wrong: &[Step::Printed("本年度止件数", "本年废止件数")],
    }],
};

pub(super) const FILE_REST: Rule = Rule {
    says: "一个文件只有一份报告，每一部分都有标题，文件里的内容都读入了；第二份报告不读入，请分开上传。",
    examples: &[Example {
        right: &[],
        wrong: &[Step::Rest(
            "文件里还有第二份报告：《清河县财政局2024年政府信息公开工作年度报告》，没有读入，请分开上传",
        )],
    }],
};

impl Check {
    /// What it asks for, and examples of it.
    pub const fn rule(self) -> Rule {
        match self {
            Self::Cells => cells::CELLS,
            Self::CellNotes => cells::NOTES,
            Self::FileRest => FILE_REST,
            Self::Labels => LABELS,
            Self::ThreeBalance => tallies::BALANCE,
            Self::ThreeOutcomes => tallies::OUTCOMES,
            Self::ThreeAcross => tallies::ACROSS_THREE,
            Self::ThreeUnclear => notices::UNCLEAR,
            Self::ThreeUncorrected => notices::UNCORRECTED,
            Self::ThreeUnpaid => notices::UNPAID,
            Self::FourAcross => tallies::ACROSS_FOUR,
            Self::TwoStock => table_two::STOCK,
            Self::TwoPowers => table_two::POWERS,
            Self::TwoSense => table_two::SENSE,
            Self::YearPrevious => years::PREVIOUS,
            Self::YearCarry => tallies::CARRY,
            Self::YearJump => years::JUMP,
            Self::Records => counted::RECORDS,
            Self::FeesStated => fees::STATED,
            Self::TextEmpty => prose::EMPTY,
            Self::TextRepeated => prose::REPEATED_RULE,
            Self::TextNumbers => numbers::rule::NUMBERS,
            Self::TextFinished => numbers::finished::FINISHED,
            Self::TextYear => identity::YEAR,
            Self::TextOrgan => identity::ORGAN,
            Self::TextParts => overall::PARTS,
            Self::TextLength => overall::LENGTH,
            Self::TextGovernment => overall::GOVERNMENT,
            Self::TextImprovement => improvement::IMPROVEMENT,
            Self::PublishedLate => publication::LATE,
            Self::BatchTwice => batch::TWICE,
            Self::BatchYear => batch::YEAR,
            Self::BatchAlike => batch::ALIKE,
        }
    }
}

const OPENING: &str = "\
# 年度报告的检查项目

本页由程序生成（`crates/law/src/reports`），逐项列出检查的名称、级别、依据和对错示例。工作台、`gongkai report check` 和 \
`gongkai report check-all` 用的是同一套检查。

- **错误**：报告不能公布，命令以 1 退出。**提示**：显示出来，由写报告的人核对；口径不同等原因造成的，可以不改。
- 示例报告是清河县水利局 2024 年度的：三张表都填 0，各部分文字齐全，检查不出问题。每个示例只写与它不同的地方。
- 名称（如 `t3.balance`）供程序使用，不会改变。
- 2019 年格式（国办公开办函〔2019〕60号）的报告用同样的表三、表四勾稽关系和文字检查；表二另有口径：上一年项目数量等于上年报告的上一年项目数量加本年增/减，对外公开总数量不少于本年新公开数量、比上年增加的不多于本年新公开数量。后来的通知才要求的（信息处理费的说明、总体情况的五个方面等）不检查。存档版没有统一的表格，不检查。

";

/// The page as Markdown.
pub fn rulebook() -> String {
    let mut page = OPENING.to_owned();
    page.push_str("| 名称 | 检查 | 级别 | 依据 |\n|---|---|---|---|\n");
    for check in Check::ALL {
        let (code, label, level) = (check.code(), check.label(), check.level().label());
        // Writing into a string can't fail.
        let _ = writeln!(page, "| `{code}` | {label} | {level} | {} |", check.source());
    }
    for level in [Level::Error, Level::Warning] {
        let _ = write!(page, "\n## {}\n", level.label());
        for check in Check::ALL.iter().filter(|check| check.level() == level) {
            chapter(&mut page, *check);
        }
    }
    page
}

fn chapter(page: &mut String, check: Check) {
    let rule = check.rule();
    let _ = write!(
        page,
        "\n### {}（`{}`）\n\n{}\n\n依据：{}。\n",
        check.label(),
        check.code(),
        rule.says,
        check.source()
    );
    for example in rule.examples {
        let _ = write!(
            page,
            "\n- 对：{}。\n- 错：{}。\n",
            InWords(example.right),
            InWords(example.wrong)
        );
        let shown = example.against_the_wrong();
        let message = shown.first().map_or("", |finding: &Finding| &finding.message);
        let _ = writeln!(page, "  - 检查结果：{message}");
    }
}

#[cfg(test)]
mod tests;
