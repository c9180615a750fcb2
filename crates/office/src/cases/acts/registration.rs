//! What was typed when an application was registered, mended in the open: name, kind, identity, contacts, request, way. What stood
//! before is kept under seal with the reason; every case of the application, its counts, what it is found by and whatever is
//! filled from it afterwards follow. What was signed does not change.

use jiff::Timestamp;
use law::audit::{Key, Recorded};
use law::cases::letters::CorrectionGround;
use law::cases::reasons::is_wordless;
use law::cases::{Act as CaseAct, ApplicationForm, Bound, FIELDS, Field, MendedRegistration};
use law::signs::sought;
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};
use zeroize::Zeroizing;

use crate::audit::{self, Detail, instant};
use crate::cases::answer_log::take_down_naming;
use crate::cases::letters::LetterState;
use crate::cases::looking::read::of_organ;
use crate::cases::looking::similar::renew_marks;
use crate::cases::retention::known_of;
use crate::cases::row::SealedParticulars;
use crate::cases::typed::refuse_secrets;
use crate::entity::{application, case_event, case_letter, registration_mending, request_case};
use crate::error::OfficeError;
use crate::ids::{ApplicationId, CaseId, RegistrationMendingId};
use crate::moment::{Actor, Moment, is_applicant};
use crate::reminders;
use crate::sealed::{PARTICULARS, REGISTRATIONS};
use crate::store::{Office, Tx, transaction};
use crate::text::{line, optional, paragraphs};
use crate::versioned::{bump, held};

/// What is said of somebody who is no longer known.
const ANONYMISED: &str = "本件已过保存期限，申请人信息已匿名，不再更正。";

/// The registration of a case as it stands, in full: the look is on record before anything is shown.
pub async fn registration(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
) -> Result<ApplicationForm, OfficeError> {
    may(&actor.roles, Act::RevealApplicants)?;
    let (row, application) = of_organ(office, actor.organ, case).await?;
    refuse_anonymised(&application)?;
    transaction!(office, |tx| {
        audit::append(&tx, actor, moment, Recorded::CasesReveal, case, Detail::none()).await
    })?;
    form_of(office, &row, &application)
}

/// What of whoever applied is not given, without a look at what is: none where the seal can't be opened to tell, for the page of
/// a case is shown without its applicant's particulars too.
pub async fn not_given(
    office: &Office,
    actor: &Actor,
    case: CaseId,
) -> Result<Vec<CorrectionGround>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let (row, application) = of_organ(office, actor.organ, case).await?;
    if application.anonymised_at.is_some() {
        return Ok(Vec::new());
    }
    let form = form_of(office, &row, &application);
    Ok(form.map(|form| form.not_given()).unwrap_or_default())
}

/// Mends it; `version` is the one of the case that was read.
pub async fn mend_registration(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (case, version): (CaseId, i64),
    typed: &ApplicationForm,
    reason: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    may(&actor.roles, Act::RevealApplicants)?;
    let reason = line(reason);
    if is_wordless(&reason) {
        return Err(OfficeError::invalid(
            "reason",
            "请写明更正的原因，例如“姓名录入有误”。",
        ));
    }
    refuse_secrets(&typed.request, "request")?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, case, version).await?;
        let application = application_of(tx.on(), row.application_id).await?;
        refuse_anonymised(&application)?;
        let stated = form_of(office, &row, &application)?;
        let cases = cases_of(tx.on(), application.id).await?;
        let bound = bound(&tx, &row, &cases).await?;
        let mended = MendedRegistration::of(&stated, typed, &bound).map_err(OfficeError::Invalid)?;
        refuse_in_sign_off(&tx, &cases).await?;
        let fields: Vec<&str> = mended.fields.iter().map(|field| field.name).collect();
        let mark = Mark {
            case,
            application: application.id,
            fields: &fields,
            reason: &reason,
        };
        let kept = keep(office, &tx, actor, moment, &mark, &stated).await?;
        let labels: Vec<&str> = mended.fields.iter().map(|field| field.label).collect();
        let labels = labels.join("、");
        let news = format!("工作机构更正了您的申请登记：{labels}");
        if fields.contains(&"email") {
            reminders::tell_applicant_as_stated(&tx, moment, &row, &news, kept).await?;
        }
        let is_whole = cases.len() == 1;
        let id = application.id;
        write_application(office, &tx, application, &mended, is_whole).await?;
        for one in cases {
            let is_it = one.id == case;
            write_case(&tx, moment, one, &mended, is_it).await?;
        }
        // To the address that stands from here on.
        reminders::tell_applicant(&tx, moment, &row, &news).await?;
        let now = application_of(tx.on(), id).await?;
        let known = known_of(office, tx.on(), &now).await?;
        take_down_naming(&tx, actor, moment, id, &known).await?;
        // Which fields, and no word of what stood or stands in them.
        let detail = Detail::none().with(Key::Fields, labels);
        audit::append(&tx, actor, moment, Recorded::CasesMendRegistration, case, detail).await
    })
}

