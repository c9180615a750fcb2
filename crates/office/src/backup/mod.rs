//! Backup and restore: one archive (tar, compressed with zstd) of every record and every file, the same for both
//! engines, so that what was kept on SQLite can go on in PostgreSQL with its ids and its audit chain.
//! Not in it: sessions (everyone signs in again), the lease, and the program's own settings.

mod archive;
mod restore;
mod sealed;
mod tables;
mod write;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::audit::{BrokenLink, Verified};
use crate::error::OfficeError;

pub use archive::check;
pub use restore::{Whole, examine, restore, restore_whole};
pub use write::write;

/// What an archive says of itself, at its end: nothing is believed before all of it was read and compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Always `gongkai-backup`.
    pub format: String,
    /// The layout of the archive, not of the tables.
    pub layout: u32,
    /// When it was taken, RFC 3339.
    pub made_at: String,
    /// The engine it was taken from.
    pub engine: String,
    /// The schema steps its tables stand at.
    pub steps: Vec<String>,
    /// Rows of each table.
    pub tables: BTreeMap<String, u64>,
    /// How many files, and their bytes together.
    pub files: u64,
    pub file_bytes: u64,
    /// Where files lie that were already missing or damaged when it was taken, in earlier releases their digests: mend these in
    /// the running office.
    pub damaged_files: Vec<String>,
    /// The head of the audit chain.
    pub audit_entries: i64,
    pub audit_hash: String,
    /// Every entry before this one, in order.
    pub(crate) entries: Vec<Seal>,
}

impl Contents {
    /// Rows of all tables together.
    pub fn rows(&self) -> u64 {
        self.tables.values().sum()
    }
}

/// One entry of the archive with its SM3.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seal {
    name: String,
    bytes: u64,
    sm3: String,
}

/// What was restored.
#[derive(Clone, Debug)]
pub struct Restored {
    pub contents: Contents,
    /// Whether the restored audit chain holds. It does unless it was already broken when the backup was taken.
    pub chain: Result<Verified, BrokenLink>,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub stage: Stage,
    pub done: u64,
    pub total: u64,
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Rows are written or read.
    Records,
    /// Files are written or read.
    Files,
    /// The archive is compared with its seals; counted in entries, the total unknown (0).
    Checking,
}

impl Stage {
    /// 数据记录、附件文件 …
    pub const fn label(self) -> &'static str {
        match self {
            Self::Records => "数据记录",
            Self::Files => "附件文件",
            Self::Checking => "核对备份",
        }
    }
}

fn damaged(why: &str) -> OfficeError {
    OfficeError::Backup(format!(
        "备份文件不完整或者已损坏（{why}），没有恢复任何内容。请换一份备份。"
    ))
}
