//! Rule rows as they are kept: everybody's, and an organ's own before them. What they mean is `law::rules`'.

use jiff::civil::Date;
use law::rules::{RuleRow, Severity, Unit};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use crate::entity::rule_row::{Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::Actor;
use crate::store::Office;

/// The rows that hold for the actor's organ, its own before everybody's, the latest first.
pub async fn list(office: &Office, actor: &Actor) -> Result<Vec<RuleRow>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    of_organ(office.on(), actor.organ).await
}

/// The same within an act.
pub(crate) async fn of_organ(on: &impl ConnectionTrait, organ: OrganId) -> Result<Vec<RuleRow>, OfficeError> {
    let ours = Condition::any()
        .add(Column::OrganId.is_null())
        .add(Column::OrganId.eq(organ));
    let mut rows = Entity::find().filter(ours).all(on).await?;
    rows.sort_by(|one, other| {
        let own = |row: &Model| row.organ_id.is_none();
        let latest = other.valid_from.cmp(&one.valid_from);
        own(one).cmp(&own(other)).then(latest).then(one.id.cmp(&other.id))
    });
    rows.into_iter().map(read).collect()
}

fn read(row: Model) -> Result<RuleRow, OfficeError> {
    let damaged = |what: &str| OfficeError::Damaged(format!("rule_row.{what}，第 {} 行", row.id));
    let number =
        |number: i64| u16::try_from(number).map_err(|error| damaged(&format!("threshold（{error}）")));
    let day = |text: &str| {
        text.parse::<Date>()
            .map_err(|error| damaged(&format!("valid_from（{error}）")))
    };
    Ok(RuleRow {
        threshold: number(row.threshold)?,
        early_at: row.early_at.map(number).transpose()?,
        unit: Unit::from_code(&row.unit).ok_or_else(|| damaged("unit"))?,
        severity: Severity::from_code(&row.severity).ok_or_else(|| damaged("severity"))?,
        from: day(&row.valid_from)?,
        to: row.valid_to.as_deref().map(day).transpose()?,
        code: row.code,
        subject: row.subject,
        source_document: row.source_document,
        scope: row.scope,
    })
}
