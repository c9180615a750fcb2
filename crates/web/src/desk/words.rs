//! The organ's own words for proofreading (校对词库): listed, added, taken off, out and in as a workbook.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::codes::WhyNot;
use law::proof::{OwnWord, WordKind};
use law::staff::Act;
use office::proof::{self, KeptWord};
use office::{OfficeError, ProofWordId};
use serde::Deserialize;

use super::layout::{Desk, Frame};
use super::menu::Section;
use super::options::Choice;
use crate::csrf::{ProtectedForm, ProtectedUpload};
use crate::download::{XLSX, download};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::day;

/// Where the list is.
pub const HERE: &str = "/desk/proof-words";

/// A word as it is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct WordForm {
    kind: String,
    word: String,
    post: String,
    source: String,
}

struct Row {
    id: String,
    kind: &'static str,
    word: String,
    post: String,
    source: String,
    who: String,
}

#[derive(Template)]
#[template(path = "desk/words/list.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    kinds: Vec<Choice>,
    typed: WordForm,
    may_write: bool,
    errors: FieldErrors,
}

/// The list.
pub async fn list(desk: Desk) -> Result<Response, Problem> {
    let typed = WordForm {
        kind: WordKind::Phrase.code().to_owned(),
        ..WordForm::default()
    };
    let page = page(&desk, typed, FieldErrors::none()).await?;
    desk.page(&page)
}

async fn page(desk: &Desk, typed: WordForm, errors: FieldErrors) -> Result<ListPage, Problem> {
    let words = proof::list(desk.office(), &desk.actor).await?;
    let row = |kept: KeptWord| Row {
        id: kept.id.to_string(),
        kind: kept.word.kind.label(),
        word: kept.word.word,
        post: kept.word.post,
        source: kept.word.source,
        who: format!("{} {}", kept.by, day(kept.at)),
    };
    Ok(ListPage {
        frame: desk.frame(Section::Words.label(), Section::Words, &[]),
        rows: words.into_iter().map(row).collect(),
        kinds: WordKind::ALL
            .iter()
            .map(|kind| Choice::of(kind.code(), kind.label()))
            .collect(),
        typed,
        may_write: desk.may(Act::WriteDocuments),
        errors,
    })
}

/// Sets a word down.
pub async fn keep(desk: Desk, ProtectedForm(form): ProtectedForm<WordForm>) -> Result<Response, Problem> {
    let kept = match WordKind::from_code(&form.kind) {
        Some(kind) => {
            let word = OwnWord {
                kind,
                word: form.word.clone(),
                post: form.post.clone(),
                source: form.source.clone(),
            };
            proof::keep(desk.office(), &desk.actor, desk.moment, &word).await
        }
        None => Err(OfficeError::invalid("kind", "请选择类别。")),
    };
    match kept {
        Ok(()) => Ok(redirect_with(HERE, "已登记。")),
        Err(error) => {
            let page = page(&desk, form, FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}

/// Takes in a workbook.
pub async fn import(desk: Desk, upload: ProtectedUpload) -> Result<Response, Problem> {
    let taken = take_in(&desk, upload).await;
    match taken {
        Ok(count) => Ok(redirect_with(HERE, &format!("已导入 {count} 条。"))),
        Err(error) => {
            let page = page(&desk, WordForm::default(), FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}

async fn take_in(desk: &Desk, upload: ProtectedUpload) -> Result<usize, OfficeError> {
    let file = upload.files.into_iter().next();
    let file = file.ok_or_else(|| OfficeError::invalid("file", "请选择要导入的 Excel 文件。"))?;
    let (name, bytes) = (file.name, file.bytes);
    let read = desk
        .office()
        .limits()
        .staff
        .run(move || paper::word_list::read(&bytes))
        .await?;
    let words = read.map_err(|why| {
        let told = why.to_string();
        OfficeError::Invalid(told.lines().map(|line| WhyNot::new("file", line)).collect())
    })?;
    proof::take_in(desk.office(), &desk.actor, desk.moment, &words, &name).await
}

/// A form of one button.
#[derive(Default, Deserialize)]
pub struct Pressed {}

/// Takes a word off the list.
pub async fn remove(
    desk: Desk,
    Path(id): Path<ProofWordId>,
    ProtectedForm(_): ProtectedForm<Pressed>,
) -> Result<Response, Problem> {
    proof::remove(desk.office(), &desk.actor, desk.moment, id).await?;
    Ok(redirect_with(HERE, "已移出。"))
}

/// The list as a workbook.
pub async fn xlsx(desk: Desk) -> Result<Response, Problem> {
    let kept = proof::list(desk.office(), &desk.actor).await?;
    let words: Vec<OwnWord> = kept.into_iter().map(|kept| kept.word).collect();
    let (title, today) = (format!("{}校对词库", desk.organ.name), desk.moment.today);
    let gate = &desk.office().limits().staff;
    let bytes = gate
        .run(move || paper::word_list::xlsx(&title, &words, today))
        .await??;
    Ok(download("校对词库.xlsx", XLSX, bytes))
}
