//! An entry in words: the record it is about by the name people know it by, and the particulars that were written down with it.

use std::collections::{BTreeMap, BTreeSet};

use law::audit::{Key, Recorded, Subject, SubjectKind};
use law::cases::letters::LetterKind;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Map, Value};

use super::Entry;
use crate::entity::{account, case_letter, column, dispute, document, hall, matter, request_case, ruling};
use crate::error::OfficeError;
use crate::ids::{
    AccountId, CaseId, ColumnId, DisputeId, DocumentId, HallId, LetterId, MatterId, OrganId, RulingId,
};
use crate::moment::Actor;
use crate::store::Office;

/// The names of the records that some entries speak of: those that are still there.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub accounts: BTreeMap<AccountId, String>,
    pub cases: BTreeMap<CaseId, String>,
    pub columns: BTreeMap<ColumnId, String>,
    pub disputes: BTreeMap<DisputeId, String>,
    pub documents: BTreeMap<DocumentId, String>,
    pub halls: BTreeMap<HallId, String>,
    pub matters: BTreeMap<MatterId, String>,
    pub rulings: BTreeMap<RulingId, String>,
    /// Kind and 发文字号.
    pub letters: BTreeMap<LetterId, String>,
}

/// An entry in words: what was done, as a sentence, and the particulars that do not stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub sentence: String,
    pub particulars: Vec<(String, String)>,
}

/// The names of all that these entries speak of, and of every account of the organ.
pub async fn names(office: &Office, actor: &Actor, entries: &[Entry]) -> Result<Names, OfficeError> {
    may(&actor.roles, Act::SeeAudit)?;
    let told = entries.iter().map(|entry| (&*entry.subject, &*entry.detail));
    names_of(office, actor.organ, told).await
}

/// As [`names`], for the excerpt that lies in a case's file: subject and detail of each entry.
pub(crate) async fn names_of<'a>(
    office: &Office,
    organ: OrganId,
    entries: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<Names, OfficeError> {
    let mut spoken = BTreeSet::new();
    let mut letters = BTreeSet::new();
    for (subject, detail) in entries {
        spoken.extend(Subject::read(subject).and_then(|known| Some((known.kind.code(), known.number?))));
        let detail: Value = serde_json::from_str(detail).unwrap_or_default();
        let letter = detail.get(Key::Letter.code()).and_then(Value::as_i64);
        letters.extend(letter.map(LetterId));
    }
    let of = |kind: SubjectKind| -> Vec<i64> {
        let those = spoken.iter().filter(|(code, _)| *code == kind.code());
        those.map(|(_, number)| *number).collect()
    };
    Ok(Names {
        accounts: accounts(office, organ).await?,
        cases: cases(office, organ, of(SubjectKind::Case)).await?,
        columns: columns(office, organ, of(SubjectKind::Column)).await?,
        disputes: disputes(office, organ, of(SubjectKind::Dispute)).await?,
        documents: documents(office, organ, of(SubjectKind::Document)).await?,
        halls: halls(office, organ, of(SubjectKind::Hall)).await?,
        matters: matters(office, organ, of(SubjectKind::Matter)).await?,
        rulings: rulings(office, organ, of(SubjectKind::Ruling)).await?,
        letters: letters_by_number(office, organ, letters).await?,
    })
}

/// The rows of one kind of record, as number and name.
macro_rules! named {
    ($($name:ident: $id:ident, $row:ident => $words:expr;)+) => { $(
        async fn $name(
            office: &Office,
            organ: OrganId,
            ids: Vec<i64>,
        ) -> Result<BTreeMap<$id, String>, OfficeError> {
            let rows = $row::Entity::find()
                .filter($row::Column::OrganId.eq(organ))
                .filter($row::Column::Id.is_in(ids))
                .all(office.on())
                .await?;
            let words: fn($row::Model) -> String = $words;
            Ok(rows.into_iter().map(|row| (row.id, words(row))).collect())
        }
    )+ };
}

