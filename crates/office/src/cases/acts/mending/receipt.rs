//! The day that what a letter sent reached its addressee, stated when it becomes known.

use law::cases::{Mending, Rules, Standing};

use super::{Rewritten, ToMend, event_of, rows, write};
use crate::cases::acts::own_work::refuse_to_forgive;
use crate::cases::letters::Receipt;
use crate::cases::row::refresh;
use crate::entity::request_case;
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::store::Tx;

/// States the day that what a letter sent reached its addressee: the event that the letter brought about, `made`, has it open
/// until then. Whoever handles a late case does not write themselves out of it.
pub(in crate::cases) async fn state_receipt(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    rules: &Rules,
    case: request_case::Model,
    made: Option<i64>,
    receipt: &Receipt,
) -> Result<(), OfficeError> {
    let events = rows(tx, case.id).await?;
    let mut open = None;
    for row in events.iter().filter(|row| Some(row.seq) == made) {
        let sent = event_of(&row.event)?;
        open = sent.what.reached_on().is_none().then_some((row.seq, sent));
    }
    let Some((seq, sent)) = open else {
        return Err(OfficeError::invalid(
            "received_on",
            "对方收到之日已经登记，有误的请在“经过”中更正。",
        ));
    };
    let to_mend = ToMend {
        seq,
        mending: &Mending::Sent {
            on: sent.on,
            reached_on: Some(receipt.on),
        },
        reason: &receipt.proof,
    };
    let stated = Rewritten::of(&events, &to_mend, actor, moment)?;
    let standing = Standing::of(&stated.history, rules, moment.today)
        .map_err(|error| OfficeError::invalid("received_on", error.to_string()))?;
    let before = Standing::of(&stated.before, rules, moment.today)
        .map_err(|error| OfficeError::Damaged(error.to_string()))?;
    refuse_to_forgive(actor, &before, &standing, "received_on")?;
    // The day was open until now: that it is known is no mending. The letter has the proof, the log who recorded it.
    write(tx, stated.stored, stated.now.as_ref()).await?;
    refresh(tx, case, moment, &standing).await?;
    Ok(())
}
