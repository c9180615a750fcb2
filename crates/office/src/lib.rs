//! The records, and every act performed on them. The only place with SQL; one act is one function and one transaction.
//! Acts take the actor and the moment; nothing here reads a clock, and nothing decides what the law decides.

mod counter;
mod counting;
mod dialect;
mod entity;
mod error;
mod fault;
mod ids;
mod lease;
mod moment;
mod review;
mod schema;
mod store;
mod text;
mod urgency;
mod versioned;

pub mod audit;
pub mod backup;
pub mod calendar;
pub mod cases;
pub mod chains;
pub mod changes;
pub mod columns;
pub mod counts;
pub mod disputes;
pub mod documents;
pub mod files;
pub mod halls;
pub mod jobs;
pub mod limits;
pub mod matters;
pub mod once;
pub mod organs;
pub mod papers;
pub mod placements;
pub mod proof;
pub mod reminders;
pub mod reports;
pub mod rulings;
pub mod screenings;
pub mod sealed;
pub mod search;
pub mod searched;
pub mod soundness;
pub mod staff;
pub mod synonyms;
pub mod visits;

pub use dialect::{Engine, sqlite_file};
pub use error::{Fault, OfficeError};
pub use ids::{
    AccountId, ApplicationDraftId, ApplicationFileId, ApplicationId, AskingFileId, AskingId, AskingLinkId,
    AttachmentId, CaseEventId, CaseId, CaseImportId, CaseMendingId, CaseMessageId, CaseNoteId, ColumnId,
    DisputeId, DocumentId, EditionId, EmergencyId, EnclosureFileId, EnclosureId, ExplanationId, FeeNoticeId,
    HallCopyId, HallId, HallNoticeId, HallRosterId, HallVisitId, HallWindowId, HandOverId, JobId, LetterId,
    LetterScanId, LoggedAnswerId, MatterAnswerId, MatterEventId, MatterId, OrganId, OutletId, PaperId,
    PlacementEventId, PlacementId, ProofWordId, PublicationId, ReassessmentId, RelationId, ReportEditionId,
    ReportId, ReviewChainId, ReviewCommentId, ReviewScanId, ReviewStepId, RulingFileId, RulingId,
    SavedViewId, StoredFileId, SynonymId, UnitId,
};
pub use moment::{Actor, Moment, Program};
pub use store::{Office, Tx};
pub use urgency::UrgencyCounts;
pub use versioned::Page;
