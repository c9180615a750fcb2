//! Ids: time-ordered whole numbers made by the program, at most 53 bits (safe in JSON), one type per noun.
//! 41 bits of milliseconds since 2020-01-01 UTC and 12 bits that count within the program.

use std::fmt;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// 2020-01-01T00:00:00Z in milliseconds.
const EPOCH: i64 = 1_577_836_800_000;
const COUNTER_BITS: u32 = 12;

/// Makes ids; one per open store. Two stores on one database seldom meet in a number, and a collision is a conflict
/// that runs the act again.
#[derive(Debug)]
pub struct IdSource(Mutex<Last>);

#[derive(Debug)]
struct Last {
    milliseconds: i64,
    count: i64,
}

impl IdSource {
    /// A source that begins counting somewhere, so that two programs rarely count alike.
    pub fn new(start: u16) -> Self {
        Self(Mutex::new(Last {
            milliseconds: 0,
            count: i64::from(start),
        }))
    }

    /// The next id at this instant. Those of one instant ascend, so that what one act makes stands in the order it was made in.
    pub fn next<T: From<i64>>(&self, now: Timestamp) -> T {
        let milliseconds = now.as_millisecond();
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.count += 1;
        // Begun anew only between two instants: within one it counts on, into the numbers of the next.
        if last.milliseconds != milliseconds {
            last.milliseconds = milliseconds;
            last.count &= (1 << COUNTER_BITS) - 1;
        }
        T::from(first_at(milliseconds) + last.count)
    }
}

/// The first id of an instant, in milliseconds since 1970.
pub(crate) fn first_at(milliseconds: i64) -> i64 {
    (milliseconds - EPOCH).clamp(0, (1 << 41) - 1) << COUNTER_BITS
}

macro_rules! id {
    ($($(#[$meta:meta])* $name:ident)+) => { $(
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                Self(number)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+ };
}

id! {
    /// An organ (机关).
    OrganId
    /// An account of a member of staff.
    AccountId
    /// A column (栏目).
    ColumnId
    /// A document (政府信息).
    DocumentId
    /// An edition of a document.
    EditionId
    /// What an edition says of another document.
    RelationId
    /// A file that belongs to a document.
    AttachmentId
    /// What somebody is writing and has not saved.
    DocumentDraftId
    /// An outlet (发布去向).
    OutletId
    /// A placement: one edition at one outlet.
    PlacementId
    /// An event of a placement.
    PlacementEventId
    /// A hall (政务服务大厅).
    HallId
    /// A window of a hall.
    HallWindowId
    /// A line of a window's roster.
    HallRosterId
    /// A visit to a window.
    HallVisitId
    /// A sheet of what is missing (一次性告知单).
    HallNoticeId
    /// A paper copy to be read at a hall.
    HallCopyId
    /// A list that was handed over.
    HandOverId
    /// A picture of written text.
    PictureId
    /// A password that an account had.
    PasswordId
    /// One publication of an edition.
    PublicationId
    /// An annual report, one per organ and year.
    ReportId
    /// A frozen edition of an annual report.
    ReportEditionId
    /// Something to be done elsewhere.
    JobId
    /// An application (申请).
    ApplicationId
    /// A case (件).
    CaseId
    /// An application that is not sent yet.
    ApplicationDraftId
    /// A file that came with an application.
    ApplicationFileId
    /// A file of the file room.
    StoredFileId
    /// A message (来信) about a case.
    CaseMessageId
    /// A filter of the case lists under a name.
    SavedViewId
    /// A note on a case.
    CaseNoteId
    /// A mending of a case's event.
    CaseMendingId
    RegistrationMendingId
    /// An event of a case.
    CaseEventId
    /// An import of a ledger (登记表).
    CaseImportId
    /// A fee notice (收费通知).
    FeeNoticeId
    /// A reconsideration or a suit (行政复议、行政诉讼).
    DisputeId
    /// A letter (文书) of a case.
    LetterId
    /// A thing that is enclosed with a reply, or withheld from it.
    EnclosureId
    /// A file of an enclosure.
    EnclosureFileId
    /// A paper that stands.
    PaperId
    /// A chain of review.
    ReviewChainId
    /// A scan of a form on which a verdict was signed.
    ReviewScanId
    /// A publication in an emergency.
    EmergencyId
    /// A comment on a place of a document's text.
    ReviewCommentId
    /// Why something that proofreading asks about is right (说明).
    ExplanationId
    /// A line of an organ's own words of one meaning (检索同义词).
    SynonymId
    /// A word of an organ's own list (校对词库).
    ProofWordId
    /// An act of review (审签).
    ReviewStepId
    /// A refusal looked at again (评估审查).
    ReassessmentId
    /// An entry of the log of answers (答复目录).
    LoggedAnswerId
    /// A scan of a sealed letter.
    LetterScanId
    /// A unit of an organ (科室、所属单位).
    UnitId
    /// An asking of a unit (内部征询).
    AskingId
    /// A link by which a unit answers.
    AskingLinkId
    /// A file of a unit's answer.
    AskingFileId
    /// A matter (办件).
    MatterId
    /// An event of a matter.
    MatterEventId
    /// An answer to a matter.
    MatterAnswerId
    /// An entry of the register of licences, penalties, coercive measures and fees.
    RulingId
    /// A file that shows what such entries rest on.
    RulingFileId
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ids_fit_json_and_follow_time(first in EPOCH..EPOCH + (1 << 41), later in 1_i64..100_000, start: u16) {
            let source = IdSource::new(start);
            let at = |ms| Timestamp::from_millisecond(ms).unwrap();
            let early: DocumentId = source.next(at(first));
            let late: DocumentId = source.next(at((first + later).min(EPOCH + (1 << 41) - 1)));
            prop_assert!(early.0 >= 0 && late.0 < (1 << 53));
            prop_assert!(late > early || first + later >= EPOCH + (1 << 41));
        }
    }

    #[test]
    fn four_thousand_ids_of_one_instant_differ() {
        let source = IdSource::new(77);
        let now = Timestamp::from_millisecond(EPOCH + 5).unwrap();
        let ids: std::collections::BTreeSet<DocumentId> = (0..4096).map(|_| source.next(now)).collect();
        assert_eq!(ids.len(), 4096);
    }

    #[test]
    fn ids_of_one_instant_ascend() {
        let source = IdSource::new((1 << COUNTER_BITS) - 3);
        let now = Timestamp::from_millisecond(EPOCH + 1_000).unwrap();
        let ids: Vec<i64> = (0..8).map(|_| source.next(now)).collect();
        assert!(ids.is_sorted_by(|one, next| one < next), "{ids:?}");
    }
}
