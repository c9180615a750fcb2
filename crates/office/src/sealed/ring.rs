//! The key ring in memory: several keys of which one is current, and the key for digests. A ring from a file follows the
//! file, so that a running server seals under the new key as soon as another program has added one.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use zeroize::Zeroizing;

use super::file::{self, Stamp};
use crate::error::OfficeError;

/// Bytes of a sealing key (SM4) and of the key for digests.
pub(super) const KEY: usize = 16;
pub(super) const BLIND: usize = 32;

/// The keys of a store. Cheap to clone.
#[derive(Clone)]
pub struct Keys(Arc<Shared>);

struct Shared {
    /// `None` for a ring that lives in memory alone.
    file: Option<PathBuf>,
    loaded: RwLock<(Arc<Ring>, Option<Stamp>)>,
}

pub(super) struct Ring {
    pub current: String,
    pub keys: Vec<Key>,
    pub blind: Zeroizing<[u8; BLIND]>,
}

#[derive(Clone)]
pub(super) struct Key {
    pub id: String,
    pub made_at: Timestamp,
    pub bytes: Zeroizing<[u8; KEY]>,
}

/// A key as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    pub id: String,
    pub made_at: Timestamp,
    pub is_current: bool,
}

impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Keys(…)")
    }
}

impl Ring {
    /// A ring with one key.
    pub(super) fn fresh(now: Timestamp) -> Self {
        let key = Key::fresh(now);
        Self {
            current: key.id.clone(),
            keys: vec![key],
            blind: Zeroizing::new(rand::random()),
        }
    }

    /// The same ring with one more key, which is current.
    pub(super) fn and_a_fresh_key(&self, now: Timestamp) -> Self {
        let key = Key::fresh(now);
        Self {
            current: key.id.clone(),
            keys: self.keys.iter().cloned().chain([key]).collect(),
            blind: self.blind.clone(),
        }
    }

    pub(super) fn current(&self) -> Result<&Key, OfficeError> {
        self.key(&self.current)
    }

    pub(super) fn key(&self, id: &str) -> Result<&Key, OfficeError> {
        self.keys
            .iter()
            .find(|key| key.id == id)
            .ok_or_else(|| OfficeError::Keys(format!("密钥文件中没有密钥 {id}，用它加密的内容打不开。")))
    }
}

impl Key {
    fn fresh(now: Timestamp) -> Self {
        Self {
            id: hex::encode(rand::random::<[u8; 4]>()),
            made_at: now,
            bytes: Zeroizing::new(rand::random()),
        }
    }
}

impl Keys {
    /// Keys that end with the program: for tests, and for nothing that has to be opened again.
    pub fn ephemeral() -> Self {
        Self::of(Ring::fresh(Timestamp::UNIX_EPOCH), None, None)
    }

    /// The keys of a file; `None` where there is no such file.
    pub fn read(path: &Path) -> Result<Option<Self>, OfficeError> {
        let Some((ring, stamp)) = file::read(path)? else {
            return Ok(None);
        };
        Ok(Some(Self::of(ring, Some(path.to_owned()), Some(stamp))))
    }

    /// Makes the file with one fresh key. When another program is making it at the same time, both have that one's keys.
    pub fn make(path: &Path, now: Timestamp) -> Result<Self, OfficeError> {
        file::make(path, &Ring::fresh(now))?;
        Self::read(path)?.ok_or_else(|| file::missing(path))
    }

    /// Adds a fresh key and makes it current; gives its id.
    pub(super) fn add(&self, now: Timestamp) -> Result<String, OfficeError> {
        let ring = self.for_sealing()?.and_a_fresh_key(now);
        let id = ring.current.clone();
        let stamp = match &self.0.file {
            Some(path) => Some(file::replace(path, &ring)?),
            None => None,
        };
        self.hold(ring, stamp);
        Ok(id)
    }

    /// Every key, the oldest first.
    pub fn list(&self) -> Result<Vec<KeyLine>, OfficeError> {
        let ring = self.for_sealing()?;
        let line = |key: &Key| KeyLine {
            id: key.id.clone(),
            made_at: key.made_at,
            is_current: key.id == ring.current,
        };
        Ok(ring.keys.iter().map(line).collect())
    }

    /// The ring as the file has it now. A file that is gone is an error: what was sealed would not open after a restart.
    pub(super) fn for_sealing(&self) -> Result<Arc<Ring>, OfficeError> {
        let Some(path) = &self.0.file else {
            return Ok(self.loaded());
        };
        let stamp = Stamp::of(path)?.ok_or_else(|| file::missing(path))?;
        let is_same = {
            let loaded = self.0.loaded.read().unwrap_or_else(PoisonError::into_inner);
            loaded.1.as_ref() == Some(&stamp)
        };
        if !is_same {
            let (ring, stamp) = file::read(path)?.ok_or_else(|| file::missing(path))?;
            self.hold(ring, Some(stamp));
        }
        Ok(self.loaded())
    }

    /// The ring that has this key: the one at hand, else as the file has it now.
    pub(super) fn with_key(&self, id: &str) -> Result<Arc<Ring>, OfficeError> {
        let loaded = self.loaded();
        if loaded.key(id).is_ok() {
            return Ok(loaded);
        }
        self.for_sealing()
    }

    fn loaded(&self) -> Arc<Ring> {
        let loaded = self.0.loaded.read().unwrap_or_else(PoisonError::into_inner);
        loaded.0.clone()
    }

    fn hold(&self, ring: Ring, stamp: Option<Stamp>) {
        let mut loaded = self.0.loaded.write().unwrap_or_else(PoisonError::into_inner);
        *loaded = (Arc::new(ring), stamp);
    }

    fn of(ring: Ring, file: Option<PathBuf>, stamp: Option<Stamp>) -> Self {
        Self(Arc::new(Shared {
            file,
            loaded: RwLock::new((Arc::new(ring), stamp)),
        }))
    }
}
