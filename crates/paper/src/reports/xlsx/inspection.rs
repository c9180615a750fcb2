//! What was found in many reports, as a workbook: findings, figures, sums and likeness, a sheet each.

use jiff::civil::date;
use law::reports::{Cell, Finding, Inspection, Level, Member, Report};
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::super::prose::printable;
use super::{heading, plain, print_setup, reason};
use crate::PaperError;
use crate::workbook::excel_day;

/// The inspection as the bytes of an XLSX; the same bytes for the same inspection.
pub fn inspection_xlsx(inspection: &Inspection) -> Result<Vec<u8>, PaperError> {
    workbook(inspection).map_err(|error| PaperError::Writing {
        format: "XLSX",
        reason: reason(&error),
    })
}

fn workbook(inspection: &Inspection) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A day of its own, or the library writes the second it was made.
    let created = excel_day(date(2026, 1, 1))?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title("政府信息公开工作年度报告检查结果")
            .set_creation_datetime(&created),
    );
    findings(workbook.add_worksheet().set_name("检查结果")?, inspection)?;
    figures(workbook.add_worksheet().set_name("数据")?, inspection)?;
    sums(workbook.add_worksheet().set_name("合计")?, inspection)?;
    alike(workbook.add_worksheet().set_name("雷同")?, inspection)?;
    workbook.save_to_buffer()
}

/// A sheet that is written row by row under a head.
struct Rows<'a> {
    sheet: &'a mut Worksheet,
    next: u32,
    format: Format,
}

impl<'a> Rows<'a> {
    /// Heads with the width of their columns, in signs.
    fn under(sheet: &'a mut Worksheet, heads: &[(&str, f64)]) -> Result<Self, XlsxError> {
        print_setup(sheet, 0);
        sheet.set_landscape();
        let head = heading(11)
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Center)
            .set_background_color(Color::RGB(0x00DB_E5F1));
        for (column, (name, width)) in (0..).zip(heads) {
            sheet.set_column_width(column, *width)?;
            sheet.write_string_with_format(0, column, *name, &head)?;
        }
        sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        Ok(Self {
            sheet,
            next: 1,
            format: plain().set_border(FormatBorder::Thin),
        })
    }

    fn write(&mut self, values: &[Value<'_>]) -> Result<(), XlsxError> {
        for (column, value) in (0..).zip(values) {
            match value {
                Value::Text(text) => {
                    let text = printable(text);
                    self.sheet
                        .write_string_with_format(self.next, column, &text, &self.format)?;
                }
                Value::Number(number) => self.number(column, *number)?,
            }
        }
        self.next += 1;
        Ok(())
    }

    /// A number as a number; where it has more digits than a spreadsheet keeps, as text.
    fn number(&mut self, column: u16, number: Option<Decimal>) -> Result<(), XlsxError> {
        let Some(number) = number.map(|number| number.normalize()) else {
            self.sheet.write_blank(self.next, column, &self.format)?;
            return Ok(());
        };
        let float = number.to_string().parse::<f64>().ok();
        match float.filter(|float| float.to_string().parse() == Ok(number)) {
            Some(float) => self
                .sheet
                .write_number_with_format(self.next, column, float, &self.format)?,
            None => {
                self.sheet
                    .write_string_with_format(self.next, column, number.to_string(), &self.format)?
            }
        };
        Ok(())
    }

    /// Lets whoever looks sort and pick by what stands in a column.
    fn filtered(self, columns: u16) -> Result<(), XlsxError> {
        if self.next > 1 {
            self.sheet
                .autofilter(0, 0, self.next - 1, columns.saturating_sub(1))?;
        }
        Ok(())
    }
}

enum Value<'a> {
    Text(&'a str),
    Number(Option<Decimal>),
}

use Value::{Number, Text};

