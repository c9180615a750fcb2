//! The facts that letters are filled from; a blank fact is an empty text.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::LetterKind;
use super::beside::KeptWords;
use super::past::Past;
use super::record::DeclineGround;
use crate::cases::decision::{Decision, Facts};
use crate::cases::remedies::Settings;
use crate::cases::{Channel, Party};
use crate::fees::Charge;
use crate::labelled::labelled;

/// All that letters of one case may say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LetterFacts {
    pub organ: String,
    /// 联系人及电话
    pub contact: String,
    /// Where papers are sent back to, with the postcode.
    pub address: String,
    pub number: Option<String>,
    pub applicant: String,
    /// 收到申请之日 (条例第三十一条)
    pub received_on: Option<Date>,
    /// Whether the applicant is a natural person, who is 您; an organisation is 你单位.
    pub is_person: bool,
    pub channel: Option<Channel>,
    /// 申请编号
    pub request_number: String,
    /// What was applied for, in the applicant's words.
    pub request: String,
    /// The same as it was corrected (`as_corrected`); empty where nothing was.
    pub corrected_request: String,
    /// 答复期限届满之日
    pub due_on: Option<Date>,
    pub query_code: String,
    pub enclosures: Vec<String>,
    pub decision: Option<Decision>,
    pub history: Facts,
    pub past: Past,
    pub remedies: Settings,
    pub is_delivered_online: bool,
    pub correcting: Correcting,
    pub deferral: Deferral,
    pub consulted: Consulted,
    pub fee: Fee,
    pub record: Record,
    pub delivery: Delivery,
    pub file: FileFacts,
    /// How much the applicant asks for, where that is the question (条例第三十五条).
    pub asked_for: Option<AskedFor>,
    /// Days among these that nobody published (暂定).
    pub tentative: Vec<Date>,
    /// Words of the letter beside what is filled in, that whoever drafts it keeps for a reason.
    pub kept_words: KeptWords,
}

impl LetterFacts {
    /// What is asked for, with the corrections.
    pub fn asked(&self) -> &str {
        if self.corrected_request.trim().is_empty() {
            &self.request
        } else {
            &self.corrected_request
        }
    }
}

/// The applications of one applicant, counted from a day to another, both of them in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedFor {
    pub from: Date,
    pub through: Date,
    pub applications: u32,
}

/// What the office's own forms say of a case beside its letters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileFacts {
    /// 申请人类型
    pub applicant_kind: String,
    /// 证件名称和号码
    pub identity: String,
    pub contacts: String,
    /// 形式要求、获取方式
    pub wanted: String,
    /// What happened so far, a line each.
    pub events: Vec<String>,
    pub registered_by: String,
    /// 承办人
    pub handler: String,
    /// 拟制发的文书, with its number where it has one.
    pub letter: String,
    /// Of which kind that is, where it is one of procedure: its article, and what it asks or tells.
    pub proposed: Option<LetterKind>,
    /// The last day to reply in words, the ordered one apart from the statutory one.
    pub due: String,
    /// What each check said, by whom and when.
    pub opinions: Vec<String>,
    /// The papers of the file, in order.
    pub papers: Vec<String>,
    /// What was given with the reply, to be handed to archive and library once it is published.
    pub transfers: Vec<String>,
}

/// 补正 (条例第三十条)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Correcting {
    pub items: Vec<String>,
    /// Of 说明理由: why applications that are few are excessive in number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub excess: String,
    /// The last day; for 说明理由 likewise.
    pub respond_by: Option<Date>,
    /// The period in words, as letters of earlier releases have it.
    pub period: String,
    pub grounds: Vec<CorrectionGround>,
}

labelled! {
    /// What of an application is to be corrected (条例第二十九条第二款、第三十条; 苏政办函〔2019〕98号第一条).
    CorrectionGround {
        Name = "name", "没有写明姓名或者名称（第（一）项）";
        Proof = "proof", "没有提供身份证明（第（一）项）";
        Contact = "contact", "没有写明联系方式（第（一）项）";
        /// All three in one, as letters of earlier releases have it; not chosen any more.
        Identity = "identity", "没有写明姓名或者名称、身份证明、联系方式（第（一）项）";
        Description = "description", "所需信息的名称、文号或者其他特征性描述不明确（第（二）项）";
        Form = "form", "获取信息的方式、途径等形式要求不明确（第（三）项）";
    }
}

