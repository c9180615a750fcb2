//! Files of applications: handed in with the public form, or scanned at the desk. They are sealed like the applicant's
//! particulars, and each look at one is on record. Until the form is sent they rest in a batch, under a code that its page
//! carries and that nobody can guess.

use jiff::Timestamp;
use law::audit::{Key, Recorded};
use law::screening::Bearer;
use law::staff::{Act, may};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};
use sm3::{Digest, Sm3};

use crate::audit::Detail;
use crate::audit::{self, instant};
use crate::cases::looking::read::of_organ;
use crate::entity::application_file::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::files::holder::APPLICATION_FILE;
use crate::files::{Coming, OpenedFile, Upload, looked_at, room, safe_name};
use crate::ids::{ApplicationFileId, ApplicationId, CaseId, MatterId, OrganId, StoredFileId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};

/// Who is named as having added what an applicant handed in.
pub(crate) const APPLICANT: &str = crate::moment::APPLICANT;

/// How long the files of a form rest that is not sent, in milliseconds; for as long its receipt is given again.
pub(crate) const UNSENT_MILLIS: i64 = 24 * 3_600_000;

/// The largest file of an application, in bytes.
pub const LARGEST_FILE: usize = 10 << 20;
/// Most files that come with the public form.
pub const MOST_FILES: usize = 5;
/// Most files of an application with the scans that the desk adds.
const MOST_SCANS: usize = 50;

/// A file of an application, without what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationFile {
    pub id: ApplicationFileId,
    pub name: String,
    /// Its length in bytes.
    pub bytes: i64,
    pub added_by: String,
    pub added_at: Timestamp,
}

impl ApplicationFile {
    /// Whether the applicant handed it in.
    pub fn is_from_applicant(&self) -> bool {
        self.added_by == APPLICANT
    }
}

/// A file that was looked at and lies sealed in the file room, for an act to claim.
pub(crate) struct CheckedFile {
    name: String,
    media_type: &'static str,
    pub digest: String,
    bytes: i64,
    stored: StoredFileId,
}

/// What files are known by, of two sendings of one form.
pub(crate) fn said(files: &[CheckedFile]) -> Vec<(&str, &str)> {
    files
        .iter()
        .map(|file| (file.name.as_str(), file.digest.as_str()))
        .collect()
}

/// Whose a file is to be.
#[derive(Clone, Copy)]
pub(crate) enum Owner<'a> {
    Batch(&'a str, i64),
    Application(ApplicationId),
    Matter(MatterId),
}

/// Keeps files in the batch of a form that is not sent, for a day; all of them or none.
pub async fn keep_files(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    batch: &str,
    uploads: Vec<Upload>,
) -> Result<(), OfficeError> {
    // Before each is unfolded: nobody has a thousand small bombs looked at.
    refuse_many(uploads.len())?;
    let batch = hashed(batch);
    let there = of_batch(organ, &batch).filter(Column::ExpiresAt.gt(moment.millis()));
    let there = there.count(office.on()).await?;
    refuse_many(
        usize::try_from(there)
            .unwrap_or(usize::MAX)
            .saturating_add(uploads.len()),
    )?;
    let files = checked(office, Bearer::Visitor, moment, uploads).await?;
    let until = moment.millis() + UNSENT_MILLIS;
    transaction!(office, |tx| {
        drop_expired(&tx, moment).await?;
        let there = of_batch(organ, &batch).all(tx.on()).await?;
        refuse_many(there.len() + files.len())?;
        let sizes = files.iter().map(|file| file.bytes);
        refuse_flood(&tx, organ, sizes.sum()).await?;
        for file in &files {
            let owner = Owner::Batch(&batch, until);
            insert(&tx, organ, moment, owner, APPLICANT, file).await?;
        }
        Ok(())
    })
}

fn refuse_many(files: usize) -> Result<(), OfficeError> {
    if files > MOST_FILES {
        let message = format!("附件不超过 {MOST_FILES} 个。请合并后上传，或者在提交后当面、邮寄补充。");
        return Err(OfficeError::invalid("files", message));
    }
    Ok(())
}

