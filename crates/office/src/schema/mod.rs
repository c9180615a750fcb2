//! The schema, step by step: expand first, contract later. One set of SQL that both engines understand.

mod m0014_review;

use sea_orm_migration::prelude::*;

use crate::error::OfficeError;
use crate::store::Office;

/// The steps in order.
struct Steps;

impl MigratorTrait for Steps {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let step = |name, sql| -> Box<dyn MigrationTrait> { Box::new(Step { name, sql }) };
        vec![
            // Organs, staff, columns, documents, reports, holidays, audit.
            step("m0001_walking_house", include_str!("m0001_walking_house.sql")),
            // The log of one record, newest first.
            step(
                "m0002_audit_by_subject",
                include_str!("m0002_audit_by_subject.sql"),
            ),
            // What acts want done elsewhere.
            step("m0003_jobs", include_str!("m0003_jobs.sql")),
            // Applications, cases with their events and files, fees, disputes.
            step("m0004_cases", include_str!("m0004_cases.sql")),
            // Letters of cases and their sign-off.
            step("m0005_letters", include_str!("m0005_letters.sql")),
            // Mail addresses, calendars, reminders.
            step("m0006_digests", include_str!("m0006_digests.sql")),
            // Reconsiderations and suits; what the records counted when a report was frozen.
            step("m0007_disputes", include_str!("m0007_disputes.sql")),
            // What applicants write, what the public form has sent, drafts, and counts of visits.
            step("m0008_messages", include_str!("m0008_messages.sql")),
            // Ledgers imported; cases found by year, and the open ones among a million.
            step("m0009_imports", include_str!("m0009_imports.sql")),
            // Files that came with applications.
            step(
                "m0010_application_files",
                include_str!("m0010_application_files.sql"),
            ),
            // Whose a mail is; notices to applicants.
            step("m0011_mails_of_organs", include_str!("m0011_mails_of_organs.sql")),
            // Applications past their period; cases that ask for much the same.
            step("m0012_retention", include_str!("m0012_retention.sql")),
            // Notes, mendings and the archive of cases.
            step("m0013_case_records", include_str!("m0013_case_records.sql")),
            // One record of review for documents, letters and reports.
            Box::new(Review),
            // The files of what was signed and frozen.
            step("m0015_papers", include_str!("m0015_papers.sql")),
            // What the visitor is shown of an edition. A later step that sets it to NULL has it made anew.
            step(
                "m0016_rendered_editions",
                include_str!("m0016_rendered_editions.sql"),
            ),
        ]
    }
}

/// Takes the steps that are missing; gives their names.
pub(crate) async fn apply(office: &Office) -> Result<Vec<String>, OfficeError> {
    let pending = Steps::get_pending_migrations(office.on()).await?;
    let names = pending.iter().map(|step| step.name().to_owned()).collect();
    Steps::up(office.on(), None).await?;
    Ok(names)
}

/// Takes no more than the first steps, into an empty database; refuses one that already stands further.
pub(crate) async fn apply_first(office: &Office, count: usize) -> Result<(), OfficeError> {
    let taken = Steps::get_applied_migrations(office.on()).await?.len();
    if taken > count {
        return Err(OfficeError::Backup(
            "备份来自较早的版本，请恢复到一个新建的空数据库（不要先运行 gongkai migrate）。".to_owned(),
        ));
    }
    for _ in taken..count {
        Steps::up(office.on(), Some(1)).await?;
    }
    Ok(())
}

/// Whether no step is missing; changes nothing.
pub(crate) async fn is_complete(office: &Office) -> Result<bool, OfficeError> {
    let pending = Steps::get_pending_migrations_read_only(office.on()).await?;
    Ok(pending.is_empty())
}

/// The names of all steps in order.
pub(crate) fn names() -> Vec<String> {
    Steps::migrations()
        .iter()
        .map(|step| step.name().to_owned())
        .collect()
}

/// Whether the database has this table.
pub(crate) async fn has_table(office: &Office, name: &str) -> Result<bool, OfficeError> {
    Ok(SchemaManager::new(office.on()).has_table(name).await?)
}

/// One step: its name, and the statements it takes.
struct Step {
    name: &'static str,
    sql: &'static str,
}

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, self.sql).await
    }

    /// On SQLite too: a step that is cut short leaves nothing behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// The step that moves the records of review: the new table, what moves, the end of the old ones.
struct Review;

impl MigrationName for Review {
    fn name(&self) -> &'static str {
        "m0014_review"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Review {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, include_str!("m0014_review.sql")).await?;
        m0014_review::move_records(manager.get_connection()).await?;
        run(manager, include_str!("m0014_review_ends.sql")).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    for statement in sql
        .split(';')
        .map(str::trim)
        .filter(|statement| !statement.is_empty())
    {
        connection.execute_unprepared(statement).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
