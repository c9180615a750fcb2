//! A verdict that was signed on paper is entered with its scan; and publication in an emergency is asked once more.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::review::Verdict;
use law::staff::Act;
use office::documents::{self, DeskDocument, OnPaper, Upload};
use office::{AccountId, DocumentId, OfficeError, ReviewScanId, chains};
use serde::Deserialize;

use super::HERE;
use super::edit::short;
use super::publication::changed_meanwhile;
use crate::csrf::{ProtectedForm, ProtectedUpload};
use crate::desk::confirm::{Question, TextAsked, ask, ask_again};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::download::download_opened;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::screenings::scanned;

#[derive(Clone, Default)]
struct Typed {
    version: i64,
    signer: String,
    verdict: String,
    opinion: String,
    code: String,
}

#[derive(Template)]
#[template(path = "desk/documents/paper_verdict.html")]
struct PaperPage {
    frame: Frame,
    id: String,
    title: String,
    edition: i64,
    level: String,
    is_secrecy: bool,
    form: Typed,
    signers: Vec<Choice>,
    verdicts: Vec<Choice>,
    errors: FieldErrors,
}

/// The form.
pub async fn ask_paper(desk: Desk, Path(id): Path<DocumentId>) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let form = Typed {
        version: document.version,
        verdict: Verdict::Agreed.code().to_owned(),
        ..Typed::default()
    };
    let page = page(&desk, &document, form, FieldErrors::none()).await?;
    desk.page(&page)
}

async fn page(
    desk: &Desk,
    document: &DeskDocument,
    form: Typed,
    errors: FieldErrors,
) -> Result<PaperPage, Problem> {
    let (_, setting) = document.review.waits_at().ok_or(OfficeError::Missing)?;
    let people = chains::people(desk.office(), &desk.actor).await?;
    let others = people
        .into_iter()
        .filter(|(id, _)| Some(*id) != desk.actor.account);
    let back = format!("{HERE}/{}", document.id);
    let steps = [(short(&document.latest.title), back)];
    let steps = steps
        .each_ref()
        .map(|(name, href)| (name.as_str(), href.as_str()));
    let verdicts = [Verdict::Agreed, Verdict::ChangesAsked, Verdict::Returned];
    Ok(PaperPage {
        frame: desk.frame("登记线下签批", Section::Review, &steps),
        id: document.id.to_string(),
        title: document.latest.title.clone(),
        edition: document.latest.number,
        level: setting.name.clone(),
        is_secrecy: setting.is_secrecy,
        form,
        signers: others.map(|(id, name)| Choice::of(id, name)).collect(),
        verdicts: verdicts.map(|one| Choice::of(one.code(), one.label())).into(),
        errors,
    })
}

/// Enters it.
pub async fn enter(
    desk: Desk,
    Path(id): Path<DocumentId>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let field = |name: &str| upload.field(name).unwrap_or_default().to_owned();
    let form = Typed {
        version: field("version").parse().unwrap_or(0),
        signer: field("signer"),
        verdict: field("verdict"),
        opinion: field("opinion"),
        code: field("code"),
    };
    let files = upload.files.into_iter().map(Upload::from).collect();
    match entered(&desk, id, &form, files).await {
        Ok(()) => Ok(redirect_with(&format!("{HERE}/{id}"), "线下签批已登记。")),
        Err(error) => {
            let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
            if document.review.waits_at().is_none() {
                return Err(error.into());
            }
            let mut errors = FieldErrors::none();
            match error {
                OfficeError::Refused(refusal) => errors.add("signer", refusal.to_string()),
                OfficeError::Stale { .. } => errors.add("", changed_meanwhile(&document)),
                error => errors = FieldErrors::from_office(error)?,
            }
            let page = page(&desk, &document, form, errors).await?;
            desk.again(&page)
        }
    }
}

