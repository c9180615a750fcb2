//! Changing the key that personal numbers are sealed with, while the office goes on.

use office::sealed::{self, Keys, SealedColumn};
use office::{Office, OfficeError, Program};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

use crate::harness::{Site, moment, stories};

stories! {
    a_rotation_seals_every_value_again_and_loses_none
    a_rotation_that_was_cut_off_is_brought_to_its_end
    a_value_that_does_not_open_is_named_and_left_alone
    a_running_server_reads_and_writes_through_a_rotation
    without_keys_nothing_is_sealed
}

const PERSON: SealedColumn = SealedColumn {
    table: "test_person",
    id: "id",
    column: "identity",
    rows: 200,
};
const ROWS: i64 = 450;

async fn put(database: &DatabaseConnection, keys: &Keys, row: i64) {
    let sealed = keys.seal(PERSON.of_row(row), &format!("number {row}")).unwrap();
    let sql = "INSERT INTO test_person (id, identity) VALUES ($1, $2) \
               ON CONFLICT (id) DO UPDATE SET identity = excluded.identity";
    let values: [sea_orm::Value; 2] = [row.into(), sealed.into()];
    let insert = Statement::from_sql_and_values(database.get_database_backend(), sql, values);
    database.execute_raw(insert).await.unwrap();
}

async fn filled(site: &Site) -> DatabaseConnection {
    let database = site.database().await;
    let table = "CREATE TABLE test_person (id BIGINT PRIMARY KEY, identity TEXT)";
    database.execute_unprepared(table).await.unwrap();
    for row in 1..=ROWS {
        put(&database, site.office.keys().unwrap(), row).await;
    }
    let nobody = "INSERT INTO test_person (id, identity) VALUES (0, NULL)";
    database.execute_unprepared(nobody).await.unwrap();
    database
}

async fn sealed_of(database: &DatabaseConnection, row: i64) -> String {
    let sql = format!("SELECT identity FROM test_person WHERE id = {row}");
    let query = Statement::from_string(database.get_database_backend(), sql);
    let found = database.query_one_raw(query).await.unwrap().unwrap();
    found.try_get("", "identity").unwrap()
}

async fn opens(database: &DatabaseConnection, keys: &Keys, row: i64) {
    let secret = keys
        .open(PERSON.of_row(row), &sealed_of(database, row).await)
        .unwrap();
    assert_eq!(secret.expose(), format!("number {row}"));
}

async fn a_rotation_seals_every_value_again_and_loses_none(site: &Site) {
    let database = filled(site).await;
    let keys = site.office.keys().unwrap();
    let at = moment("2024-05-06T08:00");
    let mut heard = Vec::new();
    let rotated = sealed::rotate(&site.office, Program::itself(), at, &[PERSON], |done| {
        heard.push(done);
    })
    .await
    .unwrap();
    assert!(rotated.is_new && rotated.damaged.is_empty());
    assert_eq!(rotated.values, ROWS.unsigned_abs());
    assert!(heard.len() > 2);
    let used = sealed::usage(&site.office, Program::itself(), &[PERSON])
        .await
        .unwrap();
    assert_eq!(used.len(), 1);
    assert_eq!((&used[0].key, used[0].values), (&rotated.key, rotated.values));
    for row in 1..=ROWS {
        opens(&database, keys, row).await;
    }
    let list = keys.list().unwrap();
    assert_eq!(list.len(), 2);
    assert!(list[1].is_current && list[1].id == rotated.key && list[1].made_at == at.now);
    assert!(
        office::audit::verify(&site.office, Program::itself())
            .await
            .unwrap()
            .is_ok()
    );
    let again = sealed::rotate(&site.office, Program::itself(), at, &[PERSON], |_| ())
        .await
        .unwrap();
    assert!(again.is_new && again.key != rotated.key);
}

