//! The rules as a whole: names that stand, texts that break nothing, and the page that is written from them.

mod corpus;
mod traces;

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/proof-rules.md");

#[test]
fn the_documentation_page_is_what_the_rules_say_of_themselves() {
    let page = rulebook();
    if std::env::var_os("GONGKAI_BLESS").is_some() {
        std::fs::write(PAGE, &page).unwrap();
    }
    let agreed = std::fs::read_to_string(PAGE).unwrap_or_default();
    assert_eq!(
        page, agreed,
        "the rules changed: read the difference, then bless it with GONGKAI_BLESS=1"
    );
}

#[test]
fn every_rule_has_a_name_of_its_own_and_says_what_it_asks_for_and_what_to_do() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(names.len(), RULES.len());
    for rule in RULES {
        let is_plain = |sign: char| sign.is_ascii_lowercase() || sign == '.';
        assert!(rule.code.chars().all(is_plain), "{}", rule.code);
        assert!(
            rule.says.ends_with('。') && rule.advice.ends_with('。'),
            "{}",
            rule.code
        );
        assert!(
            !rule.source.is_empty() && !rule.label.ends_with('。'),
            "{}",
            rule.code
        );
    }
}

#[test]
fn only_what_the_law_forbids_and_a_picture_without_words_blocks() {
    let blocking: Vec<&str> = RULES
        .iter()
        .filter(|rule| rule.severity == Severity::Block)
        .map(|rule| rule.code)
        .collect();
    assert_eq!(
        blocking,
        [
            "secrecy.mark",
            "identity.number",
            "identity.rounded",
            "picture.description",
            "picture.missing"
        ]
    );
}

/// A manuscript of these texts in every kind of part.
fn everywhere(texts: &[String]) -> Manuscript {
    let mut manuscript = Manuscript::default();
    let kinds = [
        PartKind::Title,
        PartKind::Summary,
        PartKind::Paragraph,
        PartKind::Cell {
            table: 1,
            row: 1,
            column: 1,
        },
        PartKind::Cell {
            table: 1,
            row: 2,
            column: 1,
        },
        PartKind::Description,
        PartKind::Address,
        PartKind::FileName,
        PartKind::Aside,
    ];
    for (text, kind) in texts.iter().zip(kinds.iter().cycle()) {
        manuscript.add(*kind, "某处", text);
    }
    manuscript
}

/// Words that rules look for, so that random texts reach into them.
const PIECES: [&str; 40] = [
    "身份证",
    "2024年",
    "2月30日",
    "×",
    "XX",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "一、",
    "三、",
    "（二）",
    "1.",
    "附件",
    "见附件3",
    "〔2024〕",
    "[2024]",
    "12号",
    "人民币",
    "壹万元整",
    "（¥1",
    "密",
    "机密",
    "★",
    "姓名",
    "\t",
    "\n",
    "11010519491231002X",
    "410305199001012000",
    "138 0000 1234",
    "4.10305E+17",
    "实事求是",
    "实是求是",
    "星期一",
    "。",
    "６",
    "é",
    "🌟",
];

proptest! {
    #[test]
    fn no_text_breaks_a_rule_and_every_finding_stands_between_characters(
        texts in proptest::collection::vec(
            prop_oneof![
                any::<String>(),
                proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..12).prop_map(|pieces| pieces.concat()),
            ],
            1..12,
        ),
    ) {
        let manuscript = everywhere(&texts);
        let context = Context {
            today: jiff::civil::Date::new(2024, 12, 2).ok(),
            leaders: &[Leader { name: "李建国", post: "区长" }],
            attachments: Some(&[]),
            ..Context::default()
        };
        for finding in proofread(&manuscript, &context) {
            let Some(part) = finding.part else { continue };
            prop_assert!(manuscript.parts[part].text.get(finding.span.clone()).is_some(), "{finding:?}");
        }
    }
}

#[test]
fn what_is_read_a_second_time_is_told_where_it_is_shown() {
    let mut manuscript = Manuscript::default();
    manuscript.add(PartKind::Paragraph, "正文第1段", "身份证号11010519491231002X");
    manuscript.add(PartKind::Aside, "第1页", "身份证号11010519491231002X");
    manuscript.add(PartKind::Aside, "批注", "机密★");
    let found = proofread(&manuscript, &Context::default());
    let places: Vec<&str> = found.iter().map(|finding| finding.place.as_str()).collect();
    assert_eq!(places, ["正文第1段", "批注"]);
}

#[test]
fn a_finding_as_json_has_the_names_that_programs_read() {
    let mut manuscript = Manuscript::default();
    manuscript.add(
        PartKind::Paragraph,
        "正文第1段",
        "孟政办[2024]12号，身份证号11010519491231002X",
    );
    let found = serde_json::to_value(proofread(&manuscript, &Context::default())).unwrap();
    assert_eq!(
        found,
        serde_json::json!([
            {
                "rule": "identity.number", "class": "privacy", "severity": "block", "place": "正文第1段",
                "text": "110105********002X",
                "suggestion": "请隐去个人信息后再发布（个人信息保护法第二十五条）。",
            },
            {
                "rule": "citation.form", "class": "citation", "severity": "answer", "place": "正文第1段",
                "text": "[2024]12号", "suggestion": "应为“〔2024〕12号”。",
            },
        ])
    );
}
