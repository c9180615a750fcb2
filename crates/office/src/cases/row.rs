//! The rows a case is made of: its application, the case itself, its events. Nothing else in the house makes one of them
//! (`tests/it/one_writer.rs`): whoever takes a case in says here what came, and a new column is filled in one place.

use jiff::civil::Date;
use law::cases::{Application, Channel, Event, Particulars, Standing};
use law::codes::ApplicantKind;
use law::signs::sought;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use zeroize::Zeroizing;

use super::query_code::hashed;
use crate::entity::{application, case_event, request_case};
use crate::error::OfficeError;
use crate::ids::{AccountId, ApplicationId, CaseEventId, CaseId, OrganId};
use crate::moment::{Actor, Moment};
use crate::sealed::PARTICULARS;
use crate::store::{Office, Tx};
use crate::text::{line, optional, paragraphs};
use crate::versioned::bump;

/// An application on its way into the store.
pub(super) struct NewApplication<'a> {
    pub id: ApplicationId,
    pub organ: OrganId,
    pub number: &'a str,
    /// What opens it to its applicant; only its hash is stored.
    pub query_code: &'a str,
    pub channel: Channel,
    pub arrived_on: Date,
    pub application: &'a Application,
    /// Who registered it; nobody, when it came by the public form.
    pub registered_by: Option<AccountId>,
    pub is_sample: bool,
}

impl NewApplication<'_> {
    /// Its row: who applied is under seal.
    pub fn row(&self, office: &Office, moment: Moment) -> Result<application::ActiveModel, OfficeError> {
        let application = self.application;
        let sealed = SealedParticulars::of(office, self.id, &application.particulars)?;
        Ok(application::ActiveModel {
            id: Set(self.id),
            organ_id: Set(self.organ),
            number: Set(self.number.to_owned()),
            query_code: Set(hashed(self.number, self.query_code)),
            channel: Set(self.channel.code().to_owned()),
            arrived_on: Set(self.arrived_on.to_string()),
            applicant_kind: Set(application.kind.code().to_owned()),
            applicant_name: Set(line(&application.name)),
            particulars: Set(Some(sealed.envelope)),
            identity_key: Set(sealed.identity_key),
            request: Set(paragraphs(&application.request)),
            document_number: Set(optional(&application.document_number)),
            form: Set(application.form.code().to_owned()),
            way: Set(application.way.code().to_owned()),
            accepts_other_form: Set(application.accepts_other_form),
            help: Set(optional(&application.help)),
            registered_by: Set(self.registered_by),
            anonymised_at: Set(None),
            is_sample: Set(self.is_sample),
            created_at: Set(moment.millis()),
        })
    }
}

/// Who applied, under seal, and the digest by which the same applicant is found again.
pub(super) struct SealedParticulars {
    pub envelope: String,
    pub identity_key: Option<String>,
}

impl SealedParticulars {
    pub fn of(office: &Office, id: ApplicationId, particulars: &Particulars) -> Result<Self, OfficeError> {
        let text = serde_json::to_string(particulars)
            .map(Zeroizing::new)
            .map_err(|error| OfficeError::Damaged(error.to_string()))?;
        let keys = office.keys()?;
        Ok(Self {
            envelope: keys.seal(PARTICULARS.of_row(id.0), &text)?,
            identity_key: match particulars.identity_number.as_str() {
                // An office's own ledger may not have kept it.
                "" => None,
                identity => Some(keys.blind(identity, "application.identity")?),
            },
        })
    }
}

/// A case on its way into the store.
pub(super) struct NewCase<'a> {
    pub id: CaseId,
    pub application: ApplicationId,
    pub organ: OrganId,
    pub number: &'a str,
    pub request: &'a str,
    pub applicant_kind: ApplicantKind,
    pub applicant_name: &'a str,
    /// Where its events leave it.
    pub standing: &'a Standing,
    pub assigned_to: Option<AccountId>,
    pub is_sample: bool,
}

impl NewCase<'_> {
    /// Its row; what its decision says is written later (`acts::decide`).
    pub fn row(&self, moment: Moment) -> request_case::ActiveModel {
        let projection = Projection::of(self.standing);
        request_case::ActiveModel {
            id: Set(self.id),
            organ_id: Set(self.organ),
            application_id: Set(self.application),
            number: Set(self.number.to_owned()),
            request: Set(paragraphs(self.request)),
            applicant_kind: Set(self.applicant_kind.code().to_owned()),
            applicant_name: Set(line(self.applicant_name)),
            sought: Set(sought(self.applicant_name, self.number)),
            state: Set(projection.state),
            received_on: Set(projection.received_on),
            due_on: Set(projection.due_on),
            next_due_on: Set(projection.next_due_on),
            correction_notice_on: Set(projection.correction_notice_on),
            half_way_told_on: Set(None),
            is_tentative: Set(projection.is_tentative),
            is_late: Set(projection.is_late),
            outcome: Set(projection.outcome),
            decided_on: Set(projection.decided_on),
            ended_on: Set(projection.ended_on),
            counted_as: Set(projection.counted_as),
            counted_on: Set(projection.counted_on),
            decision: Set(None),
            decision_by: Set(None),
            decision_by_name: Set(None),
            assigned_to: Set(self.assigned_to),
            version: Set(1),
            is_sample: Set(self.is_sample),
            created_at: Set(moment.millis()),
            changed_at: Set(moment.millis()),
        }
    }
}

