//! The signs of a part, whatever encoding it is written in: office programs open XML in UTF-16 as well as in UTF-8.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Within how many bytes an encoding is declared.
const HEAD: usize = 1024;

/// Text in UTF-8 without mark; `None` where it is no text, or text in an encoding that is not known.
pub(crate) fn decoded(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return as_is(encoding, bytes.get(mark..)?);
    }
    match bytes {
        [b'<', 0, ..] => as_is(UTF_16LE, bytes),
        [0, b'<', ..] => as_is(UTF_16BE, bytes),
        _ => match declared(bytes) {
            Some(label) => as_is(Encoding::for_label(&label)?, bytes),
            None => as_is(UTF_8, bytes),
        },
    }
    .filter(|text| is_text(text))
}

/// The same of a text without a head: UTF-8, or what its mark says, or GB 18030, which holds GBK and GB 2312. Whatever it is
/// read as, no sign of it may be out of place.
pub(crate) fn lines(bytes: &[u8]) -> Option<String> {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => as_is(encoding, bytes.get(mark..)?),
        None => as_is(UTF_8, bytes).or_else(|| as_is(GB18030, bytes)),
    }
    .filter(|text| is_text(text))
}

fn as_is(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes).ok().map(str::to_owned);
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    (!had_errors).then(|| text.into_owned())
}

/// What the head of XML or HTML says of its encoding. That it is UTF-16 it can't say of itself where it is read by bytes.
fn declared(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = bytes.get(..HEAD.min(bytes.len()))?.to_ascii_lowercase();
    if head.trim_ascii_start().first() != Some(&b'<') {
        return None;
    }
    let place = |within: &[u8], word: &[u8]| within.windows(word.len()).position(|one| one == word);
    // XML says it before anything else, a web page in its head.
    let (within, name) = if head.starts_with(b"<?xml") {
        (head.get(..place(&head, b"?>")?)?, b"encoding".as_slice())
    } else {
        (head.get(place(&head, b"<meta")?..)?, b"charset".as_slice())
    };
    let value = within.get(place(within, name)? + name.len()..)?;
    let is_around = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\'');
    let value = value.iter().skip_while(|byte| is_around(byte));
    let label: Vec<u8> = value
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'))
        .copied()
        .collect();
    (!label.is_empty() && !label.starts_with(b"utf-16")).then_some(label)
}

/// Whether these are signs that somebody wrote: no program's own bytes.
fn is_text(text: &str) -> bool {
    let is_foreign =
        |sign: char| sign.is_control() && !matches!(sign, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}');
    !text.chars().any(is_foreign)
}