/// A row for each finding; a file that can't be read and a report without findings have one as well.
fn findings(sheet: &mut Worksheet, inspection: &Inspection) -> Result<(), XlsxError> {
    let heads = [
        ("文件", 28.0),
        ("机关", 26.0),
        ("年度", 7.0),
        ("级别", 8.0),
        ("检查", 22.0),
        ("名称", 16.0),
        ("说明", 70.0),
        ("依据", 24.0),
    ];
    let mut rows = Rows::under(sheet, &heads)?;
    for member in &inspection.members {
        if let (Ok(report), true) = (&member.report, member.lacks_previous) {
            let mut row = found(member, report, None);
            (row[3], row[6]) = (Text("未比较"), Text("没有找到上年报告，没有作比较"));
            rows.write(&row)?;
        }
        match &member.report {
            Ok(report) if member.findings.is_empty() => rows.write(&found(member, report, None))?,
            Ok(report) => {
                for finding in &member.findings {
                    rows.write(&found(member, report, Some(finding)))?;
                }
            }
            Err(why) => rows.write(&[
                Text(&member.file),
                Text(""),
                Number(None),
                Text("没有读出"),
                Text(""),
                Text(""),
                Text(why),
                Text(""),
            ])?,
        }
    }
    rows.filtered(8)
}

fn found<'a>(member: &'a Member, report: &'a Report, finding: Option<&'a Finding>) -> [Value<'a>; 8] {
    [
        Text(&member.file),
        Text(&report.organ),
        Number(Some(report.year.into())),
        Text(finding.map_or("通过", |finding| finding.level().label())),
        Text(finding.map_or("", |finding| finding.check.label())),
        Text(finding.map_or("", |finding| finding.check.code())),
        Text(finding.map_or("没有发现问题", |finding| &finding.message)),
        Text(finding.map_or("", |finding| finding.check.source())),
    ]
}

/// A row for each report that was read, a column for each cell of its tables.
fn figures(sheet: &mut Worksheet, inspection: &Inspection) -> Result<(), XlsxError> {
    let cells: Vec<Cell> = printed(inspection);
    let labels: Vec<String> = cells.iter().map(|cell| cell.label()).collect();
    let fixed = [
        ("文件", 28.0),
        ("机关", 26.0),
        ("年度", 7.0),
        ("错误", 7.0),
        ("提示", 7.0),
    ];
    let heads: Vec<(&str, f64)> = fixed
        .into_iter()
        .chain(labels.iter().map(|label| (label.as_str(), 12.0)))
        .collect();
    let mut rows = Rows::under(sheet, &heads)?;
    rows.sheet.set_freeze_panes(1, 2)?.set_row_height(0, 96)?;
    for member in &inspection.members {
        let Ok(report) = &member.report else { continue };
        let count = |level| Number(Some(member.count(level).into()));
        let mut values = vec![
            Text(&member.file),
            Text(&report.organ),
            Number(Some(report.year.into())),
            count(Level::Error),
            count(Level::Warning),
        ];
        values.extend(cells.iter().map(|cell| Number(report.tables.get(*cell))));
        rows.write(&values)?;
    }
    Ok(())
}

/// The cells the format prints, and those of older reports that one of these has.
fn printed(inspection: &Inspection) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Cell::all()
        .chain(inspection.sums.numbers().map(|(cell, _)| cell))
        .collect();
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// A row for each cell: its sum and how many reports fill it; whether the sum is whole is said first.
fn sums(sheet: &mut Worksheet, inspection: &Inspection) -> Result<(), XlsxError> {
    let heads = [("表格项目", 76.0), ("合计", 16.0), ("填写的份数", 12.0)];
    let mut rows = Rows::under(sheet, &heads)?;
    let (summed, missing, left) = (
        inspection.summed().count(),
        inspection.missing(),
        inspection.left_out(),
    );
    let mut said = match missing.as_slice() {
        [] => format!("全部 {summed} 份报告的合计"),
        missing => format!("{summed} 份报告的合计，不完整：缺 {}", missing.join("、")),
    };
    if !left.is_empty() {
        said = format!("{said}；未计入 {}", left.join("、"));
    }
    rows.write(&[Text(&said), Number(None), Number(Some(summed.into()))])?;
    for cell in printed(inspection) {
        let fills = |report: &&Report| report.tables.get(cell).is_some();
        let count = inspection.summed().filter(fills).count();
        rows.write(&[
            Text(&cell.label()),
            Number(inspection.sums.get(cell)),
            Number(Some(count.into())),
        ])?;
    }
    Ok(())
}

