//! A file on its way in, by whichever door: nothing lies in the object store that was not looked through for the mark of a state
//! secret (保密法第三十一条), or that this program did not make itself. [`Cleared`] is what the store takes, and is made here alone.

use std::ops::Deref;
use std::sync::Arc;

use law::screening::{Bearer, Screening, Seen};
use sm3::{Digest, Sm3};
use zeroize::Zeroizing;

use super::checked;
use crate::error::OfficeError;
use crate::limits::Gate;
use crate::store::Office;

/// Finds what stands in a file of that name. How bytes are read is not the office's to know.
pub type Screener = Arc<dyn Fn(&str, &[u8]) -> Screening + Send + Sync>;

/// A file at the door.
pub(crate) struct Coming<'a> {
    /// Its name as it is kept.
    pub name: &'a str,
    pub bytes: Vec<u8>,
    /// The most bytes it may have here.
    pub largest: usize,
    pub bearer: Bearer,
    /// What was found in it already, where the page looked it through; otherwise the store has it looked through.
    pub screened: Option<&'a Screening>,
}

/// A file that may be stored.
pub(crate) struct Looked {
    pub media_type: &'static str,
    /// SM3 of its bytes, in hex.
    pub digest: String,
    pub bytes: Cleared,
}

/// Bytes that may lie in the store.
pub(crate) struct Cleared(Zeroizing<Vec<u8>>);

impl Cleared {
    /// What comes from nobody: made by this program, or stored by it before.
    pub fn from_within(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes themselves.
    pub fn into_bytes(mut self) -> Vec<u8> {
        std::mem::take(&mut *self.0)
    }

    /// How many there are, as rows count them.
    pub fn count(&self) -> i64 {
        i64::try_from(self.0.len()).unwrap_or(i64::MAX)
    }
}

impl Deref for Cleared {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

/// Media type and digest of a file of a kind that may be kept and without the mark of a secret, behind a gate and on a thread of
/// its own: 50 MB take their time. Of what is refused not a byte is stored.
pub(crate) async fn looked_at(
    office: &Office,
    gate: &Gate,
    coming: Coming<'_>,
) -> Result<Looked, OfficeError> {
    let Coming {
        name,
        bytes,
        largest,
        bearer,
        screened,
    } = coming;
    refuse_secret(screened, name, bearer)?;
    let screener = screened.is_none().then(|| office.screener());
    let name = name.to_owned();
    let looking = move || {
        let media_type = checked(&name, &bytes, largest)?;
        let found = screener.map(|screen| screen(&name, &bytes));
        refuse_secret(found.as_ref(), &name, bearer)?;
        Ok(Looked {
            media_type,
            digest: hex::encode(Sm3::digest(&bytes)),
            bytes: Cleared(Zeroizing::new(bytes)),
        })
    };
    gate.run(looking).await?
}

/// The same for a door that knows for itself what kinds it takes.
pub(crate) async fn cleared(
    office: &Office,
    gate: &Gate,
    (name, bytes): (&str, Vec<u8>),
    bearer: Bearer,
) -> Result<Cleared, OfficeError> {
    let (screener, name) = (office.screener(), name.to_owned());
    let looking = move || {
        refuse_secret(Some(&screener(&name, &bytes)), &name, bearer)?;
        Ok(Cleared(Zeroizing::new(bytes)))
    };
    gate.run(looking).await?
}

fn refuse_secret(found: Option<&Screening>, name: &str, bearer: Bearer) -> Result<(), OfficeError> {
    let told = found.map_or(Ok(()), |found| found.may_be_stored("file", name, bearer));
    told.map_err(|why| OfficeError::Invalid(vec![why]))
}

/// Reads a file's name and, where it is plain text, its lines: what is looked for where nobody reads the other kinds.
pub(crate) fn plainly(name: &str, bytes: &[u8]) -> Screening {
    let mut seen = Seen::default();
    seen.read("文件名称", name);
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    for (number, line) in text.lines().enumerate() {
        seen.read(format!("第{}行", number + 1), line);
    }
    Screening::of(&seen)
}
