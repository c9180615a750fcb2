//! What a visit leads to: a matter (转办), registered by the very road that every matter of the desk takes, or an application that was
//! registered (受理; 条例第二十九条: 口头申请).

use law::audit::{Key, Recorded};
use law::halls::VisitOutcome;
use law::matters::AskingForm;
use law::staff::{Act, may};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::register::{lead, standing};
use crate::audit::{self, Detail};
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::{HallVisitId, MatterId};
use crate::matters::{self, Receipt, Registering};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::text::line;

/// The kind and the door of what is asked at a window.
const HALL: &str = "hall";

/// Hands on what was asked: a matter with one who is responsible and a clock. Who asks is named only where an answer is to reach them.
pub async fn refer(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: (HallVisitId, i64),
    form: &AskingForm,
    ticket: &str,
) -> Result<Receipt, OfficeError> {
    may(&actor.roles, Act::RegisterVisits)?;
    let registering = Registering {
        form: AskingForm {
            kind: HALL.to_owned(),
            ..form.clone()
        },
        channel: HALL.to_owned(),
        ..Registering::default()
    };
    matters::register_of_visit(office, actor, moment, &registering, seen, ticket).await
}

/// The visit leads to this matter, in the transaction that registers it.
pub(crate) async fn lead_to_matter(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    seen: (HallVisitId, i64),
    (matter, number): (MatterId, &str),
) -> Result<(), OfficeError> {
    let row = standing(tx, actor, seen).await?;
    if row.matter_id.is_some() {
        return Err(OfficeError::invalid("", "这次接待已经转办。"));
    }
    let hall = row.hall_id;
    lead(tx, moment, row, VisitOutcome::Referred, |row| {
        row.matter_id = Set(Some(matter));
    })
    .await?;
    let detail = Detail::none().with(Key::Number, number);
    audit::append(tx, actor, moment, Recorded::HallsRefer, hall, detail).await
}

/// The visit leads to an application that was registered, by its number.
pub async fn lead_to_case(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: (HallVisitId, i64),
    number: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::RegisterVisits)?;
    may(&actor.roles, Act::SeeCases)?;
    let number = line(number);
    transaction!(office, |tx| {
        let row = standing(&tx, actor, seen).await?;
        let case = request_case::Entity::find()
            .filter(request_case::Column::OrganId.eq(actor.organ))
            .filter(request_case::Column::Number.eq(number.as_str()))
            .one(tx.on())
            .await?;
        let missing = || OfficeError::invalid("number", "没有这个编号的申请，请核对登记后的编号。");
        let case = case.ok_or_else(missing)?;
        let hall = row.hall_id;
        lead(&tx, moment, row, VisitOutcome::Accepted, |row| {
            row.case_id = Set(Some(case.id));
        })
        .await?;
        let detail = Detail::none().with(Key::Number, number.as_str());
        audit::append(&tx, actor, moment, Recorded::HallsLink, hall, detail).await
    })
}
