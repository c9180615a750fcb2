//! What was signed and frozen before papers were kept: asked for once, a few at a time, and marked as made later.

use sea_orm::{FromQueryResult, Statement, Value};

use super::{LETTER, PaperOf, REPORT, ask_for};
use crate::error::OfficeError;
use crate::ids::{LetterId, OrganId, ReportEditionId};
use crate::moment::{Moment, Program};
use crate::store::{Office, transaction};

#[derive(FromQueryResult)]
struct Without {
    id: i64,
    organ_id: OrganId,
}

/// Asks for papers of letters and editions that have none, at most this many of each; gives how many.
pub async fn ask_for_older(
    office: &Office,
    _: Program,
    moment: Moment,
    most: u32,
) -> Result<usize, OfficeError> {
    let letters = "SELECT letter.id, letter.organ_id FROM case_letter letter \
                   JOIN request_case ON request_case.id = letter.case_id \
                   JOIN application ON application.id = request_case.application_id \
                   WHERE letter.state IN ('signed', 'delivered') AND application.anonymised_at IS NULL AND NOT EXISTS \
                   (SELECT 1 FROM paper WHERE subject_kind = $1 AND subject_id = letter.id) ORDER BY letter.id LIMIT $2";
    // An edition whose file is kept is given out as that file.
    let editions = "SELECT edition.id, report.organ_id FROM report_edition edition \
                    JOIN report ON report.id = edition.report_id WHERE edition.kept_digest IS NULL AND NOT EXISTS \
                    (SELECT 1 FROM paper WHERE subject_kind = $1 AND subject_id = edition.id) ORDER BY edition.id LIMIT $2";
    let statement = |sql: &str, kind: &str| {
        let values: [Value; 2] = [kind.into(), i64::from(most).into()];
        Statement::from_sql_and_values(office.engine().backend(), sql, values)
    };
    let letters = statement(letters, LETTER);
    let editions = statement(editions, REPORT);
    transaction!(office, |tx| {
        let letters = Without::find_by_statement(letters.clone()).all(tx.on()).await?;
        let editions = Without::find_by_statement(editions.clone()).all(tx.on()).await?;
        for letter in &letters {
            let of = PaperOf::Letter(LetterId(letter.id));
            ask_for(&tx, moment, letter.organ_id, of, true).await?;
        }
        for edition in &editions {
            let of = PaperOf::ReportEdition(ReportEditionId(edition.id));
            ask_for(&tx, moment, edition.organ_id, of, true).await?;
        }
        Ok(letters.len() + editions.len())
    })
}
