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
    unread("二进制.txt", b"\xFF\xFE\x00\x01");
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
