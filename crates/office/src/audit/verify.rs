//! Going through the whole chain and naming the first link that does not hold.

use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{instant, seal};
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
    pub seal: Seal,
}

/// What the seal of the last link says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// It is the program's own: nothing was cut off behind it.
    Whole,
    /// There is none: no entry was made since links are sealed, or somebody took it away.
    Missing,
    /// The keys are not at hand.
    Unread,
}

impl Seal {
    /// What is to be said where the seal does not speak for the end of the chain; `None` where it does.
    pub const fn caution(self) -> Option<&'static str> {
        match self {
            Self::Whole => None,
            Self::Missing => {
                Some("链尾没有封印：升级以后还没有新的记录，或者封印已被抹去；请与另行保存的末条校验值核对。")
            }
            Self::Unread => Some("没有密钥文件，未能核验链尾的封印；请在有密钥文件的服务器上核验。"),
        }
    }
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
        Some(head) if head.seq == seq && head.hash == hash => Ok(match sealed(office, &head) {
            Some(seal) => Ok(Verified {
                entries: seq,
                hash,
                seal,
            }),
            None => Err(broken(seq, "链尾的封印不符，此后的记录被截去，或者链尾被改写")),
        }),
        Some(head) if head.seq > seq => Ok(Err(broken(seq + 1, "末尾的记录缺失"))),
        _ => Ok(Err(broken(seq, "末尾与链头登记不符"))),
    }
}

/// What the seal of the head says; `None` where it is another's.
fn sealed(office: &Office, head: &audit_head::Model) -> Option<Seal> {
    // A chain of no entries has nothing to seal.
    if head.seq == 0 {
        return Some(Seal::Whole);
    }
    let Some(there) = &head.seal else {
        return Some(Seal::Missing);
    };
    match office.keys().and_then(|keys| seal(keys, head.seq, &head.hash)) {
        Ok(right) => (*there == right).then_some(Seal::Whole),
        Err(_) => Some(Seal::Unread),
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
