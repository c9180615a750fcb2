//! What the pages of an application carry from one to the next: the fields of the form, its ticket, the return code of its
//! draft. Nothing is stored between the pages.

use law::cases::{ApplicationForm, Form, IdentityKind, Way};
use law::codes::ApplicantKind;
use serde::Deserialize;

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
        let own = |name| self.get(name).to_owned();
        ApplicationForm {
            kind: own("kind"),
            name: own("name"),
            identity_kind: own("identity_kind"),
            identity_number: own("identity_number"),
            legal_representative: own("legal_representative"),
            contact_person: own("contact_person"),
            phone: own("phone"),
            email: own("email"),
            address: own("address"),
            postcode: own("postcode"),
            fax: own("fax"),
            request: own("request"),
            document_number: own("document_number"),
            form: own("form"),
            way: own("way"),
            accepts_other_form: !self.get("accepts_other_form").is_empty(),
            help: own("help"),
        }
    }
}

/// The application as fields that travel with a page.
pub fn carried(form: &ApplicationForm) -> Vec<(&'static str, String)> {
    let accepts = if form.accepts_other_form { "true" } else { "" };
    let all = [
        ("kind", form.kind.as_str()),
        ("name", &form.name),
        ("identity_kind", &form.identity_kind),
        ("identity_number", &form.identity_number),
        ("legal_representative", &form.legal_representative),
        ("contact_person", &form.contact_person),
        ("phone", &form.phone),
        ("email", &form.email),
        ("address", &form.address),
        ("postcode", &form.postcode),
        ("fax", &form.fax),
        ("request", &form.request),
        ("document_number", &form.document_number),
        ("form", &form.form),
        ("way", &form.way),
        ("accepts_other_form", accepts),
        ("help", &form.help),
    ];
    let filled = all.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(name, value)| (name, value.to_owned())).collect()
}

/// Label and words of everything that was filled in, as the preview shows it.
pub fn told(form: &ApplicationForm) -> Vec<(&'static str, String)> {
    let label = |code: &str, label: Option<&'static str>| label.unwrap_or(code).to_owned();
    let accepts = if form.accepts_other_form {
        "可以接受其他方式"
    } else {
        "不接受其他方式"
    };
    let all = [
        (
            "申请人类别",
            label(
                &form.kind,
                ApplicantKind::from_code(&form.kind).map(ApplicantKind::label),
            ),
        ),
        ("姓名或者名称", form.name.clone()),
        (
            "身份证明",
            label(
                &form.identity_kind,
                IdentityKind::from_code(&form.identity_kind).map(IdentityKind::label),
            ),
        ),
        ("证件号码", form.identity_number.clone()),
        ("法定代表人", form.legal_representative.clone()),
        ("联系人", form.contact_person.clone()),
        ("联系电话", form.phone.clone()),
        ("电子邮箱", form.email.clone()),
        ("通信地址", form.address.clone()),
        ("邮政编码", form.postcode.clone()),
        ("传真", form.fax.clone()),
        ("所需政府信息", form.request.clone()),
        ("文号", form.document_number.clone()),
        (
            "获取方式",
            label(&form.form, Form::from_code(&form.form).map(Form::label)),
        ),
        (
            "获取途径",
            label(&form.way, Way::from_code(&form.way).map(Way::label)),
        ),
        ("不能按此提供时", accepts.to_owned()),
        ("需要的帮助", form.help.clone()),
    ];
    all.into_iter()
        .filter(|(_, value)| !value.trim().is_empty())
        .collect()
}

/// One choice of a list.
pub struct Choice {
    pub value: &'static str,
    pub label: &'static str,
}

/// The choices of the form's lists.
pub struct Choices {
    pub kinds: Vec<Choice>,
    pub identities: Vec<Choice>,
    pub forms: Vec<Choice>,
    pub ways: Vec<Choice>,
}

impl Choices {
    /// All of them.
    pub fn all() -> Self {
        fn of<T: Copy>(all: &[T], code: fn(T) -> &'static str, label: fn(T) -> &'static str) -> Vec<Choice> {
            let choice = |one: &T| Choice {
                value: code(*one),
                label: label(*one),
            };
            all.iter().map(choice).collect()
        }
        let kinds: Vec<ApplicantKind> = ApplicantKind::parts().collect();
        Self {
            kinds: of(&kinds, ApplicantKind::code, ApplicantKind::label),
            identities: of(IdentityKind::ALL, IdentityKind::code, IdentityKind::label),
            forms: of(Form::ALL, Form::code, Form::label),
            ways: of(Way::ALL, Way::code, Way::label),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_carried_comes_back_whole() {
        let form = ApplicationForm {
            kind: "business".into(),
            name: "某公司".into(),
            accepts_other_form: true,
            help: "大字版".into(),
            ..ApplicationForm::default()
        };
        let own = |(name, value): (&str, String)| (name.to_owned(), value);
        let fields = Fields(carried(&form).into_iter().map(own).collect());
        assert_eq!(fields.application(), form);
    }
}
