//! What a count counts: one record for each thing that was done, on the day it was done.

use crate::codes::Moment;
use crate::labelled::labelled;

labelled! {
    /// What a published document is, as the paragraph of the annual report divides them.
    Sort {
        Overview = "overview", "概况类信息";
        News = "news", "政务动态信息";
        Catalogue = "catalogue", "信息公开目录信息";
        Normative = "normative", "行政规范性文件";
        Paper = "paper", "其他文件";
        StateCouncil = "state_council", "转载国务院信息";
        TextInterpretation = "text_interpretation", "文字解读";
        PictureInterpretation = "picture_interpretation", "图文解读";
        MediaInterpretation = "media_interpretation", "音视频解读";
        PressConference = "press_conference", "新闻发布会";
        Other = "other", "其他信息";
    }
}

labelled! {
    /// Whether an article is the organ's own.
    Origin {
        Original = "original", "原创";
        Reposted = "reposted", "转载";
    }
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A document went up on the site.
    Document { document: u64, sort: Sort },
    /// A further edition of one that was there.
    Update { document: u64 },
    /// An article of the official account (篇): a push of three is three.
    Article {
        /// The document it renders; `None` of one that was made for the account.
        document: Option<u64>,
        origin: Origin,
    },
    /// A letter to the open mailbox was answered and closed.
    LetterClosed,
    /// Somebody came to a window of a hall.
    Visit,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Of its own kind of record.
    pub id: u64,
    /// In Asia/Shanghai: what is entered later counts on the day it happened.
    pub at: Moment,
    pub what: What,
    /// It was withdrawn since.
    pub is_withdrawn: bool,
}
