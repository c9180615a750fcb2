//! Organs (行政机关): what kind they are, what powers follow, and what their guide (政府信息公开指南) must say.
//! 条例第二条、第四条、第十条、第十二条、第四十九条; the power to make 规章: 立法法第九十一条、第九十三条.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar;
use crate::labelled::labelled;

labelled! {
    /// What kind of organ it is.
    Level {
        StateCouncilDepartment = "state_council_department", "国务院部门";
        Province = "province", "省、自治区、直辖市人民政府";
        Prefecture = "prefecture", "设区的市、自治州人民政府";
        County = "county", "县（市、区）人民政府";
        Township = "township", "乡镇人民政府、街道办事处";
        Department = "department", "地方人民政府部门";
        ManagementCommittee = "management_committee", "派出机构、管理委员会";
        Authorised = "authorised", "法律、法规授权的组织";
    }
}

impl Level {
    /// Whether organs of this kind have the power to make 规章 (立法法第九十一条、第九十三条). A default of the organ's own setting.
    pub const fn may_make_regulations(self) -> bool {
        matches!(
            self,
            Self::StateCouncilDepartment | Self::Province | Self::Prefecture
        )
    }

    /// Whether the organ is a people's government, whose report is due by 31 March (条例第四十九条第二款), not a department.
    pub const fn is_government(self) -> bool {
        matches!(
            self,
            Self::Province | Self::Prefecture | Self::County | Self::Township
        )
    }

    /// The statutory day by which the report on `year` is due; a place may set an earlier one.
    pub fn annual_report_due(self, year: i16) -> Date {
        calendar::annual_report_due(year, self.is_government())
    }
}

/// The government whose general office this is: it reports for it (上海市人民政府办公厅).
fn governments_own(name: &str) -> Option<&str> {
    ["办公厅", "办公室", "办"]
        .iter()
        .find_map(|office| name.strip_suffix(office))
        .filter(|rest| rest.ends_with("政府"))
}

/// Whether an organ of this name is a people's government, as against a department of one or a committee.
pub fn is_government_by_name(name: &str) -> bool {
    const ZONES: [&str; 11] = [
        "开发区",
        "实验区",
        "示范区",
        "园区",
        "新区",
        "保税区",
        "管理区",
        "高新区",
        "度假区",
        "合作区",
        "风景区",
    ];
    let name = name.trim();
    let is_place = name.ends_with(['省', '市', '县', '区', '旗', '镇', '乡', '州']);
    name.ends_with("政府") || (is_place && !ZONES.iter().any(|zone| name.ends_with(zone)))
}

/// Whether an organ of this name may have the power to make 规章, where no setting says: counties, townships,
/// departments of local governments, committees and institutions have none; when a name does not tell, it may.
pub fn may_make_regulations_by_name(name: &str) -> bool {
    let name = governments_own(name.trim()).unwrap_or(name.trim());
    let endings = [
        "管委会",
        "管理委员会",
        "局",
        "厅",
        "委",
        "委员会",
        "办公室",
        "办",
        "中心",
        "大队",
        "支队",
        "分局",
        "所",
        "站",
        "院",
        "学校",
        "街道",
        "街道办事处",
        "镇",
        "乡",
        "镇人民政府",
        "乡人民政府",
        "县",
        "县人民政府",
        "旗",
        "旗人民政府",
        "区人民政府",
        "区政府",
        "县政府",
        "镇政府",
        "乡政府",
        "区",
    ];
    let is_autonomous_region = name.ends_with("自治区") || name.ends_with("自治区人民政府");
    let is_ministry = name.starts_with("国家") || name.starts_with("中国") || name.ends_with('部');
    let is_large = is_autonomous_region || is_ministry;
    is_large || !endings.iter().any(|ending| name.ends_with(ending))
}

