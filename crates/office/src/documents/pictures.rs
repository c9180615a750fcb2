//! Pictures of written text: kept under their digests in all their widths, shown by the editions that name them, seen by the
//! public while such an edition is out. A text that names a picture nobody put in is not saved.

use std::collections::BTreeMap;

use law::audit::{Key, Recorded};
use law::documents::pictures::{PictureKind, PictureName};
use law::staff::{Act, may};
use prose::pictures_of_html;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use sm3::{Digest, Sm3};

use crate::audit::{self, Detail};
use crate::entity::{document, edition, edition_picture, picture, picture_file};
use crate::error::OfficeError;
use crate::files::{Cleared, OpenedFile, open_public, store};
use crate::ids::{EditionId, OrganId, PictureId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};

/// Most pictures of one text.
const MOST: usize = 200;

/// A picture made ready to be kept.
#[derive(Clone, Debug)]
pub struct NewPicture {
    /// Of its widest file.
    pub width: u32,
    pub height: u32,
    /// What it is beside WebP.
    pub kind: PictureKind,
    pub files: Vec<NewPictureFile>,
}

/// One of its files.
#[derive(Clone, Debug)]
pub struct NewPictureFile {
    pub width: u32,
    pub kind: PictureKind,
    pub bytes: Vec<u8>,
}

/// A file as its row says it: SM3, width, kind, length.
type FileRow = (String, i64, PictureKind, i64);

/// Keeps a picture; the same one is kept once. Gives the name by which texts call it.
pub async fn keep_picture(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    new: NewPicture,
) -> Result<PictureName, OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let (width, height, kind) = (new.width, new.height, new.kind);
    let naming = move || {
        let named = new.files.into_iter();
        let named = named.map(|file| (hex::encode(Sm3::digest(&file.bytes)), file));
        named.collect::<Vec<_>>()
    };
    let named = office.limits().staff.run(naming).await?;
    let mut rows: Vec<FileRow> = Vec::new();
    for (digest, file) in named {
        let length = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        rows.push((digest.clone(), i64::from(file.width), file.kind, length));
        store(office, &digest, Cleared::from_within(file.bytes)).await?;
    }
    let widest = rows.iter().find(|row| row.1 == i64::from(width) && row.2 == kind);
    let digest = widest.map(|row| row.0.clone()).ok_or(OfficeError::Missing)?;
    let name = PictureName { digest, width, kind };
    transaction!(office, |tx| {
        match of_name(tx.on(), actor.organ, &name).await? {
            Some(known) => hold(&tx, &known).await?,
            None => begin(&tx, actor, moment, &name, height, &rows).await?,
        }
        Ok(name.clone())
    })
}

/// One that waits to be thrown away is wanted again.
async fn hold(tx: &Tx<'_>, row: &picture::Model) -> Result<(), OfficeError> {
    if row.dropped_at.is_some() {
        picture::Entity::update_many()
            .col_expr(picture::Column::DroppedAt, Expr::value(None::<i64>))
            .filter(picture::Column::Id.eq(row.id))
            .exec(tx.on())
            .await?;
    }
    Ok(())
}

async fn begin(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    name: &PictureName,
    height: u32,
    files: &[FileRow],
) -> Result<(), OfficeError> {
    let id: PictureId = tx.next_id(moment);
    let row = picture::ActiveModel {
        id: Set(id),
        organ_id: Set(actor.organ),
        digest: Set(name.digest.clone()),
        kind: Set(name.kind.ending().to_owned()),
        width: Set(i64::from(name.width)),
        height: Set(i64::from(height)),
        added_by: Set(actor.name.clone()),
        added_at: Set(moment.millis()),
        dropped_at: Set(None),
    };
    picture::Entity::insert(row).exec(tx.on()).await?;
    for (digest, width, kind, bytes) in files {
        let file = picture_file::ActiveModel {
            picture_id: Set(id),
            width: Set(*width),
            kind: Set(kind.ending().to_owned()),
            digest: Set(digest.clone()),
            bytes: Set(*bytes),
        };
        picture_file::Entity::insert(file)
            .exec_without_returning(tx.on())
            .await?;
    }
    let detail = Detail::none().with(Key::Digest, name.digest.as_str());
    let act = Recorded::DocumentsPutPicture;
    audit::append(tx, actor, moment, act, actor.organ, detail).await
}

/// The picture that a name means, where the organ has it so.
async fn of_name(
    on: &impl ConnectionTrait,
    organ: OrganId,
    name: &PictureName,
) -> Result<Option<picture::Model>, OfficeError> {
    let query = picture::Entity::find()
        .filter(picture::Column::OrganId.eq(organ))
        .filter(picture::Column::Digest.eq(name.digest.as_str()));
    Ok(query.one(on).await?)
}

