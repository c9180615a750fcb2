//! The catalogue of what is public of its own accord (政府信息公开目录, 条例第十二条), and the list of what is handed over (移送, 条例第二十五条):
//! as a workbook, as CSV that Excel takes for UTF-8, and as JSON under stable names.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::PaperError;
use crate::ledger::failed;
use crate::log_sheet::LogSheet;
use crate::reports::plain_csv;

/// One document; its cells in the order of [`FIELDS`].
pub type Line = [String; 13];

/// The stable name, the heading and the width of each column.
const FIELDS: [(&str, &str, f64); 13] = [
    ("item", "法定类别", 30.0),
    ("index_number", "索引号", 24.0),
    ("title", "名称", 50.0),
    ("summary", "内容概述", 40.0),
    ("formed_on", "生成日期", 12.0),
    ("document_number", "发文字号", 22.0),
    ("issuer", "发布机构", 24.0),
    ("subject", "主题分类", 16.0),
    ("validity", "有效性", 10.0),
    ("published_on", "发布日期", 12.0),
    ("changed_on", "更新日期", 12.0),
    ("column", "栏目", 18.0),
    ("address", "网址", 40.0),
];

/// The lines as the bytes of an XLSX under a title; `note` says what they are.
///
/// # Errors
///
/// Where no workbook can be made of them.
pub fn xlsx(title: &str, note: &str, lines: &[Line], made_on: Date) -> Result<Vec<u8>, PaperError> {
    let mut headings = vec![("序号", 6.0)];
    headings.extend(FIELDS.map(|(_, heading, width)| (heading, width)));
    let sheet = LogSheet {
        name: "目录",
        title,
        note: Some(note),
        headings: &headings,
        made_on,
    };
    let rows = lines
        .iter()
        .zip(1_u32..)
        .map(|(line, number)| std::iter::once(number.to_string()).chain(line.iter().cloned()));
    sheet.xlsx(rows).map_err(|error| failed(&error))
}

const HANDED_OVER: [(&str, f64); 8] = [
    ("序号", 6.0),
    ("法定类别", 30.0),
    ("索引号", 24.0),
    ("名称", 50.0),
    ("发文字号", 22.0),
    ("发布机构", 24.0),
    ("生成日期", 12.0),
    ("发布日期", 12.0),
];

/// The list of what is handed over, to be printed and signed.
///
/// # Errors
///
/// Where no workbook can be made of it.
pub fn hand_over_xlsx(
    title: &str,
    note: &str,
    lines: &[[String; 7]],
    made_on: Date,
) -> Result<Vec<u8>, PaperError> {
    let sheet = LogSheet {
        name: "移送清单",
        title,
        note: Some(note),
        headings: &HANDED_OVER,
        made_on,
    };
    let rows = lines
        .iter()
        .zip(1_u32..)
        .map(|(line, number)| std::iter::once(number.to_string()).chain(line.iter().cloned()));
    sheet.xlsx(rows).map_err(|error| failed(&error))
}

/// The lines as CSV under stable names, with a byte order mark.
///
/// # Errors
///
/// Where it can't be written.
pub fn csv(lines: &[Line]) -> Result<Vec<u8>, PaperError> {
    plain_csv(
        &FIELDS.map(|(name, ..)| name),
        lines.iter().map(<[String; 13]>::as_slice),
    )
}

/// The lines as JSON under the same names.
pub fn json(organ: &str, made_on: Date, lines: &[Line]) -> Vec<u8> {
    let line = |line: &Line| {
        let fields = FIELDS.iter().zip(line);
        let fields = fields.map(|((name, ..), cell)| ((*name).to_owned(), Value::from(cell.as_str())));
        Value::Object(fields.collect::<Map<String, Value>>())
    };
    let all = json!({
        "organ": organ,
        "made_on": made_on.to_string(),
        "documents": lines.iter().map(line).collect::<Vec<_>>(),
    });
    all.to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use calamine::{Reader, Xlsx, open_workbook_from_rs};
    use jiff::civil::date;

    use super::*;

    fn line(title: &str) -> Line {
        let mut line: Line = Default::default();
        line[1] = "A-1".to_owned();
        line[2] = title.to_owned();
        line
    }

    #[test]
    fn the_three_forms_say_the_same() {
        let lines = [line("示例办法"), line("=1+1")];
        let day = date(2026, 12, 31);
        let bytes = xlsx("目录", "截至", &lines, day).unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range("目录").unwrap();
        let rows: Vec<Vec<String>> = sheet
            .rows()
            .map(|row| row.iter().map(ToString::to_string).collect())
            .collect();
        assert_eq!(rows[2][..4], ["序号", "法定类别", "索引号", "名称"]);
        assert_eq!(rows[3][2..4], ["A-1", "示例办法"]);
        let text = String::from_utf8(csv(&lines).unwrap()).unwrap();
        assert!(
            text.starts_with('\u{feff}') && text.contains("\"示例办法\""),
            "{text}"
        );
        assert!(
            !text.contains("\"=1+1\""),
            "nothing that a sheet would reckon: {text}"
        );
        let read: Value = serde_json::from_slice(&json("某机关", day, &lines)).unwrap();
        assert_eq!(read["documents"][0]["title"], "示例办法");
        assert_eq!(read["documents"].as_array().unwrap().len(), 2);
    }
}
