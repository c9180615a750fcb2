//! Plain text: lines with tabs or strokes between cells are table rows; a line that ends with numbers may be one too;
//! and lines of one cell each are gathered to rows.

use law::codes::{ApplicantKind, TableThreeRow};

use super::blocks::{Block, counted_row, is_page_mark};
use super::frame::{self, BARS, is_ruled};
use super::labels;
use super::numbers::{Value, is_amount, is_in_words, value};
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
    if let Some(cells) = spoilt(&words) {
        return Some(cells);
    }
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

/// A row's label and then as many words as its numbers should be, some of which are none: 约20, 共3.
fn spoilt(words: &[&str]) -> Option<Vec<String>> {
    const COUNTS: [usize; 2] = [7, 3];
    const LONGEST: usize = 8;
    let is_cell = |word: &&str| word.chars().nth(LONGEST).is_none() && has_digit(word);
    COUNTS.into_iter().find_map(|count| {
        let (label, cells) = words.split_at_checked(words.len().checked_sub(count)?)?;
        let label = label.concat();
        let is_named = || labels::is_row(&label) || labels::find_at_end::<TableThreeRow>(&label).is_some();
        let is_row = cells.iter().all(is_cell) && is_named();
        let cells = cells.iter().map(|word| (*word).to_owned());
        is_row.then(|| std::iter::once(label).chain(cells).collect())
    })
}

fn has_digit(text: &str) -> bool {
    text.contains(|one: char| one.is_ascii_digit())
}

/// 其他 and 总计 are words of prose as well.
fn is_kind(label: &str) -> bool {
    ApplicantKind::ALL
        .iter()
        .any(|kind| labels::plain(label) == kind.label())
}

/// A line of a CSV file: a label with numbers after commas, or words of the tables' heads; or what is filled up with commas
/// to as many cells as the others have. Prose has its numbers apart from its commas, and its words too.
fn comma_separated(line: &str) -> Option<Vec<String>> {
    let is_long = line.chars().nth(400).is_some();
    if !line.contains(',') || (is_long && !is_filled_up(line)) {
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
    let is_row = numbers >= 5 || is_table_two || is_spoilt_row(&cells) || is_spoilt_row_of_two(&cells);
    (is_row || is_filled_up(line) || is_head(&cells)).then_some(cells)
}

/// Whether most of many cells are numbers, though some that should be are none; after a row's label short words with
/// digits will do.
fn is_spoilt_row(cells: &[String]) -> bool {
    const LEAST: usize = 8;
    const LONGEST: usize = 160;
    const LONGEST_NUMBER: usize = 8;
    let label = cells.iter().rposition(|cell| labels::is_row(cell));
    let may_be_number = |cell: &String| {
        let cell = cell.trim();
        cell.is_empty()
            || (cell.chars().nth(LONGEST_NUMBER).is_none() && (has_digit(cell) || is_in_words(cell)))
    };
    let after = label.and_then(|label| cells.get(label + 1..)).unwrap_or(&[]);
    if after.len() + 1 >= LEAST && after.iter().all(may_be_number) {
        return true;
    }
    let numbers = cells.iter().filter(|cell| value(cell).is_number()).count();
    let blank = cells.iter().filter(|cell| cell.trim().is_empty()).count();
    let is_short = |cell: &String| cell.len() <= LONGEST;
    cells.len() >= LEAST && (numbers + blank) * 2 > cells.len() && cells.iter().all(is_short)
}

/// Whether a label of table 二 stands before a few short cells with something like a number among them.
fn is_spoilt_row_of_two(cells: &[String]) -> bool {
    const MOST: usize = 4;
    const LONGEST: usize = 20;
    const LONGEST_WORD: usize = 4;
    let mut filled = cells.iter().filter(|cell| !cell.trim().is_empty());
    let is_named = filled
        .next()
        .is_some_and(|label| labels::is_row(label) && labels::is_of_two(label));
    let others: Vec<&String> = filled.collect();
    let is_numeral =
        |one: char| one.is_ascii_digit() || one == '#' || "一二三四五六七八九十百千".contains(one);
    // Words in which nothing is counted are no cell of a table of numbers.
    let longest = |cell: &str| {
        if cell.contains(is_numeral) {
            LONGEST
        } else {
            LONGEST_WORD
        }
    };
    let is_short = |cell: &&String| cell.chars().nth(longest(cell)).is_none();
    is_named
        && others.len() < MOST
        && others.iter().all(is_short)
        && others.iter().any(|cell| cell.contains(is_numeral))
}

/// Whether commas stand where cells are blank.
fn is_filled_up(line: &str) -> bool {
    const BLANK: &str = ",,";
    let line = line.trim();
    line.starts_with(BLANK) || line.ends_with(BLANK)
}

/// Whether the cells are words of the tables; of many one may be printed wrongly.
fn is_head(cells: &[String]) -> bool {
    const MANY: usize = 3;
    let filled = || cells.iter().filter(|cell| !cell.trim().is_empty());
    let others = filled().filter(|cell| !labels::is_of_tables(cell)).count();
    others == 0 || (others == 1 && filled().count() > MANY)
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

    #[test]
    fn what_is_no_number_after_a_label_breaks_no_row() {
        assert_eq!(
            texts("（一）予以公开 约20 0 0 1余 0 0 20"),
            ["（一）予以公开|约20|0|0|1余|0|0|20"]
        );
        assert_eq!(
            texts("（一）予以公开,约20,共3,0,1余,约0,,20"),
            ["（一）予以公开|约20|共3|0|1余|约0||20"]
        );
        assert_eq!(
            texts("（三）不予公开,1.属于国家秘密,十二,2,3,#REF!,5,6,十二"),
            ["（三）不予公开|1.属于国家秘密|十二|2|3|#REF!|5|6|十二"]
        );
    }

    #[test]
    fn heads_saved_with_commas_are_rows_and_prose_with_commas_is_prose() {
        assert_eq!(
            texts(
                "信息内容,本年制发件数,本年废止件数,现行有效件数\n,自然人,法人或其他组织\n行政复议,,,,,行政诉讼"
            ),
            [
                "信息内容|本年制发件数|本年废止件数|现行有效件数",
                "|自然人|法人或其他组织",
                "行政复议|||||行政诉讼"
            ]
        );
        assert_eq!(
            texts("第二十条第（一）项,,,\n一、总体情况,,,"),
            ["第二十条第（一）项", "一、总体情况"]
        );
        let prose = "行政处罚,行政强制等信息全部公开,共1件";
        assert_eq!(texts(prose), [prose]);
    }
}
