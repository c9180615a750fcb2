//! What is hidden in a file is found with its place, and a cleaned copy no longer holds a byte of it. The files are made by
//! the libraries that offices' programs are made of, or by hand where those make none.

mod documents;
mod hiding;
mod hostile;
mod papers;
mod pictures;
mod unseen;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Reader as _, Xlsx, open_workbook_from_rs};
use law::screening::{Kind, Screening};
use rust_xlsxwriter::{DocProperties, Note, Workbook};

use super::{NotCleaned, clean, screen};

/// The invented identity number of the project's own tests.
const NUMBER: &str = "11010519491231002X";

/// The places at which that kind was found.
fn places(screening: &Screening, kind: Kind) -> Vec<&str> {
    let of_kind = screening.findings.iter().filter(|finding| finding.kind == kind);
    of_kind.map(|finding| finding.place.as_str()).collect()
}

/// Every part of a package as text.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().flatten().map(String::from).collect();
    let mut all = BTreeMap::new();
    for name in names {
        let mut content = Vec::new();
        archive.by_name(&name).unwrap().read_to_end(&mut content).unwrap();
        all.insert(name, String::from_utf8_lossy(&content).into_owned());
    }
    all
}

/// A ledger with a hidden row, a hidden column, a hidden sheet, a note, a formula into the hidden sheet, and an author.
fn ledger() -> Vec<u8> {
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_author("经办人王某")
            .set_company("某某局"),
    );
    let sheet = book.add_worksheet();
    sheet.set_name("名单").unwrap();
    for (row, name) in (0..).zip(["姓名", "甲", "乙", "丙"]) {
        sheet.write_string(row, 0, name).unwrap();
    }
    sheet.write_string(2, 1, "隐藏行里的字").unwrap();
    sheet.write_string(1, 3, "隐藏列里的字").unwrap();
    sheet.write_formula(3, 1, "=底稿!A2").unwrap();
    sheet
        .insert_note(1, 0, &Note::new("此人电话13800001234"))
        .unwrap();
    sheet.set_row_hidden(2).unwrap();
    sheet.set_column_hidden(3).unwrap();
    let hidden = book.add_worksheet();
    hidden.set_name("底稿").unwrap().set_hidden(true);
    hidden.write_string(1, 0, NUMBER).unwrap();
    let last = book.add_worksheet();
    last.set_name("说明").unwrap();
    last.write_string(0, 0, "以上为全部名单").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_tells_what_is_hidden_in_it_with_sheet_row_and_column() {
    let found = screen("名单.xlsx", &ledger());
    assert_eq!(places(&found, Kind::IdentityNumber), ["工作表“底稿”第2行A列"]);
    assert_eq!(places(&found, Kind::HiddenSheet), ["工作表“底稿”"]);
    assert_eq!(places(&found, Kind::HiddenRow), ["工作表“名单”第3行"]);
    assert_eq!(places(&found, Kind::HiddenColumn), ["工作表“名单”D列"]);
    assert_eq!(places(&found, Kind::Comment), ["工作表“名单”A2单元格的批注"]);
    assert_eq!(places(&found, Kind::Mobile), ["工作表“名单”A2单元格的批注"]);
    assert_eq!(
        places(&found, Kind::Property),
        ["文档属性“作者”", "文档属性“最后保存者”", "文档属性“单位”"]
    );
    assert!(
        found
            .findings
            .iter()
            .all(|finding| !finding.shown.contains(NUMBER))
    );
}

#[test]
fn a_cleaned_workbook_holds_none_of_it_and_shows_what_it_showed() {
    let copy = clean(&ledger()).unwrap();
    let found = screen("名单.xlsx", &copy);
    assert!(found.is_clean(), "{found:?}");
    for (name, text) in parts(&copy) {
        for gone in [
            NUMBER,
            "底稿",
            "隐藏行里的字",
            "隐藏列里的字",
            "13800001234",
            "王某",
            "某某局",
        ] {
            assert!(!text.contains(gone), "{name} still holds {gone}");
        }
    }
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(copy.as_slice())).unwrap();
    assert_eq!(book.sheet_names(), ["名单", "说明"]);
    let range = book.worksheet_range("名单").unwrap();
    let column: Vec<String> = (0..4)
        .map(|row| {
            range
                .get_value((row, 0))
                .map(ToString::to_string)
                .unwrap_or_default()
        })
        .collect();
    assert_eq!(
        column,
        ["姓名", "甲", "", "丙"],
        "a hidden row keeps its place and loses its content"
    );
    let said = book.worksheet_range("说明").unwrap();
    assert_eq!(said.get_value((0, 0)).unwrap().to_string(), "以上为全部名单");
    assert_eq!(clean(&copy).unwrap(), copy, "there is nothing more to clean");
}

#[test]
fn a_cleaned_package_names_no_part_that_is_gone() {
    let all = parts(&clean(&ledger()).unwrap());
    let kinds = &all["[Content_Types].xml"];
    for name in kinds
        .split("PartName=\"/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
    {
        assert!(all.contains_key(name), "{name} is listed and not there");
    }
    for (list, text) in all.iter().filter(|(name, _)| name.contains("_rels/")) {
        for target in text
            .split("Target=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            let end = target.trim_start_matches('/').trim_start_matches("../");
            assert!(
                all.keys().any(|name| name.ends_with(end)),
                "{list} points to {target}"
            );
        }
    }
}

#[test]
fn lines_of_a_text_and_the_name_of_the_file_are_looked_at() {
    let found = screen("名单.csv", format!("姓名,证件\n张三,{NUMBER}\n").as_bytes());
    assert_eq!(places(&found, Kind::IdentityNumber), ["第2行"]);
    let found = screen(&format!("张三{NUMBER}申请.txt"), "正文".as_bytes());
    assert_eq!(places(&found, Kind::IdentityNumber), ["文件名称"]);
    assert!(screen("公告.txt", "办公时间8:30至12:00，电话0379-66663333。".as_bytes()).is_clean());
}
