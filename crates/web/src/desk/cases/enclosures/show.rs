//! The page of what goes out with a reply.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::cases::enclosures::{Given, Item};
use law::codes::Outcome;
use law::staff::Act;
use office::cases::enclosures::{self, Enclosure, LARGEST};
use office::cases::letters::{self, LetterState};
use office::{CaseId, EnclosureFileId, EnclosureId, OfficeError, cases};
use serde::Deserialize;

use super::shown::ItemShown;
use crate::csrf::ProtectedUpload;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::forms::FieldErrors;

/// An item as it is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ItemForm {
    pub name: String,
    pub given: String,
    pub ground: String,
    pub reason: String,
}

/// The field of files that are kept under seal; those of any other go to the applicant.
pub const ORIGINALS: &str = "originals";

/// The names of the files that were chosen for the applicant, and for the seal.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    files: Vec<String>,
    originals: Vec<String>,
}

/// What was typed and chosen when an act was refused.
#[derive(Clone, Debug)]
pub enum Typed {
    Nothing,
    New(ItemForm, Chosen),
    Item(EnclosureId, ItemForm),
    Files(EnclosureId, Chosen),
    Reason(EnclosureFileId, String),
}

#[derive(Template)]
#[template(path = "desk/cases/enclosures.html")]
struct EnclosuresPage {
    frame: Frame,
    here: String,
    file_base: String,
    back: String,
    request: String,
    items: Vec<Editable>,
    lacks: Vec<String>,
    form: ItemForm,
    givens: Vec<Choice>,
    grounds: Vec<Choice>,
    hint: String,
    is_signed: bool,
    may_change: bool,
    may_open_originals: bool,
    errors: FieldErrors,
}

/// An item with the form that changes it.
struct Editable {
    item: ItemShown,
    form: ItemForm,
    /// The form was refused: it stays open.
    is_open: bool,
}

/// Where they stand.
pub fn address(case: CaseId) -> String {
    format!("{HERE}/{case}/enclosures")
}

/// The page.
pub async fn show(desk: Desk, Path(id): Path<CaseId>) -> Result<Response, Problem> {
    let page = page(&desk, id, Typed::Nothing, FieldErrors::none()).await?;
    desk.page(&page)
}

/// The page again after an act was refused, with what was typed and what is wrong at the fields of its own form; files must be
/// chosen again.
pub async fn again(desk: &Desk, id: CaseId, typed: Typed, error: OfficeError) -> Result<Response, Problem> {
    let errors = FieldErrors::from_office(error)?;
    let errors = match &typed {
        Typed::Nothing => errors,
        Typed::New(_, chosen) => chosen.again(errors),
        Typed::Item(item, _) => errors.of_row(item),
        Typed::Files(item, chosen) => chosen.again(errors).of_row(item),
        Typed::Reason(file, _) => errors.of_row(file),
    };
    let page = page(desk, id, typed, errors).await?;
    desk.again(&page)
}

impl Chosen {
    /// Those of an upload.
    pub fn of(upload: &ProtectedUpload) -> Self {
        Self {
            files: upload.chosen(|field| field != ORIGINALS),
            originals: upload.chosen(|field| field == ORIGINALS),
        }
    }

    fn again(&self, errors: FieldErrors) -> FieldErrors {
        errors
            .choose_again("files", &self.files)
            .choose_again(ORIGINALS, &self.originals)
    }
}

/// What went out with the reply that stands.
async fn of_signed_reply(desk: &Desk, id: CaseId) -> Result<Vec<Enclosure>, Problem> {
    let letters = letters::of_case(desk.office(), &desk.actor, id).await?;
    let mut replies = letters.into_iter().filter(|letter| {
        letter.kind.is_reply() && matches!(letter.state, LetterState::Signed | LetterState::Delivered)
    });
    Ok(replies
        .next_back()
        .map(|reply| reply.enclosures)
        .unwrap_or_default())
}

