//! An entry as a form: one decision, one payment, or a number that the organ has only as such; and the same put right.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use law::cases::enclosures::FilePart;
use law::rulings::{Entry, EntryForm, Extent, Openness, RulingKind};
use office::documents::Upload;
use office::rulings::{self, Evidence, Ruling};
use office::{OfficeError, RulingId};
use serde::Deserialize;

use super::{HERE, named, yuan};
use crate::csrf::ProtectedUpload;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::desk::stale::{Meanwhile, differing};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::screenings::of_upload;

/// What kind of entry is begun.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Begun {
    kind: String,
    extent: String,
}

/// What says that a form is of a summary.
const SUMMARY: &str = "summary";

/// A road to another kind of form.
struct Tab {
    href: String,
    name: &'static str,
    is_here: bool,
}

/// What the fields are called for the kind.
struct Words {
    number: &'static str,
    matter: &'static str,
    on: &'static str,
}

#[derive(Template)]
#[template(path = "desk/rulings/form.html")]
struct FormPage {
    frame: Frame,
    title: String,
    action: String,
    back: String,
    tabs: Vec<Tab>,
    /// 逐件 or 汇总, while it is begun.
    extents: Vec<Tab>,
    words: Words,
    is_fee: bool,
    is_summary: bool,
    form: EntryForm,
    extent: &'static str,
    openness: Vec<Choice>,
    /// Of a correction.
    correcting: Option<Correcting>,
    meanwhile: Option<Meanwhile>,
    errors: FieldErrors,
}

#[derive(Default)]
struct Correcting {
    version: i64,
    reason: String,
    has_file: bool,
}

/// An empty form.
pub async fn new(desk: Desk, Query(begun): Query<Begun>) -> Result<Response, Problem> {
    let kind = RulingKind::from_code(&begun.kind).unwrap_or(RulingKind::Licence);
    let is_summary = begun.extent == SUMMARY;
    let today = desk.moment.today;
    let form = EntryForm {
        kind: kind.code().to_owned(),
        on: if is_summary {
            String::new()
        } else {
            today.to_string()
        },
        ..EntryForm::default()
    };
    desk.page(&page(&desk, form, is_summary, FieldErrors::none()))
}

/// Records it.
pub async fn create(desk: Desk, upload: ProtectedUpload) -> Result<Response, Problem> {
    let (form, is_summary, ticket) = (typed(&upload), is_summary(&upload), upload.ticket());
    let chosen = upload.chosen(|field| field == "file");
    match created(&desk, &form, is_summary, upload, &ticket).await {
        Ok(id) => Ok(redirect_with(&format!("{HERE}/{id}"), "已登记。")),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?.choose_again("file", &chosen);
            desk.again(&page(&desk, form, is_summary, errors))
        }
    }
}

async fn created(
    desk: &Desk,
    form: &EntryForm,
    is_summary: bool,
    upload: ProtectedUpload,
    ticket: &str,
) -> Result<RulingId, OfficeError> {
    let file = evidence(desk, upload).await?;
    let entry = read(form, is_summary, file.is_some(), desk)?;
    rulings::record(desk.office(), &desk.actor, desk.moment, &entry, file, ticket).await
}

/// The form with everything as it stands.
pub async fn edit(desk: Desk, Path(id): Path<RulingId>) -> Result<Response, Problem> {
    let known = rulings::get(desk.office(), &desk.actor, id).await?;
    let correcting = Correcting {
        version: known.version,
        ..Correcting::default()
    };
    let page = correction(
        &desk,
        &known,
        of_entry(&known.entry),
        correcting,
        FieldErrors::none(),
    );
    desk.page(&page)
}

