use proptest::prelude::*;

use super::*;
use crate::staff::Role;

mod chains;
mod settings;

fn step(level: Level, round: i64, hash: &str, person: i64) -> Step {
    Step {
        level,
        verdict: Verdict::Agreed,
        round,
        hash: (level != Level::Writing).then(|| hash.to_owned()),
        person: Some(person),
        name: format!("某{person}"),
        opinion: None,
        taken_at: Timestamp::UNIX_EPOCH,
        taken_as: None,
        entered_by: None,
    }
}

fn judged(hash: &str, round: i64) -> Judged {
    Judged {
        hash: hash.to_owned(),
        round,
        written_since: 1,
    }
}

fn three() -> Chain {
    Chain::of([
        Place::new(Level::Legal, Act::CheckCases, Apart::FromAll),
        Place::new(Level::Secrecy, Act::ReviewSecrecy, Apart::FromAll),
        Place::new(Level::Signing, Act::SignCases, Apart::FromAll),
    ])
}

#[test]
fn a_chain_has_each_level_once() {
    let place = Place::new(Level::Secrecy, Act::ReviewSecrecy, Apart::FromWriters);
    let doubled = Chain::of([place, Place::PUBLICATION_OF_DOCUMENT, place]);
    assert_eq!(doubled.places(), [place, Place::PUBLICATION_OF_DOCUMENT]);
}

#[test]
fn a_verdict_counts_for_the_very_text_and_the_very_round_alone() {
    let steps = [step(Level::Legal, 1, "a", 2)];
    let next = |judged: &Judged| judged.next(&three(), &steps).map(|place| place.level);
    assert_eq!(next(&judged("a", 1)), Some(Level::Secrecy));
    assert_eq!(next(&judged("b", 1)), Some(Level::Legal), "the text was changed");
    assert_eq!(next(&judged("a", 2)), Some(Level::Legal), "it was sent back");
    assert!(judged("b", 1).is_changed_under_review(&steps));
    assert!(!judged("a", 1).is_changed_under_review(&steps));
    assert!(!judged("b", 2).is_changed_under_review(&steps));
    let mut returned = step(Level::Legal, 1, "a", 2);
    returned.verdict = Verdict::Returned;
    assert!(!judged("a", 1).is_counted(&returned));
}

#[test]
fn nobody_publishes_what_they_wrote_since_it_last_went_out() {
    let roles = Roles::from([Role::Reviewer, Role::Signer]);
    let steps = [
        step(Level::Writing, 1, "", 1),
        step(Level::Writing, 2, "", 2),
        step(Level::Secrecy, 3, "a", 3),
    ];
    let place = Place::PUBLICATION_OF_DOCUMENT;
    let of = |since| Judged {
        written_since: since,
        ..judged("a", 3)
    };
    let may = |since, person| of(since).may_take(place, &roles, person, &steps);
    assert_eq!(may(1, Some(1)), Err(Refusal::OwnWork));
    assert_eq!(may(2, Some(1)), Ok(()), "what they wrote is out already");
    assert_eq!(may(2, Some(2)), Err(Refusal::OwnWork));
    assert_eq!(may(1, Some(3)), Ok(()), "whoever reviewed it did not write it");
    assert_eq!(may(1, None), Ok(()));
    let editor = Roles::from([Role::Editor]);
    assert!(matches!(
        of(1).may_take(place, &editor, Some(9), &steps),
        Err(Refusal::NotYours(Act::PublishDocuments))
    ));
}

#[test]
fn text_moved_between_fields_does_not_hash_alike_and_empty_fields_do_not_count() {
    let of = |one: &str, two: &str| {
        Content::of(Subject::Letter)
            .with("one", one)
            .with("two", two)
            .hash()
    };
    assert_eq!(of("a", "b").len(), 64);
    assert_ne!(of("ab", ""), of("a", "b"));
    assert_ne!(of("a", ""), of("", "a"));
    let short = Content::of(Subject::Letter).with("one", "a").hash();
    assert_eq!(of("a", ""), short);
    assert_ne!(Content::of(Subject::Report).with("one", "a").hash(), short);
}

proptest! {
    /// Of all the ways in which five people may take three levels after one wrote it, those go through whole in which no
    /// two are the same and none of them wrote it.
    #[test]
    fn a_chain_goes_through_with_different_people_and_with_no_others(
        writer in 1_i64..=5, people in prop::array::uniform3(1_i64..=5),
    ) {
        let roles = Roles::from([Role::Reviewer, Role::Signer]);
        let mut steps = vec![step(Level::Writing, 1, "", writer)];
        let now = judged("a", 1);
        let mut passed = 0;
        for person in people {
            let Some(place) = now.next(&three(), &steps) else { break };
            if now.may_take(place, &roles, Some(person), &steps).is_err() {
                break;
            }
            steps.push(step(place.level, 1, "a", person));
            passed += 1;
        }
        let [first, second, third] = people;
        let are_different = first != second && second != third && first != third;
        prop_assert_eq!(passed == 3, are_different && !people.contains(&writer));
        prop_assert_eq!(now.next(&three(), &steps).is_none(), passed == 3);
    }
}
