//! What happens to a case (件), as it is recorded: one event per act, each on its civil day.
//! Events are the truth of a case; its standing is worked out from them (条例第三十条至第三十六条). No rule is applied here.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::acts::Act;
use super::undelivered::OnTheWay;
use crate::codes::{ReplyOrder, TableThreeRow};
use crate::labelled::labelled;

labelled! {
    /// How an application reached the organ (条例第二十九条、第三十一条).
    Channel {
        InPerson = "in_person", "当面提交";
        /// 挂号信、邮政特快专递: someone signs for it.
        RegisteredPost = "registered_post", "挂号信、特快专递";
        /// 平常信函: nobody signs for it.
        OrdinaryPost = "ordinary_post", "平常信函";
        Online = "online", "互联网渠道";
        Fax = "fax", "传真";
        /// The office writes it down for the applicant.
        Oral = "oral", "口头提出、代为填写";
    }
}

impl Channel {
    /// Whether the application counts as received only once both sides have confirmed it (条例第三十一条第（二）项后段、第（三）项).
    pub const fn needs_confirmation(self) -> bool {
        matches!(self, Self::OrdinaryPost | Self::Online | Self::Fax)
    }

    /// How the application was handed in, as a letter tells it: 收到您当面提交的….
    pub const fn in_a_letter(self) -> &'static str {
        match self {
            Self::InPerson => "当面提交",
            Self::RegisteredPost | Self::OrdinaryPost => "邮寄提交",
            Self::Online => "通过互联网渠道提交",
            Self::Fax => "通过传真提交",
            Self::Oral => "口头提出",
        }
    }

    /// The rule that fixes the day of receipt, with its article.
    pub const fn receipt_rule(self) -> (&'static str, &'static str) {
        match self {
            Self::InPerson => ("当面提交的，以提交之日为收到申请之日", "条例第三十一条第（一）项"),
            Self::Oral => (
                "口头提出、由工作机构代为填写的，以提出之日为收到申请之日",
                "条例第二十九条第一款、第三十一条第（一）项",
            ),
            Self::RegisteredPost => (
                "以需要签收的邮寄方式提交的，以行政机关签收之日为收到申请之日",
                "条例第三十一条第（二）项",
            ),
            Self::OrdinaryPost => (
                "以平常信函提交的，应当于收到当日与申请人确认，确认之日为收到申请之日",
                "条例第三十一条第（二）项",
            ),
            Self::Online => (
                "通过互联网渠道提交的，以双方确认之日为收到申请之日",
                "条例第三十一条第（三）项",
            ),
            Self::Fax => (
                "通过工作机构传真提交的，以双方确认之日为收到申请之日",
                "条例第三十一条第（三）项",
            ),
        }
    }
}

labelled! {
    /// Whose opinion is asked (条例第三十二条、第三十三条第三款、第三十四条).
    Party {
        ThirdParty = "third_party", "第三方";
        CoMaker = "co_maker", "共同制作机关";
        OtherOrgan = "other_organ", "其他机关";
    }
}

impl Party {
    /// The article under which it is asked.
    pub const fn article(self) -> &'static str {
        match self {
            Self::ThirdParty => "条例第三十二条",
            Self::CoMaker => "条例第三十四条",
            Self::OtherOrgan => "条例第三十三条第三款",
        }
    }

    /// What follows when it says nothing in time: nothing for a third party, consent for a co-maker.
    pub const fn silence(self) -> &'static str {
        match self {
            Self::ThirdParty => "逾期未提出意见的，由本机关依照条例的规定决定是否公开",
            Self::CoMaker => "逾期未提出意见的，视为同意公开",
            Self::OtherOrgan => "逾期未提出意见的，由本机关依照条例的规定决定",
        }
    }
}

labelled! {
    /// How a reply reaches the applicant (国办公开办函〔2016〕235号).
    Delivery {
        InPerson = "in_person", "直接送达";
        Entrusted = "entrusted", "委托送达";
        /// Left where its addressee lives or works, who refuses to sign for it: before witnesses, or with pictures or a film of it
        /// (民事诉讼法第八十九条, by analogy). It is delivered that day.
        LeftBehind = "left_behind", "留置送达";
        /// By the postal enterprise: the day of posting counts.
        Post = "post", "邮寄送达";
        Online = "online", "网上送达";
        Email = "email", "电子邮件送达";
        Fax = "fax", "传真送达";
        /// Whoever can't be found, or be reached in any other way (民事诉讼法第九十五条, by analogy): reached once its days have passed.
        Announced = "announced", "公告送达";
    }
}

