//! Legal texts as clean controls: what the rules say of them must be rare and right. They are no part of the repository;
//! `GONGKAI_CORPUS=FOLDER cargo nextest run -p gongkai-law --run-ignored all corpus --no-capture` counts.
//!
//! Counted on 3,476 statutes, interpretations and rulings (20.1 million signs): nothing blocks, 46 texts have something to answer
//! (13 in a thousand). `draft.placeholder` 52 (forms that 8 texts set), `numbering.skips` 28 (nearly all of them numbers that the
//! collection lost or parted), `punctuation.pairs` 8, `phrase.near` 7 (循私舞弊, 统筹兼颐), `citation.form` 1; hints:
//! `punctuation.width` 3,464, `citation.form` 2, `words.particles` 1. The last mending (items that follow in one paragraph,
//! `13．心、`) was counted again on the texts that had something to answer before and on those with such paragraphs alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::*;

/// Of a thousand texts, how many may have something to answer.
const MOST_ANSWERS: usize = 20;

fn texts(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
}

#[test]
#[ignore = "needs GONGKAI_CORPUS, a folder of statutes"]
fn statutes_raise_no_block_and_few_questions() {
    let folder = std::env::var_os("GONGKAI_CORPUS").expect("GONGKAI_CORPUS names a folder");
    let mut files = Vec::new();
    texts(Path::new(&folder), &mut files);
    let (mut blocks, mut asked, mut signs) = (Vec::new(), 0, 0);
    let mut counts: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        signs += text.chars().count();
        let mut manuscript = Manuscript::default();
        let (title, body) = text.split_once('\n').unwrap_or((&text, ""));
        // What stands before this remark is the collection's own note of who passed it and when.
        let body = body
            .split_once("<!-- INFO END -->")
            .map_or(body, |(_, body)| body);
        manuscript.add(PartKind::Title, "标题", title.trim_start_matches(['#', ' ']));
        manuscript.add_body(body);
        let found = proofread(&manuscript, &Context::default());
        asked += usize::from(found.iter().any(|finding| finding.severity == Severity::Answer));
        for finding in found {
            *counts.entry((finding.rule.code, finding.severity)).or_default() += 1;
            if finding.severity != Severity::Hint {
                println!(
                    "{}\t{}\t{}",
                    finding.rule.code,
                    file.display(),
                    finding.told().replace('\n', "／")
                );
            }
            if finding.severity == Severity::Block {
                blocks.push(finding.told());
            }
        }
    }
    println!(
        "{} texts, {signs} signs, {asked} with something to answer: {counts:#?}",
        files.len()
    );
    assert!(!files.is_empty() && blocks.is_empty(), "{blocks:#?}");
    assert!(
        asked * 1000 <= files.len() * MOST_ANSWERS,
        "{asked} of {}",
        files.len()
    );
}
