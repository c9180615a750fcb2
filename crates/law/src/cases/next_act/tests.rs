use jiff::civil::{Date, date};

use super::*;
use crate::cases::{Channel, Delivery, Event, Party, Rules, What};
use crate::codes::TableThreeRow;
use crate::staff::Role;

const ARRIVED: Date = date(2025, 3, 3);

fn standing(whats: Vec<(Date, What)>, channel: Channel, today: Date) -> Standing {
    let received = What::Received {
        channel,
        arrived_on: None,
        confirmed_on: channel.needs_confirmation().then_some(None),
    };
    let events: Vec<Event> = std::iter::once((ARRIVED, received))
        .chain(whats)
        .map(|(on, what)| Event { on, what })
        .collect();
    Standing::of(&events, &Rules::default(), today).unwrap()
}

fn at_counter(whats: Vec<(Date, What)>, today: Date) -> Standing {
    standing(whats, Channel::InPerson, today)
}

fn seen_by(role: Role, standing: &Standing, work: &Work<u8>, today: Date) -> Option<NextAct<u8>> {
    NextAct::of(standing, work, &Roles::from([role]), today)
}

fn clerk(standing: &Standing, work: &Work<u8>, today: Date) -> Option<Step<u8>> {
    let next = seen_by(Role::RequestClerk, standing, work, today)?;
    assert!(
        next.is_theirs && !next.why.is_empty() && !next.label.is_empty(),
        "{next:?}"
    );
    Some(next.step)
}

fn letter(letter: u8, kind: LetterKind, stage: Stage) -> InWork<u8> {
    InWork { letter, kind, stage }
}

fn with(letters: Vec<InWork<u8>>) -> Work<u8> {
    Work {
        letters,
        ..Work::default()
    }
}

const DRAFT: Stage = Stage::Draft { was_returned: false };

#[test]
fn a_case_goes_from_the_receipt_to_the_archive_one_step_at_a_time() {
    let today = date(2025, 3, 4);
    let none = Work::default();
    let online = standing(vec![], Channel::Online, today);
    assert_eq!(clerk(&online, &none, today), Some(Step::Record(Act::Confirmed)));
    let open = at_counter(vec![], today);
    assert_eq!(clerk(&open, &none, today), Some(Step::Decide));
    let decided = |is_whole| Work {
        decision: Some(is_whole),
        ..Work::default()
    };
    assert_eq!(clerk(&open, &decided(false), today), Some(Step::Decide));
    assert_eq!(clerk(&open, &decided(true), today), Some(Step::Reply));
    let reply = |stage| Work {
        letters: vec![letter(7, LetterKind::Granted, stage)],
        ..decided(true)
    };
    assert_eq!(clerk(&open, &reply(DRAFT), today), Some(Step::Submit(7)));
    let outcome = TableThreeRow::Granted;
    let replied = at_counter(vec![(today, What::replied(outcome))], today);
    assert_eq!(
        clerk(&replied, &reply(Stage::Signed { stays: false }), today),
        Some(Step::Deliver(7))
    );
    assert_eq!(clerk(&replied, &none, today), Some(Step::Record(Act::Delivered)));
    let how = Delivery::InPerson;
    let delivered = at_counter(
        vec![(today, What::replied(outcome)), (today, What::Delivered { how })],
        today,
    );
    assert_eq!(clerk(&delivered, &none, today), Some(Step::Archive));
    let archived = Work {
        is_archived: true,
        ..Work::default()
    };
    assert_eq!(clerk(&delivered, &archived, today), None);
}

