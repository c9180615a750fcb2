//! One case as the desk and as its applicant see it. Personal particulars are opened on demand, and each look is on record.

use jiff::Timestamp;
use jiff::civil::Date;
use law::audit::Recorded;
use law::cases::split::application_numbers;
use law::cases::{Event, Form, Particulars, Registered, Standing, Way, What, as_corrected};
use law::codes::ApplicantKind;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use crate::audit::Detail;
use crate::audit::{self, instant};
use crate::cases::acts::registration::mendings_for_applicant;
use crate::cases::query_code::hashed;
use crate::cases::settings::rules;
use crate::cases::stored::{damaged, day, kind};
use crate::entity::{application, case_event, request_case};
use crate::error::OfficeError;
use crate::ids::{AccountId, ApplicationId, CaseId, OrganId};
use crate::moment::{Actor, Moment, is_applicant};
use crate::sealed::{PARTICULARS, mask_phone};
use crate::store::{Office, transaction};

/// A case as the desk works on it.
#[derive(Clone, Debug)]
pub struct Case {
    pub id: CaseId,
    pub application: ApplicationId,
    pub number: String,
    pub request: String,
    pub document_number: Option<String>,
    pub applicant_kind: ApplicantKind,
    pub applicant_name: String,
    pub form: Form,
    pub way: Way,
    pub accepts_other_form: bool,
    pub help: Option<String>,
    pub standing: Standing,
    /// In the order they happened.
    pub timeline: Vec<Entry>,
    pub assigned_to: Option<AccountId>,
    pub version: i64,
    pub is_sample: bool,
    /// When its applicant was made anonymous: past the time it is kept.
    pub anonymised_at: Option<Timestamp>,
}

impl Case {
    /// What is asked for, with the corrections that its applicant typed since; a note of the desk's is the clerk's words.
    pub fn as_corrected(&self) -> String {
        corrected(&self.request, &self.timeline)
    }
}

/// A request with the corrections that its applicant typed since.
pub(in crate::cases) fn corrected(request: &str, timeline: &[Entry]) -> String {
    let of_correction = timeline
        .iter()
        .filter(|entry| entry.is_own && matches!(entry.event.what, What::Corrected {}));
    let corrections: Vec<(Date, String)> = of_correction
        .filter_map(|entry| Some((entry.event.on, entry.note.clone()?)))
        .collect();
    as_corrected(request, &corrections)
}

/// What a case asks for as its applicant corrected it, where nothing else of the case is read.
pub(in crate::cases) async fn corrected_request(
    on: &impl ConnectionTrait,
    row: &request_case::Model,
) -> Result<String, OfficeError> {
    Ok(corrected(&row.request, &events(on, row.id).await?))
}

impl Entry {
    /// What stands beside the event for the office: the note, and the letter that was not written here.
    pub fn beside(&self) -> Option<String> {
        let parts: Vec<&str> = [&self.note, &self.notice]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        (!parts.is_empty()).then(|| parts.join("；"))
    }
}

/// One event on the timeline: what, and who recorded it when.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its number within the case.
    pub seq: i64,
    pub event: Event,
    pub note: Option<String>,
    /// The letter that is the act, where it was not written here.
    pub notice: Option<String>,
    pub actor: String,
    /// The applicant did it on the site.
    pub is_own: bool,
    pub recorded_at: Timestamp,
}

