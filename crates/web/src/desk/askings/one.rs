//! One asking: what is asked, the answer with its files, and what a clerk may do with it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::cases::askings::{AskingState, UnitSays};
use law::cases::enclosures::FilePart;
use law::staff::Act;
use office::cases::askings::{self, Answering, Asking, AskingFile, LARGEST, MOST_FILES};
use office::documents::Upload;
use office::{AskingFileId, AskingId, OfficeError, calendar};

use super::address;
use crate::csrf::{ProtectedForm, ProtectedUpload};
use crate::desk::account::Bare;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::download::{download_opened, size};
use crate::errors::Problem;
use crate::flash::redirect_with;
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

/// What was typed into a form of the page that was refused.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub answer: AnswerForm,
    pub day: String,
    pub reason: String,
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
    says: Vec<Choice>,
    hint: String,
    version: i64,
    may_answer: bool,
    may_handle: bool,
    may_take_over: bool,
    errors: FieldErrors,
}

/// The page.
pub async fn show(desk: Desk, Path(id): Path<AskingId>) -> Result<Response, Problem> {
    let page = page(&desk, id, Typed::default(), FieldErrors::none()).await?;
    desk.page(&page)
}

/// Keeps the files that came, and the answer where its button was pressed; what was typed stays.
pub async fn save(
    desk: Desk,
    Path(id): Path<AskingId>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let form = AnswerForm::of_upload(&upload);
    let is_answer = upload.field("step") != Some("upload");
    let version = upload
        .field("version")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    let has_files = !upload.files.is_empty();
    let done = async {
        if has_files || !is_answer {
            let uploads: Vec<Upload> = upload.files.into_iter().map(Upload::from).collect();
            let files = of_uploads(desk.office(), FilePart::Version, uploads).await?;
            askings::add_files(desk.office(), &desk.actor, desk.moment, id, files).await?;
        }
        if !is_answer {
            return Ok(());
        }
        let answering = Answering {
            answer: form.answer()?,
            version,
        };
        askings::answer(desk.office(), &desk.actor, desk.moment, id, &answering).await
    };
    match done.await {
        Ok(()) if is_answer => Ok(redirect_with(&address(id), "答复已提交，经办人会收到提醒。")),
        Ok(()) => {
            let page = page(&desk, id, Typed::of(form), FieldErrors::none()).await?;
            desk.page(&page)
        }
        Err(error) => again(&desk, id, Typed::of(form), error).await,
    }
}

/// A file of the answer; the look is recorded first.
pub async fn open(desk: Desk, Path((id, file)): Path<(AskingId, AskingFileId)>) -> Result<Response, Problem> {
    let file = askings::open_file(desk.office(), &desk.actor, desk.moment, id, file).await?;
    Ok(download_opened(file))
}

/// Takes a file out of the answer that is in work.
pub async fn remove(
    desk: Desk,
    Path((id, file)): Path<(AskingId, AskingFileId)>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    match askings::remove_file(desk.office(), &desk.actor, desk.moment, id, file).await {
        Ok(()) => Ok(redirect_with(&address(id), "文件已移除。")),
        Err(error) => again(&desk, id, Typed::default(), error).await,
    }
}

/// The page again after an act was refused.
pub async fn again(desk: &Desk, id: AskingId, typed: Typed, error: OfficeError) -> Result<Response, Problem> {
    let page = page(desk, id, typed, FieldErrors::from_office(error)?).await?;
    desk.again(&page)
}

/// The page with a link that was just made, which is shown this once.
pub async fn with_link(desk: &Desk, id: AskingId, link: String) -> Result<Response, Problem> {
    let typed = Typed {
        link,
        ..Typed::default()
    };
    let page = page(desk, id, typed, FieldErrors::none()).await?;
    desk.page(&page)
}

impl Typed {
    fn of(answer: AnswerForm) -> Self {
        Self {
            answer,
            ..Self::default()
        }
    }
}

async fn page(desk: &Desk, id: AskingId, mut typed: Typed, errors: FieldErrors) -> Result<OnePage, Problem> {
    let one = askings::get(desk.office(), &desk.actor, id).await?;
    let is_open = one.state == AskingState::Open;
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