/// Notes which pictures an edition shows; one that the organ does not have is a fault of the text.
pub(super) async fn claim(
    tx: &Tx<'_>,
    organ: OrganId,
    edition: EditionId,
    body: &str,
) -> Result<(), OfficeError> {
    let mut claimed: Vec<PictureId> = Vec::new();
    for name in pictures_of_html(body).into_iter().filter_map(|one| one.file) {
        let known = of_name(tx.on(), organ, &name).await?;
        let is_so =
            |row: &picture::Model| row.kind == name.kind.ending() && row.width == i64::from(name.width);
        let row = known.filter(is_so).ok_or_else(|| {
            OfficeError::invalid("body", "正文中有图片不在本系统中，请删去后重新放入图片。")
        })?;
        if claimed.contains(&row.id) {
            continue;
        }
        if claimed.len() >= MOST {
            return Err(OfficeError::invalid(
                "body",
                format!("正文中的图片不超过 {MOST} 张，请分为几条，或者改用附件。"),
            ));
        }
        claimed.push(row.id);
        hold(tx, &row).await?;
        insert(tx, edition, row.id).await?;
    }
    Ok(())
}

/// Pictures of one edition go on to the next, whose text is the same.
pub(super) async fn carry(tx: &Tx<'_>, before: EditionId, edition: EditionId) -> Result<(), OfficeError> {
    let rows = edition_picture::Entity::find()
        .filter(edition_picture::Column::EditionId.eq(before))
        .all(tx.on())
        .await?;
    for row in rows {
        insert(tx, edition, row.picture_id).await?;
    }
    Ok(())
}

async fn insert(tx: &Tx<'_>, edition: EditionId, picture: PictureId) -> Result<(), OfficeError> {
    let row = edition_picture::ActiveModel {
        edition_id: Set(edition),
        picture_id: Set(picture),
    };
    edition_picture::Entity::insert(row)
        .exec_without_returning(tx.on())
        .await?;
    Ok(())
}

/// A file of a picture, for anyone at the desk of the organ that has it.
pub async fn picture_for_desk(
    office: &Office,
    actor: &Actor,
    name: &PictureName,
) -> Result<OpenedFile, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let row = of_name(office.on(), actor.organ, name).await?;
    fetch(office, row.ok_or(OfficeError::Missing)?, name).await
}

/// A file of a picture for the public: only while a published edition of that organ shows it.
pub async fn picture_for_public(
    office: &Office,
    organ: OrganId,
    name: &PictureName,
) -> Result<OpenedFile, OfficeError> {
    let row = of_name(office.on(), organ, name).await?;
    let row = row.ok_or(OfficeError::Missing)?;
    let editions: Vec<EditionId> = edition_picture::Entity::find()
        .select_only()
        .column(edition_picture::Column::EditionId)
        .filter(edition_picture::Column::PictureId.eq(row.id))
        .into_tuple()
        .all(office.on())
        .await?;
    let editions = edition::Entity::find()
        .filter(edition::Column::Id.is_in(editions))
        .all(office.on())
        .await?;
    let documents = document::Entity::find()
        .filter(document::Column::Id.is_in(editions.iter().map(|edition| edition.document_id)))
        .filter(document::Column::PublishedEdition.is_not_null())
        .all(office.on())
        .await?;
    let is_out = editions.iter().any(|edition| {
        documents.iter().any(|document| {
            document.id == edition.document_id && document.published_edition == Some(edition.number)
        })
    });
    if !is_out {
        return Err(OfficeError::Missing);
    }
    fetch(office, row, name).await
}

/// All of the pictures that HTML shows, by their addresses, for the desk.
pub async fn pictures_for_desk(
    office: &Office,
    actor: &Actor,
    html: &str,
) -> Result<BTreeMap<String, Vec<u8>>, OfficeError> {
    let mut all = BTreeMap::new();
    for name in pictures_of_html(html).into_iter().filter_map(|one| one.file) {
        let file = picture_for_desk(office, actor, &name).await?;
        all.insert(name.address(), file.content.all().await?);
    }
    Ok(all)
}

/// The same for the public: of those that documents that are out show.
pub async fn pictures_for_public(
    office: &Office,
    organ: OrganId,
    html: &str,
) -> Result<BTreeMap<String, Vec<u8>>, OfficeError> {
    let mut all = BTreeMap::new();
    for name in pictures_of_html(html).into_iter().filter_map(|one| one.file) {
        let file = picture_for_public(office, organ, &name).await?;
        all.insert(name.address(), file.content.all().await?);
    }
    Ok(all)
}

async fn fetch(office: &Office, row: picture::Model, name: &PictureName) -> Result<OpenedFile, OfficeError> {
    let key = (row.id, i64::from(name.width), name.kind.ending().to_owned());
    let file = picture_file::Entity::find_by_id(key).one(office.on()).await?;
    let file = file.ok_or(OfficeError::Missing)?;
    Ok(OpenedFile {
        name: name.to_string(),
        media_type: name.kind.media_type().to_owned(),
        length: file.bytes,
        content: open_public(office, &file.digest).await?,
    })
}

/// The digests of all files of pictures, but for those that wait to be thrown away.
pub(crate) async fn digests_of_pictures(on: &impl ConnectionTrait) -> Result<Vec<String>, OfficeError> {
    let dropped = Query::select()
        .column(picture::Column::Id)
        .from(picture::Entity)
        .and_where(picture::Column::DroppedAt.is_not_null())
        .to_owned();
    let query = picture_file::Entity::find()
        .select_only()
        .column(picture_file::Column::Digest)
        .filter(picture_file::Column::PictureId.not_in_subquery(dropped))
        .distinct();
    Ok(query.into_tuple().all(on).await?)
}
