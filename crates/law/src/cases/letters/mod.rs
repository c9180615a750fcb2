//! Letters (文书) of a case: filled with official text from facts, and checked again after somebody edited them.
//! 条例第三十条至第四十二条; the set follows 苏政办函〔2019〕98号. How they look on paper is not decided here.

mod beside;
mod capitals;
mod characters;
mod facts;
mod gaps;
mod getting;
mod issue;
mod past;
mod prefix;
mod record;
mod sending;
mod sheet;
mod slots;
mod tentative;
mod texts;
mod typed;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::decision::Decision;
use super::enclosures::{self, Enclosed};
use super::remedies::{self, Class};
use crate::codes::{Outcome, OutcomeGroup};
use crate::labelled::labelled;
use crate::review::{Content, Subject};

pub use beside::{KeptWords, beside, told_of_moved_days};
pub use capitals::in_capitals;
pub use characters::{unaccepted, without_glyph};
pub use facts::{
    AskedFor, Consulted, Correcting, CorrectionGround, Deferral, Delivery, Fee, FileFacts, LetterFacts,
    Record,
};
pub use gaps::gaps;
pub use past::{Against, Consulting, Fell, Notice, OrderedBy, Past, Said};
pub use prefix::{LONGEST_PREFIX, unfit_prefix};
pub use record::{DeclineGround, asks_no_correction, beyond_the_record};
pub use sending::{Sending, lacks_apart, lacks_notice, notice_number, tells_refusal};
pub use sheet::{Origin, Run, Sheet, Shown};
use slots::Scope;
pub use tentative::{accepted as accepted_tentative, stated as stated_tentative};
pub use typed::{assistance_day, lacks, untyped};

labelled! {
    /// A letter of a case, under its usual title; a reply's own title is its outcome's.
    LetterKind {
        Registration = "registration", "政府信息公开申请登记回执";
        Correction = "correction", "政府信息公开申请补正告知书";
        ReasonsAsked = "reasons_asked", "政府信息公开申请说明理由告知书";
        Extension = "extension", "政府信息公开申请延期答复告知书";
        Delay = "delay", "政府信息公开申请延迟答复告知书";
        ThirdParty = "third_party", "政府信息公开征求第三方意见书";
        ThirdPartyOpinion = "third_party_opinion", "政府信息公开第三方意见确认函";
        Consulting = "consulting", "政府信息公开征求意见告知书";
        OverrideNotice = "override_notice", "政府信息决定公开告知书";
        CoMaker = "co_maker", "政府信息公开征求共同制作机关意见书";
        Assistance = "assistance", "政府信息公开申请协办函";
        Fee = "fee", "政府信息公开信息处理费收费通知书";
        RecordCorrected = "record_corrected", "政府信息更正告知书";
        RecordForwarded = "record_forwarded", "政府信息更正申请转送告知书";
        RecordDeclined = "record_declined", "政府信息不予更正告知书";
        OtherOrgan = "other_organ", "政府信息公开征求意见书";
        Referral = "referral", "政府信息公开报请确定函";
        Termination = "termination", "政府信息公开申请终止办理告知书";
        DeliveryRecord = "delivery_record", "送达回证";
        RegistrationForm = "registration_form", "政府信息公开申请登记表";
        ReviewForm = "review_form", "政府信息公开申请审查呈批单";
        FileCatalogue = "file_catalogue", "政府信息公开申请案卷目录";
        TransferList = "transfer_list", "政府信息移送明细表";
        Granted = "granted", "政府信息公开申请答复书";
        PartlyGranted = "partly_granted", "政府信息部分公开答复书";
        Refused = "refused", "政府信息不予公开答复书";
        Unavailable = "unavailable", "政府信息无法提供答复书";
        NotProcessed = "not_processed", "政府信息公开申请不予处理告知书";
        Otherwise = "otherwise", "政府信息公开申请处理结果告知书";
    }
}