/// What forms that were not sent hold together, of one organ: beyond it files are taken with the application's own delivery.
const MOST_UNSENT: i64 = 2 << 30;

/// Whoever begins forms and sends none fills no disk: what lies in batches of the organ has a bound.
async fn refuse_flood(tx: &Tx<'_>, organ: OrganId, bytes: i64) -> Result<(), OfficeError> {
    let held: Option<Option<i64>> = Entity::find()
        .select_only()
        .column_as(Expr::col(Column::Bytes).sum().cast_as("BIGINT"), "bytes")
        .filter(Column::OrganId.eq(organ))
        .filter(Column::ExpiresAt.is_not_null())
        .into_tuple()
        .one(tx.on())
        .await?;
    if held.flatten().unwrap_or(0).saturating_add(bytes) <= MOST_UNSENT {
        return Ok(());
    }
    let message = "网站暂存的附件一时太多，请先不带附件提交，附件在提交后补充，或者当面、邮寄提交。";
    Err(OfficeError::invalid("files", message))
}

/// The files of a batch that is not sent, in the order they came.
pub async fn kept_files(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    batch: &str,
) -> Result<Vec<ApplicationFile>, OfficeError> {
    let query = of_batch(organ, &hashed(batch)).filter(Column::ExpiresAt.gt(moment.millis()));
    listed(query, office.on()).await
}

/// Leaves files out of a batch that is not sent.
pub async fn drop_files(
    office: &Office,
    organ: OrganId,
    batch: &str,
    files: &[ApplicationFileId],
) -> Result<(), OfficeError> {
    // A batch holds few: those of them that are named, however many were named.
    let there = of_batch(organ, &hashed(batch)).all(office.on()).await?;
    let named = there
        .into_iter()
        .map(|row| row.id)
        .filter(|id| files.contains(id));
    let named: Vec<ApplicationFileId> = named.collect();
    if named.is_empty() {
        return Ok(());
    }
    let query = of_batch(organ, &hashed(batch)).filter(Column::Id.is_in(named));
    transaction!(office, |tx| { remove(&tx, query.clone()).await })
}

/// The files of a case's application, in the order they came.
pub async fn files(
    office: &Office,
    actor: &Actor,
    case: CaseId,
) -> Result<Vec<ApplicationFile>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let (row, _) = of_organ(office, actor.organ, case).await?;
    listed(of_application(row.application_id), office.on()).await
}

/// Adds scans to the application of a case; all of them or none.
pub async fn add_files(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    uploads: Vec<Upload>,
) -> Result<(), OfficeError> {
    add_files_once(office, actor, moment, case, uploads, "").await
}

/// The same for a form of the desk: sent twice under one ticket it adds them once.
pub async fn add_files_once(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    uploads: Vec<Upload>,
    ticket: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    if uploads.is_empty() {
        return Err(OfficeError::invalid("files", "请选择要上传的文件。"));
    }
    let (row, application) = of_organ(office, actor.organ, case).await?;
    if application.anonymised_at.is_some() {
        let why = "本件已过保存期限，申请人信息已匿名，不再接收附件。";
        return Err(OfficeError::invalid("files", why));
    }
    let files = checked(office, Bearer::Counter, moment, uploads).await?;
    let words = (case, said(&files));
    let sending = Sending::of(office, actor, Recorded::CasesFileAdd.code(), ticket, &words)?;
    transaction!(office, |tx| {
        if sending.made(&tx, moment).await?.is_some() {
            return Ok(());
        }
        sending.keep(&tx, moment, case.0).await?;
        keep_scans(&tx, actor, moment, (case, row.application_id), &files).await?;
        Ok(())
    })
}

/// A file of a case's application. The look is on record before anything is shown.
pub async fn open_file(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    file: ApplicationFileId,
) -> Result<OpenedFile, OfficeError> {
    may(&actor.roles, Act::RevealApplicants)?;
    let (row, _) = of_organ(office, actor.organ, case).await?;
    let query = of_application(row.application_id).filter(Column::Id.eq(file));
    let file = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    transaction!(office, |tx| {
        let detail = Detail::none().with(Key::Digest, file.digest.as_str());
        audit::append(&tx, actor, moment, Recorded::CasesFileOpen, case, detail).await
    })?;
    Ok(OpenedFile {
        content: APPLICATION_FILE.open(office, file.id.0).await?,
        name: file.name,
        media_type: file.media_type,
        length: file.bytes,
    })
}

