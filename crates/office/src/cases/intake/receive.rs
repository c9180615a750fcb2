//! An application arrives: registered at the desk from any channel, or sent by the public form (`submit`). Either way it is
//! one application with one case, its first event, its audit entry, all in one transaction; the receipt is what came of it.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::calendar::may_be_meant;
use law::cases::{
    Application, ApplicationForm, Channel, Confirmation, Event, Registered, Standing, What, told_to_clerk,
};
use law::codes::WhyNot;
use law::screening::Bearer;
use law::staff::{Act, may};
use sea_orm::EntityTrait;

use super::submit::{Sending, SentForm};
use crate::audit::Detail;
use crate::cases::applicant::files::{self, CheckedFile};
use crate::cases::looking::similar::keep_marks;
use crate::cases::query_code::new_query_code;
use crate::cases::row::{NewApplication, NewCase, NewEvent};
use crate::cases::settings::rules;
use crate::cases::typed::refuse_secrets;
use crate::entity::{application, organ, request_case};
use crate::error::OfficeError;
use crate::files::Upload;
use crate::ids::{ApplicationId, CaseId, OrganId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::{audit, counter};

/// How an application that is registered at the desk came in.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub channel: Channel,
    /// The day it was handed in, signed for, or came in.
    pub arrived_on: Date,
    /// The day both sides confirmed it, where the channel needs that and it has happened.
    pub confirmed_on: Option<Date>,
    /// How it was confirmed, where it was.
    pub confirmation: Confirmation,
}

impl Arrival {
    /// How it was confirmed, where the channel needs that and it was.
    fn confirmed(&self) -> Option<&Confirmation> {
        let is_confirmed = self.channel.needs_confirmation() && self.confirmed_on.is_some();
        is_confirmed.then_some(&self.confirmation)
    }
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

/// What the form of the desk registers.
#[derive(Clone, Copy, Debug)]
pub struct ToRegister<'a> {
    pub form: &'a ApplicationForm,
    pub arrival: &'a Arrival,
    /// Whether what it lacks was lacking when it came in: it is registered as it is, and asked for afterwards.
    pub as_stated: bool,
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
    refuse_odd_days(arrival, form, moment)?;
    let application = complete(form)?;
    let arriving = Arriving::of(office, actor.organ, moment, application, arrival).await?;
    arriving
        .register(office, actor, moment, is_sample, &[], None)
        .await
}

/// The same for the form of the desk, with its scans: all of it or nothing. Sent twice under one ticket it gives the receipt
/// that it gave before.
pub async fn register_sent(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    to_register: ToRegister<'_>,
    uploads: Vec<Upload>,
    ticket: &str,
) -> Result<Receipt, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let ToRegister {
        form,
        arrival,
        as_stated,
    } = to_register;
    refuse_odd_days(arrival, form, moment)?;
    let scans = files::checked(office, Bearer::Counter, moment, uploads).await?;
    let application = if as_stated { stated(form) } else { complete(form) };
    let application = application.map_err(|error| match error {
        OfficeError::Invalid(wrong) => OfficeError::Invalid(told_to_clerk(wrong)),
        other => other,
    })?;
    let arriving = Arriving::of(office, actor.organ, moment, application, arrival).await?;
    let scanned: Vec<&str> = scans.iter().map(|scan| scan.digest.as_str()).collect();
    let ticket = format!("{ticket}\n{:?}\n{arrival:?}\n{scanned:?}", actor.account);
    let sent = SentForm {
        form,
        ticket: &ticket,
        batch: "",
    };
    let sending = Sending::of(office, &sent)?;
    arriving
        .register(office, actor, moment, false, &scans, Some(&sending))
        .await
}

/// Days that can't be are refused at their fields.
fn refuse_odd_days(arrival: &Arrival, form: &ApplicationForm, moment: Moment) -> Result<(), OfficeError> {
    let mut wrong = Vec::new();
    let mut block = |field, message: String| {
        wrong.push(WhyNot::new(field, message));
    };
    if arrival.arrived_on > moment.today {
        block("arrived_on", "到达之日晚于今天，请核对。".to_owned());
    } else if let Err(why) = may_be_meant(arrival.arrived_on, moment.today) {
        block("arrived_on", why);
    }
    if let Some(confirmed_on) = arrival.confirmed_on {
        if confirmed_on > moment.today {
            block("confirmed_on", "确认之日晚于今天，请核对。".to_owned());
        } else if confirmed_on < arrival.arrived_on {
            block("confirmed_on", "确认之日早于到达之日，请核对。".to_owned());
        }
        if arrival.channel.needs_confirmation() {
            let registered = Registered {
                phone: !form.phone.trim().is_empty(),
                email: !form.email.trim().is_empty(),
            };
            wrong.extend(arrival.confirmation.lacks(registered));
        }
    }
    let is_dated = arrival.confirmed_on.is_some();
    wrong.extend(arrival.confirmation.not_needed(arrival.channel, is_dated));
    OfficeError::of_fields(wrong)
}

