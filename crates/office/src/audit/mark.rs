//! How far the log had come, written beside the database after each act: who has the database can put an earlier state of it
//! back, its seal and all (seals of before are known to whoever saw them), but not this file. It never runs ahead of the
//! database, so that a crash between the two raises no alarm; it is raised only by a log that holds what it says. One
//! line of always the same length, written in place: a line that is torn would be one of the file's own making.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::PathBuf;

use sea_orm::EntityTrait;

use crate::entity::audit_entry;
use crate::error::OfficeError;
use crate::sealed::Keys;
use crate::store::Tx;

/// A link of the chain: its place, and the hash of all up to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub seq: i64,
    pub hash: String,
}

/// What an attempt appended last, and whether the log it was appended to holds what the file says.
#[derive(Clone, Debug)]
pub(crate) struct Noted {
    link: Link,
    follows: bool,
}

/// The file of the mark.
#[derive(Clone, Debug)]
pub(crate) struct MarkFile(PathBuf);

/// How often a line is read that another program may be writing at this instant.
const READINGS: u8 = 3;

impl MarkFile {
    pub(crate) const fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// The mark; `None` where there is no file. One that was not made under these keys is an error.
    pub(super) fn read(&self, keys: &Keys) -> Result<Option<Link>, OfficeError> {
        for _ in 0..READINGS {
            let line = match std::fs::read_to_string(&self.0) {
                Ok(line) => line,
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(self.damaged(&error)),
            };
            if let Some(link) = parsed(keys, &line)? {
                return Ok(Some(link));
            }
        }
        Err(self.damaged(&"内容不完整，或者不是用现在的密钥文件所写"))
    }

    /// Raises the mark to this link, where it does not stand higher.
    fn raise(&self, keys: &Keys, link: &Link) -> Result<(), OfficeError> {
        if self.read(keys)?.is_some_and(|mark| mark.seq >= link.seq) {
            return Ok(());
        }
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&self.0)?;
        Ok(file.write_all_at(written(keys, link)?.as_bytes(), 0)?)
    }

    /// Forgets the mark: another log takes the place of the one it speaks of.
    pub(crate) fn forget(&self) -> Result<(), OfficeError> {
        match std::fs::remove_file(&self.0) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Raises the mark by what was stored. What can't be written stops no act: it is done already.
    pub(crate) fn stored(&self, keys: &Keys, noted: &Noted) {
        if !noted.follows {
            return;
        }
        if let Err(error) = self.raise(keys, &noted.link) {
            tracing::warn!(%error, "how far the audit log has come could not be written beside the database");
        }
    }

    fn damaged(&self, why: &dyn std::fmt::Display) -> OfficeError {
        OfficeError::Damaged(format!("旁证文件 {}：{why}", self.0.display()))
    }
}

fn sealed(keys: &Keys, link: &Link) -> Result<String, OfficeError> {
    keys.blind(&format!("{} {}", link.seq, link.hash), "audit.mark")
}

/// Place, hash and seal.
fn written(keys: &Keys, link: &Link) -> Result<String, OfficeError> {
    Ok(format!(
        "{:019} {} {}\n",
        link.seq,
        link.hash,
        sealed(keys, link)?
    ))
}

fn parsed(keys: &Keys, line: &str) -> Result<Option<Link>, OfficeError> {
    let mut parts = line.split_whitespace();
    let (Some(seq), Some(hash), Some(seal)) = (parts.next(), parts.next(), parts.next()) else {
        return Ok(None);
    };
    let Ok(seq) = seq.parse() else {
        return Ok(None);
    };
    let mark = Link {
        seq,
        hash: hash.to_owned(),
    };
    Ok((sealed(keys, &mark)? == seal).then_some(mark))
}

/// Notes the link that was appended behind another; it becomes the mark once it is stored.
pub(super) async fn note(tx: &Tx<'_>, was: &Link, is: Link) -> Result<(), OfficeError> {
    let Some(file) = tx.mark() else {
        return Ok(());
    };
    let follows = match tx.noted() {
        Some(noted) => noted.follows,
        None => follows(tx, file, was).await?,
    };
    tx.note(Noted { link: is, follows });
    Ok(())
}

/// Whether the log whose last link this is holds what the file says. Where it does not, the file stays as it is, for the
/// one who verifies the log.
async fn follows(tx: &Tx<'_>, file: &MarkFile, last: &Link) -> Result<bool, OfficeError> {
    let mark = match file.read(tx.keys()?) {
        Ok(Some(mark)) => mark,
        Ok(None) => return Ok(true),
        Err(_damaged) => return Ok(false),
    };
    if mark == *last {
        return Ok(true);
    }
    let there = audit_entry::Entity::find_by_id(mark.seq).one(tx.on()).await?;
    Ok(there.is_some_and(|entry| entry.hash == mark.hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(seq: i64) -> Link {
        Link {
            seq,
            hash: format!("{seq:064}"),
        }
    }

    #[test]
    fn a_mark_only_rises_and_is_only_of_its_own_keys() {
        let folder = tempfile::tempdir().unwrap();
        let (path, keys) = (folder.path().join("audit.mark"), Keys::ephemeral());
        let file = MarkFile::at(path.clone());
        assert_eq!(file.read(&keys).unwrap(), None);
        for seq in [7, 12, 9] {
            file.raise(&keys, &link(seq)).unwrap();
        }
        assert_eq!(file.read(&keys).unwrap(), Some(link(12)));
        assert!(file.read(&Keys::ephemeral()).is_err());
        let changed = std::fs::read_to_string(&path).unwrap().replace("12 ", "11 ");
        std::fs::write(&path, changed).unwrap();
        assert!(file.read(&keys).is_err(), "a changed mark is none");
        file.forget().unwrap();
        file.forget().unwrap();
        assert_eq!(file.read(&keys).unwrap(), None);
    }
}
