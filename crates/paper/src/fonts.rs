//! The type faces a document is set in, found once on this machine and mapped, not copied, into memory.

/// The faces found, by role.
#[derive(Debug)]
pub struct Fonts {}
