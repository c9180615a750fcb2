//! The register of visits: the only place that writes them. A tap counts once, however often it is sent: by the mark it was made with, and
//! where a finger came down twice. What the tablet says of the time stands beside the server's own instant. Nothing is deleted: what was
//! tapped by mistake is struck, with a reason, and counts no more.

use jiff::Timestamp;
use law::audit::{Key, Recorded};
use law::halls::{Rules, VisitOutcome, kind_label, visit_kinds};
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::audit::{self, Detail};
use crate::entity::hall_visit::{ActiveModel, Column, Entity, Model};
use crate::entity::hall_window;
use crate::error::OfficeError;
use crate::ids::{HallId, HallVisitId, HallWindowId};
use crate::moment::{Actor, Moment, day_of};
use crate::store::{Office, Tx, transaction};
use crate::text::{line, optional, reason};
use crate::versioned::{bump, held, owned};

/// One tap.
#[derive(Clone, Debug)]
pub struct Tap {
    pub hall: HallId,
    pub window: Option<HallWindowId>,
    /// Made where it was tapped: 16 to 64 letters, digits and hyphens.
    pub mark: String,
    /// A code of `law::halls::visit_kinds`.
    pub kind: String,
    /// A code of `law::halls::VisitOutcome`.
    pub outcome: String,
    /// What the tablet's clock said.
    pub tapped_at: Option<Timestamp>,
}

/// What became of a tap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registered {
    pub visit: HallVisitId,
    /// It was not there yet, and counts now.
    pub is_new: bool,
}

/// What is typed of a visit afterwards.
#[derive(Clone, Debug, Default)]
pub struct Amended {
    pub kind: String,
    pub outcome: String,
    pub topic: String,
}

/// How far around a tap others are looked for; which of them is the same the law says.
const AROUND: i64 = 60_000;
/// The longest topic.
const LONGEST: usize = 100;

fn known(kind: &str, outcome: &str) -> Result<VisitOutcome, OfficeError> {
    if !visit_kinds().iter().any(|known| known.code == kind) {
        return Err(OfficeError::invalid("kind", "请选择接待的类别。"));
    }
    VisitOutcome::from_code(outcome).ok_or_else(|| OfficeError::invalid("outcome", "请选择怎样办的。"))
}

fn is_mark(mark: &str) -> bool {
    (16..=64).contains(&mark.len()) && mark.bytes().all(|one| one.is_ascii_alphanumeric() || one == b'-')
}

/// Registers a visit; sent again, or tapped twice within a second, it is the one that is there.
pub async fn register_visit(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    tap: &Tap,
) -> Result<Registered, OfficeError> {
    may(&actor.roles, Act::RegisterVisits)?;
    let outcome = known(&tap.kind, &tap.outcome)?;
    if !is_mark(&tap.mark) {
        return Err(OfficeError::invalid(
            "mark",
            "这次登记没有编号，请重新打开登记页面。",
        ));
    }
    transaction!(office, |tx| {
        let same = Entity::find()
            .filter(Column::OrganId.eq(actor.organ))
            .filter(Column::Mark.eq(tap.mark.as_str()))
            .one(tx.on())
            .await?;
        if let Some(row) = same {
            return Ok(Registered {
                visit: row.id,
                is_new: false,
            });
        }
        let hall = owned(&tx, actor.organ, tap.hall).await?;
        if hall.is_ended {
            return Err(OfficeError::invalid("", "这个大厅已停用，不能登记接待。"));
        }
        refuse_other_window(&tx, tap).await?;
        if let Some(visit) = tapped_twice(&tx, actor, moment, tap).await? {
            return Ok(Registered { visit, is_new: false });
        }
        let visit = insert(&tx, actor, moment, tap, outcome).await?;
        Ok(Registered { visit, is_new: true })
    })
}

async fn refuse_other_window(tx: &Tx<'_>, tap: &Tap) -> Result<(), OfficeError> {
    let Some(window) = tap.window else { return Ok(()) };
    let query = hall_window::Entity::find_by_id(window).filter(hall_window::Column::HallId.eq(tap.hall));
    query.one(tx.on()).await?.map(drop).ok_or(OfficeError::Missing)
}

/// The visit that the same finger registered just before: by the tablet's clock where it tells both times, else by the server's.
async fn tapped_twice(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    tap: &Tap,
) -> Result<Option<HallVisitId>, OfficeError> {
    let at = tap.tapped_at.unwrap_or(moment.now);
    let (earliest, latest) = (at.as_millisecond() - AROUND, at.as_millisecond() + AROUND);
    let query = Entity::find()
        .filter(Column::HallId.eq(tap.hall))
        .filter(Column::Kind.eq(tap.kind.as_str()))
        .filter(Column::Outcome.eq(tap.outcome.as_str()))
        .filter(Column::StruckAt.is_null());
    let query = match tap.tapped_at {
        Some(_) => query.filter(Column::TappedAt.between(earliest, latest)),
        None => query
            .filter(Column::TappedAt.is_null())
            .filter(Column::CountedOn.eq(moment.today.to_string()))
            .filter(Column::ReceivedAt.between(earliest, latest)),
    };
    let rules = Rules::default();
    let is_same = |row: &Model| {
        let other = Timestamp::from_millisecond(row.tapped_at.unwrap_or(row.received_at));
        let is_at_once = other.is_ok_and(|other| rules.is_same_tap(&tap.kind, at, other));
        is_at_once && row.window_id == tap.window && row.account_id == actor.account
    };
    Ok(query
        .all(tx.on())
        .await?
        .iter()
        .find(|row| is_same(row))
        .map(|row| row.id))
}

