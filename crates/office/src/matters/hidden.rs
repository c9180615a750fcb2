//! 屏蔽: a published question that is not shown any more, with its ground. It is never deleted, every count keeps it, and it can be shown
//! again.

use law::audit::{Key, Recorded};
use law::matters::HideGround;
use law::staff::{Act, may};
use sea_orm::ActiveValue::Set;

use super::acts::Seen;
use super::record::hold;
use super::row::change;
use super::rules;
use crate::audit::{self, Detail};
use crate::changes;
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};

/// 屏蔽: what is shown is not shown any more, with its ground.
pub async fn hide(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    ground: &str,
) -> Result<(), OfficeError> {
    let ground =
        HideGround::from_code(ground).ok_or_else(|| OfficeError::invalid("ground", "请选择屏蔽的理由。"))?;
    set_hidden(office, actor, moment, seen, Some(ground)).await
}

/// 解除屏蔽, by whoever checks.
pub async fn show_again(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::CheckMatters)?;
    set_hidden(office, actor, moment, seen, None).await
}

async fn set_hidden(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    ground: Option<HideGround>,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleMatters).or_else(|_| may(&actor.roles, Act::CheckMatters))?;
    let rules = rules(office).await?;
    transaction!(office, |tx| {
        let held = hold(&tx, actor, moment, seen, &rules).await?;
        if held.row.published_at.is_none() {
            return Err(OfficeError::invalid("", "没有公开过，无需屏蔽。"));
        }
        let id = held.row.id;
        let code = ground.map(|ground| ground.code().to_owned());
        change(&tx, held.row, moment, |row| row.hidden_ground = Set(code)).await?;
        changes::note(&tx, moment, id).await?;
        let (recorded, detail) = match ground {
            Some(ground) => (
                Recorded::MattersHide,
                Detail::none().with(Key::Reason, ground.label()),
            ),
            None => (Recorded::MattersShow, Detail::none()),
        };
        audit::append(&tx, actor, moment, recorded, id, detail).await
    })
}
