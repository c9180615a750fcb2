//! Texts as one hash (SM3, GB/T 32905), each behind its length, so that nothing hashes alike by shifting text between them.

use sm3::{Digest, Sm3};

/// Texts on their way to their hash.
#[derive(Clone, Debug, Default)]
pub struct Framed(Sm3);

impl Framed {
    /// The hash of these texts.
    pub fn hash_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
        texts.into_iter().fold(Self::default(), Self::with).hash()
    }

    /// With one more text.
    #[must_use]
    pub fn with(mut self, text: &str) -> Self {
        self.0.update(text.len().to_string());
        self.0.update(b":");
        self.0.update(text);
        self
    }

    /// 64 lower-case hex digits.
    pub fn hash(self) -> String {
        hex::encode(self.0.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_moves_over_to_the_next_makes_another_hash() {
        assert_ne!(Framed::hash_of(["甲乙", "丙"]), Framed::hash_of(["甲", "乙丙"]));
        assert_eq!(Framed::hash_of(["甲"]), Framed::default().with("甲").hash());
    }
}
