//! The page and its tables as others will parse them.

use law::codes::{ApplicantKind, OutcomeGroup, Route, TableThreeRow, Verdict};
use law::reports::{Cell, Format, Report, Tables};
use scraper::{Html, Selector};

use super::{html, table_html, tables_html, tables_on_screen};
use crate::reports::Imprint;
use crate::reports::samples::{AWKWARD, crowded, quiet, second_edition};

fn count(page: &Html, selector: &str) -> usize {
    page.select(&Selector::parse(selector).unwrap()).count()
}

#[test]
fn fragments_have_heads_captions_and_one_cell_for_each_number() {
    let [two, three, four] = <[String; 3]>::try_from(tables_html(&quiet())).unwrap();
    let page = Html::parse_fragment(&format!("{two}{three}{four}"));
    assert_eq!(count(&page, "td.number"), Cell::all().count());
    assert_eq!(count(&page, "table > caption"), 3);
    assert_eq!(count(&page, "th:not([scope])"), 0);
    assert_eq!(
        count(&page, "#table-2 tbody > tr:first-child > th[scope=rowgroup]"),
        4
    );
    assert_eq!(count(&page, "#table-3 thead > tr"), 3);
    assert_eq!(count(&page, "#table-3 th[rowspan=\"22\"]"), 1);
    assert_eq!(count(&page, "[style], script, style"), 0);
}

#[test]
fn whatever_prose_and_remarks_hold_stays_text() {
    let mut report = crowded();
    report.organ = "<script>alert(1)</script>\"局'&".into();
    report
        .tables
        .set_note(Cell::all().next().unwrap(), "<img src=x onerror=alert(1)>");
    let written = html(&report, &second_edition());
    let page = Html::parse_document(&written);
    assert_eq!(count(&page, "script, img"), 0);
    assert!(page.errors.is_empty(), "{:?}", page.errors);
    let paragraphs: Vec<String> = page
        .select(&Selector::parse("section p").unwrap())
        .map(|paragraph| paragraph.text().collect())
        .collect();
    assert!(paragraphs.contains(&AWKWARD.to_owned()), "{paragraphs:?}");
}

#[test]
fn the_page_has_six_sections_in_order_and_its_imprint_outside_of_them() {
    let page = Html::parse_document(&html(&quiet(), &second_edition()));
    let titles: Vec<String> = page
        .select(&Selector::parse("section > h2").unwrap())
        .map(|title| title.text().collect())
        .collect();
    assert_eq!(titles, law::reports::SECTION_TITLES);
    assert_eq!(count(&page, "footer.imprint > p"), 2);
    assert_eq!(
        count(
            &Html::parse_document(&html(&quiet(), &Imprint::default())),
            "footer"
        ),
        0
    );
}

#[test]
fn the_three_fragments_together_are_the_tables() {
    assert_eq!(table_html(&quiet()).matches("<table").count(), 3);
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap())
        .map(|element| element.text().collect::<String>().trim().to_owned())
        .collect()
}

#[test]
fn on_a_narrow_screen_every_row_opens_into_its_six_kinds_beside_the_whole_table() {
    let [two, three, four] = <[String; 3]>::try_from(tables_on_screen(&crowded())).unwrap();
    assert_eq!(two, tables_html(&crowded())[0], "table two fits every screen");
    let page = Html::parse_fragment(&three);
    let rows = TableThreeRow::printed().count();
    assert_eq!(count(&page, "details:not(.folded-group)"), rows);
    assert_eq!(count(&page, "dl"), rows);
    assert_eq!(count(&page, "dd"), rows * ApplicantKind::parts().count());
    assert_eq!(count(&page, "table#table-3"), 1);
    assert_eq!(count(&page, ".table-switch > input[type=radio]"), 2);
    assert_eq!(texts(&page, ".folded-head"), ["三、本年度办理结果"]);
    let first = texts(&page, ".table-folded > details:first-of-type dt");
    assert_eq!(
        first,
        ApplicantKind::parts()
            .map(ApplicantKind::label)
            .collect::<Vec<_>>()
    );
    let page = Html::parse_fragment(&four);
    assert_eq!(count(&page, "details"), Route::ALL.len());
    assert_eq!(count(&page, "dd"), Route::ALL.len() * Verdict::parts().count());
}

#[test]
fn the_format_of_2019_folds_as_it_prints_and_an_archive_edition_has_no_tables() {
    let mut report = Report {
        format: Format::Of2019,
        tables: Tables::zeros_of(Format::Of2019),
        ..quiet()
    };
    report.tables.set(
        Cell::Three(TableThreeRow::OtherwiseMerged, ApplicantKind::Total),
        7,
    );
    let [two, three, _] = <[String; 3]>::try_from(tables_on_screen(&report)).unwrap();
    assert_eq!(two, tables_html(&report)[0], "table two fits every screen");
    assert_eq!(count(&Html::parse_fragment(&two), "td.number"), 22);
    let page = Html::parse_fragment(&three);
    assert_eq!(count(&page, "details:not(.folded-group)"), 23);
    let merged = texts(&page, ".table-folded > details > summary");
    let merged: Vec<&String> = merged.iter().filter(|row| row.contains("其他处理")).collect();
    assert_eq!(merged, ["（六）其他处理7"], "one row of the first rank");
    let archive = Report {
        format: Format::Archive,
        ..Report::default()
    };
    assert_eq!(tables_on_screen(&archive), Vec::<String>::new());
}

#[test]
fn a_folded_row_shows_the_numbers_of_its_row_and_a_group_the_sum_of_its_rows() {
    let mut report = quiet();
    let set = |report: &mut Report, row, kind, number: i64| {
        report.tables.set(Cell::Three(row, kind), number);
    };
    let group = OutcomeGroup::Refused;
    let rows: Vec<TableThreeRow> = TableThreeRow::leaves()
        .filter(|row| row.group() == Some(group))
        .collect();
    for (row, number) in rows.iter().zip(3..) {
        set(&mut report, *row, ApplicantKind::Business, number);
        set(&mut report, *row, ApplicantKind::Total, number);
    }
    let [_, three, _] = <[String; 3]>::try_from(tables_on_screen(&report)).unwrap();
    let page = Html::parse_fragment(&three);
    let heads = texts(&page, ".folded-group > summary > span");
    let place = heads
        .iter()
        .position(|head| head.starts_with(group.label()))
        .unwrap();
    let sum: i64 = (3..).take(rows.len()).sum();
    assert_eq!(
        texts(&page, ".folded-group > summary > b")[place],
        sum.to_string()
    );
    let business = texts(&page, ".folded-group details dd");
    assert!(business.contains(&"3".to_owned()) && business.contains(&"0".to_owned()));
}

#[test]
fn a_page_with_folded_rows_is_read_back_without_them() {
    let report = crowded();
    let whole = html(&report, &second_edition());
    let mut on_screen = whole.clone();
    for (table, folded) in tables_html(&report).iter().zip(tables_on_screen(&report)) {
        on_screen = on_screen.replace(table, &folded);
    }
    assert!(on_screen.len() > whole.len());
    let read = |page: &str| crate::reports::read(page.as_bytes(), "report.html").unwrap();
    assert_eq!(read(&on_screen).report, read(&whole).report);
}
