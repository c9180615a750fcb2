//! Enclosures (附件) of a reply: the files that are handed over, each screened before it goes out, and their whole under seal.
//! They are the case's while its reply is in work, and that reply's from its signature on. What they lack is
//! `law::cases::enclosures`'s; files are read and cleaned elsewhere, and come with what was found in them.

mod change;
mod copies;
mod fetch;
mod freeze;
mod keep;
mod open;

use jiff::Timestamp;
use law::cases::enclosures::{Enclosed, EnclosedFile, FilePart, Given, Item, blockers};
use law::codes::{Outcome, WhyNot};
use law::screening::Screening;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::audit::instant;
use crate::cases::acts::decide;
use crate::cases::letters::decided_before;
use crate::cases::looking::read::of_organ;
use crate::entity::enclosure::{Column, Entity, Model};
use crate::entity::enclosure_file;
use crate::error::OfficeError;
use crate::files::Upload;
use crate::ids::{CaseId, EnclosureFileId, EnclosureId, LetterId};
use crate::moment::Actor;
use crate::store::Office;

pub use change::{add, add_files, add_files_once, add_once, clean, confirm, describe, remove, remove_file};
pub(super) use copies::{Copied, copied, keep_copies};
pub use fetch::{fetch, fetch_all};
pub(super) use freeze::{forget, freeze, let_loose, refuse_unseen, told, writers_of};
pub use open::{open_original, open_version, read_version};

/// The largest file, in bytes; and what the files of one reply may come to.
pub const LARGEST: usize = 20 << 20;
const LARGEST_TOGETHER: i64 = 100 << 20;
/// Most items of a reply, and files of an item.
pub const MOST_ITEMS: usize = 50;
pub const MOST_FILES: usize = 20;

/// A file on its way in, with what was found in it.
#[derive(Clone, Debug)]
pub struct Enclosing {
    pub part: FilePart,
    pub upload: Upload,
    pub screening: Screening,
    /// Pages of a PDF.
    pub pages: Option<u32>,
}

/// What the enclosures in work still lack for the reply that is decided on; nothing where none is.
pub async fn lacking(office: &Office, actor: &Actor, case: CaseId) -> Result<Vec<WhyNot>, OfficeError> {
    let Some((decision, _)) = decide::decision(office, actor, case).await? else {
        return Ok(Vec::new());
    };
    let there = enclosed(&of_case(office.on(), case).await?);
    let before = decided_before(office.on(), case).await?;
    Ok(blockers(&decision, before.as_ref(), &there))
}

/// A thing that was asked for, with its files.
#[derive(Clone, Debug)]
pub struct Enclosure {
    pub id: EnclosureId,
    pub case: CaseId,
    /// The reply it goes out with, once that is signed.
    pub letter: Option<LetterId>,
    pub item: Item,
    pub files: Vec<KeptFile>,
}

/// A file of it, without what it holds.
#[derive(Clone, Debug)]
pub struct KeptFile {
    pub id: EnclosureFileId,
    pub file: EnclosedFile,
    /// Its length in bytes.
    pub bytes: i64,
    pub confirmed_by: String,
    /// The file of which it is a cleaned copy.
    pub cleaned_from: Option<EnclosureFileId>,
    pub added_by: String,
    pub added_at: Timestamp,
}

impl Enclosure {
    /// What the law looks at.
    pub fn enclosed(&self) -> Enclosed {
        Enclosed {
            item: self.item.clone(),
            files: self.files.iter().map(|kept| kept.file.clone()).collect(),
        }
    }

    /// The files that go to the applicant.
    pub fn versions(&self) -> impl Iterator<Item = &KeptFile> {
        self.files
            .iter()
            .filter(|kept| kept.file.part == FilePart::Version)
    }
}

/// What the law looks at, of all of them.
pub fn enclosed(enclosures: &[Enclosure]) -> Vec<Enclosed> {
    enclosures.iter().map(Enclosure::enclosed).collect()
}

/// What each is called, as the letter numbers them (`law::cases::enclosures::called`), with its name: 附件1 招标公告. The name alone
/// of what the letter does not list.
pub fn called(enclosures: &[Enclosure]) -> Vec<String> {
    let called = law::cases::enclosures::called(&enclosed(enclosures));
    let whole = |(one, called): (&Enclosure, Option<String>)| {
        let name = one.item.name.trim();
        called.map_or_else(|| name.to_owned(), |called| format!("{called} {name}"))
    };
    enclosures.iter().zip(called).map(whole).collect()
}

