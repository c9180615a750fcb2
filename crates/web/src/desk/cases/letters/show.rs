//! One letter: its text to edit or to read, what it still lacks, who has checked it, and its files.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::cases::Delivery;
use law::cases::letters::{LetterKind, Paragraph};
use law::codes::{WhyNot, spoken};
use law::review::{Chain, Level, Place, Step, Verdict};
use law::staff::Act;
use office::cases::letters::{self, CaseLetter, LetterState};
use office::papers::{self, Printable};
use office::{CaseId, EnclosureId, LetterId, OfficeError};

use super::forms::{ActForm, EditForm};
use crate::csrf::ProtectedForm;
use crate::desk::cases::enclosures::{self, ItemShown};
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

/// A level of sign-off, and who acted at it.
struct LevelShown {
    label: &'static str,
    who: String,
    opinion: String,
    is_next: bool,
}

/// An item that a reviewer looks at.
struct Tick {
    id: EnclosureId,
    label: String,
    is_on: bool,
}

/// An earlier return.
struct Returned {
    label: &'static str,
    who: String,
    opinion: String,
}

#[derive(Template)]
#[template(path = "desk/cases/letter.html")]
struct LetterPage {
    frame: Frame,
    here: String,
    back: String,
    meanwhile: Option<String>,
    kind: &'static str,
    number: String,
    state: &'static str,
    badge: &'static str,
    paragraphs: Vec<Paragraph>,
    signed_by: String,
    dated: String,
    form: EditForm,
    act: ActForm,
    levels: Vec<LevelShown>,
    returned: Vec<Returned>,
    hindrances: Vec<WhyNot>,
    /// What is to be known before it goes on.
    cautions: Vec<String>,
    /// The days it states that nobody published.
    tentative: String,
    sent: String,
    letter_kind: LetterKind,
    /// How the signed file stands.
    paper: Option<String>,
    ways: Vec<Choice>,
    /// The level this person may act at now.
    my_level: Option<&'static str>,
    may_edit: bool,
    may_deliver: bool,
    asks_receipt: bool,
    /// What goes out with it.
    enclosed: Vec<ItemShown>,
    /// Where that is changed; none for a letter that nothing goes out with.
    enclosures: Option<String>,
    /// The items that this person reviews one by one.
    to_look_at: Vec<Tick>,
    /// What the applicant has fetched.
    fetched: Vec<String>,
    errors: FieldErrors,
}

impl LetterPage {
    /// Whether characters without a glyph are to be accepted, or were.
    fn asks_characters(&self) -> bool {
        self.form.accepts_characters || self.hindrances.iter().any(|one| one.field == "characters")
    }

    /// Whether the level this person may act at is the signature.
    fn is_signing(&self) -> bool {
        self.my_level == Some(Level::Signing.label())
    }
}

/// The class of a state's mark.
pub(super) const fn badge(state: LetterState) -> &'static str {
    match state {
        LetterState::Draft | LetterState::Dropped => "is-draft",
        LetterState::Submitted => "is-changed",
        LetterState::Signed | LetterState::Delivered => "is-published",
    }
}

/// The letter.
pub async fn show(desk: Desk, Path((id, letter)): Path<(CaseId, LetterId)>) -> Result<Response, Problem> {
    let found = find(&desk, id, letter).await?;
    let act = ActForm {
        version: found.version,
        on: desk.moment.today.to_string(),
        ..ActForm::default()
    };
    let form = EditForm::of(&found);
    let page = page(&desk, &found, form, act, FieldErrors::none()).await?;
    desk.page(&page)
}

/// The letter of that case.
pub(super) async fn find(desk: &Desk, id: CaseId, letter: LetterId) -> Result<CaseLetter, Problem> {
    let found = letters::get(desk.office(), &desk.actor, letter).await?;
    if found.case == id {
        Ok(found)
    } else {
        Err(Problem::Missing)
    }
}

/// Keeps an edit.
pub async fn edit(
    desk: Desk,
    Path((id, letter)): Path<(CaseId, LetterId)>,
    ProtectedForm(form): ProtectedForm<EditForm>,
) -> Result<Response, Problem> {
    let found = find(&desk, id, letter).await?;
    let saved = letters::edit(
        desk.office(),
        &desk.actor,
        desk.moment,
        letter,
        form.version,
        &form.edit(),
    )
    .await;
    let (errors, form, meanwhile) = match saved {
        Ok(()) => return Ok(redirect_with(&address(&found), "文书已保存。")),
        Err(OfficeError::Stale { version, .. }) => {
            let told = format!(
                "{}刚刚修改过这份文书；您填写的内容仍在，核对后可再次保存。",
                found.written_by
            );
            (FieldErrors::none(), EditForm { version, ..form }, Some(told))
        }
        Err(error) => (FieldErrors::from_office(error)?, form, None),
    };
    let page = page(&desk, &found, form, ActForm::default(), errors).await?;
    desk.again(&LetterPage { meanwhile, ..page })
}

/// Where the letter is.
pub(super) fn address(letter: &CaseLetter) -> String {
    format!("{HERE}/{}/letters/{}", letter.case, letter.id)
}

/// The page again after an act was refused, with what was typed.
pub(super) async fn again(
    desk: &Desk,
    found: &CaseLetter,
    act: ActForm,
    error: OfficeError,
) -> Result<Response, Problem> {
    let meanwhile = matches!(error, OfficeError::Stale { .. })
        .then(|| "这份文书刚由他人办理过，请对照下面的最新情况再办理。".to_owned());
    let errors = if meanwhile.is_some() {
        FieldErrors::none()
    } else {
        FieldErrors::from_office(error)?
    };
    let act = ActForm {
        version: found.version,
        ..act
    };
    let page = page(desk, found, EditForm::of(found), act, errors).await?;
    desk.again(&LetterPage { meanwhile, ..page })
}

