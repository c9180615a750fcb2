//! The fifteen digits that were given until 1999.

use super::identity::old_numbers;
use super::{ADVICE, SOURCE, in_every_text};
use crate::proof::examples::{Example, Step};
use crate::proof::{Class, Rule, Severity};

pub(in crate::proof) static OLD: Rule = Rule {
    code: "identity.old",
    label: "可能是 15 位的身份证号码",
    class: Class::Privacy,
    severity: Severity::Hint,
    source: SOURCE,
    says: "在说到身份证的文字中，没有前两位是省级代码、其中有出生日期的 15 位数字（1999 年以前的号码）。",
    advice: ADVICE,
    examples: &[Example {
        right: &[Step::Paragraph("注册号110105491231002")],
        wrong: &[Step::Paragraph("身份证：110105491231002")],
    }],
    look: |manuscript, _| in_every_text(manuscript, old_numbers),
};
