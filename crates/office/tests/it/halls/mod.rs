//! The register of a hall: what is tapped counts once, on the day it was tapped where the tablet waited for its network no longer than an
//! hour; what it comes to in a month; what a visit leads to; who may do what.

mod setting_up;

use jiff::Timestamp;
use jiff::civil::date;
use law::counts::{CountName, Figures, Period};
use law::halls::{MissingItem, NoticeForm, TypedHours, VisitOutcome};
use law::matters::AskingForm;
use law::staff::Role;
use office::halls::{self, Amended, HallForm, Tap, VisitFilter};
use office::{Actor, HallId, Moment, OfficeError, counts};

use crate::harness::{Site, later, moment, stories};

stories! {
    a_tap_counts_once_however_often_it_is_sent
    what_a_tablet_kept_for_an_hour_counts_when_it_was_tapped_and_every_tap_of_a_longer_while_still_counts
    thirty_taps_over_two_halls_give_the_months_table_and_open_into_their_records
    what_was_asked_at_a_window_becomes_a_matter_once
    a_sheet_of_what_is_missing_has_a_number_and_one_given_again_says_why
}

fn hall_form(name: &str) -> HallForm {
    HallForm {
        name: name.to_owned(),
        address: "示例路 1 号".to_owned(),
        hours: TypedHours {
            summer: "8:30-12:00，15:00-18:30".to_owned(),
            days: "working_days".to_owned(),
            ..TypedHours::default()
        },
        ..HallForm::default()
    }
}

async fn hall(site: &Site, name: &str) -> HallId {
    let signer = Actor::system(site.organ, "示例");
    let at = moment("2024-09-01T09:00");
    halls::add_hall(&site.office, &signer, at, &hall_form(name), "")
        .await
        .unwrap()
}

fn tap(hall: HallId, mark: &str, kind: &str, outcome: &str, at: Option<Timestamp>) -> Tap {
    Tap {
        hall,
        window: None,
        mark: format!("mark-of-a-tablet-{mark}"),
        kind: kind.to_owned(),
        outcome: outcome.to_owned(),
        tapped_at: at,
    }
}

async fn register(site: &Site, clerk: &Actor, at: Moment, tap: &Tap) -> (office::HallVisitId, bool) {
    let registered = halls::register_visit(&site.office, clerk, at, tap).await.unwrap();
    (registered.visit, registered.is_new)
}

async fn total(site: &Site, clerk: &Actor, hall: Option<HallId>) -> u64 {
    let days = (date(2024, 9, 1), date(2024, 9, 30));
    halls::month(&site.office, clerk, hall, days)
        .await
        .unwrap()
        .sheet
        .total
}

async fn a_tap_counts_once_however_often_it_is_sent(site: &Site) {
    let clerk = site.person("clerk", &[Role::RequestClerk]).await;
    let south = hall(site, "南厅").await;
    let at = moment("2024-09-23T10:00");
    let first = tap(south, "1", "reading", "answered", Some(at.now));
    let (visit, is_new) = register(site, &clerk, at, &first).await;
    assert!(is_new);
    // Its answer was lost, and it is sent again; a finger came down twice; another kind at once is another visit.
    assert_eq!(
        register(site, &clerk, later(at, 30), &first).await,
        (visit, false)
    );
    let half_a_second = at.now + jiff::SignedDuration::from_millis(500);
    let twice = tap(south, "2", "reading", "answered", Some(half_a_second));
    assert_eq!(register(site, &clerk, at, &twice).await, (visit, false));
    let other = tap(south, "3", "policy", "answered", Some(half_a_second));
    assert!(register(site, &clerk, at, &other).await.1);
    let after = at.now + jiff::SignedDuration::from_secs(2);
    let next = tap(south, "4", "reading", "answered", Some(after));
    assert!(register(site, &clerk, at, &next).await.1);
    assert_eq!(total(site, &clerk, Some(south)).await, 3);
    // What was tapped by mistake stays on record and counts no more.
    let strike = halls::strike_visit(&site.office, &clerk, at, (visit, 1), "").await;
    assert!(matches!(strike, Err(OfficeError::Invalid(_))));
    halls::strike_visit(&site.office, &clerk, at, (visit, 1), "误点")
        .await
        .unwrap();
    assert_eq!(total(site, &clerk, Some(south)).await, 2);
    let (row, _) = halls::visit(&site.office, &clerk, visit).await.unwrap().unwrap();
    assert_eq!(row.struck.as_ref().map(|(why, _)| why.as_str()), Some("误点"));
    // A mark that nobody made, a kind that nobody knows, somebody who may not.
    let mut wrong = tap(south, "5", "reading", "answered", None);
    "x".clone_into(&mut wrong.mark);
    assert!(
        halls::register_visit(&site.office, &clerk, at, &wrong)
            .await
            .is_err()
    );
    let wrong = tap(south, "6", "moon", "answered", None);
    assert!(
        halls::register_visit(&site.office, &clerk, at, &wrong)
            .await
            .is_err()
    );
    let signer = site.person("signer", &[Role::Signer]).await;
    let refused = halls::register_visit(&site.office, &signer, at, &first).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
}

