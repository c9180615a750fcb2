//! 一次性告知单: everything that is missing or wrong, each with its basis, by when and where; in two copies, one for who came, one that they
//! sign and the window keeps.

use jiff::civil::Date;
use law::codes::spoken;
use law::halls::Notice;
use serde::Serialize;

use super::docx::{table_xml, title_xml};
use super::lines::balanced;
use super::pdf::Values;
use super::table::{Cell, Place, Row, Table};
use crate::reports::printable;
use crate::typeset::{self, Template};
use crate::word::{self, OPENING, paragraph};
use crate::{Fonts, PaperError};

const TEMPLATE: Template = Template {
    name: "hall_notice.typ",
    text: concat!(
        include_str!("../../templates/official.typ"),
        include_str!("../../templates/hall_notice.typ")
    ),
};

/// A4 with margins of 20 mm, in twentieths of a point, without page numbers.
const CLOSING: &str = concat!(
    r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>"#,
    r#"<w:pgMar w:top="1134" w:right="1134" w:bottom="964" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>"#,
    r#"</w:sectPr></w:body></w:document>"#,
);
const PAGE_BREAK: &str = r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#;
const TITLE: &str = "一次性告知单";
/// Whose copy each is.
const COPIES: [&str; 2] = ["第一联　交申请人", "第二联　窗口存档"];

/// What a sheet says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeSheet {
    pub organ: String,
    pub hall: String,
    pub number: String,
    /// When it was given, to the minute.
    pub given: String,
    pub given_on: Date,
    /// Who gave it.
    pub by: String,
    pub notice: Notice,
}

impl NoticeSheet {
    fn title_lines(&self) -> Vec<String> {
        let mut lines = balanced(&printable(&self.organ).replace('\n', ""), 20);
        lines.push(TITLE.to_owned());
        lines
    }

    fn table(&self, copy: &str) -> Table {
        let notice = &self.notice;
        let mut rows = vec![
            pair(("编号", &self.number), ("联次", copy)),
            pair(("大厅", &self.hall), ("告知时间", &self.given)),
            wide("办理的事项", &notice.service),
            Row {
                height: 80,
                cells: ["序号和材料", "问题", "怎样补正", "依据"].map(Cell::label).into(),
            },
        ];
        for (number, item) in (1..).zip(&notice.items) {
            let mend = if item.mend.is_empty() { "—" } else { &item.mend };
            let cells = [
                format!("{number}. {}", item.name),
                item.fault_label().to_owned(),
                mend.to_owned(),
                item.basis.clone(),
            ];
            rows.push(Row {
                height: 90,
                cells: cells.map(|cell| Cell::value(&printable(&cell))).into(),
            });
        }
        let promise = format!(
            "请在{}以前补交；材料齐全、符合要求后，{}办结。以上为本次告知的全部内容。",
            spoken(notice.due_on),
            notice.done_in
        );
        rows.push(wide("期限", &promise));
        rows.push(pair(("到哪里补交", &notice.place), ("咨询电话", &notice.phone)));
        let signing = "签名　　　　　　　　\n　　　　年　　月　　日";
        rows.push(Row {
            height: 170,
            cells: vec![
                Cell::label("告知人"),
                Cell::new(Place::Writing, &printable(&self.by)),
                Cell::label("申请人签收"),
                Cell::new(Place::Signing, signing),
            ],
        });
        Table {
            widths: vec![480, 400, 400, 420],
            rows,
            is_small: true,
        }
    }
}

fn pair(left: (&str, &str), right: (&str, &str)) -> Row {
    let cells = [left, right].map(|(label, value)| [Cell::label(label), Cell::value(&printable(value))]);
    Row {
        height: 85,
        cells: cells.into_iter().flatten().collect(),
    }
}

fn wide(label: &str, value: &str) -> Row {
    Row {
        height: 100,
        cells: vec![Cell::label(label), Cell::value(&printable(value)).across(3)],
    }
}

/// What the template sees.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Printed {
    title: String,
    organ: String,
    title_lines: Vec<String>,
    tables: Vec<Table>,
}

/// Both copies as the bytes of one PDF, each on a page of its own; the same bytes for the same sheet.
///
/// # Errors
///
/// Where no page can be set.
pub fn notice_pdf(sheet: &NoticeSheet, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let title_lines = sheet.title_lines();
    let printed = Printed {
        title: title_lines.concat(),
        organ: printable(&sheet.organ),
        title_lines,
        tables: COPIES.iter().map(|copy| sheet.table(copy)).collect(),
    };
    typeset::pdf(TEMPLATE, &Values::of(printed, Some(sheet.given_on), fonts), fonts)
}

/// The same as the bytes of a DOCX.
///
/// # Errors
///
/// Where it can't be packed.
pub fn notice_docx(sheet: &NoticeSheet) -> Result<Vec<u8>, PaperError> {
    let title_lines = sheet.title_lines();
    let mut xml = OPENING.to_owned();
    for (place, copy) in COPIES.iter().enumerate() {
        if place > 0 {
            xml.push_str(PAGE_BREAK);
        }
        title_xml(&mut xml, &title_lines);
        table_xml(&mut xml, &sheet.table(copy), TITLE);
    }
    paragraph(&mut xml, "TableText", "", "");
    xml.push_str(CLOSING);
    let properties = word::properties(
        &title_lines.concat(),
        &printable(&sheet.organ),
        Some(sheet.given_on),
    );
    word::pack(&xml, &properties)
}
