//! An entry is published by another than who wrote it, sent back with a reason, or taken down.

use law::audit::Recorded;
use law::cases::answer_log::EntryState;
use law::review::{Place, Verdict};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    QueryTrait,
};

use super::write::{refuse_lacking, refuse_unfit};
use super::{judged, state, tells_of, words};
use crate::audit::{self, Detail};
use crate::cases::looking::read::of_organ;
use crate::cases::retention::Known;
use crate::changes;
use crate::entity::logged_answer::{ActiveModel, Column, Entity, Model};
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::{ApplicationId, LoggedAnswerId};
use crate::moment::{Actor, Moment};
use crate::review::{self, Said};
use crate::store::{Office, Tx, transaction};
use crate::text;
use crate::versioned::{bump, held};

/// Agrees to an entry: it is public from now on, as long as its case says what it tells.
pub async fn agree(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: LoggedAnswerId,
    version: i64,
    opinion: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::CheckCases)?;
    // Read before the transaction, which would wait for a second connection; that nothing was changed since, the version says.
    let read = Entity::find_by_id(id).filter(Column::OrganId.eq(actor.organ));
    let read = read.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    let (of, application) = of_organ(office, actor.organ, read.case_id).await?;
    refuse_unfit(&of, &application)?;
    refuse_lacking(office, &application, read.case_id, &words(&read)).await?;
    transaction!(office, |tx| {
        let row = submitted(&tx, actor, id, version).await?;
        if !tells_of(&row, &of) {
            return Err(OfficeError::invalid(
                "",
                "本件的答复已经变更，请退回经办人按新的答复改写。",
            ));
        }
        let said = Said::agreed(opinion);
        review::take(
            &tx,
            actor,
            moment,
            id,
            &judged(&row)?,
            Place::PUBLICATION_OF_ANSWER,
            said,
        )
        .await?;
        let (case, round) = (row.case_id, row.round);
        let mut changed = row.into_active_model();
        changed.published_round = Set(Some(round));
        keep(&tx, moment, changed, EntryState::Published).await?;
        changes::note(&tx, moment, case).await?;
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::CasesLogPublish,
            case,
            Detail::none(),
        )
        .await
    })
}

/// Sends an entry back to who wrote it.
pub async fn send_back(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: LoggedAnswerId,
    version: i64,
    opinion: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::CheckCases)?;
    let opinion = text::reason(opinion)
        .ok_or_else(|| OfficeError::invalid("opinion", "退回的请写明原因，经办人按此修改。"))?;
    transaction!(office, |tx| {
        let row = submitted(&tx, actor, id, version).await?;
        let said = Said {
            verdict: Verdict::Returned,
            opinion: &opinion,
        };
        review::take(
            &tx,
            actor,
            moment,
            id,
            &judged(&row)?,
            Place::PUBLICATION_OF_ANSWER,
            said,
        )
        .await?;
        let (case, round) = (row.case_id, row.round);
        let mut changed = row.into_active_model();
        changed.round = Set(round + 1);
        keep(&tx, moment, changed, EntryState::Draft).await?;
        // The opinion stays with the step, and goes with it.
        audit::append(&tx, actor, moment, Recorded::CasesLogReturn, case, Detail::none()).await
    })
}

/// Takes a published entry down: at once, by whoever handles cases or checks them.
pub async fn take_down(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: LoggedAnswerId,
    version: i64,
    reason: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases).or_else(|_| may(&actor.roles, Act::CheckCases))?;
    let reason = text::reason(reason).ok_or_else(|| OfficeError::invalid("reason", "请写明撤下的原因。"))?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        if state(&row.state)? != EntryState::Published {
            return Err(OfficeError::invalid("reason", "这条答复目录没有公布，无需撤下。"));
        }
        withdraw(&tx, actor, moment, row, &reason).await
    })
}

/// Takes down what is published of an application and names one of these since somebody was registered otherwise or asked
/// for an opinion: it is written anew and judged anew before the public reads it again (个人信息保护法第二十五条).
pub(in crate::cases) async fn take_down_naming(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    application: ApplicationId,
    known: &Known,
) -> Result<(), OfficeError> {
    let cases = request_case::Entity::find()
        .filter(request_case::Column::ApplicationId.eq(application))
        .select_only()
        .column(request_case::Column::Id);
    let published = Entity::find()
        .filter(Column::CaseId.in_subquery(cases.into_query()))
        .filter(Column::State.eq(EntryState::Published.code()))
        .all(tx.on())
        .await?;
    for row in published {
        if known.is_in(&row.title) || known.is_in(&row.summary) {
            withdraw(tx, actor, moment, row, NAMES_SOMEBODY).await?;
        }
    }
    Ok(())
}

/// Why the program takes an entry down.
const NAMES_SOMEBODY: &str =
    "登记更正或者征求意见后，目录文字与当事人名称相同，系统已自动撤下，请改写后重新送审。";

async fn withdraw(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: Model,
    reason: &str,
) -> Result<(), OfficeError> {
    let (case, round) = (row.case_id, row.round);
    let mut changed = row.into_active_model();
    changed.round = Set(round + 1);
    changed.withdrawal_reason = Set(Some(reason.to_owned()));
    keep(tx, moment, changed, EntryState::Withdrawn).await?;
    changes::note(tx, moment, case).await?;
    // The reason stays with the entry, and goes with it.
    audit::append(
        tx,
        actor,
        moment,
        Recorded::CasesLogWithdraw,
        case,
        Detail::none(),
    )
    .await
}

async fn submitted(
    tx: &Tx<'_>,
    actor: &Actor,
    id: LoggedAnswerId,
    version: i64,
) -> Result<Model, OfficeError> {
    let row = held(tx, actor, id, version).await?;
    if state(&row.state)? != EntryState::Submitted {
        return Err(OfficeError::invalid("", "这条答复目录没有送审，无需审核。"));
    }
    Ok(row)
}

async fn keep(
    tx: &Tx<'_>,
    moment: Moment,
    mut changed: ActiveModel,
    state: EntryState,
) -> Result<(), OfficeError> {
    changed.state = Set(state.code().to_owned());
    bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    Ok(())
}
