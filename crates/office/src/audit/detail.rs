//! What is written down with an act, in the log's own words, and the records it may be about.

use law::audit::{Key, Subject, SubjectKind};
use serde_json::{Map, Value};

use crate::ids::{
    AccountId, CaseId, CaseImportId, ColumnId, DisputeId, DocumentId, HallId, JobId, MatterId, OrganId,
    RulingId,
};

/// Particulars of an entry: no secret and no personal number, for nothing ever leaves the log.
#[derive(Clone, Debug, Default)]
pub(crate) struct Detail(Map<String, Value>);

impl Detail {
    /// Nothing but the act itself.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// One particular more.
    pub(crate) fn with(mut self, key: Key, value: impl Into<Value>) -> Self {
        self.0.insert(key.code().to_owned(), value.into());
        self
    }

    /// As it is stored and hashed: JSON with its keys in order.
    pub(crate) fn text(&self) -> String {
        Value::Object(self.0.clone()).to_string()
    }
}

macro_rules! subjects {
    ($($id:ident => $kind:ident)+) => { $(
        impl From<$id> for Subject {
            fn from(id: $id) -> Self {
                Self::of(SubjectKind::$kind, id.0)
            }
        }
    )+ };
}

subjects! {
    AccountId => Account
    CaseId => Case
    CaseImportId => CaseImport
    ColumnId => Column
    DisputeId => Dispute
    DocumentId => Document
    HallId => Hall
    JobId => Job
    MatterId => Matter
    OrganId => Organ
    RulingId => Ruling
}

/// The annual report of a year.
pub(crate) fn report(year: i16) -> Subject {
    Subject::of(SubjectKind::Report, i64::from(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_stored_in_the_same_text_as_ever() {
        let detail = Detail::none()
            .with(Key::Title, "公告")
            .with(Key::Edition, 3)
            .with(Key::Exception, None::<String>);
        assert_eq!(detail.text(), r#"{"edition":3,"exception":null,"title":"公告"}"#);
        assert_eq!(Detail::none().text(), "{}");
        assert_eq!(Subject::from(CaseId(12)).to_string(), "case 12");
        assert_eq!(report(2024).to_string(), "report 2024");
        assert_eq!(Subject::any(SubjectKind::Office).to_string(), "office");
    }
}
