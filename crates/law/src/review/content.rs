//! What is judged, as one hash (SM3): every field under its name and behind its length. Fields that are empty are left
//! out, so that a field added later changes no hash of what was judged before.

use super::Subject;
use crate::framed::Framed;

/// A content on its way to its hash.
#[derive(Clone)]
pub struct Content(Framed);

impl Content {
    /// Nothing yet, of that kind.
    pub fn of(subject: Subject) -> Self {
        Self(Framed::default()).with("subject", subject.code())
    }

    /// With one more field.
    #[must_use]
    pub fn with(self, name: &str, value: &str) -> Self {
        if value.is_empty() {
            return self;
        }
        Self(self.0.with(name).with(value))
    }

    /// 64 lower-case hex digits.
    pub fn hash(self) -> String {
        self.0.hash()
    }
}
