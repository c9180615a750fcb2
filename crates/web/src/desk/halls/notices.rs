//! 一次性告知单: written at the window, given with a number, printed twice.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use law::halls::{MissingItem, NoticeFault, NoticeForm};
use law::staff::Act;
use office::halls::{self, GivenNotice};
use office::{HallId, HallNoticeId, HallVisitId};
use serde::Deserialize;

use super::{NOTICES, found, month_code, month_of, refused};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::download::{DOCX, PDF, download};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

/// Lines of an empty form.
const LINES: usize = 6;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    hall: String,
    month: String,
    visit: String,
}

struct Line {
    href: String,
    number: String,
    service: String,
    items: usize,
    given: String,
    is_again: bool,
    was_knowable: bool,
}

#[derive(Template)]
#[template(path = "desk/halls/notices.html")]
struct NoticesPage {
    frame: Frame,
    month: String,
    new: Option<String>,
    lines: Vec<Line>,
}

/// The sheets of a month.
pub async fn list(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let days = month_of(&asked.month, desk.moment.today).ok_or(Problem::Missing)?;
    let hall: Option<HallId> = asked.hall.parse().ok();
    let notices = halls::notices(desk.office(), &desk.actor, hall, days).await?;
    let line = |given: &GivenNotice| Line {
        href: format!("{NOTICES}/{}", given.id),
        number: given.number.clone(),
        service: given.notice.service.clone(),
        items: given.notice.items.len(),
        given: minute(given.given_at),
        is_again: given.follows.is_some(),
        was_knowable: given.was_knowable,
    };
    let new = hall.filter(|_| desk.may(Act::RegisterVisits));
    desk.page(&NoticesPage {
        frame: desk.frame("一次性告知单", Section::Halls, &[]),
        month: month_code(days.0),
        new: new.map(|hall| format!("{NOTICES}/new?hall={hall}")),
        lines: notices.iter().map(line).collect(),
    })
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    ticket: String,
    hall: String,
    visit: String,
    service: String,
    name: Vec<String>,
    fault: Vec<String>,
    mend: Vec<String>,
    basis: Vec<String>,
    due_on: String,
    done_in: String,
    place: String,
    phone: String,
    before: String,
    again_why: String,
    was_knowable: String,
}

struct Item {
    number: usize,
    name: String,
    fault: String,
    mend: String,
    basis: String,
}

#[derive(Template)]
#[template(path = "desk/halls/notice_form.html")]
struct FormPage {
    frame: Frame,
    form: Typed,
    items: Vec<Item>,
    faults: Vec<Choice>,
    errors: FieldErrors,
}

impl Typed {
    fn item(&self, at: usize) -> Item {
        let of = |list: &[String]| list.get(at).cloned().unwrap_or_default();
        Item {
            number: at + 1,
            name: of(&self.name),
            fault: Some(of(&self.fault))
                .filter(|code| !code.is_empty())
                .unwrap_or_else(|| "missing".to_owned()),
            mend: of(&self.mend),
            basis: of(&self.basis),
        }
    }

    fn items(&self) -> Vec<Item> {
        let many = self.name.len().max(LINES);
        (0..many).map(|at| self.item(at)).collect()
    }

    fn notice(&self) -> NoticeForm {
        let items = self.items().into_iter().map(|item| MissingItem {
            name: item.name,
            fault: item.fault,
            mend: item.mend,
            basis: item.basis,
        });
        NoticeForm {
            service: self.service.clone(),
            items: items.collect(),
            due_on: self.due_on.clone(),
            done_in: self.done_in.clone(),
            place: self.place.clone(),
            phone: self.phone.clone(),
            again_why: self.again_why.clone(),
            was_knowable: !self.was_knowable.is_empty(),
        }
    }
}