async fn insert(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    tap: &Tap,
    outcome: VisitOutcome,
) -> Result<HallVisitId, OfficeError> {
    let counting = Rules::default().counting(tap.tapped_at, moment.now);
    let counted_at = counting.at.as_millisecond();
    let id: HallVisitId = tx.next_id(moment);
    let row = ActiveModel {
        id: Set(id),
        organ_id: Set(actor.organ),
        hall_id: Set(tap.hall),
        window_id: Set(tap.window),
        mark: Set(tap.mark.clone()),
        kind: Set(tap.kind.clone()),
        outcome: Set(outcome.code().to_owned()),
        topic: Set(None),
        tapped_at: Set(tap.tapped_at.map(Timestamp::as_millisecond)),
        received_at: Set(moment.millis()),
        counted_at: Set(counted_at),
        counted_on: Set(day_of(counted_at).unwrap_or(moment.today).to_string()),
        is_doubtful: Set(counting.is_doubtful),
        account_id: Set(actor.account),
        actor: Set(actor.name.clone()),
        matter_id: Set(None),
        case_id: Set(None),
        struck_at: Set(None),
        struck_why: Set(None),
        struck_by: Set(None),
        version: Set(1),
        changed_at: Set(moment.millis()),
    };
    Entity::insert(row).exec(tx.on()).await?;
    let detail = told(&tap.kind, outcome);
    audit::append(tx, actor, moment, Recorded::HallsRegister, tap.hall, detail).await?;
    Ok(id)
}

fn told(kind: &str, outcome: VisitOutcome) -> Detail {
    let detail = Detail::none().with(Key::Title, kind_label(kind));
    detail.with(Key::Outcome, outcome.label())
}

fn refuse_struck(row: &Model) -> Result<(), OfficeError> {
    if row.struck_at.is_some() {
        return Err(OfficeError::invalid("", "这次接待的登记已经作废。"));
    }
    Ok(())
}

/// The visit, where it still counts and nobody changed it meanwhile.
pub(super) async fn standing(
    tx: &Tx<'_>,
    actor: &Actor,
    (id, version): (HallVisitId, i64),
) -> Result<Model, OfficeError> {
    let row = held(tx, actor, id, version).await?;
    refuse_struck(&row)?;
    Ok(row)
}

/// Says afterwards what it was about, or what it really was.
pub async fn amend_visit(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: (HallVisitId, i64),
    form: &Amended,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::RegisterVisits)?;
    let outcome = known(&form.kind, &form.outcome)?;
    if line(&form.topic).chars().count() > LONGEST {
        return Err(OfficeError::invalid("topic", "主题不超过 100 字。"));
    }
    transaction!(office, |tx| {
        let row = standing(&tx, actor, seen).await?;
        let is_bound = row.matter_id.is_some() || row.case_id.is_some();
        if is_bound && outcome.code() != row.outcome {
            return Err(OfficeError::invalid(
                "outcome",
                "已经转办或者受理，结果不再改变。",
            ));
        }
        let hall = row.hall_id;
        let mut row = row.into_active_model();
        row.kind = Set(form.kind.clone());
        row.outcome = Set(outcome.code().to_owned());
        row.topic = Set(optional(&form.topic));
        bump(&mut row.version);
        row.changed_at = Set(moment.millis());
        row.update(tx.on()).await?;
        let detail = told(&form.kind, outcome);
        audit::append(&tx, actor, moment, Recorded::HallsComplete, hall, detail).await
    })
}

/// Strikes what was tapped by mistake: it stays on record, and counts no more.
pub async fn strike_visit(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: (HallVisitId, i64),
    why: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::RegisterVisits)?;
    let why = reason(why).ok_or_else(|| OfficeError::invalid("reason", "请写明为什么作废，例如“误点”。"))?;
    transaction!(office, |tx| {
        let row = standing(&tx, actor, seen).await?;
        if row.matter_id.is_some() || row.case_id.is_some() {
            return Err(OfficeError::invalid("reason", "已经转办或者受理的接待不能作废。"));
        }
        let (hall, kind) = (row.hall_id, row.kind.clone());
        let mut row = row.into_active_model();
        row.struck_at = Set(Some(moment.millis()));
        row.struck_why = Set(Some(why.clone()));
        row.struck_by = Set(Some(actor.name.clone()));
        bump(&mut row.version);
        row.changed_at = Set(moment.millis());
        row.update(tx.on()).await?;
        let detail = Detail::none()
            .with(Key::Title, kind_label(&kind))
            .with(Key::Reason, why.as_str());
        audit::append(&tx, actor, moment, Recorded::HallsStrike, hall, detail).await
    })
}

/// What a visit leads to, written to its row with the outcome that says so.
pub(super) async fn lead(
    tx: &Tx<'_>,
    moment: Moment,
    row: Model,
    outcome: VisitOutcome,
    set: impl FnOnce(&mut ActiveModel),
) -> Result<(), OfficeError> {
    let mut row = row.into_active_model();
    row.outcome = Set(outcome.code().to_owned());
    set(&mut row);
    bump(&mut row.version);
    row.changed_at = Set(moment.millis());
    row.update(tx.on()).await?;
    Ok(())
}
