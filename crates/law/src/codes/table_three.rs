//! The rows of table 三 (收到和处理政府信息公开申请情况) and the groups they stand under, with the official labels of
//! 国办公开办函〔2021〕30号. A case is recorded under a row, whether its outcome is known more finely or not.

use crate::labelled::labelled;

labelled! {
    /// A row of table 三 (收到和处理政府信息公开申请情况).
    TableThreeRow {
        New = "new", "一、本年新收政府信息公开申请数量";
        BroughtForward = "brought_forward", "二、上年结转政府信息公开申请数量";
        Granted = "granted", "（一）予以公开";
        PartlyGranted = "partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）";
        RefusedStateSecret = "refused.state_secret", "1.属于国家秘密";
        RefusedForbiddenByLaw = "refused.forbidden_by_law", "2.其他法律行政法规禁止公开";
        RefusedSafety = "refused.safety", "3.危及“三安全一稳定”";
        RefusedThirdParty = "refused.third_party", "4.保护第三方合法权益";
        RefusedInternalAffairs = "refused.internal_affairs", "5.属于三类内部事务信息";
        RefusedProcessInformation = "refused.process_information", "6.属于四类过程性信息";
        RefusedEnforcementFile = "refused.enforcement_file", "7.属于行政执法案卷";
        RefusedAdministrativeQuery = "refused.administrative_query", "8.属于行政查询事项";
        UnavailableNotHeld = "unavailable.not_held", "1.本机关不掌握相关政府信息";
        UnavailableNeedsMaking = "unavailable.needs_making", "2.没有现成信息需要另行制作";
        UnavailableStillUnclear = "unavailable.still_unclear", "3.补正后申请内容仍不明确";
        NotProcessedPetition = "not_processed.petition", "1.信访举报投诉类申请";
        NotProcessedRepeated = "not_processed.repeated", "2.重复申请";
        NotProcessedPublication = "not_processed.publication", "3.要求提供公开出版物";
        NotProcessedExcessive = "not_processed.excessive", "4.无正当理由大量反复申请";
        NotProcessedReissue = "not_processed.reissue", "5.要求行政机关确认或重新出具已获取信息";
        OtherwiseUncorrected = "otherwise.uncorrected", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请";
        OtherwiseUnpaid = "otherwise.unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请";
        OtherwiseOther = "otherwise.other", "3.其他";
        /// The older single row （六）其他处理 without its three; only a reader makes it.
        OtherwiseMerged = "otherwise.merged", "（六）其他处理";
        Total = "total", "（七）总计";
        CarriedForward = "carried_forward", "四、结转下年度继续办理";
    }
}

labelled! {
    /// The group of outcomes a leaf row of table 三 stands under.
    OutcomeGroup {
        Granted = "granted", "（一）予以公开";
        PartlyGranted = "partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）";
        Refused = "refused", "（三）不予公开";
        Unavailable = "unavailable", "（四）无法提供";
        NotProcessed = "not_processed", "（五）不予处理";
        Otherwise = "otherwise", "（六）其他处理";
    }
}

impl OutcomeGroup {
    /// The label without its number and its explanation: `予以公开`.
    pub fn short_label(self) -> &'static str {
        short(self.label())
    }
}

fn short(label: &'static str) -> &'static str {
    let is_number = |one: char| "（一二三四五六七）、.0123456789".contains(one);
    let words = label.trim_start_matches(is_number);
    words.split(['（', '、']).next().unwrap_or(words)
}

impl TableThreeRow {
    /// The group a leaf row of （一）to（六）belongs to; `None` for the four rows that are sums or stocks.
    pub const fn group(self) -> Option<OutcomeGroup> {
        match self {
            Self::New | Self::BroughtForward | Self::Total | Self::CarriedForward => None,
            Self::Granted => Some(OutcomeGroup::Granted),
            Self::PartlyGranted => Some(OutcomeGroup::PartlyGranted),
            Self::RefusedStateSecret
            | Self::RefusedForbiddenByLaw
            | Self::RefusedSafety
            | Self::RefusedThirdParty
            | Self::RefusedInternalAffairs
            | Self::RefusedProcessInformation
            | Self::RefusedEnforcementFile
            | Self::RefusedAdministrativeQuery => Some(OutcomeGroup::Refused),
            Self::UnavailableNotHeld | Self::UnavailableNeedsMaking | Self::UnavailableStillUnclear => {
                Some(OutcomeGroup::Unavailable)
            }
            Self::NotProcessedPetition
            | Self::NotProcessedRepeated
            | Self::NotProcessedPublication
            | Self::NotProcessedExcessive
            | Self::NotProcessedReissue => Some(OutcomeGroup::NotProcessed),
            Self::OtherwiseUncorrected
            | Self::OtherwiseUnpaid
            | Self::OtherwiseOther
            | Self::OtherwiseMerged => Some(OutcomeGroup::Otherwise),
        }
    }

    /// The rows the format prints, in order: all but [`TableThreeRow::OtherwiseMerged`].
    pub fn printed() -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|row| *row != Self::OtherwiseMerged)
    }

    /// The leaf rows that [`TableThreeRow::Total`] sums, the merged one among them.
    pub fn leaves() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|row| row.group().is_some())
    }

    /// The label without its number and its explanation, for a term of a sum: `属于国家秘密`.
    pub fn short_label(self) -> &'static str {
        short(self.label())
    }

    /// What it says of one case, on a paper about it: 不予公开（保护第三方合法权益）. Without the numbers and the instructions of
    /// the table.
    pub fn in_words(self) -> String {
        match self.group() {
            Some(group) if group.label() != self.label() => {
                let own = self
                    .label()
                    .trim_start_matches(|one: char| one.is_ascii_digit() || one == '.');
                format!("{}（{own}）", short(group.label()))
            }
            _ => self.short_label().to_owned(),
        }
    }

    /// The label with its group, for messages: `（三）不予公开 1.属于国家秘密`.
    pub fn full_label(self) -> String {
        match self.group() {
            Some(group) if group.label() != self.label() => {
                format!("{} {}", group.label(), self.label())
            }
            _ => self.label().to_owned(),
        }
    }
}
