//! The interpreter of table rows: finds what each row is by its label and puts its numbers into their cells. It does not
//! care which table a row stands in, so that tables that run over a page, are nested or swallowed are read alike.

mod begin;
mod broken;
mod four;
mod heads;
mod told;
mod two;

use law::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use law::reports::{Cell, Slip};

use super::blocks::{Block, Slot, TableRow};
use super::labels::{self, Match, TwoRow};
use super::naming::{best, candidates, exact};
use super::numbers::{Value, advice, value, value_of};
use super::placing::{self, Due, Placed, place_after_label};
use super::seen::Found;
use begin::{is_head, numbers_begin};
use heads::{Contrary, Heads, Single};
pub(super) use heads::{Order, order_of};
pub(super) use told::Strokes;

/// A longer text is no head of a table; looking at it closely would only cost time.
const LONGEST_HEAD: usize = 600;

/// Reads every row.
pub(super) fn read(blocks: &[Block]) -> Found {
    let blocks = broken::mend(blocks);
    let mut reader = Reader {
        is_counting_true: heads::is_counting_true(&blocks),
        ..Reader::default()
    };
    for block in blocks.iter() {
        match block {
            Block::Row(row) => reader.row(row),
            Block::Paragraph(paragraph) => {
                reader.routes(&paragraph.text);
                reader.heads.learn_text(&paragraph.text);
                reader.single.learn_text(&paragraph.text);
                reader.goes_on(
                    &paragraph.place,
                    &paragraph.text,
                    value(&paragraph.text).is_number(),
                );
                reader.pending.clone_from(&paragraph.text);
            }
            Block::Picture => {}
        }
    }
    reader.finish()
}

/// A row of the format, whichever table it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    Two(TwoRow),
    Three(TableThreeRow),
    Four(Vec<Route>),
}

#[derive(Default)]
struct Reader {
    found: Found,
    heads: Heads,
    /// The head over a row of one number.
    single: Single,
    /// Whether the rows of plain text have their numbers under the head's columns.
    is_counting_true: bool,
    /// A line before this row that may be the first half of its label.
    pending: String,
    /// Whether the head of table 四 went by.
    has_four_head: bool,
    /// The blocks of table 四 that were named since the last line of numbers.
    named: Vec<Route>,
    /// The blocks of table 四 that stand once more, below a head that came behind the whole of it.
    again: Vec<Route>,
    /// Lines of table 四 with nothing in them: they are its numbers, left blank, if no others come.
    blank_four: Vec<Route>,
    /// Rows whose numbers can't be told apart; said unless the same row is read elsewhere.
    unplaced: Vec<(Line, law::reports::Unread)>,
    /// Signs in the place of 0.
    strokes: Strokes,
    /// Rows that could be read in another way as well.
    likely: Vec<(String, String)>,
    /// The blank cells at the end of the row of text that was read last.
    open: Vec<Cell>,
}

impl Reader {
    fn row(&mut self, row: &TableRow) {
        self.heads.learn(row);
        self.single.learn(row);
        self.slips_of_heads(row);
        if row.cells.iter().all(|cell| cell.text.trim().is_empty()) {
            self.blank_line(row);
            return;
        }
        let open = std::mem::take(&mut self.open);
        let done = self.table_four_line(row) || self.labelled(row);
        if !done && !row.is_aligned {
            self.open = open;
            let mut filled = row.cells.iter().filter(|slot| !slot.text.trim().is_empty());
            let are_numbers = filled.all(|slot| value(&slot.text).is_number());
            self.goes_on(&row.place, &told::filled(&row.cells), are_numbers);
        }
        if done {
            self.pending.clear();
        } else {
            self.pending = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        }
    }

    /// Slips in the heads of tables 二 and 四, and where table 四 begins.
    fn slips_of_heads(&mut self, row: &TableRow) {
        const HEADS: [&str; 6] = [
            "本年制发件数",
            "本年废止件数",
            "现行有效件数",
            "本年处理决定数量",
            "本年收费金额(单位:万元)",
            "信息内容",
        ];
        for cell in row.cells.iter().filter(|cell| cell.text.len() <= LONGEST_HEAD) {
            self.routes(&cell.text);
            let text = labels::plain(&cell.text);
            let is_known = HEADS
                .iter()
                .any(|head| labels::unnumbered(head) == labels::unnumbered(&text));
            let slips = HEADS
                .iter()
                .filter(|head| labels::agrees(&text, head) == Some(Match::Slip));
            let close = slips.min_by_key(|head| strsim::levenshtein(&text, &labels::plain(head)));
            if let Some(official) = close.filter(|_| !is_known) {
                self.slip(row, &cell.text, official);
            }
        }
    }

