//! The ledger (登记表) as a sheet: its columns, a line read into a case with its history, and a case written as a line.
//! What a line says goes through the same law as what a clerk records: a history that can't have happened is named.

mod cells;
mod line;
mod read;
mod write;

use crate::codes::{ApplicantKind, TableThreeRow};
use crate::labelled::labelled;
use crate::signs::narrow;

pub use cells::{contact_cell, day};
pub use line::{Fault, Line, Place, SheetLeft, SheetRead, Sheets};
pub use read::{Entry, Importing, read};
pub use write::{Reply, history};

labelled! {
    /// A column of the ledger, in the order it is printed.
    Column {
        Number = "number", "编号";
        Name = "name", "申请人";
        Kind = "kind", "申请人类型";
        Identity = "identity", "证件号码/统一社会信用代码";
        Contact = "contact", "联系方式";
        Channel = "channel", "提交方式";
        ReceivedOn = "received_on", "收到日期";
        Request = "request", "申请内容";
        DocumentNumber = "document_number", "发文字号";
        Way = "way", "获取方式";
        CorrectionOn = "correction_on", "补正告知日期";
        CorrectedOn = "corrected_on", "收到补正日期";
        ConsultedOn = "consulted_on", "征求第三方意见日期";
        OpinionOn = "opinion_on", "收到第三方意见日期";
        Opinion = "opinion", "第三方意见";
        ExtendedOn = "extended_on", "延期日期";
        ExtendedDays = "extended_days", "延长工作日数";
        ChargedOn = "charged_on", "收费通知日期";
        PaidOn = "paid_on", "缴费日期";
        RepliedOn = "replied_on", "答复日期";
        Outcome = "outcome", "处理结果";
        ReplyNumber = "reply_number", "答复书发文字号";
        Delivery = "delivery", "送达方式";
        DeliveredOn = "delivered_on", "送达日期";
        OrderedOn = "ordered_on", "收到责令答复决定日期";
        OrderResult = "order_result", "责令答复的结果";
        OrderAuthority = "order_authority", "作出决定的机关";
        OrderNumber = "order_number", "决定书发文字号、判决书案号";
        OrderDue = "order_due", "责令答复期限";
        AgainOn = "again_on", "再次答复日期";
        AgainOutcome = "again_outcome", "再次答复结果";
        AgainNumber = "again_number", "再次答复书发文字号";
        AgainDelivery = "again_delivery", "再次送达方式";
        AgainDeliveredOn = "again_delivered_on", "再次送达日期";
        Handler = "handler", "经办人";
        Note = "note", "备注";
    }
}

