//! How long each level takes: from when something came to it until somebody agreed or sent it back.

use std::collections::BTreeMap;

use jiff::SignedDuration;

use super::{Level, Step};

/// What is known of one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelTime {
    /// As it was called when it was taken.
    pub name: String,
    pub count: usize,
    /// Half took no longer.
    pub median: SignedDuration,
    pub longest: SignedDuration,
}

/// The times of each level over many documents, each given with all its steps, the earliest first; in the order of the levels.
pub fn level_times<'a>(documents: impl IntoIterator<Item = &'a [Step]>) -> Vec<LevelTime> {
    let mut took: BTreeMap<(Level, String), Vec<SignedDuration>> = BTreeMap::new();
    for steps in documents {
        for (level, name, time) in times(steps) {
            took.entry((level, name)).or_default().push(time);
        }
    }
    let summed = took.into_iter().filter_map(|((_, name), mut times)| {
        times.sort();
        Some(LevelTime {
            name,
            count: times.len(),
            median: *times.get((times.len() - 1) / 2)?,
            longest: *times.last()?,
        })
    });
    summed.collect()
}

/// Each level that was taken, with the time since the step before it in the same round. What began a round took no time.
fn times(steps: &[Step]) -> impl Iterator<Item = (Level, String, SignedDuration)> {
    let of_review = |step: &&Step| !matches!(step.level, Level::Writing | Level::Publishing);
    let steps: Vec<&Step> = steps.iter().filter(of_review).collect();
    let before = steps.clone();
    let pairs = before.into_iter().zip(steps.into_iter().skip(1));
    pairs.filter_map(|(before, step)| {
        let taken = step.taken_as.as_ref()?;
        let begins = before.round != step.round || before.verdict.is_closing();
        (!begins).then(|| {
            let time = step.taken_at.duration_since(before.taken_at);
            (step.level, taken.name.clone(), time)
        })
    })
}
