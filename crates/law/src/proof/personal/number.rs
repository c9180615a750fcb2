//! An identity number whose check digit holds.

use super::{ADVICE, SOURCE, identity_numbers, in_every_text};
use crate::proof::examples::{Example, Step};
use crate::proof::{Class, Rule, Severity};

pub(in crate::proof) static NUMBER: Rule = Rule {
    code: "identity.number",
    label: "身份证号码",
    class: Class::Privacy,
    severity: Severity::Block,
    source: SOURCE,
    says: "不出现公民身份号码：18 位，前两位是省级代码，其中有出生日期，校验码正确（GB 11643）。全角数字、数字之间的空格和连字符、\
           与别的数字连写，都不影响查找；文件名、链接地址、表格、图片说明、附件中看不见的位置同样查找。",
    advice: ADVICE,
    examples: &[
        Example {
            right: &[Step::Paragraph("身份证号：110105********002X")],
            wrong: &[Step::Paragraph("身份证号：11010519491231002X")],
        },
        Example {
            right: &[Step::Paragraph("统一社会信用代码：11410308005432187X")],
            wrong: &[Step::Paragraph(
                "身份证号：１１０１０５ １９４９１２３１ ００２Ｘ",
            )],
        },
    ],
    look: |manuscript, _| in_every_text(manuscript, identity_numbers),
};
