//! The schema, step by step: expand first, contract later. One set of SQL that both engines understand.

use sea_orm_migration::prelude::*;

use crate::error::OfficeError;
use crate::store::Office;

/// The steps in order.
struct Steps;

impl MigratorTrait for Steps {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(WalkingHouse)]
    }
}

/// Takes the steps that are missing; gives their names.
pub(crate) async fn apply(office: &Office) -> Result<Vec<String>, OfficeError> {
    let pending = Steps::get_pending_migrations(office.on()).await?;
    let names = pending.iter().map(|step| step.name().to_owned()).collect();
    Steps::up(office.on(), None).await?;
    Ok(names)
}

/// Whether no step is missing.
pub(crate) async fn is_complete(office: &Office) -> Result<bool, OfficeError> {
    Ok(Steps::get_pending_migrations(office.on()).await?.is_empty())
}

/// Organs, staff, columns, documents, reports, holidays, audit.
struct WalkingHouse;

impl MigrationName for WalkingHouse {
    fn name(&self) -> &'static str {
        "m0001_walking_house"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for WalkingHouse {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, include_str!("m0001_walking_house.sql")).await
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