/// An application that the law takes, with the event it begins with and where that leaves it.
pub(in crate::cases) struct Arriving<'a> {
    pub application: Application,
    arrival: &'a Arrival,
    first: Event,
    standing: Standing,
}

impl<'a> Arriving<'a> {
    /// Asks the law before anything is written (条例第三十一条).
    pub(super) async fn of(
        office: &Office,
        organ: OrganId,
        moment: Moment,
        application: Application,
        arrival: &'a Arrival,
    ) -> Result<Self, OfficeError> {
        let first = first_event(arrival);
        let rules = rules(office, organ).await?;
        let standing = Standing::of(std::slice::from_ref(&first), &rules, moment.today)
            .map_err(|error| OfficeError::invalid("arrived_on", error.to_string()))?;
        Ok(Self {
            application,
            arrival,
            first,
            standing,
        })
    }

    /// Puts it on record at the desk, with what was scanned.
    async fn register(
        &self,
        office: &Office,
        actor: &Actor,
        moment: Moment,
        is_sample: bool,
        scans: &[CheckedFile],
        sending: Option<&Sending>,
    ) -> Result<Receipt, OfficeError> {
        let query_code = sending.map_or_else(new_query_code, |sending| sending.query_code.clone());
        transaction!(office, |tx| {
            if let Some(sending) = sending
                && let Some(known) = sending.receipt(&tx, moment).await?
            {
                return Ok(known);
            }
            let receipt = self
                .enter(office, &tx, actor, moment, &query_code, is_sample)
                .await?;
            for scan in scans {
                let owner = files::Owner::Application(receipt.application);
                files::insert(&tx, actor.organ, moment, owner, &actor.name, scan).await?;
            }
            let digests: Vec<&str> = scans.iter().map(|scan| scan.digest.as_str()).collect();
            let digests = (!digests.is_empty()).then(|| digests.join("、"));
            self.log(&tx, actor, moment, Recorded::CasesRegister, &receipt, digests)
                .await?;
            if let Some(sending) = sending {
                sending.keep(&tx, moment, actor.organ, &receipt).await?;
            }
            Ok(receipt)
        })
    }

    /// Writes application, case and first event under the organ's next number. The number is drawn here and not before: an
    /// act that is refused, or a form that was sent already, leaves no gap in the year's numbers.
    pub async fn enter(
        &self,
        office: &Office,
        tx: &Tx<'_>,
        actor: &Actor,
        moment: Moment,
        query_code: &str,
        is_sample: bool,
    ) -> Result<Receipt, OfficeError> {
        let (application, arrival) = (&self.application, self.arrival);
        let number = next_number(tx, actor.organ, arrival.arrived_on).await?;
        let new = NewApplication {
            id: tx.next_id(moment),
            organ: actor.organ,
            number: &number,
            query_code,
            channel: arrival.channel,
            arrived_on: arrival.arrived_on,
            application,
            registered_by: actor.account,
            is_sample,
        };
        let row = new.row(office, moment)?;
        application::Entity::insert(row).exec(tx.on()).await?;
        let case = NewCase {
            id: tx.next_id(moment),
            application: new.id,
            organ: actor.organ,
            number: &number,
            request: &application.request,
            applicant_kind: application.kind,
            applicant_name: &application.name,
            standing: &self.standing,
            assigned_to: actor.account,
            is_sample,
        };
        request_case::Entity::insert(case.row(moment))
            .exec(tx.on())
            .await?;
        let first = NewEvent {
            note: arrival.confirmed().map(Confirmation::words),
            ..NewEvent::now(actor, moment, 1, &self.first)
        };
        first.insert(tx, moment, case.id).await?;
        keep_marks(tx, actor.organ, case.id, &application.request).await?;
        Ok(Receipt {
            application: new.id,
            case: case.id,
            query_code: query_code.to_owned(),
            arrived_on: arrival.arrived_on,
            number,
        })
    }

    /// Its entry in the audit log.
    pub async fn log(
        &self,
        tx: &Tx<'_>,
        actor: &Actor,
        moment: Moment,
        recorded: Recorded,
        receipt: &Receipt,
        digests: Option<String>,
    ) -> Result<(), OfficeError> {
        let channel = self.arrival.channel.code();
        let detail = Detail::none()
            .with(Key::Number, receipt.number.as_str())
            .with(Key::Channel, channel)
            .with(Key::Digest, digests);
        audit::append(tx, actor, moment, recorded, receipt.case, detail).await
    }
}

/// The application that a form holds, or every field that is wrong; no secret is asked for in it.
pub(in crate::cases) fn complete(form: &ApplicationForm) -> Result<Application, OfficeError> {
    let application = Application::read(form).map_err(OfficeError::Invalid)?;
    refuse_secrets(&application.request, "request")?;
    Ok(application)
}

/// The application that came in as it is, or what can't be registered even so.
fn stated(form: &ApplicationForm) -> Result<Application, OfficeError> {
    let application = Application::as_stated(form).map_err(OfficeError::Invalid)?;
    refuse_secrets(&application.request, "request")?;
    Ok(application)
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
