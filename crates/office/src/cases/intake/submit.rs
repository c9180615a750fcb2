//! The public form sends an application: once, however often the button is pressed. The same words under the same ticket
//! give the receipt that was given before, with the same query code, which is made from them and kept nowhere.

use law::audit::Recorded;
use law::cases::{ApplicationForm, Channel};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::receive::{Arrival, Arriving, Receipt, complete};
use crate::cases::applicant::files::{self, UNSENT_MILLIS};
use crate::cases::query_code::{LETTERS, grouped};
use crate::cases::stored::day;
use crate::entity::submission::{ActiveModel, Entity};
use crate::entity::{application, submission};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::{Actor, Moment};
use crate::reminders;
use crate::store::{Office, Tx, transaction};

/// What the public form sends.
#[derive(Clone, Copy, Debug)]
pub struct SentForm<'a> {
    pub form: &'a ApplicationForm,
    /// What its page was given: the same words under the same ticket are one application.
    pub ticket: &'a str,
    /// The code of the batch that its files rest in; empty where there are none.
    pub batch: &'a str,
}

/// What makes one sending of the form the same as another.
pub(super) struct Sending {
    key: String,
    pub query_code: String,
    batch: String,
}

/// Whether the form could be sent as it is; every field that is wrong otherwise.
pub fn check(form: &ApplicationForm) -> Result<(), OfficeError> {
    complete(form).map(drop)
}

/// Receives an application by the public form; `from` is the address it came from. Sent again with the same words within a
/// day it gives the same receipt. Its clock begins when the organ confirms it (条例第三十一条第（三）项).
pub async fn submit(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    sent: &SentForm<'_>,
    from: &str,
) -> Result<Receipt, OfficeError> {
    let applicant = Actor::applicant(organ, from);
    let arrival = Arrival {
        channel: Channel::Online,
        arrived_on: moment.today,
        confirmed_on: None,
        confirmation: law::cases::Confirmation::default(),
    };
    let application = complete(sent.form)?;
    let arriving = Arriving::of(office, organ, moment, application, &arrival).await?;
    let sending = Sending::of(office, sent)?;
    transaction!(office, |tx| {
        // Asked in the transaction: of two that are sent at once the second waits here, and finds what the first kept.
        if let Some(known) = sending.receipt(&tx, moment).await? {
            return Ok(known);
        }
        let query_code = &sending.query_code;
        let receipt = arriving
            .enter(office, &tx, &applicant, moment, query_code, false)
            .await?;
        arriving
            .log(&tx, &applicant, moment, Recorded::CasesReceive, &receipt, None)
            .await?;
        sending.keep(&tx, moment, organ, &receipt).await?;
        let of_case = (receipt.case, receipt.number.as_str());
        reminders::announce(&tx, moment, organ, of_case, &arriving.application).await?;
        Ok(receipt)
    })
}

impl Sending {
    pub fn of(office: &Office, sent: &SentForm<'_>) -> Result<Self, OfficeError> {
        let words =
            serde_json::to_string(sent.form).map_err(|error| OfficeError::Damaged(error.to_string()))?;
        let said = format!("{}\n{words}", sent.ticket);
        let keys = office.keys()?;
        let secret = keys.blind(&said, "application.query_code")?;
        Ok(Self {
            key: keys.blind(&said, "application.submission")?,
            query_code: spelled(&secret),
            batch: sent.batch.to_owned(),
        })
    }

    /// The receipt that these words were given, if they were sent before.
    pub async fn receipt(&self, tx: &Tx<'_>, moment: Moment) -> Result<Option<Receipt>, OfficeError> {
        let Some(row) = Entity::find_by_id(&self.key).one(tx.on()).await? else {
            return Ok(None);
        };
        if row.created_at <= moment.millis() - UNSENT_MILLIS {
            Entity::delete_by_id(&self.key).exec(tx.on()).await?;
            return Ok(None);
        }
        let known = application::Entity::find_by_id(row.application_id)
            .one(tx.on())
            .await?
            .ok_or(OfficeError::Missing)?;
        Ok(Some(self.of_row(&row, known)?))
    }

    fn of_row(&self, row: &submission::Model, known: application::Model) -> Result<Receipt, OfficeError> {
        Ok(Receipt {
            application: row.application_id,
            case: row.case_id,
            arrived_on: day(&known.arrived_on)?,
            number: known.number,
            query_code: self.query_code.clone(),
        })
    }

    /// Remembers what came of it, and hands the files over.
    pub async fn keep(
        &self,
        tx: &Tx<'_>,
        moment: Moment,
        organ: OrganId,
        receipt: &Receipt,
    ) -> Result<(), OfficeError> {
        let row = ActiveModel {
            key: Set(self.key.clone()),
            application_id: Set(receipt.application),
            case_id: Set(receipt.case),
            created_at: Set(moment.millis()),
        };
        Entity::insert(row).exec(tx.on()).await?;
        let owner = files::Owner::Application(receipt.application);
        files::claim(tx, organ, moment, &self.batch, owner).await
    }
}

/// A secret spelled as a query code.
fn spelled(secret: &str) -> String {
    let bytes = hex::decode(secret).unwrap_or_default();
    let letters = bytes
        .into_iter()
        .filter_map(|byte| LETTERS.get(usize::from(byte & 31)).copied());
    grouped(letters.take(12))
}
