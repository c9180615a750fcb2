use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use jiff::civil::date;
use law::cases::ledger::{Column, Line};
use rust_xlsxwriter::Workbook;

use super::*;

fn line(number: u32, cells: &[(Column, &str)]) -> Line {
    let mut line = Line::new(number);
    for (column, text) in cells {
        line.set(*column, *text);
    }
    line
}

fn lines(bytes: &[u8]) -> Result<(Sheet, Vec<Line>), NotALedger> {
    let mut lines = Vec::new();
    let sheet = read(bytes, &mut |line| {
        lines.push(line);
        ControlFlow::Continue(())
    })?;
    Ok((sheet, lines))
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
    let (sheet, read) = lines(&bytes).unwrap();
    assert_eq!(
        (sheet.name.as_str(), sheet.lines, sheet.unknown.len()),
        ("登记表", 3, 0)
    );
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
    let (sheet, read) = lines(&bytes).unwrap();
    assert_eq!(sheet.unknown, ["天气"]);
    let first = &read[0];
    assert_eq!((read.len(), first.number), (1, 4));
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
    let (sheet, read) = lines(&bytes).unwrap();
    assert_eq!((read.len(), sheet.unknown.len()), (0, 0));
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    for list in ["选项!$C$1:$C$6", "选项!$F$1:$F$6", "选项!$U$1:$U$22"] {
        assert!(sheet.contains(list), "{list}");
    }
}