/// An event on its way into the store.
pub(super) struct NewEvent<'a> {
    /// Its number within the case.
    pub seq: i64,
    pub event: &'a Event,
    /// Kept as one line; nothing where it is blank.
    pub note: Option<String>,
    /// The letter that is the act, where it was not written here; one line, nothing where it is blank.
    pub notice: Option<String>,
    pub account: Option<AccountId>,
    /// Whoever recorded it, by name.
    pub actor: &'a str,
    /// In milliseconds.
    pub recorded_at: i64,
}

impl<'a> NewEvent<'a> {
    /// An event that the actor records now.
    pub fn now(actor: &'a Actor, moment: Moment, seq: i64, event: &'a Event) -> Self {
        Self {
            seq,
            event,
            note: None,
            notice: None,
            account: actor.account,
            actor: &actor.name,
            recorded_at: moment.millis(),
        }
    }

    /// Its row.
    pub fn row(&self, id: CaseEventId, case: CaseId) -> Result<case_event::ActiveModel, OfficeError> {
        let event = serde_json::to_string(self.event);
        Ok(case_event::ActiveModel {
            id: Set(id),
            case_id: Set(case),
            seq: Set(self.seq),
            happened_on: Set(self.event.on.to_string()),
            act: Set(self.event.what.act().code().to_owned()),
            event: Set(event.map_err(|error| OfficeError::Damaged(error.to_string()))?),
            note: Set(self.note.as_deref().and_then(lines_kept)),
            notice: Set(self.notice.as_deref().and_then(lines_kept)),
            account_id: Set(self.account),
            actor: Set(self.actor.to_owned()),
            recorded_at: Set(self.recorded_at),
        })
    }

    /// Writes it.
    pub async fn insert(&self, tx: &Tx<'_>, moment: Moment, case: CaseId) -> Result<(), OfficeError> {
        let row = self.row(tx.next_id(moment), case)?;
        case_event::Entity::insert(row).exec(tx.on()).await?;
        Ok(())
    }
}

/// What a row keeps of a standing, for lists and counts.
pub(super) struct Projection {
    pub state: String,
    pub received_on: Option<String>,
    pub due_on: Option<String>,
    pub next_due_on: Option<String>,
    pub correction_notice_on: Option<String>,
    pub is_tentative: bool,
    pub is_late: bool,
    pub outcome: Option<String>,
    pub decided_on: Option<String>,
    pub ended_on: Option<String>,
    pub counted_as: Option<String>,
    pub counted_on: Option<String>,
}

impl Projection {
    pub fn of(standing: &Standing) -> Self {
        let text = |day: Option<Date>| day.map(|day| day.to_string());
        Self {
            state: standing.state.code().to_owned(),
            received_on: text(standing.received_on),
            due_on: text(standing.due_on),
            next_due_on: text(standing.next_due_on),
            correction_notice_on: text(standing.correction_notice_due()),
            is_tentative: standing.tentative,
            is_late: standing.overdue,
            outcome: standing.outcome.map(|row| row.code().to_owned()),
            decided_on: text(standing.decided_on),
            ended_on: text(standing.ended_on()),
            counted_as: standing.counted.map(|counted| counted.row.code().to_owned()),
            counted_on: text(standing.counted.map(|counted| counted.on)),
        }
    }
}

/// Brings the row of a case to where its events leave it now: a new version.
pub(super) async fn refresh(
    tx: &Tx<'_>,
    row: request_case::Model,
    moment: Moment,
    standing: &Standing,
) -> Result<(), OfficeError> {
    let projection = Projection::of(standing);
    let mut changed = row.into_active_model();
    changed.state = Set(projection.state);
    changed.received_on = Set(projection.received_on);
    changed.due_on = Set(projection.due_on);
    changed.next_due_on = Set(projection.next_due_on);
    changed.correction_notice_on = Set(projection.correction_notice_on);
    changed.is_tentative = Set(projection.is_tentative);
    changed.is_late = Set(projection.is_late);
    changed.outcome = Set(projection.outcome);
    changed.decided_on = Set(projection.decided_on);
    changed.ended_on = Set(projection.ended_on);
    changed.counted_as = Set(projection.counted_as);
    changed.counted_on = Set(projection.counted_on);
    bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    Ok(())
}

/// A note as it is kept: an applicant answers in lines, and so they are read. A blank one is none.
fn lines_kept(note: &str) -> Option<String> {
    optional(note).map(|_| paragraphs(note).trim().to_owned())
}
