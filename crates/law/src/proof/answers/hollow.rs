//! An answer that says nothing (答非所问、推诿): received, passed on, please call. What is left of it without that is no answer.

use std::ops::Range;

use crate::proof::examples::{Example, Step};
use crate::proof::patterns::{is_han, patterns};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, PartKind, Rule, Severity};

pub(in crate::proof) static HOLLOW: Rule = Rule {
    code: "answer.hollow",
    label: "答复没有内容",
    class: Class::Answers,
    severity: Severity::Hint,
    source: "国办发〔2017〕47号：答复内容应有针对性，杜绝推诿敷衍",
    says: "答复针对所问说明情况、依据和办法，不能只说已收悉、已转有关部门、正在研究，也不能只请对方拨打电话、咨询别处。",
    advice: "请针对所问写明情况、依据和办法；不属于本机关的，写明由哪个机关负责、怎样提出。",
    examples: &[
        Example {
            right: &[
                Step::Answering(&[]),
                Step::Paragraph(
                    "您好，您的来信已收悉。技术改造奖补按设备投资额的百分之八计算，依据是本区扶持办法第五条，请于六月底前向经济运行科提交申报表。",
                ),
            ],
            wrong: &[
                Step::Answering(&[]),
                Step::Paragraph("您好，您的来信已收悉，我们将尽快研究处理，感谢您的支持。"),
            ],
        },
        Example {
            right: &[
                Step::Answering(&[]),
                Step::Paragraph("厂房租金每平方米每月十二元，水电费按表收取；如有疑问请拨打招商科电话。"),
            ],
            wrong: &[
                Step::Answering(&[]),
                Step::Paragraph("您好！请拨打招商科电话咨询。祝您生活愉快！"),
            ],
        },
        Example {
            right: &[
                Step::Answering(&[]),
                Step::Paragraph(
                    "工资拖欠不属于本机关职责，由区人力资源和社会保障局劳动保障监察大队负责，可以到南政务服务大厅三号窗口提出。",
                ),
            ],
            wrong: &[
                Step::Answering(&[]),
                Step::Paragraph("您反映的问题不属于我单位职责范围。"),
            ],
        },
    ],
    look,
};

patterns! {
    COURTESY = r"您好|你好|^尊敬的|感谢|谢谢|^祝|^特此|^此复|^回复如下|^现(答复|回复)如下|生活愉快|身体健康|^(关于)?您?(的|所)?(来信|留言|咨询|诉求|反映|提)[^，。]{0,12}(问题|情况|事项|留言)?$";
    HOLLOW_CLAUSE = r"收悉|已收到|已(经)?转(交|办|至|给|送|由|请|相关|有关)|拨打|致电|请.{0,8}(咨询|联系)|(正在|将会?|会)(抓紧|尽快|认真|及时|积极|进一步|高度)*(研究|核实|办理|处理|调查|跟进|协调|关注|落实|答复|回复)|敬请|耐心等待|请.{0,4}(谅解|理解)|高度重视|不属于.*(职责|范围|管辖|权限)|不归.*管";
}

/// So many characters of the rest are an answer.
const SHORTEST: usize = 12;

fn look(manuscript: &Manuscript, context: &Context<'_>) -> Vec<Hit> {
    if context.answering.is_none() {
        return Vec::new();
    }
    let mut first: Option<Hit> = None;
    let mut said = 0;
    for (number, part) in manuscript.prose() {
        if matches!(part.kind, PartKind::Title) {
            continue;
        }
        for span in clauses(&part.text) {
            let clause = part.text.get(span.clone()).unwrap_or_default().trim();
            if HOLLOW_CLAUSE.is_match(clause) {
                first.get_or_insert_with(|| Hit::at(number, span));
            } else if !COURTESY.is_match(clause) {
                said += clause
                    .chars()
                    .filter(|sign| is_han(*sign) || sign.is_alphanumeric())
                    .count();
            }
        }
    }
    first.filter(|_| said < SHORTEST).into_iter().collect()
}

/// What stands between signs of punctuation.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut from = 0;
    for (at, sign) in text.char_indices() {
        if "，。！？；：,!?;:\n".contains(sign) {
            clauses.push(from..at);
            from = at + sign.len_utf8();
        }
    }
    clauses.push(from..text.len());
    clauses.retain(|span| !span.is_empty());
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::proofread;

    fn is_hollow(text: &str) -> bool {
        let mut manuscript = Manuscript::default();
        manuscript.add_body(text);
        let context = Context {
            answering: Some(&[]),
            ..Context::default()
        };
        let found = proofread(&manuscript, &context);
        found.iter().any(|finding| finding.rule.code == HOLLOW.code)
    }

    #[test]
    fn what_offices_write_instead_of_an_answer_is_told() {
        for text in [
            "已收悉。",
            "您好，您的留言已收到，已转交相关部门办理，请耐心等待。",
            "尊敬的网友：\n您好！您反映的问题我们高度重视，正在抓紧核实处理。\n感谢您的关注！",
            "请拨打0379-67890000咨询。",
            "请您直接联系区人社局。",
            "该问题不归我单位管。",
        ] {
            assert!(is_hollow(text), "{text}");
        }
    }

    #[test]
    fn an_answer_is_one_however_polite_and_however_short() {
        for text in [
            "可以。",
            "不收费。",
            "您好，您的留言已收悉。企业搬迁补偿标准为每平方米六百元，九月一日起受理。感谢您的支持！",
            "经核实，该路段路灯已于五月十二日修复，如再有损坏请拨打0379-67890000。",
        ] {
            assert!(!is_hollow(text), "{text}");
        }
    }

    #[test]
    fn a_text_that_is_no_answer_is_not_looked_at() {
        let mut manuscript = Manuscript::default();
        manuscript.add_body("来信已收悉，请拨打电话咨询。");
        let found = proofread(&manuscript, &Context::default());
        assert!(found.iter().all(|finding| finding.rule.class != Class::Answers));
    }
}
