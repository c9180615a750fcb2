//! The blank application form (政府信息公开申请表) that a guide offers for download: the fields of 条例第二十九条第二款,
//! those an application is read from, and no purpose field.

use law::cases::{Form, Way};
use law::codes::ApplicantKind;
use law::organs::Guide;
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
    name: "application_form.typ",
    text: concat!(
        include_str!("../../templates/official.typ"),
        include_str!("../../templates/application_form.typ")
    ),
};

/// A4 with margins of 20 mm, in twentieths of a point, without page numbers.
const CLOSING: &str = concat!(
    r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>"#,
    r#"<w:pgMar w:top="1134" w:right="1134" w:bottom="964" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>"#,
    r#"</w:sectPr></w:body></w:document>"#,
);

const TITLE: &str = "政府信息公开申请表";
const NOTES: &str = "填表说明";

/// Whose form it is and where to send it; a blank field is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormSheet {
    pub organ: String,
    /// 政府信息公开工作机构名称
    pub office_name: String,
    pub address: String,
    pub postcode: String,
    /// 办公时间
    pub hours: String,
    pub phone: String,
    pub fax: String,
    pub email: String,
    /// The page to apply on instead.
    pub website: String,
}

impl FormSheet {
    /// The form of an organ, from what its guide says (条例第十二条第二款); `website` is the page to apply on, or empty.
    pub fn of(organ: &str, guide: &Guide, website: &str) -> Self {
        Self {
            organ: organ.to_owned(),
            office_name: guide.office_name.clone(),
            address: guide.address.clone(),
            postcode: guide.postcode.clone(),
            hours: guide.hours.clone(),
            phone: guide.phone.clone(),
            fax: guide.fax.clone(),
            email: guide.email.clone(),
            website: website.to_owned(),
        }
    }

    fn title_lines(&self) -> Vec<String> {
        let mut lines = balanced(&printable(&self.organ).replace('\n', ""), 20);
        lines.push(TITLE.to_owned());
        lines
    }

    /// The notes below the form; the last says where to send it.
    fn notes(&self) -> Vec<String> {
        let mut notes = vec![
            "公民填写“公民”栏，法人或者其他组织填写“法人或者其他组织”栏，并附身份证明复印件。".to_owned(),
            "所需政府信息请写明名称、文号或者便于查询的其他特征性描述；内容较多的，可以另附纸。".to_owned(),
            "书写确有困难的，可以口头提出申请，由本机关代为填写（《中华人民共和国政府信息公开条例》第二十九条）。"
                .to_owned(),
        ];
        let fields = [
            ("受理机构", &self.office_name),
            ("地址", &self.address),
            ("邮政编码", &self.postcode),
            ("办公时间", &self.hours),
            ("电话", &self.phone),
            ("传真", &self.fax),
            ("电子邮箱", &self.email),
            ("网上申请", &self.website),
        ];
        let known: Vec<String> = fields
            .into_iter()
            .map(|(label, value)| (label, printable(value).replace('\n', "")))
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(label, value)| format!("{label}：{}", value.trim()))
            .collect();
        if !known.is_empty() {
            notes.push(format!("{}。", known.join("；")));
        }
        (1..)
            .zip(notes)
            .map(|(number, note)| format!("{number}.{note}"))
            .collect()
    }
}

/// What the template sees.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Printed {
    title: String,
    organ: String,
    title_lines: Vec<String>,
    table: Table,
    notes_title: &'static str,
    notes: Vec<String>,
}

/// The blank form as the bytes of a PDF on one page of A4; the same bytes for the same sheet.
/// A character that no installed face has shows as its code point.
pub fn application_form_pdf(sheet: &FormSheet, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let title_lines = sheet.title_lines();
    let printed = Printed {
        title: title_lines.concat(),
        organ: printable(&sheet.organ),
        title_lines,
        table: table(),
        notes_title: NOTES,
        notes: sheet.notes(),
    };
    typeset::pdf(TEMPLATE, &Values::of(printed, None, fonts), fonts)
}

