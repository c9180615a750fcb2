//! Files that can't be read, or were made to break a reader: found as what nobody has looked through, never passed as clean.

use super::documents::{memorandum, package};
use super::*;
use crate::screening::package::Package;

fn unread(name: &str, bytes: &[u8]) {
    let found = screen(name, bytes);
    assert_eq!(places(&found, Kind::Unread).len(), 1, "{name}: {found:?}");
}

#[test]
fn what_can_not_be_read_is_told_and_never_passes_as_clean() {
    unread("旧.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    unread("坏.pdf", b"%PDF-1.7 nothing");
    unread("坏.docx", b"PK\x03\x04nothing");
    unread("包.zip", &package(&[("a.txt", "a")]));
    unread(
        "坏.docx",
        &package(&[("word/document.xml", "<w:p><w:t>")]).repeat(1)[..60],
    );
    unread("二进制.txt", b"\x00\x01\xFF\xFE");
    let memorandum = memorandum();
    unread("半.docx", &memorandum[..memorandum.len() / 2]);
}

#[test]
fn a_part_that_breaks_off_or_nests_without_end_is_not_read_as_a_whole() {
    let deep = format!("<w:document xmlns:w=\"w\">{}", "<w:p>".repeat(100_000));
    unread("深.docx", &package(&[("word/document.xml", &deep)]));
    let wrong = "<w:document xmlns:w=\"w\"><w:p></w:q></w:document>";
    unread(
        "断.docx",
        &package(&[("word/document.xml", "<w:document><w:p><w:t>一")]),
    );
    unread("错.docx", &package(&[("word/document.xml", wrong)]));
}

#[test]
fn a_small_file_that_unfolds_to_gigabytes_is_not_unfolded() {
    let zeros = "\u{0}".repeat(3 << 20);
    let bomb = package(&[("xl/workbook.xml", &zeros), ("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 1 << 16);
    assert!(Package::within(&bomb, 7 << 20).is_ok());
    assert_eq!(
        Package::within(&bomb, 5 << 20).err(),
        Some("展开后内容过多的文件")
    );
    assert_eq!(
        Package::within(&bomb, 2 << 20).err(),
        Some("展开后内容过多的文件")
    );
}

#[test]
fn a_table_in_gbk_is_read_as_one_in_utf_8() {
    let text = format!("姓名,证件号码\n张三,{NUMBER}\n");
    let (gbk, _, _) = encoding_rs::GB18030.encode(&text);
    assert!(std::str::from_utf8(&gbk).is_err());
    let utf_16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for bytes in [text.as_bytes(), &gbk, &utf_16] {
        let found = screen("名单.csv", bytes);
        assert_eq!(places(&found, Kind::IdentityNumber), ["第2行"]);
        assert!(places(&found, Kind::Unread).is_empty());
    }
    unread("名单.csv", b"\x80\x81\xFF\xFF");
}
