//! The tables as a backup carries them: described by the entities, rows as JSON arrays, one to a line.

use std::collections::BTreeSet;

use sea_orm::sea_query::{
    Alias, ColumnType, Expr, ExprTrait, InsertStatement, Order, Query, SelectStatement,
};
use sea_orm::{ColumnTrait, EntityTrait, IdenStatic, Iterable, PrimaryKeyToColumn, QueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::damaged;
use crate::entity;
use crate::error::OfficeError;
use crate::sealed::SEALED;

/// Rows of ordinary length that are read at once.
const ROWS: u64 = 500;

/// A table: first line of each of its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Table {
    pub name: String,
    pub columns: Vec<(String, Kind)>,
    /// The primary key, in which order rows are written.
    pub key: Vec<String>,
    /// A column that points into this same table: filled in when all rows are there.
    pub late: Option<String>,
}

/// The three kinds of value that a table may hold; days and JSON are text, instants and ids whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Integer,
    Boolean,
    Text,
}

/// Every table of a backup, those pointed to before those that point. Sessions are left out on purpose.
pub(super) fn all() -> Result<Vec<Table>, OfficeError> {
    Ok(vec![
        late(of::<entity::organ::Entity>()?, "parent_id"),
        of::<entity::account::Entity>()?,
        of::<entity::account_role::Entity>()?,
        of::<entity::account_post::Entity>()?,
        of::<entity::password_history::Entity>()?,
        of::<entity::password_reset::Entity>()?,
        of::<entity::sign_in_failure::Entity>()?,
        late(of::<entity::column::Entity>()?, "parent_id"),
        of::<entity::review_chain::Entity>()?,
        of::<entity::document::Entity>()?,
        of::<entity::edition::Entity>()?,
        of::<entity::attachment::Entity>()?,
        of::<entity::edition_attachment::Entity>()?,
        of::<entity::picture::Entity>()?,
        of::<entity::picture_file::Entity>()?,
        of::<entity::edition_picture::Entity>()?,
        of::<entity::document_draft::Entity>()?,
        of::<entity::edition_relation::Entity>()?,
        of::<entity::document_reassessment::Entity>()?,
        of::<entity::publication::Entity>()?,
        of::<entity::report::Entity>()?,
        of::<entity::report_edition::Entity>()?,
        of::<entity::report_count::Entity>()?,
        of::<entity::application::Entity>()?,
        of::<entity::request_case::Entity>()?,
        of::<entity::case_event::Entity>()?,
        of::<entity::case_mark::Entity>()?,
        of::<entity::case_note::Entity>()?,
        of::<entity::case_mending::Entity>()?,
        of::<entity::registration_mending::Entity>()?,
        of::<entity::case_archive::Entity>()?,
        of::<entity::case_reassessment::Entity>()?,
        of::<entity::case_letter::Entity>()?,
        of::<entity::review_step::Entity>()?,
        of::<entity::case_message::Entity>()?,
        of::<entity::submission::Entity>()?,
        of::<entity::form_sending::Entity>()?,
        of::<entity::application_draft::Entity>()?,
        of::<entity::stored_file::Entity>()?,
        of::<entity::ruling_file::Entity>()?,
        of::<entity::ruling::Entity>()?,
        late(of::<entity::matter::Entity>()?, "follows_id"),
        of::<entity::matter_event::Entity>()?,
        of::<entity::matter_answer::Entity>()?,
        of::<entity::matter_copy::Entity>()?,
        of::<entity::application_file::Entity>()?,
        of::<entity::application_file_content::Entity>()?,
        of::<entity::enclosure::Entity>()?,
        of::<entity::enclosure_file::Entity>()?,
        of::<entity::letter_scan::Entity>()?,
        of::<entity::review_scan::Entity>()?,
        of::<entity::emergency::Entity>()?,
        of::<entity::review_comment::Entity>()?,
        of::<entity::explanation::Entity>()?,
        of::<entity::proof_word::Entity>()?,
        of::<entity::search_synonym::Entity>()?,
        of::<entity::proof_recheck::Entity>()?,
        of::<entity::hand_over::Entity>()?,
        of::<entity::outlet::Entity>()?,
        of::<entity::official_account::Entity>()?,
        of::<entity::placement::Entity>()?,
        of::<entity::placement_event::Entity>()?,
        of::<entity::hall::Entity>()?,
        of::<entity::hall_window::Entity>()?,
        of::<entity::hall_roster::Entity>()?,
        of::<entity::hall_visit::Entity>()?,
        late(of::<entity::hall_notice::Entity>()?, "follows_id"),
        of::<entity::hall_copy::Entity>()?,
        of::<entity::logged_answer::Entity>()?,
        of::<entity::saved_view::Entity>()?,
        of::<entity::unit::Entity>()?,
        of::<entity::asking::Entity>()?,
        of::<entity::asking_link::Entity>()?,
        of::<entity::asking_file::Entity>()?,
        of::<entity::file_screening::Entity>()?,
        of::<entity::paper::Entity>()?,
        of::<entity::paper_content::Entity>()?,
        of::<entity::visit_count::Entity>()?,
        of::<entity::search_word::Entity>()?,
        of::<entity::case_import::Entity>()?,
        of::<entity::case_import_file::Entity>()?,
        of::<entity::fee_notice::Entity>()?,
        late(of::<entity::dispute::Entity>()?, "parent_id"),
        of::<entity::case_settings::Entity>()?,
        of::<entity::reminder_settings::Entity>()?,
        of::<entity::digest_run::Entity>()?,
        of::<entity::holiday_year::Entity>()?,
        of::<entity::audit_entry::Entity>()?,
        of::<entity::audit_head::Entity>()?,
        of::<entity::counter::Entity>()?,
        of::<entity::change::Entity>()?,
        of::<entity::job::Entity>()?,
    ])
}