impl LetterKind {
    /// The reply that tells this outcome: one for each group of table 三.
    pub const fn of(outcome: Outcome) -> Self {
        match outcome.row().group() {
            Some(OutcomeGroup::Granted) => Self::Granted,
            Some(OutcomeGroup::PartlyGranted) => Self::PartlyGranted,
            Some(OutcomeGroup::Refused) => Self::Refused,
            Some(OutcomeGroup::Unavailable) => Self::Unavailable,
            Some(OutcomeGroup::NotProcessed) => Self::NotProcessed,
            Some(OutcomeGroup::Otherwise) | None => Self::Otherwise,
        }
    }

    /// Whether it tells the outcome.
    pub const fn is_reply(self) -> bool {
        matches!(
            self,
            Self::Granted
                | Self::PartlyGranted
                | Self::Refused
                | Self::Unavailable
                | Self::NotProcessed
                | Self::Otherwise
        )
    }

    /// Whether it decides on somebody's rights: it tells the remedies and is checked as a reply is. Letters of procedure
    /// can't be attacked by themselves (国办函〔2021〕132号第三条); what is disclosed over a third party's objection can, and a
    /// record that is not corrected (条例第三十二条、第四十一条、第五十一条; 国办函〔2021〕132号第二条; 法释〔2025〕8号第一条).
    pub const fn is_decision(self) -> bool {
        self.is_reply() || matches!(self, Self::OverrideNotice | Self::RecordDeclined)
    }

    /// Whether it is a form of the office's own, printed from the case as it stands: not drafted, numbered or signed.
    pub const fn is_form(self) -> bool {
        matches!(
            self,
            Self::DeliveryRecord
                | Self::RegistrationForm
                | Self::ReviewForm
                | Self::FileCatalogue
                | Self::TransferList
        )
    }
}

/// A part of a letter's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paragraph {
    Plain(String),
    Heading(String),
    /// Items, numbered when printed.
    List(Vec<String>),
    /// Rows of a small form: label and value.
    Form(Vec<(String, String)>),
}

/// A letter as it is edited, signed and printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub kind: LetterKind,
    pub organ: String,
    pub title: String,
    /// 文号
    #[serde(default)]
    pub number: Option<String>,
    pub addressee: String,
    pub paragraphs: Vec<Paragraph>,
    #[serde(default)]
    pub enclosures: Vec<String>,
    /// 署名机关
    pub signed_by: String,
    /// 成文日期, once it is signed.
    #[serde(default)]
    pub dated: Option<Date>,
    /// Whether the words on remedies were filled in.
    #[serde(default)]
    pub has_remedies: bool,
    /// 联系人及电话
    #[serde(default)]
    pub contact: String,
    /// Whether it is printed under the organ's name in red (发文机关标志, 信函格式, GB/T 9704-2012 10.1), as the organ settled for its
    /// replies when it was filled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_red_head: bool,
}

impl Letter {
    /// All its text, a line to each paragraph, for searching and checking.
    pub fn text(&self) -> String {
        let mut lines = vec![self.title.clone(), format!("{}：", self.addressee)];
        for paragraph in &self.paragraphs {
            match paragraph {
                Paragraph::Plain(text) | Paragraph::Heading(text) => lines.push(text.clone()),
                Paragraph::List(items) => lines.extend(items.iter().cloned()),
                Paragraph::Form(rows) => {
                    lines.extend(rows.iter().map(|(label, value)| format!("{label}：{value}")));
                }
            }
        }
        lines.join("\n")
    }

    /// The hash of all of its text. Not of its number and date, which the signature itself gives.
    pub fn hash(&self) -> String {
        self.hash_with(&[])
    }

