//! Text in a cell of a CSV file, which spreadsheets take for a formula where it begins like one.

use std::borrow::Cow;

/// Signs with which Excel, WPS and LibreOffice begin a formula, full-width ones as well: an IME's setting decides which of
/// the two are typed.
const BEGINNINGS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The text as a cell that is shown and never reckoned: what begins like a formula, behind whatever white space, is led in by
/// an apostrophe, as spreadsheets write it themselves.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    let is_formula = text
        .trim_start_matches(|sign: char| sign.is_whitespace() || sign.is_control() || sign == '\u{feff}')
        .starts_with(BEGINNINGS);
    let is_shifted = text.starts_with(['\t', '\r', '\n']);
    if is_formula || is_shifted {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_begins_like_a_formula_is_shown_and_not_reckoned() {
        for text in [
            "=HYPERLINK(\"http://x\")",
            "+1",
            "-1+1",
            "@SUM(A1)",
            " =1",
            "\t=1",
            "\r=1",
            "\u{feff}=1",
            "＝1+1",
            "－1",
            "\t报告",
        ] {
            assert_eq!(harmless(text), format!("'{text}"), "{text:?}");
        }
        for text in ["其中修订16件", "", "第1版=第2版", "2024", "（一）-"] {
            assert_eq!(harmless(text), text);
        }
    }
}
