//! What an applicant waits for is told to them when it happens, where they left a mail address: that it happened and
//! where to read it, and nothing of what was asked for. The address stays under seal until the mail goes out.

use law::cases::Particulars;
use law::reminders::mail_address;
use sea_orm::EntityTrait;

use super::{settings, words};
use crate::entity::{application, organ, request_case};
use crate::error::OfficeError;
use crate::jobs::{self, Job, Mail, Notice};
use crate::moment::{Moment, Program};
use crate::sealed::PARTICULARS;
use crate::store::{Office, Tx};

/// Asks, in the act's transaction, for a notice to the applicant of a case: `news` in plain words. None for samples, and
/// where the organ wants none.
pub(crate) async fn tell_applicant(
    tx: &Tx<'_>,
    moment: Moment,
    case: &request_case::Model,
    news: &str,
) -> Result<(), OfficeError> {
    if case.is_sample || !settings::of_organ(tx.on(), case.organ_id).await?.has_progress {
        return Ok(());
    }
    let application = application::Entity::find_by_id(case.application_id)
        .one(tx.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    let has_address = tx.keys().is_ok_and(|keys| address(keys, &application).is_some());
    if !has_address {
        return Ok(());
    }
    let organ = organ::Entity::find_by_id(case.organ_id)
        .one(tx.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    let (subject, text) = words::progress(&organ.name, &application.number, &case.number, moment.today, news);
    let notice = Job::Notice(Notice {
        application: case.application_id,
        subject,
        text,
    });
    jobs::enqueue(tx, moment, case.organ_id, &notice, moment.now).await?;
    Ok(())
}

/// The notice as a mail to the applicant; `None` where there is no address any more.
pub async fn addressed(office: &Office, _: Program, notice: &Notice) -> Result<Option<Mail>, OfficeError> {
    let row = application::Entity::find_by_id(notice.application)
        .one(office.on())
        .await?;
    let to = match row {
        Some(row) => address(office.keys()?, &row),
        None => None,
    };
    Ok(to.map(|to| Mail {
        to,
        subject: notice.subject.clone(),
        text: notice.text.clone(),
    }))
}

fn address(keys: &crate::sealed::Keys, application: &application::Model) -> Option<String> {
    let envelope = application.particulars.as_deref()?;
    let opened = keys.open(PARTICULARS.of_row(application.id.0), envelope).ok()?;
    let particulars: Particulars = serde_json::from_str(opened.expose()).ok()?;
    mail_address(&particulars.email).map(str::to_owned)
}
