//! By which road a disclosure case is disputed and how it came out (表四), as 国办公开办函〔2021〕30号 names them.

use crate::labelled::labelled;

labelled! {
    /// A block of table 四.
    Route {
        Reconsideration = "reconsideration", "行政复议";
        LitigationDirect = "litigation_direct", "未经复议直接起诉";
        LitigationAfterReconsideration = "litigation_after_reconsideration", "复议后起诉";
    }
}

labelled! {
    /// A column of table 四 within its block.
    Verdict {
        Upheld = "upheld", "结果维持";
        Corrected = "corrected", "结果纠正";
        Other = "other", "其他结果";
        Pending = "pending", "尚未审结";
        Total = "total", "总计";
    }
}

impl Verdict {
    /// The four results that 总计 sums.
    pub fn parts() -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|verdict| *verdict != Self::Total)
    }
}