named! {
    cases: CaseId, request_case => |row| row.number;
    columns: ColumnId, column => |row| row.name;
    disputes: DisputeId, dispute => |row| row.number;
    documents: DocumentId, document => |row| row.index_number;
    halls: HallId, hall => |row| row.name;
    matters: MatterId, matter => |row| row.number;
    rulings: RulingId, ruling => |row| row.number.unwrap_or_else(|| format!("{} 至 {} 汇总数", row.summary_from.unwrap_or_default(), row.decided_on));
}

async fn accounts(office: &Office, organ: OrganId) -> Result<BTreeMap<AccountId, String>, OfficeError> {
    let query = account::Entity::find().filter(account::Column::OrganId.eq(organ));
    let rows = query.all(office.on()).await?;
    let named = |row: account::Model| (row.id, format!("{}（{}）", row.name, row.login));
    Ok(rows.into_iter().map(named).collect())
}

async fn letters_by_number(
    office: &Office,
    organ: OrganId,
    ids: BTreeSet<LetterId>,
) -> Result<BTreeMap<LetterId, String>, OfficeError> {
    let rows = case_letter::Entity::find()
        .filter(case_letter::Column::OrganId.eq(organ))
        .filter(case_letter::Column::Id.is_in(ids))
        .all(office.on())
        .await?;
    let named = |row: case_letter::Model| {
        let kind =
            LetterKind::from_code(&row.kind).map_or_else(|| row.kind.clone(), |kind| kind.label().to_owned());
        (row.id, kind + row.number.as_deref().unwrap_or_default())
    };
    Ok(rows.into_iter().map(named).collect())
}

impl Names {
    /// A stored subject in words; one from a newer program stands as it is.
    pub fn subject(&self, stored: &str) -> String {
        let Some(subject) = Subject::read(stored) else {
            return stored.to_owned();
        };
        let label = subject.kind.label();
        let Some(number) = subject.number else {
            return label.to_owned();
        };
        match subject.kind {
            SubjectKind::Report => return format!("{number} {label}"),
            SubjectKind::Holidays => return format!("{number} 年{label}"),
            SubjectKind::Organ => return label.to_owned(),
            _ => {}
        }
        match self.of_kind(subject.kind, number) {
            Some(name) => format!("{label} {name}"),
            None => format!("{label} {number}"),
        }
    }

    /// An entry in words; an act of a newer program is called by its code.
    pub fn told(&self, actor: &str, act: &str, subject: &str, detail: &str) -> Told {
        let Some(act) = Recorded::from_code(act) else {
            return Told {
                sentence: format!("{actor} {act} {}", self.subject(subject)),
                particulars: self.particulars(detail),
            };
        };
        let fields: Map<String, Value> = serde_json::from_str(detail).unwrap_or_default();
        let particular = |key: Key| match fields.get(key.code()) {
            None | Some(Value::Null) => String::new(),
            Some(value) => self.value_in_words(key, value),
        };
        let sentence = act.sentence(actor, &self.name(subject), particular);
        Told {
            particulars: self.particulars_but(detail, &sentence.told),
            sentence: sentence.text,
        }
    }

    /// What a record is called, without its kind; a number where its name is not known, nothing where it has none.
    fn name(&self, stored: &str) -> String {
        let Some(subject) = Subject::read(stored) else {
            return stored.to_owned();
        };
        let Some(number) = subject.number else {
            return String::new();
        };
        if subject.kind == SubjectKind::Report {
            return format!("{number} 年度");
        }
        self.of_kind(subject.kind, number)
            .map_or_else(|| number.to_string(), String::clone)
    }

