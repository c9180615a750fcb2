//! Marks of state secrets: the level with its star, or a level that a paper gives itself (保密法第二十二条, GB/T 9704 7.2.2).

use crate::proof::shown::{Placed, Spot, dense, lines, shown, span};

/// `秘密★`, `机密★`, `绝密★` as printed on the first page of a secret paper, also with another star or a blank, or a level that is
/// said to be the paper's own: `密级：机密`, `【机密】`.
pub(in crate::proof) fn marks(text: &str) -> Vec<Spot> {
    marks_of(text, true)
}

/// The same of a text that begins the paper, or goes on in it.
pub(super) fn marks_of(text: &str, begins_paper: bool) -> Vec<Spot> {
    let mut found: Vec<Spot> = Vec::new();
    let mut before = Vec::new();
    for (at, line) in lines(text) {
        let shown = shown(at, line);
        found.extend(starred(&shown));
        found.extend(stated(&shown, begins_paper && before.is_empty()));
        if stated(&before, false).is_none() {
            found.extend(parted(&before, &shown));
        }
        if shown.iter().any(|sign| !sign.sign.is_whitespace()) {
            before = shown;
        }
    }
    found
}

/// The level, a star, the period. An asterisk alone is no mark, as it also points to a note; it is one before a period, and
/// where mark and asterisk are all of the line.
fn starred(shown: &[Placed]) -> Vec<Spot> {
    let (line, signs) = dense(shown);
    let mark = |place: usize| match line.get(place..)? {
        [level @ ('秘' | '机' | '绝'), '密', star, after @ ..] => {
            let opens =
                place == 0 || matches!(line.get(place - 1), Some('：' | ':' | '(' | '[' | '【' | '〔'));
            let is_alone = opens && matches!(after, [] | [')' | ']' | '】' | '〕', ..]);
            let is_mark = is_star(*star) || (is_asterisk(*star) && (is_alone || is_period(after)));
            is_mark.then(|| Spot {
                span: span(&signs, place, place + 3),
                shown: format!("{level}密{star}"),
            })
        }
        _ => None,
    };
    (0..line.len()).filter_map(mark).collect()
}

/// A level without a star that the paper gives itself: behind its label, as forms have it, or in brackets that are all of a
/// line or begin the paper. Among words it is spoken of, and no mark.
fn stated(shown: &[Placed], is_first: bool) -> Option<Spot> {
    let (line, signs) = dense(shown);
    if let [
        '密',
        '级',
        '：' | ':',
        level @ ('秘' | '机' | '绝'),
        '密',
        after @ ..,
    ] = line.as_slice()
    {
        let after: String = after.strip_prefix(&['级']).unwrap_or(after).iter().collect();
        let is_whole = after.is_empty() || BESIDE_LEVEL.iter().any(|label| after.starts_with(label));
        return is_whole.then(|| Spot {
            span: span(&signs, 0, 5),
            shown: format!("密级：{level}密"),
        });
    }
    match line.as_slice() {
        [open, level @ ('秘' | '机' | '绝'), '密', close, after @ ..] => {
            let is_bracketed = matches!(
                (open, close),
                ('【', '】') | ('〔', '〕') | ('[', ']') | ('(', ')')
            );
            let is_heading = is_first && *open == '【' && after.starts_with(&['关', '于']);
            (is_bracketed && (after.is_empty() || is_heading)).then(|| Spot {
                span: span(&signs, 0, 4),
                shown: format!("{open}{level}密{close}"),
            })
        }
        _ => None,
    }
}

/// What forms have behind the level: 密级：机密　保密期限：10年.
const BESIDE_LEVEL: [&str; 6] = ["保密期限", "期限", "紧急程度", "缓急", "份号", "编号"];

/// A mark whose level ends one text and whose star with the period begins the next.
pub(super) fn parted_mark(before: &str, next: &str) -> Option<String> {
    let (_, last) = lines(before).filter(|(_, line)| !line.trim().is_empty()).last()?;
    let (_, first) = lines(next).find(|(_, line)| !line.trim().is_empty())?;
    let (last, first) = (shown(0, last), shown(0, first));
    // A level that the paper gives itself is told already.
    if stated(&last, false).is_some() {
        return None;
    }
    parted(&last, &first).map(|spot| spot.shown)
}

/// A mark whose level ends one line and whose star with the period begins the next: over a break, or in two cells of a table.
fn parted(before: &[Placed], line: &[Placed]) -> Option<Spot> {
    let (ended, first) = dense(before);
    let (begun, then) = dense(line);
    match (ended.as_slice(), begun.as_slice()) {
        ([.., level @ ('秘' | '机' | '绝'), '密'], [star, after @ ..]) => {
            let is_mark = (is_star(*star) || is_asterisk(*star)) && is_period(after);
            is_mark.then(|| Spot {
                span: span(&first, first.len() - 2, first.len()).start..span(&then, 0, 1).end,
                shown: format!("{level}密{star}"),
            })
        }
        _ => None,
    }
}

const fn is_star(sign: char) -> bool {
    matches!(
        sign,
        '★' | '☆' | '⋆' | '⭐' | '⭑' | '⭒' | '✦' | '✧' | '✩'..='✰' | '🌟' | '\u{1f7c9}'..='\u{1f7d2}'
    )
}

const fn is_asterisk(sign: char) -> bool {
    matches!(sign, '*' | '⁎' | '∗' | '﹡' | '✱'..='✴')
}

/// `长期`, `10年`, `六个月`, `启封前`, `至2030年12月`
fn is_period(after: &[char]) -> bool {
    let after = after.strip_prefix(&['至']).unwrap_or(after);
    let is_number = |sign: &char| sign.is_ascii_digit() || "一二三四五六七八九十百两半".contains(*sign);
    let digits = after.iter().take_while(|sign| is_number(sign)).count();
    match after.get(digits..) {
        Some(['长', '期', ..] | ['启', '封', ..]) => digits == 0,
        Some(['年' | '月' | '个' | '日' | '天', ..]) => digits > 0,
        _ => false,
    }
}
