//! How a letter is issued: its word in the document number, and what its signing does to the case.

use super::LetterKind;
use crate::cases::{Act, Party};
use crate::codes::Rule;

impl LetterKind {
    /// The word of this kind after the organ's own in a document number (机关代字): `None` for forms that carry no number.
    /// Kinds of the same word share one sequence in a year, so that no number is given twice.
    pub const fn word(self) -> Option<&'static str> {
        Some(match self {
            Self::Registration => "登",
            Self::Correction => "补",
            Self::ReasonsAsked => "理",
            Self::Extension => "延",
            Self::Delay => "迟",
            Self::ThirdParty => "征",
            Self::Consulting => "告",
            Self::OverrideNotice => "决",
            Self::CoMaker | Self::OtherOrgan => "商",
            Self::Assistance => "协",
            Self::Fee => "费",
            Self::RecordCorrected | Self::RecordDeclined => "更",
            Self::Referral => "报",
            Self::Termination => "终",
            Self::RecordForwarded => "转",
            Self::ThirdPartyOpinion
            | Self::DeliveryRecord
            | Self::RegistrationForm
            | Self::ReviewForm
            | Self::FileCatalogue
            | Self::TransferList => return None,
            Self::Granted
            | Self::PartlyGranted
            | Self::Refused
            | Self::Unavailable
            | Self::NotProcessed
            | Self::Otherwise => "答",
        })
    }

    /// The act on the case that its signing is; `None` where it changes nothing.
    pub fn act(self) -> Option<Act> {
        Act::ALL
            .iter()
            .copied()
            .find(|act| act.spec().letters.contains(&self))
    }

    /// What the law says of signing it, where that is more than of its act.
    pub const fn rule(self) -> Option<Rule> {
        match self {
            Self::Extension => Some(Rule::new(
                "签发即为政府信息公开工作机构负责人同意；应当在答复期限届满前告知申请人",
                "条例第三十三条第二款",
            )),
            _ => None,
        }
    }

    /// Whom it consults (条例第三十二条、第三十四条).
    pub const fn party(self) -> Option<Party> {
        match self {
            Self::ThirdParty => Some(Party::ThirdParty),
            Self::CoMaker => Some(Party::CoMaker),
            Self::OtherOrgan => Some(Party::OtherOrgan),
            _ => None,
        }
    }

    /// Whether its addressee is to write back to the organ, on paper as a rule.
    pub const fn asks_for_an_answer(self) -> bool {
        self.party().is_some() || matches!(self, Self::Referral | Self::Assistance)
    }

    /// The form that is printed with every letter of this kind, for its addressee to fill in and send back.
    pub const fn form_to_fill(self) -> Option<Self> {
        match self {
            Self::ThirdParty => Some(Self::ThirdPartyOpinion),
            _ => None,
        }
    }

    /// Whether its addressee is the applicant, who may then download it.
    pub const fn is_for_applicant(self) -> bool {
        !matches!(
            self,
            Self::ThirdParty
                | Self::ThirdPartyOpinion
                | Self::OverrideNotice
                | Self::CoMaker
                | Self::OtherOrgan
                | Self::Referral
                | Self::Assistance
                | Self::DeliveryRecord
                | Self::RegistrationForm
                | Self::ReviewForm
                | Self::FileCatalogue
                | Self::TransferList
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_share_one_sequence_and_procedure_has_its_own() {
        for kind in LetterKind::ALL {
            assert_eq!(kind.is_reply(), kind.word() == Some("答"), "{kind:?}");
            assert_eq!(kind.is_reply(), kind.act() == Some(Act::Replied), "{kind:?}");
            assert!(!kind.is_reply() || kind.is_for_applicant(), "{kind:?}");
        }
        assert_eq!(LetterKind::ThirdParty.party(), Some(Party::ThirdParty));
        assert_eq!(LetterKind::Fee.party(), None);
    }
}
