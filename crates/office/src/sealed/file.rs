//! The key file: TOML that only its owner may read, always whole (written beside and moved into place). Whoever has it
//! and the database can read every personal number; without it nobody can.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::ring::{Key, Ring};
use crate::error::OfficeError;

const HEADING: &str = "\
# 公开系统的密钥。数据库中的身份证号、电话等用它加密，备份中没有它：
# 请另行妥善保管一份，与数据库备份分开存放。遗失后，加密的内容永远打不开。
# 旧密钥不要删除：较早的备份要用它。不要手工修改，更换密钥用 gongkai keys rotate。
";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    current: String,
    blind: String,
    key: Vec<WrittenKey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenKey {
    id: String,
    made_at: jiff::Timestamp,
    key: String,
}

impl Drop for Written {
    fn drop(&mut self) {
        self.blind.zeroize();
        for key in &mut self.key {
            key.key.zeroize();
        }
    }
}

/// By what it is told that a file has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    seconds: i64,
    nanoseconds: i64,
    bytes: u64,
    inode: u64,
}

impl Stamp {
    /// The stamp of a file; `None` where there is none.
    pub(super) fn of(path: &Path) -> Result<Option<Self>, OfficeError> {
        match std::fs::metadata(path) {
            Ok(found) => Ok(Some(Self {
                seconds: found.mtime(),
                nanoseconds: found.mtime_nsec(),
                bytes: found.len(),
                inode: found.ino(),
            })),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unreadable(path, &error)),
        }
    }
}

/// The ring of a file; `None` where there is none.
pub(super) fn read(path: &Path) -> Result<Option<(Ring, Stamp)>, OfficeError> {
    // The stamp first: a file that is replaced meanwhile is read once more next time.
    let Some(stamp) = Stamp::of(path)? else {
        return Ok(None);
    };
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
    let text = Zeroizing::new(text);
    let ring = parse(&text).ok_or_else(|| {
        OfficeError::Keys(format!(
            "密钥文件 {} 的内容不完整或者已损坏，请换回保管的那一份。",
            path.display()
        ))
    })?;
    Ok(Some((ring, stamp)))
}

/// `None` where it does not read; the parser's own words may quote a key.
fn parse(text: &str) -> Option<Ring> {
    let written: Written = toml::from_str(text).ok()?;
    let keys = written.key.iter().map(|key| {
        Some(Key {
            id: key.id.clone(),
            made_at: key.made_at,
            bytes: decoded(&key.key)?,
        })
    });
    let ring = Ring {
        current: written.current.clone(),
        keys: keys.collect::<Option<Vec<_>>>()?,
        blind: decoded(&written.blind)?,
    };
    ring.current().is_ok().then_some(ring)
}

fn decoded<const N: usize>(text: &str) -> Option<Zeroizing<[u8; N]>> {
    let bytes = Zeroizing::new(BASE64_STANDARD.decode(text).ok()?);
    bytes.as_slice().try_into().ok().map(Zeroizing::new)
}

/// Writes a file where there is none; one that appears meanwhile stays as it is.
pub(super) fn make(path: &Path, ring: &Ring) -> Result<(), OfficeError> {
    let beside = written_beside(path, ring)?;
    let placed = match std::fs::hard_link(&beside, path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        placed => placed,
    };
    std::fs::remove_file(&beside)?;
    placed?;
    settle(path)
}

/// Replaces the file by one with this ring; gives its stamp.
pub(super) fn replace(path: &Path, ring: &Ring) -> Result<Stamp, OfficeError> {
    let beside = written_beside(path, ring)?;
    std::fs::rename(&beside, path)?;
    settle(path)?;
    Stamp::of(path)?.ok_or_else(|| missing(path))
}

fn written_beside(path: &Path, ring: &Ring) -> Result<PathBuf, OfficeError> {
    let unwritten = |error: &dyn std::fmt::Display| {
        OfficeError::Keys(format!("密钥文件 {} 不能写入（{error}）。", path.display()))
    };
    let body = Zeroizing::new(toml::to_string(&written(ring)).map_err(|error| unwritten(&error))?);
    let beside = path.with_extension(format!("{:08x}.partial", rand::random::<u32>()));
    let write = || {
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&beside)?;
        file.write_all(HEADING.as_bytes())?;
        file.write_all(body.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|error: std::io::Error| unwritten(&error))?;
    Ok(beside)
}

fn written(ring: &Ring) -> Written {
    let key = |key: &Key| WrittenKey {
        id: key.id.clone(),
        made_at: key.made_at,
        key: BASE64_STANDARD.encode(key.bytes.as_slice()),
    };
    Written {
        current: ring.current.clone(),
        blind: BASE64_STANDARD.encode(ring.blind.as_slice()),
        key: ring.keys.iter().map(key).collect(),
    }
}

/// The folder knows of the file even after the power fails.
fn settle(path: &Path) -> Result<(), OfficeError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok(File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?)
}

/// What is said when there is no key file.
pub(super) fn missing(path: &Path) -> OfficeError {
    OfficeError::Keys(format!(
        "没有密钥文件 {}，请把保管的那一份放回原处。",
        path.display()
    ))
}

fn unreadable(path: &Path, error: &std::io::Error) -> OfficeError {
    OfficeError::Keys(format!("密钥文件 {} 不能读取（{error}）。", path.display()))
}
