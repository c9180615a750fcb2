//! The sheets of a bound file that are set here: cover and catalogue, what the records say, pictures, what stands in the place
//! of a file that can't be printed, and the SM3 of every file.

use std::io::Cursor;

use image::ImageReader;
use serde::Serialize;

use super::{CaseFile, Piece, Record, sm3};
use crate::letters::Values;
use crate::reports::printable;
use crate::typeset::{self, Template};
use crate::{Fonts, PaperError};

/// The title of the last piece.
pub(super) const SUMS: &str = "文件校验值";
/// The most pixels of a picture that is unfolded, so that no small file fills the memory.
const MOST_PIXELS: u64 = 60_000_000;

const TEMPLATE: Template = Template {
    name: "case_file.typ",
    text: concat!(
        include_str!("../../templates/official.typ"),
        include_str!("../../templates/case_file.typ")
    ),
};

/// A line of the catalogue.
#[derive(Serialize)]
pub(super) struct Line {
    pub category: String,
    pub title: String,
    pub number: String,
    pub on: String,
    pub pages: String,
}

/// The SM3 of a file.
pub(super) struct Sum {
    pub name: String,
    pub bytes: usize,
    pub sm3: String,
}

/// What the template sees.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Sheet {
    title: String,
    title_lines: Vec<String>,
    organ: String,
    facts: Vec<(String, String)>,
    headings: Vec<String>,
    widths: Vec<u16>,
    rows: Vec<Vec<String>>,
    has_picture: bool,
}

impl Sheet {
    fn new(file: &CaseFile, title: &str) -> Self {
        let title = printable(title);
        Self {
            title_lines: vec![title.clone()],
            title,
            organ: printable(&file.organ),
            facts: Vec::new(),
            headings: Vec::new(),
            widths: Vec::new(),
            rows: Vec::new(),
            has_picture: false,
        }
    }

    fn table(self, headings: &[&str], widths: &[u16], rows: Vec<Vec<String>>) -> Self {
        Self {
            headings: headings.iter().map(|&heading| heading.to_owned()).collect(),
            widths: widths.to_vec(),
            rows,
            ..self
        }
    }

    fn set(self, fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
        typeset::pdf(TEMPLATE, &Values::of(self, None, fonts), fonts)
    }
}

/// Cover and catalogue.
pub(super) fn catalogue(file: &CaseFile, lines: &[Line], fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let row = |(number, line): (usize, &Line)| {
        vec![
            number.to_string(),
            line.category.clone(),
            printable(&line.title),
            printable(&line.number),
            line.on.clone(),
            line.pages.clone(),
        ]
    };
    let rows = (1..).zip(lines).map(row).collect();
    let mut sheet = Sheet::new(file, "政府信息公开申请案卷");
    sheet.title_lines.insert(0, printable(&file.organ));
    sheet.facts = file
        .facts
        .iter()
        .map(|(label, value)| (label.clone(), printable(value)))
        .collect();
    sheet
        .table(
            &["序号", "类别", "材料名称", "发文字号", "日期", "页号"],
            &[11, 20, 58, 43, 23, 14],
            rows,
        )
        .set(fonts)
}

/// What the records say.
pub(super) fn record(
    file: &CaseFile,
    piece: &Piece,
    record: &Record,
    fonts: &Fonts,
) -> Result<Vec<u8>, PaperError> {
    let mut sheet = Sheet::new(file, &piece.title);
    sheet.headings.clone_from(&record.headings);
    sheet.widths.clone_from(&record.widths);
    sheet.rows = record
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| printable(cell)).collect())
        .collect();
    sheet.set(fonts)
}

/// Whether it is a picture that can be shown on a sheet.
pub(super) fn is_picture(bytes: &[u8]) -> bool {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let size = reader.ok().and_then(|reader| reader.into_dimensions().ok());
    size.is_some_and(|(width, height)| u64::from(width) * u64::from(height) <= MOST_PIXELS)
}

/// A picture on a sheet of its own.
pub(super) fn picture(
    file: &CaseFile,
    piece: &Piece,
    bytes: &[u8],
    fonts: &Fonts,
) -> Result<Vec<u8>, PaperError> {
    let sheet = Sheet {
        has_picture: true,
        ..Sheet::new(file, &piece.title)
    };
    typeset::pdf_of_picture(TEMPLATE, &Values::of(sheet, None, fonts), bytes, fonts)
}

/// What stands in the place of a file that can't be printed.
pub(super) fn notice(
    file: &CaseFile,
    piece: &Piece,
    name: &str,
    bytes: &[u8],
    fonts: &Fonts,
) -> Result<Vec<u8>, PaperError> {
    let mut sheet = Sheet::new(file, &piece.title);
    let facts = [
        ("文件名称", printable(name)),
        ("大小", size(bytes.len())),
        ("SM3", sm3(bytes)),
        (
            "说明",
            "电子文件不能并入本册，原件在案卷压缩包内，以原件为准。".to_owned(),
        ),
    ];
    sheet.facts = facts.map(|(label, value)| (label.to_owned(), value)).to_vec();
    sheet.set(fonts)
}

/// The SM3 of every file.
pub(super) fn sums(file: &CaseFile, sums: &[Sum], fonts: &Fonts) -> Result<Vec<u8>, PaperError> {
    let row = |(number, sum): (usize, &Sum)| {
        vec![
            number.to_string(),
            printable(&sum.name),
            size(sum.bytes),
            sum.sm3.clone(),
        ]
    };
    let rows = (1..).zip(sums).map(row).collect();
    Sheet::new(file, SUMS)
        .table(&["序号", "文件", "大小", "SM3"], &[12, 56, 25, 76], rows)
        .set(fonts)
}

fn size(bytes: usize) -> String {
    format!("{bytes}字节")
}
