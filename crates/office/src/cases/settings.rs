//! What an organ settles for its cases where the law leaves it open, each with the default of the statute's usual reading.

use law::cases::Rules;
use law::staff::{Act, may};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::entity::case_settings::{ActiveModel, Column, Entity};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::{audit, calendar};

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
    /// How long applicants' data is kept; settled by [`super::retention::settle`] alone.
    pub retention: law::cases::retention::Settings,
    /// No applications are taken on the public site; its page says where else to apply.
    pub is_online_closed: bool,
    /// One application stays one case, whatever it asks for; otherwise it may be divided (一事一申请), and each part counts.
    pub keeps_whole: bool,
}

/// The organ's settings; the defaults where it has settled nothing.
pub async fn settings(office: &Office, organ: OrganId) -> Result<CaseSettings, OfficeError> {
    read(office.on(), organ).await
}

pub(super) async fn read(on: &impl ConnectionTrait, organ: OrganId) -> Result<CaseSettings, OfficeError> {
    match Entity::find_by_id(organ).one(on).await? {
        Some(row) => serde_json::from_str(&row.content)
            .map_err(|error| OfficeError::Damaged(format!("case_settings {organ}：{error}"))),
        None => Ok(CaseSettings::default()),
    }
}

/// Settles them anew, all but how long applicants' data is kept.
pub async fn save_settings(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    settings: &CaseSettings,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::EditOrgan)?;
    transaction!(office, |tx| {
        let kept = CaseSettings {
            retention: read(tx.on(), actor.organ).await?.retention,
            ..settings.clone()
        };
        write(&tx, actor.organ, &kept).await?;
        audit::append(
            &tx,
            actor,
            moment,
            law::audit::Recorded::OrganEdit,
            format!("organ {}", actor.organ),
            json!({ "part": "cases" }),
        )
        .await
    })
}

pub(super) async fn write(tx: &Tx<'_>, organ: OrganId, settings: &CaseSettings) -> Result<(), OfficeError> {
    let content = serde_json::to_string(settings).map_err(|error| OfficeError::Damaged(error.to_string()))?;
    let row = ActiveModel {
        organ_id: Set(organ),
        content: Set(content),
        version: Set(1),
    };
    let replaced = OnConflict::column(Column::OrganId)
        .update_column(Column::Content)
        .to_owned();
    Entity::insert(row).on_conflict(replaced).exec(tx.on()).await?;
    Ok(())
}

/// The rules a case of this organ is reckoned by: every known holiday year, and its own settings.
pub(super) async fn rules(office: &Office, organ: OrganId) -> Result<Rules, OfficeError> {
    Ok(Rules {
        calendar: calendar::holidays(office).await?,
        settings: settings(office, organ).await?.clocks,
    })
}
