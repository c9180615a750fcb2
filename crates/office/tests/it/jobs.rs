//! Jobs: each taken by one worker, tried again with patience, kept for the operator when nothing helps.

use std::collections::BTreeSet;

use office::jobs::{self, Job, JobKind, Line, Mail, Notice, Retried};
use office::{ApplicationId, Moment, Office, OfficeError, Program};
use sea_orm::ConnectionTrait;

use crate::harness::{Site, later, moment, stories};

stories! {
    four_workers_take_each_job_once
    a_job_is_not_taken_before_its_time
    a_dead_workers_job_is_taken_again_and_its_word_counts_no_more
    a_failing_job_is_tried_for_three_days_and_then_kept
    what_was_done_is_forgotten_in_part_at_once_and_in_whole_later
    one_key_asks_for_one_job
    a_job_that_does_not_read_is_given_up
    a_job_that_kills_its_workers_is_given_up
    a_worker_takes_the_kinds_it_has_a_line_for_and_leaves_the_others
    jobs_of_a_newer_program_stand_with_those_that_need_no_line
}

fn mail(number: usize) -> Job {
    Job::Mail(Mail {
        to: format!("zhang{number}@example.com"),
        subject: "示例".to_owned(),
        text: "您好。".to_owned(),
    })
}

async fn submitted(office: &Office, at: Moment, number: usize) {
    let submitted = jobs::submit(office, Program::itself(), at, None, &mail(number), at.now, None).await;
    assert!(submitted.unwrap().is_some());
}

async fn four_workers_take_each_job_once(site: &Site) {
    const JOBS: usize = 200;
    let at = moment("2024-05-06T08:00");
    for number in 0..JOBS {
        submitted(&site.office, at, number).await;
    }
    let mut workers = Vec::new();
    for worker in 0..4 {
        let office = Office::open(&site.url, &site.folder.path().join("files"))
            .await
            .unwrap()
            .with_keys(site.office.keys().unwrap().clone());
        workers.push(tokio::spawn(async move {
            let owner = format!("worker {worker}");
            let mut done = Vec::new();
            loop {
                let claims = jobs::claim(&office, Program::itself(), at, &owner, &JobKind::ALL, 5)
                    .await
                    .unwrap();
                assert!(claims.len() <= 5);
                if claims.is_empty() {
                    break;
                }
                for claim in claims {
                    assert!(
                        jobs::finish(&office, Program::itself(), at, &claim)
                            .await
                            .unwrap()
                    );
                    done.push(claim.id);
                }
            }
            office.close(Program::itself()).await.unwrap();
            done
        }));
    }
    let mut all = Vec::new();
    for worker in workers {
        all.extend(worker.await.unwrap());
    }
    let once: BTreeSet<_> = all.iter().collect();
    assert_eq!((all.len(), once.len()), (JOBS, JOBS));
    let queue = jobs::queue(&site.office, Program::itself(), at).await.unwrap();
    assert_eq!((queue.waiting, queue.gave_up), (0, 0));
}

async fn a_job_is_not_taken_before_its_time(site: &Site) {
    let at = moment("2024-05-06T08:00");
    let tomorrow = later(at, 24 * 60);
    jobs::submit(
        &site.office,
        Program::itself(),
        at,
        None,
        &mail(1),
        tomorrow.now,
        None,
    )
    .await
    .unwrap();
    let early = jobs::claim(
        &site.office,
        Program::itself(),
        later(at, 24 * 60 - 1),
        "a",
        &JobKind::ALL,
        5,
    )
    .await;
    assert!(early.unwrap().is_empty());
    let queue = jobs::queue(&site.office, Program::itself(), at).await.unwrap();
    assert_eq!((queue.waiting, queue.due_since), (1, None));
    let due = jobs::claim(&site.office, Program::itself(), tomorrow, "a", &JobKind::ALL, 5)
        .await
        .unwrap();
    assert_eq!((due[0].job.clone(), due[0].attempt), (mail(1), 1));
    assert!(!format!("{due:?}").contains("example.com"));
}

