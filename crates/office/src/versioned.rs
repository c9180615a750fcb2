//! Rows that several people may change at once. Each carries a version that every change moves on; whoever saves names
//! the version they read and is refused when the row has moved on since. And lists of such rows, read page by page.

use sea_orm::{
    ActiveValue, ColumnTrait, EntityTrait, PaginatorTrait, PrimaryKeyTrait, QueryFilter, QuerySelect, Select,
};

use crate::entity::{
    account, asking, case_letter, case_settings, column, dispute, document, hall, hall_visit, hall_window,
    logged_answer, matter, matter_answer, matter_copy, official_account, organ, outlet, placement,
    reminder_settings, report, request_case, review_chain, ruling,
};
use crate::error::OfficeError;
use crate::ids::{
    AccountId, AskingId, CaseId, ColumnId, DisputeId, DocumentId, HallId, HallVisitId, HallWindowId,
    LetterId, LoggedAnswerId, MatterId, OrganId, OutletId, PlacementId, RulingId,
};
use crate::moment::Actor;
use crate::store::{Office, Tx};

/// A row with a version.
pub(crate) trait Versioned {
    /// What a person calls it.
    const WHAT: &'static str;

    fn version(&self) -> i64;
}

/// An id whose row belongs to an organ.
pub(crate) trait OfOrgan:
    Into<<<Self::Entity as EntityTrait>::PrimaryKey as PrimaryKeyTrait>::ValueType>
{
    type Entity: EntityTrait;
    const ORGAN: <Self::Entity as EntityTrait>::Column;
}

macro_rules! versioned {
    ($($entity:ident => $what:literal)+) => { $(
        impl Versioned for $entity::Model {
            const WHAT: &'static str = $what;

            fn version(&self) -> i64 {
                self.version
            }
        }
    )+ };
}

macro_rules! of_organ {
    ($($id:ident => $entity:ident)+) => { $(
        impl OfOrgan for $id {
            type Entity = $entity::Entity;
            const ORGAN: $entity::Column = $entity::Column::OrganId;
        }
    )+ };
}

versioned! {
    asking => "这件征询"
    case_letter => "这份文书"
    case_settings => "依申请公开设置"
    dispute => "这件复议、诉讼"
    document => "这条政府信息"
    hall => "政务服务大厅"
    hall_visit => "这次接待"
    hall_window => "大厅窗口"
    logged_answer => "这条答复目录"
    matter => "这件来信诉求"
    matter_answer => "这份答复"
    matter_copy => "这份公开文本"
    official_account => "公众号资料"
    organ => "机关资料"
    outlet => "发布去向"
    placement => "这条发布记录"
    reminder_settings => "提醒设置"
    report => "年度报告"
    review_chain => "审核流程"
    request_case => "这件申请"
    column => "栏目"
    ruling => "这条登记"
}

of_organ! {
    AccountId => account
    AskingId => asking
    CaseId => request_case
    ColumnId => column
    DisputeId => dispute
    DocumentId => document
    LetterId => case_letter
    LoggedAnswerId => logged_answer
    HallId => hall
    HallVisitId => hall_visit
    HallWindowId => hall_window
    MatterId => matter
    RulingId => ruling
    OutletId => outlet
    PlacementId => placement
}

/// The row, when it is this organ's.
pub(crate) async fn owned<I: OfOrgan>(
    tx: &Tx<'_>,
    organ: OrganId,
    id: I,
) -> Result<<I::Entity as EntityTrait>::Model, OfficeError> {
    let query = I::Entity::find_by_id(id).filter(I::ORGAN.eq(organ));
    query.one(tx.on()).await?.ok_or(OfficeError::Missing)
}

/// The row, when it is the actor's organ's and nobody has changed it since `seen` was read.
pub(crate) async fn held<I: OfOrgan>(
    tx: &Tx<'_>,
    actor: &Actor,
    id: I,
    seen: i64,
) -> Result<<I::Entity as EntityTrait>::Model, OfficeError>
where
    <I::Entity as EntityTrait>::Model: Versioned,
{
    let row = owned(tx, actor.organ, id).await?;
    unchanged(&row, seen)?;
    Ok(row)
}

