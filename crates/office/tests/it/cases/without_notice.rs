//! A year ends without the next notice on holidays: nothing of anybody else lapses, and once the notice is imported every
//! open case is worked out anew and its people are told. Beside it, facts against the rules on record, and the seventh
//! working day. Every story on both engines.

use jiff::civil::Date;
use law::calendar::HolidayYear;
use law::cases::{Act as CaseAct, ClockName, Mending, Party, State, What};
use law::codes::{TableThreeRow, spoken};
use law::fees::{Charge, Tariff};
use law::staff::Role;
use office::cases::{self, Recording, ToMend};
use office::jobs::{self, Job, JobKind, Mail};
use office::{Actor, CaseId, Moment, OfficeError, reminders, staff};

use super::{clerk, does, registered, signer};
use crate::harness::{PROGRAM, Site, apart, application, in_person, moment, stories};

stories! {
    nothing_of_anybody_elses_lapses_before_the_notice_and_its_import_is_told
    whoever_may_still_pay_is_told_when_their_day_moves
    what_was_done_against_the_rules_is_recorded_with_a_reason_and_has_no_effect
    a_mended_extension_that_came_late_stays_on_record_without_effect
    the_seventh_working_day_is_reminded_of_from_the_first_day_on
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The mails that are due, taken and carried out.
async fn mails(site: &Site, at: Moment) -> Vec<Mail> {
    let mut mails = Vec::new();
    for claim in jobs::claim(&site.office, PROGRAM, at, "test", &JobKind::ALL, 100)
        .await
        .unwrap()
    {
        assert!(jobs::finish(&site.office, PROGRAM, at, &claim).await.unwrap());
        match claim.job {
            Job::Mail(mail) => mails.push(mail),
            Job::Notice(notice) => {
                let addressed = reminders::addressed(&site.office, PROGRAM, &notice)
                    .await
                    .unwrap();
                if let reminders::Addressed::To(mail) = addressed {
                    mails.push(mail);
                }
            }
            Job::MatterNotice(_) | Job::Paper(_) | Job::Asking(_) | Job::Reset(_) => {}
        }
    }
    mails
}

async fn standing(site: &Site, actor: &Actor, at: Moment, case: CaseId) -> law::cases::Standing {
    cases::get(&site.office, actor, at, case).await.unwrap().standing
}

/// 2027 as a notice may give it: a week for the spring festival, and no Saturday worked for it.
fn notice() -> HolidayYear {
    let off = |days: &[&str], name: &str| -> Vec<(Date, String)> {
        days.iter().map(|text| (day(text), name.to_owned())).collect()
    };
    let spring = [
        "2027-02-05",
        "2027-02-06",
        "2027-02-07",
        "2027-02-08",
        "2027-02-09",
        "2027-02-10",
        "2027-02-11",
    ];
    HolidayYear {
        year: 2027,
        papers: vec!["国办发明电〔2026〕1号".to_owned()],
        off: [off(&["2027-01-01"], "元旦"), off(&spring, "春节")]
            .concat()
            .into_iter()
            .collect(),
        ..HolidayYear::default()
    }
}

/// The notice taken in, as the desk does it: by this act alone the open cases are worked out and their people told.
async fn taken_in(site: &Site, clerk: &Actor, at: Moment) -> cases::Recomputed {
    let done = cases::import_holidays(&site.office, clerk, at, &notice()).await;
    done.unwrap().unwrap()
}

async fn with_mail(site: &Site) -> Actor {
    let clerk = clerk(site).await;
    let at = moment("2026-12-31T09:00");
    staff::set_mail(
        &site.office,
        &clerk,
        at,
        "jingban@example.gov.cn",
        crate::harness::PASSWORD,
    )
    .await
    .unwrap();
    mails(site, at).await;
    clerk
}

/// A case received that day whose applicant left a mail address.
async fn with_address(site: &Site, clerk: &Actor, on: &str) -> CaseId {
    let mut form = application("王五", "2026年度部门决算");
    "wangwu@example.com".clone_into(&mut form.email);
    let at = moment(&format!("{on}T10:00"));
    let receipt = cases::register(&site.office, clerk, at, &form, &in_person(on), false).await;
    receipt.unwrap().case
}

async fn charged(site: &Site, clerk: &Actor, at: Moment, case: CaseId) {
    let version = cases::get(&site.office, clerk, at, case).await.unwrap().version;
    let recording = Recording {
        charge: Some(Charge {
            tariff: Tariff::Pages,
            quantity: 68,
        }),
        ..apart(at, What::FeeNotified { received_on: None })
    };
    cases::record(&site.office, clerk, at, case, version, &recording)
        .await
        .unwrap();
}

/// Somebody with an address is told in the clerk's stead as well.
async fn deputised(site: &Site, clerk: &Actor) {
    let deputy = site.person("daili", &[Role::RequestClerk]).await;
    let (day_before, mail) = (moment("2026-12-31T09:00"), "daili@example.gov.cn");
    staff::set_mail(&site.office, &deputy, day_before, mail, crate::harness::PASSWORD)
        .await
        .unwrap();
    staff::set_deputy(&site.office, clerk, day_before, deputy.account)
        .await
        .unwrap();
}

async fn nothing_of_anybody_elses_lapses_before_the_notice_and_its_import_is_told(site: &Site) {
    let (clerk, signer) = (with_mail(site).await, signer(site).await);
    deputised(site, &clerk).await;
    let unpaid = registered(site, &clerk, "2027-01-11", "natural_person").await;
    charged(site, &clerk, moment("2027-01-18T10:00"), unpaid).await;
    let uncorrected = registered(site, &clerk, "2027-01-18", "natural_person").await;
    let asked = What::CorrectionRequested {
        respond_by: Some(day("2027-02-15")),
        received_on: None,
    };
    does(site, &clerk, moment("2027-01-19T10:00"), uncorrected, asked)
        .await
        .unwrap();
    let silent = registered(site, &clerk, "2027-01-11", "natural_person").await;
    let consulted = What::ConsultationSent {
        party: Party::ThirdParty,
        name: None,
        received_on: None,
        number: None,
        content: None,
    };
    does(site, &clerk, moment("2027-01-18T11:00"), silent, consulted)
        .await
        .unwrap();
    let running = with_address(site, &clerk, "2027-01-18").await;

    // The earlier days have passed, the later ones have not: nobody has lost anything.
    for (case, outcome, words, today) in [
        (
            uncorrected,
            TableThreeRow::OtherwiseUncorrected,
            "补正期限未满",
            "2027-02-16T10:00",
        ),
        (
            unpaid,
            TableThreeRow::OtherwiseUnpaid,
            "缴费期限未满",
            "2027-02-20T10:00",
        ),
        (
            silent,
            TableThreeRow::RefusedThirdParty,
            "尚在期限内",
            "2027-02-20T10:00",
        ),
    ] {
        let at = moment(today);
        let refused = does(site, &signer, at, case, What::replied(outcome)).await;
        let why = refused.unwrap_err().to_string();
        assert!(why.contains(words), "{why}");
        assert!(standing(site, &clerk, at, case).await.tentative);
    }
    let at = moment("2027-02-20T10:00");
    let board = cases::board(&site.office, &clerk, false).await.unwrap();
    assert!(board.rows.iter().all(|row| row.is_tentative), "{board:?}");
    assert_eq!(
        standing(site, &clerk, at, running).await.due_on,
        Some(day("2027-02-19"))
    );
    mails(site, at).await;
    let shown = standing(site, &clerk, at, unpaid).await.next_due_on.unwrap();

    let done = taken_in(site, &clerk, at).await;
    assert_eq!((done.cases, done.changed, done.impossible.len()), (4, 4, 0));
    let now = standing(site, &clerk, at, running).await;
    assert_eq!((now.due_on, now.tentative), (Some(day("2027-02-22")), false));
    let told = mails(site, at).await;
    let to_clerk: Vec<&Mail> = told
        .iter()
        .filter(|mail| mail.to == "jingban@example.gov.cn")
        .collect();
    assert_eq!(to_clerk.len(), 1, "one mail for all of theirs");
    let text = &to_clerk[0].text;
    assert!(
        text.contains("答复期限：原 2027-02-19，现 2027-02-22\n"),
        "{text}"
    );
    let to_deputy: Vec<&str> = told
        .iter()
        .filter(|mail| mail.to == "daili@example.gov.cn")
        .map(|mail| mail.subject.as_str())
        .collect();
    assert_eq!(
        to_deputy,
        [to_clerk[0].subject.as_str()],
        "the same as the handler"
    );
    let to_applicant: Vec<&Mail> = told
        .iter()
        .filter(|mail| mail.to == "wangwu@example.com")
        .collect();
    assert_eq!(to_applicant.len(), 1);
    assert!(
        to_applicant[0]
            .text
            .contains("答复期限届满日由2027年2月19日调整为2027年2月22日")
    );

    // Nothing moves a second time.
    let again = cases::recompute(&site.office, &clerk, at, &|_| ()).await.unwrap();
    assert_eq!((again.changed, mails(site, at).await.len()), (0, 0));
    stands(site, &clerk, &signer, unpaid, shown).await;
}

/// The later day that was shown stands, and the day after it what was waited for has lapsed.
async fn stands(site: &Site, clerk: &Actor, signer: &Actor, unpaid: CaseId, shown: Date) {
    let at = moment("2027-02-20T10:00");
    let unpaid_until = standing(site, clerk, at, unpaid).await.next_due_on.unwrap();
    assert!(
        shown > day("2027-02-22"),
        "the notice alone would have it earlier"
    );
    assert_eq!(unpaid_until, shown);
    let outcome = TableThreeRow::OtherwiseUnpaid;
    let early = moment("2027-02-23T10:00");
    let refused = does(site, signer, early, unpaid, What::replied(outcome)).await;
    assert!(refused.unwrap_err().to_string().contains("缴费期限未满"));
    let after = moment(&format!("{}T10:00", shown.tomorrow().unwrap()));
    does(site, signer, after, unpaid, What::replied(outcome))
        .await
        .unwrap();
}

async fn whoever_may_still_pay_is_told_when_their_day_moves(site: &Site) {
    let clerk = with_mail(site).await;
    let case = with_address(site, &clerk, "2027-01-11").await;
    charged(site, &clerk, moment("2027-01-18T10:00"), case).await;
    let at = moment("2027-01-25T10:00");
    mails(site, at).await;
    let told = async || {
        let standing = standing(site, &clerk, at, case).await;
        let clock = standing
            .clocks
            .iter()
            .find(|clock| clock.name == ClockName::Payment);
        clock.unwrap().told_on(at.today)
    };
    let before = told().await;
    taken_in(site, &clerk, at).await;
    let now = told().await;
    assert_eq!(now, day("2027-02-22"));
    let words = format!("缴纳信息处理费的期限由{}调整为{}", spoken(before), spoken(now));
    let mails = mails(site, at).await;
    let told: Vec<&Mail> = mails
        .iter()
        .filter(|mail| mail.to == "wangwu@example.com")
        .collect();
    assert_eq!(told.len(), 1, "{mails:?}");
    assert!(told[0].text.contains(&words), "{}", told[0].text);
}

fn extended(days: u16) -> What {
    What::Extended {
        days,
        approved_by: "王某".to_owned(),
    }
}

async fn what_was_done_against_the_rules_is_recorded_with_a_reason_and_has_no_effect(site: &Site) {
    let signer = site.person("fuzeren", &[Role::Signer, Role::RequestClerk]).await;
    let case = registered(site, &signer, "2025-03-03", "natural_person").await;
    let at = moment("2025-04-03T10:00");
    // The desk's own form refuses to commit it.
    let refused = does(site, &signer, at, case, extended(20)).await;
    assert!(refused.unwrap_err().to_string().contains("不能再延长"));
    // What happened on 1 April is on record, with the reason, and moves nothing.
    let recording = Recording {
        on: day("2025-04-01"),
        despite: "当日已经发出告知书，据实补记".to_owned(),
        ..apart(at, extended(20))
    };
    let taken = cases::record(&site.office, &signer, at, case, 1, &recording)
        .await
        .unwrap();
    assert_eq!((taken.due_on, taken.overdue), (Some(day("2025-03-31")), true));
    assert!(
        taken
            .warnings
            .iter()
            .any(|warning| warning.contains("对期限不起作用")),
        "{:?}",
        taken.warnings
    );
    // The logically impossible is not, whatever the reason.
    let answered = Recording {
        despite: "据实补记".to_owned(),
        ..apart(at, What::FeePaid {})
    };
    let refused = cases::record(&site.office, &signer, at, case, 2, &answered).await;
    assert!(matches!(refused, Err(OfficeError::Invalid(_))));
}

async fn a_mended_extension_that_came_late_stays_on_record_without_effect(site: &Site) {
    let signer = site.person("fuzeren", &[Role::Signer, Role::RequestClerk]).await;
    let case = registered(site, &signer, "2025-03-03", "natural_person").await;
    let at = moment("2025-03-28T10:00");
    does(site, &signer, at, case, extended(20)).await.unwrap();
    let at = moment("2025-04-03T10:00");
    assert_eq!(
        standing(site, &signer, at, case).await.due_on,
        Some(day("2025-04-28"))
    );
    let mending = Mending::Day(day("2025-04-01"));
    let to_mend = ToMend {
        seq: 2,
        mending: &mending,
        reason: "日期填错",
        proof: "",
    };
    let mended = cases::mend(&site.office, &signer, at, case, 2, to_mend)
        .await
        .unwrap();
    assert_eq!(mended.due_on, Some(day("2025-03-31")));
    assert!(mended.noted.iter().any(|noted| noted.act == CaseAct::Extended));
}

async fn the_seventh_working_day_is_reminded_of_from_the_first_day_on(site: &Site) {
    let clerk = with_mail(site).await;
    let case = registered(site, &clerk, "2025-03-03", "natural_person").await;
    let due = async |today: &str| {
        let rows = cases::notices_between(&site.office, &clerk, (day(today), Date::MAX), false).await;
        rows.unwrap().first().and_then(|row| row.correction_notice_on)
    };
    assert_eq!(due("2025-03-03").await, Some(day("2025-03-12")));
    assert_eq!(due("2025-03-12").await, Some(day("2025-03-12")));
    assert_eq!(
        due("2025-03-13").await,
        None,
        "there is nothing left to remind of"
    );
    // The digest of the very first day names it, and that of the day itself.
    for at in ["2025-03-03T10:30", "2025-03-12T08:00"] {
        let at = moment(at);
        reminders::run_due(&site.office, PROGRAM, at).await.unwrap();
        let told = mails(site, at).await;
        assert_eq!(told.len(), 1);
        assert!(
            told[0].text.contains("【告知补正的期限】1 件") && told[0].text.contains("2025-03-12"),
            "{}",
            told[0].text
        );
    }
    let calendar = cases::calendar(&site.office, &clerk, false).await.unwrap();
    assert_eq!(calendar[0].correction_notice_on, Some(day("2025-03-12")));
    // Found clear, answered, or asked for: each ends it.
    does(
        site,
        &clerk,
        moment("2025-03-04T10:00"),
        case,
        What::FoundClear {},
    )
    .await
    .unwrap();
    assert_eq!(due("2025-03-04").await, None);
    let asked = registered(site, &clerk, "2025-03-05", "natural_person").await;
    assert!(due("2025-03-05").await.is_some());
    let state = does(
        site,
        &clerk,
        moment("2025-03-06T10:00"),
        asked,
        What::CorrectionRequested {
            respond_by: None,
            received_on: None,
        },
    )
    .await;
    assert_eq!(state.unwrap(), State::AwaitingCorrection);
    assert_eq!(due("2025-03-05").await, None);
}