async fn a_dead_workers_job_is_taken_again_and_its_word_counts_no_more(site: &Site) {
    let at = moment("2024-05-06T08:00");
    submitted(&site.office, at, 1).await;
    let dead = jobs::claim(&site.office, Program::itself(), at, "dead", &JobKind::ALL, 5)
        .await
        .unwrap()
        .remove(0);
    let held = jobs::claim(
        &site.office,
        Program::itself(),
        later(at, 4),
        "living",
        &JobKind::ALL,
        5,
    )
    .await
    .unwrap();
    assert!(held.is_empty());
    let again = jobs::claim(
        &site.office,
        Program::itself(),
        later(at, 6),
        "living",
        &JobKind::ALL,
        5,
    )
    .await
    .unwrap()
    .remove(0);
    assert_eq!((again.id, again.attempt), (dead.id, 2));
    let after = later(at, 7);
    assert!(
        !jobs::finish(&site.office, Program::itself(), after, &dead)
            .await
            .unwrap()
    );
    assert!(
        !jobs::give_up(&site.office, Program::itself(), after, &dead, "")
            .await
            .unwrap()
    );
    let lost = jobs::retry_later(&site.office, Program::itself(), after, &dead, "")
        .await
        .unwrap();
    assert_eq!(lost, Retried::Lost);
    assert!(
        jobs::finish(&site.office, Program::itself(), after, &again)
            .await
            .unwrap()
    );
}

async fn a_failing_job_is_tried_for_three_days_and_then_kept(site: &Site) {
    let mut at = moment("2024-05-06T08:00");
    submitted(&site.office, at, 1).await;
    let begun = at.now;
    let mut tries = 0;
    let id = loop {
        let claim = jobs::claim(&site.office, Program::itself(), at, "a", &JobKind::ALL, 5)
            .await
            .unwrap()
            .remove(0);
        tries += 1;
        match jobs::retry_later(&site.office, Program::itself(), at, &claim, "邮件服务器没有应答")
            .await
            .unwrap()
        {
            Retried::Later(next) => {
                assert!(next > at.now && next <= begun + jiff::SignedDuration::from_hours(72));
                let queue = jobs::queue(&site.office, Program::itself(), at).await.unwrap();
                assert_eq!((queue.waiting, queue.failing), (1, 1));
                at.now = next;
            }
            Retried::GaveUp => break claim.id,
            Retried::Lost => panic!("nobody else is here"),
        }
    };
    assert!((15..=25).contains(&tries), "{tries}");
    assert!(at.now > begun + jiff::SignedDuration::from_hours(60));
    let kept = jobs::gave_up(&site.office, Program::itself(), 10)
        .await
        .unwrap()
        .remove(0);
    assert_eq!((kept.id, kept.attempts), (id, tries));
    assert_eq!(kept.error, "邮件服务器没有应答");
    assert_eq!(
        jobs::queue(&site.office, Program::itself(), at)
            .await
            .unwrap()
            .gave_up,
        1
    );
    assert_eq!(
        jobs::remove_done(&site.office, Program::itself(), later(at, 1_000_000), 30)
            .await
            .unwrap(),
        0
    );
    jobs::try_again(&site.office, Program::itself(), at, id)
        .await
        .unwrap();
    let claim = jobs::claim(&site.office, Program::itself(), at, "a", &JobKind::ALL, 5)
        .await
        .unwrap()
        .remove(0);
    assert_eq!((claim.job.clone(), claim.attempt), (mail(1), 1));
    assert!(
        jobs::finish(&site.office, Program::itself(), at, &claim)
            .await
            .unwrap()
    );
    let done = jobs::try_again(&site.office, Program::itself(), at, id).await;
    assert!(matches!(done, Err(OfficeError::Missing)));
}

async fn what_was_done_is_forgotten_in_part_at_once_and_in_whole_later(site: &Site) {
    let at = moment("2024-05-06T08:00");
    submitted(&site.office, at, 1).await;
    let claim = jobs::claim(&site.office, Program::itself(), at, "a", &JobKind::ALL, 5)
        .await
        .unwrap()
        .remove(0);
    jobs::finish(&site.office, Program::itself(), at, &claim)
        .await
        .unwrap();
    let database = site.database().await;
    let sql = "SELECT count(*) AS kept FROM job WHERE payload IS NULL AND state = 'done'";
    let query = sea_orm::Statement::from_string(database.get_database_backend(), sql);
    let row = database.query_one_raw(query).await.unwrap().unwrap();
    assert_eq!(row.try_get::<i64>("", "kept").unwrap(), 1);
    let days = |days: i64| later(at, days * 24 * 60);
    assert_eq!(
        jobs::remove_done(&site.office, Program::itself(), days(29), 30)
            .await
            .unwrap(),
        0
    );
    assert_eq!(
        jobs::remove_done(&site.office, Program::itself(), days(30), 30)
            .await
            .unwrap(),
        1
    );
}

