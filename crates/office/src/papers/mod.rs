//! Papers that stand: the PDF of a signed letter or a frozen report is made once and kept with its SM3. Whoever asks for it
//! gets those bytes, whatever becomes of templates and type faces afterwards. The act that signs or freezes asks for the
//! paper by a job in its own transaction; who asks before the job was done has it made at once, and the first one made stays.
//! Made elsewhere: office prints nothing.

mod keep;
pub(crate) mod of;
mod older;
mod shelf;

use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::cases::letters::CaseLetter;
use crate::entity::paper::{ActiveModel, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{LetterId, OrganId, PaperId};
use crate::jobs::{self, Job};
use crate::moment::Moment;
use crate::reports::PublishedReport;
use crate::store::Tx;

pub(crate) use keep::of_editions;
pub use keep::{bytes, keep, kept, printable};
pub use of::PaperJob;
pub(crate) use of::PaperOf;
use of::{FORMAT, LETTER, REPORT};
pub use older::ask_for_older;
pub(crate) use shelf::digests;

/// What is printed: a signed letter, or a frozen edition of a report.
#[derive(Clone, Debug)]
pub enum Printable {
    Letter(Box<CaseLetter>),
    Report(Box<PublishedReport>),
}

impl Printable {
    const fn of(&self) -> PaperOf {
        match self {
            Self::Letter(letter) => PaperOf::Letter(letter.id),
            Self::Report(report) => PaperOf::ReportEdition(report.id),
        }
    }
}

/// A paper that was made, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// SM3 of the bytes.
    pub digest: String,
    pub made_at: Timestamp,
    /// Whether it was signed or frozen before papers were kept, so that it was made afterwards (后补制作).
    pub is_made_later: bool,
}

/// Asks for the paper of what has just been signed or frozen.
pub(crate) async fn ask(tx: &Tx<'_>, moment: Moment, organ: OrganId, of: PaperOf) -> Result<(), OfficeError> {
    ask_for(tx, moment, organ, of, false).await
}

async fn ask_for(
    tx: &Tx<'_>,
    moment: Moment,
    organ: OrganId,
    of: PaperOf,
    is_made_later: bool,
) -> Result<(), OfficeError> {
    insert(tx, moment, organ, of, is_made_later).await?;
    let job = Job::Paper(PaperJob { of });
    jobs::enqueue(tx, moment, organ, &job, moment.now).await?;
    Ok(())
}

/// The row of a paper that is not made yet.
async fn insert(
    tx: &Tx<'_>,
    moment: Moment,
    organ: OrganId,
    of: PaperOf,
    is_made_later: bool,
) -> Result<Model, OfficeError> {
    let row = ActiveModel {
        id: Set(tx.next_id::<PaperId>(moment)),
        organ_id: Set(organ),
        subject_kind: Set(of.kind().to_owned()),
        subject_id: Set(of.id()),
        format: Set(FORMAT.to_owned()),
        is_made_later: Set(is_made_later),
        digest: Set(None),
        bytes: Set(None),
        made_at: Set(None),
        stored_id: Set(None),
    };
    Ok(Entity::insert(row).exec_with_returning(tx.on()).await?)
}

/// Lets go of the papers of letters that are nameless now, with what they hold.
pub(crate) async fn forget(tx: &Tx<'_>, letters: &[LetterId]) -> Result<(), OfficeError> {
    for letter in letters {
        for paper in PaperOf::Letter(*letter).query().all(tx.on()).await? {
            shelf::empty(tx, paper.id).await?;
            Entity::delete_by_id(paper.id).exec(tx.on()).await?;
        }
    }
    Ok(())
}
