//! An office's own ledger taken in: every line checked and every bad one named, then all good lines in one transaction.
//! Lines come in pieces from whoever reads the file, so that a long ledger is never in memory as a whole; a case imported
//! has the same events as one that was registered here.

mod check;
mod file;
mod take;

use law::cases::ledger::{Fault, Line, Sheets};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::Receiver;

pub use check::check;
pub use file::{
    FileMark, Import, Imported, Stage, begin, begin_once, contents, earlier, forget, get, recent, refuse,
    store_preview,
};
pub use take::take;

/// The most faults that are kept; how many more there are is counted.
pub const MOST_FAULTS: usize = 1000;

/// A piece of a file on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Lines in the order of the sheets.
    Lines(Vec<Line>),
    /// Which sheets were read. Comes last.
    Ended(Sheets),
    /// The file can't be read; why, and what to do. Nothing follows.
    Unreadable(String),
}

/// Opens the file once more; it is read up to three times.
pub type Source<'a> = dyn Fn() -> Receiver<Piece> + Send + Sync + 'a;

/// How far an import has come, in lines.
pub type Progress<'a> = dyn Fn(u32) + Send + Sync + 'a;

/// What a check found; nothing is stored of the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Filled lines.
    pub lines: u32,
    pub good: u32,
    /// Lines with faults.
    pub bad: u32,
    /// The first [`MOST_FAULTS`].
    pub faults: Vec<Fault>,
    pub more_faults: u32,
    /// What was done against the rules and is taken in all the same; the first [`MOST_FAULTS`].
    #[serde(default)]
    pub warnings: Vec<Fault>,
    /// Good lines whose case is still open.
    pub open: u32,
    /// Good lines whose reply was or is late.
    pub late: u32,
    /// Which sheets were read, and which were not.
    #[serde(flatten)]
    pub sheets: Sheets,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_earlier_release_found_is_still_read() {
        let kept = r#"{"lines":2,"good":1,"bad":1,"faults":[{"line":4,"column":"编号","why":"没有填写。"}],
            "more_faults":0,"open":1,"late":0,"unknown":["天气"]}"#;
        let preview: Preview = serde_json::from_str(kept).unwrap();
        assert_eq!(preview.sheets.unknown, ["天气"]);
        assert!(preview.sheets.read.is_empty());
        assert_eq!(preview.faults[0].place().to_string(), "第 4 行");
        let again: Preview = serde_json::from_str(&serde_json::to_string(&preview).unwrap()).unwrap();
        assert_eq!(again, preview);
    }
}
