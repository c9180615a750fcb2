//! The records of review before and after m0014, names before and after m0022, seeds before and after m0034, receipts of notices
//! before and after m0046, why letters left before and after m0051, on both engines.

use law::cases::Event;
use law::cases::letters::{Letter, LetterKind, Paragraph};
use law::review::{Level, Step, Verdict};
use sea_orm::{ColumnTrait, ConnectionTrait, Database, EntityTrait, QueryFilter, QueryOrder, Statement};
use sm3::{Digest, Sm3};

use super::*;
use crate::entity::{account, case_event, case_letter};
use crate::ids::{AccountId, DocumentId, LetterId, ReportId};
use crate::moment::{Moment, Program};
use crate::review::steps;
use crate::sealed::{Keys, SECOND_FACTORS};
use crate::store::Office;

const FIRST: Moment = Moment {
    now: jiff::Timestamp::UNIX_EPOCH,
    today: jiff::civil::date(1970, 1, 1),
};
/// The steps of the release before.
const BEFORE: usize = 13;

#[tokio::test]
async fn what_was_reviewed_written_and_signed_before_moves_with_its_hashes() {
    let folder = tempfile::tempdir().unwrap();
    let mut urls = vec![format!("sqlite:{}", folder.path().join("a.db").display())];
    let postgres = fresh_postgres().await;
    urls.extend(postgres.clone());
    for (url, number) in urls.into_iter().zip(0..) {
        let files = folder.path().join(format!("files{number}"));
        let office = Office::open(&url, &files).await.unwrap();
        fill_as_before(&office).await;
        let seeded =
            format!("UPDATE account SET totp_secret = '{SEED}', totp_pending = '{SEED}' WHERE id = 3");
        office.on().execute_unprepared(&seeded).await.unwrap();
        let refused = apply(&office, FIRST).await;
        assert!(
            matches!(refused, Err(OfficeError::Keys(_))),
            "no seed is sealed without a key"
        );
        let office = office.with_keys(Keys::ephemeral());
        apply(&office, FIRST).await.unwrap();
        seeds_sealed(&office).await;
        assert!(!has_table(&office, "secrecy_review").await.unwrap());
        assert!(!has_table(&office, "case_letter_step").await.unwrap());
        documents_moved(&office).await;
        names_folded(&office).await;
        letters_moved(&office).await;
        receipts_moved(&office).await;
        reasons_joined(&office).await;
        reports_moved(&office).await;
        office.close(Program::itself()).await.unwrap();
    }
    if let Some(url) = postgres {
        drop_postgres(&url).await;
    }
}

const SEED: &str = "JBSWY3DPEHPK3PXP";

async fn seeds_sealed(office: &Office) {
    let row = account::Entity::find_by_id(AccountId(3)).one(office.on()).await;
    let row = row.unwrap().unwrap();
    let sealed = row.totp_secret.unwrap();
    let opened = office.keys().unwrap().open(SECOND_FACTORS.of_row(3), &sealed);
    assert_eq!(opened.unwrap().expose(), SEED);
    assert_eq!(row.totp_pending, None, "what was not confirmed is begun again");
}

async fn names_folded(office: &Office) {
    let sql = "SELECT sought FROM request_case WHERE id = 16";
    let row = Statement::from_string(office.engine().backend(), sql);
    let row = office.on().query_one_raw(row).await.unwrap().unwrap();
    assert_eq!(row.try_get::<String>("", "sought").unwrap(), "买买提艾力\nn-1");
}

async fn documents_moved(office: &Office) {
    let moved = steps(office.on(), DocumentId(7)).await.unwrap();
    let told: Vec<_> = moved
        .iter()
        .map(|step| (step.level, step.round, step.person))
        .collect();
    // Written by 2, reviewed by 3 a second later, changed by 3.
    assert_eq!(
        told,
        [
            (Level::Writing, 1, Some(2)),
            (Level::Secrecy, 1, Some(3)),
            (Level::Writing, 2, Some(3)),
        ]
    );
    let review = &moved[1];
    let judged = law::documents::JudgedEdition {
        column: 5,
        title: "通知",
        issuer: "管委会",
        formed_on: "2024-05-06",
        body: "正文；有分号",
        category: "20-01",
        publicity: "proactive",
        validity: "valid",
        attachments: vec![("a.pdf".into(), "d1".into()), ("b.pdf".into(), "d0".into())],
        ..law::documents::JudgedEdition::default()
    };
    assert_eq!(review.hash, Some(judged.hash()));
    assert_eq!(review.opinion.as_deref(), Some("可以公开"));
    assert_eq!(
        (review.name.as_str(), review.taken_at.as_millisecond()),
        ("审查人", AT + 1000)
    );
}

