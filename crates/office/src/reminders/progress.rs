//! What an applicant waits for is told to them when it happens, where they left a mail address: that it happened and
//! where to read it, and nothing of what was asked for. The address stays under seal until the mail goes out.

use law::cases::{ApplicationForm, Particulars};
use law::reminders::{NoMailAddress, mail_address};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{settings, words};
use crate::entity::{application, organ, registration_mending, request_case};
use crate::error::OfficeError;
use crate::ids::RegistrationMendingId;
use crate::jobs::{self, Job, Mail, Notice};
use crate::moment::{Moment, Program};
use crate::sealed::{PARTICULARS, REGISTRATIONS};
use crate::store::{Office, Tx};

/// Asks, in the act's transaction, for a notice to the applicant of a case: `news` in plain words. None for samples, and
/// where the organ wants none.
pub(crate) async fn tell_applicant(
    tx: &Tx<'_>,
    moment: Moment,
    case: &request_case::Model,
    news: &str,
) -> Result<(), OfficeError> {
    tell(tx, moment, case, news, None).await
}

/// The same to the address that stood before a mending: whoever applied learns that somebody wrote another one.
pub(crate) async fn tell_applicant_as_stated(
    tx: &Tx<'_>,
    moment: Moment,
    case: &request_case::Model,
    news: &str,
    stated: RegistrationMendingId,
) -> Result<(), OfficeError> {
    tell(tx, moment, case, news, Some(stated)).await
}

async fn tell(
    tx: &Tx<'_>,
    moment: Moment,
    case: &request_case::Model,
    news: &str,
    stated: Option<RegistrationMendingId>,
) -> Result<(), OfficeError> {
    if case.is_sample || !settings::of_organ(tx.on(), case.organ_id).await?.has_progress {
        return Ok(());
    }
    let application = application::Entity::find_by_id(case.application_id)
        .one(tx.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    // Without keys nothing is known of an address: the worker, who has them, finds out.
    let Ok(keys) = tx.keys() else { return Ok(()) };
    let address = match stated {
        Some(stated) => stated_address(tx.on(), keys, stated).await?,
        None => address(keys, &application),
    };
    let Some(address) = address else {
        return Ok(());
    };
    let organ = organ::Entity::find_by_id(case.organ_id)
        .one(tx.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    let (subject, text) = words::progress(&organ.name, &application.number, &case.number, moment.today, news);
    let notice = Job::Notice(Notice {
        application: case.application_id,
        stated,
        subject,
        text,
    });
    match address {
        Ok(_) => jobs::enqueue(tx, moment, case.organ_id, &notice, moment.now).await?,
        // An address of before the form looked at it: nobody has to wait for a mail server to say so.
        Err(_) => jobs::enqueue_given_up(tx, moment, case.organ_id, &notice, UNUSABLE).await?,
    };
    Ok(())
}

/// What is said of an address that no mail can go to; it names nobody.
const UNUSABLE: &str = "申请人留的邮箱地址不能使用";

/// Whom a notice goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addressed {
    To(Mail),
    /// There is no address any more.
    Nobody,
    /// No mail can go to what was left as an address; why, naming nobody.
    Unusable(&'static str),
}

/// The notice as a mail to the applicant.
pub async fn addressed(office: &Office, _: Program, notice: &Notice) -> Result<Addressed, OfficeError> {
    let row = application::Entity::find_by_id(notice.application)
        .one(office.on())
        .await?;
    let to = match (row, notice.stated) {
        (Some(_), Some(stated)) => stated_address(office.on(), office.keys()?, stated).await?,
        (Some(row), None) => address(office.keys()?, &row),
        (None, _) => None,
    };
    Ok(match to {
        None => Addressed::Nobody,
        Some(Err(_)) => Addressed::Unusable(UNUSABLE),
        Some(Ok(to)) => Addressed::To(Mail {
            to,
            subject: notice.subject.clone(),
            text: notice.text.clone(),
        }),
    })
}

/// Where mail to the applicant goes; `None` where no address was left.
fn address(
    keys: &crate::sealed::Keys,
    application: &application::Model,
) -> Option<Result<String, NoMailAddress>> {
    let envelope = application.particulars.as_deref()?;
    let opened = keys.open(PARTICULARS.of_row(application.id.0), envelope).ok()?;
    let particulars: Particulars = serde_json::from_str(opened.expose()).ok()?;
    left(&particulars.email)
}

/// The same as it stood before a mending.
async fn stated_address(
    on: &impl ConnectionTrait,
    keys: &crate::sealed::Keys,
    stated: RegistrationMendingId,
) -> Result<Option<Result<String, NoMailAddress>>, OfficeError> {
    let row = registration_mending::Entity::find_by_id(stated).one(on).await?;
    let Some(envelope) = row.and_then(|row| row.stated) else {
        return Ok(None);
    };
    let opened = keys.open(REGISTRATIONS.of_row(stated.0), &envelope)?;
    let form: Option<ApplicationForm> = serde_json::from_str(opened.expose()).ok();
    Ok(form.and_then(|form| left(&form.email)))
}

fn left(email: &str) -> Option<Result<String, NoMailAddress>> {
    let email = email.trim();
    (!email.is_empty()).then(|| mail_address(email))
}
