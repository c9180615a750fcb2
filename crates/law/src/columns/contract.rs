//! What a column takes in (栏目约定): kinds of documents, and which kind one looks like. Whether it looks like another column's is asked, never
//! decided: whoever writes says why it stands there.

use crate::labelled::labelled;

labelled! {
    /// The kinds that readers tell apart.
    DocumentKind {
        File = "file", "政策文件";
        Interpretation = "interpretation", "政策解读";
        Notice = "notice", "公示公告";
        News = "news", "工作动态";
        Budget = "budget", "预算决算";
        Penalty = "penalty", "行政处罚决定";
        Recruitment = "recruitment", "招考录用";
        Service = "service", "办事指南";
    }
}

/// What of a document tells its kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Looks<'a> {
    pub title: &'a str,
    /// 发文字号
    pub document_number: &'a str,
    /// It is a 规章 or 行政规范性文件.
    pub is_norm: bool,
    /// It says that it interprets another.
    pub interprets: bool,
}

/// What the title of each kind says, the surest first: a 解读 of a notice is a 解读.
const WORDS: [(DocumentKind, &[&str]); 6] = [
    (
        DocumentKind::Interpretation,
        &["解读", "一图读懂", "一图看懂", "图解", "答记者问"],
    ),
    (DocumentKind::Penalty, &["处罚决定"]),
    (DocumentKind::Budget, &["预算", "决算"]),
    (
        DocumentKind::Recruitment,
        &["招聘", "招录", "招考", "录用", "公务员考试"],
    ),
    (DocumentKind::Service, &["办事指南", "服务指南"]),
    (DocumentKind::Notice, &["公告", "公示"]),
];

/// With what the titles of files end.
const FILES: [&str; 10] = [
    "通知", "办法", "规定", "意见", "方案", "细则", "决定", "批复", "规划", "条例",
];

/// What the titles of news say.
const NEWS: [&str; 8] = ["召开", "举行", "调研", "走访", "开展", "会见", "揭牌", "慰问"];

impl DocumentKind {
    /// The kind that a document looks like; `None` where nothing tells.
    pub fn of(looks: &Looks<'_>) -> Option<Self> {
        let title = looks.title.trim();
        if looks.interprets {
            return Some(Self::Interpretation);
        }
        let said = WORDS
            .iter()
            .find(|(_, words)| words.iter().any(|word| title.contains(word)));
        if let Some((kind, _)) = said.filter(|(kind, _)| !looks.is_norm || *kind == Self::Interpretation) {
            return Some(*kind);
        }
        // A number in brackets or a remark at the end is not the title's end: 办法（试行）.
        let bare = title.split_once(['（', '(']).map_or(title, |(bare, _)| bare);
        let is_file = looks.is_norm
            || !looks.document_number.trim().is_empty()
            || FILES.iter().any(|end| bare.ends_with(end));
        if is_file {
            return Some(Self::File);
        }
        NEWS.iter().any(|word| title.contains(word)).then_some(Self::News)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_tells_its_kind_and_a_plain_one_nothing() {
        let of = |title| {
            DocumentKind::of(&Looks {
                title,
                ..Looks::default()
            })
        };
        for (title, kind) in [
            (
                "《某区科技计划项目管理办法》政策解读",
                Some(DocumentKind::Interpretation),
            ),
            ("一图读懂某区人才政策", Some(DocumentKind::Interpretation)),
            ("关于印发某区扶持办法的通知", Some(DocumentKind::File)),
            ("某区招商引资奖励办法（试行）", Some(DocumentKind::File)),
            ("某区2026年部门预算", Some(DocumentKind::Budget)),
            (
                "行政处罚决定书（某市监罚〔2026〕3号）",
                Some(DocumentKind::Penalty),
            ),
            (
                "某区2026年公开招聘工作人员拟录用名单",
                Some(DocumentKind::Recruitment),
            ),
            ("某项目环境影响评价公示", Some(DocumentKind::Notice)),
            ("管委会召开2026年一季度安全生产会议", Some(DocumentKind::News)),
            ("机构职能", None),
            ("", None),
        ] {
            assert_eq!(of(title), kind, "{title}");
        }
    }

    #[test]
    fn what_a_document_says_of_itself_goes_before_its_title() {
        let norm = Looks {
            title: "某区行政处罚决定公开办法",
            is_norm: true,
            ..Looks::default()
        };
        assert_eq!(DocumentKind::of(&norm), Some(DocumentKind::File));
        let reading = Looks {
            title: "问与答",
            interprets: true,
            ..Looks::default()
        };
        assert_eq!(DocumentKind::of(&reading), Some(DocumentKind::Interpretation));
        let numbered = Looks {
            title: "关于张某等任职",
            document_number: "某管〔2026〕7号",
            ..Looks::default()
        };
        assert_eq!(DocumentKind::of(&numbered), Some(DocumentKind::File));
    }
}
