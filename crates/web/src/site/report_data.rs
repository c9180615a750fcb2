//! The reports of all years as data, and what its fields mean. One year's data is a format of its report (`report_files`).

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use law::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use law::columns::Kind;
use law::reports::{Cell, Format};
use office::reports::{self, PublishedReport};
use paper::PaperError;
use paper::reports::{Imprint, Issued};

use super::layout::{Crumb, Frame, Site, page};
use crate::app::App;
use crate::download::{download, shown};
use crate::errors::Problem;
use crate::freshness::{Topic, resting};
use crate::report_files::{CSV, JSON, imprint};

/// What writes the reports of all years.
type Writer = fn(&[Issued<'_>]) -> Result<Vec<u8>, PaperError>;

/// All figures of all years, as spreadsheets open them.
pub async fn years_csv(State(app): State<App>, site: Site) -> Result<Response, Problem> {
    let (name, bytes) = years(&app, &site, paper::reports::years_csv).await?;
    Ok(resting(
        download(&format!("{name}.csv"), CSV, bytes),
        [Topic::Reports],
    ))
}

/// The same for programs.
pub async fn years_json(State(app): State<App>, site: Site) -> Result<Response, Problem> {
    let (name, bytes) = years(&app, &site, paper::reports::years_json).await?;
    Ok(resting(
        shown(&format!("{name}.json"), JSON, bytes),
        [Topic::Reports],
    ))
}

async fn years(app: &App, site: &Site, write: Writer) -> Result<(String, Vec<u8>), Problem> {
    let all = reports::published_all(app.office(), site.organ.id).await?;
    // Archive editions hold no figures: a year more in the JSON, none of the data.
    let mut with_figures = all
        .iter()
        .filter(|published| published.report.format.has_tables());
    let Some(last) = with_figures.next() else {
        return Err(Problem::Missing);
    };
    let first = with_figures.next_back().unwrap_or(last);
    let span = span(first.report.year, last.report.year);
    let name = format!("{}政府信息公开工作年度报告数据（{span}）", last.report.organ);
    let gate = &app.office().limits().visitors;
    let bytes = gate.run(move || written(&all, write)).await??;
    Ok((name, bytes))
}

fn written(all: &[PublishedReport], write: Writer) -> Result<Vec<u8>, PaperError> {
    let imprints: Vec<Imprint> = all.iter().map(imprint).collect();
    let issued: Vec<Issued<'_>> = all
        .iter()
        .zip(&imprints)
        .map(|(published, imprint)| Issued {
            report: &published.report,
            imprint,
        })
        .collect();
    write(&issued)
}

fn span(first: i16, last: i16) -> String {
    if first == last {
        format!("{first}年")
    } else {
        format!("{first}—{last}年")
    }
}

/// What the fields of the data are called.
const FIELDS: &str = "政府信息公开工作年度报告数据字段说明";

/// Every field with its name and unit, as a table.
pub async fn fields_csv() -> Result<Response, Problem> {
    let bytes = paper::reports::fields_csv()?;
    Ok(download(&format!("{FIELDS}.csv"), CSV, bytes))
}

/// The same for programs, with the columns of the CSV.
pub async fn fields_json() -> Result<Response, Problem> {
    let bytes = paper::reports::fields_json()?;
    Ok(shown(&format!("{FIELDS}.json"), JSON, bytes))
}

/// A field with what it means.
struct Field {
    name: String,
    label: &'static str,
    unit: &'static str,
}

/// A part of a field's name with what it means.
struct Part {
    name: &'static str,
    label: String,
}

#[derive(Template)]
#[template(path = "site/report_fields.html")]
struct FieldsPage {
    frame: Frame,
    /// Table two, field by field, in today's format and in that of 2019.
    two: Vec<Field>,
    two_of_2019: Vec<Field>,
    /// Table three: its rows, and the kinds of applicants that stand behind each.
    rows: Vec<Part>,
    kinds: Vec<Part>,
    /// Table four likewise.
    routes: Vec<Part>,
    verdicts: Vec<Part>,
}

/// The fields for readers.
pub async fn fields(site: Site) -> Result<Response, Problem> {
    let column = site.fixed(Kind::Reports).ok_or(Problem::Missing)?;
    let mut crumbs = site.crumbs_to(column, false);
    crumbs.push(Crumb {
        name: "字段说明".to_owned(),
        href: None,
    });
    page(&FieldsPage {
        frame: site.frame("年度报告数据字段说明", Some(column), crumbs),
        two: table_two(Format::Of2021),
        two_of_2019: table_two(Format::Of2019),
        rows: parts(TableThreeRow::ALL, |row| (row.code(), row.full_label())),
        kinds: parts(ApplicantKind::ALL, |kind| (kind.code(), kind.label().to_owned())),
        routes: parts(Route::ALL, |route| (route.code(), route.label().to_owned())),
        verdicts: parts(Verdict::ALL, |verdict| {
            (verdict.code(), verdict.label().to_owned())
        }),
    })
}

fn table_two(format: Format) -> Vec<Field> {
    format.cells().into_iter().filter_map(Field::of).collect()
}

fn parts<T>(all: &[T], told: fn(&T) -> (&'static str, String)) -> Vec<Part> {
    let told = all.iter().map(told);
    told.map(|(name, label)| Part { name, label }).collect()
}

impl Field {
    /// A cell of a table two.
    fn of(cell: Cell) -> Option<Self> {
        let label = match cell {
            Cell::Two(two) => two.label(),
            Cell::TwoOf2019(two) => two.label(),
            Cell::Three(..) | Cell::Four(..) => return None,
        };
        Some(Self {
            name: cell.name(),
            label,
            unit: cell.unit(),
        })
    }
}