impl CorrectionGround {
    /// Those that may be chosen.
    pub fn offered() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|one| *one != Self::Identity)
    }

    /// What is missing, in a word for whoever handles the case.
    pub const fn thing(self) -> &'static str {
        match self {
            Self::Name => "姓名或者名称",
            Self::Proof => "身份证明",
            Self::Contact => "联系电话或者邮箱",
            Self::Identity => "姓名或者名称、身份证明、联系方式",
            Self::Description => "所需信息的名称、文号或者其他特征性描述",
            Self::Form => "获取信息的方式、途径",
        }
    }

    /// What the notice asks for, as it is proposed; the description is for the clerk to ask for in their own words.
    pub const fn proposed_item(self) -> &'static str {
        match self {
            Self::Name => "请写明姓名或者名称",
            Self::Proof => "请提供身份证明的复印件",
            Self::Contact => "请写明联系电话或者其他便于联系的方式",
            Self::Identity => "请写明姓名或者名称、联系方式，并提供身份证明的复印件",
            Self::Description => "",
            Self::Form => "请写明获取信息的方式、途径",
        }
    }

    /// Its item of 条例第二十九条第二款.
    pub(super) const fn item(self) -> &'static str {
        match self {
            Self::Name | Self::Proof | Self::Contact | Self::Identity => "第（一）项",
            Self::Description => "第（二）项",
            Self::Form => "第（三）项",
        }
    }

    /// The passage of the letter that states it.
    pub(super) const fn passage(self) -> &'static str {
        match self {
            Self::Name => "没有姓名",
            Self::Proof => "没有身份证明",
            Self::Contact => "没有联系方式",
            Self::Identity => "身份不明",
            Self::Description => "内容不明确",
            Self::Form => "形式要求不明确",
        }
    }
}

/// 延期 (条例第三十三条第二款) and 延迟 (第三十五条)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Deferral {
    pub until: Option<Date>,
    /// By how many working days an extension puts the reply off.
    pub days: u16,
    /// The day takes an opinion that is awaited to its limit, and may turn out earlier.
    pub awaits_opinion: bool,
    pub reasons: String,
    /// Whether the head of the office agreed to the extension.
    pub is_approved: bool,
    /// The head's name, where the organ has settled it.
    pub approved_by: String,
}

/// Whom we ask, and about what: a third party, a co-maker, an office that helps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Consulted {
    pub name: String,
    /// Whether it is a natural person, who is 您.
    pub is_person: bool,
    /// As what it is consulted, where the applicant is told that somebody is.
    pub party: Option<Party>,
    pub content: String,
    /// The copies that go with the letter, one name each, for the addressee to see what it is about.
    pub copies: Vec<String>,
    /// The day an office that helps is asked to answer by.
    pub reply_by: Option<Date>,
    /// Why it can't be decided here, of what is referred (条例第十七条第三款).
    pub doubts: String,
    /// Why a third party objects, in a few words.
    pub objection: String,
    /// What it consents to, where it objects to the rest (部分同意公开).
    pub consents_to: String,
    /// The letter that asked it: its day, and its 文号.
    pub asked_on: Option<Date>,
    pub asked_number: String,
    /// The day its opinion came in.
    pub answered_on: Option<Date>,
    /// The day before which what it objects to does not go out.
    pub not_before: Option<Date>,
}

/// 收费 (条例第四十二条、国办函〔2020〕109号)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fee {
    pub charge: Option<Charge>,
    /// What is charged for, in words: the pages, or which of the month's applications it is.
    pub counted: String,
    /// 缴纳方式
    pub way_to_pay: String,
    /// By the organ's setting the reply clock does not begin anew with the payment, but leaves the waiting out.
    pub keeps_running: bool,
}

impl Fee {
    /// The amount in fen.
    pub(super) fn fen(&self) -> u64 {
        self.charge.map_or(0, |charge| charge.fen().0)
    }
}

/// A record its subject says is wrong (条例第四十一条).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    pub content: String,
    /// What the applicant proves it with.
    pub evidence: String,
    /// 更正结果
    pub corrected: String,
    /// Why it is not corrected.
    pub declined: String,
    /// Which reason that is; `None` in letters of earlier releases.
    #[serde(rename = "decline_ground", skip_serializing_if = "Option::is_none")]
    pub grounds: Option<DeclineGround>,
    /// The organ that may correct it.
    pub forwarded_to: String,
    /// The application asks for nothing else: once this has gone out, the case is over (表三“其他处理—其他”).
    pub ends_case: bool,
}

/// 送达
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Delivery {
    /// 受送达人
    pub addressee: String,
    /// The papers delivered, with their numbers.
    pub papers: String,
    pub way: String,
    pub address: String,
    /// 挂号信、EMS 的号码
    pub tracking_number: String,
    /// Who signed for it and on which day, once it is signed for.
    pub signed_for: String,
    /// How it went out before and came back, and who refused it; empty where nobody did.
    pub returned: String,
    /// Who saw it left behind, or the pictures and the film of it.
    pub witness: String,
}
