//! An entry in words: what was done, to which record, and the particulars that were written down with it.

use std::collections::BTreeMap;

use law::audit::Recorded;
use law::staff::Role;
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
    /// `document 12` in words.
    pub fn subject(&self, subject: &str) -> Subject {
        let (kind, id) = subject.split_once(' ').unwrap_or((subject, ""));
        let named = |words: &str, name: Option<&String>| match name {
            Some(name) => format!("{words} {name}"),
            None => format!("{words} {id}"),
        };
        let (words, href) = match kind {
            "document" => {
                let name = id.parse().ok().and_then(|id| self.documents.get(&id));
                (named("政府信息", name), format!("/desk/documents/{id}"))
            }
            "column" => match id.parse().ok().and_then(|id| self.columns.get(&id)) {
                Some(name) => (format!("栏目 {name}"), format!("/desk/columns/{id}")),
                // It was removed since.
                None => (format!("栏目 {id}"), String::new()),
            },
            "account" => {
                let name = id.parse().ok().and_then(|id| self.people.get(&id));
                (named("账号", name), format!("/desk/people/{id}"))
            }
            "report" => (format!("{id} 年度报告"), format!("/desk/reports/{id}")),
            "case" => (named("申请", None), format!("/desk/cases/{id}")),
            "dispute" => (named("复议、诉讼", None), format!("/desk/disputes/{id}")),
            "holidays" => (format!("{id} 年放假安排"), format!("/desk/holidays/{id}")),
            "organ" => ("机关资料".to_owned(), "/desk/organ".to_owned()),
            "job" => (format!("后台任务 {id}"), "/desk/jobs".to_owned()),
            "database" => ("数据库".to_owned(), String::new()),
            _ => (subject.to_owned(), String::new()),
        };
        Subject { words, href }
    }
}

/// What was done; a code from a newer program stands as it is.
pub fn act(code: &str) -> String {
    Recorded::from_code(code).map_or_else(|| code.to_owned(), |act| act.label().to_owned())
}

/// The particulars: label and value.
pub fn particulars(detail: &str) -> Vec<(String, String)> {
    match serde_json::from_str(detail) {
        Ok(Value::Object(fields)) => fields
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (label(name).to_owned(), told(name, value)))
            .collect(),
        _ if detail.is_empty() => Vec::new(),
        _ => vec![("内容".to_owned(), detail.to_owned())],
    }
}

fn label(name: &str) -> &str {
    match name {
        "attachment" => "附件",
        "arrivals" => "收到申请时提醒",
        "basis" => "审查意见",
        "bytes" => "字节",
        "code" => "机关代码",
        "digest" => "校验值",
        "digest_at" => "提醒时间",
        "daily" => "每日提醒",
        "edition" => "版本",
        "engine" => "数据库",
        "exception" => "例外理由",
        "failures" => "失败次数",
        "file" => "文件",
        "files" => "文件数",
        "from" => "原件",
        "index_number" => "索引号",
        "is_locked" => "锁定",
        "place" => "存放地点",
        "reference" => "档号",
        "stated" => "原登记日期",
        "is_removed" => "已清空",
        "login" => "登录名",
        "made_at" => "备份时间",
        "cases" => "件数",
        "is_on" => "过期后匿名",
        "name" => "名称",
        "number" | "numbers" => "编号",
        "was_on" => "此前过期后匿名",
        "years" => "保存年数",
        "years_before" => "此前保存年数",
        "off" => "放假天数",
        "progress" => "有进展时通知申请人",
        "reason" => "原因",
        "roles" => "角色",
        "rows" => "记录数",
        "slips" => "待核对",
        "title" => "标题",
        "unread" => "未识别",
        "version" => "修改次数",
        "work" => "调休上班天数",
        other => other,
    }
}

fn told(name: &str, value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "（空）".to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(is_so) => if *is_so { "是" } else { "否" }.to_owned(),
        Value::Array(list) if list.is_empty() => "无".to_owned(),
        Value::Array(list) => {
            let words: Vec<String> = list.iter().map(|one| told(name, one)).collect();
            let role = |code: &String| Role::from_code(code).map_or(code.clone(), |role| role.label().into());
            if name == "roles" {
                words.iter().map(role).collect::<Vec<_>>().join("、")
            } else {
                words.join("、")
            }
        }
        other => other.to_string(),
    }
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
        assert_eq!(names.subject("某事").words, "某事");
    }

    #[test]
    fn particulars_are_told_in_words() {
        let detail = r#"{"roles":["editor","auditor"],"is_locked":true,"exception":null,"other":3}"#;
        let told = particulars(detail);
        let told: Vec<String> = told
            .iter()
            .map(|(label, value)| format!("{label}={value}"))
            .collect();
        assert_eq!(told, ["锁定=是", "other=3", "角色=编辑、审计管理员"]);
        assert!(particulars("{}").is_empty());
        assert_eq!(particulars("broken")[0].1, "broken");
    }
}
