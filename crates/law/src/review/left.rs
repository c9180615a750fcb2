//! Whether somebody is left for every level: each takes somebody else.

use std::collections::BTreeSet;

use super::{Chain, Level, Place};
use crate::staff::{Roles, may};

/// The first of these places that nobody is left for, if each is taken by somebody else of those who may take it; `None`
/// where all can be filled.
pub fn first_unfilled(takers: &[BTreeSet<i64>]) -> Option<usize> {
    let upto = |count: &usize| !are_filled(takers.get(..*count).unwrap_or_default(), &BTreeSet::new());
    (1..=takers.len()).find(upto).map(|count| count - 1)
}

fn are_filled(takers: &[BTreeSet<i64>], taken: &BTreeSet<i64>) -> bool {
    let Some((first, rest)) = takers.split_first() else {
        return true;
    };
    let mut free = first.difference(taken);
    free.any(|taker| {
        let mut taken = taken.clone();
        taken.insert(*taker);
        are_filled(rest, &taken)
    })
}

/// The level that nobody would be left for, if this person took that one: each level takes somebody else, and none of those
/// who had a hand in it already. `None` where somebody is left for every level after it.
pub fn left_without(
    chain: &Chain,
    taken: Level,
    hands: &BTreeSet<i64>,
    person: Option<i64>,
    staff: &[(i64, Roles)],
) -> Option<Level> {
    let places = chain.places().iter();
    let after: Vec<&Place> = places.skip_while(|place| place.level != taken).skip(1).collect();
    let takers = |place: &&Place| {
        let is_free = |id: i64| !hands.contains(&id) && Some(id) != person;
        let fit = staff
            .iter()
            .filter(|(id, roles)| is_free(*id) && may(roles, place.trusted_with).is_ok());
        fit.map(|(id, _)| *id).collect()
    };
    let takers: Vec<BTreeSet<i64>> = after.iter().map(takers).collect();
    let first = first_unfilled(&takers)?;
    after.get(first).map(|place| place.level)
}
