//! Table 二: rows of documents, whose three columns the head names, and rows of one number.

use law::reports::Cell;

use super::heads::{self, Columns, Contrary, Said};
use super::{Line, Reader, told};
use crate::reports::read::blocks::{Slot, TableRow};
use crate::reports::read::labels::TwoRow;
use crate::reports::read::numbers::value;
use crate::reports::read::placing::{self, Due, Placed, place_after_label};

impl Reader {
    /// Gives whether the row was taken and is the first of its name.
    pub(super) fn two(&mut self, row: &TableRow, line: TwoRow, numbers: &[Slot]) -> bool {
        let usual: Vec<Cell> = line.cells().iter().map(|cell| Cell::Two(*cell)).collect();
        let columns = match heads::named_in(numbers) {
            Some(own) => Ok(own),
            None => self.heads.stocks(row, self.is_counting_true),
        };
        let cells = columns
            .as_ref()
            .map_or(usual.clone(), |columns| columns.of(&usual));
        let placed = Self::stocks(row, cells.len(), numbers, columns.as_ref());
        if self.found.seen.two.contains(&line.0) {
            self.repeated(row, &cells, numbers, placed);
            return false;
        }
        let told = told::Why::of(columns.is_err());
        if self.take(row, Line::Two(line), &cells, numbers, placed, told) {
            self.found.seen.two.push(line.0);
            return true;
        }
        false
    }

    /// The same for a row of one number; its label is printed so.
    pub(super) fn one(&mut self, row: &TableRow, line: TwoRow, numbers: &[Slot], printed: &str) -> bool {
        let cells: Vec<Cell> = line.cells().iter().map(|cell| Cell::Two(*cell)).collect();
        let Some(cell) = cells.first().copied() else {
            return false;
        };
        let said = self.single.said(row, cell, numbers);
        let why = told::Why::of(matches!(said, Said::Unknown));
        let placed = match said {
            Said::Nothing => Self::stocks(row, 1, numbers, Ok(&Columns::usual(1))),
            Said::Placed(placed) => Some(placed),
            Said::Unknown => placing::alike(numbers, 1).filter(is_nothing),
        };
        if self.found.seen.two.contains(&line.0) {
            self.repeated(row, &cells, numbers, placed);
            return false;
        }
        let unit = self.single.unit(row, printed).filter(|_| cell.is_decimal());
        let other = placed.as_ref().and_then(|placed| {
            let text = placed.texts.first()?;
            Some((text.clone(), told::in_other_unit(cell, text, unit?)?))
        });
        if let Some((text, why)) = other {
            self.unread(row, &text, &why, vec![cell]);
        } else if !self.take(row, Line::Two(line), &cells, numbers, placed, why) {
            return false;
        }
        self.found.seen.two.push(line.0);
        true
    }

    /// The numbers of a row of table 二, as its head has them.
    fn stocks(
        row: &TableRow,
        count: usize,
        numbers: &[Slot],
        head: Result<&Columns, &Contrary>,
    ) -> Option<Placed> {
        let Ok(head) = head else {
            return placing::alike(numbers, count);
        };
        let filled = || numbers.iter().filter(|slot| !slot.text.trim().is_empty());
        let is_number = |slot: &Slot| value(&slot.text).is_number();
        let is_each = filled().count() == count && (count == 1 || filled().all(is_number));
        if is_each {
            return Some(Placed::surely(filled().map(|slot| slot.text.clone()).collect()));
        }
        if count == 1 && filled().next().is_none() {
            return Some(Placed::blank(1));
        }
        let due = Due {
            count,
            columns: head.at.as_deref(),
            sums: &[],
            is_aligned: row.is_aligned,
        };
        // A number that stands beside the columns may be the one that belongs into them.
        let is_astray = |placed: &Placed| placed.beside.iter().any(|text| value(text).is_number());
        place_after_label(numbers, &due).filter(|placed| row.is_aligned || !is_astray(placed))
    }
}

/// Whether nothing stands there but blanks and zeros.
fn is_nothing(placed: &Placed) -> bool {
    let amounts = placed.texts.iter().map(|text| value(text).amount());
    amounts.flatten().all(|amount| amount.is_zero())
}
