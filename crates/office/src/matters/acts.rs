//! What the desk does with a matter on its way to an answer: one function an act. Whoever is responsible is the only one to go on with
//! it; it is theirs only once they took it.

use law::audit::{Key, Recorded};
use law::codes::WhyNot;
use law::matters::{Act as MatterAct, Ground, What};
use law::staff::{Act, may};
use sea_orm::ActiveValue::Set;

use super::hands::{Target, named, own_label, refuse_others, refuse_unasked};
use super::record::{Held, hold};
use super::rules;
use crate::audit::{self, Detail};
use crate::cases::typed::written;
use crate::error::OfficeError;
use crate::ids::{AccountId, MatterId};
use crate::moment::{Actor, Moment};
use crate::reminders;
use crate::store::{Office, Tx, transaction};
use crate::text;

/// A matter in the version that was read.
pub type Seen = (MatterId, i64);

/// 交办: a unit or a person is asked to take it; whoever is responsible stays so until they do.
pub async fn assign(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    to: Target,
    note: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleMatters)?;
    offer(office, actor, moment, seen, (to, note), true).await
}

/// 移交: the same by whoever is responsible (首接负责).
pub async fn hand_over(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    to: Target,
    note: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleMatters)?;
    offer(office, actor, moment, seen, (to, note), false).await
}

async fn offer(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    (to, note): (Target, &str),
    is_assignment: bool,
) -> Result<(), OfficeError> {
    let rules = rules(office).await?;
    transaction!(office, |tx| {
        let held = hold(&tx, actor, moment, seen, &rules).await?;
        if !is_assignment {
            refuse_others(tx.on(), actor, &held.row).await?;
        }
        let (label, account) = named(tx.on(), actor.organ, to).await?;
        let (what, recorded) = if is_assignment {
            (What::Assigned { to: label.clone() }, Recorded::MattersAssign)
        } else {
            (What::HandedOver { to: label.clone() }, Recorded::MattersHandOver)
        };
        // What waits for a check was written by whoever had it: it is theirs to take back first.
        refuse_in_review(&held)?;
        let done = held
            .append(&tx, actor, moment, what, Some(note), |row| {
                row.offered_id = Set(account);
            })
            .await?;
        tell(
            &tx,
            moment,
            &done.0,
            account,
            "有一件来信诉求交给您，请签收或者退回",
        )
        .await?;
        let detail = Detail::none().with(Key::Name, label);
        audit::append(&tx, actor, moment, recorded, seen.0, detail).await
    })
}

/// 签收: whoever was asked takes it, or whoever is on duty what nobody was asked for; they are responsible from now on.
pub async fn take(office: &Office, actor: &Actor, moment: Moment, seen: Seen) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleMatters)?;
    let rules = rules(office).await?;
    transaction!(office, |tx| {
        let held = hold(&tx, actor, moment, seen, &rules).await?;
        refuse_unasked(tx.on(), actor, &held.row).await?;
        let by = match &held.row.offered_to {
            Some(to) => to.clone(),
            None => own_label(tx.on(), actor).await?,
        };
        held.append(&tx, actor, moment, What::Taken { by }, None, |_| {})
            .await?;
        audit::append(&tx, actor, moment, Recorded::MattersTake, seen.0, Detail::none()).await
    })
}

/// 退回交办: it is not theirs, with the reason, within the period for it.
pub async fn hand_back(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    reason: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleMatters)?;
    let reason = said(
        reason,
        "reason",
        "退回应当说明理由：为什么不属于本单位职责，应当由谁办理。",
    )?;
    let rules = rules(office).await?;
    transaction!(office, |tx| {
        let held = hold(&tx, actor, moment, seen, &rules).await?;
        if held.row.offered_to.is_some() {
            refuse_unasked(tx.on(), actor, &held.row).await?;
        } else {
            refuse_others(tx.on(), actor, &held.row).await?;
        }
        refuse_in_review(&held)?;
        let what = What::HandedBack {
            reason: reason.clone(),
        };
        let (row, _) = held
            .append(&tx, actor, moment, what, Some(&reason), |_| {})
            .await?;
        let news = "一件来信诉求被退回，请重新交办";
        reminders::announce_matter(&tx, moment, actor.organ, (row.id, &row.number), news).await?;
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::MattersHandBack,
            seen.0,
            Detail::none(),
        )
        .await
    })
}

