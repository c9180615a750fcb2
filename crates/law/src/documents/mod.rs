//! Documents (政府信息): their statutory category, publicity and validity, the clock for publishing, and what stands in
//! the way of publication. 条例第十三条至第二十条、第二十六条; 保密法实施条例第四十二条 (先审查、后公开，逐项审查).

mod blockers;
mod judged;
mod mending;
pub mod pictures;
mod proofed;
mod publicity;
mod questions;
pub mod reassessment;
mod register;
mod relations;
mod rules;
mod schedule;
mod withdrawn;

use crate::labelled::labelled;

pub use blockers::{Attached, Facts, Gate, Outstanding, Reviewed, UNSCREENED, gate};
pub use judged::{JudgedEdition, JudgedRelation};
pub use mending::Mending;
pub use publicity::Attribution;
pub use questions::Question;
pub use register::{Ending, Norm, REGISTERED_CELLS, Registered, Term, as_of};
pub use relations::{InterpretationForm, Interpreted, Related, RelationKind};
pub use rules::{change_due, expiry_told_from, publish_due};
pub use schedule::{Schedule, instant_of, kept_minute, told_minute, typed_minute};
pub use withdrawn::{Change, Receiver, WithdrawalKind};

/// How an edition is called: 第 3 稿 while it is written and reviewed, 第 3 版 once it went out.
pub fn edition_called(number: i64, is_out: bool) -> String {
    format!("第 {number} {}", if is_out { "版" } else { "稿" })
}

labelled! {
    /// The fifteen items of 条例第二十条.
    Category {
        Norms = "20-01", "行政法规、规章和规范性文件";
        Organisation = "20-02", "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名";
        Plans = "20-03", "国民经济和社会发展规划、专项规划、区域规划及相关政策";
        Statistics = "20-04", "国民经济和社会发展统计信息";
        Licences = "20-05", "行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果";
        Penalties = "20-06", "行政处罚、行政强制的依据、条件、程序以及具有一定社会影响的行政处罚决定";
        Budgets = "20-07", "财政预算、决算信息";
        Fees = "20-08", "行政事业性收费项目及其依据、标准";
        Procurement = "20-09", "政府集中采购项目的目录、标准及实施情况";
        Projects = "20-10", "重大建设项目的批准和实施情况";
        Livelihood = "20-11", "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况";
        Emergencies = "20-12", "突发公共事件的应急预案、预警信息及应对情况";
        Inspections = "20-13", "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况";
        Recruitment = "20-14", "公务员招考的职位、名额、报考条件等事项以及录用结果";
        Others = "20-15", "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息";
    }
}

impl Category {
    /// The number of the item, 1 to 15.
    pub fn number(self) -> usize {
        Self::ALL
            .iter()
            .position(|one| *one == self)
            .map_or(0, |index| index + 1)
    }

    /// `第二十条第（六）项`
    pub fn article(self) -> String {
        const NUMBERS: [&str; 15] = [
            "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四",
            "十五",
        ];
        let number = self
            .number()
            .checked_sub(1)
            .and_then(|index| NUMBERS.get(index))
            .unwrap_or(&"十五");
        format!("第二十条第（{number}）项")
    }
}

labelled! {
    /// The publicity (公开属性) fixed at drafting (国办发〔2016〕80号).
    Publicity {
        Proactive = "proactive", "主动公开";
        OnRequest = "on_request", "依申请公开";
        NotPublic = "not_public", "不予公开";
    }
}

labelled! {
    /// Whether a document still binds (有效性).
    Validity {
        InForce = "in_force", "有效";
        Repealed = "repealed", "废止";
        Expired = "expired", "失效";
        NotApplicable = "not_applicable", "—";
    }
}

/// The index number (索引号): organ code, year, item of 条例第二十条 in two digits, running number (条例第十二条: 索引).
/// Numbers of earlier releases, such as `MJ01-2006-2024-00012`, read as two years; those that were given stay.
pub fn index_number(organ_code: &str, category: Category, year: i16, running: u32) -> String {
    format!("{organ_code}-{year}-{:02}-{running:05}", category.number())
}

#[cfg(test)]
mod tests;