/// Tables that backups of earlier versions carry: they come back as they were, and the steps after them move what they hold.
const FORMER: [&str; 2] = ["secrecy_review", "case_letter_step"];

/// The names of all tables that a backup may bring.
pub(super) fn known() -> Result<BTreeSet<String>, OfficeError> {
    let today = all()?.into_iter().map(|table| table.name);
    Ok(today.chain(FORMER.map(str::to_owned)).collect())
}

fn of<E: EntityTrait>() -> Result<Table, OfficeError> {
    let name = E::default().table_name().to_owned();
    let mut columns = Vec::new();
    for column in E::Column::iter() {
        let kind = match column.def().get_column_type() {
            ColumnType::BigInteger => Kind::Integer,
            ColumnType::Boolean => Kind::Boolean,
            ColumnType::Text | ColumnType::String(_) => Kind::Text,
            other => {
                return Err(OfficeError::Damaged(format!(
                    "{name}.{} 的类型 {other:?} 不能备份",
                    column.as_str()
                )));
            }
        };
        columns.push((column.as_str().to_owned(), kind));
    }
    let key = E::PrimaryKey::iter().map(|part| part.into_column().as_str().to_owned());
    Ok(Table {
        name,
        columns,
        key: key.collect(),
        late: None,
    })
}

fn late(mut table: Table, column: &str) -> Table {
    table.late = Some(column.to_owned());
    table
}

impl Table {
    /// How many rows are read at once: fewer where they hold long sealed values.
    pub(super) fn rows_at_once(&self) -> u64 {
        let sealed = SEALED.iter().filter(|column| column.table == self.name);
        sealed.map(|column| u64::from(column.rows)).min().unwrap_or(ROWS)
    }

