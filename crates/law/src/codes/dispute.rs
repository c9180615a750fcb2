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

labelled! {
    /// How a reconsideration or a suit ended.
    Ending {
        Upheld = "upheld", "维持";
        ClaimRejected = "claim_rejected", "驳回请求";
        Revoked = "revoked", "撤销";
        Changed = "changed", "变更";
        FoundUnlawful = "found_unlawful", "确认违法";
        OrderedToAct = "ordered_to_act", "责令履行";
        Inadmissible = "inadmissible", "不予受理、不予立案、驳回申请、驳回起诉";
        Ended = "ended", "终止、终结";
        Withdrawn = "withdrawn", "撤回、撤诉";
        Settled = "settled", "调解、和解";
    }
}

impl Ending {
    /// The column of table 四 it is usually counted in: 维持 = upheld or claim rejected; 纠正 = revoked, changed, found
    /// unlawful, ordered to act; 其他 = the rest. No official note fixes this, so an organ may settle it otherwise.
    pub const fn usual_verdict(self) -> Verdict {
        match self {
            Self::Upheld | Self::ClaimRejected => Verdict::Upheld,
            Self::Revoked | Self::Changed | Self::FoundUnlawful | Self::OrderedToAct => Verdict::Corrected,
            Self::Inadmissible | Self::Ended | Self::Withdrawn | Self::Settled => Verdict::Other,
        }
    }

    /// Whether such a result may order the organ to reply, anew or at last: 撤销并责令重新作出、责令履行 (行政复议法第六十四条、
    /// 第六十六条; 行政诉讼法第七十条、第七十二条), and what may go with a change or a finding of unlawfulness (行政诉讼法第七十六条).
    pub const fn may_order_reply(self) -> bool {
        matches!(
            self,
            Self::Revoked | Self::Changed | Self::FoundUnlawful | Self::OrderedToAct
        )
    }
}
