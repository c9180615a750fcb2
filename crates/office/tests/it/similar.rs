//! Cases that ask for much the same are found among many, whoever asked; each says who asked, how alike and what follows. Every
//! story on both engines.

use law::cases::retention::Settings;
use law::cases::similar::{Asker, Hint, Likeness};
use law::cases::{ApplicationForm, Channel, Delivery, What};
use law::codes::TableThreeRow;
use office::cases::{self, Arrival, Recording, Similar, retention};
use office::{Actor, CaseId, Program};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::harness::{Site, apart, application, moment, stories};

stories! {
    the_same_applicant_asking_again_is_shown_with_the_earlier_reply
    others_asking_for_the_same_are_shown_and_nothing_else
    a_namesake_is_no_proof
    cases_of_before_are_marked_afterwards
    they_are_found_by_an_index
    an_anonymous_case_is_like_no_other
}

const BUDGET: &str = "孟津先进制造业开发区2024年度部门预算及三公经费明细表";
/// A second person's, and a third's.
const OTHERS: [&str; 2] = ["110101199003070679", "11010119900307109X"];

fn operator(site: &Site) -> Actor {
    Actor::system(site.organ, "测试")
}

async fn registered(site: &Site, day: &str, form: &ApplicationForm) -> CaseId {
    let arrival = Arrival {
        channel: Channel::InPerson,
        arrived_on: day.parse().unwrap(),
        confirmed_on: None,
        confirmation: law::cases::Confirmation::default(),
    };
    let at = moment(&format!("{day}T10:00"));
    cases::register(&site.office, &operator(site), at, form, &arrival, false)
        .await
        .unwrap()
        .case
}

fn by(name: &str, identity: &str, request: &str) -> ApplicationForm {
    ApplicationForm {
        identity_kind: "other".to_owned(),
        identity_number: identity.to_owned(),
        ..application(name, request)
    }
}

async fn like(site: &Site, case: CaseId) -> Vec<Similar> {
    let actor = operator(site);
    let at = moment("2026-05-06T10:00");
    let case = cases::get(&site.office, &actor, at, case).await.unwrap();
    cases::similar(&site.office, &actor, &case).await.unwrap()
}

async fn does(site: &Site, day: &str, case: CaseId, what: What, note: &str) {
    let (at, actor) = (moment(&format!("{day}T11:00")), operator(site));
    let version = cases::get(&site.office, &actor, at, case).await.unwrap().version;
    let recording = Recording {
        note: if note.is_empty() { "本人签收" } else { note }.to_owned(),
        ..apart(at, what)
    };
    cases::record(&site.office, &actor, at, case, version, &recording)
        .await
        .unwrap();
}

async fn the_same_applicant_asking_again_is_shown_with_the_earlier_reply(site: &Site) {
    let first = registered(site, "2026-03-02", &application("张三", BUDGET)).await;
    let words = format!("请求公开：{BUDGET}。谢谢！");
    let second = registered(site, "2026-04-01", &application("张三", &words)).await;
    let found = like(site, second).await;
    assert_eq!(
        (found.len(), found[0].row.id, found[0].asker),
        (1, first, Asker::Same)
    );
    assert_eq!(found[0].likeness, Likeness::NearlyAll);
    assert_eq!(found[0].hint, Some(Hint::Pending), "nothing was answered yet");
    assert_eq!(found[0].reply_number, None);
    let outcome = TableThreeRow::Granted;
    does(
        site,
        "2026-04-02",
        first,
        What::replied(outcome),
        "孟公开〔2026〕3号",
    )
    .await;
    let how = Delivery::InPerson;
    does(site, "2026-04-02", first, What::Delivered { how }, "").await;
    let found = like(site, second).await;
    assert_eq!(found[0].hint, Some(Hint::Repeated));
    assert_eq!(found[0].reply_number.as_deref(), Some("孟公开〔2026〕3号"));
    let back = like(site, first).await;
    assert_eq!(
        (back[0].row.id, back[0].hint),
        (second, None),
        "the first repeats nothing"
    );
}

async fn others_asking_for_the_same_are_shown_and_nothing_else(site: &Site) {
    let own = registered(site, "2026-03-02", &application("张三", BUDGET)).await;
    let [second, third] = OTHERS;
    let alike = registered(
        site,
        "2026-03-03",
        &by("李四", second, &format!("申请公开{BUDGET}")),
    )
    .await;
    registered(
        site,
        "2026-03-04",
        &by("王五", third, "某某路12号地块的规划许可证和红线图"),
    )
    .await;
    registered(
        site,
        "2026-03-05",
        &application("张三", "某某路12号地块的规划许可证"),
    )
    .await;
    let found = like(site, own).await;
    assert_eq!((found.len(), found[0].row.id), (1, alike));
    assert_eq!(
        (found[0].asker, found[0].hint),
        (Asker::Other, Some(Hint::SeveralAsk))
    );
    for day in 6..16 {
        let identity = format!("X{day}");
        registered(site, &format!("2026-03-{day:02}"), &by("赵六", &identity, BUDGET)).await;
    }
    assert_eq!(like(site, own).await.len(), 5, "no more than can be read");
    let stranger = Actor {
        roles: law::staff::Roles::new(),
        ..operator(site)
    };
    let at = moment("2026-05-06T10:00");
    let case = cases::get(&site.office, &operator(site), at, own).await.unwrap();
    assert!(cases::similar(&site.office, &stranger, &case).await.is_err());
}

