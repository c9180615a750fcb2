//! The letters that wait: for this person's check or signature, and those signed that have not gone out.

use askama::Template;
use axum::response::Response;
use law::staff::Act;
use office::cases::letters::{self, CaseLetter};

use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::when::minute;

/// A letter in a list.
pub(in crate::desk::cases) struct LetterRow {
    pub href: String,
    pub title: String,
    pub number: String,
    pub case_number: String,
    pub state: String,
    pub badge: &'static str,
    pub by: String,
    pub changed_at: String,
}

#[derive(Template)]
#[template(path = "desk/cases/letters.html")]
struct ListPage {
    frame: Frame,
    waiting: Vec<LetterRow>,
    unsent: Vec<LetterRow>,
    may_handle: bool,
}

impl LetterRow {
    pub fn of(letter: &CaseLetter) -> Self {
        let waits = letter.next_level.map(|level| format!("待{}", level.label()));
        Self {
            href: format!("{HERE}/{}/letters/{}", letter.case, letter.id),
            title: letter.letter.title.clone(),
            number: letter.letter.number.clone().unwrap_or_default(),
            case_number: letter.case_number.clone(),
            state: waits.unwrap_or_else(|| letter.state.label().to_owned()),
            badge: super::show::badge(letter.state),
            by: letter.written_by.clone(),
            changed_at: minute(letter.changed_at),
        }
    }
}

/// The list.
pub async fn list(desk: Desk) -> Result<Response, Problem> {
    let waiting = letters::waiting(desk.office(), &desk.actor).await?;
    let may_handle = desk.may(Act::HandleCases);
    let unsent = if may_handle {
        letters::unsent(desk.office(), &desk.actor).await?
    } else {
        Vec::new()
    };
    desk.page(&ListPage {
        frame: desk.frame("文书审签和送达", Section::Letters, &[]),
        waiting: waiting.iter().map(LetterRow::of).collect(),
        unsent: unsent.iter().map(LetterRow::of).collect(),
        may_handle,
    })
}
