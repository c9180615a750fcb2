//! Names of files as every system takes them: what whoever applied called a file goes to a reconsideration organ whose
//! machines run Windows, and a name that can't exist there is a piece that is missing. One place for downloads and archives.

use std::collections::BTreeSet;

use law::signs::visible;

/// Most characters and bytes of a name; a number may come behind the stem still (Windows: 255 UTF-16 units, Linux: 255 bytes).
const MOST_CHARACTERS: usize = 120;
const MOST_BYTES: usize = 225;
/// A longer ending is none, but a dot within the words.
const LONGEST_ENDING: usize = 10;

/// Names that Windows keeps for devices, with any ending.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
const NUMBERED_DEVICES: [&str; 2] = ["COM", "LPT"];

/// The name of a file, fit for Windows, macOS and Linux: what it may not hold stands in its full-width form.
pub fn file_name(name: &str) -> String {
    let plain: String = visible(name)
        .chars()
        .filter(|sign| !sign.is_control())
        .map(full_width)
        .collect();
    let fit = ended(&shortened(plain.trim()));
    if fit.is_empty() {
        return "附件".to_owned();
    }
    if is_device(&fit) { format!("_{fit}") } else { fit }
}

/// The names of files that lie in one folder, each fit and no two alike: Windows does not tell small letters from capitals.
pub(crate) fn in_one_folder<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut all = Vec::new();
    for name in names {
        let name = file_name(name);
        let mut free = name.clone();
        let mut number = 1;
        while !taken.insert(free.to_lowercase()) {
            number += 1;
            free = numbered(&name, number);
        }
        all.push(free);
    }
    all
}

/// `名单（2）.xlsx`
fn numbered(name: &str, number: usize) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}（{number}）.{ending}"),
        None => format!("{name}（{number}）"),
    }
}

const fn full_width(sign: char) -> char {
    match sign {
        '<' => '＜',
        '>' => '＞',
        ':' => '：',
        '"' => '＂',
        '|' => '｜',
        '?' => '？',
        '*' => '＊',
        '/' => '／',
        '\\' => '＼',
        _ => sign,
    }
}

/// Without what Windows cuts off of an end, and without the dot that hides a file.
fn ended(name: &str) -> String {
    let is_cut = |sign: char| sign == '.' || sign.is_whitespace();
    name.trim_end_matches(is_cut)
        .trim_start_matches(is_cut)
        .to_owned()
}

fn is_device(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_uppercase();
    let is_numbered = NUMBERED_DEVICES.iter().any(|device| {
        let number = stem.strip_prefix(device);
        number.is_some_and(|number| {
            let mut signs = number.chars();
            matches!(
                (signs.next(), signs.next()),
                (Some('0'..='9' | '¹' | '²' | '³'), None)
            )
        })
    });
    is_numbered || DEVICES.contains(&stem.as_str())
}

/// The name without what is too much before its ending: the ending says what the file is.
fn shortened(name: &str) -> String {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending)
        .filter(|ending| (1..=LONGEST_ENDING).contains(&ending.chars().count()));
    let ending = ending.map(|ending| format!(".{ending}")).unwrap_or_default();
    let stem = name.strip_suffix(&ending).unwrap_or(name);
    let mut kept = String::new();
    for sign in stem.chars().take(MOST_CHARACTERS - ending.chars().count()) {
        if kept.len() + sign.len_utf8() + ending.len() > MOST_BYTES {
            break;
        }
        kept.push(sign);
    }
    format!("{}{ending}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_that_windows_can_hold() {
        for (name, fit) in [
            ("名单.xlsx", "名单.xlsx"),
            (
                "002 script><img src=x onerror=alert(2)>%22'&{{7*7}}.txt",
                "002 script＞＜img src=x onerror=alert(2)＞%22'&{{7＊7}}.txt",
            ),
            ("甲：乙|丙?\"丁\".pdf", "甲：乙｜丙？＂丁＂.pdf"),
            ("a:b/c\\d", "a：b／c＼d"),
            ("CON", "_CON"),
            ("con.txt", "_con.txt"),
            ("Nul .pdf", "_Nul.pdf"),
            ("COM1.pdf", "_COM1.pdf"),
            ("lpt²", "_lpt²"),
            ("COM10.pdf", "COM10.pdf"),
            ("CONTRACT.pdf", "CONTRACT.pdf"),
            ("说明. . .", "说明"),
            ("..隐藏", "隐藏"),
            ("", "附件"),
            (" . ", "附件"),
            ("\u{202e}fdp.exe\u{7}", "fdp.exe"),
        ] {
            assert_eq!(file_name(name), fit, "{name:?}");
            assert_eq!(file_name(&file_name(name)), file_name(name), "{name:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending_and_fits_any_disk() {
        for name in ["长".repeat(200), "W".repeat(400), "𠮷".repeat(100)] {
            let fit = file_name(&format!("{name}.docx"));
            let ending = fit.rsplit_once('.').map(|(_, ending)| ending);
            assert!(ending == Some("docx") && fit.len() <= MOST_BYTES, "{fit}");
            assert!(fit.chars().count() <= MOST_CHARACTERS);
        }
    }

    #[test]
    fn of_names_that_windows_holds_alike_the_later_ones_are_numbered() {
        let names = ["A.txt", "a.TXT", "a?.txt", "a？.txt", "说明", "说明"];
        assert_eq!(
            in_one_folder(names.into_iter()),
            [
                "A.txt",
                "a（2）.TXT",
                "a？.txt",
                "a？（2）.txt",
                "说明",
                "说明（2）"
            ]
        );
    }
}
