//! An application arrives: by the public form, or registered at the desk from any other channel. Either way it is one
//! application with one case, its first event, its audit entry, all in one transaction; the receipt is what came of it.

use jiff::civil::Date;
use law::audit::Recorded;
use law::cases::{Application, ApplicationForm, Channel, Event, Standing, What};
use law::documents::Trace;
use law::staff::{Act, may};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;
use zeroize::Zeroizing;

use super::submit::Sending;
use crate::cases::PARTICULARS;
use crate::cases::acts::record::{Projection, append};
use crate::cases::applicant::files::{self, Checked};
use crate::cases::applicant::query_code::{hashed, new_query_code};
use crate::cases::looking::similar::keep_marks;
use crate::cases::settings::rules;
use crate::entity::{application, organ, request_case};
use crate::error::OfficeError;
use crate::files::Upload;
use crate::ids::{ApplicationId, CaseId, OrganId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::text::{line, optional, paragraphs};
use crate::{audit, counter, reminders};
use law::codes::WhyNot;

/// How an application that is registered at the desk came in.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub channel: Channel,
    /// The day it was handed in, signed for, or came in.
    pub arrived_on: Date,
    /// The day both sides confirmed it, where the channel needs that and it has happened.
    pub confirmed_on: Option<Date>,
}

/// What the applicant gets: enough to track the case, and nothing that is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub application: ApplicationId,
    pub case: CaseId,
    pub number: String,
    /// The query code, shown once: only its hash is stored.
    pub query_code: String,
    pub arrived_on: Date,
}

/// Receives an application by the public form. It has arrived; its clock begins when the organ confirms it
/// (条例第三十一条第（三）项).
pub async fn receive(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    form: &ApplicationForm,
    from: &str,
) -> Result<Receipt, OfficeError> {
    take_in(office, &online(organ, from), moment, form, None).await
}

/// An applicant on the public site, as the records name them.
pub(in crate::cases) fn online(organ: OrganId, from: &str) -> Actor {
    Actor {
        account: None,
        organ,
        name: "申请人".to_owned(),
        roles: law::staff::Roles::new(),
        from: from.to_owned(),
    }
}

/// Takes in what the public form sent; a sending that is known gives the receipt it was given before.
pub(in crate::cases) async fn take_in(
    office: &Office,
    applicant: &Actor,
    moment: Moment,
    form: &ApplicationForm,
    sending: Option<&Sending>,
) -> Result<Receipt, OfficeError> {
    let arrival = Arrival {
        channel: Channel::Online,
        arrived_on: moment.today,
        confirmed_on: None,
    };
    let booking = Booking {
        arrival: &arrival,
        recorded: Recorded::CasesReceive,
        is_sample: false,
        sending,
        scans: &[],
    };
    book(office, applicant, moment, form, &booking).await
}

/// Registers an application that came by any channel.
pub async fn register(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    form: &ApplicationForm,
    arrival: &Arrival,
    is_sample: bool,
) -> Result<Receipt, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    refuse_odd_days(arrival, moment)?;
    let booking = Booking {
        arrival,
        recorded: Recorded::CasesRegister,
        is_sample,
        sending: None,
        scans: &[],
    };
    book(office, actor, moment, form, &booking).await
}

/// The same with its scans: all of it or nothing.
pub async fn register_scanned(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    form: &ApplicationForm,
    arrival: &Arrival,
    uploads: Vec<Upload>,
) -> Result<Receipt, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    refuse_odd_days(arrival, moment)?;
    let scans = files::checked(&office.limits().staff, uploads).await?;
    let booking = Booking {
        arrival,
        recorded: Recorded::CasesRegister,
        is_sample: false,
        sending: None,
        scans: &scans,
    };
    book(office, actor, moment, form, &booking).await
}

