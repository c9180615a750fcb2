//! Outlets (发布去向) beside the site: what the official account (公众号) takes, as pure checks before anything is reviewed or sent, and
//! what can be told of it from outside. Its limits are rows with their sources (`limits.txt`).

mod account;
mod limits;
mod menu;
mod rendition;

pub use account::{ArticleLink, Drift, Silence, article_link, drift, silence, silent_from};
pub use limits::{Crossed, LimitName, Limits};
pub use menu::{Item, menu_faults};
pub use rendition::{Image, Rendition};

#[cfg(test)]
mod tests;
