//! The format's own shape: 10 + 25 × 7 + 15 cells, each with one name.

use super::{Cell, Tables};
use crate::codes::{ApplicantKind, TableThreeRow};

#[test]
fn the_format_prints_two_hundred_cells_and_each_has_its_own_name() {
    let names: std::collections::BTreeSet<String> = Cell::all().map(Cell::name).collect();
    assert_eq!(names.len(), 10 + 25 * 7 + 15);
    for cell in Cell::all() {
        assert_eq!(Cell::from_name(&cell.name()), Some(cell));
    }
}

#[test]
fn a_leaf_row_is_named_with_its_group() {
    assert_eq!(
        TableThreeRow::RefusedStateSecret.full_label(),
        "（三）不予公开 1.属于国家秘密"
    );
    assert_eq!(TableThreeRow::Granted.full_label(), "（一）予以公开");
    assert_eq!(TableThreeRow::leaves().count(), 22);
}

#[test]
fn blank_is_not_zero() {
    let cell = Cell::Three(TableThreeRow::New, ApplicantKind::Total);
    let mut tables = Tables::zeros();
    assert_eq!(tables.get(cell), Some(0.into()));
    tables.clear(cell);
    assert_eq!(tables.get(cell), None);
}

#[test]
fn every_figure_of_the_data_has_its_name_its_label_and_its_unit() {
    let every: Vec<Cell> = Cell::every().collect();
    assert_eq!(
        every.len(),
        200 + 7 + 22,
        "and the older single row of 其他处理, and table two of 2019"
    );
    let unit = |name: &str| Cell::from_name(name).unwrap().unit();
    assert_eq!(unit("table2_2019.licences.change"), "项");
    assert_eq!(unit("table2_2019.licences.decided"), "件");
    assert_eq!(unit("table2_2019.procurement.amount"), "见附注");
    let labels: std::collections::BTreeSet<String> = every.iter().map(|cell| cell.label()).collect();
    assert_eq!(labels.len(), every.len());
    let in_wan_yuan: Vec<&Cell> = every.iter().filter(|cell| cell.unit() == "万元").collect();
    assert_eq!(in_wan_yuan, [&Cell::from_name("table2.fees_wan_yuan").unwrap()]);
}
