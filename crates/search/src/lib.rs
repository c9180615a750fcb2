//! The full-text index over what is public (条例第二十四条: 检索). Values in, hits out: no database, no HTTP. What is public, the
//! server reads from `office` and puts in; what is found, the site holds against the database before it shows it.
//!
//! Each text stands in the index twice: as overlapping pairs of signs, by which everything that is written is found, and as
//! words, by which the better hit comes first.

mod entry;
mod facets;
mod find;
mod folders;
mod index;
mod lexicon;
mod numbers;
mod query;
mod schema;
mod snippet;
mod spelling;
mod synonyms;
mod wanted;
mod words;

pub use entry::{Entry, Part};
pub use facets::{Dimension, Facets, Filters};
pub use find::{Asked, Found, Hit, MOST_PAGES, PER_PAGE, Sort, Told, ToldHit};
pub use index::{Change, Index, OWN_SYNONYMS, Rebuild, SearchError};
pub use snippet::Span;
pub use synonyms::{SHIPPED as SHIPPED_SYNONYMS, Synonyms};
pub use words::{is_loaded as is_dictionary_loaded, let_go_unused as let_dictionary_go};

#[cfg(test)]
mod tests;