async fn one_key_asks_for_one_job(site: &Site) {
    let at = moment("2024-05-06T08:00");
    let key_job = mail(1);
    let ask = || {
        jobs::submit(
            &site.office,
            Program::itself(),
            at,
            None,
            &key_job,
            at.now,
            Some("case 1 due"),
        )
    };
    assert!(ask().await.unwrap().is_some());
    assert!(ask().await.unwrap().is_none());
    let claims = jobs::claim(&site.office, Program::itself(), at, "a", &JobKind::ALL, 5)
        .await
        .unwrap();
    assert_eq!(claims.len(), 1);
    jobs::finish(&site.office, Program::itself(), at, &claims[0])
        .await
        .unwrap();
    assert!(ask().await.unwrap().is_none());
}

async fn a_job_that_does_not_read_is_given_up(site: &Site) {
    let at = moment("2024-05-06T08:00");
    submitted(&site.office, at, 1).await;
    submitted(&site.office, at, 2).await;
    let spoil = r#"UPDATE job SET payload = '{"kind":"pigeon","to":"zhang1@example.com"}' WHERE id = (SELECT min(id) FROM job)"#;
    site.database().await.execute_unprepared(spoil).await.unwrap();
    let claims = jobs::claim(&site.office, Program::itself(), at, "a", &JobKind::ALL, 5)
        .await
        .unwrap();
    assert_eq!(claims.len(), 1);
    let kept = jobs::gave_up(&site.office, Program::itself(), 10).await.unwrap();
    assert!(kept[0].error.contains("不能识别") && !kept[0].error.contains('@'));
}

async fn a_job_that_kills_its_workers_is_given_up(site: &Site) {
    let mut at = moment("2024-05-06T08:00");
    submitted(&site.office, at, 1).await;
    for attempt in 1..=50 {
        let claims = jobs::claim(&site.office, Program::itself(), at, "a", &JobKind::ALL, 5)
            .await
            .unwrap();
        assert_eq!(claims[0].attempt, attempt);
        at = later(at, 6);
    }
    assert!(
        jobs::claim(&site.office, Program::itself(), at, "a", &JobKind::ALL, 5)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        jobs::queue(&site.office, Program::itself(), at)
            .await
            .unwrap()
            .gave_up,
        1
    );
}

async fn a_worker_takes_the_kinds_it_has_a_line_for_and_leaves_the_others(site: &Site) {
    let at = moment("2024-05-06T08:00");
    submitted(&site.office, at, 1).await;
    let notice = Job::Notice(Notice {
        stated: None,
        application: ApplicationId(7),
        subject: "示例".to_owned(),
        text: "您好。".to_owned(),
    });
    jobs::submit(&site.office, Program::itself(), at, None, &notice, at.now, None)
        .await
        .unwrap();
    assert!(
        jobs::claim(&site.office, Program::itself(), at, "a", &[], 5)
            .await
            .unwrap()
            .is_empty()
    );
    let claims = jobs::claim(&site.office, Program::itself(), at, "a", &[JobKind::Notice], 5)
        .await
        .unwrap();
    let kinds: Vec<JobKind> = claims.iter().map(|claim| claim.job.kind()).collect();
    assert_eq!(kinds, [JobKind::Notice], "the mail is left");
    let claims = jobs::claim(&site.office, Program::itself(), at, "b", &JobKind::ALL, 5)
        .await
        .unwrap();
    assert_eq!((claims.len(), claims[0].job.clone()), (1, mail(1)));
}

async fn jobs_of_a_newer_program_stand_with_those_that_need_no_line(site: &Site) {
    let at = moment("2024-05-06T08:00");
    submitted(&site.office, at, 1).await;
    submitted(&site.office, at, 2).await;
    let newer = "UPDATE job SET kind = 'pigeon' WHERE id = (SELECT min(id) FROM job)";
    site.database().await.execute_unprepared(newer).await.unwrap();
    let waiting = async |line| {
        let queue = jobs::queue_of(&site.office, Program::itself(), at, line)
            .await
            .unwrap();
        queue.waiting
    };
    assert_eq!((waiting(Some(Line::Mail)).await, waiting(None).await), (1, 1));
    let claims = jobs::claim(&site.office, Program::itself(), at, "a", &JobKind::ALL, 5)
        .await
        .unwrap();
    assert_eq!(
        claims.len(),
        1,
        "what this program does not know waits for one that does"
    );
}
