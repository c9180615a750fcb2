//! What was typed when an application was registered, mended: the form with everything as it stands, opened on record; what
//! changed and why stays with the case, what stood before under seal.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::cases::{ApplicationForm, Part};
use law::staff::Act;
use office::cases::{self, Case, RegistrationMended};
use office::{CaseId, OfficeError};

use crate::application_fields::FormField;
use crate::csrf::ProtectedForm;
use crate::desk::account::Bare;
use crate::desk::cases::intake::register::BESIDE;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

/// The fields as they were sent.
pub type Sent = Vec<(String, String)>;

/// What was typed.
#[derive(Default)]
struct RegistrationForm {
    version: i64,
    reason: String,
    application: ApplicationForm,
}

#[derive(Template)]
#[template(path = "desk/cases/registration.html")]
struct RegistrationPage {
    frame: Frame,
    here: String,
    back: String,
    version: i64,
    reason: String,
    applicant: Vec<FormField>,
    wanted: Vec<FormField>,
    delivery: Vec<FormField>,
    /// How many other cases of the application follow.
    others: usize,
    meanwhile: bool,
    errors: FieldErrors,
}

/// The form with everything as it stands; the look is recorded first.
pub async fn show(desk: Desk, Path(id): Path<CaseId>, _: ProtectedForm<Bare>) -> Result<Response, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let application = match cases::registration(desk.office(), &desk.actor, desk.moment, id).await {
        Ok(application) => application,
        // Past its time there is nothing left to mend; the case says so.
        Err(OfficeError::Invalid(why)) => {
            let told = why.first().map(|why| why.message.clone()).unwrap_or_default();
            return Ok(redirect_with(&format!("{HERE}/{id}"), &told));
        }
        Err(error) => return Err(error.into()),
    };
    let form = RegistrationForm {
        version: case.version,
        application,
        ..RegistrationForm::default()
    };
    desk.page(&page(&desk, &case, form, FieldErrors::none()).await?)
}

/// Mends it.
pub async fn mend(
    desk: Desk,
    Path(id): Path<CaseId>,
    ProtectedForm(sent): ProtectedForm<Sent>,
) -> Result<Response, Problem> {
    let mut form = RegistrationForm::of(&sent);
    let (office, actor) = (desk.office(), &desk.actor);
    let held = (id, form.version);
    let done =
        cases::mend_registration(office, actor, desk.moment, held, &form.application, &form.reason).await;
    let (errors, meanwhile) = match done {
        Ok(()) => {
            let told = "已更正，原来的内容加密保存。在拟的文书请重新填写；已经签发的文书不变。";
            return Ok(redirect_with(&format!("{HERE}/{id}"), told));
        }
        Err(OfficeError::Stale { version, .. }) => {
            form.version = version;
            (FieldErrors::none(), true)
        }
        Err(error) => (FieldErrors::from_office(error)?, false),
    };
    let case = cases::get(office, actor, desk.moment, id).await?;
    let mut page = page(&desk, &case, form, errors).await?;
    page.meanwhile = meanwhile;
    desk.again(&page)
}

async fn page(
    desk: &Desk,
    case: &Case,
    form: RegistrationForm,
    errors: FieldErrors,
) -> Result<RegistrationPage, Problem> {
    let back = format!("{HERE}/{}", case.id);
    let fields = |parts: &[Part]| FormField::of(&form.application, parts, BESIDE);
    Ok(RegistrationPage {
        frame: desk.frame("更正登记内容", Section::Cases, &[(&case.number, &back)]),
        here: format!("{back}/registration/mending"),
        version: form.version,
        applicant: fields(&[Part::Applicant, Part::Organisation, Part::Contact]),
        wanted: fields(&[Part::Information]),
        delivery: fields(&[Part::Delivery]),
        others: cases::siblings(desk.office(), &desk.actor, case).await?.len(),
        meanwhile: false,
        reason: form.reason,
        back,
        errors,
    })
}

impl RegistrationForm {
    fn of(fields: &[(String, String)]) -> Self {
        let sent = |name: &str| {
            let found = fields.iter().find(|(known, _)| known == name);
            found.map_or("", |(_, value)| value.as_str())
        };
        Self {
            version: sent("version").parse().unwrap_or(0),
            reason: sent("reason").to_owned(),
            application: ApplicationForm::of_fields(sent),
        }
    }
}

/// What was mended, as the page of the case shows it, and whether this person may mend.
pub(in crate::desk::cases) struct Registration {
    pub mended: Vec<(String, String)>,
    pub may_mend: bool,
}

impl Registration {
    pub(in crate::desk::cases) async fn of(desk: &Desk, case: &Case) -> Result<Self, Problem> {
        let all = cases::registration_mendings(desk.office(), &desk.actor, case.id).await?;
        Ok(Self {
            mended: all.iter().map(told).collect(),
            may_mend: case.anonymised_at.is_none()
                && desk.may(Act::HandleCases)
                && desk.may(Act::RevealApplicants),
        })
    }
}

/// What changed, and who mended it when and why.
pub(super) fn told(one: &RegistrationMended) -> (String, String) {
    (
        one.fields.join("、"),
        format!("{}（{}，{}）", one.reason, one.by, minute(one.at)),
    )
}
