//! What applicants do on the public site: an application sent once however often, drafts under seal, acts on one's own cases,
//! messages and their answers, visits counted. Every story on both engines.

use law::cases::{ApplicationForm, MessageKind, What};
use law::staff::Role;
use office::cases::applicant::{self, Applicant};
use office::cases::{self, CaseFilter, Draft, Receipt, SentDraft, messages};
use office::visits::{self, Visit};
use office::{Actor, OfficeError, Program, sealed};
use sea_orm::{ConnectionTrait, Database, Statement};

use crate::harness::{IDENTITY_NUMBER, Site, application, moment, stories};

stories! {
    the_same_words_under_one_ticket_are_one_application
    sent_at_once_by_many_it_is_still_one
    a_draft_rests_under_seal_and_follows_the_keys
    what_is_filled_in_rests_a_day_and_a_receipt_two_hours
    a_draft_saved_again_keeps_its_code
    acts_reach_no_case_but_ones_own
    a_message_waits_until_it_is_answered_once
    visits_are_counted_for_a_while
    of_many_visits_at_once_each_is_counted
}

fn form(request: &str) -> ApplicationForm {
    application("张三", request)
}

async fn submitted(site: &Site, at: &str, request: &str, ticket: &str) -> Receipt {
    let form = form(request);
    site.submit_under(moment(at), &form, ticket, "").await.unwrap()
}

fn applicant(site: &Site, receipt: &Receipt) -> Applicant {
    Applicant {
        organ: site.organ,
        application: receipt.application,
        from: "192.0.2.1".to_owned(),
    }
}

async fn total(site: &Site) -> u64 {
    let reader = Actor::system(site.organ, "测试");
    cases::list(&site.office, &reader, &CaseFilter::default())
        .await
        .unwrap()
        .total
}

async fn the_same_words_under_one_ticket_are_one_application(site: &Site) {
    let first = submitted(site, "2026-03-02T09:00", "环评批复", "ticket").await;
    let second = submitted(site, "2026-03-02T09:01", "环评批复", "ticket").await;
    assert_eq!(
        first, second,
        "number and query code are those that were given before"
    );
    let found = cases::track(
        &site.office,
        site.organ,
        moment("2026-03-02T09:02"),
        &first.number,
        &first.query_code,
    );
    assert!(found.await.unwrap().is_some());
    let other_words = submitted(site, "2026-03-02T09:03", "规划许可", "ticket").await;
    let other_ticket = submitted(site, "2026-03-02T09:04", "环评批复", "another").await;
    assert_ne!(other_words.number, first.number);
    assert_ne!(other_ticket.number, first.number);
    assert_ne!(other_ticket.query_code, first.query_code);
    let next_day = submitted(site, "2026-03-03T09:01", "环评批复", "ticket").await;
    assert_ne!(
        next_day.number, first.number,
        "after a day it is a new application"
    );
    assert_eq!(total(site).await, 4);
}

async fn sent_at_once_by_many_it_is_still_one(site: &Site) {
    let sending = (0..6).map(|_| submitted(site, "2026-03-02T09:00", "环评批复", "ticket"));
    let receipts = futures_all(sending).await;
    assert!(receipts.iter().all(|receipt| *receipt == receipts[0]));
    assert_eq!(total(site).await, 1);
}

