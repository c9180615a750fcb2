//! Outlets (发布去向): which kinds there are, where a placement of an edition at one of them stands (M6), what the official account (公众号)
//! takes, as pure checks before anything is reviewed or sent, and what can be told of it from outside. Its limits are rows with their sources (`limits.txt`).

mod account;
mod kind;
mod limits;
mod menu;
mod pieces;
mod placement;
mod rendition;

pub use account::{
    ArticleLink, Drift, Silence, article_link, drift, silence, silent_from, verification_left,
};
pub use kind::{AccountKind, OutletKind, Push};
pub use limits::{Crossed, LimitName, Limits};
pub use menu::{Item, menu_faults};
pub use pieces::{PushPiece, gone_words, push_faults};
pub use placement::{Event, Placement, Standing, What};
pub use rendition::{ByHand, Image, Rendition};

#[cfg(test)]
mod placement_tests;
#[cfg(test)]
mod tests;
