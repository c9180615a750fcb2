//! What somebody tried who is not trusted with it (GB/T 22239-2019 8.1.4.3: 安全审计).

use law::audit::{Key, Recorded};
use law::staff::Act;

use super::accounts::record;
use crate::audit::Detail;
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};

/// Records that an act was refused to the actor; whoever calls sees to it that tries in a row make no row of entries.
pub async fn note_refusal(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    act: Act,
) -> Result<(), OfficeError> {
    let id = actor.account.ok_or(OfficeError::Missing)?;
    transaction!(office, |tx| {
        let detail = Detail::none().with(Key::Refused, act.code());
        record(&tx, actor, moment, Recorded::AccessRefuse, id, detail).await
    })
}
