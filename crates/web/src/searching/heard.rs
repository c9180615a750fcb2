//! What visitors of this server searched for since the counts were last kept: in memory, so that a search waits for no act. Who
//! asked is a hash under a salt that is gone with the day, and only tells whether the same visitor asked the same before.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use law::searched::kept;
use office::OrganId;
use office::searched::Tally;
use office::visits::network;

/// Searches that are heard in a day: whoever floods the search is counted no further.
const MOST: usize = 100_000;

/// The counts of a server.
#[derive(Default)]
pub struct Heard(Mutex<Day>);

#[derive(Default)]
struct Day {
    date: Option<Date>,
    /// Salted anew each day.
    salt: RandomState,
    visits: HashSet<u64>,
    tallies: HashMap<(OrganId, Option<String>), Tally>,
}

impl Heard {
    /// A visitor at this address searched for these words; how much was found is told where it was looked for, and not where the
    /// page was at hand.
    pub fn note(&self, organ: OrganId, address: &str, words: &str, found: Option<u64>, today: Date) {
        if words.trim().is_empty() {
            return;
        }
        let words = kept(words);
        let mut day = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if day.date != Some(today) {
            (day.date, day.salt) = (Some(today), RandomState::new());
            day.visits.clear();
        }
        let visit = day.salt.hash_one((network(address), organ, &words));
        if day.visits.len() >= MOST || !day.visits.insert(visit) {
            return;
        }
        let tally = day.tallies.entry((organ, words.clone())).or_insert(Tally {
            organ,
            words,
            visitors: 0,
            found: None,
        });
        tally.visitors += 1;
        tally.found = found.or(tally.found);
    }

    /// What was heard since this was last asked.
    pub fn take(&self) -> Vec<Tally> {
        let mut day = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        day.tallies.drain().map(|(_, tally)| tally).collect()
    }

    /// What could not be kept is to be taken the next time.
    pub fn put_back(&self, tallies: Vec<Tally>) {
        let mut day = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for tally in tallies {
            let kept = day.tallies.entry((tally.organ, tally.words.clone()));
            kept.and_modify(|now| now.visitors += tally.visitors)
                .or_insert(tally);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 30);

    fn told(heard: &Heard) -> Vec<(Option<String>, u32, Option<u64>)> {
        let tallies = heard.take().into_iter();
        let mut told: Vec<_> = tallies
            .map(|tally| (tally.words, tally.visitors, tally.found))
            .collect();
        told.sort();
        told
    }

    #[test]
    fn a_visitor_counts_once_a_day_for_the_same_words() {
        let heard = Heard::default();
        let organ = OrganId::from(1);
        let note = |address: &str, words: &str, found, today| heard.note(organ, address, words, found, today);
        note("192.0.2.1", "车牌", Some(0), TODAY);
        note("192.0.2.1", " 車牌 ", None, TODAY);
        note("192.0.2.2", "车牌", None, TODAY);
        note("192.0.2.1", "13812345678", Some(0), TODAY);
        note("192.0.2.1", "  ", Some(0), TODAY);
        let words = || Some("车牌".to_owned());
        assert_eq!(told(&heard), [(None, 1, Some(0)), (words(), 2, Some(0))]);
        note("192.0.2.1", "车牌", Some(3), TODAY);
        assert!(told(&heard).is_empty());
        note("192.0.2.1", "车牌", Some(3), date(2026, 12, 1));
        assert_eq!(told(&heard), [(words(), 1, Some(3))]);
    }

    #[test]
    fn what_could_not_be_kept_is_taken_the_next_time() {
        let heard = Heard::default();
        let organ = OrganId::from(1);
        heard.note(organ, "192.0.2.1", "车牌", Some(0), TODAY);
        let taken = heard.take();
        heard.note(organ, "192.0.2.2", "车牌", Some(0), TODAY);
        heard.put_back(taken);
        assert_eq!(told(&heard), [(Some("车牌".to_owned()), 2, Some(0))]);
    }
}
