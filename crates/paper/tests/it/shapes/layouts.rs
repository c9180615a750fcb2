//! The layouts in which reports are met, and a report laid out in any of them.

use std::sync::LazyLock;

use law::codes::{ApplicantKind, Route, Verdict};
use law::reports::{Cell, Format, Report, Tables};
use paper::Fonts;
use paper::reports::{Imprint, pdf};
use proptest::prelude::*;

use super::exchanged::{Exchange, exchange, exchanges};
use super::leaf::leaf;
use super::written::{broken, document, grid, hang_lower, sheet};
use crate::strangers::tables::{
    Table, article, former_two_of, four_head, one, three_head, three_labels_in, two_of,
};

static FONTS: LazyLock<Fonts> =
    LazyLock::new(|| Fonts::scan(&[]).expect("make test installs fonts-noto-cjk"));

/// How a report is laid out.
#[derive(Clone, Debug)]
pub struct Layout {
    pub kind: Kind,
    pub format: Format,
    /// Two columns that stand in each other's place, with their heads.
    exchanged: Option<Exchange>,
    /// Zeros are left blank.
    pub has_blank_zeros: bool,
    /// Empty cells after the last column, in every row.
    extra_columns: usize,
    /// Every so many rows one has an empty cell more; 0: none.
    trailing_every: usize,
    /// Every so many rows one is broken in two; 0: none.
    broken_every: usize,
    /// Every so many numbers one is no number; 0: none.
    pub spoilt_every: usize,
    /// Every so many numbers one has its unit; 0: none.
    unit_every: usize,
    /// A PDF of another hand than ours.
    is_strange: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Html,
    Docx,
    Xlsx,
    /// Pages set by our own hand: blank zeros and remarks, rows over a page's end; every cell holds a number or nothing.
    /// Where columns are exchanged, a page of another hand.
    Pdf,
    /// Tabs where the cells of a table stand, merged ones as empty cells.
    Tabs,
    /// Tabs between cells, with a last tab in every row.
    ClosedTabs,
    /// Bars between cells, merged ones once.
    Bars,
    /// Tabs between cells, merged ones once.
    FewTabs,
    /// Tables that were saved as CSV within the text.
    Commas,
    /// Spaces between cells, merged ones once.
    Spaces,
    /// One cell a line.
    Lines,
}

impl Kind {
    pub const ALL: [Self; 11] = [
        Self::Html,
        Self::Docx,
        Self::Xlsx,
        Self::Pdf,
        Self::Tabs,
        Self::ClosedTabs,
        Self::Bars,
        Self::FewTabs,
        Self::Commas,
        Self::Spaces,
        Self::Lines,
    ];

    /// Whether cells know their columns.
    pub fn has_columns(self) -> bool {
        matches!(self, Self::Html | Self::Docx | Self::Xlsx | Self::Pdf)
    }
}

/// Any layout.
pub fn layouts() -> impl Strategy<Value = Layout> {
    let kind = prop::sample::select(&Kind::ALL[..]);
    let every = || prop_oneof![2 => Just(0_usize), 1 => 3..9_usize];
    (
        (kind, any::<bool>(), exchanges()),
        any::<bool>(),
        0..3_usize,
        every(),
        every(),
        every(),
        every(),
    )
        .prop_map(
            |(
                (kind, is_strange, exchanged),
                has_blank_zeros,
                extra_columns,
                trailing_every,
                broken_every,
                spoilt_every,
                unit_every,
            )| Layout {
                kind,
                format: Format::Of2021,
                exchanged,
                has_blank_zeros,
                extra_columns,
                trailing_every,
                broken_every,
                spoilt_every,
                unit_every,
                is_strange,
            },
        )
}

impl Layout {
    /// Nothing but the tables.
    pub fn plain(kind: Kind) -> Self {
        Self {
            kind,
            format: Format::Of2021,
            exchanged: None,
            has_blank_zeros: false,
            extra_columns: 0,
            trailing_every: 0,
            broken_every: 0,
            spoilt_every: 0,
            unit_every: 0,
            is_strange: false,
        }
    }

