//! What stands in a number's cell: a number, a number with a remark, a stroke for nothing, a blank, or something else.

use std::sync::LazyLock;

use law::reports::Cell;
use regex::Regex;
use rust_decimal::Decimal;

use super::labels::plain;

/// A longer cell holds no number; looking at it closely would only cost time.
const LONGEST: usize = 1000;

/// Units of pieces: whichever of them is printed, the number is the same.
const PIECES: [&str; 8] = ["件", "项", "条", "个", "宗", "起", "份", "次"];
/// The unit of the only cell that holds money.
const WAN_YUAN: &str = "万元";
/// Other units of money and of size, in pieces of which 万元 or 1 is made; the longer ones first.
const SCALES: [(&str, i64); 6] = [
    ("亿元", 100_000_000),
    ("万元", 10_000),
    ("千元", 1000),
    ("元", 1),
    ("万", 10_000),
    ("亿", 100_000_000),
];

/// What stands in a cell that should hold a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number alone, with or without thousands marks and unit.
    Number(Decimal),
    /// A number and the remark beside it.
    Noted(Decimal, String),
    /// A stroke (`/`, `—`) where 0 is meant.
    Stroke,
    /// Nothing.
    Blank,
    /// Something that is no number.
    Other,
}

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static NOTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?s)^\s*([-−]?[\d０-９,，.．]*[\d０-９])\s*(?:[件项条个宗起份次]|万元)?\s*(?:[（(〔\[](.+)[）)〕\]]|[，,；;：:]?\s*((?:其中|包括|包含|含|均|注|不含|修订|全部).+)|(人次)|([①-⑳¹²³⁴-⁹*＊※★▲]+))\s*$",
    )
    .unwrap()
});

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static APART: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\d０-９][\s\u{3000}]+[\d０-９]").unwrap());

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static SPACED_THOUSANDS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\d{1,3}(?:[ \u{a0}\u{2009}\u{202f}]\d{3})+(?:\D|$)").unwrap());

/// Reads a cell, whether a file printed it or a person typed it.
pub fn value(text: &str) -> Value {
    if text.len() > LONGEST {
        return Value::Other;
    }
    let bare = plain(text);
    if bare.is_empty() {
        return Value::Blank;
    }
    if bare
        .chars()
        .all(|one| matches!(one, '/' | '／' | '-' | '—' | '－' | '–' | '\\'))
        || matches!(bare.as_str(), "无" | "零" | "〇" | "暂无")
    {
        return Value::Stroke;
    }
    // Digits on two lines or with a gap between them are two numbers, or one that was torn: nobody knows.
    if APART.is_match(text) && !SPACED_THOUSANDS.is_match(text.trim()) && !NOTED.is_match(text) {
        return Value::Other;
    }
    if let Some(number) = number(&bare) {
        return Value::Number(number);
    }
    let noted = NOTED.captures(text).and_then(|found| {
        let number = number(&plain(found.get(1)?.as_str()))?;
        let note = (2..=5).find_map(|group| found.get(group))?.as_str();
        Some(Value::Noted(number, note.split_whitespace().collect()))
    });
    noted.unwrap_or(Value::Other)
}

/// Reads a cell of which it is known which number is due: pieces are no money, and money is no pieces.
pub(super) fn value_of(cell: Cell, text: &str) -> Value {
    let bare = plain(text);
    let has_unit = |units: &[&str]| units.iter().any(|unit| bare.contains(unit));
    let is_of_other_kind = if cell.is_decimal() {
        has_unit(&PIECES) && matches!(value(text), Value::Number(_))
    } else {
        bare.contains(WAN_YUAN) || has_points_for_thousands(&bare)
    };
    if is_of_other_kind {
        Value::Other
    } else {
        value(text)
    }
}

/// `21.021`, `1.279.278`: where pieces are counted, a point with three digits behind it may stand for thousands.
fn has_points_for_thousands(bare: &str) -> bool {
    const GROUP: usize = 3;
    let mut groups = bare.split('.');
    let is_digits = |group: &str| !group.is_empty() && group.chars().all(|one| one.is_ascii_digit());
    let is_first = groups
        .next()
        .is_some_and(|first| is_digits(first) && first.len() <= GROUP);
    let mut rest = groups.peekable();
    is_first && rest.peek().is_some() && rest.all(|group| group.len() == GROUP && is_digits(group))
}

