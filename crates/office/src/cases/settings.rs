//! What an organ settles for its cases where the law leaves it open, each with the default of the statute's usual reading.

use law::cases::Rules;
use law::staff::Act;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::entity::case_settings::{ActiveModel, Column, Entity};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::Actor;
use crate::store::{Office, Tx};
use crate::versioned::{bump, unchanged_or_new};

/// An organ's settings for cases, fees and disputes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseSettings {
    pub clocks: law::cases::Settings,
    pub disputes: law::disputes::Settings,
    /// Who reconsiders, which court, where to file: the words on remedies.
    pub remedies: law::cases::remedies::Settings,
    /// The checks before a letter is signed.
    pub signing: law::cases::signing::Settings,
    /// 发文字号前的机关代字, such as 孟先开公
    pub letter_prefix: String,
    /// Who heads the office that deals with applications (政府信息公开工作机构负责人), who agrees to extensions
    /// (条例第三十三条第二款); blank where it is whoever signs.
    pub head_of_office: String,
    /// Whom a letter names to turn to, and under which number; blank where it is the guide's office and telephone.
    pub contact_person: String,
    pub contact_phone: String,
    /// How long applicants' data is kept; settled by [`super::retention::settle`] alone.
    pub retention: law::cases::retention::Settings,
    /// No applications are taken on the public site; its page says where else to apply.
    pub is_online_closed: bool,
    /// One application stays one case, whatever it asks for; otherwise it may be divided (一事一申请), and each part counts.
    pub keeps_whole: bool,
    /// Replies stand under the organ's name in red (信函格式).
    pub red_heads: bool,
    /// The version that was read; 0 where nothing is settled.
    #[serde(skip)]
    pub version: i64,
}

/// The settings of the actor's organ, the defaults where it has settled nothing; for whoever sees cases or reports, which
/// follow them, or edits the organ.
pub async fn settings(office: &Office, actor: &Actor) -> Result<CaseSettings, OfficeError> {
    actor.may_any(Act::SeeCases, &[Act::SeeReports, Act::SettleCases])?;
    read(office.on(), actor.organ).await
}

/// Whether the organ takes applications on its public site.
pub async fn is_online_closed(office: &Office, organ: OrganId) -> Result<bool, OfficeError> {
    Ok(read(office.on(), organ).await?.is_online_closed)
}

/// Whom to turn to against what the organ does, as its letters name them (条例第五十一条): who reconsiders, which court.
pub async fn remedies_named(office: &Office, organ: OrganId) -> Result<(String, String), OfficeError> {
    let remedies = read(office.on(), organ).await?.remedies;
    Ok((remedies.reconsiderer, remedies.court))
}

pub(crate) async fn read(on: &impl ConnectionTrait, organ: OrganId) -> Result<CaseSettings, OfficeError> {
    match Entity::find_by_id(organ).one(on).await? {
        Some(row) => {
            let read = serde_json::from_str(&row.content);
            let read: CaseSettings =
                read.map_err(|error| OfficeError::Damaged(format!("case_settings {organ}：{error}")))?;
            Ok(CaseSettings {
                version: row.version,
                ..read
            })
        }
        None => Ok(CaseSettings::default()),
    }
}

/// Writes them in place of the version that was read; 0 is the version of an organ that has settled nothing.
pub(super) async fn write(
    tx: &Tx<'_>,
    organ: OrganId,
    version: i64,
    settings: &CaseSettings,
) -> Result<(), OfficeError> {
    let stored = Entity::find_by_id(organ).one(tx.on()).await?;
    unchanged_or_new(stored.as_ref(), version)?;
    let mut next = Set(version);
    bump(&mut next);
    let content = serde_json::to_string(settings).map_err(|error| OfficeError::Damaged(error.to_string()))?;
    let row = ActiveModel {
        organ_id: Set(organ),
        content: Set(content),
        version: next,
    };
    let replaced = OnConflict::column(Column::OrganId)
        .update_columns([Column::Content, Column::Version])
        .to_owned();
    Entity::insert(row).on_conflict(replaced).exec(tx.on()).await?;
    Ok(())
}

/// The rules a case of this organ is reckoned by: every known holiday year, and its own settings.
pub(crate) async fn rules(office: &Office, organ: OrganId) -> Result<Rules, OfficeError> {
    Ok(Rules {
        calendar: calendar::holidays(office).await?,
        settings: read(office.on(), organ).await?.clocks,
    })
}
