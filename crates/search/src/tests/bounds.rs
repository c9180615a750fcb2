//! Whatever is typed is bounded and breaks nothing.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

#[test]
fn hostile_queries_are_words_and_cost_little() {
    let office = office();
    let _loaded = office.find("企业");
    let hostile = [
        "企业".repeat(5_000),
        "*".repeat(10_000),
        "(企业 OR ".repeat(1_000),
        "title:* AND NOT organ:MJ01 ^1000 ~2 [a TO z] {x}".to_owned(),
        "a".repeat(10_000),
        "“".repeat(10_000),
        "第".repeat(10_000),
        "〔2026〕".repeat(2_000),
        "\u{200d}\u{fe0f}".repeat(5_000),
        "\0\u{1e}\u{1f}\u{1d}企业\u{1f}改造".to_owned(),
    ];
    for typed in hostile {
        let begun = Instant::now();
        let found = office.index.find(&asked(&typed)).unwrap();
        // The bound is for the program as it is shipped; without its optimisations it is ten times slower.
        let most = Duration::from_millis(if cfg!(debug_assertions) { 200 } else { 20 });
        assert!(begun.elapsed() < most, "{:?} for {:.20}", begun.elapsed(), typed);
        assert!(found.total <= 6);
    }
    let by_field = office.find("kind:document");
    assert_eq!(by_field.total, 0, "no field is asked by its name");
}

#[test]
fn nothing_is_found_by_nothing() {
    let office = office();
    for typed in ["", " ", "　", "，。！", "的", "\u{200b}"] {
        let found = office.find(typed);
        assert!(found.total == 0 || typed == "的", "{typed:?}: {}", found.total);
    }
}

fn snippet(text: &str, typed: &str) -> Vec<crate::Span> {
    let wanted = crate::wanted::read(typed, &crate::words::dictionary(), None);
    let needles = crate::snippet::Needles::of(&wanted);
    let parts = [Part::of_page(text.to_owned())];
    crate::snippet::best(&needles, &parts).unwrap().1
}

fn shown(spans: &[crate::Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// What belongs to a character before the piece is left out; it does not make the piece longer.
#[test]
fn marks_before_a_snippet_make_it_no_longer() {
    let many = |sign: &str, count: usize| sign.repeat(count);
    for bound in ["\u{301}", "👩\u{200d}", "🇨🇳", "🏽", "\u{fe0f}"] {
        let before = format!("{}e{}", many("术", 40), many(bound, 30));
        let text = format!("{before}术术术术术9{}", many("术", 200));
        let spans = snippet(&text, "9");
        assert!(shown(&spans).chars().count() <= 98, "{bound:?}: {spans:?}");
        assert!(
            spans.iter().any(|span| span.is_marked && span.text == "9"),
            "{bound:?}: {spans:?}"
        );
    }
}

/// A heap of marks that fills the whole piece is cut, and the word that was sought is still seen.
#[test]
fn a_heap_of_marks_is_cut_and_hides_no_word() {
    for text in [
        format!("术{}9{}", "\u{301}".repeat(300), "\u{301}".repeat(300)),
        format!("{}9{}", "🇨🇳".repeat(150), "🇨🇳".repeat(150)),
    ] {
        let spans = snippet(&text, "9");
        assert!(shown(&spans).chars().count() <= 98, "{spans:?}");
        assert!(
            spans
                .iter()
                .any(|span| span.is_marked && span.text.starts_with('9')),
            "{spans:?}"
        );
    }
    assert!(shown(&snippet(&"\u{301}".repeat(300), "9")).chars().count() <= 98);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_snippet_is_cut_between_characters(
        text in "[企业技术改造。\n a9e\u{301}\u{fe0f}\u{200d}👩🏽🇨🇳𠮷（）]{0,300}",
        typed in "[企业技术改造a9]{1,4}",
    ) {
        let spans = snippet(&text, &typed);
        let squeezed = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
        let shown = shown(&spans);
        prop_assert!(squeezed(&text).contains(squeezed(shown.trim_matches('…')).as_str()));
        prop_assert!(shown.chars().count() <= 100);
        for span in &spans {
            let first = span.text.chars().next();
            let is_bound = first.is_some_and(|sign| "\u{301}\u{fe0f}\u{200d}🏽".contains(sign));
            // A text may begin with such a sign; no piece that follows another does.
            prop_assert!(!is_bound || text.starts_with(first.unwrap_or_default()), "{spans:?}");
        }
    }

    /// Whatever stands in a text is found by it.
    #[test]
    fn every_part_of_a_text_is_found(from in 0_usize..60, length in 1_usize..12) {
        let text = "各级人民政府应当加强对政府信息公开工作的组织领导，行政机关公开政府信息应当坚持以公开为常态不公开为例外，遵循公正公平合法便民的原则";
        let part: String = text.chars().skip(from).take(length).collect();
        prop_assume!(part.chars().any(char::is_alphanumeric));
        let shelf = TEXT.get_or_init(|| Shelf::of(vec![entry(1, "条例", text), entry(2, "别的", "与此无关")]));
        let found = shelf.titles(&part);
        prop_assert!(found.iter().any(|title| title == "条例"), "{}", part);
    }
}

static TEXT: std::sync::OnceLock<Shelf> = std::sync::OnceLock::new();
