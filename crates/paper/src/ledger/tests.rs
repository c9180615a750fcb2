use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use jiff::civil::date;
use law::cases::ledger::{Column, Line, Place, Sheets, day};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::*;

fn line(row: u32, cells: &[(Column, &str)]) -> Line {
    let sheet = SHEET.into();
    let mut line = Line::at(Place { sheet, row });
    for (column, text) in cells {
        line.set(*column, *text);
    }
    line
}

fn lines(bytes: &[u8]) -> Result<(Sheets, Vec<Line>), NotALedger> {
    let mut lines = Vec::new();
    let sheet = read(bytes, &mut |line| {
        lines.push(line);
        ControlFlow::Continue(())
    })?;
    Ok((sheet, lines))
}

fn counts(sheets: &Sheets) -> Vec<(&str, u32)> {
    let read = sheets.read.iter();
    read.map(|sheet| (sheet.name.as_str(), sheet.lines)).collect()
}

fn left(sheets: &Sheets) -> Vec<&str> {
    sheets.unread.iter().map(|sheet| sheet.name.as_str()).collect()
}

fn full() -> Vec<(Column, &'static str)> {
    vec![
        (Column::Number, "2025-1"),
        (Column::Name, "张三"),
        (Column::Kind, "自然人"),
        (Column::Identity, "11010519491231002X"),
        (Column::Contact, "13800001234"),
        (Column::Channel, "当面提交"),
        (Column::ReceivedOn, "2025-03-03"),
        (Column::Request, "2024年度部门预算"),
        (Column::RepliedOn, "2025-03-20"),
        (Column::Outcome, "（一）予以公开"),
    ]
}

#[test]
fn what_is_written_is_read_back() {
    let written = [
        line(3, &full()),
        line(
            4,
            &[
                (Column::Number, "2025-2"),
                (Column::Request, "=HYPERLINK(\"http://x\")"),
            ],
        ),
        line(
            5,
            &[
                (Column::Number, "2025-3"),
                (Column::Name, "@李四"),
                (Column::Note, "+1\n-2"),
            ],
        ),
    ];
    let bytes = write("某某县登记表（2025年）", &written, date(2026, 1, 5)).unwrap();
    assert_eq!(
        bytes,
        write("某某县登记表（2025年）", &written, date(2026, 1, 5)).unwrap()
    );
    let (sheets, read) = lines(&bytes).unwrap();
    assert_eq!(counts(&sheets), [("登记表", 3)]);
    assert_eq!((sheets.unread.len(), sheets.unknown.len()), (0, 0));
    assert_eq!(read, written);
}

#[test]
fn text_that_begins_like_a_formula_is_no_formula() {
    let texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"];
    let written: Vec<Line> = (3..)
        .zip(texts)
        .map(|(row, text)| line(row, &[(Column::Request, text)]))
        .collect();
    let bytes = write("题", &written, date(2026, 1, 5)).unwrap();
    let part = |name: &str| {
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && part("xl/styles.xml").contains("quotePrefix=\"1\""));
}

#[test]
fn a_sheet_of_the_offices_own_is_read_with_other_words_orders_and_kinds_of_cells() {
    let mut workbook = Workbook::new();
    workbook
        .add_worksheet()
        .set_name("封面")
        .unwrap()
        .write(0, 0, "某某局")
        .unwrap();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "2025年依申请公开登记台账").unwrap();
    let heads = [
        "收到申请日期",
        "申请人姓名",
        "申请编号",
        "类别",
        "申请方式",
        "天气",
        "申请公开内容",
        "身份证号",
    ];
    for (place, head) in (0..).zip(heads) {
        sheet.write(2, place, head).unwrap();
    }
    sheet.write(3, 0, 45719).unwrap();
    sheet.write(3, 1, "张三").unwrap();
    sheet.write(3, 2, 17).unwrap();
    sheet.write(3, 5, "晴").unwrap();
    sheet.write(3, 7, 110_105_194_912_310_020_f64).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let (sheets, read) = lines(&bytes).unwrap();
    assert_eq!(sheets.unknown, ["天气"]);
    assert_eq!(left(&sheets), ["封面"]);
    let first = &read[0];
    assert_eq!(
        (read.len(), first.place.to_string().as_str()),
        (1, "Sheet2 第 4 行")
    );
    assert_eq!(
        [Column::ReceivedOn, Column::Name, Column::Number].map(|column| first.get(column)),
        ["45719", "张三", "17"]
    );
    assert!(first.get(Column::Identity).contains("E+"));
}

