//! The records of the three old machines of sign-off move into `review_step`: secrecy reviews of editions, steps of letters,
//! and who wrote documents, letters and reports. SM3 is not in either engine's SQL, so that hashes are worked out here.
//! It reads by its own statements and not by the entities, which go on to change.

mod letters;

use std::collections::{BTreeMap, BTreeSet};

use law::documents::JudgedEdition;
use law::review::{Level, Subject, Verdict};
use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement, Value};

use crate::ids::first_at;

/// Rows read and written at once.
const ROWS: usize = 200;

/// A step to be written.
struct Moved {
    organ: i64,
    subject: (Subject, i64),
    round: i64,
    level: String,
    verdict: Verdict,
    hash: Option<String>,
    account: Option<i64>,
    name: String,
    opinion: Option<String>,
    taken_at: i64,
}

/// Moves all of them. What was written comes before what was said of it.
pub(super) async fn move_records(on: &impl ConnectionTrait) -> Result<(), DbErr> {
    let mut steps = Steps {
        on,
        taken: BTreeSet::new(),
        waiting: Vec::new(),
    };
    writers_of_documents(&mut steps).await?;
    secrecy_reviews(&mut steps).await?;
    let names = names(on).await?;
    letters::letters(&mut steps, &names).await?;
    reports(&mut steps, &names).await?;
    steps.write().await
}

/// Steps on their way in, under ids of the instants they were taken at.
struct Steps<'a, C> {
    on: &'a C,
    taken: BTreeSet<i64>,
    waiting: Vec<Moved>,
}

impl<C: ConnectionTrait> Steps<'_, C> {
    async fn add(&mut self, step: Moved) -> Result<(), DbErr> {
        self.waiting.push(step);
        if self.waiting.len() < ROWS {
            return Ok(());
        }
        self.write().await
    }

    async fn write(&mut self) -> Result<(), DbErr> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let columns = [
            "id",
            "organ_id",
            "subject_kind",
            "subject_id",
            "round",
            "level",
            "verdict",
            "hash",
            "account_id",
            "name",
            "opinion",
            "taken_at",
        ];
        let mut insert = Query::insert();
        insert
            .into_table(Alias::new("review_step"))
            .columns(columns.map(Alias::new));
        for step in std::mem::take(&mut self.waiting) {
            let values: [Value; 12] = [
                self.free_id(step.taken_at).into(),
                step.organ.into(),
                step.subject.0.code().into(),
                step.subject.1.into(),
                step.round.into(),
                step.level.into(),
                step.verdict.code().into(),
                step.hash.into(),
                step.account.into(),
                step.name.into(),
                step.opinion.into(),
                step.taken_at.into(),
            ];
            insert
                .values(values.map(Expr::value))
                .map_err(|error| DbErr::Migration(error.to_string()))?;
        }
        self.on.execute(&insert).await?;
        Ok(())
    }

    /// The next free id from that instant on: ids follow time, and a fixed clock wrote thousands at one instant.
    fn free_id(&mut self, at: i64) -> i64 {
        let mut id = first_at(at);
        for known in self.taken.range(id..) {
            if *known > id {
                break;
            }
            id += 1;
        }
        self.taken.insert(id);
        id
    }
}

/// The next rows behind the last one that was read; `$1` and `$2` are that row's id and how many.
async fn page<T: FromQueryResult>(on: &impl ConnectionTrait, sql: &str, after: i64) -> Result<Vec<T>, DbErr> {
    let rows = i64::try_from(ROWS).unwrap_or(i64::MAX);
    let values: [Value; 2] = [after.into(), rows.into()];
    let statement = Statement::from_sql_and_values(on.get_database_backend(), sql, values);
    T::find_by_statement(statement).all(on).await
}

#[derive(FromQueryResult)]
struct WrittenEdition {
    id: i64,
    organ_id: i64,
    document_id: i64,
    number: i64,
    written_by: i64,
    writer_name: String,
    written_at: i64,
}

