//! What goes out with a file though nobody sees it.

use super::of_weight;
use crate::proof::examples::{Example, Step};
use crate::proof::manuscript::Weight;
use crate::proof::{Class, Rule, Severity};

pub(in crate::proof) static HIDDEN: Rule = Rule {
    code: "file.hidden",
    label: "看不见的内容",
    class: Class::Files,
    severity: Severity::Answer,
    source: "条例第十七条",
    says: "文件中没有看不见而会随文件发出的内容：隐藏的工作表、行、列和文字，批注，修订中删除的内容，涂黑下面的文字，嵌入的文件。",
    advice: "请清理，或者核对后说明理由（条例第十七条）。",
    examples: &[Example {
        right: &[Step::Paragraph("各科室：")],
        wrong: &[Step::Hidden("隐藏的工作表", "工作表“底稿”", Weight::Hidden)],
    }],
    look: |manuscript, _| of_weight(manuscript, Weight::Hidden),
};
