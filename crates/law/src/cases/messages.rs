//! What an applicant may write about a case beside the acts on it: why the time was extended, that the information should be
//! published, what is wrong with the handling. 条例第三十三条第二款、第四十四条第二款、第五十一条.

use super::history::History;
use super::standing::Standing;
use crate::codes::TableThreeRow;
use crate::labelled::labelled;

labelled! {
    /// What a message of an applicant is about.
    MessageKind {
        Question = "question", "询问办理情况";
        ExtensionReasons = "extension_reasons", "询问延期理由";
        Publication = "publication", "建议主动公开";
        Complaint = "complaint", "投诉";
    }
}

/// Most characters of a message, and of its answer.
pub const LONGEST_MESSAGE: usize = 2000;

impl MessageKind {
    /// The article it rests on.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Question => "条例第五条",
            Self::ExtensionReasons => "条例第三十三条第二款",
            Self::Publication => "条例第四十四条第二款",
            Self::Complaint => "条例第五十一条",
        }
    }

    /// What applicants write about, with the articles they may do so by.
    pub fn all_with_articles() -> String {
        let all =
            |word: fn(Self) -> &'static str| Self::ALL.iter().map(|kind| word(*kind)).collect::<Vec<_>>();
        format!(
            "{}（{}）。",
            all(Self::label).join("、"),
            all(Self::article).join("、")
        )
    }

    /// What the law says of it, in words for the applicant.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Question => "行政机关公开政府信息应当便民。您可以询问本件的办理情况，经办人在这里答复。",
            Self::ExtensionReasons => {
                "延长答复期限的，应当经政府信息公开工作机构负责人同意并告知申请人。您可以询问延期的理由。"
            }
            Self::Publication => {
                "对依申请公开的政府信息，您认为涉及公众利益调整、需要公众广泛知晓或者需要公众参与决策的，可以建议纳入主动公开的范围；经审核属于主动公开范围的，应当及时主动公开。"
            }
            Self::Complaint => {
                "您认为本机关在政府信息公开工作中侵犯您的合法权益的，可以在这里反映；也可以直接向上一级行政机关或者政府信息公开工作主管部门投诉、举报，或者依法申请行政复议、提起行政诉讼。在这里反映不影响这些权利，也不影响其期限。"
            }
        }
    }

    /// Whether such a message fits what has happened to the case; the reason where it does not.
    pub fn may_send(self, history: &History) -> Result<(), &'static str> {
        match self {
            Self::ExtensionReasons if history.extension.is_none() && history.delayed.is_none() => {
                Err("答复期限没有延长过。")
            }
            Self::Publication => match history.replies().last() {
                Some(reply)
                    if reply.delivered.is_some()
                        && matches!(
                            reply.outcome,
                            TableThreeRow::Granted | TableThreeRow::PartlyGranted
                        ) =>
                {
                    Ok(())
                }
                _ => Err("信息已经公开给您之后，才能建议纳入主动公开的范围。"),
            },
            Self::Question | Self::ExtensionReasons | Self::Complaint => Ok(()),
        }
    }
}

impl MessageKind {
    /// Whether somebody may answer such a message who handles the case, or does not; the reason where not. Nobody answers
    /// alone for their own handling, of which a complaint is (条例第五十一条); the head of the office, who answers for all of
    /// it, may always, so that there is somebody who can.
    pub const fn may_be_answered(self, by_its_handler: bool, by_the_head: bool) -> Result<(), &'static str> {
        match self {
            Self::Complaint if by_its_handler && !by_the_head => {
                Err("投诉的是本件的办理，不能由经办人本人答复，请交其他经办人或者负责人答复。")
            }
            Self::Complaint | Self::Question | Self::ExtensionReasons | Self::Publication => Ok(()),
        }
    }

    /// Whether whoever signs may answer it too, not only whoever handles cases.
    pub const fn is_for_the_head(self) -> bool {
        matches!(self, Self::Complaint)
    }
}

impl Standing {
    /// Whether the applicant may hand in further files: until the reply is made.
    pub const fn may_supplement(&self) -> Result<(), &'static str> {
        if self.state.is_open() && self.history.reply.is_none() {
            Ok(())
        } else {
            Err("本件已经作出答复或者办结，不再接收材料；需要时可以另行申请。")
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::cases::{Channel, Delivery, Event, Rules, Standing, What};

    fn history(whats: Vec<What>) -> History {
        standing(whats).history
    }

    fn standing(whats: Vec<What>) -> Standing {
        let on = date(2025, 3, 3);
        let received = What::Received {
            channel: Channel::InPerson,
            arrived_on: None,
            confirmed_on: None,
        };
        let events: Vec<Event> = std::iter::once(received)
            .chain(whats)
            .map(|what| Event { on, what })
            .collect();
        Standing::of(&events, &Rules::default(), on).unwrap()
    }

    fn allowed(history: &History) -> Vec<MessageKind> {
        let may = |kind: &&MessageKind| kind.may_send(history).is_ok();
        MessageKind::ALL.iter().filter(may).copied().collect()
    }

    #[test]
    fn a_complaint_always_fits_and_the_others_when_there_is_cause() {
        let always = [MessageKind::Question, MessageKind::Complaint];
        assert_eq!(allowed(&history(vec![])), always);
        let extended = What::Extended {
            days: 20,
            approved_by: "王某".into(),
        };
        assert_eq!(
            allowed(&history(vec![extended])),
            [
                MessageKind::Question,
                MessageKind::ExtensionReasons,
                MessageKind::Complaint
            ]
        );
    }

    #[test]
    fn a_complaint_is_not_answered_by_whoever_handles_the_case_but_always_by_the_head() {
        assert!(MessageKind::Complaint.may_be_answered(true, false).is_err());
        assert!(MessageKind::Complaint.may_be_answered(false, false).is_ok());
        assert!(MessageKind::Complaint.may_be_answered(true, true).is_ok());
        assert!(MessageKind::ExtensionReasons.may_be_answered(true, false).is_ok());
    }

    #[test]
    fn files_are_taken_until_the_reply() {
        assert!(standing(vec![]).may_supplement().is_ok());
        let asked = What::CorrectionRequested {
            respond_by: None,
            received_on: None,
        };
        assert!(standing(vec![asked]).may_supplement().is_ok());
        let outcome = TableThreeRow::Granted;
        assert!(standing(vec![What::replied(outcome)]).may_supplement().is_err());
        assert!(standing(vec![What::Withdrawn {}]).may_supplement().is_err());
    }

    #[test]
    fn only_what_was_given_may_be_suggested_for_publication() {
        let replied = What::replied;
        let delivered = || What::Delivered {
            how: Delivery::InPerson,
        };
        let may = |whats| MessageKind::Publication.may_send(&history(whats)).is_ok();
        assert!(may(vec![replied(TableThreeRow::Granted), delivered()]));
        assert!(may(vec![replied(TableThreeRow::PartlyGranted), delivered()]));
        assert!(
            !may(vec![replied(TableThreeRow::Granted)]),
            "it has not gone out yet"
        );
        assert!(!may(vec![
            replied(TableThreeRow::UnavailableNotHeld),
            delivered()
        ]));
    }
}
