//! Names: of papers, spelt one way throughout; of leaders with their posts.

pub(super) mod leader;
pub(super) mod spelling;
