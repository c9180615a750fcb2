//! The page and its tables as others will parse them.

use law::reports::Cell;
use scraper::{Html, Selector};

use super::{html, table_html, tables_html};
use crate::reports::Imprint;
use crate::reports::samples::{AWKWARD, crowded, quiet, second_edition};

fn count(page: &Html, selector: &str) -> usize {
    page.select(&Selector::parse(selector).unwrap()).count()
}

#[test]
fn fragments_have_heads_captions_and_one_cell_for_each_number() {
    let [two, three, four] = tables_html(&quiet());
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
