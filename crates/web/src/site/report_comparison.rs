//! Two published years beside each other, figure by figure, for anybody. What can be compared law says (`side_by_side`).

use std::cmp::Ordering;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use law::codes::ApplicantKind;
use law::columns::Kind;
use law::reports::{Cell, CellChange, Unlike, side_by_side};
use office::reports::{self, PublishedReport};
use rust_decimal::Decimal;
use serde::Deserialize;

use super::layout::{Crumb, Frame, Site, page};
use crate::app::App;
use crate::errors::Problem;
use crate::freshness::{Topic, resting};

/// Its address.
pub const HERE: &str = "/reports/comparison";
/// What the page is called before two years are chosen.
const NAME: &str = "比较两个年度";

/// Which two years are compared; the two latest where nothing is said.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    left: String,
    right: String,
}

/// The years there are, the latest first, and the two that are chosen.
struct Years {
    all: Vec<i16>,
    left: i16,
    right: i16,
}

/// One figure of both years as it is written.
struct Line {
    label: String,
    before: String,
    after: String,
    difference: String,
    percent: String,
}

/// Figures that stand in one table.
struct Group {
    title: &'static str,
    id: &'static str,
    lines: Vec<Line>,
    /// What is 0 in both years.
    zeros: Vec<String>,
}

#[derive(Template)]
#[template(path = "site/report_comparison.html")]
struct ComparisonPage {
    frame: Frame,
    heading: String,
    years: Option<Years>,
    is_compared: bool,
    cautions: Vec<String>,
    /// What only one of two formats counts.
    unlike: Vec<Unlike>,
    /// Years whose reports hold no figures.
    archives: Vec<i16>,
    groups: Vec<Group>,
    /// Whether table two is that of the format of 2019, whose units are others.
    is_of_2019: bool,
    /// Whether a share could not be reckoned because the earlier number is 0.
    has_no_share: bool,
}

/// The comparison.
pub async fn comparison(
    State(app): State<App>,
    site: Site,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (published, archives): (Vec<PublishedReport>, Vec<PublishedReport>) =
        reports::published_all(app.office(), site.organ.id)
            .await?
            .into_iter()
            .partition(|one| one.report.format.has_tables());
    let years = chosen(&published, &asked)?;
    let pair = years.as_ref().filter(|years| years.left != years.right);
    let report = |year: i16| published.iter().find(|one| one.report.year == year);
    let pair = pair.and_then(|years| report(years.left).zip(report(years.right)));
    let found = pair.map(|(left, right)| side_by_side(&left.report, &right.report));
    let figures = found.as_ref().map_or(&[][..], |found| &found.figures);
    let (cautions, unlike) = found.as_ref().map_or_else(Default::default, |found| {
        (found.cautions.clone(), found.unlike.clone())
    });
    let shown = page(&ComparisonPage {
        frame: frame(&site, &asked, years.as_ref())?,
        heading: heading(years.as_ref().filter(|_| found.is_some())),
        is_compared: found.is_some(),
        groups: groups(figures),
        is_of_2019: figures
            .iter()
            .any(|figure| matches!(figure.cell, Cell::TwoOf2019(_))),
        has_no_share: figures.iter().any(has_no_share),
        archives: archives.iter().map(|one| one.report.year).collect(),
        cautions,
        unlike,
        years,
    })?;
    Ok(resting(shown, [Topic::Reports]))
}

/// The two years that were asked for; a year without a report is no page. Where one is not named: the latest, beside the one
/// before it.
fn chosen(published: &[PublishedReport], asked: &Asked) -> Result<Option<Years>, Problem> {
    let all: Vec<i16> = published.iter().map(|one| one.report.year).collect();
    let (Some(latest), true) = (all.first().copied(), all.len() > 1) else {
        return Ok(None);
    };
    let named = |typed: &str| match typed.trim() {
        "" => Ok(None),
        typed => {
            let year = typed.parse().ok();
            year.filter(|year| all.contains(year))
                .map(Some)
                .ok_or(Problem::Missing)
        }
    };
    let (left, right) = (named(&asked.left)?, named(&asked.right)?);
    let right = right.unwrap_or(latest);
    let before = || all.iter().copied().find(|year| *year < right);
    let other = || all.iter().copied().find(|year| *year != right);
    let left = left.or_else(before).or_else(other).unwrap_or(right);
    Ok(Some(Years { all, left, right }))
}

fn heading(years: Option<&Years>) -> String {
    years.map_or_else(
        || NAME.to_owned(),
        |years| format!("{} 年和 {} 年年度报告比较", years.left, years.right),
    )
}

