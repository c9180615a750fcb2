//! What the pages of an application carry from one to the next: the fields of the form, its ticket, the return code of its
//! draft. Nothing is stored between the pages.

use law::cases::ApplicationForm;
use serde::Deserialize;

use crate::application_fields::Beside;

/// Everything that was sent, in order.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first field of that name; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// Whether such a field was sent.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// Fields in the order they came.
    pub fn of(all: Vec<(String, String)>) -> Self {
        Self(all)
    }

    /// Every field of that name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.0.iter().filter(move |(known, _)| known == name);
        named.map(|(_, value)| value.as_str())
    }

    /// The application as it was typed.
    pub fn application(&self) -> ApplicationForm {
        ApplicationForm::of_fields(|name| self.get(name))
    }
}

/// The application as fields that travel with a page.
pub fn carried(form: &ApplicationForm) -> Vec<(&'static str, String)> {
    let filled = form.filled();
    filled.map(|(name, value)| (name, value.to_owned())).collect()
}

/// What the public form says beside its fields.
pub const BESIDE: &[Beside] = &[
    beside("kind", "单位类型", "年度报告按类型统计"),
    beside("identity_kind", "证件类型", ""),
    beside("identity_number", "", "加密保存，只用于核对身份"),
    beside("contact_person", "", "我们与其联系"),
    beside("phone", "", "用于与您确认收到申请，不公开"),
    beside("email", "", "填写后，办理进展同时发到邮箱"),
    beside("address", "", "收件地址"),
    beside(
        "request",
        "所需信息的内容",
        "写明文件名称、发文字号，或者时间、事项等便于查询的其他特征。一份申请写一件事，不需要说明用途；请勿填写涉密内容",
    ),
    beside("document_number", "", "知道的话填写，查找更快"),
    beside(
        "accepts_other_form",
        "不能按上面的方式提供时，可以接受其他方式",
        "",
    ),
    beside(
        "help",
        "",
        "阅读困难、视力或者听力障碍等，写明需要怎样的帮助，例如大字材料、读给您听",
    ),
];

const fn beside(name: &'static str, label: &'static str, hint: &'static str) -> Beside {
    Beside { name, label, hint }
}

#[cfg(test)]
mod tests {
    use law::cases::FIELDS;

    use super::*;

    #[test]
    fn what_is_said_beside_a_field_is_said_of_one_there_is() {
        for beside in BESIDE {
            assert!(
                FIELDS.iter().any(|field| field.name == beside.name),
                "{}",
                beside.name
            );
        }
    }
}
