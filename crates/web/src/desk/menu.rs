//! The desk's sections and the menu: only what the person may see.

use law::staff::{Act, Roles, may};

/// A part of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Today,
    Cases,
    Disputes,
    Documents,
    Reports,
    Columns,
    Organ,
    Holidays,
    People,
    Jobs,
    Audit,
    Account,
}

impl Section {
    const ALL: [Self; 12] = [
        Self::Today,
        Self::Cases,
        Self::Disputes,
        Self::Documents,
        Self::Reports,
        Self::Columns,
        Self::Organ,
        Self::Holidays,
        Self::People,
        Self::Jobs,
        Self::Audit,
        Self::Account,
    ];

    /// Its name in the menu.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Today => "今日待办",
            Self::Cases => "依申请公开",
            Self::Disputes => "复议和诉讼",
            Self::Documents => "政府信息",
            Self::Reports => "年度报告",
            Self::Columns => "栏目",
            Self::Organ => "机关资料",
            Self::Holidays => "节假日",
            Self::People => "人员",
            Self::Jobs => "后台任务",
            Self::Audit => "审计日志",
            Self::Account => "本人账号",
        }
    }

    /// Its first page.
    pub const fn href(self) -> &'static str {
        match self {
            Self::Today => "/desk",
            Self::Cases => "/desk/cases",
            Self::Disputes => "/desk/disputes",
            Self::Documents => "/desk/documents",
            Self::Reports => "/desk/reports",
            Self::Columns => "/desk/columns",
            Self::Organ => "/desk/organ",
            Self::Holidays => "/desk/holidays",
            Self::People => "/desk/people",
            Self::Jobs => "/desk/jobs",
            Self::Audit => "/desk/audit",
            Self::Account => "/desk/account",
        }
    }

    /// The act its first page needs.
    pub const fn act(self) -> Act {
        match self {
            Self::Today => Act::SeeDesk,
            Self::Cases | Self::Disputes => Act::SeeCases,
            Self::Documents => Act::SeeDocuments,
            Self::Reports => Act::SeeReports,
            Self::Columns => Act::SeeColumns,
            Self::Organ => Act::SeeOrgan,
            Self::Holidays => Act::SeeHolidays,
            Self::People => Act::SeePeople,
            Self::Jobs => Act::ManageJobs,
            Self::Audit => Act::SeeAudit,
            Self::Account => Act::ManageOwnAccount,
        }
    }

    /// The outline of its icon in a square of 24.
    const fn icon(self) -> &'static str {
        match self {
            Self::Today => "M4 12l8-8 8 8M6 10v10h12V10M10 20v-6h4v6",
            Self::Cases => "M4 5h16v14H4zM4 6l8 7 8-7",
            Self::Disputes => "M12 4v16M7 20h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z",
            Self::Documents => "M14 3H6v18h12V7zM14 3v4h4M9 12h6M9 16h6",
            Self::Reports => "M4 20h16M6 20V11h3v9M11 20V5h3v15M16 20v-6h3v6",
            Self::Columns => "M9 4h6v5H9zM4 15h6v5H4zM14 15h6v5h-6zM12 9v3M7 15v-3h10v3",
            Self::Organ => "M4 20h16M5 20V9l7-5 7 5v11M9 20v-6h6v6M9 10h.01M15 10h.01",
            Self::Holidays => "M5 6h14v14H5zM5 10h14M9 3v4M15 3v4",
            Self::People => {
                "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20v-1a6 6 0 0 1 12 0v1M16 4.3a3.5 3.5 0 0 1 0 6.5M18 14.5a6 6 0 0 1 3 4.5v1"
            }
            Self::Jobs => "M4 11l16-7-6 16-3-6zM11 14l9-10",
            Self::Audit => "M12 3l8 3v6c0 5-3.5 8-8 9-4.500-1-8-4-8-9V6zM9 12l2 2 4-4",
            Self::Account => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20a7 7 0 0 1 14 0",
        }
    }
}

/// An entry of the menu.
pub struct MenuItem {
    pub name: &'static str,
    pub href: &'static str,
    pub icon: &'static str,
    pub is_here: bool,
}

/// What holders of these roles may see, the section they are in marked.
pub fn menu(roles: &Roles, here: Section) -> Vec<MenuItem> {
    let seen = Section::ALL
        .into_iter()
        .filter(|section| may(roles, section.act()).is_ok());
    seen.map(|section| MenuItem {
        name: section.label(),
        href: section.href(),
        icon: section.icon(),
        is_here: section == here,
    })
    .collect()
}