#[test]
fn what_is_waited_for_is_recorded_when_it_comes_and_decided_without_it_when_its_day_has_passed() {
    let asked = |what| vec![(date(2025, 3, 5), what)];
    let soon = date(2025, 3, 6);
    let late = date(2025, 6, 3);
    let respond_by = Some(date(2025, 3, 20));
    for received_on in [None, Some(date(2025, 3, 6))] {
        let whats = [
            What::CorrectionRequested {
                respond_by,
                received_on,
            },
            What::FeeNotified { received_on },
            What::ReasonsRequested {
                respond_by,
                received_on,
            },
        ];
        let answers = [Act::Corrected, Act::FeePaid, Act::ReasonsGiven];
        for (what, act) in whats.into_iter().zip(answers) {
            let before = at_counter(asked(what.clone()), soon);
            assert_eq!(clerk(&before, &Work::default(), soon), Some(Step::Record(act)));
            let after = at_counter(asked(what), late);
            let next = match received_on {
                Some(_) => Step::Decide,
                None => Step::Receive,
            };
            assert_eq!(clerk(&after, &Work::default(), late), Some(next), "{act:?}");
        }
    }
}

#[test]
fn the_day_a_letter_came_is_asked_for_before_its_silence_is_decided_on() {
    let sent = |party| What::ConsultationSent {
        party,
        name: Some("甲公司".into()),
        received_on: None,
        number: None,
        content: None,
    };
    let (on, late) = (date(2025, 3, 5), date(2025, 4, 1));
    let asked = at_counter(vec![(on, sent(Party::ThirdParty))], late);
    let next = seen_by(Role::RequestClerk, &asked, &Work::default(), late).unwrap();
    assert_eq!((next.step, next.label.as_str()), (Step::Receive, "登记收到之日"));
    assert!(
        next.why.contains("2025年3月5日征求第三方甲公司意见的文书"),
        "{}",
        next.why
    );
    let decided = Work {
        decision: Some(true),
        ..Work::default()
    };
    assert_eq!(
        clerk(&asked, &decided, late),
        Some(Step::Reply),
        "a decision that rests on nobody's silence goes on"
    );
    let other = at_counter(vec![(on, sent(Party::OtherOrgan))], late);
    assert_eq!(
        clerk(&other, &Work::default(), late),
        Some(Step::Decide),
        "nothing follows from another organ's silence"
    );
}

#[test]
fn what_the_applicant_did_not_give_is_asked_for_before_it_is_decided() {
    let (today, last) = (date(2025, 3, 4), date(2025, 3, 12));
    let missing = || Work {
        not_given: vec![CorrectionGround::Proof, CorrectionGround::Contact],
        ..Work::default()
    };
    let open = |today| at_counter(vec![], today);
    let next = seen_by(Role::RequestClerk, &open(today), &missing(), today).unwrap();
    assert_eq!(
        (next.step, next.label.as_str()),
        (Step::AskForCorrection, "告知补正")
    );
    assert!(
        next.why.contains("没有身份证明、联系电话或者邮箱") && next.why.contains("2025年3月12日前"),
        "{}",
        next.why
    );
    assert_eq!(clerk(&open(last), &missing(), last), Some(Step::AskForCorrection));
    let over = date(2025, 3, 13);
    assert_eq!(clerk(&open(over), &missing(), over), Some(Step::Decide));
    assert_eq!(clerk(&open(today), &Work::default(), today), Some(Step::Decide));
    let asked = Work {
        letters: vec![letter(1, LetterKind::Correction, DRAFT)],
        ..missing()
    };
    assert_eq!(clerk(&open(today), &asked, today), Some(Step::Submit(1)));
    let respond_by = Some(date(2025, 3, 20));
    let waiting = at_counter(
        vec![(
            today,
            What::CorrectionRequested {
                respond_by,
                received_on: None,
            },
        )],
        today,
    );
    assert_eq!(
        clerk(&waiting, &missing(), today),
        Some(Step::Record(Act::Corrected))
    );
}

