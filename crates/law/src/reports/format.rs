//! The versions of the report's format: prose before 2019, 国办公开办函〔2019〕60号 for report years 2019 and 2020 (some offices
//! went on using it), 国办公开办函〔2021〕30号 since report year 2021. Archives show all three.

use super::{Cell, Table2, Table2Of2019};
use crate::codes::{ApplicantKind, Route, TableThreeRow, Verdict};

/// In which format a report was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Prose of report years 2008 to 2018, kept as it was printed; it has no figures that could be compared.
    Archive,
    /// 国办公开办函〔2019〕60号.
    Of2019,
    /// 国办公开办函〔2021〕30号.
    #[default]
    Of2021,
}

impl Format {
    /// All of them, the oldest first.
    pub const ALL: [Self; 3] = [Self::Archive, Self::Of2019, Self::Of2021];

    /// The format that was in force for a report year.
    pub const fn of_year(year: i16) -> Self {
        match year {
            ..2019 => Self::Archive,
            2019..2021 => Self::Of2019,
            _ => Self::Of2021,
        }
    }

    /// What the page of a report says of its format.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Archive => "存档版",
            Self::Of2019 => "2019 年格式",
            Self::Of2021 => "2021 年格式",
        }
    }

    /// Its stable name in data.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Of2019 => "2019",
            Self::Of2021 => "2021",
        }
    }

    /// The notice that set it; archives had none.
    pub const fn source(self) -> Option<&'static str> {
        match self {
            Self::Archive => None,
            Self::Of2019 => Some("国办公开办函〔2019〕60号"),
            Self::Of2021 => Some("国办公开办函〔2021〕30号"),
        }
    }

    /// Whether it has the three tables.
    pub const fn has_tables(self) -> bool {
        !matches!(self, Self::Archive)
    }

    /// Every cell it prints, in print order.
    pub fn cells(self) -> Vec<Cell> {
        let two: Vec<Cell> = match self {
            Self::Archive => return Vec::new(),
            Self::Of2019 => Table2Of2019::ALL
                .iter()
                .map(|cell| Cell::TwoOf2019(*cell))
                .collect(),
            Self::Of2021 => Table2::ALL.iter().map(|cell| Cell::Two(*cell)).collect(),
        };
        let three = self
            .rows()
            .flat_map(|row| ApplicantKind::ALL.iter().map(move |kind| Cell::Three(row, *kind)));
        let four = Route::ALL
            .iter()
            .flat_map(|route| Verdict::ALL.iter().map(|verdict| Cell::Four(*route, *verdict)));
        two.into_iter().chain(three).chain(four).collect()
    }

    /// The rows of table 三 it prints, in print order: （六）其他处理 is one row in the format of 2019, three since.
    pub fn rows(self) -> impl Iterator<Item = TableThreeRow> {
        let is_printed = move |row: &TableThreeRow| match row {
            TableThreeRow::OtherwiseUncorrected
            | TableThreeRow::OtherwiseUnpaid
            | TableThreeRow::OtherwiseOther => self == Self::Of2021,
            TableThreeRow::OtherwiseMerged => self == Self::Of2019,
            _ => self.has_tables(),
        };
        TableThreeRow::ALL.iter().copied().filter(is_printed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_of_2019_prints_twenty_three_rows_in_table_three() {
        assert_eq!(Format::Of2019.rows().count(), 23);
        assert_eq!(Format::Of2019.cells().len(), 22 + 23 * 7 + 15);
        assert_eq!(Format::Of2021.cells(), Cell::all().collect::<Vec<_>>());
        assert_eq!(Format::Archive.cells(), []);
    }
}
