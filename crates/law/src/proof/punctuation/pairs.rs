//! Brackets and title marks come in pairs.

use std::ops::Range;

use crate::proof::examples::{Example, Step};
use crate::proof::patterns::patterns;
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, PartKind, Rule, Severity};

pub(in crate::proof) static PAIRS: Rule = Rule {
    code: "punctuation.pairs",
    label: "括号、书名号或者引号不成对",
    class: Class::Punctuation,
    severity: Severity::Answer,
    source: "GB/T 15834-2011 4.8、4.9、4.15",
    says: "括号、书名号、引号成对使用。引文有几段、每段都以前引号开头的，只在最后一段用后引号；序号“1）”不算。",
    advice: "缺少与它成对的一半，请核对。",
    examples: &[
        Example {
            right: &[Step::Paragraph(
                "根据《中华人民共和国行政许可法》（以下简称许可法）规定",
            )],
            wrong: &[Step::Paragraph("根据《中华人民共和国行政许可法规定")],
        },
        Example {
            right: &[Step::Paragraph("1）申请；2）受理")],
            wrong: &[Step::Paragraph("以下简称许可法）")],
        },
        Example {
            right: &[Step::Paragraph("“第一段"), Step::Paragraph("“第二段。”")],
            wrong: &[Step::Paragraph("做到“两个维护，")],
        },
    ],
    look,
};

const PAIRS_OF: [(char, char); 9] = [
    ('（', '）'),
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
    ('〔', '〕'),
    ('[', ']'),
    ('「', '」'),
    ('『', '』'),
    ('“', '”'),
];

patterns! {
    // Behind a list's own number a bracket closes nothing.
    NUMBER = r"(?:^|[\s。；;：:，,、（(])(?:[0-9０-９]{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3}|[①-⑳])$";
}

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    // A quotation of several paragraphs opens in each of them and closes in the last.
    let mut quoted = false;
    for (number, part) in manuscript.prose() {
        if part.kind == PartKind::Title {
            quoted = false;
        }
        let single = singles(&part.text, &mut quoted);
        // A table's cell may hold half of a sentence that the next one ends.
        hits.extend(single.into_iter().map(|span| Hit::at(number, span)));
    }
    over_paragraphs(manuscript, &mut hits);
    hits
}

/// The halves without their other half.
fn singles(text: &str, quoted: &mut bool) -> Vec<Range<usize>> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut single = Vec::new();
    let begins = text.len() - text.trim_start().len();
    for (at, sign) in text.char_indices() {
        let sign = match sign {
            '(' => '（',
            ')' => '）',
            '［' => '[',
            '］' => ']',
            _ => sign,
        };
        if let Some((_, close)) = PAIRS_OF.iter().find(|(open, _)| *open == sign) {
            open.push((*close, at));
        } else if PAIRS_OF.iter().any(|(_, close)| *close == sign) {
            match open.iter().rposition(|(close, _)| *close == sign) {
                Some(place) => {
                    // What was opened within and not closed stands alone.
                    single.extend(open.drain(place..).skip(1).map(|(_, at)| spot(text, at)));
                }
                None if sign == '”' && *quoted => *quoted = false,
                None if sign == '）' && NUMBER.is_match(text.get(..at).unwrap_or("")) => {}
                None => single.push(spot(text, at)),
            }
        }
    }
    for (close, at) in open {
        // A quotation that is announced (修改为：“) may go on in the next paragraph.
        let is_announced = text.get(..at).unwrap_or("").trim_end().ends_with(['：', ':']);
        if close == '”' && (at == begins || is_announced) {
            *quoted = true;
        } else {
            single.push(spot(text, at));
        }
    }
    single.sort_by_key(|span| span.start);
    single
}

/// The sign with what stands beside it.
fn spot(text: &str, at: usize) -> Range<usize> {
    const BESIDE: usize = 6;
    let head = text.get(..at).unwrap_or("").chars().rev().take(BESIDE);
    let head: usize = head.map(char::len_utf8).sum();
    let tail = text.get(at..).unwrap_or("").chars().take(BESIDE + 1);
    let tail: usize = tail.map(char::len_utf8).sum();
    at - head..at + tail
}

/// A bracket that one paragraph opens and one of the next closes is a pair all the same.
fn over_paragraphs(manuscript: &Manuscript, hits: &mut Vec<Hit>) {
    const FAR: usize = 12;
    let sign_of = |hit: &Hit| {
        let text = &manuscript.parts.get(hit.part?)?.text;
        let quoted = text.get(hit.span.clone())?;
        // The sign is the seventh, or nearer where the text begins.
        let head = text.get(..hit.span.start)?;
        let place = if head.is_empty() {
            quoted.chars().position(is_half)?
        } else {
            6
        };
        quoted.chars().nth(place)
    };
    let signs: Vec<Option<char>> = hits.iter().map(sign_of).collect();
    let mut paired = vec![false; hits.len()];
    for (at, sign) in signs.iter().enumerate() {
        let Some((_, close)) = sign.and_then(|sign| PAIRS_OF.iter().find(|(open, _)| *open == widened(sign)))
        else {
            continue;
        };
        let next = signs.iter().enumerate().skip(at + 1).find(|(other, sign)| {
            let is_near = hits.get(*other).zip(hits.get(at)).is_some_and(|(other, this)| {
                other
                    .part
                    .zip(this.part)
                    .is_some_and(|(other, this)| other > this && other - this <= FAR)
            });
            is_near && sign.map(widened) == Some(*close)
        });
        if let Some((other, _)) = next {
            for place in [at, other] {
                if let Some(paired) = paired.get_mut(place) {
                    *paired = true;
                }
            }
        }
    }
    let mut paired = paired.into_iter();
    hits.retain(|_| !paired.next().unwrap_or(false));
}

const fn widened(sign: char) -> char {
    match sign {
        '(' => '（',
        ')' => '）',
        '［' => '[',
        '］' => ']',
        _ => sign,
    }
}

fn is_half(sign: char) -> bool {
    let sign = widened(sign);
    PAIRS_OF
        .iter()
        .any(|(open, close)| *open == sign || *close == sign)
}
