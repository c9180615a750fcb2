//! Applicants' data past the time it is kept (个人信息保护法第十九条、第四十七条): how long is `law::cases::retention`'s, whether
//! at all is each organ's to settle. What is counted stays; who applied, and what they handed in, goes. Backups made before
//! still hold it until they are thrown away.

mod anonymise;
mod judge;
mod words;

use law::audit::{Key, Recorded};
use law::cases::retention::Settings;
use law::staff::{Act, may};
use sea_orm::EntityTrait;

use self::judge::{Candidates, before, coming};
use super::settings::{CaseSettings, read, write};
use crate::audit::{self, Detail};
use crate::entity::case_settings;
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::{Actor, Moment, Program};
use crate::store::{Office, transaction};

pub use self::judge::OldCase;
pub(in crate::cases) use self::words::{Known, known_of};

/// Most applications that an outlook judges one by one.
const JUDGED: usize = 2_000;

/// What a period of so many years would do today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// Cases that are past their time today.
    pub due: Vec<OldCase>,
    /// Cases as old that are kept, each with its reason.
    pub kept: Vec<OldCase>,
    /// There are more than were looked at.
    pub has_more: bool,
    /// About how many applications follow within a year from today.
    pub within_a_year: u64,
    /// How many were made anonymous already.
    pub anonymised: u64,
}

/// What came of one round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Applications made anonymous.
    pub applications: u64,
    /// Whether nothing is left for today.
    pub is_done: bool,
}

/// What would go, and what is kept, under a period of so many years. Changes nothing.
pub async fn outlook(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    years: u16,
) -> Result<Outlook, OfficeError> {
    may(&actor.roles, Act::SettleRetention)?;
    let mut seen = 0;
    let mut outlook = Outlook {
        within_a_year: coming(office, actor.organ, moment.today, years).await?,
        anonymised: judge::anonymised(office, actor.organ).await?,
        ..Outlook::default()
    };
    let mut candidates = Candidates::new(actor.organ, before(moment.today, years));
    loop {
        let batch = candidates.next(office.on()).await?;
        if batch.is_empty() {
            return Ok(outlook);
        }
        if seen >= JUDGED {
            outlook.has_more = true;
            return Ok(outlook);
        }
        seen += batch.len();
        for judged in judge::judge(office.on(), &batch, years).await? {
            let is_due = judged.is_due(moment.today);
            let is_kept = judged.from.is_err();
            let cases = judged.old_cases();
            if is_due {
                outlook.due.extend(cases);
            } else if is_kept {
                outlook.kept.extend(cases);
            }
        }
    }
}

/// Settles the period, and whether what is past it is made anonymous. To go further than before wants `is_confirmed`: what is
/// gone does not come back.
pub async fn settle(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    settings: Settings,
    is_confirmed: bool,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SettleRetention)?;
    if let Some(why) = settings.fault() {
        return Err(OfficeError::invalid("years", why));
    }
    transaction!(office, |tx| {
        let before = read(tx.on(), actor.organ).await?;
        if settings == before.retention {
            return Ok(());
        }
        if settings.goes_further_than(before.retention) && !is_confirmed {
            let why = "匿名后不能恢复。请看过件数，勾选确认后再保存。";
            return Err(OfficeError::invalid("is_confirmed", why));
        }
        let detail = Detail::none()
            .with(Key::Years, settings.years)
            .with(Key::IsOn, settings.is_on)
            .with(Key::YearsBefore, before.retention.years)
            .with(Key::WasOn, before.retention.is_on);
        let after = CaseSettings {
            retention: settings,
            ..before
        };
        write(&tx, actor.organ, after.version, &after).await?;
        audit::append(&tx, actor, moment, Recorded::CasesRetention, actor.organ, detail).await
    })
}

/// Makes applications anonymous that are past their time, of the organs that turned it on; no more than `most` in all, each in
/// a transaction of its own.
pub async fn run_due(office: &Office, _: Program, moment: Moment, most: u64) -> Result<Round, OfficeError> {
    let mut round = Round::default();
    for row in case_settings::Entity::find().all(office.on()).await? {
        let settings = read(office.on(), row.organ_id).await?.retention;
        if settings.is_on && !of_organ(office, row.organ_id, moment, settings.years, most, &mut round).await?
        {
            return Ok(round);
        }
    }
    round.is_done = true;
    Ok(round)
}

/// Whether all of the organ's that are due are done.
async fn of_organ(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    years: u16,
    most: u64,
    round: &mut Round,
) -> Result<bool, OfficeError> {
    let actor = Actor {
        from: "server".to_owned(),
        ..Actor::system(organ, "系统")
    };
    let mut candidates = Candidates::new(organ, before(moment.today, years));
    loop {
        let batch = candidates.next(office.on()).await?;
        if batch.is_empty() {
            return Ok(true);
        }
        let judged = judge::judge(office.on(), &batch, years).await?;
        for one in judged.iter().filter(|one| one.is_due(moment.today)) {
            if round.applications >= most {
                return Ok(false);
            }
            if anonymise::anonymise(office, &actor, moment, one.application.id).await? {
                round.applications += 1;
            }
        }
    }
}