/// Whether the text is a sum of money with its unit and nothing else.
pub(super) fn is_amount(text: &str) -> bool {
    amount(text).is_some()
}

/// A sum of money as printed: the number and its unit.
pub(super) fn amount(text: &str) -> Option<(Decimal, &'static str)> {
    let bare = plain(text);
    let (unit, _) = SCALES
        .into_iter()
        .find(|(unit, _)| unit.ends_with('元') && bare.ends_with(unit))?;
    let digits = bare.strip_suffix(unit)?;
    let is_bare = digits.ends_with(|one: char| one.is_ascii_digit());
    number(digits).filter(|_| is_bare).map(|number| (number, unit))
}

/// How much something grew or shrank, where the sense is certain: `+21`, `－18`, `增加3`, `减少2`.
pub(super) fn change(text: &str) -> Option<Decimal> {
    let bare = plain(text);
    let (is_less, rest) = [
        ("减少", true),
        ("减", true),
        ("-", true),
        ("－", true),
        ("—", true),
        ("−", true),
        ("↓", true),
        ("增加", false),
        ("增", false),
        ("+", false),
        ("＋", false),
        ("↑", false),
    ]
    .into_iter()
    .find_map(|(sign, is_less)| bare.strip_prefix(sign).map(|rest| (is_less, rest)))?;
    let number = number(rest).filter(|_| rest.starts_with(|one: char| one.is_ascii_digit()))?;
    Some(if is_less { -number } else { number })
}

/// What to do about a cell that holds no number: with the conversion, where it is a number in another unit.
pub(super) fn advice(cell: Cell, text: &str) -> String {
    let label = cell.label();
    let bare = plain(text);
    if bare.starts_with('=') {
        return format!(
            "{label} 是没有保存计算结果的公式，请用表格软件打开、重新计算后保存，或者直接填写数字"
        );
    }
    let Some((amount, unit, scale)) = scaled(&bare) else {
        return format!("{label} 应为数字");
    };
    let ones = amount * Decimal::from(scale);
    let is_money = unit.ends_with('元');
    match (cell.is_decimal(), is_money) {
        (true, _) => {
            let wan = (ones / Decimal::from(10_000)).normalize();
            format!("{label} 应以万元为单位，{amount}{unit}是 {wan} 万元，请核对后填写")
        }
        (false, false) => format!(
            "{label} 应为数字，{amount}{unit}是 {}，请核对后填写",
            ones.normalize()
        ),
        (false, true) => format!("{label} 应为件数，不是金额"),
    }
}

/// A number in another unit: the number, the unit, how many ones it is.
fn scaled(bare: &str) -> Option<(Decimal, &'static str, i64)> {
    SCALES.into_iter().find_map(|(unit, scale)| {
        let amount = number(bare.strip_suffix(unit)?)?;
        Some((amount, unit, scale))
    })
}

/// Whether a short text counts in words, or is what a spreadsheet says of a formula that failed: 十二, 若干, #REF!.
pub(super) fn is_in_words(text: &str) -> bool {
    const NUMERALS: &str = "一二三四五六七八九十百千万零〇两几约近余多若干";
    let text = text.trim();
    !text.is_empty() && (text.starts_with('#') || text.chars().all(|one| NUMERALS.contains(one)))
}

/// A number with its thousands marks and unit, already made plain.
fn number(bare: &str) -> Option<Decimal> {
    let bare = PIECES
        .into_iter()
        .chain([WAN_YUAN])
        .find_map(|unit| bare.strip_suffix(unit))
        .unwrap_or(bare);
    let bare = bare.replace('−', "-").replace('＋', "+");
    let is_digit = |rest: &&str| rest.starts_with(|one: char| one.is_ascii_digit());
    let bare = bare.strip_prefix('+').filter(is_digit).unwrap_or(&bare);
    let digits = bare.strip_prefix('-').unwrap_or(bare);
    let is_grouped = digits.contains(',');
    if is_grouped && !is_thousands(digits) {
        return None;
    }
    let joined = bare.replace(',', "");
    let is_numeric = joined
        .chars()
        .all(|one| one.is_ascii_digit() || matches!(one, '.' | '-'));
    if is_numeric && joined.chars().any(|one| one.is_ascii_digit()) {
        joined.parse().ok()
    } else {
        None
    }
}

