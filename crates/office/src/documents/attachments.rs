//! Files of a document: added and left out by editions, read at the desk and, once published, by anyone.

use law::audit::{Key, Recorded};
use law::screening::Bearer;
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};

use super::public::files_of;
use super::write::edition_row;
use super::{Edition, schedule};
use crate::audit::{self, Detail};
use crate::entity::{attachment, document, edition, edition_attachment};
use crate::error::OfficeError;
use crate::files::{
    Coming, LARGEST, Looked, OpenedFile, TIFF, Upload, WEBP, looked_at, open_public, safe_name, store,
};
use crate::ids::{AttachmentId, DocumentId, EditionId, OrganId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::review;
use crate::store::{Office, Tx, transaction};
use crate::versioned::{bump, held};

/// Most files of one edition.
const MOST: u64 = 50;

/// Adds a file to the document as part of a new edition; the file is on disk before the record is.
pub async fn attach(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    upload: Upload,
) -> Result<AttachmentId, OfficeError> {
    attach_once(office, actor, moment, id, version, upload, "").await
}

/// The same for a form of the desk: sent twice under one ticket it leads to the file that it added.
pub async fn attach_once(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    upload: Upload,
    ticket: &str,
) -> Result<AttachmentId, OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let name = safe_name(&upload.name);
    let found = taken_in(office, &name, upload.bytes).await?;
    let (media_type, digest, length) = (found.media_type, found.digest, found.bytes.count());
    store(office, &digest, found.bytes).await?;
    let words = (id, version, &name, &digest);
    let sending = Sending::of(office, actor, Recorded::DocumentsAttach.code(), ticket, &words)?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(AttachmentId(made));
        }
        let (edition, number) = next_edition(&tx, actor, moment, id, version).await?;
        let position = places(&tx, edition).await?;
        if position >= MOST {
            return Err(OfficeError::invalid("file", format!("附件不超过 {MOST} 个。")));
        }
        let file = Attached {
            name: &name,
            media_type,
            bytes: length,
            digest: &digest,
            address_of: None,
        };
        let position = i64::try_from(position).unwrap_or(0) + 1;
        let file = file.insert(&tx, actor, moment, id, edition, position).await?;
        sending.keep(&tx, moment, file.0).await?;
        let detail = Detail::none()
            .with(Key::Edition, number)
            .with(Key::Name, name.as_str())
            .with(Key::Bytes, length)
            .with(Key::Digest, digest.as_str());
        audit::append(&tx, actor, moment, Recorded::DocumentsAttach, id, detail).await?;
        Ok(file)
    })
}

/// A file that may be kept: of a known kind that the public can open, and without the mark of a secret.
async fn taken_in(office: &Office, name: &str, bytes: Vec<u8>) -> Result<Looked, OfficeError> {
    let coming = Coming {
        name,
        bytes,
        largest: LARGEST,
        bearer: Bearer::Organ,
        screened: None,
    };
    let found = looked_at(office, &office.limits().staff, coming).await?;
    if matches!(found.media_type, TIFF | WEBP) {
        // Scanners and phones make them; browsers and old office machines do not all show them.
        let message = format!("“{name}”请转换为 PNG、JPEG 或者 PDF 后上传，公众用的软件才都能打开。");
        return Err(OfficeError::invalid("file", message));
    }
    Ok(found)
}

