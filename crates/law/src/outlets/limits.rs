//! The limits of the official account (公众号) as rows, each with where it comes from: a platform changes its rules, and then a line of
//! `limits.txt` changes, no code.

use std::fmt;
use std::sync::LazyLock;

use crate::labelled::labelled;

const SHIPPED: &str = include_str!("limits.txt");

static BUILT_IN: LazyLock<Vec<Limit>> = LazyLock::new(|| lines().filter_map(Limit::read).collect());

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
    }
}

/// So much at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    pub name: LimitName,
    pub most: usize,
    pub unit: String,
    /// When to remind, where somebody can still do something.
    pub early_at: Option<usize>,
    pub source: String,
}

impl Limit {
    fn read(line: &str) -> Option<Self> {
        let mut cells = line.split('|').map(str::trim);
        let mut next = || cells.next();
        Some(Self {
            name: LimitName::from_code(next()?)?,
            most: next()?.parse().ok()?,
            unit: next()?.to_owned(),
            early_at: match next()? {
                "-" => None,
                early => Some(early.parse().ok()?),
            },
            source: next()?.to_owned(),
        })
    }
}

/// 标题最多32字
impl fmt::Display for Limit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}最多{}{}", self.name.label(), self.most, self.unit)
    }
}

/// The limits of an outlet.
#[derive(Clone, Debug)]
pub struct Limits(Vec<Limit>);

impl Default for Limits {
    fn default() -> Self {
        Self(BUILT_IN.clone())
    }
}

impl Limits {
    /// With another one in place of its own.
    #[must_use]
    pub fn with(mut self, limit: Limit) -> Self {
        self.0.retain(|one| one.name != limit.name);
        self.0.push(limit);
        self
    }

    /// The limit with that name; `None` where the outlet has none.
    pub fn find(&self, name: LimitName) -> Option<&Limit> {
        self.0.iter().find(|limit| limit.name == name)
    }

    /// The limit, where so much is more than it.
    pub(super) fn crossed(&self, name: LimitName, much: usize) -> Option<&Limit> {
        self.find(name).filter(|limit| much > limit.most)
    }
}

fn lines() -> impl Iterator<Item = &'static str> {
    let lines = SHIPPED.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_limit_with_its_source_and_every_name_has_one() {
        assert_eq!(BUILT_IN.len(), lines().count());
        let limits = Limits::default();
        for name in LimitName::ALL {
            let limit = limits.find(*name).unwrap();
            assert!(!limit.source.is_empty() && limit.most > 0, "{limit}");
        }
    }
}
