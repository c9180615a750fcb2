//! Who applies (申请人情况), as 国办公开办函〔2021〕30号 tells applicants apart.

use crate::labelled::labelled;

labelled! {
    /// A number column of table 三: who applied (申请人情况).
    ApplicantKind {
        NaturalPerson = "natural_person", "自然人";
        Business = "business", "商业企业";
        Research = "research", "科研机构";
        PublicWelfare = "public_welfare", "社会公益组织";
        LegalService = "legal_service", "法律服务机构";
        Other = "other", "其他";
        Total = "total", "总计";
    }
}

impl ApplicantKind {
    /// The six columns that 总计 sums.
    pub fn parts() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|kind| *kind != Self::Total)
    }
}