/// Puts a file in the place of another in a new edition: a corrected one, or a copy without what nobody is meant to see. It stands where
/// that stood and at its address, from the publication of that edition on; the editions before keep theirs.
pub async fn replace(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    old: AttachmentId,
    upload: Upload,
) -> Result<AttachmentId, OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let name = safe_name(&upload.name);
    let found = taken_in(office, &name, upload.bytes).await?;
    let (media_type, digest, length) = (found.media_type, found.digest, found.bytes.count());
    store(office, &digest, found.bytes).await?;
    transaction!(office, |tx| {
        let (edition, number) = next_edition(&tx, actor, moment, id, version).await?;
        let known = attachment::Entity::find_by_id(old).one(tx.on()).await?;
        let known = known.ok_or(OfficeError::Missing)?;
        if known.digest == digest && known.name == name {
            return Err(OfficeError::invalid("file", "选的就是现在的附件，没有变化。"));
        }
        let place = edition_attachment::Entity::find_by_id((edition, old))
            .one(tx.on())
            .await?;
        let position = place.ok_or(OfficeError::Missing)?.position;
        edition_attachment::Entity::delete_by_id((edition, old))
            .exec(tx.on())
            .await?;
        let file = Attached {
            name: &name,
            media_type,
            bytes: length,
            digest: &digest,
            address_of: Some(known.address()),
        };
        let file = file.insert(&tx, actor, moment, id, edition, position).await?;
        let detail = Detail::none()
            .with(Key::Edition, number)
            .with(Key::Name, name.as_str())
            .with(Key::Bytes, length)
            .with(Key::Digest, digest.as_str())
            .with(Key::Attachment, old.0);
        audit::append(&tx, actor, moment, Recorded::DocumentsReplace, id, detail).await?;
        Ok(file)
    })
}

/// A file that lies in the store.
struct Attached<'a> {
    name: &'a str,
    media_type: &'a str,
    bytes: i64,
    digest: &'a str,
    address_of: Option<AttachmentId>,
}

impl Attached<'_> {
    /// Makes it a file of an edition, at that position.
    async fn insert(
        self,
        tx: &Tx<'_>,
        actor: &Actor,
        moment: Moment,
        document: DocumentId,
        edition: EditionId,
        position: i64,
    ) -> Result<AttachmentId, OfficeError> {
        let file: AttachmentId = tx.next_id(moment);
        let row = attachment::ActiveModel {
            id: Set(file),
            document_id: Set(document),
            name: Set(self.name.to_owned()),
            media_type: Set(self.media_type.to_owned()),
            bytes: Set(self.bytes),
            digest: Set(self.digest.to_owned()),
            added_by: Set(actor.name.clone()),
            added_at: Set(moment.millis()),
            address_of: Set(self.address_of),
        };
        attachment::Entity::insert(row).exec(tx.on()).await?;
        let place = edition_attachment::ActiveModel {
            edition_id: Set(edition),
            attachment_id: Set(file),
            position: Set(position),
        };
        edition_attachment::Entity::insert(place).exec(tx.on()).await?;
        Ok(file)
    }
}

/// A file of the organ's documents, all of it, to be cleaned.
pub async fn read_for_desk(
    office: &Office,
    actor: &Actor,
    file: AttachmentId,
) -> Result<(String, Vec<u8>), OfficeError> {
    let opened = file_for_desk(office, actor, file).await?;
    Ok((opened.name, opened.content.all().await?))
}

/// Leaves a file out of a new edition; editions before keep it.
pub async fn detach(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    file: AttachmentId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    transaction!(office, |tx| {
        let (edition, number) = next_edition(&tx, actor, moment, id, version).await?;
        let left_out = edition_attachment::Entity::delete_by_id((edition, file));
        if left_out.exec(tx.on()).await?.rows_affected == 0 {
            return Err(OfficeError::Missing);
        }
        let detail = Detail::none()
            .with(Key::Edition, number)
            .with(Key::Attachment, file.0);
        audit::append(&tx, actor, moment, Recorded::DocumentsDetach, id, detail).await
    })
}

/// Puts the files of the document into this order in a new edition; each is named once.
pub async fn arrange(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    order: &[AttachmentId],
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let order = order.to_vec();
    transaction!(office, |tx| {
        let (edition, number) = next_edition(&tx, actor, moment, id, version).await?;
        let now: Vec<AttachmentId> = files_of(tx.on(), edition)
            .await?
            .iter()
            .map(|one| one.id)
            .collect();
        if now == order {
            return Err(OfficeError::invalid("", "顺序没有变化。"));
        }
        let sorted = |ids: &[AttachmentId]| {
            let mut ids = ids.to_vec();
            ids.sort();
            ids
        };
        if sorted(&now) != sorted(&order) {
            return Err(OfficeError::invalid("", "附件有变化，请重新打开后调整顺序。"));
        }
        for (file, position) in order.iter().zip(1_i64..) {
            let place = edition_attachment::ActiveModel {
                edition_id: Set(edition),
                attachment_id: Set(*file),
                position: Set(position),
            };
            place.update(tx.on()).await?;
        }
        let detail = Detail::none().with(Key::Edition, number);
        audit::append(&tx, actor, moment, Recorded::DocumentsArrange, id, detail).await
    })
}

