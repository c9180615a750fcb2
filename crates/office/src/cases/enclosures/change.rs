//! What becomes of the enclosures while their reply is in work. Nothing changes once it is in sign-off; whoever changed
//! something of them wrote of the reply, and takes no level of its review.

use law::audit::{Key, Recorded};
use law::cases::enclosures::{FilePart, Item, may_be_kept};
use law::cases::reasons::is_wordless;
use law::codes::WhyNot;
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::freeze::follow;
use super::keep::{Checked, checked, keep, let_go, said};
use super::{Enclosing, Enclosure, KeptFile, MOST_ITEMS, of_case};
use crate::audit::{self, Detail};
use crate::cases::letters::refuse_while_in_sign_off;
use crate::entity::{application, enclosure, enclosure_file, request_case};
use crate::error::OfficeError;
use crate::ids::{CaseId, EnclosureFileId, EnclosureId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};

/// Adds an item with its files; all of it or nothing.
pub async fn add(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    item: &Item,
    files: Vec<Enclosing>,
) -> Result<EnclosureId, OfficeError> {
    add_once(office, actor, moment, case, item, files, "").await
}

/// The same for a form of the desk: sent twice under one ticket it leads to the item that it made.
pub async fn add_once(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    item: &Item,
    files: Vec<Enclosing>,
    ticket: &str,
) -> Result<EnclosureId, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    OfficeError::of_fields(item.wrong())?;
    let files = checked(office, moment, item, files).await?;
    let words = (case, item, said(&files));
    let sending = Sending::of(office, actor, Recorded::CasesEnclose.code(), ticket, &words)?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(EnclosureId(made));
        }
        let there = changing(&tx, actor, case).await?;
        // The same file under the same name is one thing, whichever page or press it came from.
        if let Some(same) = there.iter().find(|one| is_same(one, item, &files)) {
            return Ok(same.id);
        }
        if there.len() >= MOST_ITEMS {
            return Err(OfficeError::invalid(
                "name",
                format!("一份答复的附件不超过 {MOST_ITEMS} 项。"),
            ));
        }
        let id: EnclosureId = tx.next_id(moment);
        sending.keep(&tx, moment, id.0).await?;
        let row = enclosure::ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            case_id: Set(case),
            letter_id: Set(None),
            // Ids grow with time, and so does the list.
            position: Set(id.0),
            ..described(actor, moment, item)
        };
        enclosure::Entity::insert(row)
            .exec_without_returning(tx.on())
            .await?;
        keep(&tx, actor, moment, &there, id, &files, None).await?;
        changed(&tx, actor, moment, case, &files).await?;
        Ok(id)
    })
}

/// Whether an item holds these very files under that name.
fn is_same(one: &Enclosure, item: &Item, files: &[Checked]) -> bool {
    let held = one
        .files
        .iter()
        .map(|kept| (kept.file.part, kept.file.digest.as_str()));
    let added = said(files).into_iter().map(|(part, _, digest)| (part, digest));
    !files.is_empty() && one.item.name.trim() == item.name.trim() && held.eq(added)
}

/// Describes an item anew.
pub async fn describe(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    enclosure: EnclosureId,
    item: &Item,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    OfficeError::of_fields(item.wrong())?;
    transaction!(office, |tx| {
        let (case, there) = around(&tx, actor, enclosure).await?;
        let held = there
            .iter()
            .find(|one| one.id == enclosure)
            .ok_or(OfficeError::Missing)?;
        for kept in &held.files {
            let file = &kept.file;
            may_be_kept(item, file.part, &file.name, &file.screening).map_err(wrong)?;
        }
        let row = enclosure::ActiveModel {
            id: Set(enclosure),
            ..described(actor, moment, item)
        };
        row.update(tx.on()).await?;
        changed(&tx, actor, moment, case, &[]).await
    })
}

/// Adds files to an item; all of them or none.
pub async fn add_files(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    enclosure: EnclosureId,
    files: Vec<Enclosing>,
) -> Result<(), OfficeError> {
    add_files_once(office, actor, moment, enclosure, files, "").await
}