async fn a_rotation_that_was_cut_off_is_brought_to_its_end(site: &Site) {
    let database = filled(site).await;
    let keys = site.office.keys().unwrap();
    let at = moment("2024-05-06T08:00");
    let old = sealed_of(&database, 7).await;
    let first = sealed::rotate(&site.office, Program::itself(), at, &[PERSON], |_| ())
        .await
        .unwrap();
    let sql = format!("UPDATE test_person SET identity = '{old}' WHERE id = 7");
    database.execute_unprepared(&sql).await.unwrap();
    let second = sealed::rotate(&site.office, Program::itself(), at, &[PERSON], |_| ())
        .await
        .unwrap();
    assert_eq!((second.is_new, second.values), (false, 1));
    assert_eq!(second.key, first.key);
    opens(&database, keys, 7).await;
}

async fn a_value_that_does_not_open_is_named_and_left_alone(site: &Site) {
    let database = filled(site).await;
    let moved = sealed_of(&database, 1).await;
    let sql = format!("UPDATE test_person SET identity = '{moved}' WHERE id = 2");
    database.execute_unprepared(&sql).await.unwrap();
    let stranger = Keys::ephemeral().seal(PERSON.of_row(3), "lost").unwrap();
    let sql = format!("UPDATE test_person SET identity = '{stranger}' WHERE id = 3");
    database.execute_unprepared(&sql).await.unwrap();
    let at = moment("2024-05-06T08:00");
    let rotated = sealed::rotate(&site.office, Program::itself(), at, &[PERSON], |_| ())
        .await
        .unwrap();
    assert!(rotated.is_new);
    assert_eq!(
        rotated.damaged,
        ["test_person.identity 2", "test_person.identity 3"]
    );
    assert_eq!(rotated.values, ROWS.unsigned_abs() - 2);
    assert_eq!(sealed_of(&database, 2).await, moved);
    let again = sealed::rotate(&site.office, Program::itself(), at, &[PERSON], |_| ())
        .await
        .unwrap();
    assert!(again.is_new && again.damaged == rotated.damaged);
}

/// The server and the command line each have the file open; the server goes on sealing and opening meanwhile.
async fn a_running_server_reads_and_writes_through_a_rotation(site: &Site) {
    let path = site.folder.path().join("keys.toml");
    let at = moment("2024-05-06T08:00");
    let files = site.folder.path().join("files");
    let open = async || Office::open(&site.url, &files).await.unwrap();
    let server = open().await.with_keys(Keys::make(&path, at.now).unwrap());
    let command = open().await.with_keys(Keys::read(&path).unwrap().unwrap());
    let database = site.database().await;
    let table = "CREATE TABLE test_person (id BIGINT PRIMARY KEY, identity TEXT)";
    database.execute_unprepared(table).await.unwrap();
    for row in 1..=ROWS {
        put(&database, server.keys().unwrap(), row).await;
    }
    let writer = tokio::spawn({
        let (server, database) = (server.clone(), database.clone());
        async move {
            for row in (1..=ROWS).rev().step_by(9) {
                opens(&database, server.keys().unwrap(), row).await;
                put(&database, server.keys().unwrap(), row).await;
            }
        }
    });
    let rotated = sealed::rotate(&command, Program::itself(), at, &[PERSON], |_| ())
        .await
        .unwrap();
    writer.await.unwrap();
    assert!(rotated.damaged.is_empty());
    for row in 1..=ROWS {
        opens(&database, server.keys().unwrap(), row).await;
    }
    put(&database, server.keys().unwrap(), 1).await;
    assert!(sealed_of(&database, 1).await.contains(&rotated.key));
    server.close(Program::itself()).await.unwrap();
    command.close(Program::itself()).await.unwrap();
}

async fn without_keys_nothing_is_sealed(site: &Site) {
    let office = Office::open(&site.url, &site.folder.path().join("files"))
        .await
        .unwrap();
    assert!(matches!(office.keys(), Err(OfficeError::Keys(_))));
    let refused = sealed::rotate(
        &office,
        Program::itself(),
        moment("2024-05-06T08:00"),
        &[],
        |_| (),
    )
    .await;
    assert!(matches!(refused, Err(OfficeError::Keys(_))));
    office.close(Program::itself()).await.unwrap();
}
