//! Words: near misses of right phrases, and the three particles.

mod dictionary;
pub(super) mod near;
pub(super) mod particles;
