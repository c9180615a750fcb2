//! What was found in the files that are attached to documents, kept by their digest: a file is looked through once, elsewhere,
//! and its finding is asked for at the gate. A file that nobody has looked through does not go out.

use std::collections::BTreeMap;

use law::screening::{EDITION, Screening};
use law::staff::Act;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::documents::latest_files;
use crate::entity::file_screening::{ActiveModel, Column, Entity};
use crate::error::OfficeError;
use crate::files::open_public;
use crate::ids::DocumentId;
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};

/// A file that is to be looked through.
pub struct Unscreened {
    pub digest: String,
    pub bytes: Vec<u8>,
}

/// The next file of a document's latest edition that nobody has looked through by the rules of today.
pub async fn next_unscreened(
    office: &Office,
    actor: &Actor,
    document: DocumentId,
) -> Result<Option<Unscreened>, OfficeError> {
    actor.may_any(Act::SeeDocuments, &[Act::WriteDocuments])?;
    let digests = latest_files(office, actor, document).await?;
    let known = found_in(office.on(), &digests).await?;
    let Some(digest) = digests.into_iter().find(|digest| !known.contains_key(digest)) else {
        return Ok(None);
    };
    let bytes = open_public(office, &digest).await?.all().await?;
    Ok(Some(Unscreened { digest, bytes }))
}

/// Keeps what was found in a file of a document; what was kept first stays.
pub async fn keep(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    document: DocumentId,
    digest: &str,
    screening: &Screening,
) -> Result<(), OfficeError> {
    actor.may_any(Act::SeeDocuments, &[Act::WriteDocuments])?;
    if !latest_files(office, actor, document)
        .await?
        .iter()
        .any(|one| one == digest)
    {
        return Err(OfficeError::Missing);
    }
    transaction!(office, |tx| { keep_in(&tx, moment, digest, screening).await })
}

/// Keeps what was found in a file, within an act that takes the file in.
pub(crate) async fn keep_in(
    tx: &Tx<'_>,
    moment: Moment,
    digest: &str,
    screening: &Screening,
) -> Result<(), OfficeError> {
    let findings =
        serde_json::to_string(screening).map_err(|error| OfficeError::Damaged(error.to_string()))?;
    let known = Entity::find_by_id(digest.to_owned()).one(tx.on()).await?;
    let row = ActiveModel {
        digest: Set(digest.to_owned()),
        edition: Set(EDITION),
        findings: Set(findings),
        screened_at: Set(moment.millis()),
    };
    match known {
        Some(known) if known.edition == EDITION => {}
        Some(_) => {
            Entity::update(row).exec(tx.on()).await?;
        }
        None => {
            Entity::insert(row).exec_without_returning(tx.on()).await?;
        }
    }
    Ok(())
}

/// What was found in these files, of those that were looked through by the rules of today.
pub(crate) async fn found_in(
    on: &impl ConnectionTrait,
    digests: &[String],
) -> Result<BTreeMap<String, Screening>, OfficeError> {
    if digests.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = Entity::find()
        .filter(Column::Digest.is_in(digests.iter().cloned()))
        .filter(Column::Edition.eq(EDITION))
        .all(on)
        .await?;
    rows.into_iter()
        .map(|row| {
            let found = serde_json::from_str(&row.findings)
                .map_err(|error| OfficeError::Damaged(format!("file_screening {}：{error}", row.digest)))?;
            Ok((row.digest, found))
        })
        .collect()
}
