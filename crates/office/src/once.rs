//! A form makes its thing once, however often it is sent: pressed twice, reloaded, or sent again because its answer was lost.
//! Its page carries a ticket; the same words under the same ticket lead to what they made. Asked and kept within the act's own
//! transaction: of two that are sent at once the second waits, and finds what the first made.

use std::fmt::Debug;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::entity::form_sending::{ActiveModel, Column, Entity};
use crate::error::OfficeError;
use crate::moment::{Actor, Moment, Program};
use crate::store::{Office, Tx};

/// How long it is remembered what a form made, in milliseconds.
const REMEMBERED: i64 = 24 * 3_600_000;

/// Bytes that a form makes under its ticket, the same however often it is sent, which only the holder of the keys can tell; `None`
/// without a ticket. `of` names the record, `purpose` keeps what is made for one thing apart from what is made for another.
pub(crate) fn bytes_under(
    office: &Office,
    actor: &Actor,
    of: &str,
    ticket: &str,
    purpose: &'static str,
) -> Result<Option<Vec<u8>>, OfficeError> {
    if ticket.is_empty() {
        return Ok(None);
    }
    let by = account_of(actor);
    let digest = office.keys()?.blind(&format!("{of}\n{by}\n{ticket}"), purpose)?;
    let bytes = hex::decode(digest).map_err(|error| OfficeError::Keys(error.to_string()))?;
    Ok(Some(bytes))
}

fn account_of(actor: &Actor) -> String {
    actor
        .account
        .map(|account| account.to_string())
        .unwrap_or_default()
}

/// One sending of a form.
pub(crate) struct Sending(Option<String>);

impl Sending {
    /// The sending of these words under this ticket for an act, by its name in the log. Without a ticket each is its own.
    pub fn of(
        office: &Office,
        actor: &Actor,
        act: &str,
        ticket: &str,
        words: &impl Debug,
    ) -> Result<Self, OfficeError> {
        if ticket.is_empty() {
            return Ok(Self(None));
        }
        let by = account_of(actor);
        let said = format!("{act}\n{by}\n{ticket}\n{words:?}");
        Ok(Self(Some(office.keys()?.blind(&said, "form.sending")?)))
    }

    /// The id of what this form made before.
    pub async fn made(&self, tx: &Tx<'_>, moment: Moment) -> Result<Option<i64>, OfficeError> {
        let Some(key) = &self.0 else { return Ok(None) };
        let row = Entity::find_by_id(key)
            .filter(Column::CreatedAt.gt(moment.millis() - REMEMBERED))
            .one(tx.on())
            .await?;
        Ok(row.map(|row| row.made))
    }

    /// Remembers what it made.
    pub async fn keep(&self, tx: &Tx<'_>, moment: Moment, made: i64) -> Result<(), OfficeError> {
        let Some(key) = &self.0 else { return Ok(()) };
        Entity::delete_by_id(key).exec(tx.on()).await?;
        let row = ActiveModel {
            key: Set(key.clone()),
            made: Set(made),
            created_at: Set(moment.millis()),
        };
        Entity::insert(row).exec_without_returning(tx.on()).await?;
        Ok(())
    }
}

/// Forgets what forms made more than a day ago; gives how many.
pub async fn forget_old(office: &Office, _: Program, moment: Moment) -> Result<u64, OfficeError> {
    let old = Column::CreatedAt.lte(moment.millis() - REMEMBERED);
    let gone = Entity::delete_many().filter(old).exec(office.on()).await?;
    Ok(gone.rows_affected)
}
