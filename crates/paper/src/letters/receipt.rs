//! The receipt an applicant takes home (申请回执): number, query code and the way to follow the application.
//! It shows that an application arrived; on which day it counts as received is law's to say (条例第三十一条).

use jiff::civil::Date;
use law::codes::spoken;
use serde::Serialize;

use super::lines::{balanced, halves};
use super::pdf::Values;
use super::qr::qr_svg;
use super::table::{Cell, Place, Row, Table};
use crate::reports::printable;
use crate::typeset::{self, Template};
use crate::{Fonts, PaperError};

const TEMPLATE: Template = Template {
    name: "receipt.typ",
    text: concat!(
        include_str!("../../templates/official.typ"),
        include_str!("../../templates/receipt.typ")
    ),
};

/// What a receipt says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptSheet {
    pub organ: String,
    /// 申请编号
    pub number: String,
    /// 查询码
    pub query_code: String,
    /// The day it was submitted, in Asia/Shanghai.
    pub arrived_on: Date,
    /// In full: it proves who has applied, to whoever holds the query code.
    pub applicant_name: String,
    /// What was applied for, in the applicant's words.
    pub request: String,
    /// In which form and by which way it is wanted; blank where that was not asked (条例第二十九条第二款第（三）项).
    pub wanted: String,
    /// The address to follow the application at, as it is typed.
    pub way_to_follow: String,
    /// In how long an answer is due, in plain words.
    pub how_long: String,
    /// The text of the QR code: an address that opens this application.
    pub qr: String,
}

/// What the template sees.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Receipt {
    title: String,
    organ: String,
    title_lines: Vec<String>,
    facts: Table,
    /// What was asked, on its own below the QR code where it is long.
    request: Option<Table>,
    qr: String,
    way_to_follow: String,
}

/// The receipt as the bytes of a PDF, one page of A4 unless the request is very long; the same bytes for the same sheet.
/// A character that no installed face has shows as its code point; an address too long for a QR code is an error.
pub fn receipt_pdf(sheet: &ReceiptSheet, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    typeset::pdf(TEMPLATE, &values(sheet, fonts)?, fonts)
}

/// The receipt's pages, to be measured.
#[cfg(test)]
pub(super) fn set(sheet: &ReceiptSheet, fonts: &Fonts) -> Result<typst_layout::PagedDocument, PaperError> {
    typeset::set(TEMPLATE, &values(sheet, fonts)?, fonts)
}

fn values<'a>(sheet: &ReceiptSheet, fonts: &'a Fonts) -> Result<Values<'a, Receipt>, PaperError> {
    let organ = printable(&sheet.organ).replace('\n', "");
    let mut title_lines = balanced(&organ, 20);
    title_lines.push("政府信息公开申请回执".to_owned());
    let (facts, request) = tables(sheet);
    let receipt = Receipt {
        title: title_lines.concat(),
        organ,
        title_lines,
        facts,
        request,
        qr: qr_svg(&sheet.qr)?,
        way_to_follow: printable(&sheet.way_to_follow),
    };
    Ok(Values::of(receipt, Some(sheet.arrived_on), fonts))
}

/// What is asked is long from so many lines of a receipt on.
const LONG: usize = 14;
/// Halves of a Chinese character in a line of the second column.
const LINE: usize = 46;

fn tables(sheet: &ReceiptSheet) -> (Table, Option<Table>) {
    // One row more leaves each a little less, so that a receipt of usual length stays on one sheet.
    let has_wanted = !sheet.wanted.trim().is_empty();
    let row = |label, value: &str| Row {
        height: if has_wanted { 100 } else { 130 },
        cells: vec![Cell::label(label), Cell::value(&printable(value))],
    };
    let table = |rows| Table {
        widths: vec![360, 1200],
        rows,
        is_small: false,
    };
    let mut facts = vec![
        row("申请编号", &sheet.number),
        row("查询码", &sheet.query_code),
        row("申请人", &sheet.applicant_name),
        row("提交日期", &spoken(sheet.arrived_on)),
        row("答复期限", &sheet.how_long),
    ];
    let request = printable(&sheet.request);
    let lines: usize = request
        .lines()
        .map(|line| halves(line).div_ceil(LINE).max(1))
        .sum();
    let wanted = has_wanted.then(|| row("形式要求", &sheet.wanted));
    let asked = Row {
        // What is asked has the room of two rows more, where nothing else needs it.
        height: if has_wanted { 170 } else { 300 },
        cells: vec![Cell::label("申请内容"), Cell::new(Place::Value, &request)],
    };
    let room = if has_wanted { LONG - 2 } else { LONG };
    if lines > room {
        facts.extend(wanted);
        return (table(facts), Some(table(vec![asked])));
    }
    facts.push(asked);
    facts.extend(wanted);
    (table(facts), None)
}