async fn letters_moved(office: &Office) {
    let moved = steps(office.on(), LetterId(20)).await.unwrap();
    let hash = letter("张三").hash();
    let told = |step: &Step| (step.level, step.round, step.verdict, step.person);
    assert_eq!(
        moved.iter().map(told).collect::<Vec<_>>(),
        [
            (Level::Writing, 1, Verdict::Agreed, Some(2)),
            (Level::Legal, 1, Verdict::Returned, Some(3)),
            (Level::Legal, 2, Verdict::Agreed, Some(3)),
            (Level::Signing, 2, Verdict::Agreed, Some(4)),
        ]
    );
    let hashes: Vec<_> = moved.iter().map(|step| step.hash.clone()).collect();
    assert_eq!(
        hashes,
        [None, None, Some(hash.clone()), Some(hash)],
        "of the round whose text is there"
    );
}

/// The receipt of a notice to a third party stands in its event: as recorded, or the day of what was handed over; nobody knows
/// that of a third one, which was posted.
async fn receipts_moved(office: &Office) {
    let rows = case_event::Entity::find()
        .filter(case_event::Column::Act.eq("override_notified"))
        .order_by_asc(case_event::Column::Seq)
        .all(office.on())
        .await
        .unwrap();
    let days: Vec<Option<String>> = rows
        .iter()
        .map(|row| serde_json::from_str::<Event>(&row.event).unwrap())
        .map(|event| event.what.reached_on().map(|day| day.to_string()))
        .collect();
    let known = |day: &str| Some(day.to_owned());
    assert_eq!(days, [known("2024-05-09"), known("2024-05-08"), None]);
}

/// Why a letter left stands in one field.
async fn reasons_joined(office: &Office) {
    let row = case_letter::Entity::find_by_id(LetterId(25))
        .one(office.on())
        .await
        .unwrap();
    let sent = row.unwrap().delivery.unwrap();
    let sent: crate::cases::letters::Sent = serde_json::from_str(&sent).unwrap();
    assert_eq!(sent.despite, "当面知悉；已经核实");
}

async fn reports_moved(office: &Office) {
    let moved = steps(office.on(), ReportId(30)).await.unwrap();
    let told: Vec<_> = moved
        .iter()
        .map(|step| (step.level, step.round, step.person))
        .collect();
    assert_eq!(
        told,
        [(Level::Publishing, 1, Some(4)), (Level::Writing, 2, Some(2))]
    );
    assert_eq!(moved[0].hash, Some(hex::encode(Sm3::digest("{}"))));
}

const AT: i64 = 1_714_960_000_000;

/// The letter of the old database, with the number and date that its signature gave.
fn letter(applicant: &str) -> Letter {
    Letter {
        kind: LetterKind::Granted,
        organ: "管委会".into(),
        title: "答复书".into(),
        number: Some("孟公开复〔2024〕1号".into()),
        addressee: applicant.into(),
        paragraphs: vec![Paragraph::Plain("予以公开。".into())],
        enclosures: Vec::new(),
        signed_by: "管委会".into(),
        dated: Some(jiff::civil::date(2024, 5, 8)),
        has_remedies: false,
        contact: String::new(),
        has_red_head: false,
    }
}

