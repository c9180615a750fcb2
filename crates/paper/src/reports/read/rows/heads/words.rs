//! The words of a head: what each of its cells, or each word of a line of text, names.

use law::codes::{ApplicantKind, Route, Verdict};

use crate::reports::read::blocks::TableRow;
use crate::reports::read::labels;
use crate::reports::read::naming::exact;
use crate::reports::read::rows::LONGEST_HEAD;

/// By which signs the columns of documents differ.
const SIGNS: [&str; 3] = ["制发", "废止", "有效"];
/// The columns of table 二's two rows of documents.
const STOCKS: [&str; 3] = ["本年制发件数", "本年废止件数", "现行有效件数"];

/// In how many pieces one word may stand.
const MOST_PIECES: usize = 5;
/// A longer piece is prose.
const LONGEST_PIECE: usize = 60;

/// What a cell of a head says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Kind(ApplicantKind),
    Verdict(Verdict),
    /// A column of table 二's rows of documents: made, repealed, in force.
    Stock(usize),
    /// The last column of tables 三 and 四 alike.
    Total,
    Route(Route),
    /// 行政诉讼, over its two blocks.
    Suits,
    /// 申请人情况, over the kinds of applicant.
    Applicants,
    /// 法人或其他组织, over five of the kinds.
    Legal,
    /// Another word of the tables: a row's label, what stands in the head's corner.
    Label,
    Blank,
    Unknown,
}

impl Word {
    /// Whether it names a column, or several.
    pub fn is_head(self) -> bool {
        !matches!(self, Self::Label | Self::Blank | Self::Unknown)
    }

    /// Whether it stands over columns that have names of their own.
    pub fn is_group(self) -> bool {
        matches!(
            self,
            Self::Applicants | Self::Legal | Self::Suits | Self::Route(_)
        )
    }
}

/// A word where it stands: its column, if a row says so, and over how many it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    pub word: Word,
    pub column: Option<usize>,
    pub across: usize,
}

/// A line of a head.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The table whose row it is; none for text.
    pub table: Option<usize>,
    pub seats: Vec<Seat>,
    /// Whether its words stood one a line: then nothing says which of them stand above others.
    pub is_run: bool,
}

impl Line {
    pub fn of_row(row: &TableRow) -> Self {
        let seats = row.cells.iter().map(|cell| Seat {
            word: word(&cell.text),
            column: Some(cell.column),
            across: cell.across,
        });
        Self {
            table: row.is_aligned.then_some(row.table),
            seats: seats.collect(),
            is_run: false,
        }
    }

    /// A line of words that are known by what stands between them alone; a word may stand in pieces.
    pub fn of_words(words: &[String], is_run: bool) -> Self {
        Self {
            table: None,
            seats: joined(words),
            is_run,
        }
    }

    /// How many of its words name columns.
    pub fn heads(&self) -> usize {
        self.seats.iter().filter(|seat| seat.word.is_head()).count()
    }
}

/// What the words of a cell name; a slip of the pen is understood.
pub(super) fn word(text: &str) -> Word {
    exact_word(text).unwrap_or_else(|| {
        let kind = || labels::find::<ApplicantKind>(text).map(|(kind, _, _)| Word::Kind(kind));
        let bare = labels::unnumbered(text);
        let known = kind().or_else(|| stock(&bare).map(Word::Stock));
        known.unwrap_or_else(|| other(text))
    })
}

/// What the words name, where they are the very words.
fn exact_word(text: &str) -> Option<Word> {
    if text.trim().is_empty() {
        return Some(Word::Blank);
    }
    if text.len() > LONGEST_HEAD {
        return Some(Word::Unknown);
    }
    let plain = labels::plain(text);
    let bare = labels::unnumbered(text);
    match plain.as_str() {
        "总计" | "合计" => return Some(Word::Total),
        "其他" | "其它" => return Some(Word::Kind(ApplicantKind::Other)),
        _ => {}
    }
    match bare.as_str() {
        // （七）总计 and 3.其他 are rows.
        "总计" | "合计" | "其他" | "其它" => return Some(Word::Label),
        "申请人情况" => return Some(Word::Applicants),
        "法人或其他组织" | "法人和其他组织" => return Some(Word::Legal),
        _ => {}
    }
    let route = bare.trim_end_matches([':', '.', '情', '况']);
    if route == "行政诉讼" {
        return Some(Word::Suits);
    }
    let verdict = Verdict::ALL.iter().find(|verdict| verdict.label() == bare);
    let stock = || (0..).zip(STOCKS).find(|(_, stock)| *stock == bare);
    exact::<Route>(route)
        .map(Word::Route)
        .or_else(|| verdict.map(|verdict| Word::Verdict(*verdict)))
        .or_else(|| stock().map(|(index, _)| Word::Stock(index)))
        .or_else(|| exact::<ApplicantKind>(text).map(Word::Kind))
}

fn other(text: &str) -> Word {
    if labels::is_of_tables(text) {
        Word::Label
    } else {
        Word::Unknown
    }
}

/// Which column of documents the words name: they are alike but for these two signs.
fn stock(bare: &str) -> Option<usize> {
    const LONGEST: usize = 10;
    let mut named = (0..).zip(SIGNS).filter(|(_, sign)| bare.contains(sign));
    let (index, _) = named.next()?;
    let is_one = named.next().is_none() && bare.chars().count() <= LONGEST;
    is_one.then_some(index)
}

/// The columns of documents in the order in which a text names all three.
pub(super) fn stocks_in(text: &str) -> Option<Vec<usize>> {
    if text.len() > LONGEST_HEAD {
        return None;
    }
    let mut found: Vec<(usize, usize)> = (0..)
        .zip(SIGNS)
        .map(|(index, sign)| text.find(sign).map(|at| (at, index)))
        .collect::<Option<_>>()?;
    found.sort_unstable();
    Some(found.into_iter().map(|(_, index)| index).collect())
}

/// The words, each made of as many pieces as give one.
fn joined(pieces: &[String]) -> Vec<Seat> {
    let mut seats = Vec::new();
    let mut rest = pieces;
    while let [first, after @ ..] = rest {
        let of = |count: usize| {
            let taken = rest.get(..count)?;
            let is_short = taken.iter().all(|piece| piece.len() <= LONGEST_PIECE);
            let word = exact_word(&taken.concat()).filter(|word| is_short && word.is_head())?;
            Some((word, count))
        };
        let found = (2..=MOST_PIECES).rev().find_map(of);
        let (word, count) = found.unwrap_or_else(|| (word(first), 1));
        seats.push(Seat {
            word,
            column: None,
            across: 1,
        });
        rest = rest.get(count..).unwrap_or(after);
    }
    seats
}
