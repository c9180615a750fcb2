//! How an application may end (处理结果): the fine codes under the rows of table 三, each with its article.
//! 条例第十四条至第十六条、第三十条、第三十五条至第三十九条、第四十二条. What an outcome needs is decided in casework.

use super::TableThreeRow;
use crate::labelled::labelled;

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

impl Outcome {
    /// The row of table 三 it is counted in (国办公开办函〔2021〕30号).
    pub const fn row(self) -> TableThreeRow {
        match self {
            Self::GrantedAlreadyPublic | Self::GrantedProvided => TableThreeRow::Granted,
            Self::PartlyGranted => TableThreeRow::PartlyGranted,
            Self::RefusedStateSecret => TableThreeRow::RefusedStateSecret,
            Self::RefusedForbiddenByLaw => TableThreeRow::RefusedForbiddenByLaw,
            Self::RefusedSafety => TableThreeRow::RefusedSafety,
            Self::RefusedThirdParty => TableThreeRow::RefusedThirdParty,
            Self::RefusedInternalAffairs => TableThreeRow::RefusedInternalAffairs,
            Self::RefusedProcessInformation => TableThreeRow::RefusedProcessInformation,
            Self::RefusedEnforcementFile => TableThreeRow::RefusedEnforcementFile,
            Self::RefusedAdministrativeQuery => TableThreeRow::RefusedAdministrativeQuery,
            Self::UnavailableNotHeld | Self::UnavailableNotOurs => TableThreeRow::UnavailableNotHeld,
            Self::UnavailableNeedsMaking => TableThreeRow::UnavailableNeedsMaking,
            Self::UnavailableStillUnclear => TableThreeRow::UnavailableStillUnclear,
            Self::NotProcessedPetition => TableThreeRow::NotProcessedPetition,
            Self::NotProcessedRepeated => TableThreeRow::NotProcessedRepeated,
            Self::NotProcessedPublication => TableThreeRow::NotProcessedPublication,
            Self::NotProcessedExcessive => TableThreeRow::NotProcessedExcessive,
            Self::NotProcessedReissue => TableThreeRow::NotProcessedReissue,
            Self::OtherwiseUncorrected => TableThreeRow::OtherwiseUncorrected,
            Self::OtherwiseUnpaid => TableThreeRow::OtherwiseUnpaid,
            Self::OtherwiseWithdrawn | Self::OtherwiseOther => TableThreeRow::OtherwiseOther,
        }
    }

    /// The article it rests on. Where 条例 has none, the format of the annual report that names the row.
    pub const fn article(self) -> &'static str {
        match self {
            Self::GrantedAlreadyPublic => "条例第三十六条第（一）项",
            Self::GrantedProvided => "条例第三十六条第（二）项",
            Self::PartlyGranted => "条例第三十六条第（二）项、第三十七条",
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

    /// Whether it may be what becomes of a part while the rest is given: a refusal, or there is nothing to give (条例第三十六条
    /// 第（三）项至第（五）项、第三十七条、第三十八条).
    pub const fn may_be_of_a_part(self) -> bool {
        self.is_refusal_under_14_to_16()
            || matches!(
                self,
                Self::UnavailableNotHeld | Self::UnavailableNotOurs | Self::UnavailableNeedsMaking
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_the_name_of_its_row_or_stands_beside_it_in_the_group() {
        let beside = [
            "granted.already_public",
            "granted.provided",
            "unavailable.not_ours",
            "otherwise.withdrawn",
        ];
        assert_eq!(Outcome::ALL.len(), 24);
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
        for row in TableThreeRow::printed().filter(|row| row.group().is_some()) {
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
