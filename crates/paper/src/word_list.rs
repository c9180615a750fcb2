//! The organ's own words for proofreading (校对词库) as a workbook: written to be looked through and added to, and read back. What
//! a word must have is `law::proof::OwnWord`'s; a row that lacks it is named by its number.

use calamine::Data;
use jiff::civil::Date;
use law::proof::{OwnWord, WordKind};

use crate::PaperError;
use crate::archive::{Bounds, Refusal};
use crate::ledger::failed;
use crate::log_sheet::LogSheet;
use crate::workbook::{self, Listed};

/// The largest file that is taken, in bytes.
pub const LARGEST: usize = 4 << 20;
/// What a list unfolds to, and most texts in it.
const BOUNDS: Bounds = Bounds {
    unfolded: 64 << 20,
    strings: 32 << 20,
    texts: 40_000,
};
/// Most faults that are told.
const MOST_FAULTS: usize = 20;

const HEADINGS: [(&str, f64); 4] = [
    ("类别", 14.0),
    ("词语（姓名）", 40.0),
    ("职务", 24.0),
    ("来源", 50.0),
];
const NOTE: &str = "类别填“规范说法”或者“领导”；规范说法至少 4 个字，不填职务；领导填姓名和职务；来源必填。";

/// Why a file is no list of words, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAList {
    #[error("文件超过 4 MB，不像一份校对词库。")]
    TooLarge,
    #[error("文件打不开：请用 WPS 或者 Excel 另存为 .xlsx（不设密码）后再试。")]
    Damaged,
    #[error("没有找到表头：前 20 行中应当有一行写着类别、词语（姓名）、职务、来源，可以导出现有词库对照。")]
    NoHeadings,
    #[error("{}", .0.join("\n"))]
    Faults(Vec<String>),
}

/// The words as the bytes of an XLSX.
///
/// # Errors
///
/// Where no workbook can be made of them.
pub fn xlsx(title: &str, words: &[OwnWord], made_on: Date) -> Result<Vec<u8>, PaperError> {
    let sheet = LogSheet {
        name: "校对词库",
        title,
        note: Some(NOTE),
        headings: &HEADINGS,
        made_on,
    };
    let rows = words.iter().map(|word| {
        [
            word.kind.label().to_owned(),
            word.word.clone(),
            word.post.clone(),
            word.source.clone(),
        ]
    });
    sheet.xlsx(rows).map_err(|error| failed(&error))
}

/// The words that stand on the first sheet that is seen and has the headings.
///
/// # Errors
///
/// Where it is no such file, or a row is not sound: every such row is named.
pub fn read(bytes: &[u8]) -> Result<Vec<OwnWord>, NotAList> {
    if bytes.len() > LARGEST {
        return Err(NotAList::TooLarge);
    }
    let refused = |refusal| match refusal {
        Refusal::Damaged => NotAList::Damaged,
        Refusal::TooMuch => NotAList::TooLarge,
    };
    let list = workbook::listed(bytes, BOUNDS, text, places).map_err(refused)?;
    words(&list.ok_or(NotAList::NoHeadings)?)
}

/// The column of each heading, where the row has them.
fn places(row: &[String]) -> Option<[usize; 4]> {
    let place = |names: &[&str]| row.iter().position(|cell| names.contains(&cell.as_str()));
    Some([
        place(&["类别"])?,
        place(&["词语（姓名）", "词语(姓名)", "词语"])?,
        place(&["职务"])?,
        place(&["来源"])?,
    ])
}

fn words(list: &Listed<[usize; 4]>) -> Result<Vec<OwnWord>, NotAList> {
    let (mut words, mut faults) = (Vec::new(), Vec::new());
    for (number, row) in &list.rows {
        let [kind, word, post, source] = list
            .headings
            .map(|place| row.get(place).cloned().unwrap_or_default());
        if [&kind, &word, &post, &source].into_iter().all(String::is_empty) {
            continue;
        }
        let Some(known) = WordKind::ALL.iter().find(|one| one.label() == kind) else {
            faults.push(format!(
                "第 {number} 行：类别应为“规范说法”或者“领导”，现为“{kind}”。"
            ));
            continue;
        };
        let word = OwnWord {
            kind: *known,
            word,
            post,
            source,
        };
        faults.extend(
            word.faults()
                .into_iter()
                .map(|why| format!("第 {number} 行：{}", why.message)),
        );
        words.push(word);
    }
    if faults.is_empty() {
        return Ok(words);
    }
    let more = faults.len().saturating_sub(MOST_FAULTS);
    faults.truncate(MOST_FAULTS);
    if more > 0 {
        faults.push(format!("另有 {more} 处。"));
    }
    Err(NotAList::Faults(faults))
}

fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.trim().to_owned(),
        Data::Empty => String::new(),
        other => other.to_string().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn word(kind: WordKind, word: &str, post: &str) -> OwnWord {
        OwnWord {
            kind,
            word: word.to_owned(),
            post: post.to_owned(),
            source: "任职文件".to_owned(),
        }
    }

    #[test]
    fn a_list_is_read_back_as_it_was_written() {
        let words = [
            word(WordKind::Phrase, "万人助万企活动", ""),
            word(WordKind::Leader, "李建国", "管委会主任"),
        ];
        let bytes = xlsx("校对词库", &words, date(2026, 3, 2)).unwrap();
        assert_eq!(read(&bytes).unwrap(), words);
    }

    #[test]
    fn a_row_that_is_not_sound_is_named_by_its_number_and_nothing_is_read() {
        let words = [
            word(WordKind::Phrase, "万人助万企活动", ""),
            word(WordKind::Leader, "李建国", ""),
        ];
        let bytes = xlsx("校对词库", &words, date(2026, 3, 2)).unwrap();
        let NotAList::Faults(faults) = read(&bytes).unwrap_err() else {
            panic!("a leader without a post is told");
        };
        assert_eq!(faults, ["第 5 行：请填写职务，例如：主任。"]);
        assert_eq!(read(b"PK nonsense"), Err(NotAList::Damaged));
    }
}