/// Puts it right; where somebody was faster, says who and what, and keeps what was typed.
pub async fn save(
    desk: Desk,
    Path(id): Path<RulingId>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let known = rulings::get(desk.office(), &desk.actor, id).await?;
    let form = EntryForm {
        kind: known.entry.kind.code().to_owned(),
        ..typed(&upload)
    };
    let chosen = upload.chosen(|field| field == "file");
    let field = |name: &str| upload.field(name).unwrap_or_default().to_owned();
    let mut correcting = Correcting {
        version: field("version").parse().unwrap_or(0),
        reason: field("reason"),
        has_file: known.file.is_some(),
    };
    let done = async {
        let file = evidence(&desk, upload).await?;
        let has_file = file.is_some() || known.file.is_some();
        let entry = read(&form, known.entry.is_summary(), has_file, &desk)?;
        let held = (id, correcting.version);
        let (office, actor, reason) = (desk.office(), &desk.actor, &correcting.reason);
        rulings::correct(office, actor, desk.moment, held, &entry, file, reason).await
    };
    let mut meanwhile = None;
    let errors = match done.await {
        Ok(()) => return Ok(redirect_with(&format!("{HERE}/{id}"), "已更正，理由已存档。")),
        Err(OfficeError::Stale { .. }) => {
            let fields = beside(&form, &of_entry(&known.entry));
            meanwhile = Some(Meanwhile::by(
                &known.changed_by,
                known.changed_at,
                differing(fields),
            ));
            correcting.version = known.version;
            FieldErrors::none()
        }
        Err(error) => FieldErrors::from_office(error)?,
    };
    let errors = errors.choose_again("file", &chosen);
    let mut page = correction(&desk, &known, form, correcting, errors);
    page.meanwhile = meanwhile;
    desk.again(&page)
}

fn read(form: &EntryForm, is_summary: bool, has_file: bool, desk: &Desk) -> Result<Entry, OfficeError> {
    let form = EntryForm {
        is_summary,
        ..form.clone()
    };
    Entry::read(&form, has_file, desk.moment.today).map_err(OfficeError::Invalid)
}

fn typed(upload: &ProtectedUpload) -> EntryForm {
    let field = |name: &str| upload.field(name).unwrap_or_default().to_owned();
    EntryForm {
        kind: field("kind"),
        number: field("number"),
        matter: field("matter"),
        on: field("on"),
        is_summary: is_summary(upload),
        from: field("from"),
        count: field("count"),
        yuan: field("yuan"),
        openness: field("openness"),
        ground: field("ground"),
        source: field("source"),
        evidence: field("evidence"),
        note: field("note"),
    }
}

fn is_summary(upload: &ProtectedUpload) -> bool {
    upload.field("extent") == Some(SUMMARY)
}

/// The file that was chosen, looked through. It is kept as it came: it is evidence.
pub async fn evidence(desk: &Desk, upload: ProtectedUpload) -> Result<Option<Evidence>, OfficeError> {
    let Some(file) = upload.files.into_iter().next() else {
        return Ok(None);
    };
    let looked = of_upload(desk.office(), FilePart::Version, Upload::from(file)).await?;
    Ok(Some(Evidence {
        upload: looked.upload,
        screening: looked.screening,
        pages: looked.pages,
    }))
}

/// An entry as its form has it: a number of decisions stands in a summary's alone, an amount of money in that of a fee.
fn of_entry(entry: &Entry) -> EntryForm {
    let is_fee = entry.kind == RulingKind::Fee;
    let (number, from) = match &entry.extent {
        Extent::Single { number } => (number.clone(), String::new()),
        Extent::Summary { from } => (String::new(), from.to_string()),
    };
    EntryForm {
        kind: entry.kind.code().to_owned(),
        number,
        matter: entry.matter.clone(),
        on: entry.on.to_string(),
        is_summary: entry.is_summary(),
        from,
        count: if entry.is_summary() && !is_fee {
            entry.amount.to_string()
        } else {
            String::new()
        },
        yuan: if is_fee { yuan(entry.amount) } else { String::new() },
        openness: entry.openness.map_or("", |one| one.code()).to_owned(),
        ground: entry.ground.clone().unwrap_or_default(),
        source: entry.basis.source.clone(),
        evidence: entry.basis.evidence.clone().unwrap_or_default(),
        note: entry.note.clone().unwrap_or_default(),
    }
}

