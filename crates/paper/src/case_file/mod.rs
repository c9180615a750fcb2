//! The file of a case (案卷) to hand in: one PDF with a catalogue, every piece with its pages numbered through, and the SM3 of
//! each file; and the pieces themselves beside it. 条例第四十五条; 行政复议法第五十四条、第七十条; 行政诉讼法第六十七条.
//! Which pieces there are and who may have them is not decided here.

mod bind;
mod pages;
mod sheets;
mod stamp;
#[cfg(test)]
mod tests;

use sm3::{Digest, Sm3};

use crate::names::file_name;
use crate::{Fonts, PaperError, bundle};

/// A file of a case that is about to be bound.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// 本机关
    pub organ: String,
    /// What stands on the cover below the title, label and value.
    pub facts: Vec<(String, String)>,
    pub pieces: Vec<Piece>,
}

/// One piece (卷内材料), in the order it is bound.
#[derive(Clone, Debug)]
pub struct Piece {
    /// 类别
    pub category: String,
    pub title: String,
    /// 文号, where it has one.
    pub number: String,
    /// The day as it is shown; empty where there is none.
    pub on: String,
    pub content: Content,
}

/// What a piece is made of.
#[derive(Clone, Debug)]
pub enum Content {
    /// A file as it lies, with its name and ending.
    File { name: String, bytes: Vec<u8> },
    /// What the records say, printed here.
    Record(Record),
}

/// A table of what is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub headings: Vec<String>,
    /// Shares of the width, one to a column.
    pub widths: Vec<u16>,
    pub rows: Vec<Vec<String>>,
}

/// A bound file.
#[derive(Debug)]
pub struct Bound {
    /// 案卷
    pub pdf: Vec<u8>,
    /// The pieces under their names, numbered as in the catalogue.
    pub files: Vec<(String, Vec<u8>)>,
}

impl Bound {
    /// The whole as one ZIP: the bound file, its pieces, and a list of SM3 that `sm3sum -c` and `gmssl` can be held against.
    /// `name` is what the bound file is called.
    pub fn archive(self, name: &str) -> Result<Vec<u8>, PaperError> {
        let mut files = vec![(file_name(&format!("{name}.pdf")), self.pdf)];
        files.extend(self.files);
        let sums: Vec<String> = files
            .iter()
            .map(|(name, bytes)| format!("{}  {name}\n", sm3(bytes)))
            .collect();
        files.push(("SM3.txt".to_owned(), sums.concat().into_bytes()));
        bundle(&files)
    }
}

/// Binds a file. What can't be printed (a workbook, a PDF under a password) has a sheet that names it in its place, and
/// lies among the files. Fails only where nothing can be printed at all.
pub fn bind(file: &CaseFile, fonts: &Fonts) -> Result<Bound, PaperError> {
    bind::bind(file, fonts)
}

fn sm3(bytes: &[u8]) -> String {
    hex::encode(Sm3::digest(bytes))
}