async fn page(desk: &Desk, id: CaseId, typed: Typed, errors: FieldErrors) -> Result<EnclosuresPage, Problem> {
    let case = cases::get(desk.office(), &desk.actor, desk.moment, id).await?;
    // What was signed is the letter's, and lacks nothing any more.
    let is_signed = case.standing.outcome.is_some();
    let there = if is_signed {
        of_signed_reply(desk, id).await?
    } else {
        enclosures::in_work(desk.office(), &desk.actor, id).await?
    };
    let lacks = if is_signed {
        Vec::new()
    } else {
        enclosures::lacking(desk.office(), &desk.actor, id).await?
    };
    let back = format!("{HERE}/{id}");
    let refusals = Outcome::ALL.iter().filter(|one| one.is_refusal_under_14_to_16());
    let editable = |mut item: ItemShown| {
        let kept = there.iter().find(|one| one.id == item.id);
        let stored = kept.map(|one| ItemForm::of(&one.item)).unwrap_or_default();
        let (form, is_open) = match &typed {
            Typed::Item(of, form) if *of == item.id => (form.clone(), true),
            Typed::Files(of, _) if *of == item.id => (stored, true),
            _ => (stored, false),
        };
        for file in &mut item.versions {
            if let Typed::Reason(of, reason) = &typed
                && *of == file.id
            {
                file.reason.clone_from(reason);
            }
        }
        Editable { item, form, is_open }
    };
    Ok(EnclosuresPage {
        frame: desk.frame("答复附件", Section::Cases, &[(&case.number, &back)]),
        here: address(id),
        file_base: format!("{}/files", address(id)),
        back,
        request: case.as_corrected(),
        items: ItemShown::all(&there).into_iter().map(editable).collect(),
        lacks: lacks.into_iter().map(|why| why.message).collect(),
        form: match typed {
            Typed::New(form, _) => form,
            _ => ItemForm {
                given: Given::Whole.code().to_owned(),
                ..ItemForm::default()
            },
        },
        givens: Given::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        grounds: refusals.map(|one| Choice::of(one.code(), one.label())).collect(),
        hint: format!(
            "可以一次选择多个；每个不超过 {} MB。PDF、OFD、Word、Excel、PPT、图片、TXT、CSV。上传后逐个检查内容，加密保存",
            LARGEST >> 20
        ),
        is_signed,
        may_change: desk.may(Act::HandleCases) && !is_signed && case.anonymised_at.is_none(),
        may_open_originals: desk.may(Act::RevealApplicants)
            || desk.may(Act::ReviewSecrecy)
            || desk.may(Act::CheckCases),
        errors,
    })
}

impl Editable {
    /// The name of one of the item's fields, as the errors know it.
    fn id(&self, field: &str) -> String {
        format!("{field}-{}", self.item.id)
    }
}

impl ItemForm {
    fn of(item: &Item) -> Self {
        Self {
            name: item.name.clone(),
            given: item.given.code().to_owned(),
            ground: item
                .ground
                .map(|ground| ground.code().to_owned())
                .unwrap_or_default(),
            reason: item.reason.clone(),
        }
    }

    /// The same of the fields of an upload.
    pub fn of_upload(upload: &ProtectedUpload) -> Self {
        let field = |name: &str| upload.field(name).unwrap_or_default().to_owned();
        Self {
            name: field("name"),
            given: field("given"),
            ground: field("ground"),
            reason: field("reason"),
        }
    }

    /// The item that was typed.
    pub fn item(&self) -> Result<Item, OfficeError> {
        let given = Given::from_code(&self.given)
            .ok_or_else(|| OfficeError::invalid("given", "请选择这项信息是否提供。"))?;
        Ok(Item {
            name: self.name.clone(),
            given,
            ground: Outcome::from_code(&self.ground),
            reason: self.reason.clone(),
        })
    }
}
