//! The letter as a sheet at the desk: every paragraph in its place, shown with what is wording, filled in, written and
//! tentative told apart, and each opened where it stands to be written. No marks are typed: a list is a box with an item a
//! line, a row of a form two fields, a heading a field of its own.

use law::cases::letters::{Letter, Origin, Paragraph, Run, Sheet};
use law::cases::split::listed;

/// Words of the sheet with the class of where they are from.
pub struct RunShown {
    pub words: String,
    pub class: &'static str,
}

/// A row of a form.
pub struct RowShown {
    pub label: String,
    pub value: String,
    pub runs: Vec<RunShown>,
}

/// What stands in a part of the sheet.
pub enum Content {
    Plain { text: String, runs: Vec<RunShown> },
    Heading { text: String },
    List { text: String, items: Vec<Vec<RunShown>> },
    Form { rows: Vec<RowShown> },
}

/// A part of the sheet.
pub struct Block {
    pub position: usize,
    pub content: Content,
    /// Somebody wrote in it.
    pub is_written: bool,
    /// It is wholly somebody's own, or empty: it stands open.
    pub is_open: bool,
}

/// The letter in parts.
pub struct SheetShown {
    pub addressee: Vec<RunShown>,
    pub blocks: Vec<Block>,
}

impl SheetShown {
    /// The position of its last part.
    pub fn last(&self) -> usize {
        self.blocks.len().saturating_sub(1)
    }

    pub fn of(letter: &Letter, sheet: &Sheet) -> Self {
        let paragraphs = letter.paragraphs.iter().enumerate();
        let blocks = paragraphs.map(|(position, paragraph)| {
            let shown = sheet.paragraphs.get(position);
            let lines = shown.map(|shown| shown.lines.as_slice()).unwrap_or_default();
            let is_own = lines
                .iter()
                .flatten()
                .all(|run| matches!(run.origin, Origin::Written | Origin::Open));
            let is_written = shown.is_some_and(|shown| shown.is_written);
            Block {
                position,
                content: Content::of(paragraph, lines),
                is_written,
                is_open: is_own && !matches!(paragraph, Paragraph::Heading(_)),
            }
        });
        let addressee = if sheet.addressee.is_empty() {
            vec![RunShown {
                words: letter.addressee.clone(),
                class: "",
            }]
        } else {
            shown(&sheet.addressee)
        };
        Self {
            addressee,
            blocks: blocks.collect(),
        }
    }
}

impl Content {
    fn of(paragraph: &Paragraph, lines: &[Vec<Run>]) -> Self {
        let line = |position: usize, words: &str| match lines.get(position) {
            Some(runs) => shown(runs),
            None => vec![RunShown {
                words: words.to_owned(),
                class: "",
            }],
        };
        match paragraph {
            Paragraph::Plain(text) => Self::Plain {
                runs: line(0, text),
                text: text.clone(),
            },
            Paragraph::Heading(text) => Self::Heading { text: text.clone() },
            Paragraph::List(items) => Self::List {
                text: items.join("\n"),
                items: items
                    .iter()
                    .enumerate()
                    .map(|(at, item)| line(at, item))
                    .collect(),
            },
            Paragraph::Form(rows) => Self::Form {
                rows: rows
                    .iter()
                    .enumerate()
                    .map(|(at, (label, value))| RowShown {
                        label: label.clone(),
                        runs: line(at, value),
                        value: value.clone(),
                    })
                    .collect(),
            },
        }
    }
}

fn shown(runs: &[Run]) -> Vec<RunShown> {
    runs.iter()
        .map(|run| RunShown {
            words: run.words.clone(),
            class: match run.origin {
                Origin::Wording => "of-wording",
                Origin::Filled => "of-case",
                Origin::Written => "of-writer",
                Origin::Tentative => "is-tentative",
                Origin::Open => "is-open",
            },
        })
        .collect()
}

/// A part that is to be added, and behind which it is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adding {
    kind: Kind,
    behind: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    Heading,
    List,
    Row,
}

impl Adding {
    /// `plain@3`: a paragraph behind the part of that position.
    pub fn read(value: &str) -> Option<Self> {
        let (kind, behind) = value.split_once('@')?;
        let kind = match kind {
            "plain" => Kind::Plain,
            "heading" => Kind::Heading,
            "list" => Kind::List,
            "row" => Kind::Row,
            _ => return None,
        };
        Some(Self {
            kind,
            behind: behind.parse().ok()?,
        })
    }

    /// The parts with an empty one more.
    pub fn into_parts(self, mut parts: Vec<Paragraph>) -> Vec<Paragraph> {
        if let (Kind::Row, Some(Paragraph::Form(rows))) = (self.kind, parts.get_mut(self.behind)) {
            rows.push((String::new(), String::new()));
            return parts;
        }
        let part = match self.kind {
            Kind::Plain => Paragraph::Plain(String::new()),
            Kind::Heading => Paragraph::Heading(String::new()),
            Kind::List => Paragraph::List(vec![String::new()]),
            Kind::Row => Paragraph::Form(vec![(String::new(), String::new())]),
        };
        let at = self.behind.saturating_add(1).min(parts.len());
        parts.insert(at, part);
        parts
    }
}

