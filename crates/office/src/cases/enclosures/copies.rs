//! The copies that go with a letter to somebody else, for them to see what it is about: frozen at its signature as they are then,
//! whatever becomes of the file that goes to the applicant (条例第三十二条; 行政复议法第四十四条: the file shows what was sent).

use law::cases::enclosures::{FilePart, Given, are_one};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::{Enclosure, of_case};
use crate::cases::letters::CaseLetter;
use crate::entity::{enclosure, enclosure_file};
use crate::error::OfficeError;
use crate::files::holder::ENCLOSURE_FILE;
use crate::files::{Cleared, room};
use crate::ids::{EnclosureFileId, EnclosureId, StoredFileId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx};

/// A copy on its way into the store: as the letter names it, the file it is of, and where its bytes lie.
pub(in crate::cases) struct Copied {
    name: String,
    of: enclosure_file::Model,
    stored: StoredFileId,
}

/// Copies the files that a letter to somebody else names among its enclosures and that are kept here whole; what is kept on paper
/// alone is not. Nothing claims them yet.
pub(in crate::cases) async fn copied(
    office: &Office,
    moment: Moment,
    letter: &CaseLetter,
) -> Result<Vec<Copied>, OfficeError> {
    let named = &letter.basis.consulted.copies;
    if letter.kind.party().is_none() || named.is_empty() {
        return Ok(Vec::new());
    }
    let there = of_case(office.on(), letter.case).await?;
    let mut copies = Vec::new();
    for name in named {
        let Some(file) = file_of(&there, name) else {
            continue;
        };
        let row = enclosure_file::Entity::find_by_id(file).one(office.on()).await?;
        let of = row.ok_or(OfficeError::Missing)?;
        let bytes = ENCLOSURE_FILE.open(office, of.id.0).await?.all().await?;
        copies.push(Copied {
            name: name.clone(),
            of,
            stored: room::put(office, moment, &Cleared::from_within(bytes)).await?,
        });
    }
    Ok(copies)
}

fn file_of(there: &[Enclosure], name: &str) -> Option<EnclosureFileId> {
    let is_it = |one: &&Enclosure| one.item.given == Given::Whole && are_one(&one.item.name, name);
    let item = there.iter().find(is_it)?;
    item.versions().next().map(|kept| kept.id)
}

/// Makes the copies the signed letter's own: they never change from here on.
pub(in crate::cases) async fn keep_copies(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    letter: &CaseLetter,
    copies: &[Copied],
) -> Result<(), OfficeError> {
    for copy in copies {
        let of = copy.of.clone();
        let id: EnclosureId = tx.next_id(moment);
        let item = enclosure::ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            case_id: Set(letter.case),
            letter_id: Set(Some(letter.id)),
            position: Set(id.0),
            name: Set(copy.name.clone()),
            given: Set(Given::Whole.code().to_owned()),
            ground: Set(None),
            reason: Set(String::new()),
            changed_by: Set(actor.account),
            changed_by_name: Set(actor.name.clone()),
            changed_at: Set(moment.millis()),
        };
        enclosure::Entity::insert(item)
            .exec_without_returning(tx.on())
            .await?;
        let file = enclosure_file::ActiveModel {
            id: Set(tx.next_id(moment)),
            enclosure_id: Set(id),
            part: Set(FilePart::Version.code().to_owned()),
            name: Set(of.name),
            media_type: Set(of.media_type),
            bytes: Set(of.bytes),
            digest: Set(of.digest),
            pages: Set(of.pages),
            screening: Set(of.screening),
            confirmed: Set(of.confirmed),
            confirmed_by_name: Set(of.confirmed_by_name),
            cleaned_from: Set(None),
            added_by_name: Set(of.added_by_name),
            added_at: Set(moment.millis()),
            stored_id: Set(Some(copy.stored)),
        };
        enclosure_file::Entity::insert(file)
            .exec_without_returning(tx.on())
            .await?;
        room::claim(tx, copy.stored).await?;
    }
    Ok(())
}
