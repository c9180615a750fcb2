//! Files of enclosures on their way into the file room, and out of it.

use law::cases::enclosures::{FilePart, Item, may_be_kept};
use law::codes::WhyNot;
use law::screening::Bearer;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::{Enclosing, Enclosure, LARGEST, LARGEST_TOGETHER, MOST_FILES};
use crate::entity::enclosure_file;
use crate::error::OfficeError;
use crate::files::holder::ENCLOSURE_FILE;
use crate::files::{Coming, looked_at, room, safe_name};
use crate::ids::{EnclosureFileId, EnclosureId, StoredFileId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx};

/// A file that was looked at and lies sealed in the file room.
pub(super) struct Checked {
    part: FilePart,
    name: String,
    media_type: &'static str,
    pub digest: String,
    bytes: i64,
    pages: Option<i64>,
    screening: String,
    stored: StoredFileId,
}

/// What files are known by, of two sendings of one form.
pub(super) fn said(files: &[Checked]) -> Vec<(FilePart, &str, &str)> {
    files
        .iter()
        .map(|file| (file.part, file.name.as_str(), file.digest.as_str()))
        .collect()
}

/// Looks at every file; when all may be kept they are put under seal. Of a secret not a byte is stored.
pub(super) async fn checked(
    office: &Office,
    moment: Moment,
    item: &Item,
    files: Vec<Enclosing>,
) -> Result<Vec<Checked>, OfficeError> {
    if files.len() > MOST_FILES {
        return Err(OfficeError::invalid(
            "files",
            format!("一项附件的文件不超过 {MOST_FILES} 个。"),
        ));
    }
    let mut looked = Vec::with_capacity(files.len());
    let mut wrong = Vec::new();
    for file in files {
        let name = safe_name(&file.upload.name);
        if let Err(why) = may_be_kept(item, file.part, &name, &file.screening) {
            wrong.push(why);
            continue;
        }
        let (part, screening, pages) = (file.part, file.screening, file.pages);
        let coming = Coming {
            name: &name,
            bytes: file.upload.bytes,
            largest: LARGEST,
            bearer: Bearer::Organ,
            screened: Some(&screening),
        };
        match looked_at(office, &office.limits().staff, coming).await {
            Ok(found) => looked.push((part, name, screening, pages, found)),
            Err(OfficeError::Invalid(why)) => {
                wrong.extend(why.into_iter().map(|why| WhyNot {
                    field: "files",
                    ..why
                }));
            }
            Err(error) => return Err(error),
        }
    }
    OfficeError::of_fields(wrong)?;
    let mut files = Vec::with_capacity(looked.len());
    for (part, name, screening, pages, found) in looked {
        files.push(Checked {
            part,
            name,
            media_type: found.media_type,
            digest: found.digest,
            bytes: found.bytes.count(),
            pages: pages.map(i64::from),
            screening: crate::cases::letters::json_of(&screening)?,
            stored: room::put(office, moment, &found.bytes).await?,
        });
    }
    Ok(files)
}

pub(super) async fn keep(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    there: &[Enclosure],
    enclosure: EnclosureId,
    files: &[Checked],
    cleaned_from: Option<EnclosureFileId>,
) -> Result<(), OfficeError> {
    let of_item = there
        .iter()
        .filter(|one| one.id == enclosure)
        .map(|one| one.files.len())
        .sum::<usize>();
    if of_item + files.len() > MOST_FILES {
        return Err(OfficeError::invalid(
            "files",
            format!("一项附件的文件不超过 {MOST_FILES} 个。"),
        ));
    }
    let held: i64 = there
        .iter()
        .flat_map(|one| &one.files)
        .map(|file| file.bytes)
        .sum();
    let more: i64 = files.iter().map(|file| file.bytes).sum();
    if held.saturating_add(more) > LARGEST_TOGETHER {
        let message = format!(
            "一份答复的文件合计不超过 {} MB，请压缩后上传，或者另行告知获取途径。",
            LARGEST_TOGETHER >> 20
        );
        return Err(OfficeError::invalid("files", message));
    }
    for file in files {
        let row = enclosure_file::ActiveModel {
            id: Set(tx.next_id(moment)),
            enclosure_id: Set(enclosure),
            part: Set(file.part.code().to_owned()),
            name: Set(file.name.clone()),
            media_type: Set(file.media_type.to_owned()),
            bytes: Set(file.bytes),
            digest: Set(file.digest.clone()),
            pages: Set(file.pages),
            screening: Set(file.screening.clone()),
            confirmed: Set(None),
            confirmed_by_name: Set(None),
            cleaned_from: Set(cleaned_from),
            added_by_name: Set(actor.name.clone()),
            added_at: Set(moment.millis()),
            stored_id: Set(Some(file.stored)),
        };
        enclosure_file::Entity::insert(row)
            .exec_without_returning(tx.on())
            .await?;
        room::claim(tx, file.stored).await?;
    }
    Ok(())
}

/// Lets go of a file with what it holds.
pub(super) async fn let_go(tx: &Tx<'_>, file: EnclosureFileId) -> Result<(), OfficeError> {
    ENCLOSURE_FILE.release(tx, file.0).await?;
    enclosure_file::Entity::delete_by_id(file).exec(tx.on()).await?;
    Ok(())
}