/// Makes the files of a batch those of the application or matter that was sent with it; what had expired by then stays behind.
pub(crate) async fn claim(
    tx: &Tx<'_>,
    organ: OrganId,
    moment: Moment,
    batch: &str,
    owner: Owner<'_>,
) -> Result<(), OfficeError> {
    let (column, id) = match owner {
        Owner::Application(application) => (Column::ApplicationId, application.0),
        Owner::Matter(matter) => (Column::MatterId, matter.0),
        Owner::Batch(..) => return Ok(()),
    };
    Entity::update_many()
        .col_expr(column, Expr::value(Some(id)))
        .col_expr(Column::Batch, Expr::value(None::<String>))
        .col_expr(Column::ExpiresAt, Expr::value(None::<i64>))
        .filter(Column::OrganId.eq(organ))
        .filter(Column::Batch.eq(hashed(batch)))
        .filter(Column::ExpiresAt.gt(moment.millis()))
        .exec(tx.on())
        .await?;
    Ok(())
}

/// Keeps the files of a batch as long as the draft that carries its code.
pub(crate) async fn keep_until(
    tx: &Tx<'_>,
    organ: OrganId,
    moment: Moment,
    batch: &str,
    until: i64,
) -> Result<(), OfficeError> {
    Entity::update_many()
        .col_expr(Column::ExpiresAt, Expr::value(until))
        .filter(Column::OrganId.eq(organ))
        .filter(Column::Batch.eq(hashed(batch)))
        .filter(Column::ExpiresAt.gt(moment.millis()))
        .exec(tx.on())
        .await?;
    Ok(())
}

/// How many files of forms were not sent in time.
pub(in crate::cases) async fn expired(office: &Office, moment: Moment) -> Result<u64, OfficeError> {
    let expired = Entity::find().filter(Column::ExpiresAt.lte(moment.millis()));
    Ok(expired.count(office.on()).await?)
}

/// All files of an application, with what they hold; gives how many.
pub(in crate::cases) async fn delete_all(
    tx: &Tx<'_>,
    application: ApplicationId,
) -> Result<u64, OfficeError> {
    let query = of_application(application);
    let files = query.clone().count(tx.on()).await?;
    remove(tx, query).await?;
    Ok(files)
}

/// Throws those away.
pub(crate) async fn drop_expired(tx: &Tx<'_>, moment: Moment) -> Result<(), OfficeError> {
    remove(tx, Entity::find().filter(Column::ExpiresAt.lte(moment.millis()))).await
}

pub(crate) async fn remove(tx: &Tx<'_>, which: Select<Entity>) -> Result<(), OfficeError> {
    for file in which.all(tx.on()).await? {
        APPLICATION_FILE.release(tx, file.id.0).await?;
        file.delete(tx.on()).await?;
    }
    Ok(())
}

/// Looks at every upload; says of each that may not be kept why. When all may be, they are put under seal. Visitors keep nobody at
/// the desk waiting.
pub(crate) async fn checked(
    office: &Office,
    bearer: Bearer,
    moment: Moment,
    uploads: Vec<Upload>,
) -> Result<Vec<CheckedFile>, OfficeError> {
    let limits = office.limits();
    let gate = match bearer {
        Bearer::Visitor => &limits.visitors,
        Bearer::Organ | Bearer::Counter | Bearer::Unit => &limits.staff,
    };
    let mut looked = Vec::with_capacity(uploads.len());
    let mut wrong = Vec::new();
    for upload in uploads {
        let name = safe_name(&upload.name);
        let coming = Coming {
            name: &name,
            bytes: upload.bytes,
            largest: LARGEST_FILE,
            bearer,
            screened: None,
        };
        match looked_at(office, gate, coming).await {
            Ok(found) => looked.push((name, found)),
            Err(OfficeError::Invalid(why)) => wrong.extend(why),
            Err(error) => return Err(error),
        }
    }
    for one in &mut wrong {
        one.field = "files";
    }
    OfficeError::of_fields(wrong)?;
    let mut files = Vec::with_capacity(looked.len());
    for (name, found) in looked {
        files.push(CheckedFile {
            name,
            media_type: found.media_type,
            digest: found.digest,
            bytes: found.bytes.count(),
            stored: room::put(office, moment, &found.bytes).await?,
        });
    }
    Ok(files)
}

