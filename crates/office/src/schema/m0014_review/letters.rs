//! The letters of the move: who wrote them, and the steps of their sign-off.

use std::collections::BTreeMap;

use law::cases::letters::Letter;
use law::review::{Subject, Verdict};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};

use super::{Moved, Steps, page, parsed, written};

#[derive(FromQueryResult)]
struct OldLetter {
    id: i64,
    organ_id: i64,
    content: String,
    writers: String,
    written_by_name: String,
    round: i64,
    created_at: i64,
    is_nameless: bool,
}

#[derive(FromQueryResult)]
struct LetterStep {
    round: i64,
    level: String,
    is_approved: bool,
    account_id: Option<i64>,
    name: String,
    opinion: Option<String>,
    taken_at: i64,
}

/// The text of the round a letter is in is there to be hashed; that of earlier rounds, and of nameless letters, is not.
pub(super) async fn letters<C: ConnectionTrait>(
    steps: &mut Steps<'_, C>,
    names: &BTreeMap<i64, String>,
) -> Result<(), DbErr> {
    let sql = "SELECT letter.id, letter.organ_id, letter.content, letter.writers, letter.written_by_name, letter.round, \
               letter.created_at, application.anonymised_at IS NOT NULL AS is_nameless FROM case_letter letter \
               JOIN request_case ON request_case.id = letter.case_id \
               JOIN application ON application.id = request_case.application_id \
               WHERE letter.id > $1 ORDER BY letter.id LIMIT $2";
    let mut last = 0;
    loop {
        let rows: Vec<OldLetter> = page(steps.on, sql, last).await?;
        let Some(end) = rows.last() else { return Ok(()) };
        last = end.id;
        for row in rows {
            for writer in parsed::<Vec<i64>>("case_letter.writers", &row.writers)? {
                let name = names.get(&writer).unwrap_or(&row.written_by_name).clone();
                let step = Moved {
                    organ: row.organ_id,
                    subject: (Subject::Letter, row.id),
                    ..written(1, writer, name, row.created_at)
                };
                steps.add(step).await?;
            }
            steps_of(steps, &row).await?;
        }
    }
}

async fn steps_of<C: ConnectionTrait>(steps: &mut Steps<'_, C>, letter: &OldLetter) -> Result<(), DbErr> {
    let sql = "SELECT round, level, is_approved, account_id, name, opinion, taken_at FROM case_letter_step \
               WHERE letter_id = $1 ORDER BY id";
    let statement = Statement::from_sql_and_values(steps.on.get_database_backend(), sql, [letter.id.into()]);
    let rows = LetterStep::find_by_statement(statement).all(steps.on).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let hash = parsed::<Letter>("case_letter.content", &letter.content)?.hash();
    for row in rows {
        let is_judged = row.round == letter.round && !letter.is_nameless;
        let verdict = if row.is_approved {
            Verdict::Agreed
        } else {
            Verdict::Returned
        };
        let step = Moved {
            organ: letter.organ_id,
            subject: (Subject::Letter, letter.id),
            round: row.round,
            level: row.level,
            verdict,
            hash: is_judged.then(|| hash.clone()),
            account: row.account_id,
            name: row.name,
            opinion: row.opinion,
            taken_at: row.taken_at,
        };
        steps.add(step).await?;
    }
    Ok(())
}
