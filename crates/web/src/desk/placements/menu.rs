//! The menu of the official account: three columns with five items, each a link into the site; kept when nothing stands against it, and
//! printed as a check list for whoever enters it in the account's console.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::outlets::Item;
use law::staff::Act;
use office::placements::{self, OfficialAccount};
use office::{OfficeError, OutletId, columns};
use serde::Deserialize;

use super::{OUTLETS, meanwhile, refused};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::numbered;
use crate::desk::stale::Meanwhile;
use crate::download::encoded;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// How many columns and items the form has room for.
const COLUMNS: usize = 3;
const ITEMS: usize = 5;
/// What an account begins with: columns by these names lead there.
const FIRST: [(&str, &[&str]); 3] = [
    ("园区动态", &[]),
    ("企业专区", &["助企政策", "服务承诺", "中介超市"]),
    ("联系我们", &[]),
];

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    #[serde(deserialize_with = "numbered")]
    version: i64,
    /// label-1, address-1, label-1-1, address-1-1 …
    #[serde(flatten)]
    cells: BTreeMap<String, String>,
}

/// A line of the form.
struct Cell {
    place: String,
    heading: String,
    label: String,
    address: String,
}

struct MenuColumn {
    own: Cell,
    items: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "desk/placements/menu.html")]
struct MenuPage {
    frame: Frame,
    here: String,
    name: String,
    version: i64,
    is_proposed: bool,
    /// The site has an address that the account takes.
    is_secure: bool,
    columns: Vec<MenuColumn>,
    may_manage: bool,
    errors: FieldErrors,
    meanwhile: Option<Meanwhile>,
}

impl Typed {
    fn of(version: i64, menu: &[Item]) -> Self {
        let mut cells = BTreeMap::new();
        let mut put = |place: &str, item: &Item| {
            cells.insert(format!("label-{place}"), item.label.clone());
            cells.insert(
                format!("address-{place}"),
                item.address.clone().unwrap_or_default(),
            );
        };
        for (at, column) in (1..).zip(menu) {
            put(&format!("{at}"), column);
            for (below, item) in (1..).zip(&column.items) {
                put(&format!("{at}-{below}"), item);
            }
        }
        Self { version, cells }
    }

    fn cell(&self, place: String, heading: String) -> Cell {
        let text = |name: &str| {
            self.cells
                .get(&format!("{name}-{place}"))
                .cloned()
                .unwrap_or_default()
        };
        Cell {
            label: text("label"),
            address: text("address"),
            place,
            heading,
        }
    }

    fn columns(&self) -> Vec<MenuColumn> {
        let column = |at: usize| MenuColumn {
            own: self.cell(at.to_string(), format!("第 {at} 栏")),
            items: (1..=ITEMS)
                .map(|below| self.cell(format!("{at}-{below}"), format!("第 {at} 栏第 {below} 项")))
                .collect(),
        };
        (1..=COLUMNS).map(column).collect()
    }

    /// The cells: as they stand, as typed.
    fn beside(&self, now: &Self) -> Meanwhile {
        let lines = |form: &Self| {
            let columns = form.columns().into_iter();
            columns
                .flat_map(|column| [column.own].into_iter().chain(column.items))
                .collect::<Vec<Cell>>()
        };
        let words = |cell: &Cell| format!("{} {}", cell.label.trim(), cell.address.trim());
        let (now, typed) = (lines(now), lines(self));
        let pairs = now.iter().zip(&typed);
        meanwhile(pairs.map(|(now, typed)| (now.heading.as_str(), words(now), words(typed))))
    }

    /// What is typed; lines without a name and without an address are none.
    fn menu(&self) -> Vec<Item> {
        let is_typed = |cell: &&Cell| !cell.label.trim().is_empty() || !cell.address.trim().is_empty();
        let item = |cell: &Cell, items: Vec<Item>| Item {
            label: cell.label.trim().to_owned(),
            address: Some(cell.address.trim().to_owned()).filter(|address| !address.is_empty()),
            items,
        };
        let columns = self.columns();
        let typed = columns
            .iter()
            .filter(|column| is_typed(&&column.own) || column.items.iter().any(|cell| is_typed(&cell)));
        let of = |column: &MenuColumn| {
            let below = column.items.iter().filter(is_typed);
            item(&column.own, below.map(|cell| item(cell, Vec::new())).collect())
        };
        typed.map(of).collect()
    }
}