fn form_page(desk: &Desk, form: Typed, errors: FieldErrors) -> FormPage {
    let faults = NoticeFault::ALL.iter();
    FormPage {
        frame: desk.frame("开具一次性告知单", Section::Halls, &[("一次性告知单", NOTICES)]),
        items: form.items(),
        faults: faults.map(|one| Choice::of(one.code(), one.label())).collect(),
        form,
        errors,
    }
}

/// The empty form, with what is known of the hall.
pub async fn new(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let id: HallId = asked.hall.parse().map_err(|_error| Problem::Missing)?;
    let hall = found(&desk, id).await?;
    let form = Typed {
        hall: asked.hall,
        visit: asked.visit,
        place: format!("{}（{}）", hall.name, hall.address),
        phone: hall.phone,
        ..Typed::default()
    };
    desk.page(&form_page(&desk, form, FieldErrors::none()))
}

/// Gives it.
pub async fn create(desk: Desk, ProtectedForm(form): ProtectedForm<Typed>) -> Result<Response, Problem> {
    let hall: HallId = form.hall.parse().map_err(|_error| Problem::Missing)?;
    let visit: Option<HallVisitId> = form.visit.parse().ok();
    let (office, given) = (desk.office(), form.notice());
    let of = (hall, visit, form.before.as_str());
    match halls::give_notice(office, &desk.actor, desk.moment, of, &given, &form.ticket).await {
        Ok(id) => Ok(redirect_with(
            &format!("{NOTICES}/{id}"),
            "已开具。请打印两份，一份交来访人，一份由来访人签收后存档。",
        )),
        Err(error) => desk.again(&form_page(&desk, form, refused(error)?)),
    }
}

#[derive(Template)]
#[template(path = "desk/halls/notice.html")]
struct NoticePage {
    frame: Frame,
    here: String,
    hall: String,
    given: String,
    one: GivenNotice,
    again: Option<String>,
}

async fn given(desk: &Desk, id: HallNoticeId) -> Result<GivenNotice, Problem> {
    let notice = halls::notice(desk.office(), &desk.actor, id).await?;
    notice.ok_or(Problem::Missing)
}

/// A sheet that was given.
pub async fn show(desk: Desk, Path(id): Path<HallNoticeId>) -> Result<Response, Problem> {
    let one = given(&desk, id).await?;
    let hall = found(&desk, one.hall).await?;
    let again = match one.follows {
        Some(before) => Some(given(&desk, before).await?.number),
        None => None,
    };
    desk.page(&NoticePage {
        frame: desk.frame(&one.number, Section::Halls, &[("一次性告知单", NOTICES)]),
        here: format!("{NOTICES}/{id}"),
        hall: hall.name,
        given: minute(one.given_at),
        again,
        one,
    })
}

/// The same to be printed, both copies: `pdf`, `docx`.
pub async fn file(
    desk: Desk,
    Path((id, extension)): Path<(HallNoticeId, String)>,
) -> Result<Response, Problem> {
    let one = given(&desk, id).await?;
    let hall = found(&desk, one.hall).await?;
    let sheet = paper::halls::NoticeSheet {
        organ: desk.organ.name.clone(),
        hall: hall.name,
        number: one.number.clone(),
        given: minute(one.given_at),
        given_on: crate::when::civil_day(one.given_at),
        by: one.by,
        notice: one.notice,
    };
    let name = format!("一次性告知单 {}", one.number);
    let gate = &desk.office().limits().staff;
    match extension.as_str() {
        "pdf" => {
            let app = desk.app.clone();
            let make = move || paper::halls::notice_pdf(&sheet, app.fonts()?);
            let bytes = gate.run(make).await??;
            Ok(download(&format!("{name}.pdf"), PDF, bytes))
        }
        "docx" => {
            let make = move || paper::halls::notice_docx(&sheet);
            let bytes = gate.run(make).await??;
            Ok(download(&format!("{name}.docx"), DOCX, bytes))
        }
        _ => Err(Problem::Missing),
    }
}
