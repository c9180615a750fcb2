//! What was typed when an application was registered, mended: a slip of the name, the kind, the identity, a contact, the request,
//! the way of receiving. What an application must have (条例第二十九条) is asked of it again, but for what it never had: an old
//! ledger's application keeps its gaps until somebody knows better.

use super::application::Application;
use super::fields::{ApplicationForm, FIELDS, Field};
use crate::codes::WhyNot;

/// A mending that may be: the application as it should have been registered, and the fields that change.
#[derive(Clone, Debug)]
pub struct MendedRegistration {
    pub application: Application,
    pub fields: Vec<&'static Field>,
}

impl MendedRegistration {
    /// The mending from what stands to what is typed; refused where nothing changes, and where it would lack what was there,
    /// or what its own changes ask for.
    pub fn of(stated: &ApplicationForm, typed: &ApplicationForm) -> Result<Self, Vec<WhyNot>> {
        let (stated, typed) = (stated.tidied(), typed.tidied());
        let fields: Vec<&Field> = FIELDS
            .iter()
            .filter(|field| field.get(&stated) != field.get(&typed))
            .collect();
        if fields.is_empty() {
            return Err(vec![WhyNot::new("", "登记内容没有变化，没有需要更正的。")]);
        }
        let lacked = stated.lacks();
        let new = typed.lacks().into_iter();
        let wrong: Vec<WhyNot> = new.filter(|why| !lacked.contains(why)).collect();
        match Application::as_typed(typed) {
            Some(application) if wrong.is_empty() => Ok(Self { application, fields }),
            _ => Err(wrong),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated() -> ApplicationForm {
        ApplicationForm {
            kind: "natural_person".to_owned(),
            name: "张三".to_owned(),
            identity_kind: "identity_card".to_owned(),
            identity_number: "11010519491231002X".to_owned(),
            phone: "13800001234".to_owned(),
            request: "2024年度财政预算".to_owned(),
            form: "electronic".to_owned(),
            way: "online".to_owned(),
            ..ApplicationForm::default()
        }
    }

    fn mended(change: impl FnOnce(&mut ApplicationForm)) -> Result<Vec<&'static str>, Vec<&'static str>> {
        let mut typed = stated();
        change(&mut typed);
        match MendedRegistration::of(&stated(), &typed) {
            Ok(mended) => Ok(mended.fields.iter().map(|field| field.name).collect()),
            Err(wrong) => Err(wrong.iter().map(|why| why.field).collect()),
        }
    }

    #[test]
    fn what_changes_is_named_and_what_does_not_is_refused() {
        assert_eq!(mended(|form| form.name = "张叁".into()), Ok(vec!["name"]));
        assert_eq!(
            mended(|form| {
                form.kind = "business".into();
                form.contact_person = "李四".into();
            }),
            Ok(vec!["kind", "contact_person"])
        );
        assert_eq!(mended(|_| ()), Err(vec![""]));
        assert_eq!(
            mended(|form| form.phone = " １３８０００01234 ".into()),
            Err(vec![""]),
            "the same number"
        );
    }

    #[test]
    fn what_article_twenty_nine_wants_is_asked_of_what_changes() {
        assert_eq!(mended(|form| form.name = " ".into()), Err(vec!["name"]));
        assert_eq!(
            mended(|form| form.identity_number = "110105194912310021".into()),
            Err(vec!["identity_number"])
        );
        assert_eq!(
            mended(|form| form.way = "post".into()),
            Err(vec!["address"]),
            "what the new way needs"
        );
        assert_eq!(
            mended(|form| form.kind = "research".into()),
            Err(vec!["contact_person"])
        );
        assert_eq!(mended(|form| form.kind = "nobody".into()), Err(vec!["kind"]));
    }

    #[test]
    fn an_old_application_keeps_the_gaps_it_came_with() {
        let old = ApplicationForm {
            identity_kind: String::new(),
            identity_number: String::new(),
            phone: String::new(),
            ..stated()
        };
        let typed = ApplicationForm {
            name: "张叁".into(),
            ..old.clone()
        };
        let mended = MendedRegistration::of(&old, &typed).unwrap();
        assert_eq!(mended.application.name, "张叁");
        assert_eq!(mended.application.particulars.phone, "");
        let worse = ApplicationForm {
            phone: "电话".into(),
            ..typed
        };
        let wrong = MendedRegistration::of(&old, &worse).unwrap_err();
        assert_eq!(wrong.iter().map(|why| why.field).collect::<Vec<_>>(), ["phone"]);
    }
}