#[test]
fn what_is_no_ledger_is_refused_with_what_to_do() {
    let mut other = Workbook::new();
    other.add_worksheet().write(0, 0, "工资表").unwrap();
    let mut lacking = Workbook::new();
    let sheet = lacking.add_worksheet();
    for (place, head) in (0..).zip(["编号", "申请人", "收到日期", "申请内容"]) {
        sheet.write(0, place, head).unwrap();
    }
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    packed
        .start_file("a.txt", zip::write::SimpleFileOptions::default())
        .unwrap();
    packed.write_all(b"x").unwrap();
    let packed = packed.finish().unwrap().into_inner();
    for (bytes, words) in [
        (Vec::new(), "空的"),
        (b"MZ\x90\0 program".to_vec(), "不是 Excel 工作簿"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), "另存为 .xlsx"),
        (b"PK\x03\x04 cut".to_vec(), "损坏"),
        (packed, "不是 Excel 工作簿"),
        (vec![b'P'; LARGEST + 1], "40 MB"),
        (other.save_to_buffer().unwrap(), "没有找到登记表的表头"),
        (lacking.save_to_buffer().unwrap(), "申请人类型、提交方式"),
    ] {
        let said = lines(&bytes).unwrap_err().to_string();
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_bomb_is_refused_before_it_is_unfolded() {
    let bytes = write("题", &[line(3, &full())], date(2026, 1, 5)).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().to_string();
        bomb.start_file(name.clone(), options).unwrap();
        if name.ends_with("sharedStrings.xml") {
            let blank = vec![b' '; 1 << 20];
            for _ in 0..300 {
                bomb.write_all(&blank).unwrap();
            }
        } else {
            std::io::copy(&mut file, &mut bomb).unwrap();
        }
    }
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < 4 << 20);
    assert_eq!(lines(&bomb), Err(NotALedger::TooMuch));
}

#[test]
fn the_template_is_an_empty_ledger_with_every_column() {
    let bytes = template().unwrap();
    assert_eq!(bytes, template().unwrap());
    let (sheets, read) = lines(&bytes).unwrap();
    assert_eq!((read.len(), sheets.unknown.len()), (0, 0));
    assert_eq!(counts(&sheets), [("登记表", 0)]);
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    for list in ["选项!$C$1:$C$6", "选项!$F$1:$F$6", "选项!$U$1:$U$22"] {
        assert!(sheet.contains(list), "{list}");
    }
}

/// A ledger of one line on a sheet: headings in the first row, the day as a cell of that look.
fn add_sheet<'a>(workbook: &'a mut Workbook, name: &str, id: &str, day: f64) -> &'a mut Worksheet {
    let look = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = workbook.add_worksheet().set_name(name).unwrap();
    let heads = [
        "编号",
        "申请人",
        "申请人类型",
        "提交方式",
        "收到日期",
        "申请内容",
        "答复日期",
    ];
    for (place, head) in (0..).zip(heads) {
        sheet.write(0, place, head).unwrap();
    }
    let texts = [id, "张三", "自然人", "当面提交", "", "2024年度部门预算"];
    for (place, text) in (0..).zip(texts) {
        sheet.write(1, place, text).unwrap();
    }
    sheet.write_with_format(1, 4, day, &look).unwrap();
    // The same day as somebody types it into a column that has no look of days.
    sheet.write(1, 6, day).unwrap();
    sheet
}

