//! A unit answers what it is asked by the link it was given (内部征询), without an account. The page shows the text that is asked
//! and nothing of who applied; the secret of the link is its path, which no log takes down.

use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use law::cases::askings::UnitSays;
use law::cases::enclosures::FilePart;
use office::cases::askings::{
    self, Answering, AskingFile, AtLink, LARGEST, LINK_PATH, LinkClosed, MOST_FILES,
};
use office::documents::Upload;
use office::visits::{self, Visit};
use office::{AskingFileId, OfficeError};

use super::apply::MOST_KEPT;
use super::layout::Frame;
use super::visitor::{Contact, Visitor};
use crate::app::App;
use crate::application_fields::FieldChoice;
use crate::csrf::ProtectedUpload;
use crate::download::size;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::screenings::of_visitor;
use crate::unit_answer::{AnswerForm, AnswerLine, lines};

/// Links that open nothing after which an address waits.
const MOST_WRONG: i64 = 20;
/// The largest body: files and fields.
const LONGEST_BODY: usize = 61 << 20;

/// The pages of this slice.
pub fn routes() -> Router<App> {
    Router::new().route(
        "/unit-answer/{secret}",
        get(show).post(save).layer(DefaultBodyLimit::max(LONGEST_BODY)),
    )
}

/// A file that was uploaded.
struct FileLine {
    id: String,
    name: String,
    about: String,
}

#[derive(Template)]
#[template(path = "site/unit_answer.html")]
struct AnswerPage {
    frame: Frame,
    csrf: String,
    action: String,
    organ: String,
    unit: String,
    content: String,
    asked_on: String,
    due_on: String,
    version: i64,
    form: AnswerForm,
    says: Vec<FieldChoice>,
    files: Vec<FileLine>,
    hint: String,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "site/unit_answered.html")]
struct ClosedPage {
    frame: Frame,
    title: &'static str,
    told: &'static str,
    /// What was sent, where this link sent it.
    sent: Vec<AnswerLine>,
    files: Vec<FileLine>,
    contacts: Vec<Contact>,
}

/// The page behind a link.
async fn show(visitor: Visitor, Path(secret): Path<String>) -> Result<Response, Problem> {
    match opened(&visitor, &secret).await? {
        Ok(at) => visitor.page(&page(
            &visitor,
            &secret,
            at,
            AnswerForm::default(),
            FieldErrors::none(),
        )),
        Err(response) => Ok(response),
    }
}

/// Keeps the files that came, takes one out, or keeps the answer; what was typed stays.
async fn save(
    State(app): State<App>,
    visitor: Visitor,
    Path(secret): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let (upload, cut) = ProtectedUpload::gather(request, &app).await?;
    let at = match opened(&visitor, &secret).await? {
        Ok(at) => at,
        Err(response) => return Ok(response),
    };
    let form = AnswerForm::of_upload(&upload);
    let done = match cut {
        None => kept(&visitor, &secret, &form, upload).await?,
        Some(Problem::TooLarge) => {
            let message = "文件合计超过 60 MB，没有保存。请压缩或者分几次上传。";
            Err(OfficeError::invalid("files", message))
        }
        Some(problem) => return Err(problem),
    };
    let errors = match done {
        Ok(true) => return Ok(Redirect::to(&address(&secret)).into_response()),
        Ok(false) => FieldErrors::none(),
        Err(error) => FieldErrors::from_office(error)?,
    };
    // The files as they are now.
    let at = match opened(&visitor, &secret).await? {
        Ok(now) => AtLink {
            version: at.version,
            ..now
        },
        Err(response) => return Ok(response),
    };
    let is_refused = !errors.is_empty();
    let page = page(&visitor, &secret, at, form, errors);
    if is_refused {
        visitor.again(&page)
    } else {
        visitor.page(&page)
    }
}

