//! What casework, disputes and the yearly form all speak of: outcomes and the rows they are counted in, who applies, the
//! roads of a dispute, why something may not be, and days as they are written. It stands on nothing else in this crate.

mod applicant;
mod days;
mod dispute;
mod hindrance;
mod moment;
mod outcome;
mod reply_order;
mod rule;
mod table_three;
mod why_not;

pub use applicant::ApplicantKind;
pub use days::{day_from, spoken, spoken_with_weekday};
pub use dispute::{Ending, Route, Verdict};
pub use hindrance::{Hindrance, Weight};
pub(crate) use hindrance::{impossible, unlawful, void};
pub use moment::Moment;
pub use outcome::Outcome;
pub use reply_order::ReplyOrder;
pub use rule::Rule;
pub use table_three::{OutcomeGroup, TableThreeRow};
pub use why_not::WhyNot;
