//! Operators of a content, counted before the library takes it apart: it keeps two hundred bytes for each of two.

/// How many operators there are at most. Words within texts and names are none.
pub fn count(content: &[u8]) -> usize {
    let mut operators = 0;
    let mut rest = content;
    while let [byte, after @ ..] = rest {
        rest = match byte {
            b'%' => past(after, |byte| !matches!(byte, b'\n' | b'\r')),
            b'(' => past_text(after),
            b'/' => past(after, is_regular),
            b'<' if !after.starts_with(b"<") => past(after, |byte| byte != b'>'),
            b'<' => after.get(1..).unwrap_or(&[]),
            byte if is_regular(*byte) => {
                operators += usize::from(byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'"'));
                past(after, is_regular)
            }
            _ => after,
        };
    }
    operators
}

fn past(content: &[u8], is_passed: impl Fn(u8) -> bool) -> &[u8] {
    let length = content.iter().take_while(|byte| is_passed(**byte)).count();
    content.get(length..).unwrap_or(&[])
}

/// Behind a text, whose brackets are in pairs unless a stroke stands before them.
fn past_text(content: &[u8]) -> &[u8] {
    let (mut depth, mut is_escaped) = (1_usize, false);
    for (at, byte) in content.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return content.get(at + 1..).unwrap_or(&[]);
        }
    }
    &[]
}

/// Part of a word: neither white nor a delimiter (ISO 32000-1, 7.2.2).
fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && byte != 0 && !b"()<>[]{}/%".contains(&byte)
}
