//! What a push (一次群发) is made of: articles in their order, each the rendition of something that was approved. And what a page that
//! was opened says of its article.

use super::limits::{LimitName, Limits};
use crate::codes::WhyNot;

/// An article of a push.
#[derive(Clone, Copy, Debug)]
pub struct PushPiece<'a> {
    pub title: &'a str,
    /// Its place in the push, from 1.
    pub place: u32,
    /// Whether what it renders was approved and is public, or the approval of an article of its own is on record.
    pub is_approved: bool,
}

/// All that stands against a push, each article by name.
pub fn push_faults(pieces: &[PushPiece<'_>], limits: &Limits) -> Vec<WhyNot> {
    let mut faults = Vec::new();
    if let Some(limit) = limits.crossed(LimitName::PushArticles, pieces.len()) {
        faults.push(WhyNot::new(
            "place",
            format!(
                "{}，这次有{}篇（{}）。",
                limit.told(),
                pieces.len(),
                limit.row.source_document
            ),
        ));
    }
    for piece in pieces.iter().filter(|piece| !piece.is_approved) {
        let message = format!("“{}”没有经过审核发布，不能放进这次推送。", piece.title);
        faults.push(WhyNot::new("articles", message));
    }
    for (at, piece) in pieces.iter().enumerate() {
        let before = pieces.iter().take(at).find(|other| other.place == piece.place);
        if let Some(before) = before {
            let message = format!(
                "“{}”和“{}”都填了第 {} 篇，请核对。",
                before.title, piece.title, piece.place
            );
            faults.push(WhyNot::new("place", message));
        }
    }
    faults
}

/// What the platform shows in the place of an article that is not there any more.
const GONE: [&str; 6] = [
    "该内容已被发布者删除",
    "此内容已被发布者删除",
    "此内容因违规无法查看",
    "该公众号已迁移",
    "此帐号已被屏蔽",
    "此账号已自主注销",
];

/// The words by which the text of a page says that its article is gone.
pub fn gone_words(page: &str) -> Option<&'static str> {
    GONE.into_iter().find(|words| page.contains(words))
}
