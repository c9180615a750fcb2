//! Annual reports by year, with their basic numbers drawn over the years; each as a page with its tables, downloads and
//! editions.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use law::calendar::annual_report_due;
use law::columns::Kind;
use law::organs::Level;
use law::reports::{Format, Report};
use office::columns::Column;
use office::reports::{self, PublishedEdition, PublishedReport};
use paper::reports::SCHEMA;

use super::chart::{Chart, FIGURES, Figure, charts};
use super::description;
use super::layout::{Crumb, Frame, Site, meta, minute, page};
use crate::app::App;
use crate::download::download_opened;
use crate::errors::Problem;
use crate::freshness::{Topic, resting};
use crate::report_files::published_file;
use crate::report_parts::{Printed, lines, sections};

/// What the reports are called (条例第五十条).
const TITLE: &str = "政府信息公开工作年度报告";

struct Listed {
    year: i16,
    day: String,
    edition: i64,
    /// Whether it is given out as the file it came from.
    is_archive: bool,
    /// Whether it was published elsewhere before.
    is_moved: bool,
    figures: Vec<Stated>,
}

/// A number of a year's report, and the section that says what it counts.
struct Stated {
    name: &'static str,
    number: String,
    section: u8,
}

#[derive(Template)]
#[template(path = "site/reports.html")]
struct ReportList {
    frame: Frame,
    title: &'static str,
    /// 1月31日 for departments, 3月31日 for governments.
    due_by: String,
    figures: Vec<&'static str>,
    reports: Vec<Listed>,
    charts: Vec<Chart>,
    /// How many of them hold figures; archive editions hold none.
    with_figures: usize,
}

/// The reports of all years.
pub async fn list(State(app): State<App>, site: Site) -> Result<Response, Problem> {
    let column = column(&site)?;
    let all = reports::published_all(app.office(), site.organ.id).await?;
    let drawn: Vec<&Report> = all.iter().map(|published| &published.report).collect();
    let shown = page(&ReportList {
        frame: site.frame(&column.name, Some(&column), site.crumbs_to(&column, true)),
        title: TITLE,
        due_by: due_by(site.organ.level),
        figures: FIGURES.iter().map(|figure| figure.name).collect(),
        charts: charts(&drawn),
        with_figures: drawn.iter().filter(|report| report.format.has_tables()).count(),
        reports: all.iter().map(listed).collect(),
    })?;
    Ok(resting(shown, [Topic::Reports]))
}

fn due_by(level: Level) -> String {
    // Of any year: the day is the same in each.
    let due = annual_report_due(2024, level.is_government());
    format!("{}月{}日", due.month(), due.day())
}

fn listed(published: &PublishedReport) -> Listed {
    let stated = |figure: &Figure| Stated {
        name: figure.name,
        number: figure
            .in_report(&published.report)
            .map_or_else(|| "—".to_owned(), |number| number.normalize().to_string()),
        section: figure.section,
    };
    Listed {
        year: published.report.year,
        day: published.day().to_string(),
        edition: published.edition,
        is_archive: !published.report.format.has_tables(),
        is_moved: published.first_published.is_some(),
        figures: FIGURES.iter().map(stated).collect(),
    }
}

fn column(site: &Site) -> Result<Column, Problem> {
    site.fixed(Kind::Reports).cloned().ok_or(Problem::Missing)
}

/// `/reports/2024` is the page, `/reports/2024.pdf` a file of the same edition, `/reports/schema.json` the schema.
pub async fn report(
    State(app): State<App>,
    site: Site,
    Path(file): Path<String>,
) -> Result<Response, Problem> {
    if file == "schema.json" {
        return Ok(([(header::CONTENT_TYPE, "application/schema+json")], SCHEMA).into_response());
    }
    let (year, format) = file
        .split_once('.')
        .map_or((file.as_str(), None), |(year, format)| (year, Some(format)));
    let year: i16 = year.parse().ok().ok_or(Problem::Missing)?;
    let published = reports::published(app.office(), site.organ.id, year)
        .await?
        .ok_or(Problem::Missing)?;
    match format {
        None => show(&app, &site, published, true).await,
        Some("original") => {
            let kept = reports::published_file(app.office(), site.organ.id, year).await?;
            let kept = download_opened(kept.ok_or(Problem::Missing)?);
            Ok(resting(kept, [Topic::Reports]))
        }
        Some(format) => {
            let gate = &app.office().limits().visitors;
            let made = published_file(&app, gate, published, format).await?;
            Ok(resting(made, [Topic::Reports]))
        }
    }
}

/// An earlier edition, as it was published.
pub async fn edition(
    State(app): State<App>,
    site: Site,
    Path((year, number)): Path<(i16, i64)>,
) -> Result<Response, Problem> {
    let found = reports::published_edition(app.office(), site.organ.id, year, number).await?;
    let published = found.ok_or(Problem::Missing)?;
    show(&app, &site, published, false).await
}

