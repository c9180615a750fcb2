//! What a text may hold. A parser's work grows with the square of what is nested on one line, or of the columns of a table:
//! what goes beyond the bounds is made plain signs with a backslash before any parser sees it, so that a text that was
//! stored long ago is shown too; when it is saved the writer is told.

/// Nesting of quotations, lists, tables and marks.
pub const DEEPEST: usize = 50;
/// Columns of a table.
pub const WIDEST: usize = 100;
/// Characters of a text.
pub const LONGEST: usize = 200_000;
/// Runs of `*`, `_` or `~` on one line; a line to be filled in by hand is one run.
pub const MOST_MARKS: usize = 500;

/// Which bound a text breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excess {
    Long,
    Deep,
    Wide,
    Marked,
}

impl Excess {
    /// What is wrong and what to do, for the writer.
    pub fn message(self) -> String {
        match self {
            Self::Long => format!("正文不超过 {} 万字，请分为几条，或者改用附件。", LONGEST / 10_000),
            Self::Deep => format!("正文中引用、列表或标记的嵌套超过 {DEEPEST} 层，请减少层次后再保存。"),
            Self::Wide => format!("正文中的表格超过 {WIDEST} 列，请拆成几张表，或者改用附件。"),
            Self::Marked => {
                format!("正文中有一行的“*”“_”“~”标记超过 {MOST_MARKS} 处，请分行，或者去掉多余的标记。")
            }
        }
    }
}

/// A text that a parser of Markdown reads in time.
pub(crate) struct Tamed {
    pub text: String,
    pub excess: Option<Excess>,
}

/// The text with the signs that go beyond the bounds made plain.
pub(crate) fn tamed(body: &str) -> Tamed {
    let mut excess = (body.chars().count() > LONGEST).then_some(Excess::Long);
    let mut text = String::with_capacity(body.len());
    for line in body.split_inclusive(['\n', '\r']) {
        let is_rule = is_rule(line);
        let too_deep = nth_marker(line, DEEPEST + 1).filter(|_| !is_rule);
        let too_wide = line.match_indices('|').nth(WIDEST + 1).map(|(place, _)| place);
        let too_marked = (runs_of_marks(line) > MOST_MARKS).then_some(Excess::Marked);
        excess = excess
            .or(too_deep.and(Some(Excess::Deep)))
            .or(too_wide.and(Some(Excess::Wide)))
            .or(too_marked);
        for (place, sign) in line.char_indices() {
            let is_beyond = too_wide.is_some_and(|from| place >= from) && sign == '|';
            if is_beyond || too_deep == Some(place) {
                text.push('\\');
            }
            text.push(sign);
        }
    }
    Tamed { text, excess }
}

/// A line of `* * *` or `---` is a rule across the page and nests nothing.
fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|sign| !sign.is_ascii_whitespace());
    let first = signs.next();
    matches!(first, Some('*' | '-' | '_')) && signs.all(|sign| Some(sign) == first)
}

/// The place of the sign of the nth container (quotation, item of a list) that the head of a line opens.
fn nth_marker(line: &str, n: usize) -> Option<usize> {
    let mut rest = line;
    let mut length = 0;
    for _ in 0..n {
        rest = rest.get(length..)?.trim_start_matches([' ', '\t']);
        length = marker(rest)?;
    }
    Some(line.len() - rest.len() + length - 1)
}

/// The length of the marker that stands first, its sign being the last of it.
fn marker(rest: &str) -> Option<usize> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let mut after = rest.bytes().skip(digits);
    let sign = after.next()?;
    let is_apart = after.next().is_none_or(|next| next.is_ascii_whitespace());
    match (sign, digits) {
        (b'>', 0) => Some(1),
        (b'-' | b'+' | b'*', 0) if is_apart => Some(1),
        (b'.' | b')', 1..=9) if is_apart => Some(digits + 1),
        _ => None,
    }
}

fn runs_of_marks(line: &str) -> usize {
    let mut before = ' ';
    let mut begins = |sign| {
        let begins = matches!(sign, '*' | '_' | '~') && sign != before;
        before = sign;
        begins
    };
    line.chars().filter(|sign| begins(*sign)).count()
}
