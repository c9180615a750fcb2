//! A letter's paragraphs as plain lines to type in, and back: `# ` a heading, `- ` an item, `| ` a row of a form, any other
//! line a paragraph.

use super::Paragraph;

const HEADING: &str = "# ";
const ITEM: &str = "- ";
const ROW: &str = "| ";
/// Before a paragraph that begins like one of the others.
const PLAIN: &str = "\\";

/// The paragraphs as lines; [`paragraphs`] reads them back.
pub fn lines(paragraphs: &[Paragraph]) -> String {
    let blocks: Vec<String> = paragraphs.iter().map(block).collect();
    blocks.join("\n\n")
}

fn block(paragraph: &Paragraph) -> String {
    match paragraph {
        Paragraph::Plain(text) => {
            let text = one_line(text);
            let is_marked = [HEADING, ITEM, ROW, PLAIN]
                .iter()
                .any(|mark| text.starts_with(mark));
            format!("{}{text}", if is_marked { PLAIN } else { "" })
        }
        Paragraph::Heading(text) => format!("{HEADING}{}", one_line(text)),
        Paragraph::List(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| format!("{ITEM}{}", one_line(item)))
                .collect();
            items.join("\n")
        }
        Paragraph::Form(rows) => {
            let rows: Vec<String> = rows
                .iter()
                .map(|(label, value)| format!("{ROW}{} | {}", one_line(label), one_line(value)))
                .collect();
            rows.join("\n")
        }
    }
}

/// The paragraphs of these lines; blank lines only part one list from the next.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    let mut is_apart = true;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            is_apart = true;
            continue;
        }
        let read = read(line);
        match (all.last_mut(), read) {
            (Some(Paragraph::List(items)), Paragraph::List(more)) if !is_apart => items.extend(more),
            (Some(Paragraph::Form(rows)), Paragraph::Form(more)) if !is_apart => rows.extend(more),
            (_, read) => all.push(read),
        }
        is_apart = false;
    }
    all
}

fn read(line: &str) -> Paragraph {
    if let Some(text) = line.strip_prefix(HEADING) {
        Paragraph::Heading(text.trim().to_owned())
    } else if let Some(text) = line.strip_prefix(ITEM) {
        Paragraph::List(vec![text.trim().to_owned()])
    } else if let Some(text) = line.strip_prefix(ROW) {
        let (label, value) = text.split_once('|').unwrap_or((text, ""));
        Paragraph::Form(vec![(label.trim().to_owned(), value.trim().to_owned())])
    } else {
        Paragraph::Plain(line.strip_prefix(PLAIN).unwrap_or(line).to_owned())
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::{LetterFacts, LetterKind, fill};
    use super::*;

    #[test]
    fn every_letter_is_read_back_as_it_was_written_out() {
        for kind in LetterKind::ALL {
            let letter = fill(*kind, &LetterFacts::default());
            let read = paragraphs(&lines(&letter.paragraphs));
            let again = paragraphs(&lines(&read));
            assert_eq!(read, again, "{kind:?}");
            assert_eq!(read.len(), letter.paragraphs.len(), "{kind:?}");
        }
    }

    #[test]
    fn a_paragraph_that_looks_like_a_heading_stays_one() {
        let written = vec![
            Paragraph::Plain("# 不是标题".to_owned()),
            Paragraph::Plain("\\反斜杠".to_owned()),
            Paragraph::Heading("一、情况".to_owned()),
            Paragraph::List(vec!["甲".to_owned(), "乙".to_owned()]),
            Paragraph::List(vec!["丙".to_owned()]),
            Paragraph::Form(vec![("受送达人".to_owned(), "李明".to_owned())]),
        ];
        assert_eq!(paragraphs(&lines(&written)), written);
    }
}
