//! Going through the whole chain and naming the first link that does not hold.

use law::staff::{Act, may};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Link, instant, seal};
use crate::entity::audit_entry::{Column, Entity, Model};
use crate::entity::{audit_head, organ};
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

/// What speaks for the end of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// The seal of the last link is the program's own, and the log holds what was marked beside the database.
    Whole,
    /// The seal is, but nothing is marked yet: no act was done since the upgrade or the move to this machine.
    Unmarked,
    /// The keys are not at hand.
    Unread,
}

impl Seal {
    /// What is to be said where the end of the chain is not spoken for in full; `None` where it is.
    pub const fn caution(self) -> Option<&'static str> {
        match self {
            Self::Whole => None,
            Self::Unmarked => Some(
                "数据库之外还没有旁证文件 audit.mark（升级、迁移以后还没有新的记录，或者文件被删除）；请与另行保存的末条校验值核对。下一条记录会重新生成它。",
            ),
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
    // Before the log is read: by then it holds all that is marked.
    let marked = marked(office);
    let log = office.snapshot().await?;
    let at = marked
        .as_ref()
        .map_or(0, |mark| mark.as_ref().map_or(0, |mark| mark.seq));
    let (last, at_mark) = match walked(&log, at).await? {
        Ok(walked) => walked,
        Err(broken) => return Ok(Err(broken)),
    };
    let head = audit_head::Entity::find_by_id(1).one(&log).await?;
    let has_organs = organ::Entity::find().one(&log).await?.is_some();
    log.rollback().await?;
    let found = match head {
        // Every organ is registered on record.
        Some(head) if head.seq == 0 && has_organs => Err(broken(1, "全部记录缺失")),
        Some(head) if head.seq == last.seq && head.hash == last.hash => sealed(office, &head),
        Some(head) if head.seq > last.seq => Err(broken(last.seq + 1, "末尾的记录缺失")),
        _ => Err(broken(last.seq, "末尾与链头登记不符")),
    };
    let found = match (found, marked) {
        (Ok(Seal::Whole), Some(mark)) => agreeing(mark, &last, at_mark.as_deref()),
        (found, _) => found,
    };
    Ok(found.map(|seal| Verified {
        entries: last.seq,
        hash: last.hash,
        seal,
    }))
}

/// The mark beside the database: `None` where none is kept, or without keys.
fn marked(office: &Office) -> Option<Result<Link, Seal>> {
    let (file, keys) = (office.mark()?, office.keys().ok()?);
    Some(match file.read(keys) {
        Ok(Some(mark)) => Ok(mark),
        Ok(None) => Err(Seal::Unmarked),
        Err(_damaged) => Err(Seal::Unread),
    })
}

/// Goes through every link; gives the last, and the hash at one place.
async fn walked(
    log: &DatabaseTransaction,
    at: i64,
) -> Result<Result<(Link, Option<String>), BrokenLink>, OfficeError> {
    let mut last = Link {
        seq: 0,
        hash: law::audit::GENESIS.to_owned(),
    };
    let mut there = None;
    // A forged entry may stand before the first.
    let mut after = i64::MIN;
    loop {
        let query = Entity::find()
            .filter(Column::Seq.gt(after))
            .order_by_asc(Column::Seq);
        let rows = query.limit(PORTION).all(log).await?;
        if rows.is_empty() {
            return Ok(Ok((last, there)));
        }
        for row in rows {
            if row.seq <= last.seq {
                return Ok(Err(broken(row.seq, "这一条不属于审计链")));
            }
            if row.seq != last.seq + 1 {
                return Ok(Err(broken(last.seq + 1, "这一条缺失")));
            }
            let Some(hash) = recomputed(&last.hash, &row) else {
                return Ok(Err(broken(row.seq, "内容与其校验值不符，已被改动或者调换")));
            };
            if row.seq == at {
                there = Some(hash.clone());
            }
            last = Link { seq: row.seq, hash };
            after = row.seq;
        }
    }
}

/// What the seal of the head says.
fn sealed(office: &Office, head: &audit_head::Model) -> Result<Seal, BrokenLink> {
    // A chain of no entries has nothing to seal.
    if head.seq == 0 {
        return Ok(Seal::Whole);
    }
    let Some(there) = &head.seal else {
        let why = "链尾没有封印：封印被抹去，此后的记录可能已被截去，或者末尾的记录不是本系统所写";
        return Err(broken(head.seq, why));
    };
    let link = Link {
        seq: head.seq,
        hash: head.hash.clone(),
    };
    match office.keys().and_then(|keys| seal::of(keys, &link)) {
        Ok(right) if *there == right => Ok(Seal::Whole),
        Ok(_) => Err(broken(
            head.seq,
            "链尾的封印不符，此后的记录被截去，或者链尾被改写，或者密钥文件不是原来的",
        )),
        Err(_) => Ok(Seal::Unread),
    }
}

/// Whether the log holds what is marked beside the database.
fn agreeing(mark: Result<Link, Seal>, last: &Link, there: Option<&str>) -> Result<Seal, BrokenLink> {
    match mark {
        Ok(mark) if there == Some(mark.hash.as_str()) => Ok(Seal::Whole),
        Ok(mark) if mark.seq > last.seq => Err(BrokenLink {
            seq: last.seq + 1,
            why: format!(
                "末尾的记录缺失：旁证文件 audit.mark 记有 {} 条，数据库被换成了较早的状态",
                mark.seq
            ),
        }),
        Ok(mark) => Err(broken(
            mark.seq,
            "与旁证文件 audit.mark 所记的校验值不符，这一条以前的某处起已被换掉",
        )),
        Err(Seal::Unmarked) => Ok(Seal::Unmarked),
        Err(_) => Err(broken(
            last.seq,
            "旁证文件 audit.mark 损坏，或者不是用现在的密钥文件所写，无法证明此后的记录没有被截去",
        )),
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
