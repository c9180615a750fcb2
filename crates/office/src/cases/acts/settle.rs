//! What an organ settles for its cases, and the days of its open cases by it: one act. No case is ever reckoned by settings
//! that were not stored, or left behind by settings that were.

use law::audit::{Key, Part, Recorded};
use law::cases::letters::{unfit_prefix, without_glyph};
use law::cases::{Rules, reconsiderer};
use law::codes::WhyNot;
use law::staff::{Act, may};

use super::recompute::{self, Recomputed};
use crate::audit::Detail;
use crate::cases::settings::{CaseSettings, read, write};
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::{audit, calendar, organs};

/// Why a number can't begin so: it is made at the signature, when nobody mends a sign that no face of this machine has.
fn unfit(office: &Office, prefix: &str) -> Option<String> {
    unfit_prefix(prefix).or_else(|| without_glyph(&office.unprintable(prefix)))
}

/// What is to be known of the settings as they are written: characters that letters would print as codes, each at its field.
pub fn told_of_settings(
    office: &Office,
    actor: &Actor,
    settings: &CaseSettings,
) -> Result<Vec<WhyNot>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let fields = [
        ("letter_prefix", &settings.letter_prefix),
        ("head_of_office", &settings.head_of_office),
        ("contact_person", &settings.contact_person),
        ("contact_phone", &settings.contact_phone),
        ("reconsiderer", &settings.remedies.reconsiderer),
        ("court", &settings.remedies.court),
    ];
    let told = fields.into_iter().filter_map(|(field, words)| {
        let told = without_glyph(&office.unprintable(words))?;
        Some(WhyNot::new(field, told))
    });
    Ok(told.collect())
}

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
    let unfit = unfit(office, &settings.letter_prefix).map(|why| WhyNot::new("letter_prefix", why));
    OfficeError::of_fields(why.into_iter().chain(unfit).collect())?;
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
