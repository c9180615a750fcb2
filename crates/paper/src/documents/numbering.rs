//! Numbers that Word writes before paragraphs by itself: 一、, （一）, 1., (1), ①. They are counted here as Word counts them.

use std::collections::BTreeMap;

use super::tree::Node;

/// Levels of a list.
const LEVELS: usize = 9;

#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    text: String,
    start: i64,
}

/// What stands before a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A dot, or another sign that counts nothing.
    Bullet,
    /// `1.` of a plain list: what HTML counts by itself, from this number.
    Plain(i64),
    /// Anything else, as it is written.
    Written(String),
}

/// The lists of a document, and how far each has counted.
pub(super) struct Lists {
    levels: BTreeMap<String, Vec<Level>>,
    counts: BTreeMap<String, Vec<Option<i64>>>,
    /// Lists that count together.
    shared: BTreeMap<String, String>,
}

impl Lists {
    pub fn of(xml: Option<&str>) -> Self {
        let tree = xml.and_then(|xml| Node::of(xml).ok()).unwrap_or_default();
        let mut kinds = BTreeMap::new();
        for kind in tree.all("abstractNum") {
            let id = kind.attribute("abstractNumId").unwrap_or_default().to_owned();
            kinds.insert(id, kind.all("lvl").into_iter().map(level).collect::<Vec<_>>());
        }
        let (mut levels, mut shared) = (BTreeMap::new(), BTreeMap::new());
        for list in tree.all("num") {
            let id = list.attribute("numId").unwrap_or_default().to_owned();
            let kind = list.value(&["abstractNumId"]).unwrap_or_default().to_owned();
            let mut own: Vec<Level> = kinds.get(&kind).cloned().unwrap_or_default();
            let changes = list.all("lvlOverride");
            for change in &changes {
                let at = change.attribute("ilvl").and_then(|at| at.parse::<usize>().ok());
                let start = change
                    .value(&["startOverride"])
                    .and_then(|start| start.parse().ok());
                if let (Some(level), Some(start)) = (at.and_then(|at| own.get_mut(at)), start) {
                    level.start = start;
                }
            }
            levels.insert(id.clone(), own);
            // A list that begins anew counts for itself.
            let counts_with = if changes.is_empty() {
                kind
            } else {
                format!("#{id}")
            };
            shared.insert(id, counts_with);
        }
        Self {
            levels,
            counts: BTreeMap::new(),
            shared,
        }
    }

    /// The mark of the next paragraph of a list at that level.
    pub fn next(&mut self, list: &str, at: usize) -> Option<Mark> {
        let levels = self.levels.get(list)?;
        let level = levels.get(at)?;
        let key = self.shared.get(list)?.clone();
        let counts = self.counts.entry(key).or_insert_with(|| vec![None; LEVELS]);
        let count = counts.get_mut(at)?;
        let number = count.map_or(level.start, |count| count + 1);
        *count = Some(number);
        for below in counts.iter_mut().skip(at + 1) {
            *below = None;
        }
        if level.format == "bullet" {
            return Some(Mark::Bullet);
        }
        if level.format == "none" {
            return Some(Mark::Written(String::new()));
        }
        let is_plain = level.format == "decimal" && level.text == format!("%{}.", at + 1);
        if is_plain {
            return Some(Mark::Plain(number));
        }
        let mut text = level.text.clone();
        for (place, of) in levels.iter().enumerate().take(at + 1) {
            let count = counts.get(place).copied().flatten().unwrap_or(of.start);
            text = text.replace(&format!("%{}", place + 1), &written(count, &of.format));
        }
        Some(Mark::Written(text))
    }
}

fn level(level: &Node) -> Level {
    Level {
        format: level.value(&["numFmt"]).unwrap_or("decimal").to_owned(),
        text: level.value(&["lvlText"]).unwrap_or_default().to_owned(),
        start: level
            .value(&["start"])
            .and_then(|start| start.parse().ok())
            .unwrap_or(1),
    }
}

/// A number in a format of Word.
fn written(number: i64, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographTraditional"
        | "koreanCounting" => counted(number),
        "ideographDigital" | "japaneseDigitalTenThousand" => digits(number, "〇一二三四五六七八九"),
        "decimalFullWidth" => digits(number, "０１２３４５６７８９"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(number),
        "upperLetter" => letter(number, 'A'),
        "lowerLetter" => letter(number, 'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

fn digits(number: i64, signs: &str) -> String {
    let sign = |digit: char| {
        let place = digit.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
        place.and_then(|place| signs.chars().nth(place)).unwrap_or(digit)
    };
    number.to_string().chars().map(sign).collect()
}

/// 十二, 一百零三
fn counted(number: i64) -> String {
    let digit = |digit: i64| digits(digit, "零一二三四五六七八九");
    match number {
        1..=9 => digit(number),
        10..=19 => format!(
            "十{}",
            if number == 10 {
                String::new()
            } else {
                digit(number - 10)
            }
        ),
        20..=99 => {
            let ones = number % 10;
            let ones = if ones == 0 { String::new() } else { digit(ones) };
            format!("{}十{ones}", digit(number / 10))
        }
        100..=999 => {
            let rest = number % 100;
            let rest = match rest {
                0 => String::new(),
                1..=9 => format!("零{}", digit(rest)),
                10..=19 => format!("一{}", counted(rest)),
                _ => counted(rest),
            };
            format!("{}百{rest}", digit(number / 100))
        }
        _ => number.to_string(),
    }
}

fn enclosed(number: i64) -> String {
    let code = match number {
        1..=20 => 0x2460 + number - 1,
        21..=35 => 0x3251 + number - 21,
        _ => return number.to_string(),
    };
    u32::try_from(code)
        .ok()
        .and_then(char::from_u32)
        .map_or_else(|| number.to_string(), String::from)
}

fn letter(number: i64, first: char) -> String {
    let offset = u32::try_from((number - 1).rem_euclid(26)).unwrap_or(0);
    char::from_u32(u32::from(first) + offset).map_or_else(String::new, String::from)
}

fn roman(number: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        for (number, format, text) in [
            (1, "chineseCounting", "一"),
            (10, "chineseCountingThousand", "十"),
            (12, "japaneseCounting", "十二"),
            (20, "chineseCounting", "二十"),
            (103, "chineseCounting", "一百零三"),
            (115, "chineseCounting", "一百一十五"),
            (3, "decimalEnclosedCircle", "③"),
            (4, "upperRoman", "IV"),
            (2, "lowerLetter", "b"),
            (12, "decimalFullWidth", "１２"),
            (5, "decimalZero", "05"),
        ] {
            assert_eq!(written(number, format), text, "{format}");
        }
    }
}