async fn writers_of_documents<C: ConnectionTrait>(steps: &mut Steps<'_, C>) -> Result<(), DbErr> {
    let sql = "SELECT edition.id, document.organ_id, edition.document_id, edition.number, edition.written_by, \
               edition.writer_name, edition.written_at FROM edition JOIN document ON document.id = edition.document_id \
               WHERE edition.id > $1 AND edition.written_by IS NOT NULL ORDER BY edition.id LIMIT $2";
    let mut last = 0;
    loop {
        let rows: Vec<WrittenEdition> = page(steps.on, sql, last).await?;
        let Some(end) = rows.last() else { return Ok(()) };
        last = end.id;
        for row in rows {
            let step = Moved {
                organ: row.organ_id,
                subject: (Subject::Document, row.document_id),
                ..written(row.number, row.written_by, row.writer_name, row.written_at)
            };
            steps.add(step).await?;
        }
    }
}

/// That somebody wrote; whose and of what is still to be said.
fn written(round: i64, account: i64, name: String, at: i64) -> Moved {
    Moved {
        organ: 0,
        subject: (Subject::Document, 0),
        round,
        level: Level::Writing.code().to_owned(),
        verdict: Verdict::Agreed,
        hash: None,
        account: Some(account),
        name,
        opinion: None,
        taken_at: at,
    }
}

#[derive(FromQueryResult)]
struct Review {
    id: i64,
    organ_id: i64,
    document_id: i64,
    edition_id: i64,
    number: i64,
    basis: String,
    reviewed_by: Option<i64>,
    reviewer_name: String,
    reviewed_at: i64,
    column_id: i64,
    title: String,
    document_number: String,
    issuer: String,
    formed_on: String,
    summary: String,
    body: String,
    category: String,
    subject: String,
    publicity: String,
    validity: String,
}

/// Editions never changed: the hash of what was judged can be worked out today.
async fn secrecy_reviews<C: ConnectionTrait>(steps: &mut Steps<'_, C>) -> Result<(), DbErr> {
    let sql = "SELECT review.id, document.organ_id, edition.document_id, review.edition_id, edition.number, review.basis, \
               review.reviewed_by, review.reviewer_name, review.reviewed_at, edition.column_id, edition.title, \
               COALESCE(edition.document_number, '') AS document_number, edition.issuer, \
               COALESCE(edition.formed_on, '') AS formed_on, COALESCE(edition.summary, '') AS summary, edition.body, \
               edition.category, COALESCE(edition.subject, '') AS subject, COALESCE(edition.publicity, '') AS publicity, \
               edition.validity FROM secrecy_review review JOIN edition ON edition.id = review.edition_id \
               JOIN document ON document.id = edition.document_id WHERE review.id > $1 ORDER BY review.id LIMIT $2";
    let mut last = 0;
    loop {
        let rows: Vec<Review> = page(steps.on, sql, last).await?;
        let Some(end) = rows.last() else { return Ok(()) };
        last = end.id;
        for row in rows {
            let hash = judged(&row, files(steps.on, row.edition_id).await?).hash();
            let step = Moved {
                organ: row.organ_id,
                subject: (Subject::Document, row.document_id),
                round: row.number,
                level: Level::Secrecy.code().to_owned(),
                verdict: Verdict::Agreed,
                hash: Some(hash),
                account: row.reviewed_by,
                name: row.reviewer_name,
                opinion: Some(row.basis),
                taken_at: row.reviewed_at,
            };
            steps.add(step).await?;
        }
    }
}

fn judged(row: &Review, attachments: Vec<(String, String)>) -> JudgedEdition<'_> {
    JudgedEdition {
        column: row.column_id,
        title: &row.title,
        document_number: &row.document_number,
        issuer: &row.issuer,
        formed_on: &row.formed_on,
        summary: &row.summary,
        body: &row.body,
        category: &row.category,
        subject: &row.subject,
        publicity: &row.publicity,
        validity: &row.validity,
        attachments,
        ..JudgedEdition::default()
    }
}

