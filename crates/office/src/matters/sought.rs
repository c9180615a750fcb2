//! What the desk's search finds of matters: by number, that of a platform above among them, title, words, and who asked. A full name is
//! compared within, with those of that mask alone, and by whoever may look at names; a hit shows no more of it than any list.

use law::cases::split::application_numbers;
use law::matters::{Asker, masked};
use law::signs::name_key;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::list::{ListFilter, MatterRow, filtered, of_organ, read_all};
use super::row::opened;
use super::rules;
use crate::entity::matter::{Column, Model};
use crate::error::OfficeError;
use crate::moment::Actor;
use crate::store::Office;
use crate::versioned::Page;

/// How many are listed; the list has them all.
const LISTED: u64 = 20;
/// Names of one mask that are compared, the latest first.
const COMPARED: u64 = 500;

/// The matters of the organ that these words name, those that are over among them, the latest first.
pub async fn sought(office: &Office, actor: &Actor, words: &str) -> Result<Page<MatterRow>, OfficeError> {
    may(&actor.roles, Act::SeeMatters)?;
    let rules = rules(office).await?;
    // A number without its hyphens is sought with them.
    let parted = application_numbers(words);
    let parted = parted
        .iter()
        .filter(|number| number.contains('-') && !words.contains('-'));
    let mut found = (0, Vec::new());
    for words in std::iter::once(words).chain(parted.map(String::as_str)) {
        let filter = ListFilter {
            words: words.to_owned(),
            with_ended: true,
            ..ListFilter::default()
        };
        let query = filtered(actor, &filter);
        let total = query.clone().count(office.on()).await?;
        let rows = query
            .order_by_desc(Column::Id)
            .limit(LISTED)
            .all(office.on())
            .await?;
        if total > 0 {
            found = (total, rows);
            break;
        }
    }
    let (mut total, mut rows) = found;
    for row in of_name(office, actor, words).await? {
        if rows.iter().all(|known: &Model| known.id != row.id) {
            total += 1;
            rows.push(row);
        }
    }
    Ok(Page {
        items: read_all(office, &rules, rows).await?,
        number: 1,
        pages: 1,
        total,
    })
}

/// Those that a person or a unit of exactly that name asked.
async fn of_name(office: &Office, actor: &Actor, words: &str) -> Result<Vec<Model>, OfficeError> {
    let name = words.trim();
    if may(&actor.roles, Act::RevealAskers).is_err() || name.chars().count() < 2 {
        return Ok(Vec::new());
    }
    let person = Asker {
        name: name.to_owned(),
        ..Asker::default()
    };
    let unit = Asker {
        unit: name.to_owned(),
        ..Asker::default()
    };
    let rows = of_organ(actor)
        .filter(Column::AskerMask.is_in([masked(&person), masked(&unit)]))
        .filter(Column::Asker.is_not_null())
        .order_by_desc(Column::Id)
        .limit(COMPARED)
        .all(office.on())
        .await?;
    let key = name_key(name);
    let mut theirs = Vec::new();
    for row in rows {
        let asker = opened(office, &row)?;
        if [&asker.name, &asker.unit]
            .into_iter()
            .any(|one| name_key(one) == key)
        {
            theirs.push(row);
        }
    }
    Ok(theirs)
}
