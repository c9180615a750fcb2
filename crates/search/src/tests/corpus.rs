//! The index over statutes, article by article. They are no part of the repository: `GONGKAI_CORPUS=FOLDER cargo nextest run
//! -p gongkai-search --run-ignored all corpus --no-capture` measures.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::*;

fn texts(folder: &Path, found: &mut Vec<PathBuf>) {
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            texts(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
}

/// Each article of each text, with the text's title.
fn articles(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    texts(folder, &mut files);
    files.sort();
    let mut articles = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let (title, body) = text.split_once('\n').unwrap_or((&text, ""));
        let title = title.trim_start_matches(['#', ' ']).to_owned();
        let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
        articles.extend(lines.map(|line| (title.clone(), line.to_owned())));
    }
    articles
}

#[test]
#[ignore = "needs GONGKAI_CORPUS, a folder of statutes"]
fn whatever_stands_in_a_statute_is_found_by_it() {
    let folder = std::env::var_os("GONGKAI_CORPUS").expect("GONGKAI_CORPUS names a folder");
    let articles = articles(Path::new(&folder));
    let begun = Instant::now();
    let entries = articles.iter().enumerate();
    let shelf = Shelf::of(
        entries
            .map(|(number, (title, text))| entry(number, title, text))
            .collect(),
    );
    println!("{} articles indexed in {:?}", articles.len(), begun.elapsed());
    let (mut missed, mut tried, mut took) = (BTreeSet::new(), 0, Vec::new());
    for (number, (_, text)) in articles.iter().enumerate().step_by(articles.len() / 400) {
        let signs: Vec<char> = text.chars().collect();
        for length in [2, 3, 5, 8, 13] {
            let from = (number * 7) % signs.len().saturating_sub(length).max(1);
            let part: String = signs.iter().skip(from).take(length).collect();
            let is_cut = |one: usize| {
                let lump = |place: Option<&char>| place.copied().is_some_and(crate::spelling::is_of_lump);
                one > 0 && lump(signs.get(one - 1)) && lump(signs.get(one))
            };
            let is_words = part.chars().count() == length && part.chars().all(char::is_alphanumeric);
            // A number is found whole.
            if !is_words || is_cut(from) || is_cut(from + length) {
                continue;
            }
            let begun = Instant::now();
            let found = shelf.find(&part);
            took.push(begun.elapsed());
            tried += 1;
            let holding = articles
                .iter()
                .filter(|(title, text)| text.contains(&part) || title.contains(&part))
                .count();
            if found.total < u64::try_from(holding).unwrap() {
                missed.insert(part);
            }
        }
    }
    took.sort();
    let at = |share: usize| took[(took.len() - 1) * share / 100];
    println!("{tried} parts: p50 {:?}, p99 {:?}", at(50), at(99));
    assert!(tried > 500 && missed.is_empty(), "{tried}, {missed:?}");
}
