//! Table 二 of the format of 2019 (国办公开办函〔2019〕60号): other rows and other columns than today's. Tables 三 and 四 are
//! today's but for the single row （六）其他处理.

mod heads;

use law::codes::TableThreeRow;
use law::reports::{Cell, Table2Of2019, Tables, Unread};

use super::blocks::{Block, Slot, TableRow};
use super::former_labels::FormerRow;
use super::labels::{self, Match};
use super::naming::exact;
use super::numbers::{Value, amount, change, value};
use super::rows;
use super::sections;
use super::seen::Found;

/// Marks that only this format prints; the heads of table 二.
const MARKS: [&str; 5] = [
    "本年新制作",
    "对外公开总数",
    "上一年项目数量",
    "本年增/减",
    "其他对外管理服务事项",
];

/// Whether the document is in this format.
pub(super) fn is_former(blocks: &[Block]) -> bool {
    const LEAST: usize = 2;
    let has = |mark: &&&str| blocks.iter().any(|block| block.has_text(mark));
    MARKS.iter().filter(has).count() >= LEAST
}

/// The rows of the format that were there.
#[derive(Debug, Default)]
pub(super) struct SeenTwo(Vec<FormerRow>);

impl SeenTwo {
    /// The rows that were not there, by name.
    pub fn missing(&self) -> impl Iterator<Item = &'static str> {
        FormerRow::ALL
            .into_iter()
            .filter(|row| !self.0.contains(row))
            .map(|row| row.0)
    }
}

/// The three tables: table 二 in its own stretch, the others beside it. The stretch is between the headings of sections two
/// and three where all of it is there, otherwise between the tables' own heads (a workbook has its prose on another sheet).
pub(super) fn read(blocks: &[Block], found: &sections::Found) -> (Found, SeenTwo) {
    let end = found.second.unwrap_or(blocks.len());
    let blocks = blocks.get(..end).unwrap_or(blocks);
    let from = found.at(2).unwrap_or(0);
    let to = found
        .at(3)
        .filter(|to| *to > from)
        .or_else(|| begin_of_three(blocks))
        .unwrap_or(blocks.len());
    let within = read_stretch(blocks, from, to);
    if within.1.missing().next().is_none() {
        return within;
    }
    let has_mark = |block: &Block| MARKS.iter().any(|mark| block.has_text(mark));
    let from = blocks.iter().position(has_mark).unwrap_or(0);
    let after = blocks.get(from..).unwrap_or(&[]);
    let to = begin_of_three(after).map_or(blocks.len(), |to| from + to);
    let apart = read_stretch(blocks, from, to);
    if apart.1.missing().count() < within.1.missing().count() {
        apart
    } else {
        within
    }
}

/// Table 二 from these blocks, tables 三 and 四 from the others.
fn read_stretch(blocks: &[Block], from: usize, to: usize) -> (Found, SeenTwo) {
    let (before, rest) = blocks.split_at(from.min(blocks.len()));
    let (two, after) = rest.split_at(to.saturating_sub(from).min(rest.len()));
    let others: Vec<Block> = before.iter().chain(after).cloned().collect();
    let mut all = rows::read(&others);
    // A row of the prose before it is none of today's table 二.
    all.seen.two.clear();
    let mut reader = Reader::default();
    for block in two {
        match block {
            Block::Row(row) => reader.row(row),
            Block::Paragraph(paragraph) => reader.heads.text(paragraph),
            Block::Picture => {}
        }
    }
    for (cell, number) in reader.found.tables.numbers() {
        all.tables.set(cell, number);
    }
    for (cell, note) in reader.found.tables.notes() {
        all.tables.set_note(cell, note);
    }
    all.unread.splice(0..0, reader.found.unread);
    all.slips.splice(0..0, reader.found.slips);
    all.slips.extend(reader.strokes.slips());
    (all, SeenTwo(reader.seen))
}

