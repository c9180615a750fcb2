//! The acts on a case, one entry each: what it is called, what timeline and applicant are told of it, the rule it follows,
//! what must be written down with it, who signs for it, which clock it moves, which letters are it.
//! Whether it may be done today is not here but in `gate`.

use super::clock_name::ClockName;
use super::confirmation::SAID;
use super::letters::LetterKind;
use crate::audit::Recorded;
use crate::codes::Rule;
use crate::labelled::labelled;
use crate::staff::{self, Refusal, Roles, may};

/// What is to be known of an act beside its code and label. Wording has the event's fields as its places.
#[derive(Clone, Copy, Debug)]
pub struct ActSpec {
    /// The fields its event may carry beside `on` and `event`.
    pub fields: &'static [&'static str],
    /// The particulars in the timeline.
    pub words: &'static str,
    /// What the applicant is told: no third party by name, no member of staff, no opinion.
    pub to_applicant: &'static str,
    /// Whether its applicant wants to know of it when it happens: what the organ tells them, and what they may have to act on.
    pub is_news: bool,
    /// What the law says of it, for whoever is about to record it.
    pub rule: Rule,
    pub note: Note,
    /// Whether a fee is charged by it, which must then be stated.
    pub is_charged: bool,
    /// Who may record it: the clerk, and what binds the organ, its signer.
    pub signed_by: staff::Act,
    /// The clock that begins with it, or begins anew, moves or ends.
    pub clock: Option<ClockName>,
    /// The letters whose signing or going out it is.
    pub letters: &'static [LetterKind],
    /// How the audit log names it.
    pub recorded: Recorded,
}

/// The words recorded with an act.
#[derive(Clone, Copy, Debug)]
pub struct Note {
    pub label: &'static str,
    /// What is said where there are none; `None` where there need be none.
    pub needed: Option<&'static str>,
    /// Whether they are the applicant's own or are told to the applicant: other notes are the office's.
    pub is_for_applicant: bool,
}

/// What most acts have in common.
const PLAIN: ActSpec = ActSpec {
    fields: &[],
    words: "",
    to_applicant: "",
    is_news: false,
    rule: Rule::new("", ""),
    note: Note {
        label: "说明",
        needed: None,
        is_for_applicant: false,
    },
    is_charged: false,
    signed_by: staff::Act::HandleCases,
    clock: None,
    letters: &[],
    recorded: Recorded::CasesNote,
};

const APPLICANTS: Note = Note {
    is_for_applicant: true,
    ..PLAIN.note
};

macro_rules! acts {
    ($($variant:ident = $code:literal, $label:literal, { $($spec:tt)* })+) => {
        labelled! {
            /// An act on a case, by the name of its event.
            Act { $($variant = $code, $label;)+ }
        }

        impl Act {
            /// What is to be known of it.
            pub const fn spec(self) -> &'static ActSpec {
                match self { $(Self::$variant => const { &ActSpec { $($spec)* ..PLAIN } }),+ }
            }
        }
    };
}

