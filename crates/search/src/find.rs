//! Asking the index: which entries fit, how many there are, what they are, and what else could be asked.

use jiff::civil::Date;
use serde::Serialize;
use tantivy::collector::TopDocs;
use tantivy::query::{EnableScoring, Query};
use tantivy::schema::Value;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentReader, TantivyDocument};

use crate::entry::Entry;
use crate::facets::{Counted, Counting, Dimension, Facets, Filters};
use crate::index::{Index, Live, SearchError};
use crate::query::{Strictness, built, narrowed};
use crate::schema::number_of_day;
use crate::snippet::{self, Needles, Span};
use crate::wanted::{self, Wanted};
use crate::words;

/// Hits on a page, and pages that can be leafed through.
pub const PER_PAGE: usize = 20;
pub const MOST_PAGES: usize = 50;

/// What no longer binds counts so much less, and each year of age takes so much, but no more than that.
const OF_ENDED: Score = 0.1;
const OF_A_YEAR: Score = 0.04;
const OF_AGE_AT_LEAST: Score = 0.6;

/// In which order hits come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Relevance,
    /// The latest first.
    Date,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub words: String,
    pub filters: Filters,
    pub sort: Sort,
    /// From 1.
    pub page: usize,
    /// Only the words that were typed, without others of the same meaning.
    pub is_exact: bool,
    /// Some of the words do: what was typed is a whole description.
    pub is_loose: bool,
    /// Words of one meaning besides those of the index: the organ's own, a line each.
    pub own: Vec<Vec<String>>,
    /// Freshness is reckoned from here.
    pub today: Date,
}

impl Asked {
    /// Words alone: the first page, the likeliest first.
    pub fn plain(words: &str, today: Date) -> Self {
        Self {
            words: words.to_owned(),
            filters: Filters::new(),
            sort: Sort::Relevance,
            page: 1,
            is_exact: false,
            is_loose: false,
            own: Vec::new(),
            today,
        }
    }
}

/// An entry that fits.
#[derive(Clone, Debug)]
pub struct Hit {
    pub entry: Entry,
    pub title: Vec<Span>,
    pub snippet: Vec<Span>,
    /// The file that the snippet stands in, and its page; none where it stands on the entry's own page.
    pub file: Option<(String, Option<u32>)>,
}

impl Hit {
    /// All of its texts.
    pub fn text(&self) -> String {
        let parts = self.entry.parts.iter().map(|part| part.text.as_str());
        parts.collect::<Vec<_>>().join("\n")
    }
}

/// The answer.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub total: u64,
    pub hits: Vec<Hit>,
    pub facets: Facets,
    /// The words of the same meaning that were looked for as well.
    pub also: Vec<String>,
    /// What may have been meant, where not all that was typed is found.
    pub meant: Option<String>,
    /// Whether the hits have most of the words only: none has all.
    pub is_loosened: bool,
    /// The pages that can be leafed through.
    pub pages: usize,
}

/// What hits are sorted by: by day, then by how well they fit.
type Order = (i64, Score);

impl Index {
    /// Answers. An index that can't be read is given up, and made anew by whoever feeds it.
    pub fn find(&self, asked: &Asked) -> Result<Found, SearchError> {
        let live = self.ready()?;
        self.answer(&live, asked).inspect_err(|_| self.give_up())
    }

    /// How the words go on that were begun; each is found.
    pub fn suggest(&self, begun: &str, organ: &str, most: usize) -> Result<Vec<String>, SearchError> {
        let live = self.ready()?;
        let filters = Filters::from([(Dimension::Organ, organ.to_owned())]);
        let is_found = |word: &String| matches!(count(&live, word, &filters), Ok(1..));
        let words = live.lexicon()?.beginning(begun, most * 2);
        Ok(words.into_iter().filter(is_found).take(most).collect())
    }

    fn answer(&self, live: &Live, asked: &Asked) -> Result<Found, SearchError> {
        let synonyms = (!asked.is_exact).then(|| self.synonyms().with(&asked.own));
        let wanted = wanted::read(&asked.words, &words::dictionary(), synonyms.as_deref());
        let searcher = live.searcher();
        let mut found = Found {
            also: wanted.also.clone(),
            ..Found::default()
        };
        let mut is_whole = false;
        for strictness in Strictness::tiers(asked.is_loose) {
            let Some(query) = built(&live.fields, &wanted, *strictness) else {
                continue;
            };
            let counted = counted(&searcher, query.as_ref(), &asked.filters)?;
            found.total = counted.total;
            found.facets = counted.facets;
            // Another choice may have hits, where this one has none: the words are there.
            let has_hits = found.facets.values().any(|counts| !counts.is_empty());
            if found.total == 0 && !has_hits {
                continue;
            }
            found.is_loosened = matches!(strictness, Strictness::Most | Strictness::Some);
            is_whole = *strictness == Strictness::All;
            found.pages = pages(found.total);
            let query = narrowed(&live.fields, query, &asked.filters);
            found.hits = hits(&searcher, live, query.as_ref(), asked, &wanted, found.pages)?;
            break;
        }
        if (found.total == 0 || !is_whole) && !asked.is_loose {
            let meant = live.lexicon()?.meant(&asked.words);
            found.meant = meant.filter(|meant| matches!(count(live, meant, &asked.filters), Ok(1..)));
        }
        Ok(found)
    }
}

