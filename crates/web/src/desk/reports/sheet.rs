//! The three tables as they are printed, each number a field of the workbench, with what the checks say at its cell.

use std::collections::BTreeMap;

use law::codes::ApplicantKind;
use law::reports::{Cell, Check, Finding, Level, Report};
use paper::reports::{Grid, Part};

use super::counted::Opens;
use super::typed::{Slips, Typed};

/// A table of the workbench.
pub struct Sheet {
    pub number: u8,
    pub caption: &'static str,
    pub rows: Vec<Row>,
}

/// A printed row.
pub struct Row {
    pub squares: Vec<Square>,
    /// What opens it on a phone: the row of table 三 that it is.
    pub folds: Option<Folded>,
}

/// A row that is folded on a phone.
pub struct Folded {
    pub id: String,
    /// Whether it stands open: a cell of it is wrong.
    pub is_open: bool,
    /// What is to be looked at in its cells, in words; empty where nothing is.
    pub noted: String,
}

/// One printed cell: a head, or a field.
pub struct Square {
    pub across: usize,
    pub down: usize,
    pub content: Content,
}

/// What stands in it.
pub enum Content {
    /// A corner, which heads nothing.
    Text(String),
    /// A head with its scope and class.
    Head {
        text: String,
        scope: &'static str,
        class: &'static str,
    },
    Field(Box<Field>),
}

/// A number's field.
pub struct Field {
    pub name: String,
    pub label: String,
    /// What it is called beside the name of its row.
    pub short: String,
    /// Whether it adds up the others of its row.
    pub is_total: bool,
    pub value: String,
    /// Where it stands, for moving with the arrow keys.
    pub row: usize,
    pub column: usize,
    /// `has-error` or `has-warning` when something is wrong with it.
    pub mark: &'static str,
    /// What is wrong.
    pub says: Vec<String>,
    /// Whether that is only that the records count otherwise.
    pub is_off_record: bool,
    /// Where the records behind it are listed.
    pub opens: Option<String>,
}

/// What the checks say, cell by cell.
#[derive(Default)]
pub struct Marks(BTreeMap<Cell, Mark>);

#[derive(Clone)]
struct Mark {
    /// The worst of it.
    level: Level,
    says: Vec<String>,
    is_off_record: bool,
}

impl Marks {
    /// The findings at their cells, and the texts that are no numbers.
    pub fn of(findings: &[Finding], slips: &Slips) -> Self {
        let mut marks = Self::default();
        for (cell, message) in slips {
            marks.add(*cell, Level::Error, message, false);
        }
        for finding in findings {
            let is_off_record = finding.check == Check::Records;
            for cell in &finding.cells {
                // A cell whose text is no number is not merely blank.
                if !slips.contains_key(cell) {
                    marks.add(*cell, finding.level(), &finding.message, is_off_record);
                }
            }
        }
        marks
    }

    fn add(&mut self, cell: Cell, level: Level, message: &str, is_off_record: bool) {
        let mark = self.0.entry(cell).or_insert_with(|| Mark {
            level,
            says: Vec::new(),
            is_off_record,
        });
        mark.level = mark.level.min(level);
        mark.says.push(message.to_owned());
        mark.is_off_record &= is_off_record;
    }
}

/// Tables 二, 三 and 四 with these fields; where there are records, the numbers open into those of the year that the person may see.
pub fn sheets(report: &Report, typed: &Typed, marks: &Marks, opens: Option<Opens>) -> Vec<Sheet> {
    let sheet = |grid: &Grid| sheet(grid, typed, marks, opens.map(|opens| (report.year, opens)));
    Grid::all(report).iter().map(sheet).collect()
}

