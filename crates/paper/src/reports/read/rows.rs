//! The interpreter of table rows: finds what each row is by its label and puts its numbers into their cells. It does not
//! care which table a row stands in, so that tables that run over a page, are nested or swallowed are read alike.

use std::collections::BTreeMap;

use law::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use law::reports::{Cell, Slip, Unread};

use super::blocks::{Block, Slot, TableRow};
use super::labels::{self, Match, TwoRow};
use super::naming::{best, candidates, exact};
use super::numbers::{Value, value};
use super::placing::{Columns, numbers_begin, place};
use super::seen::Found;

/// A longer text is no head of a table; looking at it closely would only cost time.
const LONGEST_HEAD: usize = 600;

/// Reads every row.
pub(super) fn read(blocks: &[Block]) -> Found {
    let mut reader = Reader::default();
    for block in blocks {
        match block {
            Block::Row(row) => reader.row(row),
            Block::Paragraph(paragraph) => {
                reader.routes(&paragraph.text);
                reader.pending.clone_from(&paragraph.text);
            }
            Block::Picture => {}
        }
    }
    reader.found.settle_otherwise();
    reader.found
}

#[derive(Default)]
struct Reader {
    found: Found,
    /// For each table of true columns: which column holds which kind of applicant.
    columns: BTreeMap<usize, Columns>,
    /// A line before this row that may be the first half of its label.
    pending: String,
    /// Whether the head of table 四 went by.
    has_four_head: bool,
    /// The blocks of table 四 that were named since the last line of numbers.
    named: Vec<Route>,
}

impl Reader {
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

    /// Remembers which column each kind of applicant has, where the table's head names it. A row with numbers, or
    /// the head of table 四, is no such head.
    fn learn_columns(&mut self, row: &TableRow) {
        let is_other = |cell: &Slot| {
            matches!(value(&cell.text), Value::Number(_) | Value::Noted(..)) || is_verdict(&cell.text)
        };
        if !row.is_aligned || row.cells.iter().any(is_other) {
            return;
        }
        let kinds: Vec<(usize, ApplicantKind)> = row
            .cells
            .iter()
            .filter(|cell| cell.across == 1)
            .filter_map(|cell| {
                labels::find::<ApplicantKind>(&cell.text).map(|(kind, _, _)| (cell.column, kind))
            })
            .collect();
        let known = self.columns.entry(row.table).or_default();
        if known.len() == ApplicantKind::ALL.len() && kinds.len() < 2 {
            return;
        }
        for (column, kind) in kinds {
            known.retain(|_, other| *other != kind);
            known.insert(column, kind);
        }
    }