    fn of_kind(&self, kind: SubjectKind, number: i64) -> Option<&String> {
        match kind {
            SubjectKind::Document => self.documents.get(&number.into()),
            SubjectKind::Column => self.columns.get(&number.into()),
            SubjectKind::Account => self.accounts.get(&number.into()),
            SubjectKind::Case => self.cases.get(&number.into()),
            SubjectKind::Hall => self.halls.get(&number.into()),
            SubjectKind::Matter => self.matters.get(&number.into()),
            SubjectKind::Ruling => self.rulings.get(&number.into()),
            SubjectKind::Dispute => self.disputes.get(&number.into()),
            _ => None,
        }
    }

    /// The particulars of an entry: label and value.
    pub fn particulars(&self, detail: &str) -> Vec<(String, String)> {
        self.particulars_but(detail, &[])
    }

    fn particulars_but(&self, detail: &str, told: &[Key]) -> Vec<(String, String)> {
        match serde_json::from_str(detail) {
            Ok(Value::Object(fields)) => fields
                .iter()
                .filter(|(code, value)| !value.is_null() && !told.iter().any(|key| key.code() == *code))
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
            Value::Number(number) => {
                let name = number.as_i64().and_then(|id| self.numbered(key, id));
                name.map_or_else(|| number.to_string(), String::clone)
            }
            other => other.to_string(),
        }
    }

    /// The record that a number among the particulars stands for.
    fn numbered(&self, key: Key, id: i64) -> Option<&String> {
        match key {
            Key::To => self.accounts.get(&id.into()),
            Key::Letter => self.letters.get(&id.into()),
            _ => None,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_called_by_its_name_where_it_has_one() {
        let names = Names {
            accounts: [(AccountId(7), "张三（zhangsan）".to_owned())].into(),
            cases: [(CaseId(8), "MJXJ-2026-0006".to_owned())].into(),
            ..Names::default()
        };
        assert_eq!(names.subject("account 7"), "账号 张三（zhangsan）");
        assert_eq!(names.subject("case 8"), "申请 MJXJ-2026-0006");
        assert_eq!(names.subject("case 9"), "申请 9");
        assert_eq!(names.subject("report 2024"), "2024 年度报告");
        assert_eq!(names.subject("office"), "全部数据");
        assert_eq!(names.subject("某事"), "某事");
    }

    #[test]
    fn an_entry_is_a_sentence_and_what_it_leaves_out() {
        let names = Names {
            cases: [(CaseId(8), "XAJ-2026-0001".to_owned())].into(),
            letters: [(LetterId(5), "答复书孟公开〔2026〕1号".to_owned())].into(),
            ..Names::default()
        };
        let detail = r#"{"how":"post","kind":"granted","letter":5,"on":"2026-03-02","despite":"是"}"#;
        let told = names.told("经办戊", "cases.letter_deliver", "case 8", detail);
        assert_eq!(
            told.sentence,
            "经办戊 登记送达 XAJ-2026-0001 的答复书孟公开〔2026〕1号，邮寄，2026-03-02"
        );
        let left: Vec<_> = told.particulars.iter().map(|(label, _)| label.as_str()).collect();
        assert_eq!(left, ["虽有障碍仍登记"]);
        let report = names.told("示例·编辑", "reports.import", "report 2024", "{}");
        assert_eq!(report.sentence, "示例·编辑 导入年度报告（2024 年度）");
        let newer = names.told("张三", "moon.land", "case 8", "{}");
        assert_eq!(newer.sentence, "张三 moon.land 申请 XAJ-2026-0001");
    }

    #[test]
    fn particulars_are_told_in_words() {
        let names = Names {
            accounts: [(AccountId(7), "张三".to_owned())].into(),
            letters: [(LetterId(5), "政府信息公开答复书孟公开〔2026〕1号".to_owned())].into(),
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
            told(r#"{"outcome":"partly_granted","to":7,"part":"cases","letter":5}"#),
            [
                "文书=政府信息公开答复书孟公开〔2026〕1号",
                "处理结果=部分公开（区分处理）",
                "设置=依申请公开",
                "经办人=张三"
            ]
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
