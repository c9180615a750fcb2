//! The particulars of a dispute as a form: registered from a case, after a reconsideration, or alone.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::meant_day;
use law::codes::Route;
use law::disputes::Procedure;
use office::cases;
use office::disputes::{self, DisputeRecord, Particulars};
use serde::Deserialize;

use super::HERE;
use super::list::routes;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// What a new form begins with.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewDisputeQuery {
    /// A case's number.
    case: String,
    /// The id of a reconsideration.
    after: String,
}

/// The fields as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct DisputeForm {
    pub ticket: String,
    pub route: String,
    pub procedure: String,
    pub number: String,
    pub authority: String,
    pub claimant: String,
    pub subject: String,
    /// The letter it is against, where one is chosen: it stands first in what is disputed.
    pub against: String,
    pub received_on: String,
    pub case_number: String,
    pub parent: String,
    pub note: String,
}

/// The choices of the form's lists.
pub struct Choices {
    pub routes: Vec<Choice>,
    pub procedures: Vec<Choice>,
    pub parents: Vec<Choice>,
    /// The letters of the case that it may be against.
    pub letters: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "desk/disputes/new.html")]
struct NewPage {
    frame: Frame,
    form: DisputeForm,
    choices: Choices,
    errors: FieldErrors,
}

/// The form, with what is known of the case or of the reconsideration already in it.
pub async fn new(desk: Desk, Query(asked): Query<NewDisputeQuery>) -> Result<Response, Problem> {
    let settings = cases::settings(desk.office(), &desk.actor).await?;
    let mut form = DisputeForm {
        route: Route::Reconsideration.code().to_owned(),
        procedure: Procedure::Simple.code().to_owned(),
        authority: settings.remedies.reconsiderer,
        received_on: desk.moment.today.to_string(),
        case_number: asked.case.trim().to_owned(),
        ..DisputeForm::default()
    };
    if let Ok(after) = asked.after.parse() {
        let before = disputes::get(desk.office(), &desk.actor, after).await?;
        form = DisputeForm {
            authority: settings.remedies.court,
            received_on: desk.moment.today.to_string(),
            ..DisputeForm::following(&before)
        };
    }
    let page = page(&desk, form, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Registers it.
pub async fn create(
    desk: Desk,
    ProtectedForm(form): ProtectedForm<DisputeForm>,
) -> Result<Response, Problem> {
    let errors = match form.particulars(desk.moment.today) {
        Ok(particulars) => {
            match disputes::open_once(
                desk.office(),
                &desk.actor,
                desk.moment,
                &particulars,
                &form.ticket,
            )
            .await
            {
                Ok(id) => {
                    return Ok(redirect_with(
                        &format!("{HERE}/{id}"),
                        "已登记。请在期限内提交答复和证据。",
                    ));
                }
                Err(error) => FieldErrors::from_office(error)?,
            }
        }
        Err(errors) => errors,
    };
    let page = page(&desk, form, errors).await?;
    desk.again(&page)
}

async fn page(desk: &Desk, form: DisputeForm, errors: FieldErrors) -> Result<NewPage, Problem> {
    Ok(NewPage {
        frame: desk.frame("登记复议、诉讼", Section::Disputes, &[]),
        choices: Choices::of(desk, &form.case_number).await?,
        form,
        errors,
    })
}

impl Choices {
    /// The lists, with the reconsiderations a suit may follow: those about the case of that number, where one is given.
    pub async fn of(desk: &Desk, case_number: &str) -> Result<Self, Problem> {
        let parents = disputes::reconsiderations(desk.office(), &desk.actor, case_number).await?;
        let letters = disputes::letters_to_dispute(desk.office(), &desk.actor, case_number).await?;
        let parent = |row: disputes::DisputeRow| {
            let ended = row
                .dispute
                .ended
                .map(|(ending, on)| format!("{on} {}", ending.label()));
            let about = row
                .case
                .map_or_else(String::new, |(_, number)| format!("{number} "));
            Choice::of(
                row.id,
                format!("{about}{}（{}）", row.number, ended.unwrap_or_default()),
            )
        };
        Ok(Self {
            routes: routes(),
            procedures: Procedure::ALL
                .iter()
                .map(|one| Choice::of(one.code(), one.label()))
                .collect(),
            parents: parents.into_iter().map(parent).collect(),
            letters: letters
                .into_iter()
                .map(|one| Choice::of(one.clone(), one))
                .collect(),
        })
    }
}

impl DisputeForm {
    /// A suit after that reconsideration.
    fn following(before: &DisputeRecord) -> Self {
        Self {
            route: Route::LitigationAfterReconsideration.code().to_owned(),
            claimant: before.particulars.claimant.clone(),
            subject: before.particulars.subject.clone(),
            case_number: before.particulars.case_number.clone(),
            parent: before.id.to_string(),
            ..Self::default()
        }
    }

    /// The fields of a dispute as it stands.
    pub fn of(particulars: &Particulars) -> Self {
        let known = particulars.clone();
        Self {
            ticket: String::new(),
            route: known.route.code().to_owned(),
            procedure: known
                .procedure
                .map(|one| one.code().to_owned())
                .unwrap_or_default(),
            number: known.number,
            authority: known.authority,
            claimant: known.claimant,
            subject: known.subject,
            against: String::new(),
            received_on: known.received_on.to_string(),
            case_number: known.case_number,
            parent: known.parent.map(|parent| parent.to_string()).unwrap_or_default(),
            note: known.note,
        }
    }

    /// What was typed, or what can not be read of it. A list that does not belong to the chosen kind is left aside: the
    /// page can not hide it without a script.
    pub fn particulars(&self, today: Date) -> Result<Particulars, FieldErrors> {
        let mut errors = FieldErrors::none();
        let route = Route::from_code(&self.route);
        if route.is_none() {
            errors.add("route", "请选择行政复议或者行政诉讼。");
        }
        let received_on = day(&self.received_on, "received_on", today, &mut errors);
        let (Some(route), Some(received_on)) = (route, received_on) else {
            return Err(errors);
        };
        let is_after = route == Route::LitigationAfterReconsideration;
        let is_reconsideration = route == Route::Reconsideration;
        Ok(Particulars {
            route,
            procedure: Procedure::from_code(&self.procedure).filter(|_| is_reconsideration),
            number: self.number.clone(),
            authority: self.authority.clone(),
            claimant: self.claimant.clone(),
            subject: against(&self.against, &self.subject),
            received_on,
            case_number: self.case_number.clone(),
            parent: self.parent.parse().ok().filter(|_| is_after),
            note: self.note.clone(),
        })
    }
}

/// What is disputed, beginning with the letter it is against.
fn against(letter: &str, subject: &str) -> String {
    let (letter, subject) = (letter.trim(), subject.trim());
    if letter.is_empty() || subject.contains(letter) {
        subject.to_owned()
    } else if subject.is_empty() {
        format!("不服{letter}")
    } else {
        format!("不服{letter}：{subject}")
    }
}

/// A day as typed; where it is none, the message at its field.
pub fn day(text: &str, field: &str, today: Date, errors: &mut FieldErrors) -> Option<Date> {
    meant_day(text, today)
        .map_err(|message| errors.add(field, message))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::against;

    #[test]
    fn a_dispute_says_against_which_letter_it_goes() {
        let letter = "《政府信息决定公开告知书》（孟先开决〔2028〕3号）";
        let named = "不服《政府信息决定公开告知书》（孟先开决〔2028〕3号）：请求撤销并停止执行";
        assert_eq!(against(letter, "请求撤销并停止执行"), named);
        assert_eq!(against(letter, named), named, "once");
        assert_eq!(against(letter, ""), format!("不服{letter}"));
        assert_eq!(against("", "请求撤销"), "请求撤销");
    }
}
