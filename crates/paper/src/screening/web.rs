//! The words of a web page, roughly as it shows them. No browser: a page that was made to keep a parser busy is gone through
//! once.

/// Elements within a line; all others begin one.
const INLINE: [&str; 16] = [
    "a", "b", "big", "em", "font", "i", "ins", "mark", "s", "small", "span", "strong", "sub", "sup", "u",
    "wbr",
];
/// The longest that a reference to a sign may be.
const LONGEST: usize = 10;

/// What is shown, a line to each block.
pub(super) fn shown(page: &str) -> String {
    let mut shown = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, tag)) = rest.split_once('<') {
        push(&mut shown, before);
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        let name = tag.trim_start_matches('/');
        let name = name.split(|sign: char| !sign.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        if !INLINE.contains(&name.as_str()) {
            shown.push('\n');
        }
        rest = after;
    }
    push(&mut shown, rest);
    shown
}

/// Adds words, their references to signs resolved; where a line of the source ends says nothing.
fn push(shown: &mut String, words: &str) {
    let mut parts = words.split('&');
    let plain = |words: &str| words.replace(['\r', '\n'], " ");
    shown.push_str(&plain(parts.next().unwrap_or_default()));
    for part in parts {
        let reference = part.split_once(';').filter(|(name, _)| name.len() <= LONGEST);
        if let Some((sign, rest)) = reference.and_then(|(name, rest)| Some((sign(name)?, rest))) {
            shown.push(sign);
            shown.push_str(&plain(rest));
        } else {
            shown.push('&');
            shown.push_str(&plain(part));
        }
    }
}

fn sign(name: &str) -> Option<char> {
    let code = match name {
        "nbsp" => return Some(' '),
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        _ => name.strip_prefix('#')?,
    };
    let code = match code.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => code.parse(),
    };
    char::from_u32(code.ok()?)
}
