//! Verdicts given on paper (线下签批): somebody who may take the level signed the printed form; whoever has it enters what they said,
//! with its scan. It counts like any other and is shown as what it is. The code on the form tells that it is this edition's.

use law::audit::{Key, Recorded};
use law::review::{Subject, Verdict};
use law::screening::Bearer;
use law::staff::{Act, may};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::review::{Opened, Opinion, required, set_stage, told};
use crate::audit::{self, Detail};
use crate::cases::letters::{LARGEST_SCAN, Scanned};
use crate::entity::{account, review_scan, review_step};
use crate::error::OfficeError;
use crate::files::holder::REVIEW_SCAN;
use crate::files::{Coming, OpenedFile, looked_at, room, safe_name};
use crate::ids::{AccountId, DocumentId, ReviewScanId, StoredFileId};
use crate::moment::{Actor, Moment};
use crate::review::{self, At, Said};
use crate::store::{Office, Tx, transaction};
use crate::versioned::held;

/// What a scan may be.
const KINDS: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];

/// What was signed on paper.
#[derive(Clone, Debug)]
pub struct OnPaper<'a> {
    pub signer: AccountId,
    pub verdict: Verdict,
    pub words: &'a str,
    /// 校验码 as it stands on the form.
    pub code: &'a str,
    pub scanned: Scanned,
}

/// The scan of a form that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedForm {
    pub id: ReviewScanId,
    pub name: String,
    pub bytes: i64,
    pub edition: i64,
    pub level: String,
    pub signer: String,
    pub entered_by: String,
}

/// A scan that lies in the file room until the act claims it.
struct Laid {
    name: String,
    media_type: &'static str,
    digest: String,
    bytes: i64,
    stored: StoredFileId,
}

/// Enters a verdict that was given on paper, at the level the document waits for. Not by whoever signed: they act here themselves.
pub async fn enter_on_paper(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    given: OnPaper<'_>,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    if actor.account == Some(given.signer) {
        return Err(OfficeError::invalid(
            "signer",
            "签批人是您本人，请直接在系统中办理。",
        ));
    }
    let laid = laid(office, moment, given.scanned).await?;
    let (signer, code) = (given.signer, given.code.trim().to_lowercase());
    let opinion = Opinion {
        verdict: given.verdict,
        words: given.words,
    };
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        let opened = Opened::of(&tx, row).await?;
        if code != opened.review.check_code() {
            let message =
                "校验码与这一稿不符：签批的不是这一稿，请核对审批单上的“校验码”，或者重新打印、签批。";
            return Err(OfficeError::invalid("code", message));
        }
        let signer = signer_of(&tx, actor, signer, &opened).await?;
        let named = take(&tx, actor, moment, &opened, (&signer, opinion), &laid).await?;
        let detail = Detail::none()
            .with(Key::Edition, opened.edition.number)
            .with(Key::Level, named)
            .with(Key::Name, signer.name.as_str())
            .with(Key::Digest, laid.digest.as_str());
        let now = Opened::of(&tx, opened.row).await?;
        set_stage(&tx, moment, now.row, &now.review.standing).await?;
        audit::append(&tx, actor, moment, Recorded::DocumentsReviewOnPaper, id, detail).await
    })
}

async fn laid(office: &Office, moment: Moment, scanned: Scanned) -> Result<Laid, OfficeError> {
    let name = safe_name(&scanned.upload.name);
    let coming = Coming {
        name: &name,
        bytes: scanned.upload.bytes,
        largest: LARGEST_SCAN,
        bearer: Bearer::Organ,
        screened: Some(&scanned.screening),
    };
    let looked = looked_at(office, &office.limits().staff, coming).await;
    let found = looked.map_err(at_scan)?;
    if !KINDS.contains(&found.media_type) {
        let message = "签批单的扫描件应当是 PDF，或者 JPG、PNG 图片；有几页的，请扫描成一个 PDF。";
        return Err(OfficeError::invalid("scan", message));
    }
    Ok(Laid {
        stored: room::put(office, moment, &found.bytes).await?,
        bytes: found.bytes.count(),
        name,
        media_type: found.media_type,
        digest: found.digest,
    })
}

