//! The fields of the index and how texts become terms.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::entry::Entry;
use crate::facets::Dimension;
use crate::numbers;
use crate::spelling::{fold, pair, units};
use crate::words;

/// Higher with every change of what stands in the index: an older one is made anew.
pub const EDITION: u32 = 2;
/// Between two terms of a text that is handed over as terms.
const PARTS: char = '\u{1e}';
/// A gap between texts of one field: no phrase reaches over it.
const GAP: &str = "\u{1d}";

/// The fields.
#[derive(Clone, Debug)]
pub struct Fields {
    pub schema: Schema,
    pub key: Field,
    /// What it is shown by, as JSON.
    pub record: Field,
    pub numbers: Field,
    /// Pairs of units of all texts, and of the title alone.
    pub pairs: Field,
    pub title: Field,
    /// Each unit by itself.
    pub signs: Field,
    pub words: Field,
    /// `YYYYMMDD`; 0 where there is none.
    pub day: Field,
    /// 1 where it no longer binds.
    pub ended: Field,
    dimensions: Vec<Field>,
}

impl Fields {
    pub fn new() -> Self {
        let mut builder = SchemaBuilder::new();
        let terms = |option| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(Terms::NAME)
                    .set_index_option(option),
            )
        };
        let key = builder.add_text_field("key", STRING);
        let record = builder.add_text_field("record", STORED);
        let numbers = builder.add_text_field("numbers", STRING);
        let pairs = builder.add_text_field("pairs", terms(IndexRecordOption::WithFreqsAndPositions));
        let title = builder.add_text_field("title", terms(IndexRecordOption::WithFreqsAndPositions));
        let signs = builder.add_text_field("signs", terms(IndexRecordOption::WithFreqs));
        let words = builder.add_text_field("words", terms(IndexRecordOption::WithFreqs));
        let day = builder.add_i64_field("day", FAST | INDEXED);
        let ended = builder.add_u64_field("ended", FAST);
        let dimensions = Dimension::ALL
            .into_iter()
            .map(|dimension| builder.add_text_field(dimension.name(), STRING | FAST))
            .collect();
        Self {
            schema: builder.build(),
            key,
            record,
            numbers,
            pairs,
            title,
            signs,
            words,
            day,
            ended,
            dimensions,
        }
    }

    /// The field of a dimension; there is one for each.
    pub fn of(&self, dimension: Dimension) -> Field {
        let place = Dimension::ALL.iter().position(|one| *one == dimension);
        place
            .and_then(|place| self.dimensions.get(place))
            .copied()
            .unwrap_or(self.key)
    }

    /// An entry as the index takes it.
    pub fn document(&self, entry: Entry) -> Result<tantivy::TantivyDocument, serde_json::Error> {
        let entry = entry.bounded();
        let jieba = words::dictionary();
        let mut made = tantivy::TantivyDocument::new();
        made.add_text(self.key, &entry.key);
        let mut texts = Texts::default();
        made.add_text(self.title, texts.take(&entry.title, &jieba));
        for number in &entry.numbers {
            made.add_text(self.numbers, numbers::key(number));
            texts.take(number, &jieba);
        }
        for part in &entry.parts {
            texts.take(&part.place, &jieba);
            texts.take(&part.text, &jieba);
        }
        made.add_text(self.pairs, texts.pairs);
        texts.signs.sort_unstable();
        texts.signs.dedup();
        made.add_text(self.signs, joined(&texts.signs));
        made.add_text(self.words, joined(&texts.words));
        made.add_i64(self.day, entry.day.map_or(0, number_of_day));
        made.add_u64(self.ended, u64::from(entry.has_ended));
        for dimension in Dimension::ALL {
            for value in dimension.values(&entry) {
                made.add_text(self.of(dimension), value);
            }
        }
        made.add_text(self.record, serde_json::to_string(&entry)?);
        Ok(made)
    }
}

/// A day as a number that sorts.
pub fn number_of_day(day: jiff::civil::Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

#[derive(Default)]
struct Texts {
    pairs: String,
    signs: Vec<String>,
    words: Vec<String>,
}

impl Texts {
    /// Adds a text to what is searched; gives its pairs.
    fn take(&mut self, text: &str, jieba: &jieba_rs::Jieba) -> String {
        let folded = fold(text);
        let units = units(&folded.signs);
        let mut terms = String::new();
        let mut run = 0;
        for (first, second) in crate::spelling::pairs(&units) {
            if first.run != run {
                terms.push_str(GAP);
                terms.push(PARTS);
                run = first.run;
            }
            terms.push_str(&pair(&first.text, &second.text));
            terms.push(PARTS);
        }
        self.pairs.push_str(&terms);
        self.pairs.push_str(GAP);
        self.pairs.push(PARTS);
        let whole: String = folded.signs.iter().collect();
        self.words.extend(words::for_index(jieba, &whole));
        self.signs.extend(units.into_iter().map(|unit| unit.text));
        terms
    }
}

fn joined(terms: &[String]) -> String {
    let mut whole = String::new();
    for term in terms {
        whole.push_str(term);
        whole.push(PARTS);
    }
    whole
}

/// Takes terms as they were made above.
#[derive(Clone, Default)]
pub struct Terms {
    token: Token,
}

impl Terms {
    pub const NAME: &str = "terms";
}

impl Tokenizer for Terms {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        self.token.reset();
        TermStream {
            rest: text.split(PARTS),
            token: &mut self.token,
        }
    }
}

pub struct TermStream<'a> {
    rest: std::str::Split<'a, char>,
    token: &'a mut Token,
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        for term in self.rest.by_ref() {
            self.token.position = self.token.position.wrapping_add(1);
            if !term.is_empty() && term != GAP {
                self.token.text.clear();
                self.token.text.push_str(term);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
