//! Leaders: the name that belongs to a post, the post that belongs to a name.

use crate::proof::examples::{Example, Step};
use crate::proof::patterns::{before, is_han};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Leader, Manuscript, Rule, Severity};

pub(in crate::proof) static LEADER: Rule = Rule {
    code: "name.leader",
    label: "领导姓名与职务",
    class: Class::Names,
    severity: Severity::Answer,
    source: "三审三校：专名",
    says: "职务旁边的姓名与本机关提供的领导名单一致：不差一个字，正职不写成副职。名单没有的人不查。",
    advice: "与领导名单不一致，请核对。",
    examples: &[
        Example {
            right: &[
                Step::Leader(Leader {
                    name: "李建国",
                    post: "区长",
                }),
                Step::Paragraph("区长李建国主持会议，副区长王明参加。"),
            ],
            wrong: &[
                Step::Leader(Leader {
                    name: "李建国",
                    post: "区长",
                }),
                Step::Paragraph("区长李建囯主持会议。"),
            ],
        },
        Example {
            right: &[
                Step::Leader(Leader {
                    name: "李建国",
                    post: "区长",
                }),
                Step::Paragraph("李建国区长主持会议。"),
            ],
            wrong: &[
                Step::Leader(Leader {
                    name: "李建国",
                    post: "区长",
                }),
                Step::Paragraph("副区长李建国主持会议。"),
            ],
        },
    ],
    look,
};

/// Names of fewer signs differ in one and are two people.
const SHORTEST: usize = 3;

fn look(manuscript: &Manuscript, context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (number, part) in manuscript.prose() {
        for leader in context.leaders.iter().filter(|leader| !leader.post.is_empty()) {
            let found = wrong(&part.text, *leader).into_iter();
            hits.extend(found.map(|(span, right)| Hit::at(number, span).instead(right)));
        }
    }
    hits
}

fn wrong(text: &str, leader: Leader<'_>) -> Vec<(std::ops::Range<usize>, String)> {
    let mut found = Vec::new();
    let Leader { name, post } = leader;
    let length = name.chars().count();
    for (at, _) in text.match_indices(post) {
        let end = at + post.len();
        let behind: String = text.get(end..).unwrap_or("").chars().take(length).collect();
        let is_deputy = before(text, at) == Some('副');
        if behind == name && is_deputy && !post.starts_with('副') {
            found.push((at - '副'.len_utf8()..end + name.len(), format!("{post}{name}")));
        } else if !is_deputy && is_slip(&behind, name) {
            found.push((at..end + behind.len(), format!("{post}{name}")));
        }
        let head = text.get(..at).unwrap_or("");
        let mut ahead: Vec<char> = head.chars().rev().take(length).collect();
        ahead.reverse();
        let ahead: String = ahead.into_iter().collect();
        if is_slip(&ahead, name) {
            found.push((at - ahead.len()..end, format!("{name}{post}")));
        }
    }
    found
}

/// Whether a name differs from the right one in one sign, and begins with the same family.
fn is_slip(written: &str, name: &str) -> bool {
    let length = name.chars().count();
    if length < SHORTEST || written.chars().count() != length || !written.chars().all(is_han) {
        return false;
    }
    let differing = written
        .chars()
        .zip(name.chars())
        .filter(|(one, other)| one != other);
    differing.count() == 1 && written.chars().next() == name.chars().next()
}