/// What the applicant sees of a case.
#[derive(Clone, Debug)]
pub struct Tracked {
    pub application: ApplicationId,
    pub number: String,
    pub request: String,
    pub applicant_name: String,
    /// Whether a natural person applied, who is 您; an organisation is 你单位.
    pub is_person: bool,
    pub arrived_on: Date,
    /// In which form and by which way it is wanted; nothing where a ledger that was taken in does not tell.
    pub form: Option<Form>,
    pub way: Option<Way>,
    /// What the office mended in the registration: when, and the labels of what changed.
    pub mended: Vec<(Timestamp, Vec<&'static str>)>,
    pub cases: Vec<TrackedCase>,
}

/// One case of an application, for its applicant.
#[derive(Clone, Debug)]
pub struct TrackedCase {
    pub id: CaseId,
    pub number: String,
    pub request: String,
    pub version: i64,
    pub standing: Standing,
    pub timeline: Vec<Entry>,
}

/// A case with everything but the applicant's particulars.
pub async fn get(office: &Office, actor: &Actor, moment: Moment, case: CaseId) -> Result<Case, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let (row, application) = of_organ(office, actor.organ, case).await?;
    let timeline = events(office.on(), case).await?;
    let standing = standing(office, actor.organ, moment, &timeline).await?;
    Ok(Case {
        id: row.id,
        application: row.application_id,
        number: row.number,
        request: row.request,
        document_number: application.document_number,
        applicant_kind: kind(&row.applicant_kind)?,
        applicant_name: row.applicant_name,
        form: Form::from_code(&application.form)
            .ok_or_else(|| damaged("application.form", &application.form))?,
        way: Way::from_code(&application.way).ok_or_else(|| damaged("application.way", &application.way))?,
        accepts_other_form: application.accepts_other_form,
        help: application.help,
        standing,
        timeline,
        assigned_to: row.assigned_to,
        version: row.version,
        is_sample: row.is_sample,
        anonymised_at: application.anonymised_at.map(instant).transpose()?,
    })
}

/// The applicant's identity and contacts, in full. The look is on record before anything is shown.
pub async fn particulars(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
) -> Result<Option<Particulars>, OfficeError> {
    may(&actor.roles, Act::RevealApplicants)?;
    of_organ(office, actor.organ, case).await?;
    transaction!(office, |tx| {
        audit::append(&tx, actor, moment, Recorded::CasesReveal, case, Detail::none()).await
    })?;
    particulars_on_record(office, actor, case).await
}

/// The same where the look is on record already.
pub(in crate::cases) async fn particulars_on_record(
    office: &Office,
    actor: &Actor,
    case: CaseId,
) -> Result<Option<Particulars>, OfficeError> {
    may(&actor.roles, Act::RevealApplicants)?;
    let (_, application) = of_organ(office, actor.organ, case).await?;
    let Some(envelope) = application.particulars else {
        return Ok(None);
    };
    let opened = office
        .keys()?
        .open(PARTICULARS.of_row(application.id.0), &envelope)?;
    let read = serde_json::from_str(opened.expose())
        .map_err(|error| OfficeError::Damaged(format!("application {}：{error}", application.id)))?;
    Ok(Some(read))
}

/// The applicant's telephone with its middle hidden, as lists and exports show it: whoever sees the case may tell one from
/// another, and its whole is a look that goes on record. None where none was given, or the seal can't be opened.
pub async fn masked_phone(
    office: &Office,
    actor: &Actor,
    case: CaseId,
) -> Result<Option<String>, OfficeError> {
    let phone = sealed_of(office, actor, case).await?.map(|read| read.phone);
    let phone = phone.filter(|phone| !phone.trim().is_empty());
    Ok(phone.map(|phone| mask_phone(phone.trim())))
}

/// What the application names to reach its applicant by: that it does, and nothing of what it is.
pub async fn registered_contacts(
    office: &Office,
    actor: &Actor,
    case: CaseId,
) -> Result<Registered, OfficeError> {
    let read = sealed_of(office, actor, case).await?;
    let is_there =
        |of: fn(&Particulars) -> &String| read.as_ref().is_some_and(|read| !of(read).trim().is_empty());
    Ok(Registered {
        phone: is_there(|read| &read.phone),
        email: is_there(|read| &read.email),
    })
}

/// What is sealed of an applicant; `None` where it is gone, or the seal can't be opened.
async fn sealed_of(office: &Office, actor: &Actor, case: CaseId) -> Result<Option<Particulars>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let (_, application) = of_organ(office, actor.organ, case).await?;
    Ok(application.particulars.and_then(|envelope| {
        let keys = office.keys().ok()?;
        let opened = keys.open(PARTICULARS.of_row(application.id.0), &envelope).ok()?;
        serde_json::from_str(opened.expose()).ok()
    }))
}

/// The application of that number for whoever knows its query code; `None` when they do not fit, and once it is past the
/// time it is kept.
pub async fn track(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    number: &str,
    query_code: &str,
) -> Result<Option<Tracked>, OfficeError> {
    let query = of_code(organ, number, query_code).filter(application::Column::AnonymisedAt.is_null());
    match query.one(office.on()).await? {
        Some(application) => tracked(office, organ, moment, application).await.map(Some),
        None => Ok(None),
    }
}

