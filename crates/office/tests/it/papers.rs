//! Papers that stand: what was signed or frozen is kept as it was first made. Every story on both engines.

use std::io::Cursor;

use law::reports::{Report, Tables};
use law::staff::Role;
use office::cases::letters;
use office::jobs::{self, Job, JobKind};
use office::papers::{self, Printable};
use office::reports::{self, Freeze};
use office::{Actor, Moment, Office, Program, backup};
use sea_orm::{ConnectionTrait, Statement};

use crate::file_room::{as_before, move_all, stored};
use crate::harness::{Site, moment, sqlite_url, stories};
use crate::letters::{People, people, signed};

stories! {
    the_first_paper_of_a_letter_stays
    the_paper_of_an_edition_lies_with_the_files
    what_was_signed_before_there_were_papers_is_asked_for_once_and_marked
    a_draft_and_a_damaged_paper_are_not_given_out
    papers_come_back_from_a_backup
    a_paper_of_any_length_comes_out_as_it_went_in
    papers_of_earlier_releases_move_into_the_room
}

const AT: &str = "2025-03-10T10:00";

async fn letter(site: &Site, who: &People) -> Printable {
    let id = signed(site, who, moment(AT)).await;
    let found = letters::get(&site.office, &who.clerk, id).await.unwrap();
    Printable::Letter(Box::new(found))
}

async fn report(site: &Site) -> Printable {
    let editor = site.person("baogao", &[Role::Editor]).await;
    let signer = site.person("qianfa", &[Role::Signer]).await;
    let at = moment("2025-01-20T09:00");
    let mut report = Report {
        organ: crate::harness::profile().name,
        year: 2024,
        tables: Tables::zeros(),
        ..Report::default()
    };
    for section in [1, 5, 6] {
        report.sections.set(section, "无需要报告的事项。");
    }
    reports::start(&site.office, &editor, at, 2024).await.unwrap();
    reports::save_draft(&site.office, &editor, at, 1, &report)
        .await
        .unwrap();
    let freeze = Freeze {
        version: 2,
        exception: "试点".into(),
        ..Freeze::default()
    };
    reports::freeze_and_publish(&site.office, &signer, at, 2024, &freeze)
        .await
        .unwrap();
    published(&site.office, site).await
}

async fn published(office: &Office, site: &Site) -> Printable {
    let found = reports::published(office, site.organ, 2024).await.unwrap();
    Printable::Report(Box::new(found.unwrap()))
}

/// The papers that are asked for, as a worker takes them.
async fn asked(site: &Site, at: Moment) -> Vec<Printable> {
    let claims = jobs::claim(
        &site.office,
        Program::itself(),
        at,
        "printer",
        &[JobKind::Paper],
        10,
    )
    .await
    .unwrap();
    let mut list = Vec::new();
    for claim in claims {
        let Job::Paper(job) = &claim.job else {
            panic!("{claim:?}")
        };
        list.extend(
            papers::printable(&site.office, Program::itself(), job)
                .await
                .unwrap(),
        );
        jobs::finish(&site.office, Program::itself(), at, &claim)
            .await
            .unwrap();
    }
    list
}

async fn the_first_paper_of_a_letter_stays(site: &Site) {
    let (office, at) = (&site.office, moment(AT));
    let who = people(site).await;
    let letter = letter(site, &who).await;
    assert_eq!(papers::kept(office, &letter).await.unwrap(), None);
    assert_eq!(papers::bytes(office, &letter).await.unwrap(), None);
    let asked = asked(site, at).await;
    assert_eq!(asked.len(), 1, "the signature asks for it");
    let first = papers::keep(office, at, &asked[0], b"%PDF one".to_vec())
        .await
        .unwrap();
    assert_eq!(first, b"%PDF one");
    // Whoever printed it meanwhile by another template gets the first one.
    let second = papers::keep(office, at, &letter, b"%PDF two".to_vec())
        .await
        .unwrap();
    assert_eq!(second, b"%PDF one");
    assert_eq!(papers::bytes(office, &letter).await.unwrap(), Some(first));
    let kept = papers::kept(office, &letter).await.unwrap().unwrap();
    assert!(!kept.is_made_later);
    assert_eq!(kept.made_at, at.now);
    let row = text(site, "SELECT digest FROM paper").await;
    assert_eq!(row, kept.digest);
    // It names an applicant: nothing of it can be read in the store.
    let lie = stored(site);
    assert!(
        !lie.is_empty()
            && lie
                .iter()
                .all(|bytes| !bytes.windows(4).any(|some| some == b"%PDF"))
    );
    assert!(
        office::audit::verify(office, Program::itself())
            .await
            .unwrap()
            .is_ok()
    );
}

