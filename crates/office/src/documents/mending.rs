//! A suggestion of proofreading taken over: the words are put right where they stand, as a new edition like any other.

use law::documents::Mending;
use law::staff::{Act, may};
use prose::Format;

use super::{DocumentForm, Edition, at_the_gate, get_desk, save};
use crate::error::OfficeError;
use crate::ids::DocumentId;
use crate::moment::{Actor, Moment};
use crate::store::Office;

/// Puts right what the gate lists under that number, if it is still what whoever pressed saw: saving asks for the version. Gives the number of the new edition and
/// what was done.
pub async fn take_over(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    (number, mark): (usize, &str),
) -> Result<(i64, Mending), OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let document = get_desk(office, actor, id).await?;
    let gate = at_the_gate(office, actor, moment, id).await?;
    let listed = gate.mendings.into_iter().nth(number);
    let mending = listed
        .filter(|one| one.mark.as_str() == mark)
        .ok_or_else(|| OfficeError::invalid("", "这一处已经改动或者已作说明，请核对后再办理。"))?;
    let form = mended(office, &document.latest, &mending).await?;
    let edition = save(office, actor, moment, id, version, &form).await?;
    Ok((edition, mending))
}

/// The latest edition with the words put right.
async fn mended(office: &Office, latest: &Edition, mending: &Mending) -> Result<DocumentForm, OfficeError> {
    let by_hand = || {
        let message = format!("“{}”跨越了格式或者位置有变，请在编辑器中改正。", mending.wrong);
        OfficeError::invalid("", message)
    };
    let mut form = latest.form();
    if let Some(part) = mending.part {
        let gate = &office.limits().staff;
        let html = latest.canonical(gate).await?;
        let (span, right) = (mending.span.clone(), mending.right.clone());
        let mend = move || prose::mended(&html, part, span, &right);
        form.body = gate.run(mend).await?.ok_or_else(by_hand)?;
        form.format = Format::Html;
        return Ok(form);
    }
    let field = match mending.field {
        "title" => &mut form.title,
        "document_number" => &mut form.document_number,
        "issuer" => &mut form.issuer,
        "subject" => &mut form.subject,
        "summary" => &mut form.summary,
        "change_note" => &mut form.change_note,
        _ => return Err(by_hand()),
    };
    *field = mending.applied(field).ok_or_else(by_hand)?;
    Ok(form)
}
