//! Tables with their merged cells and their heads.

use super::super::block::{Block, inner};
use super::super::table::{Cell, blocks};
use super::super::tree::Node;
use super::choices::Sort;
use super::{Reader, is_shaded};
use crate::documents::HealthKind;

impl Reader {
    pub(super) fn table(&mut self, node: &Node) -> Vec<Block> {
        let outside = self.ground.clone();
        let properties = node.child("tblPr").cloned().unwrap_or_default();
        self.ground.is_shaded |= is_shaded(&properties);
        properties
            .value(&["tblStyle"])
            .unwrap_or_default()
            .clone_into(&mut self.ground.table_style);
        if self.dress.hides_some(&self.ground.table_style) {
            // Which cells those are follows from the table's head, bands and corners: they stay, and somebody has to look.
            self.tell(HealthKind::HiddenText, "表格的样式隐藏了部分单元格，请逐格核对");
        }
        let (mut rows, mut head) = (Vec::new(), 0);
        for (number, row) in node
            .children
            .iter()
            .filter(|child| child.name == "tr")
            .enumerate()
        {
            if !self.takes_row(row) {
                continue;
            }
            if row.at(&["trPr", "tblHeader"]).is_some() && head == number {
                head += 1;
            }
            rows.push(self.row(row));
        }
        self.ground = outside;
        blocks(rows, head)
    }

    /// Whether a row is taken in: one that was deleted, inserted or hidden is for somebody to choose.
    fn takes_row(&mut self, row: &Node) -> bool {
        self.choices.rows += 1;
        let properties = row.child("trPr").cloned().unwrap_or_default();
        let sort = if properties.child("del").is_some() {
            Sort::Deletion
        } else if properties.is_on("hidden") {
            Sort::Hidden
        } else if properties.child("ins").is_some() {
            Sort::Insertion
        } else {
            return true;
        };
        let place = format!("row{}", self.choices.rows);
        // The screening tells of the row as a whole as well.
        let is_taken = self.choices.choose(sort, &place, "整行");
        if !is_taken {
            self.choices.paragraphs += row.all("p").len();
            self.choices.rows += row.all("tr").len();
        }
        is_taken
    }

    fn row(&mut self, row: &Node) -> Vec<Cell> {
        let mut at = 0;
        let mut cells = Vec::new();
        for cell in row.children.iter().filter(|child| child.name == "tc") {
            let columns = cell
                .value(&["tcPr", "gridSpan"])
                .and_then(|span| span.parse().ok())
                .unwrap_or(1);
            let merged = cell.at(&["tcPr", "vMerge"]);
            let goes_on = merged.is_some_and(|one| one.attribute("val") != Some("restart"));
            let outside = self.ground.is_shaded;
            self.ground.is_shaded |= cell.child("tcPr").is_some_and(is_shaded);
            let blocks = self.blocks(cell);
            self.ground.is_shaded = outside;
            cells.push(Cell {
                html: inner(&blocks),
                columns,
                rows: 1,
                goes_on,
                at,
            });
            at += columns;
        }
        cells
    }
}
