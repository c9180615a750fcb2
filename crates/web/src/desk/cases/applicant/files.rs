//! Files of a case's application: what came with it, and the scans that the desk adds. Each look at one stands in the audit log.

use axum::extract::Path;
use axum::response::Response;
use office::cases::letters::{self, CaseLetter, LetterState, ScanRole, Scanned};
use office::documents::Upload;
use office::{ApplicationFileId, CaseId, OfficeError};
use serde::Deserialize;

use crate::csrf::{ProtectedForm, ProtectedUpload};
use crate::desk::account::Bare;
use crate::desk::cases::looking::show;
use crate::desk::cases::shared::HERE;
use crate::desk::confirm::{Question, TextAsked, ask, ask_again};
use crate::desk::layout::Desk;
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::download::download_opened;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::screenings::scanned;

/// Adds scans: of the application, or of what somebody wrote who was asked, which stands with the letter that asked.
pub async fn add(desk: Desk, Path(id): Path<CaseId>, upload: ProtectedUpload) -> Result<Response, Problem> {
    let (chosen, ticket) = (upload.chosen(|_| true), upload.ticket());
    let about = upload.field("about").map(str::to_owned).unwrap_or_default();
    let files: Vec<Upload> = upload.files.into_iter().map(Upload::from).collect();
    if !about.is_empty() {
        let letters = letters::of_case(desk.office(), &desk.actor, id).await?;
        let asking = letters.iter().find(|letter| is_answered_by(letter, &about));
        let done = opinion(&desk, asking, files, &ticket).await;
        return match done {
            Ok(()) => Ok(redirect_with(
                &format!("{HERE}/{id}#letters"),
                "书面意见已上传，列在所答复的文书之下。",
            )),
            Err(error) => {
                let errors = at_files(FieldErrors::from_office(error)?).choose_again("files", &chosen);
                show::again_about(&desk, id, about, errors).await
            }
        };
    }
    let count = files.len();
    match office::cases::add_files_once(desk.office(), &desk.actor, desk.moment, id, files, &ticket).await {
        Ok(()) => Ok(redirect_with(
            &format!("{HERE}/{id}#files"),
            &format!("已上传 {count} 个附件。"),
        )),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?.choose_again("files", &chosen);
            show::again(&desk, id, errors).await
        }
    }
}

/// The letters that went out and ask for an answer, for whoever says what an upload is.
pub(in crate::desk::cases) fn answered(letters: &[CaseLetter]) -> Vec<Choice> {
    let asking = letters.iter().filter(|letter| may_be_answered(letter));
    let label = |letter: &CaseLetter| {
        let number = letter.letter.number.as_deref().unwrap_or_default();
        format!(
            "{}的书面意见（答复《{}》{number}）",
            letter.letter.addressee, letter.letter.title
        )
    };
    asking
        .map(|letter| Choice::of(letter.id, label(letter)))
        .collect()
}

fn may_be_answered(letter: &CaseLetter) -> bool {
    letter.state == LetterState::Delivered && letter.kind.asks_for_an_answer()
}

fn is_answered_by(letter: &CaseLetter, about: &str) -> bool {
    may_be_answered(letter) && letter.id.to_string() == about
}

/// Keeps what was written upon that letter with it.
async fn opinion(
    desk: &Desk,
    asking: Option<&CaseLetter>,
    mut files: Vec<Upload>,
    ticket: &str,
) -> Result<(), OfficeError> {
    let wrong = |why: &str| OfficeError::invalid("files", why);
    let asking = asking.ok_or_else(|| wrong("所选的文书已经变化，请重新选择这是什么材料。"))?;
    let file = files.pop().filter(|_| files.is_empty());
    let file = file.ok_or_else(|| wrong("书面意见请选择一个文件；有几页的，请扫描成一个 PDF。"))?;
    let (upload, screening, pages) = scanned(desk.office(), file).await?;
    let scanned = Scanned {
        upload,
        screening,
        pages,
    };
    let (letter, role) = ((asking.id, asking.version), (ScanRole::Opinion, ticket));
    letters::keep_scan_of_sent(desk.office(), &desk.actor, desk.moment, letter, scanned, role).await
}

/// What is wrong with the file, at the field of this form.
fn at_files(errors: FieldErrors) -> FieldErrors {
    let mut own = FieldErrors::none();
    for error in errors.all() {
        own.add("files", error.1);
    }
    own
}

/// Hands a file out; the look is recorded first.
pub async fn open(
    desk: Desk,
    Path((id, file)): Path<(CaseId, ApplicationFileId)>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let file = office::cases::open_file(desk.office(), &desk.actor, desk.moment, id, file).await?;
    Ok(download_opened(file))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    reason: String,
}

/// Asks why a scan is taken away.
pub async fn ask_remove(
    desk: Desk,
    Path((id, file)): Path<(CaseId, ApplicationFileId)>,
) -> Result<Response, Problem> {
    let question = removal(&desk, id, file, String::new()).await?;
    ask(&desk, &question)
}

/// Takes it away.
pub async fn remove(
    desk: Desk,
    Path((id, file)): Path<(CaseId, ApplicationFileId)>,
    ProtectedForm(form): ProtectedForm<ReasonForm>,
) -> Result<Response, Problem> {
    let done =
        office::cases::drop_scan(desk.office(), &desk.actor, desk.moment, id, file, &form.reason).await;
    match done {
        Ok(()) => Ok(redirect_with(&format!("{HERE}/{id}#files"), "附件已移除。")),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            let question = removal(&desk, id, file, form.reason).await?;
            ask_again(&desk, &question, errors)
        }
    }
}

async fn removal(
    desk: &Desk,
    id: CaseId,
    file: ApplicationFileId,
    reason: String,
) -> Result<Question<'static>, Problem> {
    let files = office::cases::files(desk.office(), &desk.actor, id).await?;
    let held = files.into_iter().find(|one| one.id == file);
    let held = held.ok_or(Problem::Missing)?;
    Ok(Question {
        section: Section::Cases,
        steps: &[],
        title: "移除附件",
        lines: vec![
            format!("移除“{}”？", held.name),
            "只有本机关上传的扫描件可以移除；移除后不能恢复，文件的校验值和原因留在审计日志中。".to_owned(),
        ],
        action: format!("{HERE}/{id}/files/{file}/removal"),
        button: "移除",
        back: format!("{HERE}/{id}#files"),
        hidden: Vec::new(),
        text: Some(TextAsked {
            name: "reason",
            label: "原因",
            value: reason,
            hint: "例如：传错了件",
        }),
    })
}
