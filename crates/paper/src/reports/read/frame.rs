//! What frames the rows of a table that was copied as text: a bar before the first cell and a mark after the last one open
//! no cell where every row of the table has them. Where other rows have none, the cell beside the mark is there and blank.

/// The signs that stand between the cells of a row as bars.
pub(super) const BARS: [char; 5] = ['|', '｜', '│', '┃', '║'];

/// A frame is known by so many rows; one row alone is looked at beside all others of the text.
const FEWEST: usize = 2;

/// Which of its sides a table's rows are framed on.
#[derive(Clone, Copy)]
struct Frame {
    opens: bool,
    closes: bool,
}

/// The lines without what frames the tables they belong to.
pub(super) fn without<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let all: Vec<&str> = lines.iter().copied().filter(|line| is_barred(line)).collect();
    let everywhere = Frame::of(&all);
    let tabs = closing_tab(lines);
    let mut done = Vec::with_capacity(lines.len());
    let mut rest = lines;
    while let Some(line) = rest.first() {
        if !is_barred(line) {
            let closed = line.trim_end_matches(' ').strip_suffix('\t').filter(|_| tabs);
            done.push(closed.unwrap_or(line));
            rest = rest.get(1..).unwrap_or(&[]);
            continue;
        }
        let length = rest
            .iter()
            .take_while(|line| is_barred(line) || is_drawn(line))
            .count();
        let (table, after) = rest.split_at(length);
        let rows: Vec<&str> = table.iter().copied().filter(|line| is_barred(line)).collect();
        let frame = if rows.len() < FEWEST {
            everywhere
        } else {
            Frame::of(&rows)
        };
        done.extend(table.iter().map(|line| frame.off(line)));
        rest = after;
    }
    done
}

impl Frame {
    fn of(rows: &[&str]) -> Self {
        Self {
            opens: rows.iter().all(|row| row.trim_start().starts_with(BARS)),
            closes: rows.iter().all(|row| row.trim_end().ends_with(BARS)),
        }
    }

    /// The row without its frame.
    fn off(self, row: &str) -> &str {
        if !is_barred(row) {
            return row;
        }
        let opened = row
            .trim_start()
            .strip_prefix(BARS)
            .filter(|_| self.opens)
            .unwrap_or(row);
        opened
            .trim_end()
            .strip_suffix(BARS)
            .filter(|_| self.closes)
            .unwrap_or(opened)
    }
}

/// Whether a tab closes the rows instead of opening one more cell: every row with tabs ends with one.
fn closing_tab(lines: &[&str]) -> bool {
    let mut rows = lines.iter().filter(|line| line.contains('\t')).peekable();
    rows.peek().is_some() && rows.all(|row| row.trim_end_matches(' ').ends_with('\t'))
}

/// A row whose cells stand between bars.
fn is_barred(line: &str) -> bool {
    line.contains(BARS) && !line.contains('\t') && !is_ruled(line)
}

/// Between two rows of one table: nothing, or a drawn line.
fn is_drawn(line: &str) -> bool {
    line.trim().is_empty() || is_ruled(line)
}

/// A line that only draws the table: `|---|:--:|`, `+----+`, `├──┼──┤`.
pub(super) fn is_ruled(line: &str) -> bool {
    const STROKES: [&str; 4] = ["---", "──", "━━", "══"];
    let is_stroke = |one: char| matches!(one, '-' | '|' | '+' | ':' | '=' | '｜' | '\u{2500}'..='\u{257f}');
    STROKES.into_iter().any(|stroke| line.contains(stroke))
        && line.chars().all(|one| one.is_whitespace() || is_stroke(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_draws_a_table_is_none_of_its_rows() {
        for line in ["|---|:--:|", "+----+----+", "┌────┬──┐", "├━━┿━━┤", " ╚════╩══╝ "]
        {
            assert!(is_ruled(line), "{line}");
        }
        for line in ["│ 4 │  │", "│  │  │", "一、总体情况", "── 3 ──"] {
            assert!(!is_ruled(line), "{line}");
        }
    }

    #[test]
    fn a_bar_frames_a_row_only_where_it_frames_the_others_of_its_table() {
        let blank_first = ["甲 | 乙 | 丙", " | 4 | 5", "正文", "| 甲 | 乙 |", "|  | 4 |"];
        assert_eq!(
            without(&blank_first),
            ["甲 | 乙 | 丙", " | 4 | 5", "正文", " 甲 | 乙 ", "  | 4 "]
        );
        let blank_last = ["甲 | 乙", "4 |", "", "4 | 5"];
        assert_eq!(without(&blank_last), blank_last);
    }

    #[test]
    fn a_frame_is_taken_off_once() {
        assert_eq!(
            without(&["| 甲 | 乙 |", "|---|---|", "| 4 |  |"]),
            [" 甲 | 乙 ", "|---|---|", " 4 |  "]
        );
        assert_eq!(without(&["甲\t乙\t", "\t4\t"]), ["甲\t乙", "\t4"]);
    }

    #[test]
    fn a_row_alone_is_framed_as_the_rows_elsewhere_are() {
        let lines = ["甲 | 乙 |", "4 | 5 |", "正文", " | 6 |", "正文"];
        assert_eq!(without(&lines), ["甲 | 乙 ", "4 | 5 ", "正文", " | 6 ", "正文"]);
        assert_eq!(without(&["| 4 | 5 |"]), [" 4 | 5 "]);
    }
}
