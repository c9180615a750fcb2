//! Licences, bans and sources of every crate in the tree, held against deny.toml itself, where cargo-deny is not there to do
//! it. Licences are read as cargo names them: `MIT OR Apache-2.0`, `(MIT OR Apache-2.0) AND Unicode-3.0`, `MIT/Apache-2.0`.

use std::collections::{BTreeMap, BTreeSet};

use toml::Table;

use crate::walls::{array, metadata, root, text};

#[test]
fn every_licence_in_the_tree_is_allowed_by_deny_toml() {
    let deny = deny();
    let allowed = strings(&deny["licenses"]["allow"]);
    let metadata = metadata();
    let refused: Vec<String> = array(&metadata["packages"])
        .iter()
        .filter(|package| !is_allowed(text(&package["license"]), &allowed))
        .map(|package| format!("{}: {}", text(&package["name"]), package["license"]))
        .collect();
    assert!(refused.is_empty(), "not in deny.toml: {refused:?}");
}

#[test]
fn every_banned_crate_is_used_only_by_those_that_deny_toml_names() {
    let deny = deny();
    let users = users();
    let bans = deny["bans"]["deny"].as_array().expect("a list of bans");
    for ban in bans {
        let name = ban["crate"].as_str().expect("a crate");
        let wrappers = ban.get("wrappers").map(strings).unwrap_or_default();
        let by = users.get(name).into_iter().flatten();
        let others: Vec<&String> = by.filter(|user| !wrappers.contains(user.as_str())).collect();
        assert!(others.is_empty(), "{name} is used by {others:?}");
    }
}

#[test]
fn every_crate_comes_from_the_one_registry_and_none_is_asked_for_in_any_version() {
    let metadata = metadata();
    for package in array(&metadata["packages"]) {
        let name = text(&package["name"]);
        let source = package["source"].as_str();
        let is_known = source.is_none_or(|source| source.ends_with("github.com/rust-lang/crates.io-index"));
        assert!(is_known, "{name} comes from {source:?}");
        let is_ours = source.is_none();
        for dependency in array(&package["dependencies"]).iter().filter(|_| is_ours) {
            let is_any = text(&dependency["req"]) == "*" && dependency["path"].is_null();
            assert!(
                !is_any,
                "{name} asks for any version of {}",
                text(&dependency["name"])
            );
        }
    }
}

#[test]
fn licences_are_read_with_their_words_and_brackets() {
    let allowed = BTreeSet::from(["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"]);
    for good in [
        "MIT",
        "GPL-3.0 OR MIT",
        "GPL-3.0/MIT",
        "(GPL-3.0 OR MIT) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
        "GPL-3.0 OR MIT AND Unicode-3.0",
    ] {
        assert!(is_allowed(good, &allowed), "{good}");
    }
    for bad in [
        "",
        "GPL-3.0",
        "Apache-2.0",
        "MIT AND GPL-3.0",
        "(GPL-3.0 OR MIT) AND GPL-3.0",
        "GPL-3.0 AND MIT OR GPL-3.0",
        "MIT Unicode-3.0",
        "(MIT",
    ] {
        assert!(!is_allowed(bad, &allowed), "{bad}");
    }
}

fn deny() -> Table {
    let text = std::fs::read_to_string(root().join("deny.toml")).expect("deny.toml is there");
    text.parse().expect("deny.toml is TOML")
}

fn strings(list: &toml::Value) -> BTreeSet<&str> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(toml::Value::as_str).collect()
}

/// Which crates use each crate, for whatever purpose.
fn users() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = metadata();
    let packages = array(&metadata["packages"]).iter();
    let names: BTreeMap<&str, &str> = packages
        .map(|package| (text(&package["id"]), text(&package["name"])))
        .collect();
    let mut users: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for node in array(&metadata["resolve"]["nodes"]) {
        for dependency in array(&node["deps"]) {
            let used = names[text(&dependency["pkg"])].to_owned();
            let by = names[text(&node["id"])].to_owned();
            users.entry(used).or_default().insert(by);
        }
    }
    users
}

/// Whether an expression is true where the allowed licences are; what does not read is not allowed.
fn is_allowed(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace(" WITH ", "+WITH+");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut words = words.as_slice();
    let is_true = any(&mut words, allowed);
    words.is_empty() && is_true == Some(true)
}

/// One or more of these, with OR between.
fn any(words: &mut &[&str], allowed: &BTreeSet<&str>) -> Option<bool> {
    let mut is_true = all(words, allowed)?;
    while let Some(("OR", rest)) = words.split_first().map(|(word, rest)| (*word, rest)) {
        *words = rest;
        is_true |= all(words, allowed)?;
    }
    Some(is_true)
}

/// All of these, with AND between.
fn all(words: &mut &[&str], allowed: &BTreeSet<&str>) -> Option<bool> {
    let mut is_true = one(words, allowed)?;
    while let Some(("AND", rest)) = words.split_first().map(|(word, rest)| (*word, rest)) {
        *words = rest;
        is_true &= one(words, allowed)?;
    }
    Some(is_true)
}

/// A licence, or an expression in brackets.
fn one(words: &mut &[&str], allowed: &BTreeSet<&str>) -> Option<bool> {
    let (first, rest) = words.split_first()?;
    *words = rest;
    match *first {
        "(" => {
            let is_true = any(words, allowed)?;
            let (closing, rest) = words.split_first()?;
            *words = rest;
            (*closing == ")").then_some(is_true)
        }
        ")" | "AND" | "OR" => None,
        licence => Some(allowed.contains(licence.replace("+WITH+", " WITH ").as_str())),
    }
}
