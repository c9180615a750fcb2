//! Days that moved although nothing happened to the case: a notice on holidays came in, or the organ settled its clocks
//! otherwise. Whoever handles the case is told, in one mail for all of theirs, and the applicant who has been told another day.

use jiff::civil::Date;
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
        for clerk in recipients::clerks(tx.on(), organ).await? {
            let is_theirs = |moved: &&Moved| moved.case.assigned_to.is_none_or(|to| to == clerk.account);
            let theirs: Vec<&Moved> = moved.iter().filter(is_theirs).collect();
            if !theirs.is_empty() {
                let to = (clerk.mail.as_str(), clerk.name.as_str());
                let mail = words::moved(to, &theirs, moment.today, &reminders);
                jobs::enqueue(tx, moment, organ, &Job::Mail(mail), moment.now).await?;
            }
        }
    }
    for one in moved {
        if let (Some(before), Some(now)) = one.reply
            && before != now
        {
            let tentative = if one.is_tentative { "（暂定）" } else { "" };
            let news = format!(
                "答复期限届满日由{}调整为{}{tentative}",
                spoken(before),
                spoken(now)
            );
            tell_applicant(tx, moment, &one.case, &news).await?;
        }
    }
    Ok(())
}
