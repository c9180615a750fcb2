//! What is proofread: the texts of a document or a file, each at its place, and what is known beside them.

use jiff::civil::Date;

use crate::documents::Validity;

/// What a text is of a document: some rules look at prose alone, others at everything that goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    Title,
    Summary,
    /// A paragraph of the body, headings among them.
    Paragraph,
    /// A cell of a table, counted from 1.
    Cell {
        table: usize,
        row: usize,
        column: usize,
    },
    /// What a picture says to whom does not see it; blank where it says nothing.
    Description,
    /// Where a picture belongs that is not there, with what is known of it.
    Gap,
    /// Where a link leads; blank where it leads nowhere.
    Address,
    FileName,
    /// What nobody is shown, or what was read a second time: properties, comments, hidden sheets, the raw lines of a page.
    Aside,
}

/// A text at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub kind: PartKind,
    /// 标题, 正文第3段, 工作表“名单”第7行B列
    pub place: String,
    pub text: String,
}

/// Something in a file that is not shown, or that nobody could read: told by whoever reads files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// 隐藏的工作表, 批注
    pub what: &'static str,
    pub place: String,
    /// Masked.
    pub shown: String,
    pub weight: Weight,
}

/// What it is to whoever proofreads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Words that go out with the file though nobody sees them.
    Hidden,
    /// Who wrote it, where a picture was taken.
    Property,
    /// What no program could read.
    Unread,
}

/// All that is proofread together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manuscript {
    pub parts: Vec<Part>,
    pub unseen: Vec<Unseen>,
}

/// A document of the organ's own library: what a text may cite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known<'a> {
    /// 发文字号
    pub number: &'a str,
    pub title: &'a str,
    pub validity: Validity,
}

/// A leader with the post that goes before or behind the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leader<'a> {
    pub name: &'a str,
    pub post: &'a str,
}

/// What is known beside the texts; all of it may be unknown.
#[derive(Clone, Debug, Default)]
pub struct Context<'a> {
    pub today: Option<Date>,
    /// The organ's names, short ones too.
    pub organ_names: &'a [&'a str],
    /// Telephones that the organ itself has published.
    pub own_phones: &'a [&'a str],
    pub leaders: &'a [Leader<'a>],
    pub library: &'a [Known<'a>],
    /// The names of the attachments; `None` where it is not known what is attached.
    pub attachments: Option<&'a [&'a str]>,
    /// Further right phrases that the organ keeps.
    pub phrases: &'a [&'a str],
    /// Where the text is an answer: what tells who asked (names, firm, telephones), none of which an answer says. `None` for every
    /// other text.
    pub answering: Option<&'a [&'a str]>,
}

impl Manuscript {
    /// With one more text.
    pub fn add(&mut self, kind: PartKind, place: impl Into<String>, text: impl Into<String>) {
        self.parts.push(Part {
            kind,
            place: place.into(),
            text: text.into(),
        });
    }

    /// With a body as plain text, a paragraph to each line that is not blank.
    pub fn add_body(&mut self, body: &str) {
        let lines = body.lines().filter(|line| !line.trim().is_empty());
        for (number, line) in (1..).zip(lines) {
            self.add(PartKind::Paragraph, format!("正文第{number}段"), line);
        }
    }

    /// The title, where there is one.
    pub fn title(&self) -> Option<&Part> {
        self.parts
            .iter()
            .find(|part| part.kind == PartKind::Title && !part.text.trim().is_empty())
    }

    /// The texts that somebody reads as prose, each with its number.
    pub(super) fn prose(&self) -> impl Iterator<Item = (usize, &Part)> {
        self.parts.iter().enumerate().filter(|(_, part)| part.is_prose())
    }

    /// The paragraphs of the body, each with its number.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = (usize, &Part)> {
        self.parts
            .iter()
            .enumerate()
            .filter(|(_, part)| part.kind == PartKind::Paragraph)
    }
}

impl Part {
    pub(super) const fn is_prose(&self) -> bool {
        matches!(
            self.kind,
            PartKind::Title
                | PartKind::Summary
                | PartKind::Paragraph
                | PartKind::Cell { .. }
                | PartKind::Description
        )
    }
}