/// Refuses what was typed over an older version of the row.
pub(crate) fn unchanged<R: Versioned>(row: &R, seen: i64) -> Result<(), OfficeError> {
    unchanged_or_new(Some(row), seen)
}

/// The same of a row that need not be there yet: then its version is 0.
pub(crate) fn unchanged_or_new<R: Versioned>(row: Option<&R>, seen: i64) -> Result<(), OfficeError> {
    let version = row.map_or(0, R::version);
    if version == seen {
        return Ok(());
    }
    Err(OfficeError::Stale {
        what: R::WHAT,
        version,
    })
}

/// Moves a row's version on: a part of every change. Gives the new one; a row that is not there yet begins with 1.
pub(crate) fn bump(version: &mut ActiveValue<i64>) -> i64 {
    let before = version.try_as_ref().copied().unwrap_or(0);
    let next = before + 1;
    *version = ActiveValue::Set(next);
    next
}

/// One page of a list, from page 1.
#[derive(Clone, Debug)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub number: u64,
    pub pages: u64,
    pub total: u64,
}

impl<T> Page<T> {
    /// The place of a page among `total` rows: its number, where a page past the end was asked for the last one, and
    /// how many rows stand before it.
    pub(crate) fn place(number: u64, total: u64, length: u64) -> (Page<T>, u64) {
        let pages = total.div_ceil(length).max(1);
        let number = number.clamp(1, pages);
        let empty = Page {
            items: Vec::new(),
            number,
            pages,
            total,
        };
        (empty, (number - 1) * length)
    }

    /// The same page of other things.
    pub fn with<U>(&self, items: Vec<U>) -> Page<U> {
        Page {
            items,
            number: self.number,
            pages: self.pages,
            total: self.total,
        }
    }

    /// The same page, each row read.
    pub(crate) fn read<U>(self) -> Result<Page<U>, OfficeError>
    where
        U: TryFrom<T, Error = OfficeError>,
    {
        let (number, pages, total) = (self.number, self.pages, self.total);
        let items = self
            .items
            .into_iter()
            .map(U::try_from)
            .collect::<Result<_, _>>()?;
        Ok(Page {
            items,
            number,
            pages,
            total,
        })
    }
}

/// A page of a query in its order, `length` rows long.
pub(crate) async fn page<E>(
    office: &Office,
    query: Select<E>,
    number: u64,
    length: u64,
) -> Result<Page<E::Model>, OfficeError>
where
    E: EntityTrait,
    E::Model: Send + Sync,
{
    let total = query.clone().count(office.on()).await?;
    let (mut page, before) = Page::place(number, total, length);
    page.items = query.limit(length).offset(before).all(office.on()).await?;
    Ok(page)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_version_moves_on_by_one_and_begins_with_one() {
        let mut version = ActiveValue::Unchanged(4);
        assert_eq!((bump(&mut version), version), (5, ActiveValue::Set(5)));
        let mut none = ActiveValue::NotSet;
        assert_eq!((bump(&mut none), none), (1, ActiveValue::Set(1)));
    }

    #[test]
    fn a_page_past_the_end_is_the_last_one() {
        let (page, before) = Page::<()>::place(9, 41, 20);
        assert_eq!((page.number, page.pages, page.total, before), (3, 3, 41, 40));
        let (page, before) = Page::<()>::place(0, 0, 20);
        assert_eq!((page.number, page.pages, before), (1, 1, 0));
    }

    /// Who saves over another's change is refused in this file alone, and versions are moved on in this file alone.
    #[test]
    fn nothing_else_guards_or_counts_versions() {
        let mut guards = Vec::new();
        let mut counts = Vec::new();
        visit(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut |path, text| {
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                guards.extend(code.matches("OfficeError::Stale {").map(|_| path.to_owned()));
                counts.extend(code.matches("version + 1").map(|_| path.to_owned()));
            },
        );
        assert_eq!(guards, ["versioned.rs"]);
        assert!(counts.is_empty(), "{counts:?}");
    }

    fn visit(folder: &Path, see: &mut impl FnMut(&str, &str)) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, see);
            } else {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                see(&name, &std::fs::read_to_string(&path).unwrap());
            }
        }
    }
}