struct History {
    number: i64,
    at: String,
    correction: Option<String>,
    href: Option<String>,
}

/// When a report that was published elsewhere came here, and by what its first day is known.
struct Moved {
    here_since: String,
    why: String,
}

#[derive(Template)]
#[template(path = "site/report.html")]
struct ReportPage {
    frame: Frame,
    /// The title in two, where it may break: the organ's name, if it begins with it, and what follows.
    title_head: String,
    title_rest: String,
    year: i16,
    organ: String,
    published_at: String,
    /// Since when it stands here, where it was published elsewhere before.
    moved: Option<Moved>,
    /// What is said of a format that is not today's.
    about_format: Option<&'static str>,
    /// Whether it is shown as it was printed, without the six sections.
    is_archive: bool,
    /// The file that an archive edition is given out as.
    original: Option<String>,
    edition: i64,
    is_latest: bool,
    correction: Option<String>,
    /// What stands before section one.
    opening: Vec<String>,
    sections: Vec<Printed>,
    closing: Vec<String>,
    history: Vec<History>,
    other_years: Vec<i16>,
}

async fn show(
    app: &App,
    site: &Site,
    published: PublishedReport,
    is_newest: bool,
) -> Result<Response, Problem> {
    let year = published.report.year;
    let editions = reports::published_editions(app.office(), site.organ.id, year).await?;
    let newest = editions
        .first()
        .map_or(published.edition, |edition| edition.number);
    let years = reports::published_all(app.office(), site.organ.id).await?;
    let organ = published.report.organ.clone();
    let title = published.report.title();
    let (title_head, title_rest) = match title.strip_prefix(&organ) {
        Some(rest) => (organ.clone(), rest.to_owned()),
        None => (String::new(), title),
    };
    let shown = page(&ReportPage {
        frame: frame(site, &published)?,
        title_head,
        title_rest,
        year,
        published_at: published_at(&published),
        moved: published.first_published.clone().map(|first| Moved {
            here_since: minute(published.published_at),
            why: first.why,
        }),
        about_format: about(published.report.format),
        is_archive: !published.report.format.has_tables(),
        original: published.kept.as_ref().map(|kept| kept.name.clone()),
        edition: published.edition,
        is_latest: is_newest || newest == published.edition,
        correction: published.correction.clone(),
        opening: lines(&published.report.opening),
        sections: sections(&published.report),
        closing: lines(&published.report.closing),
        history: history(&editions, &published, year),
        other_years: years
            .iter()
            .map(|other| other.report.year)
            .filter(|other| *other != year)
            .collect(),
        organ,
    })?;
    Ok(resting(shown, [Topic::Reports]))
}

fn frame(site: &Site, published: &PublishedReport) -> Result<Frame, Problem> {
    let column = column(site)?;
    let mut crumbs = site.crumbs_to(&column, false);
    crumbs.push(Crumb {
        name: format!("{}年", published.report.year),
        href: None,
    });
    let title = published.report.title();
    let mut frame = site.frame(&title, Some(&column), crumbs);
    frame.description = description::of_report(&published.report);
    frame.metas.push(meta("ArticleTitle", &title));
    frame.metas.push(meta("PubDate", &published_at(published)));
    frame.metas.push(meta("ContentSource", &site.organ.name));
    frame.metas.push(meta("Url", &site.absolute(&site.path)));
    Ok(frame)
}

/// When it was published: the true day where that was elsewhere.
fn published_at(published: &PublishedReport) -> String {
    match &published.first_published {
        Some(first) => first.on.to_string(),
        None => minute(published.published_at),
    }
}

/// What the page says of a format that is not today's.
const fn about(format: Format) -> Option<&'static str> {
    match format {
        Format::Archive => Some(
            "存档版：2018 年度以前的报告没有统一的表格，按原文件保存和提供，其中的数字不参加统计、比较和绘图。",
        ),
        Format::Of2019 => Some(
            "本报告采用 2019 年格式（国办公开办函〔2019〕60号），表二的项目和口径与 2021 年度以后的报告不同。",
        ),
        Format::Of2021 => None,
    }
}

fn history(editions: &[PublishedEdition], shown: &PublishedReport, year: i16) -> Vec<History> {
    let newest = editions.first().map(|edition| edition.number);
    let entry = |edition: &PublishedEdition| {
        let is_shown = edition.number == shown.edition;
        let address = if Some(edition.number) == newest {
            format!("/reports/{year}")
        } else {
            format!("/reports/{year}/editions/{}", edition.number)
        };
        History {
            number: edition.number,
            at: minute(edition.published_at),
            correction: edition.correction.clone(),
            href: (!is_shown).then_some(address),
        }
    };
    if editions.len() > 1 {
        editions.iter().map(entry).collect()
    } else {
        Vec::new()
    }
}
