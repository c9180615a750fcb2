//! Files of a document: stored by their digest in the data folder, known by their content and not by their name.
//! An executable, a script or an archive is refused however it is named.

use law::audit::Recorded;
use law::staff::{Act, may};
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutPayload};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};
use serde_json::json;
use sm3::{Digest, Sm3};

use super::write::{edition_row, held};
use crate::audit;
use crate::entity::{attachment, document, edition, edition_attachment};
use crate::error::OfficeError;
use crate::ids::{AttachmentId, DocumentId, EditionId, OrganId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};

/// The largest file, in bytes.
pub const LARGEST: usize = 50 << 20;
/// Most files of one edition.
const MOST: u64 = 50;

/// A file on its way in.
#[derive(Clone, Debug)]
pub struct Upload {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// A stored file on its way out.
#[derive(Clone, Debug)]
pub struct AttachedFile {
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// Adds a file to the document as part of a new edition; the file is on disk before the record is.
pub async fn attach(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    upload: Upload,
) -> Result<AttachmentId, OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let name = safe_name(&upload.name);
    let length = i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX);
    let (media_type, digest, bytes) = looked_at(name.clone(), upload.bytes).await?;
    store(office, &digest, bytes).await?;
    transaction!(office, |tx| {
        let (edition, number) = next_edition(&tx, actor, moment, id, version).await?;
        let position = places(&tx, edition).await?;
        if position >= MOST {
            return Err(OfficeError::invalid("file", format!("附件不超过 {MOST} 个。")));
        }
        let file: AttachmentId = tx.next_id(moment);
        let row = attachment::ActiveModel {
            id: Set(file),
            document_id: Set(id),
            name: Set(name.clone()),
            media_type: Set(media_type.to_owned()),
            bytes: Set(length),
            digest: Set(digest.clone()),
            added_by: Set(actor.name.clone()),
            added_at: Set(moment.millis()),
        };
        attachment::Entity::insert(row).exec(tx.on()).await?;
        let place = edition_attachment::ActiveModel {
            edition_id: Set(edition),
            attachment_id: Set(file),
            position: Set(i64::try_from(position).unwrap_or(0) + 1),
        };
        edition_attachment::Entity::insert(place).exec(tx.on()).await?;
        let detail = json!({ "edition": number, "name": name, "bytes": length, "digest": digest });
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::DocumentsAttach,
            format!("document {id}"),
            detail,
        )
        .await?;
        Ok(file)
    })
}

/// Media type and digest of an upload, on a thread of its own: 50 MB take their time.
async fn looked_at(name: String, bytes: Vec<u8>) -> Result<(&'static str, String, Vec<u8>), OfficeError> {
    let looking = tokio::task::spawn_blocking(move || {
        let media_type = checked(&name, &bytes)?;
        Ok((media_type, hex::encode(Sm3::digest(&bytes)), bytes))
    });
    looking
        .await
        .map_err(|error| OfficeError::Damaged(format!("附件检查中断：{error}")))?
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
        let detail = json!({ "edition": number, "attachment": file });
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::DocumentsDetach,
            format!("document {id}"),
            detail,
        )
        .await
    })
}

/// A file for anyone at the actor's organ's desk.
pub async fn file_for_desk(
    office: &Office,
    actor: &Actor,
    file: AttachmentId,
) -> Result<AttachedFile, OfficeError> {
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

/// A file for the public: only when a published edition of that organ holds it.
pub async fn file_for_public(
    office: &Office,
    organ: OrganId,
    file: AttachmentId,
) -> Result<AttachedFile, OfficeError> {
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
    let held = edition_attachment::Entity::find_by_id((edition.id, file))
        .one(office.on())
        .await?;
    held.ok_or(OfficeError::Missing)?;
    fetch(office, row).await
}

async fn fetch(office: &Office, row: attachment::Model) -> Result<AttachedFile, OfficeError> {
    let bytes = office.files().get(&place_of(&row.digest)).await?.bytes().await?;
    Ok(AttachedFile {
        name: row.name,
        media_type: row.media_type,
        bytes: bytes.to_vec(),
    })
}

pub(crate) async fn store(office: &Office, digest: &str, bytes: Vec<u8>) -> Result<(), OfficeError> {
    let place = place_of(digest);
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let is_there = office
        .files()
        .head(&place)
        .await
        .is_ok_and(|file| file.size == length);
    if !is_there {
        office.files().put(&place, PutPayload::from(bytes)).await?;
    }
    Ok(())
}

/// Where a file of that digest lies: `ab/abcdef…`.
pub(crate) fn place_of(digest: &str) -> Path {
    let folder: String = digest.chars().take(2).collect();
    Path::from(format!("{folder}/{digest}"))
}

/// Whether these bytes have that digest.
pub(crate) fn is_of(digest: &str, bytes: &[u8]) -> bool {
    hex::encode(Sm3::digest(bytes)) == digest
}

/// Opens a new edition that is the latest one again, with its files.
async fn next_edition(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
) -> Result<(EditionId, i64), OfficeError> {
    let row = held(tx, actor, id).await?;
    if row.version != version {
        return Err(OfficeError::Stale {
            what: "这条政府信息",
            version: row.version,
        });
    }
    let before = edition_row(tx, id, row.latest_edition).await?;
    let number = row.latest_edition + 1;
    let edition: EditionId = tx.next_id(moment);
    let old = before.id;
    let mut copy = before.into_active_model();
    copy.id = Set(edition);
    copy.number = Set(number);
    copy.written_by = Set(actor.account);
    copy.writer_name = Set(actor.name.clone());
    copy.written_at = Set(moment.millis());
    edition::Entity::insert(copy.reset_all()).exec(tx.on()).await?;
    super::write::carry(tx, old, edition).await?;
    let mut changed = row.into_active_model();
    changed.latest_edition = Set(number);
    changed.version = Set(version + 1);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    Ok((edition, number))
}

async fn places(tx: &Tx<'_>, edition: EditionId) -> Result<u64, OfficeError> {
    let query = edition_attachment::Entity::find().filter(edition_attachment::Column::EditionId.eq(edition));
    Ok(query.count(tx.on()).await?)
}

/// The last part of the name, without control characters and at most 120 characters long.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let clean: String = last.chars().filter(|one| !one.is_control()).take(120).collect();
    let clean = clean.trim().trim_start_matches('.').to_owned();
    if clean.is_empty() {
        "附件".to_owned()
    } else {
        clean
    }
}

