//! Personal numbers at rest (个人信息保护法第五十一条): sealed with SM4-GCM under keys that live outside the database,
//! found again by a keyed digest, shown by their ends. A sealed value opens in its own place only: moved to another row
//! or field it does not. Not for passwords, and not for what has to be sorted or searched by its parts.

mod columns;
mod file;
mod mask;
mod ring;
mod rotate;

use std::fmt;

use aes_gcm::AesGcm;
use aes_gcm::aead::consts::U12;
use aes_gcm::aead::{Aead, KeyInit, Nonce, Payload};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use hmac::{Hmac, Mac};
use sm3::Sm3;
use sm4::Sm4;
use zeroize::Zeroizing;

use crate::error::OfficeError;

pub(crate) use columns::{
    APPLICATION_FILES, ASKERS, DOCUMENT_DRAFTS, DRAFTS, FILE_KEYS, IMPORT_FILES, PAPERS, PARTICULARS,
    PENDING_FACTORS, REGISTRATIONS, SECOND_FACTORS,
};
pub use columns::{Place, SEALED, SealedColumn};
pub use mask::{mask, mask_email, mask_phone};
pub use ring::{KeyLine, Keys};
pub use rotate::{Rotated, Use, rotate, usage};

impl Place {
    fn bound(self) -> String {
        format!("{VERSION}/{}/{}/{}", self.table, self.column, self.row)
    }
}

/// An opened value: printed by nothing, wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The value itself, for the one use it was opened for.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

pub(crate) type Sm4Gcm = AesGcm<Sm4, U12>;

/// The key that a sealed value is under.
pub(crate) fn key_of(sealed: &str) -> Option<&str> {
    let rest = sealed.strip_prefix(VERSION)?.strip_prefix(':')?;
    rest.split_once(':').map(|(key, _)| key)
}

const VERSION: &str = "v1";
const NONCE: usize = 12;

impl Keys {
    /// Seals a value for its place, under the current key: `v1:<key id>:<nonce, ciphertext and tag in base64>`.
    pub fn seal(&self, place: Place, plain: &str) -> Result<String, OfficeError> {
        let ring = self.for_sealing()?;
        let key = ring.current()?;
        let nonce: [u8; NONCE] = rand::random();
        let bound = place.bound();
        let payload = Payload {
            msg: plain.as_bytes(),
            aad: bound.as_bytes(),
        };
        let sealed = cipher(&key.bytes)?
            .encrypt(&Nonce::<Sm4Gcm>::from(nonce), payload)
            .map_err(|_opaque| OfficeError::Keys("加密没有成功".to_owned()))?;
        let bytes = [nonce.as_slice(), &sealed].concat();
        Ok(format!(
            "{VERSION}:{}:{}",
            key.id,
            BASE64_STANDARD_NO_PAD.encode(bytes)
        ))
    }

    /// Opens what was sealed for this very place.
    pub fn open(&self, place: Place, sealed: &str) -> Result<Secret, OfficeError> {
        let damaged =
            || OfficeError::Damaged(format!("{}.{} {} 不能解密", place.table, place.column, place.row));
        let id = key_of(sealed).ok_or_else(damaged)?;
        let coded = sealed.rsplit(':').next().unwrap_or_default();
        let ring = self.with_key(id)?;
        let bytes = BASE64_STANDARD_NO_PAD
            .decode(coded)
            .map_err(|_opaque| damaged())?;
        let (nonce, msg) = bytes.split_first_chunk::<NONCE>().ok_or_else(damaged)?;
        let bound = place.bound();
        let payload = Payload {
            msg,
            aad: bound.as_bytes(),
        };
        let plain = cipher(&ring.key(id)?.bytes)?
            .decrypt(&Nonce::<Sm4Gcm>::from(*nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_opaque| damaged())?;
        let text = std::str::from_utf8(&plain).map_err(|_opaque| damaged())?;
        Ok(Secret(Zeroizing::new(text.to_owned())))
    }

    /// A digest of the value under a key of its own (HMAC-SM3, in hex), to find equal values without opening any.
    /// The purpose keeps digests of different uses apart. The caller brings the value into its one spelling first.
    pub fn blind(&self, value: &str, purpose: &str) -> Result<String, OfficeError> {
        let ring = self.for_sealing()?;
        let mut mac = <Hmac<Sm3> as KeyInit>::new_from_slice(&*ring.blind)
            .map_err(|error| OfficeError::Keys(error.to_string()))?;
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        Ok(hex::encode(mac.finalize().into_bytes()))
    }
}

pub(crate) fn cipher(key: &[u8; ring::KEY]) -> Result<Sm4Gcm, OfficeError> {
    Sm4Gcm::new_from_slice(key).map_err(|error| OfficeError::Keys(error.to_string()))
}

#[cfg(test)]
mod tests;