pub(crate) async fn insert(
    tx: &Tx<'_>,
    organ: OrganId,
    moment: Moment,
    owner: Owner<'_>,
    by: &str,
    file: &CheckedFile,
) -> Result<ApplicationFileId, OfficeError> {
    let id: ApplicationFileId = tx.next_id(moment);
    let (application, batch, until) = match owner {
        Owner::Batch(batch, until) => (None, Some(batch.to_owned()), Some(until)),
        Owner::Application(application) => (Some(application), None, None),
        Owner::Matter(_) => (None, None, None),
    };
    let row = ActiveModel {
        id: Set(id),
        organ_id: Set(organ),
        application_id: Set(application),
        batch: Set(batch),
        expires_at: Set(until),
        name: Set(file.name.clone()),
        media_type: Set(file.media_type.to_owned()),
        bytes: Set(file.bytes),
        digest: Set(file.digest.clone()),
        added_by: Set(by.to_owned()),
        added_at: Set(moment.millis()),
        stored_id: Set(Some(file.stored)),
        matter_id: Set(match owner {
            Owner::Matter(matter) => Some(matter),
            Owner::Batch(..) | Owner::Application(_) => None,
        }),
    };
    Entity::insert(row).exec_without_returning(tx.on()).await?;
    room::claim(tx, file.stored).await?;
    Ok(id)
}

/// Adds scans in the transaction of an act that keeps more than them; no more than an application may have.
pub(in crate::cases) async fn keep_scans(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    (case, application): (CaseId, ApplicationId),
    files: &[CheckedFile],
) -> Result<Vec<ApplicationFileId>, OfficeError> {
    let there = of_application(application).all(tx.on()).await?;
    if there.len() + files.len() > MOST_SCANS {
        let message = format!("一件申请的附件不超过 {MOST_SCANS} 个。");
        return Err(OfficeError::invalid("files", message));
    }
    let owner = Owner::Application(application);
    let mut ids = Vec::with_capacity(files.len());
    for file in files {
        ids.push(insert(tx, actor.organ, moment, owner, &actor.name, file).await?);
    }
    let digests: Vec<&str> = files.iter().map(|file| file.digest.as_str()).collect();
    let detail = Detail::none()
        .with(Key::Files, files.len())
        .with(Key::Digest, digests.join("、"));
    audit::append(tx, actor, moment, Recorded::CasesFileAdd, case, detail).await?;
    Ok(ids)
}

fn of_batch(organ: OrganId, batch: &str) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(Column::Batch.eq(batch))
}

pub(in crate::cases) fn of_application(application: ApplicationId) -> Select<Entity> {
    Entity::find().filter(Column::ApplicationId.eq(application))
}

/// Those of an application, by their ids.
pub(in crate::cases) async fn ids(
    tx: &Tx<'_>,
    application: ApplicationId,
) -> Result<Vec<ApplicationFileId>, OfficeError> {
    let query = of_application(application).select_only().column(Column::Id);
    Ok(query.into_tuple().all(tx.on()).await?)
}

pub(crate) async fn listed(
    query: Select<Entity>,
    on: &impl ConnectionTrait,
) -> Result<Vec<ApplicationFile>, OfficeError> {
    let rows = query.order_by_asc(Column::Id).all(on).await?;
    let shown = |row: Model| {
        Ok(ApplicationFile {
            id: row.id,
            name: row.name,
            bytes: row.bytes,
            added_by: row.added_by,
            added_at: instant(row.added_at)?,
        })
    };
    rows.into_iter().map(shown).collect()
}

/// How a batch code is stored.
fn hashed(batch: &str) -> String {
    hex::encode(Sm3::digest(format!("batch {batch}")))
}