/// What an account without a menu is offered: the columns of the site by these names.
async fn proposed(desk: &Desk) -> Result<Vec<Item>, Problem> {
    let known = columns::list(desk.office(), &desk.actor).await?;
    // The account takes secure addresses alone, and what is copied from the list must not be mended in its console.
    let is_secure = desk.origin.starts_with("https://");
    let link = |name: &str| {
        let found = known.iter().find(|column| column.name == name && is_secure);
        Item {
            label: name.to_owned(),
            address: found.map(|column| format!("{}/columns/{}", desk.origin, encoded(&column.slug))),
            items: Vec::new(),
        }
    };
    let column = |(name, items): &(&str, &[&str])| match items {
        [] => link(name),
        items => Item::column(name, items.iter().map(|item| link(item)).collect()),
    };
    Ok(FIRST.iter().map(column).collect())
}

fn page(desk: &Desk, account: OfficialAccount, form: &Typed, errors: FieldErrors) -> MenuPage {
    MenuPage {
        frame: desk.frame("公众号菜单", Section::Outlets, &[]),
        here: format!("{OUTLETS}/{}", account.outlet.id),
        name: account.outlet.name,
        version: form.version,
        is_proposed: false,
        is_secure: desk.origin.starts_with("https://"),
        columns: form.columns(),
        may_manage: desk.may(Act::ManageOutlets),
        errors,
        meanwhile: None,
    }
}

/// The menu as a form.
pub async fn show(desk: Desk, Path(id): Path<OutletId>) -> Result<Response, Problem> {
    let account = placements::account(desk.office(), &desk.actor, id).await?;
    let is_proposed = account.menu.is_empty();
    let menu = if is_proposed {
        proposed(&desk).await?
    } else {
        account.menu.clone()
    };
    let form = Typed::of(account.version, &menu);
    let page = page(&desk, account, &form, FieldErrors::none());
    desk.page(&MenuPage { is_proposed, ..page })
}

/// Keeps it.
pub async fn save(
    desk: Desk,
    Path(id): Path<OutletId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let (office, seen) = (desk.office(), (id, form.version));
    match placements::save_menu(office, &desk.actor, desk.moment, seen, &form.menu()).await {
        Ok(()) => Ok(redirect_with(
            &format!("{OUTLETS}/{id}/checklist"),
            "已保存。请按清单在公众号后台录入，逐项核对。",
        )),
        Err(OfficeError::Stale { .. }) => {
            let account = placements::account(office, &desk.actor, id).await?;
            let now = Typed::of(account.version, &account.menu);
            let meanwhile = Some(form.beside(&now));
            let form = Typed {
                version: now.version,
                ..form
            };
            let page = page(&desk, account, &form, FieldErrors::none());
            desk.again(&MenuPage { meanwhile, ..page })
        }
        Err(error) => {
            let account = placements::account(office, &desk.actor, id).await?;
            desk.again(&page(&desk, account, &form, refused(error)?))
        }
    }
}

struct CheckLine {
    place: String,
    label: String,
    address: String,
}

#[derive(Template)]
#[template(path = "desk/placements/checklist.html")]
struct ChecklistPage {
    frame: Frame,
    here: String,
    name: String,
    organ: String,
    lines: Vec<CheckLine>,
}

fn lines(account: &OfficialAccount) -> Vec<CheckLine> {
    let mut lines = Vec::new();
    let mut put = |place: String, item: &Item| {
        lines.push(CheckLine {
            place,
            label: item.label.clone(),
            address: item
                .address
                .clone()
                .unwrap_or_else(|| "（展开下级菜单）".to_owned()),
        });
    };
    for (at, column) in (1..).zip(&account.menu) {
        put(format!("{at}"), column);
        for (below, item) in (1..).zip(&column.items) {
            put(format!("{at}.{below}"), item);
        }
    }
    lines
}

/// The menu as a check list, to be printed.
pub async fn checklist(desk: Desk, Path(id): Path<OutletId>) -> Result<Response, Problem> {
    let account = placements::account(desk.office(), &desk.actor, id).await?;
    desk.page(&ChecklistPage {
        frame: desk.frame("公众号菜单录入清单", Section::Outlets, &[]),
        here: format!("{OUTLETS}/{id}/menu"),
        lines: lines(&account),
        name: account.outlet.name,
        organ: desk.organ.name.clone(),
    })
}
