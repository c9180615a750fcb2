//! The annual report (政府信息公开工作年度报告): its six sections and three tables as types.
//! Formats: 国办公开办函〔2021〕30号, in force since report year 2021; 〔2019〕60号 before it; prose before 2019. Duty: 条例第四十九条、第五十条.
//! Reading files is paper's work; storing editions is office's.

mod archive;
mod batch;
mod cell;
mod cells;
mod check;
mod compare;
mod conversion;
mod counted;
mod examples;
mod explained;
mod fees;
mod finding;
mod format;
mod former;
mod hints;
mod identity;
mod improvement;
mod inspection;
mod json;
mod json_of_2019;
mod json_read;
mod notices;
mod numbers;
mod overall;
mod prose;
mod publication;
mod report;
mod rulebook;
mod side_by_side;
mod standing;
mod table_two;
mod tables;
mod tallies;
mod values;
mod years;

pub use archive::{Archive, Part, Piece as ArchivePiece, Square};
pub use batch::{Alike, Batch, LeftOut};
pub use cell::{Cell, Table2, Table2Of2019};
pub use compare::{CellChange, Comparison, Piece, SectionDiff, compare, diff};
pub use conversion::{Conversion, Unlike};
pub use counted::{Counted, Difference};
pub use examples::{Example, Rule, Step};
pub use explained::{Explanation, contradictions, other_errors, unexplained};
pub use fees::{FeeWords, fee_sentence, with_fee_stated};
pub use finding::{Check, Context, Finding, Level, has_errors};
pub use format::Format;
pub use hints::{HINTS, Hint, hint};
pub use inspection::{Inspection, Likeness, Member};
pub use prose::repeated_share;
pub use publication::is_early;
pub use report::{Reading, Report, SECTION_TITLES, Sections, Slip, Unread};
pub use rulebook::rulebook;
pub use side_by_side::{SideBySide, side_by_side};
pub use standing::{SectionStanding, standings};
pub use tables::Tables;
pub use values::Values;

/// The article that sets the day by which it is published.
pub const DUE_ARTICLE: &str = "条例第四十九条";

#[cfg(test)]
mod tests;
