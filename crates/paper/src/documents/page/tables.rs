//! Tables with their merged cells and their heads.

use scraper::ElementRef;

use super::super::block::inner;
use super::super::table::{Cell, blocks};
use super::Walk;
use crate::documents::HealthKind;
use crate::web_page::is_hidden;

/// The most columns of a cell, and rows.
const WIDEST: usize = 100;

impl Walk {
    pub(super) fn table(&mut self, element: ElementRef<'_>) {
        self.end_line();
        let (mut rows, mut head) = (Vec::new(), 0);
        for row in rows_of(element) {
            if is_hidden(row.element) {
                self.told(HealthKind::HiddenText, row.element);
                continue;
            }
            let cells = row.element.children().filter_map(ElementRef::wrap);
            let cells: Vec<ElementRef<'_>> = cells
                .filter(|cell| matches!(cell.value().name(), "td" | "th"))
                .collect();
            let is_named = !cells.is_empty() && cells.iter().all(|cell| cell.value().name() == "th");
            if (row.is_head || is_named) && head == rows.len() {
                head += 1;
            }
            rows.push(cells.into_iter().map(|cell| self.cell(cell)).collect());
        }
        self.blocks.extend(blocks(rows, head));
    }

    fn cell(&mut self, element: ElementRef<'_>) -> Cell {
        let blocks = std::mem::take(&mut self.blocks);
        self.inside += 1;
        if is_hidden(element) {
            self.told(HealthKind::HiddenText, element);
        } else {
            self.children(element);
        }
        self.end_line();
        self.inside -= 1;
        let inside = std::mem::replace(&mut self.blocks, blocks);
        let count = |name: &str| {
            let count = element
                .value()
                .attr(name)
                .and_then(|count| count.trim().parse().ok());
            count.unwrap_or(1).clamp(1, WIDEST)
        };
        Cell {
            html: inner(&inside),
            columns: count("colspan"),
            rows: count("rowspan"),
            ..Cell::default()
        }
    }
}

/// A row of a table.
struct Row<'a> {
    element: ElementRef<'a>,
    is_head: bool,
}

/// The rows of a table, without those of tables in it.
fn rows_of(table: ElementRef<'_>) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let is_head = table.value().name() == "thead";
    for element in table.children().filter_map(ElementRef::wrap) {
        match element.value().name() {
            "tr" => rows.push(Row { element, is_head }),
            "thead" | "tbody" | "tfoot" => rows.extend(rows_of(element)),
            _ => {}
        }
    }
    rows
}
