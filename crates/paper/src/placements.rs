//! The register of what went out beside the site (发布台账), as a workbook.

use jiff::civil::Date;

use crate::PaperError;
use crate::ledger::failed;
use crate::log_sheet::LogSheet;

/// A placement; its cells in the order of the headings.
pub type Line = [String; 10];

const HEADINGS: [(&str, f64); 11] = [
    ("序号", 6.0),
    ("发布日期", 12.0),
    ("标题", 50.0),
    ("原创或者转载", 24.0),
    ("栏目", 18.0),
    ("去向", 24.0),
    ("方式", 16.0),
    ("链接或者凭据", 50.0),
    ("现状", 16.0),
    ("核对", 20.0),
    ("审批（没有网站来源的）", 24.0),
];

/// The lines as the bytes of an XLSX under a title; `note` says how many of which there are.
///
/// # Errors
///
/// Where no workbook can be made of them.
pub fn xlsx(title: &str, note: &str, lines: &[Line], made_on: Date) -> Result<Vec<u8>, PaperError> {
    let sheet = LogSheet {
        name: "台账",
        title,
        note: Some(note),
        headings: &HEADINGS,
        made_on,
    };
    let rows = lines
        .iter()
        .zip(1_u32..)
        .map(|(line, number)| std::iter::once(number.to_string()).chain(line.iter().cloned()));
    sheet.xlsx(rows).map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use calamine::{Reader, Xlsx, open_workbook_from_rs};
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_register_has_a_line_for_each_article_under_its_headings() {
        let line: Line = [
            "2024-02-05",
            "园区开工",
            "原创",
            "园区动态",
            "开发区微信公众号",
            "群发（第 1 篇）",
            "https://mp.weixin.qq.com/s/AbC",
            "已核对，一致",
            "2024-02-06 示例甲",
            "",
        ]
        .map(str::to_owned);
        let bytes = xlsx("示例台账", "1 篇。", &[line], date(2024, 12, 31)).unwrap();
        let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range("台账").unwrap();
        let text: Vec<String> = sheet.rows().flatten().map(ToString::to_string).collect();
        for words in [
            "示例台账",
            "1 篇。",
            "链接或者凭据",
            "https://mp.weixin.qq.com/s/AbC",
            "群发（第 1 篇）",
        ] {
            assert!(text.iter().any(|cell| cell.contains(words)), "{words}");
        }
    }
}
