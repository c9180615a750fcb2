//! Which public functions of `office` reach records and ask nobody for leave: they take the office, but neither an actor, nor
//! an applicant, nor a running transaction, nor the program itself (`office::Program`, which `crates/web` never holds: see
//! the walls). Each stands in `reads.txt` with its reason, under one of two headings. What takes no office (gates, the
//! opening of the store) reaches no record and is left out.

use std::collections::BTreeMap;
use std::path::Path;

use crate::walls::{root, sources};

const LIST: &str = include_str!("reads.txt");
const HEADINGS: [&str; 2] = ["# Anybody may", "# By what the caller holds"];

#[test]
fn whatever_of_office_asks_nobody_for_leave_stands_on_the_list_with_its_reason() {
    let mut found = Vec::new();
    let folder = root().join("crates/office/src");
    for (path, text) in sources("office") {
        let place = path.strip_prefix(&folder).unwrap();
        if place.components().any(|part| part.as_os_str() == "tests") || place.ends_with("tests.rs") {
            continue;
        }
        found.extend(
            unguarded(&text)
                .into_iter()
                .map(|name| format!("{}{name}", module(place))),
        );
    }
    found.sort();
    let listed = listed(LIST);
    let names: Vec<&str> = listed.keys().copied().collect();
    assert_eq!(
        found, names,
        "give what is new an actor and ask law::staff::may; what anybody may call goes into reads.txt with the reason"
    );
    let bare: Vec<&&str> = listed
        .iter()
        .filter(|(_, why)| why.is_empty())
        .map(|(name, _)| name)
        .collect();
    assert!(bare.is_empty(), "no reason stands beside {bare:?}");
}

#[test]
fn the_list_has_two_kinds_and_no_third() {
    let headings: Vec<&str> = LIST.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings, HEADINGS);
    assert!(LIST.starts_with(HEADINGS[0]), "a line stands under no heading");
}

#[test]
fn a_signature_is_read_to_its_end() {
    let text = "pub async fn told(\n    office: &Office,\n    actor: &Actor,\n) -> u8 {\n}\n\
                pub async fn open(office: &Office) -> u8 {\n    let actor: &Actor;\n}\n\
                pub async fn round(office: &Office, _: Program) {}\n\
                pub async fn hash(gate: Seat) -> Result<u8, OfficeError> {}\n\
                impl Office {\n    pub async fn version(&self) -> u8 {}\n    pub async fn stop(&self, _: Program) {}\n}\n\
                impl Gate {\n    pub async fn enter(&self) -> u8 {}\n}\n\
                pub(crate) async fn inner(office: &Office) {}\n";
    assert_eq!(unguarded(text), ["open", "version"]);
}

/// The names of the list, each with what stands beside it.
fn listed(list: &str) -> BTreeMap<&str, &str> {
    let lines = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            line.split_once(' ')
                .map_or((line, ""), |(name, why)| (name, why.trim()))
        })
        .collect()
}

/// The names of a file's public async functions whose signature has an office, and nobody who could be asked.
fn unguarded(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut before = String::new();
    let mut names = Vec::new();
    for (place, rest) in code.split("pub async fn ").enumerate() {
        if place > 0 {
            let signature = rest.split('{').next().unwrap_or_default();
            let taken = signature.split("->").next().unwrap_or_default();
            let is_method = taken.contains("self") && is_in_office(&before);
            let reaches_records = is_method || taken.contains("Office");
            let is_guarded = ["Actor", "&Applicant", "Tx<", "Program"]
                .iter()
                .any(|whose| taken.contains(whose));
            if reaches_records && !is_guarded {
                names.extend(signature.split(['(', '<']).next().map(str::to_owned));
            }
        }
        before += rest;
    }
    names
}

/// Whether what comes next stands in an `impl` of the office itself.
fn is_in_office(before: &str) -> bool {
    let last = before.rfind("impl ").and_then(|start| before.get(start..));
    last.is_some_and(|block| block.starts_with("impl Office {"))
}

/// `cases/looking/read.rs` is `cases::looking::read::`.
fn module(place: &Path) -> String {
    let stem = place.with_extension("");
    let mut name = String::new();
    for part in stem.components() {
        let part = part.as_os_str().to_string_lossy();
        if part != "mod" && part != "lib" {
            name += &part;
            name += "::";
        }
    }
    name
}