    fn slip(&mut self, row: &TableRow, printed: &str, official: &str) {
        let printed = printed.split_whitespace().collect::<String>();
        self.found.slips.push(Slip {
            place: row.place.clone(),
            printed,
            official: official.to_owned(),
        });
    }

    /// A row that is named by one of its cells.
    fn labelled(&mut self, row: &TableRow) -> bool {
        let Some(first_number) = numbers_begin(&row.cells) else {
            return false;
        };
        let (names, numbers) = row.cells.split_at(first_number);
        let names: Vec<&str> = names
            .iter()
            .map(|cell| cell.text.as_str())
            .filter(|text| !text.trim().is_empty())
            .collect();
        if is_head(row, &names, numbers) {
            return false;
        }
        if let Some((line, cells)) = doubled(&row.cells, first_number) {
            let why = told::Why::Doubled;
            self.unplaced
                .push((line, told::unplaced(row, &cells, &row.cells, why)));
            return true;
        }
        let tries: Vec<String> = candidates(&names, &self.pending);
        if self.known(row, &tries, numbers) {
            return true;
        }
        let filled = numbers
            .iter()
            .filter(|slot| value(&slot.text).is_number())
            .count();
        let is_four = self.has_four_head && numbers.len() >= 15;
        if filled >= 5 && !names.is_empty() && !is_four {
            let text = names.concat();
            self.unread(row, &text, "行名不是年度报告格式中的行名", Vec::new());
        }
        false
    }

    /// A row of tables 二, 三 or 四 by one of the names it may have.
    fn known(&mut self, row: &TableRow, tries: &[String], numbers: &[Slot]) -> bool {
        let has_number = numbers.iter().any(|slot| value(&slot.text).is_number());
        if let Some(route) = tries.iter().find_map(|name| exact::<Route>(name))
            && has_number
        {
            self.four(row, &[route], numbers);
            return true;
        }
        if let Some((line, how, official, printed)) = best::<TwoRow>(tries) {
            let is_taken = if line.cells().len() == 1 {
                self.one(row, line, numbers, &printed)
            } else {
                self.two(row, line, numbers)
            };
            if is_taken {
                self.named(row, how, official, &printed);
            }
            return true;
        }
        if let Some((line, how, official, printed)) = best::<TableThreeRow>(tries) {
            if self.three(row, line, numbers) {
                self.named(row, how, official, &printed);
            }
            return true;
        }
        false
    }

    /// Says where the row's label is not the official one.
    fn named(&mut self, row: &TableRow, how: Match, official: &str, printed: &str) {
        if how == Match::Slip {
            self.slip(row, printed, official);
        }
    }

    /// Gives whether the row was taken and is the first of its name.
    fn three(&mut self, row: &TableRow, line: TableThreeRow, numbers: &[Slot]) -> bool {
        let usual: Vec<Cell> = ApplicantKind::ALL
            .iter()
            .map(|kind| Cell::Three(line, *kind))
            .collect();
        let head = self.heads.kinds(row, self.is_counting_true);
        let cells = head.as_ref().map_or(usual.clone(), |head| head.of(&usual));
        let placed = match &head {
            Ok(head) => {
                let sums = sums(&cells);
                let due = Due {
                    count: cells.len(),
                    columns: head.at.as_deref(),
                    sums: &sums,
                    is_aligned: row.is_aligned,
                };
                let placed = place_after_label(numbers, &due);
                placed.filter(|placed| !head.is_likely || placing::has_sums(&placed.texts, &sums))
            }
            Err(Contrary) => placing::alike(numbers, cells.len()),
        };
        if self.found.seen.three.contains(&line) {
            self.repeated(row, &cells, numbers, placed);
            return false;
        }
        let told = told::Why::of(head.is_err());
        if self.take(row, Line::Three(line), &cells, numbers, placed, told) {
            self.found.seen.three.insert(line);
            return true;
        }
        false
    }

    /// Puts what was placed into its cells, or keeps the row as one that can't be placed.
    fn take(
        &mut self,
        row: &TableRow,
        line: Line,
        cells: &[Cell],
        numbers: &[Slot],
        placed: Option<Placed>,
        why: told::Why,
    ) -> bool {
        let Some(placed) = placed else {
            self.unplaced
                .push((line, told::unplaced(row, cells, numbers, why)));
            return false;
        };
        for (cell, text) in cells.iter().zip(&placed.texts) {
            self.put(row, *cell, text);
        }
        if !row.is_aligned {
            let blank = |(_, text): &(&Cell, &String)| text.trim().is_empty();
            let end = cells.iter().zip(&placed.texts).rev().take_while(blank);
            self.open = end.map(|(cell, _)| *cell).collect();
        }
        for text in &placed.beside {
            self.slip(row, text, "（表格之外的一格，没有读入）");
        }
        let is_lacking = row.is_aligned && numbers.len() < cells.len();
        if let Some(doubt) = placing::doubt(&placed.texts, &sums(cells), is_lacking) {
            self.found.unread.push(told::short(row, cells, doubt));
        }
        if placed.is_likely {
            self.likely.push((row.place.clone(), told::filled(numbers)));
        }
        true
    }

