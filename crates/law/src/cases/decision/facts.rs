//! What the history of a case says to whoever decides it. 条例第三十条、第三十二条、第三十四条、第三十五条、第四十二条.

use jiff::civil::Date;

use super::{EarlierFound, Facts, Opinion, Stage};
use crate::cases::{Act, ClockName, Consultation, History, OnTheWay, Override, Party, Rules, Unreceived};

impl Facts {
    /// The facts of a case on a day: how far correction, fee and reasons have come, and what was said by those consulted.
    pub fn of(history: &History, rules: &Rules, today: Date) -> Self {
        let references = history.references();
        let objectors = history.objectors();
        let opinions = |party| {
            let asked = history.consultations.iter().zip(&references);
            let of_party = asked.filter(|(one, _)| one.stands() && one.party == party);
            let told = |(one, reference): (&Consultation, &String)| {
                let objector = objectors
                    .iter()
                    .find(|objector| std::ptr::eq(objector.asked, one));
                let notices = objector.map_or(&[][..], |objector| objector.told.as_slice());
                let content = |notice: &&Override| notice.content.clone();
                Opinion {
                    reference: reference.clone(),
                    is_untold: objector.is_some() && notices.is_empty(),
                    // A notice whose content is not known holds for any.
                    told: notices
                        .iter()
                        .map(content)
                        .collect::<Option<Vec<String>>>()
                        .unwrap_or_default(),
                    ..opinion(one, rules, today)
                }
            };
            of_party.map(told).collect()
        };
        Self {
            correction: match &history.correction {
                None => Stage::NotAsked,
                Some(correction) if correction.corrected_on.is_some() => Stage::Answered,
                Some(_) => waiting(history, ClockName::Correction, rules, today),
            },
            fee: match history.fee {
                None => Stage::NotAsked,
                Some(fee) if fee.paid_on.is_some() => Stage::Answered,
                Some(_) => waiting(history, ClockName::Payment, rules, today),
            },
            reasons_asked: match history.reasons {
                None => Stage::NotAsked,
                Some(reasons) if reasons.given_on.is_some() => Stage::Answered,
                Some(_) => waiting(history, ClockName::Reasons, rules, today),
            },
            third_parties: opinions(Party::ThirdParty),
            co_makers: opinions(Party::CoMaker),
            is_withdrawn: history.withdrawn_on.is_some(),
            not_before: history
                .overrides
                .iter()
                .filter(|notice| !notice.is_revoked)
                .filter_map(|notice| notice.not_before)
                .max(),
            things_asked: Vec::new(),
            unreceived: history
                .unreceived(rules, today)
                .iter()
                .map(Unreceived::letter)
                .collect(),
            undelivered: history
                .to_be_sent_again()
                .into_iter()
                .filter(|lost| lost.letter == Act::ConsultationSent)
                .map(OnTheWay::words)
                .collect(),
            arrived_on: Some(history.arrived_on),
            received_on: history.received_on,
            today: Some(today),
            unit_searches: Vec::new(),
            units_holding: Vec::new(),
            earlier: EarlierFound::Unknown,
            kept_since: None,
            asked_for: None,
            excessive_from: rules.settings.excessive_from,
            set_aside: Vec::new(),
        }
    }
}

fn waiting(history: &History, name: ClockName, rules: &Rules, today: Date) -> Stage {
    let clocks = history.clocks(rules);
    let clock = clocks.iter().find(|clock| clock.name == name);
    // Nobody's right lapses on a day that nobody published.
    if clock.is_some_and(|clock| today > clock.latest_on) {
        Stage::Lapsed
    } else {
        Stage::Waiting
    }
}

