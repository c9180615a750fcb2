//! One letter: its text to edit or to read, what it still lacks, who has checked it, and its files.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use law::cases::letters::LetterKind;
use law::cases::{Delivery, headline};
use law::codes::{WhyNot, spoken};
use law::review::Level;
use law::staff::Act;
use office::cases::letters::{self, CaseLetter, Edit, LetterState};
use office::{CaseId, EnclosureId, LetterId, OfficeError};

use super::forms::{ActForm, EditForm};
use super::queue;
use super::scan::{ReceiptShown, ScanShown};
use super::sendings::Sendings;
use super::sheet::{Content, SheetShown};
use super::side::{
    HeldShown, LevelShown, Returned, came_back, goes_on, levels, paper, returned, sent, state_words,
};
use crate::csrf::ProtectedForm;
use crate::desk::cases::acts::beside::{Opinion, Telephone, opinions};
use crate::desk::cases::enclosures::{self, ItemShown};
use crate::desk::cases::shared::HERE;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

/// An item that a reviewer looks at.
pub(super) struct Tick {
    pub id: EnclosureId,
    pub label: String,
    /// Its files to open.
    pub files: Vec<(String, String)>,
    pub is_on: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "what a page shows, piece by piece")]
#[derive(Template)]
#[template(path = "desk/cases/letter.html")]
struct LetterPage {
    frame: Frame,
    here: String,
    back: String,
    meanwhile: Option<String>,
    case_number: String,
    /// The request it answers, shortened and whole, with whoever asked and how they want it.
    request_title: String,
    request: String,
    /// Of what decides on somebody's rights: what those said who were consulted.
    opinions: Vec<Opinion>,
    applicant: Telephone,
    wanted: String,
    kind: &'static str,
    number: String,
    state: String,
    written_by: String,
    changed_at: String,
    sheet: SheetShown,
    signed_by: String,
    /// Whether it goes out under a red head.
    has_red_head: bool,
    dated: String,
    /// Its decision's, and whoever it is for: shown, and never typed.
    title: String,
    addressee: String,
    form: EditForm,
    act: ActForm,
    levels: Vec<LevelShown>,
    /// The level it goes to first.
    first_level: &'static str,
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
    scan: Option<ScanShown>,
    /// The scans of what proves when it came, and where another is put in.
    receipts: Vec<ReceiptShown>,
    receipt_scan: Option<String>,
    sendings: Sendings,
    wanted_delivery: Delivery,
    wanted_way: &'static str,
    /// The level this person may act at now.
    my_level: Option<&'static str>,
    may_edit: bool,
    /// Where it is taken back from sign-off.
    recall: Option<String>,
    may_deliver: bool,
    /// That it came back, and is to go out once more.
    came_back: Option<String>,
    /// What is told before it goes out.
    held_back: HeldShown,
    /// Where the signature of a letter that has not gone out is taken back.
    take_back: Option<String>,
    /// The day it reached its addressee is still to be recorded.
    awaits_receipt: bool,
    /// Whoever looks has nothing more to do with it: how it goes on.
    goes_on: Option<String>,
    /// What goes out with it.
    enclosed: Vec<ItemShown>,
    /// Where that is changed; none for a letter that nothing goes out with.
    enclosures: Option<String>,
    /// The items that this person reviews one by one.
    to_look_at: Vec<Tick>,
    /// What the applicant has fetched.
    fetched: Vec<String>,
    /// The next letter that waits for this person, and how many do.
    next_waiting: Option<(String, usize)>,
    errors: FieldErrors,
}

