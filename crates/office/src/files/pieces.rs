//! A file under seal, piece by piece, so that none is ever whole in memory: SM4-GCM with a key of the file's own. Each piece
//! is bound to its file and its place, and the last one says so: none can be left out, moved or put in from elsewhere.

use aes_gcm::aead::{Aead, Nonce, Payload};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use zeroize::Zeroizing;

use crate::error::OfficeError;
use crate::ids::StoredFileId;
use crate::sealed::{FILE_KEYS, Keys, Sm4Gcm, cipher};

/// Bytes of a piece before it is sealed, and what sealing adds.
pub(super) const PIECE: usize = 64 << 10;
const TAG: usize = 16;

pub(super) type Key = Zeroizing<[u8; 16]>;

/// A fresh key for a file, and how its row holds it.
pub(super) fn fresh_key(keys: &Keys, id: StoredFileId) -> Result<(Key, String), OfficeError> {
    let key: Key = Zeroizing::new(rand::random());
    let text = Zeroizing::new(BASE64_STANDARD_NO_PAD.encode(key.as_slice()));
    let sealed = keys.seal(FILE_KEYS.of_row(id.0), &text)?;
    Ok((key, sealed))
}

/// The key that a row holds.
pub(super) fn key_of(keys: &Keys, id: StoredFileId, sealed: &str) -> Result<Key, OfficeError> {
    let text = keys.open(FILE_KEYS.of_row(id.0), sealed)?;
    let bytes = BASE64_STANDARD_NO_PAD.decode(text.expose()).map(Zeroizing::new);
    bytes
        .ok()
        .and_then(|bytes| bytes.as_slice().try_into().ok().map(Zeroizing::new))
        .ok_or_else(|| damaged(id))
}

/// Which way pieces go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    In,
    Out,
}

/// Pieces on their way in or out; give it bytes as they come, take what is ready.
pub(super) struct Pieces {
    way: Way,
    cipher: Sm4Gcm,
    id: StoredFileId,
    next: u64,
    rest: Vec<u8>,
}

impl Pieces {
    pub(super) fn new(way: Way, key: &Key, id: StoredFileId) -> Result<Self, OfficeError> {
        Ok(Self {
            way,
            cipher: cipher(key)?,
            id,
            next: 0,
            rest: Vec::new(),
        })
    }

    /// What these bytes bring to readiness; the last piece waits for the end.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<Vec<u8>, OfficeError> {
        let whole = match self.way {
            Way::In => PIECE,
            Way::Out => PIECE + TAG,
        };
        let mut ready = Vec::new();
        for some in bytes.chunks(whole) {
            self.rest.extend_from_slice(some);
            if self.rest.len() > whole {
                let after = self.rest.split_off(whole);
                let piece = Zeroizing::new(std::mem::replace(&mut self.rest, after));
                ready.extend(self.turned(&piece, false)?);
            }
        }
        Ok(ready)
    }

    /// The last piece.
    pub(super) fn end(mut self) -> Result<Vec<u8>, OfficeError> {
        let piece = Zeroizing::new(std::mem::take(&mut self.rest));
        self.turned(&piece, true)
    }

    fn turned(&mut self, piece: &[u8], is_last: bool) -> Result<Vec<u8>, OfficeError> {
        // The key is this file's alone, so that a number is as good as chance.
        let mut nonce = [0; 12];
        let (mark, number) = nonce.split_at_mut(4);
        mark.fill(u8::from(is_last));
        number.copy_from_slice(&self.next.to_be_bytes());
        self.next += 1;
        let bound = format!("v1/stored_file/{}", self.id);
        let payload = Payload {
            msg: piece,
            aad: bound.as_bytes(),
        };
        let nonce = Nonce::<Sm4Gcm>::from(nonce);
        let turned = match self.way {
            Way::In => self.cipher.encrypt(&nonce, payload),
            Way::Out => self.cipher.decrypt(&nonce, payload),
        };
        turned.map_err(|_opaque| damaged(self.id))
    }
}

fn damaged(id: StoredFileId) -> OfficeError {
    OfficeError::Damaged(format!("stored_file {id} 的内容不完整或者已损坏"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: StoredFileId = StoredFileId(7);

    fn through(
        way: Way,
        key: &Key,
        id: StoredFileId,
        bytes: &[u8],
        step: usize,
    ) -> Result<Vec<u8>, OfficeError> {
        let mut pieces = Pieces::new(way, key, id)?;
        let mut all = Vec::new();
        for some in bytes.chunks(step) {
            all.extend(pieces.push(some)?);
            assert!(pieces.rest.len() <= PIECE + TAG, "no more than a piece is held");
        }
        all.extend(pieces.end()?);
        Ok(all)
    }

    #[test]
    fn what_goes_in_comes_out_whatever_its_length() {
        let keys = Keys::ephemeral();
        let (key, sealed) = fresh_key(&keys, ID).unwrap();
        assert_eq!(*key_of(&keys, ID, &sealed).unwrap(), *key);
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17] {
            let plain: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
            let stored = through(Way::In, &key, ID, &plain, 10_000).unwrap();
            assert_eq!(
                through(Way::Out, &key, ID, &stored, 77_777).unwrap(),
                plain,
                "{length}"
            );
        }
    }

    #[test]
    fn a_piece_left_out_moved_or_of_another_file_is_noticed() {
        let (key, _) = fresh_key(&Keys::ephemeral(), ID).unwrap();
        let stored = through(Way::In, &key, ID, &vec![1; 2 * PIECE + 5], PIECE).unwrap();
        let piece = PIECE + TAG;
        let cut = &stored[..2 * piece];
        let (first, rest) = stored.split_at(piece);
        let (second, last) = rest.split_at(piece);
        let swapped = [second, first, last].concat();
        let mut flipped = stored.clone();
        flipped[piece + 3] ^= 1;
        for wrong in [cut, &swapped, &flipped, &stored[..0], &stored[..5]] {
            assert!(through(Way::Out, &key, ID, wrong, PIECE).is_err());
        }
        assert!(through(Way::Out, &key, StoredFileId(8), &stored, PIECE).is_err());
    }
}
