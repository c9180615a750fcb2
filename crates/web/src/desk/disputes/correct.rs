//! A dispute recorded wrongly is put right: everything may change, the reason stays on record.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use law::disputes::{Dispute, Ending};
use office::disputes::{self, DisputeRecord};
use office::{DisputeId, OfficeError};
use serde::Deserialize;

use super::HERE;
use super::form::{Choices, DisputeForm, day};
use super::show::endings;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::desk::stale::{Meanwhile, differing};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// The fields as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct CorrectionForm {
    version: i64,
    #[serde(flatten)]
    particulars: DisputeForm,
    answered_on: String,
    ending: String,
    ended_on: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "desk/disputes/correct.html")]
struct CorrectPage {
    frame: Frame,
    here: String,
    form: DisputeForm,
    correction: CorrectionForm,
    choices: Choices,
    endings: Vec<Choice>,
    meanwhile: Option<Meanwhile>,
    errors: FieldErrors,
}

/// The form with everything as it stands.
pub async fn edit(desk: Desk, Path(id): Path<DisputeId>) -> Result<Response, Problem> {
    let known = disputes::get(desk.office(), &desk.actor, id).await?;
    let form = CorrectionForm::of(&known);
    let page = page(&desk, &known, form, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Puts it right; when someone was faster, says who and what, and keeps what was typed.
pub async fn save(
    desk: Desk,
    Path(id): Path<DisputeId>,
    ProtectedForm(mut form): ProtectedForm<CorrectionForm>,
) -> Result<Response, Problem> {
    let known = disputes::get(desk.office(), &desk.actor, id).await?;
    let mut meanwhile = None;
    let errors = match form.typed(desk.moment.today) {
        Err(errors) => errors,
        Ok((particulars, now)) => {
            let held = (id, form.version);
            let (office, actor) = (desk.office(), &desk.actor);
            let done = disputes::correct(office, actor, desk.moment, held, &particulars, &now, &form.reason);
            match done.await {
                Ok(()) => return Ok(redirect_with(&format!("{HERE}/{id}"), "已更正，理由已存档。")),
                Err(OfficeError::Stale { .. }) => {
                    let fields = form.beside(&known);
                    meanwhile = Some(Meanwhile::by(
                        &known.changed_by,
                        known.changed_at,
                        differing(fields),
                    ));
                    form.version = known.version;
                    FieldErrors::none()
                }
                Err(error) => FieldErrors::from_office(error)?,
            }
        }
    };
    let mut page = page(&desk, &known, form, errors).await?;
    page.meanwhile = meanwhile;
    desk.again(&page)
}

async fn page(
    desk: &Desk,
    known: &DisputeRecord,
    correction: CorrectionForm,
    errors: FieldErrors,
) -> Result<CorrectPage, Problem> {
    let here = format!("{HERE}/{}", known.id);
    Ok(CorrectPage {
        frame: desk.frame("更正", Section::Disputes, &[(&known.particulars.number, &here)]),
        here,
        choices: Choices::of(desk, &correction.particulars.case_number).await?,
        form: correction.particulars.clone(),
        correction,
        endings: endings(),
        meanwhile: None,
        errors,
    })
}

impl CorrectionForm {
    fn of(known: &DisputeRecord) -> Self {
        let text = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let ended = known.dispute.ended;
        Self {
            version: known.version,
            particulars: DisputeForm::of(&known.particulars),
            answered_on: text(known.dispute.answered_on),
            ending: ended
                .map(|(ending, _)| ending.code().to_owned())
                .unwrap_or_default(),
            ended_on: text(ended.map(|(_, on)| on)),
            reason: String::new(),
        }
    }

    /// The particulars, the days and the result as they should have stood.
    fn typed(&self, today: Date) -> Result<(disputes::Particulars, Dispute), FieldErrors> {
        let particulars = self.particulars.particulars(today)?;
        let mut errors = FieldErrors::none();
        let mut a_day = |text: &str, field: &str| {
            (!text.trim().is_empty())
                .then(|| day(text, field, today, &mut errors))
                .flatten()
        };
        let answered_on = a_day(&self.answered_on, "answered_on");
        let ended_on = a_day(&self.ended_on, "ended_on");
        let ending = Ending::from_code(&self.ending);
        if ending.is_some() && self.ended_on.trim().is_empty() {
            errors.add("ended_on", "请填写审结之日；尚未审结的，结果也请留空。");
        }
        if ending.is_none() && ended_on.is_some() {
            errors.add("ending", "请选择结果；尚未审结的，审结之日也请留空。");
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let now = Dispute {
            route: particulars.route,
            procedure: particulars.procedure,
            received_on: particulars.received_on,
            answered_on,
            ended: ending.zip(ended_on),
        };
        Ok((particulars, now))
    }

    /// The fields beside the record as it stands now: label, now, typed.
    fn beside(&self, known: &DisputeRecord) -> Vec<(&'static str, String, String)> {
        let now = Self::of(known);
        let of = |form: &Self| {
            let own = form.particulars.clone();
            [
                ("种类", own.route),
                ("复议程序", own.procedure),
                ("案号", own.number),
                ("机关或者法院", own.authority),
                ("申请人、原告", own.claimant),
                ("事由", own.subject),
                ("收到之日", own.received_on),
                ("申请编号", own.case_number),
                ("所不服的复议", own.parent),
                ("备注", own.note),
                ("答复之日", form.answered_on.clone()),
                ("结果", form.ending.clone()),
                ("审结之日", form.ended_on.clone()),
            ]
        };
        let pairs = of(&now).into_iter().zip(of(self));
        pairs
            .map(|((label, now), (_, typed))| (label, now, typed))
            .collect()
    }
}
