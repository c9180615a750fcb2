//! What a clerk does beside the answer on the page of an asking: another day, a link, its withdrawal, a file taken out, or taken
//! over as what goes out with the reply. Every button is one of the page's one form: the files that were chosen are kept, and
//! what is typed and not what the act is about stays.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use law::calendar::meant_day;
use law::cases::enclosures::{FilePart, Given, Item};
use law::cases::outcomes::Step;
use office::cases::askings;
use office::cases::enclosures;
use office::documents::Upload;
use office::{AskingFileId, AskingId, CaseId, OfficeError};

use super::one::{Done, Typed, again, keep_files, shown};
use super::{address, link};
use crate::csrf::ProtectedUpload;
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::screenings::of_upload;

/// Said by the button beside a decision, which one goes on with.
const DECISION: &str = "decision";

/// Sets another day.
pub async fn set_day(
    desk: Desk,
    Path(id): Path<AskingId>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let typed = Typed::of_upload(&upload);
    let done = async {
        keep_files(&desk, id, upload).await?;
        let day =
            meant_day(&typed.day, desk.moment.today).map_err(|why| OfficeError::invalid("due_on", why))?;
        askings::ask_again_by(desk.office(), &desk.actor, desk.moment, id, typed.version, day).await
    };
    let done = done.await;
    finish(&desk, id, typed, done, "答复日期已调整。").await
}

/// Withdraws it: nothing is answered any more.
pub async fn withdraw(
    desk: Desk,
    Path(id): Path<AskingId>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let typed = Typed::of_upload(&upload);
    let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
    match askings::withdraw(office, actor, moment, id, typed.version, &typed.reason).await {
        Ok(()) => Ok(redirect_with(&address(id), "已撤回，链接同时失效。")),
        Err(error) => again(&desk, id, typed, error).await,
    }
}

/// Makes a link, which is shown once: only its hash is kept.
pub async fn issue(
    desk: Desk,
    Path(id): Path<AskingId>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let typed = Typed::of_upload(&upload);
    let ticket = upload.ticket();
    let done = async {
        keep_files(&desk, id, upload).await?;
        askings::issue_link(desk.office(), &desk.actor, desk.moment, id, &ticket).await
    };
    let secret = match done.await {
        Ok(secret) => secret,
        Err(error) => return again(&desk, id, typed, error).await,
    };
    if is_blank(&desk, id, &typed).await? {
        let mut response = Redirect::to(&address(id)).into_response();
        link::leave(&mut response, id, &secret);
        return Ok(response);
    }
    // Sent again, it gives this link again: its ticket is the same.
    let done = Done {
        link: link::address(&desk, &secret),
        ..Done::default()
    };
    shown(&desk, id, typed, done).await
}

/// Ends all its links.
pub async fn end_links(
    desk: Desk,
    Path(id): Path<AskingId>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let typed = Typed::of_upload(&upload);
    let done = async {
        keep_files(&desk, id, upload).await?;
        askings::end_links(desk.office(), &desk.actor, desk.moment, id).await
    };
    let done = done.await;
    finish(&desk, id, typed, done, "链接已撤回，打不开了。").await
}

/// Takes a file out of the answer that is in work.
pub async fn remove(
    desk: Desk,
    Path((id, file)): Path<(AskingId, AskingFileId)>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let typed = Typed::of_upload(&upload);
    let done = async {
        keep_files(&desk, id, upload).await?;
        askings::remove_file(desk.office(), &desk.actor, desk.moment, id, file).await
    };
    let done = done.await;
    finish(&desk, id, typed, done, "文件已移除。").await
}

/// Takes a file over as an item that goes out with the reply: looked through anew, and described on the page of enclosures.
pub async fn take_over(
    desk: Desk,
    Path((id, file)): Path<(AskingId, AskingFileId)>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let (typed, ticket) = (Typed::of_upload(&upload), upload.ticket());
    let deciding = (upload.field("from") == Some(DECISION)).then(|| question_of(&upload));
    let done = async {
        keep_files(&desk, id, upload).await?;
        taken_over(&desk, id, file, &ticket).await
    };
    match (done.await, deciding) {
        (Ok(case), Some(question)) => Ok(redirect_with(
            &format!("/desk/cases/{case}/decision{question}"),
            "已转为答复附件，请在“答复附件”核对名称和检查结果。",
        )),
        (Ok(case), None) if is_blank(&desk, id, &typed).await? => Ok(redirect_with(
            &format!("/desk/cases/{case}/enclosures"),
            "已转为答复附件，请核对名称和检查结果。",
        )),
        (Ok(_), None) => {
            let told = "已转为答复附件；提交答复后，请在本件的“答复附件”核对名称和检查结果。".to_owned();
            let done = Done {
                told,
                ..Done::default()
            };
            shown(&desk, id, typed, done).await
        }
        (Err(error), _) => again(&desk, id, typed, error).await,
    }
}

/// The question of the decision that was looked at, as its address has it.
fn question_of(upload: &ProtectedUpload) -> String {
    let step = upload.field("at").and_then(Step::from_code);
    step.map_or_else(String::new, |step| format!("?step={}", step.code()))
}

async fn taken_over(
    desk: &Desk,
    id: AskingId,
    file: AskingFileId,
    ticket: &str,
) -> Result<CaseId, OfficeError> {
    let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
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
    enclosures::add_once(office, actor, moment, case, &item, vec![enclosing], ticket).await?;
    Ok(case)
}

/// Whether nothing is typed that a redirect would lose.
async fn is_blank(desk: &Desk, id: AskingId, typed: &Typed) -> Result<bool, Problem> {
    let one = askings::get(desk.office(), &desk.actor, id).await?;
    Ok(typed.is_blank(one.due_on))
}

async fn finish(
    desk: &Desk,
    id: AskingId,
    typed: Typed,
    done: Result<(), OfficeError>,
    told: &str,
) -> Result<Response, Problem> {
    if let Err(error) = done {
        return again(desk, id, typed, error).await;
    }
    if is_blank(desk, id, &typed).await? {
        return Ok(redirect_with(&address(id), told));
    }
    let done = Done {
        told: told.to_owned(),
        ..Done::default()
    };
    shown(desk, id, typed, done).await
}
