//! A document that is cited and does not stand any more.

use super::of_library;
use crate::documents::Validity;
use crate::proof::examples::{Example, Step, known};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, Rule, Severity};

pub(in crate::proof) static REPEALED: Rule = Rule {
    code: "citation.repealed",
    label: "引用的文件已经废止或者失效",
    class: Class::Citation,
    severity: Severity::Answer,
    source: "条例第六条，国办发〔2018〕37号",
    says: "引用的文件在本机关的文件库中有效。",
    advice: "请改引现行有效的文件，或者写明已经废止。",
    examples: &[Example {
        right: &[
            known("孟政办〔2021〕3号", "关于清单的通知", Validity::InForce),
            Step::Paragraph("按照孟政办〔2021〕3号执行。"),
        ],
        wrong: &[
            known("孟政办〔2021〕3号", "关于清单的通知", Validity::Repealed),
            Step::Paragraph("按照孟政办〔2021〕3号执行。"),
        ],
    }],
    look,
};

fn look(manuscript: &Manuscript, context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (part, span, known) in of_library(manuscript, context) {
        let ended = known.filter(|known| matches!(known.validity, Validity::Repealed | Validity::Expired));
        let text = manuscript.parts.get(part).map_or("", |part| part.text.as_str());
        // A text that repeals it says so.
        let says_so = text.contains("废止") || text.contains("失效");
        if let Some(known) = ended.filter(|_| !says_so) {
            let advice = format!(
                "《{}》已经{}：请改引现行有效的文件，或者写明已经{}。",
                known.title,
                known.validity.label(),
                known.validity.label()
            );
            hits.push(Hit::at(part, span).advised(advice));
        }
    }
    hits
}
