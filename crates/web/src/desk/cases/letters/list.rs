//! The letters that wait: for this person's check or signature, and those signed that have not gone out.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use jiff::civil::Date;
use law::staff::Act;
use office::LetterId;
use office::cases::Case;
use office::cases::letters::{self, CaseLetter};
use serde::Deserialize;

use super::forms::ActForm;
use super::queue::Card;
use super::side::state_words;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::when::minute;

/// A letter in a list.
pub(in crate::desk::cases) struct LetterRow {
    pub href: String,
    pub title: String,
    pub number: String,
    pub case_number: String,
    pub state: String,
    pub by: String,
    pub changed_at: String,
}

#[derive(Template)]
#[template(path = "desk/cases/letters.html")]
struct ListPage {
    frame: Frame,
    /// The letter that is looked at.
    card: Option<Card>,
    errors: FieldErrors,
    waiting: Vec<LetterRow>,
    unsent: Vec<LetterRow>,
    /// What clerks ask this person to announce.
    to_announce: Vec<LetterRow>,
    /// Those whose returns are asked to be struck.
    to_strike: Vec<LetterRow>,
    may_handle: bool,
}

impl LetterRow {
    /// The same on the page of its case, with whether its addressee has it.
    pub fn in_case(letter: &CaseLetter, case: &Case, today: Date) -> Self {
        let row = Self::of(letter);
        if letter.next_level.is_some() {
            return row;
        }
        Self {
            state: state_words(letter, case, today),
            ..row
        }
    }

    pub fn of(letter: &CaseLetter) -> Self {
        let waits = letter.next_level.map(|level| format!("待{}", level.label()));
        Self {
            href: format!("{HERE}/{}/letters/{}", letter.case, letter.id),
            title: letter.letter.title.clone(),
            number: letter.letter.number.clone().unwrap_or_default(),
            case_number: letter.case_number.clone(),
            state: waits.unwrap_or_else(|| letter.state.label().to_owned()),
            by: letter.written_by.clone(),
            changed_at: minute(letter.changed_at),
        }
    }
}

/// Which letter of the queue is looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct QueueQuery {
    letter: String,
}

/// The queue, and what is signed and has not gone out.
pub async fn list(desk: Desk, Query(asked): Query<QueueQuery>) -> Result<Response, Problem> {
    let wanted = asked.letter.trim().parse().ok();
    let page = page(&desk, wanted, ActForm::default(), FieldErrors::none()).await?;
    desk.page(&page)
}

/// The same after a verdict on the letter was refused, with what was typed.
pub(super) async fn again(
    desk: &Desk,
    letter: LetterId,
    act: ActForm,
    errors: FieldErrors,
) -> Result<Response, Problem> {
    desk.again(&page(desk, Some(letter), act, errors).await?)
}

async fn page(
    desk: &Desk,
    wanted: Option<LetterId>,
    act: ActForm,
    errors: FieldErrors,
) -> Result<ListPage, Problem> {
    let waiting = letters::waiting(desk.office(), &desk.actor).await?;
    let may_handle = desk.may(Act::HandleCases);
    let unsent = if may_handle {
        letters::unsent(desk.office(), &desk.actor).await?
    } else {
        Vec::new()
    };
    let to_announce = letters::to_be_announced(desk.office(), &desk.actor).await?;
    let to_strike = letters::to_be_struck(desk.office(), &desk.actor).await?;
    Ok(ListPage {
        to_announce: to_announce.iter().map(LetterRow::of).collect(),
        to_strike: to_strike.iter().map(LetterRow::of).collect(),
        frame: desk.frame("文书审签和送达", Section::Letters, &[]),
        card: Card::of(desk, &waiting, wanted, act).await?,
        errors,
        waiting: waiting.iter().map(LetterRow::of).collect(),
        unsent: unsent.iter().map(LetterRow::of).collect(),
        may_handle,
    })
}
