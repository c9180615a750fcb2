//! Cases (依申请公开): applications as they arrive, every act on a case as an event, and what lists and counts read.
//! Events are the truth; a case's row is what `law::cases::Standing` makes of them, refreshed with every event.

mod acts;
pub mod answer_log;
pub mod applicant;
pub mod askings;
pub mod case_file;
pub mod enclosures;
mod fees;
mod intake;
pub mod letters;
mod looking;
mod month;
pub(crate) mod query_code;
pub mod retention;
mod row;
mod settings;
mod stored;
pub(crate) mod typed;

pub use acts::archive::{Archived, archive, archived};
pub use acts::decide::{attach_to_search, decision, decision_facts, save_decision, set_decision_aside};
pub use acts::handling::{assign, handlers};
pub use acts::mending::{Mended, ToMend, mend, mendings};
pub(crate) use acts::notes::keep_note;
pub use acts::notes::{Note, add_note, add_note_once, notes};
pub(crate) use acts::order::{has_decided, is_order_on_record, order_reply};
pub use acts::reassess::{ToReassess, reassess, reassessments_due, to_reassess};
pub use acts::recompute::{Recomputed, import_holidays, recompute};
pub use acts::record::{Recording, record, record_once};
pub use acts::registration::{
    RegistrationMended, mend_registration, not_given, registration, registration_mendings,
    registrations_stated,
};
pub use acts::settle::{save_settings, told_of_settings};
pub use applicant::files::{
    ApplicationFile, LARGEST_FILE, MOST_FILES, add_files, add_files_once, drop_files, files, keep_files,
    kept_files, open_file,
};
pub use applicant::messages;
pub use applicant::supplements::{
    MOST_SUPPLEMENTS, add_supplements, add_supplements_once, drop_scan, supplements,
};
pub(crate) use fees::paid_in;
pub use fees::{FeeLedger, FeeRow, deposit, fee, fee_ledger, fees_of_year};
pub use intake::drafts::{
    DRAFT_DAYS, Draft, Kept, RECEIPT_HOURS, SentDraft, UNSAVED_HOURS, drop_draft, drop_unsent, keep_draft,
    open_draft,
};
pub(crate) use intake::drafts::{Keeping, drop_sealed, keep_sealed, open_sealed};
pub use intake::import;
pub use intake::receive::{Arrival, Receipt, ToRegister, register, register_sent};
pub use intake::split::{Division, hindered_split, siblings, split, whole_request};
pub use intake::submit::{SentForm, check, submit};
pub use looking::course::{Course, courses};
pub(crate) use looking::crowd::of_organ as crowd_of_organ;
pub use looking::crowd::{Crowd, crowd};
pub use looking::due::{calendar, came_back, due_before, due_between, notices_between};
pub use looking::export::export;
pub use looking::list::{
    Board, CaseFilter, CaseRow, HandledBy, Tallies, board, board_of, counts, list, open_count, ordered,
    register_of_year, replies_before, tallies, unconfirmed_counts,
};
pub(crate) use looking::open::{
    by_correction_notice, by_due_day, is_open as is_open_case, that_came_back, with_a_due_day,
};
pub use looking::performance::{Performance, performance};
pub use looking::read::{
    Case, Entry, Tracked, TrackedCase, get, is_anonymised, masked_phone, particulars, registered_contacts,
    track,
};
pub use looking::reckoned::reckoned;
pub use looking::similar::{Similar, mark_older, similar};
pub use looking::taken_up::{Answered, AnsweredByUnit, answered_by_applicant, answered_by_units};
pub use looking::unreceived::{CaseUnreceived, unreceived};
pub use looking::views::{
    LONGEST_NAME, MOST_VIEWS, SavedView, ViewOf, remove_view, rename_view, save_view, views,
};
pub(crate) use looking::year::{correction_notices, fee_notices, has_cases, table_three};
pub use looking::year::{of_cell, year_tables};
pub use month::{OfMonth, month_of_applicant};
pub(crate) use settings::read as read_settings;
pub(crate) use settings::rules as case_rules;
pub use settings::{CaseSettings, is_online_closed, remedies_named, settings};
pub(crate) use stored::{damaged as stored_damaged, day as stored_day};