/// The same for a form of the desk: sent twice under one ticket it adds them once.
pub async fn add_files_once(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    enclosure: EnclosureId,
    files: Vec<Enclosing>,
    ticket: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    if files.is_empty() {
        return Err(OfficeError::invalid("files", "请选择要上传的文件。"));
    }
    let item = one_in_work(office, actor, enclosure).await?.item;
    let files = checked(office, moment, &item, files).await?;
    let words = (enclosure, said(&files));
    let sending = Sending::of(office, actor, Recorded::CasesEnclose.code(), ticket, &words)?;
    transaction!(office, |tx| {
        if sending.made(&tx, moment).await?.is_some() {
            return Ok(());
        }
        let (case, there) = around(&tx, actor, enclosure).await?;
        keep(&tx, actor, moment, &there, enclosure, &files, None).await?;
        sending.keep(&tx, moment, enclosure.0).await?;
        changed(&tx, actor, moment, case, &files).await
    })
}

/// Puts a cleaned copy in the place of a file. What it was made from stays under seal, beside the copy.
pub async fn clean(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    file: EnclosureFileId,
    copy: Enclosing,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let enclosure = enclosure_of(office, file).await?;
    let item = one_in_work(office, actor, enclosure).await?.item;
    let files = checked(office, moment, &item, vec![copy]).await?;
    transaction!(office, |tx| {
        let (case, there) = around(&tx, actor, enclosure).await?;
        let held = file_among(&there, file)?;
        if held.file.part != FilePart::Version {
            return Err(OfficeError::invalid(
                "files",
                "这份文件已经封存，不会提供给申请人，无需清理。",
            ));
        }
        if item.may_keep_original() {
            let row = enclosure_file::ActiveModel {
                id: Set(file),
                part: Set(FilePart::Original.code().to_owned()),
                confirmed: Set(None),
                confirmed_by_name: Set(None),
                ..Default::default()
            };
            row.update(tx.on()).await?;
        } else {
            let_go(&tx, file).await?;
        }
        keep(&tx, actor, moment, &there, enclosure, &files, Some(file)).await?;
        changed(&tx, actor, moment, case, &files).await
    })
}

/// Says why a file may go out although its screening warns. What forbids it can't be talked away.
pub async fn confirm(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    file: EnclosureFileId,
    reason: &str,
) -> Result<(), OfficeError> {
    const LEAST: usize = 4;
    may(&actor.roles, Act::HandleCases)?;
    let reason = reason.trim();
    if reason.chars().count() < LEAST || is_wordless(reason) {
        let message = "请写明核对的情况和可以提供的理由，例如：隐藏的列是序号，不涉及他人信息。";
        return Err(OfficeError::invalid("reason", message));
    }
    let enclosure = enclosure_of(office, file).await?;
    transaction!(office, |tx| {
        let (case, there) = around(&tx, actor, enclosure).await?;
        let held = file_among(&there, file)?;
        let forbidden = held.file.screening.blockers("reason", &held.file.name);
        OfficeError::of_fields(forbidden)?;
        let row = enclosure_file::ActiveModel {
            id: Set(file),
            confirmed: Set(Some(reason.to_owned())),
            confirmed_by_name: Set(Some(actor.name.clone())),
            ..Default::default()
        };
        row.update(tx.on()).await?;
        follow(&tx, actor, moment, case).await?;
        // The reason stays with the file, and goes with it.
        let detail = Detail::none().with(Key::Digest, held.file.digest.as_str());
        audit::append(&tx, actor, moment, Recorded::CasesEncloseConfirm, case, detail).await
    })
}

/// Takes a file away, with what it holds.
pub async fn remove_file(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    file: EnclosureFileId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let enclosure = enclosure_of(office, file).await?;
    transaction!(office, |tx| {
        let (case, there) = around(&tx, actor, enclosure).await?;
        file_among(&there, file)?;
        let_go(&tx, file).await?;
        changed(&tx, actor, moment, case, &[]).await
    })
}

/// Takes an item away with its files.
pub async fn remove(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    enclosure: EnclosureId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    transaction!(office, |tx| {
        let (case, there) = around(&tx, actor, enclosure).await?;
        for file in there
            .iter()
            .filter(|one| one.id == enclosure)
            .flat_map(|one| &one.files)
        {
            let_go(&tx, file.id).await?;
        }
        enclosure::Entity::delete_by_id(enclosure).exec(tx.on()).await?;
        changed(&tx, actor, moment, case, &[]).await
    })
}

