//! The search of the public site: the index of this server, fed with what anybody may read, and its answers held against the
//! records before anybody sees them. Page, command line and the form of an application all ask here.

mod answers;
mod entries;
mod feed;
mod heard;

pub use answers::{Answer, find};
pub(crate) use answers::{likely, suggest};
pub(crate) use entries::Shown;
pub use feed::{FeedError, Followed, follow, rebuild};
pub use heard::Heard;