    /// The next rows in order of the key, after the last row that was read.
    pub(super) fn page(&self, last: Option<&[Json]>, length: u64) -> Result<SelectStatement, OfficeError> {
        let mut select = Query::select();
        select.from(Alias::new(&self.name)).limit(length);
        for (name, _) in &self.columns {
            select.column(Alias::new(name));
        }
        for name in &self.key {
            select.order_by(Alias::new(name), Order::Asc);
        }
        if let Some(last) = last {
            let columns = self.key.iter().map(|name| Expr::col(Alias::new(name)));
            let values = self
                .key
                .iter()
                .map(|name| self.value_of(last, name).map(Expr::value))
                .collect::<Result<Vec<_>, _>>()?;
            select.and_where(Expr::tuple(columns).gt(Expr::tuple(values)));
        }
        Ok(select)
    }

    /// A row as it is written.
    pub(super) fn row(&self, result: &QueryResult) -> Result<Vec<Json>, OfficeError> {
        let value = |(name, kind): &(String, Kind)| -> Result<Json, OfficeError> {
            Ok(match kind {
                Kind::Integer => result.try_get::<Option<i64>>("", name)?.into(),
                Kind::Boolean => result.try_get::<Option<bool>>("", name)?.into(),
                Kind::Text => result.try_get::<Option<String>>("", name)?.into(),
            })
        };
        self.columns.iter().map(value).collect()
    }

    /// The statement that puts rows back, the late column still empty.
    pub(super) fn insert(&self, rows: &[Vec<Json>]) -> Result<InsertStatement, OfficeError> {
        let mut insert = Query::insert();
        insert
            .into_table(Alias::new(&self.name))
            .columns(self.columns.iter().map(|(name, _)| Alias::new(name)));
        for row in rows {
            if row.len() != self.columns.len() {
                return Err(damaged(&format!("{} 的一行缺少内容", self.name)));
            }
            let mut values = Vec::with_capacity(row.len());
            for ((name, kind), json) in self.columns.iter().zip(row) {
                let is_late = self.late.as_ref() == Some(name);
                let value = value(if is_late { &Json::Null } else { json }, *kind);
                values.push(Expr::value(value.ok_or_else(|| self.misfit(name))?));
            }
            insert
                .values(values)
                .map_err(|error| damaged(&error.to_string()))?;
        }
        Ok(insert)
    }

    /// What the late column of this row must become, and the row's key.
    pub(super) fn late_value(&self, row: &[Json]) -> Result<Option<(i64, i64)>, OfficeError> {
        let (Some(late), Some(key)) = (&self.late, self.key.first()) else {
            return Ok(None);
        };
        let id = self.json_of(row, key)?.as_i64();
        let to = self.json_of(row, late)?.as_i64();
        Ok(id.zip(to))
    }

    fn value_of(&self, row: &[Json], name: &str) -> Result<Value, OfficeError> {
        let json = self.json_of(row, name)?;
        let kind = self.columns.iter().find(|(column, _)| column == name);
        kind.and_then(|(_, kind)| value(json, *kind))
            .ok_or_else(|| self.misfit(name))
    }

    fn json_of<'a>(&self, row: &'a [Json], name: &str) -> Result<&'a Json, OfficeError> {
        let place = self.columns.iter().position(|(column, _)| column == name);
        place
            .and_then(|place| row.get(place))
            .ok_or_else(|| self.misfit(name))
    }

    fn misfit(&self, column: &str) -> OfficeError {
        damaged(&format!("{}.{column} 不是该列的内容", self.name))
    }
}

/// The JSON as a value of that kind; `None` when it is not one.
fn value(json: &Json, kind: Kind) -> Option<Value> {
    if json.is_null() {
        return Some(match kind {
            Kind::Integer => None::<i64>.into(),
            Kind::Boolean => None::<bool>.into(),
            Kind::Text => None::<String>.into(),
        });
    }
    match kind {
        Kind::Integer => json.as_i64().map(Value::from),
        Kind::Boolean => json.as_bool().map(Value::from),
        Kind::Text => json.as_str().map(Value::from),
    }
}
