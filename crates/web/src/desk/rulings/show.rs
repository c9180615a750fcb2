//! An entry with what it rests on and what was done to it; revocation and striking, each with its reason.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::calendar::meant_day;
use law::rulings::RulingKind;
use law::staff::Act;
use office::rulings::{self, Ruling};
use office::{OfficeError, RulingId};
use serde::Deserialize;

use super::{HERE, mark, named, told_amount};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::download::{download_opened, size};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

/// What is sent to revoke or to strike.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ActForm {
    version: i64,
    revoked_on: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "desk/rulings/show.html")]
struct ShowPage {
    frame: Frame,
    here: String,
    name: String,
    kind: &'static str,
    number_label: &'static str,
    mark: String,
    amount: String,
    known: Ruling,
    from: String,
    on: String,
    openness: &'static str,
    ground: String,
    /// An address that can be opened.
    link: Option<String>,
    evidence: String,
    file: Option<String>,
    note: String,
    counts: String,
    counts_href: String,
    changed: String,
    may_change: bool,
    may_revoke: bool,
}

#[derive(Template)]
#[template(path = "desk/rulings/act.html")]
struct ActPage {
    frame: Frame,
    title: &'static str,
    action: String,
    back: String,
    lines: Vec<String>,
    button: &'static str,
    /// Of a revocation.
    day: Option<String>,
    reason_label: &'static str,
    reason_hint: &'static str,
    form: ActForm,
    errors: FieldErrors,
}

/// One entry.
pub async fn show(desk: Desk, Path(id): Path<RulingId>) -> Result<Response, Problem> {
    let known = rulings::get(desk.office(), &desk.actor, id).await?;
    let file = match known.file {
        Some(file) => {
            let (name, bytes) = rulings::evidence_named(desk.office(), &desk.actor, file).await?;
            Some(format!("{name}（{}）", size(bytes)))
        }
        None => None,
    };
    let entry = &known.entry;
    let is_standing = known.struck.is_none();
    let year = entry.on.year();
    let may_change = is_standing && desk.may(Act::RecordRulings);
    let evidence = entry.basis.evidence.clone().unwrap_or_default();
    desk.page(&ShowPage {
        frame: desk.frame(&named(entry), Section::Rulings, &[]),
        here: format!("{HERE}/{id}"),
        name: named(entry),
        kind: entry.kind.label(),
        number_label: if entry.kind == RulingKind::Fee {
            "票据号码"
        } else {
            "文号"
        },
        mark: mark(&known),
        amount: told_amount(entry),
        from: match entry.extent {
            law::rulings::Extent::Summary { from } => from.to_string(),
            law::rulings::Extent::Single { .. } => String::new(),
        },
        on: entry.on.to_string(),
        openness: entry.openness.map_or("", |one| one.label()),
        ground: entry.ground.clone().unwrap_or_default(),
        link: is_address(&evidence).then(|| evidence.clone()),
        evidence,
        file,
        note: entry.note.clone().unwrap_or_default(),
        counts: counts(&known, year),
        counts_href: format!("{HERE}/counted?year={year}&cell={}", entry.kind.cell().code()),
        changed: format!("{}于 {} 最后改动", known.changed_by, minute(known.changed_at)),
        may_change,
        may_revoke: may_change && !entry.is_summary() && entry.kind != RulingKind::Fee,
        known,
    })
}

fn is_address(text: &str) -> bool {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    is_web && !text.contains(char::is_whitespace)
}

fn counts(known: &Ruling, year: i16) -> String {
    let cell = known.entry.kind.cell().label();
    if known.counting().counts_in(year) {
        return format!("计入 {year} 年“{cell}”");
    }
    if known.struck.is_some() {
        return "已作废，不计数".to_owned();
    }
    format!("{year} 年内被撤销，不计入当年“{cell}”")
}

/// The file it rests on.
pub async fn evidence(desk: Desk, Path(id): Path<RulingId>) -> Result<Response, Problem> {
    let known = rulings::get(desk.office(), &desk.actor, id).await?;
    let file = known.file.ok_or(Problem::Missing)?;
    let file = rulings::open_evidence(desk.office(), &desk.actor, file).await?;
    Ok(download_opened(file))
}

