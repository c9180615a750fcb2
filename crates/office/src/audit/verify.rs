//! Going through the whole chain and naming the first link that does not hold.

use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::instant;
use crate::entity::audit_entry::{Column, Entity, Model};
use crate::entity::audit_head;
use crate::error::OfficeError;
use crate::moment::{Actor, Program};
use crate::store::Office;

const PORTION: u64 = 1000;

/// The first place where the chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenLink {
    /// The place in the chain, from 1.
    pub seq: i64,
    /// What is wrong with it, in Chinese.
    pub why: String,
}

/// A chain that holds: how many entries, and the last hash (worth keeping elsewhere: it seals all before it).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub entries: i64,
    pub hash: String,
}

/// Recomputes every link in order, of the log as it stands at one instant.
pub async fn verify(office: &Office, _: Program) -> Result<Result<Verified, BrokenLink>, OfficeError> {
    recompute(office).await
}

/// The same for whoever may see the log.
pub async fn verify_at_desk(
    office: &Office,
    actor: &Actor,
) -> Result<Result<Verified, BrokenLink>, OfficeError> {
    may(&actor.roles, Act::SeeAudit)?;
    recompute(office).await
}

async fn recompute(office: &Office) -> Result<Result<Verified, BrokenLink>, OfficeError> {
    let log = office.snapshot().await?;
    let mut hash = law::audit::GENESIS.to_owned();
    let mut seq = 0;
    // A forged entry may stand before the first.
    let mut after = i64::MIN;
    loop {
        let rows = Entity::find()
            .filter(Column::Seq.gt(after))
            .order_by_asc(Column::Seq)
            .limit(PORTION)
            .all(&log)
            .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            if row.seq <= seq {
                return Ok(Err(broken(row.seq, "这一条不属于审计链")));
            }
            if row.seq != seq + 1 {
                return Ok(Err(broken(seq + 1, "这一条缺失")));
            }
            hash = match recomputed(&hash, &row) {
                Some(next) => next,
                None => return Ok(Err(broken(row.seq, "内容与其校验值不符，已被改动或者调换"))),
            };
            seq = row.seq;
            after = seq;
        }
    }
    let head = audit_head::Entity::find_by_id(1).one(&log).await?;
    log.rollback().await?;
    match head {
        Some(head) if head.seq == seq && head.hash == hash => Ok(Ok(Verified { entries: seq, hash })),
        Some(head) if head.seq > seq => Ok(Err(broken(seq + 1, "末尾的记录缺失"))),
        _ => Ok(Err(broken(seq, "末尾与链头登记不符"))),
    }
}

fn broken(seq: i64, why: &str) -> BrokenLink {
    BrokenLink {
        seq,
        why: why.to_owned(),
    }
}

/// The hash this row should have after the one before; `None` when it has another.
fn recomputed(previous: &str, row: &Model) -> Option<String> {
    let entry = law::audit::Entry {
        seq: row.seq,
        at: instant(row.at).ok()?,
        organ: row.organ_id.0,
        account: row.account_id.map(|account| account.0),
        actor: row.actor.clone(),
        act: row.act.clone(),
        subject: row.subject.clone(),
        detail: row.detail.clone(),
        from: row.address.clone(),
    };
    let hash = law::audit::link(previous, &entry);
    (hash == row.hash).then_some(hash)
}
