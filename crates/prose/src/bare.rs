//! An item or a cell of one paragraph is written without the paragraph's mark, whoever wrote it.

use crate::scan::{Piece, Pieces};

/// The HTML, which `clean` made, with such marks taken off.
pub(crate) fn bare(html: &str) -> String {
    let mut pieces = Pieces::of(html);
    let mut all: Vec<(Piece<'_>, &str)> = Vec::new();
    let mut rest = pieces.left();
    while let Some(piece) = pieces.next() {
        let begun = html.len() - rest;
        rest = pieces.left();
        all.push((piece, html.get(begun..html.len() - rest).unwrap_or_default()));
    }
    let mut written = String::with_capacity(html.len());
    let mut until = None;
    for (at, (piece, text)) in all.iter().enumerate() {
        let is_needless = until == Some(at)
            || is_paragraph(piece) && at > 0 && {
                let before = all.get(at - 1).map(|(piece, _)| piece);
                let end = all.iter().skip(at).position(|(piece, _)| is_end(piece, &["p"]));
                until = end.map(|length| at + length).filter(|end| {
                    let after = all.get(end + 1).map(|(piece, _)| piece);
                    before.is_some_and(|one| is_start(one, &["li", "td", "th"]))
                        && after.is_some_and(|one| {
                            is_end(one, &["li", "td", "th"]) || is_start(one, &["ul", "ol"])
                        })
                });
                until.is_some()
            };
        if !is_needless {
            written.push_str(text);
        }
    }
    written
}

fn is_paragraph(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Start { name, attributes } if name == "p" && attributes.is_empty())
}

fn is_start(piece: &Piece<'_>, names: &[&str]) -> bool {
    matches!(piece, Piece::Start { name, .. } if names.contains(&name.as_str()))
}

fn is_end(piece: &Piece<'_>, names: &[&str]) -> bool {
    matches!(piece, Piece::End(name) if names.contains(&name.as_str()))
}