/// `1,234,567.8`: groups of three after the first.
fn is_thousands(digits: &str) -> bool {
    let whole = digits.split('.').next().unwrap_or(digits);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

impl Value {
    /// Whether the cell is filled with what may be a number.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Noted(..) | Self::Stroke)
    }

    /// How much it counts in a sum.
    pub(super) fn amount(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) | Self::Noted(number, _) => Some(*number),
            Self::Stroke | Self::Blank => Some(Decimal::ZERO),
            Self::Other => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use law::reports::Table2;

    use super::*;

    #[test]
    fn numbers_come_in_many_dresses() {
        let number = |text: &str| Value::Number(text.parse().unwrap());
        let noted = |number: i64, note: &str| Value::Noted(number.into(), note.into());
        assert_eq!(value(" １２ "), number("12"));
        assert_eq!(value("11,398,889"), number("11398889"));
        assert_eq!(value("1 234 567"), number("1234567"));
        assert_eq!(value("59237.2449"), number("59237.2449"));
        assert_eq!(value("-3"), number("-3"));
        for text in ["0件", "0起", "0份", "0次", "0宗", "0项"] {
            assert_eq!(value(text), number("0"), "{text}");
        }
        assert_eq!(value("22（其中修订16件）"), noted(22, "其中修订16件"));
        assert_eq!(value("22，其中修订16件"), noted(22, "其中修订16件"));
        assert_eq!(value("20人次"), noted(20, "人次"));
        assert_eq!(value("20①"), noted(20, "①"));
        assert_eq!(value("20*"), noted(20, "*"));
        for text in ["零", "/", "——"] {
            assert_eq!(value(text), Value::Stroke, "{text}");
        }
        assert_eq!(value(" \u{3000}"), Value::Blank);
    }

    #[test]
    fn a_change_has_its_sign_in_any_dress_and_money_its_unit() {
        for (text, number) in [
            ("+21", 21),
            ("－18", -18),
            ("-18", -18),
            ("增加3", 3),
            ("减2", -2),
            ("↑1", 1),
        ] {
            assert_eq!(change(text), Some(number.into()), "{text}");
        }
        for text in ["18", "-", "增", "+-1", "增约3"] {
            assert_eq!(change(text), None, "{text}");
        }
        let amount_of = |text: &str| amount(text).map(|(number, unit)| (number.to_string(), unit));
        assert_eq!(
            amount_of("573802895.90元"),
            Some(("573802895.90".to_owned(), "元"))
        );
        assert_eq!(amount_of("5,738.4万元"), Some(("5738.4".to_owned(), "万元")));
        for text in ["5738.4", "约3元", "元", "3件元"] {
            assert_eq!(amount_of(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_for_certain_is_none() {
        for text in [
            "若干",
            "1,2",
            "约20",
            "2.00E+01",
            "－20",
            "十二",
            "O",
            "#REF!",
            "=SUM(D1:I1)",
            "2024年1月1日",
            "20%",
            "20\n1",
            "2 0",
            "20余",
            "1/2",
        ] {
            assert_eq!(value(text), Value::Other, "{text}");
        }
    }

    #[test]
    fn a_number_in_another_unit_is_told_with_its_conversion() {
        let fees = Cell::Two(Table2::FeesWanYuan);
        let licences = Cell::Two(Table2::Licences);
        for (cell, text, words) in [
            (fees, "186510元", "18.651 万元"),
            (fees, "1.2亿元", "12000 万元"),
            (fees, "4.5万", "4.5 万元"),
            (licences, "4.5万", "45000"),
            (licences, "20万元", "不是金额"),
            (licences, "=A1", "公式"),
        ] {
            assert_eq!(value_of(cell, text), Value::Other, "{text}");
            assert!(advice(cell, text).contains(words), "{}", advice(cell, text));
        }
        assert_eq!(value_of(fees, "3.5万元"), value("3.5"));
        assert_eq!(value_of(fees, "3件"), Value::Other);
    }
}
