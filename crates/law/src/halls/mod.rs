//! Halls (政务服务大厅) with the windows of 政务公开: when they are open, who is at a window on a day, which visits count and when, and
//! what a month comes to. Places for reading are a duty of the halls (条例第二十五条); nobody who reads is asked who they are.

mod duty;
mod hours;
mod kind;
mod month;
mod notice;
mod visit;

pub use duty::{OnDuty, RosterLine, Turn, on_duty};
pub use hours::{Closure, Day, Hours, Now, OpenDays, Span, TypedHours};
pub use kind::{VisitKind, kind_label, visit_kinds};
pub use month::{KindRow, MonthSheet, Visited};
pub use notice::{MissingItem, Notice, NoticeFault, NoticeForm};
pub use visit::{Counting, Rules, VisitOutcome};

#[cfg(test)]
mod tests;
