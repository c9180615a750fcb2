//! Answers to whoever asked (答复): whether one says anything, and whether it tells who asked. Looked at only where it is known that
//! the text is an answer.

pub(super) mod asker;
pub(super) mod hollow;
