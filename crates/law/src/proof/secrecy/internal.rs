//! Marks by which a paper says of itself that it is not for everybody.

use crate::proof::examples::{Example, Step};
use crate::proof::patterns::{patterns, span};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, Rule, Severity};

pub(in crate::proof) static INTERNAL: Rule = Rule {
    code: "secrecy.internal",
    label: "不公开的标注",
    class: Class::Secrecy,
    severity: Severity::Answer,
    source: "条例第十六条，保密法第六十四条（工作秘密）",
    says: "没有“内部资料”“注意保存”“此件不公开”“（依申请公开）”之类自成一行或者写在括号中的标注。",
    advice: "文件自己标注为不公开：请核对公开属性，确实公开的，删去标注。",
    examples: &[
        Example {
            right: &[Step::Paragraph("出版物和内部资料的管理，依照有关规定执行。")],
            wrong: &[Step::Paragraph("内部资料　注意保存")],
        },
        Example {
            right: &[Step::Paragraph("（此件公开发布）")],
            wrong: &[Step::Paragraph("（此件不公开）")],
        },
    ],
    look,
};

patterns! {
    MARK = concat!(
        r"^[\s（(【〔\[]*(内部(?:资料|文件|材料|使用|刊物|掌握)|仅供内部(?:使用|参考)|工作秘密|(?:此件|本件)?(?:不予公开|不公开|不得公开|依申请公开|不宜公开)(?:发布)?|",
        r"(?:请勿|严禁|不得)(?:外传|扩散|翻印|转载))(?:[\s　,，、·★]*(?:注意保存|请勿外传|严禁外传|不得外传|不得翻印|仅供参考))?[\s）)】〕\].。！]*$"
    );
}

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let cells = |part: &crate::proof::Part| !matches!(part.kind, crate::proof::PartKind::Cell { .. });
    for (number, part) in manuscript.prose().filter(|(_, part)| cells(part)) {
        hits.extend(
            MARK.captures(&part.text)
                .map(|found| Hit::at(number, span(&found, 1))),
        );
    }
    hits
}