async fn a_namesake_is_no_proof(site: &Site) {
    let own = registered(site, "2026-03-02", &application("张三", BUDGET)).await;
    let other = registered(site, "2026-03-03", &by("张三", OTHERS[0], BUDGET)).await;
    assert_eq!(
        like(site, own).await[0].asker,
        Asker::Other,
        "another proof of identity is another person"
    );
    let sql = format!(
        "UPDATE application SET identity_key = NULL WHERE id = (SELECT application_id FROM request_case WHERE id = {other})"
    );
    run(site, &sql).await;
    let found = like(site, own).await;
    assert_eq!(
        found[0].asker,
        Asker::Namesake,
        "a ledger that was imported has no proof"
    );
    assert_eq!(like(site, other).await[0].hint, Some(Hint::CheckName));
}

async fn cases_of_before_are_marked_afterwards(site: &Site) {
    let own = registered(site, "2026-03-02", &application("张三", BUDGET)).await;
    let other = registered(site, "2026-03-03", &by("李四", OTHERS[0], BUDGET)).await;
    run(site, "DELETE FROM case_mark").await;
    assert!(like(site, own).await.is_empty());
    assert_eq!(
        cases::mark_older(&site.office, Program::itself()).await.unwrap(),
        2
    );
    assert_eq!(like(site, own).await[0].row.id, other);
    assert_eq!(
        cases::mark_older(&site.office, Program::itself()).await.unwrap(),
        0
    );
    registered(site, "2026-03-04", &by("王五", OTHERS[1], BUDGET)).await;
    assert_eq!(like(site, own).await.len(), 2, "a new one is marked as it comes");
    assert_eq!(
        cases::mark_older(&site.office, Program::itself()).await.unwrap(),
        1,
        "and looked at once more"
    );
    assert_eq!(like(site, own).await.len(), 2);
}

/// Among many cases with other marks the plan stays an index's.
async fn they_are_found_by_an_index(site: &Site) {
    let case = registered(site, "2026-03-02", &application("张三", BUDGET)).await;
    let other = registered(site, "2026-03-03", &by("李四", OTHERS[0], BUDGET)).await;
    let database = site.database().await;
    let backend = database.get_database_backend();
    let (series, explain) = match backend {
        DbBackend::Sqlite => (
            "WITH RECURSIVE one (n) AS (SELECT 8 UNION ALL SELECT n + 1 FROM one WHERE n < 20000) SELECT {case}, n, {organ}, n * 7919 FROM one",
            "EXPLAIN QUERY PLAN",
        ),
        _ => (
            "SELECT {case}, n, {organ}, n * 7919 FROM generate_series(8, 20000) AS n",
            "EXPLAIN",
        ),
    };
    let rows = series
        .replace("{case}", &case.to_string())
        .replace("{organ}", &site.organ.to_string());
    let insert = format!("INSERT INTO case_mark (case_id, band, organ_id, mark) {rows}");
    database.execute_unprepared(&insert).await.unwrap();
    database.execute_unprepared("ANALYZE").await.unwrap();
    let sql = format!(
        "{explain} SELECT case_id FROM case_mark WHERE organ_id = {} AND mark = 42 ORDER BY case_id DESC LIMIT 40",
        site.organ
    );
    let plan = database
        .query_all_raw(Statement::from_string(backend, sql))
        .await
        .unwrap();
    let text = |row: &sea_orm::QueryResult| {
        let detail = row.try_get::<String>("", "detail");
        detail.or_else(|_| row.try_get_by_index::<String>(0)).unwrap()
    };
    let plan: Vec<String> = plan.iter().map(text).collect();
    let plan = plan.join("\n");
    assert!(plan.contains("case_mark_by_mark"), "{plan}");
    assert!(
        !plan.contains("Seq Scan") && !plan.contains("SCAN case_mark") && !plan.contains("Sort"),
        "{plan}"
    );
    database.close().await.unwrap();
    assert_eq!(like(site, case).await[0].row.id, other);
}

async fn an_anonymous_case_is_like_no_other(site: &Site) {
    let old = registered(site, "2015-03-02", &application("张三", BUDGET)).await;
    does(site, "2015-03-02", old, What::Withdrawn {}, "书面撤回").await;
    let new = registered(site, "2026-03-02", &application("张三", BUDGET)).await;
    assert_eq!(like(site, new).await.len(), 1);
    let on = Settings {
        years: 10,
        is_on: true,
    };
    let at = moment("2026-03-03T09:00");
    retention::settle(&site.office, &operator(site), at, on, true)
        .await
        .unwrap();
    retention::run_due(&site.office, Program::itself(), at, 10)
        .await
        .unwrap();
    cases::mark_older(&site.office, Program::itself()).await.unwrap();
    assert!(like(site, new).await.is_empty());
    assert!(like(site, old).await.is_empty());
}

async fn run(site: &Site, sql: &str) {
    let database = site.database().await;
    database.execute_unprepared(sql).await.unwrap();
    database.close().await.unwrap();
}
