//! When a reply that was signed no longer tells how its case went, so that it does not go out as it is: it is signed anew.
//! 条例第三十条、第三十二条、第三十四条、第三十五条: what somebody else does in time counts until the reply has gone out.

use super::acts::Act;

/// What is said where it does not.
pub const OUTDATED: &str =
    "签发之后本件的经过有了更正或者收到了答复，答复书写的是此前的情况：请签发人撤回签发，重新起草答复。";

impl Act {
    /// Whether what was recorded of it after the signature makes a reply tell what is on record no more: an answer that it went
    /// by the absence of, or that somebody whom it says was asked or told was not reached. Of its own coming back it tells
    /// nothing.
    pub const fn outdates_a_reply(self, is_about: Option<Self>) -> bool {
        match (self, is_about) {
            (Self::Undelivered, Some(Self::Delivered)) => false,
            (Self::Undelivered, _) => true,
            (act, _) => act.is_answer(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_reply_is_outdated_by_answers_and_by_letters_that_did_not_come_but_not_by_its_own_return() {
        for act in [
            Act::Corrected,
            Act::FeePaid,
            Act::ReasonsGiven,
            Act::ConsultationAnswered,
        ] {
            assert!(act.outdates_a_reply(None), "{act:?}");
        }
        assert!(Act::Undelivered.outdates_a_reply(Some(Act::ConsultationSent)));
        assert!(!Act::Undelivered.outdates_a_reply(Some(Act::Delivered)));
        for act in [Act::Reached, Act::OverrideNotified, Act::Delivered] {
            assert!(!act.outdates_a_reply(None), "{act:?}");
        }
    }
}