/// Whether the answer is kept; false where only its files changed.
async fn kept(
    visitor: &Visitor,
    secret: &str,
    form: &AnswerForm,
    upload: ProtectedUpload,
) -> Result<Result<bool, OfficeError>, Problem> {
    let (office, organ, moment) = (visitor.office(), visitor.site.organ.id, visitor.moment);
    let holder = (secret, visitor.address.as_str());
    let step = upload.field("step").unwrap_or("answer").to_owned();
    let version = upload.field("version").and_then(|text| text.parse().ok());
    if !upload.files.is_empty() || step == "upload" {
        let counted = visits::note(office, moment, Visit::FilesKept, &visitor.address).await?;
        if counted.times > MOST_KEPT {
            let message = "上传得太频繁，请过一小时再上传，或者联系征询的经办人。";
            return Ok(Err(OfficeError::invalid("files", message)));
        }
        let uploads: Vec<Upload> = upload.files.into_iter().map(Upload::from).collect();
        let files = of_visitor(office, FilePart::Version, uploads).await?;
        let added = askings::add_files_at_link(office, organ, moment, holder, files).await;
        if let Err(error) = added {
            return Ok(Err(error));
        }
    }
    if let Some(file) = step
        .strip_prefix("remove-")
        .and_then(|id| id.parse::<AskingFileId>().ok())
    {
        let removed = askings::remove_file_at_link(office, organ, moment, holder, file).await;
        return Ok(removed.map(|()| false));
    }
    if step == "upload" {
        return Ok(Ok(false));
    }
    let answer = match form.answer() {
        Ok(answer) => answer,
        Err(error) => return Ok(Err(error)),
    };
    let answering = Answering {
        answer,
        version: version.unwrap_or(0),
    };
    let answered = askings::answer_at_link(office, organ, moment, holder, &answering).await;
    Ok(answered.map(|()| true))
}

/// What the secret opens, or the page that says why it opens nothing.
async fn opened(visitor: &Visitor, secret: &str) -> Result<Result<AtLink, Response>, Problem> {
    let (office, moment) = (visitor.office(), visitor.moment);
    let seen = visits::seen(office, moment, Visit::WrongLink, &visitor.address).await?;
    if seen.times >= MOST_WRONG {
        let told = "打开的无效链接太多，请过 15 分钟再试，或者联系征询的经办人。";
        let page = closed(visitor, "请稍后再试", told);
        return Ok(Err(visitor.later(&page, visitor.seconds_until(seen.until))?));
    }
    match askings::at_link(office, visitor.site.organ.id, moment, secret).await? {
        Some(Ok(at)) => Ok(Ok(at)),
        Some(Err(why)) => {
            let title = match why {
                LinkClosed::Answered => "已经答复",
                LinkClosed::Withdrawn | LinkClosed::Ended | LinkClosed::Decided => "链接已经失效",
            };
            let sent = askings::sent_at_link(office, visitor.site.organ.id, moment, secret).await?;
            let page = ClosedPage {
                sent: sent
                    .as_ref()
                    .and_then(|sent| sent.answered.as_ref())
                    .map(lines)
                    .unwrap_or_default(),
                files: sent
                    .iter()
                    .flat_map(|sent| &sent.files)
                    .map(FileLine::of)
                    .collect(),
                ..closed(visitor, title, why.told())
            };
            Ok(Err(visitor.page(&page)?))
        }
        None => {
            visits::note(office, moment, Visit::WrongLink, &visitor.address).await?;
            Err(Problem::Missing)
        }
    }
}

fn closed(visitor: &Visitor, title: &'static str, told: &'static str) -> ClosedPage {
    ClosedPage {
        frame: visitor.private_frame(title, &[]),
        title,
        told,
        sent: Vec::new(),
        files: Vec::new(),
        contacts: visitor.contacts(),
    }
}

fn page(visitor: &Visitor, secret: &str, at: AtLink, form: AnswerForm, errors: FieldErrors) -> AnswerPage {
    AnswerPage {
        frame: visitor.private_frame("答复内部征询", &[]),
        csrf: visitor.secret(),
        action: address(secret),
        organ: at.organ_name,
        unit: at.unit_name,
        content: at.content,
        asked_on: at.asked_on.to_string(),
        due_on: at.due_on.to_string(),
        version: at.version,
        form,
        says: UnitSays::ALL
            .iter()
            .map(|one| FieldChoice::of(one.code(), one.label()))
            .collect(),
        files: at.files.iter().map(FileLine::of).collect(),
        hint: format!(
            "检索结果的截图、查到的文件；最多 {MOST_FILES} 个，每个不超过 {} MB。加密保存；涉密文件不得上传",
            LARGEST >> 20
        ),
        errors,
    }
}

fn address(secret: &str) -> String {
    format!("{LINK_PATH}{secret}")
}

impl FileLine {
    fn of(file: &AskingFile) -> Self {
        Self {
            id: file.id.to_string(),
            name: file.name.clone(),
            about: size(file.bytes),
        }
    }
}
