//! How an application may end (处理结果): the fine codes under the rows of table 三, each with its article and its step.
//! 条例第十四条至第十六条、第三十条、第三十五条至第三十九条、第四十二条. What an outcome needs is [`super::decision`]'s.

use crate::labelled::labelled;
use crate::reports::{Group, Row};

labelled! {
    /// An outcome (处理结果), finer than the rows of table 三: one application ends in exactly one.
    Outcome {
        GrantedAlreadyPublic = "granted.already_public", "已主动公开，告知获取方式、途径";
        GrantedProvided = "granted.provided", "予以公开，提供信息或者告知获取方式、途径和时间";
        PartlyGranted = "partly_granted", "部分公开（区分处理）";
        RefusedStateSecret = "refused.state_secret", "属于国家秘密，不予公开";
        RefusedForbiddenByLaw = "refused.forbidden_by_law", "其他法律、行政法规禁止公开，不予公开";
        RefusedSafety = "refused.safety", "危及“三安全一稳定”，不予公开";
        RefusedThirdParty = "refused.third_party", "保护第三方合法权益，不予公开";
        RefusedInternalAffairs = "refused.internal_affairs", "属于三类内部事务信息，不予公开";
        RefusedProcessInformation = "refused.process_information", "属于四类过程性信息，不予公开";
        RefusedEnforcementFile = "refused.enforcement_file", "属于行政执法案卷信息，不予公开";
        RefusedAdministrativeQuery = "refused.administrative_query", "属于行政查询事项，告知依照有关规定办理";
        UnavailableNotHeld = "unavailable.not_held", "经检索没有，政府信息不存在";
        UnavailableNotOurs = "unavailable.not_ours", "不属于本机关负责公开";
        UnavailableNeedsMaking = "unavailable.needs_making", "没有现成信息，需要另行加工、分析";
        UnavailableStillUnclear = "unavailable.still_unclear", "补正后申请内容仍不明确";
        NotProcessedPetition = "not_processed.petition", "属于信访、投诉、举报等，不作为政府信息公开申请处理";
        NotProcessedRepeated = "not_processed.repeated", "重复申请，不予重复处理";
        NotProcessedPublication = "not_processed.publication", "要求提供公开出版物，告知获取途径";
        NotProcessedExcessive = "not_processed.excessive", "无正当理由大量、反复申请，不予处理";
        NotProcessedReissue = "not_processed.reissue", "要求确认或者重新出具已获取的信息，不予处理";
        OtherwiseUncorrected = "otherwise.uncorrected", "无正当理由逾期不补正，不再处理";
        OtherwiseUnpaid = "otherwise.unpaid", "逾期未缴纳信息处理费，不再处理";
        OtherwiseWithdrawn = "otherwise.withdrawn", "申请人撤回申请，终止办理";
        OtherwiseOther = "otherwise.other", "其他处理";
    }
}

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
    /// The five steps that lead to an outcome, in order (the tree of 苏政办函〔2019〕98号).
    Step {
        Clear = "clear", "补不补";
        Ours = "ours", "该不该";
        Held = "held", "有没有";
        Given = "given", "给不给";
        Proper = "proper", "当不当";
    }
}

impl Outcome {
    /// The row of table 三 it is counted in (国办公开办函〔2021〕30号).
    pub const fn row(self) -> Row {
        match self {
            Self::GrantedAlreadyPublic | Self::GrantedProvided => Row::Granted,
            Self::PartlyGranted => Row::PartlyGranted,
            Self::RefusedStateSecret => Row::RefusedStateSecret,
            Self::RefusedForbiddenByLaw => Row::RefusedForbiddenByLaw,
            Self::RefusedSafety => Row::RefusedSafety,
            Self::RefusedThirdParty => Row::RefusedThirdParty,
            Self::RefusedInternalAffairs => Row::RefusedInternalAffairs,
            Self::RefusedProcessInformation => Row::RefusedProcessInformation,
            Self::RefusedEnforcementFile => Row::RefusedEnforcementFile,
            Self::RefusedAdministrativeQuery => Row::RefusedAdministrativeQuery,
            Self::UnavailableNotHeld | Self::UnavailableNotOurs => Row::UnavailableNotHeld,
            Self::UnavailableNeedsMaking => Row::UnavailableNeedsMaking,
            Self::UnavailableStillUnclear => Row::UnavailableStillUnclear,
            Self::NotProcessedPetition => Row::NotProcessedPetition,
            Self::NotProcessedRepeated => Row::NotProcessedRepeated,
            Self::NotProcessedPublication => Row::NotProcessedPublication,
            Self::NotProcessedExcessive => Row::NotProcessedExcessive,
            Self::NotProcessedReissue => Row::NotProcessedReissue,
            Self::OtherwiseUncorrected => Row::OtherwiseUncorrected,
            Self::OtherwiseUnpaid => Row::OtherwiseUnpaid,
            Self::OtherwiseWithdrawn | Self::OtherwiseOther => Row::OtherwiseOther,
        }
    }

