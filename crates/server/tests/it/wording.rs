//! The words that pages, letters and messages are written in: one word for one thing, and what was found to read badly does not
//! come back. Every template, letter, script and text of the code is gone over.

use std::path::{Path, PathBuf};

/// What no page says, what it says instead, and the phrases in which the words stand rightly.
const WORDS: &[(&str, &str, &[&str])] = &[
    ("谈不上", "尚未发出补正告知书，不能登记收到补正", &[]),
    ("补不补", "内容是否明确", &[]),
    ("该不该", "是否属于本机关办理", &[]),
    (
        "有没有",
        "信息是否存在",
        &[
            // 意见有没有签名, and what is said of a column without content, are no questions of the five steps.
            "意见有没有签名",
            "只有没有",
        ],
    ),
    ("给不给", "能否公开", &[]),
    ("当不当", "形式是否妥当", &["当不当天"]),
    ("您（单位）", "您 / 你单位", &[]),
    ("通过当面提交", "当面提交", &[]),
    ("已到达、待确认", "已提交，待确认收到", &[]),
    ("待本机关", "由本机关办理", &[]),
    ("都可以不管", "不区分大小写，连字符可不填", &[]),
    ("不要这个附件", "删除附件", &[]),
    ("没有打开：", "查询未成功：", &[]),
    ("测算按件", "按件测算", &[]),
    ("测算按量", "按量测算", &[]),
    ("登录的地方", "登录设备", &[]),
    ("网址名", "网址路径", &[]),
    ("大字版", "长辈版", &[]),
    ("保存为新版本", "保存为新的一稿", &[]),
    ("方式为在网站查看", "您可以在本机关网站查看", &[]),
    (
        "文号",
        "发文字号",
        &[
            "发文字号",
            // The words of the statute for what an application names (条例第二十九条第二款第（二）项).
            "名称、文号",
            "名称或者文号",
        ],
    ),
];

/// What carries words, below the workspace.
const ROOMS: [&str; 11] = [
    "crates/law/src",
    "crates/office/src",
    "crates/paper/src",
    "crates/paper/templates",
    "crates/prose/src",
    "crates/channels/src",
    "crates/search/src",
    "crates/web/src",
    "crates/web/templates",
    "crates/server/src",
    "frontend/src",
];

/// Files in which such words are data: what people type, what older sheets are headed with, the names of places in the letters.
const DATA: [&str; 11] = [
    "crates/law/src/cases/ledger/mod.rs",
    "crates/law/src/cases/letters/slots",
    "crates/law/src/cases/letters/texts",
    "crates/search/src/words.rs",
    "crates/law/src/proof/words",
    "crates/law/src/matters/hollow.txt",
    // The register of licences and penalties goes by the items of its own standard: 行政处罚决定书文号.
    "crates/law/src/rulings",
    "crates/office/src/rulings",
    "crates/paper/src/rulings.rs",
    "crates/web/src/desk/rulings",
    "crates/web/templates/desk/rulings",
];

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "tests" && name != "golden" {
                files(&path, found);
            }
        } else if ["html", "rs", "txt", "js", "ts", "typ"]
            .iter()
            .any(|kind| name.ends_with(&format!(".{kind}")))
            && !name.ends_with("tests.rs")
        {
            found.push(path);
        }
    }
}

/// The lines that somebody may read: no comments, and nothing of a module of tests.
fn read_by_people(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(text.lines());
    let shown = lines.take_while(|(_, line)| !line.contains("#[cfg(test)]"));
    shown.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Whether a line says this other than within one of the phrases in which it is right.
fn says(line: &str, word: &str, right: &[&str]) -> bool {
    let bare = right
        .iter()
        .fold(line.to_owned(), |line, phrase| line.replace(phrase, ""));
    bare.contains(word)
}

/// The wording list: 发文字号 everywhere, 第 n 稿 of what is written, 长辈版, and the rest.
#[test]
fn no_page_letter_or_message_says_what_was_found_to_read_badly() {
    let root = workspace();
    let mut all = Vec::new();
    for room in ROOMS {
        files(&root.join(room), &mut all);
    }
    assert!(all.len() > 500, "the rooms are there: {}", all.len());
    let mut found = Vec::new();
    for path in &all {
        let place = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        let is_data = DATA.iter().any(|data| place.starts_with(data));
        let text = std::fs::read_to_string(path).unwrap();
        for (number, line) in read_by_people(&text) {
            for (word, instead, right) in WORDS {
                if !is_data && says(line, word, right) {
                    found.push(format!("{place}:{number}: {word} -> {instead}: {}", line.trim()));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A draft of a document is a 稿; what went out is a 版.
#[test]
fn what_is_written_is_a_draft_and_what_went_out_an_edition() {
    use law::documents::edition_called;
    assert_eq!(edition_called(5, false), "第 5 稿");
    assert_eq!(edition_called(4, true), "第 4 版");
    let root = workspace();
    let mut pages = Vec::new();
    files(&root.join("crates/web/templates/desk/documents"), &mut pages);
    // What lists what went out, and when.
    let of_publication = ["{% for out in outs %}"];
    for path in pages {
        let text = std::fs::read_to_string(&path).unwrap();
        for line in text
            .lines()
            .filter(|line| !of_publication.iter().any(|words| line.contains(words)))
        {
            assert!(!line.contains("}} 版"), "{}: {line}", path.display());
        }
    }
}
