//! The kinds of matters (办件的类别) as rows: a new kind is a line of `kinds.txt`, or a row that an organ keeps, not code.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::rule_rows::lines;

const SHIPPED: &str = include_str!("kinds.txt");

static BUILT_IN: LazyLock<Vec<Kind>> = LazyLock::new(|| lines(SHIPPED).filter_map(Kind::read).collect());

/// A kind: what it is called, and what may be done with its matters.
#[expect(clippy::struct_excessive_bools, reason = "each is a cell of its row")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kind {
    /// `consultation`
    pub code: String,
    pub label: String,
    pub may_be_anonymous: bool,
    /// Whether question and answer may be shown to the public, redacted.
    pub may_be_published: bool,
    /// Whether who asks is kept from whoever it is about.
    pub is_asker_secret: bool,
    /// Whether the form of the site offers it; the others come by a door of their own.
    pub is_asked_online: bool,
    /// What it rests on.
    pub basis: String,
}

impl Kind {
    fn read(line: &str) -> Option<Self> {
        let mut cells = line.split('|').map(str::trim);
        let mut next = || cells.next();
        let (code, label) = (next()?.to_owned(), next()?.to_owned());
        Some(Self {
            code,
            label,
            may_be_anonymous: said(next()?)?,
            may_be_published: said(next()?)?,
            is_asker_secret: said(next()?)?,
            is_asked_online: said(next()?)?,
            basis: next()?.to_owned(),
        })
    }
}

/// The kinds that come with the program.
pub fn kinds() -> &'static [Kind] {
    &BUILT_IN
}

fn said(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_kind_with_a_code_and_a_label_of_its_own() {
        assert_eq!(kinds().len(), lines(SHIPPED).count());
        let codes: Vec<&str> = kinds().iter().map(|kind| kind.code.as_str()).collect();
        assert_eq!(
            codes,
            [
                "consultation",
                "complaint",
                "suggestion",
                "help",
                "firm",
                "hall",
                "site_fault",
                "hotline",
                "official_account",
                "failed_service",
                "proposal_to_publish",
                "report_of_silence"
            ]
        );
        let mut labels: Vec<&str> = kinds().iter().map(|kind| kind.label.as_str()).collect();
        labels.sort_unstable();
        labels.dedup();
        assert_eq!(labels.len(), kinds().len());
        assert!(kinds().iter().all(|kind| !kind.basis.is_empty()));
    }

    #[test]
    fn whoever_is_kept_secret_is_not_published() {
        let secret = kinds().iter().filter(|kind| kind.is_asker_secret);
        assert!(secret.clone().count() > 0);
        assert!(secret.clone().all(|kind| !kind.may_be_published));
    }
}
