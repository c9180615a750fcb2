//! Registering what came by another door: at the hall, by telephone, from 12345, from the official account, on paper.

use askama::Template;
use axum::extract::Request;
use axum::response::Response;
use law::calendar::meant_day;
use law::matters::{AskingForm, channel_label, kinds};
use office::documents::Upload;
use office::matters::{self, Registering};

use super::{HERE, address};
use crate::csrf::ProtectedUpload;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// The doors, as a form offers them.
const CHANNELS: [&str; 8] = [
    "hall",
    "phone",
    "official_account",
    "hotline",
    "letter",
    "mail",
    "visit",
    "superior",
];

/// What was typed.
#[derive(Clone, Default)]
pub struct RegisterForm {
    channel: String,
    stated_on: String,
    stated_by: String,
    outside_number: String,
    outside_due: String,
    ticket: String,
    asking: AskingForm,
}

#[derive(Template)]
#[template(path = "desk/matters/register.html")]
struct RegisterPage {
    frame: Frame,
    form: RegisterForm,
    channels: Vec<Choice>,
    kinds: Vec<Choice>,
    errors: FieldErrors,
}

/// The empty form.
pub async fn new(desk: Desk) -> Result<Response, Problem> {
    let form = RegisterForm {
        channel: "hall".to_owned(),
        ..RegisterForm::default()
    };
    desk.page(&page(&desk, form, FieldErrors::none()))
}

/// Registers it with its scans, and tells number and query code once, to be handed to who asked.
pub async fn create(desk: Desk, request: Request) -> Result<Response, Problem> {
    let (upload, cut) = ProtectedUpload::gather(request, &desk.app).await?;
    let form = RegisterForm::of(&upload.fields);
    let chosen = upload.chosen(|_| true);
    match cut {
        None => {}
        Some(Problem::TooLarge) => {
            let mut errors = FieldErrors::none();
            errors.add("files", "扫描件合计过大，没有登记。请压缩或者少选几个。");
            return desk.again(&page(&desk, form, errors.choose_again("files", &chosen)));
        }
        Some(problem) => return Err(problem),
    }
    let scans: Vec<Upload> = upload.files.into_iter().map(Upload::from).collect();
    let registering = match form.registering(&desk) {
        Ok(registering) => registering,
        Err(errors) => return desk.again(&page(&desk, form, errors.choose_again("files", &chosen))),
    };
    let (office, actor) = (desk.office(), &desk.actor);
    match matters::register(office, actor, desk.moment, &registering, scans, &form.ticket).await {
        Ok(receipt) => {
            let told = format!(
                "已登记，编号 {}，查询码 {}。查询码只显示这一次，请告知提出人。",
                receipt.number, receipt.query_code
            );
            Ok(redirect_with(&address(receipt.id), &told))
        }
        Err(error) => {
            let errors = FieldErrors::from_office(error)?.choose_again("files", &chosen);
            desk.again(&page(&desk, form, errors))
        }
    }
}

fn page(desk: &Desk, form: RegisterForm, errors: FieldErrors) -> RegisterPage {
    let channels = CHANNELS.iter();
    RegisterPage {
        frame: desk.frame("登记诉求", Section::Matters, &[]),
        channels: channels
            .map(|code| Choice::of(code, channel_label(code)))
            .collect(),
        kinds: kinds()
            .iter()
            .map(|kind| Choice::of(&kind.code, kind.label.as_str()))
            .collect(),
        form,
        errors,
    }
}

impl RegisterForm {
    fn of(fields: &[(String, String)]) -> Self {
        let sent = |name: &str| {
            let found = fields.iter().find(|(known, _)| known == name);
            found.map_or_else(String::new, |(_, value)| value.clone())
        };
        Self {
            channel: sent("channel"),
            stated_on: sent("stated_on"),
            stated_by: sent("stated_by"),
            outside_number: sent("outside_number"),
            outside_due: sent("outside_due"),
            ticket: sent("ticket"),
            asking: AskingForm {
                kind: sent("kind"),
                title: sent("title"),
                text: sent("text"),
                place: sent("place"),
                name: sent("name"),
                unit: sent("unit"),
                phone: sent("phone"),
                email: sent("email"),
                wish: sent("wish"),
            },
        }
    }

    fn registering(&self, desk: &Desk) -> Result<Registering, FieldErrors> {
        let mut errors = FieldErrors::none();
        let stated = match self.stated_on.trim() {
            "" => None,
            text => match meant_day(text, desk.moment.today) {
                Ok(day) => Some((day, self.stated_by.clone())),
                Err(why) => {
                    errors.add("stated_on", why);
                    None
                }
            },
        };
        if !errors.is_empty() {
            return Err(errors);
        }
        let number = self.outside_number.trim();
        Ok(Registering {
            form: self.asking.clone(),
            channel: self.channel.clone(),
            stated,
            outside: (!number.is_empty()).then(|| (number.to_owned(), self.outside_due.clone())),
            is_sample: false,
        })
    }
}

impl RegisterPage {
    const BACK: &str = HERE;
}
