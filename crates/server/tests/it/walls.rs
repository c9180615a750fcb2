//! The walls between the crates, read from cargo's own metadata: arrows only point down, and what is heavy or dangerous
//! stays in its room. ARCHITECTURE.md says why; deny.toml says the same to cargo-deny.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Which of our crates each of our crates may use. Nothing else is a room of this house.
const ARROWS: [(&str, &[&str]); 8] = [
    ("gongkai-law", &[]),
    ("gongkai-prose", &["gongkai-law"]),
    ("gongkai-office", &["gongkai-law", "gongkai-prose"]),
    ("gongkai-paper", &["gongkai-law"]),
    ("gongkai-channels", &[]),
    ("gongkai-search", &["gongkai-law"]),
    (
        "gongkai-web",
        &[
            "gongkai-law",
            "gongkai-office",
            "gongkai-paper",
            "gongkai-prose",
            "gongkai-search",
        ],
    ),
    (
        "gongkai",
        &[
            "gongkai-law",
            "gongkai-office",
            "gongkai-paper",
            "gongkai-prose",
            "gongkai-channels",
            "gongkai-search",
            "gongkai-web",
        ],
    ),
];

/// Crates from outside (a trailing `*` stands for any ending) and the only rooms that may name them.
const ROOMS: [(&str, &[&str]); 27] = [
    ("sea-orm*", &["gongkai-office"]),
    ("sqlx*", &["gongkai-office"]),
    ("object_store", &["gongkai-office"]),
    ("argon2", &["gongkai-office"]),
    ("ammonia", &["gongkai-prose"]),
    ("pulldown-cmark", &["gongkai-prose"]),
    ("typst*", &["gongkai-paper"]),
    ("fontdb", &["gongkai-paper"]),
    ("rust_xlsxwriter", &["gongkai-paper"]),
    ("calamine", &["gongkai-paper"]),
    ("mail-parser", &["gongkai-paper"]),
    ("ferrous-opencc", &["gongkai-law"]),
    ("tantivy*", &["gongkai-search"]),
    ("jieba-rs", &["gongkai-search"]),
    ("pinyin", &["gongkai-search"]),
    ("lopdf", &["gongkai-paper"]),
    ("fast_image_resize", &["gongkai-paper"]),
    ("webp", &["gongkai-paper"]),
    ("hayro*", &["gongkai-paper"]),
    ("kurbo", &["gongkai-paper"]),
    ("lettre", &["gongkai-channels"]),
    ("askama", &["gongkai-web"]),
    ("axum*", &["gongkai-web", "gongkai"]),
    ("tower*", &["gongkai-web", "gongkai"]),
    ("clap", &["gongkai"]),
    ("rand", &["gongkai-office", "gongkai-web"]),
    ("chrono", &[]),
];

/// What the whole trees of law and prose must not reach: anything that waits, listens or stores.
const NOT_UNDER_THE_PURE: [&str; 7] = [
    "tokio",
    "mio",
    "hyper",
    "axum",
    "sqlx-core",
    "rusqlite",
    "libsqlite3-sys",
];

#[test]
fn arrows_between_our_crates_only_point_down() {
    let house = House::read();
    let ours: BTreeSet<&str> = house.uses.keys().map(String::as_str).collect();
    assert_eq!(
        ours,
        ARROWS.iter().map(|(room, _)| *room).collect(),
        "a room more or less than ARCHITECTURE.md draws"
    );
    for (room, may_use) in ARROWS {
        for used in house.uses[room]
            .iter()
            .filter(|used| ours.contains(used.as_str()))
        {
            assert!(
                may_use.contains(&used.as_str()),
                "{room} uses {used}: that arrow points up"
            );
        }
    }
}

#[test]
fn every_heavy_dependency_stays_in_its_room() {
    let house = House::read();
    for (room, used) in house
        .uses
        .iter()
        .flat_map(|(room, uses)| uses.iter().map(move |used| (room, used)))
    {
        for (pattern, rooms) in ROOMS {
            let is_meant = pattern
                .strip_suffix('*')
                .map_or(used == pattern, |stem| used.starts_with(stem));
            assert!(
                !is_meant || rooms.contains(&room.as_str()),
                "{room} uses {used}, which belongs to {rooms:?}"
            );
        }
    }
}

#[test]
fn law_and_prose_reach_no_runtime_no_network_and_no_database() {
    let house = House::read();
    for room in ["gongkai-law", "gongkai-prose"] {
        let reached = house.reach(room);
        for banned in NOT_UNDER_THE_PURE {
            assert!(!reached.contains(banned), "{room} reaches {banned}");
        }
    }
}

#[test]
fn law_and_prose_open_no_file_and_wait_for_nothing() {
    const BANNED: [&str; 6] = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "async fn",
    ];
    for (path, text) in sources("law").into_iter().chain(sources("prose")) {
        if is_test(&path) {
            continue;
        }
        for (number, line) in (1..).zip(text.lines()) {
            let code = line.split("//").next().unwrap_or_default();
            for banned in BANNED {
                assert!(
                    !code.contains(banned),
                    "{}:{number} has {banned}: law and prose are pure",
                    path.display()
                );
            }
        }
    }
}

