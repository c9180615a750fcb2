//! The project's own documents name files; each file they name is there.

use std::path::{Path, PathBuf};

const DOCUMENTS: [&str; 6] = [
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "README.zh-CN.md",
    "docs/configuration.md",
    "docs/running.md",
];

#[test]
fn every_path_the_documents_name_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for document in DOCUMENTS {
        let path = root.join(document);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{document}: {error}"));
        let beside = path.parent().expect("a document lies in a folder");
        let linked = links(&text).into_iter().map(|link| beside.join(link));
        let named = names(&text).into_iter().map(|name| root.join(name));
        let missing: Vec<PathBuf> = linked.chain(named).filter(|path| !path.exists()).collect();
        assert!(
            missing.is_empty(),
            "{document} names what is not there: {missing:#?}"
        );
    }
}

/// Targets of Markdown links and pictures that lie in the project.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets
        .filter_map(|target| target.split('#').next())
        .filter(|target| !target.is_empty() && !target.contains("://"))
        .collect()
}

/// What stands in backticks and begins like a path of the project.
fn names(text: &str) -> Vec<&str> {
    const FOLDERS: [&str; 8] = [
        "crates/",
        "frontend/",
        "scripts/",
        "tests/",
        "examples/",
        "benches/",
        "docs/",
        ".ci/",
    ];
    let quoted = text.split('`').skip(1).step_by(2);
    let words = quoted.filter_map(|quote| quote.split_whitespace().next());
    words
        .filter(|word| {
            FOLDERS.iter().any(|folder| word.starts_with(folder)) && !word.contains(['*', '…', '{'])
        })
        .collect()
}
