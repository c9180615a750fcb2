//! What proofreading asks about and somebody explains (说明): kept with the document, remembered for a year, taken back by whoever
//! does not agree. Which finding it answers is `law::proof`'s.

use law::audit::{Key, Recorded};
use law::documents::Question;
use law::proof::Explanation;
use law::staff::Act;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};

use super::gate::in_the_way;
use super::write::edition_row;
use crate::audit::{self, Detail};
use crate::entity::explanation::{ActiveModel, Column, Entity, Model};
use crate::entity::proof_recheck;
use crate::error::OfficeError;
use crate::ids::{DocumentId, ExplanationId, OrganId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::text;
use crate::versioned::owned;

const LONGEST: usize = 500;

/// Whoever writes, reviews or signs may say why something is right, and take it back.
fn may_explain(actor: &Actor) -> Result<(), OfficeError> {
    let others = [Act::ReviewSecrecy, Act::PublishDocuments];
    Ok(actor.may_any(Act::WriteDocuments, &others)?)
}

/// Says of a finding of the latest edition, named by its mark, why it is right as it stands. What was said of it before ends.
pub async fn explain(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    (mark, words): (&str, &str),
) -> Result<(), OfficeError> {
    may_explain(actor)?;
    let reason = text::reason(words)
        .ok_or_else(|| OfficeError::invalid("reason", "请写明为什么是对的，例如：引用原文如此。"))?;
    if reason.chars().count() > LONGEST {
        return Err(OfficeError::invalid(
            "reason",
            format!("说明不超过 {LONGEST} 字。"),
        ));
    }
    transaction!(office, |tx| {
        let row = owned(&tx, actor.organ, id).await?;
        let edition = edition_row(&tx, id, row.latest_edition).await?;
        let asked = in_the_way(tx.on(), moment, &row, &edition).await?.questions;
        let question = asked.iter().find(|one| one.mark.as_str() == mark);
        let question = question.ok_or_else(|| {
            OfficeError::invalid("", "内容有改动，校对结果随之变化。请看过最新的校对结果后再说明。")
        })?;
        end(&tx, actor, moment, id, mark).await?;
        forget_recheck(&tx, id).await?;
        insert(&tx, actor, moment, id, question, &reason).await?;
        let detail = Detail::none()
            .with(Key::Edition, edition.number)
            .with(Key::Basis, question.told.as_str())
            .with(Key::Reason, reason.as_str());
        audit::append(&tx, actor, moment, Recorded::DocumentsExplain, id, detail).await
    })
}

async fn insert(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    document: DocumentId,
    question: &Question,
    reason: &str,
) -> Result<(), OfficeError> {
    let row = ActiveModel {
        id: Set(tx.next_id::<ExplanationId>(moment)),
        organ_id: Set(actor.organ),
        document_id: Set(document),
        is_everywhere: Set(question.is_everywhere),
        mark: Set(question.mark.as_str().to_owned()),
        rule: Set(question.rule.to_owned()),
        told: Set(question.told.clone()),
        reason: Set(reason.to_owned()),
        writer_name: Set(actor.name.clone()),
        written_on: Set(moment.today.to_string()),
        written_at: Set(moment.millis()),
        ended_by_name: Set(None),
        ended_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx.on()).await?;
    Ok(())
}

/// Takes back what was said of a finding: it is to be answered again.
pub async fn withdraw_explanation(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    mark: &str,
) -> Result<(), OfficeError> {
    may_explain(actor)?;
    transaction!(office, |tx| {
        let row = owned(&tx, actor.organ, id).await?;
        let told = end(&tx, actor, moment, id, mark).await?;
        forget_recheck(&tx, id).await?;
        let told = told.ok_or_else(|| OfficeError::invalid("", "这条说明已经撤销。"))?;
        let detail = Detail::none()
            .with(Key::Edition, row.latest_edition)
            .with(Key::Basis, told);
        audit::append(&tx, actor, moment, Recorded::DocumentsUnexplain, id, detail).await
    })
}

/// What was found when it was last looked at stands no more.
async fn forget_recheck(tx: &Tx<'_>, id: DocumentId) -> Result<(), OfficeError> {
    proof_recheck::Entity::delete_by_id(id).exec(tx.on()).await?;
    Ok(())
}

/// Ends what stands of a mark, where something does; what it was about.
async fn end(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    document: DocumentId,
    mark: &str,
) -> Result<Option<String>, OfficeError> {
    let standing = rows(tx.on(), actor.organ, document).await?;
    let standing: Vec<Model> = standing.into_iter().filter(|row| row.mark == mark).collect();
    let ids = standing.iter().map(|row| row.id);
    Entity::update_many()
        .col_expr(Column::EndedByName, Expr::value(actor.name.clone()))
        .col_expr(Column::EndedAt, Expr::value(moment.millis()))
        .filter(Column::Id.is_in(ids))
        .exec(tx.on())
        .await?;
    Ok(standing.into_iter().last().map(|row| row.told))
}

/// What stands for a document: its own, and what holds in every text of the organ.
async fn rows(
    on: &impl ConnectionTrait,
    organ: OrganId,
    document: DocumentId,
) -> Result<Vec<Model>, OfficeError> {
    let of_document = Column::DocumentId.eq(document);
    let query = Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(Column::EndedAt.is_null())
        .filter(
            Condition::any()
                .add(of_document)
                .add(Column::IsEverywhere.eq(true)),
        )
        .order_by_asc(Column::Id);
    Ok(query.all(on).await?)
}

/// The same as the law reads it.
pub(super) async fn of_document(
    on: &impl ConnectionTrait,
    organ: OrganId,
    document: DocumentId,
) -> Result<Vec<Explanation>, OfficeError> {
    let rows = rows(on, organ, document).await?.into_iter();
    rows.map(|row| {
        let on = row.written_on.parse().map_err(|error| {
            OfficeError::Damaged(format!("explanation.written_on（{error}），第 {} 行", row.id))
        })?;
        Ok(Explanation {
            mark: row.mark,
            reason: row.reason,
            by: row.writer_name,
            on,
        })
    })
    .collect()
}
