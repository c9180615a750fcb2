//! An application that arrives online is told to the clerks at once: its receipt waits for the organ's confirmation
//! (条例第三十一条第（三）项), and nobody sits before the board.

use jiff::civil::Date;
use law::cases::{Application, outward};

use super::{Reminders, recipients, settings, units, words};
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::ids::{CaseId, OrganId};
use crate::jobs::{self, Job, Mail};
use crate::moment::Moment;
use crate::store::Tx;

/// Asks, in the transaction that receives it, for a mail to every clerk; none where the organ wants none.
pub(crate) async fn announce(
    tx: &Tx<'_>,
    moment: Moment,
    organ: OrganId,
    (case, number): (CaseId, &str),
    application: &Application,
) -> Result<(), OfficeError> {
    let reminders = settings::of_organ(tx.on(), organ).await?;
    if !reminders.has_arrivals {
        return Ok(());
    }
    let request = outward(&application.request, &application.name, application.kind);
    let path = format!("/desk/cases/{case}");
    for clerk in recipients::clerks(tx.on(), organ).await? {
        let mail = words::arrival(
            (&clerk.mail, &clerk.name),
            (number, &request),
            application.kind.label(),
            moment.today,
            (&path, &reminders),
        );
        jobs::enqueue(tx, moment, organ, &Job::Mail(mail), moment.now).await?;
    }
    Ok(())
}

/// The same for files that the applicant handed in later: to whoever handles the case, or to every clerk.
pub(crate) async fn announce_supplement(
    tx: &Tx<'_>,
    moment: Moment,
    case: &request_case::Model,
    files: usize,
) -> Result<(), OfficeError> {
    announce_act(tx, moment, case, &format!("补充了 {files} 个附件"), false).await
}

/// That the applicant did something online, such as 提交了补正内容: to whoever handles the case and their deputy, or to every
/// clerk where nobody does or can be written to; to those who sign as well, where it is for the head too.
pub(crate) async fn announce_act(
    tx: &Tx<'_>,
    moment: Moment,
    case: &request_case::Model,
    what: &str,
    heads_too: bool,
) -> Result<(), OfficeError> {
    announce_to(tx, moment, case, heads_too, |to, from| {
        words::of_applicant(to, &case.number, what, from)
    })
    .await
}

/// That a reconsideration or a judgment orders a reply: to whoever handles the case and their deputy, and to those who sign.
pub(crate) async fn announce_order(
    tx: &Tx<'_>,
    moment: Moment,
    case: &request_case::Model,
    due_on: Option<Date>,
) -> Result<(), OfficeError> {
    announce_to(tx, moment, case, true, |to, from| {
        words::of_order(to, &case.number, due_on, from)
    })
    .await
}

/// That an opinion came before its last day, so that the reply is due earlier than it was: to whoever handles the case and their
/// deputy (条例第三十三条第三款).
pub(crate) async fn announce_earlier(
    tx: &Tx<'_>,
    moment: Moment,
    case: &request_case::Model,
    (before, now): (Date, Date),
) -> Result<(), OfficeError> {
    announce_to(tx, moment, case, false, |to, from| {
        words::of_earlier(to, &case.number, (before, now), from)
    })
    .await
}

async fn announce_to(
    tx: &Tx<'_>,
    moment: Moment,
    case: &request_case::Model,
    heads_too: bool,
    mail: impl Fn((&str, &str), (&str, &Reminders)) -> Mail,
) -> Result<(), OfficeError> {
    let reminders = settings::of_organ(tx.on(), case.organ_id).await?;
    if !reminders.has_arrivals || case.is_sample {
        return Ok(());
    }
    let people = recipients::people(tx.on(), case.organ_id).await?;
    let path = format!("/desk/cases/{}", case.id);
    for person in &people {
        let is_head = heads_too && person.signs_cases();
        if !(is_head || recipients::answers_for(&people, person, case.assigned_to)) {
            continue;
        }
        let to = (person.mail.as_str(), person.name.as_str());
        let mail = mail(to, (&path, &reminders));
        jobs::enqueue(tx, moment, case.organ_id, &Job::Mail(mail), moment.now).await?;
    }
    Ok(())
}

/// That a unit answered what it was asked: to whoever handles the case and their deputy, or to every clerk.
pub(crate) async fn announce_unit(
    tx: &Tx<'_>,
    moment: Moment,
    case: &request_case::Model,
    unit: &str,
    says: &str,
) -> Result<(), OfficeError> {
    let reminders = settings::of_organ(tx.on(), case.organ_id).await?;
    if !reminders.has_arrivals || case.is_sample {
        return Ok(());
    }
    let people = recipients::people(tx.on(), case.organ_id).await?;
    let path = format!("/desk/cases/{}/askings", case.id);
    for person in &people {
        if !recipients::answers_for(&people, person, case.assigned_to) {
            continue;
        }
        let to = (person.mail.as_str(), person.name.as_str());
        let mail = units::answered(to, &case.number, (unit, says), (&path, &reminders));
        jobs::enqueue(tx, moment, case.organ_id, &Job::Mail(mail), moment.now).await?;
    }
    Ok(())
}
