//! Reports that were published elsewhere before they came here: the day of that publication, stated with its reason, and the
//! files that archive editions came from, kept as they were.

use std::collections::BTreeSet;

use jiff::civil::Date;
use law::codes::WhyNot;
use law::screening::Bearer;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use sm3::{Digest, Sm3};

use crate::entity::{report, report_edition};
use crate::error::OfficeError;
use crate::files::{OpenedFile, Upload, cleared, open_public, safe_name, store};
use crate::ids::OrganId;
use crate::moment::Moment;
use crate::store::Office;
use crate::text::{self, filled};

use super::rows::{latest_row, row_of};

/// The day of a publication elsewhere, and why it is stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstPublished {
    pub on: Date,
    pub why: String,
}

/// A file that is kept with a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub name: String,
    /// SM3.
    pub digest: String,
    pub bytes: i64,
}

impl FirstPublished {
    /// What is stated of a report of this year; nothing where neither is filled in.
    pub fn stated(
        moment: Moment,
        year: i16,
        on: Option<Date>,
        why: &str,
    ) -> Result<Option<Self>, OfficeError> {
        let mut wrong: Vec<WhyNot> = Vec::new();
        let Some(on) = on else {
            return if filled(why).is_some() {
                Err(OfficeError::invalid(
                    "first_published_on",
                    "写了依据，请填写原公布日期。",
                ))
            } else {
                Ok(None)
            };
        };
        // Some publish in the last days of the year that is reported on.
        let earliest = Date::new(year, 12, 1).unwrap_or_default();
        if on > moment.today || on < earliest {
            wrong.push(WhyNot {
                field: "first_published_on",
                message: format!("{year} 年度报告的原公布日期应在 {earliest} 至今天之间。"),
            });
        }
        if text::reason(why).is_none() {
            wrong.push(WhyNot::new(
                "first_published_why",
                "请写明依据，例如“原门户网站 2019-03-28 公布，网址……”。",
            ));
        }
        OfficeError::of_fields(wrong)?;
        Ok(Some(Self {
            on,
            why: why.trim().to_owned(),
        }))
    }

    /// From the two columns.
    pub(super) fn stored(on: Option<&str>, why: Option<&str>) -> Result<Option<Self>, OfficeError> {
        let Some((on, why)) = on.zip(why) else {
            return Ok(None);
        };
        let on = on
            .parse()
            .map_err(|error| OfficeError::Damaged(format!("first_published_on（{error}）")))?;
        Ok(Some(Self {
            on,
            why: why.to_owned(),
        }))
    }
}

impl Kept {
    /// From the columns.
    pub(super) fn stored(name: Option<&str>, digest: Option<&str>, bytes: Option<i64>) -> Option<Self> {
        Some(Self {
            name: name?.to_owned(),
            digest: digest?.to_owned(),
            bytes: bytes?,
        })
    }

    /// Puts a file into the object store, for a report to hold it.
    pub(super) async fn put(office: &Office, upload: Upload) -> Result<Self, OfficeError> {
        let name = safe_name(&upload.name);
        let gate = &office.limits().staff;
        let file = cleared(office, gate, (&name, upload.bytes), Bearer::Organ).await?;
        let (bytes, digest) = (file.count(), hex::encode(Sm3::digest(&*file)));
        store(office, &digest, file).await?;
        Ok(Self { name, digest, bytes })
    }

    /// The file, to be saved: a browser is never told to show it.
    pub(super) async fn open(self, office: &Office) -> Result<OpenedFile, OfficeError> {
        Ok(OpenedFile {
            content: open_public(office, &self.digest).await?,
            name: self.name,
            media_type: "application/octet-stream".to_owned(),
            length: self.bytes,
        })
    }
}

/// The file that the published edition of a year came from, where it is kept.
pub async fn published_file(
    office: &Office,
    organ: OrganId,
    year: i16,
) -> Result<Option<OpenedFile>, OfficeError> {
    let Some(row) = row_of(office.on(), organ, year).await? else {
        return Ok(None);
    };
    let edition = latest_row(office.on(), &row).await?;
    let kept = edition.and_then(|edition| {
        let (name, digest) = (edition.source_name.as_deref(), edition.kept_digest.as_deref());
        Kept::stored(name, digest, edition.kept_bytes)
    });
    match kept {
        Some(kept) => Ok(Some(kept.open(office).await?)),
        None => Ok(None),
    }
}

/// The SM3 of every file that reports hold.
pub(crate) async fn kept_digests(on: &impl ConnectionTrait) -> Result<BTreeSet<String>, OfficeError> {
    let drafts = report::Entity::find()
        .select_only()
        .column(report::Column::KeptDigest)
        .filter(report::Column::KeptDigest.is_not_null());
    let editions = report_edition::Entity::find()
        .select_only()
        .column(report_edition::Column::KeptDigest)
        .filter(report_edition::Column::KeptDigest.is_not_null());
    let mut digests: BTreeSet<String> = drafts.into_tuple().all(on).await?.into_iter().collect();
    digests.extend(editions.into_tuple::<String>().all(on).await?);
    Ok(digests)
}
