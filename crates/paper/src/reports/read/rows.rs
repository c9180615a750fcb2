//! The interpreter of table rows: finds what each row is by its label and puts its numbers into their cells. It does not
//! care which table a row stands in, so that tables that run over a page, are nested or swallowed are read alike.

use std::collections::{BTreeMap, BTreeSet};

use law::reports::{Cell, Kind, Reading, Route, Row, Slip, Table2, Unread, Verdict};

use super::blocks::{Block, Slot, TableRow};
use super::labels::{self, Match, TwoRow};
use super::numbers::{Value, value};

/// Which rows of the format were there, filled or not.
#[derive(Debug, Default)]
pub(super) struct Seen {
    two: Vec<Table2>,
    three: BTreeSet<Row>,
    four: BTreeSet<Route>,
}

impl Seen {
    pub fn is_nothing(&self) -> bool {
        self.two.is_empty() && self.three.is_empty() && self.four.is_empty()
    }

    pub fn has_two(&self, row: Table2) -> bool {
        self.two.contains(&row)
    }

    /// The older single row stands for its three.
    pub fn has_three(&self, row: Row) -> bool {
        let is_merged = self.three.contains(&Row::OtherwiseMerged);
        let is_otherwise = matches!(
            row,
            Row::OtherwiseUncorrected | Row::OtherwiseUnpaid | Row::OtherwiseOther
        );
        self.three.contains(&row) || (is_otherwise && is_merged)
    }

    pub fn has_four(&self, route: Route) -> bool {
        self.four.contains(&route)
    }
}

/// Reads every row into the reading's tables.
pub(super) fn read(blocks: &[Block], reading: &mut Reading) -> Seen {
    let mut reader = Reader {
        reading,
        seen: Seen::default(),
        columns: BTreeMap::new(),
        pending: String::new(),
        has_four_head: false,
    };
    for block in blocks {
        match block {
            Block::Row(row) => reader.row(row),
            Block::Paragraph(paragraph) => reader.pending.clone_from(&paragraph.text),
            Block::Picture => {}
        }
    }
    reader.seen
}

struct Reader<'a> {
    reading: &'a mut Reading,
    seen: Seen,
    /// For each table of true columns: which column holds which kind of applicant.
    columns: BTreeMap<usize, BTreeMap<usize, Kind>>,
    /// A line before this row that may be the first half of its label.
    pending: String,
    /// Whether the head of table 四 went by.
    has_four_head: bool,
}