#[test]
fn why_it_can_be_decided_is_what_came_back_last() {
    let sent = What::ConsultationSent {
        party: Party::ThirdParty,
        name: None,
        received_on: None,
        number: None,
        content: None,
    };
    let answered = What::ConsultationAnswered {
        party: Party::ThirdParty,
        name: None,
        consents: Some(false),
        number: None,
        is_signed: None,
        consents_to: None,
    };
    let (on, back, today) = (date(2025, 3, 5), date(2025, 3, 12), date(2025, 3, 13));
    let waiting = at_counter(vec![(on, sent.clone())], today);
    assert_eq!(
        clerk(&waiting, &Work::default(), today),
        Some(Step::Record(Act::ConsultationAnswered))
    );
    let came = at_counter(vec![(on, sent.clone()), (back, answered)], today);
    let why = |standing: &Standing, today| {
        let next = seen_by(Role::RequestClerk, standing, &Work::default(), today);
        next.map(|next| next.why).unwrap_or_default()
    };
    assert!(
        why(&came, today).contains("第三方的意见已经收到"),
        "{}",
        why(&came, today)
    );
    let silent = date(2025, 4, 1);
    let received = sent.reaching(Some(on)).unwrap();
    assert!(why(&at_counter(vec![(on, received)], silent), silent).contains("逾期没有提出意见"));
    assert!(why(&at_counter(vec![], on), on).contains("2025年3月12日前（含当日）一次性告知补正"));
    let later = date(2025, 3, 20);
    assert!(why(&at_counter(vec![], later), later).contains("2025年3月31日前（含当日）答复"));
    let overdue = date(2025, 4, 1);
    assert!(why(&at_counter(vec![], overdue), overdue).contains("答复期限已过"));
}

#[test]
fn everybody_is_shown_their_own_step_and_otherwise_whom_it_waits_for() {
    let today = date(2025, 3, 4);
    let open = at_counter(vec![], today);
    let review = |is_theirs| Stage::Review {
        level: Level::Signing,
        is_theirs,
    };
    let signing = |is_theirs| with(vec![letter(1, LetterKind::Granted, review(is_theirs))]);
    let signer = seen_by(Role::Signer, &open, &signing(true), today).unwrap();
    assert_eq!(signer.step, Step::Review(1, Level::Signing));
    assert!(signer.is_theirs && signer.why.contains("等您签发"));
    let clerk = seen_by(Role::RequestClerk, &open, &signing(false), today).unwrap();
    assert!(!clerk.is_theirs && clerk.why.contains("等待签发"), "{clerk:?}");
    let auditor = seen_by(Role::Auditor, &open, &Work::default(), today).unwrap();
    assert!(!auditor.is_theirs, "an auditor decides nothing");
}

#[test]
fn the_letter_nearest_to_its_end_comes_first() {
    let today = date(2025, 3, 4);
    let open = at_counter(vec![], today);
    let returned = Stage::Draft { was_returned: true };
    let of_others = Stage::Review {
        level: Level::Legal,
        is_theirs: false,
    };
    let work = with(vec![
        letter(1, LetterKind::Extension, of_others),
        letter(2, LetterKind::Registration, DRAFT),
        letter(3, LetterKind::ThirdParty, returned),
        letter(4, LetterKind::Fee, Stage::Signed { stays: false }),
    ]);
    assert_eq!(clerk(&open, &work, today), Some(Step::Deliver(4)));
    let without = |left: &[u8]| {
        let letters = work.letters.iter().filter(|one| !left.contains(&one.letter));
        with(letters.copied().collect())
    };
    assert_eq!(clerk(&open, &without(&[4]), today), Some(Step::Submit(3)));
    assert_eq!(clerk(&open, &without(&[3, 4]), today), Some(Step::Submit(2)));
    assert_eq!(clerk(&open, &without(&[2, 3, 4]), today), Some(Step::Decide));
}

#[test]
fn what_can_not_leave_is_taken_back_by_whoever_signs() {
    let today = date(2025, 3, 20);
    let replied = at_counter(
        vec![(date(2025, 3, 10), What::replied(TableThreeRow::Granted))],
        today,
    );
    let work = with(vec![letter(
        1,
        LetterKind::Granted,
        Stage::Signed { stays: true },
    )]);
    for (role, is_theirs) in [(Role::RequestClerk, false), (Role::Signer, true)] {
        let next = seen_by(role, &replied, &work, today).unwrap();
        assert_eq!((next.label.as_str(), next.is_theirs), ("撤回签发", is_theirs));
    }
}

fn sent_to_correct(on: Date) -> What {
    What::CorrectionRequested {
        respond_by: Some(on),
        received_on: None,
    }
}

