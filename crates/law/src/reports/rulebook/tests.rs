use super::*;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/report-checks.md");

#[test]
fn the_documentation_page_is_what_the_checks_say_of_themselves() {
    let page = rulebook();
    if std::env::var_os("GONGKAI_BLESS").is_some() {
        std::fs::write(PAGE, &page).unwrap();
    }
    let agreed = std::fs::read_to_string(PAGE).unwrap_or_default();
    assert_eq!(
        page, agreed,
        "the checks changed: read the difference, then bless it with GONGKAI_BLESS=1"
    );
}
