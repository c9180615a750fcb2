//! A notice that did not reach its applicant: whoever handles the case tells them by another way, and says how.

use axum::extract::Path;
use axum::response::Response;
use office::jobs::{self, Undelivered};
use office::{CaseId, JobId};
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::desk::cases::shared::HERE;
use crate::desk::confirm::{Question, TextAsked, ask as ask_question, ask_again};
use crate::desk::layout::Desk;
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::when::minute;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct HowForm {
    how: String,
}

/// Asks how the applicant was told.
pub async fn ask(desk: Desk, Path((id, job)): Path<(CaseId, JobId)>) -> Result<Response, Problem> {
    let found = find(&desk, id, job).await?;
    ask_question(&desk, &question(id, &found, String::new()))
}

/// Notes it on the case; the notice is done with.
pub async fn settle(
    desk: Desk,
    Path((id, job)): Path<(CaseId, JobId)>,
    ProtectedForm(form): ProtectedForm<HowForm>,
) -> Result<Response, Problem> {
    let found = find(&desk, id, job).await?;
    match jobs::settle_undelivered(desk.office(), &desk.actor, desk.moment, job, &form.how).await {
        Ok(case) => Ok(desk.done(
            &found.case_number,
            &format!("{HERE}/{case}#notes"),
            "已登记，记入备注。",
        )),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            ask_again(&desk, &question(id, &found, form.how), errors)
        }
    }
}

async fn find(desk: &Desk, id: CaseId, job: JobId) -> Result<Undelivered, Problem> {
    let all = jobs::undelivered(desk.office(), &desk.actor).await?;
    let found = all.into_iter().find(|one| one.id == job && one.case == id);
    found.ok_or(Problem::Missing)
}

fn question(id: CaseId, found: &Undelivered, how: String) -> Question<'static> {
    Question {
        section: Section::Cases,
        steps: &[],
        title: "邮件通知没有送达",
        lines: vec![
            format!(
                "{}，{} 没有送达：{}。",
                found.subject,
                minute(found.at),
                found.why
            ),
            "请打电话或者用其他方式告知申请人，然后在这里登记；登记后记入本件备注，不再提醒。".to_owned(),
        ],
        action: format!("{HERE}/{id}/undelivered/{}", found.id),
        button: "登记",
        back: format!("{HERE}/{id}"),
        hidden: Vec::new(),
        text: Some(TextAsked {
            name: "how",
            label: "怎样告知的",
            hint: "例如“3月4日上午电话告知本人”",
            value: how,
        }),
    }
}