    /// The article it rests on. Where 条例 has none, the format of the annual report that names the row.
    pub const fn article(self) -> &'static str {
        match self {
            Self::GrantedAlreadyPublic => "条例第三十六条第（一）项",
            Self::GrantedProvided => "条例第三十六条第（二）项",
            Self::PartlyGranted => "条例第三十七条",
            Self::RefusedStateSecret | Self::RefusedForbiddenByLaw | Self::RefusedSafety => {
                "条例第十四条、第三十六条第（三）项"
            }
            Self::RefusedThirdParty => "条例第十五条、第三十二条、第三十六条第（三）项",
            Self::RefusedInternalAffairs => "条例第十六条第一款、第三十六条第（三）项",
            Self::RefusedProcessInformation | Self::RefusedEnforcementFile => {
                "条例第十六条第二款、第三十六条第（三）项"
            }
            Self::RefusedAdministrativeQuery => "条例第三十六条第（七）项",
            Self::UnavailableNotHeld => "条例第三十六条第（四）项",
            Self::UnavailableNotOurs => "条例第三十六条第（五）项",
            Self::UnavailableNeedsMaking => "条例第三十八条",
            Self::UnavailableStillUnclear | Self::OtherwiseUncorrected => "条例第三十条",
            Self::NotProcessedPetition => "条例第三十九条第一款",
            Self::NotProcessedRepeated => "条例第三十六条第（六）项",
            Self::NotProcessedPublication => "条例第三十九条第二款",
            Self::NotProcessedExcessive => "条例第三十五条",
            Self::OtherwiseUnpaid => "条例第四十二条",
            Self::NotProcessedReissue | Self::OtherwiseWithdrawn | Self::OtherwiseOther => {
                "国办公开办函〔2021〕30号附件"
            }
        }
    }

    /// The articles of 条例 that its letter must cite, in order; none where 条例 is silent.
    pub fn cited(self) -> impl Iterator<Item = &'static str> {
        self.article()
            .strip_prefix("条例")
            .into_iter()
            .flat_map(|articles| articles.split('、'))
    }

    /// Whether it is a refusal under 条例第十四条、第十五条、第十六条, so that reconsideration must come first
    /// (行政复议法第二十三条第一款第（四）项、法释〔2025〕8号第一条). A partly granted one is so for what it withholds.
    pub const fn is_refusal_under_14_to_16(self) -> bool {
        matches!(
            self,
            Self::RefusedStateSecret
                | Self::RefusedForbiddenByLaw
                | Self::RefusedSafety
                | Self::RefusedThirdParty
                | Self::RefusedInternalAffairs
                | Self::RefusedProcessInformation
                | Self::RefusedEnforcementFile
        )
    }

    /// The title of the letter that tells it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::RefusedAdministrativeQuery => "政府信息公开申请告知书",
            Self::UnavailableNotHeld => "政府信息不存在答复书",
            Self::OtherwiseUncorrected | Self::OtherwiseUnpaid => "政府信息公开申请不再处理告知书",
            Self::OtherwiseWithdrawn | Self::OtherwiseOther => "政府信息公开申请终止办理告知书",
            _ => match self.row().group() {
                Some(Group::PartlyGranted) => "政府信息部分公开答复书",
                Some(Group::Refused) => "政府信息不予公开答复书",
                Some(Group::Unavailable) => "政府信息无法提供答复书",
                Some(Group::NotProcessed) => "政府信息公开申请不予处理告知书",
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
                "是不是向本机关申请公开政府信息，该不该由本机关按政府信息公开申请办理？（条例第三十五条，第三十六条第（五）项至第（七）项，第三十九条）"
            }
            Self::Held => "经检索本机关有没有现成的信息？（条例第三十六条第（四）项、第三十八条）",
            Self::Given => {
                "信息能不能给：是否已经主动公开，是否依法不予公开，能否区分处理？（条例第十三条至第十六条、第三十六条、第三十七条）"
            }
            Self::Proper => {
                "答复当不当：以什么形式提供和送达，应缴的费用是否缴清，申请是否已经撤回？（条例第四十条、第四十二条）"
            }
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

    #[test]
    fn a_code_is_the_name_of_its_row_or_stands_beside_it_in_the_group() {
        let beside = [
            "granted.already_public",
            "granted.provided",
            "unavailable.not_ours",
            "otherwise.withdrawn",
        ];
        for outcome in Outcome::ALL {
            let row = outcome.row();
            let group = row.group().unwrap();
            assert!(outcome.code().starts_with(group.code()), "{outcome:?}");
            assert!(
                outcome.code() == row.code() || beside.contains(&outcome.code()),
                "{outcome:?}"
            );
            assert_eq!(Outcome::from_code(outcome.code()), Some(*outcome));
        }
    }

    #[test]
    fn every_printed_leaf_row_has_an_outcome() {
        for row in Row::printed().filter(|row| row.group().is_some()) {
            assert!(Outcome::ALL.iter().any(|outcome| outcome.row() == row), "{row:?}");
        }
    }

    #[test]
    fn only_articles_fourteen_to_sixteen_send_to_reconsideration_first() {
        for outcome in Outcome::ALL {
            let cites = ["第十四条", "第十五条", "第十六条第一款", "第十六条第二款"];
            let is_cited = outcome.cited().any(|article| cites.contains(&article));
            assert_eq!(outcome.is_refusal_under_14_to_16(), is_cited, "{outcome:?}");
        }
    }
}
