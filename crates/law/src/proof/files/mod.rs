//! What a file holds that nobody sees, and what no program could read.

pub(super) mod gap;
pub(super) mod hidden;
pub(super) mod picture;
pub(super) mod properties;
pub(super) mod unread;

use super::Manuscript;
use super::manuscript::Weight;
use super::rule::Hit;

fn of_weight(manuscript: &Manuscript, weight: Weight) -> Vec<Hit> {
    let all = manuscript.unseen.iter().filter(|unseen| unseen.weight == weight);
    all.map(|unseen| {
        let told = if unseen.shown.is_empty() {
            unseen.what.to_owned()
        } else {
            format!("{}：{}", unseen.what, unseen.shown)
        };
        Hit {
            place: Some(unseen.place.clone()),
            ..Hit::default().shown(told)
        }
    })
    .collect()
}
