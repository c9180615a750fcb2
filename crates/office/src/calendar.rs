//! Holiday years: those the law crate ships, and those imported at the desk when a new notice comes out.

use law::audit::{Key, Recorded, Subject, SubjectKind};
use law::calendar::{Calendar, HolidayYear};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder,
};

use crate::audit::Detail;
use crate::entity::holiday_year::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::{audit, disputes};
use law::codes::WhyNot;

/// A year as the holidays page lists it.
#[derive(Clone, Debug)]
pub struct LoadedYear {
    pub year: HolidayYear,
    /// Whether it was imported here rather than shipped.
    pub is_imported: bool,
    /// 0 for a shipped year.
    pub version: i64,
    pub imported_by: Option<String>,
}

/// The calendar with every year known: imported ones stand in place of shipped ones.
pub async fn holidays(office: &Office) -> Result<Calendar, OfficeError> {
    known(office.on()).await
}

/// The same as an act sees it.
pub(crate) async fn known(on: &impl ConnectionTrait) -> Result<Calendar, OfficeError> {
    let rows = Entity::find().all(on).await?;
    let years: Vec<HolidayYear> = rows.iter().map(read).collect::<Result<_, _>>()?;
    Ok(Calendar::built_in().with(years))
}

/// Every known year with who brought it in, the latest first.
pub async fn list(office: &Office, actor: &Actor) -> Result<Vec<LoadedYear>, OfficeError> {
    may(&actor.roles, Act::SeeHolidays)?;
    let rows = Entity::find()
        .order_by_desc(Column::Year)
        .all(office.on())
        .await?;
    let calendar = Calendar::built_in();
    let mut years = Vec::new();
    for row in &rows {
        let imported_by = Some(row.imported_by.clone());
        years.push(LoadedYear {
            year: read(row)?,
            is_imported: true,
            version: row.version,
            imported_by,
        });
    }
    for number in calendar.published() {
        let is_replaced = years.iter().any(|known| known.year.year == number);
        if let Some(year) = calendar.year(number).filter(|_| !is_replaced) {
            let year = year.clone();
            years.push(LoadedYear {
                year,
                is_imported: false,
                version: 0,
                imported_by: None,
            });
        }
    }
    years.sort_by_key(|loaded| std::cmp::Reverse(loaded.year.year));
    Ok(years)
}

/// Whether a year may be taken in: its number, the notice it rests on, and its days.
pub fn fit(year: &HolidayYear) -> Result<(), OfficeError> {
    let mut fields = Vec::new();
    let mut wrong = |field, message: String| fields.push(WhyNot::new(field, message));
    if !(2019..=2100).contains(&year.year) {
        wrong("year", "年份应在 2019 至 2100 之间。".to_owned());
    } else if let Err(error) = year.validate() {
        wrong("days", format!("{error}。"));
    }
    if year.papers.is_empty() {
        wrong(
            "papers",
            "请填写依据的通知，例如 国办发明电〔2025〕7号，或者它在中国政府网的网址。".to_owned(),
        );
    }
    OfficeError::of_fields(fields)
}

/// Takes in a year by the State Council's notice; a year imported before is replaced and its version grows.
pub async fn import_year(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    year: &HolidayYear,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::ImportHolidays)?;
    fit(year)?;
    let known = holidays(office).await?;
    // Put in place of a year that was known already, it came in when that did.
    let known_from = match known.year(year.year) {
        Some(before) => before.known_from,
        None => Some(moment.today),
    };
    let year = &HolidayYear {
        known_from,
        ..year.clone()
    };
    let content = serde_json::to_string(year).map_err(|error| OfficeError::Damaged(error.to_string()))?;
    let calendar = known.with([year.clone()]);
    transaction!(office, |tx| {
        let before = Entity::find_by_id(i64::from(year.year)).one(tx.on()).await?;
        let version = before.as_ref().map_or(0, |row| row.version) + 1;
        let row = ActiveModel {
            year: Set(i64::from(year.year)),
            content: Set(content.clone()),
            version: Set(version),
            imported_by: Set(actor.name.clone()),
            imported_at: Set(moment.millis()),
        };
        match before {
            Some(before) => {
                let mut changed = before.into_active_model();
                changed.content = row.content;
                changed.version = row.version;
                changed.imported_by = row.imported_by;
                changed.imported_at = row.imported_at;
                changed.update(tx.on()).await?;
            }
            None => {
                Entity::insert(row).exec(tx.on()).await?;
            }
        }
        disputes::reckon(&tx, &calendar).await?;
        let detail = Detail::none()
            .with(Key::Off, year.off.len())
            .with(Key::Work, year.work.len())
            .with(Key::Version, version);
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::HolidaysImport,
            Subject::of(SubjectKind::Holidays, i64::from(year.year)),
            detail,
        )
        .await
    })
}

fn read(row: &Model) -> Result<HolidayYear, OfficeError> {
    let damaged = |error| OfficeError::Damaged(format!("holiday_year.content，{} 年（{error}）", row.year));
    let mut year: HolidayYear = serde_json::from_str(&row.content).map_err(damaged)?;
    year.year = i16::try_from(row.year).unwrap_or(year.year);
    Ok(year)
}
