//! Mobile telephone numbers that are not the organ's own.

use super::SOURCE;
use super::contacts::mobiles;
use crate::proof::examples::{Example, Step};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, PartKind, Rule, Severity};

pub(in crate::proof) static PHONE: Rule = Rule {
    code: "phone.mobile",
    label: "手机号码",
    class: Class::Privacy,
    severity: Severity::Answer,
    source: SOURCE,
    says: "不出现个人的手机号码；本机关自己公布的号码不在此列，座机不算。",
    advice: "属于个人的，请隐去；是公务联系电话的，请说明（个人信息保护法第二十五条）。",
    examples: &[
        Example {
            right: &[Step::Paragraph("咨询电话：0379-67910000")],
            wrong: &[Step::Paragraph("联系人电话：13800001234")],
        },
        Example {
            right: &[
                Step::OwnPhone("138-0000-1234"),
                Step::Paragraph("值班电话：13800001234"),
            ],
            wrong: &[Step::Paragraph("值班电话：138 0000 1234")],
        },
    ],
    look,
};

fn look(manuscript: &Manuscript, context: &Context<'_>) -> Vec<Hit> {
    let digits = |phone: &&str| -> String {
        let narrow = crate::signs::narrow(phone);
        narrow.chars().filter(char::is_ascii_digit).collect()
    };
    let own: Vec<String> = context.own_phones.iter().map(digits).collect();
    let mut hits = Vec::new();
    for (number, part) in manuscript.parts.iter().enumerate() {
        // Numbers in the addresses of pages are numbers of pages.
        if part.kind == PartKind::Address && !part.text.starts_with("tel:") {
            continue;
        }
        let found = mobiles(&part.text).into_iter();
        let others = found.filter(|found| !own.iter().any(|own| own.contains(&found.number)));
        hits.extend(others.map(|found| Hit::at(number, found.spot.span).shown(found.spot.shown)));
    }
    hits
}
