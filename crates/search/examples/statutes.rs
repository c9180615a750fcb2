//! The search measured on a folder of statutes, article by article: how long the index takes and how large it is, how long
//! written queries take, and how many of their known answers stand among the first ten. `make bench` runs it where
//! `GONGKAI_CORPUS` names such a folder, and asks SQLite's trigrams the same (`benches/search_fts5.py`).
//!
//! `statutes FOLDER QUERIES`

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use search::{Asked, Entry, Index, Part};

const TODAY: Date = date(2026, 11, 30);
const ROUNDS: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(queries)) = (arguments.next(), arguments.next()) else {
        return Err("statutes FOLDER QUERIES".into());
    };
    let articles = articles(Path::new(&folder))?;
    let lies = std::env::temp_dir().join(format!("gongkai-search-{}", std::process::id()));
    let index = indexed(&lies, &articles)?;
    let queries = fs::read_to_string(queries)?;
    let queries: Vec<Vec<&str>> = queries
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    ask(&index, &queries)?;
    fs::remove_dir_all(lies)?;
    Ok(())
}

/// Each article of each text with the text's title; what stands before the first, and a text without articles, by paragraphs.
fn articles(folder: &Path) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut files = Vec::new();
    texts(folder, &mut files)?;
    files.sort();
    let mut articles = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file)?;
        let (title, body) = text.split_once('\n').unwrap_or((&text, ""));
        let title = title.trim_start_matches(['#', ' ']);
        let mut is_article = false;
        for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let begins = begins_an_article(line) || line.starts_with('#');
            match articles.last_mut().filter(|_| is_article && !begins) {
                Some((_, article)) => {
                    let article: &mut String = article;
                    article.push('\n');
                    article.push_str(line);
                }
                None => articles.push((title.to_owned(), line.to_owned())),
            }
            is_article = begins_an_article(line) || is_article && !begins;
        }
    }
    Ok(articles)
}

/// `第三十三条 …`
fn begins_an_article(line: &str) -> bool {
    let number = line.strip_prefix('第').and_then(|rest| rest.split_once('条'));
    number.is_some_and(|(number, _)| {
        !number.is_empty()
            && number
                .chars()
                .all(|sign| "一二三四五六七八九十百千零〇".contains(sign))
    })
}

fn texts(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        if path.is_dir() {
            texts(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
    Ok(())
}

fn indexed(lies: &Path, articles: &[(String, String)]) -> Result<Arc<Index>, Box<dyn Error>> {
    let index = Arc::new(Index::open(lies));
    let begun = Instant::now();
    let mut rebuild = index.rebuild()?;
    for (number, (title, text)) in articles.iter().enumerate() {
        rebuild.add(Entry {
            key: format!("document:{number}"),
            organ: "TEST01".to_owned(),
            title: title.clone(),
            address: format!("/documents/{number}"),
            day: Some(TODAY),
            kind: "document".to_owned(),
            columns: vec!["statutes".to_owned()],
            parts: vec![Part::of_page(text.clone())],
            ..Entry::default()
        })?;
    }
    rebuild.finish(1)?;
    let megabytes = size(lies)? >> 20;
    println!(
        "tantivy: {} articles indexed in {:.1?}, {megabytes} MB",
        articles.len(),
        begun.elapsed()
    );
    Ok(index)
}

fn size(folder: &Path) -> std::io::Result<u64> {
    let mut sum = 0;
    for file in fs::read_dir(folder)? {
        let file = file?;
        let about = file.metadata()?;
        sum += if about.is_dir() {
            size(&file.path())?
        } else {
            about.len()
        };
    }
    Ok(sum)
}

fn ask(index: &Arc<Index>, queries: &[Vec<&str>]) -> Result<(), Box<dyn Error>> {
    let mut took: Vec<Duration> = Vec::new();
    let mut answered = 0;
    for round in 0..ROUNDS {
        for query in queries {
            let [words, title, text] = query.as_slice() else {
                return Err(format!("a query has three fields: {query:?}").into());
            };
            let asked = Asked::plain(words, TODAY);
            let begun = Instant::now();
            let found = index.find(&asked)?;
            took.push(begun.elapsed());
            if round > 0 {
                continue;
            }
            let first = found.hits.iter().take(10);
            let is_answer = |hit: &search::Hit| {
                let shown: String = hit.snippet.iter().map(|span| span.text.as_str()).collect();
                hit.entry.title.contains(title) && (hit.text().contains(text) || shown.contains(text))
            };
            let place = first.clone().position(is_answer);
            answered += usize::from(place.is_some());
            if place.is_none() {
                println!("  not among the first ten of {}: {words}", found.total);
            }
        }
    }
    took.sort();
    let at = |share: usize| {
        took.get((took.len() - 1) * share / 100)
            .copied()
            .unwrap_or_default()
    };
    println!(
        "tantivy: {} queries, p50 {:.1?}, p99 {:.1?}, recall@10 {answered}/{}",
        queries.len(),
        at(50),
        at(99),
        queries.len()
    );
    Ok(())
}
