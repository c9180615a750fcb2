//! Labels of table 二 in the format of 2019 (国办公开办函〔2019〕60号).

use std::sync::LazyLock;

use law::reports::Table2Of2019;

use super::labels::{Known, Labelled, ready};

/// The rows of table 二 in the format of 2019, each named by its first cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FormerRow(pub &'static str, pub &'static [Table2Of2019]);

impl FormerRow {
    pub const ALL: [Self; 8] = {
        use Table2Of2019 as Old;
        [
            Self(
                "规章",
                &[
                    Old::RegulationsMade,
                    Old::RegulationsPublished,
                    Old::RegulationsPublic,
                ],
            ),
            Self(
                "规范性文件",
                &[Old::NormativeMade, Old::NormativePublished, Old::NormativePublic],
            ),
            Self(
                "行政许可",
                &[Old::LicencesBefore, Old::LicencesChange, Old::LicencesDecided],
            ),
            Self(
                "其他对外管理服务事项",
                &[Old::ServicesBefore, Old::ServicesChange, Old::ServicesDecided],
            ),
            Self(
                "行政处罚",
                &[Old::PenaltiesBefore, Old::PenaltiesChange, Old::PenaltiesDecided],
            ),
            Self(
                "行政强制",
                &[Old::CoerciveBefore, Old::CoerciveChange, Old::CoerciveDecided],
            ),
            Self("行政事业性收费", &[Old::FeesBefore, Old::FeesChange]),
            Self("政府集中采购", &[Old::ProcurementItems, Old::ProcurementAmount]),
        ]
    };
}

impl Labelled for FormerRow {
    fn all() -> Vec<Self> {
        Self::ALL.to_vec()
    }

    fn labels(self) -> Vec<&'static str> {
        match self.0 {
            "规范性文件" => vec![self.0, "行政规范性文件"],
            "行政强制" => vec![self.0, "行政强制措施"],
            _ => vec![self.0],
        }
    }

    fn known() -> &'static [Known<Self>] {
        static KNOWN: LazyLock<Vec<Known<FormerRow>>> = LazyLock::new(ready);
        &KNOWN
    }
}
