//! Registering an application that came by any channel: at the window, by post, fax or by word of mouth.

use askama::Template;
use axum::extract::Request;
use axum::response::Response;
use jiff::civil::Date;
use law::cases::{ApplicationForm, Channel, Form, IdentityKind, Way};
use law::codes::ApplicantKind;
use office::cases::{self, Arrival};
use office::documents::Upload;
use serde::Deserialize;
use serde::de::value::MapDeserializer;

use crate::csrf::ProtectedUpload;
use crate::desk::cases::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::{Choice, ticked};
use crate::errors::Problem;
use crate::forms::FieldErrors;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct RegisterForm {
    channel: String,
    arrived_on: String,
    confirmed_on: String,
    kind: String,
    name: String,
    identity_kind: String,
    identity_number: String,
    legal_representative: String,
    contact_person: String,
    phone: String,
    email: String,
    address: String,
    postcode: String,
    fax: String,
    request: String,
    document_number: String,
    form: String,
    way: String,
    #[serde(deserialize_with = "ticked")]
    accepts_other_form: bool,
    help: String,
}

/// The choices of the form's lists.
struct Choices {
    channels: Vec<Choice>,
    kinds: Vec<Choice>,
    identities: Vec<Choice>,
    forms: Vec<Choice>,
    ways: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "desk/cases/register.html")]
struct RegisterPage {
    frame: Frame,
    form: RegisterForm,
    choices: Choices,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "desk/cases/registered.html")]
struct RegisteredPage {
    frame: Frame,
    number: String,
    query_code: String,
    href: String,
}

/// The empty form.
pub async fn new(desk: Desk) -> Result<Response, Problem> {
    let form = RegisterForm {
        channel: Channel::InPerson.code().to_owned(),
        arrived_on: desk.moment.today.to_string(),
        ..RegisterForm::default()
    };
    desk.page(&page(&desk, form, FieldErrors::none()))
}

/// Registers it with its scans, and shows number and query code once, to be handed to the applicant.
pub async fn create(desk: Desk, request: Request) -> Result<Response, Problem> {
    let (upload, cut) = ProtectedUpload::gather(request, &desk.app).await?;
    let form = RegisterForm::of(upload.fields)?;
    match cut {
        None => {}
        // The fields before the scans came whole.
        Some(Problem::TooLarge) => {
            let mut errors = FieldErrors::none();
            errors.add(
                "files",
                "扫描件合计过大，没有登记。请压缩或者少选几个，其余登记后再上传。",
            );
            return desk.again(&page(&desk, form, errors));
        }
        Some(problem) => return Err(problem),
    }
    let scans: Vec<Upload> = upload.files.into_iter().map(Upload::from).collect();
    let arrival = match form.arrival() {
        Ok(arrival) => arrival,
        Err(errors) => return desk.again(&page(&desk, form, errors)),
    };
    let application = form.application();
    let (office, actor) = (desk.office(), &desk.actor);
    let registered = cases::register_scanned(office, actor, desk.moment, &application, &arrival, scans);
    match registered.await {
        Ok(receipt) => desk.page(&RegisteredPage {
            frame: desk.frame("登记完成", Section::Cases, &[]),
            href: format!("{HERE}/{}", receipt.case),
            number: receipt.number,
            query_code: receipt.query_code,
        }),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            desk.again(&page(&desk, form, errors))
        }
    }
}

fn page(desk: &Desk, form: RegisterForm, errors: FieldErrors) -> RegisterPage {
    RegisterPage {
        frame: desk.frame("登记申请", Section::Cases, &[]),
        form,
        choices: Choices::all(),
        errors,
    }
}

impl Choices {
    fn all() -> Self {
        fn of<T: Copy>(all: &[T], code: fn(T) -> &'static str, label: fn(T) -> &'static str) -> Vec<Choice> {
            all.iter()
                .map(|one| Choice::of(code(*one), label(*one)))
                .collect()
        }
        Self {
            channels: of(Channel::ALL, Channel::code, Channel::label),
            kinds: ApplicantKind::parts()
                .map(|kind| Choice::of(kind.code(), kind.label()))
                .collect(),
            identities: of(IdentityKind::ALL, IdentityKind::code, IdentityKind::label),
            forms: of(Form::ALL, Form::code, Form::label),
            ways: of(Way::ALL, Way::code, Way::label),
        }
    }
}

/// A day as typed, with the message where it is none.
pub fn read_day(text: &str) -> Result<Date, &'static str> {
    text.trim()
        .parse()
        .map_err(|_unreadable: jiff::Error| "日期请按“年-月-日”填写，例如 2025-03-03。")
}

impl RegisterForm {
    /// The form from the fields of an upload.
    fn of(fields: Vec<(String, String)>) -> Result<Self, Problem> {
        let fields = fields.into_iter().filter(|(name, _)| name != crate::csrf::FIELD);
        let read = MapDeserializer::<_, serde::de::value::Error>::new(fields);
        Self::deserialize(read).map_err(|error| Problem::Malformed(format!("表单无法识别（{error}）。")))
    }

    fn arrival(&self) -> Result<Arrival, FieldErrors> {
        let mut errors = FieldErrors::none();
        let channel = Channel::from_code(&self.channel);
        if channel.is_none() {
            errors.add("channel", "请选择收到申请的渠道。");
        }
        let arrived_on = read_day(&self.arrived_on);
        if let Err(message) = arrived_on {
            errors.add("arrived_on", message);
        }
        let confirmed_on = match self.confirmed_on.trim() {
            "" => Ok(None),
            text => read_day(text).map(Some),
        };
        if let Err(message) = confirmed_on {
            errors.add("confirmed_on", message);
        }
        match (channel, arrived_on, confirmed_on) {
            (Some(channel), Ok(arrived_on), Ok(confirmed_on)) => Ok(Arrival {
                channel,
                arrived_on,
                confirmed_on,
            }),
            _ => Err(errors),
        }
    }

    fn application(&self) -> ApplicationForm {
        let form = self.clone();
        ApplicationForm {
            kind: form.kind,
            name: form.name,
            identity_kind: form.identity_kind,
            identity_number: form.identity_number,
            legal_representative: form.legal_representative,
            contact_person: form.contact_person,
            phone: form.phone,
            email: form.email,
            address: form.address,
            postcode: form.postcode,
            fax: form.fax,
            request: form.request,
            document_number: form.document_number,
            form: form.form,
            way: form.way,
            accepts_other_form: form.accepts_other_form,
            help: form.help,
        }
    }
}
