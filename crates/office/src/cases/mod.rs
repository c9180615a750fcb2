//! Cases (依申请公开): applications as they arrive, every act on a case as an event, and what lists and counts read.
//! Events are the truth; a case's row is what `law::cases::Standing` makes of them, refreshed with every event.

mod acts;
pub mod applicant;
mod fees;
mod intake;
pub mod letters;
mod looking;
pub mod retention;
mod settings;

use jiff::Timestamp;
use jiff::civil::Date;
use law::cases::{Event, Standing, State};
use law::codes::{ApplicantKind, TableThreeRow};

use crate::ids::{AccountId, ApplicationId, CaseId};
use crate::sealed::SealedColumn;

pub use acts::archive::{Archived, archive, archived};
pub use acts::decide::{decision, decision_facts, save_decision};
pub use acts::handling::{assign, handlers};
pub use acts::mending::{Mended, ToMend, mend, mendings};
pub use acts::notes::{Note, add_note, notes};
pub use acts::recompute::{Recomputed, recompute, recompute_own};
pub use acts::record::{Recording, record, withdraw};
pub(crate) use applicant::files::CONTENT;
pub use applicant::files::{
    ApplicationFile, LARGEST_FILE, MOST_FILES, add_files, drop_files, drop_unsent, files, keep_files,
    kept_files, open_file,
};
pub use applicant::messages;
pub use applicant::supplements::{MOST_SUPPLEMENTS, add_supplements, drop_scan, supplements};
pub(crate) use fees::paid_in;
pub use fees::{FeeLedger, FeeRow, deposit, fee, fee_ledger, fees_of_year};
pub(crate) use intake::drafts::DRAFT;
pub use intake::drafts::{DRAFT_DAYS, Draft, Kept, drop_draft, keep_draft, open_draft};
pub use intake::import;
pub use intake::receive::{Arrival, Receipt, receive, register, register_scanned};
pub use intake::split::{hindered_split, siblings, split, whole_request};
pub use intake::submit::{check, submit};
pub use looking::due::{calendar, due_before, due_between};
pub use looking::export::export;
pub use looking::list::{Board, BoardCounts, CaseFilter, CaseRow, Slot, board, counts, list};
pub use looking::read::{get, is_past_keeping, particulars, track};
pub use looking::similar::{Similar, mark_older, similar};
pub(crate) use looking::year::{correction_notices, has_cases, table_three};
pub use looking::year::{of_cell, year_tables};
pub use settings::{CaseSettings, save_settings, settings};

/// Where an applicant's identity and contacts rest, under seal.
pub(crate) const PARTICULARS: SealedColumn = SealedColumn {
    table: "application",
    id: "id",
    column: "particulars",
    rows: 200,
};

/// A case as the desk works on it.
#[derive(Clone, Debug)]
pub struct Case {
    pub id: CaseId,
    pub application: ApplicationId,
    pub number: String,
    pub request: String,
    pub document_number: Option<String>,
    pub applicant_kind: ApplicantKind,
    pub applicant_name: String,
    pub form: law::cases::Form,
    pub way: law::cases::Way,
    pub accepts_other_form: bool,
    pub help: Option<String>,
    pub standing: Standing,
    /// In the order they happened.
    pub timeline: Vec<Entry>,
    pub assigned_to: Option<AccountId>,
    pub version: i64,
    pub is_sample: bool,
    /// When its applicant was made nameless: past the time it is kept.
    pub anonymised_at: Option<Timestamp>,
}

/// One event on the timeline: what, and who recorded it when.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its number within the case.
    pub seq: i64,
    pub event: Event,
    pub note: Option<String>,
    pub actor: String,
    pub recorded_at: Timestamp,
}

/// What the applicant sees of a case.
#[derive(Clone, Debug)]
pub struct Tracked {
    pub application: ApplicationId,
    pub number: String,
    pub request: String,
    pub applicant_name: String,
    pub arrived_on: Date,
    pub cases: Vec<TrackedCase>,
}

/// One case of an application, for its applicant.
#[derive(Clone, Debug)]
pub struct TrackedCase {
    pub id: CaseId,
    pub number: String,
    pub request: String,
    pub version: i64,
    pub standing: Standing,
    pub timeline: Vec<Entry>,
}

/// The state a stored code stands for.
fn state(code: &str) -> Result<State, crate::OfficeError> {
    State::from_code(code).ok_or_else(|| damaged("request_case.state", code))
}

fn kind(code: &str) -> Result<ApplicantKind, crate::OfficeError> {
    ApplicantKind::from_code(code).ok_or_else(|| damaged("applicant_kind", code))
}

fn row(code: &str) -> Result<TableThreeRow, crate::OfficeError> {
    TableThreeRow::from_code(code).ok_or_else(|| damaged("request_case.outcome", code))
}

fn day(text: &str) -> Result<Date, crate::OfficeError> {
    text.parse()
        .map_err(|error| crate::OfficeError::Damaged(format!("日期 {text}：{error}")))
}

fn damaged(place: &str, value: &str) -> crate::OfficeError {
    crate::OfficeError::Damaged(format!("{place} 的值“{value}”不认识"))
}