/// Whether number and query code fit and the application is past the time it is kept (个人信息保护法第四十七条).
pub async fn is_anonymised(
    office: &Office,
    organ: OrganId,
    number: &str,
    query_code: &str,
) -> Result<bool, OfficeError> {
    let query = of_code(organ, number, query_code).filter(application::Column::AnonymisedAt.is_not_null());
    Ok(query.one(office.on()).await?.is_some())
}

fn of_code(organ: OrganId, number: &str, query_code: &str) -> Select<application::Entity> {
    // The code is hashed with the number: each that may be meant is asked for with its own.
    let numbers = application_numbers(number).into_iter();
    let any = numbers.fold(Condition::any(), |any, number| {
        let code = hashed(&number, query_code);
        let is_it = Condition::all()
            .add(application::Column::Number.eq(number))
            .add(application::Column::QueryCode.eq(code));
        any.add(is_it)
    });
    application::Entity::find()
        .filter(application::Column::OrganId.eq(organ))
        .filter(any)
}

/// An application with its cases, for its applicant.
pub(in crate::cases) async fn tracked(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    application: application::Model,
) -> Result<Tracked, OfficeError> {
    let rows = request_case::Entity::find()
        .filter(request_case::Column::ApplicationId.eq(application.id))
        .order_by_asc(request_case::Column::Id)
        .all(office.on())
        .await?;
    let mut cases = Vec::new();
    for row in rows {
        let timeline = events(office.on(), row.id).await?;
        cases.push(TrackedCase {
            standing: standing(office, organ, moment, &timeline).await?,
            id: row.id,
            number: row.number,
            request: row.request,
            version: row.version,
            timeline,
        });
    }
    Ok(Tracked {
        form: Form::from_code(&application.form),
        way: Way::from_code(&application.way),
        is_person: ApplicantKind::from_code(&application.applicant_kind)
            .is_none_or(|kind| kind == ApplicantKind::NaturalPerson),
        application: application.id,
        number: application.number,
        request: application.request,
        applicant_name: application.applicant_name,
        arrived_on: day(&application.arrived_on)?,
        mended: mendings_for_applicant(office.on(), application.id).await?,
        cases,
    })
}

pub(in crate::cases) async fn of_organ(
    office: &Office,
    organ: OrganId,
    case: CaseId,
) -> Result<(request_case::Model, application::Model), OfficeError> {
    let query = request_case::Entity::find_by_id(case).filter(request_case::Column::OrganId.eq(organ));
    let row = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    let application = application::Entity::find_by_id(row.application_id)
        .one(office.on())
        .await?
        .ok_or_else(|| OfficeError::Damaged(format!("request_case {case} 没有申请")))?;
    Ok((row, application))
}

pub(in crate::cases) async fn standing(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    timeline: &[Entry],
) -> Result<Standing, OfficeError> {
    let rules = rules(office, organ).await?;
    let events: Vec<Event> = timeline.iter().map(|entry| entry.event.clone()).collect();
    Standing::of(&events, &rules, moment.today).map_err(|error| OfficeError::Damaged(error.to_string()))
}

/// A case's events in the order they were recorded, as long as they read.
pub(in crate::cases) async fn events(
    on: &impl ConnectionTrait,
    case: CaseId,
) -> Result<Vec<Entry>, OfficeError> {
    let rows = case_event::Entity::find()
        .filter(case_event::Column::CaseId.eq(case))
        .order_by_asc(case_event::Column::Seq)
        .all(on)
        .await?;
    let read = |row: case_event::Model| {
        Ok(Entry {
            seq: row.seq,
            event: serde_json::from_str(&row.event)
                .map_err(|error| OfficeError::Damaged(format!("case_event {}：{error}", row.id)))?,
            note: row.note,
            notice: row.notice,
            is_own: is_applicant(row.account_id, &row.actor),
            actor: row.actor,
            recorded_at: instant(row.recorded_at)?,
        })
    };
    rows.into_iter().map(read).collect()
}
