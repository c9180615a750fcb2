//! Texts made fit for paper before they are set: a character that no face has shows as its code point, and a run without a
//! place to break, longer than a narrow column, may end a line between any two of its characters. Within letters and digits
//! that leaves no sign in the file, so that a hash is found and copied as it was written. Files of other formats keep what
//! was written: whoever opens them has other faces.

use std::sync::LazyLock;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{
    GraphemeClusterSegmenter, GraphemeClusterSegmenterBorrowed, LineSegmenter, LineSegmenterBorrowed,
};
use serde_json::Value;

use crate::Fonts;
use crate::fonts::mark;

/// So many characters fit any column, however wide they are.
const LONGEST_RUN: usize = 20;
/// Values of a template that are no text to be read: names of faces, and pictures.
const NO_TEXT: [&str; 3] = ["faces", "fallback", "qr"];
/// Before a sign that no line may begin with only this makes room; it stays in the file as a character.
const BREAK: char = '\u{200B}';
/// The same that the templates turn into nothing; no text has it (`law::signs`).
const GAP: char = '\u{FDD3}';
/// So many marks in a row stand together: only behind more of them room is made by a character.
const MOST_MARKS: usize = 8;
/// A hash breaks after so many.
const GROUP: usize = 4;
/// So many gaps a text has: each is set as a group within the one before it, and only so many fit into one another. What is longer
/// goes on with breaks, which stay in the file.
const MOST_GAPS: usize = 200;

static LINES: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()));
static CLUSTERS: LazyLock<GraphemeClusterSegmenterBorrowed<'static>> =
    LazyLock::new(GraphemeClusterSegmenter::new);

/// Every text among a template's values, fit for paper.
pub(crate) fn make(values: &mut Value, fonts: &Fonts) {
    each_text(values, &|text| {
        let lacking = fonts.unprintable(text);
        breakable(&marked(text, &lacking))
    });
}

/// The same values with these characters marked.
pub(crate) fn mark_all(values: &mut Value, lacking: &str) {
    let lacking: Vec<char> = lacking.chars().collect();
    each_text(values, &|text| marked(text, &lacking));
}

fn each_text(values: &mut Value, change: &impl Fn(&str) -> String) {
    match values {
        Value::String(text) => *text = change(text),
        Value::Array(all) => all.iter_mut().for_each(|one| each_text(one, change)),
        Value::Object(all) => {
            let texts = all
                .iter_mut()
                .filter(|(name, _)| !NO_TEXT.contains(&name.as_str()));
            texts.for_each(|(_, one)| each_text(one, change));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn marked(text: &str, lacking: &[char]) -> String {
    let mut marked = String::with_capacity(text.len());
    for character in text.chars() {
        if lacking.contains(&character) {
            marked.push_str(&mark(character));
        } else {
            marked.push(character);
        }
    }
    marked
}

/// The text with room to break inside every run that has none for longer than a column is wide. Addresses of the web are
/// broken where they are set.
fn breakable(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let (mut start, mut gaps) = (0, 0);
    for end in LINES.segment_str(text) {
        let run = text.get(start..end).unwrap_or_default();
        start = end;
        let is_address = run.starts_with("http://") || run.starts_with("https://");
        if run.chars().count() <= LONGEST_RUN || is_address {
            made.push_str(run);
            continue;
        }
        made.push_str(&broken_up(run, &mut gaps));
    }
    made
}

/// `gaps` counts those of the whole text.
fn broken_up(run: &str, gaps: &mut usize) -> String {
    let group = if run.chars().all(|sign| sign.is_ascii_hexdigit()) {
        GROUP
    } else {
        1
    };
    let ends: Vec<usize> = CLUSTERS.segment_str(run).filter(|to| *to > 0).collect();
    let mut made = String::with_capacity(run.len() * 2);
    let (mut from, mut before, mut marks) = (0, None, 0_usize);
    for (place, to) in ends.into_iter().enumerate() {
        let cluster = run.get(from..to).unwrap_or_default();
        let (first, last) = (cluster.chars().next(), cluster.chars().next_back());
        let is_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
        marks = if is_mark(first) { marks + 1 } else { 0 };
        match (before, first) {
            (None, _) => {}
            (_, first) if is_word(first) => {
                if place.is_multiple_of(group) {
                    *gaps += 1;
                    made.push(if *gaps > MOST_GAPS { BREAK } else { GAP });
                }
            }
            // Marks within words and behind them: there is room enough before and behind the words.
            _ if marks > 0 && !marks.is_multiple_of(MOST_MARKS) => {}
            _ => made.push(BREAK),
        }
        made.push_str(cluster);
        (from, before) = (to, last);
    }
    made
}

/// Whether it is a mark that is seen; what glues characters together is none.
fn is_mark(sign: Option<char>) -> bool {
    const GLUE: [char; 5] = ['\u{A0}', '\u{2007}', '\u{202F}', '\u{2060}', '\u{FEFF}'];
    sign.is_some_and(|sign| !sign.is_alphanumeric() && !sign.is_whitespace() && !GLUE.contains(&sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_without_a_place_to_break_gets_one_between_any_two_characters() {
        let free = |text: &str| breakable(text).matches([BREAK, GAP]).count();
        assert_eq!(free(&"W".repeat(20)), 0);
        assert_eq!(free(&"W".repeat(21)), 20);
        assert_eq!(free(&"甲\u{A0}".repeat(30)), 59);
        assert_eq!(free(&"。".repeat(30)), 3);
        assert_eq!(free(&"\u{2060}字".repeat(12)), 23);
        assert_eq!(
            free("依照《中华人民共和国政府信息公开条例》第三十六条，决定予以公开。"),
            0
        );
        assert_eq!(free("https://www.example.gov.cn/zwgk/2026/guide.html"), 0);
    }

    #[test]
    fn letters_and_digits_break_without_a_sign() {
        let hash = "0123456789abcdef".repeat(4);
        for text in [
            format!("{hash}、{hash}，"),
            format!("（SM3 {hash}）。"),
            hash,
            "W".repeat(50),
            "a.b_c".repeat(10),
        ] {
            let made = breakable(&text);
            assert!(!made.contains(BREAK) && made.contains(GAP), "{made}");
            assert_eq!(made.replace(GAP, ""), text);
        }
        let hash = breakable(&"0123456789abcdef".repeat(4));
        assert_eq!(hash.matches(GAP).count(), 15, "in groups");
    }

    #[test]
    fn a_text_has_only_so_many_gaps_and_breaks_behind_them() {
        let run = "9".repeat(3_000);
        for text in [run.clone(), format!("{}；", "w".repeat(253)).repeat(11)] {
            let made = breakable(&text);
            assert_eq!(made.matches(GAP).count(), MOST_GAPS);
            assert_eq!(made.replace([GAP, BREAK], ""), text);
        }
        assert_eq!(breakable(&run).matches(BREAK).count(), 2_999 / GROUP - MOST_GAPS);
    }

    #[test]
    fn what_is_no_text_stays_as_it_is() {
        let long = "x".repeat(50);
        let mut values = serde_json::json!({ "qr": long, "faces": [long], "text": [{ "line": long }] });
        each_text(&mut values, &breakable);
        assert_eq!(values["qr"], long.as_str());
        assert_eq!(values["faces"][0], long.as_str());
        assert_ne!(values["text"][0]["line"], long.as_str());
    }

    #[test]
    fn a_marked_character_is_told_by_its_code_point() {
        assert_eq!(marked("张\u{31350}三", &['\u{31350}']), "张〔U+31350〕三");
        assert_eq!(mark('\u{E863}'), "〔U+E863〕");
    }
}