/// Days that can't be are refused at their fields.
fn refuse_odd_days(arrival: &Arrival, moment: Moment) -> Result<(), OfficeError> {
    let mut wrong = Vec::new();
    let mut block = |field, message: &str| {
        wrong.push(WhyNot::new(field, message));
    };
    if arrival.arrived_on > moment.today {
        block("arrived_on", "到达之日晚于今天，请核对。");
    }
    if let Some(confirmed_on) = arrival.confirmed_on {
        if confirmed_on > moment.today {
            block("confirmed_on", "确认之日晚于今天，请核对。");
        } else if confirmed_on < arrival.arrived_on {
            block("confirmed_on", "确认之日早于到达之日，请核对。");
        }
    }
    OfficeError::of_fields(wrong)
}

/// How an application is put on record.
struct Booking<'a> {
    arrival: &'a Arrival,
    recorded: Recorded,
    is_sample: bool,
    /// Of the public form: what makes it the same when it is sent again.
    sending: Option<&'a Sending>,
    /// Of the desk: what was scanned with it.
    scans: &'a [Checked],
}

async fn book(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    form: &ApplicationForm,
    booking: &Booking<'_>,
) -> Result<Receipt, OfficeError> {
    let Booking {
        arrival,
        recorded,
        is_sample,
        sending,
        scans,
    } = *booking;
    let application = Application::read(form).map_err(OfficeError::Invalid)?;
    refuse_secrets(&application.request, "request")?;
    let rules = rules(office, actor.organ).await?;
    let first = first_event(arrival);
    let standing = Standing::of(std::slice::from_ref(&first), &rules, moment.today)
        .map_err(|error| OfficeError::invalid("arrived_on", error.to_string()))?;
    let query_code = sending.map_or_else(new_query_code, |sending| sending.query_code.clone());
    transaction!(office, |tx| {
        if let Some(sending) = sending
            && let Some(known) = sending.receipt(&tx, moment).await?
        {
            return Ok(known);
        }
        let number = next_number(&tx, actor.organ, arrival.arrived_on).await?;
        let id: ApplicationId = tx.next_id(moment);
        let row = application_row(
            office,
            actor,
            moment,
            id,
            &number,
            &query_code,
            &application,
            arrival,
            is_sample,
        )?;
        application::Entity::insert(row).exec(tx.on()).await?;
        let case: CaseId = tx.next_id(moment);
        let row = case_row(
            actor,
            moment,
            case,
            id,
            &number,
            &application,
            &standing,
            is_sample,
        );
        request_case::Entity::insert(row).exec(tx.on()).await?;
        append(&tx, actor, moment, case, 1, &first, None).await?;
        keep_marks(&tx, actor.organ, case, &application.request).await?;
        let digests: Vec<&str> = scans.iter().map(|scan| scan.digest.as_str()).collect();
        let digests = (!digests.is_empty()).then(|| digests.join("、"));
        let detail = json!({ "number": number, "channel": arrival.channel.code(), "digest": digests });
        audit::append(&tx, actor, moment, recorded, format!("case {case}"), detail).await?;
        for scan in scans {
            let owner = files::Owner::Application(id);
            files::insert(office, &tx, actor.organ, moment, owner, &actor.name, scan).await?;
        }
        if let Some(sending) = sending {
            sending.keep(&tx, moment, actor.organ, id, case).await?;
        }
        if recorded == Recorded::CasesReceive {
            reminders::announce(&tx, moment, actor.organ, (case, &number), &application).await?;
        }
        Ok(Receipt {
            application: id,
            case,
            number,
            query_code: query_code.clone(),
            arrived_on: arrival.arrived_on,
        })
    })
}

/// State secrets have no place here, not even in what somebody asks for (保密法第三十一条).
pub(in crate::cases) fn refuse_secrets(text: &str, field: &'static str) -> Result<(), OfficeError> {
    let is_secret = |trace: &Trace| matches!(trace, Trace::SecretMark(_));
    if law::documents::traces(text).iter().any(is_secret) {
        return Err(OfficeError::invalid(
            field,
            "内容中有密级标志。本系统不得存储涉密内容，请删去后提交，或者当面联系本机关（保密法第三十一条）。",
        ));
    }
    Ok(())
}

