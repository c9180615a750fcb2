//! An entry in words: what was done, to which record, and the particulars that were written down with it.

use std::collections::BTreeMap;

use law::audit::{Key, Recorded, Subject as Stored, SubjectKind};
use office::{AccountId, ColumnId, DocumentId};
use serde_json::Value;

/// A record as a person calls it, and where it is seen.
pub struct Subject {
    pub words: String,
    /// Empty where there is no page.
    pub href: String,
}

/// The names of the records that a page of entries speaks of.
#[derive(Default)]
pub struct Names {
    pub documents: BTreeMap<DocumentId, String>,
    pub columns: BTreeMap<ColumnId, String>,
    pub people: BTreeMap<AccountId, String>,
}

impl Names {
    /// A stored subject in words; one from a newer program stands as it is.
    pub fn subject(&self, stored: &str) -> Subject {
        match Stored::read(stored) {
            Some(known) => Subject {
                words: self.words(known),
                href: self.href(known),
            },
            None => Subject {
                words: stored.to_owned(),
                href: String::new(),
            },
        }
    }

    fn words(&self, subject: Stored) -> String {
        let label = subject.kind.label();
        let Some(number) = subject.number else {
            return label.to_owned();
        };
        let name = match subject.kind {
            SubjectKind::Document => self.documents.get(&number.into()),
            SubjectKind::Column => self.columns.get(&number.into()),
            SubjectKind::Account => self.people.get(&number.into()),
            SubjectKind::Report => return format!("{number} {label}"),
            SubjectKind::Holidays => return format!("{number} 年{label}"),
            SubjectKind::Organ => return label.to_owned(),
            _ => None,
        };
        match name {
            Some(name) => format!("{label} {name}"),
            None => format!("{label} {number}"),
        }
    }

    fn href(&self, subject: Stored) -> String {
        let Some(number) = subject.number else {
            return String::new();
        };
        match subject.kind {
            SubjectKind::Document => format!("/desk/documents/{number}"),
            // One that has no name was removed since.
            SubjectKind::Column if !self.columns.contains_key(&number.into()) => String::new(),
            SubjectKind::Column => format!("/desk/columns/{number}"),
            SubjectKind::Account => format!("/desk/people/{number}"),
            SubjectKind::Report => format!("/desk/reports/{number}"),
            SubjectKind::Case => format!("/desk/cases/{number}"),
            SubjectKind::CaseImport => format!("/desk/cases/imports/{number}"),
            SubjectKind::Dispute => format!("/desk/disputes/{number}"),
            SubjectKind::Holidays => format!("/desk/holidays/{number}"),
            SubjectKind::Organ => "/desk/organ".to_owned(),
            SubjectKind::Job => "/desk/jobs".to_owned(),
            SubjectKind::Office => String::new(),
        }
    }

    /// The particulars of an entry: label and value.
    pub fn particulars(&self, detail: &str) -> Vec<(String, String)> {
        match serde_json::from_str(detail) {
            Ok(Value::Object(fields)) => fields
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(code, value)| match Key::from_code(code) {
                    Some(key) => (key.label().to_owned(), self.value_in_words(key, value)),
                    // From a newer program.
                    None => (code.clone(), value.to_string()),
                })
                .collect(),
            _ if detail.is_empty() => Vec::new(),
            _ => vec![("内容".to_owned(), detail.to_owned())],
        }
    }

    fn value_in_words(&self, key: Key, value: &Value) -> String {
        match value {
            Value::String(text) if text.is_empty() => "（空）".to_owned(),
            Value::String(text) if key == Key::Before => self.before(text),
            Value::String(text) => key.word(text).map_or_else(|| text.clone(), str::to_owned),
            Value::Bool(is_so) => if *is_so { "是" } else { "否" }.to_owned(),
            Value::Array(list) if list.is_empty() => "无".to_owned(),
            Value::Array(list) => {
                let words: Vec<String> = list.iter().map(|one| self.value_in_words(key, one)).collect();
                words.join("、")
            }
            Value::Number(number) if key == Key::To => {
                let name = number.as_i64().and_then(|id| self.people.get(&id.into()));
                name.map_or_else(|| number.to_string(), String::clone)
            }
            other => other.to_string(),
        }
    }

    /// How a record stood before: a day, or particulars of its own.
    fn before(&self, text: &str) -> String {
        if !text.starts_with('{') {
            return text.to_owned();
        }
        let fields = self.particulars(text);
        let fields: Vec<String> = fields
            .iter()
            .map(|(label, value)| format!("{label} {value}"))
            .collect();
        fields.join("；")
    }
}

/// What was done; a code from a newer program stands as it is.
pub fn act(code: &str) -> String {
    Recorded::from_code(code).map_or_else(|| code.to_owned(), |act| act.label().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_called_by_its_name_where_it_has_one() {
        let mut names = Names::default();
        names.people.insert(AccountId(7), "张三".to_owned());
        let subject = names.subject("account 7");
        assert_eq!(
            (subject.words.as_str(), subject.href.as_str()),
            ("账号 张三", "/desk/people/7")
        );
        assert_eq!(names.subject("report 2024").words, "2024 年度报告");
        assert_eq!(names.subject("column 9").href, "", "a removed column has no page");
        assert_eq!(names.subject("office").words, "全部数据");
        assert_eq!(names.subject("某事").words, "某事");
    }

    #[test]
    fn particulars_are_told_in_words() {
        let names = Names {
            people: [(AccountId(7), "张三".to_owned())].into(),
            ..Names::default()
        };
        let told = |detail: &str| -> Vec<String> {
            let fields = names.particulars(detail);
            fields
                .iter()
                .map(|(label, value)| format!("{label}={value}"))
                .collect()
        };
        assert_eq!(
            told(r#"{"roles":["editor","auditor"],"is_locked":true,"exception":null,"other":3}"#),
            ["锁定=是", "other=3", "角色=编辑、审计管理员"]
        );
        assert_eq!(
            told(r#"{"outcome":"partly_granted","to":7,"part":"cases"}"#),
            ["处理结果=部分公开（区分处理）", "设置=依申请公开", "经办人=张三"]
        );
        let was = r#"{"before":"{\"ending\":\"upheld\",\"received_on\":\"2026-03-02\"}","reason":"笔误"}"#;
        assert_eq!(
            told(was),
            ["原登记内容=结果 维持；收到日期 2026-03-02", "原因=笔误"]
        );
        assert_eq!(told(r#"{"before":"2026-03-02"}"#), ["原登记内容=2026-03-02"]);
        assert!(told("{}").is_empty());
        assert_eq!(told("broken"), ["内容=broken"]);
    }
}