/// What offices call the same column.
const ALIASES: &[(Column, &[&str])] = &[
    (
        Column::Number,
        &["申请编号", "登记编号", "登记号", "受理编号", "序号编号", "申请号"],
    ),
    (
        Column::Name,
        &[
            "申请人姓名",
            "申请人名称",
            "姓名",
            "名称",
            "申请人姓名或名称",
            "申请人姓名/名称",
        ],
    ),
    (Column::Kind, &["类型", "申请人类别", "类别", "申请人性质"]),
    (
        Column::Identity,
        &[
            "证件号码",
            "身份证号",
            "身份证号码",
            "证件",
            "统一社会信用代码",
            "有效身份证件号码",
            "证件号",
            "证件号码或统一社会信用代码",
        ],
    ),
    (Column::Contact, &["联系电话", "电话", "手机", "联系人电话"]),
    (
        Column::Channel,
        &["申请方式", "提交渠道", "申请渠道", "来源", "收件方式"],
    ),
    (
        Column::ReceivedOn,
        &[
            "收到申请日期",
            "收到申请之日",
            "收件日期",
            "受理日期",
            "申请日期",
            "登记日期",
            "收到时间",
            "申请时间",
        ],
    ),
    (
        Column::Request,
        &[
            "申请公开内容",
            "申请事项",
            "所需政府信息",
            "申请信息内容",
            "内容",
            "所需信息内容描述",
        ],
    ),
    (
        Column::DocumentNumber,
        &["文号", "信息文号", "所需信息文号", "文件文号"],
    ),
    (
        Column::Way,
        &["获取途径", "获取信息的方式", "获取信息方式", "提供方式"],
    ),
    (
        Column::CorrectionOn,
        &["补正", "告知补正日期", "补正通知日期", "补正日期", "补正告知"],
    ),
    (Column::CorrectedOn, &["补正收到日期", "申请人补正日期"]),
    (
        Column::ConsultedOn,
        &["征求意见日期", "征求第三方意见", "征求意见"],
    ),
    (
        Column::OpinionOn,
        &["收到意见日期", "第三方答复日期", "第三方意见日期"],
    ),
    (Column::Opinion, &["意见", "第三方是否同意"]),
    (
        Column::ExtendedOn,
        &["延期", "延长答复日期", "延期告知日期", "延期答复"],
    ),
    (Column::ExtendedDays, &["延期天数", "延长天数", "延期工作日"]),
    (Column::ChargedOn, &["收费日期", "收费通知"]),
    (Column::PaidOn, &["缴费"]),
    (Column::RepliedOn, &["答复时间", "办结日期", "办理日期"]),
    (
        Column::Outcome,
        &["答复结果", "办理结果", "答复类型", "处理情况", "办理情况"],
    ),
    (
        Column::ReplyNumber,
        &[
            "答复文号",
            "答复书文号",
            "告知书文号",
            "答复书编号",
            "答复发文字号",
        ],
    ),
    (
        Column::OrderNumber,
        &["决定书、判决书文号", "决定书文号", "判决书文号"],
    ),
    (Column::AgainNumber, &["再次答复文号"]),
    (Column::Delivery, &["答复方式", "送达"]),
    (Column::DeliveredOn, &["送达时间", "寄出日期"]),
    (Column::Handler, &["承办人", "办理人", "经手人"]),
    (Column::Note, &["说明", "其他"]),
];

/// How a withdrawn application stands in the column 处理结果, where table 三 only knows （六）3.其他.
pub const WITHDRAWN: &str = "申请人撤回申请";

/// How an opinion begins that consents in part; what to follows after a colon, where it is known.
const IN_PART: &str = "部分同意公开";

impl Column {
    /// The column a heading names, however it is spelt: brackets, blanks and marks do not matter.
    pub fn of_heading(heading: &str) -> Option<Self> {
        let wanted = plain(heading);
        let is_it = |name: &str| plain(name) == wanted;
        let by_label = Self::ALL.iter().copied().find(|column| is_it(column.label()));
        by_label.or_else(|| {
            let known = ALIASES
                .iter()
                .find(|(_, names)| names.iter().any(|name| is_it(name)));
            known.map(|(column, _)| *column)
        })
    }

    /// Columns without which a sheet is no ledger.
    pub const fn is_needed(self) -> bool {
        matches!(
            self,
            Self::Number | Self::Name | Self::Kind | Self::Channel | Self::ReceivedOn | Self::Request
        )
    }

    /// Whether its cells hold a day.
    pub const fn is_day(self) -> bool {
        matches!(
            self,
            Self::ReceivedOn
                | Self::CorrectionOn
                | Self::CorrectedOn
                | Self::ConsultedOn
                | Self::OpinionOn
                | Self::ExtendedOn
                | Self::ChargedOn
                | Self::PaidOn
                | Self::RepliedOn
                | Self::DeliveredOn
                | Self::OrderedOn
                | Self::OrderDue
                | Self::AgainOn
                | Self::AgainDeliveredOn
        )
    }

