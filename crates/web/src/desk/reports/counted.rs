//! 从记录取数: tables 三 and 四, of table 二 what the registers count, and the fee as the records count them, beside what the draft states.
//! The differences are shown first and taken over by a person; every number opens into its documents, cases or disputes.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::documents::REGISTERED_CELLS;
use law::reports::{Cell, Counted, Difference, FeeWords, Report, Tables, fee_sentence, with_fee_stated};
use law::rulings::RulingKind;
use law::staff::Act;
use office::OfficeError;
use office::reports::{self, Draft, SinceFrozen};
use paper::reports::{Grid, Part};
use rust_decimal::Decimal;
use serde::Deserialize;

use super::{HERE, draft_of};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::ticked;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// What is sent to take the numbers over.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct TakeForm {
    version: i64,
    #[serde(deserialize_with = "ticked")]
    with_fee: bool,
}

/// A cell that differs.
struct Line {
    label: String,
    stated: String,
    counted: String,
    /// 其中汇总数 57
    apart: Option<String>,
    href: Option<String>,
}

/// A table as it is printed, its numbers those of the records.
struct Sheet {
    number: u8,
    caption: &'static str,
    rows: Vec<Vec<Square>>,
}

/// One printed cell.
struct Square {
    across: usize,
    down: usize,
    text: String,
    /// `th` scope; empty for numbers and corners.
    scope: &'static str,
    class: &'static str,
    apart: Option<String>,
    href: Option<String>,
}

/// What section six says of the fee beside the records.
struct Fee {
    sentence: String,
    /// The sentence can be added; whoever takes the numbers over may leave it out.
    may_add: bool,
    /// Section six says something else and is mended by hand.
    contradicts: bool,
}

#[derive(Template)]
#[template(path = "desk/reports/counted.html")]
struct CountedPage {
    frame: Frame,
    year: i16,
    version: i64,
    lines: Vec<Line>,
    sheets: Vec<Sheet>,
    /// How table 四 is counted, where that is not as usual.
    footnote: Option<String>,
    fee: Option<Fee>,
    may_take: bool,
    errors: FieldErrors,
}

/// A cell that counts otherwise since the report was frozen.
pub struct LateLine {
    pub label: String,
    pub stated: String,
    pub then: String,
    pub now: String,
    pub href: Option<String>,
}

/// What the records changed since the newest edition, for the report's page.
pub struct Late {
    pub edition: i64,
    pub lines: Vec<LateLine>,
}

