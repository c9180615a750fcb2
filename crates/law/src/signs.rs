//! Signs of writing that the eye does not see or can't tell apart. What shows nothing, or makes a text read otherwise than it
//! is stored, leaves every text at the door ([`visible`]); what people type for one and the same is held alike where a number
//! or a name is sought ([`number_key`], [`name_key`]). Every room asks here: there is no second list.

mod traditional;

pub use traditional::simplified;

/// The text without what shows nothing and what turns its direction: a name, a title or a body is what is seen of it. Line
/// breaks and tabs stay, and so do private-use characters, which real names are written with. Joiners stay where they join
/// (an emoji of several, Arabic and Indian scripts), variation selectors behind the sign they vary.
pub fn visible(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut before = None;
    for sign in text.chars() {
        if stays(sign, before) {
            kept.push(sign);
            before = Some(sign);
        }
    }
    kept
}

/// Whether two names may be of one: the same, or the one with its head (甲公司（法定代表人：张某）) or with others (甲公司 等2人).
pub fn is_one_name(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    one.contains(other) || other.contains(one)
}

/// Whether [`visible`] leaves the text as it is.
pub fn is_visible(text: &str) -> bool {
    let mut before = None;
    text.chars().all(|sign| stays(sign, before.replace(sign)))
}

fn stays(sign: char, before: Option<char>) -> bool {
    match sign {
        // Nearly all that is written.
        ' '..='~' | '\u{4e00}'..='\u{9fff}' | '\n' | '\r' | '\t' => true,
        '\u{200c}' | '\u{200d}' => before.is_some_and(is_joined),
        _ if is_variation(sign) => before.is_some_and(|before| !shows_nothing(before)),
        _ if is_combining(sign) => true,
        _ => !(sign.is_control() || is_no_character(sign) || is_invisible(sign) || is_hangul_filler(sign)),
    }
}

