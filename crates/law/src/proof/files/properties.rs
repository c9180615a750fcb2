//! What a file says of who made it, and where.

use super::of_weight;
use crate::proof::examples::{Example, Step};
use crate::proof::manuscript::Weight;
use crate::proof::{Class, Rule, Severity};

pub(in crate::proof) static PROPERTIES: Rule = Rule {
    code: "file.properties",
    label: "文件属性",
    class: Class::Files,
    severity: Severity::Hint,
    source: "条例第十七条",
    says: "文件属性、照片的拍摄位置和设备不写人名和内部信息。",
    advice: "请核对是否可以随文件公开。",
    examples: &[Example {
        right: &[Step::Paragraph("各科室：")],
        wrong: &[Step::Hidden("文档属性", "文档属性“作者”", Weight::Property)],
    }],
    look: |manuscript, _| of_weight(manuscript, Weight::Property),
};