#[derive(FromQueryResult)]
struct File {
    name: String,
    digest: String,
}

async fn files(on: &impl ConnectionTrait, edition: i64) -> Result<Vec<(String, String)>, DbErr> {
    let sql = "SELECT attachment.name, attachment.digest FROM edition_attachment place \
               JOIN attachment ON attachment.id = place.attachment_id WHERE place.edition_id = $1 ORDER BY place.position";
    let statement = Statement::from_sql_and_values(on.get_database_backend(), sql, [edition.into()]);
    let files = File::find_by_statement(statement).all(on).await?;
    Ok(files.into_iter().map(|file| (file.name, file.digest)).collect())
}

#[derive(FromQueryResult)]
struct Account {
    id: i64,
    name: String,
}

async fn names(on: &impl ConnectionTrait) -> Result<BTreeMap<i64, String>, DbErr> {
    let statement = Statement::from_string(on.get_database_backend(), "SELECT id, name FROM account");
    let accounts = Account::find_by_statement(statement).all(on).await?;
    Ok(accounts
        .into_iter()
        .map(|account| (account.id, account.name))
        .collect())
}

#[derive(FromQueryResult)]
struct OldReport {
    id: i64,
    organ_id: i64,
    latest_edition: i64,
    writers: String,
    changed_by: String,
    changed_at: i64,
}

#[derive(FromQueryResult)]
struct Frozen {
    id: i64,
    organ_id: i64,
    report_id: i64,
    number: i64,
    digest: String,
    exception: Option<String>,
    published_by: Option<i64>,
    publisher_name: String,
    published_at: i64,
}

/// Who wrote since the last edition, and who froze each.
async fn reports<C: ConnectionTrait>(
    steps: &mut Steps<'_, C>,
    names: &BTreeMap<i64, String>,
) -> Result<(), DbErr> {
    let backend = steps.on.get_database_backend();
    let sql = "SELECT id, organ_id, latest_edition, writers, changed_by, changed_at FROM report";
    let statement = Statement::from_string(backend, sql);
    for row in OldReport::find_by_statement(statement).all(steps.on).await? {
        for writer in parsed::<Vec<i64>>("report.writers", &row.writers)? {
            let name = names.get(&writer).unwrap_or(&row.changed_by).clone();
            let step = Moved {
                organ: row.organ_id,
                subject: (Subject::Report, row.id),
                ..written(row.latest_edition + 1, writer, name, row.changed_at)
            };
            steps.add(step).await?;
        }
    }
    let sql = "SELECT edition.id, report.organ_id, edition.report_id, edition.number, edition.digest, edition.exception, \
               edition.published_by, edition.publisher_name, edition.published_at FROM report_edition edition \
               JOIN report ON report.id = edition.report_id WHERE edition.id > $1 ORDER BY edition.id LIMIT $2";
    let mut last = 0;
    loop {
        let rows: Vec<Frozen> = page(steps.on, sql, last).await?;
        let Some(end) = rows.last() else { return Ok(()) };
        last = end.id;
        for row in rows {
            let step = Moved {
                organ: row.organ_id,
                subject: (Subject::Report, row.report_id),
                round: row.number,
                level: Level::Publishing.code().to_owned(),
                verdict: Verdict::Agreed,
                hash: Some(row.digest),
                account: row.published_by,
                name: row.publisher_name,
                opinion: row.exception,
                taken_at: row.published_at,
            };
            steps.add(step).await?;
        }
    }
}

fn parsed<T: serde::de::DeserializeOwned>(place: &str, text: &str) -> Result<T, DbErr> {
    serde_json::from_str(text).map_err(|error| DbErr::Migration(format!("{place}：{error}")))
}