/// A mending on record, without what stood before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistrationMended {
    /// The labels of what changed.
    pub fields: Vec<&'static str>,
    pub reason: String,
    pub by: String,
    pub at: Timestamp,
}

/// A mending with what stood before in the fields that changed, by label.
pub type Stated = (RegistrationMended, Vec<(&'static str, String)>);

/// What was mended in the registration of a case, the oldest first.
pub async fn registration_mendings(
    office: &Office,
    actor: &Actor,
    case: CaseId,
) -> Result<Vec<RegistrationMended>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let (_, application) = of_organ(office, actor.organ, case).await?;
    let rows = mendings_of(office.on(), application.id).await?;
    rows.iter().map(RegistrationMended::of).collect()
}

/// The same for whoever applied: the day, and the labels of what changed.
pub(in crate::cases) async fn mendings_for_applicant(
    on: &impl ConnectionTrait,
    application: ApplicationId,
) -> Result<Vec<(Timestamp, Vec<&'static str>)>, OfficeError> {
    let rows = mendings_of(on, application).await?;
    let told = rows.iter().map(RegistrationMended::of);
    told.map(|mended| mended.map(|one| (one.at, one.fields)))
        .collect()
}

/// The same with what stood before in the fields that changed, by label: for whoever may see who applied. The look is on
/// record.
pub async fn registrations_stated(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
) -> Result<Vec<Stated>, OfficeError> {
    may(&actor.roles, Act::RevealApplicants)?;
    let (_, application) = of_organ(office, actor.organ, case).await?;
    let rows = mendings_of(office.on(), application.id).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    transaction!(office, |tx| {
        audit::append(&tx, actor, moment, Recorded::CasesReveal, case, Detail::none()).await
    })?;
    stated(office, &rows, Field::shown)
}

/// What stood before in the fields of a registration that were mended, for the case's file: what is under seal stays so.
pub(in crate::cases) async fn stated_in_file(
    office: &Office,
    application: ApplicationId,
) -> Result<Vec<Stated>, OfficeError> {
    let rows = mendings_of(office.on(), application).await?;
    stated(office, &rows, |field, form| {
        if field.is_sealed {
            "原内容密封保存".to_owned()
        } else {
            field.shown(form)
        }
    })
}

/// Each mending with what stood before in the fields that changed, as `shown` tells it.
fn stated(
    office: &Office,
    rows: &[registration_mending::Model],
    shown: impl Fn(&Field, &ApplicationForm) -> String,
) -> Result<Vec<Stated>, OfficeError> {
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let form = opened(office, row)?.unwrap_or_default();
        let changed = FIELDS
            .iter()
            .filter(|field| names(row).any(|name| name == field.name));
        let words = changed.map(|field| (field.label, shown(field, &form)));
        all.push((RegistrationMended::of(row)?, words.collect()));
    }
    Ok(all)
}

/// The words of an applicant that stood in a registration before, to be sought in other texts once they are forgotten.
pub(in crate::cases) async fn stated_words(
    office: &Office,
    on: &impl ConnectionTrait,
    application: ApplicationId,
) -> Result<Vec<String>, OfficeError> {
    let mut words = Vec::new();
    for row in mendings_of(on, application).await? {
        if let Some(stated) = opened(office, &row)? {
            words.push(stated.name.clone());
            words.extend(stated.particulars().into_identifying());
        }
    }
    Ok(words)
}

