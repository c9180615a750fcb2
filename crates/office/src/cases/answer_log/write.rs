//! An entry is written and handed to review. What it must not say is refused here already, so that no draft keeps it.

use law::audit::Recorded;
use law::cases::answer_log::{Entry, EntryState, NamesSomebody, as_read, names_in_pieces, not_in_log};
use law::cases::{Party, What, contacts, nameless};
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};

use super::{row_of, state};
use crate::audit::{self, Detail};
use crate::cases::looking::read::{corrected_request, events, of_organ};
use crate::cases::retention::{Known, known_of};
use crate::cases::stored::{self, kind, row};
use crate::entity::{application, logged_answer, request_case};
use crate::error::OfficeError;
use crate::ids::{CaseId, LoggedAnswerId};
use crate::moment::{Actor, Moment};
use crate::review;
use crate::store::{Office, transaction};
use crate::text::{line, paragraphs};
use crate::versioned::{bump, unchanged_or_new};

/// Why the answer to an applicant who is nameless by now can't be written of: whose name would have to be sought in it.
pub const NAMELESS: &str = "申请人信息已过保存期限，无法核对姓名，不再列入答复目录。";

/// What is typed of an entry.
#[derive(Clone, Copy, Debug)]
pub struct Writing<'a> {
    pub title: &'a str,
    pub summary: &'a str,
    /// Whether it goes to review.
    pub is_submitted: bool,
    /// The version that was read; 0 where there was none.
    pub version: i64,
}

/// The title to begin with: what was asked for as it was corrected, without who asks, as far as that is known.
pub async fn proposed_title(office: &Office, actor: &Actor, case: CaseId) -> Result<String, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let (row, _) = of_organ(office, actor.organ, case).await?;
    let request = corrected_request(office.on(), &row).await?;
    let request = nameless(&request, &row.applicant_name, kind(&row.applicant_kind)?);
    Ok(Entry::proposed_title(&request))
}

/// Writes the entry of a case, new or changed; published it is taken down first.
pub async fn save(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    writing: Writing<'_>,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let (of, application) = of_organ(office, actor.organ, case).await?;
    refuse_unfit(&of, &application)?;
    let entry = Entry {
        title: line(writing.title),
        summary: paragraphs(writing.summary).trim().to_owned(),
    };
    refuse_lacking(office, &application, case, &entry).await?;
    transaction!(office, |tx| {
        let found = row_of(tx.on(), case).await?;
        unchanged_or_new(found.as_ref(), writing.version)?;
        if found.as_ref().map(|row| state(&row.state)).transpose()? == Some(EntryState::Published) {
            return Err(OfficeError::invalid("", "已经公布的，请先撤下再修改。"));
        }
        let is_new = found.is_none();
        let round = found.as_ref().map_or(1, |row| row.round);
        let id = found.as_ref().map_or_else(|| tx.next_id(moment), |row| row.id);
        let mut changed = found.map_or_else(
            || begun(actor, moment, id, case),
            IntoActiveModel::into_active_model,
        );
        let (next, recorded) = if writing.is_submitted {
            (EntryState::Submitted, Recorded::CasesLogSubmit)
        } else {
            (EntryState::Draft, Recorded::CasesLogAnswer)
        };
        changed.title = Set(entry.title.clone());
        changed.summary = Set(entry.summary.clone());
        changed.outcome = Set(of.outcome.clone().unwrap_or_default());
        changed.replied_on = Set(of.ended_on.clone().unwrap_or_default());
        changed.state = Set(next.code().to_owned());
        changed.withdrawal_reason = Set(None);
        changed.written_by = Set(actor.account);
        bump(&mut changed.version);
        changed.changed_at = Set(moment.millis());
        if is_new {
            changed.insert(tx.on()).await?;
        } else {
            changed.update(tx.on()).await?;
        }
        review::wrote(&tx, actor, moment, id, round).await?;
        // No word of it: what is not judged yet may name somebody, and the log keeps what it has.
        audit::append(&tx, actor, moment, recorded, case, Detail::none()).await
    })
}

fn begun(actor: &Actor, moment: Moment, id: LoggedAnswerId, case: CaseId) -> logged_answer::ActiveModel {
    logged_answer::ActiveModel {
        id: Set(id),
        organ_id: Set(actor.organ),
        case_id: Set(case),
        round: Set(1),
        published_round: Set(None),
        created_at: Set(moment.millis()),
        ..Default::default()
    }
}

/// What was not told yet, and what has no applicant any more, whose name could not be found in it.
pub(super) fn refuse_unfit(
    of: &request_case::Model,
    application: &application::Model,
) -> Result<(), OfficeError> {
    let outcome = of.outcome.as_deref().map(row).transpose()?;
    if let Some(why) = not_in_log(stored::state(&of.state)?, outcome) {
        return Err(OfficeError::invalid("", why));
    }
    if application.anonymised_at.is_some() {
        return Err(OfficeError::invalid("", NAMELESS));
    }
    Ok(())
}

/// Words that are missing, too long, or tell of somebody.
pub(super) async fn refuse_lacking(
    office: &Office,
    application: &application::Model,
    case: CaseId,
    entry: &Entry,
) -> Result<(), OfficeError> {
    let known = somebody(office, office.on(), application, case).await?;
    let names = NamesSomebody {
        title: names(&known, &entry.title),
        summary: names(&known, &entry.summary),
    };
    OfficeError::of_fields(entry.lacks(names))
}

/// Whether a text names one of them, however it is written.
fn names(known: &Known, text: &str) -> bool {
    known.is_in(text) || known.is_in(&as_read(text)) || known.words().any(|word| names_in_pieces(text, word))
}

/// Whom an entry of a case may not name: who applied, under every name that was ever registered, and third parties.
pub(super) async fn somebody(
    office: &Office,
    on: &impl ConnectionTrait,
    application: &application::Model,
    case: CaseId,
) -> Result<Known, OfficeError> {
    let entries = events(on, case).await?;
    // Whose opinion was asked for (条例第三十二条): an organ may be named, a third party not.
    let third = entries
        .iter()
        .filter_map(|entry| third_party(&entry.event.what).map(str::to_owned));
    // Nor whom the request, or what somebody said since, gives to be turned to.
    let notes = entries.iter().filter_map(|entry| entry.note.as_deref());
    let turned_to = notes.chain([application.request.as_str()]).flat_map(contacts);
    Ok(known_of(office, on, application).await?.and(third).and(turned_to))
}

/// The third party whom an event names.
pub(in crate::cases) fn third_party(what: &What) -> Option<&str> {
    match what {
        What::ConsultationSent {
            party: Party::ThirdParty,
            name,
            ..
        }
        | What::ConsultationAnswered {
            party: Party::ThirdParty,
            name,
            ..
        }
        | What::OverrideNotified { name, .. } => {
            name.as_deref().map(str::trim).filter(|name| !name.is_empty())
        }
        _ => None,
    }
}
