//! Cases (依申请公开): applications as they arrive, every act on a case as an event, and what lists and counts read.
//! Events are the truth; a case's row is what `law::cases::Standing` makes of them, refreshed with every event.

pub mod applicant;
mod archive;
mod decide;
mod drafts;
mod due;
mod export;
mod fees;
mod files;
mod handling;
pub mod import;
pub mod letters;
mod list;
mod mending;
pub mod messages;
mod notes;
mod query_code;
mod read;
mod receive;
mod recompute;
mod record;
pub mod retention;
mod settings;
mod similar;
mod split;
mod submit;
mod supplements;
mod year;

use jiff::Timestamp;
use jiff::civil::Date;
use law::cases::{Event, Standing, State};
use law::reports::{Kind, Row};

use crate::ids::{AccountId, ApplicationId, CaseId};
use crate::sealed::SealedColumn;

pub use archive::{Archived, archive, archived};
pub use decide::{decision, decision_facts, save_decision};
pub(crate) use drafts::DRAFT;
pub use drafts::{DRAFT_DAYS, Draft, Kept, drop_draft, keep_draft, open_draft};
pub use due::{calendar, due_before, due_between};
pub use export::export;
pub(crate) use fees::paid_in;
pub use fees::{FeeLedger, FeeRow, deposit, fee, fee_ledger, fees_of_year};
pub(crate) use files::CONTENT;
pub use files::{
    ApplicationFile, LARGEST_FILE, MOST_FILES, add_files, drop_files, drop_unsent, files, keep_files,
    kept_files, open_file,
};
pub use handling::{assign, handlers};
pub use list::{Board, BoardCounts, CaseFilter, CaseRow, Slot, board, counts, list};
pub use mending::{Mended, ToMend, mend, mendings};
pub use notes::{Note, add_note, notes};
pub use read::{get, is_past_keeping, particulars, track};
pub use receive::{Arrival, Receipt, receive, register, register_scanned};
pub use recompute::{Recomputed, recompute, recompute_own};
pub use record::{Charge, Recording, needed, record, withdraw};
pub use settings::{CaseSettings, save_settings, settings};
pub use similar::{Similar, mark_older, similar};
pub use split::{hindered_split, siblings, split, whole_request};
pub use submit::{check, submit};
pub use supplements::{MOST_SUPPLEMENTS, add_supplements, drop_scan, supplements};
pub(crate) use year::{correction_notices, has_cases, table_three};
pub use year::{of_cell, year_tables};

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
    pub applicant_kind: Kind,
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

fn kind(code: &str) -> Result<Kind, crate::OfficeError> {
    Kind::from_code(code).ok_or_else(|| damaged("applicant_kind", code))
}

fn row(code: &str) -> Result<Row, crate::OfficeError> {
    Row::from_code(code).ok_or_else(|| damaged("request_case.outcome", code))
}

fn day(text: &str) -> Result<Date, crate::OfficeError> {
    text.parse()
        .map_err(|error| crate::OfficeError::Damaged(format!("日期 {text}：{error}")))
}

fn damaged(place: &str, value: &str) -> crate::OfficeError {
    crate::OfficeError::Damaged(format!("{place} 的值“{value}”不认识"))
}
