//! read -> write -> read gives the same report, for each format that can be read.

use law::reports::Report;
use paper::reports::{Imprint, json};
use proptest::prelude::*;

use crate::reports::reports;

/// A second edition: what it says of itself must not be taken for the report's prose.
fn second_edition() -> Imprint {
    Imprint {
        edition: 2,
        published_on: Some(jiff::civil::date(2025, 3, 5)),
        correction: Some("第五节补充整改措施；表三有一格由 12 件更正为 13 件。".into()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn json_is_read_back_as_it_was(report in reports()) {
        let written = json(&report, &second_edition()).unwrap();
        let back: Report = serde_json::from_slice(&written).unwrap();
        prop_assert_eq!(back, report);
    }
}
