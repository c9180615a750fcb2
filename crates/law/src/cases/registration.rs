//! What was typed when an application was registered, mended: a slip of the name, the kind, the identity, a contact, the request,
//! the way of receiving. What an application must have (条例第二十九条) is asked of it again, but for what it never had: an old
//! ledger's application keeps its gaps until somebody knows better.

use super::application::Application;
use super::fields::{ApplicationForm, FIELDS, Field};
use crate::codes::WhyNot;

/// What binds a registration beside its own rules: who wrote it, and what was made of it since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bound {
    /// The applicant typed it on the site: the request is in their own words.
    pub is_own: bool,
    /// The number of a letter to the applicant that is signed and has not gone out.
    pub signed: Option<String>,
    /// The case was replied to.
    pub is_replied: bool,
}

impl Bound {
    /// Why a field can't be mended any more. The application is evidence as it came in (行政复议法第四十四条、第五十四条); what in it
    /// is unclear the applicant corrects (条例第三十条).
    fn refuses(&self, field: &Field) -> Option<WhyNot> {
        let is_request = field.name == "request";
        let is_on_letters = is_request || matches!(field.name, "name" | "kind");
        let why = if is_request && self.is_own {
            "申请内容是申请人在网站上自己填写的，不能更正；内容不明确的，请告知补正（条例第三十条）。"
                .to_owned()
        } else if is_request && self.is_replied {
            "本件已经作出答复，申请内容不能更正。".to_owned()
        } else if let Some(number) = self.signed.as_ref().filter(|_| is_on_letters) {
            format!("文书{number}已经签发、还没有送达，写的是现在的登记内容，不能更正；联系方式可以更正。")
        } else {
            return None;
        };
        Some(WhyNot::new(field.name, why))
    }
}

/// A mending that may be: the application as it should have been registered, and the fields that change.
#[derive(Clone, Debug)]
pub struct MendedRegistration {
    pub application: Application,
    pub fields: Vec<&'static Field>,
}

impl MendedRegistration {
    /// The mending from what stands to what is typed; refused where nothing changes, and where it would lack what was there,
    /// or what its own changes ask for.
    pub fn of(stated: &ApplicationForm, typed: &ApplicationForm, bound: &Bound) -> Result<Self, Vec<WhyNot>> {
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
        let mut wrong: Vec<WhyNot> = new.filter(|why| !lacked.contains(why)).collect();
        wrong.extend(fields.iter().filter_map(|field| bound.refuses(field)));
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
        match MendedRegistration::of(&stated(), &typed, &Bound::default()) {
            Ok(mended) => Ok(mended.fields.iter().map(|field| field.name).collect()),
            Err(wrong) => Err(wrong.iter().map(|why| why.field).collect()),
        }
    }

    #[test]
    fn an_application_stays_as_it_came_in_and_as_it_was_answered() {
        let fields = |bound: &Bound, change: fn(&mut ApplicationForm)| -> Vec<&'static str> {
            let mut typed = stated();
            change(&mut typed);
            let mended = MendedRegistration::of(&stated(), &typed, bound);
            mended.map_or_else(
                |wrong| wrong.iter().map(|why| why.field).collect(),
                |_| Vec::new(),
            )
        };
        let request: fn(&mut ApplicationForm) = |form| form.request = "只要目录".to_owned();
        let name: fn(&mut ApplicationForm) = |form| form.name = "李四".to_owned();
        let phone: fn(&mut ApplicationForm) = |form| form.phone = "13800005678".to_owned();
        let own = Bound {
            is_own: true,
            ..Bound::default()
        };
        assert_eq!(fields(&own, request), ["request"]);
        assert!(fields(&own, phone).is_empty() && fields(&own, name).is_empty());
        let replied = Bound {
            is_replied: true,
            ..Bound::default()
        };
        assert_eq!(fields(&replied, request), ["request"]);
        let signed = Bound {
            signed: Some("孟公开〔2026〕1号".to_owned()),
            ..Bound::default()
        };
        assert_eq!(fields(&signed, name), ["name"]);
        assert_eq!(fields(&signed, request), ["request"]);
        assert!(fields(&signed, phone).is_empty());
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
        let mended = MendedRegistration::of(&old, &typed, &Bound::default()).unwrap();
        assert_eq!(mended.application.name, "张叁");
        assert_eq!(mended.application.particulars.phone, "");
        let worse = ApplicationForm {
            phone: "电话".into(),
            ..typed
        };
        let wrong = MendedRegistration::of(&old, &worse, &Bound::default()).unwrap_err();
        assert_eq!(wrong.iter().map(|why| why.field).collect::<Vec<_>>(), ["phone"]);
    }
}
