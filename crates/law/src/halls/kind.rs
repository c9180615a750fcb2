//! What people come to a window for (接待类别), as rows: another kind is a line of `kinds.txt`, no code.

use std::sync::LazyLock;

use crate::rule_rows::lines;

const SHIPPED: &str = include_str!("kinds.txt");

static BUILT_IN: LazyLock<Vec<VisitKind>> =
    LazyLock::new(|| lines(SHIPPED).filter_map(VisitKind::read).collect());

/// What somebody comes for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitKind {
    /// `reading`
    pub code: String,
    pub label: String,
    /// What is done for them, to be told beside it.
    pub hint: String,
    /// What it rests on.
    pub basis: String,
}

impl VisitKind {
    fn read(line: &str) -> Option<Self> {
        let mut cells = line.split('|').map(|cell| cell.trim().to_owned());
        let mut next = || cells.next();
        Some(Self {
            code: next()?,
            label: next()?,
            hint: next()?,
            basis: next()?,
        })
    }
}

/// The kinds that come with the program, in the order they are offered.
pub fn visit_kinds() -> &'static [VisitKind] {
    &BUILT_IN
}

/// What a kind is called; one that nobody knows by its code.
pub fn kind_label(code: &str) -> &str {
    let kind = visit_kinds().iter().find(|kind| kind.code == code);
    kind.map_or(code, |kind| &kind.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_kind_with_a_code_and_a_label_of_its_own() {
        assert_eq!(visit_kinds().len(), lines(SHIPPED).count());
        let mut codes: Vec<&str> = visit_kinds().iter().map(|kind| kind.code.as_str()).collect();
        // The three that every window of the seed has come first.
        assert_eq!(codes.get(..3), Some(&["reading", "policy", "guidance"][..]));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), visit_kinds().len());
        assert_eq!(kind_label("reading"), "信息查阅");
        assert_eq!(kind_label("moon"), "moon");
    }
}
