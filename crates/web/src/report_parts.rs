//! A report as a page shows it: its sections with their tables, those of an archive edition as they were printed.

use law::reports::{Archive, ArchivePiece, Format, Report};
use paper::reports::{archive_table_html, tables_on_screen};

/// A section, or a piece of one: a table with the paragraphs that follow it.
pub struct Printed {
    /// Which it is on the page, from 1 on.
    pub number: usize,
    /// Empty where it goes on with the section before.
    pub title: String,
    pub table: Option<String>,
    pub paragraphs: Vec<String>,
}

/// The sections of a report in order, without what stands before and after them.
pub fn sections(report: &Report) -> Vec<Printed> {
    if report.format == Format::Archive {
        return archive(&report.archive);
    }
    let mut tables = tables_on_screen(report).into_iter();
    let section = |(number, title, prose): (usize, &str, &str)| Printed {
        number,
        title: title.to_owned(),
        table: if (2..=4).contains(&number) {
            tables.next()
        } else {
            None
        },
        paragraphs: lines(prose),
    };
    report.sections.iter().map(section).collect()
}

fn archive(archive: &Archive) -> Vec<Printed> {
    let mut printed: Vec<Printed> = Vec::new();
    for part in &archive.parts {
        printed.push(Printed {
            number: printed.len() + 1,
            title: part.heading.clone(),
            table: None,
            paragraphs: Vec::new(),
        });
        for piece in &part.pieces {
            match piece {
                ArchivePiece::Paragraph(text) => {
                    if let Some(last) = printed.last_mut() {
                        last.paragraphs.push(text.clone());
                    }
                }
                ArchivePiece::Table(rows) => printed.push(Printed {
                    number: printed.len() + 1,
                    title: String::new(),
                    table: Some(archive_table_html(rows)),
                    paragraphs: Vec::new(),
                }),
            }
        }
    }
    printed
}

/// The paragraphs of a text.
pub fn lines(prose: &str) -> Vec<String> {
    prose.lines().map(str::to_owned).collect()
}
