//! What went out where: the register of articles (公众号台账) and of the other outlets, by year, as a page and as a workbook.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use jiff::civil::Date;
use law::outlets::{OutletKind, Push};
use law::staff::Act;
use office::placements::{self, ArticleFilter, PlacementRow};
use serde::Deserialize;

use super::{address, badge, origin, pushed};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::download::{XLSX, download};
use crate::errors::Problem;
use crate::forms::typed_year;
use crate::when::day;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: String,
    year: String,
}

struct Line {
    day: String,
    title: String,
    href: String,
    origin: String,
    column: String,
    outlet: String,
    pushed: String,
    link: Option<String>,
    proof: String,
    standing: &'static str,
    badge: &'static str,
    checked: String,
}

#[derive(Template)]
#[template(path = "desk/placements/register.html")]
struct RegisterPage {
    frame: Frame,
    kind: OutletKind,
    kinds: Vec<Choice>,
    year: i16,
    before: i16,
    after: Option<i16>,
    told: String,
    lines: Vec<Line>,
    is_account: bool,
    may_place: bool,
}

fn kind_of(code: &str) -> Result<OutletKind, Problem> {
    match code {
        "" => Ok(OutletKind::OfficialAccount),
        code => OutletKind::from_code(code)
            .filter(|kind| *kind != OutletKind::Site)
            .ok_or(Problem::Missing),
    }
}

fn filter(kind: OutletKind, year: i16) -> ArticleFilter {
    ArticleFilter {
        kind: Some(kind),
        days: Some((Date::constant(year, 1, 1), Date::constant(year, 12, 31))),
    }
}

fn checked(row: &PlacementRow) -> String {
    match (row.seen_at, row.seen_by.as_deref()) {
        (Some(at), Some(by)) => format!("{} {by}", day(at)),
        _ => String::new(),
    }
}

fn line(row: &PlacementRow) -> Line {
    Line {
        day: row.placed_on.map(|day| day.to_string()).unwrap_or_default(),
        title: row.title.clone(),
        href: address(row.id),
        origin: origin(row),
        column: row.column.clone().unwrap_or_default(),
        outlet: row.outlet_name.clone(),
        pushed: pushed(row),
        link: row.link.clone(),
        proof: row.proof.clone().unwrap_or_default(),
        standing: row.standing.label(),
        badge: badge(row.standing),
        checked: checked(row),
    }
}

/// 9 篇，其中原创 7、转载 2；群发 8、仅发布 1；撤下 1
fn told(rows: &[PlacementRow], kind: OutletKind) -> String {
    use law::counts::Origin;
    let gone = rows.iter().filter(|row| row.gone_at.is_some()).count();
    let gone = if gone > 0 {
        format!("；已撤下 {gone}，仍计入")
    } else {
        String::new()
    };
    if kind != OutletKind::OfficialAccount {
        return format!("{} 条{gone}。", rows.len());
    }
    let of = |origin| rows.iter().filter(|row| row.origin == origin).count();
    let by = |push| rows.iter().filter(|row| row.push == Some(push)).count();
    format!(
        "{} 篇，原创 {}、转载 {}；群发 {}、仅发布 {}{gone}。",
        rows.len(),
        of(Origin::Original),
        of(Origin::Reposted),
        by(Push::Mass),
        by(Push::PublishOnly)
    )
}

/// The page.
pub async fn show(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let this = desk.moment.today.year();
    let kind = kind_of(&asked.kind)?;
    let year = match asked.year.trim() {
        "" => this,
        typed => typed_year(typed)
            .filter(|year| *year <= this)
            .ok_or(Problem::Missing)?,
    };
    let rows = placements::register(desk.office(), &desk.actor, &filter(kind, year)).await?;
    let kinds = OutletKind::ALL.iter().filter(|kind| **kind != OutletKind::Site);
    desk.page(&RegisterPage {
        frame: desk.frame("发布台账", Section::Placements, &[]),
        kind,
        kinds: kinds.map(|kind| Choice::of(kind.code(), kind.label())).collect(),
        year,
        before: year - 1,
        after: (year < this).then_some(year + 1),
        told: told(&rows, kind),
        lines: rows.iter().map(line).collect(),
        is_account: kind == OutletKind::OfficialAccount,
        may_place: desk.may(Act::PlaceElsewhere),
    })
}

/// The register as a workbook: `official_account-2026.xlsx`.
pub async fn file(desk: Desk, Path(name): Path<String>) -> Result<Response, Problem> {
    let stem = name.strip_suffix(".xlsx").ok_or(Problem::Missing)?;
    let (kind, year) = stem.rsplit_once('-').ok_or(Problem::Missing)?;
    let kind = kind_of(kind)?;
    let year = typed_year(year).ok_or(Problem::Missing)?;
    let rows = placements::register(desk.office(), &desk.actor, &filter(kind, year)).await?;
    let cells = |row: &PlacementRow| {
        let line = line(row);
        [
            line.day,
            line.title,
            line.origin,
            line.column,
            line.outlet,
            line.pushed,
            line.link.unwrap_or(line.proof),
            line.standing.to_owned(),
            line.checked,
            row.approval.clone().unwrap_or_default(),
        ]
    };
    let lines: Vec<paper::placements::Line> = rows.iter().map(cells).collect();
    let title = format!("{}{}台账（{year}年）", desk.organ.name, kind.label());
    let (note, today) = (told(&rows, kind), desk.moment.today);
    let make = move || paper::placements::xlsx(&title, &note, &lines, today);
    let bytes = desk.office().limits().staff.run(make).await??;
    Ok(download(
        &format!("{}台账 {year}.xlsx", kind.label()),
        XLSX,
        bytes,
    ))
}
