//! The way to an outcome: the five steps that lead to it, and what a refusal may rest on (条例第十四条、第十六条). The outcomes
//! themselves are [`crate::codes::Outcome`]; what one needs is [`super::decision`]'s.

use crate::codes::{Outcome, OutcomeGroup};
use crate::labelled::labelled;

labelled! {
    /// What disclosure may endanger (条例第十四条, “三安全一稳定”).
    Safety {
        National = "national", "国家安全";
        Public = "public", "公共安全";
        Economic = "economic", "经济安全";
        Social = "social", "社会稳定";
    }
}

labelled! {
    /// What of a third party's disclosure would harm (条例第十五条).
    ThirdPartyInterest {
        TradeSecret = "trade_secret", "商业秘密";
        Privacy = "privacy", "个人隐私";
        Other = "other", "其他合法权益";
    }
}

labelled! {
    /// The three kinds of internal affairs (条例第十六条第一款).
    InternalAffair {
        Personnel = "personnel", "人事管理";
        Logistics = "logistics", "后勤管理";
        Workflow = "workflow", "内部工作流程";
    }
}

labelled! {
    /// The four kinds of process information (条例第十六条第二款).
    ProcessKind {
        Discussion = "discussion", "讨论记录";
        Draft = "draft", "过程稿";
        Negotiation = "negotiation", "磋商信函";
        Instruction = "instruction", "请示报告";
    }
}

labelled! {
    /// The five questions that lead to an outcome, in order (the tree of 苏政办函〔2019〕98号: 补不补、该不该、有没有、给不给、当不当).
    Step {
        Clear = "clear", "内容是否明确";
        Ours = "ours", "是否属于本机关办理";
        Held = "held", "信息是否存在";
        Given = "given", "能否公开";
        Proper = "proper", "形式是否妥当";
    }
}

impl Outcome {
    /// The title of the letter that tells it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::RefusedAdministrativeQuery => "政府信息公开申请告知书",
            Self::UnavailableNotHeld => "政府信息不存在答复书",
            Self::OtherwiseUncorrected | Self::OtherwiseUnpaid => "政府信息公开申请不再处理告知书",
            Self::OtherwiseWithdrawn | Self::OtherwiseOther => "政府信息公开申请终止办理告知书",
            _ => match self.row().group() {
                Some(OutcomeGroup::PartlyGranted) => "政府信息部分公开答复书",
                Some(OutcomeGroup::Refused) => "政府信息不予公开答复书",
                Some(OutcomeGroup::Unavailable) => "政府信息无法提供答复书",
                Some(OutcomeGroup::NotProcessed) => "政府信息公开申请不予处理告知书",
                _ => "政府信息公开申请答复书",
            },
        }
    }

    /// The step at which it is decided.
    pub fn step(self) -> Step {
        let found = Step::ALL.iter().find(|step| step.outcomes().contains(&self));
        found.copied().unwrap_or(Step::Given)
    }
}

impl Step {
    /// The question it asks.
    pub const fn question(self) -> &'static str {
        match self {
            Self::Clear => {
                "申请内容是否明确？不明确的是否已经一次性告知补正，补正后是否明确？（条例第三十条）"
            }
            Self::Ours => {
                "是否向本机关申请公开政府信息，是否应当由本机关按政府信息公开申请办理？（条例第三十五条，第三十六条第（五）项至第（七）项，第三十九条）"
            }
            Self::Held => "经检索，本机关是否持有现成的信息？（条例第三十六条第（四）项、第三十八条）",
            Self::Given => {
                "信息能否公开：是否已经主动公开，是否依法不予公开，能否区分处理？（条例第十三条至第十六条、第三十六条、第三十七条）"
            }
            Self::Proper => {
                "答复的形式是否妥当：以什么形式提供和送达，应缴的费用是否缴清，申请是否已经撤回？（条例第四十条、第四十二条）"
            }
        }
    }

    /// What it is answered with where no outcome ends there, and the next question follows.
    pub const fn passed(self) -> &'static str {
        match self {
            Self::Clear => "明确",
            Self::Ours => "属于，按政府信息公开申请办理",
            Self::Held => "存在",
            Self::Given => "以上都不是",
            Self::Proper => "妥当",
        }
    }

    /// The outcomes it leads to; each outcome belongs to exactly one step.
    pub const fn outcomes(self) -> &'static [Outcome] {
        match self {
            Self::Clear => &[Outcome::UnavailableStillUnclear, Outcome::OtherwiseUncorrected],
            Self::Ours => &[
                Outcome::UnavailableNotOurs,
                Outcome::RefusedAdministrativeQuery,
                Outcome::NotProcessedPetition,
                Outcome::NotProcessedRepeated,
                Outcome::NotProcessedPublication,
                Outcome::NotProcessedExcessive,
                Outcome::NotProcessedReissue,
            ],
            Self::Held => &[Outcome::UnavailableNotHeld, Outcome::UnavailableNeedsMaking],
            Self::Given => &[
                Outcome::GrantedAlreadyPublic,
                Outcome::GrantedProvided,
                Outcome::PartlyGranted,
                Outcome::RefusedStateSecret,
                Outcome::RefusedForbiddenByLaw,
                Outcome::RefusedSafety,
                Outcome::RefusedThirdParty,
                Outcome::RefusedInternalAffairs,
                Outcome::RefusedProcessInformation,
                Outcome::RefusedEnforcementFile,
            ],
            Self::Proper => &[
                Outcome::OtherwiseUnpaid,
                Outcome::OtherwiseWithdrawn,
                Outcome::OtherwiseOther,
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_belongs_to_exactly_one_step() {
        for outcome in Outcome::ALL {
            let steps = Step::ALL.iter().filter(|step| step.outcomes().contains(outcome));
            assert_eq!(steps.count(), 1, "{outcome:?}");
            assert!(outcome.step().outcomes().contains(outcome));
        }
        assert_eq!(Outcome::ALL.len(), 24);
    }
}
