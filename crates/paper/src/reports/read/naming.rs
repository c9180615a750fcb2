//! Which label of the format a row's words are.

use super::labels::{self, Match};

/// What the row may be called: its last words, all its words, and a line that broke off before it.
pub(super) fn candidates(names: &[&str], pending: &str) -> Vec<String> {
    let mut tries: Vec<String> = names.iter().rev().map(|name| (*name).to_owned()).collect();
    tries.push(names.concat());
    if let Some(last) = names.last()
        && !pending.is_empty()
    {
        tries.push(format!("{pending}{last}"));
    }
    tries
}

pub(super) fn exact<T: labels::Labelled>(name: &str) -> Option<T> {
    labels::find::<T>(name)
        .filter(|(_, how, _)| *how == Match::Same)
        .map(|(one, _, _)| one)
}

/// The first of the names that is a label: the same words, words that end with one, or a slip. The name nearest to
/// the numbers counts first, so that a group's name is not taken for the row's.
pub(super) fn best<T: labels::Labelled>(tries: &[String]) -> Option<(T, Match, &'static str, String)> {
    tries.iter().find_map(|name| {
        let found = labels::find::<T>(name);
        let same = found.filter(|(_, how, _)| *how == Match::Same);
        same.or_else(|| labels::find_at_end::<T>(name))
            .or(found)
            .map(|(one, how, official)| (one, how, official, name.clone()))
    })
}
