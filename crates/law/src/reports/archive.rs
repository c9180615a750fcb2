//! Reports of 2008 to 2018: prose without the three tables (the first common format is that of 国办公开办函〔2019〕60号). They are
//! kept as they were printed, with their tables as tables; no figure is taken from them.

use serde::{Deserialize, Serialize};

/// A report from before the formats: its title and its sections as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archive {
    pub title: String,
    pub parts: Vec<Part>,
}

/// A section: its heading as printed (empty for what stands before the first), and what stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub heading: String,
    pub pieces: Vec<Piece>,
}

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    Paragraph(String),
    /// Rows of cells as printed.
    Table(Vec<Vec<Square>>),
}

/// A cell of such a table, one or more columns wide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Square {
    pub text: String,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub across: usize,
}

const fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
const fn is_one(across: &usize) -> bool {
    *across == 1
}