async fn page(
    desk: &Desk,
    found: &CaseLetter,
    form: EditForm,
    act: ActForm,
    errors: FieldErrors,
) -> Result<LetterPage, Problem> {
    let is_open = matches!(found.state, LetterState::Draft | LetterState::Submitted);
    let hindrances = if is_open {
        letters::hindrances(desk.office(), &desk.actor, desk.moment, found).await?
    } else {
        Vec::new()
    };
    let is_on_its_way = is_open || found.state == LetterState::Signed;
    let told = if is_on_its_way {
        letters::told(desk.office(), &desk.actor, desk.moment, found).await?
    } else {
        letters::Told::default()
    };
    let settings = office::cases::settings(desk.office(), &desk.actor).await?;
    let file = format!("{HERE}/{}", found.case);
    let mine = found.place_for(&desk.actor.roles, desk.actor.account);
    let to_look_at = match mine {
        Some(place) if place.level == Level::Secrecy => ticks(found, &act),
        _ => Vec::new(),
    };
    Ok(LetterPage {
        frame: desk.frame(
            &found.letter.title,
            Section::Cases,
            &[(&found.case_number, &file)],
        ),
        here: address(found),
        back: file,
        meanwhile: None,
        kind: found.kind.label(),
        number: found.letter.number.clone().unwrap_or_default(),
        state: found.state.label(),
        badge: badge(found.state),
        paragraphs: found.letter.paragraphs.clone(),
        signed_by: found.letter.signed_by.clone(),
        dated: found.letter.dated.map(|day| day.to_string()).unwrap_or_default(),
        form,
        act,
        levels: levels(
            found,
            &settings
                .signing
                .chain_with(found.kind, !found.enclosures.is_empty()),
        ),
        returned: returned(found),
        hindrances,
        cautions: told.cautions,
        tentative: if is_open {
            told.tentative
                .into_iter()
                .map(spoken)
                .collect::<Vec<_>>()
                .join("、")
        } else {
            String::new()
        },
        sent: found.sent.as_ref().map(sent).unwrap_or_default(),
        letter_kind: found.kind,
        paper: paper(desk, found).await?,
        ways: Delivery::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        my_level: mine.map(|place| place.level.label()),
        may_edit: found.state == LetterState::Draft && desk.may(Act::HandleCases),
        may_deliver: found.state == LetterState::Signed && desk.may(Act::HandleCases),
        asks_receipt: found.basis.what.is_some(),
        enclosed: ItemShown::all(&found.enclosures),
        enclosures: found.kind.is_reply().then(|| enclosures::address(found.case)),
        to_look_at,
        fetched: fetched(desk, found).await?,
        errors,
    })
}

/// What goes out with the letter, to be looked at item by item (保密法实施条例第四十二条).
fn ticks(found: &CaseLetter, act: &ActForm) -> Vec<Tick> {
    let items = ItemShown::all(&found.enclosures).into_iter();
    let tick = |item: ItemShown| Tick {
        is_on: act.looked.contains(&item.id),
        id: item.id,
        label: format!("{}. {}", item.number, item.name),
    };
    items.filter(|item| !item.is_withheld).map(tick).collect()
}

/// What the applicant has fetched of what went out with it.
async fn fetched(desk: &Desk, found: &CaseLetter) -> Result<Vec<String>, Problem> {
    if found.state != LetterState::Delivered || found.enclosures.is_empty() {
        return Ok(Vec::new());
    }
    enclosures::fetches(desk, found.case, &found.enclosures).await
}

/// What is said of the file of a signed letter.
async fn paper(desk: &Desk, found: &CaseLetter) -> Result<Option<String>, Problem> {
    if !found.state.is_signed() {
        return Ok(None);
    }
    let printed = Printable::Letter(Box::new(found.clone()));
    let kept = papers::kept(desk.office(), &printed).await?;
    Ok(kept.as_ref().map(crate::papers::kept_words))
}

fn sent((on, sent): &(jiff::civil::Date, letters::Sent)) -> String {
    let parts = [
        sent.how.label(),
        sent.tracking_number.as_str(),
        sent.proof.as_str(),
        sent.consent.as_str(),
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{on}，{}", parts.join("，"))
}

fn levels(found: &CaseLetter, chain: &Chain) -> Vec<LevelShown> {
    let judged = found.judged();
    let of_round = |level: Level| {
        let is_it = |step: &&Step| step.level == level && judged.is_counted(step);
        found.steps.iter().find(is_it)
    };
    let shown = |place: &Place| LevelShown {
        label: place.level.label(),
        who: of_round(place.level)
            .map(|step| format!("{} {}", step.name, minute(step.taken_at)))
            .unwrap_or_default(),
        opinion: of_round(place.level)
            .and_then(|step| step.opinion.clone())
            .unwrap_or_default(),
        is_next: found.next_level == Some(place.level),
    };
    chain.places().iter().map(shown).collect()
}

fn returned(found: &CaseLetter) -> Vec<Returned> {
    let is_returned = |step: &&Step| step.verdict == Verdict::Returned;
    let steps = found.steps.iter().filter(is_returned);
    steps
        .map(|step| Returned {
            label: step.level.label(),
            who: format!("{} {}", step.name, minute(step.taken_at)),
            opinion: step.opinion.clone().unwrap_or_default(),
        })
        .collect()
}

/// The letter as a PDF or a DOCX.
pub async fn file(
    desk: Desk,
    Path((id, letter, extension)): Path<(CaseId, LetterId, String)>,
) -> Result<Response, Problem> {
    let found = find(&desk, id, letter).await?;
    let gate = &desk.office().limits().staff;
    crate::letter_files::file(&desk.app, gate, found, &extension).await
}
