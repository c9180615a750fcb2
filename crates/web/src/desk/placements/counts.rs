//! The numbers of the 主动公开 paragraph for any two days, each with its definition and the records it counts, and the sentences they go
//! into.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use jiff::civil::Date;
use law::calendar::typed_day;
use law::counts::{CountName, Figures, Period, Piece, WORDINGS, Wording};
use law::outlets::OutletKind;
use office::counts::{self, Counted, Opens};
use office::placements;
use serde::Deserialize;

use super::{COUNTS, HERE};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::forms::FieldErrors;

/// What the program counts of its own records today.
const SHOWN: [CountName; 12] = [
    CountName::SiteDocuments,
    CountName::Updates,
    CountName::Articles,
    CountName::OriginalArticles,
    CountName::RepostedArticles,
    CountName::Distinct,
    CountName::Overview,
    CountName::News,
    CountName::Catalogue,
    CountName::Normative,
    CountName::Papers,
    CountName::Visits,
];

/// What stands in a sentence where no record is kept of what it names: a 0 would be false.
const NOT_COUNTED: &str = "（未统计）";

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    from: String,
    to: String,
}

struct Number {
    label: &'static str,
    definition: &'static str,
    told: String,
    href: String,
}

struct Told {
    text: String,
    href: Option<String>,
}

#[derive(Template)]
#[template(path = "desk/placements/counts.html")]
struct CountsPage {
    frame: Frame,
    /// As typed, or the days that are counted where nothing is.
    from: String,
    to: String,
    period: Period,
    numbers: Vec<Number>,
    sentences: Vec<Vec<Told>>,
    /// Something in them is not counted here.
    is_partly: bool,
    errors: FieldErrors,
}

/// The days that are asked for: this year up to its end where nothing is typed.
fn period(asked: &Asked, today: Date, errors: &mut FieldErrors) -> Period {
    let mut day = |field: &str, label: &str, typed: &str, otherwise: Date| {
        if typed.trim().is_empty() {
            return otherwise;
        }
        typed_day(typed).unwrap_or_else(|| {
            errors.add(field, format!("{label}请按“年-月-日”填写，例如 2026-01-01。"));
            otherwise
        })
    };
    let year = Period::year(today.year());
    let from = day("from", "起日", &asked.from, year.from);
    let to = day("to", "止日", &asked.to, year.to);
    Period::new(from, to).unwrap_or_else(|why| {
        errors.add(why.field, why.message);
        year
    })
}

fn href(name: CountName, period: Period) -> String {
    format!("{COUNTS}/{}?from={}&to={}", name.code(), period.from, period.to)
}

async fn sentences(desk: &Desk, figures: &Figures<'_>) -> Result<Vec<Vec<Told>>, Problem> {
    let outlets = placements::outlets(desk.office(), &desk.actor).await?;
    let account = outlets
        .iter()
        .find(|one| one.kind == OutletKind::OfficialAccount && !one.is_closed);
    let account = account.map_or("", |one| one.name.as_str());
    let names = [("account", account), ("site", desk.organ.site_name.as_str())];
    let mut sentences = Vec::new();
    for (_, wording) in WORDINGS {
        // One that names what nobody has set up is not offered.
        let Ok(sentence) = Wording::read(wording).and_then(|wording| wording.filled(figures, &names)) else {
            continue;
        };
        let told = |piece: Piece| match piece.count {
            Some(name) if !counts::is_kept(name) => Told {
                text: NOT_COUNTED.to_owned(),
                href: None,
            },
            count => Told {
                href: count.map(|name| href(name, figures.period)),
                text: piece.text,
            },
        };
        sentences.push(sentence.0.into_iter().map(told).collect());
    }
    Ok(sentences)
}

/// The numbers.
pub async fn show(desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let mut errors = FieldErrors::none();
    let period = period(&asked, desk.moment.today, &mut errors);
    let counted = counts::counted(desk.office(), &desk.actor).await?;
    let figures = figures(&counted, period);
    let number = |name: &CountName| Number {
        label: name.label(),
        definition: name.definition(),
        told: figures.count(*name).told(),
        href: href(*name, period),
    };
    let sentences = sentences(&desk, &figures).await?;
    let page = CountsPage {
        frame: desk.frame(Section::Counts.label(), Section::Counts, &[]),
        from: typed_or(&asked.from, period.from),
        to: typed_or(&asked.to, period.to),
        period,
        numbers: SHOWN.iter().map(number).collect(),
        is_partly: sentences.iter().flatten().any(|one| one.text == NOT_COUNTED),
        sentences,
        errors,
    };
    if page.errors.is_empty() {
        desk.page(&page)
    } else {
        desk.again(&page)
    }
}

fn typed_or(typed: &str, day: Date) -> String {
    match typed.trim() {
        "" => day.to_string(),
        typed => typed.to_owned(),
    }
}

fn figures(counted: &Counted, period: Period) -> Figures<'_> {
    Figures {
        records: &counted.records,
        supplements: &[],
        period,
    }
}

struct Line {
    day: String,
    title: String,
    href: String,
    is_withdrawn: bool,
}

#[derive(Template)]
#[template(path = "desk/placements/counted.html")]
struct CountedPage {
    frame: Frame,
    back: String,
    label: &'static str,
    definition: &'static str,
    told: String,
    from: String,
    to: String,
    lines: Vec<Line>,
}

/// The records behind a number.
pub async fn opened(
    desk: Desk,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let name = CountName::from_code(&name).ok_or(Problem::Missing)?;
    let mut errors = FieldErrors::none();
    let period = period(&asked, desk.moment.today, &mut errors);
    if !errors.is_empty() {
        return Err(Problem::Missing);
    }
    let counted = counts::counted(desk.office(), &desk.actor).await?;
    let figures = figures(&counted, period);
    let count = figures.count(name);
    let line = |record: &&law::counts::Record| {
        let named = counted.names.get(&record.id)?;
        Some(Line {
            day: record.at.on.to_string(),
            title: named.title.clone(),
            href: match named.opens {
                Opens::Document(id) => format!("/desk/documents/{id}"),
                Opens::Placement(id) => format!("{HERE}/{id}"),
                Opens::Visit(id) => format!("/desk/visits/{id}"),
            },
            is_withdrawn: record.is_withdrawn,
        })
    };
    desk.page(&CountedPage {
        frame: desk.frame(name.label(), Section::Counts, &[]),
        back: format!("{COUNTS}?from={}&to={}", period.from, period.to),
        label: name.label(),
        definition: name.definition(),
        told: count.told(),
        from: period.from.to_string(),
        to: period.to.to_string(),
        lines: count.records.iter().filter_map(line).collect(),
    })
}