async fn the_paper_of_an_edition_lies_with_the_files(site: &Site) {
    let (office, at) = (&site.office, moment(AT));
    let report = report(site).await;
    let asked = asked(site, at).await;
    assert_eq!(asked.len(), 1, "freezing asks for it");
    papers::keep(office, at, &asked[0], b"%PDF one".to_vec())
        .await
        .unwrap();
    papers::keep(office, at, &report, b"%PDF two".to_vec())
        .await
        .unwrap();
    assert_eq!(
        papers::bytes(office, &report).await.unwrap().unwrap(),
        b"%PDF one"
    );
    let digest = papers::kept(office, &report).await.unwrap().unwrap().digest;
    let place = office.files_folder().join(&digest[..2]).join(&digest);
    assert_eq!(std::fs::read(&place).unwrap(), b"%PDF one");
}

async fn what_was_signed_before_there_were_papers_is_asked_for_once_and_marked(site: &Site) {
    let (office, at) = (&site.office, moment(AT));
    let who = people(site).await;
    let (letter, report) = (letter(site, &who).await, report(site).await);
    let database = site.database().await;
    for sql in ["DELETE FROM paper", "DELETE FROM job"] {
        database.execute_unprepared(sql).await.unwrap();
    }
    assert_eq!(
        papers::ask_for_older(office, Program::itself(), at, 10)
            .await
            .unwrap(),
        2
    );
    assert_eq!(
        papers::ask_for_older(office, Program::itself(), at, 10)
            .await
            .unwrap(),
        0
    );
    let asked = asked(site, at).await;
    assert_eq!(asked.len(), 2);
    for (printed, number) in asked.iter().zip(1..) {
        let made = format!("%PDF {number}").into_bytes();
        papers::keep(office, at, printed, made).await.unwrap();
    }
    for printed in [&letter, &report] {
        assert!(
            papers::kept(office, printed)
                .await
                .unwrap()
                .unwrap()
                .is_made_later
        );
    }
    // Who needs one before it was asked for has it made at once, and marked.
    database.execute_unprepared("DELETE FROM paper").await.unwrap();
    papers::keep(office, at, &letter, b"%PDF now".to_vec())
        .await
        .unwrap();
    assert!(
        papers::kept(office, &letter)
            .await
            .unwrap()
            .unwrap()
            .is_made_later
    );
}

async fn a_draft_and_a_damaged_paper_are_not_given_out(site: &Site) {
    let (office, at) = (&site.office, moment(AT));
    let who = people(site).await;
    let letter = letter(site, &who).await;
    let database = site.database().await;
    let change = |sql: &'static str| database.execute_unprepared(sql);
    change("UPDATE case_letter SET state = 'draft'").await.unwrap();
    let shown = papers::keep(office, at, &letter, b"%PDF".to_vec()).await.unwrap();
    assert_eq!(shown, b"%PDF");
    assert_eq!(
        papers::kept(office, &letter).await.unwrap(),
        None,
        "it was not signed"
    );
    change("UPDATE case_letter SET state = 'signed'").await.unwrap();
    papers::keep(office, at, &letter, b"%PDF".to_vec()).await.unwrap();
    change("UPDATE paper SET digest = 'f00d'").await.unwrap();
    let damaged = papers::bytes(office, &letter).await.unwrap_err();
    assert!(damaged.to_string().contains("校验值不符"), "{damaged}");
}

