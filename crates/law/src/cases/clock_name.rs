//! What a clock measures: the name by which acts and clocks speak of it.

use crate::labelled::labelled;

labelled! {
    /// What a clock measures.
    ClockName {
        Confirmation = "confirmation", "与申请人确认收到";
        FromArrival = "from_arrival", "自到达日起的内部预警";
        CorrectionNotice = "correction_notice", "告知补正";
        Correction = "correction", "申请人补正";
        Consultation = "consultation", "征求意见";
        Payment = "payment", "申请人缴费";
        Reasons = "reasons", "申请人说明理由";
        Reply = "reply", "答复";
        /// By the decision of a reconsideration or a judgment.
        OrderedReply = "ordered_reply", "责令答复";
    }
}

impl ClockName {
    /// Whether it measures what somebody else may still do: a right of theirs, which never lapses on a tentative day.
    pub const fn is_somebody_elses(self) -> bool {
        matches!(
            self,
            Self::Correction | Self::Consultation | Self::Payment | Self::Reasons
        )
    }
}
