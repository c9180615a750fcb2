//! A log as a workbook of one sheet: its title, what it says of itself, and a line for each entry, to be read, filtered and
//! printed.

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::reports::printable;
use crate::workbook::excel_day;

/// Characters of a cell: Excel takes 32,767.
const LONGEST: usize = 32_000;
/// A4 among Excel's kinds of paper.
const A4: u8 = 9;
/// How many characters of columns stand legibly beside each other on an upright sheet; wider ones are turned.
const UPRIGHT: f64 = 110.0;

/// A log on its way to its sheet.
pub(crate) struct LogSheet<'a> {
    /// What the sheet is called.
    pub name: &'a str,
    pub title: &'a str,
    /// What it says of itself under the title.
    pub note: Option<&'a str>,
    /// Headings with the widths of their columns, in characters.
    pub headings: &'a [(&'a str, f64)],
    pub made_on: Date,
}

impl LogSheet<'_> {
    /// The bytes of an XLSX with these rows; their cells stand in the order of the headings.
    pub fn xlsx<R, C>(&self, rows: R) -> Result<Vec<u8>, XlsxError>
    where
        R: IntoIterator<Item = C>,
        C: IntoIterator<Item = String>,
    {
        let mut workbook = Workbook::new();
        let properties = DocProperties::new().set_title(printable(self.title));
        workbook.set_properties(&properties.set_creation_datetime(&excel_day(self.made_on)?));
        let sheet = workbook.add_worksheet().set_name(self.name)?;
        let head = Format::new()
            .set_font_name("黑体")
            .set_border(FormatBorder::Thin)
            .set_background_color("DDE6F0");
        let body = Format::new()
            .set_font_name("宋体")
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Top)
            .set_text_wrap();
        let big = Format::new()
            .set_font_name("黑体")
            .set_font_size(16)
            .set_align(FormatAlign::Center);
        let plain = Format::new().set_font_name("宋体").set_text_wrap();
        let end = u16::try_from(self.headings.len()).unwrap_or(1).saturating_sub(1);
        sheet.merge_range(0, 0, 0, end, &printable(self.title), &big)?;
        let mut headed = 1;
        if let Some(note) = self.note {
            sheet.merge_range(headed, 0, headed, end, &printable(note), &plain)?;
            headed += 1;
        }
        for (column, (heading, width)) in (0..).zip(self.headings) {
            sheet.set_column_width(column, *width)?;
            sheet.write_string_with_format(headed, column, *heading, &head)?;
        }
        let mut last = headed;
        for row in rows {
            last += 1;
            for (column, cell) in (0..).zip(row) {
                let text: String = printable(&cell).chars().take(LONGEST).collect();
                sheet.write_string_with_format(last, column, text, &body)?;
            }
        }
        sheet
            .set_freeze_panes(headed + 1, 0)?
            .set_repeat_rows(headed, headed)?;
        sheet.autofilter(headed, 0, last, end)?;
        sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
        if self.headings.iter().map(|(_, width)| width).sum::<f64>() > UPRIGHT {
            sheet.set_landscape();
        }
        workbook.save_to_buffer()
    }
}
