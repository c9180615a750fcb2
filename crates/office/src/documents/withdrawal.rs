//! Taking back what is public (撤回): 更正 and 误发 leave title and reason at the address, 并入 leads on to another document, and of
//! what is secret or private nothing stays public; the records keep who took it back and why.

use law::audit::{Key, Recorded};
use law::codes::WhyNot;
use law::documents::WithdrawalKind;
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use super::{emergency, ended};
use crate::audit::{self, Detail};
use crate::entity::{document, publication};
use crate::error::OfficeError;
use crate::ids::DocumentId;
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::text::{line, reason};
use crate::versioned::{bump, held};
use crate::{changes, placements};

/// What is typed of a withdrawal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WithdrawalForm {
    /// A code of [`WithdrawalKind`].
    pub kind: String,
    pub reason: String,
    /// The index number of the document it went into.
    pub into: String,
}

impl WithdrawalForm {
    /// Taken back to be put right.
    pub fn correction(reason: &str) -> Self {
        Self {
            kind: WithdrawalKind::Correction.code().to_owned(),
            reason: reason.to_owned(),
            into: String::new(),
        }
    }
}

/// A withdrawal as it is done.
pub(super) struct TakenBack {
    pub kind: WithdrawalKind,
    pub reason: String,
    pub into: Option<DocumentId>,
    pub recorded: Recorded,
    pub detail: Detail,
}

/// Takes a published document back; what its address says from then on goes by the kind. What it had ended binds again.
pub async fn withdraw(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    form: &WithdrawalForm,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::WithdrawDocuments)?;
    let kind = WithdrawalKind::from_code(&form.kind).filter(|kind| WithdrawalKind::CHOSEN.contains(kind));
    let reason = reason(&form.reason);
    let mut fields = Vec::new();
    if kind.is_none() {
        fields.push(WhyNot::new("kind", "请选择撤回的类型。"));
    }
    if reason.is_none() {
        fields.push(WhyNot::new("reason", "请写明撤回原因。"));
    }
    OfficeError::of_fields(fields)?;
    let (Some(kind), Some(reason)) = (kind, reason) else {
        return Err(OfficeError::invalid("reason", "请核对表单。"));
    };
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        if row.published_edition.is_none() {
            return Err(OfficeError::invalid("reason", "这条政府信息没有发布，无需撤回。"));
        }
        let mut detail = Detail::none().with(Key::Kind, kind.label());
        let mut into = None;
        if kind.leads_on() {
            let other = merged_into(&tx, &row, &form.into).await?;
            detail = detail.with(Key::Into, other.index_number.as_str());
            into = Some(other.id);
        }
        let taken = TakenBack {
            kind,
            into,
            recorded: Recorded::DocumentsWithdraw,
            detail: detail.with(Key::Reason, reason.as_str()),
            reason: reason.clone(),
        };
        take_back(&tx, actor, moment, row, taken).await
    })
}

/// The document it went into: the organ's own, another, and public.
async fn merged_into(
    tx: &Tx<'_>,
    row: &document::Model,
    typed: &str,
) -> Result<document::Model, OfficeError> {
    let refused = |message: &str| OfficeError::invalid("into", message);
    let number = line(typed);
    if number.is_empty() {
        return Err(refused("请填写并入的政府信息的索引号，原网址将转到那里。"));
    }
    let found = document::Entity::find()
        .filter(document::Column::OrganId.eq(row.organ_id))
        .filter(document::Column::IndexNumber.eq(number))
        .one(tx.on())
        .await?;
    let other = found.ok_or_else(|| refused("没有这个索引号的政府信息，请核对。"))?;
    if other.id == row.id {
        return Err(refused("不能并入自身，请填写另一条政府信息的索引号。"));
    }
    if other.published_edition.is_none() {
        return Err(refused("该政府信息没有发布，公众无法看到，请先发布。"));
    }
    Ok(other)
}

/// The publication ends, and with it whatever it did.
pub(super) async fn take_back(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: document::Model,
    taken: TakenBack,
) -> Result<(), OfficeError> {
    let id = row.id;
    let open = publication::Entity::find()
        .filter(publication::Column::DocumentId.eq(id))
        .order_by_desc(publication::Column::PublishedAt)
        .order_by_desc(publication::Column::Id);
    if let Some(open) = open.one(tx.on()).await? {
        let mut ended = open.into_active_model();
        ended.withdrawn_by = Set(Some(actor.name.clone()));
        ended.withdrawn_at = Set(Some(moment.millis()));
        ended.withdrawal_reason = Set(Some(taken.reason.clone()));
        ended.withdrawal_kind = Set(Some(taken.kind.code().to_owned()));
        ended.update(tx.on()).await?;
    }
    emergency::end(tx, moment, id, emergency::Ending::Withdrawn).await?;
    Box::pin(ended::release(tx, actor, moment, id, &[])).await?;
    let mut changed = row.into_active_model();
    changed.published_edition = Set(None);
    changed.take_down_at = Set(None);
    changed.withdrawn_at = Set(Some(moment.millis()));
    changed.withdrawal_reason = Set(Some(taken.reason.clone()));
    changed.withdrawal_kind = Set(Some(taken.kind.code().to_owned()));
    changed.merged_into = Set(taken.into);
    bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    Box::pin(placements::ask_for_all_back(tx, actor, moment, id, &taken.reason)).await?;
    audit::append(tx, actor, moment, taken.recorded, id, taken.detail).await?;
    changes::note(tx, moment, id).await
}
