//! Tables copied as text with one cell a line: a run of lines that are numbers alone, with the lines before it that name
//! the row, is a row. Blank cells leave no line: a row that has fewer numbers than columns is told, and one whose name stands
//! before the next row's is blank.

use law::codes::{Route, TableThreeRow};

mod bare;

use super::blocks::{Block, Paragraph, counted_row};
use super::labels;
use super::numbers::{Value, is_amount, is_in_words, value};

/// How many lines before the numbers may belong to the row's name.
const MOST_NAMES: usize = 3;

/// Gathers such lines to rows; everything else stays as it is.
pub(super) fn gather(blocks: Vec<Block>) -> Vec<Block> {
    let mut done: Vec<Block> = Vec::new();
    let mut numbers: Vec<Paragraph> = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) if is_number(&paragraph.text) => numbers.push(paragraph),
            Block::Paragraph(paragraph)
                if may_be_number(&paragraph.text) && (!numbers.is_empty() || is_below_label(&done)) =>
            {
                numbers.push(paragraph);
            }
            other => {
                close(&mut done, &mut numbers);
                done.push(other);
            }
        }
    }
    close(&mut done, &mut numbers);
    bare::rows(done)
}

fn is_number(text: &str) -> bool {
    matches!(value(text), Value::Number(_) | Value::Noted(..) | Value::Stroke) || is_amount(text)
}

/// Something short with digits or numerals, which among numbers is a number that can't be read: 约20, 20余, 十二, #REF!.
fn may_be_number(text: &str) -> bool {
    const LONGEST: usize = 8;
    text.chars().nth(LONGEST).is_none()
        && (text.contains(|one: char| one.is_ascii_digit()) || is_in_words(text))
        && !labels::is_row(text)
        && !labels::is_of_tables(text)
}

/// Whether the line above is the label of a row.
fn is_below_label(done: &[Block]) -> bool {
    matches!(done.last(), Some(Block::Paragraph(above)) if labels::is_row(&above.text))
}

/// The run of numbers ends: with its names it is a row, or the lines were no table. The lines above stay, so that a
/// heading among them is still one; the row takes the nearest as its name.
fn close(done: &mut Vec<Block>, numbers: &mut Vec<Paragraph>) {
    let run = std::mem::take(numbers);
    let Some(first) = run.first() else { return };
    let names = names(done);
    let nearest = names.last().cloned().unwrap_or_default();
    let is_named =
        labels::is_of_two(&nearest) || bare::is_row_of_three(&nearest) || bare::is_end_of_head(&names);
    if run.len() < 5 && !is_named {
        done.extend(run.into_iter().map(Block::Paragraph));
        return;
    }
    let name = [nearest, names.concat()].into_iter().find(|name| is_known(name));
    let place = match done.last() {
        Some(Block::Paragraph(nearest)) if name.is_some() => nearest.place.clone(),
        _ => first.place.clone(),
    };
    if name.is_some() {
        done.pop();
    }
    let texts = name.into_iter().chain(run.into_iter().map(|number| number.text));
    done.push(counted_row(place, texts.collect()));
}

/// The lines just before, in order.
fn names(done: &[Block]) -> Vec<String> {
    let text = |block: &Block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.clone()),
        Block::Row(_) | Block::Picture => None,
    };
    let mut names: Vec<String> = done.iter().rev().take(MOST_NAMES).map_while(text).collect();
    names.reverse();
    names
}

fn is_known(name: &str) -> bool {
    labels::find::<TableThreeRow>(name).is_some()
        || labels::is_of_two(name)
        || labels::find::<Route>(name).is_some()
        || labels::find_at_end::<TableThreeRow>(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::read::blocks;

    fn rows(lines: &[&str]) -> Vec<String> {
        let blocks = lines
            .iter()
            .filter_map(|line| Block::paragraph("第1行", line))
            .collect();
        blocks::texts(&gather(blocks))
    }

    #[test]
    fn cells_of_one_line_each_are_gathered_to_rows() {
        let lines = [
            "规章",
            "1",
            "2",
            "3",
            "行政许可",
            "4",
            "（三）不予公开",
            "1.属于国家秘密",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "21",
        ];
        assert_eq!(
            rows(&lines),
            [
                "规章|1|2|3",
                "行政许可|4",
                "（三）不予公开",
                "1.属于国家秘密|1|2|3|4|5|6|21"
            ]
        );
    }

    #[test]
    fn what_is_no_number_among_numbers_breaks_no_row() {
        let lines = ["（一）予以公开", "约20", "0", "0", "1余", "0", "0", "20"];
        assert_eq!(rows(&lines), ["（一）予以公开|约20|0|0|1余|0|0|20"]);
        assert_eq!(rows(&["行政许可", "约20"]), ["行政许可|约20"]);
        assert_eq!(rows(&["正文", "约20", "正文"]), ["正文", "约20", "正文"]);
    }

    #[test]
    fn a_row_that_has_fewer_numbers_than_columns_is_still_one_row() {
        let lines = ["（一）予以公开", "20", "20", "（二）部分公开", "正文"];
        assert_eq!(rows(&lines), ["（一）予以公开|20|20", "（二）部分公开", "正文"]);
    }

    #[test]
    fn a_name_before_the_next_rows_is_a_row_of_blanks_between_the_tables_heads() {
        let lines = [
            "信息内容",
            "规章",
            "行政许可",
            "4",
            "（三）不予公开",
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "十二",
            "0",
            "0",
            "0",
            "0",
            "0",
            "12",
            "3.危及“三安全一稳定”",
            "尚未审结",
            "总计",
            "五、存在的主要问题及改进情况",
        ];
        assert_eq!(
            rows(&lines),
            [
                "信息内容",
                "规章|||",
                "行政许可|4",
                "（三）不予公开",
                "1.属于国家秘密|||||||",
                "2.其他法律行政法规禁止公开|十二|0|0|0|0|0|12",
                "3.危及“三安全一稳定”|||||||",
                "尚未审结",
                "总计",
                "||||||||||||||",
                "五、存在的主要问题及改进情况",
            ]
        );
        // Where numbers stand by other names, such as those of the columns of a table that was turned, no name is a row.
        let turned = [
            "信息内容",
            "规章",
            "（一）予以公开",
            "自然人",
            "20",
            "0",
            "0",
            "0",
            "0",
            "尚未审结",
        ];
        assert_eq!(
            rows(&turned)[1..4],
            ["规章", "（一）予以公开", "自然人"].map(str::to_owned)
        );
        // Where no table is, none is either.
        assert_eq!(rows(&["规章", "行政许可", "4"]), ["规章", "行政许可|4"]);
    }

    #[test]
    fn a_number_on_a_line_of_its_own_is_no_table() {
        assert_eq!(rows(&["正文", "3", "正文"]), ["正文", "3", "正文"]);
    }
}