fn described(actor: &Actor, moment: Moment, item: &Item) -> enclosure::ActiveModel {
    let ground = item.ground.filter(|_| !item.article().is_empty());
    let reason = if item.article().is_empty() {
        ""
    } else {
        item.reason.trim()
    };
    enclosure::ActiveModel {
        name: Set(crate::text::line(&item.name)),
        given: Set(item.given.code().to_owned()),
        ground: Set(ground.map(|ground| ground.code().to_owned())),
        reason: Set(reason.to_owned()),
        changed_by: Set(actor.account),
        changed_by_name: Set(actor.name.clone()),
        changed_at: Set(moment.millis()),
        ..Default::default()
    }
}

/// After a change: the draft of the reply lists them as they are now, and the change is on record.
async fn changed(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    added: &[Checked],
) -> Result<(), OfficeError> {
    follow(tx, actor, moment, case).await?;
    let digests: Vec<&str> = added.iter().map(|file| file.digest.as_str()).collect();
    let mut detail = Detail::none().with(Key::Files, added.len());
    if !digests.is_empty() {
        detail = detail.with(Key::Digest, digests.join("、"));
    }
    audit::append(tx, actor, moment, Recorded::CasesEnclose, case, detail).await
}

/// What is there of a case of the actor's organ that may still be changed.
async fn changing(tx: &Tx<'_>, actor: &Actor, case: CaseId) -> Result<Vec<Enclosure>, OfficeError> {
    let row = request_case::Entity::find_by_id(case)
        .filter(request_case::Column::OrganId.eq(actor.organ))
        .one(tx.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    if row.outcome.is_some() {
        return Err(OfficeError::invalid("", "答复已经签发，附件已经定稿，不能再改。"));
    }
    let application = application::Entity::find_by_id(row.application_id)
        .one(tx.on())
        .await?;
    if application.is_none_or(|application| application.anonymised_at.is_some()) {
        return Err(OfficeError::invalid(
            "",
            "本件已过保存期限，申请人信息已匿名，不再接收附件。",
        ));
    }
    refuse_while_in_sign_off(tx, case).await?;
    of_case(tx.on(), case).await
}

/// The case of an item that may still be changed, with all its items.
async fn around(
    tx: &Tx<'_>,
    actor: &Actor,
    enclosure: EnclosureId,
) -> Result<(CaseId, Vec<Enclosure>), OfficeError> {
    let row = enclosure::Entity::find_by_id(enclosure).one(tx.on()).await?;
    let case = row.ok_or(OfficeError::Missing)?.case_id;
    let there = changing(tx, actor, case).await?;
    if there.iter().any(|one| one.id == enclosure) {
        Ok((case, there))
    } else {
        Err(OfficeError::invalid("", "答复已经签发，附件已经定稿，不能再改。"))
    }
}

/// The item of a file.
async fn enclosure_of(office: &Office, file: EnclosureFileId) -> Result<EnclosureId, OfficeError> {
    let row = enclosure_file::Entity::find_by_id(file).one(office.on()).await?;
    Ok(row.ok_or(OfficeError::Missing)?.enclosure_id)
}

async fn one_in_work(
    office: &Office,
    actor: &Actor,
    enclosure: EnclosureId,
) -> Result<Enclosure, OfficeError> {
    let row = enclosure::Entity::find_by_id(enclosure)
        .filter(enclosure::Column::OrganId.eq(actor.organ))
        .one(office.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    let there = of_case(office.on(), row.case_id).await?;
    there
        .into_iter()
        .find(|one| one.id == enclosure)
        .ok_or(OfficeError::Missing)
}

fn file_among(there: &[Enclosure], file: EnclosureFileId) -> Result<&KeptFile, OfficeError> {
    let mut files = there.iter().flat_map(|one| &one.files);
    files.find(|kept| kept.id == file).ok_or(OfficeError::Missing)
}

fn wrong(why: WhyNot) -> OfficeError {
    OfficeError::Invalid(vec![why])
}