fn first_event(arrival: &Arrival) -> Event {
    let needs = arrival.channel.needs_confirmation();
    Event {
        on: arrival.arrived_on,
        what: What::Received {
            channel: arrival.channel,
            arrived_on: None,
            confirmed_on: needs.then_some(arrival.confirmed_on),
        },
    }
}

async fn next_number(tx: &Tx<'_>, organ: OrganId, arrived_on: Date) -> Result<String, OfficeError> {
    let organ = organ::Entity::find_by_id(organ)
        .one(tx.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    let year = arrived_on.year();
    let running = counter::next(tx, &format!("application {} {year}", organ.code)).await?;
    Ok(format!("{}-{year}-{running:04}", organ.code))
}

#[expect(
    clippy::too_many_arguments,
    reason = "a row is what all of these make together"
)]
fn application_row(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: ApplicationId,
    number: &str,
    query_code: &str,
    application: &Application,
    arrival: &Arrival,
    is_sample: bool,
) -> Result<application::ActiveModel, OfficeError> {
    let particulars = serde_json::to_string(&application.particulars)
        .map(Zeroizing::new)
        .map_err(|error| OfficeError::Damaged(error.to_string()))?;
    let keys = office.keys()?;
    let particulars = keys.seal(PARTICULARS.of_row(id.0), &particulars)?;
    Ok(application::ActiveModel {
        id: Set(id),
        organ_id: Set(actor.organ),
        number: Set(number.to_owned()),
        query_code: Set(hashed(number, query_code)),
        channel: Set(arrival.channel.code().to_owned()),
        arrived_on: Set(arrival.arrived_on.to_string()),
        applicant_kind: Set(application.kind.code().to_owned()),
        applicant_name: Set(line(&application.name)),
        particulars: Set(Some(particulars)),
        identity_key: Set(Some(
            keys.blind(&application.particulars.identity_number, "application.identity")?,
        )),
        request: Set(paragraphs(&application.request)),
        document_number: Set(optional(&application.document_number)),
        form: Set(application.form.code().to_owned()),
        way: Set(application.way.code().to_owned()),
        accepts_other_form: Set(application.accepts_other_form),
        help: Set(optional(&application.help)),
        registered_by: Set(actor.account),
        anonymised_at: Set(None),
        is_sample: Set(is_sample),
        created_at: Set(moment.millis()),
    })
}

#[expect(
    clippy::too_many_arguments,
    reason = "a row is what all of these make together"
)]
fn case_row(
    actor: &Actor,
    moment: Moment,
    id: CaseId,
    application_id: ApplicationId,
    number: &str,
    application: &Application,
    standing: &Standing,
    is_sample: bool,
) -> request_case::ActiveModel {
    let projection = Projection::of(standing);
    request_case::ActiveModel {
        id: Set(id),
        organ_id: Set(actor.organ),
        application_id: Set(application_id),
        number: Set(number.to_owned()),
        request: Set(paragraphs(&application.request)),
        applicant_kind: Set(application.kind.code().to_owned()),
        applicant_name: Set(line(&application.name)),
        state: Set(projection.state),
        received_on: Set(projection.received_on),
        due_on: Set(projection.due_on),
        next_due_on: Set(projection.next_due_on),
        is_tentative: Set(projection.is_tentative),
        is_late: Set(projection.is_late),
        outcome: Set(None),
        decided_on: Set(None),
        decision: Set(None),
        decision_by: Set(None),
        decision_by_name: Set(None),
        assigned_to: Set(actor.account),
        version: Set(1),
        is_sample: Set(is_sample),
        created_at: Set(moment.millis()),
        changed_at: Set(moment.millis()),
    }
}
