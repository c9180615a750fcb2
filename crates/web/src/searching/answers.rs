//! Answers of the search, held against the records as they are now: what was withdrawn is gone at the next question, even before
//! the index knows. While the index is not ready, titles are looked through as they stand in the database.

use std::collections::BTreeSet;
use std::str::FromStr;
use std::sync::Arc;

use law::cases::similar::Wanted;
use office::cases::answer_log;
use office::documents;
use office::matters;
use office::organs::Organ;
use office::synonyms;
use office::{DocumentId, LoggedAnswerId, MatterId, Office, OfficeError};
use search::{Asked, Dimension, Found, Hit, Index, SearchError};

use super::entries::Shown;
use crate::app::App;
use crate::download::encoded;

/// What was found.
pub enum Answer {
    Found(Box<Found>),
    /// The index is being made: titles and addresses of what may be meant.
    NotReady(Vec<(String, String)>),
}

/// Asks for what an organ has published.
pub async fn find(
    office: &Office,
    index: &Arc<Index>,
    organ: &Organ,
    mut asked: Asked,
) -> Result<Answer, OfficeError> {
    asked.filters.insert(Dimension::Organ, organ.code.clone());
    if !asked.is_exact {
        asked.own = synonyms::of_organ(office, organ.id).await?;
    }
    let (asking, words) = (Arc::clone(index), asked.words.clone());
    let found = office.limits().visitors.run(move || asking.find(&asked)).await?;
    match found {
        Ok(found) => Ok(Answer::Found(Box::new(held(office, organ, found).await?))),
        Err(error) => {
            if !matches!(error, SearchError::NotReady) {
                tracing::error!(%error, "the index could not be read: it is made anew");
            }
            by_titles(office, organ, &words).await.map(Answer::NotReady)
        }
    }
}

/// Without what is not public any more.
async fn held(office: &Office, organ: &Organ, mut found: Found) -> Result<Found, OfficeError> {
    let shown = still_public(office, organ, &found.hits).await?;
    let before = found.hits.len();
    found.hits.retain(|hit| shown.contains(&hit.entry.key));
    let gone = before - found.hits.len();
    found.total = found.total.saturating_sub(u64::try_from(gone).unwrap_or(0));
    Ok(found)
}

async fn still_public(office: &Office, organ: &Organ, hits: &[Hit]) -> Result<BTreeSet<String>, OfficeError> {
    let ids =
        documents::still_published(office, organ.id, &numbers::<DocumentId>(hits, Shown::Document)).await?;
    let answers =
        answer_log::still_shown(office, organ.id, &numbers::<LoggedAnswerId>(hits, Shown::Answer)).await?;
    let questions =
        matters::still_published(office, organ.id, &numbers::<MatterId>(hits, Shown::Question)).await?;
    let others = hits.iter().map(|hit| hit.entry.key.clone()).filter(|key| {
        // A report and the guide are never withdrawn.
        matches!(Shown::of_key(key), Some((Shown::Report | Shown::Guide, _)))
    });
    let documents = ids.into_iter().map(|id| Shown::Document.key(id));
    Ok(documents
        .chain(answers.into_iter().map(|id| Shown::Answer.key(id)))
        .chain(questions.into_iter().map(|id| Shown::Question.key(id)))
        .chain(others)
        .collect())
}

fn numbers<T: FromStr>(hits: &[Hit], of: Shown) -> Vec<T> {
    let keys = hits.iter().filter_map(|hit| Shown::of_key(&hit.entry.key));
    keys.filter(|(kind, _)| *kind == of)
        .filter_map(|(_, number)| number.parse().ok())
        .collect()
}

async fn by_titles(
    office: &Office,
    organ: &Organ,
    words: &str,
) -> Result<Vec<(String, String)>, OfficeError> {
    let listed = documents::resembling(office, organ.id, &Wanted::of(words)).await?;
    let address = |number: &str| format!("/documents/{}", encoded(number));
    Ok(listed
        .into_iter()
        .map(|(number, title)| (title, address(&number)))
        .collect())
}

/// Titles that are shown of what somebody may be about to ask for.
const LIKELY: usize = 5;

/// What is public and may be what somebody is about to ask for, the likeliest first: title, address, and whether it is an
/// answer to somebody else. Titles are judged as `law` does; what has all the words comes after them.
pub async fn likely(
    app: &App,
    organ: &Organ,
    words: &str,
) -> Result<Vec<(String, String, bool)>, OfficeError> {
    let office = app.office();
    let loosely = Asked {
        is_loose: true,
        ..Asked::plain(words, app.moment().today)
    };
    let wanted = Wanted::of(words);
    let Answer::Found(found) = find(office, app.search(), organ, loosely).await? else {
        return by_all_titles(office, organ, &wanted).await;
    };
    let strictly = Asked::plain(words, app.moment().today);
    let whole = match find(office, app.search(), organ, strictly).await? {
        Answer::Found(found) if !found.is_loosened => found.hits,
        _ => Vec::new(),
    };
    let told = |hit: Hit| {
        let is_answer = hit.entry.kind == Shown::Answer.code();
        (hit.entry.title, hit.entry.address, is_answer)
    };
    let candidates = found.hits.into_iter().map(told).collect();
    let judging = move || wanted.likeliest(candidates, |(title, ..)| title, LIKELY);
    let mut likely = office.limits().visitors.run(judging).await?;
    for one in whole.into_iter().map(told) {
        if likely.len() < LIKELY && !likely.contains(&one) {
            likely.push(one);
        }
    }
    Ok(likely)
}

/// The same while the index is not ready.
async fn by_all_titles(
    office: &Office,
    organ: &Organ,
    wanted: &Wanted,
) -> Result<Vec<(String, String, bool)>, OfficeError> {
    let published = documents::resembling(office, organ.id, wanted).await?;
    let published = published
        .into_iter()
        .map(|(number, title)| (title, format!("/documents/{}", encoded(&number)), false));
    let answered = answer_log::answers_resembling(office, organ.id, wanted).await?;
    let answered = answered.into_iter().map(|title| {
        let href = crate::site::answered_by(&title);
        (title, href, true)
    });
    Ok(published.chain(answered).collect())
}

/// How what was begun to be typed may go on; nothing while the index is not ready.
pub async fn suggest(app: &App, organ: &Organ, begun: &str, most: usize) -> Result<Vec<String>, OfficeError> {
    let (index, begun, code) = (Arc::clone(app.search()), begun.to_owned(), organ.code.clone());
    let suggesting = move || index.suggest(&begun, &code, most);
    let suggested = app.office().limits().visitors.run(suggesting).await?;
    Ok(suggested.unwrap_or_default())
}
