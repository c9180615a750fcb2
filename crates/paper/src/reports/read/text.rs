//! Plain text: lines with tabs or strokes between cells are table rows; a line that ends with numbers may be one too;
//! and lines of one cell each are gathered to rows.

use law::codes::ApplicantKind;

use super::blocks::{Block, counted_row, is_page_mark};
use super::frame::{self, BARS, is_ruled};
use super::labels;
use super::numbers::{Value, is_amount, value};
use super::stacked;
use super::unreadable::Unreadable;

/// A line of so many tabs and nothing else is a row whose cells are all blank.
const BLANK_CELLS: usize = 4;

/// The lines as blocks. Lines that begin with `#` in a file that opens with one are remarks, but for the head line.
pub(super) fn blocks(text: &str) -> Result<Vec<Block>, Unreadable> {
    let has_remarks = text.trim_start().starts_with('#');
    let mut blocks = Vec::new();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().collect();
    for (number, line) in frame::without(&lines).into_iter().enumerate() {
        let place = format!("第{}行", number + 1);
        let is_remark = has_remarks && line.starts_with('#') && !line.contains("单位：");
        let is_blank = line.trim().is_empty() && line.matches('\t').count() < BLANK_CELLS;
        if is_remark || is_blank || is_ruled(line) || is_page_mark(line) {
            continue;
        }
        match cells(line) {
            Some(cells) => match alone(&cells).filter(|cell| !is_blank_row(cell, &cells)) {
                Some(cell) => blocks.extend(Block::paragraph(place, cell)),
                None => blocks.push(counted_row(place, cells)),
            },
            None => blocks.extend(Block::paragraph(place, line)),
        }
        if blocks.len() > super::MOST_BLOCKS {
            return Err(Unreadable::TooMuch);
        }
    }
    Ok(stacked::gather(blocks))
}

/// A row of the tables whose numbers are all left blank is still a row.
fn is_blank_row(only: &str, cells: &[String]) -> bool {
    const LEAST: usize = 2;
    cells.len() >= LEAST && labels::is_row(only)
}

/// The only cell that says something.
fn alone(cells: &[String]) -> Option<&str> {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty());
    match (filled.next(), filled.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// The cells of a line, if it is a row; what frames its table is off already.
pub(super) fn cells(line: &str) -> Option<Vec<String>> {
    let split = |line: &str, marks: &[char]| {
        line.split(marks)
            .map(|cell| cell.trim().to_owned())
            .collect::<Vec<String>>()
    };
    if line.contains('\t') {
        return Some(split(line, &['\t']));
    }
    if line.contains(BARS) {
        return Some(split(line, &BARS));
    }
    spaced(line).or_else(|| comma_separated(line))
}

/// A label and then numbers with spaces between: what is left when a table was copied as text.
fn spaced(line: &str) -> Option<Vec<String>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_number = |word: &&str| matches!(value(word), Value::Number(_) | Value::Stroke) || is_amount(word);
    let numbers = words.iter().rev().take_while(|word| is_number(word)).count();
    let label = words.get(..words.len() - numbers)?.concat();
    // Where zeros are left blank, a row has fewer numbers than columns.
    let is_labelled =
        numbers >= 1 && (labels::is_of_two(&label) || (!is_kind(&label) && labels::is_row(&label)));
    if numbers >= 5 || is_labelled {
        let numbers = words
            .iter()
            .skip(words.len() - numbers)
            .map(|word| (*word).to_owned());
        let label = (!label.is_empty()).then_some(label);
        return Some(label.into_iter().chain(numbers).collect());
    }
    None
}

/// 其他 and 总计 are words of prose as well.
fn is_kind(label: &str) -> bool {
    ApplicantKind::ALL
        .iter()
        .any(|kind| labels::plain(label) == kind.label())
}

/// A line of a CSV file: a label with numbers after commas. Prose has its numbers apart from its commas.
fn comma_separated(line: &str) -> Option<Vec<String>> {
    if !line.contains(',') || line.chars().nth(400).is_some() {
        return None;
    }
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for one in line.chars() {
        match one {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            _ => cells.last_mut()?.push(one),
        }
    }
    let is_number = |cell: &&String| matches!(value(cell), Value::Number(_) | Value::Stroke | Value::Blank);
    let numbers = cells.iter().rev().take_while(is_number).count();
    let label = cells.get(..cells.len() - numbers)?.concat();
    let is_table_two = numbers >= 1 && labels::is_of_two(&label);
    (numbers >= 5 || is_table_two).then_some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        crate::reports::read::blocks::texts(&blocks(text).unwrap())
    }

    #[test]
    fn a_ruled_line_is_no_row_of_zeros() {
        assert_eq!(texts("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |"), ["甲|乙", "1|2"]);
    }

    #[test]
    fn a_mark_that_closes_every_row_opens_no_cell() {
        assert_eq!(texts("甲 | 乙 |\n1 | | 2 |\n"), ["甲|乙", "1||2"]);
        assert_eq!(texts("甲\t乙\n1\t2\t\n"), ["甲|乙", "1|2|"]);
    }

    #[test]
    fn a_row_of_blanks_is_a_row_and_a_page_number_is_nothing() {
        assert_eq!(texts("行政许可\t\t\n乙\t\t1"), ["行政许可||", "乙||1"]);
        assert_eq!(texts("甲\n— 3 —\n\t\t\t\t\t\n乙\tx"), ["甲", "|||||", "乙|x"]);
    }

    #[test]
    fn rows_are_known_by_tabs_strokes_spaces_and_commas() {
        let row = ["规章|1|2|3"];
        assert_eq!(texts("规章\t1\t2\t3"), row);
        assert_eq!(texts("规章 | 1 | 2 | 3"), row);
        assert_eq!(texts("规章   1　2　3"), row);
        assert_eq!(texts("规章,1,2,3"), row);
        assert_eq!(texts("规章\r1\r\r2\r3\r"), row);
        assert_eq!(texts("今年印发规章,共1件"), ["今年印发规章,共1件"]);
    }
}