/// All of them at the same time.
async fn futures_all<T>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut all: Vec<_> = all.map(|one| (Box::pin(one), None)).collect();
    std::future::poll_fn(|context| {
        let mut is_done = true;
        for (one, outcome) in &mut all {
            if outcome.is_none() {
                match one.as_mut().poll(context) {
                    std::task::Poll::Ready(value) => *outcome = Some(value),
                    std::task::Poll::Pending => is_done = false,
                }
            }
        }
        if is_done {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    all.into_iter().filter_map(|(_, outcome)| outcome).collect()
}

/// The columns of every draft, as the database has them.
async fn stored_drafts(site: &Site) -> Vec<(String, String)> {
    let database = Database::connect(&site.url).await.unwrap();
    let query = Statement::from_string(
        database.get_database_backend(),
        "SELECT code, content FROM application_draft ORDER BY id",
    );
    let rows = database.query_all_raw(query).await.unwrap();
    let both = rows
        .iter()
        .map(|row| {
            (
                row.try_get("", "code").unwrap(),
                row.try_get("", "content").unwrap(),
            )
        })
        .collect();
    database.close().await.unwrap();
    both
}

fn draft(words: &str) -> Draft {
    Draft {
        form: form(words),
        batch: "b4".repeat(16),
        is_saved: true,
        ..Draft::default()
    }
}

async fn a_draft_rests_under_seal_and_follows_the_keys(site: &Site) {
    let at = moment("2026-03-02T09:00");
    let kept = cases::keep_draft(&site.office, site.organ, at, &draft("环评批复"), None)
        .await
        .unwrap();
    let (code, content) = stored_drafts(site).await.remove(0);
    assert!(!content.contains("张三") && !content.contains(IDENTITY_NUMBER));
    assert_ne!(code, kept.return_code);
    let rotated = sealed::rotate(&site.office, Program::itself(), at, sealed::SEALED, |_| {})
        .await
        .unwrap();
    assert_eq!((rotated.values, rotated.damaged.len()), (1, 0));
    let opened = async |at: &str, code: &str| {
        cases::open_draft(&site.office, site.organ, moment(at), code)
            .await
            .unwrap()
    };
    assert_eq!(
        opened("2026-03-02T10:00", &kept.return_code).await,
        Some(draft("环评批复"))
    );
    assert_eq!(opened("2026-03-02T10:00", "AAAA").await, None);
    assert_eq!(
        opened("2026-03-17T09:00", &kept.return_code).await,
        None,
        "it has expired"
    );
    cases::keep_draft(
        &site.office,
        site.organ,
        moment("2026-03-18T09:00"),
        &draft("别的"),
        None,
    )
    .await
    .unwrap();
    assert_eq!(stored_drafts(site).await.len(), 1, "the expired one is gone");
}

async fn what_is_filled_in_rests_a_day_and_a_receipt_two_hours(site: &Site) {
    let at = moment("2026-03-02T09:00");
    let unsaved = Draft {
        is_saved: false,
        ..draft("没有保存")
    };
    let sent = Draft::sent(SentDraft {
        number: "TEST01-2026-0001".to_owned(),
        query_code: "AAAA-BBBB-CCCC".to_owned(),
    });
    for (draft, there, gone) in [
        (unsaved, "2026-03-03T08:59", "2026-03-03T09:00"),
        (sent, "2026-03-02T10:59", "2026-03-02T11:00"),
    ] {
        let kept = cases::keep_draft(&site.office, site.organ, at, &draft, None).await;
        let code = kept.unwrap().return_code;
        let opened = async |at: &str| {
            cases::open_draft(&site.office, site.organ, moment(at), &code)
                .await
                .unwrap()
        };
        assert_eq!(opened(there).await, Some(draft));
        assert_eq!(opened(gone).await, None);
        let (_, content) = stored_drafts(site).await.remove(0);
        assert!(!content.contains("AAAA-BBBB-CCCC") && !content.contains("没有保存"));
    }
}

async fn a_draft_saved_again_keeps_its_code(site: &Site) {
    let at = moment("2026-03-02T09:00");
    let keep = async |words: &str, code: Option<&str>| {
        cases::keep_draft(&site.office, site.organ, at, &draft(words), code).await
    };
    let first = keep("一", None).await.unwrap();
    let again = keep("二", Some(&first.return_code)).await.unwrap();
    assert_eq!(again.return_code, first.return_code);
    let unknown = keep("三", Some("NONE-NONE-NONE-NONE")).await.unwrap();
    assert_ne!(
        unknown.return_code, "NONE-NONE-NONE-NONE",
        "nobody chooses a code"
    );
    assert_eq!(stored_drafts(site).await.len(), 2);
    let long = draft(&"字".repeat(40_000));
    let refused = cases::keep_draft(&site.office, site.organ, at, &long, None).await;
    assert!(matches!(refused, Err(OfficeError::Invalid(_))));
    cases::drop_draft(&site.office, site.organ, &first.return_code)
        .await
        .unwrap();
    assert_eq!(stored_drafts(site).await.len(), 1);
}

async fn acts_reach_no_case_but_ones_own(site: &Site) {
    let at = moment("2026-03-02T10:00");
    let mine = submitted(site, "2026-03-02T09:00", "环评批复", "one").await;
    let yours = submitted(site, "2026-03-02T09:00", "规划许可", "two").await;
    let me = applicant(site, &mine);
    let withdrawn = applicant::withdraw(&site.office, &me, at, yours.case, 1).await;
    assert!(matches!(withdrawn, Err(OfficeError::Missing)));
    let sent = applicant::send(&site.office, &me, at, yours.case, MessageKind::Complaint, "话").await;
    assert!(matches!(sent, Err(OfficeError::Missing)));
    assert!(applicant::messages(&site.office, &me, yours.case).await.is_err());
    assert!(applicant::fee(&site.office, &me, yours.case).await.is_err());
    let uncalled = applicant::correct(&site.office, &me, at, mine.case, 1, &["补正".to_owned()]).await;
    assert!(
        matches!(uncalled, Err(OfficeError::Invalid(_))),
        "nobody asked for it"
    );
    applicant::withdraw(&site.office, &me, at, mine.case, 1)
        .await
        .unwrap();
    let tracked = applicant::tracked(&site.office, &me, at).await.unwrap().unwrap();
    assert_eq!(tracked.cases.len(), 1);
    let last = tracked.cases[0].timeline.last().unwrap();
    assert_eq!(
        (&last.event.what, last.actor.as_str()),
        (&What::Withdrawn {}, "申请人")
    );
    let stranger = Applicant {
        organ: office::OrganId(site.organ.0 + 1),
        ..me
    };
    assert!(
        applicant::tracked(&site.office, &stranger, at)
            .await
            .unwrap()
            .is_none()
    );
}

async fn a_message_waits_until_it_is_answered_once(site: &Site) {
    let at = moment("2026-03-02T10:00");
    let clerk = site.person("jingban", &[Role::RequestClerk]).await;
    let editor = site.person("bianji", &[Role::Editor]).await;
    let receipt = submitted(site, "2026-03-02T09:00", "环评批复", "one").await;
    let me = applicant(site, &receipt);
    let send =
        async |kind, words: &str| applicant::send(&site.office, &me, at, receipt.case, kind, words).await;
    for (kind, words) in [
        (MessageKind::ExtensionReasons, "为什么延期"),
        (MessageKind::Publication, "请公开"),
        (MessageKind::Complaint, " "),
        (MessageKind::Complaint, "绝密★10年 附件"),
    ] {
        assert!(
            matches!(send(kind, words).await, Err(OfficeError::Invalid(_))),
            "{words}"
        );
    }
    send(MessageKind::Complaint, "没有人联系我").await.unwrap();
    assert!(
        send(MessageKind::Complaint, "再说一遍").await.is_err(),
        "one at a time"
    );
    assert_eq!(messages::open_count(&site.office, &clerk).await.unwrap(), 1);
    let open = messages::open(&site.office, &clerk).await.unwrap();
    assert_eq!(open[0].case_number, receipt.number);
    let id = open[0].message.id;
    let answer = async |actor: &Actor| messages::answer(&site.office, actor, at, id, "已联系。").await;
    assert!(matches!(answer(&editor).await, Err(OfficeError::Refused(_))));
    assert!(messages::open(&site.office, &editor).await.is_err());
    answer(&clerk).await.unwrap();
    assert!(
        matches!(answer(&clerk).await, Err(OfficeError::Invalid(_))),
        "once"
    );
    assert_eq!(messages::open_count(&site.office, &clerk).await.unwrap(), 0);
    let read = applicant::messages(&site.office, &me, receipt.case)
        .await
        .unwrap();
    assert_eq!(read[0].answer.as_ref().unwrap().text, "已联系。");
    send(MessageKind::Complaint, "谢谢").await.unwrap();
}

async fn visits_are_counted_for_a_while(site: &Site) {
    let note = async |at: &str, who: &str| {
        visits::note(&site.office, moment(at), Visit::WrongNumber, who)
            .await
            .unwrap()
    };
    assert_eq!(note("2026-03-02T09:00", "A").await.times, 1);
    let second = note("2026-03-02T09:10", "A").await;
    assert_eq!((second.times, second.until), (2, moment("2026-03-02T09:15").now));
    assert_eq!(note("2026-03-02T09:10", "B").await.times, 1);
    let seen = async |at: &str, visit| {
        visits::seen(&site.office, moment(at), visit, "A")
            .await
            .unwrap()
            .times
    };
    assert_eq!(seen("2026-03-02T09:14", Visit::WrongNumber).await, 2);
    assert_eq!(seen("2026-03-02T09:14", Visit::Applied).await, 0);
    assert_eq!(seen("2026-03-02T09:15", Visit::WrongNumber).await, 0);
    assert_eq!(note("2026-03-02T09:16", "A").await.times, 1, "it begins anew");
    let take_back = async |at: &str| {
        visits::take_back(&site.office, moment(at), Visit::WrongNumber, "A")
            .await
            .unwrap();
    };
    note("2026-03-02T09:17", "A").await;
    take_back("2026-03-02T09:17").await;
    assert_eq!(
        seen("2026-03-02T09:17", Visit::WrongNumber).await,
        1,
        "it was none"
    );
    take_back("2026-03-02T09:17").await;
    take_back("2026-03-02T09:17").await;
    assert_eq!(
        note("2026-03-02T09:18", "A").await.times,
        1,
        "never less than nothing"
    );
}

async fn of_many_visits_at_once_each_is_counted(site: &Site) {
    let at = moment("2024-05-06T08:00");
    // Visits wait for no act: nobody who writes holds up the counting.
    let mut asked = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let office = site.office.clone();
        asked.spawn(async move { visits::note(&office, at, Visit::WrongNumber, "A").await.unwrap() });
    }
    let mut times: Vec<i64> = asked
        .join_all()
        .await
        .into_iter()
        .map(|count| count.times)
        .collect();
    times.sort_unstable();
    assert_eq!(times, (1..=50).collect::<Vec<i64>>());
}
