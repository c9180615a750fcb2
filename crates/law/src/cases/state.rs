//! How far a case has come, and whom the next step is waited for from.

use super::clock_name::ClockName;
use crate::labelled::labelled;

labelled! {
    /// How far a case has come.
    State {
        Arrived = "arrived", "已提交，待确认收到";
        InProgress = "in_progress", "办理中";
        AwaitingCorrection = "awaiting_correction", "待申请人补正";
        Consulting = "consulting", "征求意见中";
        AwaitingFee = "awaiting_fee", "待申请人缴费";
        AwaitingReasons = "awaiting_reasons", "待申请人说明理由";
        Replied = "replied", "已作出答复、待送达";
        /// Its reply was given and did not come: it goes out once more. No day of the law runs.
        CameBack = "came_back", "答复被退回";
        Delivered = "delivered", "已答复";
        /// A reconsideration or a judgment orders a reply, which is not made yet.
        Reopened = "reopened", "责令答复、办理中";
        Withdrawn = "withdrawn", "已撤回";
    }
}

impl State {
    /// Whether the case still has to be dealt with.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Delivered | Self::Withdrawn)
    }

    /// The clock that measures what is waited for now; `None` when nothing is.
    pub const fn clock(self) -> Option<ClockName> {
        match self {
            Self::CameBack | Self::Delivered | Self::Withdrawn => None,
            Self::Arrived => Some(ClockName::Confirmation),
            Self::AwaitingCorrection => Some(ClockName::Correction),
            Self::AwaitingFee => Some(ClockName::Payment),
            Self::Reopened => Some(ClockName::OrderedReply),
            Self::InProgress | Self::Consulting | Self::AwaitingReasons | Self::Replied => {
                Some(ClockName::Reply)
            }
        }
    }

    /// The same for its applicant, whose own turn is called so.
    pub const fn for_applicant(self, is_person: bool) -> &'static str {
        match (self, is_person) {
            (Self::AwaitingCorrection, true) => "等您补正",
            (Self::AwaitingCorrection, false) => "等你单位补正",
            (Self::AwaitingFee, true) => "等您缴费",
            (Self::AwaitingFee, false) => "等你单位缴费",
            (Self::AwaitingReasons, true) => "等您说明理由",
            (Self::AwaitingReasons, false) => "等你单位说明理由",
            _ => self.label(),
        }
    }

    /// How far it has come, where more is known than the state: 办理中 may be 审签中, or go on in an extended period
    /// (条例第三十三条第二款).
    pub fn with_course(self, is_in_sign_off: bool, is_extended: bool) -> String {
        let is_open = matches!(self, Self::InProgress | Self::Reopened);
        match (is_open, is_in_sign_off, is_extended) {
            (true, true, true) => "审签中，已延期".to_owned(),
            (true, true, false) => "审签中".to_owned(),
            (true, false, true) => format!("{}，已延期", self.label()),
            _ => self.label().to_owned(),
        }
    }

    /// Whose turn it is, in a sentence about the case; empty where it is nobody's.
    pub const fn whose_turn(self) -> &'static str {
        match self {
            Self::Arrived | Self::InProgress | Self::Reopened | Self::Replied | Self::CameBack => {
                "由本机关办理"
            }
            Self::AwaitingCorrection => "等申请人补正",
            Self::AwaitingFee => "等申请人缴费",
            Self::AwaitingReasons => "等申请人说明理由，答复期限不停",
            Self::Consulting => "等被征求意见方",
            Self::Delivered | Self::Withdrawn => "",
        }
    }

    /// Whom the next step is waited for from.
    pub const fn waits_for(self) -> &'static str {
        match self {
            Self::Arrived | Self::InProgress | Self::Reopened | Self::Replied | Self::CameBack => "本机关",
            Self::AwaitingCorrection | Self::AwaitingFee => "申请人",
            // 条例第三十五条 stops no clock.
            Self::AwaitingReasons => "申请人，答复期限不停",
            Self::Consulting => "被征求意见方",
            Self::Delivered | Self::Withdrawn => "无",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::State;

    #[test]
    fn a_case_in_work_says_whether_it_is_in_sign_off_or_was_extended() {
        assert_eq!(State::InProgress.with_course(false, false), "办理中");
        assert_eq!(State::InProgress.with_course(true, false), "审签中");
        assert_eq!(State::InProgress.with_course(false, true), "办理中，已延期");
        assert_eq!(State::InProgress.with_course(true, true), "审签中，已延期");
        assert_eq!(State::Delivered.with_course(false, true), "已答复");
        assert_eq!(State::AwaitingFee.with_course(true, true), "待申请人缴费");
    }
}
