//! The figures as CSV (RFC 4180): one line for each figure of each year, with a byte order mark, without which Excel takes
//! UTF-8 for GBK. Text is quoted always, numbers never.

use ::csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use law::reports::{Cell, Report, Values};
use rust_decimal::Decimal;

use super::cells::harmless;
use super::{Issued, by_year};
use crate::PaperError;
use crate::reports::Imprint;

/// What tells Excel that the bytes are UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The columns: their stable names, and what stands in them.
pub(super) const COLUMNS: [(&str, &str); 10] = [
    ("year", "报告年度"),
    ("organ", "机关名称，以报告标题为准"),
    (
        "format",
        "报告格式：2021 指国办公开办函〔2021〕30号的格式，2019 指〔2019〕60号的格式；存档版没有数字，不在其中",
    ),
    ("edition", "版本，1 是第一版，更正一次加 1"),
    ("published_on", "本版公布日期"),
    ("field", "字段名称，见字段说明"),
    ("description", "字段的中文名称，表格的行和列"),
    ("unit", "单位：件、项或者万元；“见附注”的，报告在附注中写明"),
    ("value", "数字；报告中没有填写的为空，不是 0"),
    ("note", "报告在数字旁的附注"),
];

/// One report.
pub fn csv(report: &Report, imprint: &Imprint) -> Result<Vec<u8>, PaperError> {
    years_csv(&[Issued { report, imprint }])
}

/// The reports of all years, the earliest first.
pub fn years_csv(issued: &[Issued<'_>]) -> Result<Vec<u8>, PaperError> {
    let mut writer = writer();
    writer
        .write_record(COLUMNS.map(|(name, _)| name))
        .map_err(failed)?;
    for one in by_year(issued) {
        for cell in Values(one.report).cells() {
            line(&mut writer, one, cell)?;
        }
    }
    finished(writer)
}

fn line(writer: &mut Writer<Vec<u8>>, one: Issued<'_>, cell: Cell) -> Result<(), PaperError> {
    let Issued { report, imprint } = one;
    let (year, format) = (report.year.to_string(), report.format.code());
    let edition = (imprint.edition > 0).then(|| imprint.edition.to_string());
    let published_on = imprint.published_on.map(|day| day.to_string());
    let value = report.tables.get(cell).map(number);
    let (name, label) = (cell.name(), cell.label());
    let organ = harmless(&report.organ);
    let note = harmless(report.tables.note(cell).unwrap_or_default());
    let record = [
        year.as_str(),
        &organ,
        format,
        edition.as_deref().unwrap_or_default(),
        published_on.as_deref().unwrap_or_default(),
        &name,
        &label,
        cell.unit(),
        value.as_deref().unwrap_or_default(),
        &note,
    ];
    writer.write_record(record).map_err(failed)
}

/// Lines of texts under their names, none of which a sheet reckons.
pub fn plain_csv<'a>(
    names: &[&str],
    lines: impl Iterator<Item = &'a [String]>,
) -> Result<Vec<u8>, PaperError> {
    let mut writer = writer();
    writer.write_record(names).map_err(failed)?;
    for line in lines {
        let cells = line.iter().map(|cell| harmless(cell));
        writer
            .write_record(cells.map(|cell| cell.as_bytes().to_vec()))
            .map_err(failed)?;
    }
    finished(writer)
}

/// Every field there may be: its name, label and unit.
pub fn fields_csv() -> Result<Vec<u8>, PaperError> {
    let mut writer = writer();
    writer
        .write_record(["field", "description", "unit"])
        .map_err(failed)?;
    for cell in Cell::every() {
        writer
            .write_record([cell.name().as_str(), &cell.label(), cell.unit()])
            .map_err(failed)?;
    }
    finished(writer)
}

/// As it is, without a thousands separator or an exponent.
fn number(number: Decimal) -> String {
    number.normalize().to_string()
}

fn writer() -> Writer<Vec<u8>> {
    WriterBuilder::new()
        .quote_style(QuoteStyle::NonNumeric)
        .terminator(Terminator::CRLF)
        .from_writer(MARK.to_vec())
}

fn finished(writer: Writer<Vec<u8>>) -> Result<Vec<u8>, PaperError> {
    writer
        .into_inner()
        .map_err(|error| failed(error.into_error().into()))
}

fn failed(error: ::csv::Error) -> PaperError {
    PaperError::Writing {
        format: "CSV",
        reason: error.to_string(),
    }
}