/// The blank form as the bytes of a DOCX, to be filled in on a screen; the same bytes for the same sheet.
pub fn application_form_docx(sheet: &FormSheet) -> Result<Vec<u8>, PaperError> {
    let title_lines = sheet.title_lines();
    let mut xml = OPENING.to_owned();
    title_xml(&mut xml, &title_lines);
    table_xml(&mut xml, &table(), TITLE);
    paragraph(
        &mut xml,
        "TableHead",
        r#"<w:spacing w:before="80"/><w:jc w:val="left"/>"#,
        NOTES,
    );
    for note in sheet.notes() {
        paragraph(&mut xml, "TableText", "", &note);
    }
    xml.push_str(CLOSING);
    let properties = word::properties(&title_lines.concat(), &printable(&sheet.organ), None);
    word::pack(&xml, &properties)
}

/// The form: spine, second spine, then two labels with their fields.
fn table() -> Table {
    let mut rows = applicant();
    rows.extend(wanted());
    rows.push(Row {
        height: 130,
        cells: vec![
            Cell::label("申请人签名\n或者盖章").across(3),
            Cell::value(""),
            Cell::label("申请日期"),
            Cell::value("　　　　年　　月　　日"),
        ],
    });
    Table {
        widths: vec![80, 80, 340, 450, 280, 470],
        rows,
        is_small: true,
    }
}

fn row(cells: Vec<Cell>) -> Row {
    Row { height: 92, cells }
}

fn pair(left: &str, right: &str) -> Vec<Cell> {
    vec![
        Cell::label(left),
        Cell::value(""),
        Cell::label(right),
        Cell::value(""),
    ]
}

/// 第（一）项: name, proof of identity, contact.
fn applicant() -> Vec<Row> {
    let kinds = ApplicantKind::parts().filter(|kind| *kind != ApplicantKind::NaturalPerson);
    let person = vec![
        pair("姓名", "身份证明名称"),
        pair("身份证明号码", "联系电话"),
        pair("通信地址", "邮政编码"),
        pair("电子邮箱", "传真"),
    ];
    let organisation = vec![
        vec![Cell::label("名称"), Cell::value("").across(3)],
        vec![
            Cell::label("类别"),
            Cell::value(&boxes(kinds.map(ApplicantKind::label))).across(3),
        ],
        pair("统一社会信用代码", "法定代表人\n（负责人）"),
        pair("联系人姓名", "联系电话"),
        pair("通信地址", "邮政编码"),
        pair("电子邮箱", "传真"),
    ];
    let height = person.len() + organisation.len();
    let mut rows = Vec::new();
    for (spine, block) in [("公民", person), ("法人或者其他组织", organisation)] {
        let down = block.len();
        for (at, cells) in block.into_iter().enumerate() {
            let mut all = Vec::new();
            if rows.is_empty() {
                all.push(Cell::label("申请人信息").down(height));
            }
            if at == 0 {
                all.push(Cell::label(spine).down(down));
            }
            all.extend(cells);
            rows.push(row(all));
        }
    }
    rows
}

/// 第（二）、（三）项: what is wanted, in which form, by which way.
fn wanted() -> Vec<Row> {
    let what = Cell::label("政府信息的名称、文号或者便于查询的其他特征性描述").across(2);
    let described = Row {
        height: 480,
        cells: vec![
            Cell::label("所需政府信息").down(4),
            what,
            Cell::new(Place::Writing, "").across(3),
        ],
    };
    let ticked = |label: &str, options: String| {
        row(vec![
            Cell::label(label).across(2),
            Cell::value(&options).across(3),
        ])
    };
    vec![
        described,
        ticked("形式要求", boxes(Form::ALL.iter().map(|form| form.label()))),
        ticked(
            "获取方式",
            format!(
                "{}\n□本机关无法按照上述形式和方式提供的，也可以接受其他形式和方式",
                boxes(Way::ALL.iter().map(|way| way.label()))
            ),
        ),
        ticked(
            "需要的帮助",
            "（阅读有困难或者视听有障碍的，请写明需要本机关提供的帮助）".to_owned(),
        ),
    ]
}

/// Options to tick.
fn boxes<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    let boxes: Vec<String> = labels.map(|label| format!("□{label}")).collect();
    boxes.join("　")
}
