//! A title that one text writes in two ways.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::proof::examples::{Example, Step};
use crate::proof::patterns::{group, is_han, patterns, span};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, Rule, Severity};

pub(in crate::proof) static SPELLING: Rule = Rule {
    code: "name.spelling",
    label: "同一名称前后写法不同",
    class: Class::Names,
    severity: Severity::Answer,
    source: "三审三校：前后矛盾",
    says: "同一个文件的名称前后写法一致。书名号内多次出现的名称，有一处只差一个字、这个字又不是数字和“省市县区”之类的，须核对；\
           国家法律名称相近的很多，不在此列。",
    advice: "请核对名称。",
    examples: &[Example {
        right: &[
            Step::Paragraph("《孟津先进制造业开发区管理办法》已经通过。"),
            Step::Paragraph(
                "《孟津先进制造业开发区管理办法》施行后，《孟津先进制造业开发区管理办法》第三条适用。",
            ),
        ],
        wrong: &[
            Step::Paragraph("《孟津先进制造业开发区管理办法》已经通过。"),
            Step::Paragraph(
                "《孟津先进制造业开发区管理办法》施行后，《孟津先进制造业开发区管理方法》第三条适用。",
            ),
        ],
    }],
    look,
};

patterns! {
    NAME = r"《([^《》〈〉]{8,60})》";
}

/// Signs by which names differ that are different names: levels of government, numerals, parts.
const TELLING: &str = "省市县区乡镇州盟旗国一二三四五六七八九十上中下前后东南西北男女新老大小正副初高甲乙丙丁本民刑军公私内外进出入";

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let mut names: BTreeMap<String, Vec<(usize, Range<usize>)>> = BTreeMap::new();
    for (number, part) in manuscript.prose() {
        for found in NAME.captures_iter(&part.text) {
            names
                .entry(group(&found, 1).to_owned())
                .or_default()
                .push((number, span(&found, 1)));
        }
    }
    let mut hits = Vec::new();
    let all: Vec<_> = names.iter().collect();
    for (at, (one, places)) in all.iter().enumerate() {
        for (other, others) in all.iter().skip(at + 1) {
            // The spelling that stands once is the doubtful one; two that stand once each may be two papers.
            let (right, wrong) = match (places.as_slice(), others.as_slice()) {
                ([_, _, ..], [once]) => (one, once),
                ([once], [_, _, ..]) => (other, once),
                _ => continue,
            };
            let (part, span) = wrong;
            if is_slip(one, other) {
                let advice = format!("别处写作“{right}”，请核对。");
                hits.push(Hit::at(*part, span.clone()).advised(advice));
            }
        }
    }
    hits
}

/// Whether both differ in one sign that tells no two papers apart.
fn is_slip(one: &str, other: &str) -> bool {
    if one.starts_with("中华人民共和国") || one.chars().count() != other.chars().count() {
        return false;
    }
    let mut differing = one.chars().zip(other.chars()).filter(|(one, other)| one != other);
    let Some((first, second)) = differing.next() else {
        return false;
    };
    let tells = |sign: char| !is_han(sign) || TELLING.contains(sign);
    differing.next().is_none() && !tells(first) && !tells(second)
}