fn at_scan(error: OfficeError) -> OfficeError {
    match error {
        OfficeError::Invalid(mut why) => {
            for one in &mut why {
                one.field = "scan";
            }
            OfficeError::Invalid(why)
        }
        other => other,
    }
}

/// Whoever signed, as somebody at work who holds their roles.
async fn signer_of(
    tx: &Tx<'_>,
    actor: &Actor,
    signer: AccountId,
    opened: &Opened,
) -> Result<Actor, OfficeError> {
    let unknown = || OfficeError::invalid("signer", "请选择在岗的签批人。");
    let roles = opened.staff.iter().find(|(id, _)| *id == signer.0);
    let roles = roles.map(|(_, roles)| roles.clone()).ok_or_else(unknown)?;
    let row = account::Entity::find_by_id(signer).one(tx.on()).await?;
    Ok(Actor {
        account: Some(signer),
        name: row.ok_or_else(unknown)?.name,
        roles,
        ..actor.clone()
    })
}

/// Keeps the verdict as the signer's, entered by the actor, with the scan. Gives the name of the level.
async fn take(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    opened: &Opened,
    (signer, opinion): (&Actor, Opinion<'_>),
    laid: &Laid,
) -> Result<String, OfficeError> {
    let review = &opened.review;
    let level = review
        .may_take(signer, &opened.staff)
        .map_err(|why| told(why, review.levels.as_ref()))?;
    let (_, setting) = review.waits_at().ok_or(OfficeError::Missing)?;
    let words = required(setting, opinion)?;
    let said = Said {
        verdict: opinion.verdict,
        opinion: &words,
    };
    let at = At {
        level,
        setting,
        entered_by: Some(actor.name.as_str()),
    };
    let id = opened.row.id;
    let step = review::take_level(tx, signer, moment, id, &review.judged, at, said).await?;
    let row = review_scan::ActiveModel {
        id: Set(tx.next_id(moment)),
        step_id: Set(step),
        name: Set(laid.name.clone()),
        media_type: Set(laid.media_type.to_owned()),
        bytes: Set(laid.bytes),
        digest: Set(laid.digest.clone()),
        stored_id: Set(Some(laid.stored)),
    };
    review_scan::Entity::insert(row)
        .exec_without_returning(tx.on())
        .await?;
    room::claim(tx, laid.stored).await?;
    Ok(setting.name.clone())
}

/// The forms that were signed for a document, the latest first.
pub async fn signed_forms(
    office: &Office,
    actor: &Actor,
    id: DocumentId,
) -> Result<Vec<SignedForm>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let steps = review_step::Entity::find()
        .filter(review_step::Column::OrganId.eq(actor.organ))
        .filter(review_step::Column::SubjectKind.eq(Subject::Document.code()))
        .filter(review_step::Column::SubjectId.eq(id.0))
        .filter(review_step::Column::EnteredByName.is_not_null())
        .order_by_desc(review_step::Column::Id)
        .all(office.on())
        .await?;
    let scans = review_scan::Entity::find()
        .filter(review_scan::Column::StepId.is_in(steps.iter().map(|step| step.id)))
        .all(office.on())
        .await?;
    let form = |step: review_step::Model| {
        let scan = scans.iter().find(|scan| scan.step_id == step.id)?;
        Some(SignedForm {
            id: scan.id,
            name: scan.name.clone(),
            bytes: scan.bytes,
            edition: step.round,
            level: step.level_name.unwrap_or_default(),
            signer: step.name,
            entered_by: step.entered_by_name.unwrap_or_default(),
        })
    };
    Ok(steps.into_iter().filter_map(form).collect())
}

/// The scan itself, for the desk.
pub async fn open_signed_form(
    office: &Office,
    actor: &Actor,
    id: DocumentId,
    scan: ReviewScanId,
) -> Result<OpenedFile, OfficeError> {
    let known = signed_forms(office, actor, id).await?;
    known
        .iter()
        .find(|form| form.id == scan)
        .ok_or(OfficeError::Missing)?;
    let row = review_scan::Entity::find_by_id(scan).one(office.on()).await?;
    let row = row.ok_or(OfficeError::Missing)?;
    Ok(OpenedFile {
        content: REVIEW_SCAN.open(office, scan.0).await?,
        name: row.name,
        media_type: row.media_type,
        length: row.bytes,
    })
}
