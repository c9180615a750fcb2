//! The limits of the official account (公众号) as rule rows: a platform changes its rules, and then a line of `limits.txt` changes, no
//! code.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::labelled::labelled;
use crate::rule_rows::{RuleBook, RuleRow, Shipped, rows};

const SHIPPED: &str = include_str!("limits.txt");

/// The outlet, as its rules name it.
const OUTLET: &str = "official_account";

static BUILT_IN: LazyLock<Vec<RuleRow>> = LazyLock::new(|| rows(SHIPPED));

labelled! {
    /// What is limited.
    LimitName {
        Title = "title", "标题";
        Author = "author", "作者";
        Digest = "digest", "摘要";
        Content = "content", "正文";
        ContentBytes = "content_bytes", "正文（含样式）";
        ImageBytes = "image_bytes", "图片";
        Width = "width", "表格宽度";
        MenuTop = "menu_top", "一级菜单";
        MenuSub = "menu_sub", "二级菜单";
        MenuTopLabel = "menu_top_label", "一级菜单名称";
        MenuSubLabel = "menu_sub_label", "二级菜单名称";
        Silence = "silence", "没有更新";
        PushArticles = "push_articles", "一次推送";
        Verification = "verification", "认证到期提醒";
    }
}

/// A limit that something crosses.
#[derive(Clone, Copy, Debug)]
pub struct Crossed<'a> {
    pub name: LimitName,
    pub row: &'a RuleRow,
}

impl Crossed<'_> {
    /// 标题最多32字
    pub fn told(&self) -> String {
        format!("{}最多{}", self.name.label(), self.row.limit)
    }

    /// How much may be.
    pub fn most(&self) -> usize {
        usize::try_from(self.row.limit.threshold).unwrap_or(usize::MAX)
    }
}

/// The limits of the outlet.
#[derive(Clone, Debug)]
pub struct Limits {
    pub book: RuleBook,
    /// The day they are asked on; `None` for any.
    pub on: Option<Date>,
}

impl Default for Limits {
    fn default() -> Self {
        let book = RuleBook::of(Shipped(&BUILT_IN));
        Self { book, on: None }
    }
}

impl Limits {
    /// The limit with that name; `None` where there is none.
    pub fn find(&self, name: LimitName) -> Option<&RuleRow> {
        self.book.find(name.code(), OUTLET, self.on)
    }

    /// The limit, where so much is more than it.
    pub(super) fn crossed(&self, name: LimitName, much: usize) -> Option<Crossed<'_>> {
        let row = self.find(name)?;
        let crossed = Crossed { name, row };
        (much > crossed.most()).then_some(crossed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule_rows::{Threshold, lines};

    #[test]
    fn every_line_is_a_limit_with_its_source_and_every_name_has_one() {
        assert_eq!(BUILT_IN.len(), lines(SHIPPED).count());
        assert!(
            BUILT_IN
                .iter()
                .all(|row| LimitName::from_code(&row.code).is_some())
        );
        let limits = Limits::default();
        for name in LimitName::ALL {
            let row = limits.find(*name).unwrap();
            assert!(
                !row.source_document.is_empty() && row.limit.threshold > 0,
                "{}",
                row.code
            );
        }
    }

    #[test]
    fn a_platform_that_changes_its_limit_changes_a_row() {
        let mut limits = Limits::default();
        assert!(limits.crossed(LimitName::Title, 40).is_some());
        let wider = RuleRow::own("title", OUTLET, Threshold::read("64char").unwrap());
        limits.book = limits.book.with(wider);
        assert!(limits.crossed(LimitName::Title, 40).is_none());
        let unset = RuleRow::own("title", OUTLET, Threshold::read("none").unwrap());
        limits.book = limits.book.with(unset);
        assert!(limits.crossed(LimitName::Title, 4000).is_none());
    }
}
