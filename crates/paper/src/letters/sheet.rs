//! What stands on the pages of a letter, worked out once for every file format (GB/T 9704-2012).

use law::cases::letters::{Letter, LetterKind, Paragraph};
use law::codes::spoken;
use serde::Serialize;

use super::lines::{balanced, halves};
use super::table::{Cell, Place, Row, Table};
use crate::reports::printable;

/// A date that is still to be filled in by hand.
const OPEN_DATE: &str = "　　　　年　　月　　日";
/// Chinese characters to a line of the title, at 二号.
const TITLE_LINE: usize = 20;
/// Chinese characters to a line of the organ's name above the date.
const SIGNATURE_LINE: usize = 24;

/// A letter as it is printed.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Sheet {
    /// The title in one piece, for the file's properties.
    pub title: String,
    pub organ: String,
    /// The organ's name above the red line, where the letter goes to another organ (信函格式).
    pub head: Option<Head>,
    pub title_lines: Vec<String>,
    /// 文号; blank where there is none yet.
    pub number: String,
    /// With its colon; blank where the letter is a form.
    pub addressee: String,
    pub parts: Vec<Part>,
    /// 附件说明, each with its number where there are several.
    pub enclosures: Vec<String>,
    /// The organ's name over the date, in lines of nearly the same length.
    pub signed_by: Vec<String>,
    pub dated: String,
    /// 附注, in its brackets.
    pub contact: String,
}

/// 发文机关标志
#[derive(Serialize)]
pub(super) struct Head {
    pub lines: Vec<String>,
    /// In points, so that the longest line fits.
    pub size: usize,
}

/// A paragraph, or a ruled form.
#[derive(Serialize)]
#[serde(tag = "style", content = "it", rename_all = "kebab-case")]
pub(super) enum Part {
    Plain(String),
    Heading(String),
    Form(Table),
}

impl Sheet {
    pub fn of(letter: &Letter) -> Self {
        let organ = on_one_line(&letter.organ);
        let title = printable(&letter.title);
        let head = is_between_organs(letter.kind).then(|| Head::of(&organ));
        let own_title = match title.trim().strip_prefix(organ.as_str()) {
            Some(rest) if !rest.trim().is_empty() => rest,
            _ => &title,
        };
        let mut title_lines = if head.is_some() {
            Vec::new()
        } else {
            balanced(&organ, TITLE_LINE)
        };
        title_lines.extend(balanced(own_title, TITLE_LINE));
        let (signed_by, dated) = signature(letter);
        Self {
            title: title_lines.concat(),
            organ,
            head,
            title_lines,
            number: on_one_line(letter.number.as_deref().unwrap_or_default()),
            addressee: addressee(letter),
            parts: letter
                .paragraphs
                .iter()
                .flat_map(|paragraph| parts(paragraph, letter.kind))
                .collect(),
            enclosures: if letter.kind.is_form() {
                Vec::new()
            } else {
                enclosures(&letter.enclosures)
            },
            signed_by,
            dated,
            contact: match on_one_line(&letter.contact) {
                contact if contact.is_empty() || letter.kind.is_form() => String::new(),
                contact => format!("（联系人及电话：{contact}）"),
            },
        }
    }
}

impl Head {
    fn of(organ: &str) -> Self {
        const LONGEST: usize = 18;
        const POINTS_ACROSS: usize = 440;
        let lines = balanced(organ, LONGEST);
        let longest = lines.iter().map(|line| halves(line)).max().unwrap_or(1).max(1);
        Self {
            size: (POINTS_ACROSS * 2 / longest).min(36),
            lines,
        }
    }
}

/// Whether it is a letter from one organ to another, which goes out as 函 (GB/T 9704-2012 10.1).
fn is_between_organs(kind: LetterKind) -> bool {
    matches!(
        kind,
        LetterKind::CoMaker | LetterKind::OtherOrgan | LetterKind::Referral | LetterKind::Assistance
    )
}

