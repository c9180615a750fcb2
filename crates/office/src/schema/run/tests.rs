use super::*;
use crate::schema::{names, step};

const FIRST: Moment = Moment {
    now: jiff::Timestamp::UNIX_EPOCH,
    today: jiff::civil::date(1970, 1, 1),
};

async fn opened(folder: &tempfile::TempDir) -> Office {
    let url = format!("sqlite:{}", folder.path().join("a.db").display());
    Office::open(&url, &folder.path().join("files")).await.unwrap()
}

#[test]
fn a_semicolon_in_quotes_or_a_comment_ends_no_statement() {
    let sql = "CREATE TABLE a (b TEXT DEFAULT 'x;''y;'); -- one; two\n/* three; */ INSERT INTO \"a;b\" VALUES ('--');\n;";
    assert_eq!(
        statements(sql),
        [
            "CREATE TABLE a (b TEXT DEFAULT 'x;''y;')",
            "INSERT INTO \"a;b\" VALUES ('--')"
        ]
    );
    assert!(statements(" -- nothing;").is_empty());
    assert_eq!(statements("SELECT '没有;结束"), ["SELECT '没有;结束"]);
}

#[test]
fn every_step_has_a_name_of_its_own_in_order() {
    let names = names();
    assert!(names.windows(2).all(|pair| pair[0] < pair[1]), "{names:?}");
    assert!(
        steps()
            .iter()
            .all(|step| step.then.is_some() || !statements(step.sql).is_empty())
    );
}

#[tokio::test]
async fn a_step_that_fails_half_way_leaves_nothing_and_is_taken_later() {
    let folder = tempfile::tempdir().unwrap();
    let office = opened(&folder).await;
    let broken = step("m1", "CREATE TABLE a (b TEXT); INSERT INTO nowhere VALUES (1)");
    assert!(take(&office, FIRST, &[broken]).await.is_err());
    assert!(!has_table(&office, "a").await.unwrap());
    let whole = Step {
        then: Some(|tx| {
            Box::pin(async move {
                tx.on()
                    .execute_unprepared("INSERT INTO a VALUES ('then')")
                    .await?;
                Ok(())
            })
        }),
        ..step("m1", "CREATE TABLE a (b TEXT)")
    };
    assert_eq!(take(&office, FIRST, &[whole]).await.unwrap(), ["m1"]);
    let filled = sea_orm::Statement::from_string(office.engine().backend(), "SELECT b FROM a");
    assert!(office.on().query_one_raw(filled).await.unwrap().is_some());
}

#[tokio::test]
async fn a_step_that_was_taken_may_not_change() {
    let folder = tempfile::tempdir().unwrap();
    let office = opened(&folder).await;
    let one = || step("m1", "CREATE TABLE a (b TEXT)");
    take(&office, FIRST, &[one()]).await.unwrap();
    assert!(take(&office, FIRST, &[one()]).await.unwrap().is_empty());
    let changed = step("m1", "CREATE TABLE a (b TEXT, c TEXT)");
    let two = step("m2", "CREATE TABLE d (e TEXT)");
    let refused = take(&office, FIRST, &[changed, two])
        .await
        .unwrap_err()
        .to_string();
    assert!(refused.contains("m1 执行后内容被改动"), "{refused}");
    assert!(!has_table(&office, "d").await.unwrap(), "nothing else was taken");
    let refused = take(&office, FIRST, &[]).await.unwrap_err().to_string();
    assert!(refused.contains("更新的版本"), "{refused}");
}

#[tokio::test]
async fn a_database_of_the_older_migrator_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let office = opened(&folder).await;
    apply(&office, FIRST).await.unwrap();
    let on = office.on();
    on.execute_unprepared("DROP TABLE schema_step").await.unwrap();
    on.execute_unprepared(
        "CREATE TABLE seaql_migrations (version TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)",
    )
    .await
    .unwrap();
    for name in names() {
        let sql = format!("INSERT INTO seaql_migrations VALUES ('{name}', 0)");
        on.execute_unprepared(&sql).await.unwrap();
    }
    assert!(!is_complete(&office).await.unwrap());
    assert!(apply(&office, FIRST).await.unwrap().is_empty());
    assert!(is_complete(&office).await.unwrap());
}