    /// The choices its cells take; empty where anything may be written.
    pub fn choices(self) -> Vec<String> {
        let labels = |labels: &mut dyn Iterator<Item = &'static str>| labels.map(str::to_owned).collect();
        match self {
            Self::Kind => labels(&mut ApplicantKind::parts().map(ApplicantKind::label)),
            Self::Channel => labels(&mut super::Channel::ALL.iter().map(|one| one.label())),
            Self::Way => labels(&mut super::Way::ALL.iter().map(|one| one.label())),
            Self::Delivery | Self::AgainDelivery => {
                labels(&mut super::Delivery::ALL.iter().map(|one| one.label()))
            }
            Self::Opinion => labels(&mut ["同意公开", IN_PART, "不同意公开", "未提出意见"].into_iter()),
            Self::OrderResult => cells::ORDER_RESULTS
                .iter()
                .map(|(label, ..)| (*label).to_owned())
                .collect(),
            Self::AgainOutcome => outcomes().collect(),
            Self::Outcome => outcomes().chain([WITHDRAWN.to_owned()]).collect(),
            _ => Vec::new(),
        }
    }

    /// What to write there, for the template.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Number => "必填。每件一个编号，不能与已登记的编号重复。",
            Self::Name => "必填。自然人写姓名，单位写名称。",
            Self::Kind | Self::Channel => "必填。从列表中选择。",
            Self::Identity => {
                "自然人写身份证号码，单位写统一社会信用代码。请设为文本格式，以免变成科学计数。"
            }
            Self::Contact => "电话、邮箱、邮编、地址，几项之间用分号隔开。",
            Self::ReceivedOn => "必填。收到申请之日（条例第三十一条），例如 2025-03-03。",
            Self::Request => "必填。所需政府信息的名称、文号或者特征。",
            Self::Way => "从列表中选择；不写则按提交方式推定。",
            Self::CorrectionOn => "发出补正告知书的日期；没有补正则空着。",
            Self::CorrectedOn => "收到申请人补正的日期。",
            Self::ConsultedOn => "发出征求意见书的日期。",
            Self::Opinion => {
                "从列表中选择；部分同意公开的，在后面写明同意公开的内容，例如“部分同意公开：招标文件”。"
            }
            Self::ExtendedOn => "作出延期告知的日期；没有延期则空着。",
            Self::ExtendedDays => "1 至 20；不写按 20 个工作日。",
            Self::RepliedOn => "作出答复的日期；还在办理则空着。",
            Self::Outcome => "年度报告表三中的一行，从列表中选择；填写了答复日期的必填。",
            Self::Delivery => "从列表中选择；答复已经送达的必填。",
            Self::DeliveredOn | Self::AgainDeliveredOn => "不写则按答复日期。",
            Self::OrderedOn => {
                "行政复议决定、判决责令作出答复的，收到决定书、判决书的日期；没有则这几列都空着。"
            }
            Self::OrderResult => "从列表中选择；填写了收到日期的必填。",
            Self::OrderAuthority => "行政复议机关或者人民法院的名称。",
            Self::OrderDue => "载明的最后一日；不写则按 20 个工作日。",
            Self::AgainOutcome => "从列表中选择；填写了再次答复日期的必填。",
            Self::AgainDelivery => "从列表中选择；再次答复已经送达的必填。",
            Self::DocumentNumber
            | Self::OpinionOn
            | Self::ChargedOn
            | Self::PaidOn
            | Self::ReplyNumber
            | Self::OrderNumber
            | Self::AgainOn
            | Self::AgainNumber
            | Self::Handler
            | Self::Note => "",
        }
    }
}

/// The outcomes a reply may have.
fn outcomes() -> impl Iterator<Item = String> {
    TableThreeRow::leaves()
        .filter(|row| *row != TableThreeRow::OtherwiseMerged)
        .map(TableThreeRow::full_label)
}

/// A heading without what is in brackets, blanks and marks.
fn plain(heading: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::new();
    for one in narrow(heading).chars() {
        match one {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '*' | ':' | '"' => {}
            _ if depth > 0 || one.is_whitespace() => {}
            _ => kept.push(one),
        }
    }
    kept
}

#[cfg(test)]
mod tests;