async fn entered(
    desk: &Desk,
    id: DocumentId,
    form: &Typed,
    mut files: Vec<Upload>,
) -> Result<(), OfficeError> {
    let missing = |field, message: &str| OfficeError::invalid(field, message);
    let signer = form.signer.parse().map(AccountId);
    let signer = signer.map_err(|_error| missing("signer", "请选择签批人。"))?;
    let verdict =
        Verdict::from_code(&form.verdict).ok_or_else(|| missing("verdict", "请选择签批的结果。"))?;
    let file = files
        .pop()
        .filter(|_| files.is_empty())
        .ok_or_else(|| missing("scan", "请选择签批单的扫描件；有几页的，请扫描成一个 PDF。"))?;
    let (upload, screening, pages) = scanned(desk.office(), file).await?;
    let given = OnPaper {
        signer,
        verdict,
        words: &form.opinion,
        code: &form.code,
        scanned: office::cases::letters::Scanned {
            upload,
            screening,
            pages,
        },
    };
    documents::enter_on_paper(desk.office(), &desk.actor, desk.moment, id, form.version, given).await
}

/// The scan of a form that was signed.
pub async fn open(
    desk: Desk,
    Path((id, scan)): Path<(DocumentId, ReviewScanId)>,
) -> Result<Response, Problem> {
    let file = documents::open_signed_form(desk.office(), &desk.actor, id, scan).await?;
    Ok(download_opened(file))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct EmergencyForm {
    version: i64,
    reason: String,
}

/// Asks for the reason before something goes out unreviewed.
pub async fn ask_emergency(desk: Desk, Path(id): Path<DocumentId>) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let hours = hours(&desk).await?;
    let back = format!("{HERE}/{id}");
    let steps = [(short(&document.latest.title), back)];
    let steps = steps
        .each_ref()
        .map(|(name, href)| (name.as_str(), href.as_str()));
    ask(&desk, &question(&document, &steps, hours, String::new()))
}

/// Publishes it.
pub async fn publish_in_emergency(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<EmergencyForm>,
) -> Result<Response, Problem> {
    crate::screenings::of_document(desk.office(), &desk.actor, desk.moment, id).await?;
    let (version, reason) = (form.version, form.reason.as_str());
    let done = documents::publish_in_emergency(desk.office(), &desk.actor, desk.moment, id, version, reason);
    let error = match done.await {
        Ok(()) => {
            return Ok(redirect_with(
                &format!("{HERE}/{id}"),
                "已应急发布，请在时限内补审。",
            ));
        }
        Err(error) => error,
    };
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let mut errors = FieldErrors::none();
    match error {
        OfficeError::Refused(refusal) => errors.add("", refusal.to_string()),
        OfficeError::Stale { .. } => errors.add("", changed_meanwhile(&document)),
        error => errors = FieldErrors::from_office(error)?,
    }
    let hours = hours(&desk).await?;
    let steps = [(short(&document.latest.title), format!("{HERE}/{id}"))];
    let steps = steps
        .each_ref()
        .map(|(name, href)| (name.as_str(), href.as_str()));
    ask_again(&desk, &question(&document, &steps, hours, form.reason), errors)
}

async fn hours(desk: &Desk) -> Result<i64, Problem> {
    let chains = chains::list(desk.office(), &desk.actor).await?;
    let own = chains.iter().find(|chain| chain.column.is_none());
    Ok(own.map_or(law::review::MAKE_UP_HOURS, |chain| chain.make_up_hours))
}

fn question<'a>(
    document: &DeskDocument,
    steps: &'a [(&'a str, &'a str)],
    hours: i64,
    reason: String,
) -> Question<'a> {
    Question {
        section: Section::Documents,
        steps,
        title: "应急发布",
        lines: vec![
            format!("不等各级审核校对，先发布“{}”？", document.latest.title),
            format!(
                "发布后 {hours} 小时内补审，补审完成前一直显示在所有人的今日待办上。应急发布和原因记入审计日志。"
            ),
        ],
        action: format!("{HERE}/{}/emergency", document.id),
        button: "应急发布",
        back: format!("{HERE}/{}", document.id),
        hidden: vec![("version", document.version.to_string())],
        text: Some(TextAsked {
            name: "reason",
            label: "应急原因",
            hint: "写明什么情况、为什么来不及逐级审核，例如：防汛应急响应，须立即发布预警。",
            value: reason,
        }),
    }
}

/// Whether the page leads to it: something that is not out, in review or before it, for whoever publishes.
pub fn may_ask(desk: &Desk, document: &DeskDocument) -> bool {
    use documents::State;
    let is_out = document.published_edition == Some(document.latest.number);
    desk.may(Act::PublishDocuments) && !is_out && document.state != State::Passed
}
