//! One asking: what is asked, the answer with its files, and what a clerk may do with it.

use askama::Template;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::typed_day;
use law::cases::askings::{AskingState, UnitSays};
use law::cases::enclosures::FilePart;
use law::staff::Act;
use office::cases::askings::{self, Answering, Asking, AskingFile, LARGEST, MOST_FILES};
use office::documents::Upload;
use office::{AskingFileId, AskingId, OfficeError, calendar};

use super::{address, link};
use crate::csrf::ProtectedUpload;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::download::{download_opened, size};
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::screenings::of_uploads;
use crate::unit_answer::{AnswerForm, AnswerLine, lines};
use crate::when::minute;

/// A file of the answer.
pub struct FileLine {
    pub id: String,
    pub name: String,
    pub about: String,
    pub found: Vec<String>,
}

/// What is typed on the page: its buttons are those of one form, and each brings all of it along.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub answer: AnswerForm,
    pub day: String,
    pub reason: String,
    pub version: i64,
    /// Something of it waits to be sent.
    pub is_unsaved: bool,
}

/// What the page tells of an act that was just done, where what is typed stays and no redirect can take it along.
#[derive(Clone, Debug, Default)]
pub struct Done {
    pub told: String,
    /// A link that was just made: shown this once.
    pub link: String,
}

#[derive(Template)]
#[template(path = "desk/askings/one.html")]
struct OnePage {
    frame: Frame,
    here: String,
    /// The askings of the case, for whoever may see it.
    back: Option<String>,
    unit: String,
    number: String,
    content: String,
    asked: String,
    due: String,
    state: &'static str,
    ended_reason: Option<String>,
    link_until: Option<String>,
    answer: Vec<AnswerLine>,
    files: Vec<FileLine>,
    typed: Typed,
    done: Done,
    says: Vec<Choice>,
    hint: String,
    version: i64,
    may_answer: bool,
    may_handle: bool,
    may_take_over: bool,
    errors: FieldErrors,
}

/// The page, with the link that was made just before.
pub async fn show(desk: Desk, Path(id): Path<AskingId>, headers: HeaderMap) -> Result<Response, Problem> {
    let secret = link::left(&headers, id);
    let done = Done {
        link: secret
            .as_deref()
            .map(|secret| link::address(&desk, secret))
            .unwrap_or_default(),
        ..Done::default()
    };
    let page = page(&desk, id, Typed::default(), done, FieldErrors::none()).await?;
    let mut response = desk.page(&page)?;
    if secret.is_some() {
        link::take(&mut response, id);
    }
    Ok(response)
}

/// Keeps the files that came, and the answer where its button was pressed; what was typed stays.
pub async fn save(
    desk: Desk,
    Path(id): Path<AskingId>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let typed = Typed::of_upload(&upload);
    let step = upload.field("step").unwrap_or("answer").to_owned();
    let done = async {
        if step == "upload" && upload.files.is_empty() {
            return Err(OfficeError::invalid("files", "请选择要上传的文件。"));
        }
        keep_files(&desk, id, upload).await?;
        if step != "answer" {
            return Ok(());
        }
        let answering = Answering {
            answer: typed.answer.answer()?,
            version: typed.version,
        };
        askings::answer(desk.office(), &desk.actor, desk.moment, id, &answering).await
    };
    match done.await {
        Ok(()) if step == "answer" => {
            let unit = askings::get(desk.office(), &desk.actor, id).await?.unit_name;
            Ok(desk.done(&unit, &address(id), "答复已提交，经办人会收到提醒。"))
        }
        Ok(()) => shown(&desk, id, typed, Done::default()).await,
        Err(error) => again(&desk, id, typed, error).await,
    }
}

/// Keeps the files that a button brought along.
pub async fn keep_files(desk: &Desk, id: AskingId, upload: ProtectedUpload) -> Result<(), OfficeError> {
    if upload.files.is_empty() {
        return Ok(());
    }
    let uploads: Vec<Upload> = upload.files.into_iter().map(Upload::from).collect();
    let files = of_uploads(desk.office(), FilePart::Version, uploads).await?;
    askings::add_files(desk.office(), &desk.actor, desk.moment, id, files).await
}