/// Whether this sign turns the direction of the words after it, or sets them apart: with it a text reads otherwise than it is
/// stored, and a name ends otherwise than it says. None belongs in written text; Arabic script does without.
pub const fn turns_direction(sign: char) -> bool {
    matches!(
        sign,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// Whether a text of this sign alone would show the reader nothing: blanks, and what is drawn only with what stands beside it.
pub const fn shows_nothing(sign: char) -> bool {
    sign.is_whitespace() || is_invisible(sign) || is_filler(sign)
}

/// Letters and patterns that are drawn as nothing, and take a place.
pub(crate) const fn is_filler(sign: char) -> bool {
    matches!(sign, '\u{2800}') || is_hangul_filler(sign)
}

const fn is_hangul_filler(sign: char) -> bool {
    matches!(sign, '\u{3164}' | '\u{ffa0}')
}

/// Characters that take no place on the page.
pub(crate) const fn is_invisible(sign: char) -> bool {
    is_combining(sign)
        || is_variation(sign)
        || turns_direction(sign)
        || matches!(
            sign,
            '\u{ad}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Marks that are drawn over the letter before.
const fn is_combining(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}')
}

/// What chooses among the shapes of the sign before: of an emoji, of a Mongolian letter, of a Han character in a name.
const fn is_variation(sign: char) -> bool {
    matches!(
        sign,
        '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'
    )
}

/// Code points that are set aside for no character (Unicode 23.7): XML has no place for two of them.
fn is_no_character(sign: char) -> bool {
    matches!(sign, '\u{fdd0}'..='\u{fdef}') || u32::from(sign) & 0xfffe == 0xfffe
}

/// Whether a joiner behind this sign joins or parts something: signs of emoji, scripts whose letters change by their neighbours.
const fn is_joined(before: char) -> bool {
    matches!(
        before,
        '\u{590}'..='\u{1aff}'
            | '\u{2190}'..='\u{2bff}'
            | '\u{a800}'..='\u{abff}'
            | '\u{fb1d}'..='\u{fdcf}'
            | '\u{fdf0}'..='\u{fdff}'
            | '\u{fe0f}'
            | '\u{fe70}'..='\u{fefc}'
            | '\u{1f000}'..='\u{1faff}'
    )
}

/// Full-width digits, letters and marks as plain ones, the ideographic space as a space.
pub fn narrow(text: &str) -> String {
    text.chars().map(narrowed).collect()
}

fn narrowed(sign: char) -> char {
    match u32::from(sign) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(sign),
        0x3000 => ' ',
        _ => sign,
    }
}

/// What people type for a hyphen: the dashes, the minus sign, the mark of long vowels and the rule of tables, which
/// input methods offer beside each other.
const fn is_dash(sign: char) -> bool {
    matches!(
        sign,
        '-' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{207b}'
                | '\u{208b}'
                | '\u{2212}'
                | '\u{2500}'
                | '\u{2501}'
                | '\u{2e3a}'
                | '\u{2e3b}'
                | '\u{30fc}'
                | '\u{fe31}'
                | '\u{fe32}'
                | '\u{fe58}'
                | '\u{fe63}'
                | '\u{ff0d}'
                | '\u{ff70}'
    )
}

/// A number or a code as it is compared: made plain and in capitals.
pub fn number_key(text: &str) -> String {
    plain_number(text).to_ascii_uppercase()
}

/// A number as it is kept, however it was typed: widths alike, every dash a hyphen (the long dash of Chinese, two signs,
/// one), without blanks and what is not seen.
pub fn plain_number(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut was_long = false;
    for sign in visible(text).chars().filter(|sign| !sign.is_whitespace()) {
        let is_long = matches!(sign, '\u{2014}' | '\u{2015}');
        match sign {
            _ if is_long && was_long => {}
            _ if is_dash(sign) => key.push('-'),
            _ => key.push(narrowed(sign)),
        }
        was_long = is_long && !was_long;
    }
    key
}

/// Widths and dashes as [`plain_number`] has them, with the blanks that part what is typed.
pub fn plain_words(text: &str) -> String {
    let plain = |sign: char| if is_dash(sign) { '-' } else { narrowed(sign) };
    visible(text).chars().map(plain).collect()
}

/// A text of several lines in one: a line that ends without a sign is parted from the next by a semicolon.
pub fn in_one_line(text: &str) -> String {
    joined(&lines(text), '；')
}

/// The same of what is typed as a list, a thing a line: names are parted by the sign of a list (顿号), sentences by a semicolon.
pub fn listed_in_one_line(text: &str) -> String {
    let lines = lines(text);
    let are_names = lines.iter().all(|line| is_name(line));
    joined(&lines, if are_names { '、' } else { '；' })
}

fn lines(text: &str) -> Vec<&str> {
    let lines = text
        .split(['\n', '\r', '\u{2028}', '\u{2029}'])
        .map(str::trim)
        .filter(|line| !line.is_empty());
    let lines: Vec<&str> = lines.collect();
    if lines.len() < 2 {
        return lines;
    }
    lines.into_iter().map(without_bullet).collect()
}

fn joined(lines: &[&str], between: char) -> String {
    let mut whole = String::new();
    for line in lines {
        if !whole.is_empty() && !whole.ends_with(is_of_a_sentence) {
            whole.push(between);
        }
        whole.push_str(line);
    }
    whole
}

fn is_of_a_sentence(sign: char) -> bool {
    "，。；：！？、,;:!?…".contains(sign)
}

/// `- 招标公告`
fn without_bullet(line: &str) -> &str {
    let rest = line.strip_prefix(['-', '–', '—', '•', '·', '*', '●', '■']);
    rest.map(str::trim_start)
        .filter(|rest| !rest.is_empty())
        .unwrap_or(line)
}

/// Whether a line names a thing: it is no sentence, and does not begin with a number of its own.
fn is_name(line: &str) -> bool {
    const LONGEST: usize = 30;
    let rest = line.trim_start_matches(|sign: char| {
        sign.is_ascii_digit() || "（(一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩".contains(sign)
    });
    let is_numbered = rest.len() < line.len() && rest.starts_with(['.', '．', '、', '）', ')', '·']);
    let is_sentence = line.contains(|sign: char| sign != '、' && is_of_a_sentence(sign));
    !is_numbered && !is_sentence && line.chars().count() <= LONGEST
}

/// The marks that part the names of Uyghurs, Kazakhs, Tibetans and of foreigners: · • ・ ‧ ． and their like.
const fn is_interpunct(sign: char) -> bool {
    matches!(
        sign,
        '\u{b7}'
            | '\u{387}'
            | '\u{2022}'
            | '\u{2024}'
            | '\u{2027}'
            | '\u{2219}'
            | '\u{22c5}'
            | '\u{2e31}'
            | '\u{30fb}'
            | '\u{ff65}'
            | '\u{ff0e}'
            | '.'
            | '\u{16eb}'
            | '\u{fe52}'
    )
}

/// A name as it is sought: without interpuncts, blanks and what is not seen, widths, capitals and apostrophes alike. Empty
/// where nothing of a name is left.
pub fn name_key(text: &str) -> String {
    let seen = visible(text);
    let kept = seen
        .chars()
        .filter(|sign| !sign.is_whitespace() && !is_interpunct(*sign));
    let alike = |sign: char| match sign {
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        _ if is_dash(sign) && sign != '\u{30fc}' => '-',
        _ => narrowed(sign),
    };
    kept.map(alike).flat_map(char::to_lowercase).collect()
}

/// What parts name and number in [`sought`]: no text that is sought holds it.
const PARTS: char = '\n';

/// By what a case is found: its applicant's name and its number, each in one spelling.
pub fn sought(name: &str, number: &str) -> String {
    format!("{}{PARTS}{}", name_key(name), number_key(number).to_lowercase())
}

/// How a case is sought in [`sought`]: the spellings of which one is to stand in it, and the one that begins it where the
/// applicant's whole name is meant. None where the words hold nothing of a name or number.
pub fn seeking(words: &str) -> (Vec<String>, Option<String>) {
    let (name, number) = (name_key(words), number_key(words).to_lowercase());
    let whole = (!name.is_empty()).then(|| format!("{name}{PARTS}"));
    let mut parts = vec![name, number];
    parts.retain(|part| !part.is_empty());
    parts.dedup();
    (parts, whole)
}

/// What is typed where any sign of its kind may stand: an interpunct, a dash, a bracket round the year of a 发文字号.
pub fn is_of_many_spellings(sign: char) -> bool {
    sign != '.' && (is_interpunct(sign) || is_dash(sign) || is_opening(sign) || is_closing(sign))
}

/// The brackets that stand round the year of a 发文字号: 〔2026〕 as the rules have it (GB/T 9704-2012 7.2.5), and what is typed for it.
const fn is_opening(sign: char) -> bool {
    matches!(sign, '〔' | '[' | '(' | '（' | '［' | '【' | '﹝' | '『' | '「')
}

const fn is_closing(sign: char) -> bool {
    matches!(sign, '〕' | ']' | ')' | '）' | '］' | '】' | '﹞' | '』' | '」')
}

/// A number of a case or a paper (案号, 发文字号, 索引号) as it is compared: as [`number_key`] has it, and its brackets alike.
pub fn paper_key(text: &str) -> String {
    let alike = |sign: char| match sign {
        _ if is_opening(sign) => '〔',
        _ if is_closing(sign) => '〕',
        _ => sign,
    };
    number_key(text).chars().map(alike).collect()
}

/// A sign as texts are searched by it: traditional characters simplified, widths, capitals, dashes and brackets alike; none
/// where it shows nothing. Blanks stay.
pub fn searched(sign: char) -> Option<char> {
    match sign {
        'a'..='z' | '0'..='9' => Some(sign),
        '\u{3400}'..='\u{9fff}' => Some(traditional::simplified_sign(sign)),
        _ if sign.is_whitespace() => Some(' '),
        _ if shows_nothing(sign) || sign.is_control() => None,
        _ if is_dash(sign) => Some('-'),
        _ if is_opening(sign) => Some('〔'),
        _ if is_closing(sign) => Some('〕'),
        _ => narrowed(sign).to_lowercase().next(),
    }
}

#[cfg(test)]
mod tests;
