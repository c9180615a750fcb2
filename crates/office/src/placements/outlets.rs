//! The outlets of an organ: set up, renamed, closed. One that something stands at is never deleted.

use law::audit::{Key, Recorded};
use law::codes::WhyNot;
use law::outlets::OutletKind;
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

use super::damaged;
use crate::audit::{self, Detail};
use crate::entity::outlet::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{OrganId, OutletId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};
use crate::text::{line, optional};
use crate::versioned::{bump, held};

/// An outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    pub id: OutletId,
    pub kind: OutletKind,
    pub name: String,
    /// Where it is, or who runs it.
    pub place: Option<String>,
    /// Nothing is asked of it any more; what stands there is still taken down there.
    pub is_closed: bool,
    pub version: i64,
}

/// What is typed of an outlet.
#[derive(Clone, Debug, Default)]
pub struct OutletForm {
    pub kind: String,
    pub name: String,
    pub place: String,
    pub is_closed: bool,
}

impl TryFrom<Model> for Outlet {
    type Error = OfficeError;

    fn try_from(row: Model) -> Result<Self, OfficeError> {
        let kind = OutletKind::from_code(&row.kind);
        Ok(Self {
            kind: kind.ok_or_else(|| damaged("outlet", row.id.0, "kind"))?,
            id: row.id,
            name: row.name,
            place: row.place,
            is_closed: row.is_closed,
            version: row.version,
        })
    }
}

/// All outlets of the organ, the closed ones last.
pub async fn outlets(office: &Office, actor: &Actor) -> Result<Vec<Outlet>, OfficeError> {
    actor.may_any(Act::SeePlacements, &[Act::EditColumns])?;
    of_organ(office.on(), actor.organ).await
}

pub(super) async fn of_organ(on: &impl ConnectionTrait, organ: OrganId) -> Result<Vec<Outlet>, OfficeError> {
    let rows = Entity::find()
        .filter(Column::OrganId.eq(organ))
        .order_by_asc(Column::IsClosed)
        .order_by_asc(Column::Id);
    rows.all(on).await?.into_iter().map(Outlet::try_from).collect()
}

fn checked(form: &OutletForm) -> Result<(OutletKind, String), OfficeError> {
    let mut fields = Vec::new();
    let kind = OutletKind::from_code(&form.kind).filter(|kind| OutletKind::SET_UP.contains(kind));
    if kind.is_none() {
        fields.push(WhyNot::new("kind", "请选择去向的类别。"));
    }
    let name = line(&form.name);
    if name.is_empty() || name.chars().count() > 60 {
        fields.push(WhyNot::new(
            "name",
            "请填写名称，不超过 60 字，例如“南厅电子屏”。",
        ));
    }
    OfficeError::of_fields(fields)?;
    let kind = kind.ok_or_else(|| OfficeError::invalid("kind", "请选择去向的类别。"))?;
    Ok((kind, name))
}

async fn refuse_taken_name(
    tx: &Tx<'_>,
    organ: OrganId,
    name: &str,
    own: Option<OutletId>,
) -> Result<(), OfficeError> {
    let query = Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(Column::Name.eq(name));
    let taken = query.all(tx.on()).await?;
    if taken.iter().any(|row| Some(row.id) != own) {
        return Err(OfficeError::invalid("name", "已有同名的去向，请换一个名称。"));
    }
    Ok(())
}

/// Sets up an outlet.
pub async fn add_outlet(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    form: &OutletForm,
    ticket: &str,
) -> Result<OutletId, OfficeError> {
    may(&actor.roles, Act::ManageOutlets)?;
    let (kind, name) = checked(form)?;
    let sending = Sending::of(office, actor, Recorded::OutletsSave.code(), ticket, form)?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(OutletId(made));
        }
        refuse_taken_name(&tx, actor.organ, &name, None).await?;
        let id: OutletId = tx.next_id(moment);
        let row = ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            kind: Set(kind.code().to_owned()),
            name: Set(name.clone()),
            place: Set(optional(&form.place)),
            is_closed: Set(false),
            version: Set(1),
            created_at: Set(moment.millis()),
            changed_at: Set(moment.millis()),
        };
        Entity::insert(row).exec(tx.on()).await?;
        sending.keep(&tx, moment, id.0).await?;
        record(&tx, actor, moment, &name).await?;
        Ok(id)
    })
}

/// Renames an outlet, says where it is, closes or opens it; its kind stays.
pub async fn save_outlet(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, version): (OutletId, i64),
    form: &OutletForm,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ManageOutlets)?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        let form = OutletForm {
            kind: row.kind.clone(),
            ..form.clone()
        };
        let (_, name) = checked(&form)?;
        refuse_taken_name(&tx, actor.organ, &name, Some(id)).await?;
        let mut changed = row.into_active_model();
        changed.name = Set(name.clone());
        changed.place = Set(optional(&form.place));
        changed.is_closed = Set(form.is_closed);
        bump(&mut changed.version);
        changed.changed_at = Set(moment.millis());
        changed.update(tx.on()).await?;
        record(&tx, actor, moment, &name).await
    })
}

async fn record(tx: &Tx<'_>, actor: &Actor, moment: Moment, name: &str) -> Result<(), OfficeError> {
    let detail = Detail::none().with(Key::Name, name);
    audit::append(tx, actor, moment, Recorded::OutletsSave, actor.organ, detail).await
}

/// The ids that a list of them names (`7 9`).
pub(crate) fn listed(text: Option<&str>) -> Vec<OutletId> {
    let names = text.unwrap_or_default().split_whitespace();
    names.filter_map(|name| name.parse().ok()).collect()
}

/// What was ticked, as it is kept; refused where one is none of the organ's open ones.
pub(crate) async fn known(
    on: &impl ConnectionTrait,
    organ: OrganId,
    ticked: &[String],
) -> Result<Option<String>, OfficeError> {
    let ticked: Vec<&String> = ticked.iter().filter(|one| !one.is_empty()).collect();
    if ticked.is_empty() {
        return Ok(None);
    }
    let own = of_organ(on, organ).await?;
    let mut kept: Vec<OutletId> = Vec::new();
    for one in ticked {
        let id: Option<OutletId> = one.parse().ok();
        let found = id.filter(|id| own.iter().any(|outlet| outlet.id == *id && !outlet.is_closed));
        let id = found.ok_or_else(|| OfficeError::invalid("outlets", "请从列出的发布去向中选择。"))?;
        kept.push(id);
    }
    kept.sort_unstable();
    kept.dedup();
    let kept: Vec<String> = kept.iter().map(OutletId::to_string).collect();
    Ok(Some(kept.join(" ")))
}
