//! An empty ledger to fill in: headings, lists to choose from, days that are checked, and a sheet that says what goes where.

use jiff::civil::{Date, date};
use law::cases::ledger::Column;
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, Format, FormatAlign, Formula, Workbook, Worksheet,
    XlsxError,
};

use super::SHEET;
use super::write::{failed, headings};
use crate::PaperError;
use crate::workbook::excel_day;

/// The rows that lists and checks are laid on.
const ROWS: u32 = 20_000;
const CHOICES: &str = "选项";

/// The empty ledger as the bytes of an XLSX; always the same.
pub fn template() -> Result<Vec<u8>, PaperError> {
    workbook().map_err(|error| failed(&error))
}

fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = excel_day(date(2026, 1, 1))?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title("政府信息公开申请登记表模板")
            .set_creation_datetime(&created),
    );
    let sheet = workbook.add_worksheet().set_name(SHEET)?;
    let text = Format::new().set_num_format("@");
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (place, column) in (0..).zip(Column::ALL) {
        sheet.set_column_format(place, if column.is_day() { &day } else { &text })?;
    }
    headings(sheet, 0)?;
    for (place, column) in (0..).zip(Column::ALL) {
        if let Some(check) = check(place, *column)? {
            sheet.add_data_validation(1, place, ROWS, place, &check)?;
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    explained(workbook.add_worksheet().set_name("填写说明")?)?;
    choices(workbook.add_worksheet().set_name(CHOICES)?)?;
    workbook.save_to_buffer()
}

/// What a column's cells may hold, and what is said when one is chosen.
fn check(place: u16, column: Column) -> Result<Option<DataValidation>, XlsxError> {
    let count = column.choices().len();
    let check = if count > 0 {
        let letters = letters(place);
        let list = Formula::new(format!("={CHOICES}!${letters}$1:${letters}${count}"));
        DataValidation::new().allow_list_formula(list)
    } else if column.is_day() {
        let (first, last): (Date, Date) = (date(2000, 1, 1), date(2100, 12, 31));
        DataValidation::new().allow_date(DataValidationRule::Between(excel_day(first)?, excel_day(last)?))
    } else if column == Column::ExtendedDays {
        DataValidation::new().allow_whole_number(DataValidationRule::Between(1, 20))
    } else if !column.hint().is_empty() {
        DataValidation::new()
    } else {
        return Ok(None);
    };
    let mut check = check.set_error_title("请核对")?.set_error_message(if count > 0 {
        "请从列表中选择。"
    } else if column.is_day() {
        "请填写日期，例如 2025-03-03。"
    } else {
        "请填写 1 至 20 的数。"
    })?;
    if !column.hint().is_empty() {
        check = check.set_input_message(column.hint())?;
    }
    Ok(Some(check))
}

/// A, B … Z, AA …
fn letters(place: u16) -> String {
    let letter = |number: u16| char::from(b'A' + u8::try_from(number % 26).unwrap_or(0));
    if place < 26 {
        letter(place).to_string()
    } else {
        format!("{}{}", letter(place / 26 - 1), letter(place))
    }
}

fn explained(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let head = Format::new().set_font_name("黑体").set_font_size(12);
    let text = Format::new()
        .set_font_name("宋体")
        .set_font_size(11)
        .set_align(FormatAlign::Top)
        .set_text_wrap();
    sheet
        .set_column_width(0, 26)?
        .set_column_width(1, 70)?
        .set_column_width(2, 50)?;
    for (place, words) in (0..).zip(["列", "怎样填写", "可以填写的内容"]) {
        sheet.write_string_with_format(0, place, words, &head)?;
    }
    for (row, column) in (1..).zip(Column::ALL) {
        sheet.write_string_with_format(row, 0, column.label(), &text)?;
        sheet.write_string_with_format(row, 1, column.hint(), &text)?;
        sheet.write_string_with_format(row, 2, column.choices().join("\n"), &text)?;
    }
    let row = u32::try_from(Column::ALL.len()).unwrap_or(0).saturating_add(2);
    let rule = "一行登记一件。列的顺序可以变动，用不着的列可以删去；必填的是编号、申请人、申请人类型、提交方式、收到日期和申请内容。\
                导入时先逐行检查，有问题的行会指出哪一列、为什么；确认后没有问题的行一次全部导入。";
    sheet.merge_range(row, 0, row, 2, rule, &text)?;
    sheet.set_row_height(row, 48)?;
    Ok(())
}

fn choices(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    for (place, column) in (0..).zip(Column::ALL) {
        for (row, choice) in (0..).zip(column.choices()) {
            sheet.write_string(row, place, choice)?;
        }
    }
    sheet.set_hidden(true);
    Ok(())
}
