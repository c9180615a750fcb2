//! Near misses of right phrases: set phrases and titles of laws (a public starter list), the organ's names, the titles of its
//! library, and what the organ itself keeps.

use std::sync::LazyLock;

use super::dictionary::{Dictionary, Near};
use crate::proof::examples::{Example, Step};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, Rule, Severity};

pub(in crate::proof) static NEAR: Rule = Rule {
    code: "phrase.near",
    label: "与规范说法只差一个字",
    class: Class::Words,
    severity: Severity::Answer,
    source: "《国家通用语言文字法》第九条，三审三校：错漏",
    says: "固定说法、法律法规名称、本机关名称和文件标题不写错一个字。与词表中的说法只差一个字（错、漏、多、颠倒）的，须核对。\
           词表见 crates/law/src/proof/words/phrases.txt。",
    advice: "请核对。",
    examples: &[
        Example {
            right: &[Step::Paragraph("统筹推进疫情防控，坚持实事求是。")],
            wrong: &[Step::Paragraph("统筹推进疫情防控，坚持实是求是。")],
        },
        Example {
            right: &[Step::Paragraph("根据《中华人民共和国政府信息公开条例》")],
            wrong: &[Step::Paragraph("根据《中华人民共和国政府信息公开条列》")],
        },
        Example {
            right: &[Step::Paragraph(
                "《中华人民共和国环境保护法》和《中华人民共和国环境保护税法》",
            )],
            wrong: &[Step::Paragraph("《中华人民共和国环境保户法》")],
        },
        Example {
            right: &[
                Step::OrganName("孟津先进制造业开发区管理委员会"),
                Step::Paragraph("孟津先进制造业开发区管理委员会"),
            ],
            wrong: &[
                Step::OrganName("孟津先进制造业开发区管理委员会"),
                Step::Paragraph("孟津先进制造业开发区管委员会"),
            ],
        },
    ],
    look,
};

/// The public starter list: a phrase to a line; `#` begins a remark.
pub(in crate::proof) const STARTER: &str = include_str!("phrases.txt");
/// Shorter titles and names have too many neighbours.
const SHORTEST_NAME: usize = 8;

static FIXED: LazyLock<Dictionary> = LazyLock::new(|| {
    let lines = STARTER.lines().map(str::trim);
    Dictionary::of(lines.filter(|line| !line.is_empty() && !line.starts_with('#')))
});

fn look(manuscript: &Manuscript, context: &Context<'_>) -> Vec<Hit> {
    let names = context.organ_names.iter().copied();
    let titles = context.library.iter().map(|known| known.title);
    let long = names
        .chain(titles)
        .filter(|name| name.chars().count() >= SHORTEST_NAME);
    let own = Dictionary::of(long.chain(context.phrases.iter().copied()));
    let mut hits = Vec::new();
    for (number, part) in manuscript.prose() {
        hits.extend(of_text(number, &part.text, &own));
    }
    hits
}

fn of_text(number: usize, text: &str, own: &Dictionary) -> Vec<Hit> {
    let signs: Vec<char> = text.chars().collect();
    let (mut exact, fixed) = FIXED.look(&signs);
    let (of_own, near_own) = own.look(&signs);
    exact.extend(of_own);
    let fixed = fixed.into_iter().map(|near| (FIXED.phrase(near.phrase), near));
    let own = near_own.into_iter().map(|near| (own.phrase(near.phrase), near));
    let mut found: Vec<(String, Near)> = fixed.chain(own).collect();
    // What overlaps a right phrase that is no shorter is a part of that; what is itself one is right (环境保护法, 环境保护税法).
    let is_within = |phrase: &str, near: &Near| {
        let length = phrase.chars().count();
        let mut overlapping = exact
            .iter()
            .filter(|(from, to)| near.from < *to && *from < near.to);
        overlapping.any(|(from, to)| to - from >= length || (*from <= near.from && near.to <= *to))
    };
    found.retain(|(phrase, near)| !is_within(phrase, near));
    if found.is_empty() {
        return Vec::new();
    }
    let mut places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    places.push(text.len());
    let place = |at: usize| places.get(at).copied().unwrap_or(text.len());
    found.sort_by_key(|(_, near)| (near.from, std::cmp::Reverse(near.to)));
    let mut hits: Vec<Hit> = Vec::new();
    for (phrase, near) in found {
        let span = place(near.from)..place(near.to);
        // Of near misses that overlap the first is told.
        if hits.last().is_none_or(|last| last.span.end <= span.start) {
            hits.push(Hit::at(number, span).instead(phrase));
        }
    }
    hits
}
