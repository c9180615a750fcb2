//! Written text in a plain text area, for browsers without scripts: a block a line. What an area can't hold (a table, a list,
//! a quotation) stands as one line that says so, and comes back untouched; a line whose words were not changed keeps its
//! links and its bold words; whatever else is typed is a paragraph.

use std::collections::{HashMap, VecDeque};

use crate::plain::plain_of_html;
use crate::scan::{Piece, Pieces};
use crate::{canonical, escaped};

/// Characters of a held block that are shown.
const SHOWN: usize = 20;

/// The HTML of a text as a text area shows it.
pub fn typed_of_html(html: &str) -> String {
    let blocks = blocks(&canonical(html));
    let lines: Vec<String> = blocks.iter().map(|(line, _)| line.clone()).collect();
    lines.join("\n")
}

/// The text of an area as HTML; `before` is the HTML that the area was filled with.
pub fn html_of_typed(typed: &str, before: &str) -> String {
    let mut held: HashMap<String, VecDeque<String>> = HashMap::new();
    for (line, html) in blocks(&canonical(before)) {
        held.entry(line).or_default().push_back(html);
    }
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let written = lines.map(|line| {
        let kept = held.get_mut(line).and_then(VecDeque::pop_front);
        kept.unwrap_or_else(|| format!("<p>{}</p>", escaped(line)))
    });
    canonical(&written.collect::<Vec<_>>().join("\n"))
}

/// The blocks of canonical HTML: each as its line, and as it is.
fn blocks(html: &str) -> Vec<(String, String)> {
    let (mut open, mut begun, mut name) = (0_usize, 0, String::new());
    let mut blocks: Vec<(String, String)> = Vec::new();
    let mut pieces = Pieces::of(html);
    let mut rest = pieces.left();
    while let Some(piece) = pieces.next() {
        let at = html.len() - rest;
        rest = pieces.left();
        let after = html.len() - rest;
        match piece {
            Piece::Start { name: one, .. } => {
                if open == 0 {
                    begun = at;
                    name.clone_from(&one);
                }
                let is_empty = matches!(one.as_str(), "br" | "hr" | "img");
                open += usize::from(!is_empty);
            }
            Piece::End(_) => open = open.saturating_sub(1),
            Piece::Text(text) if open == 0 && text.trim().is_empty() => continue,
            Piece::Text(_) if open == 0 => {
                begun = at;
                "p".clone_into(&mut name);
            }
            Piece::Text(_) => {}
        }
        if open == 0
            && let Some(block) = html.get(begun..after)
        {
            let number = blocks.len() + 1;
            blocks.push((line(&name, block, number), block.to_owned()));
        }
    }
    blocks
}

/// What stands for a block in the area.
fn line(name: &str, html: &str, number: usize) -> String {
    let words = plain_of_html(html);
    let words = words.trim();
    let called = match name {
        "table" => "表格",
        "ul" | "ol" => "列表",
        "blockquote" => "引文",
        "hr" => "横线",
        "figure" => "图片",
        _ if words.contains('\n') || words.is_empty() => "段落",
        _ => return words.to_owned(),
    };
    let shown: String = words.replace('\n', " ").chars().take(SHOWN).collect();
    format!("〔第{number}段：{called}，原样保留　{}〕", shown.trim())
}
