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
        Reply = "reply", "答复";
    }
}
