//! What is said to the operator: lines on standard output and on standard error, and an error with all that led to it. What
//! others wrote stands in them (the title of a report, a file's name, a row's words), and a terminal obeys its signs: it is
//! asked to move, to link, to write what it shows into the clipboard. None of them gets there.

use std::error::Error;
use std::fmt::{Arguments, Write as _};
use std::io::{self, Write};

use law::signs;
use serde::Serialize;

/// Prints a line for the operator. A reader that has gone away (`| head`, a closed pipe) ends nothing.
macro_rules! say {
    ($($words:tt)*) => { $crate::output::line(format_args!($($words)*)) };
}

/// Prints a line on standard error: progress, refusals, errors.
macro_rules! tell {
    ($($words:tt)*) => { $crate::output::aside(format_args!($($words)*)) };
}

pub(crate) use {say, tell};

/// The line behind [`say!`].
pub fn line(words: Arguments<'_>) {
    written(io::stdout().lock(), &shown(&words.to_string()));
}

/// The line behind [`tell!`].
pub fn aside(words: Arguments<'_>) {
    written(io::stderr().lock(), &shown(&words.to_string()));
}

/// Prints a value as JSON. What programs read is the same to the last sign: those a terminal would obey are escaped.
pub fn json(value: &impl Serialize) -> serde_json::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    written(io::stdout().lock(), &escaped(&text));
    Ok(())
}

fn written(mut out: impl Write, text: &str) {
    // Nobody listens any more: there is nobody to tell.
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// The text as it may stand on a terminal: without what is obeyed and without what is not seen.
pub fn shown(text: &str) -> String {
    signs::visible(&text.replace('\r', ""))
}

/// JSON whose strings hold no such sign; outside of strings there is none.
fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut units = [0; 2];
    for sign in json.chars() {
        let is_obeyed = sign != '\n' && sign.is_control() || signs::turns_direction(sign);
        if is_obeyed {
            for unit in sign.encode_utf16(&mut units) {
                // Writing to a text never fails.
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(sign);
        }
    }
    text
}

/// An error with its causes in one line.
pub fn causes(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}：{cause}");
        source = cause.source();
    }
    text
}

/// Why a file could not be opened or written, in the operator's language; another reason in the system's own words.
pub fn in_chinese(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    let known = match error.kind() {
        Kind::NotFound => "没有这个文件或者文件夹",
        Kind::PermissionDenied => "没有权限",
        Kind::AlreadyExists => "已经存在",
        Kind::IsADirectory => "是文件夹，不是文件",
        Kind::NotADirectory => "路径中有一段不是文件夹",
        Kind::StorageFull => "磁盘已满",
        Kind::ReadOnlyFilesystem => "所在的磁盘是只读的",
        _ => return error.to_string(),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Colour, window title, link, the eight-bit introducer, a return over what stands there, a turned name.
    const HOSTILE: &str =
        "\u{1b}[31m红\u{1b}]0;题\u{7}\u{1b}]8;;http://x\u{1b}\\链\u{9b}2J\r清\u{202e}局\u{7f}";

    #[test]
    fn no_sign_that_a_terminal_obeys_is_printed() {
        let shown = shown(&format!("{HOSTILE}\n下一行\t完"));
        assert!(
            shown
                .chars()
                .all(|sign| !sign.is_control() || matches!(sign, '\n' | '\t'))
        );
        assert_eq!(shown, "[31m红]0;题]8;;http://x\\链2J清局\n下一行\t完");
    }

    #[test]
    fn json_stays_the_same_to_those_who_read_it() {
        let text = serde_json::to_string_pretty(&[HOSTILE, "平常"]).unwrap();
        let escaped = escaped(&text);
        assert!(
            escaped.chars().all(|sign| sign == '\n' || !sign.is_control()),
            "{escaped}"
        );
        let read: Vec<String> = serde_json::from_str(&escaped).unwrap();
        assert_eq!(read, [HOSTILE, "平常"]);
    }
}
