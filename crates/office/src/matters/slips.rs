//! The papers of a matter (受理单、交办单、答复单), from the record as it stands; nothing of them is kept. What goes to whoever asked names
//! them: that is a look at who asks, and on record.

use law::audit::Recorded;
use law::matters::{Asker, Slip, SlipFacts, SlipKind, What, slip};
use law::staff::{Act, may};

use super::read::get;
use super::row::opened;
use crate::audit::{self, Detail};
use crate::error::OfficeError;
use crate::ids::MatterId;
use crate::moment::{Actor, Moment};
use crate::organs;
use crate::store::{Office, transaction};

/// The paper of that kind; refused with the reason where there is nothing to print yet.
pub async fn slip_of(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: MatterId,
    kind: SlipKind,
) -> Result<Slip, OfficeError> {
    may(&actor.roles, Act::SeeMatters)?;
    let matter = get(office, actor, moment, id).await?;
    let refused = |why: &str| OfficeError::invalid("", why.to_owned());
    kind.day(&matter.standing).map_err(refused)?;
    let asker = if kind.is_to_asker() {
        named(office, actor, moment, id, &matter.asker_mask).await?
    } else {
        matter.asker_mask.clone()
    };
    let organ = organs::own(office, actor).await?;
    let offered = matter
        .timeline
        .iter()
        .rfind(|entry| matches!(entry.event.what, What::Assigned { .. } | What::HandedOver { .. }));
    let facts = SlipFacts {
        organ: &organ.name,
        phone: organ.guide.phone.trim(),
        number: &matter.number,
        kind_label: &matter.kind_label,
        title: &matter.title,
        words: &matter.words,
        place: matter.place.as_deref().unwrap_or_default(),
        asker: &asker,
        outside: matter
            .outside
            .as_ref()
            .map(|(number, due)| (number.as_str(), due.as_deref().unwrap_or_default())),
        assignment_note: offered
            .and_then(|entry| entry.note.as_deref())
            .unwrap_or_default(),
        answer: matter
            .sent()
            .last()
            .map(|answer| answer.words.as_str())
            .unwrap_or_default(),
        standing: &matter.standing,
    };
    slip(kind, &facts).map_err(refused)
}

/// Who asked, in full; the look is on record. As lists show it where nothing was left, or nothing is left of it.
async fn named(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: MatterId,
    mask: &str,
) -> Result<String, OfficeError> {
    may(&actor.roles, Act::RevealAskers)?;
    let row = super::read::of_organ(office, actor.organ, id).await?;
    let asker = opened(office, &row)?;
    if asker.is_anonymous() {
        return Ok(mask.to_owned());
    }
    transaction!(office, |tx| {
        audit::append(&tx, actor, moment, Recorded::MattersReveal, id, Detail::none()).await
    })?;
    Ok(called(&asker, mask))
}

fn called(asker: &Asker, mask: &str) -> String {
    match (asker.unit.trim(), asker.name.trim()) {
        ("", "") => mask.to_owned(),
        ("", name) | (name, "") => name.to_owned(),
        (unit, name) => format!("{unit}（{name}）"),
    }
}