/// What a container of that ending must hold among the names of its parts.
const PARTS: [(&str, &[u8]); 4] = [
    ("docx", b"word/"),
    ("xlsx", b"xl/"),
    ("pptx", b"ppt/"),
    ("ofd", b"OFD.xml"),
];

/// Macros: they run when the file is opened.
const MACROS: &[u8] = b"vbaProject.bin";

/// What may be attached: ending, first bytes, media type.
const KINDS: [(&str, &[u8], &str); 13] = [
    ("pdf", b"%PDF-", "application/pdf"),
    (
        "docx",
        b"PK\x03\x04",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        "xlsx",
        b"PK\x03\x04",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    (
        "pptx",
        b"PK\x03\x04",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("ofd", b"PK\x03\x04", "application/ofd"),
    ("doc", b"\xD0\xCF\x11\xE0", "application/msword"),
    ("xls", b"\xD0\xCF\x11\xE0", "application/vnd.ms-excel"),
    ("wps", b"\xD0\xCF\x11\xE0", "application/vnd.ms-works"),
    ("png", b"\x89PNG\r\n\x1a\n", "image/png"),
    ("jpg", b"\xFF\xD8\xFF", "image/jpeg"),
    ("jpeg", b"\xFF\xD8\xFF", "image/jpeg"),
    ("txt", b"", "text/plain; charset=utf-8"),
    ("csv", b"", "text/csv; charset=utf-8"),
];

/// Whether an office file is what its ending says and holds no macros. Names of parts stand uncompressed.
fn has_its_parts(ending: &str, bytes: &[u8]) -> bool {
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    let needed = PARTS.iter().find(|(known, _)| *known == ending);
    needed.is_none_or(|(_, part)| holds(part) && !holds(MACROS))
}

/// The media type the content really has; refuses what may not be attached.
fn checked(name: &str, bytes: &[u8]) -> Result<&'static str, OfficeError> {
    if bytes.is_empty() {
        return Err(OfficeError::invalid(
            "file",
            format!("“{name}”是空文件，请重新选择。"),
        ));
    }
    if bytes.len() > LARGEST {
        return Err(OfficeError::invalid(
            "file",
            format!("“{name}”超过 50 MB，请压缩或者拆分后上传。"),
        ));
    }
    let ending = name.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    let kind = KINDS.iter().find(|(known, _, _)| *known == ending);
    let Some((_, head, media_type)) = kind else {
        let message =
            format!("不能上传“{name}”：只接受 PDF、OFD、Word、Excel、PPT、PNG、JPEG、TXT、CSV 文件。");
        return Err(OfficeError::invalid("file", message));
    };
    let is_text = media_type.starts_with("text/");
    let is_right = if is_text {
        std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0)
    } else {
        bytes.starts_with(head) && has_its_parts(&ending, bytes)
    };
    if is_right {
        return Ok(media_type);
    }
    let message = if is_text {
        format!("“{name}”不是 UTF-8 文本，请另存为 UTF-8 后上传。")
    } else {
        format!("“{name}”的内容与扩展名不符或者含有宏，请用原来的软件另存后上传。")
    };
    Err(OfficeError::invalid("file", message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_last_part_only() {
        assert_eq!(safe_name("..\\..\\etc/../通知.pdf"), "通知.pdf");
        assert_eq!(safe_name("../"), "附件");
        assert_eq!(safe_name(".bashrc"), "bashrc");
    }

    #[test]
    fn a_disguised_executable_and_an_unknown_kind_are_refused() {
        assert!(checked("通知.pdf", b"MZ\x90\x00").is_err());
        assert!(checked("a.exe", b"MZ\x90\x00").is_err());
        assert!(checked("a.txt", b"\x7fELF\x00").is_err());
        assert!(checked("a.pdf", b"").is_err());
        assert!(checked("表.xlsx", b"PK\x03\x04 evil.exe").is_err());
        assert!(checked("文.docx", b"PK\x03\x04 word/document.xml word/vbaProject.bin").is_err());
        assert!(checked("文.docx", b"PK\x03\x04 word/document.xml").is_ok());
        assert_eq!(checked("a.PDF", b"%PDF-1.7").unwrap(), "application/pdf");
        assert_eq!(
            checked("表.csv", "甲,乙".as_bytes()).unwrap(),
            "text/csv; charset=utf-8"
        );
    }
}
