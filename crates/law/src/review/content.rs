//! What is judged, as one hash (SM3): every field under its name and behind its length. Fields that are empty are left
//! out, so that a field added later changes no hash of what was judged before.

use sm3::{Digest, Sm3};

use super::Subject;

/// A content on its way to its hash.
#[derive(Clone)]
pub struct Content(Sm3);

impl Content {
    /// Nothing yet, of that kind.
    pub fn of(subject: Subject) -> Self {
        Self(Sm3::new()).with("subject", subject.code())
    }

    /// With one more field.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            for part in [name, value] {
                self.0.update(part.len().to_string());
                self.0.update(b":");
                self.0.update(part);
            }
        }
        self
    }

    /// 64 lower-case hex digits.
    pub fn hash(self) -> String {
        hex::encode(self.0.finalize())
    }
}