/// Where table 三 begins, with its head: by that its numbers are placed.
fn begin_of_three(blocks: &[Block]) -> Option<usize> {
    const HEADS: [&str; 3] = ["勾稽关系", "申请人情况", "自然人"];
    const MOST: usize = 20;
    let row = first_row_of_three(blocks)?;
    let before = blocks.get(row.saturating_sub(MOST)..row).unwrap_or(&[]);
    let is_head = |block: &Block| HEADS.iter().any(|head| block.has_text(head));
    let head = before.iter().position(is_head);
    Some(head.map_or(row, |head| row.saturating_sub(MOST) + head))
}

/// One of the first rows: the label of the very first may be broken over two.
fn first_row_of_three(blocks: &[Block]) -> Option<usize> {
    const FIRST: [TableThreeRow; 4] = [
        TableThreeRow::New,
        TableThreeRow::BroughtForward,
        TableThreeRow::Granted,
        TableThreeRow::PartlyGranted,
    ];
    let begins = |block: &Block| match block {
        Block::Row(row) => row
            .cells
            .iter()
            .any(|slot| exact::<TableThreeRow>(&slot.text).is_some_and(|row| FIRST.contains(&row))),
        Block::Paragraph(_) | Block::Picture => false,
    };
    blocks.iter().position(begins)
}

#[derive(Default)]
struct Reader {
    found: Found,
    seen: Vec<FormerRow>,
    /// Signs in the place of 0.
    strokes: rows::Strokes,
    heads: heads::Heads,
}

impl Reader {
    fn row(&mut self, row: &TableRow) {
        let named = row
            .cells
            .iter()
            .enumerate()
            .take_while(|(_, slot)| slot.text.trim().is_empty() || value(&slot.text) == Value::Other)
            .find_map(|(index, slot)| {
                labels::find::<FormerRow>(&slot.text).map(|found| (index, slot, found))
            });
        let Some((index, slot, (line, how, official))) = named else {
            self.heads.row(row);
            return;
        };
        if self.seen.contains(&line) {
            let numbers = row.cells.get(index + 1..).unwrap_or(&[]);
            self.repeated(row, line, numbers);
            return;
        }
        // 行政规范性文件 is today's word; it says the same.
        if how == Match::Slip && labels::plain(&slot.text) != "行政规范性文件" {
            self.found.slips.push(law::reports::Slip {
                place: row.place.clone(),
                printed: slot.text.split_whitespace().collect(),
                official: official.to_owned(),
            });
        }
        self.seen.push(line);
        let numbers = row.cells.get(index + 1..).unwrap_or(&[]);
        let due = line.1.len();
        let order = self.heads.order(heads::kind(line.0), due);
        let texts = placed(numbers, due).filter(|texts| order.is_some() || is_alike(texts));
        let Some(texts) = texts else {
            self.unplaced(row, line, numbers);
            return;
        };
        let order = order.unwrap_or_else(|| (0..due).collect());
        for (column, text) in order.into_iter().zip(texts) {
            if let Some(cell) = line.1.get(column) {
                self.put(row, *cell, text);
            }
        }
    }

    fn put(&mut self, row: &TableRow, two: Table2Of2019, text: &str) {
        let cell = Cell::TwoOf2019(two);
        let tables: &mut Tables = &mut self.found.tables;
        let grown = change(text).filter(|_| two.is_change());
        let money = amount(text).filter(|_| cell.is_decimal());
        match (grown, money, value(text)) {
            (Some(grown), ..) => tables.set(cell, grown),
            (_, Some((number, unit)), _) => {
                tables.set(cell, number);
                tables.set_note(cell, unit);
            }
            (.., Value::Number(number)) => tables.set(cell, number),
            (.., Value::Noted(number, note)) => {
                tables.set(cell, number);
                tables.set_note(cell, note);
            }
            (.., Value::Stroke) => {
                tables.set(cell, 0);
                self.strokes.add(&row.place, cell, text);
            }
            (.., Value::Blank) => {}
            (.., Value::Other) => self.found.unread.push(Unread {
                place: row.place.clone(),
                text: text.split_whitespace().collect(),
                why: format!("{} 应为数字", cell.label()),
                cells: vec![cell],
            }),
        }
    }

