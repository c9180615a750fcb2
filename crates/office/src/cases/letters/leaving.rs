//! What is told before a signed letter leaves, in one list for its page, for the next step of its case and for the act: what is
//! gone past with a reason, what only whoever signs goes past, and what nobody does, so that the signature is taken back (条例第三十条、
//! 第三十二条、第三十三条; 行政复议法第四十二条、第六十四条).

use jiff::civil::Date;
use law::cases::decision::{Facts, broken_silences};
use law::cases::letters::told_of_moved_days;
use law::cases::reasons::is_wordless;
use law::cases::{Delivery, History, OUTDATED, OnTheWay, Way, What};
use law::codes::WhyNot;
use law::review::Level;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::facts::{House, Matter};
use super::{CaseLetter, LetterState, Sent};
use crate::cases::acts::mending::event_of;
use crate::cases::looking::read::{Entry, events};
use crate::disputes::read_dispute;
use crate::entity::case_mending;
use crate::entity::dispute::{Column, Entity};
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};

/// How what is told before a letter leaves is gone past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GonePast {
    /// With a reason of whoever delivers it.
    WithReason,
    /// With a reason of whoever signs, and of nobody else.
    BySigner,
    /// Not at all: its signature is taken back.
    Never,
}

/// Something that is told before a letter leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBack {
    /// The field it is told at.
    pub field: &'static str,
    pub why: String,
    pub past: GonePast,
    /// What speaks against going past it, which whoever does so says once more that they know.
    pub known: Option<String>,
}

impl HeldBack {
    const fn never(why: String) -> Self {
        Self {
            field: "on",
            why,
            past: GonePast::Never,
            known: None,
        }
    }

    const fn by_signer(why: String) -> Self {
        Self {
            field: "despite",
            why,
            past: GonePast::BySigner,
            known: None,
        }
    }

    const fn with_reason(why: String) -> Self {
        Self {
            field: "despite",
            why,
            past: GonePast::WithReason,
            known: None,
        }
    }
}

/// Everything that is told before this letter leaves on that day by that way; empty where nothing is in its way.
pub(super) async fn held_back(
    on: &impl ConnectionTrait,
    house: &House,
    moment: Moment,
    (matter, letter): (&Matter, &CaseLetter),
    (day, how): (Date, Delivery),
) -> Result<Vec<HeldBack>, OfficeError> {
    if letter.state != LetterState::Signed {
        return Ok(Vec::new());
    }
    let first = announced_first(matter, letter, how);
    if !letter.kind.is_reply() {
        let gone_by = letter.basis.what.as_ref();
        let gone_by = gone_by.and_then(|what| what.told_of_day_gone_by(day));
        let facts = matter.facts(house, moment, &letter.basis);
        let moved = told_of_moved_days(&letter.letter, letter.kind, &facts);
        let told = gone_by.map(HeldBack::never).into_iter();
        return Ok(told
            .chain(moved.map(HeldBack::with_reason))
            .chain(first)
            .collect());
    }
    let mut told = outdated(on, house, moment, matter, letter).await?;
    told.extend(disputed(on, matter, letter).await?);
    told.extend(notice_lost(house, moment, matter));
    let unknown = matter.standing.history.goes_before_its_notice(how, day);
    told.extend(unknown.map(HeldBack::by_signer));
    told.extend(first);
    Ok(told)
}

/// That a third party whom the reply overrides was not reached by its notice: that goes out once more first (条例第三十二条), and the
/// signature stands.
fn notice_lost(house: &House, moment: Moment, matter: &Matter) -> Option<HeldBack> {
    let history = &matter.standing.history;
    let lost = history.lost_notices();
    let decision = matter.decision.as_ref()?;
    let facts = Facts::of(history, &house.rules, moment.today);
    let lost: Vec<String> = lost.into_iter().map(OnTheWay::words).collect();
    (!lost.is_empty() && decision.overrides(&facts)).then(|| {
        HeldBack::never(format!(
            "{}被退回，第三方没有收到《政府信息决定公开告知书》：请先重新送达告知书，再送达答复；答复书不必撤回签发（条例第三十二条）。",
            lost.join("、")
        ))
    })
}

/// That it is announced although nothing that went to its addressee came back: whoever signs may say why.
fn announced_first(matter: &Matter, letter: &CaseLetter, how: Delivery) -> Option<HeldBack> {
    let history = &matter.standing.history;
    let is_first = how == Delivery::Announced && letter.returned.is_none();
    let to = (!letter.kind.is_for_applicant()).then_some(letter.basis.consulted.name.as_str());
    let told = history.told_of_announcing_first(to);
    told.filter(|_| is_first).map(|why| HeldBack {
        field: "how",
        known: reachable(history, matter.application.way.as_str(), letter),
        ..HeldBack::by_signer(why)
    })
}

/// How whoever applied can be reached without an address, of a letter that is theirs.
pub(super) fn reachable(history: &History, way: &str, letter: &CaseLetter) -> Option<String> {
    let way = Way::from_code(way).filter(|_| letter.kind.is_for_applicant())?;
    history.told_of_reachable(way)
}