impl Reader<'_> {
    fn row(&mut self, row: &TableRow) {
        self.learn_columns(row);
        self.heads(row);
        let done = self.table_four_line(row) || self.labelled(row);
        if done {
            self.pending.clear();
        } else {
            self.pending = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        }
    }

    /// Remembers which column each kind of applicant has, where the table's head names it.
    fn learn_columns(&mut self, row: &TableRow) {
        if !row.is_aligned {
            return;
        }
        for cell in row.cells.iter().filter(|cell| cell.across == 1) {
            let kind = Kind::ALL
                .iter()
                .find(|kind| labels::find::<Kind>(&cell.text).is_some_and(|(found, _, _)| found == **kind));
            if let Some(kind) = kind {
                self.columns
                    .entry(row.table)
                    .or_default()
                    .insert(cell.column, *kind);
            }
        }
    }

    /// Slips in the heads of tables 二 and 四, and where table 四 begins.
    fn heads(&mut self, row: &TableRow) {
        const HEADS: [&str; 6] = [
            "本年制发件数",
            "本年废止件数",
            "现行有效件数",
            "本年处理决定数量",
            "本年收费金额(单位:万元)",
            "信息内容",
        ];
        for cell in &row.cells {
            let text = labels::plain(&cell.text);
            if text.contains("尚未审结") {
                self.has_four_head = true;
            }
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
        self.reading.slips.push(Slip {
            place: row.place.clone(),
            printed,
            official: official.to_owned(),
        });
    }

    /// The one line of table 四: fifteen cells without a label.
    fn table_four_line(&mut self, row: &TableRow) -> bool {
        let values: Vec<Value> = row.cells.iter().map(|cell| value(&cell.text)).collect();
        let is_line = self.has_four_head
            && values.len() >= 15
            && values.iter().all(Value::may_be_number)
            && values.iter().any(|value| *value != Value::Blank);
        if !is_line || self.seen.four.len() == Route::ALL.len() {
            return false;
        }
        let cells = Route::ALL
            .iter()
            .flat_map(|route| Verdict::ALL.iter().map(|verdict| Cell::Four(*route, *verdict)));
        let surplus = values.len() - 15;
        for (cell, slot) in cells.zip(row.cells.iter().skip(surplus)) {
            self.put(row, cell, &slot.text);
        }
        self.seen.four.extend(Route::ALL);
        true
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
        let tries: Vec<String> = candidates(&names, &self.pending);
        if let Some(route) = tries.iter().find_map(|name| exact::<Route>(name))
            && numbers.len() >= 5
        {
            return self.four(row, route, numbers);
        }
        if let Some((line, how, official, printed)) = best::<TwoRow>(&tries) {
            return self.two(row, line, how, official, &printed, numbers);
        }
        if let Some((line, how, official, printed)) = best::<Row>(&tries) {
            return self.three(row, line, how, official, &printed, numbers);
        }
        let filled = numbers.iter().filter(|slot| !slot.text.trim().is_empty()).count();
        if filled >= 5 && !names.is_empty() {
            let text = names.concat();
            self.unread(row, &text, "行名不是年度报告格式中的行名");
        }
        false
    }

    fn four(&mut self, row: &TableRow, route: Route, numbers: &[Slot]) -> bool {
        let surplus = numbers.len().saturating_sub(5);
        for (verdict, slot) in Verdict::ALL.iter().zip(numbers.iter().skip(surplus)) {
            self.put(row, Cell::Four(route, *verdict), &slot.text);
        }
        self.seen.four.insert(route);
        true
    }

    fn two(
        &mut self,
        row: &TableRow,
        line: TwoRow,
        how: Match,
        official: &str,
        printed: &str,
        numbers: &[Slot],
    ) -> bool {
        let cells = line.cells();
        if numbers.len() < cells.len() || self.seen.two.contains(&line.0) {
            return false;
        }
        let filled: Vec<&Slot> = numbers
            .iter()
            .filter(|slot| !slot.text.trim().is_empty())
            .collect();
        let slots: Vec<&Slot> = if filled.len() == cells.len() {
            filled
        } else {
            numbers.iter().take(cells.len()).collect()
        };
        for (cell, slot) in cells.iter().zip(slots) {
            self.put(row, Cell::Two(*cell), &slot.text);
        }
        self.seen.two.push(line.0);
        if how == Match::Slip {
            self.slip(row, printed, official);
        }
        true
    }

    fn three(
        &mut self,
        row: &TableRow,
        line: Row,
        how: Match,
        official: &str,
        printed: &str,
        numbers: &[Slot],
    ) -> bool {
        let kinds = self
            .columns
            .get(&row.table)
            .filter(|columns| columns.len() == Kind::ALL.len());
        let placed: Vec<(Kind, String)> = match kinds {
            Some(columns) if row.is_aligned => {
                let at = |column: usize| {
                    numbers
                        .iter()
                        .find(|slot| (slot.column..slot.column + slot.across).contains(&column))
                };
                columns
                    .iter()
                    .map(|(column, kind)| {
                        (*kind, at(*column).map_or(String::new(), |slot| slot.text.clone()))
                    })
                    .collect()
            }
            _ => counted(numbers),
        };
        if placed.is_empty() || self.seen.three.contains(&line) {
            return false;
        }
        for (kind, text) in placed {
            self.put(row, Cell::Three(line, kind), &text);
        }
        self.seen.three.insert(line);
        if how == Match::Slip {
            self.slip(row, printed, official);
        }
        true
    }

    fn put(&mut self, row: &TableRow, cell: Cell, text: &str) {
        match value(text) {
            Value::Number(number) => self.reading.report.tables.set(cell, number),
            Value::Noted(number, note) => {
                self.reading.report.tables.set(cell, number);
                self.reading.report.tables.set_note(cell, note);
            }
            Value::Stroke => {
                self.reading.report.tables.set(cell, 0);
                let printed = format!("{}：{}", cell.label(), text.trim());
                self.slip(row, &printed, "0");
            }
            Value::Blank => {}
            Value::Other => self.unread(row, text, &format!("{} 应为数字", cell.label())),
        }
    }

    fn unread(&mut self, row: &TableRow, text: &str, why: &str) {
        let text = text.split_whitespace().collect::<String>();
        self.reading.unread.push(Unread {
            place: row.place.clone(),
            text,
            why: why.to_owned(),
        });
    }
}

