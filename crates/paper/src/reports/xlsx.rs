//! The report as an Excel workbook: a sheet for each table with numbers as numbers, one for the prose.
//! A blank cell stays blank. A remark is shown with its number, kept as a note, and listed on a sheet of its own.

mod inspection;
mod tables;

pub use inspection::inspection_xlsx;
use law::reports::Report;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::Imprint;
use super::grid::Grid;
use super::prose::{self, printable};
use crate::PaperError;
use crate::workbook::excel_day;

/// The sheet that lists remarks; [`super::read`] knows it by this name.
pub(crate) const REMARKS: &str = "注记";

/// The report as the bytes of an XLSX; the same bytes for the same report and imprint.
pub fn xlsx(report: &Report, imprint: &Imprint) -> Result<Vec<u8>, PaperError> {
    prose::refuse_archive(report, "XLSX")?;
    workbook(report, imprint).map_err(|error| PaperError::Writing {
        format: "XLSX",
        reason: reason(&error),
    })
}

fn reason(error: &XlsxError) -> String {
    match error {
        XlsxError::MaxStringLengthExceeded => "有一段文字超过32767字，一个单元格放不下，请分段".to_owned(),
        other => other.to_string(),
    }
}

fn workbook(report: &Report, imprint: &Imprint) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report, imprint)?);
    let title = printable(&report.title());
    for (grid, name) in Grid::all(report).iter().zip(["表二", "表三", "表四"]) {
        let sheet = workbook.add_worksheet().set_name(name)?;
        tables::sheet(sheet, grid, name, &title, &report.tables)?;
    }
    prose_sheet(
        workbook.add_worksheet().set_name("正文")?,
        report,
        imprint,
        &title,
    )?;
    if report.tables.notes().next().is_some() {
        tables::remarks(workbook.add_worksheet().set_name(REMARKS)?, &report.tables)?;
    }
    workbook.save_to_buffer()
}

fn properties(report: &Report, imprint: &Imprint) -> Result<DocProperties, XlsxError> {
    Ok(DocProperties::new()
        .set_title(printable(&report.title()))
        .set_author(printable(&report.organ))
        .set_company(printable(&report.organ))
        .set_creation_datetime(&excel_day(imprint.day_for(report))?))
}

/// A4, one page wide; `pages_tall` 0 lets it run on.
fn print_setup(sheet: &mut Worksheet, pages_tall: u16) {
    const A4: u8 = 9;
    sheet
        .set_paper_size(A4)
        .set_margins(0.8, 0.8, 0.9, 0.9, 0.4, 0.4)
        .set_print_fit_to_pages(1, pages_tall)
        .set_print_center_horizontally(true)
        .set_footer("&C第 &P 页，共 &N 页");
}

/// The look all cells share.
fn plain() -> Format {
    Format::new()
        .set_font_name("宋体")
        .set_font_size(11)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

fn heading(size: u8) -> Format {
    plain().set_font_name("黑体").set_font_size(size)
}

/// Title, then each section's heading and paragraphs, one to a row; the edition's imprint comes last.
fn prose_sheet(
    sheet: &mut Worksheet,
    report: &Report,
    imprint: &Imprint,
    title: &str,
) -> Result<(), XlsxError> {
    const COLUMN: u32 = 495;
    print_setup(sheet, 0);
    sheet
        .set_print_center_horizontally(false)
        .set_column_width_pixels(0, COLUMN)?;
    let mut rows = TextRows {
        sheet,
        next: 0,
        room: COLUMN - 10,
    };
    rows.write(title, &heading(16).set_align(FormatAlign::Center), 22.0)?;
    for paragraph in prose::opening(report) {
        rows.write(&paragraph.whole(), &plain().set_align(FormatAlign::Top), 15.5)?;
    }
    for section in prose::sections(report) {
        rows.write(section.title, &heading(12), 18.0)?;
        for paragraph in section.above.iter().chain(&section.below) {
            rows.write(&paragraph.whole(), &plain().set_align(FormatAlign::Top), 15.5)?;
        }
    }
    for paragraph in prose::closing(report) {
        rows.write(&paragraph.whole(), &plain().set_align(FormatAlign::Top), 15.5)?;
    }
    for line in imprint.lines() {
        rows.write(&line, &plain().set_italic(), 15.5)?;
    }
    rows.sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Texts one below the other in the first column, each as tall as it needs.
struct TextRows<'a> {
    sheet: &'a mut Worksheet,
    next: u32,
    /// The pixels of a line.
    room: u32,
}

impl TextRows<'_> {
    /// The tallest row a spreadsheet allows, in points.
    const TALLEST: f64 = 405.0;

    fn write(&mut self, text: &str, format: &Format, line: f64) -> Result<(), XlsxError> {
        // Lines of larger type hold less, in proportion to their height; 15.5 points is a line of plain type.
        let lines = (f64::from(tables::pixels(text)) * line / 15.5 / f64::from(self.room))
            .ceil()
            .max(1.0);
        let mut height = 6.0 + line * lines;
        let first = self.next;
        while height > Self::TALLEST {
            self.sheet.set_row_height(self.next, Self::TALLEST)?;
            height -= Self::TALLEST;
            self.next += 1;
        }
        self.sheet.set_row_height(self.next, height)?;
        if self.next > first {
            self.sheet.merge_range(first, 0, self.next, 0, "", format)?;
        }
        self.sheet.write_string_with_format(first, 0, text, format)?;
        self.next += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
