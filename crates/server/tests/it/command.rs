//! Running the built program in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program with a clean environment, in this folder.
pub fn gongkai(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command
        .current_dir(folder)
        .env_remove("GONGKAI_CONFIG")
        .env_remove("GONGKAI_DATABASE");
    command
}

/// How a run ended: exit code, what it printed, what it complained of.
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs it with these arguments.
pub fn run(folder: &Path, arguments: &[&str]) -> Ended {
    ended(gongkai(folder).args(arguments).output().unwrap())
}

pub fn ended(output: Output) -> Ended {
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ended {
        code: output.status.code().unwrap_or(-1),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// A file of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// A real report kept for tests.
pub fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
        .display()
        .to_string()
}

/// The seed: the demonstration's real report.
pub fn seed() -> String {
    repository("examples/mengjin/annual-report-2024.txt")
        .display()
        .to_string()
}