    /// Remembers which blocks of table 四 a head names, and where that table begins.
    fn routes(&mut self, text: &str) {
        if text.len() > LONGEST_HEAD {
            return;
        }
        let is_title = text.contains("行政复议") && text.contains("行政诉讼");
        self.has_four_head |= is_title || is_verdict(text);
        let text = labels::unnumbered(text);
        self.named.extend(
            Route::ALL
                .iter()
                .filter(|route| text.trim_end_matches([':', '.', '情', '况']) == route.label()),
        );
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

    /// A line of table 四 without a label of its own: fifteen cells, or the five of a block, or the ten of 行政诉讼.
    fn table_four_line(&mut self, row: &TableRow) -> bool {
        let begin = numbers_begin(&row.cells).unwrap_or(0);
        let numbers = row.cells.get(begin..).unwrap_or(&[]);
        let is_line = self.has_four_head
            && numbers.iter().all(|cell| value(&cell.text).may_be_number())
            && numbers.iter().any(|cell| value(&cell.text) != Value::Blank)
            && (begin == 0 || numbers.len() >= 15);
        let routes = self.next_routes(numbers.len());
        if !is_line || routes.is_empty() {
            return false;
        }
        let cells = routes
            .iter()
            .flat_map(|route| Verdict::ALL.iter().map(|verdict| Cell::Four(*route, *verdict)));
        let surplus = numbers.len().saturating_sub(routes.len() * Verdict::ALL.len());
        for (cell, slot) in cells.zip(numbers.iter().skip(surplus)) {
            self.put(row, cell, &slot.text);
        }
        self.found.seen.four.extend(routes);
        self.named.clear();
        true
    }

    /// The blocks of table 四 that a line of so many numbers fills: those that its head named, or the next ones.
    fn next_routes(&self, count: usize) -> Vec<Route> {
        let is_open = |route: &&Route| !self.found.seen.four.contains(*route);
        let open: Vec<Route> = Route::ALL.iter().filter(is_open).copied().collect();
        match count {
            15.. if open.len() == Route::ALL.len() => open,
            10 if open.len() >= 2 => open.into_iter().rev().take(2).rev().collect(),
            5 => {
                let named = self.named.iter().rev().find(is_open).copied();
                named.or(open.first().copied()).into_iter().collect()
            }
            _ => Vec::new(),
        }
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
        let is_filled = numbers.iter().any(|slot| !slot.text.trim().is_empty());
        // 总计 and 其他 with nothing after them stand in a head, not before numbers that are blank.
        let is_head = |name: &&str| {
            ApplicantKind::ALL
                .iter()
                .any(|kind| labels::plain(name) == kind.label())
        };
        if !is_filled && names.last().is_none_or(is_head) {
            return false;
        }
        let tries: Vec<String> = candidates(&names, &self.pending);
        if let Some(route) = tries.iter().find_map(|name| exact::<Route>(name))
            && numbers.len() >= 5
            && is_filled
        {
            return self.four(row, route, numbers);
        }
        if let Some((line, how, official, printed)) = best::<TwoRow>(&tries) {
            return self.two(row, line, how, official, &printed, numbers);
        }
        if let Some((line, how, official, printed)) = best::<TableThreeRow>(&tries) {
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
        if self.found.seen.four.contains(&route) {
            return false;
        }
        let surplus = numbers.len().saturating_sub(5);
        for (verdict, slot) in Verdict::ALL.iter().zip(numbers.iter().skip(surplus)) {
            self.put(row, Cell::Four(route, *verdict), &slot.text);
        }
        self.found.seen.four.insert(route);
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
        if numbers.len() < cells.len() || self.found.seen.two.contains(&line.0) {
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
        self.found.seen.two.push(line.0);
        if how == Match::Slip {
            self.slip(row, printed, official);
        }
        true
    }

    fn three(
        &mut self,
        row: &TableRow,
        line: TableThreeRow,
        how: Match,
        official: &str,
        printed: &str,
        numbers: &[Slot],
    ) -> bool {
        let columns = self.columns.get(&row.table).filter(|_| row.is_aligned);
        let placed = place(numbers, columns);
        if !self.found.seen.three.insert(line) {
            self.repeated(row, line, placed);
            return true;
        }
        let Some(placed) = placed else {
            let text: Vec<&str> = numbers.iter().map(|slot| slot.text.as_str()).collect();
            let why = format!(
                "{} 这一行应有 7 个数字，无法确定每个数字属于哪一列",
                line.full_label()
            );
            self.unread(row, &text.join(" "), &why);
            return true;
        };
        for (kind, text) in placed {
            self.put(row, Cell::Three(line, kind), &text);
        }
        if how == Match::Slip {
            self.slip(row, printed, official);
        }
        true
    }

    /// A row that was there before: the first counts; another number in it is reported, a blank or the same is not.
    fn repeated(
        &mut self,
        row: &TableRow,
        line: TableThreeRow,
        placed: Option<Vec<(ApplicantKind, String)>>,
    ) {
        let differs = |(kind, text): &(ApplicantKind, String)| match value(text) {
            Value::Number(number) | Value::Noted(number, _) => {
                self.found.tables.get(Cell::Three(line, *kind)) != Some(number)
            }
            _ => false,
        };
        let placed = placed.unwrap_or_default();
        if placed.iter().any(differs) {
            let texts: Vec<&str> = placed.iter().map(|(_, text)| text.as_str()).collect();
            let why = format!("{} 前面已有这一行，数字不同，只读了前面的", line.full_label());
            self.unread(row, &texts.join(" "), &why);
        }
    }

    fn put(&mut self, row: &TableRow, cell: Cell, text: &str) {
        match value(text) {
            Value::Number(number) => self.found.tables.set(cell, number),
            Value::Noted(number, note) => {
                self.found.tables.set(cell, number);
                self.found.tables.set_note(cell, note);
            }
            Value::Stroke => {
                self.found.tables.set(cell, 0);
                let printed = format!("{}：{}", cell.label(), text.trim());
                self.slip(row, &printed, "0");
            }
            Value::Blank => {}
            Value::Other => self.unread(row, text, &format!("{} 应为数字", cell.label())),
        }
    }

    fn unread(&mut self, row: &TableRow, text: &str, why: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.found.unread.push(Unread {
            place: row.place.clone(),
            text,
            why: why.to_owned(),
        });
    }
}

/// Whether the words are of the head of table 四.
fn is_verdict(text: &str) -> bool {
    text.len() <= LONGEST_HEAD && labels::plain(text).contains("尚未审结")
}