impl Delivery {
    /// The way written as the code, or as the name of a kind of post.
    pub fn read(word: &str) -> Option<Self> {
        match word {
            "registered_post" | "ordinary_post" | "ems" => Some(Self::Post),
            _ => Self::from_code(word),
        }
    }

    /// How it went out, as a letter tells it: 于2026年3月4日交邮. What was posted is not delivered yet.
    pub const fn in_a_letter(self) -> &'static str {
        match self {
            Self::InPerson => "直接送达",
            Self::Entrusted => "委托送达",
            Self::LeftBehind => "留置送达",
            Self::Post => "交邮",
            Self::Online => "通过互联网送达",
            Self::Email => "以电子邮件送达",
            Self::Fax => "以传真送达",
            Self::Announced => "公告送达",
        }
    }

    /// Whether a 送达回证 proves it: whoever gets it signs for it, or the postal enterprise, or whoever saw it left behind.
    pub const fn is_signed_for(self) -> bool {
        matches!(
            self,
            Self::InPerson | Self::Entrusted | Self::LeftBehind | Self::Post
        )
    }

    /// Whether somebody carries it to its addressee, whose receipt tells when it came.
    pub const fn is_carried(self) -> bool {
        matches!(self, Self::Post | Self::Entrusted)
    }

    /// The day that counts as the day of the reply.
    pub const fn day_rule(self) -> &'static str {
        match self {
            Self::InPerson | Self::Entrusted => "以签收之日为答复之日",
            Self::LeftBehind => "以留置之日为答复之日",
            Self::Post => "以交邮之日为答复之日",
            Self::Online | Self::Email | Self::Fax => "以发出之日为答复之日",
            Self::Announced => "以发出公告之日为答复之日，公告期满视为送达",
        }
    }
}

/// One event of a case, on its civil day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub on: Date,
    #[serde(flatten)]
    pub what: What,
}

/// What happened, with what is needed to reckon from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum What {
    /// The application is here. `on` is the day it was handed in, signed for or confirmed; where the days differ, the
    /// arrival and the confirmation say so. A confirmation of `null` means that it is still awaited.
    Received {
        channel: Channel,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        arrived_on: Option<Date>,
        #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
        confirmed_on: Option<Option<Date>>,
    },
    /// Both sides have confirmed an application that arrived by a channel without a signature.
    Confirmed {},
    CorrectionRequested {
        /// 补正期限: the last day the notice sets.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        respond_by: Option<Date>,
        /// The day the notice reached the applicant, where it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        received_on: Option<Date>,
    },
    Corrected {},
    ConsultationSent {
        party: Party,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// The day the letter reached the party, where it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        received_on: Option<Date>,
        /// 文号 of the letter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<String>,
        /// What it asks about, by the letter that was signed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        content: Option<String>,
    },
    ConsultationAnswered {
        party: Party,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// `None`: nothing was said for or against.
        #[serde(default)]
        consents: Option<bool>,
        /// 文号 of the letter it answers, where several went to one party.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<String>,
        /// Whether it bears a signature or a seal; `None` where that was not recorded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        is_signed: Option<bool>,
        /// What it consents to, where it does in part (部分同意公开): it objects to the rest, and `consents` is `false`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        consents_to: Option<String>,
    },
    /// A third party that objects was told in writing what is disclosed nevertheless, and why (条例第三十二条).
    OverrideNotified {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// The day before which the information does not go out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_before: Option<Date>,
        /// The day the notice reached the third party, where it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        received_on: Option<Date>,
        /// What it says is disclosed, by the letter that was signed: it holds for that alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        content: Option<String>,
    },
    Extended {
        days: u16,
        #[serde(default)]
        approved_by: String,
    },
    FeeNotified {
        /// The day the notice reached the applicant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        received_on: Option<Date>,
    },
    FeePaid {},
    /// 条例第三十五条: the applicant is asked why so much is asked for.
    ReasonsRequested {
        /// The last day the letter sets.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        respond_by: Option<Date>,
        /// The day the letter reached the applicant, where it is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        received_on: Option<Date>,
    },
    ReasonsGiven {},
    /// 条例第三十五条: the reasons hold, but the answer needs a later, reasonable day.
    Delayed {
        until: Date,
    },
    Replied {
        outcome: TableThreeRow,
        /// What a third party objects to is not among what is given: it is withheld for its sake, or was public before
        /// (条例第三十二条). Said by the decision that the reply was made from; without one it is not known.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        heeds_objections: bool,
        /// Whose objections it heeds (`History::references`), where it discloses something over another's.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        heeded: Vec<String>,
    },
    Delivered {
        #[serde(deserialize_with = "delivery")]
        how: Delivery,
    },
    Withdrawn {},
    /// A reconsideration or a judgment orders a reply; `on` is the day the organ received it.
    ReplyOrdered(ReplyOrder),
    /// 条例第三十条: the content was looked at and is clear; no correction needs to be asked for.
    FoundClear {},
    /// A letter came back or never came; `on` is the day the organ learnt of it.
    Undelivered(OnTheWay),
    /// A letter reached whoever it was sent to, by its receipt or by what the postal enterprise says; `on` is the day it did.
    Reached(OnTheWay),
}

