//! The facts that letters are filled from; a blank fact is an empty text.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::cases::decision::{Decision, Facts};
use crate::cases::remedies::Settings;

/// All that letters of one case may say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LetterFacts {
    pub organ: String,
    pub contact: String,
    pub number: Option<String>,
    pub applicant: String,
    /// 收到申请之日 (条例第三十一条)
    pub received_on: Option<Date>,
    /// 提交渠道, such as 邮寄
    pub channel: String,
    /// 申请编号
    pub request_number: String,
    /// What was applied for, in the applicant's words.
    pub request: String,
    /// 答复期限届满之日
    pub due_on: Option<Date>,
    pub query_code: String,
    pub enclosures: Vec<String>,
    pub decision: Option<Decision>,
    pub history: Facts,
    pub remedies: Settings,
    pub is_delivered_online: bool,
    pub correcting: Correcting,
    pub deferral: Deferral,
    pub consulted: Consulted,
    pub fee: Fee,
    pub record: Record,
    pub delivery: Delivery,
}

/// 补正 (条例第三十条)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Correcting {
    pub items: Vec<String>,
    /// Such as 自收到本告知书之日起15个工作日内; for 说明理由 likewise.
    pub period: String,
}

/// 延期 (条例第三十三条第二款) and 延迟 (第三十五条)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Deferral {
    pub until: Option<Date>,
    pub reasons: String,
    /// Whether the head of the office agreed to the extension.
    pub is_approved: bool,
}

/// Whom we ask, and about what: a third party, a co-maker, an office that helps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Consulted {
    pub name: String,
    pub content: String,
}

/// 收费 (条例第四十二条、国办函〔2020〕109号)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fee {
    /// 计费事实和标准
    pub tariff: String,
    pub fen: u64,
    /// 缴纳方式
    pub way_to_pay: String,
}

/// A record its subject says is wrong (条例第四十一条).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    pub content: String,
    /// 更正结果
    pub corrected: String,
    /// The organ that may correct it.
    pub forwarded_to: String,
}

/// 送达
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Delivery {
    /// The papers delivered, with their numbers.
    pub papers: String,
    pub way: String,
    pub address: String,
}
