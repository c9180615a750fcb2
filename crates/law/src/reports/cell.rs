//! Every cell of the three tables has one name (`table3.refused.state_secret.natural_person`) and one Chinese label.
//! Labels are the official ones of 国办公开办函〔2021〕30号 and are printed exactly.

use std::fmt;

use crate::labelled::labelled;

labelled! {
    /// A cell of table 二 (主动公开政府信息情况).
    Table2 {
        RegulationsMade = "regulations.made", "规章·本年制发件数";
        RegulationsRepealed = "regulations.repealed", "规章·本年废止件数";
        RegulationsInForce = "regulations.in_force", "规章·现行有效件数";
        NormativeMade = "normative_documents.made", "行政规范性文件·本年制发件数";
        NormativeRepealed = "normative_documents.repealed", "行政规范性文件·本年废止件数";
        NormativeInForce = "normative_documents.in_force", "行政规范性文件·现行有效件数";
        Licences = "licences", "行政许可·本年处理决定数量";
        Penalties = "penalties", "行政处罚·本年处理决定数量";
        CoerciveMeasures = "coercive_measures", "行政强制·本年处理决定数量";
        /// In units of ten thousand yuan, a decimal of up to four places.
        FeesWanYuan = "fees_wan_yuan", "行政事业性收费·本年收费金额（单位：万元）";
    }
}

labelled! {
    /// A row of table 三 (收到和处理政府信息公开申请情况).
    Row {
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
    Group {
        Granted = "granted", "（一）予以公开";
        PartlyGranted = "partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）";
        Refused = "refused", "（三）不予公开";
        Unavailable = "unavailable", "（四）无法提供";
        NotProcessed = "not_processed", "（五）不予处理";
        Otherwise = "otherwise", "（六）其他处理";
    }
}

labelled! {
    /// A number column of table 三: who applied (申请人情况).
    Kind {
        NaturalPerson = "natural_person", "自然人";
        Business = "business", "商业企业";
        Research = "research", "科研机构";
        PublicWelfare = "public_welfare", "社会公益组织";
        LegalService = "legal_service", "法律服务机构";
        Other = "other", "其他";
        Total = "total", "总计";
    }
}

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

impl Row {
    /// The group a leaf row of （一）to（六）belongs to; `None` for the four rows that are sums or stocks.
    pub const fn group(self) -> Option<Group> {
        match self {
            Self::New | Self::BroughtForward | Self::Total | Self::CarriedForward => None,
            Self::Granted => Some(Group::Granted),
            Self::PartlyGranted => Some(Group::PartlyGranted),
            Self::RefusedStateSecret
            | Self::RefusedForbiddenByLaw
            | Self::RefusedSafety
            | Self::RefusedThirdParty
            | Self::RefusedInternalAffairs
            | Self::RefusedProcessInformation
            | Self::RefusedEnforcementFile
            | Self::RefusedAdministrativeQuery => Some(Group::Refused),
            Self::UnavailableNotHeld | Self::UnavailableNeedsMaking | Self::UnavailableStillUnclear => {
                Some(Group::Unavailable)
            }
            Self::NotProcessedPetition
            | Self::NotProcessedRepeated
            | Self::NotProcessedPublication
            | Self::NotProcessedExcessive
            | Self::NotProcessedReissue => Some(Group::NotProcessed),
            Self::OtherwiseUncorrected
            | Self::OtherwiseUnpaid
            | Self::OtherwiseOther
            | Self::OtherwiseMerged => Some(Group::Otherwise),
        }
    }

    /// The rows the format prints, in order: all but [`Row::OtherwiseMerged`].
    pub fn printed() -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|row| *row != Self::OtherwiseMerged)
    }

    /// The leaf rows that [`Row::Total`] sums, the merged one among them.
    pub fn leaves() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|row| row.group().is_some())
    }

    /// The label without its number and its explanation, for a term of a sum: `属于国家秘密`.
    pub fn short_label(self) -> &'static str {
        let is_number = |one: char| "（一二三四五六七）、.0123456789".contains(one);
        let words = self.label().trim_start_matches(is_number);
        words.split(['（', '、']).next().unwrap_or(words)
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

impl Kind {
    /// The six columns that 总计 sums.
    pub fn parts() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|kind| *kind != Self::Total)
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

/// One cell of the report's three tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    Two(Table2),
    Three(Row, Kind),
    Four(Route, Verdict),
}

impl Cell {
    /// Every cell the format prints, in print order (without the row that only older reports have).
    pub fn all() -> impl Iterator<Item = Self> {
        let two = Table2::ALL.iter().map(|cell| Self::Two(*cell));
        let three = Row::printed().flat_map(|row| Kind::ALL.iter().map(move |kind| Self::Three(row, *kind)));
        let four = Route::ALL.iter().flat_map(|route| {
            Verdict::ALL
                .iter()
                .map(move |verdict| Self::Four(*route, *verdict))
        });
        two.chain(three).chain(four)
    }

    /// The stable name: `table2.licences`, `table3.refused.state_secret.natural_person`, `table4.reconsideration.total`.
    pub fn name(self) -> String {
        match self {
            Self::Two(cell) => format!("table2.{}", cell.code()),
            Self::Three(row, kind) => format!("table3.{}.{}", row.code(), kind.code()),
            Self::Four(route, verdict) => format!("table4.{}.{}", route.code(), verdict.code()),
        }
    }

    /// The cell of that name, if any.
    pub fn from_name(name: &str) -> Option<Self> {
        let (table, rest) = name.split_once('.')?;
        match table {
            "table2" => Table2::from_code(rest).map(Self::Two),
            "table3" => {
                let (row, kind) = rest.rsplit_once('.')?;
                Some(Self::Three(Row::from_code(row)?, Kind::from_code(kind)?))
            }
            "table4" => {
                let (route, verdict) = rest.split_once('.')?;
                Some(Self::Four(Route::from_code(route)?, Verdict::from_code(verdict)?))
            }
            _ => None,
        }
    }

    /// What an official calls it: `表三“（一）予以公开”·自然人`.
    pub fn label(self) -> String {
        match self {
            Self::Two(cell) => format!("表二“{}”", cell.label()),
            Self::Three(row, kind) => format!("表三“{}”·{}", row.full_label(), kind.label()),
            Self::Four(route, verdict) => format!("表四“{}”·{}", route.label(), verdict.label()),
        }
    }

    /// Whether a decimal is due here; all others count whole pieces.
    pub const fn is_decimal(self) -> bool {
        matches!(self, Self::Two(Table2::FeesWanYuan))
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name())
    }
}
