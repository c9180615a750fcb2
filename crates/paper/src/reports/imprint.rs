//! What a published edition says of itself: which it is, since when, and what it corrects.

use jiff::civil::Date;

/// The edition printed at the foot of a report and in a file's properties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imprint {
    /// 1 for the first edition; a correction makes the next. 0 while it is a draft.
    pub edition: u32,
    /// The day of publication; `None` while it is a draft.
    pub published_on: Option<Date>,
    /// What a later edition changed, in the organ's words.
    pub correction: Option<String>,
}