impl RegistrationMended {
    fn of(row: &registration_mending::Model) -> Result<Self, OfficeError> {
        let changed = FIELDS
            .iter()
            .filter(|field| names(row).any(|name| name == field.name));
        Ok(Self {
            fields: changed.map(|field| field.label).collect(),
            reason: row.reason.clone(),
            by: row.mended_by.clone(),
            at: instant(row.mended_at)?,
        })
    }
}

fn names(row: &registration_mending::Model) -> impl Iterator<Item = &str> {
    row.fields.split(',')
}

fn refuse_anonymised(application: &application::Model) -> Result<(), OfficeError> {
    if application.anonymised_at.is_some() {
        return Err(OfficeError::invalid("", ANONYMISED));
    }
    Ok(())
}

/// What a letter in sign-off says of the applicant is being judged: it stands still.
async fn refuse_in_sign_off(tx: &Tx<'_>, cases: &[request_case::Model]) -> Result<(), OfficeError> {
    let waits = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.is_in(cases.iter().map(|case| case.id)))
        .filter(case_letter::Column::State.eq(LetterState::Submitted.code()))
        .one(tx.on())
        .await?;
    if waits.is_some() {
        let why = "有文书正在审签，登记内容不能更正。要更正的，请先由审签人退回。";
        return Err(OfficeError::invalid("", why));
    }
    Ok(())
}

/// What binds the registration of a case: its applicant's own hand, a letter that is signed, a reply.
async fn bound(
    tx: &Tx<'_>,
    row: &request_case::Model,
    cases: &[request_case::Model],
) -> Result<Bound, OfficeError> {
    let first = case_event::Entity::find()
        .filter(case_event::Column::CaseId.eq(row.id))
        .filter(case_event::Column::Act.eq(CaseAct::Received.code()))
        .one(tx.on())
        .await?;
    let signed = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.is_in(cases.iter().map(|case| case.id)))
        .filter(case_letter::Column::State.eq(LetterState::Signed.code()))
        .one(tx.on())
        .await?;
    Ok(Bound {
        is_own: first.is_some_and(|event| is_applicant(event.account_id, &event.actor)),
        signed: signed.map(|letter| letter.number.unwrap_or_default()),
        is_replied: row.decided_on.is_some(),
    })
}

/// The form as it stands: what is under seal of the application, the request of the case.
fn form_of(
    office: &Office,
    case: &request_case::Model,
    application: &application::Model,
) -> Result<ApplicationForm, OfficeError> {
    let mut form = match &application.particulars {
        Some(envelope) => {
            let opened = office
                .keys()?
                .open(PARTICULARS.of_row(application.id.0), envelope)?;
            let particulars: law::cases::Particulars = serde_json::from_str(opened.expose())
                .map_err(|error| OfficeError::Damaged(format!("application {}：{error}", application.id)))?;
            ApplicationForm::from(particulars)
        }
        None => ApplicationForm::default(),
    };
    form.kind.clone_from(&application.applicant_kind);
    form.name.clone_from(&application.applicant_name);
    form.request.clone_from(&case.request);
    form.document_number = application.document_number.clone().unwrap_or_default();
    form.form.clone_from(&application.form);
    form.way.clone_from(&application.way);
    form.accepts_other_form = application.accepts_other_form;
    form.help = application.help.clone().unwrap_or_default();
    Ok(form)
}

/// What is mended, and why.
struct Mark<'a> {
    case: CaseId,
    application: ApplicationId,
    fields: &'a [&'a str],
    reason: &'a str,
}