/// Slices of law and the slices their files may never name: casework is done daily, the yearly form once a year, and the
/// codes both speak of stand on neither.
const SLICES_OF_LAW: [(&str, &[&str]); 3] = [
    ("law/src/cases/", &["reports"]),
    ("law/src/disputes", &["reports", "cases"]),
    ("law/src/codes/", &["reports", "cases", "disputes"]),
];

#[test]
fn casework_does_not_stand_on_the_yearly_form() {
    let files = sources("law");
    for (slice, not_named) in SLICES_OF_LAW {
        let mut of_slice = files
            .iter()
            .filter(|(path, _)| path.to_string_lossy().contains(slice))
            .peekable();
        assert!(of_slice.peek().is_some(), "{slice}");
        for (path, text) in of_slice {
            for other in not_named {
                assert!(
                    !text.contains(&format!("{other}::")),
                    "{} names {other}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn what_answers_a_request_never_acts_as_the_program_itself() {
    for (path, text) in sources("web") {
        for (number, line) in (1..).zip(text.lines()) {
            let code = line.split("//").next().unwrap_or_default();
            let mut words = code.split(|one: char| !(one.is_alphanumeric() || one == '_'));
            assert!(
                words.all(|word| word != "Program"),
                "{}:{number} names Program: a page acts for whoever asked for it",
                path.display()
            );
        }
    }
}

#[test]
fn only_the_server_reads_the_clock() {
    for room in ["law", "prose", "office", "paper", "search"] {
        for (path, text) in sources(room) {
            for now in [
                "Timestamp::now",
                "SystemTime::now",
                "Zoned::now",
                "ZonedDateTime::now",
            ] {
                assert!(
                    is_test(&path) || !text.contains(now),
                    "{} calls {now}: time is an argument",
                    path.display()
                );
            }
        }
    }
}

/// The workspace as cargo resolves it.
struct House {
    /// The crates that each of ours names itself, for the program and for building it; those for tests alone are left out.
    uses: BTreeMap<String, BTreeSet<String>>,
    /// Every crate of the resolved tree and what it reaches in one step.
    edges: BTreeMap<String, BTreeSet<String>>,
}

impl House {
    fn read() -> Self {
        let metadata = metadata();
        let members: BTreeSet<&str> = array(&metadata["workspace_members"])
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let packages = array(&metadata["packages"]);
        let names: BTreeMap<&str, &str> = packages
            .iter()
            .map(|package| (text(&package["id"]), text(&package["name"])))
            .collect();
        let uses = packages
            .iter()
            .filter(|package| members.contains(text(&package["id"])))
            .map(|package| (text(&package["name"]).to_owned(), declared(package)))
            .collect();
        let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for node in array(&metadata["resolve"]["nodes"]) {
            let reached = array(&node["deps"])
                .iter()
                .filter(|dependency| is_shipped(dependency));
            edges
                .entry(names[text(&node["id"])].to_owned())
                .or_default()
                .extend(reached.map(|dependency| names[text(&dependency["pkg"])].to_owned()));
        }
        Self { uses, edges }
    }

    fn reach(&self, start: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut open = vec![start];
        while let Some(name) = open.pop() {
            for next in self.edges.get(name).into_iter().flatten() {
                if reached.insert(next.as_str()) {
                    open.push(next);
                }
            }
        }
        reached
    }
}

/// What a package names under `[dependencies]` and `[build-dependencies]`.
fn declared(package: &Value) -> BTreeSet<String> {
    let dependencies = array(&package["dependencies"]).iter();
    let shipped = dependencies.filter(|dependency| dependency["kind"].as_str() != Some("dev"));
    shipped
        .map(|dependency| text(&dependency["name"]).to_owned())
        .collect()
}

fn is_shipped(dependency: &Value) -> bool {
    array(&dependency["dep_kinds"])
        .iter()
        .any(|kind| kind["kind"].as_str() != Some("dev"))
}

/// What cargo knows of the workspace and of every crate under it.
pub fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let platform = format!("--filter-platform={}-unknown-linux-gnu", std::env::consts::ARCH);
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--format-version=1",
            "--locked",
            "--offline",
            &platform,
        ])
        .current_dir(root())
        .output()
        .expect("cargo can be started");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON")
}

/// The folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every Rust file of one of our crates, with its text.
/// Whether a source file holds nothing but tests.
fn is_test(path: &Path) -> bool {
    path.components()
        .any(|part| part.as_os_str().to_string_lossy().starts_with("tests"))
}

pub fn sources(room: &str) -> Vec<(PathBuf, String)> {
    let mut open = vec![root().join("crates").join(room).join("src")];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of sources").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source file is UTF-8");
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "{room} has no sources");
    found
}

pub fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