/// A row for each pair of units with a section that reads alike.
fn alike(sheet: &mut Worksheet, inspection: &Inspection) -> Result<(), XlsxError> {
    let heads = [
        ("机关", 28.0),
        ("文件", 26.0),
        ("与之雷同的机关", 28.0),
        ("文件", 26.0),
        ("部分", 30.0),
        ("相同比例（%）", 14.0),
    ];
    let mut rows = Rows::under(sheet, &heads)?;
    for alike in &inspection.alike {
        let (Some(a), Some(b)) = (inspection.member(alike.a), inspection.member(alike.b)) else {
            continue;
        };
        rows.write(&[
            Text(a.name()),
            Text(&a.file),
            Text(b.name()),
            Text(&b.file),
            Text(alike.title()),
            Number(Some(alike.percent())),
        ])?;
    }
    rows.filtered(6)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::reports::samples::quiet;

    fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
        let range = book.worksheet_range(name).unwrap();
        range.rows().map(<[Data]>::to_vec).collect()
    }

    #[test]
    fn findings_figures_sums_and_likeness_have_a_sheet_each() {
        let words = "解读形式不够丰富，部分栏目更新不够及时，群众参与渠道有待拓宽，基层公开标准化水平参差不齐，将逐项整改，每月检查栏目并通报结果，\
                     综合运用图解和视频解读政策。";
        let member = |organ: &str| {
            let mut report = quiet();
            organ.clone_into(&mut report.organ);
            report.sections.set(5, words);
            report.tables.set(Cell::from_name("table2.licences").unwrap(), 12);
            let findings = report.check(&law::reports::Context::default());
            Member {
                findings,
                lacks_previous: organ == "乙局",
                ..Member::new(format!("{organ}.docx"), Ok(report))
            }
        };
        let why = "这是旧版 Office 文件。".to_owned();
        let lost = Member::new("丙局.doc".to_owned(), Err(why));
        let inspection = Inspection::new(vec![member("甲局"), lost, member("乙局")]);
        let bytes = inspection_xlsx(&inspection).unwrap();
        assert_eq!(bytes, inspection_xlsx(&inspection).unwrap());
        let rows = sheet(&bytes, "检查结果");
        assert!(
            rows.iter()
                .any(|row| row.contains(&Data::String("这是旧版 Office 文件。".into())))
        );
        let lacks: Vec<_> = rows.iter().filter(|row| row[3] == *"未比较").collect();
        assert!(lacks.len() == 1 && lacks[0][1] == *"乙局", "{lacks:?}");
        let rows = sheet(&bytes, "数据");
        assert_eq!((rows.len(), rows[0].len()), (3, 5 + 200));
        let rows = sheet(&bytes, "合计");
        assert!(rows[1][0].to_string().contains("缺 丙局.doc"), "{:?}", rows[1]);
        let licences = rows
            .iter()
            .find(|row| row[0].to_string().contains("行政许可"))
            .unwrap();
        assert_eq!(
            (&licences[1], &licences[2]),
            (&Data::Float(24.0), &Data::Float(2.0))
        );
        let rows = sheet(&bytes, "雷同");
        let five = rows
            .iter()
            .find(|row| row[4].to_string().contains("五、"))
            .unwrap();
        assert_eq!(
            (five[0].to_string(), five[2].to_string()),
            ("甲局".into(), "乙局".into())
        );
    }
}
