//! What holds a sealed file: a row with `stored_id`. Earlier releases kept the content itself, as base64 under seal, in a
//! second table under the same id; until the worker has moved it into the file room it is read from there.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use sea_orm::{ConnectionTrait, Statement, Value};

use super::coming::Cleared;
use super::outgoing::Outgoing;
use super::room;
use crate::error::OfficeError;
use crate::ids::StoredFileId;
use crate::moment::{Moment, Program};
use crate::sealed::{APPLICATION_FILES, IMPORT_FILES, PAPERS, SealedColumn};
use crate::store::{Office, Tx, transaction};

/// A table whose rows hold sealed files, and where their contents stood before.
#[derive(Clone, Copy)]
pub(crate) struct Holder {
    table: &'static str,
    /// `None` for a table that came after the file room.
    before: Option<SealedColumn>,
}

/// What was handed in with an application, or scanned.
pub(crate) const APPLICATION_FILE: Holder = Holder {
    table: "application_file",
    before: Some(APPLICATION_FILES),
};

/// The files of signed letters.
pub(crate) const PAPER: Holder = Holder {
    table: "paper",
    before: Some(PAPERS),
};

/// An office's own ledger between check and confirmation.
pub(crate) const IMPORT: Holder = Holder {
    table: "case_import",
    before: Some(IMPORT_FILES),
};

/// The files of what is enclosed with replies.
pub(crate) const ENCLOSURE_FILE: Holder = Holder {
    table: "enclosure_file",
    before: None,
};

/// Scans of sealed letters.
pub(crate) const LETTER_SCAN: Holder = Holder {
    table: "letter_scan",
    before: None,
};

/// Scans of forms on which verdicts were signed.
pub(crate) const REVIEW_SCAN: Holder = Holder {
    table: "review_scan",
    before: None,
};

/// What entries of the register of licences, penalties, coercive measures and fees rest on.
pub(crate) const RULING_FILE: Holder = Holder {
    table: "ruling_file",
    before: None,
};

/// The files of units' answers.
pub(crate) const ASKING_FILE: Holder = Holder {
    table: "asking_file",
    before: None,
};

/// Those of earlier releases, in the order in which the worker moves what they hold.
const ALL: [Holder; 3] = [APPLICATION_FILE, PAPER, IMPORT];

/// Contents moved in one round.
const MOVED: i64 = 50;

/// How far the moving has come: everything of the holders before, and of this one up to this row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moving {
    holder: usize,
    last: i64,
}

impl Moving {
    /// Nothing is looked at yet.
    pub const fn from_the_beginning() -> Self {
        Self::of(0)
    }

    const fn of(holder: usize) -> Self {
        Self {
            holder,
            last: i64::MIN,
        }
    }
}

impl Holder {
    /// Opens what a row holds; `Missing` where it holds nothing.
    pub(crate) async fn open(self, office: &Office, id: i64) -> Result<Outgoing, OfficeError> {
        // In this order: contents move one way only, so that none is between the two.
        if let Some(bytes) = self.before(office, id).await? {
            return Ok(Outgoing::at_hand(bytes));
        }
        match self.stored(office.on(), id).await? {
            Some(stored) => room::open(office, stored).await,
            None => Err(OfficeError::Missing),
        }
    }

    /// Makes a file that was put in before this act the row's.
    pub(crate) async fn hold(self, tx: &Tx<'_>, id: i64, stored: StoredFileId) -> Result<(), OfficeError> {
        let sql = format!("UPDATE {} SET stored_id = $1 WHERE id = $2", self.table);
        run(tx.on(), &sql, [stored.0.into(), id.into()]).await?;
        room::claim(tx, stored).await
    }

    /// Lets go of what a row holds, wherever it stands; the row itself stays.
    pub(crate) async fn release(self, tx: &Tx<'_>, id: i64) -> Result<(), OfficeError> {
        let Self { table, before } = self;
        if let Some(before) = before {
            let sql = format!("DELETE FROM {} WHERE id = $1", before.table);
            run(tx.on(), &sql, [id.into()]).await?;
        }
        if let Some(stored) = self.stored(tx.on(), id).await? {
            let sql = format!("UPDATE {table} SET stored_id = NULL WHERE id = $1");
            run(tx.on(), &sql, [id.into()]).await?;
            room::release(tx, stored).await?;
        }
        Ok(())
    }

