//! Cases that ask for much the same: found by the marks of their text and by the applicant's proof of identity, both
//! through an index, however many cases there are. How alike they are and what follows is the law's (`law::cases::similar`).

use std::collections::BTreeMap;

use law::cases::letters::LetterKind;
use law::cases::retention::ANONYMOUS;
use law::cases::similar::{self as rule, Asker, Hint, Likeness};
use law::staff::{Act, may};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};

use super::list::CaseRow;
use super::read::Case;
use crate::counter;
use crate::entity::{application, case_event, case_letter, case_mark, request_case};
use crate::error::OfficeError;
use crate::ids::{ApplicationId, CaseId, LetterId, OrganId};
use crate::moment::{Actor, Program};
use crate::store::{Office, Tx, transaction};

/// Cases compared that share one mark, and cases of one applicant: the latest.
const COMPARED: u64 = 40;
/// Cases marked in one transaction.
const MARKED: u64 = 500;
/// The counter that tells up to which case the older ones are marked.
const THROUGH: &str = "case_mark through";

/// A case that asks for much the same as another.
#[derive(Clone, Debug)]
pub struct Similar {
    pub row: CaseRow,
    pub likeness: Likeness,
    pub asker: Asker,
    pub hint: Option<Hint>,
    /// The letter that answered it, where it was written here, and its number, where it has one: whoever refuses to
    /// answer again has to name it.
    pub letter: Option<LetterId>,
    pub reply_number: Option<String>,
}

/// The cases of the organ most like this one, those of the same applicant first; five at most.
pub async fn similar(office: &Office, actor: &Actor, case: &Case) -> Result<Vec<Similar>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let own = application::Entity::find_by_id(case.application)
        .one(office.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    if own.anonymised_at.is_some() {
        return Ok(Vec::new());
    }
    let mut found = BTreeMap::new();
    for (asker, row) in candidates(office, &own, case).await? {
        let alike = rule::hundredths(&case.request, &row.request);
        if let Some(likeness) = rule::likeness(alike, asker) {
            // The first that finds it knows best who asked.
            found.entry(row.id).or_insert((asker, alike, likeness, row));
        }
    }
    let mut best: Vec<_> = found.into_values().collect();
    best.sort_by_key(|(asker, alike, _, row)| (*asker, std::cmp::Reverse((*alike, row.id))));
    let mut shown = Vec::new();
    for (asker, _, likeness, model) in best.into_iter().take(rule::MOST) {
        let row = CaseRow::try_from(model)?;
        let is_earlier = (row.received_on, row.id) < (case.standing.received_on, case.id)
            || case.standing.received_on.is_none();
        let (letter, reply_number) = reply(office, row.id).await?;
        shown.push(Similar {
            hint: rule::hint(likeness, asker, row.state, is_earlier),
            letter,
            reply_number,
            likeness,
            asker,
            row,
        });
    }
    Ok(shown)
}

/// What may be alike: cases of the same proof of identity, of the same name, and those that share a mark of the text.
async fn candidates(
    office: &Office,
    own: &application::Model,
    case: &Case,
) -> Result<Vec<(Asker, request_case::Model)>, OfficeError> {
    let other = request_case::Entity::find()
        .filter(request_case::Column::OrganId.eq(own.organ_id))
        // Not the other cases of the same application: one application is no repetition.
        .filter(request_case::Column::ApplicationId.ne(own.id))
        .filter(request_case::Column::ApplicantName.ne(ANONYMOUS));
    let mut all = Vec::new();
    if let Some(identity) = &own.identity_key {
        let of_applicant: Vec<ApplicationId> = application::Entity::find()
            .select_only()
            .column(application::Column::Id)
            .filter(application::Column::OrganId.eq(own.organ_id))
            .filter(application::Column::IdentityKey.eq(identity))
            .order_by_desc(application::Column::Id)
            .limit(COMPARED)
            .into_tuple()
            .all(office.on())
            .await?;
        let query = other
            .clone()
            .filter(request_case::Column::ApplicationId.is_in(of_applicant));
        let rows = query.all(office.on()).await?;
        all.extend(rows.into_iter().map(|row| (Asker::Same, row)));
    }
    let namesakes = other
        .clone()
        .filter(request_case::Column::ApplicantName.eq(&case.applicant_name))
        .order_by_desc(request_case::Column::Id)
        .limit(COMPARED);
    let rows = namesakes.all(office.on()).await?;
    let others = proven_others(office, own, &rows).await?;
    let asker = |row: &request_case::Model| {
        if others.contains(&row.application_id) {
            Asker::Other
        } else {
            Asker::Namesake
        }
    };
    all.extend(rows.into_iter().map(|row| (asker(&row), row)));
    let marked = sharing(office, own.organ_id, &case.request).await?;
    let query = other.filter(request_case::Column::Id.is_in(marked));
    let rows = query.all(office.on()).await?;
    all.extend(rows.into_iter().map(|row| (Asker::Other, row)));
    Ok(all)
}

