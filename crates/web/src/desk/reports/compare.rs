//! Any two reports side by side, of different years or editions of one: the cells that differ, and the prose word by word.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use law::reports::{CellChange, Piece, Report, SectionDiff, Unlike, compare};
use law::staff::Act;
use office::reports;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;

/// Which two are compared, as `2024.draft` or `2024.1`.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct CompareQuery {
    left: String,
    right: String,
}

struct Line {
    label: String,
    before: String,
    after: String,
    difference: String,
    percent: String,
}

struct Words {
    title: &'static str,
    is_same: bool,
    pieces: Vec<Piece>,
    repeated: Option<String>,
}

#[derive(Template)]
#[template(path = "desk/reports/comparison.html")]
struct ComparisonPage {
    frame: Frame,
    choices: Vec<Choice>,
    asked: CompareQuery,
    names: (String, String),
    lines: Vec<Line>,
    sections: Vec<Words>,
    /// What only one of two formats counts.
    unlike: Vec<Unlike>,
    is_compared: bool,
    may_write: bool,
}

/// A report that can be compared: its code, its name, itself.
struct Side {
    code: String,
    name: String,
    report: Report,
}

/// The comparison; without a choice the two newest.
pub async fn show(desk: Desk, Query(asked): Query<CompareQuery>) -> Result<Response, Problem> {
    let sides = sides(&desk).await?;
    let of = |code: &str, otherwise: usize| {
        let named = sides.iter().find(|side| side.code == code);
        named.or_else(|| sides.get(otherwise))
    };
    let pair = of(&asked.left, 1).zip(of(&asked.right, 0));
    let pair = pair.filter(|(left, right)| left.code != right.code);
    let compared = match pair {
        Some((left, right)) => {
            let (before, after) = (left.report.clone(), right.report.clone());
            let gate = &desk.office().limits().staff;
            Some(gate.run(move || compare(&before, &after)).await?)
        }
        None => None,
    };
    let chosen = |side: fn(&(&Side, &Side)) -> String| pair.as_ref().map(side).unwrap_or_default();
    let is_compared = compared.is_some();
    let (cells, sections, unlike) = compared.map_or_else(Default::default, |found| {
        (found.cells, found.sections, found.unlike)
    });
    desk.page(&ComparisonPage {
        frame: desk.frame("比较", Section::Reports, &[]),
        choices: sides
            .iter()
            .map(|side| Choice::of(&side.code, side.name.clone()))
            .collect(),
        names: (
            chosen(|(left, _)| left.name.clone()),
            chosen(|(_, right)| right.name.clone()),
        ),
        asked: CompareQuery {
            left: chosen(|(left, _)| left.code.clone()),
            right: chosen(|(_, right)| right.code.clone()),
        },
        lines: cells.into_iter().map(Line::from).collect(),
        sections: sections.into_iter().map(Words::from).collect(),
        unlike,
        is_compared,
        may_write: desk.may(Act::WriteReports),
    })
}

/// Every report there is but archive editions, which hold no figures, the newest first: a draft where it differs from what is out, and all editions.
async fn sides(desk: &Desk) -> Result<Vec<Side>, Problem> {
    let (office, organ) = (desk.office(), desk.organ.id);
    let mut sides = Vec::new();
    for draft in reports::years(office, &desk.actor).await? {
        let year = draft.year;
        if !draft.reading.report.format.has_tables() {
            continue;
        }
        if draft.has_changes || draft.latest_edition == 0 {
            sides.push(Side {
                code: format!("{year}.draft"),
                name: format!("{year} 年度（草稿）"),
                report: draft.reading.report,
            });
        }
        for edition in reports::editions(office, &desk.actor, year).await? {
            let published = reports::published_edition(office, organ, year, edition.number).await?;
            sides.extend(published.map(|published| Side {
                code: format!("{year}.{}", edition.number),
                name: format!("{year} 年度（第 {} 版）", edition.number),
                report: published.report,
            }));
        }
    }
    Ok(sides)
}

impl From<CellChange> for Line {
    fn from(change: CellChange) -> Self {
        let number =
            |number: Option<Decimal>| number.map_or_else(|| "空".to_owned(), |number| number.to_string());
        let signed = |number: Decimal| {
            if number > Decimal::ZERO {
                format!("+{number}")
            } else {
                number.to_string()
            }
        };
        Self {
            label: change.cell.label(),
            before: number(change.before),
            after: number(change.after),
            difference: change.difference.map(signed).unwrap_or_default(),
            percent: change
                .percent
                .map(|percent| format!("{}%", signed(percent)))
                .unwrap_or_default(),
        }
    }
}

impl From<SectionDiff> for Words {
    fn from(section: SectionDiff) -> Self {
        let percent = |share: Decimal| format!("{}%", (share * Decimal::ONE_HUNDRED).round().normalize());
        Self {
            title: section.title,
            is_same: section.pieces.iter().all(|piece| matches!(piece, Piece::Same(_))),
            pieces: section.pieces,
            repeated: section.repeated.map(percent),
        }
    }
}
