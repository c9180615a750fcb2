//! The register of licences, penalties, coercive measures and fees at the desk: a year by kind with its numbers of table 二, entry, list
//! brought in and out, correction, revocation and striking with the reason. What counts where is `law::rulings`'s.

mod counted;
mod form;
mod import;
mod list;
mod show;

use law::rulings::{Entry, Extent, RulingKind, printed};
use law::staff::Act;
use office::rulings::Ruling;

use crate::routes::DeskRoutes;

const HERE: &str = "/desk/rulings";

/// The routes of this slice.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, record) = (Act::SeeRulings, Act::RecordRulings);
    routes
        .get(HERE, see, list::show)
        .upload(HERE, record, form::create)
        .get("/desk/rulings/new", record, form::new)
        .get("/desk/rulings/counted", see, counted::show)
        .get("/desk/rulings/import", record, import::ask)
        .upload("/desk/rulings/import", record, import::take)
        .get("/desk/rulings/files/template", see, import::template)
        .get("/desk/rulings/files/{year}", see, list::file)
        .get("/desk/rulings/{id}", see, show::show)
        .get("/desk/rulings/{id}/evidence", see, show::evidence)
        .get("/desk/rulings/{id}/correction", record, form::edit)
        .upload("/desk/rulings/{id}/correction", record, form::save)
        .get("/desk/rulings/{id}/revocation", record, show::ask_revoke)
        .post("/desk/rulings/{id}/revocation", record, show::revoke)
        .get("/desk/rulings/{id}/striking", record, show::ask_strike)
        .post("/desk/rulings/{id}/striking", record, show::strike)
}

/// An entry in a list.
struct Line {
    href: String,
    name: String,
    matter: String,
    kind: &'static str,
    on: String,
    amount: String,
    openness: &'static str,
    source: String,
    /// 汇总数, 已撤销, 已作废; empty for a decision that stands.
    mark: String,
}

impl Line {
    fn of(ruling: &Ruling) -> Self {
        let entry = &ruling.entry;
        Self {
            href: format!("{HERE}/{}", ruling.id),
            name: named(entry),
            matter: entry.matter.clone(),
            kind: entry.kind.label(),
            on: entry.on.to_string(),
            amount: told_amount(entry),
            openness: entry.openness.map_or("", |one| one.label()),
            source: entry.basis.source.clone(),
            mark: mark(ruling),
        }
    }
}

/// By what an entry is called.
fn named(entry: &Entry) -> String {
    match &entry.extent {
        Extent::Single { number } => number.clone(),
        Extent::Summary { from } => format!("{from} 至 {}", entry.on),
    }
}

/// 57 件; 12850.5 元: what an entry adds, in the unit it was typed in.
fn told_amount(entry: &Entry) -> String {
    match entry.kind {
        RulingKind::Fee => format!("{} 元", yuan(entry.amount)),
        kind => format!("{} {}", printed(kind, entry.amount), kind.unit()),
    }
}

/// Fen in yuan, as it may be typed.
fn yuan(fen: i64) -> String {
    rust_decimal::Decimal::new(fen, 2).normalize().to_string()
}

fn mark(ruling: &Ruling) -> String {
    if ruling.struck.is_some() {
        return "已作废".to_owned();
    }
    if let Some((on, _)) = &ruling.revoked {
        return format!("自 {on} 起被撤销");
    }
    if ruling.entry.is_summary() {
        return "汇总数".to_owned();
    }
    String::new()
}