/// Where the numbers of a row begin: after the last cell that is words. `None` when there is no number after it.
fn numbers_begin(cells: &[Slot]) -> Option<usize> {
    let last_words = cells
        .iter()
        .rposition(|cell| value(&cell.text) == Value::Other && !is_stray(cells, cell))?;
    (last_words + 1 < cells.len()).then_some(last_words + 1)
}

/// Words among numbers, with numbers on both sides: not a label but something that can't be read.
fn is_stray(cells: &[Slot], cell: &Slot) -> bool {
    let is_number = |one: &&Slot| {
        matches!(
            value(&one.text),
            Value::Number(_) | Value::Noted(..) | Value::Stroke
        )
    };
    let before = cells
        .iter()
        .filter(|one| one.column < cell.column)
        .filter(is_number)
        .count();
    let after = cells
        .iter()
        .filter(|one| one.column > cell.column)
        .filter(is_number)
        .count();
    let is_last = cells.last().is_some_and(|last| last.column == cell.column);
    (before >= 1 && after >= 1 && before + after >= 3) || (is_last && before >= 3)
}

/// What the row may be called: its last words, all its words, and a line that broke off before it.
fn candidates(names: &[&str], pending: &str) -> Vec<String> {
    let mut tries: Vec<String> = names.iter().rev().map(|name| (*name).to_owned()).collect();
    tries.push(names.concat());
    if let Some(last) = names.last()
        && !pending.is_empty()
    {
        tries.push(format!("{pending}{last}"));
    }
    tries
}

fn exact<T: labels::Labelled>(name: &str) -> Option<T> {
    labels::find::<T>(name)
        .filter(|(_, how, _)| *how == Match::Same)
        .map(|(one, _, _)| one)
}

/// The best reading of the names: the same words first, then words that end with a label, then slips.
fn best<T: labels::Labelled>(tries: &[String]) -> Option<(T, Match, &'static str, String)> {
    let same = tries.iter().find_map(|name| {
        labels::find::<T>(name)
            .filter(|(_, how, _)| *how == Match::Same)
            .map(|(one, how, official)| (one, how, official, name.clone()))
    });
    let at_end = || {
        tries.iter().find_map(|name| {
            labels::find_at_end::<T>(name).map(|(one, official)| (one, Match::Same, official, name.clone()))
        })
    };
    let slip = || {
        tries.iter().find_map(|name| {
            labels::find::<T>(name).map(|(one, how, official)| (one, how, official, name.clone()))
        })
    };
    same.or_else(at_end).or_else(slip)
}

/// Seven numbers counted from the right where columns are not known; a swallowed or doubled cell stands before them.
fn counted(numbers: &[Slot]) -> Vec<(Kind, String)> {
    let count = Kind::ALL.len();
    let texts: Vec<&str> = numbers.iter().map(|slot| slot.text.as_str()).collect();
    let trailing = texts
        .iter()
        .rev()
        .take_while(|text| text.trim().is_empty())
        .count();
    let leading = texts.iter().take_while(|text| text.trim().is_empty()).count();
    let surplus = texts.len().saturating_sub(count);
    let skipped = leading.min(surplus);
    let dropped = trailing.min(surplus - skipped);
    let kept = texts.get(skipped..texts.len() - dropped).unwrap_or(&[]);
    if kept.len() != count {
        return Vec::new();
    }
    Kind::ALL
        .iter()
        .copied()
        .zip(kept.iter().map(|text| (*text).to_owned()))
        .collect()
}