/// The records beside the draft.
pub async fn show(desk: Desk, Path(year): Path<i16>) -> Result<Response, Problem> {
    let draft = draft_of(&desk, year).await?;
    let page = page(&desk, &draft, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Takes the numbers over into the draft.
pub async fn take(
    desk: Desk,
    Path(year): Path<i16>,
    ProtectedForm(form): ProtectedForm<TakeForm>,
) -> Result<Response, Problem> {
    let (office, actor) = (desk.office(), &desk.actor);
    let done = reports::take_counted(office, actor, desk.moment, year, form.version, form.with_fee).await;
    let errors = match done {
        Ok(_) => {
            let address = format!("{HERE}/{year}/draft");
            return Ok(redirect_with(&address, "已从记录取数，请核对后定稿。"));
        }
        Err(OfficeError::Stale { .. }) => {
            let mut errors = FieldErrors::none();
            errors.add("", "草稿刚由他人修改过，下面是最新的差别，请看过再取数。");
            errors
        }
        Err(error) => FieldErrors::from_office(error)?,
    };
    let draft = draft_of(&desk, year).await?;
    let page = page(&desk, &draft, errors).await?;
    desk.again(&page)
}

async fn page(desk: &Desk, draft: &Draft, errors: FieldErrors) -> Result<CountedPage, Problem> {
    let year = draft.year;
    let counted = reports::counted(desk.office(), &desk.actor, year).await?;
    let opens = Opens::any(desk);
    let report = &draft.reading.report;
    let differences = counted
        .as_ref()
        .map(|counted| reports::differences(counted, report))
        .unwrap_or_default();
    let lines: Vec<Line> = differences
        .iter()
        .map(|one| {
            let apart = counted.as_ref().and_then(|counted| apart(counted, one.cell));
            Line::of(*one, year, opens, apart)
        })
        .collect();
    let of_cases = counted.as_ref().filter(|counted| counted.has_cases);
    let fee = of_cases.and_then(|counted| fee(report, counted));
    let has_more = fee.as_ref().is_some_and(|fee| fee.may_add);
    let (step, back) = (format!("{year} 年度报告"), format!("{HERE}/{year}"));
    Ok(CountedPage {
        frame: desk.frame("从记录取数", Section::Reports, &[(&step, &back)]),
        year,
        version: draft.version,
        may_take: desk.may(Act::WriteReports) && (!lines.is_empty() || has_more),
        lines,
        sheets: counted.map_or_else(Vec::new, |counted| sheets(report, &counted, opens)),
        footnote: footnote(desk).await?,
        fee,
        errors,
    })
}

async fn footnote(desk: &Desk) -> Result<Option<String>, Problem> {
    let settings = office::cases::settings(desk.office(), &desk.actor).await?;
    Ok(settings.disputes.footnote())
}

fn fee(report: &Report, counted: &Counted) -> Option<Fee> {
    let words = with_fee_stated(report.sections.get(6), counted.fees_fen);
    (words != FeeWords::Agrees).then(|| Fee {
        sentence: fee_sentence(counted.fees_fen),
        may_add: matches!(words, FeeWords::Added(_)),
        contradicts: words == FeeWords::Contradicts,
    })
}

/// Which records this person may open.
#[derive(Clone, Copy)]
pub struct Opens {
    cases: bool,
    documents: bool,
    rulings: bool,
}

impl Opens {
    /// What of these records the person may see.
    pub fn of(desk: &Desk, counted: &Counted) -> Self {
        Self {
            cases: counted.has_cases && desk.may(Act::SeeCases),
            documents: counted.has_register && desk.may(Act::SeeDocuments),
            rulings: !counted.rulings.is_empty() && desk.may(Act::SeeRulings),
        }
    }

    /// Whatever records there are.
    fn any(desk: &Desk) -> Self {
        Self {
            cases: desk.may(Act::SeeCases),
            documents: desk.may(Act::SeeDocuments),
            rulings: desk.may(Act::SeeRulings),
        }
    }

    /// Where the records behind this cell are listed, for whoever may see them.
    pub fn opening(self, year: i16, cell: Cell) -> Option<String> {
        let may = match cell {
            Cell::Two(two) if RulingKind::of_cell(two).is_some() => self.rulings,
            Cell::Two(_) | Cell::TwoOf2019(_) => self.documents,
            Cell::Three(..) | Cell::Four(..) => self.cases,
        };
        opening(year, cell).filter(|_| may)
    }
}

/// Where the records behind a cell are listed; nowhere for the older single row.
fn opening(year: i16, cell: Cell) -> Option<String> {
    match cell {
        Cell::Two(two) if REGISTERED_CELLS.contains(&two) => {
            Some(format!("/desk/documents/counted?year={year}&cell={}", two.code()))
        }
        Cell::Two(two) if RulingKind::of_cell(two).is_some() => {
            Some(format!("/desk/rulings/counted?year={year}&cell={}", two.code()))
        }
        Cell::Two(_) | Cell::TwoOf2019(_) | Cell::Three(law::codes::TableThreeRow::OtherwiseMerged, _) => {
            None
        }
        Cell::Three(row, kind) => Some(format!(
            "/desk/cases/counted?year={year}&row={}&kind={}",
            row.code(),
            kind.code()
        )),
        Cell::Four(route, verdict) => Some(format!(
            "/desk/disputes/counted?year={year}&route={}&verdict={}",
            route.code(),
            verdict.code()
        )),
    }
}

/// The tables with the records' numbers, each a link where it may be opened and is not zero; a table that no record counts is left out.
fn sheets(report: &Report, counted: &Counted, opens: Opens) -> Vec<Sheet> {
    let shown = Report {
        tables: counted.over(&Tables::default()),
        ..report.clone()
    };
    let is_counted = |grid: &&Grid| match grid.number {
        2 => counted.counts_table_two(),
        _ => counted.has_cases,
    };
    Grid::all(&shown)
        .iter()
        .filter(is_counted)
        .map(|grid| sheet(grid, counted, report.year, opens))
        .collect()
}

fn sheet(grid: &Grid, counted: &Counted, year: i16, opens: Opens) -> Sheet {
    let mut rows: Vec<Vec<Square>> = grid.rows.iter().map(|_| Vec::new()).collect();
    for placed in grid.placed() {
        let (scope, class) = match placed.slot.part {
            Part::Corner => ("", "corner"),
            Part::Band => ("rowgroup", "band"),
            Part::Head => ("col", "head"),
            Part::Label => ("row", "label"),
            Part::Spine => ("row", "spine"),
            Part::Number(_) => ("", "number"),
        };
        let href = match placed.slot.part {
            Part::Number(cell) if counted.get(cell) > Decimal::ZERO => opens.opening(year, cell),
            _ => None,
        };
        let square = Square {
            across: placed.slot.across,
            down: placed.slot.down,
            text: placed.slot.text.clone(),
            scope,
            class,
            apart: match placed.slot.part {
                Part::Number(cell) => apart(counted, cell),
                _ => None,
            },
            href,
        };
        if let Some(row) = rows.get_mut(placed.row) {
            row.push(square);
        }
    }
    Sheet {
        number: grid.number,
        caption: grid.caption,
        rows,
    }
}

/// What of a number comes from summaries is told apart.
fn apart(counted: &Counted, cell: Cell) -> Option<String> {
    let number = counted.of_summaries(cell)?;
    Some(format!("其中汇总数 {}", number.normalize()))
}

fn number(number: Option<Decimal>) -> String {
    number.map_or_else(|| "空".to_owned(), |number| number.normalize().to_string())
}

impl Line {
    fn of(difference: Difference, year: i16, opens: Opens, apart: Option<String>) -> Self {
        Self {
            label: difference.cell.label(),
            stated: number(difference.stated),
            counted: number(Some(difference.counted)),
            apart,
            href: opens.opening(year, difference.cell),
        }
    }
}

impl Late {
    /// What changed in the records since the newest edition was frozen.
    pub async fn of(desk: &Desk, year: i16) -> Result<Option<Self>, Problem> {
        let since = reports::since_frozen(desk.office(), &desk.actor, year).await?;
        let opens = Opens::any(desk);
        Ok(since.map(|since| Self::told(&since, year, opens)))
    }

    fn told(since: &SinceFrozen, year: i16, opens: Opens) -> Self {
        let mut lines: Vec<LateLine> = since
            .cells
            .iter()
            .map(|late| LateLine {
                label: late.cell.label(),
                stated: number(late.stated),
                then: number(Some(late.then)),
                now: number(Some(late.now)),
                href: opens.opening(year, late.cell),
            })
            .collect();
        let yuan = |fen: i64| format!("{} 元", Decimal::new(fen, 2).normalize());
        lines.extend(since.fees_fen.map(|(then, now)| LateLine {
            label: "信息处理费".to_owned(),
            stated: "见第六部分".to_owned(),
            then: yuan(then),
            now: yuan(now),
            href: opens.cases.then(|| format!("/desk/cases/fees?year={year}")),
        }));
        Self {
            edition: since.edition,
            lines,
        }
    }
}