/// A file for anyone at the actor's organ's desk.
pub async fn file_for_desk(
    office: &Office,
    actor: &Actor,
    file: AttachmentId,
) -> Result<OpenedFile, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let row = attachment::Entity::find_by_id(file)
        .one(office.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    let document = document::Entity::find_by_id(row.document_id)
        .one(office.on())
        .await?;
    document
        .filter(|document| document.organ_id == actor.organ)
        .ok_or(OfficeError::Missing)?;
    fetch(office, row).await
}

/// The names and the SM3 of the files of an edition of the organ's own, in order.
pub async fn files_of_edition(
    office: &Office,
    actor: &Actor,
    edition: &Edition,
) -> Result<Vec<(String, String)>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let document =
        document::Entity::find_by_id(edition.document).filter(document::Column::OrganId.eq(actor.organ));
    document.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    let files = files_of(office.on(), edition.id).await?.into_iter();
    Ok(files.map(|file| (file.name, file.digest)).collect())
}

/// A file for the public: only when a published edition of that organ holds it, or one that took its place.
pub async fn file_for_public(
    office: &Office,
    organ: OrganId,
    file: AttachmentId,
) -> Result<OpenedFile, OfficeError> {
    let row = attachment::Entity::find_by_id(file)
        .one(office.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    let document = document::Entity::find_by_id(row.document_id)
        .one(office.on())
        .await?;
    let document = document
        .filter(|document| document.organ_id == organ)
        .ok_or(OfficeError::Missing)?;
    let number = document.published_edition.ok_or(OfficeError::Missing)?;
    let edition = edition::Entity::find()
        .filter(edition::Column::DocumentId.eq(document.id))
        .filter(edition::Column::Number.eq(number))
        .one(office.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    let held = files_of(office.on(), edition.id).await?;
    let its = held.iter().position(|one| one.id == file);
    let place = its.or_else(|| held.iter().position(|one| one.address() == row.address()));
    let held = place.and_then(|place| held.into_iter().nth(place));
    fetch(office, held.ok_or(OfficeError::Missing)?).await
}

async fn fetch(office: &Office, row: attachment::Model) -> Result<OpenedFile, OfficeError> {
    Ok(OpenedFile {
        content: open_public(office, &row.digest).await?,
        name: row.name,
        media_type: row.media_type,
        length: row.bytes,
    })
}

/// Opens a new edition that is the latest one again, with its files.
pub(super) async fn next_edition(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
) -> Result<(EditionId, i64), OfficeError> {
    let row = held(tx, actor, id, version).await?;
    let before = edition_row(tx, id, row.latest_edition).await?;
    let number = row.latest_edition + 1;
    let edition: EditionId = tx.next_id(moment);
    let old = before.id;
    let mut copy = before.into_active_model();
    if row.published_edition == Some(row.latest_edition) {
        schedule::begin_anew(&mut copy);
    }
    copy.id = Set(edition);
    copy.number = Set(number);
    copy.written_by = Set(actor.account);
    copy.writer_name = Set(actor.name.clone());
    copy.written_at = Set(moment.millis());
    edition::Entity::insert(copy.reset_all()).exec(tx.on()).await?;
    review::wrote(tx, actor, moment, id, number).await?;
    super::write::carry(tx, moment, old, edition).await?;
    super::pictures::carry(tx, old, edition).await?;
    let mut changed = row.into_active_model();
    changed.latest_edition = Set(number);
    super::review::unstage(&mut changed);
    schedule::settle(&mut changed, &edition_row(tx, id, number).await?)?;
    bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    Ok((edition, number))
}

async fn places(tx: &Tx<'_>, edition: EditionId) -> Result<u64, OfficeError> {
    let query = edition_attachment::Entity::find().filter(edition_attachment::Column::EditionId.eq(edition));
    Ok(query.count(tx.on()).await?)
}
