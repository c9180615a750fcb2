//! The public form sends an application: once, however often the button is pressed. The same words under the same ticket
//! give the receipt that was given before, with the same query code, which is made from them and kept nowhere.

use law::cases::{Application, ApplicationForm};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::receive;
use super::receive::{Receipt, online, refuse_secrets};
use crate::cases::applicant::files;
use crate::cases::applicant::query_code::{LETTERS, grouped};
use crate::cases::day;
use crate::entity::submission::{ActiveModel, Entity};
use crate::entity::{application, submission};
use crate::error::OfficeError;
use crate::ids::{ApplicationId, CaseId, OrganId};
use crate::moment::Moment;
use crate::store::{Office, Tx};

/// How long the receipt is given again, in milliseconds: afterwards the words count as sent anew.
pub(in crate::cases) const REPEATED: i64 = 24 * 3_600_000;

/// What makes one sending of the form the same as another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cases) struct Sending {
    key: String,
    pub query_code: String,
    /// The code of the batch that its files rest in.
    pub batch: String,
}

/// Whether the form could be sent as it is; every field that is wrong otherwise.
pub fn check(form: &ApplicationForm) -> Result<(), OfficeError> {
    let application = Application::read(form).map_err(OfficeError::Invalid)?;
    refuse_secrets(&application.request, "request")
}

/// Receives an application by the public form, under the ticket its page was given, with the files of that batch. Sent again with the same words within
/// a day it gives the same receipt. Its clock begins when the organ confirms it (条例第三十一条第（三）项).
pub async fn submit(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    form: &ApplicationForm,
    ticket: &str,
    batch: &str,
    from: &str,
) -> Result<Receipt, OfficeError> {
    let sending = Sending::of(office, form, ticket, batch)?;
    receive::take_in(office, &online(organ, from), moment, form, Some(&sending)).await
}

impl Sending {
    fn of(office: &Office, form: &ApplicationForm, ticket: &str, batch: &str) -> Result<Self, OfficeError> {
        let words = serde_json::to_string(form).map_err(|error| OfficeError::Damaged(error.to_string()))?;
        let said = format!("{ticket}\n{words}");
        let keys = office.keys()?;
        let secret = keys.blind(&said, "application.query_code")?;
        Ok(Self {
            key: keys.blind(&said, "application.submission")?,
            query_code: spelled(&secret),
            batch: batch.to_owned(),
        })
    }

    /// The receipt that these words were given, if they were sent before.
    pub(in crate::cases) async fn receipt(
        &self,
        tx: &Tx<'_>,
        moment: Moment,
    ) -> Result<Option<Receipt>, OfficeError> {
        let Some(row) = Entity::find_by_id(&self.key).one(tx.on()).await? else {
            return Ok(None);
        };
        if row.created_at <= moment.millis() - REPEATED {
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

    /// Remembers what came of it.
    pub(in crate::cases) async fn keep(
        &self,
        tx: &Tx<'_>,
        moment: Moment,
        organ: OrganId,
        application: ApplicationId,
        case: CaseId,
    ) -> Result<(), OfficeError> {
        let row = ActiveModel {
            key: Set(self.key.clone()),
            application_id: Set(application),
            case_id: Set(case),
            created_at: Set(moment.millis()),
        };
        Entity::insert(row).exec(tx.on()).await?;
        files::claim(tx, organ, moment, &self.batch, application).await
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
