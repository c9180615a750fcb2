//! Changing the key: a new one becomes current, then every sealed value is sealed again, a few rows at a time, while the
//! office goes on. The old keys stay in the ring: earlier backups need them. What was cut off goes on where it stopped.

use std::collections::BTreeMap;

use law::audit::{Key, Recorded, Subject, SubjectKind};
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

use super::{SealedColumn, VERSION};
use crate::audit::Detail;
use crate::error::OfficeError;
use crate::moment::{Actor, Moment, Program};
use crate::store::{Office, transaction};
use crate::{audit, lease, organs, schema};

/// Letters of an envelope up to the end of the key's id, and of the version before it.
const HEAD: i64 = 11;

/// How many values are sealed under one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    pub key: String,
    pub values: u64,
}

/// What a rotation did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// The key that is current now.
    pub key: String,
    /// False when an earlier rotation had been cut off and this one brought it to its end, with no key more.
    pub is_new: bool,
    /// Values sealed again.
    pub values: u64,
    /// Values that do not open, as table, column and row: they stay as they are.
    pub damaged: Vec<String>,
}

/// Which keys the sealed values in the database need, and how many each; also of a database that is not brought up to date.
pub async fn usage(office: &Office, _: Program, columns: &[SealedColumn]) -> Result<Vec<Use>, OfficeError> {
    let mut keys: BTreeMap<String, u64> = BTreeMap::new();
    for SealedColumn { table, column, .. } in columns {
        if !schema::has_table(office, table).await? {
            continue;
        }
        let sql = format!(
            "SELECT substr({column}, 1, {HEAD}) AS head, count(*) AS number FROM {table} \
             WHERE {column} LIKE '{VERSION}:%' GROUP BY substr({column}, 1, {HEAD})"
        );
        let query = Statement::from_string(office.engine().backend(), sql);
        for row in office.on().query_all_raw(query).await? {
            let head: String = row.try_get("", "head")?;
            let number: i64 = row.try_get("", "number")?;
            let key = head.rsplit(':').next().unwrap_or_default().to_owned();
            *keys.entry(key).or_default() += u64::try_from(number).unwrap_or(0);
        }
    }
    let of = |(key, values)| Use { key, values };
    Ok(keys.into_iter().map(of).collect())
}

/// Makes a new key current and seals every value of the columns again. Where values of older keys show that the last
/// rotation was cut off, it is brought to its end and no key is made. `progress` hears how many values are done.
pub async fn rotate(
    office: &Office,
    _: Program,
    moment: Moment,
    columns: &[SealedColumn],
    mut progress: impl FnMut(u64),
) -> Result<Rotated, OfficeError> {
    let keys = office.keys()?;
    lease::with(office, "keys", moment, async || {
        let mut rotated = Rotated::to(keys.for_sealing()?.current.clone(), false);
        for column in columns {
            through(office, *column, &mut rotated, &mut progress).await?;
        }
        if rotated.values == 0 {
            rotated = Rotated::to(keys.add(moment.now)?, true);
            for column in columns {
                through(office, *column, &mut rotated, &mut progress).await?;
            }
        }
        record(office, moment, &rotated).await?;
        Ok(rotated)
    })
    .await
}

impl Rotated {
    const fn to(key: String, is_new: bool) -> Self {
        Self {
            key,
            is_new,
            values: 0,
            damaged: Vec::new(),
        }
    }
}

/// Goes through one column in order of its ids.
async fn through(
    office: &Office,
    column: SealedColumn,
    rotated: &mut Rotated,
    progress: &mut impl FnMut(u64),
) -> Result<(), OfficeError> {
    let mut last = i64::MIN;
    loop {
        let key = rotated.key.clone();
        let batch = transaction!(office, |tx| {
            let rows = tx.on().query_all_raw(older(office, column, &key, last)).await?;
            let mut batch = Batch::default();
            for row in rows {
                batch.last = Some(row.try_get("", "id")?);
                match sealed_again(office, column, &row)? {
                    Some(update) => batch.values += tx.on().execute_raw(update).await?.rows_affected(),
                    None => batch.damaged.push(place(column, batch.last)),
                }
            }
            Ok(batch)
        })?;
        rotated.values += batch.values;
        rotated.damaged.extend(batch.damaged);
        progress(rotated.values);
        match batch.last {
            Some(id) => last = id,
            None => return Ok(()),
        }
    }
}

#[derive(Default)]
struct Batch {
    last: Option<i64>,
    values: u64,
    damaged: Vec<String>,
}

fn place(column: SealedColumn, row: Option<i64>) -> String {
    format!("{}.{} {}", column.table, column.column, row.unwrap_or_default())
}

/// The next rows that are not under this key.
fn older(office: &Office, column: SealedColumn, key: &str, last: i64) -> Statement {
    let SealedColumn {
        table,
        id,
        column,
        rows,
    } = column;
    let sql = format!(
        "SELECT {id} AS id, {column} AS sealed FROM {table} \
         WHERE {id} > $1 AND {column} IS NOT NULL AND {column} NOT LIKE $2 ORDER BY {id} LIMIT {rows}"
    );
    let values: [Value; 2] = [last.into(), format!("{VERSION}:{key}:%").into()];
    Statement::from_sql_and_values(office.engine().backend(), sql, values)
}

/// The statement that puts the newly sealed value in place of the one that was read; `None` when that does not open.
fn sealed_again(
    office: &Office,
    column: SealedColumn,
    row: &QueryResult,
) -> Result<Option<Statement>, OfficeError> {
    let keys = office.keys()?;
    let (id, sealed): (i64, String) = (row.try_get("", "id")?, row.try_get("", "sealed")?);
    let of_row = column.of_row(id);
    let Ok(plain) = keys.open(of_row, &sealed) else {
        return Ok(None);
    };
    let SealedColumn {
        table,
        id: id_column,
        column,
        ..
    } = column;
    let sql = format!("UPDATE {table} SET {column} = $1 WHERE {id_column} = $2 AND {column} = $3");
    let values: [Value; 3] = [
        keys.seal(of_row, plain.expose())?.into(),
        id.into(),
        sealed.into(),
    ];
    Ok(Some(Statement::from_sql_and_values(
        office.engine().backend(),
        sql,
        values,
    )))
}

async fn record(office: &Office, moment: Moment, rotated: &Rotated) -> Result<(), OfficeError> {
    let Some(organ) = organs::first(office).await? else {
        return Ok(());
    };
    let actor = Actor::system(organ.id, "命令行");
    let detail = Detail::none()
        .with(Key::Key, rotated.key.as_str())
        .with(Key::IsNew, rotated.is_new)
        .with(Key::Values, rotated.values)
        .with(Key::Damaged, rotated.damaged.len());
    transaction!(office, |tx| {
        let subject = Subject::any(SubjectKind::Office);
        audit::append(
            &tx,
            &actor,
            moment,
            Recorded::SystemRotateKeys,
            subject,
            detail.clone(),
        )
        .await
    })
}