/// A database of the release before with a document, a letter and a report.
async fn fill_as_before(office: &Office) {
    apply_first(office, FIRST, BEFORE).await.unwrap();
    let content = serde_json::to_string(&letter("张三")).unwrap();
    let digest = hex::encode(Sm3::digest("{}"));
    let account = |id: i64, name: &str| {
        format!(
            "INSERT INTO account (id, organ_id, login, name, password_hash, password_changed_at, must_change_password, \
             totp_last_step, is_sample, version, created_at) VALUES ({id}, 1, 'u{id}', '{name}', '', 0, FALSE, 0, FALSE, 1, 0)"
        )
    };
    let edition = |id: i64, number: i64, by: i64, at: i64| {
        format!(
            "INSERT INTO edition (id, document_id, number, column_id, title, issuer, formed_on, body, category, publicity, \
             validity, written_by, writer_name, written_at) VALUES ({id}, 7, {number}, 5, '通知', '管委会', '2024-05-06', \
             '正文；有分号', '20-01', 'proactive', 'valid', {by}, '某', {at})"
        )
    };
    let file = |id: i64, name: &str, place: i64| {
        format!(
            "INSERT INTO attachment (id, document_id, name, media_type, bytes, digest, added_by, added_at) \
             VALUES ({id}, 7, '{name}', 'application/pdf', 1, 'd{place}', '某', 0)"
        )
    };
    let step = |id: i64, round: i64, level: &str, agreed: &str, by: i64| {
        format!(
            "INSERT INTO case_letter_step (id, letter_id, round, level, is_approved, account_id, name, opinion, taken_at) \
             VALUES ({id}, 20, {round}, '{level}', {agreed}, {by}, '某', '意见', {AT})"
        )
    };
    let notice = |id: i64, delivery: &str| {
        format!(
            "INSERT INTO case_letter (id, organ_id, case_id, kind, state, content, basis, writers, written_by_name, round, \
             delivered_on, delivery, version, created_at, changed_at) VALUES ({id}, 1, 16, 'override_notice', 'delivered', \
             '{content}', '{{}}', '[2]', '某', 1, '2024-05-08', '{delivery}', 1, {AT}, {AT})"
        )
    };
    let told = |id: i64, seq: i64| {
        format!(
            "INSERT INTO case_event (id, case_id, seq, happened_on, act, event, actor, recorded_at) VALUES ({id}, 16, {seq}, \
             '2024-05-08', 'override_notified', '{{\"on\": \"2024-05-08\", \"event\": \"override_notified\"}}', '某', {AT})"
        )
    };
    let statements = [
        "INSERT INTO organ (id, code, name, level, may_make_regulations, site_name, guide, version, created_at) \
         VALUES (1, 'a', '管委会', 'county', FALSE, '站', '{}', 1, 0)".to_owned(),
        account(2, "编辑"),
        account(3, "审查人"),
        account(4, "签发人"),
        "INSERT INTO site_column (id, organ_id, slug, name, kind, position, is_hidden, version, created_at) \
         VALUES (5, 1, 'c', '栏', 'list', 1, FALSE, 1, 0)".to_owned(),
        format!("INSERT INTO document (id, organ_id, column_id, index_number, title, latest_edition, is_sample, version, \
                 created_at, changed_at) VALUES (7, 1, 5, 'n', '通知', 2, FALSE, 1, {AT}, {AT})"),
        edition(8, 1, 2, AT),
        edition(9, 2, 3, AT + 2000),
        // The first file by id stands second.
        file(10, "b.pdf", 0),
        file(11, "a.pdf", 1),
        "INSERT INTO edition_attachment (edition_id, attachment_id, position) VALUES (8, 10, 2), (8, 11, 1)".to_owned(),
        format!("INSERT INTO secrecy_review (id, edition_id, basis, reviewed_by, reviewer_name, reviewed_at) \
                 VALUES (12, 8, '可以公开', 3, '审查人', {})", AT + 1000),
        "INSERT INTO application (id, organ_id, number, query_code, channel, arrived_on, applicant_kind, applicant_name, \
         request, form, way, accepts_other_form, is_sample, created_at) VALUES (15, 1, 'n', 'q', 'online', '2024-05-06', \
         'natural_person', '张三', '甲', 'paper', 'post', FALSE, FALSE, 0)".to_owned(),
        "INSERT INTO request_case (id, organ_id, application_id, number, request, applicant_kind, applicant_name, state, \
         is_tentative, is_late, version, is_sample, created_at, changed_at) VALUES (16, 1, 15, 'N—1', '甲', \
         'natural_person', '买买提·艾力', 'replied', FALSE, FALSE, 1, FALSE, 0, 0)".to_owned(),
        format!("INSERT INTO case_letter (id, organ_id, case_id, kind, state, content, basis, writers, written_by_name, \
                 round, version, created_at, changed_at) VALUES (20, 1, 16, 'granted', 'signed', '{content}', '{{}}', '[2]', \
                 '某', 2, 1, {AT}, {AT})"),
        notice(24, r#"{"how": "post", "reached_on": "2024-05-09", "event": 1}"#),
        notice(25, r#"{"how": "in_person", "event": 2, "released": "当面知悉", "despite": "已经核实"}"#),
        notice(26, r#"{"how": "post", "event": 3}"#),
        told(27, 1),
        told(28, 2),
        told(29, 3),
        step(21, 1, "legal", "FALSE", 3),
        step(22, 2, "legal", "TRUE", 3),
        step(23, 2, "signing", "TRUE", 4),
        format!("INSERT INTO report (id, organ_id, year, draft, latest_edition, has_changes, version, writers, changed_by, \
                 changed_at) VALUES (30, 1, 2023, '{{}}', 1, TRUE, 2, '[2]', '某', {})", AT + 9000),
        format!("INSERT INTO report_edition (id, report_id, number, content, digest, findings, published_by, publisher_name, \
                 published_at) VALUES (31, 30, 1, '{{}}', '{digest}', '[]', 4, '签发人', {AT})"),
    ];
    for statement in statements {
        office.on().execute_unprepared(&statement).await.unwrap();
    }
}

/// A database of its own on the PostgreSQL that the tests were given, if they were given one.
async fn fresh_postgres() -> Option<String> {
    let admin = std::env::var("GONGKAI_TEST_POSTGRES").ok()?;
    let name = format!("schema_{:016x}", rand::random::<u64>());
    let server = Database::connect(&admin).await.unwrap();
    let sql = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
    server.execute_unprepared(&sql).await.unwrap();
    Some(format!("{}/{name}", admin.rsplit_once('/').unwrap().0))
}

async fn drop_postgres(url: &str) {
    let admin = std::env::var("GONGKAI_TEST_POSTGRES").unwrap();
    let name = url.rsplit_once('/').unwrap().1;
    let server = Database::connect(&admin).await.unwrap();
    let sql = format!("DROP DATABASE {name} WITH (FORCE)");
    server.execute_unprepared(&sql).await.unwrap();
}
