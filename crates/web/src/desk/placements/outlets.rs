//! The outlets of the organ: which there are beside the site, and where they are.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::outlets::OutletKind;
use law::staff::Act;
use office::placements::{self, Outlet, OutletForm};
use office::{OfficeError, OutletId};
use serde::Deserialize;

use super::{OUTLETS, meanwhile, refused};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::desk::stale::Meanwhile;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    ticket: String,
    version: i64,
    kind: String,
    name: String,
    place: String,
    is_closed: String,
}

struct Line {
    outlet: Outlet,
    href: String,
    is_account: bool,
}

#[derive(Template)]
#[template(path = "desk/placements/outlets.html")]
struct OutletsPage {
    frame: Frame,
    lines: Vec<Line>,
    may_manage: bool,
}

#[derive(Template)]
#[template(path = "desk/placements/outlet.html")]
struct OutletPage {
    frame: Frame,
    action: String,
    is_new: bool,
    kind_label: &'static str,
    kinds: Vec<Choice>,
    form: Typed,
    errors: FieldErrors,
    meanwhile: Option<Meanwhile>,
}

impl Typed {
    fn of(outlet: &Outlet) -> Self {
        Self {
            version: outlet.version,
            name: outlet.name.clone(),
            place: outlet.place.clone().unwrap_or_default(),
            is_closed: if outlet.is_closed { "true" } else { "" }.to_owned(),
            ..Self::default()
        }
    }

    /// The fields: as they stand, as typed.
    fn beside(&self, now: &Self) -> Meanwhile {
        let ticked = |value: &String| if value.is_empty() { "否" } else { "是" }.to_owned();
        meanwhile([
            ("名称", now.name.clone(), self.name.clone()),
            ("地点或者说明", now.place.clone(), self.place.clone()),
            ("停用", ticked(&now.is_closed), ticked(&self.is_closed)),
        ])
    }

    fn outlet(&self) -> OutletForm {
        OutletForm {
            kind: self.kind.clone(),
            name: self.name.clone(),
            place: self.place.clone(),
            is_closed: !self.is_closed.is_empty(),
        }
    }
}

/// All of them.
pub async fn list(desk: Desk) -> Result<Response, Problem> {
    let outlets = placements::outlets(desk.office(), &desk.actor).await?;
    let lines = outlets.into_iter().map(|outlet| Line {
        href: format!("{OUTLETS}/{}", outlet.id),
        is_account: outlet.kind == OutletKind::OfficialAccount,
        outlet,
    });
    desk.page(&OutletsPage {
        frame: desk.frame(Section::Outlets.label(), Section::Outlets, &[]),
        lines: lines.collect(),
        may_manage: desk.may(Act::ManageOutlets),
    })
}

fn new_page(desk: &Desk, form: Typed, errors: FieldErrors) -> OutletPage {
    OutletPage {
        frame: desk.frame("新建发布去向", Section::Outlets, &[]),
        action: OUTLETS.to_owned(),
        is_new: true,
        kind_label: "",
        kinds: OutletKind::SET_UP
            .iter()
            .map(|kind| Choice::of(kind.code(), kind.label()))
            .collect(),
        form,
        errors,
        meanwhile: None,
    }
}

/// The empty form.
pub async fn new(desk: Desk) -> Result<Response, Problem> {
    desk.page(&new_page(&desk, Typed::default(), FieldErrors::none()))
}

/// Sets one up.
pub async fn create(desk: Desk, ProtectedForm(form): ProtectedForm<Typed>) -> Result<Response, Problem> {
    let (office, given) = (desk.office(), form.outlet());
    match placements::add_outlet(office, &desk.actor, desk.moment, &given, &form.ticket).await {
        Ok(_) => Ok(redirect_with(
            OUTLETS,
            "已新建。在栏目约定或者信息的“公开依据、效力和时间”中选它，发布时就会列入今天要发。",
        )),
        Err(error) => desk.again(&new_page(&desk, form, refused(error)?)),
    }
}

async fn found(desk: &Desk, id: OutletId) -> Result<Outlet, Problem> {
    let outlets = placements::outlets(desk.office(), &desk.actor).await?;
    outlets
        .into_iter()
        .find(|one| one.id == id)
        .ok_or(Problem::Missing)
}

fn edit_page(
    desk: &Desk,
    outlet: &Outlet,
    form: Typed,
    errors: FieldErrors,
    meanwhile: Option<Meanwhile>,
) -> OutletPage {
    OutletPage {
        frame: desk.frame(&outlet.name, Section::Outlets, &[]),
        action: format!("{OUTLETS}/{}", outlet.id),
        is_new: false,
        kind_label: outlet.kind.label(),
        kinds: Vec::new(),
        form,
        errors,
        meanwhile,
    }
}

/// The form of one.
pub async fn edit(desk: Desk, Path(id): Path<OutletId>) -> Result<Response, Problem> {
    let outlet = found(&desk, id).await?;
    let form = Typed::of(&outlet);
    desk.page(&edit_page(&desk, &outlet, form, FieldErrors::none(), None))
}

/// Keeps it.
pub async fn save(
    desk: Desk,
    Path(id): Path<OutletId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let seen = (id, form.version);
    match placements::save_outlet(desk.office(), &desk.actor, desk.moment, seen, &form.outlet()).await {
        Ok(()) => Ok(redirect_with(OUTLETS, "已保存。")),
        Err(OfficeError::Stale { .. }) => {
            let outlet = found(&desk, id).await?;
            let meanwhile = Some(form.beside(&Typed::of(&outlet)));
            let form = Typed {
                version: outlet.version,
                ..form
            };
            desk.again(&edit_page(&desk, &outlet, form, FieldErrors::none(), meanwhile))
        }
        Err(error) => {
            let outlet = found(&desk, id).await?;
            desk.again(&edit_page(&desk, &outlet, form, refused(error)?, None))
        }
    }
}
