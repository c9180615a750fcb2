//! The desk's sections and the menu: only what the person may see.

use law::staff::{Act, Roles, may};

use super::waiting::Waiting;

/// A part of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Today,
    Cases,
    Matters,
    Letters,
    Messages,
    Askings,
    Disputes,
    Documents,
    Review,
    Register,
    Catalogue,
    Placements,
    Halls,
    Rulings,
    AnswerLog,
    Counts,
    Searched,
    Reports,
    Columns,
    Outlets,
    Chains,
    Words,
    Synonyms,
    Organ,
    Units,
    Holidays,
    People,
    Jobs,
    Audit,
    Account,
}

impl Section {
    /// Its name in the menu.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Today => "今日待办",
            Self::Cases => "依申请公开",
            Self::Matters => "来信和诉求",
            Self::Letters => "文书审签",
            Self::Messages => "申请人来信",
            Self::Askings => "内部征询",
            Self::Disputes => "复议和诉讼",
            Self::Documents => "政府信息",
            Self::Review => "审校",
            Self::Register => "规范性文件",
            Self::Catalogue => "公开目录",
            Self::Rulings => "许可处罚收费",
            Self::Placements => "今天要发",
            Self::Halls => "政务服务大厅",
            Self::Counts => "主动公开统计",
            Self::Outlets => "去向和公众号",
            Self::AnswerLog => "答复目录",
            Self::Searched => "公众搜索",
            Self::Reports => "年度报告",
            Self::Columns => "栏目",
            Self::Chains => "审核流程",
            Self::Words => "校对词库",
            Self::Synonyms => "检索同义词",
            Self::Organ => "机关资料",
            Self::Units => "科室、单位",
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
            Self::Matters => "/desk/matters",
            Self::Letters => "/desk/cases/letters",
            Self::Messages => "/desk/cases/messages",
            Self::Askings => "/desk/askings",
            Self::Disputes => "/desk/disputes",
            Self::Documents => "/desk/documents",
            Self::Review => "/desk/documents/review",
            Self::Register => "/desk/register",
            Self::Catalogue => "/desk/catalogue",
            Self::Rulings => "/desk/rulings",
            Self::Placements => super::placements::HERE,
            Self::Halls => super::halls::HERE,
            Self::Counts => super::placements::COUNTS,
            Self::Outlets => super::placements::OUTLETS,
            Self::AnswerLog => "/desk/answers",
            Self::Searched => "/desk/searched",
            Self::Reports => "/desk/reports",
            Self::Columns => "/desk/columns",
            Self::Chains => "/desk/review-chains",
            Self::Words => "/desk/proof-words",
            Self::Synonyms => super::synonyms::HERE,
            Self::Organ => "/desk/organ",
            Self::Units => "/desk/units",
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
            Self::Cases
            | Self::Letters
            | Self::Messages
            | Self::Askings
            | Self::Disputes
            | Self::AnswerLog
            | Self::Units => Act::SeeCases,
            Self::Matters => Act::SeeMatters,
            Self::Documents
            | Self::Review
            | Self::Register
            | Self::Catalogue
            | Self::Searched
            | Self::Chains
            | Self::Words
            | Self::Synonyms => Act::SeeDocuments,
            Self::Rulings => Act::SeeRulings,
            Self::Halls => Act::SeeHalls,
            Self::Placements | Self::Counts | Self::Outlets => Act::SeePlacements,
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
}

/// The groups of the rail, as an office divides its work.
const GROUPS: [(&str, &[Section]); 4] = [
    (
        "办理",
        &[
            Section::Today,
            Section::Cases,
            Section::Matters,
            Section::Letters,
            Section::Messages,
            Section::Askings,
            Section::Disputes,
            Section::Halls,
        ],
    ),
    (
        "发布",
        &[
            Section::Documents,
            Section::Review,
            Section::Register,
            Section::Catalogue,
            Section::Placements,
            Section::Rulings,
            Section::AnswerLog,
            Section::Counts,
            Section::Searched,
            Section::Reports,
        ],
    ),
    (
        "本机关",
        &[
            Section::Columns,
            Section::Outlets,
            Section::Chains,
            Section::Words,
            Section::Synonyms,
            Section::Organ,
            Section::Units,
            Section::Holidays,
        ],
    ),
    (
        "系统",
        &[Section::People, Section::Jobs, Section::Audit, Section::Account],
    ),
];
/// What the foot of a phone offers first, as far as the person may see it.
const AT_HAND: [Section; 5] = [
    Section::Today,
    Section::Letters,
    Section::Cases,
    Section::Documents,
    Section::People,
];
/// How many places the foot of a phone has beside 更多.
const PLACES: usize = 3;

/// Sections that belong together.
pub struct MenuGroup {
    pub name: &'static str,
    pub items: Vec<MenuItem>,
}

/// An entry of the menu.
#[derive(Clone)]
pub struct MenuItem {
    pub name: &'static str,
    pub href: &'static str,
    pub is_here: bool,
    /// How much waits there, where that is counted; nothing is said of none.
    pub waiting: Option<u64>,
    /// Whether some of it is late.
    pub is_late: bool,
}

/// What holders of these roles may see, the section they are in marked, with what waits there.
pub fn menu(roles: &Roles, here: Section, waiting: &Waiting) -> Vec<MenuGroup> {
    let may_see = |section: &&Section| may(roles, section.act()).is_ok();
    let group = |(name, sections): &(&'static str, &[Section])| MenuGroup {
        name,
        items: sections
            .iter()
            .filter(may_see)
            .map(|section| MenuItem::of(*section, here, waiting))
            .collect(),
    };
    let mut groups: Vec<MenuGroup> = GROUPS.iter().map(group).collect();
    groups.retain(|group| !group.items.is_empty());
    groups
}

/// The places at the foot of a phone.
pub fn at_hand(roles: &Roles, here: Section, waiting: &Waiting) -> Vec<MenuItem> {
    AT_HAND
        .into_iter()
        .filter(|section| may(roles, section.act()).is_ok())
        .take(PLACES)
        .map(|section| MenuItem::of(section, here, waiting))
        .collect()
}

impl MenuItem {
    fn of(section: Section, here: Section, waiting: &Waiting) -> Self {
        Self {
            name: section.label(),
            href: section.href(),
            is_here: section == here,
            waiting: waiting.of(section).filter(|count| *count > 0),
            is_late: section == Section::Cases && waiting.late_cases > 0,
        }
    }
}
