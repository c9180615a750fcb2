//! Registering an application that came by any channel: at the window, by post, fax or by word of mouth.

use askama::Template;
use axum::extract::Request;
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::meant_day;
use law::cases::{ApplicationForm, Channel, Confirmation, ConfirmedBy, Part, may_lack};
use office::OfficeError;
use office::cases::{self, Arrival, ToRegister};
use office::documents::Upload;

use super::receipt;
use crate::application_fields::{Beside, FormField};
use crate::csrf::ProtectedUpload;
use crate::desk::cases::acts::act::confirming;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::forms::FieldErrors;

/// What was typed.
#[derive(Default)]
pub struct RegisterForm {
    channel: String,
    arrived_on: String,
    confirmed_on: String,
    confirmed_by: String,
    confirmed_way: String,
    confirmed_number: String,
    /// What was said as it was confirmed.
    note: String,
    ticket: String,
    as_stated: bool,
    application: ApplicationForm,
}

/// What the desk says beside the fields of an application.
pub(in crate::desk::cases) const BESIDE: &[Beside] = &[
    beside("kind", "类别", "年度报告按类别统计"),
    beside("identity_number", "", "加密保存，查看留痕"),
    beside("legal_representative", "", "法人或者其他组织填写"),
    beside("contact_person", "", "法人或者其他组织填写"),
    beside(
        "request",
        "名称、文号或者其他特征性描述",
        "照申请原文填写；不要求说明用途",
    ),
    beside("accepts_other_form", "无法按指定方式提供时，可接受其他方式", ""),
    beside("help", "", law::cases::HELP_HINT),
];

const fn beside(name: &'static str, label: &'static str, hint: &'static str) -> Beside {
    Beside { name, label, hint }
}

#[derive(Template)]
#[template(path = "desk/cases/register.html")]
struct RegisterPage {
    frame: Frame,
    form: RegisterForm,
    channels: Vec<Choice>,
    confirming: Vec<Choice>,
    applicant: Vec<FormField>,
    wanted: Vec<FormField>,
    delivery: Vec<FormField>,
    /// Whether all that is wrong with it is what the applicant may have left out.
    may_be_as_stated: bool,
    errors: FieldErrors,
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

/// Registers it with its scans and leads to number and query code, to be handed to the applicant.
pub async fn create(desk: Desk, request: Request) -> Result<Response, Problem> {
    let (upload, cut) = ProtectedUpload::gather(request, &desk.app).await?;
    let form = RegisterForm::of(&upload.fields);
    let chosen = upload.chosen(|_| true);
    match cut {
        None => {}
        // The fields before the scans came whole.
        Some(Problem::TooLarge) => {
            let mut errors = FieldErrors::none();
            errors.add(
                "files",
                "扫描件合计过大，没有登记。请压缩或者少选几个，其余登记后再上传。",
            );
            let errors = errors.choose_again("files", &chosen);
            return desk.again(&page(&desk, form, errors));
        }
        Some(problem) => return Err(problem),
    }
    let scans: Vec<Upload> = upload.files.into_iter().map(Upload::from).collect();
    let arrival = match form.arrival(desk.moment.today) {
        Ok(arrival) => arrival,
        Err(errors) => {
            let errors = errors.choose_again("files", &chosen);
            return desk.again(&page(&desk, form, errors));
        }
    };
    let to_register = ToRegister {
        form: &form.application,
        arrival: &arrival,
        as_stated: form.as_stated,
    };
    let (office, actor) = (desk.office(), &desk.actor);
    let registered = cases::register_sent(office, actor, desk.moment, to_register, scans, &form.ticket);
    match registered.await {
        Ok(receipt) => Ok(receipt::led_to(&receipt)),
        Err(error) => {
            let may_be_as_stated = match &error {
                OfficeError::Invalid(wrong) => wrong.iter().all(may_lack),
                _ => false,
            };
            let errors = FieldErrors::from_office(error)?.choose_again("files", &chosen);
            let page = RegisterPage {
                may_be_as_stated,
                ..page(&desk, form, errors)
            };
            desk.again(&page)
        }
    }
}

fn page(desk: &Desk, form: RegisterForm, errors: FieldErrors) -> RegisterPage {
    let fields = |parts: &[Part]| FormField::of(&form.application, parts, BESIDE);
    RegisterPage {
        frame: desk.frame("登记申请", Section::Cases, &[]),
        channels: Channel::ALL
            .iter()
            .map(|channel| Choice::of(channel.code(), channel.label()))
            .collect(),
        confirming: confirming(),
        applicant: fields(&[Part::Applicant, Part::Organisation, Part::Contact]),
        wanted: fields(&[Part::Information]),
        delivery: fields(&[Part::Delivery]),
        may_be_as_stated: false,
        form,
        errors,
    }
}

impl RegisterForm {
    /// The form from the fields of an upload.
    fn of(fields: &[(String, String)]) -> Self {
        let sent = |name: &str| {
            let found = fields.iter().find(|(known, _)| known == name);
            found.map_or("", |(_, value)| value.as_str())
        };
        Self {
            channel: sent("channel").to_owned(),
            arrived_on: sent("arrived_on").to_owned(),
            confirmed_on: sent("confirmed_on").to_owned(),
            confirmed_by: sent("confirmed_by").to_owned(),
            confirmed_way: sent("confirmed_way").to_owned(),
            confirmed_number: sent("confirmed_number").to_owned(),
            note: sent("note").to_owned(),
            ticket: sent("ticket").to_owned(),
            as_stated: sent("as_stated") == "true",
            application: ApplicationForm::of_fields(sent),
        }
    }

    fn arrival(&self, today: Date) -> Result<Arrival, FieldErrors> {
        let mut errors = FieldErrors::none();
        let channel = Channel::from_code(&self.channel);
        if channel.is_none() {
            errors.add("channel", "请选择收到申请的渠道。");
        }
        let arrived_on = meant_day(&self.arrived_on, today);
        if let Err(message) = &arrived_on {
            errors.add("arrived_on", message.as_str());
        }
        let confirmed_on = match self.confirmed_on.trim() {
            "" => Ok(None),
            text => meant_day(text, today).map(Some),
        };
        if let Err(message) = &confirmed_on {
            errors.add("confirmed_on", message.as_str());
        }
        match (channel, arrived_on, confirmed_on) {
            (Some(channel), Ok(arrived_on), Ok(confirmed_on)) => Ok(Arrival {
                channel,
                arrived_on,
                confirmed_on,
                confirmation: Confirmation {
                    by: self.confirmed_by.clone(),
                    way: ConfirmedBy::from_code(&self.confirmed_way),
                    number: self.confirmed_number.clone(),
                    said: self.note.clone(),
                },
            }),
            _ => Err(errors),
        }
    }
}
