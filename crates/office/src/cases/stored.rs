//! What a stored code or day stands for; one that the law does not know is damage, named with its place.

use jiff::civil::Date;
use law::cases::State;
use law::codes::{ApplicantKind, TableThreeRow};

use crate::error::OfficeError;

pub(super) fn state(code: &str) -> Result<State, OfficeError> {
    State::from_code(code).ok_or_else(|| damaged("request_case.state", code))
}

pub(super) fn kind(code: &str) -> Result<ApplicantKind, OfficeError> {
    ApplicantKind::from_code(code).ok_or_else(|| damaged("applicant_kind", code))
}

pub(super) fn row(code: &str) -> Result<TableThreeRow, OfficeError> {
    TableThreeRow::from_code(code).ok_or_else(|| damaged("request_case.outcome", code))
}

pub(crate) fn day(text: &str) -> Result<Date, OfficeError> {
    text.parse()
        .map_err(|error| OfficeError::Damaged(format!("日期 {text}：{error}")))
}

pub(crate) fn damaged(place: &str, value: &str) -> OfficeError {
    OfficeError::Damaged(format!("{place} 的值“{value}”不认识"))
}