/// What is to go out with the reply that is in work, in its order.
pub async fn in_work(office: &Office, actor: &Actor, case: CaseId) -> Result<Vec<Enclosure>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    of_organ(office, actor.organ, case).await?;
    of_case(office.on(), case).await
}

/// Refuses an item that is another case's than the one whose address it came by.
pub async fn refuse_other_item(
    office: &Office,
    actor: &Actor,
    case: CaseId,
    item: EnclosureId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let query = Entity::find_by_id(item)
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::CaseId.eq(case));
    query
        .one(office.on())
        .await?
        .map(drop)
        .ok_or(OfficeError::Missing)
}

/// The same of a file.
pub async fn refuse_other_file(
    office: &Office,
    actor: &Actor,
    case: CaseId,
    file: EnclosureFileId,
) -> Result<(), OfficeError> {
    let row = enclosure_file::Entity::find_by_id(file).one(office.on()).await?;
    refuse_other_item(office, actor, case, row.ok_or(OfficeError::Missing)?.enclosure_id).await
}

/// Those of a case whose reply is in work.
pub(in crate::cases) async fn of_case(
    on: &impl ConnectionTrait,
    case: CaseId,
) -> Result<Vec<Enclosure>, OfficeError> {
    let of_case = Condition::all().add(Column::CaseId.eq(case));
    listed(on, of_case.add(Column::LetterId.is_null())).await
}

/// Those of a signed reply, and the copies that went with a letter to somebody else.
pub(in crate::cases) async fn of_letter(
    on: &impl ConnectionTrait,
    letter: LetterId,
) -> Result<Vec<Enclosure>, OfficeError> {
    listed(on, Condition::all().add(Column::LetterId.eq(letter))).await
}

/// All of these cases, signed or not.
pub(in crate::cases) async fn of_cases(
    on: &impl ConnectionTrait,
    cases: &[CaseId],
) -> Result<Vec<Enclosure>, OfficeError> {
    listed(
        on,
        Condition::all().add(Column::CaseId.is_in(cases.iter().copied())),
    )
    .await
}

async fn listed(on: &impl ConnectionTrait, which: Condition) -> Result<Vec<Enclosure>, OfficeError> {
    let rows = Entity::find()
        .filter(which)
        .order_by_asc(Column::Position)
        .order_by_asc(Column::Id)
        .all(on)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let files = enclosure_file::Entity::find()
        .filter(enclosure_file::Column::EnclosureId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(enclosure_file::Column::Id)
        .all(on)
        .await?;
    rows.into_iter()
        .map(|row| {
            let of_row = files.iter().filter(|file| file.enclosure_id == row.id);
            read(
                row.clone(),
                of_row.cloned().map(read_file).collect::<Result<_, _>>()?,
            )
        })
        .collect()
}

fn read(row: Model, files: Vec<KeptFile>) -> Result<Enclosure, OfficeError> {
    let given = Given::from_code(&row.given).ok_or_else(|| damaged("enclosure.given", &row.given))?;
    let ground = row
        .ground
        .as_deref()
        .map(|code| Outcome::from_code(code).ok_or_else(|| damaged("enclosure.ground", code)));
    Ok(Enclosure {
        id: row.id,
        case: row.case_id,
        letter: row.letter_id,
        item: Item {
            name: row.name,
            given,
            ground: ground.transpose()?,
            reason: row.reason,
        },
        files,
    })
}

fn read_file(row: enclosure_file::Model) -> Result<KeptFile, OfficeError> {
    let part = FilePart::from_code(&row.part).ok_or_else(|| damaged("enclosure_file.part", &row.part))?;
    let screening = serde_json::from_str(&row.screening)
        .map_err(|error| OfficeError::Damaged(format!("enclosure_file {}：{error}", row.id)))?;
    Ok(KeptFile {
        id: row.id,
        file: EnclosedFile {
            part,
            name: row.name,
            digest: row.digest,
            pages: row.pages.and_then(|pages| u32::try_from(pages).ok()),
            screening,
            confirmed: row.confirmed,
        },
        bytes: row.bytes,
        confirmed_by: row.confirmed_by_name.unwrap_or_default(),
        cleaned_from: row.cleaned_from,
        added_by: row.added_by_name,
        added_at: instant(row.added_at)?,
    })
}

fn damaged(column: &str, code: &str) -> OfficeError {
    crate::cases::stored::damaged(column, code)
}