    /// A row that was there before: the first counts, and another number in it is told.
    fn repeated(&mut self, row: &TableRow, line: FormerRow, numbers: &[Slot]) {
        let due = line.1.len();
        let order = self.heads.order(heads::kind(line.0), due);
        let order = order.unwrap_or_else(|| (0..due).collect());
        let texts = placed(numbers, due).unwrap_or_default();
        let differs = |(column, text): (usize, &str)| {
            let two = *line.1.get(column)?;
            let cell = Cell::TwoOf2019(two);
            let number = change(text)
                .filter(|_| two.is_change())
                .or_else(|| {
                    amount(text)
                        .filter(|_| cell.is_decimal())
                        .map(|(number, _)| number)
                })
                .or_else(|| match value(text) {
                    Value::Number(number) | Value::Noted(number, _) => Some(number),
                    Value::Stroke | Value::Blank | Value::Other => None,
                })?;
            (self.found.tables.get(cell) != Some(number)).then_some(cell)
        };
        let text = texts.join(" ");
        let cells: Vec<Cell> = order.into_iter().zip(texts).filter_map(differs).collect();
        if !cells.is_empty() {
            self.found.unread.push(Unread {
                place: row.place.clone(),
                text,
                why: format!("{} 前面已有这一行，数字不同，只读了前面的", line.0),
                cells,
            });
        }
    }

    fn unplaced(&mut self, row: &TableRow, line: FormerRow, numbers: &[Slot]) {
        let filled = numbers.iter().filter(|slot| !slot.text.trim().is_empty());
        let texts: Vec<String> = filled
            .map(|slot| slot.text.split_whitespace().collect())
            .collect();
        self.found.unread.push(Unread {
            place: row.place.clone(),
            text: texts.join("，"),
            why: format!(
                "{} 这一行应有 {} 个数字，无法确定每个数字属于哪一列",
                line.0,
                line.1.len()
            ),
            cells: line.1.iter().map(|cell| Cell::TwoOf2019(*cell)).collect(),
        });
    }
}

/// The row's cells in order, where there are as many as columns; blank ones at its end are none of them. `None` where it
/// can't be told which is which.
fn placed(numbers: &[Slot], due: usize) -> Option<Vec<&str>> {
    let texts: Vec<&str> = numbers.iter().map(|slot| slot.text.as_str()).collect();
    let blank = texts
        .iter()
        .rev()
        .take_while(|text| text.trim().is_empty())
        .count();
    let filled = texts.len() - blank;
    if filled == 0 {
        return Some(vec![""; due]);
    }
    // With one cell for each column, blanks are where they stand; with more, they may be what a merge left.
    match texts.len() {
        count if count >= due && filled <= due && (count == due || filled == due) => {
            texts.get(..due).map(<[&str]>::to_vec)
        }
        _ => {
            let full: Vec<&str> = texts.into_iter().filter(|text| !text.trim().is_empty()).collect();
            (full.len() == due).then_some(full)
        }
    }
}

/// Whether it is one number throughout, whichever column each belongs to.
fn is_alike(texts: &[&str]) -> bool {
    texts
        .windows(2)
        .all(|pair| matches!(pair, [one, other] if value(one) == value(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str], due: usize) -> Option<String> {
        let slots: Vec<Slot> = (0..)
            .zip(texts)
            .map(|(column, text)| Slot {
                column,
                across: 1,
                text: (*text).to_owned(),
            })
            .collect();
        placed(&slots, due).map(|placed| placed.join("|"))
    }

    #[test]
    fn cells_are_taken_in_order_and_nothing_is_moved() {
        assert_eq!(of(&["1", "", "3"], 3).as_deref(), Some("1||3"));
        assert_eq!(of(&["1", "2", "3", ""], 3).as_deref(), Some("1|2|3"));
        assert_eq!(of(&["", "1", "2", "3"], 3).as_deref(), Some("1|2|3"));
        assert_eq!(of(&["", "", ""], 3).as_deref(), Some("||"));
        assert_eq!(of(&["1", "2"], 3), None);
        assert_eq!(of(&["1", "", "3", ""], 3).as_deref(), Some("1||3"));
        assert_eq!(of(&["1", "", "", ""], 3), None);
    }
}
