//! Days that moved although nothing happened to the case: a notice on holidays came in, or the organ settled its clocks
//! otherwise. Whoever handles the case and their deputy are told, in one mail for all of theirs, and the applicant who has been told another day.

use jiff::civil::Date;
use law::cases::ClockName;
use law::codes::spoken;

use super::{recipients, settings, tell_applicant, words};
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::jobs::{self, Job};
use crate::moment::Moment;
use crate::store::Tx;

/// A case whose days moved, each with the day before and the day now.
pub(crate) struct Moved {
    /// As it stood before.
    pub case: request_case::Model,
    pub reply: (Option<Date>, Option<Date>),
    pub next: (Option<Date>, Option<Date>),
    pub is_tentative: bool,
    /// What applicants and third parties may still do, up to another day than they were told.
    pub own: Vec<OwnDay>,
}

/// The last day of a right of somebody else.
pub(crate) struct OwnDay {
    pub clock: ClockName,
    /// The day that was told, and the one that is told now.
    pub before: Date,
    pub now: Date,
    pub is_tentative: bool,
}

impl OwnDay {
    /// What it is to the applicant; nothing of what is somebody else's.
    const fn to_applicant(&self) -> Option<&'static str> {
        match self.clock {
            ClockName::Correction => Some("补正期限"),
            ClockName::Payment => Some("缴纳信息处理费的期限"),
            ClockName::Reasons => Some("说明理由的期限"),
            _ => None,
        }
    }
}

/// Asks, in the transaction that moved them, for the mails.
pub(crate) async fn tell_moved(
    tx: &Tx<'_>,
    moment: Moment,
    organ: OrganId,
    moved: &[Moved],
) -> Result<(), OfficeError> {
    if moved.is_empty() {
        return Ok(());
    }
    let reminders = settings::of_organ(tx.on(), organ).await?;
    if reminders.has_digest {
        let clerks = recipients::clerks(tx.on(), organ).await?;
        for clerk in &clerks {
            let is_theirs = |moved: &&Moved| recipients::answers_for(&clerks, clerk, moved.case.assigned_to);
            let theirs: Vec<&Moved> = moved.iter().filter(is_theirs).collect();
            if !theirs.is_empty() {
                let to = (clerk.mail.as_str(), clerk.name.as_str());
                let mail = words::moved(to, &theirs, moment.today, &reminders);
                jobs::enqueue(tx, moment, organ, &Job::Mail(mail), moment.now).await?;
            }
        }
    }
    for one in moved {
        for own in &one.own {
            if let Some(label) = own.to_applicant() {
                let news = day_moved(label, own.before, own.now, own.is_tentative);
                tell_applicant(tx, moment, &one.case, &news).await?;
            }
        }
        if let (Some(before), Some(now)) = one.reply
            && before != now
        {
            let news = day_moved("答复期限届满日", before, now, one.is_tentative);
            tell_applicant(tx, moment, &one.case, &news).await?;
        }
    }
    Ok(())
}

fn day_moved(label: &str, before: Date, now: Date, is_tentative: bool) -> String {
    let tentative = if is_tentative { "（暂定）" } else { "" };
    format!("{label}由{}调整为{}{tentative}", spoken(before), spoken(now))
}
