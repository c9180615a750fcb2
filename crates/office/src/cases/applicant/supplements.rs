//! Files after the application was sent: what its applicant hands in later (补充材料), told to the clerks, and a scan that
//! the desk took by mistake. What came from the applicant stays.

use law::audit::{Key, Recorded};
use law::cases::reasons::is_wordless;
use law::cases::{Event, Standing};
use law::screening::Bearer;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::access::{self, Applicant};
use super::files::{
    APPLICANT, ApplicationFile, MOST_FILES, Owner, checked, insert, listed, of_application, remove, said,
};
use crate::audit::Detail;
use crate::cases::acts::notes::keep_note;
use crate::cases::looking::read::{events, of_organ};
use crate::cases::settings::rules;
use crate::entity::application_file::Column;
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::files::Upload;
use crate::ids::{ApplicationFileId, CaseId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, transaction};
use crate::text::line;
use crate::{audit, reminders};

/// Most files of an application that come from its applicant, early and late.
pub const MOST_SUPPLEMENTS: usize = 20;

/// The files that the applicant handed in, in the order they came.
pub async fn supplements(office: &Office, who: &Applicant) -> Result<Vec<ApplicationFile>, OfficeError> {
    let query = of_application(who.application)
        .filter(Column::OrganId.eq(who.organ))
        .filter(Column::AddedBy.eq(APPLICANT));
    listed(query, office.on()).await
}

/// Takes further files of the applicant for a case that is not answered yet; all of them or none.
pub async fn add_supplements(
    office: &Office,
    who: &Applicant,
    moment: Moment,
    case: CaseId,
    uploads: Vec<Upload>,
) -> Result<(), OfficeError> {
    add_supplements_once(office, who, moment, case, uploads, "").await
}

/// The same for a page: sent twice under one ticket they are taken once.
pub async fn add_supplements_once(
    office: &Office,
    who: &Applicant,
    moment: Moment,
    case: CaseId,
    uploads: Vec<Upload>,
    ticket: &str,
) -> Result<(), OfficeError> {
    access::own(office, who, case).await?;
    if uploads.is_empty() {
        return Err(OfficeError::invalid("files", "请选择要上传的文件。"));
    }
    // Before each is unfolded: nobody has a thousand small bombs looked at.
    if uploads.len() > MOST_FILES {
        let why = format!("一次不超过 {MOST_FILES} 个文件。");
        return Err(OfficeError::invalid("files", why));
    }
    let files = checked(office, Bearer::Visitor, moment, uploads).await?;
    let actor = Actor::applicant(who.organ, &who.from);
    let rules = rules(office, who.organ).await?;
    let words = (case, said(&files));
    let sending = Sending::of(office, &actor, Recorded::CasesFileAdd.code(), ticket, &words)?;
    transaction!(office, |tx| {
        if sending.made(&tx, moment).await?.is_some() {
            return Ok(());
        }
        let timeline = events(tx.on(), case).await?;
        let so_far: Vec<Event> = timeline.into_iter().map(|entry| entry.event).collect();
        let standing = Standing::of(&so_far, &rules, moment.today)
            .map_err(|error| OfficeError::Damaged(error.to_string()))?;
        standing
            .may_supplement()
            .map_err(|why| OfficeError::invalid("", why))?;
        let there = of_application(who.application)
            .filter(Column::AddedBy.eq(APPLICANT))
            .count(tx.on())
            .await?;
        if usize::try_from(there).unwrap_or(usize::MAX) + files.len() > MOST_SUPPLEMENTS {
            let why = format!("附件总共不超过 {MOST_SUPPLEMENTS} 个。更多的材料请当面提交或者邮寄。");
            return Err(OfficeError::invalid("files", why));
        }
        for file in &files {
            let owner = Owner::Application(who.application);
            insert(&tx, who.organ, moment, owner, APPLICANT, file).await?;
        }
        sending.keep(&tx, moment, case.0).await?;
        let row = request_case::Entity::find_by_id(case)
            .one(tx.on())
            .await?
            .ok_or(OfficeError::Missing)?;
        reminders::announce_supplement(&tx, moment, &row, files.len()).await?;
        let digests: Vec<&str> = files.iter().map(|file| file.digest.as_str()).collect();
        let detail = Detail::none()
            .with(Key::Files, files.len())
            .with(Key::Digest, digests.join("、"));
        audit::append(&tx, &actor, moment, Recorded::CasesFileAdd, case, detail).await
    })
}

/// Takes away a scan that the desk added, for a reason that stands among the notes of the case.
pub async fn drop_scan(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    file: ApplicationFileId,
    reason: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let reason = line(reason);
    if is_wordless(&reason) {
        return Err(OfficeError::invalid(
            "reason",
            "请写明移除的原因，例如“传错了件”。",
        ));
    }
    let (row, _) = of_organ(office, actor.organ, case).await?;
    transaction!(office, |tx| {
        let query = of_application(row.application_id).filter(Column::Id.eq(file));
        let held = query.clone().one(tx.on()).await?.ok_or(OfficeError::Missing)?;
        if held.added_by == APPLICANT {
            let why = "申请人提交的附件是申请的一部分，不能移除。";
            return Err(OfficeError::invalid("", why));
        }
        remove(&tx, query).await?;
        let note = format!("移除了本机关添加的一个附件：{reason}");
        keep_note(&tx, actor, moment, case, &note).await?;
        let detail = Detail::none().with(Key::Digest, held.digest);
        audit::append(&tx, actor, moment, Recorded::CasesFileDrop, case, detail).await
    })
}
