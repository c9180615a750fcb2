//! How a line is numbered: `五、`, `（五）`, `5.`, `第五部分`, `五 `. What the number is good for, others say.

/// How a heading is numbered, the usual way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// `一、`
    Numeral,
    /// `第一部分`
    Part,
    /// `一 `, `1 `: nothing but a space after the number.
    Spaced,
    /// `1.`
    Arabic,
    /// `（一）`
    Bracket,
    /// `（1）`, `1)`, `①`
    Item,
    Bare,
}

/// A line's number, and the words behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbering<'a> {
    pub style: Style,
    /// 1 to 20; none where the line has none.
    pub number: Option<usize>,
    pub words: &'a str,
}

impl<'a> Numbering<'a> {
    fn of(style: Style, number: usize, words: &'a str) -> Option<Self> {
        (1..=20).contains(&number).then(|| Self {
            style,
            number: Some(number),
            words: words.trim_start(),
        })
    }
}

/// A number is of one sign, or of two.
const MOST_SIGNS: usize = 2;
const OPEN: [char; 6] = ['（', '(', '〔', '[', '【', '﹙'];
const CLOSE: [char; 6] = ['）', ')', '〕', ']', '】', '﹚'];
const STOPS: [char; 8] = ['、', '.', '．', ',', '，', '：', ':', '､'];

/// How the line is numbered.
pub(super) fn numbering(line: &str) -> Numbering<'_> {
    let line = line.trim();
    numbered(line).unwrap_or(Numbering {
        style: Style::Bare,
        number: None,
        words: line,
    })
}

fn numbered(line: &str) -> Option<Numbering<'_>> {
    if let Some(rest) = line.strip_prefix('第') {
        let (number, _, rest) = take(rest.trim_start())?;
        let rest = ["部分", "章", "节"]
            .into_iter()
            .find_map(|word| rest.trim_start().strip_prefix(word))?;
        return Numbering::of(Style::Part, number, rest.trim_start().trim_start_matches(STOPS));
    }
    if let Some(rest) = line.strip_prefix(OPEN) {
        let (number, is_digits, rest) = take(rest.trim_start())?;
        let rest = rest.trim_start().strip_prefix(CLOSE)?;
        return Numbering::of(bracket(is_digits), number, rest.trim_start_matches(STOPS));
    }
    if let Some(number) = line.chars().next().and_then(circled) {
        let rest = line.trim_start_matches(|one| circled(one).is_some());
        return Numbering::of(Style::Item, number, rest.trim_start_matches(STOPS));
    }
    let (number, is_digits, rest) = take(line)?;
    let after = rest.trim_start();
    if let Some(words) = after.strip_prefix(CLOSE) {
        return Numbering::of(bracket(is_digits), number, words);
    }
    let Some(words) = after.strip_prefix(STOPS) else {
        return (after.len() < rest.len())
            .then(|| Numbering::of(Style::Spaced, number, after))
            .flatten();
    };
    // 5.5万元 is an amount.
    let is_amount = is_digits && words.starts_with(|one: char| one.is_ascii_digit());
    let style = if is_digits { Style::Arabic } else { Style::Numeral };
    (!is_amount)
        .then(|| Numbering::of(style, number, words))
        .flatten()
}

const fn bracket(is_digits: bool) -> Style {
    if is_digits { Style::Item } else { Style::Bracket }
}

fn circled(sign: char) -> Option<usize> {
    ('①'..='⑳').position(|one| one == sign).map(|at| at + 1)
}

/// The number at the beginning, whether it is in digits, and what follows it.
fn take(text: &str) -> Option<(usize, bool, &str)> {
    let is_numeral = |one: char| NUMERALS.contains(&one);
    let is_digit = |one: char| digit(one).is_some();
    let is_digits = text.starts_with(is_digit);
    let rest = if is_digits {
        text.trim_start_matches(is_digit)
    } else {
        text.trim_start_matches(is_numeral)
    };
    let signs: Vec<char> = text.strip_suffix(rest)?.chars().collect();
    if signs.is_empty() || signs.len() > MOST_SIGNS {
        return None;
    }
    let number = if is_digits {
        signs
            .iter()
            .try_fold(0, |number, sign| Some(number * 10 + digit(*sign)?))?
    } else {
        of_numerals(&signs)?
    };
    Some((number, is_digits, rest))
}

const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

fn digit(sign: char) -> Option<usize> {
    let plain = match sign {
        '０'..='９' => char::from_u32(u32::from(sign) - u32::from('０') + u32::from('0'))?,
        _ => sign,
    };
    plain.to_digit(10)?.try_into().ok()
}

/// 五, 十, 十五.
fn of_numerals(signs: &[char]) -> Option<usize> {
    let value = |sign: &char| NUMERALS.iter().position(|one| one == sign).map(|at| at + 1);
    match signs {
        [one] => value(one),
        ['十', one] if *one != '十' => Some(10 + value(one)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_in_every_style_and_an_amount_is_none() {
        for (line, style, number, words) in [
            ("五、存在", Style::Numeral, Some(5), "存在"),
            ("五 、存在", Style::Numeral, Some(5), "存在"),
            ("十二．附", Style::Numeral, Some(12), "附"),
            ("第五部分 存在", Style::Part, Some(5), "存在"),
            ("第 5 部分：存在", Style::Part, Some(5), "存在"),
            ("五　存在", Style::Spaced, Some(5), "存在"),
            ("5 存在", Style::Spaced, Some(5), "存在"),
            ("５．存在", Style::Arabic, Some(5), "存在"),
            ("（五）存在", Style::Bracket, Some(5), "存在"),
            ("(五)、存在", Style::Bracket, Some(5), "存在"),
            ("（5）存在", Style::Item, Some(5), "存在"),
            ("5）存在", Style::Item, Some(5), "存在"),
            ("⑤存在", Style::Item, Some(5), "存在"),
            ("一是存在", Style::Bare, None, "一是存在"),
            ("5.5万元", Style::Bare, None, "5.5万元"),
            ("2024年", Style::Bare, None, "2024年"),
            ("第五项", Style::Bare, None, "第五项"),
            ("五十条", Style::Bare, None, "五十条"),
            ("", Style::Bare, None, ""),
        ] {
            assert_eq!(numbering(line), Numbering { style, number, words }, "{line}");
        }
    }
}
