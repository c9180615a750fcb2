//! What the applicant fetches, having shown number and query code: files of a reply that went out, each fetch on record.

use std::collections::BTreeMap;

use law::audit::{Key, Recorded};
use law::cases::enclosures::FilePart;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::open::opened;
use super::{Enclosure, KeptFile, called};
use crate::audit::{self, Detail};
use crate::cases::applicant::access::Applicant;
use crate::cases::letters::{self, CaseLetter};
use crate::entity::enclosure_file;
use crate::error::OfficeError;
use crate::files::{OpenedFile, safe_name};
use crate::ids::{CaseId, EnclosureFileId, LetterId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};

/// One file of a reply that went out.
pub async fn fetch(
    office: &Office,
    who: &Applicant,
    moment: Moment,
    case: CaseId,
    file: EnclosureFileId,
) -> Result<OpenedFile, OfficeError> {
    let letters = letters::for_applicant(office, who, case).await?;
    let of_letter = |letter: &&CaseLetter| versions(letter).contains(&file);
    let letter = letters.iter().find(of_letter).ok_or(OfficeError::Missing)?;
    let mut opened = recorded(office, who, moment, letter, vec![file]).await?;
    opened.pop().map(|(_, opened)| opened).ok_or(OfficeError::Missing)
}

/// All files of a reply that went out, each under the number and name of its item as the letter lists them.
pub async fn fetch_all(
    office: &Office,
    who: &Applicant,
    moment: Moment,
    case: CaseId,
    letter: LetterId,
) -> Result<Vec<(String, Vec<u8>)>, OfficeError> {
    let letters = letters::for_applicant(office, who, case).await?;
    let letter = letters
        .iter()
        .find(|one| one.id == letter)
        .ok_or(OfficeError::Missing)?;
    let files = versions(letter);
    if files.is_empty() {
        return Err(OfficeError::Missing);
    }
    let names = names(&letter.enclosures);
    let mut all = Vec::with_capacity(files.len());
    for (file, opened) in recorded(office, who, moment, letter, files).await? {
        let name = names.get(&file).cloned().unwrap_or(opened.name);
        all.push((name, opened.content.all().await?));
    }
    Ok(all)
}

/// What each file is called: 附件1 招标公告.pdf; of several of an item each with its own name behind.
fn names(enclosures: &[Enclosure]) -> BTreeMap<EnclosureFileId, String> {
    let called = called(enclosures);
    let of_item = |(called, one): (String, &Enclosure)| {
        let versions: Vec<&KeptFile> = one.versions().collect();
        let is_one = versions.len() == 1;
        let name = move |kept: &KeptFile| {
            let own = kept.file.name.as_str();
            let name = match own.rsplit_once('.') {
                Some((_, ending)) if is_one => format!("{called}.{ending}"),
                _ if is_one => called.clone(),
                _ => format!("{called} {own}"),
            };
            (kept.id, safe_name(&name))
        };
        versions.into_iter().map(name).collect::<Vec<_>>()
    };
    called.into_iter().zip(enclosures).flat_map(of_item).collect()
}

fn versions(letter: &CaseLetter) -> Vec<EnclosureFileId> {
    let versions = letter.enclosures.iter().flat_map(Enclosure::versions);
    versions.map(|kept| kept.id).collect()
}

/// The fetch is on record before anything is handed out.
async fn recorded(
    office: &Office,
    who: &Applicant,
    moment: Moment,
    letter: &CaseLetter,
    files: Vec<EnclosureFileId>,
) -> Result<Vec<(EnclosureFileId, OpenedFile)>, OfficeError> {
    let rows = enclosure_file::Entity::find()
        .filter(enclosure_file::Column::Id.is_in(files))
        .filter(enclosure_file::Column::Part.eq(FilePart::Version.code()))
        .order_by_asc(enclosure_file::Column::Id)
        .all(office.on())
        .await?;
    let actor = Actor::applicant(who.organ, &who.from);
    let digests: Vec<&str> = rows.iter().map(|row| row.digest.as_str()).collect();
    transaction!(office, |tx| {
        let detail = Detail::none()
            .with(Key::Letter, letter.id.0)
            .with(Key::Files, digests.len())
            .with(Key::Digest, digests.join("、"));
        audit::append(
            &tx,
            &actor,
            moment,
            Recorded::CasesEncloseFetch,
            letter.case,
            detail,
        )
        .await
    })?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push((row.id, opened(office, row).await?));
    }
    Ok(all)
}