async fn papers_come_back_from_a_backup(site: &Site) {
    let (office, at) = (&site.office, moment(AT));
    let who = people(site).await;
    let (letter, report) = (letter(site, &who).await, report(site).await);
    papers::keep(office, at, &letter, b"%PDF letter".to_vec())
        .await
        .unwrap();
    papers::keep(office, at, &report, b"%PDF report".to_vec())
        .await
        .unwrap();
    let sink = Cursor::new(Vec::new());
    let (sink, contents) = backup::write(office, Program::itself(), at, sink, |_| ())
        .await
        .unwrap();
    assert_eq!((contents.files, contents.damaged_files.len()), (2, 0));
    let keys = office.keys().unwrap().clone();
    let url = sqlite_url(&site.folder, "again.db");
    let again = Office::open(&url, &site.folder.path().join("again"))
        .await
        .unwrap();
    let again = again.with_keys(keys);
    backup::restore(
        &again,
        Program::itself(),
        at,
        Cursor::new(sink.into_inner()),
        |_| (),
    )
    .await
    .unwrap();
    for (printed, made) in [(&letter, b"%PDF letter"), (&report, b"%PDF report")] {
        assert_eq!(papers::bytes(&again, printed).await.unwrap().unwrap(), made);
    }
    let steps = letters::of_case(&again, &clerk(site), case_of(&letter))
        .await
        .unwrap();
    assert_eq!(steps[0].steps.len(), 4, "the review comes back with it");
}

async fn a_paper_of_any_length_comes_out_as_it_went_in(site: &Site) {
    let (office, at) = (&site.office, moment(AT));
    let who = people(site).await;
    let letter = letter(site, &who).await;
    let database = site.database().await;
    let piece = 64 << 10;
    // The engine makes no difference to the bytes: on the second, longer than a part of an upload is long enough.
    let longest = if site.url.starts_with("sqlite") {
        20 << 20
    } else {
        6 << 20
    };
    for length in [0, 1, piece - 1, piece, piece + 1, longest] {
        let bytes: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
        database.execute_unprepared("DELETE FROM paper").await.unwrap();
        papers::keep(office, at, &letter, bytes.clone()).await.unwrap();
        let out = papers::bytes(office, &letter).await.unwrap().unwrap();
        assert!(out == bytes, "{length}");
    }
    let examined = office::files::examine(office, Program::itself()).await.unwrap();
    assert_eq!(examined.whole, 6, "{examined:?}");
}

async fn papers_of_earlier_releases_move_into_the_room(site: &Site) {
    let (office, at) = (&site.office, moment(AT));
    let who = people(site).await;
    let letter = letter(site, &who).await;
    papers::keep(office, at, &letter, b"%PDF before".to_vec())
        .await
        .unwrap();
    let id: i64 = text(site, "SELECT CAST(id AS TEXT) FROM paper")
        .await
        .parse()
        .unwrap();
    as_before(site, "paper", "paper_content", id, b"%PDF before", None).await;
    assert_eq!(
        papers::bytes(office, &letter).await.unwrap().unwrap(),
        b"%PDF before"
    );
    move_all(office).await;
    assert_eq!(
        text(site, "SELECT CAST(count(*) AS TEXT) FROM paper_content").await,
        "0"
    );
    assert_eq!(
        papers::bytes(office, &letter).await.unwrap().unwrap(),
        b"%PDF before"
    );
}

async fn text(site: &Site, sql: &str) -> String {
    let database = site.database().await;
    let query = Statement::from_string(database.get_database_backend(), sql);
    let row = database.query_one_raw(query).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

fn clerk(site: &Site) -> Actor {
    Actor::system(site.organ, "测试")
}

fn case_of(printed: &Printable) -> office::CaseId {
    match printed {
        Printable::Letter(letter) => letter.case,
        Printable::Report(_) => panic!("a report has no case"),
    }
}