fn on_one_line(text: &str) -> String {
    printable(text).split('\n').map(str::trim).collect()
}

/// The addressee with its colon; a form names the addressee in its rows.
fn addressee(letter: &Letter) -> String {
    let is_form = letter
        .paragraphs
        .iter()
        .any(|paragraph| matches!(paragraph, Paragraph::Form(_)));
    let name = on_one_line(&letter.addressee);
    match name.trim_end_matches(['：', ':']) {
        "" => String::new(),
        _ if is_form => String::new(),
        name => format!("{name}："),
    }
}

/// Who signs, and the date. The third party signs its own opinion, which comes back by hand.
fn signature(letter: &Letter) -> (Vec<String>, String) {
    // A form is signed in its rows.
    if letter.kind.is_form() {
        return (Vec::new(), String::new());
    }
    if letter.kind == LetterKind::ThirdPartyOpinion {
        let by_hand = "第三方（签名或者盖章）：　　　　　　".to_owned();
        return (vec![by_hand], OPEN_DATE.to_owned());
    }
    let dated = letter.dated.map_or_else(|| OPEN_DATE.to_owned(), spoken);
    (balanced(&printable(&letter.signed_by), SIGNATURE_LINE), dated)
}

fn enclosures(names: &[String]) -> Vec<String> {
    let names: Vec<String> = names
        .iter()
        .map(|name| on_one_line(name))
        .filter(|name| !name.is_empty())
        .collect();
    match names.as_slice() {
        [_] => names,
        _ => names
            .iter()
            .enumerate()
            .map(|(at, name)| format!("{}.{name}", at + 1))
            .collect(),
    }
}

fn parts(paragraph: &Paragraph, kind: LetterKind) -> Vec<Part> {
    match paragraph {
        // The opinion's reasons are written in by hand.
        Paragraph::Plain(text)
            if kind == LetterKind::ThirdPartyOpinion && text.trim_end().ends_with('：') =>
        {
            vec![Part::Form(room_to_write(&printable(text)))]
        }
        Paragraph::Plain(text) => paragraphs(text).map(Part::Plain).collect(),
        Paragraph::Heading(text) => paragraphs(text).map(Part::Heading).collect(),
        Paragraph::List(items) => items
            .iter()
            .enumerate()
            .flat_map(|(at, item)| {
                paragraphs(&format!("{}.{}", at + 1, item.trim_start())).collect::<Vec<_>>()
            })
            .map(Part::Plain)
            .collect(),
        // A table without rows is none that Word would open.
        Paragraph::Form(rows) if rows.is_empty() => Vec::new(),
        Paragraph::Form(rows) => vec![Part::Form(form(rows))],
    }
}

/// The lines of a text as paragraphs; empty ones and typed indents go.
fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    let lines: Vec<String> = printable(text)
        .lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    lines.into_iter()
}

fn form(rows: &[(String, String)]) -> Table {
    // A form of many rows still stands on one sheet.
    let usual = if rows.len() > 9 { 110 } else { 150 };
    Table {
        widths: vec![380, 1180],
        rows: rows
            .iter()
            .map(|(label, value)| row(label, &printable(value), usual))
            .collect(),
        is_small: false,
    }
}

fn row(label: &str, value: &str, usual: u16) -> Row {
    let is_signed_here = value.starts_with('　') && value.trim_start().starts_with('年');
    let (place, height) = match value {
        _ if is_signed_here => (Place::Signing, 260),
        "" => (Place::Value, 220),
        _ => (Place::Value, usual),
    };
    Row {
        height,
        cells: vec![Cell::label(&printable(label)), Cell::new(place, value)],
    }
}

fn room_to_write(text: &str) -> Table {
    Table {
        widths: vec![1560],
        rows: vec![Row {
            height: 600,
            cells: vec![Cell::new(Place::Writing, text)],
        }],
        is_small: false,
    }
}
