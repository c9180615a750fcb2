//! A list brought in: what can be taken becomes entries in one transaction, what is on record already or stands twice in the list is named
//! by its line. The workbook itself is kept with its entries as what they rest on.

use std::collections::BTreeSet;

use law::audit::{Key, Recorded, Subject, SubjectKind};
use law::rulings::{Entry, Extent, Line};
use law::signs::number_key;
use law::staff::{Act, may};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::evidence::{Evidence, keep, laid};
use super::read::day;
use super::write::new_row;
use crate::audit::{self, Detail};
use crate::entity::ruling::{ActiveModel, Column, Entity};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::text::line;

/// Most entries of one list.
pub const MOST_ROWS: usize = 5_000;
/// Numbers asked for, and rows written, at once.
const AT_ONCE: usize = 400;

/// What came of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    pub made: usize,
    /// How many of its lines are on record already.
    pub known: usize,
    /// The lines that were not taken, each with its reason.
    pub refused: Vec<(u32, String)>,
}

/// Takes in the lines of a list that are not on record yet.
pub async fn take_in(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    lines: &[Line],
    file: Evidence,
) -> Result<TakenIn, OfficeError> {
    may(&actor.roles, Act::RecordRulings)?;
    if lines.is_empty() {
        return Ok(TakenIn::default());
    }
    let name = line(&file.upload.name);
    let laid = laid(office, moment, Some(file))
        .await?
        .ok_or(OfficeError::Missing)?;
    transaction!(office, |tx| {
        let mut known = Known::of(tx.on(), actor.organ, lines).await?;
        let mut taken = TakenIn::default();
        let mut fresh: Vec<&Entry> = Vec::new();
        for one in lines {
            match known.refuses(&one.entry) {
                Some(Doubled::OnRecord) => taken.known += 1,
                Some(Doubled::InTheList(why)) => taken.refused.push((one.line, why)),
                None => fresh.push(&one.entry),
            }
        }
        if fresh.is_empty() {
            return Ok(taken);
        }
        let file = keep(&tx, actor, moment, &laid).await?;
        let rows: Vec<ActiveModel> = fresh
            .iter()
            .map(|entry| ActiveModel {
                id: Set(tx.next_id(moment)),
                ..new_row(actor, moment, entry, Some(file))
            })
            .collect();
        taken.made = rows.len();
        for some in rows.chunks(AT_ONCE) {
            Entity::insert_many(some.to_vec())
                .exec_without_returning(tx.on())
                .await?;
        }
        let detail = Detail::none()
            .with(Key::File, name.as_str())
            .with(Key::Rows, taken.made)
            .with(Key::Digest, laid.digest.as_str());
        let subject = Subject::any(SubjectKind::Ruling);
        audit::append(&tx, actor, moment, Recorded::RulingsImport, subject, detail).await?;
        Ok(taken)
    })
}

/// Why an entry would count twice.
enum Doubled {
    /// It was taken in before: nothing is to be done.
    OnRecord,
    /// The list has it twice, which somebody should look at.
    InTheList(String),
}

/// What is on record, and what came before in the list.
struct Known {
    numbers: BTreeSet<(String, String)>,
    summaries: Vec<(String, String, jiff::civil::Date, jiff::civil::Date)>,
    numbers_here: BTreeSet<(String, String)>,
    summaries_here: Vec<(String, String, jiff::civil::Date, jiff::civil::Date)>,
}

impl Known {
    async fn of(on: &impl ConnectionTrait, organ: OrganId, lines: &[Line]) -> Result<Self, OfficeError> {
        let keys: Vec<String> = lines.iter().filter_map(|one| key_of(&one.entry)).collect();
        let standing = || {
            Entity::find()
                .filter(Column::OrganId.eq(organ))
                .filter(Column::StruckOn.is_null())
        };
        let mut numbers = BTreeSet::new();
        for some in keys.chunks(AT_ONCE) {
            let rows: Vec<(String, Option<String>)> = standing()
                .filter(Column::NumberKey.is_in(some.iter().cloned()))
                .select_only()
                .column(Column::Kind)
                .column(Column::NumberKey)
                .into_tuple()
                .all(on)
                .await?;
            numbers.extend(rows.into_iter().filter_map(|(kind, key)| Some((kind, key?))));
        }
        let mut summaries = Vec::new();
        for row in standing()
            .filter(Column::SummaryFrom.is_not_null())
            .all(on)
            .await?
        {
            let from = row.summary_from.as_deref().map(day).transpose()?;
            let to = day(&row.decided_on)?;
            summaries.extend(from.map(|from| (row.kind, row.matter, from, to)));
        }
        Ok(Self {
            numbers,
            summaries,
            numbers_here: BTreeSet::new(),
            summaries_here: Vec::new(),
        })
    }

    /// Why an entry would count twice; one that would not is known from now on.
    fn refuses(&mut self, entry: &Entry) -> Option<Doubled> {
        let kind = entry.kind.code().to_owned();
        match &entry.extent {
            Extent::Single { number } => {
                let key = (kind, number_key(number));
                if self.numbers.contains(&key) {
                    return Some(Doubled::OnRecord);
                }
                let is_new = self.numbers_here.insert(key);
                (!is_new).then(|| Doubled::InTheList(format!("文号 {number} 在表中重复，只登记前一行。")))
            }
            Extent::Summary { from } => {
                let doubles = |known: &[(String, String, jiff::civil::Date, jiff::civil::Date)]| {
                    known.iter().any(|(known, matter, from, to)| {
                        *known == kind && entry.doubles((matter, *from, *to))
                    })
                };
                if doubles(&self.summaries) {
                    return Some(Doubled::OnRecord);
                }
                if doubles(&self.summaries_here) {
                    let why = "同一事项、同一时段的汇总数在表中重复，只登记前一行。";
                    return Some(Doubled::InTheList(why.to_owned()));
                }
                self.summaries_here
                    .push((kind, entry.matter.clone(), *from, entry.on));
                None
            }
        }
    }
}

fn key_of(entry: &Entry) -> Option<String> {
    match &entry.extent {
        Extent::Single { number } => Some(number_key(number)),
        Extent::Summary { .. } => None,
    }
}