async fn what_a_tablet_kept_for_an_hour_counts_when_it_was_tapped_and_every_tap_of_a_longer_while_still_counts(
    site: &Site,
) {
    let clerk = site.person("clerk", &[Role::RequestClerk]).await;
    let south = hall(site, "南厅").await;
    // The network went at 23:20 and came back after midnight: the day is the tap's, both times stand on record.
    let back = moment("2024-09-24T00:10");
    let tapped = moment("2024-09-23T23:20").now;
    let (visit, _) = register(
        site,
        &clerk,
        back,
        &tap(south, "1", "reading", "answered", Some(tapped)),
    )
    .await;
    let (row, _) = halls::visit(&site.office, &clerk, visit).await.unwrap().unwrap();
    assert_eq!((row.counted_on, row.is_doubtful), (date(2024, 9, 23), false));
    assert_eq!((row.tapped_at, row.received_at), (Some(tapped), back.now));
    // Three hours later ten taps come in one second: each counts, on the day it came in, and says that its time is in doubt.
    for minute in 0..10 {
        let tapped = later(moment("2024-09-23T20:00"), minute).now;
        let one = tap(
            south,
            &format!("late-{minute}"),
            "reading",
            "answered",
            Some(tapped),
        );
        let (visit, is_new) = register(site, &clerk, back, &one).await;
        let (row, _) = halls::visit(&site.office, &clerk, visit).await.unwrap().unwrap();
        assert!(is_new && row.is_doubtful);
        assert_eq!(row.counted_on, date(2024, 9, 24));
    }
    // A visit dated tomorrow counts today.
    let tomorrow = moment("2024-09-25T09:00").now;
    let (visit, _) = register(
        site,
        &clerk,
        back,
        &tap(south, "t", "policy", "answered", Some(tomorrow)),
    )
    .await;
    let (row, _) = halls::visit(&site.office, &clerk, visit).await.unwrap().unwrap();
    assert_eq!((row.counted_on, row.is_doubtful), (date(2024, 9, 24), true));
    assert_eq!(total(site, &clerk, Some(south)).await, 12);
}

async fn thirty_taps_over_two_halls_give_the_months_table_and_open_into_their_records(site: &Site) {
    let clerk = site.person("clerk", &[Role::RequestClerk]).await;
    let (south, north) = (hall(site, "南厅").await, hall(site, "北厅").await);
    let mut minute = 0;
    for (hall, kind, outcome, many) in [
        (south, "reading", "answered", 7),
        (south, "policy", "answered", 4),
        (south, "policy", "referred", 2),
        (south, "guidance", "guided", 5),
        (north, "reading", "answered", 5),
        (north, "policy", "told_once", 4),
        (north, "guidance", "answered", 3),
    ] {
        for _ in 0..many {
            minute += 1;
            let at = later(moment("2024-09-23T09:00"), minute);
            register(
                site,
                &clerk,
                at,
                &tap(hall, &minute.to_string(), kind, outcome, Some(at.now)),
            )
            .await;
        }
    }
    let days = (date(2024, 9, 1), date(2024, 9, 30));
    let both = halls::month(&site.office, &clerk, None, days)
        .await
        .unwrap()
        .sheet;
    assert_eq!(
        both.sentence("2024年9月", &["南厅", "北厅"]),
        "2024年9月，南厅、北厅政务公开窗口共接待30人次，其中信息查阅12人次、政策咨询10人次、办事指引8人次。"
    );
    let one = halls::month(&site.office, &clerk, Some(south), days)
        .await
        .unwrap()
        .sheet;
    assert_eq!((one.total, one.totals), (18, vec![11, 0, 5, 2, 0]));
    // Each number opens into its records.
    for (row, kind) in both.rows.iter().map(|row| (row, row.code.clone())) {
        let filter = VisitFilter {
            days: Some(days),
            kind,
            ..VisitFilter::default()
        };
        let found = halls::visits(&site.office, &clerk, &filter).await.unwrap();
        assert_eq!(found.total, row.total, "{}", row.label);
    }
    // The 主动公开 paragraph counts the same.
    let counted = counts::counted(&site.office, &clerk).await.unwrap();
    let figures = Figures {
        records: &counted.records,
        supplements: &[],
        period: Period::year(2024),
    };
    let visits = figures.count(CountName::Visits);
    assert_eq!(visits.total(), 30);
    assert!(
        visits
            .records
            .iter()
            .all(|record| counted.names.contains_key(&record.id))
    );
}