acts! {
    Received = "received", "收到申请", {
        fields: &["channel", "arrived_on", "confirmed_on"],
        words: "{channel}[，{confirmed_on} 确认]",
        to_applicant: "申请送到（{channel}）",
        rule: Rule::new("收到申请之日按提交的渠道确定", "条例第三十一条"),
        clock: Some(ClockName::Reply),
        recorded: Recorded::CasesRegister,
    }
    Confirmed = "confirmed", "与申请人确认收到", {
        to_applicant: "双方确认收到申请",
        is_news: true,
        rule: Rule::new("互联网、传真和平常信函提交的，双方确认之日为收到申请之日", "条例第三十一条"),
        note: Note { label: "确认的内容", needed: Some(SAID), ..PLAIN.note },
        clock: Some(ClockName::Reply),
        recorded: Recorded::CasesConfirm,
    }
    CorrectionRequested = "correction_requested", "告知补正", {
        fields: &["respond_by", "received_on"],
        words: "[补正期限至 {respond_by}][，申请人 {received_on} 收到]",
        to_applicant: "告知您补正[，期限至{respond_by}]",
        is_news: true,
        rule: Rule::new(
            "内容不明确的，自收到申请之日起7个工作日内一次性告知补正事项和合理期限；答复期限自收到补正之日起算",
            "条例第三十条",
        ),
        note: Note {
            label: "需要补正的事项",
            needed: Some("请写明需要补正的事项（条例第三十条）。"),
            is_for_applicant: true,
        },
        clock: Some(ClockName::Correction),
        letters: &[LetterKind::Correction],
        recorded: Recorded::CasesCorrectionRequest,
    }
    Corrected = "corrected", "收到补正", {
        to_applicant: "收到您的补正",
        rule: Rule::new("答复期限自收到补正的申请之日起重新计算", "条例第三十条"),
        note: APPLICANTS,
        clock: Some(ClockName::Reply),
        recorded: Recorded::CasesCorrect,
    }
    ConsultationSent = "consultation_sent", "征求意见", {
        fields: &["party", "name", "received_on", "number", "content"],
        words: "{party}[（{name}）][，对方 {received_on} 收到]",
        to_applicant: "征求{party}的意见",
        rule: Rule::new(
            "征求意见所需时间不计算在答复期限内；被征求意见方应当自收到之日起15个工作日内提出意见",
            "条例第三十二条至第三十四条",
        ),
        clock: Some(ClockName::Consultation),
        letters: &[LetterKind::ThirdParty, LetterKind::CoMaker, LetterKind::OtherOrgan],
        recorded: Recorded::CasesConsult,
    }
    ConsultationAnswered = "consultation_answered", "收到意见", {
        fields: &["party", "name", "consents", "number", "is_signed", "consents_to"],
        words: "{party}[（{name}）]：{consents}[，{is_signed}]",
        to_applicant: "收到{party}的意见",
        rule: Rule::new(
            "第三方逾期不表示的，由本机关决定；共同制作机关逾期不表示的，视为同意公开",
            "条例第三十二条、第三十四条",
        ),
        note: Note { label: "意见和理由摘要", ..PLAIN.note },
        clock: Some(ClockName::Consultation),
        recorded: Recorded::CasesOpinion,
    }
    OverrideNotified = "override_notified", "告知第三方决定公开", {
        fields: &["name", "not_before", "received_on", "content"],
        words: "[{name}][，{not_before} 前不提供信息][，对方 {received_on} 收到]",
        to_applicant: "书面告知第三方决定公开的内容和理由",
        rule: Rule::new(
            "第三方不同意公开，但不公开可能对公共利益造成重大影响的，可以决定公开，并将决定公开的内容和理由书面告知第三方",
            "条例第三十二条",
        ),
        signed_by: staff::Act::SignCases,
        letters: &[LetterKind::OverrideNotice],
        recorded: Recorded::CasesOverride,
    }
    Extended = "extended", "延长答复期限", {
        fields: &["days", "approved_by"],
        words: "延长 {days} 个工作日，{approved_by}同意",
        to_applicant: "答复期限延长{days}个工作日",
        is_news: true,
        rule: Rule::new(
            "经政府信息公开工作机构负责人同意并告知申请人，最长延长20个工作日，只能一次",
            "条例第三十三条",
        ),
        signed_by: staff::Act::SignCases,
        clock: Some(ClockName::Reply),
        letters: &[LetterKind::Extension],
        recorded: Recorded::CasesExtend,
    }
    FeeNotified = "fee_notified", "通知缴费", {
        fields: &["received_on"],
        words: "[申请人 {received_on} 收到]",
        to_applicant: "通知您缴纳信息处理费",
        is_news: true,
        rule: Rule::new(
            "收费通知应当在答复期限内发出，载明依据、标准、数额和缴纳方式；申请人自收到次日起20个工作日内缴纳",
            "国办函〔2020〕109号",
        ),
        is_charged: true,
        clock: Some(ClockName::Payment),
        letters: &[LetterKind::Fee],
        recorded: Recorded::CasesCharge,
    }
    FeePaid = "fee_paid", "申请人缴费", {
        to_applicant: "信息处理费已缴清",
        rule: Rule::new("答复期限自缴清费用次日起重新计算", "条例第四十二条、国办函〔2020〕109号"),
        clock: Some(ClockName::Reply),
        recorded: Recorded::CasesPay,
    }
    ReasonsRequested = "reasons_requested", "要求说明理由", {
        fields: &["respond_by", "received_on"],
        words: "[说明理由的期限至 {respond_by}][，申请人 {received_on} 收到]",
        to_applicant: "请您说明理由[，期限至{respond_by}]",
        is_news: true,
        rule: Rule::new(
            "数量、频次明显超过合理范围的，可以要求申请人说明理由",
            "条例第三十五条",
        ),
        note: APPLICANTS,
        letters: &[LetterKind::ReasonsAsked],
        clock: Some(ClockName::Reasons),
        recorded: Recorded::CasesReasonsRequest,
    }
    ReasonsGiven = "reasons_given", "收到理由", {
        to_applicant: "收到您说明的理由",
        rule: Rule::new(
            "理由不合理的，告知不予处理；理由合理的，可以确定延迟答复的合理期限",
            "条例第三十五条",
        ),
        note: Note { label: "意见和理由摘要", ..APPLICANTS },
        clock: Some(ClockName::Reasons),
        recorded: Recorded::CasesReasons,
    }
    Delayed = "delayed", "确定延迟答复期限", {
        fields: &["until"],
        words: "延迟至 {until} 前",
        to_applicant: "确定延迟答复的期限：{until}",
        is_news: true,
        rule: Rule::new(
            "申请理由合理、但无法如期答复的，确定延迟答复的合理期限并告知申请人",
            "条例第三十五条",
        ),
        signed_by: staff::Act::SignCases,
        clock: Some(ClockName::Reply),
        letters: &[LetterKind::Delay],
        recorded: Recorded::CasesDelay,
    }
    Replied = "replied", "作出答复", {
        fields: &["outcome", "heeds_objections", "heeded"],
        words: "{outcome}",
        to_applicant: "作出答复",
        rule: Rule::new("由签发人作出。所选结果计入年度报告表三", "条例第三十六条"),
        note: Note {
            label: "答复书发文字号和要点",
            needed: Some("请写明答复书的发文字号和要点；在本系统拟写答复书的，请从“作出处理决定”办理，由签发人签发。"),
            ..PLAIN.note
        },
        signed_by: staff::Act::SignCases,
        letters: &[
            LetterKind::Granted,
            LetterKind::PartlyGranted,
            LetterKind::Refused,
            LetterKind::Unavailable,
            LetterKind::NotProcessed,
            LetterKind::Otherwise,
        ],
        recorded: Recorded::CasesReply,
    }
    Delivered = "delivered", "送达", {
        fields: &["how"],
        words: "{how}",
        to_applicant: "答复送出（{how}）",
        is_news: true,
        rule: Rule::new(
            "邮寄的以交邮之日、直接送达的以签收之日为答复之日",
            "国办公开办函〔2016〕235号",
        ),
        note: Note { label: "送达凭证，例如挂号信函号码", ..PLAIN.note },
        clock: Some(ClockName::Reply),
        recorded: Recorded::CasesDeliver,
    }
    Withdrawn = "withdrawn", "申请人撤回", {
        to_applicant: "您撤回了申请",
        is_news: true,
        note: Note {
            label: "撤回的方式和凭证",
            needed: Some("请写明申请人怎样撤回、有什么凭证，例如：申请人当面提交书面撤回申请。"),
            ..PLAIN.note
        },
        rule: Rule::new("申请人撤回申请的，本件办结，计入“其他处理”", "国办公开办函〔2021〕30号附件"),
        clock: Some(ClockName::Reply),
        recorded: Recorded::CasesWithdraw,
    }
    ReplyOrdered = "reply_ordered", "复议、诉讼责令答复", {
        fields: &["route", "ending", "authority", "number", "dated", "by", "days", "from"],
        words: "{authority}，{number}，{dated}，{ending}[，限 {by} 前][，限 {days} 个工作日内][，自 {from} 起]",
        to_applicant: "收到{authority}的决定、判决（{number}），本机关将重新办理并答复您",
        is_news: true,
        rule: Rule::new(
            "责令作出答复的，应当在决定书、判决书载明的期限内作出并送达，期限不能延长",
            "行政复议法第六十四条、第六十六条、第七十七条，行政诉讼法第七十条至第七十二条",
        ),
        clock: Some(ClockName::OrderedReply),
        recorded: Recorded::CasesOrder,
    }
    FoundClear = "found_clear", "内容明确、无需补正", {
        to_applicant: "申请内容明确",
        rule: Rule::new(
            "内容不明确的，应当自收到申请之日起7个工作日内告知补正；认定内容明确的，不再提醒这一期限",
            "条例第三十条",
        ),
        clock: Some(ClockName::CorrectionNotice),
        recorded: Recorded::CasesClear,
    }
    Undelivered = "undelivered", "文书退回、没有送达", {
        fields: &["letter", "sent_on", "party", "name", "number"],
        words: "{letter}",
        to_applicant: "寄出的文书被退回，没有送达，将重新送达",
        rule: Rule::new(
            "没有送达的文书对任何人不起作用：期限没有起算，重新送达不算再次告知；答复书以首次交邮之日为答复之日，退回后仍须重新送达；送不到的，依法公告送达后登记",
            "条例第三十条、第三十二条、第三十四条，国办公开办函〔2016〕235号",
        ),
        note: Note {
            label: "原因和凭证",
            needed: Some("请写明怎么知道没有送到、原因是什么，例如“邮件退回，批注查无此人”“EMS 查询，3月9日退回”。"),
            ..PLAIN.note
        },
        recorded: Recorded::CasesUndelivered,
    }
    Reached = "reached", "对方收到文书", {
        fields: &["letter", "sent_on", "party", "name", "number"],
        words: "{letter}",
        to_applicant: "寄出的文书已经收到",
        rule: Rule::new(
            "对方的期限从收到之日起算；收到之日以邮政回执、签收记录或者邮政企业的查询结果为凭",
            "条例第三十条、第三十二条、第三十四条、第三十五条",
        ),
        note: Note {
            label: "收到的凭证",
            needed: Some("请写明凭证，例如“邮政回执，本人签收”“EMS 查询，3月5日妥投”。"),
            ..PLAIN.note
        },
        recorded: Recorded::CasesReached,
    }
}

