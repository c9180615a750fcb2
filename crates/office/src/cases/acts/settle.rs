//! What an organ settles for its cases, and the days of its open cases by it: one act. No case is ever reckoned by settings
//! that were not stored, or left behind by settings that were.

use law::audit::{Key, Part, Recorded};
use law::cases::{Rules, reconsiderer};
use law::staff::{Act, may};

use super::recompute::{self, Recomputed};
use crate::audit::Detail;
use crate::cases::settings::{CaseSettings, read, write};
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::{audit, calendar, organs};

/// Settles them anew, all but how long applicants' data is kept; `version` is the one that was read. Where the clocks are
/// settled otherwise, every open case of the organ is worked out by them in the same transaction.
pub async fn save_settings(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    version: i64,
    settings: &CaseSettings,
) -> Result<Recomputed, OfficeError> {
    may(&actor.roles, Act::SettleCases)?;
    let organ = organs::find(office, actor.organ).await?;
    let why = reconsiderer::lacks(organ.level, &organ.name, &settings.remedies);
    OfficeError::of_fields(why.into_iter().collect())?;
    transaction!(office, |tx| {
        let before = read(tx.on(), actor.organ).await?;
        let kept = CaseSettings {
            retention: before.retention,
            ..settings.clone()
        };
        write(&tx, actor.organ, version, &kept).await?;
        let detail = Detail::none().with(Key::Part, Part::Cases.code());
        audit::append(&tx, actor, moment, Recorded::OrganEdit, actor.organ, detail).await?;
        if before.clocks == kept.clocks {
            return Ok(Recomputed::default());
        }
        let rules = Rules {
            calendar: calendar::known(tx.on()).await?,
            settings: kept.clocks,
        };
        recompute::within(&tx, actor, moment, &rules).await
    })
}