    /// The hash a verdict on it names: its text with everything that is enclosed, which is judged with it item by item
    /// (保密法实施条例第四十二条).
    pub fn hash_with(&self, enclosed: &[Enclosed]) -> String {
        let mut content = Content::of(Subject::Letter)
            .with("kind", self.kind.code())
            .with("organ", &self.organ)
            .with("title", &self.title)
            .with("addressee", &self.addressee);
        for paragraph in &self.paragraphs {
            content = match paragraph {
                Paragraph::Plain(text) => content.with("plain", text),
                Paragraph::Heading(text) => content.with("heading", text),
                Paragraph::List(items) => items
                    .iter()
                    .fold(content.with("list", &items.len().to_string()), |content, item| {
                        content.with("item", item)
                    }),
                Paragraph::Form(rows) => rows.iter().fold(
                    content.with("form", &rows.len().to_string()),
                    |content, (label, value)| content.with("label", label).with("value", value),
                ),
            };
        }
        let content = self
            .enclosures
            .iter()
            .fold(content, |content, enclosure| content.with("enclosure", enclosure));
        let mut content = content
            .with("signed_by", &self.signed_by)
            .with("contact", &self.contact);
        if self.has_red_head {
            content = content.with("head", "red");
        }
        enclosures::judged(content, enclosed).hash()
    }
}

/// The letter of this kind, in official words; a fact that is missing shows as 【待填：…】.
pub fn fill(kind: LetterKind, facts: &LetterFacts) -> Letter {
    filled(kind, facts, &Scope::of(kind, facts))
}

/// The same with what its places take marked or not, as the scope says.
fn filled(kind: LetterKind, facts: &LetterFacts, scope: &Scope<'_>) -> Letter {
    let decision = facts.decision.as_ref().filter(|_| kind.is_reply());
    let outcome = decision.map(|decision| decision.outcome);
    let text = texts::of(kind, outcome);
    let mut paragraphs = text.paragraphs(scope);
    let clause = remedies::clause(
        kind,
        decision,
        &facts.remedies,
        (facts.is_delivered_online, kind.ends_its_case(&facts.record)),
    );
    let clause = clause.ok().flatten();
    let has_remedies = clause.is_some();
    paragraphs.extend(clause.map(Paragraph::Plain));
    let own_enclosures = kind.form_to_fill().map(|form| form.label().to_owned());
    let copies = facts.consulted.copies.iter().filter(|_| kind.party().is_some());
    tentative::mark(&mut paragraphs, &facts.tentative);
    Letter {
        kind,
        organ: facts.organ.clone(),
        title: outcome.map_or(kind.label(), Outcome::title).to_owned(),
        number: facts.number.clone(),
        addressee: scope.fill(text.addressee),
        paragraphs,
        enclosures: own_enclosures
            .into_iter()
            .chain(copies.cloned())
            .chain(facts.enclosures.iter().cloned())
            .collect(),
        signed_by: facts.organ.clone(),
        dated: None,
        has_remedies,
        contact: facts.contact.clone(),
        has_red_head: false,
    }
}

/// The words on the remedies that a letter tells, where there are some to tell.
pub(super) fn remedies_clause(
    kind: LetterKind,
    decision: Option<&Decision>,
    class: Class,
    settings: &remedies::Settings,
) -> String {
    let facts = LetterFacts {
        remedies: settings.clone(),
        decision: decision.cloned(),
        ..LetterFacts::default()
    };
    let mut scope = Scope::of(kind, &facts);
    // Where nothing is withheld there is no such part to be told of apart.
    if kind == LetterKind::PartlyGranted && class != Class::Divided {
        scope.own = None;
    }
    let online = (!settings.filing_address.trim().is_empty()).then_some("网上渠道");
    let names = [Some(class.code()), online];
    let wordings = names
        .into_iter()
        .flatten()
        .filter_map(|name| texts::section(texts::REMEDIES, name));
    wordings.map(|wording| scope.fill(wording.body)).collect()
}

/// A document number (文号): `number("孟公复", 2026, 3)` is 孟公复〔2026〕3号.
pub fn number(prefix: &str, year: i16, serial: u32) -> String {
    format!("{}〔{year}〕{serial}号", prefix.trim())
}

#[cfg(test)]
mod tests;
