//! The approval form of a publication (政府信息发布审批单): what goes out and where, who answered for it at which level with what
//! words, and the hash of exactly what they judged. One for each item; those of a month bound as one. What offices print has the
//! rooms that stay blank here for pen and ink: levels not taken yet, opinions of other units.

use jiff::civil::Date;
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
    name: "approval.typ",
    text: concat!(
        include_str!("../../templates/official.typ"),
        include_str!("../../templates/approval.typ")
    ),
};

/// A4 with margins of 20 mm, in twentieths of a point, without page numbers.
const CLOSING: &str = concat!(
    r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>"#,
    r#"<w:pgMar w:top="1134" w:right="1134" w:bottom="964" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>"#,
    r#"</w:sectPr></w:body></w:document>"#,
);
const PAGE_BREAK: &str = r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#;
const TITLE: &str = "政府信息发布审批单";
/// How many digits of the hash tell one text from another where somebody types them.
const SHORT: usize = 8;

/// A level of the chain as the form shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApprovalLevel {
    /// 二审二校
    pub name: String,
    /// 审核并校对，保密审查
    pub does: String,
    /// What was said; blank where nobody took it yet, or said nothing.
    pub opinion: String,
    /// Who took it and when; blank where nobody did: then there is room for a signature.
    pub signed: String,
}

/// What the form of one item says; a blank field is room to write into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApprovalSheet {
    pub organ: String,
    /// 编号
    pub number: String,
    pub title: String,
    pub document_number: String,
    /// 拟发布栏目
    pub column: String,
    /// 拟发布渠道
    pub outlets: String,
    /// 公众号标题、摘要, where they are not the document's own; empty where there is none.
    pub article: String,
    /// 信息来源
    pub source: String,
    /// 公开属性
    pub publicity: String,
    pub writer: String,
    /// 送审时间
    pub submitted: String,
    /// 内容要点
    pub content: String,
    pub attachments: Vec<String>,
    /// What proofreading and the look through the files found (个人信息、密级标志).
    pub proofread: String,
    pub levels: Vec<ApprovalLevel>,
    /// 发布人、发布时间、网址
    pub published: String,
    /// 更正、撤回
    pub changed: String,
    /// SM3 of exactly what was judged.
    pub hash: String,
}

impl ApprovalSheet {
    /// The first digits of the hash, by which a signed form is known to be this item's.
    pub fn check_code(&self) -> String {
        self.hash.chars().take(SHORT).collect()
    }

    fn table(&self) -> Table {
        let mut rows = vec![
            pair(("编号", &self.number), ("公开属性", &self.publicity)),
            wide("标题", &self.title, 110),
            pair(("发文字号", &self.document_number), ("信息来源", &self.source)),
            pair(("拟发布栏目", &self.column), ("拟发布渠道", &self.outlets)),
        ];
        if !self.article.is_empty() {
            rows.push(wide("公众号标题和摘要", &self.article, 110));
        }
        rows.extend([
            pair(("编写人", &self.writer), ("送审时间", &self.submitted)),
            wide("内容要点", &self.content, 200),
            wide("附件", &self.attached(), 90),
            wide("校对和个人信息", &self.proofread, 100),
            wide("会商意见", "", 110),
        ]);
        rows.extend(self.levels.iter().map(ApprovalLevel::row));
        rows.push(wide("发布", &self.published, 100));
        rows.push(wide("更正、撤回", &self.changed, 90));
        let hash = format!("{}\n校验码 {}", self.hash, self.check_code());
        rows.push(wide("审定内容的校验值（SM3）", &hash, 110));
        Table {
            widths: vec![300, 550, 300, 550],
            rows,
            is_small: true,
        }
    }

    fn attached(&self) -> String {
        if self.attachments.is_empty() {
            return "无".to_owned();
        }
        let names = (1..).zip(&self.attachments);
        let lines: Vec<String> = names.map(|(number, name)| format!("{number}. {name}")).collect();
        lines.join("\n")
    }
}

impl ApprovalLevel {
    fn row(&self) -> Row {
        let signed = if self.signed.is_empty() {
            "签名　　　　　　　　\n　　　　年　　月　　日".to_owned()
        } else {
            printable(&self.signed)
        };
        let said = if self.opinion.is_empty() {
            self.does.clone()
        } else {
            format!("{}：{}", self.does, self.opinion)
        };
        Row {
            height: 160,
            cells: vec![
                Cell::label(&printable(&self.name)),
                Cell::new(Place::Writing, &printable(&said)).across(2),
                Cell::new(Place::Signing, &signed),
            ],
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

fn wide(label: &str, value: &str, height: u16) -> Row {
    Row {
        height,
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

fn title_lines(sheets: &[ApprovalSheet]) -> Vec<String> {
    let organ = sheets.first().map_or("", |sheet| &sheet.organ);
    let mut lines = balanced(&printable(organ).replace('\n', ""), 20);
    lines.push(TITLE.to_owned());
    lines
}

/// The forms as the bytes of one PDF, each beginning on a new page; the same bytes for the same sheets. `made_on` is the day
/// they are made.
///
/// # Errors
///
/// Where no page can be set.
pub fn approval_pdf(sheets: &[ApprovalSheet], made_on: Date, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let title_lines = title_lines(sheets);
    let printed = Printed {
        title: title_lines.concat(),
        organ: printable(sheets.first().map_or("", |sheet| &sheet.organ)),
        title_lines,
        tables: sheets.iter().map(ApprovalSheet::table).collect(),
    };
    typeset::pdf(TEMPLATE, &Values::of(printed, Some(made_on), fonts), fonts)
}

/// The same as the bytes of a DOCX.
///
/// # Errors
///
/// Where it can't be packed.
pub fn approval_docx(sheets: &[ApprovalSheet], made_on: Date) -> Result<Vec<u8>, PaperError> {
    let title_lines = title_lines(sheets);
    let mut xml = OPENING.to_owned();
    for (place, sheet) in sheets.iter().enumerate() {
        if place > 0 {
            xml.push_str(PAGE_BREAK);
        }
        title_xml(&mut xml, &title_lines);
        table_xml(&mut xml, &sheet.table(), TITLE);
    }
    paragraph(&mut xml, "TableText", "", "");
    xml.push_str(CLOSING);
    let organ = sheets.first().map_or("", |sheet| &sheet.organ);
    let properties = word::properties(&title_lines.concat(), &printable(organ), Some(made_on));
    word::pack(&xml, &properties)
}
