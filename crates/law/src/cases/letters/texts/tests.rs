//! The text files are whole: each belongs to a letter, and speaks only of places that are known and told of.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::*;
use crate::cases::letters::slots::SLOTS;

const README: &str = include_str!("README.md");

fn sources() -> Vec<(&'static str, &'static str)> {
    let kinds = LetterKind::ALL.iter().filter(|kind| !kind.is_reply());
    let kinds = kinds.map(|kind| (kind.code(), of_procedure(*kind)));
    let outcomes = Outcome::ALL.iter().map(|one| (one.code(), of_outcome(*one)));
    let shared = [
        ("common", COMMON),
        ("remedies", REMEDIES),
        ("undecided", UNDECIDED),
    ];
    kinds.chain(outcomes).chain(shared).collect()
}

fn sections(source: &'static str) -> Vec<Text> {
    let names = source.lines().filter_map(|line| line.strip_prefix(SECTION));
    let names = std::iter::once("").chain(names);
    names.map(|name| section(source, name).unwrap()).collect()
}

#[test]
fn every_text_file_belongs_to_a_letter_under_its_code() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/cases/letters/texts");
    let there: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    // What is withdrawn ends with the letter of procedure.
    let sources = sources();
    let own = sources
        .iter()
        .filter(|(name, _)| *name != Outcome::OtherwiseWithdrawn.code());
    let known: BTreeSet<String> = own.map(|(name, _)| format!("{name}.txt")).collect();
    assert_eq!(there, known);
}

#[test]
fn every_place_in_a_text_is_known_and_every_known_place_is_used_and_told_of() {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for (name, source) in sources() {
        let own = Some(source);
        for text in sections(source) {
            let phrases = text.musts.iter().map(|must| must.words);
            for wording in phrases.chain([text.addressee, text.body]) {
                for place in wording::slots(wording) {
                    // Withheld parts speak in the words of their own outcome.
                    let passages = [own, Some(of_outcome(Outcome::RefusedSafety))];
                    let is_passage = passages.into_iter().any(|own| passage(own, place).is_some());
                    let is_known =
                        is_passage || SLOTS.iter().copied().flatten().any(|slot| slot.name == place);
                    assert!(is_known, "{name}: {place}");
                    used.insert(place);
                }
            }
        }
    }
    for slot in SLOTS.iter().copied().flatten() {
        assert!(used.contains(slot.name), "no text has {}", slot.name);
        assert!(README.contains(&format!("\n| {} | ", slot.name)), "{}", slot.name);
    }
}

#[test]
fn nothing_of_a_head_is_left_in_the_wording() {
    for (name, source) in sections_of_all() {
        let is_whole = ["收文方：", "不可少：", "不得有：", "====", "\n\n\n"];
        assert!(!is_whole.iter().any(|mark| source.body.contains(mark)), "{name}");
        assert!(
            !source.body.starts_with('\n') && !source.body.ends_with('\n'),
            "{name}"
        );
    }
    let replies = sources()
        .into_iter()
        .filter(|(_, source)| !source.starts_with(SECTION));
    for (name, source) in replies.filter(|(name, _)| *name != "remedies") {
        assert!(!section(source, "").unwrap().addressee.is_empty(), "{name}");
    }
}

fn sections_of_all() -> Vec<(&'static str, Text)> {
    let all = sources().into_iter();
    all.flat_map(|(name, source)| sections(source).into_iter().map(move |text| (name, text)))
        .collect()
}