fn frame(site: &Site, asked: &Asked, years: Option<&Years>) -> Result<Frame, Problem> {
    let column = site.fixed(Kind::Reports).ok_or(Problem::Missing)?;
    let mut crumbs = site.crumbs_to(column, false);
    crumbs.push(Crumb {
        name: NAME.to_owned(),
        href: None,
    });
    let organ = &site.organ.name;
    let Some(years) = years else {
        return Ok(site.frame(NAME, Some(column), crumbs));
    };
    let (left, right) = (years.left, years.right);
    let mut frame = site.frame(&format!("{left}年和{right}年年度报告比较"), Some(column), crumbs);
    frame.description = format!(
        "{organ}{left}年和{right}年政府信息公开工作年度报告逐项比较：主动公开、依申请公开、行政复议和行政诉讼的数字，增减和幅度。"
    );
    if !asked.left.is_empty() || !asked.right.is_empty() {
        frame.canonical = site.absolute(&format!("{HERE}?left={left}&right={right}"));
    }
    Ok(frame)
}

/// The figures by the tables they stand in, totals of table three before what stands behind them.
fn groups(figures: &[CellChange]) -> Vec<Group> {
    let group = |title, id, is_in: fn(Cell) -> bool| Group::of(title, id, figures, is_in);
    let all = [
        group("主动公开政府信息情况", "table-two", |cell| {
            matches!(cell, Cell::Two(_) | Cell::TwoOf2019(_))
        }),
        group(
            "收到和处理政府信息公开申请情况",
            "table-three",
            |cell| matches!(cell, Cell::Three(_, ApplicantKind::Total)),
        ),
        group("行政复议、行政诉讼情况", "table-four", |cell| {
            matches!(cell, Cell::Four(..))
        }),
        Group {
            // 150 figures, most of them 0: those that are not.
            zeros: Vec::new(),
            ..group(
                "申请情况，按申请人分列",
                "by-applicant",
                |cell| matches!(cell, Cell::Three(_, kind) if kind != ApplicantKind::Total),
            )
        },
    ];
    all.into_iter()
        .filter(|group| !group.lines.is_empty() || !group.zeros.is_empty())
        .collect()
}

impl Group {
    fn of(title: &'static str, id: &'static str, figures: &[CellChange], is_in: fn(Cell) -> bool) -> Self {
        let (zeros, told): (Vec<&CellChange>, Vec<&CellChange>) = figures
            .iter()
            .filter(|figure| is_in(figure.cell))
            .partition(|figure| figure.is_zero());
        Self {
            title,
            id,
            lines: told.into_iter().map(Line::of).collect(),
            zeros: zeros.into_iter().map(|figure| label(figure.cell)).collect(),
        }
    }
}

impl Line {
    fn of(figure: &CellChange) -> Self {
        let number = |number: Option<Decimal>| {
            number.map_or_else(|| "未填".to_owned(), |number| number.normalize().to_string())
        };
        let percent = figure.percent.map(|percent| format!("{}%", signed(percent)));
        Self {
            label: label(figure.cell),
            before: number(figure.before),
            after: number(figure.after),
            difference: figure.difference.map_or_else(|| "不能比较".to_owned(), signed),
            percent: percent.unwrap_or_else(|| "—".to_owned()),
        }
    }
}

/// Signs of a number that has room in a quarter of a phone.
const ROOM: usize = 9;

impl Line {
    /// Whether its numbers need half the width of a phone each.
    fn is_long(&self) -> bool {
        let all = [&self.before, &self.after, &self.difference];
        all.iter().any(|number| number.chars().count() > ROOM)
    }
}

/// Whether there is a difference, and nothing that it is a share of.
fn has_no_share(figure: &CellChange) -> bool {
    !figure.is_zero() && figure.difference.is_some() && figure.percent.is_none()
}

fn signed(number: Decimal) -> String {
    match number.cmp(&Decimal::ZERO) {
        Ordering::Greater => format!("+{number}"),
        // The minus of numbers: as wide as a plus, and no line ends behind it.
        Ordering::Less => format!("−{}", number.abs()),
        Ordering::Equal => "0".to_owned(),
    }
}

/// What the figure is called under the heading of its table.
fn label(cell: Cell) -> String {
    match cell {
        Cell::Two(two) => two.label().to_owned(),
        Cell::TwoOf2019(two) => two.label().to_owned(),
        Cell::Three(row, ApplicantKind::Total) => row.full_label(),
        Cell::Three(row, kind) => format!("{}·{}", row.full_label(), kind.label()),
        Cell::Four(route, verdict) => format!("{}·{}", route.label(), verdict.label()),
    }
}
