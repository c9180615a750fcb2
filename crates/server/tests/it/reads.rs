//! Which public functions of `office` ask nobody for leave: those with neither an actor, nor an applicant, nor a running
//! transaction. Some are what anybody may read, others are guarded by the desk's routes alone. The list is a golden file:
//! it is to shrink to the public reads, and whatever is added to it is seen by a reviewer.

use std::path::Path;

use crate::walls::{root, sources};

const LIST: &str = "reads.txt";

#[test]
fn no_act_or_read_of_office_comes_without_an_actor_unseen() {
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
                .map(|name| format!("{}{name}\n", module(place))),
        );
    }
    found.sort();
    let lines = found.concat();
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(LIST);
    if std::env::var_os("GONGKAI_BLESS").is_some() {
        std::fs::write(&list, &lines).unwrap();
    }
    assert_eq!(
        lines,
        std::fs::read_to_string(&list).unwrap(),
        "give what is new an actor; where anybody may read it, say so in the review and bless the list with GONGKAI_BLESS=1"
    );
}

#[test]
fn a_signature_is_read_to_its_end() {
    let text = "pub async fn told(\n    office: &Office,\n    actor: &Actor,\n) -> u8 {\n}\n\
                pub async fn open(office: &Office) -> u8 {\n    let actor: &Actor;\n}\n\
                pub(crate) async fn inner(office: &Office) {}\n";
    assert_eq!(unguarded(text), ["open"]);
}

/// The names of a file's public async functions whose signature has neither an actor, an applicant nor a transaction.
fn unguarded(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.split("pub async fn ")
        .skip(1)
        .filter_map(|rest| {
            let signature = rest.split('{').next()?;
            let name = signature.split(['(', '<']).next()?;
            let is_guarded = ["Actor", "&Applicant", "Tx<"]
                .iter()
                .any(|whose| signature.contains(whose));
            (!is_guarded).then(|| name.to_owned())
        })
        .collect()
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
