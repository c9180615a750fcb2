//! Columns (栏目): what kind each is, which are fixed, how long one may stand without news (`fresh`), what one takes in (`contract`).
//! Kinds: 网页标签 ColumnType of 国办发〔2017〕47号; the four fixed: 国办公开办函〔2019〕61号; freshness: 国办秘函〔2019〕19号.

mod contract;
mod fresh;

use crate::labelled::labelled;

pub use contract::{DocumentKind, Looks};
pub use fresh::{Freshness, OwnPeriod, Period, period};

labelled! {
    /// What a column holds. The label is the `ColumnType` of its pages' tags.
    Kind {
        Guide = "guide", "信息公开指南";
        Rules = "rules", "信息公开制度";
        Statutory = "statutory", "信息公开目录";
        Reports = "reports", "信息公开年报";
        Overview = "overview", "概况信息";
        Functions = "functions", "机构职能";
        Leaders = "leaders", "负责人信息";
        News = "news", "工作动态";
        Policies = "policies", "政策文件";
        Interpretations = "interpretations", "政策解读";
        Responses = "responses", "回应关切";
        Figures = "figures", "数据发布";
        Services = "services", "办事服务";
        Contact = "contact", "咨询投诉";
        Group = "group", "专题专栏";
    }
}

impl Kind {
    /// Whether it is one of the four that every organ's 政府信息公开 has and none may remove.
    pub const fn is_fixed(self) -> bool {
        matches!(self, Self::Guide | Self::Rules | Self::Statutory | Self::Reports)
    }

    /// What stands in it by law, said where it is still empty; `None` where the organ decides.
    pub const fn will_hold(self) -> Option<&'static str> {
        match self {
            Self::Rules => Some("这里将公布政府信息公开的法律、法规、规章和本机关的工作制度。"),
            Self::Statutory => Some("这里将公布条例第二十条规定应当主动公开的政府信息。"),
            _ => None,
        }
    }
}

/// The four fixed columns in order: kind, name, slug.
pub const FIXED: [(Kind, &str, &str); 4] = [
    (Kind::Guide, "政府信息公开指南", "guide"),
    (Kind::Rules, "政府信息公开制度", "rules"),
    (Kind::Statutory, "法定主动公开内容", "statutory"),
    (Kind::Reports, "政府信息公开年报", "reports"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_fixed_columns_are_fixed() {
        assert!(FIXED.iter().all(|(kind, _, _)| kind.is_fixed()));
        assert_eq!(Kind::ALL.iter().filter(|kind| kind.is_fixed()).count(), 4);
    }
}