/// An answer that says neither yes nor no leaves the organ to decide, as silence does, once the time to say so is over.
fn opinion(asked: &Consultation, rules: &Rules, today: Date) -> Opinion {
    let consents = asked.answer.and_then(|answer| answer.consents);
    let has_lapsed = consents.is_none() && today > asked.latest_limit(&rules.calendar);
    Opinion {
        consents_to: asked.consented().unwrap_or_default(),
        asked_about: asked.content.clone().unwrap_or_default(),
        ..Opinion::said(consents, has_lapsed)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::cases::{Channel, Event, Settings, Standing, What};

    fn rules() -> Rules {
        Rules {
            calendar: crate::calendar::Calendar::built_in(),
            settings: Settings::default(),
        }
    }

    fn facts(events: Vec<(Date, What)>, today: Date) -> Facts {
        let received = What::Received {
            channel: Channel::InPerson,
            arrived_on: None,
            confirmed_on: None,
        };
        let events: Vec<Event> = std::iter::once((date(2025, 3, 3), received))
            .chain(events)
            .map(|(on, what)| Event { on, what })
            .collect();
        let standing = Standing::of(&events, &rules(), today).unwrap();
        Facts::of(&standing.history, &rules(), today)
    }

    #[test]
    fn a_correction_is_waited_for_until_its_day_and_lapses_after_it() {
        let asked = || {
            vec![(
                date(2025, 3, 5),
                What::CorrectionRequested {
                    respond_by: Some(date(2025, 3, 20)),
                    received_on: None,
                },
            )]
        };
        assert_eq!(facts(vec![], date(2025, 3, 4)).correction, Stage::NotAsked);
        assert_eq!(facts(asked(), date(2025, 3, 20)).correction, Stage::Waiting);
        assert_eq!(facts(asked(), date(2025, 3, 21)).correction, Stage::Lapsed);
        let mut corrected = asked();
        corrected.push((date(2025, 3, 18), What::Corrected {}));
        assert_eq!(facts(corrected, date(2025, 3, 21)).correction, Stage::Answered);
    }

    #[test]
    fn a_third_party_is_awaited_for_15_working_days_and_then_silent() {
        let sent = || {
            vec![(
                date(2025, 3, 10),
                What::ConsultationSent {
                    party: Party::ThirdParty,
                    name: None,
                    received_on: None,
                    number: None,
                    content: None,
                },
            )]
        };
        assert!(facts(sent(), date(2025, 3, 31)).third_parties[0].is_awaited());
        assert!(facts(sent(), date(2025, 4, 1)).third_parties[0].has_lapsed);
        let mut refused = sent();
        refused.push((
            date(2025, 3, 12),
            What::ConsultationAnswered {
                party: Party::ThirdParty,
                name: None,
                consents: Some(false),
                number: None,
                is_signed: None,
                consents_to: None,
            },
        ));
        let facts_then = facts(refused, date(2025, 3, 13));
        let opinion = &facts_then.third_parties[0];
        assert_eq!((opinion.consents, opinion.has_lapsed), (Some(false), false));
        assert!(facts(sent(), date(2025, 3, 13)).co_makers.is_empty());
    }

    #[test]
    fn a_fee_and_reasons_lapse_when_nothing_comes() {
        let fee = vec![(date(2025, 3, 10), What::FeeNotified { received_on: None })];
        assert_eq!(facts(fee.clone(), date(2025, 4, 8)).fee, Stage::Waiting);
        assert_eq!(facts(fee, date(2025, 4, 9)).fee, Stage::Lapsed);
        let reasons = vec![(
            date(2025, 3, 10),
            What::ReasonsRequested {
                respond_by: None,
                received_on: None,
            },
        )];
        assert_eq!(
            facts(reasons.clone(), date(2025, 3, 31)).reasons_asked,
            Stage::Waiting
        );
        assert_eq!(facts(reasons, date(2025, 4, 1)).reasons_asked, Stage::Lapsed);
    }

    #[test]
    fn what_says_neither_yes_nor_no_ends_nobodys_time_to_say_so() {
        use crate::cases::decision::{Decision, blockers, may_leave};
        use crate::codes::Outcome;
        for party in [Party::ThirdParty, Party::CoMaker] {
            let sent = |received_on| What::ConsultationSent {
                party,
                name: Some("甲".to_owned()),
                received_on: Some(received_on),
                number: None,
                content: None,
            };
            let said = |consents| What::ConsultationAnswered {
                party,
                name: Some("甲".to_owned()),
                consents,
                number: None,
                is_signed: None,
                consents_to: None,
            };
            let (on, next) = (date(2025, 3, 10), date(2025, 3, 11));
            let (grant, field) = (
                Decision::of(Outcome::GrantedProvided),
                match party {
                    Party::CoMaker => "co_makers",
                    _ => "third_parties",
                },
            );
            let waits = |events: Vec<(Date, What)>, today| {
                let facts = facts(events, today);
                let blocks = blockers(&grant, &facts).iter().any(|why| why.field == field);
                let stays = may_leave(&grant, &facts, today)
                    .iter()
                    .any(|why| why.field == field);
                // What was signed before the receipt was mended stays as well.
                assert_eq!(blocks, stays, "{party:?}");
                blocks
            };
            let studying = || vec![(on, sent(on)), (next, said(None))];
            assert!(waits(studying(), next), "{party:?}");
            assert!(!waits(studying(), date(2025, 4, 1)), "{party:?}");
            let mut refused = studying();
            refused.push((date(2025, 3, 20), said(Some(false))));
            let facts = facts(refused, date(2025, 3, 20));
            let of_party = if party == Party::CoMaker {
                &facts.co_makers
            } else {
                &facts.third_parties
            };
            assert_eq!(
                of_party[0].consents,
                Some(false),
                "{party:?}: it may still say so"
            );
        }
    }

    #[test]
    fn nobodys_silence_counts_before_it_is_known_that_the_letter_came() {
        use crate::cases::decision::{Decision, blockers};
        use crate::codes::Outcome;
        let lacks = |received_on, outcome| {
            let on = date(2025, 3, 10);
            let respond_by = Some(date(2025, 3, 21));
            let of_applicant = |what| vec![(on, what)];
            let asked = What::ConsultationSent {
                party: Party::ThirdParty,
                name: Some("甲公司".to_owned()),
                received_on,
                number: None,
                content: None,
            };
            let events = match outcome {
                Outcome::OtherwiseUnpaid => of_applicant(What::FeeNotified { received_on }),
                Outcome::OtherwiseUncorrected => of_applicant(What::CorrectionRequested {
                    respond_by,
                    received_on,
                }),
                Outcome::NotProcessedExcessive => of_applicant(What::ReasonsRequested {
                    respond_by,
                    received_on,
                }),
                _ => vec![(on, asked)],
            };
            let facts = facts(events, date(2025, 5, 9));
            let lacks = blockers(&Decision::of(outcome), &facts);
            lacks.iter().any(|why| why.field == "receipt")
        };
        for outcome in [
            Outcome::OtherwiseUnpaid,
            Outcome::OtherwiseUncorrected,
            Outcome::NotProcessedExcessive,
            Outcome::GrantedProvided,
            Outcome::RefusedThirdParty,
        ] {
            assert!(
                lacks(None, outcome),
                "posted, and nobody knows whether it came: {outcome:?}"
            );
            assert!(!lacks(Some(date(2025, 3, 12)), outcome), "{outcome:?}");
        }
        assert!(
            !lacks(None, Outcome::UnavailableNotHeld),
            "it rests on nobody's silence"
        );
    }

    #[test]
    fn each_third_party_that_objects_is_told_before_what_it_objects_to_is_disclosed() {
        let asked = |name: &str| What::ConsultationSent {
            party: Party::ThirdParty,
            name: Some(name.into()),
            received_on: None,
            number: None,
            content: None,
        };
        let objects = |name: &str| What::ConsultationAnswered {
            party: Party::ThirdParty,
            name: Some(name.into()),
            consents: Some(false),
            number: None,
            is_signed: None,
            consents_to: None,
        };
        let told = |name: &str| What::OverrideNotified {
            name: Some(name.into()),
            not_before: Some(date(2025, 4, 1)),
            received_on: None,
            content: None,
        };
        let untold = |events: &[(Date, What)], today| {
            let facts = facts(events.to_vec(), today);
            facts.third_parties.iter().filter(|one| one.is_untold).count()
        };
        let mut events = vec![
            (date(2025, 3, 5), asked("甲公司")),
            (date(2025, 3, 5), asked("乙公司")),
            (date(2025, 3, 10), objects("甲公司")),
            (date(2025, 3, 11), objects("乙公司")),
        ];
        assert_eq!(untold(&events, date(2025, 3, 12)), 2);
        events.push((date(2025, 3, 12), told("乙公司")));
        assert_eq!(untold(&events, date(2025, 3, 12)), 1);
        events.push((date(2025, 3, 13), told("乙公司")));
        assert_eq!(untold(&events, date(2025, 3, 13)), 1);
        events.push((date(2025, 3, 13), told("甲公司")));
        assert_eq!(untold(&events, date(2025, 3, 13)), 0);
        assert_eq!(
            facts(events, date(2025, 3, 13)).not_before,
            Some(date(2025, 4, 1))
        );
    }
}
