//! What the rows of a document say, and which rows of the format were there.

use std::collections::BTreeSet;

use law::codes::{ApplicantKind, Route, TableThreeRow};
use law::reports::{Cell, Slip, Table2, Tables, Unread};

/// The rows of table 二, each by its first cell.
pub(super) const TWO: [Table2; 6] = [
    Table2::RegulationsMade,
    Table2::NormativeMade,
    Table2::Licences,
    Table2::Penalties,
    Table2::CoerciveMeasures,
    Table2::FeesWanYuan,
];

/// What the rows of a stretch of the document say.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub tables: Tables,
    pub unread: Vec<Unread>,
    pub slips: Vec<Slip>,
    pub seen: Seen,
}

/// Which rows of the format were there, filled or not.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub two: Vec<Table2>,
    pub three: BTreeSet<TableThreeRow>,
    pub four: BTreeSet<Route>,
}

impl Seen {
    /// Whether every row of the format is there.
    pub fn is_whole(&self) -> bool {
        self.two.len() == TWO.len()
            && TableThreeRow::printed().all(|row| self.has_three(row))
            && self.four.len() == Route::ALL.len()
    }

    pub fn is_nothing(&self) -> bool {
        self.two.is_empty() && self.three.is_empty() && self.four.is_empty()
    }

    pub fn has_two(&self, row: Table2) -> bool {
        self.two.contains(&row)
    }

    /// The older single row stands for its three.
    pub fn has_three(&self, row: TableThreeRow) -> bool {
        let is_merged = self.three.contains(&TableThreeRow::OtherwiseMerged);
        let is_otherwise = matches!(
            row,
            TableThreeRow::OtherwiseUncorrected
                | TableThreeRow::OtherwiseUnpaid
                | TableThreeRow::OtherwiseOther
        );
        self.three.contains(&row) || (is_otherwise && is_merged)
    }

    pub fn has_four(&self, route: Route) -> bool {
        self.four.contains(&route)
    }
}

impl Found {
    /// （六）其他处理 can't be both one row and three: beside its three it is a sum of theirs; beside two of them it is
    /// the third, whose own label stood on the other side of a page's end.
    pub fn settle_otherwise(&mut self) {
        let leaves = [
            TableThreeRow::OtherwiseUncorrected,
            TableThreeRow::OtherwiseUnpaid,
            TableThreeRow::OtherwiseOther,
        ];
        let absent: Vec<TableThreeRow> = leaves
            .into_iter()
            .filter(|row| !self.seen.three.contains(row))
            .collect();
        let number = |row: &TableThreeRow| {
            let mut cells = ApplicantKind::ALL.iter().map(|kind| Cell::Three(*row, *kind));
            cells.any(|cell| self.tables.get(cell).is_some())
        };
        // Where only the one row has numbers, and nothing that can't be read stands in the three, it is none of their sum.
        let is_leaf = |cell: &Cell| matches!(cell, Cell::Three(row, _) if leaves.contains(row));
        let is_told = self.unread.iter().any(|unread| unread.cells.iter().any(is_leaf));
        if number(&TableThreeRow::OtherwiseMerged) && !leaves.iter().any(number) && !is_told {
            self.seen.three.retain(|row| !leaves.contains(row));
            return;
        }
        if absent.len() == leaves.len() || !self.seen.three.remove(&TableThreeRow::OtherwiseMerged) {
            return;
        }
        for kind in ApplicantKind::ALL {
            let merged = Cell::Three(TableThreeRow::OtherwiseMerged, *kind);
            if let ([row], Some(number)) = (absent.as_slice(), self.tables.get(merged)) {
                self.tables.set(Cell::Three(*row, *kind), number);
            }
            self.tables.clear(merged);
        }
        if let [row] = absent.as_slice() {
            self.seen.three.insert(*row);
        }
    }
}
