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
    /// The organ's name above the red line, where the letter goes to another organ, or the organ heads its replies so (信函格式).
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

/// How the rows of a form stand.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    /// Their heights, in hundredths of the usual ones; a row is never lower than its text.
    pub height: u16,
    /// In small type (五号).
    pub is_small: bool,
}

impl Rows {
    pub const USUAL: Self = Self::of(100, false);
    /// Rows that still have room to sign in, from the highest.
    pub const CLOSER: [Self; 5] = [
        Self::of(80, false),
        Self::of(60, false),
        Self::of(70, true),
        Self::of(55, true),
        Self::of(45, true),
    ];

    const fn of(height: u16, is_small: bool) -> Self {
        Self { height, is_small }
    }

    /// The highest at which a form should stand on one sheet, reckoned without a face: for a file that is set elsewhere.
    pub fn reckoned(letter: &Letter) -> Self {
        let fits = |rows: &Self| !letter.kind.is_form() || Sheet::of(letter, *rows).reckoned_height() <= AREA;
        let all = [Self::USUAL].into_iter().chain(Self::CLOSER);
        all.into_iter().find(fits).unwrap_or(Self::USUAL)
    }
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
    pub fn of(letter: &Letter, rows: Rows) -> Self {
        let organ = on_one_line(&letter.organ);
        let title = printable(&letter.title);
        let is_headed = is_between_organs(letter.kind) || letter.has_red_head;
        let head = is_headed.then(|| Head::of(&organ));
        let own_title = match title.trim().strip_prefix(organ.as_str()) {
            Some(rest) if !rest.trim().is_empty() => rest,
            _ => &title,
        };
        // What a third party writes to the organ bears no name of the organ's.
        let is_from_outside = letter.kind == LetterKind::ThirdPartyOpinion;
        let mut title_lines = if head.is_some() || is_from_outside {
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
                .flat_map(|paragraph| parts(paragraph, letter.kind, rows))
                .collect(),
            enclosures: if letter.kind.is_form() {
                Vec::new()
            } else {
                enclosures(&letter.enclosures)
            },
            signed_by,
            dated,
            contact: match on_one_line(&letter.contact) {
                contact if contact.is_empty() || letter.kind.is_form() || is_from_outside => String::new(),
                contact => format!("（联系人及电话：{contact}）"),
            },
        }
    }
}

/// Tenths of a millimetre: of the type area, a line of the title, and a line of the text.
const AREA: usize = 2250;
const LINE_OF_TITLE: usize = 127;
const LINE_OF_TEXT: usize = 102;

impl Sheet {
    /// About how high a form stands with its title, in tenths of a millimetre.
    fn reckoned_height(&self) -> usize {
        let forms = self.parts.iter().map(|part| match part {
            Part::Form(table) => table.rows.iter().map(|row| reckoned_row(row, table)).sum(),
            Part::Plain(_) | Part::Heading(_) => LINE_OF_TEXT,
        });
        self.title_lines.len() * LINE_OF_TITLE + 2 * LINE_OF_TEXT + forms.sum::<usize>()
    }
}

fn reckoned_row(row: &Row, table: &Table) -> usize {
    let (line, air, width) = if table.is_small {
        (48, 21, 19)
    } else {
        (75, 50, 25)
    };
    let cells = row.cells.iter().zip(&table.widths).map(|(cell, across)| {
        let most = (usize::from(*across).saturating_sub(air) / width).max(1);
        let lines = cell.lines.iter().map(|text| halves(text).div_ceil(most).max(1));
        lines.sum::<usize>() * line + air
    });
    cells.max().unwrap_or(0).max(usize::from(row.height))
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

fn parts(paragraph: &Paragraph, kind: LetterKind, rows: Rows) -> Vec<Part> {
    match paragraph {
        // The opinion's reasons are written in by hand.
        Paragraph::Plain(text)
            if kind == LetterKind::ThirdPartyOpinion && text.trim_end().ends_with('：') =>
        {
            vec![Part::Form(room_to_write(&printable(text)))]
        }
        Paragraph::Plain(text) if text.contains(BOX) => choices(text).into_iter().map(Part::Plain).collect(),
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
        Paragraph::Form(lines) if lines.is_empty() => Vec::new(),
        Paragraph::Form(lines) => vec![Part::Form(form(lines, rows))],
    }
}

/// A choice to tick begins with this.
const BOX: char = '□';

/// What leads to the choices, and each choice on a line of its own.
fn choices(text: &str) -> Vec<String> {
    paragraphs(&text.replace(BOX, &format!("\n{BOX}"))).collect()
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

fn form(lines: &[(String, String)], rows: Rows) -> Table {
    // A form of many rows still stands on one sheet.
    let usual = if lines.len() > 9 { 110 } else { 150 };
    let as_close = |row: Row| Row {
        height: row.height * rows.height / 100,
        ..row
    };
    Table {
        widths: vec![380, 1180],
        rows: lines
            .iter()
            .map(|(label, value)| as_close(row(label, &printable(value), usual)))
            .collect(),
        is_small: rows.is_small,
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
            height: 400,
            cells: vec![Cell::new(Place::Writing, text)],
        }],
        is_small: false,
    }
}