/// Asks for the day and the basis of a revocation.
pub async fn ask_revoke(desk: Desk, Path(id): Path<RulingId>) -> Result<Response, Problem> {
    let known = rulings::get(desk.office(), &desk.actor, id).await?;
    let form = ActForm {
        version: known.version,
        ..ActForm::default()
    };
    desk.page(&revocation(&desk, &known, form, FieldErrors::none()))
}

/// Records it.
pub async fn revoke(
    desk: Desk,
    Path(id): Path<RulingId>,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    let done = async {
        let on = meant_day(&form.revoked_on, desk.moment.today);
        let on = on.map_err(|message| OfficeError::invalid("revoked_on", message))?;
        let held = (id, form.version);
        rulings::revoke(desk.office(), &desk.actor, desk.moment, held, on, &form.reason).await
    };
    match done.await {
        Ok(()) => Ok(redirect_with(&format!("{HERE}/{id}"), "已登记撤销。")),
        Err(error) => {
            let known = rulings::get(desk.office(), &desk.actor, id).await?;
            let (form, errors) = again(form, &known, error)?;
            desk.again(&revocation(&desk, &known, form, errors))
        }
    }
}

/// Asks why an entry is struck.
pub async fn ask_strike(desk: Desk, Path(id): Path<RulingId>) -> Result<Response, Problem> {
    let known = rulings::get(desk.office(), &desk.actor, id).await?;
    let form = ActForm {
        version: known.version,
        ..ActForm::default()
    };
    desk.page(&striking(&desk, &known, form, FieldErrors::none()))
}

/// Strikes it.
pub async fn strike(
    desk: Desk,
    Path(id): Path<RulingId>,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    let held = (id, form.version);
    let done = rulings::strike(desk.office(), &desk.actor, desk.moment, held, &form.reason).await;
    match done {
        Ok(()) => Ok(redirect_with(&format!("{HERE}/{id}"), "已作废，不再计数。")),
        Err(error) => {
            let known = rulings::get(desk.office(), &desk.actor, id).await?;
            let (form, errors) = again(form, &known, error)?;
            desk.again(&striking(&desk, &known, form, errors))
        }
    }
}

/// What is wrong; of somebody who was faster, the version that is there now.
fn again(form: ActForm, known: &Ruling, error: OfficeError) -> Result<(ActForm, FieldErrors), Problem> {
    if !matches!(error, OfficeError::Stale { .. }) {
        return Ok((form, FieldErrors::from_office(error)?));
    }
    let mut errors = FieldErrors::none();
    let message = format!("{}刚改动过这条登记，请看过后再办。", known.changed_by);
    errors.add("", message);
    let form = ActForm {
        version: known.version,
        ..form
    };
    Ok((form, errors))
}

fn revocation(desk: &Desk, known: &Ruling, form: ActForm, errors: FieldErrors) -> ActPage {
    let (name, back) = (named(&known.entry), format!("{HERE}/{}", known.id));
    ActPage {
        frame: desk.frame("登记撤销", Section::Rulings, &[(&name, &back)]),
        title: "登记撤销",
        action: format!("{back}/revocation"),
        lines: vec![
            format!("登记“{name}”被撤销或者确认违法、无效？"),
            "当年作出、当年撤销的，不计入当年的数；以后年度撤销的，已经公布的当年数不变，在撤销的年度另列。"
                .to_owned(),
        ],
        button: "登记撤销",
        day: Some(form.revoked_on.clone()),
        reason_label: "撤销的依据",
        reason_hint: "例如复议决定、判决或者自行撤销决定的文号",
        form,
        back,
        errors,
    }
}

fn striking(desk: &Desk, known: &Ruling, form: ActForm, errors: FieldErrors) -> ActPage {
    let (name, back) = (named(&known.entry), format!("{HERE}/{}", known.id));
    ActPage {
        frame: desk.frame("作废登记", Section::Rulings, &[(&name, &back)]),
        title: "作废登记",
        action: format!("{back}/striking"),
        lines: vec![
            format!("作废“{name}”的登记？"),
            "作废后不再计数，登记内容和理由仍然可以查看，不能恢复。决定本身被撤销的，请登记撤销。".to_owned(),
        ],
        button: "作废",
        day: None,
        reason_label: "作废的理由",
        reason_hint: "例如重复登记、登记了别的机关的决定",
        form,
        back,
        errors,
    }
}