async fn keep(
    office: &Office,
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    mark: &Mark<'_>,
    stated: &ApplicationForm,
) -> Result<RegistrationMendingId, OfficeError> {
    let id: RegistrationMendingId = tx.next_id(moment);
    let text = serde_json::to_string(stated)
        .map(Zeroizing::new)
        .map_err(|error| OfficeError::Damaged(error.to_string()))?;
    let row = registration_mending::ActiveModel {
        id: Set(id),
        application_id: Set(mark.application),
        case_id: Set(mark.case),
        fields: Set(mark.fields.join(",")),
        stated: Set(Some(office.keys()?.seal(REGISTRATIONS.of_row(id.0), &text)?)),
        reason: Set(mark.reason.to_owned()),
        account_id: Set(actor.account),
        mended_by: Set(actor.name.clone()),
        mended_at: Set(moment.millis()),
    };
    registration_mending::Entity::insert(row)
        .exec_without_returning(tx.on())
        .await?;
    Ok(id)
}

fn opened(
    office: &Office,
    row: &registration_mending::Model,
) -> Result<Option<ApplicationForm>, OfficeError> {
    let Some(envelope) = &row.stated else {
        return Ok(None);
    };
    let opened = office.keys()?.open(REGISTRATIONS.of_row(row.id.0), envelope)?;
    serde_json::from_str(opened.expose())
        .map(Some)
        .map_err(|error| OfficeError::Damaged(format!("registration_mending {}：{error}", row.id)))
}

/// The application; its request too, where it was not divided.
async fn write_application(
    office: &Office,
    tx: &Tx<'_>,
    row: application::Model,
    mended: &MendedRegistration,
    is_whole: bool,
) -> Result<(), OfficeError> {
    let now = &mended.application;
    let sealed = SealedParticulars::of(office, row.id, &now.particulars)?;
    let mut changed = row.into_active_model();
    changed.applicant_kind = Set(now.kind.code().to_owned());
    changed.applicant_name = Set(line(&now.name));
    changed.particulars = Set(Some(sealed.envelope));
    changed.identity_key = Set(sealed.identity_key);
    if is_whole {
        changed.request = Set(paragraphs(&now.request));
    }
    changed.document_number = Set(optional(&now.document_number));
    changed.form = Set(now.form.code().to_owned());
    changed.way = Set(now.way.code().to_owned());
    changed.accepts_other_form = Set(now.accepts_other_form);
    changed.help = Set(optional(&now.help));
    changed.update(tx.on()).await?;
    Ok(())
}

/// A case of it: who applied, in every one; what is asked for, in the one that was mended.
async fn write_case(
    tx: &Tx<'_>,
    moment: Moment,
    row: request_case::Model,
    mended: &MendedRegistration,
    is_it: bool,
) -> Result<(), OfficeError> {
    let now = &mended.application;
    let (id, organ) = (row.id, row.organ_id);
    let request = paragraphs(&now.request);
    let is_asked_otherwise = is_it && row.request != request;
    let name = line(&now.name);
    let found_by = sought(&name, &row.number);
    let mut changed = row.into_active_model();
    changed.applicant_kind = Set(now.kind.code().to_owned());
    changed.applicant_name = Set(name);
    changed.sought = Set(found_by);
    if is_asked_otherwise {
        changed.request = Set(request.clone());
    }
    bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    if is_asked_otherwise {
        renew_marks(tx, organ, id, &request).await?;
    }
    Ok(())
}

async fn application_of(
    on: &impl ConnectionTrait,
    id: ApplicationId,
) -> Result<application::Model, OfficeError> {
    let row = application::Entity::find_by_id(id).one(on).await?;
    row.ok_or(OfficeError::Missing)
}

async fn cases_of(
    on: &impl ConnectionTrait,
    application: ApplicationId,
) -> Result<Vec<request_case::Model>, OfficeError> {
    let query = request_case::Entity::find()
        .filter(request_case::Column::ApplicationId.eq(application))
        .order_by_asc(request_case::Column::Id);
    Ok(query.all(on).await?)
}

async fn mendings_of(
    on: &impl ConnectionTrait,
    application: ApplicationId,
) -> Result<Vec<registration_mending::Model>, OfficeError> {
    let query = registration_mending::Entity::find()
        .filter(registration_mending::Column::ApplicationId.eq(application))
        .order_by_asc(registration_mending::Column::Id);
    Ok(query.all(on).await?)
}
