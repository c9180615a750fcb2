//! Filters of the case lists under names of one's own (常用筛选): kept, named anew, removed. They stand as tabs over the lists.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use office::SavedViewId;
use office::cases::{self, LONGEST_NAME, ViewOf};
use serde::Deserialize;

use super::filter::{Asked, address};
use crate::csrf::ProtectedForm;
use crate::desk::account::Bare;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

const HERE: &str = "/desk/cases/views";

/// Which list the filter stands over that is to be kept.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct OfList {
    list: String,
}

/// A filter to be kept, or a name.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ViewForm {
    list: String,
    query: String,
    name: String,
    ticket: String,
}

/// One that is kept.
struct ViewLine {
    id: String,
    name: String,
    href: String,
    list: &'static str,
    errors: FieldErrors,
}

impl ViewLine {
    /// The name of its field, as the errors know it.
    fn field(&self) -> String {
        format!("name-{}", self.id)
    }
}

#[derive(Template)]
#[template(path = "desk/cases/views.html")]
struct ViewsPage {
    frame: Frame,
    views: Vec<ViewLine>,
    /// The filter that is to be kept; none where one comes to look after those that are.
    form: Option<ViewForm>,
    hint: String,
    errors: FieldErrors,
}

/// One's own, and the form to keep the filter one comes from.
pub async fn list(
    desk: Desk,
    Query(of): Query<OfList>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let query = asked.codes();
    let form = ViewOf::from_code(&of.list).filter(|_| !query.is_empty());
    let form = form.map(|list| ViewForm {
        list: list.code().to_owned(),
        query,
        ..ViewForm::default()
    });
    let page = page(&desk, form, None, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Keeps one.
pub async fn create(desk: Desk, ProtectedForm(form): ProtectedForm<ViewForm>) -> Result<Response, Problem> {
    let list = ViewOf::from_code(&form.list).ok_or(Problem::Missing)?;
    let asked: Asked = serde_html_form::from_str(&form.query).unwrap_or_default();
    let query = asked.codes();
    let (office, actor) = (desk.office(), &desk.actor);
    match cases::save_view(
        office,
        actor,
        desk.moment,
        (list, &query),
        &form.name,
        &form.ticket,
    )
    .await
    {
        Ok(_) => Ok(redirect_with(
            &format!("{}?{query}", address(list)),
            "已存为常用筛选。",
        )),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            let page = page(&desk, Some(form), None, errors).await?;
            desk.again(&page)
        }
    }
}

/// Names one anew.
pub async fn rename(
    desk: Desk,
    Path(id): Path<SavedViewId>,
    ProtectedForm(form): ProtectedForm<ViewForm>,
) -> Result<Response, Problem> {
    match cases::rename_view(desk.office(), &desk.actor, desk.moment, id, &form.name).await {
        Ok(()) => Ok(redirect_with(HERE, "名称已修改。")),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?.of_row(&id);
            let page = page(&desk, None, Some((id, form.name)), errors).await?;
            desk.again(&page)
        }
    }
}

/// Removes one.
pub async fn remove(
    desk: Desk,
    Path(id): Path<SavedViewId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    cases::remove_view(desk.office(), &desk.actor, desk.moment, id).await?;
    Ok(redirect_with(HERE, "常用筛选已删除。"))
}

async fn page(
    desk: &Desk,
    form: Option<ViewForm>,
    typed: Option<(SavedViewId, String)>,
    errors: FieldErrors,
) -> Result<ViewsPage, Problem> {
    let views = cases::views(desk.office(), &desk.actor).await?;
    let line = |view: cases::SavedView| {
        let of_it = typed.as_ref().filter(|(id, _)| *id == view.id);
        ViewLine {
            id: view.id.to_string(),
            href: format!("{}?{}", address(view.list), view.query),
            list: match view.list {
                ViewOf::Open => "在办",
                ViewOf::All => "登记表",
            },
            name: of_it.map_or(view.name, |(_, typed)| typed.clone()),
            errors: of_it.map_or_else(FieldErrors::none, |_| errors.clone()),
        }
    };
    Ok(ViewsPage {
        frame: desk.frame("常用筛选", Section::Cases, &[]),
        views: views.into_iter().map(line).collect(),
        hint: format!("不超过 {LONGEST_NAME} 个字，例如：快到期的邮寄申请。只有本人看得到；查找的文字不保存"),
        form,
        errors,
    })
}