impl LetterPage {
    /// What taking back its signature does.
    const fn take_back_hint(&self) -> &'static str {
        if self.letter_kind.is_reply() {
            "答复书还没有送出、所依据的情况有了变化的，可以撤回；答复书连同发文字号作废，附件留给重新起草的答复"
        } else {
            "文书还没有送出、所写的日期或者情况有了变化的，可以撤回；文书连同发文字号作废，由经办人重新拟写"
        }
    }

    /// Whether characters without a glyph are to be accepted, or were.
    fn asks_characters(&self) -> bool {
        self.form.accepts_characters || self.hindrances.iter().any(|one| one.field == "characters")
    }

    /// Whether words stand beside what is filled in, or were kept.
    fn asks_reason(&self) -> bool {
        !self.form.kept_reason.is_empty() || self.hindrances.iter().any(|one| one.field == "kept_reason")
    }

    /// What the applicant asked for, where the letter is theirs.
    fn asked_way(&self) -> String {
        if self.letter_kind.is_for_applicant() {
            format!("申请人选择：{}", self.wanted_way)
        } else {
            String::new()
        }
    }

    /// A reply goes out the way its applicant asked for, unless the clerk says otherwise; what a clerk asked of whoever signs
    /// stands in their form.
    fn preselect(&mut self) {
        self.preselect_asked();
        // What came back goes by another way than the one that brought it back, which is chosen.
        if self.came_back.is_some() {
            return;
        }
        if self.may_deliver && self.letter_kind.is_for_applicant() {
            self.wanted_delivery.code().clone_into(&mut self.act.how);
        }
    }

    /// What a clerk asked of whoever signs, in their form.
    fn preselect_asked(&mut self) {
        if let Some(asked) = self.sendings.asked.as_ref().filter(|_| self.sendings.announces) {
            self.act.place.clone_from(&asked.place);
            self.act.proof.clone_from(&asked.proof);
            self.act.despite.clone_from(&asked.why);
            if !asked.on.is_empty() {
                self.act.on.clone_from(&asked.on);
            }
        }
        if let Some(asked) = self
            .sendings
            .strike_asked
            .as_ref()
            .filter(|_| self.sendings.is_signer)
        {
            self.act.back_why.clone_from(&asked.why);
        }
    }

    /// Whether the level this person may act at is the signature.
    fn is_signing(&self) -> bool {
        self.my_level == Some(Level::Signing.label())
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
    let mut page = page(&desk, &found, form, act, FieldErrors::none()).await?;
    page.preselect();
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

/// Keeps an edit, or shows the sheet with an empty part more.
pub async fn edit(
    desk: Desk,
    Path((id, letter)): Path<(CaseId, LetterId)>,
    ProtectedForm(fields): ProtectedForm<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let form = EditForm::sent(&fields);
    let found = find(&desk, id, letter).await?;
    if form.adding.is_some() {
        let page = page(&desk, &found, form, ActForm::default(), FieldErrors::none()).await?;
        return desk.page(&page);
    }
    // Keeping it apart from any other act is what whoever looked at it does.
    let edit = Edit {
        has_seen_decision: true,
        ..form.edit()
    };
    let version = form.version;
    match letters::edit(desk.office(), &desk.actor, desk.moment, letter, version, &edit).await {
        Ok(_) => Ok(redirect_with(&address(&found), "文书已保存。")),
        Err(error) => edited_again(&desk, &found, form, error).await,
    }
}

/// Keeps what stands on the sheet where it was changed, before another act; the version the letter has then.
pub(super) async fn keep_sheet(desk: &Desk, found: &CaseLetter, form: &EditForm) -> Result<i64, OfficeError> {
    let (version, mut edit, there) = (form.version, form.edit(), EditForm::of(found).edit());
    // What is enclosed lists itself and is not typed.
    if !found.enclosures.is_empty() {
        edit.enclosures.clone_from(&there.enclosures);
    }
    if version == found.version && edit == there {
        return Ok(version);
    }
    letters::edit(desk.office(), &desk.actor, desk.moment, found.id, version, &edit).await
}

/// The sheet again with what was typed on it, which is not kept.
pub(super) async fn edited_again(
    desk: &Desk,
    found: &CaseLetter,
    form: EditForm,
    error: OfficeError,
) -> Result<Response, Problem> {
    let (errors, form, meanwhile) = match error {
        OfficeError::Stale { version, .. } => {
            let told = format!(
                "{}刚刚修改过这份文书；您填写的内容仍在，核对后可再次保存。",
                found.written_by
            );
            (FieldErrors::none(), EditForm { version, ..form }, Some(told))
        }
        error => (FieldErrors::from_office(error)?, form, None),
    };
    let page = page(desk, found, form, ActForm::default(), errors).await?;
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
    again_without(desk, found, act, error, &[]).await
}

/// The same where a scan was chosen, which the page can't give back.
pub(super) async fn again_without(
    desk: &Desk,
    found: &CaseLetter,
    act: ActForm,
    error: OfficeError,
    chosen: &[String],
) -> Result<Response, Problem> {
    let meanwhile = matches!(error, OfficeError::Stale { .. })
        .then(|| "这份文书刚由他人办理过，请对照下面的最新情况再办理。".to_owned());
    let errors = if meanwhile.is_some() {
        FieldErrors::none()
    } else {
        FieldErrors::from_office(error)?
    };
    let field = if errors.has("receipt_scan") {
        "receipt_scan"
    } else {
        "scan"
    };
    // The file that was refused is named already, and is not to be chosen again.
    let errors = if errors.has(field) {
        errors
    } else {
        errors.choose_again(field, chosen)
    };
    let act = ActForm {
        version: found.version,
        ..act
    };
    let is_declined = errors.has("declined");
    let mut page = page(desk, found, EditForm::of(found), act, errors).await?;
    // The form that declines sends nothing of what was asked.
    if is_declined {
        page.preselect_asked();
    }
    desk.again(&LetterPage { meanwhile, ..page })
}

async fn page(
    desk: &Desk,
    found: &CaseLetter,
    form: EditForm,
    act: ActForm,
    errors: FieldErrors,
) -> Result<LetterPage, Problem> {
    // Too much is held on the way for the futures of all who show it.
    Box::pin(assembled(desk, found, form, act, errors)).await
}

async fn assembled(
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
    let may_edit = found.state == LetterState::Draft && desk.may(Act::HandleCases);
    // What is shown is what was typed, kept or not.
    let typed = if may_edit { form.on(found) } else { found.clone() };
    let is_on_its_way = is_open || found.state == LetterState::Signed;
    let told = if is_on_its_way {
        letters::told(desk.office(), &desk.actor, desk.moment, &typed).await?
    } else {
        letters::Told::default()
    };
    let case = office::cases::get(desk.office(), &desk.actor, desk.moment, found.case).await?;
    let settings = office::cases::settings(desk.office(), &desk.actor).await?;
    let file = format!("{HERE}/{}", found.case);
    let chain = settings
        .signing
        .chain_with(found.kind, !found.enclosures.is_empty(), &found.basis.record);
    let mine = letters::place_of(desk.office(), &desk.actor, found).await?;
    let to_look_at = match mine {
        Some(place) if place.level == Level::Secrecy => ticks(found, &act),
        _ => Vec::new(),
    };
    let held_back = HeldShown::of(told.held_back);
    let sendings = Sendings::of(desk, found, &case, &held_back, &act.role).await?;
    // What a clerk asks of whoever signs is theirs to do next.
    let is_asked = sendings.announces && sendings.asked.is_some();
    let lets_go = held_back.lets_go(desk) || sendings.announces;
    Ok(LetterPage {
        frame: desk.frame(
            &found.letter.title,
            Section::Cases,
            &[(&found.case_number, &file)],
        ),
        here: address(found),
        back: file,
        meanwhile: None,
        case_number: found.case_number.clone(),
        request_title: headline(&case.request),
        applicant: Telephone::of(desk, &case).await?,
        wanted: format!("{}，{}", case.form.label(), case.way.label()),
        wanted_delivery: case.way.delivery(),
        wanted_way: case.way.label(),
        request: case.as_corrected(),
        opinions: of_decision(desk, found, &case).await?,
        kind: found.kind.label(),
        number: found.letter.number.clone().unwrap_or_default(),
        state: state_words(found, &case, desk.moment.today),
        written_by: found.written_by.clone(),
        changed_at: minute(found.changed_at),
        sheet: SheetShown::of(&typed.letter, &told.sheet),
        signed_by: found.letter.signed_by.clone(),
        has_red_head: found.letter.has_red_head,
        dated: found.letter.dated.map(spoken).unwrap_or_default(),
        title: found.letter.title.clone(),
        addressee: found.letter.addressee.clone(),
        form,
        act,
        levels: levels(found, &chain),
        first_level: chain.places().first().map_or("", |place| place.level.label()),
        returned: returned(found),
        hindrances,
        cautions: told.cautions,
        tentative: if is_open {
            days(told.tentative)
        } else {
            String::new()
        },
        sent: sent(found, &case),
        letter_kind: found.kind,
        paper: paper(desk, found).await?,
        scan: ScanShown::of(desk, found),
        receipts: ReceiptShown::all(found),
        receipt_scan: ReceiptShown::upload(desk, found),
        sendings,
        my_level: mine.map(|place| place.level.label()),
        may_edit,
        recall: (found.state == LetterState::Submitted && desk.may(Act::HandleCases))
            .then(|| format!("{}/recall", address(found))),
        may_deliver: found.state == LetterState::Signed && lets_go,
        came_back: came_back(found, &case),
        held_back,
        // A reply that came back was given once: it goes out again as it is.
        take_back: (found.state == LetterState::Signed
            && !(found.kind.is_reply() && found.returned.is_some())
            && desk.may(Act::SignCases))
        .then(|| format!("{}/signature/withdrawal", address(found))),
        goes_on: goes_on(desk, found, mine.is_some() || is_asked),
        awaits_receipt: (desk.may(Act::HandleCases) || desk.may(Act::SignCases))
            && found.awaits_receipt(&case),
        enclosed: ItemShown::all(&found.enclosures),
        enclosures: found.kind.is_reply().then(|| enclosures::address(found.case)),
        to_look_at,
        fetched: fetched(desk, found).await?,
        next_waiting: queue::next(desk, found.id).await?,
        errors,
    })
}

/// What those said who were consulted, where the letter decides on somebody's rights.
async fn of_decision(
    desk: &Desk,
    found: &CaseLetter,
    case: &office::cases::Case,
) -> Result<Vec<Opinion>, Problem> {
    if found.kind.decides(&found.basis.record) {
        return opinions(desk, case).await;
    }
    Ok(Vec::new())
}

fn days(all: Vec<Date>) -> String {
    let all: Vec<String> = all.into_iter().map(spoken).collect();
    all.join("、")
}

/// What goes out with the letter, to be looked at item by item (保密法实施条例第四十二条).
pub(super) fn ticks(found: &CaseLetter, act: &ActForm) -> Vec<Tick> {
    let items = ItemShown::all(&found.enclosures).into_iter();
    let tick = |item: ItemShown| Tick {
        is_on: act.looked.contains(&item.id),
        id: item.id,
        label: format!("{}. {}", item.number, item.name),
        files: item
            .versions
            .into_iter()
            .map(|file| (file.href, file.name))
            .collect(),
    };
    items.filter(|item| !item.is_withheld).map(tick).collect()
}

/// What the applicant has fetched of it and of what went out with it.
async fn fetched(desk: &Desk, found: &CaseLetter) -> Result<Vec<String>, Problem> {
    if found.state != LetterState::Delivered || !found.kind.is_for_applicant() {
        return Ok(Vec::new());
    }
    enclosures::fetches(desk, found).await
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
