//! What a clerk does with an asking: another day, a link, its withdrawal, a file taken over as what goes out with the reply.

use axum::extract::Path;
use axum::response::Response;
use law::calendar::typed_day;
use law::cases::enclosures::{FilePart, Given, Item};
use office::cases::askings::{self, LINK_PATH};
use office::cases::enclosures;
use office::documents::Upload;
use office::{AskingFileId, AskingId, OfficeError};
use serde::Deserialize;

use super::address;
use super::one::{Typed, again, with_link};
use crate::csrf::ProtectedForm;
use crate::desk::account::Bare;
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::screenings::of_upload;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DayForm {
    due_on: String,
    version: i64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    reason: String,
    version: i64,
}

/// Sets another day.
pub async fn set_day(
    desk: Desk,
    Path(id): Path<AskingId>,
    ProtectedForm(form): ProtectedForm<DayForm>,
) -> Result<Response, Problem> {
    let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
    let done = match typed_day(&form.due_on) {
        Some(day) => askings::ask_again_by(office, actor, moment, id, form.version, day).await,
        None => Err(OfficeError::invalid(
            "due_on",
            "答复日期请按“年-月-日”填写，例如 2026-03-05。",
        )),
    };
    let typed = Typed {
        day: form.due_on,
        ..Typed::default()
    };
    finish(&desk, id, typed, done, "答复日期已调整。").await
}

/// Withdraws it.
pub async fn withdraw(
    desk: Desk,
    Path(id): Path<AskingId>,
    ProtectedForm(form): ProtectedForm<ReasonForm>,
) -> Result<Response, Problem> {
    let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
    let done = askings::withdraw(office, actor, moment, id, form.version, &form.reason).await;
    let typed = Typed {
        reason: form.reason,
        ..Typed::default()
    };
    finish(&desk, id, typed, done, "已撤回，链接同时失效。").await
}

/// Makes a link, which is shown once: only its hash is kept.
pub async fn issue(
    desk: Desk,
    Path(id): Path<AskingId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    match askings::issue_link(desk.office(), &desk.actor, desk.moment, id).await {
        Ok(secret) => {
            let site = desk.app.settings().public_url.clone().unwrap_or_default();
            with_link(&desk, id, format!("{site}{LINK_PATH}{secret}")).await
        }
        Err(error) => again(&desk, id, Typed::default(), error).await,
    }
}

/// Ends all its links.
pub async fn end_links(
    desk: Desk,
    Path(id): Path<AskingId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let done = askings::end_links(desk.office(), &desk.actor, desk.moment, id).await;
    finish(&desk, id, Typed::default(), done, "链接已撤回，打不开了。").await
}

/// Takes a file over as an item that goes out with the reply: looked through anew, and described on the page of enclosures.
pub async fn take_over(
    desk: Desk,
    Path((id, file)): Path<(AskingId, AskingFileId)>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
    let done = async {
        let case = askings::get(office, actor, id).await?.case;
        let (name, bytes) = askings::read_file(office, actor, moment, id, file).await?;
        let title = name.rsplit_once('.').map_or(name.as_str(), |(title, _)| title);
        let item = Item {
            name: title.to_owned(),
            given: Given::Whole,
            ground: None,
            reason: String::new(),
        };
        let upload = Upload { name, bytes };
        let enclosing = of_upload(office, FilePart::Version, upload).await?;
        enclosures::add(office, actor, moment, case, &item, vec![enclosing]).await?;
        Ok(case)
    };
    match done.await {
        Ok(case) => Ok(redirect_with(
            &format!("/desk/cases/{case}/enclosures"),
            "已转为答复附件，请核对名称和检查结果。",
        )),
        Err(error) => again(&desk, id, Typed::default(), error).await,
    }
}

async fn finish(
    desk: &Desk,
    id: AskingId,
    typed: Typed,
    done: Result<(), OfficeError>,
    told: &str,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(redirect_with(&address(id), told)),
        Err(error) => again(desk, id, typed, error).await,
    }
}