fn sheet(grid: &Grid, typed: &Typed, marks: &Marks, opens: Option<(i16, Opens)>) -> Sheet {
    let blank = || Row {
        squares: Vec::new(),
        folds: None,
    };
    let mut rows: Vec<Row> = grid.rows.iter().map(|_| blank()).collect();
    for placed in grid.placed() {
        let head = |scope, class| Content::Head {
            text: placed.slot.text.clone(),
            scope,
            class,
        };
        let content = match placed.slot.part {
            Part::Corner => Content::Text(placed.slot.text.clone()),
            Part::Band => head("rowgroup", "band"),
            Part::Head => head("col", "head"),
            Part::Label if placed.slot.down > 1 => head("row", "label group"),
            Part::Label => head("row", "label"),
            Part::Spine => head("row", "spine"),
            Part::Number(cell) => {
                let mut field = field(cell, (placed.row, placed.column), typed, marks);
                field.opens = opens.and_then(|(year, opens)| opens.opening(year, cell));
                Content::Field(Box::new(field))
            }
        };
        let square = Square {
            across: placed.slot.across,
            down: placed.slot.down,
            content,
        };
        if let Some(row) = rows.get_mut(placed.row) {
            row.squares.push(square);
        }
    }
    for row in &mut rows {
        row.folds = folded(&row.squares);
    }
    Sheet {
        number: grid.number,
        caption: grid.caption,
        rows,
    }
}

/// A row of table 三 folds; the others are short enough.
fn folded(squares: &[Square]) -> Option<Folded> {
    let fields = squares.iter().filter_map(|square| match &square.content {
        Content::Field(field) => Some(field),
        _ => None,
    });
    let fields: Vec<&Field> = fields.map(AsRef::as_ref).collect();
    let row = fields.first()?.name.strip_prefix("table3.")?.rsplit_once('.')?.0;
    Some(Folded {
        id: format!("open-{row}"),
        is_open: fields.iter().any(|field| field.mark == WRONG),
        noted: in_words(&fields),
    })
}

/// The class of a cell that is wrong, and of one to be looked at.
const WRONG: &str = "has-error";
const REMARKED: &str = "has-warning";

/// How many cells of a row are to be looked at: the wrong ones first, then what the records count otherwise.
fn in_words(fields: &[&Field]) -> String {
    let marked = |mark: &str| fields.iter().filter(|field| field.mark == mark).count();
    let is_off_record = |field: &&&Field| field.mark == REMARKED && field.is_off_record;
    let off_record = fields.iter().filter(is_off_record).count();
    match (marked(WRONG), marked(REMARKED)) {
        (0, 0) => String::new(),
        (0, remarked) if remarked == off_record => format!("{remarked} 格与记录不同"),
        (0, remarked) => format!("{remarked} 格有提示"),
        (wrong, _) => format!("{wrong} 格有错误"),
    }
}

/// The rows that fold, each with what is to be looked at in it.
pub fn noted(sheets: &[Sheet]) -> BTreeMap<&str, &str> {
    let rows = sheets.iter().flat_map(|sheet| &sheet.rows);
    let folds = rows.filter_map(|row| row.folds.as_ref());
    folds
        .map(|fold| (fold.id.as_str(), fold.noted.as_str()))
        .collect()
}

/// The name of the column alone.
fn short(cell: Cell) -> String {
    match cell {
        Cell::Two(_) | Cell::TwoOf2019(_) => String::new(),
        Cell::Three(_, kind) => kind.label().to_owned(),
        Cell::Four(route, verdict) => format!("{}·{}", route.label(), verdict.label()),
    }
}

fn field(cell: Cell, (row, column): (usize, usize), typed: &Typed, marks: &Marks) -> Field {
    let mark = marks.0.get(&cell);
    Field {
        name: cell.name(),
        label: cell.label(),
        short: short(cell),
        is_total: matches!(cell, Cell::Three(_, ApplicantKind::Total)),
        value: typed.cell(cell).to_owned(),
        row,
        column,
        mark: match mark.map(|mark| mark.level) {
            Some(Level::Error) => WRONG,
            Some(Level::Warning) => REMARKED,
            None => "",
        },
        says: mark.map(|mark| mark.says.clone()).unwrap_or_default(),
        is_off_record: mark.is_some_and(|mark| mark.is_off_record),
        opens: None,
    }
}
