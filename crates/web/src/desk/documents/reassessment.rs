//! What is not published of the organ's own accord, looked at again every year (条例第十八条): the list of work, the record of a look, and
//! what waits for being made public after one.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::documents::reassessment::REASSESSMENT_RULE;
use law::staff::Act;
use office::DocumentId;
use office::documents::{self, Reassessment, ToReassess};
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::task::{Group, Task};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

const LIST: &str = "/desk/documents/reassessment";
/// A page of them; the next come when these are done.
const MOST: usize = 50;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReassessForm {
    finding: String,
    reason: String,
    ticket: String,
}

/// A document on the page.
struct Row {
    id: String,
    title: String,
    index_number: String,
    told: String,
    stated: String,
    last: Option<Reassessment>,
}

#[derive(Template)]
#[template(path = "desk/documents/reassessment.html")]
struct ReassessPage {
    frame: Frame,
    rule: String,
    due: usize,
    rows: Vec<Row>,
    /// Found to be ones that may be public, and not made so yet.
    to_open: Vec<Row>,
    may_write: bool,
    /// The document whose form came back, and what was typed.
    typed: String,
    form: ReassessForm,
    errors: FieldErrors,
}

impl Row {
    fn of(one: ToReassess) -> Self {
        Self {
            id: one.document.to_string(),
            told: format!("{}，自 {} 起", one.publicity.label(), one.marked_on),
            stated: one.reason.unwrap_or_default(),
            title: if one.title.is_empty() {
                "（无标题）".to_owned()
            } else {
                one.title
            },
            index_number: one.index_number,
            last: one.last,
        }
    }
}

/// Those that are due.
pub async fn list(desk: Desk) -> Result<Response, Problem> {
    let page = page(&desk, String::new(), ReassessForm::default(), FieldErrors::none()).await?;
    desk.page(&page)
}

/// Records what a look came to.
pub async fn save(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<ReassessForm>,
) -> Result<Response, Problem> {
    let may_be_public = match form.finding.as_str() {
        "public" => Some(true),
        "withheld" => Some(false),
        _ => None,
    };
    let errors = match may_be_public {
        None => {
            let mut errors = FieldErrors::none();
            errors.add("finding", "请选择评估结果。");
            errors
        }
        Some(may_be_public) => {
            let found = (may_be_public, form.reason.as_str());
            let (office, actor) = (desk.office(), &desk.actor);
            match documents::reassess(office, actor, desk.moment, id, found, &form.ticket).await {
                Ok(()) => {
                    let told = if may_be_public {
                        "已登记。请把公开属性改为主动公开，送审后发布。"
                    } else {
                        "已登记，一年后再评估。"
                    };
                    return Ok(redirect_with(LIST, told));
                }
                Err(error) => FieldErrors::from_office(error)?,
            }
        }
    };
    let page = page(&desk, id.to_string(), form, errors.of_row(&id)).await?;
    desk.again(&page)
}

async fn page(
    desk: &Desk,
    typed: String,
    form: ReassessForm,
    errors: FieldErrors,
) -> Result<ReassessPage, Problem> {
    let all = documents::to_reassess(desk.office(), &desk.actor, desk.moment).await?;
    let (to_open, due): (Vec<_>, Vec<_>) = all.into_iter().partition(ToReassess::may_be_public);
    Ok(ReassessPage {
        frame: desk.frame("未主动公开信息的评估审查", Section::Documents, &[]),
        rule: REASSESSMENT_RULE.to_string(),
        due: due.len(),
        rows: due.into_iter().take(MOST).map(Row::of).collect(),
        to_open: to_open.into_iter().map(Row::of).collect(),
        may_write: desk.may(Act::WriteDocuments),
        typed,
        form,
        errors,
    })
}

/// The line of 今日待办: how many are to be looked at, and how many are to be made public.
pub async fn task(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let all = documents::to_reassess(desk.office(), &desk.actor, desk.moment).await?;
    let (to_open, due): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.may_be_public());
    let task = |count: usize, words: String, told: &str| {
        (count > 0).then(|| Task::new(Group::Other, "政府信息", words, LIST.to_owned()).told(told.to_owned()))
    };
    let looks = format!("{} 条未主动公开的信息待评估审查", due.len());
    let opens = format!("{} 条经评估可以公开的信息待改为主动公开", to_open.len());
    let tasks = [
        task(due.len(), looks, "认定满一年"),
        task(to_open.len(), opens, "评估认为可以公开"),
    ];
    Ok(tasks.into_iter().flatten().collect())
}
