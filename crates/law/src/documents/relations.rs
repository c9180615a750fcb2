//! What a document has to do with another (相关文件), said by the one and shown on both: 解读, 修改, 废止, 替代, 依据, 附件, 转载. It is
//! part of the edition that says it, and so of what is judged; it holds while that edition is out.

use jiff::civil::Date;

use super::Norm;
use super::register::Ending;
use crate::codes::WhyNot;
use crate::labelled::labelled;

labelled! {
    /// What this document is to the other.
    RelationKind {
        Interprets = "interprets", "解读";
        Amends = "amends", "修改";
        Repeals = "repeals", "废止";
        Replaces = "replaces", "替代";
        BasedOn = "based_on", "依据";
        AttachedTo = "attached_to", "附件之于";
        RepostedFrom = "reposted_from", "转载自";
    }
}

impl RelationKind {
    /// What the other is called on the page of the one that says it.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Interprets => "解读的文件",
            Self::Amends => "修改的文件",
            Self::Repeals => "废止的文件",
            Self::Replaces => "替代的文件",
            Self::BasedOn => "制定依据",
            Self::AttachedTo => "主文件",
            Self::RepostedFrom => "转载自",
        }
    }

    /// What the one that says it is called on the page of the other.
    pub const fn heading_there(self) -> &'static str {
        match self {
            Self::Interprets => "政策解读",
            Self::Amends => "修改依据",
            Self::Repeals => "废止依据",
            Self::Replaces => "替代文件",
            Self::BasedOn => "以本文件为依据",
            Self::AttachedTo => "附件",
            Self::RepostedFrom => "转载本文件",
        }
    }

    /// Whether the other no longer binds by it.
    pub const fn ends_the_other(self) -> bool {
        matches!(self, Self::Repeals | Self::Replaces)
    }

    /// Whether the other may stand outside of the organ's own library: nothing is done to it.
    pub const fn may_be_elsewhere(self) -> bool {
        matches!(self, Self::BasedOn | Self::RepostedFrom | Self::Interprets)
    }
}

labelled! {
    /// The form of a 解读 (国办发〔2016〕80号: 图表、音频、视频等).
    InterpretationForm {
        Text = "text", "文字解读";
        Chart = "chart", "图片解读";
        Video = "video", "音频视频解读";
        Questions = "questions", "问答解读";
        Press = "press", "新闻发布会解读";
        Experts = "experts", "专家解读";
    }
}

/// The other document of a relation, as the gate needs it.
#[derive(Clone, Debug)]
pub struct Related<'a> {
    pub kind: RelationKind,
    pub title: &'a str,
    /// Whether the public can read it.
    pub is_public: bool,
    /// How it has ended or will, by something else than this document.
    pub ended: Option<(Ending, Date)>,
}

/// Whether the 解读 that a 规范性文件 goes out with is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Interpreted {
    /// Nothing is asked for, or a reason says why there is none.
    #[default]
    NotNeeded,
    /// One is out, or is ready to go out in the same act.
    Ready,
    /// These are written and have not passed their review.
    Waiting(Vec<String>),
    /// Nobody has written one, and no reason says why.
    Missing,
}

impl Interpreted {
    /// Of a document: by what it is, what was stated instead, and the 解读 of it with whether each may go out.
    pub fn of<'a>(
        norm: Option<Norm>,
        exemption: &str,
        found: impl IntoIterator<Item = (&'a str, bool)>,
    ) -> Self {
        if norm.is_none() || !exemption.trim().is_empty() {
            return Self::NotNeeded;
        }
        let mut waiting = Vec::new();
        for (title, is_ready) in found {
            if is_ready {
                return Self::Ready;
            }
            waiting.push(title.to_owned());
        }
        if waiting.is_empty() {
            Self::Missing
        } else {
            Self::Waiting(waiting)
        }
    }