/// Each field: label, as it stands now, as typed.
fn beside(typed: &EntryForm, now: &EntryForm) -> Vec<(&'static str, String, String)> {
    let openness = |form: &EntryForm| {
        let known = Openness::from_code(&form.openness);
        known.map_or_else(String::new, |one| one.label().to_owned())
    };
    let of = |form: &EntryForm| {
        [
            ("文号", form.number.clone()),
            ("事项", form.matter.clone()),
            ("日期", form.on.clone()),
            ("汇总起日", form.from.clone()),
            ("件数", form.count.clone()),
            ("金额", form.yuan.clone()),
            ("公开情况", openness(form)),
            ("不公开依据", form.ground.clone()),
            ("来源", form.source.clone()),
            ("依据", form.evidence.clone()),
            ("备注", form.note.clone()),
        ]
    };
    let pairs = of(now).into_iter().zip(of(typed));
    pairs
        .map(|((label, now), (_, typed))| (label, now, typed))
        .collect()
}

fn page(desk: &Desk, form: EntryForm, is_summary: bool, errors: FieldErrors) -> FormPage {
    let kind = RulingKind::from_code(&form.kind).unwrap_or(RulingKind::Licence);
    let extent = if is_summary { "&extent=summary" } else { "" };
    let tab = |one: &RulingKind| Tab {
        href: format!("{HERE}/new?kind={}{extent}", one.code()),
        name: one.label(),
        is_here: *one == kind,
    };
    let single = if kind == RulingKind::Fee {
        "逐笔登记"
    } else {
        "逐件登记"
    };
    let extents = [(single, "", false), ("登记汇总数", "&extent=summary", true)];
    FormPage {
        frame: desk.frame("登记", Section::Rulings, &[]),
        title: format!("登记{}", kind.label()),
        action: HERE.to_owned(),
        back: HERE.to_owned(),
        tabs: RulingKind::ALL.iter().map(tab).collect(),
        extents: extents
            .map(|(name, extent, is_of)| Tab {
                href: format!("{HERE}/new?kind={}{extent}", kind.code()),
                name,
                is_here: is_of == is_summary,
            })
            .into(),
        words: words(kind, is_summary),
        is_fee: kind == RulingKind::Fee,
        is_summary,
        extent: if is_summary { SUMMARY } else { "single" },
        form: EntryForm {
            kind: kind.code().to_owned(),
            ..form
        },
        openness: Openness::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        correcting: None,
        meanwhile: None,
        errors,
    }
}

fn correction(
    desk: &Desk,
    known: &Ruling,
    form: EntryForm,
    correcting: Correcting,
    errors: FieldErrors,
) -> FormPage {
    let back = format!("{HERE}/{}", known.id);
    let step = named(&known.entry);
    FormPage {
        frame: desk.frame("更正", Section::Rulings, &[(&step, &back)]),
        title: format!("更正{}登记", known.entry.kind.label()),
        action: format!("{back}/correction"),
        back,
        tabs: Vec::new(),
        extents: Vec::new(),
        correcting: Some(Correcting {
            has_file: known.file.is_some(),
            ..correcting
        }),
        ..page(desk, form, known.entry.is_summary(), errors)
    }
}

const fn words(kind: RulingKind, is_summary: bool) -> Words {
    let (number, matter, on) = match kind {
        RulingKind::Licence => ("许可决定文号", "许可事项", "决定之日"),
        RulingKind::Penalty => ("处罚决定文号", "案由", "决定之日"),
        RulingKind::Coercion => ("强制决定文号", "强制措施或者强制执行", "决定之日"),
        RulingKind::Fee => ("票据或者缴款书号码", "收费项目", "收费之日"),
    };
    Words {
        number,
        matter,
        on: if is_summary { "止日" } else { on },
    }
}
