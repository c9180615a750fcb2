//! Of what a paper is: a signed letter or a frozen edition of a report; and the job that has it made.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};
use serde::{Deserialize, Serialize};

use crate::entity::paper::{Column, Entity};
use crate::ids::{LetterId, ReportEditionId};

/// The format that is kept.
pub(super) const FORMAT: &str = "pdf";
pub(super) const LETTER: &str = "case_letter";
pub(super) const REPORT: &str = "report_edition";

/// A paper that is to be made: what the job of its act carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperJob {
    pub(super) of: PaperOf,
}

/// What a paper is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PaperOf {
    Letter(LetterId),
    ReportEdition(ReportEditionId),
}

impl PaperOf {
    pub(super) const fn kind(self) -> &'static str {
        match self {
            Self::Letter(_) => LETTER,
            Self::ReportEdition(_) => REPORT,
        }
    }

    pub(super) const fn id(self) -> i64 {
        match self {
            Self::Letter(id) => id.0,
            Self::ReportEdition(id) => id.0,
        }
    }

    /// The papers of any of these editions of reports.
    pub(super) fn of_editions(editions: &[ReportEditionId]) -> Select<Entity> {
        Entity::find()
            .filter(Column::SubjectKind.eq(REPORT))
            .filter(Column::SubjectId.is_in(editions.iter().map(|edition| edition.0)))
            .filter(Column::Format.eq(FORMAT))
    }

    pub(super) fn query(self) -> Select<Entity> {
        Entity::find()
            .filter(Column::SubjectKind.eq(self.kind()))
            .filter(Column::SubjectId.eq(self.id()))
            .filter(Column::Format.eq(FORMAT))
    }
}