/// The parts that the fields of a sheet make, in their order, empty ones with them.
pub fn parts(fields: &[(String, String)]) -> Vec<Paragraph> {
    let mut parts: Vec<Paragraph> = Vec::new();
    // The paragraph that the next field was opened with, where it has lines of its own.
    let mut opened = String::new();
    for (name, value) in fields {
        let value = value.trim();
        match (name.as_str(), parts.last_mut()) {
            ("lines", _) => opened = value.replace("\r\n", "\n"),
            ("plain", _) => {
                let paragraphs = paragraphs(value, &std::mem::take(&mut opened));
                parts.extend(paragraphs.into_iter().map(Paragraph::Plain));
            }
            ("heading", _) => parts.push(Paragraph::Heading(value.to_owned())),
            ("items", _) => {
                parts.push(Paragraph::List(listed(value)));
            }
            ("form", _) => parts.push(Paragraph::Form(Vec::new())),
            ("label", Some(Paragraph::Form(rows))) => rows.push((value.to_owned(), String::new())),
            ("value", Some(Paragraph::Form(rows))) => {
                if let Some((_, cell)) = rows.last_mut() {
                    value.clone_into(cell);
                }
            }
            _ => {}
        }
    }
    parts
}

/// The paragraphs of a field: Enter begins one, but where the paragraph that the field was opened with had a line break of its
/// own (a request in several lines), it keeps it.
fn paragraphs(value: &str, opened: &str) -> Vec<String> {
    let [lines, own] = [value, opened].map(lines);
    if lines == own && !own.is_empty() {
        return vec![opened.to_owned()];
    }
    let mut paragraphs: Vec<String> = Vec::new();
    let mut before = None;
    for line in &lines {
        // Nothing was pressed where there are as many lines as there were; else a break is known by what stands beside it.
        let is_own = lines.len() == own.len()
            || own
                .windows(2)
                .any(|pair| pair.first() == before || pair.last() == Some(line));
        match paragraphs.last_mut().filter(|_| is_own) {
            Some(paragraph) => {
                paragraph.push('\n');
                paragraph.push_str(line);
            }
            None => paragraphs.push((*line).to_owned()),
        }
        before = Some(line);
    }
    if paragraphs.is_empty() {
        paragraphs.push(String::new());
    }
    paragraphs
}

fn lines(text: &str) -> Vec<&str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect()
}

/// The same without what is empty: to empty a part is to delete it.
pub fn kept(parts: Vec<Paragraph>) -> Vec<Paragraph> {
    let kept = parts.into_iter().filter_map(|part| match part {
        Paragraph::Plain(text) => (!text.is_empty()).then_some(Paragraph::Plain(text)),
        Paragraph::Heading(text) => (!text.is_empty()).then_some(Paragraph::Heading(text)),
        Paragraph::List(items) => (!items.is_empty()).then_some(Paragraph::List(items)),
        Paragraph::Form(mut rows) => {
            rows.retain(|(label, value)| !(label.is_empty() && value.is_empty()));
            (!rows.is_empty()).then_some(Paragraph::Form(rows))
        }
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        fields.iter().map(own).collect()
    }

    #[test]
    fn the_fields_of_a_sheet_are_its_paragraphs_and_what_is_emptied_is_deleted() {
        let sent = fields(&[
            ("version", "2"),
            ("heading", "一、情况"),
            ("plain", "第一段。\n\n第二段。"),
            ("items", "甲\n\n 乙 "),
            ("plain", " "),
            ("form", ""),
            ("label", "受送达人"),
            ("value", "李明"),
            ("label", ""),
            ("value", ""),
            ("form", ""),
            ("label", "年度"),
            ("value", "2024"),
        ]);
        let form = |label: &str, value: &str| Paragraph::Form(vec![(label.into(), value.into())]);
        assert_eq!(
            kept(parts(&sent)),
            [
                Paragraph::Heading("一、情况".into()),
                Paragraph::Plain("第一段。".into()),
                Paragraph::Plain("第二段。".into()),
                Paragraph::List(vec!["甲".into(), "乙".into()]),
                form("受送达人", "李明"),
                form("年度", "2024"),
            ]
        );
    }

    #[test]
    fn a_line_break_of_a_paragraphs_own_stays_and_enter_begins_another() {
        let opened = "收到申请：“1、预算。\n\n 2、决算”。";
        let sent = |value: &str| -> Vec<String> {
            let sent = fields(&[("lines", opened), ("plain", value)]);
            let text = |part: Paragraph| match part {
                Paragraph::Plain(text) => text,
                other => format!("{other:?}"),
            };
            kept(parts(&sent)).into_iter().map(text).collect()
        };
        assert_eq!(
            sent("收到申请：“1、预算。\r\n\r\n 2、决算”。"),
            [opened],
            "untouched"
        );
        assert_eq!(
            sent("收到申请：“1、预算。\r\n2、决算表”。"),
            ["收到申请：“1、预算。\n2、决算表”。"]
        );
        assert_eq!(
            sent("收到申请：“1、预算。\n2、决算”。\n另起一段。"),
            ["收到申请：“1、预算。\n2、决算”。", "另起一段。"]
        );
        assert_eq!(sent("一。\n二。\n三。"), ["一。", "二。", "三。"]);
        assert!(sent("").is_empty());
        let other = fields(&[("lines", opened), ("plain", opened), ("plain", "甲。\n乙。")]);
        assert_eq!(kept(parts(&other)).len(), 3, "it is told of one field");
    }

    #[test]
    fn a_part_is_added_where_it_was_asked_for() {
        let parts = || vec![Paragraph::Plain("甲".into()), Paragraph::Form(Vec::new())];
        let added = |value: &str| Adding::read(value).unwrap().into_parts(parts());
        assert_eq!(
            added("heading@0").get(1),
            Some(&Paragraph::Heading(String::new()))
        );
        assert_eq!(added("plain@9").get(2), Some(&Paragraph::Plain(String::new())));
        assert_eq!(added("row@1").len(), 2, "a form gets one more row");
        assert!(Adding::read("script@1").is_none() && Adding::read("plain").is_none());
    }
}
