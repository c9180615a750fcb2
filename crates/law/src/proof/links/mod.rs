//! Where links lead. Whether the other end answers is not asked here: that is for whoever may open connections.

pub(super) mod empty;
pub(super) mod http;
pub(super) mod local;

use super::rule::Hit;
use super::{Manuscript, PartKind};

fn addresses(manuscript: &Manuscript, is_meant: fn(&str) -> bool) -> Vec<Hit> {
    let parts = manuscript.parts.iter().enumerate();
    let found = parts.filter(|(_, part)| part.kind == PartKind::Address && is_meant(part.text.trim()));
    found
        .map(|(number, part)| Hit::at(number, 0..part.text.len()))
        .collect()
}
