//! Work orders of 12345 become matters: each by itself, under its own number and with the time it sets; one that is here already is
//! told and not taken twice. An answer is copied back there by hand: no interface is assumed.

use law::audit::{Key, Recorded, Subject, SubjectKind};
use law::matters::WorkOrder;
use law::staff::{Act, may};

use super::receive::{Registering, register};
use crate::audit::{self, Detail};
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::text::line;

/// What came of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    pub made: usize,
    /// The lines that were not taken, each with its reason.
    pub refused: Vec<(u32, String)>,
}

/// Registers every order of a list that can be; `file` is what the list is called.
pub async fn take_in(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    orders: &[WorkOrder],
    file: &str,
) -> Result<TakenIn, OfficeError> {
    may(&actor.roles, Act::HandleMatters)?;
    let mut taken = TakenIn::default();
    for order in orders {
        let registering = Registering {
            form: order.form.clone(),
            channel: "hotline".to_owned(),
            stated: order.sent_on.map(|on| (on, "12345转办单".to_owned())),
            outside: Some((order.number.clone(), order.due.clone())),
            is_sample: false,
        };
        match register(office, actor, moment, &registering, Vec::new(), "").await {
            Ok(_) => taken.made += 1,
            Err(OfficeError::Invalid(wrong)) => {
                let why: Vec<String> = wrong.into_iter().map(|why| why.message).collect();
                taken.refused.push((order.line, why.join(" ")));
            }
            Err(error) => return Err(error),
        }
    }
    let detail = Detail::none()
        .with(Key::File, line(file))
        .with(Key::Rows, taken.made);
    transaction!(office, |tx| {
        let subject = Subject::any(SubjectKind::Matter);
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::MattersImport,
            subject,
            detail.clone(),
        )
        .await
    })?;
    Ok(taken)
}
