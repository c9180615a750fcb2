//! The numbers, each with its definition: one place for report, tables and statistics.

use super::record::{Origin, Record, Sort, What};
use crate::labelled::labelled;

labelled! {
    /// A number that can be counted.
    CountName {
        SiteDocuments = "site_documents", "网站主动公开政府信息";
        Updates = "updates", "网站信息更新";
        Overview = "overview", "概况类信息";
        News = "news", "政务动态信息";
        Catalogue = "catalogue", "信息公开目录信息";
        Normative = "normative", "行政规范性文件";
        Papers = "papers", "其他文件";
        StateCouncil = "state_council", "转载国务院信息";
        TextInterpretations = "text_interpretations", "文字解读";
        PictureInterpretations = "picture_interpretations", "图文解读";
        MediaInterpretations = "media_interpretations", "音视频解读";
        PressConferences = "press_conferences", "新闻发布会";
        LettersClosed = "letters_closed", "信箱办结";
        Articles = "articles", "公众号发布";
        OriginalArticles = "original_articles", "公众号原创";
        RepostedArticles = "reposted_articles", "公众号转载";
        Distinct = "distinct", "去重总数";
        Visits = "visits", "大厅窗口接待";
    }
}

/// What two records of the same thing have in common.
pub(super) type Key = (bool, u64);

impl CountName {
    /// How it is counted, to be printed beside it.
    pub const fn definition(self) -> &'static str {
        match self {
            Self::SiteDocuments => {
                "统计期内在网站首次发布的政府信息条数；再发布和更新版本不另计，撤回的仍计入并注明"
            }
            Self::Updates => "统计期内已发布信息的更新次数，不计入条数",
            Self::Articles => "统计期内公众号发布的篇数，一次推送三篇计三篇；撤回的仍计入并注明",
            Self::OriginalArticles => "其中本机关原创的篇数",
            Self::RepostedArticles => "其中转载的篇数",
            Self::Distinct => "统计期内网站首次发布的条数与公众号发布的篇数合计，同一信息在两处发布的计一条",
            Self::LettersClosed => "统计期内答复办结的信箱来信件数",
            Self::Visits => "统计期内大厅政务公开窗口登记的接待次数",
            _ => "统计期内在网站首次发布的该类信息条数",
        }
    }

    /// The sort of document it counts alone.
    const fn sort(self) -> Option<Sort> {
        Some(match self {
            Self::Overview => Sort::Overview,
            Self::News => Sort::News,
            Self::Catalogue => Sort::Catalogue,
            Self::Normative => Sort::Normative,
            Self::Papers => Sort::Paper,
            Self::StateCouncil => Sort::StateCouncil,
            Self::TextInterpretations => Sort::TextInterpretation,
            Self::PictureInterpretations => Sort::PictureInterpretation,
            Self::MediaInterpretations => Sort::MediaInterpretation,
            Self::PressConferences => Sort::PressConference,
            _ => return None,
        })
    }

    /// Whether the record is one of those it counts, whenever it was made.
    pub(super) fn takes(self, record: &Record) -> bool {
        match (&record.what, self) {
            (What::Document { .. }, Self::SiteDocuments)
            | (What::Article { .. }, Self::Articles)
            | (What::Update { .. }, Self::Updates)
            | (What::LetterClosed, Self::LettersClosed)
            | (What::Visit, Self::Visits) => true,
            (What::Document { sort, .. }, _) => self.sort() == Some(*sort),
            (What::Article { origin, .. }, Self::OriginalArticles) => *origin == Origin::Original,
            (What::Article { origin, .. }, Self::RepostedArticles) => *origin == Origin::Reposted,
            _ => false,
        }
    }
}

/// By what two records are of the same thing: their document; an article that renders none is a thing of its own.
pub(super) fn key(record: &Record) -> Key {
    match record.what {
        What::Document { document, .. }
        | What::Update { document }
        | What::Article {
            document: Some(document),
            ..
        } => (true, document),
        _ => (false, record.id),
    }
}