    async fn stored(self, on: &impl ConnectionTrait, id: i64) -> Result<Option<StoredFileId>, OfficeError> {
        let sql = format!("SELECT stored_id FROM {} WHERE id = $1", self.table);
        let row = on.query_one_raw(statement(on, &sql, [id.into()])).await?;
        let stored: Option<i64> = match row {
            Some(row) => row.try_get("", "stored_id")?,
            None => None,
        };
        Ok(stored.map(StoredFileId))
    }

    /// What still stands in the database.
    async fn before(self, office: &Office, id: i64) -> Result<Option<Vec<u8>>, OfficeError> {
        let Some(before @ SealedColumn { table, column, .. }) = self.before else {
            return Ok(None);
        };
        let sql = format!("SELECT {column} AS content FROM {table} WHERE id = $1");
        let query = statement(office.on(), &sql, [id.into()]);
        let Some(row) = office.on().query_one_raw(query).await? else {
            return Ok(None);
        };
        let content: String = row.try_get("", "content")?;
        let plain = office.keys()?.open(before.of_row(id), &content)?;
        let bytes = BASE64_STANDARD_NO_PAD.decode(plain.expose());
        bytes
            .map(Some)
            .map_err(|error| OfficeError::Damaged(format!("{table} {id}：{error}")))
    }

    async fn move_one(self, office: &Office, moment: Moment, id: i64) -> Result<(), OfficeError> {
        let Some(SealedColumn { table: before, .. }) = self.before else {
            return Ok(());
        };
        let bytes = match self.before(office, id).await {
            Ok(Some(bytes)) => Cleared::from_within(bytes),
            // Another server was quicker, or an act let go of it.
            Ok(None) => return Ok(()),
            Err(error @ (OfficeError::Damaged(_) | OfficeError::Keys(_))) => {
                tracing::error!(%error, table = before, id, "a file stays in the database: it does not open");
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let stored = room::put(office, moment, &bytes).await?;
        let delete = format!("DELETE FROM {before} WHERE id = $1");
        transaction!(office, |tx| {
            // Who deletes the content holds the file; otherwise nobody claims this copy.
            if run(tx.on(), &delete, [id.into()]).await? == 1 {
                self.hold(&tx, id, stored).await?;
            }
            Ok(())
        })
    }
}

/// Moves some of what earlier releases kept in the database into the file room; gives how far it has come, `None` when all
/// was looked at. What does not open stays where it is. What is cut off goes on where it stopped.
pub async fn move_contents(
    office: &Office,
    _: Program,
    moment: Moment,
    so_far: Moving,
) -> Result<Option<Moving>, OfficeError> {
    let Some(holder) = ALL.get(so_far.holder) else {
        return Ok(None);
    };
    let Some(before) = holder.before else {
        return Ok(Some(Moving::of(so_far.holder + 1)));
    };
    let sql = format!(
        "SELECT id FROM {} WHERE id > $1 ORDER BY id LIMIT $2",
        before.table
    );
    let query = statement(office.on(), &sql, [so_far.last.into(), MOVED.into()]);
    let mut reached = None;
    for row in office.on().query_all_raw(query).await? {
        let id = row.try_get("", "id")?;
        holder.move_one(office, moment, id).await?;
        reached = Some(Moving { last: id, ..so_far });
    }
    Ok(Some(reached.unwrap_or(Moving::of(so_far.holder + 1))))
}

fn statement<const N: usize>(on: &impl ConnectionTrait, sql: &str, values: [Value; N]) -> Statement {
    Statement::from_sql_and_values(on.get_database_backend(), sql, values)
}

async fn run<const N: usize>(
    on: &impl ConnectionTrait,
    sql: &str,
    values: [Value; N],
) -> Result<u64, OfficeError> {
    Ok(on.execute_raw(statement(on, sql, values)).await?.rows_affected())
}
