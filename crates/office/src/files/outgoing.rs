//! A file on its way out, piece by piece: never whole in memory, and never called whole unless it is what was put in.

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::{BoxStream, Stream, try_unfold};
use object_store::ObjectStoreExt;
use object_store::path::Path;
use sm3::{Digest, Sm3};

use super::pieces::Pieces;
use super::place_of;
use crate::error::OfficeError;
use crate::store::Office;

/// What the object store gives.
pub(super) type Stored = BoxStream<'static, object_store::Result<Bytes>>;

/// A file on its way out.
pub struct Outgoing {
    ready: Option<Bytes>,
    rest: Option<Rest>,
}

/// What of a file is still in the store.
enum Rest {
    /// Of the file room: each piece shows by itself that it is right.
    Sealed { pieces: Pieces, stream: Stored },
    /// Under its digest: only its end shows whether it is right, so that the last bytes wait until then.
    Public {
        digest: String,
        hash: Sm3,
        waiting: Bytes,
        stream: Stored,
    },
}

/// What lies at a place where something has to lie.
pub(super) async fn lying_at(office: &Office, place: &Path) -> Result<Stored, OfficeError> {
    match office.files().get(place).await {
        Ok(found) => Ok(found.into_stream()),
        Err(object_store::Error::NotFound { .. }) => {
            Err(OfficeError::Damaged(format!("文件 {place} 不见了")))
        }
        Err(error) => Err(error.into()),
    }
}

/// Opens a public file by its digest.
pub(crate) async fn open_public(office: &Office, digest: &str) -> Result<Outgoing, OfficeError> {
    let rest = Rest::Public {
        digest: digest.to_owned(),
        hash: Sm3::new(),
        waiting: Bytes::new(),
        stream: lying_at(office, &place_of(digest)).await?,
    };
    Outgoing::begun(rest).await
}

impl Outgoing {
    /// What is at hand.
    pub(super) fn at_hand(bytes: Vec<u8>) -> Self {
        Self {
            ready: Some(bytes.into()),
            rest: None,
        }
    }

    /// A sealed file that its pieces open.
    pub(super) async fn sealed(pieces: Pieces, stream: Stored) -> Result<Self, OfficeError> {
        Self::begun(Rest::Sealed { pieces, stream }).await
    }

    /// The first piece is opened at once: what is damaged at its beginning is an error and no answer cut off.
    async fn begun(rest: Rest) -> Result<Self, OfficeError> {
        let mut outgoing = Self {
            ready: None,
            rest: Some(rest),
        };
        outgoing.ready = outgoing.next().await?;
        Ok(outgoing)
    }

    /// The next piece; `None` after the last, when all of it is known to be what was put in.
    async fn next(&mut self) -> Result<Option<Bytes>, OfficeError> {
        if let Some(ready) = self.ready.take() {
            return Ok(Some(ready));
        }
        while let Some(rest) = &mut self.rest {
            let ready = match rest.stream().next().await.transpose()? {
                Some(bytes) => rest.push(bytes)?,
                None => self.rest.take().map_or(Ok(Bytes::new()), Rest::end)?,
            };
            if !ready.is_empty() {
                return Ok(Some(ready));
            }
        }
        Ok(None)
    }

    /// Its pieces as they come; an error instead of the last ones where it is not what was put in.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, OfficeError>> + Send + 'static {
        try_unfold(self, async |mut left: Self| {
            Ok(left.next().await?.map(|some| (some, left)))
        })
    }

    /// All of it.
    pub(crate) async fn all(mut self) -> Result<Vec<u8>, OfficeError> {
        let mut all = Vec::new();
        while let Some(some) = self.next().await? {
            all.extend_from_slice(&some);
        }
        Ok(all)
    }
}

impl Rest {
    const fn stream(&mut self) -> &mut Stored {
        match self {
            Self::Sealed { stream, .. } | Self::Public { stream, .. } => stream,
        }
    }

    /// What these bytes bring to readiness.
    fn push(&mut self, bytes: Bytes) -> Result<Bytes, OfficeError> {
        match self {
            Self::Sealed { pieces, .. } => Ok(pieces.push(&bytes)?.into()),
            Self::Public { hash, waiting, .. } => {
                hash.update(&bytes);
                Ok(std::mem::replace(waiting, bytes))
            }
        }
    }

    /// What waited for the end.
    fn end(self) -> Result<Bytes, OfficeError> {
        match self {
            Self::Sealed { pieces, .. } => Ok(pieces.end()?.into()),
            Self::Public {
                digest,
                hash,
                waiting,
                ..
            } => {
                if hex::encode(hash.finalize()) == digest {
                    Ok(waiting)
                } else {
                    let place = place_of(&digest);
                    Err(OfficeError::Damaged(format!("文件 {place} 与登记的校验值不符")))
                }
            }
        }
    }
}