impl Act {
    /// What answers it, where it asks somebody for something once.
    pub const fn answered_by(self) -> Option<Self> {
        match self {
            Self::CorrectionRequested => Some(Self::Corrected),
            Self::FeeNotified => Some(Self::FeePaid),
            Self::ReasonsRequested => Some(Self::ReasonsGiven),
            _ => None,
        }
    }

    /// Whether it answers what the organ asked of somebody else: what they do in time counts until a reply has gone out.
    pub const fn is_answer(self) -> bool {
        matches!(
            self,
            Self::Corrected | Self::ConsultationAnswered | Self::FeePaid | Self::ReasonsGiven
        )
    }

    /// Who may record it: what it takes, and of a day of receipt whoever signs as well, since one that takes lateness off is the
    /// signer's to look at.
    pub fn may_be_recorded_by(self, roles: &Roles) -> Result<(), Refusal> {
        let of_its_own = may(roles, self.spec().signed_by);
        if self == Self::Reached && may(roles, staff::Act::SignCases).is_ok() {
            return Ok(());
        }
        of_its_own
    }

    /// Whether it is about one of the letters that were sent, which it names.
    pub const fn is_about_a_letter(self) -> bool {
        matches!(
            self,
            Self::ConsultationAnswered | Self::Undelivered | Self::Reached
        )
    }

    /// Whether it is the organ that does it; otherwise an applicant, a party or an authority does, and the organ takes note.
    pub const fn is_ours(self) -> bool {
        !matches!(
            self,
            Self::Received
                | Self::Confirmed
                | Self::Corrected
                | Self::ConsultationAnswered
                | Self::FeePaid
                | Self::ReasonsGiven
                | Self::Withdrawn
                | Self::ReplyOrdered
                | Self::Undelivered
                | Self::Reached
        )
    }
}

#[cfg(test)]
mod tests;
