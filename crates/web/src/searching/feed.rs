//! Feeding the index: what changed since it last took something in, by the change table; all of it where the index is missing,
//! broken, of another edition, or where columns moved.

use std::collections::BTreeSet;
use std::sync::Arc;

use law::audit::{Subject, SubjectKind};
use office::documents;
use office::{DocumentId, Office, OfficeError, changes};
use search::{Change, Entry, Index, Rebuild, SearchError};

use super::entries::{Organs, Shown};
use crate::app::App;

/// Changes that are taken in one by one; after more of them all is read anew.
const MOST_CHANGES: u64 = 500;
/// Documents read in one go while all is read.
const BATCH: u64 = 100;

/// Why the index could not be fed.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    #[error(transparent)]
    Office(#[from] OfficeError),
    #[error(transparent)]
    Search(#[from] SearchError),
    #[error("the work ended badly: {0}")]
    Work(#[from] tokio::task::JoinError),
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    Nothing,
    /// So many entries changed.
    Fed(usize),
    /// All was read anew: so many entries.
    Rebuilt(usize),
}

/// Takes in what changed on the public site since the last time.
pub async fn follow(app: &App) -> Result<Followed, FeedError> {
    let (office, index) = (app.office(), app.search());
    index.look()?;
    let here = app.position();
    let Some(position) = index.position().filter(|position| *position <= here) else {
        return rebuild(office, index).await.map(Followed::Rebuilt);
    };
    if position == here {
        return Ok(Followed::Nothing);
    }
    let news = changes::since(office, position, MOST_CHANGES).await?;
    let Some((reached, _)) = news.last().copied() else {
        return Ok(Followed::Nothing);
    };
    match Changed::of(&news) {
        Some(part) => match part.feed(office, index, reached).await {
            Err(FeedError::Search(error)) if error.is_busy() => Ok(Followed::Nothing),
            fed => fed.map(Followed::Fed),
        },
        None => rebuild(office, index).await.map(Followed::Rebuilt),
    }
}

/// What of the index has to be read anew.
struct Changed {
    documents: BTreeSet<DocumentId>,
    /// Reports, guide, answers or questions.
    has_others: bool,
}

impl Changed {
    /// None where it is too much or unknown.
    fn of(news: &[(i64, Option<Subject>)]) -> Option<Self> {
        if u64::try_from(news.len()).unwrap_or(u64::MAX) >= MOST_CHANGES {
            return None;
        }
        let mut changed = Self {
            documents: BTreeSet::new(),
            has_others: false,
        };
        for (_, subject) in news {
            match subject {
                Some(Subject {
                    kind: SubjectKind::Document,
                    number: Some(number),
                }) => {
                    changed.documents.insert(DocumentId(*number));
                }
                Some(Subject {
                    kind: SubjectKind::Report | SubjectKind::Organ | SubjectKind::Case | SubjectKind::Matter,
                    ..
                }) => changed.has_others = true,
                _ => return None,
            }
        }
        Some(changed)
    }

    async fn feed(self, office: &Office, index: &Arc<Index>, position: i64) -> Result<usize, FeedError> {
        let organs = Organs::read(office).await?;
        let mut change = Change {
            position,
            ..Change::default()
        };
        for id in self.documents {
            let entry = match documents::published_one(office, id).await? {
                Some(document) => organs.document(office, document).await?,
                None => None,
            };
            match entry {
                Some(entry) => change.put.push(entry),
                None => change.gone.push(Shown::Document.key(id)),
            }
        }
        if self.has_others {
            let others = Shown::ALL.into_iter().filter(|kind| *kind != Shown::Document);
            change.kinds_gone = others.map(|kind| kind.code().to_owned()).collect();
            change.put.extend(organs.others(office).await?);
        }
        let count = change.put.len() + change.gone.len();
        let index = Arc::clone(index);
        tokio::task::spawn_blocking(move || index.feed(change)).await??;
        Ok(count)
    }
}

/// Makes the index anew from all that is public; the old one answers meanwhile. Gives how many entries it has.
pub async fn rebuild(office: &Office, index: &Arc<Index>) -> Result<usize, FeedError> {
    // Read before the first entry: what changes meanwhile is taken in afterwards.
    let position = changes::position(office).await?;
    let organs = Organs::read(office).await?;
    let mut rebuild = index.rebuild()?;
    let (mut count, mut after) = (0, DocumentId(0));
    loop {
        let batch = documents::published_after(office, after, BATCH).await?;
        let Some(last) = batch.last() else { break };
        after = last.id;
        let mut entries = Vec::with_capacity(batch.len());
        for document in batch {
            entries.extend(organs.document(office, document).await?);
        }
        count += entries.len();
        rebuild = added(rebuild, entries).await?;
    }
    let others = organs.others(office).await?;
    count += others.len();
    rebuild = added(rebuild, others).await?;
    tokio::task::spawn_blocking(move || rebuild.finish(position)).await??;
    Ok(count)
}

async fn added(mut rebuild: Rebuild, entries: Vec<Entry>) -> Result<Rebuild, FeedError> {
    let adding = tokio::task::spawn_blocking(move || {
        for entry in entries {
            rebuild.add(entry)?;
        }
        Ok::<_, SearchError>(rebuild)
    });
    Ok(adding.await??)
}
