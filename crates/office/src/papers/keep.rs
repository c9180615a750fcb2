//! Keeping a paper that was made, and giving it out again.

use std::collections::BTreeMap;

use law::audit::{Key, Recorded};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use sm3::{Digest, Sm3};

use super::{Paper, PaperJob, PaperOf, Printable, insert, shelf};
use crate::audit::{self, Detail, instant};
use crate::cases::letters;
use crate::entity::paper::Model;
use crate::error::OfficeError;
use crate::ids::{OrganId, ReportEditionId};
use crate::moment::{Actor, Moment, Program};
use crate::reports;
use crate::store::{Office, Tx, transaction};

/// What a job's paper is printed from; `None` where there is nothing to print any more.
pub async fn printable(
    office: &Office,
    _: Program,
    job: &PaperJob,
) -> Result<Option<Printable>, OfficeError> {
    Ok(match job.of {
        PaperOf::Letter(id) => letters::signed(office, id)
            .await?
            .map(|letter| Printable::Letter(Box::new(letter))),
        PaperOf::ReportEdition(id) => reports::edition_of(office, id)
            .await?
            .map(|report| Printable::Report(Box::new(report))),
    })
}

/// The paper of this, if it was made.
pub async fn kept(office: &Office, printed: &Printable) -> Result<Option<Paper>, OfficeError> {
    match printed.of().query().one(office.on()).await? {
        Some(row) => Paper::of(row),
        None => Ok(None),
    }
}

/// The papers of these editions of reports, as far as they were made.
pub(crate) async fn of_editions(
    office: &Office,
    editions: &[ReportEditionId],
) -> Result<BTreeMap<ReportEditionId, Paper>, OfficeError> {
    let rows = PaperOf::of_editions(editions).all(office.on()).await?;
    let mut made = BTreeMap::new();
    for row in rows {
        let edition = ReportEditionId(row.subject_id);
        if let Some(paper) = Paper::of(row)? {
            made.insert(edition, paper);
        }
    }
    Ok(made)
}

impl Paper {
    /// What a row says of a paper; `None` until it is made.
    fn of(row: Model) -> Result<Option<Self>, OfficeError> {
        let (Some(digest), Some(made_at)) = (row.digest, row.made_at) else {
            return Ok(None);
        };
        Ok(Some(Self {
            digest,
            made_at: instant(made_at)?,
            is_made_later: row.is_made_later,
        }))
    }
}

/// The bytes of the paper of this, if it was made: what its digest says, or an error.
pub async fn bytes(office: &Office, printed: &Printable) -> Result<Option<Vec<u8>>, OfficeError> {
    let of = printed.of();
    let Some(row) = of.query().one(office.on()).await? else {
        return Ok(None);
    };
    match &row.digest {
        Some(digest) => shelf::get(office, of, &row, digest).await.map(Some),
        None => Ok(None),
    }
}

/// Keeps what was printed, and gives the bytes to hand out: those that were kept first. The paper of a letter that is
/// nameless by now is not kept.
pub async fn keep(
    office: &Office,
    moment: Moment,
    printed: &Printable,
    made: Vec<u8>,
) -> Result<Vec<u8>, OfficeError> {
    let of = printed.of();
    let digest = hex::encode(Sm3::digest(&made));
    let put = shelf::put(office, moment, of, &digest, &made).await?;
    transaction!(office, |tx| {
        let Some(organ) = owner(&tx, of).await? else {
            return Ok(());
        };
        let row = match of.query().one(tx.on()).await? {
            Some(row) if row.digest.is_some() => return Ok(()),
            Some(row) => row,
            // Nobody asked for it when it was signed or frozen: that was before papers were kept.
            None => insert(&tx, moment, organ, of, true).await?,
        };
        let id = row.id;
        let mut row = row.into_active_model();
        row.digest = Set(Some(digest.clone()));
        row.bytes = Set(Some(i64::try_from(made.len()).unwrap_or(i64::MAX)));
        row.made_at = Set(Some(moment.millis()));
        row.update(tx.on()).await?;
        shelf::claim(&tx, id, put).await?;
        record(&tx, moment, organ, printed, &digest).await
    })?;
    Ok(bytes(office, printed).await?.unwrap_or(made))
}

/// Whose it is, where it may be kept: signed or frozen, and not nameless.
async fn owner(tx: &Tx<'_>, of: PaperOf) -> Result<Option<OrganId>, OfficeError> {
    match of {
        PaperOf::Letter(id) => letters::organ_of_signed(tx.on(), id).await,
        PaperOf::ReportEdition(id) => reports::organ_of_edition(tx.on(), id).await,
    }
}

async fn record(
    tx: &Tx<'_>,
    moment: Moment,
    organ: OrganId,
    printed: &Printable,
    digest: &str,
) -> Result<(), OfficeError> {
    let detail = Detail::none().with(Key::Digest, digest);
    let (subject, detail) = match printed {
        Printable::Letter(letter) => (letter.case.into(), detail.with(Key::Letter, letter.id.0)),
        Printable::Report(published) => (
            audit::report(published.report.year),
            detail.with(Key::Edition, published.edition),
        ),
    };
    let actor = Actor::system(organ, "系统");
    audit::append(tx, &actor, moment, Recorded::PapersKeep, subject, detail).await
}