impl What {
    /// A reply of which nothing more is known than its outcome.
    pub const fn replied(outcome: TableThreeRow) -> Self {
        Self::Replied {
            outcome,
            heeds_objections: false,
            heeded: Vec::new(),
        }
    }

    /// The same with the day it reached whoever it was sent to, where that is known as it is recorded; `None` where no period and no
    /// right hangs on that day. What becomes known later is an event of its own ([`What::Reached`]).
    pub fn reaching(&self, on: Option<Date>) -> Option<Self> {
        let mut sent = self.clone();
        match &mut sent {
            Self::CorrectionRequested { received_on, .. }
            | Self::ConsultationSent { received_on, .. }
            | Self::OverrideNotified { received_on, .. }
            | Self::FeeNotified { received_on }
            | Self::ReasonsRequested { received_on, .. } => *received_on = on,
            _ => return None,
        }
        Some(sent)
    }

    /// The day it reached whoever it was sent to, where it was known as it was recorded.
    pub const fn reached_on(&self) -> Option<Date> {
        match self {
            Self::CorrectionRequested { received_on, .. }
            | Self::ConsultationSent { received_on, .. }
            | Self::OverrideNotified { received_on, .. }
            | Self::FeeNotified { received_on }
            | Self::ReasonsRequested { received_on, .. } => *received_on,
            _ => None,
        }
    }

    /// The act this is a record of.
    pub const fn act(&self) -> Act {
        match self {
            Self::Received { .. } => Act::Received,
            Self::Confirmed {} => Act::Confirmed,
            Self::CorrectionRequested { .. } => Act::CorrectionRequested,
            Self::Corrected {} => Act::Corrected,
            Self::ConsultationSent { .. } => Act::ConsultationSent,
            Self::ConsultationAnswered { .. } => Act::ConsultationAnswered,
            Self::OverrideNotified { .. } => Act::OverrideNotified,
            Self::Extended { .. } => Act::Extended,
            Self::FeeNotified { .. } => Act::FeeNotified,
            Self::FeePaid {} => Act::FeePaid,
            Self::ReasonsRequested { .. } => Act::ReasonsRequested,
            Self::ReasonsGiven {} => Act::ReasonsGiven,
            Self::Delayed { .. } => Act::Delayed,
            Self::Replied { .. } => Act::Replied,
            Self::Delivered { .. } => Act::Delivered,
            Self::Withdrawn {} => Act::Withdrawn,
            Self::ReplyOrdered(_) => Act::ReplyOrdered,
            Self::FoundClear {} => Act::FoundClear,
            Self::Undelivered(_) => Act::Undelivered,
            Self::Reached(_) => Act::Reached,
        }
    }
}

/// A field that is there, be it null, as against one that is not.
#[expect(
    clippy::option_option,
    reason = "not said, said to be awaited, and said to be a day are three things"
)]
fn said<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Date>>, D::Error> {
    Option::<Date>::deserialize(deserializer).map(Some)
}

fn delivery<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Delivery, D::Error> {
    let word = String::deserialize(deserializer)?;
    Delivery::read(&word).ok_or_else(|| serde::de::Error::custom(format!("不认识的送达方式“{word}”")))
}
