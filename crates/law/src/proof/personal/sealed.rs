//! A penalty for an offence against public security that is made public: its record is sealed (治安管理处罚法第一百三十六条, in force
//! 2026-01-01), which is at odds with publishing such decisions (条例第二十条第（六）项 asks for those of considerable effect alone).

use jiff::civil::date;

use crate::cases::decision::SEALED_RECORDS;
use crate::proof::examples::{Example, Step};
use crate::proof::patterns::patterns;
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, Rule, Severity};

pub(in crate::proof) static SEALED: Rule = Rule {
    code: "record.sealed",
    label: "公开违反治安管理的记录",
    class: Class::Privacy,
    severity: Severity::Hint,
    source: "治安管理处罚法第一百三十六条（2026年1月1日起施行），条例第十四条",
    says: "不公开治安管理处罚决定：违反治安管理的记录应当封存，不得向任何单位和个人提供或者公开。",
    advice: "违反治安管理的记录应当封存，不得公开（治安管理处罚法第一百三十六条）：请核对这是不是治安管理处罚决定；是的，不予公开。",
    examples: &[
        Example {
            right: &[
                Step::Today(date(2026, 3, 2)),
                Step::Title("关于学习宣传《中华人民共和国治安管理处罚法》的通知"),
                Step::Paragraph("请组织学习关于治安管理处罚决定程序的规定。"),
            ],
            wrong: &[
                Step::Today(date(2026, 3, 2)),
                Step::Title("治安管理处罚决定书"),
                Step::Paragraph("违法行为人张某，因殴打他人被处以行政拘留五日。"),
            ],
        },
        Example {
            right: &[
                Step::Today(date(2025, 12, 31)),
                Step::Title("行政处罚决定书（孟公〔治〕行罚决字〔2025〕12号）"),
            ],
            wrong: &[
                Step::Today(date(2026, 1, 1)),
                Step::Title("行政处罚决定书（孟公〔治〕行罚决字〔2025〕12号）"),
            ],
        },
        Example {
            right: &[
                Step::Today(date(2026, 3, 2)),
                Step::Title("行政处罚决定书"),
                Step::Paragraph("根据《中华人民共和国食品安全法》第一百二十四条，处以罚款五千元。"),
            ],
            wrong: &[
                Step::Today(date(2026, 3, 2)),
                Step::Title("行政处罚决定书"),
                Step::Paragraph("根据《中华人民共和国治安管理处罚法》第五十一条，处以罚款五百元。"),
            ],
        },
    ],
    look,
};

patterns! {
    // What is such a decision by its own name or number.
    NAMED = r"治安(?:管理)?(?:行政)?处罚决定书?(?:$|[（(〔\[:：\s]|公[开示告])|公[（(〔\[]?[\p{Han}]{0,4}[)）〕\]]?行罚决字";
    // A decision of a penalty, and the law it goes by.
    DECISION = r"处罚决定书?";
    BY_THAT_LAW = r"(?:根据|依据|依照|按照|违反)[了]?(?:《?(?:中华人民共和国)?治安管理处罚法》?)|违反治安管理";
    PENALTY = r"(?:处|处以|给予|决定)(?:并处|罚款[^。；]{0,12})?[^。；]{0,8}(?:行政拘留|罚款|警告)";
}

/// A title says that it is one, or a text says what was imposed by that law.
fn look(manuscript: &Manuscript, context: &Context<'_>) -> Vec<Hit> {
    let is_sealed = SEALED_RECORDS
        .from
        .is_none_or(|from| context.today.is_none_or(|today| today >= from));
    if !is_sealed {
        return Vec::new();
    }
    let named = manuscript.prose().find_map(|(number, part)| {
        let found = NAMED.find(&part.text)?;
        Some(Hit::at(number, found.range()))
    });
    named.or_else(|| by_that_law(manuscript)).into_iter().collect()
}

/// Of a decision that is not called so: that it is one of a penalty, that it imposes something, and by that law.
fn by_that_law(manuscript: &Manuscript) -> Option<Hit> {
    let says = |pattern: &regex::Regex| manuscript.prose().any(|(_, part)| pattern.is_match(&part.text));
    if !says(&DECISION) || !says(&PENALTY) {
        return None;
    }
    manuscript.prose().find_map(|(number, part)| {
        let found = BY_THAT_LAW.find(&part.text)?;
        Some(Hit::at(number, found.range()))
    })
}
