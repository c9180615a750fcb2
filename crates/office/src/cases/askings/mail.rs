//! Mails to a unit that is asked: that it is asked, that its day is near, that it is over. They say nothing of what was applied
//! for: that stands behind the link, which is made as the mail goes out and is kept nowhere.

use serde::{Deserialize, Serialize};

use sea_orm::EntityTrait;

use super::link::{LINK_PATH, issue};
use super::{case_of, state};
use crate::cases::stored::day;
use crate::entity::{account, asking, organ, unit};
use crate::error::OfficeError;
use crate::ids::AskingId;
use crate::jobs::{self, Job, Mail};
use crate::moment::{Moment, Program};
use crate::reminders::{Addressed, unit_mail};
use crate::store::{Office, Tx, transaction};
use law::cases::askings::AskingState;

/// What a mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    Asked,
    Before,
    After,
}

/// A mail about an asking, without address and link: both are looked up and made when it goes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskingMail {
    pub asking: AskingId,
    pub about: About,
    /// The site as the clerk who asked came to it: the links' address where none is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
}

/// Asks, in the act's transaction, for a mail to the unit; whether it has an address at all.
pub(super) async fn enqueue(
    tx: &Tx<'_>,
    moment: Moment,
    unit: &unit::Model,
    asking: AskingId,
    (about, site): (About, Option<String>),
) -> Result<bool, OfficeError> {
    if address(tx, unit).await?.is_none() {
        return Ok(false);
    }
    let job = Job::Asking(AskingMail { asking, about, site });
    jobs::enqueue(tx, moment, unit.organ_id, &job, moment.now).await?;
    Ok(true)
}

/// Where mail to a unit goes: to its own address, else to that of the account that answers for it.
async fn address(tx: &Tx<'_>, unit: &unit::Model) -> Result<Option<String>, OfficeError> {
    if unit.mail.is_some() {
        return Ok(unit.mail.clone());
    }
    let Some(account) = unit.account_id else {
        return Ok(None);
    };
    let row = account::Entity::find_by_id(account).one(tx.on()).await?;
    Ok(row
        .filter(|row| row.disabled_at.is_none())
        .and_then(|row| row.mail))
}

/// The mail, with a link of its own where the public site's address is known (`site`, such as `https://gk.example.gov.cn`). It
/// goes to nobody once the asking is answered or withdrawn.
pub async fn addressed(
    office: &Office,
    _: Program,
    moment: Moment,
    mail: &AskingMail,
    site: Option<&str>,
) -> Result<Addressed, OfficeError> {
    transaction!(office, |tx| {
        let Some(row) = asking::Entity::find_by_id(mail.asking).one(tx.on()).await? else {
            return Ok(Addressed::Nobody);
        };
        let case = case_of(tx.on(), &row).await?;
        if state(&row.state)? != AskingState::Open || case.outcome.is_some() {
            return Ok(Addressed::Nobody);
        }
        let unit = unit::Entity::find_by_id(row.unit_id).one(tx.on()).await?;
        let unit = unit.ok_or(OfficeError::Missing)?;
        let Some(to) = address(&tx, &unit).await? else {
            return Ok(Addressed::Nobody);
        };
        let house = organ::Entity::find_by_id(row.organ_id).one(tx.on()).await?;
        let house = house.ok_or(OfficeError::Missing)?;
        let link = match site.or(mail.site.as_deref()) {
            Some(site) => {
                let secret = issue(&tx, moment, row.id).await?;
                Some(format!("{}{LINK_PATH}{secret}", site.trim_end_matches('/')))
            }
            None => None,
        };
        let due_on = day(&row.due_on)?;
        let text = unit_mail(
            (&house.name, &unit.name, &unit.person),
            mail.about,
            (&case.number, due_on, moment.today),
            link.as_deref(),
            &row.asked_by_name,
        );
        let Mail { subject, text, .. } = text;
        Ok(Addressed::To(Mail { to, subject, text }))
    })
}