/// The applications of these cases that somebody else made, by another proof of identity.
async fn proven_others(
    office: &Office,
    own: &application::Model,
    rows: &[request_case::Model],
) -> Result<Vec<ApplicationId>, OfficeError> {
    let Some(identity) = &own.identity_key else {
        return Ok(Vec::new());
    };
    let query = application::Entity::find()
        .select_only()
        .column(application::Column::Id)
        .filter(application::Column::Id.is_in(rows.iter().map(|row| row.application_id)))
        .filter(application::Column::IdentityKey.ne(identity));
    Ok(query.into_tuple().all(office.on()).await?)
}

/// The letter that answered a case, and its number: as the letter has it, or as the clerk noted it.
async fn reply(office: &Office, case: CaseId) -> Result<(Option<LetterId>, Option<String>), OfficeError> {
    let kinds = LetterKind::ALL.iter().filter(|kind| kind.is_reply());
    let letter = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::Kind.is_in(kinds.map(|kind| kind.code())))
        .filter(case_letter::Column::Number.is_not_null())
        .order_by_desc(case_letter::Column::Id)
        .one(office.on())
        .await?;
    if let Some(letter) = letter {
        return Ok((Some(letter.id), letter.number));
    }
    let noted = case_event::Entity::find()
        .filter(case_event::Column::CaseId.eq(case))
        .filter(case_event::Column::Act.eq(law::cases::Act::Replied.code()))
        .one(office.on())
        .await?;
    Ok((None, noted.and_then(|event| event.note)))
}

/// The latest cases that share a mark with this text.
async fn sharing(office: &Office, organ: OrganId, request: &str) -> Result<Vec<CaseId>, OfficeError> {
    let marks = rule::marks(request);
    if marks.is_empty() {
        return Ok(Vec::new());
    }
    let values = std::iter::once(organ.0).chain(marks.iter().copied());
    let values: Vec<sea_orm::Value> = values.map(Into::into).collect();
    let query = Statement::from_sql_and_values(office.engine().backend(), sharing_sql(marks.len()), values);
    let rows = office.on().query_all_raw(query).await?;
    let mut cases = rows
        .iter()
        .map(|row| row.try_get("", "case_id").map(CaseId))
        .collect::<Result<Vec<_>, _>>()?;
    cases.sort_unstable();
    cases.dedup();
    Ok(cases)
}

/// For each mark the latest cases that have it, by the index alone.
fn sharing_sql(marks: usize) -> String {
    let one = |mark: usize| {
        format!(
            "SELECT case_id FROM (SELECT case_id FROM case_mark WHERE organ_id = $1 AND mark = ${} \
             ORDER BY case_id DESC LIMIT {COMPARED}) AS of_{mark}",
            mark + 1
        )
    };
    (1..=marks).map(one).collect::<Vec<_>>().join(" UNION ALL ")
}

/// Marks a case by what it asks for, within the act that makes it.
pub(in crate::cases) async fn keep_marks(
    tx: &Tx<'_>,
    organ: OrganId,
    case: CaseId,
    request: &str,
) -> Result<(), OfficeError> {
    insert(tx, marked(organ, case, request).collect()).await
}

/// Marks a case anew, whose words have changed.
pub(in crate::cases) async fn renew_marks(
    tx: &Tx<'_>,
    organ: OrganId,
    case: CaseId,
    request: &str,
) -> Result<(), OfficeError> {
    case_mark::Entity::delete_many()
        .filter(case_mark::Column::CaseId.eq(case))
        .exec(tx.on())
        .await?;
    keep_marks(tx, organ, case, request).await
}