/// The workbook with `attribute` on its workbookPr.
fn with_property(bytes: &[u8], attribute: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().to_string();
        changed
            .start_file(name.clone(), zip::write::SimpleFileOptions::default())
            .unwrap();
        let text = std::io::read_to_string(file).unwrap();
        let text = if name == "xl/workbook.xml" {
            assert!(text.contains("<workbookPr "));
            text.replace("<workbookPr ", &format!("<workbookPr {attribute} "))
        } else {
            text
        };
        changed.write_all(text.as_bytes()).unwrap();
    }
    changed.finish().unwrap().into_inner()
}

#[test]
fn days_are_read_by_the_workbooks_own_date_system() {
    const DAY: f64 = 45_719.0;
    let mut workbook = Workbook::new();
    add_sheet(&mut workbook, "2025年", "2025-1", DAY - 1462.0);
    let early = workbook.save_to_buffer().unwrap();
    for attribute in ["date1904=\"1\"", "date1904=\"true\""] {
        let (_, read) = lines(&with_property(&early, attribute)).unwrap();
        assert_eq!(read[0].get(Column::ReceivedOn), "2025-03-03", "{attribute}");
        assert_eq!(
            day(read[0].get(Column::RepliedOn)),
            Some(date(2025, 3, 3)),
            "{attribute}"
        );
    }
    let mut workbook = Workbook::new();
    add_sheet(&mut workbook, "2025年", "2025-1", DAY);
    let usual = workbook.save_to_buffer().unwrap();
    for bytes in [usual.clone(), with_property(&usual, "date1904=\"0\"")] {
        let (_, read) = lines(&bytes).unwrap();
        assert_eq!(read[0].get(Column::ReceivedOn), "2025-03-03");
        assert_eq!(day(read[0].get(Column::RepliedOn)), Some(date(2025, 3, 3)));
    }
}

#[test]
fn a_day_in_eight_digits_is_no_count_of_days() {
    let mut workbook = Workbook::new();
    add_sheet(&mut workbook, "2025年", "2025-1", 20_250_303.0);
    let bytes = with_property(&workbook.save_to_buffer().unwrap(), "date1904=\"1\"");
    let (_, read) = lines(&bytes).unwrap();
    assert_eq!(day(read[0].get(Column::RepliedOn)), Some(date(2025, 3, 3)));
}

#[test]
fn a_sheet_a_year_is_read_sheet_by_sheet_and_the_others_are_named() {
    let mut workbook = Workbook::new();
    add_sheet(&mut workbook, "2025年", "2025-1", 45_719.0);
    add_sheet(&mut workbook, "2024年", "2024-1", 45_400.0);
    add_sheet(&mut workbook, "2023年", "2023-1", 45_000.0).set_hidden(true);
    let other = workbook.add_worksheet().set_name("统计").unwrap();
    other.write(0, 0, "合计").unwrap();
    let short = workbook.add_worksheet().set_name("2022年").unwrap();
    for (place, head) in (0..).zip(["编号", "申请人", "收到日期", "申请内容"]) {
        short.write(0, place, head).unwrap();
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let (sheets, read) = lines(&bytes).unwrap();
    assert_eq!(counts(&sheets), [("2025年", 1), ("2024年", 1)]);
    assert_eq!(left(&sheets), ["统计", "2022年", "2023年"]);
    let why: Vec<&str> = sheets.unread.iter().map(|sheet| sheet.why.as_str()).collect();
    assert!(why[0].contains("没有找到登记表的表头") && why[1].contains("申请人类型、提交方式"));
    assert!(why[2].contains("隐藏"));
    let places: Vec<String> = read.iter().map(|line| line.place.to_string()).collect();
    assert_eq!(places, ["2025年 第 2 行", "2024年 第 2 行"]);
}

#[test]
fn a_reader_that_breaks_off_is_handed_no_line_of_a_later_sheet() {
    let mut workbook = Workbook::new();
    add_sheet(&mut workbook, "2025年", "2025-1", 45_719.0);
    add_sheet(&mut workbook, "2024年", "2024-1", 45_400.0);
    let bytes = workbook.save_to_buffer().unwrap();
    let mut count = 0;
    read(&bytes, &mut |_line| {
        count += 1;
        ControlFlow::Break(())
    })
    .unwrap();
    assert_eq!(count, 1);
}
