//! What undoes a draft: filling it anew, and dropping it. Both keep what stands on the sheet first and then ask, on a page of
//! its own, so that whoever pressed by mistake goes back to all that was written.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use office::cases::letters::{self, CaseLetter};
use office::{CaseId, LetterId, OfficeError};

use super::forms::{EditForm, version_of};
use super::show::{address, edited_again, find, keep_sheet};
use crate::csrf::ProtectedForm;
use crate::desk::cases::shared::HERE;
use crate::desk::confirm::{Question, ask, ask_again};
use crate::desk::layout::Desk;
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

type Place = Path<(CaseId, LetterId)>;
type Fields = ProtectedForm<Vec<(String, String)>>;

/// What is to be done with the draft.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Undoing {
    Filling,
    Removal,
}

/// Asks before the draft is filled anew.
pub async fn ask_fill_again(desk: Desk, place: Place) -> Result<Response, Problem> {
    Undoing::Filling.asked(&desk, place).await
}

/// Fills the draft anew from the case.
pub async fn fill_again(desk: Desk, place: Place, fields: Fields) -> Result<Response, Problem> {
    Undoing::Filling.pressed(&desk, place, fields).await
}

/// Asks before the draft is dropped.
pub async fn ask_remove(desk: Desk, place: Place) -> Result<Response, Problem> {
    Undoing::Removal.asked(&desk, place).await
}

/// Drops the draft.
pub async fn remove(desk: Desk, place: Place, fields: Fields) -> Result<Response, Problem> {
    Undoing::Removal.pressed(&desk, place, fields).await
}

impl Undoing {
    async fn asked(self, desk: &Desk, Path((id, letter)): Place) -> Result<Response, Problem> {
        let found = find(desk, id, letter).await?;
        self.question(desk, &found, None)
    }

    /// From the sheet it is asked about, unless nothing would be lost; from the question it is done.
    async fn pressed(
        self,
        desk: &Desk,
        Path((id, letter)): Place,
        ProtectedForm(fields): Fields,
    ) -> Result<Response, Problem> {
        let found = find(desk, id, letter).await?;
        let Some(sheet) = EditForm::beside(&fields) else {
            return self.done(desk, &found, version_of(&fields)).await;
        };
        let version = match keep_sheet(desk, &found, &sheet).await {
            Ok(version) => version,
            Err(error) => return edited_again(desk, &found, sheet, error).await,
        };
        let kept = find(desk, id, letter).await?;
        let loses_nothing = self == Self::Filling
            && letters::is_as_filled(desk.office(), &desk.actor, desk.moment, &kept).await?;
        if loses_nothing {
            self.done(desk, &kept, version).await
        } else {
            Ok(Redirect::to(&self.address(&kept)).into_response())
        }
    }

    async fn done(self, desk: &Desk, found: &CaseLetter, version: i64) -> Result<Response, Problem> {
        let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
        let (done, told) = match self {
            Self::Filling => (
                letters::fill_again(office, actor, moment, found.id, version).await,
                "文书已按本件现在的情况重新生成。",
            ),
            Self::Removal => (
                letters::drop(office, actor, moment, found.id, version).await,
                "文书已作废。",
            ),
        };
        match done {
            Ok(()) => Ok(redirect_with(&address(found), told)),
            Err(error) => self.question(desk, found, Some(error)),
        }
    }

    fn question(
        self,
        desk: &Desk,
        found: &CaseLetter,
        error: Option<OfficeError>,
    ) -> Result<Response, Problem> {
        let (file, back) = (format!("{HERE}/{}", found.case), address(found));
        let (title, line, button) = match self {
            Self::Filling => (
                "重新生成文书",
                "文书将按本件现在的情况重新生成，手工改过的文字不再保留。",
                "重新生成",
            ),
            Self::Removal => ("作废文书", "作废后不能恢复，可以另行拟写。", "作废"),
        };
        let question = Question {
            section: Section::Cases,
            steps: &[(&found.case_number, &file), (&found.letter.title, &back)],
            title,
            lines: vec![format!("《{}》", found.letter.title), line.to_owned()],
            action: self.address(found),
            button,
            back: back.clone(),
            hidden: vec![("version", found.version.to_string())],
            text: None,
        };
        match error {
            None => ask(desk, &question),
            Some(error) => ask_again(desk, &question, FieldErrors::from_office(error)?),
        }
    }

    fn address(self, found: &CaseLetter) -> String {
        let act = match self {
            Self::Filling => "filling",
            Self::Removal => "removal",
        };
        format!("{}/{act}", address(found))
    }
}
