//! A query as the index is asked: which terms must be there, and what puts a hit further up.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::facets::Filters;
use crate::schema::Fields;
use crate::spelling::pair;
use crate::wanted::{Clause, Phrase, Wanted};

/// Whoever types a number means the entry that bears it.
const OF_NUMBER: f32 = 1_000.0;
/// The words stand in the title; what is typed stands there whole, or in a text.
const OF_TITLE: f32 = 2.0;
const OF_WHOLE_TITLE: f32 = 4.0;
const OF_WHOLE_TEXT: f32 = 1.5;
/// A word that was typed, beside another of its meaning.
const OF_SYNONYM: f32 = 0.6;
const OF_WORD: f32 = 0.5;

/// How strictly the words are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// All that was typed.
    All,
    /// All words, but no single signs.
    Words,
    /// Most words.
    Most,
    /// A third of them, for a whole description.
    Some,
}

impl Strictness {
    /// What is tried, until something is found.
    pub const fn tiers(is_loose: bool) -> &'static [Self] {
        if is_loose {
            &[Self::Some]
        } else {
            &[Self::All, Self::Words, Self::Most]
        }
    }
}

type Part = (Occur, Box<dyn Query>);

/// The query; none where the strictness asks for nothing else than the one before.
pub fn built(fields: &Fields, wanted: &Wanted, strictness: Strictness) -> Option<Box<dyn Query>> {
    let has_fragments = wanted.clauses.iter().any(|clause| clause.is_fragment);
    let words = wanted.clauses.iter().filter(|clause| !clause.is_fragment).count();
    match strictness {
        Strictness::All if wanted.clauses.is_empty() && wanted.numbers.is_empty() => return None,
        Strictness::Words if !has_fragments || words == 0 => return None,
        Strictness::Most if words < 2 => return None,
        _ => {}
    }
    let mut parts: Vec<Part> = Vec::new();
    if !wanted.clauses.is_empty() {
        parts.push((Occur::Should, texts(fields, wanted, strictness)));
    }
    for number in &wanted.numbers {
        let bears = exactly(fields.numbers, number);
        parts.push((Occur::Should, Box::new(ConstScoreQuery::new(bears, OF_NUMBER))));
    }
    Some(Box::new(BooleanQuery::new(parts)))
}

/// The choices of the reader.
pub fn narrowed(fields: &Fields, query: Box<dyn Query>, filters: &Filters) -> Box<dyn Query> {
    let mut parts: Vec<Part> = vec![(Occur::Must, query)];
    for (dimension, value) in filters {
        let chosen = exactly(fields.of(*dimension), value);
        parts.push((Occur::Must, Box::new(ConstScoreQuery::new(chosen, 0.0))));
    }
    Box::new(BooleanQuery::new(parts))
}

fn texts(fields: &Fields, wanted: &Wanted, strictness: Strictness) -> Box<dyn Query> {
    let clauses = wanted.clauses.iter();
    let asked = clauses.filter(|clause| strictness == Strictness::All || !clause.is_fragment);
    let asked: Vec<Box<dyn Query>> = asked.map(|clause| any_of(fields, clause)).collect();
    let least = match strictness {
        Strictness::All | Strictness::Words => asked.len(),
        Strictness::Most => (asked.len() * 3 / 5).max(1),
        Strictness::Some => (asked.len() / 3).max(1),
    };
    let mut parts: Vec<Part> = if least < asked.len() {
        vec![(
            Occur::Must,
            Box::new(BooleanQuery::union_with_minimum_required_clauses(asked, least)),
        )]
    } else {
        asked.into_iter().map(|clause| (Occur::Must, clause)).collect()
    };
    let mut better = |query: Option<Box<dyn Query>>, boost: f32| {
        let boosted = query.map(|query| -> Box<dyn Query> { Box::new(BoostQuery::new(query, boost)) });
        parts.extend(boosted.map(|query| (Occur::Should, query)));
    };
    for clause in wanted.clauses.iter().filter(|clause| !clause.is_fragment) {
        for (place, one) in clause.phrases.iter().enumerate() {
            let weight = if place == 0 {
                OF_TITLE
            } else {
                OF_TITLE * OF_SYNONYM
            };
            better(phrase(fields.title, one), weight);
        }
    }
    for whole in &wanted.wholes {
        better(phrase(fields.title, whole), OF_WHOLE_TITLE);
        better(phrase(fields.pairs, whole), OF_WHOLE_TEXT);
    }
    for word in &wanted.words {
        better(Some(exactly_counted(fields.words, word)), OF_WORD);
    }
    Box::new(BooleanQuery::new(parts))
}

fn any_of(fields: &Fields, clause: &Clause) -> Box<dyn Query> {
    let mut parts: Vec<Part> = Vec::new();
    for (place, one) in clause.phrases.iter().enumerate() {
        let query = phrase(fields.pairs, one).unwrap_or_else(|| sign(fields, one));
        let query: Box<dyn Query> = if place == 0 {
            query
        } else {
            Box::new(BoostQuery::new(query, OF_SYNONYM))
        };
        parts.push((Occur::Should, query));
    }
    if let Some((first, last)) = clause.days {
        let day = |day| Term::from_field_i64(fields.day, day);
        let days = RangeQuery::new(Bound::Included(day(first)), Bound::Included(day(last)));
        parts.push((
            Occur::Should,
            Box::new(ConstScoreQuery::new(Box::new(days), OF_TITLE)),
        ));
    }
    Box::new(BooleanQuery::new(parts))
}

/// The phrase by its pairs; none where it is one unit.
fn phrase(field: Field, units: &Phrase) -> Option<Box<dyn Query>> {
    let pairs = units.iter().zip(units.iter().skip(1));
    let mut terms: Vec<Term> = pairs
        .map(|(first, second)| Term::from_field_text(field, &pair(first, second)))
        .collect();
    match terms.len() {
        0 => None,
        1 => terms
            .pop()
            .map(|term| -> Box<dyn Query> { Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) }),
        _ => Some(Box::new(PhraseQuery::new(terms))),
    }
}

/// One unit by itself.
fn sign(fields: &Fields, units: &Phrase) -> Box<dyn Query> {
    exactly(fields.signs, &units.concat())
}

fn exactly(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::Basic,
    ))
}

fn exactly_counted(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::WithFreqs,
    ))
}