/// Why a reply that was signed tells how its case went no more: its record was mended since, or somebody did something since
/// (`law::cases::Act::outdates_a_reply`), or a silence that it rests on has not come.
async fn outdated(
    on: &impl ConnectionTrait,
    house: &House,
    moment: Moment,
    matter: &Matter,
    letter: &CaseLetter,
) -> Result<Vec<HeldBack>, OfficeError> {
    let facts = Facts::of(&matter.standing.history, &house.rules, moment.today);
    let broken = matter
        .decision
        .as_ref()
        .map(|decision| broken_silences(decision, &facts));
    let broken: Vec<HeldBack> = broken
        .unwrap_or_default()
        .into_iter()
        .map(|why| HeldBack {
            field: why.field,
            ..HeldBack::never(format!("{}请签发人撤回签发。", why.message))
        })
        .collect();
    if !broken.is_empty() {
        return Ok(broken);
    }
    let Some(signed) = letter.steps.iter().rfind(|step| step.level == Level::Signing) else {
        return Ok(Vec::new());
    };
    let since = case_mending::Entity::find()
        .filter(case_mending::Column::CaseId.eq(letter.case))
        .filter(case_mending::Column::MendedAt.gt(signed.taken_at.as_millisecond()))
        .all(on)
        .await?;
    let mut is_mended = false;
    for row in since {
        is_mended |= !event_of(&row.stated)?.what.is_told_by_no_reply();
    }
    let timeline = events(on, letter.case).await?;
    let outdates = |entry: &Entry| {
        let is_about = match &entry.event.what {
            What::Undelivered(lost) => Some(lost.letter),
            _ => None,
        };
        entry.recorded_at > signed.taken_at && entry.event.what.act().outdates_a_reply(is_about)
    };
    let is_outdated = is_mended || timeline.iter().any(outdates);
    let told = is_outdated.then(|| HeldBack::never(OUTDATED.to_owned()));
    Ok(told.into_iter().collect())
}

/// The disputes of somebody else over the case of a reply that have not ended, or that set aside what it rests on, each as it is
/// told.
pub(super) async fn disputed(
    on: &impl ConnectionTrait,
    matter: &Matter,
    letter: &CaseLetter,
) -> Result<Vec<HeldBack>, OfficeError> {
    let disputes = Entity::find()
        .filter(Column::OrganId.eq(matter.row.organ_id))
        .filter(Column::CaseId.eq(letter.case))
        .order_by_asc(Column::ReceivedOn)
        .all(on)
        .await?;
    let mut told = Vec::new();
    for row in disputes {
        let dispute = read_dispute(&row)?;
        let whose = (row.claimant.as_str(), matter.row.applicant_name.as_str());
        let open = dispute.holds_back(&row.number, whose.0, whose.1);
        told.extend(open.map(HeldBack::with_reason));
        let dated = letter.letter.dated;
        let set_aside = dated.and_then(|dated| dispute.sets_aside(&row.number, whose, dated));
        told.extend(set_aside.map(HeldBack::never));
    }
    Ok(told)
}

/// What nobody goes past.
pub(super) fn refuse_for_good(told: &[HeldBack]) -> Result<(), OfficeError> {
    let never = told.iter().filter(|one| one.past == GonePast::Never);
    OfficeError::of_fields(never.map(|one| WhyNot::new(one.field, one.why.clone())).collect())
}

/// What else is told is gone past with a reason, of whoever signs where it is theirs to give. Whoever signs delivers what needs
/// their reason; all else whoever handles cases does.
pub(super) fn refuse(actor: &Actor, told: &[HeldBack], sent: &Sent) -> Result<(), OfficeError> {
    let of_signer = told.iter().find(|one| one.past == GonePast::BySigner);
    if of_signer.is_none() {
        may(&actor.roles, Act::HandleCases)?;
    }
    if told.is_empty() {
        return Ok(());
    }
    let is_announced_first = of_signer.is_some_and(|told| told.field == "how");
    let is_signer = may(&actor.roles, Act::SignCases).is_ok();
    if is_wordless(&sent.despite) && (is_signer || !is_announced_first) {
        let mut why: String = told.iter().map(|one| one.why.as_str()).collect();
        if of_signer.is_some() {
            why.push_str("确需现在送出的，由签发人写明理由后登记送达。");
        }
        return Err(OfficeError::invalid("despite", why));
    }
    match of_signer {
        Some(told) if may(&actor.roles, Act::SignCases).is_err() && told.field == "how" => {
            let why = format!("{}请改用其他方式，或者写明理由后请签发人公告送达。", told.why);
            Err(OfficeError::invalid("how", why))
        }
        Some(told) if may(&actor.roles, Act::SignCases).is_err() => {
            let why = format!("{}只能由签发人写明理由后登记送达。", told.why);
            Err(OfficeError::invalid("despite", why))
        }
        Some(told) if !sent.is_out_of_reach => told.known.as_ref().map_or(Ok(()), |known| {
            let why =
                format!("{known}。这些方式都已试过、确实送不到的，勾选后再登记，并在理由中写明怎样试过。");
            Err(OfficeError::invalid("is_out_of_reach", why))
        }),
        _ => Ok(()),
    }
}