/// The page after an act beside the answer: what is typed stays.
pub async fn shown(desk: &Desk, id: AskingId, typed: Typed, done: Done) -> Result<Response, Problem> {
    let page = page(desk, id, typed, done, FieldErrors::none()).await?;
    desk.page(&page)
}

/// A file of the answer; the look is recorded first.
pub async fn open(desk: Desk, Path((id, file)): Path<(AskingId, AskingFileId)>) -> Result<Response, Problem> {
    let file = askings::open_file(desk.office(), &desk.actor, desk.moment, id, file).await?;
    Ok(download_opened(file))
}

/// The page again after an act was refused.
pub async fn again(desk: &Desk, id: AskingId, typed: Typed, error: OfficeError) -> Result<Response, Problem> {
    let page = page(desk, id, typed, Done::default(), FieldErrors::from_office(error)?).await?;
    desk.again(&page)
}

impl Typed {
    /// That of the page's form.
    pub fn of_upload(upload: &ProtectedUpload) -> Self {
        let field = |name: &str| upload.field(name).unwrap_or_default().to_owned();
        Self {
            answer: AnswerForm::of_upload(upload),
            day: field("due_on"),
            reason: field("ended_reason"),
            version: field("version").parse().unwrap_or_default(),
            is_unsaved: false,
        }
    }

    /// Whether nothing waits on the page to be sent: the day it shows is the one that is set.
    pub fn is_blank(&self, due_on: Date) -> bool {
        let is_set = self.day.trim().is_empty() || typed_day(&self.day) == Some(due_on);
        is_set && self.reason.trim().is_empty() && self.answer == AnswerForm::default()
    }
}

async fn page(
    desk: &Desk,
    id: AskingId,
    mut typed: Typed,
    done: Done,
    errors: FieldErrors,
) -> Result<OnePage, Problem> {
    let one = askings::get(desk.office(), &desk.actor, id).await?;
    let is_open = one.state == AskingState::Open;
    typed.is_unsaved = !typed.is_blank(one.due_on);
    if typed.day.is_empty() {
        typed.day = one.due_on.to_string();
    }
    let case = format!("/desk/cases/{}/askings", one.case);
    let title = format!("征询{}", one.unit_name);
    let sees_case = desk.may(Act::SeeCases);
    let frame = if sees_case {
        desk.frame(&title, Section::Cases, &[(&one.case_number, &case)])
    } else {
        desk.frame(&title, Section::Askings, &[("内部征询", "/desk/askings")])
    };
    Ok(OnePage {
        frame,
        here: address(id),
        back: sees_case.then_some(case),
        due: due(desk, &one).await?,
        asked: format!("{} {}", one.asked_on, one.asked_by),
        state: one.state.label(),
        answer: one.answered.as_ref().map(lines).unwrap_or_default(),
        files: one.files.iter().map(FileLine::of).collect(),
        link_until: one.link_until.map(minute),
        unit: one.unit_name,
        number: one.case_number,
        content: one.content,
        ended_reason: one.ended_reason,
        typed,
        done,
        says: UnitSays::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        hint: format!(
            "检索结果的截图、查到的文件。一件征询最多 {MOST_FILES} 个，每个不超过 {} MB；上传后加密保存，逐个检查。涉密文件不得上传",
            LARGEST >> 20
        ),
        version: one.version,
        may_answer: is_open,
        may_handle: is_open && desk.may(Act::HandleCases),
        may_take_over: desk.may(Act::HandleCases),
        errors,
    })
}

async fn due(desk: &Desk, one: &Asking) -> Result<String, Problem> {
    if one.state != AskingState::Open {
        return Ok(one.due_on.to_string());
    }
    let calendar = calendar::holidays(desk.office()).await?;
    let left = calendar.time_left(one.due_on, desk.moment.today);
    Ok(format!("{}（{left}）", one.due_on))
}

impl FileLine {
    /// A file as it is listed.
    pub fn of(file: &AskingFile) -> Self {
        let mut about = vec![size(file.bytes)];
        about.extend(file.pages.map(|pages| format!("{pages} 页")));
        about.push(minute(file.added_at));
        Self {
            id: file.id.to_string(),
            name: file.name.clone(),
            about: about.join("，"),
            found: file
                .screening
                .findings
                .iter()
                .map(law::screening::Finding::told)
                .collect(),
        }
    }
}