/// What the guide says (条例第十二条第二款). A blank field is an empty text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Guide {
    /// 政府信息的分类
    pub classification: String,
    /// 编排体系
    pub arrangement: String,
    /// 获取方式
    pub ways: String,
    /// 政府信息公开工作机构的名称
    pub office_name: String,
    /// 办公地址
    pub address: String,
    /// 办公时间
    pub hours: String,
    /// 联系电话
    pub phone: String,
    /// 传真号码
    pub fax: String,
    /// 互联网联系方式
    pub email: String,
    /// 邮政编码, not asked by Art. 12 but needed by applications by post
    pub postcode: String,
    /// 怎样到达, for the page that tells how to reach the organ
    pub way_there: String,
    /// 监督电话
    pub supervision_phone: String,
}

impl Guide {
    /// Art. 12's fields in print order: stable name, label, value.
    pub fn fields(&self) -> [(&'static str, &'static str, &str); 10] {
        [
            ("classification", "政府信息的分类", &self.classification),
            ("arrangement", "编排体系", &self.arrangement),
            ("ways", "获取方式", &self.ways),
            ("office_name", "政府信息公开工作机构名称", &self.office_name),
            ("address", "办公地址", &self.address),
            ("hours", "办公时间", &self.hours),
            ("phone", "联系电话", &self.phone),
            ("fax", "传真号码", &self.fax),
            ("email", "互联网联系方式", &self.email),
            ("postcode", "邮政编码", &self.postcode),
        ]
    }

    /// The labels of fields that Art. 12 requires and that are still blank.
    pub fn gaps(&self) -> Vec<&'static str> {
        let required = self
            .fields()
            .into_iter()
            .filter(|(name, _, _)| *name != "postcode");
        required
            .filter(|(_, _, value)| value.trim().is_empty())
            .map(|(_, label, _)| label)
            .collect()
    }

    /// What it still lacks, in a sentence; `None` when it is whole.
    pub fn incomplete(&self) -> Option<String> {
        let gaps = self.gaps();
        (!gaps.is_empty()).then(|| format!("还缺：{}（条例第十二条）。", gaps.join("、")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_state_councils_departments_and_large_governments_make_regulations() {
        let able: Vec<&str> = Level::ALL
            .iter()
            .filter(|level| level.may_make_regulations())
            .map(|level| level.code())
            .collect();
        assert_eq!(able, ["state_council_department", "province", "prefecture"]);
    }

    #[test]
    fn a_name_tells_where_no_setting_does() {
        for unable in [
            "孟津区先进制造业开发区管委会",
            "上海市科学技术委员会",
            "淮安市洪泽区人民政府",
            "某县某镇人民政府",
            "清河县人民政府办公室",
        ] {
            assert!(!may_make_regulations_by_name(unable), "{unable}");
        }
        for able in [
            "杭州市",
            "河南省人民政府",
            "上海市人民政府办公厅",
            "杭州市政府办公室",
            "国家税务总局",
            "广西壮族自治区人民政府",
            "交通运输部",
            "某某",
        ] {
            assert!(may_make_regulations_by_name(able), "{able}");
        }
    }

    #[test]
    fn a_government_is_known_by_its_name() {
        for government in [
            "淮安市洪泽区人民政府",
            "杭州市",
            "孟津区",
            "某县某镇人民政府",
            "广西壮族自治区",
        ] {
            assert!(is_government_by_name(government), "{government}");
        }
        for other in [
            "清河县水利局",
            "平潭综合实验区",
            "上海市人民政府办公厅",
            "孟津区先进制造业开发区管委会",
        ] {
            assert!(!is_government_by_name(other), "{other}");
        }
    }

    #[test]
    fn a_committee_reports_by_january_and_a_government_by_march() {
        assert_eq!(
            Level::ManagementCommittee.annual_report_due(2024).to_string(),
            "2025-01-31"
        );
        assert_eq!(Level::County.annual_report_due(2024).to_string(), "2025-03-31");
    }

    #[test]
    fn the_guide_names_what_article_twelve_still_wants() {
        let mut guide = Guide::default();
        assert_eq!(guide.gaps().len(), 9);
        guide.fax = "无".into();
        assert!(!guide.gaps().contains(&"传真号码"));
    }
}
