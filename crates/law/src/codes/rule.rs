//! A rule as it is told to whoever acts by it: the sentence, and the article it rests on.

use std::fmt;

use serde::Serialize;

/// A sentence of the law, without its full stop, and its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    pub says: &'static str,
    pub article: &'static str,
}

impl Rule {
    /// This sentence of that article.
    pub const fn new(says: &'static str, article: &'static str) -> Self {
        Self { says, article }
    }
}

/// `…（条例第三十条）。`
impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}（{}）。", self.says, self.article)
    }
}