    /// A row that was there before: the first counts; another number in it is reported, a blank or the same is not.
    fn repeated(&mut self, row: &TableRow, cells: &[Cell], numbers: &[Slot], placed: Option<Placed>) {
        let differs = |(cell, text): &(&Cell, &String)| match value(text) {
            Value::Number(number) | Value::Noted(number, _) => self.found.tables.get(**cell) != Some(number),
            _ => false,
        };
        let (text, other) = if let Some(placed) = placed {
            let other = cells.iter().zip(&placed.texts).filter(differs);
            let other: Vec<Cell> = other.map(|(cell, _)| *cell).collect();
            (placed.texts.join(" "), other)
        } else {
            // Most of a row's numbers, and nobody knows which they are.
            let count = numbers
                .iter()
                .filter(|slot| value(&slot.text).is_number())
                .count();
            let is_row = count > 1 && count * 2 > cells.len() && count <= cells.len() + 1;
            let cells = if is_row { cells.to_vec() } else { Vec::new() };
            (told::filled(numbers), cells)
        };
        if !other.is_empty() {
            let name = told::row_names(cells);
            let why = format!("{name} 前面已有这一行，数字不同，只读了前面的");
            self.unread(row, &text, &why, other);
        }
    }

    fn put(&mut self, row: &TableRow, cell: Cell, text: &str) {
        match value_of(cell, text) {
            Value::Number(number) => self.found.tables.set(cell, number),
            Value::Noted(number, note) => {
                self.found.tables.set(cell, number);
                self.found.tables.set_note(cell, note);
            }
            Value::Stroke => {
                self.found.tables.set(cell, 0);
                self.strokes.add(&row.place, cell, text);
            }
            Value::Blank => {}
            Value::Other => self.unread(row, text, &advice(cell, text), vec![cell]),
        }
    }

    /// A line without a name below a row of text that broke off: its numbers may be the row's, and are told.
    fn goes_on(&mut self, place: &str, text: &str, are_numbers: bool) {
        let open = std::mem::take(&mut self.open);
        if are_numbers && !open.is_empty() {
            self.found.unread.push(told::broken_off(place, text, open));
        }
    }

    fn unread(&mut self, row: &TableRow, text: &str, why: &str, cells: Vec<Cell>) {
        self.found.unread.push(told::unread(row, text, why, cells));
    }
}

/// The row that stands twice side by side, each time with numbers behind its name: nobody knows which numbers are meant.
fn doubled(cells: &[Slot], first_number: usize) -> Option<(Line, Vec<Cell>)> {
    let name = labels::plain(&cells.get(first_number.checked_sub(1)?)?.text);
    let before = cells.get(..first_number - 1)?;
    let at = before.iter().position(|slot| labels::plain(&slot.text) == name)?;
    let is_number = |slot: &Slot| value(&slot.text).is_number();
    if !before.get(at + 1..)?.iter().any(is_number) {
        return None;
    }
    let names = [name];
    if let Some((two, ..)) = best::<TwoRow>(&names) {
        let cells = two.cells().iter().map(|cell| Cell::Two(*cell)).collect();
        return Some((Line::Two(two), cells));
    }
    let (three, ..) = best::<TableThreeRow>(&names)?;
    let cells = ApplicantKind::ALL.iter().map(|kind| Cell::Three(three, *kind));
    Some((Line::Three(three), cells.collect()))
}

/// Where the sums stand among these cells of tables 三 and 四.
fn sums(cells: &[Cell]) -> Vec<usize> {
    let is_sum = |cell: &Cell| {
        matches!(
            cell,
            Cell::Three(_, ApplicantKind::Total) | Cell::Four(_, Verdict::Total)
        )
    };
    let sums = cells.iter().enumerate().filter(|(_, cell)| is_sum(cell));
    sums.map(|(index, _)| index).collect()
}

/// Whether the words are of the head of table 四.
fn is_verdict(text: &str) -> bool {
    text.len() <= LONGEST_HEAD && labels::plain(text).contains("尚未审结")
}