async fn what_was_asked_at_a_window_becomes_a_matter_once(site: &Site) {
    let clerk = site.person("clerk", &[Role::RequestClerk]).await;
    let south = hall(site, "南厅").await;
    let at = moment("2024-09-23T10:00");
    let (visit, _) = register(site, &clerk, at, &tap(south, "1", "policy", "referred", None)).await;
    let open = VisitFilter {
        is_open: true,
        ..VisitFilter::default()
    };
    assert_eq!(halls::visits(&site.office, &clerk, &open).await.unwrap().total, 1);
    let asking = AskingForm {
        title: "标准厂房租金".to_owned(),
        text: "问标准厂房的租金优惠到什么时候，怎样申请。".to_owned(),
        ..AskingForm::default()
    };
    let seen = (visit, 1);
    let receipt = halls::refer(&site.office, &clerk, at, seen, &asking, "ticket")
        .await
        .unwrap();
    let again = halls::refer(&site.office, &clerk, at, seen, &asking, "ticket")
        .await
        .unwrap();
    assert_eq!(again, receipt, "the same form gives the same receipt");
    let other = halls::refer(&site.office, &clerk, at, (visit, 2), &asking, "another").await;
    assert!(
        matches!(other, Err(OfficeError::Invalid(_))),
        "a visit leads to one matter"
    );
    let (row, number) = halls::visit(&site.office, &clerk, visit).await.unwrap().unwrap();
    assert_eq!(
        (row.matter, number.as_deref()),
        (Some(receipt.id), Some(receipt.number.as_str()))
    );
    assert_eq!(row.outcome, VisitOutcome::Referred);
    assert_eq!(halls::visits(&site.office, &clerk, &open).await.unwrap().total, 0);
    // What led somewhere is neither struck nor said to have ended otherwise.
    let amended = Amended {
        kind: "policy".to_owned(),
        outcome: "answered".to_owned(),
        ..Amended::default()
    };
    assert!(
        halls::amend_visit(&site.office, &clerk, at, (visit, 2), &amended)
            .await
            .is_err()
    );
    assert!(
        halls::strike_visit(&site.office, &clerk, at, (visit, 2), "误点")
            .await
            .is_err()
    );
}

async fn a_sheet_of_what_is_missing_has_a_number_and_one_given_again_says_why(site: &Site) {
    let clerk = site.person("clerk", &[Role::RequestClerk]).await;
    let south = hall(site, "南厅").await;
    let at = moment("2024-09-23T10:00");
    let (visit, _) = register(site, &clerk, at, &tap(south, "1", "guidance", "answered", None)).await;
    let item = MissingItem {
        name: "身份证明".to_owned(),
        fault: "missing".to_owned(),
        mend: String::new(),
        basis: "办事指南第三条".to_owned(),
    };
    let form = NoticeForm {
        service: "补贴申报".to_owned(),
        items: vec![item],
        due_on: "2024-10-15".to_owned(),
        done_in: "5 个工作日".to_owned(),
        place: "南厅 3 号窗口".to_owned(),
        phone: "0379-00000000".to_owned(),
        ..NoticeForm::default()
    };
    let give = async |before: &'static str, form: &NoticeForm, visit| {
        halls::give_notice(&site.office, &clerk, at, (south, visit, before), form, "").await
    };
    let id = give("", &form, Some(visit)).await.unwrap();
    let first = halls::notice(&site.office, &clerk, id).await.unwrap().unwrap();
    assert!(first.number.ends_with("GZ-2024-0001"), "{}", first.number);
    let (row, _) = halls::visit(&site.office, &clerk, visit).await.unwrap().unwrap();
    assert_eq!(row.outcome, VisitOutcome::ToldOnce);
    let number: &'static str = first.number.leak();
    assert!(
        give(number, &form, None).await.is_err(),
        "why it was not told the first time"
    );
    let again = NoticeForm {
        again_why: "首次漏看一项".to_owned(),
        was_knowable: true,
        ..form
    };
    assert!(give("XGZ-2024-0009", &again, None).await.is_err());
    give(number, &again, None).await.unwrap();
    let days = (date(2024, 9, 1), date(2024, 9, 30));
    let month = halls::month(&site.office, &clerk, Some(south), days)
        .await
        .unwrap();
    assert_eq!(
        (month.notices, month.notices_again, month.notices_knowable),
        (2, 1, 1)
    );
}