    /// Whether the pages are set by our own hand.
    fn is_ours(&self) -> bool {
        self.kind == Kind::Pdf && self.exchanged.is_none() && !self.is_strange
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The same of tables in another format.
    pub fn of(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// What stands in each cell of the tables.
    pub fn texts(&self, tables: &Tables) -> impl Fn(Cell) -> String {
        let all: Vec<(Cell, String)> = self
            .format
            .cells()
            .into_iter()
            .enumerate()
            .map(|(index, cell)| (cell, self.text(tables, cell, index)))
            .collect();
        move |cell| {
            let found = all.iter().find(|(other, _)| *other == cell);
            found.map_or(String::new(), |(_, text)| text.clone())
        }
    }

    fn text(&self, tables: &Tables, cell: Cell, index: usize) -> String {
        const SPOILT: [&str; 5] = ["约20", "2.00E+01", "十二", "#REF!", "20%"];
        let is_set = self.is_ours();
        let is_turn = |every: usize| every > 0 && !is_set && index % every == every - 1;
        let Some(number) = tables.get(cell) else {
            return String::new();
        };
        if is_turn(self.spoilt_every) {
            return SPOILT[index % SPOILT.len()].to_owned();
        }
        if self.has_blank_zeros && number.is_zero() && !(is_set && tables.note(cell).is_some()) {
            return String::new();
        }
        match tables.note(cell) {
            Some(note) if cell.is_unit(note) => format!("{number}{note}"),
            Some(note) => format!("{number}（{note}）"),
            None if is_turn(self.unit_every) && !cell.is_decimal() => format!("{number}件"),
            None => number.to_string(),
        }
    }

    /// The three tables as rows of cells.
    pub fn tables(&self, text: &dyn Fn(Cell) -> String) -> [Table; 3] {
        let mut three = three_head();
        for (row, labels) in three_labels_in(self.format) {
            let numbers = ApplicantKind::ALL
                .iter()
                .map(|kind| one(&text(Cell::Three(row, *kind))));
            three.push(labels.into_iter().chain(numbers).collect());
        }
        let mut four = four_head();
        let line = Route::ALL
            .iter()
            .flat_map(|route| Verdict::ALL.iter().map(|verdict| Cell::Four(*route, *verdict)));
        four.push(line.map(|cell| one(&text(cell))).collect());
        let two = if self.format == Format::Of2019 {
            former_two_of(text)
        } else {
            two_of(text)
        };
        let mut tables = [two, three, four];
        if let Some(exchanged) = self.exchanged {
            exchange(&mut tables, exchanged);
        }
        tables.map(|table| self.with_extras(table))
    }

    fn with_extras(&self, table: Table) -> Table {
        let mut rows = Table::new();
        for (index, mut row) in table.into_iter().enumerate() {
            let is_turn = |every: usize| every > 0 && index % every == every - 1;
            let extra = self.extra_columns + usize::from(is_turn(self.trailing_every));
            let broken = is_turn(self.broken_every).then(|| broken(&mut row)).flatten();
            row.extend((0..extra).map(|_| one("")));
            rows.push(row);
            if let Some(broken) = broken {
                hang_lower(&mut rows);
                rows.push(broken);
            }
        }
        rows
    }

    /// The report as a PDF, zeros left blank where they are so in this layout.
    fn pages(&self, tables: &Tables) -> Vec<u8> {
        let mut report = Report {
            organ: "清河县水利局".into(),
            year: 2024,
            format: self.format,
            tables: tables.clone(),
            ..Report::default()
        };
        for cell in self.format.cells().into_iter().filter(|_| self.has_blank_zeros) {
            if tables.get(cell).is_some_and(|number| number.is_zero()) && tables.note(cell).is_none() {
                report.tables.clear(cell);
            }
        }
        for section in [1, 5, 6] {
            report.sections.set(section, "本局认真做好各项公开工作。");
        }
        pdf(&report, &Imprint::default(), &FONTS).expect("a PDF")
    }

    /// The report as a file, and its name.
    pub fn file(&self, tables: &Tables) -> (Vec<u8>, &'static str) {
        let text = self.texts(tables);
        if self.is_ours() {
            return (self.pages(tables), "a.pdf");
        }
        self.written(&self.tables(&text))
    }

    /// A file whose cells hold these texts.
    pub fn tables_with(&self, text: &dyn Fn(Cell) -> String) -> (Vec<u8>, &'static str) {
        self.written(&self.tables(text))
    }

    /// A file with these tables.
    pub fn written(&self, cells: &[Table; 3]) -> (Vec<u8>, &'static str) {
        match self.kind {
            Kind::Html => {
                let tables = cells.each_ref().map(crate::strangers::tables::html);
                (crate::strangers::tables::page(tables).into_bytes(), "a.html")
            }
            Kind::Docx => (document(cells), "a.docx"),
            Kind::Xlsx => (sheet(cells), "a.xlsx"),
            Kind::Pdf => (leaf(cells), "a.pdf"),
            kind => (lines(kind, cells).into_bytes(), "a.txt"),
        }
    }
}

/// The report as lines of text.
fn lines(kind: Kind, cells: &[Table; 3]) -> String {
    let tabs = |row: &[Option<&str>], mark: &str| {
        let cells: Vec<&str> = row.iter().map(|cell| cell.unwrap_or("")).collect();
        cells.join(mark)
    };
    let once = |row: &[Option<&str>], mark: &str| {
        let cells: Vec<&str> = row.iter().flatten().copied().collect();
        cells.join(mark)
    };
    let line = |row: &[Option<&str>]| match kind {
        Kind::Tabs => tabs(row, "\t"),
        Kind::ClosedTabs => tabs(row, "\t") + "\t",
        Kind::FewTabs => once(row, "\t"),
        Kind::Commas => tabs(row, ","),
        Kind::Spaces => once(row, "   "),
        Kind::Lines => once(row, "\n"),
        _ => once(row, " | ") + " |",
    };
    let tables = cells.each_ref().map(|table| {
        let rows = grid(table).into_iter().map(|row| {
            let row: Vec<Option<&str>> = row.iter().map(Option::as_deref).collect();
            line(&row) + "\n"
        });
        rows.collect::<String>()
    });
    article(|text| format!("{text}\n"), tables)
}