/// 请其补充: what is needed, told once; the answer's clock stands still.
pub async fn ask_more(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    what: &str,
) -> Result<(), OfficeError> {
    let note = written(what, "note", "请写明需要补充哪些内容，一次写全。")?;
    let recorded = Recorded::MattersAskMore;
    plain(
        office,
        actor,
        moment,
        seen,
        What::MoreAsked {},
        Some(&note),
        recorded,
    )
    .await
}

/// 阶段答复: progress, measures and time, where it can't be solved now.
pub async fn interim(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    words: &str,
) -> Result<(), OfficeError> {
    let note = written(words, "note", "请写明办理进展、已采取的措施和预计时间。")?;
    let recorded = Recorded::MattersInterim;
    plain(
        office,
        actor,
        moment,
        seen,
        What::InterimAnswered {},
        Some(&note),
        recorded,
    )
    .await
}

/// 改变类别: another kind, under whose periods it falls from its receipt on.
pub async fn change_kind(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    kind: &str,
) -> Result<(), OfficeError> {
    let what = What::KindChanged { to: kind.to_owned() };
    plain(office, actor, moment, seen, what, None, Recorded::MattersKind).await
}

/// 不予受理: with its ground, where to turn instead, and the reason in words.
pub async fn decline(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    ground: &str,
    words: &str,
) -> Result<(), OfficeError> {
    let Some(ground) = Ground::from_code(ground) else {
        return Err(OfficeError::invalid("ground", "请选择不予受理的情形。"));
    };
    let words = said(
        words,
        "note",
        "请写明不予受理的具体理由；不属于本机关职责的，写明应当向哪个机关提出。",
    )?;
    let note = format!("{words}\n{}", ground.route());
    let what = What::Declined {
        ground: ground.code().to_owned(),
    };
    plain(
        office,
        actor,
        moment,
        seen,
        what,
        Some(&note),
        Recorded::MattersDecline,
    )
    .await
}

/// 办结.
pub async fn close(office: &Office, actor: &Actor, moment: Moment, seen: Seen) -> Result<(), OfficeError> {
    plain(
        office,
        actor,
        moment,
        seen,
        What::Closed {},
        None,
        Recorded::MattersClose,
    )
    .await
}

async fn plain(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    seen: Seen,
    what: What,
    note: Option<&str>,
    recorded: Recorded,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleMatters)?;
    let rules = rules(office).await?;
    if let What::KindChanged { to } = &what
        && rules.kind(to).is_none()
    {
        return Err(OfficeError::invalid("kind", "请选择类别。"));
    }
    transaction!(office, |tx| {
        let held = hold(&tx, actor, moment, seen, &rules).await?;
        refuse_others(tx.on(), actor, &held.row).await?;
        if what.act() != MatterAct::Closed {
            refuse_in_review(&held)?;
        }
        let news = what.is_news();
        let (row, _) = held
            .append(&tx, actor, moment, what.clone(), note, |_| {})
            .await?;
        if news {
            reminders::tell_asker(&tx, moment, &row, what.told().as_str()).await?;
        }
        let detail = match &what {
            What::KindChanged { to } => Detail::none().with(Key::Kind, rules.kind_label(to)),
            _ => Detail::none(),
        };
        audit::append(&tx, actor, moment, recorded, seen.0, detail).await
    })
}

/// What waits for a check is first taken back by whoever checks it.
pub(super) fn refuse_in_review(held: &Held<'_>) -> Result<(), OfficeError> {
    if held.row.in_review {
        return Err(OfficeError::invalid("", "答复正在审核，请先审核或者退回答复。"));
    }
    Ok(())
}

/// A reason that says something.
pub(super) fn said(words: &str, field: &'static str, missing: &str) -> Result<String, OfficeError> {
    let words = text::paragraphs(words).trim().to_owned();
    if text::reason(&words).is_none() {
        return Err(OfficeError::Invalid(vec![WhyNot::new(field, missing)]));
    }
    written(&words, field, missing)
}

/// A mail to whoever it concerns, where an account is known; to every handler otherwise.
pub(super) async fn tell(
    tx: &Tx<'_>,
    moment: Moment,
    row: &crate::entity::matter::Model,
    account: Option<AccountId>,
    news: &str,
) -> Result<(), OfficeError> {
    reminders::tell_handler(tx, moment, row, account, news).await
}
