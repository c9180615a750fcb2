//! What nobody decides about their own work: lateness, a later day, an objection or an order that goes off the record.

use law::cases::{Event, Standing, forgives, loosens};
use law::staff::{Act, may};

use crate::error::OfficeError;
use crate::moment::Actor;

/// What would take something off the organ is mended by a signer who neither recorded it nor handles the case.
pub(super) fn refuse_own_work(
    actor: &Actor,
    is_own: bool,
    before: &Standing,
    after: &Standing,
) -> Result<(), OfficeError> {
    match loosens(before, after) {
        Some(why) if !is_of_others(actor, is_own) => {
            let why = format!("{why}，不能由经办或者登记的人自己更正；请其他签发人在本件“经过”中更正。");
            Err(OfficeError::invalid("on", why))
        }
        _ => Ok(()),
    }
}

/// What the applicant was told and goes by is struck by a signer who neither recorded it nor handles the case.
pub(super) fn refuse_to_strike(actor: &Actor, is_own: bool, stated: &Event) -> Result<(), OfficeError> {
    if stated.struck_to_applicant().is_some() && !is_of_others(actor, is_own) {
        let why = "这一事项已经告知申请人，不能由经办或者登记的人自己撤销；请其他签发人在本件“经过”中撤销，申请人会得到通知。";
        return Err(OfficeError::invalid("on", why));
    }
    Ok(())
}

fn is_of_others(actor: &Actor, is_own: bool) -> bool {
    may(&actor.roles, Act::SignCases).is_ok() && !(is_own && actor.account.is_some())
}

/// What is recorded of an earlier day takes no lateness off by whoever handles the case: a signer looks at what proves it. `field`
/// is the form's for that day.
pub(in crate::cases) fn refuse_to_forgive(
    actor: &Actor,
    before: &Standing,
    after: &Standing,
    field: &'static str,
) -> Result<(), OfficeError> {
    if forgives(before, after) && may(&actor.roles, Act::SignCases).is_err() {
        let why = "登记之后本件不再逾期，不能由经办人补记；请签发人核对凭证后登记。";
        return Err(OfficeError::invalid(field, why));
    }
    Ok(())
}
