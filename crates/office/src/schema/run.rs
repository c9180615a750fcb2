//! Taking steps: each in one transaction on both engines, written down with the SM3 of its text. A database of the releases
//! up to 2026-11-28, which kept names alone (`seaql_migrations`), is taken over.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, Statement, Value};
use sm3::{Digest, Sm3};

use super::split::statements;
use super::{Step, steps};
use crate::error::OfficeError;
use crate::moment::Moment;
use crate::store::{Office, transaction};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_step (name TEXT PRIMARY KEY, sm3 TEXT NOT NULL, taken_at BIGINT NOT NULL)";
const NOTE: &str = "INSERT INTO schema_step (name, sm3, taken_at) VALUES ($1, $2, $3)";

/// Takes the steps that are missing; gives their names.
pub(crate) async fn apply(office: &Office, moment: Moment) -> Result<Vec<String>, OfficeError> {
    take(office, moment, &steps()).await
}

/// Takes no more than the first steps, into an empty database; refuses one that already stands further.
pub(crate) async fn apply_first(office: &Office, moment: Moment, count: usize) -> Result<(), OfficeError> {
    if taken(office).await?.len() > count {
        return Err(OfficeError::Backup(
            "备份来自较早的版本，请恢复到一个新建的空数据库（不要先运行 gongkai migrate）。".to_owned(),
        ));
    }
    let mut first = steps();
    first.truncate(count);
    take(office, moment, &first).await?;
    Ok(())
}

/// Whether no step is missing; changes nothing.
pub(crate) async fn is_complete(office: &Office) -> Result<bool, OfficeError> {
    let taken = taken(office).await?;
    let steps = steps();
    refuse_changed(&taken, &steps)?;
    Ok(steps.iter().all(|step| taken.contains_key(step.name)))
}

/// Whether the database has this table.
pub(crate) async fn has_table(office: &Office, name: &str) -> Result<bool, OfficeError> {
    let query = statement(office, office.engine().table_query(), [name.into()]);
    Ok(office.on().query_one_raw(query).await?.is_some())
}

/// Takes those of these steps that are missing, in order.
pub(super) async fn take(
    office: &Office,
    moment: Moment,
    steps: &[Step],
) -> Result<Vec<String>, OfficeError> {
    take_over(office, moment, steps).await?;
    let taken = taken(office).await?;
    refuse_changed(&taken, steps)?;
    let mut names = Vec::new();
    for step in steps.iter().filter(|step| !taken.contains_key(step.name)) {
        transaction!(office, begin_bare, |tx| {
            for sql in statements(step.sql) {
                tx.on().execute_unprepared(&sql).await?;
            }
            if let Some(then) = step.then {
                then(&tx).await?;
            }
            for sql in statements(step.end) {
                tx.on().execute_unprepared(&sql).await?;
            }
            tx.on().execute_raw(note(office, moment, step)).await?;
            Ok(())
        })?;
        names.push(step.name.to_owned());
    }
    Ok(names)
}

/// Makes the table of steps. What an older program took has the text that it has here: no such text has changed since.
async fn take_over(office: &Office, moment: Moment, steps: &[Step]) -> Result<(), OfficeError> {
    if has_table(office, "schema_step").await? {
        return Ok(());
    }
    let is_older = has_table(office, "seaql_migrations").await?;
    transaction!(office, begin_bare, |tx| {
        tx.on().execute_unprepared(TABLE).await?;
        if !is_older {
            return Ok(());
        }
        let query = statement(office, "SELECT version FROM seaql_migrations", []);
        for row in tx.on().query_all_raw(query).await? {
            let name: String = row.try_get("", "version")?;
            let step = steps.iter().find(|step| step.name == name);
            let step = step.ok_or_else(|| newer(&name))?;
            tx.on().execute_raw(note(office, moment, step)).await?;
        }
        Ok(())
    })
}

/// The steps taken so far, each with the SM3 of what it was.
async fn taken(office: &Office) -> Result<BTreeMap<String, String>, OfficeError> {
    if !has_table(office, "schema_step").await? {
        return Ok(BTreeMap::new());
    }
    let query = statement(office, "SELECT name, sm3 FROM schema_step", []);
    let rows = office.on().query_all_raw(query).await?;
    let pair = |row: &sea_orm::QueryResult| Ok((row.try_get("", "name")?, row.try_get("", "sm3")?));
    rows.iter().map(pair).collect()
}

fn refuse_changed(taken: &BTreeMap<String, String>, steps: &[Step]) -> Result<(), OfficeError> {
    for (name, sm3) in taken {
        match steps.iter().find(|step| step.name == name) {
            None => return Err(newer(name)),
            Some(step) if step.sm3() != *sm3 => {
                return Err(OfficeError::Schema(format!(
                    "数据库结构升级步骤 {name} 执行后内容被改动，与本程序中的不一致，没有作任何改动。请换回原来的程序，或者从备份恢复。"
                )));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

fn newer(name: &str) -> OfficeError {
    OfficeError::Schema(format!(
        "数据库已由更新的版本升级（{name}），请使用那个版本或者更新的版本。"
    ))
}

impl Step {
    /// The SM3 of its text, in hex.
    fn sm3(&self) -> String {
        hex::encode(Sm3::digest([self.sql, self.end].concat()))
    }
}

fn note(office: &Office, moment: Moment, step: &Step) -> Statement {
    let values = [step.name.into(), step.sm3().into(), moment.millis().into()];
    statement(office, NOTE, values)
}

fn statement<const N: usize>(office: &Office, sql: &str, values: [Value; N]) -> Statement {
    Statement::from_sql_and_values(office.engine().backend(), sql, values)
}

#[cfg(test)]
mod tests;
