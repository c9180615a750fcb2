//! 检索同义词: words of one meaning that the organ adds to those the search ships with: listed, added, taken off.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use law::staff::Act;
use law::synonyms::Meaning;
use office::SynonymId;
use office::synonyms::{self, KeptMeaning};
use serde::Deserialize;

use super::layout::{Desk, Frame};
use super::menu::Section;
use super::words::Pressed;
use crate::csrf::ProtectedForm;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::day;

/// Where the list is.
pub const HERE: &str = "/desk/synonyms";

/// A line as it is typed; the list of what visitors did not find leads here with the word.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct MeaningForm {
    words: String,
    source: String,
}

struct Row {
    id: String,
    words: String,
    source: String,
    who: String,
}

#[derive(Template)]
#[template(path = "desk/synonyms.html")]
struct SynonymsPage {
    frame: Frame,
    rows: Vec<Row>,
    /// Those the program brings along.
    shipped: Vec<String>,
    typed: MeaningForm,
    may_write: bool,
    errors: FieldErrors,
}

/// The list.
pub async fn list(desk: Desk, Query(typed): Query<MeaningForm>) -> Result<Response, Problem> {
    let page = page(&desk, typed, FieldErrors::none()).await?;
    desk.page(&page)
}

async fn page(desk: &Desk, typed: MeaningForm, errors: FieldErrors) -> Result<SynonymsPage, Problem> {
    let kept = synonyms::list(desk.office(), &desk.actor).await?;
    let row = |kept: KeptMeaning| Row {
        id: kept.id.to_string(),
        words: kept.meaning.words.join("、"),
        source: kept.meaning.source,
        who: format!("{} {}", kept.by, day(kept.at)),
    };
    let shipped = search::SHIPPED_SYNONYMS.lines().filter_map(|line| {
        let words: Vec<&str> = line.split('#').next()?.split_whitespace().collect();
        (!words.is_empty()).then(|| words.join("、"))
    });
    Ok(SynonymsPage {
        frame: desk.frame(Section::Synonyms.label(), Section::Synonyms, &[]),
        rows: kept.into_iter().map(row).collect(),
        shipped: shipped.collect(),
        typed,
        may_write: desk.may(Act::WriteDocuments),
        errors,
    })
}

/// Sets a line down.
pub async fn keep(desk: Desk, ProtectedForm(form): ProtectedForm<MeaningForm>) -> Result<Response, Problem> {
    let meaning = Meaning::read(&form.words, &form.source);
    let kept = synonyms::keep(desk.office(), &desk.actor, desk.moment, &meaning).await;
    match kept {
        Ok(()) => Ok(redirect_with(HERE, "已登记，下一次搜索时生效。")),
        Err(error) => {
            let page = page(&desk, form, FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}

/// Takes a line off the list.
pub async fn remove(
    desk: Desk,
    Path(id): Path<SynonymId>,
    ProtectedForm(_): ProtectedForm<Pressed>,
) -> Result<Response, Problem> {
    synonyms::remove(desk.office(), &desk.actor, desk.moment, id).await?;
    Ok(redirect_with(HERE, "已移出。"))
}

/// The form with a word in it that visitors did not find.
pub fn address_of(word: &str) -> String {
    let typed = serde_html_form::to_string([("words", word), ("source", "公众搜索未找到的词")]);
    typed.map_or_else(|_| HERE.to_owned(), |typed| format!("{HERE}?{typed}#add"))
}