fn marked(organ: OrganId, case: CaseId, request: &str) -> impl Iterator<Item = case_mark::ActiveModel> {
    let marks = (0_i64..).zip(rule::marks(request));
    marks.map(move |(band, mark)| case_mark::ActiveModel {
        case_id: Set(case),
        band: Set(band),
        organ_id: Set(organ),
        mark: Set(mark),
    })
}

async fn insert(tx: &Tx<'_>, rows: Vec<case_mark::ActiveModel>) -> Result<(), OfficeError> {
    if rows.is_empty() {
        return Ok(());
    }
    let known = [case_mark::Column::CaseId, case_mark::Column::Band];
    case_mark::Entity::insert_many(rows)
        .on_conflict(OnConflict::columns(known).do_nothing().to_owned())
        .exec_without_returning(tx.on())
        .await?;
    Ok(())
}

/// Leaves the marks of many new cases to [`mark_older`]: the first of them, within the act that makes them.
pub(in crate::cases) async fn mark_later(tx: &Tx<'_>, first: CaseId) -> Result<(), OfficeError> {
    // Ids of one millisecond come in any order.
    let before = (first.0 >> 12 << 12) - 1;
    let sql = "UPDATE counter SET value = $2 WHERE name = $1 AND value > $2";
    let query = Statement::from_sql_and_values(
        tx.on().get_database_backend(),
        sql,
        [THROUGH.into(), before.into()],
    );
    tx.on().execute_raw(query).await?;
    Ok(())
}

/// Marks the next cases that came before there were marks, or many at once; gives how many it looked at. Zero when all
/// are marked. Doing it twice changes nothing.
pub async fn mark_older(office: &Office, _: Program) -> Result<u64, OfficeError> {
    if after(office.on()).await?.is_empty() {
        return Ok(0);
    }
    transaction!(office, |tx| {
        let rows = after(tx.on()).await?;
        let is_known = |row: &&request_case::Model| row.applicant_name != ANONYMOUS;
        let marks = rows.iter().filter(is_known);
        let marks = marks.flat_map(|row| marked(row.organ_id, row.id, &row.request));
        insert(&tx, marks.collect()).await?;
        if let Some(last) = rows.last() {
            counter::at_least(&tx, THROUGH, last.id.0).await?;
        }
        Ok(u64::try_from(rows.len()).unwrap_or(u64::MAX))
    })
}

/// The next cases after the last that was looked at.
async fn after(on: &impl ConnectionTrait) -> Result<Vec<request_case::Model>, OfficeError> {
    let through = counter::value(on, THROUGH).await?;
    let query = request_case::Entity::find()
        .filter(request_case::Column::Id.gt(through))
        .order_by_asc(request_case::Column::Id)
        .limit(MARKED);
    Ok(query.all(on).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn cases_alike_are_found_by_the_index_alone() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("a.db").display());
        let office = Office::open(&url, &folder.path().join("files")).await.unwrap();
        let moment = crate::Moment {
            now: jiff::Timestamp::UNIX_EPOCH,
            today: jiff::civil::date(1970, 1, 1),
        };
        office.migrate(Program::itself(), moment).await.unwrap();
        let sql = format!("EXPLAIN QUERY PLAN {}", sharing_sql(rule::MARKS));
        let values: Vec<sea_orm::Value> = (0_i64..9).map(Into::into).collect();
        let query = Statement::from_sql_and_values(office.engine().backend(), sql, values);
        let plan = office.on().query_all_raw(query).await.unwrap();
        let plan: Vec<String> = plan
            .iter()
            .map(|row| row.try_get("", "detail").unwrap())
            .collect();
        let by_index = "SEARCH case_mark USING COVERING INDEX case_mark_by_mark (organ_id=? AND mark=?)";
        let searches = plan.iter().filter(|line| line.as_str() == by_index).count();
        assert_eq!(searches, rule::MARKS, "{plan:#?}");
        let is_scan =
            |line: &&String| line.starts_with("SCAN case_mark") || line.contains("TEMP B-TREE FOR ORDER");
        assert_eq!(plan.iter().find(is_scan), None, "{plan:#?}");
    }
}