#[test]
fn a_letter_that_came_back_and_was_taken_back_is_written_anew_and_not_sent_again() {
    let today = date(2025, 3, 20);
    let (sent_on, respond_by) = (date(2025, 3, 5), date(2025, 3, 17));
    let what = sent_to_correct(respond_by);
    let event = Event {
        on: sent_on,
        what: what.clone(),
    };
    let lost = crate::cases::OnTheWay::of(&event).unwrap();
    let case = at_counter(
        vec![(sent_on, what), (date(2025, 3, 18), What::Undelivered(lost))],
        today,
    );
    let none = Work::default();
    assert_eq!(
        clerk(&case, &none, today),
        Some(Step::Record(Act::CorrectionRequested)),
        "one that was recorded apart goes out once more"
    );
    let void = Work {
        void: vec![LetterKind::Correction],
        ..Work::default()
    };
    assert_eq!(
        clerk(&case, &void, today),
        Some(Step::Write(LetterKind::Correction))
    );
}

#[test]
fn before_a_signed_reply_goes_out_its_notice_is_written_and_goes_out() {
    let today = date(2025, 3, 20);
    let party = Party::ThirdParty;
    let name = Some("甲公司".to_owned());
    let asked = What::ConsultationSent {
        party,
        name: name.clone(),
        received_on: None,
        number: None,
        content: None,
    };
    let objects = What::ConsultationAnswered {
        party,
        name,
        consents: Some(false),
        number: None,
        is_signed: None,
        consents_to: None,
    };
    let case = at_counter(
        vec![
            (date(2025, 3, 5), asked),
            (date(2025, 3, 7), objects),
            (date(2025, 3, 10), What::replied(TableThreeRow::Granted)),
        ],
        today,
    );
    let reply = letter(1, LetterKind::Granted, Stage::Signed { stays: false });
    let notice = |stage| letter(2, LetterKind::OverrideNotice, stage);
    assert_eq!(
        clerk(&case, &with(vec![reply]), today),
        Some(Step::Write(LetterKind::OverrideNotice))
    );
    assert_eq!(
        clerk(&case, &with(vec![reply, notice(DRAFT)]), today),
        Some(Step::Submit(2))
    );
    let signed = Stage::Signed { stays: false };
    assert_eq!(
        clerk(&case, &with(vec![reply, notice(signed)]), today),
        Some(Step::Deliver(2))
    );
}

/// 国办公开办函〔2016〕235号: the receipt for an application only informs; the reply has its day.
#[test]
fn a_receipt_that_waits_to_be_delivered_hides_no_decision() {
    let today = date(2025, 4, 3);
    let late = at_counter(vec![], today);
    let work = with(vec![letter(
        1,
        LetterKind::Registration,
        Stage::Signed { stays: false },
    )]);
    assert!(late.overdue);
    assert_eq!(clerk(&late, &work, today), Some(Step::Decide));
    let fresh = at_counter(vec![], ARRIVED);
    let next = clerk(&fresh, &work, ARRIVED);
    assert_eq!(
        next,
        Some(Step::Decide),
        "it stands among the letters all the same"
    );
}

/// 条例第三十二条: whoever objects is told before the reply goes out.
#[test]
fn of_a_decision_over_an_objection_the_notice_is_the_next_act() {
    let today = date(2025, 3, 12);
    let open = at_counter(vec![], today);
    let untold = Work {
        decision: Some(false),
        awaits_notice: true,
        ..Work::default()
    };
    assert_eq!(
        clerk(&open, &untold, today),
        Some(Step::Write(LetterKind::OverrideNotice))
    );
    let in_work = Work {
        letters: vec![letter(7, LetterKind::OverrideNotice, DRAFT)],
        ..untold.clone()
    };
    assert_eq!(clerk(&open, &in_work, today), Some(Step::Submit(7)));
    let lacking = Work {
        awaits_notice: false,
        ..untold
    };
    assert_eq!(clerk(&open, &lacking, today), Some(Step::Decide));
}