/// How many entries have exactly these words.
fn count(live: &Live, words: &str, filters: &Filters) -> Result<u64, SearchError> {
    let wanted = wanted::read(words, &words::dictionary(), None);
    match built(&live.fields, &wanted, Strictness::All) {
        Some(query) => Ok(counted(&live.searcher(), query.as_ref(), filters)?.total),
        None => Ok(0),
    }
}

fn counted(searcher: &Searcher, query: &dyn Query, filters: &Filters) -> Result<Counted, SearchError> {
    let counting = Counting {
        filters: filters.clone(),
    };
    let scoring = EnableScoring::disabled_from_searcher(searcher);
    Ok(searcher.search_with_executor(query, &counting, &tantivy::Executor::SingleThread, scoring)??)
}

/// How many pages there are to leaf through.
fn pages(total: u64) -> usize {
    usize::try_from(total)
        .unwrap_or(usize::MAX)
        .div_ceil(PER_PAGE)
        .clamp(1, MOST_PAGES)
}

fn hits(
    searcher: &Searcher,
    live: &Live,
    query: &dyn Query,
    asked: &Asked,
    wanted: &Wanted,
    pages: usize,
) -> Result<Vec<Hit>, SearchError> {
    let before = (asked.page.clamp(1, pages) - 1) * PER_PAGE;
    let (sort, today) = (asked.sort, number_of_day(asked.today));
    let top = TopDocs::with_limit(PER_PAGE)
        .and_offset(before)
        .tweak_score(move |segment: &SegmentReader| ordering(segment, sort, today));
    let found: Vec<(Order, DocAddress)> = searcher.search(query, &top)?;
    let needles = Needles::of(wanted);
    let mut hits = Vec::new();
    for (_, address) in found {
        let kept: TantivyDocument = searcher.doc(address)?;
        let record = kept
            .get_first(live.fields.record)
            .and_then(|record| record.as_str());
        let entry: Entry = serde_json::from_str(record.unwrap_or_default())?;
        let best = snippet::best(&needles, &entry.parts);
        let file = best.as_ref().and_then(|(part, _)| {
            let has_file = !part.place.is_empty();
            has_file.then(|| (part.place.clone(), part.page))
        });
        hits.push(Hit {
            title: snippet::title(&needles, &entry.title),
            snippet: best.map(|(_, spans)| spans).unwrap_or_default(),
            file,
            entry,
        });
    }
    Ok(hits)
}

/// How the entries of a segment are sorted. What has no such field is neither old nor ended.
fn ordering(segment: &SegmentReader, sort: Sort, today: i64) -> impl Fn(DocId, Score) -> Order + use<> {
    let days = segment.fast_fields().i64("day").ok();
    let ended = segment.fast_fields().u64("ended").ok();
    move |entry, score| {
        let day = days.as_ref().and_then(|days| days.first(entry)).unwrap_or(0);
        if sort == Sort::Date {
            return (day, score);
        }
        let has_ended = ended.as_ref().and_then(|ended| ended.first(entry)) == Some(1);
        let standing = if has_ended { OF_ENDED } else { 1.0 };
        (0, score * standing * freshness(day, today))
    }
}

fn freshness(day: i64, today: i64) -> Score {
    let years = i16::try_from(today / 10_000 - day / 10_000)
        .unwrap_or(i16::MAX)
        .max(0);
    (1.0 / (1.0 + OF_A_YEAR * Score::from(years))).max(OF_AGE_AT_LEAST)
}

/// What a page of results is to a program.
#[derive(Serialize)]
pub struct Told {
    pub total: u64,
    pub hits: Vec<ToldHit>,
    pub facets: Facets,
}

/// A hit, as a program reads it.
#[derive(Serialize)]
pub struct ToldHit {
    pub title: String,
    pub address: String,
    pub date: Option<Date>,
    pub snippet: String,
    pub validity: Option<String>,
}

impl Found {
    /// The answer for a program: title and snippet as plain text.
    pub fn told(&self) -> Told {
        let plain = |spans: &[Span]| spans.iter().map(|span| span.text.as_str()).collect();
        let hit = |hit: &Hit| ToldHit {
            title: hit.entry.title.clone(),
            address: hit.entry.address.clone(),
            date: hit.entry.day,
            snippet: plain(&hit.snippet),
            validity: hit.entry.validity.clone(),
        };
        Told {
            total: self.total,
            hits: self.hits.iter().map(hit).collect(),
            facets: self.facets.clone(),
        }
    }
}