    /// Why it is not even handed over to review: 没有解读方案和解读材料的，不予受理.
    pub(super) fn lacks(&self) -> Option<WhyNot> {
        (*self == Self::Missing).then(|| {
            let message = "规章、行政规范性文件须与政策解读同步审签、同步发布（国办发〔2016〕80号）。请新建解读并在其“相关文件”中指明解读本文件，或者写明不作解读的理由。";
            WhyNot::new("interpretation", message)
        })
    }

    /// Why it does not go out yet.
    pub(super) fn blockers(&self) -> Option<WhyNot> {
        let Self::Waiting(titles) = self else { return None };
        let message = format!(
            "解读“{}”尚未通过审核，审核通过后与本文件同时发布。",
            titles.join("”“")
        );
        Some(WhyNot::new("interpretation", message))
    }
}

/// What of the relations keeps the edition from going out. What interprets something that is not out yet goes out with it.
pub(super) fn blockers(related: &[Related<'_>]) -> Vec<WhyNot> {
    related.iter().filter_map(Related::blocker).collect()
}

impl Related<'_> {
    fn blocker(&self) -> Option<WhyNot> {
        let (title, kind) = (self.title, self.kind.label());
        let message = match (self.kind, self.ended) {
            (RelationKind::Interprets, _) if !self.is_public => {
                format!("所解读的“{title}”尚未发布，解读与它同时发布，不能先行发布。")
            }
            _ if !self.is_public => {
                format!("“{kind}”所指的“{title}”没有发布或者已经撤回，请先发布，或者移除这项关系。")
            }
            (RelationKind::Repeals | RelationKind::Replaces | RelationKind::Amends, Some((ending, from))) => {
                format!(
                    "“{title}”自 {from} 起已{}，不能再{kind}，请核对。",
                    ending.label()
                )
            }
            _ => return None,
        };
        Some(WhyNot::new("relations", message))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const fn to(kind: RelationKind) -> Related<'static> {
        Related {
            kind,
            title: "旧办法",
            is_public: true,
            ended: None,
        }
    }

    #[test]
    fn what_has_ended_is_not_repealed_replaced_or_amended_again() {
        let ended = Some((Ending::Repealed, date(2026, 11, 6)));
        for kind in RelationKind::ALL {
            let open = to(*kind);
            assert_eq!(open.blocker(), None, "{kind:?}");
            let over = Related { ended, ..open }.blocker();
            let acts = matches!(
                kind,
                RelationKind::Repeals | RelationKind::Replaces | RelationKind::Amends
            );
            assert_eq!(over.is_some(), acts, "{kind:?}");
        }
    }

    #[test]
    fn nothing_refers_to_what_nobody_can_read() {
        for kind in RelationKind::ALL {
            let hidden = Related {
                is_public: false,
                ..to(*kind)
            };
            assert!(hidden.blocker().unwrap().message.contains("旧办法"), "{kind:?}");
        }
    }

    #[test]
    fn a_normative_document_needs_an_interpretation_or_a_reason() {
        let none: [(&str, bool); 0] = [];
        assert_eq!(Interpreted::of(None, "", none), Interpreted::NotNeeded);
        let norm = Some(Norm::Normative);
        assert_eq!(Interpreted::of(norm, " ", none), Interpreted::Missing);
        assert_eq!(
            Interpreted::of(norm, "仅调整联系电话", none),
            Interpreted::NotNeeded
        );
        let waiting = Interpreted::of(norm, "", [("怎样申报", false)]);
        assert_eq!(waiting, Interpreted::Waiting(vec!["怎样申报".to_owned()]));
        assert!(waiting.lacks().is_none(), "it can be handed over");
        assert!(waiting.blockers().unwrap().message.contains("怎样申报"));
        let ready = Interpreted::of(norm, "", [("一图读懂", false), ("怎样申报", true)]);
        assert_eq!(ready, Interpreted::Ready);
        assert!(Interpreted::Missing.lacks().is_some());
    }
}
