//! What pages rest on, and how far each of it has changed: one publication makes only those pages stale that show the document, its
//! column, or a document that has to do with it. The organ and the tree of columns stand on every page; so does whatever is unknown.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use axum::response::Response;
use law::audit::{Subject, SubjectKind};
use office::{ColumnId, DocumentId, Office, OfficeError, changes};

/// Changes that are looked at one by one; after more of them every page is made anew.
const MOST_CHANGES: u64 = 500;
/// Things that are known to have changed; of more of them nothing is told apart.
const MOST_KNOWN: usize = 50_000;

/// Something a page shows that changes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    Document(DocumentId),
    /// The list of a column.
    Column(ColumnId),
    /// The annual reports of all years.
    Reports,
}

/// What a page says of itself on its way to the cache. One that says nothing rests on everything.
#[derive(Clone, Debug)]
pub struct Rests(pub Arc<[Topic]>);

/// The page, which shows these alone besides the organ and the tree of columns.
pub fn resting(mut response: Response, topics: impl IntoIterator<Item = Topic>) -> Response {
    let topics = topics.into_iter().collect();
    response.extensions_mut().insert(Rests(topics));
    response
}

/// At which change position each thing changed last, as far as this server followed.
#[derive(Default)]
pub struct Freshness {
    /// What stands on every page.
    frame: AtomicI64,
    topics: RwLock<HashMap<Topic, i64>>,
}

impl Freshness {
    /// Whether a page made at a position still shows what is so at a later one.
    pub fn holds(&self, rests: Option<&Rests>, made: i64, now: i64) -> bool {
        if made < 0 {
            return false;
        }
        if made == now {
            return true;
        }
        let Some(Rests(topics)) = rests else { return false };
        let changed = self.topics.read().unwrap_or_else(PoisonError::into_inner);
        self.frame_holds(made, now)
            && !topics
                .iter()
                .any(|topic| changed.get(topic).is_some_and(|at| *at > made))
    }

    /// Whether what stands on every page is still as it was at a position.
    pub fn frame_holds(&self, made: i64, now: i64) -> bool {
        made >= 0 && made <= now && self.frame.load(Ordering::Acquire) <= made
    }

    /// Notes what changed from a position on, up to a later one; gives how far that is.
    pub async fn follow(&self, office: &Office, known: i64, position: i64) -> Result<i64, OfficeError> {
        if known < 0 || position < known {
            self.all_changed(position);
            return Ok(position);
        }
        let news = changes::since(office, known, MOST_CHANGES).await?;
        let is_whole = u64::try_from(news.len()).is_ok_and(|count| count < MOST_CHANGES);
        let reached = news.last().map_or(position, |(last, _)| (*last).max(position));
        let mut documents = Vec::new();
        let mut topics = Vec::new();
        for (_, subject) in &news {
            match subject.map(|Subject { kind, number }| (kind, number)) {
                Some((SubjectKind::Document, Some(number))) => documents.push(DocumentId(number)),
                Some((SubjectKind::Report, _)) => topics.push(Topic::Reports),
                // The log of answers and the questions stand on no page that is kept.
                Some((SubjectKind::Case | SubjectKind::Matter, _)) => {}
                _ => {
                    self.all_changed(reached);
                    return Ok(reached);
                }
            }
        }
        if news.is_empty() || !is_whole {
            self.all_changed(reached);
            return Ok(reached);
        }
        let reach = changes::reach(office, &documents).await?;
        if reach.is_of_tree {
            self.all_changed(reached);
            return Ok(reached);
        }
        topics.extend(reach.documents.into_iter().map(Topic::Document));
        topics.extend(reach.columns.into_iter().map(Topic::Column));
        self.changed(&topics, reached);
        Ok(reached)
    }

    fn all_changed(&self, position: i64) {
        self.frame.store(position, Ordering::Release);
    }

    fn changed(&self, topics: &[Topic], position: i64) {
        let mut known = self.topics.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() + topics.len() > MOST_KNOWN {
            known.clear();
            self.all_changed(position);
            return;
        }
        known.extend(topics.iter().map(|topic| (*topic, position)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rests(topics: &[Topic]) -> Rests {
        Rests(topics.into())
    }

    #[test]
    fn a_page_is_stale_by_what_it_shows_and_by_nothing_else() {
        let (one, other) = (Topic::Document(DocumentId(1)), Topic::Document(DocumentId(2)));
        let fresh = Freshness::default();
        fresh.changed(&[one, Topic::Column(ColumnId(7))], 5);
        assert!(!fresh.holds(Some(&rests(&[one])), 4, 5));
        assert!(fresh.holds(Some(&rests(&[other])), 4, 5));
        assert!(fresh.holds(Some(&rests(&[one])), 5, 5), "made after it");
        assert!(!fresh.holds(None, 4, 5), "what says nothing rests on everything");
        assert!(
            !fresh.holds(Some(&rests(&[])), -1, 5),
            "made before anything was known"
        );
        fresh.all_changed(6);
        assert!(!fresh.holds(Some(&rests(&[other])), 5, 6));
    }

    #[test]
    fn of_too_many_changes_nothing_is_told_apart() {
        let fresh = Freshness::default();
        let documents = |from: i64| (from..from + 30_000).map(|id| Topic::Document(DocumentId(id)));
        fresh.changed(&documents(0).collect::<Vec<_>>(), 1);
        assert!(fresh.holds(Some(&rests(&[Topic::Reports])), 0, 1));
        fresh.changed(&documents(30_000).collect::<Vec<_>>(), 2);
        assert!(!fresh.holds(Some(&rests(&[Topic::Reports])), 1, 2));
    }
}
