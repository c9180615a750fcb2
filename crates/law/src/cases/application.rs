//! An application (申请) as 条例第二十九条 wants it: who asks and how to reach them, what is asked for, in which form and
//! by which way. Parsing is validating: one that exists is complete. No purpose is asked for (the 2019 revision dropped it).

use super::choices::{Form, IdentityKind, Way};
use super::credit_code::is_credit_code;
use super::fields::{ApplicationForm, FIELDS, Particulars};
use super::letters::CorrectionGround;
use crate::codes::{ApplicantKind, WhyNot};
use crate::proof::is_identity_number;
use crate::reminders::mail_address;

/// A complete application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    pub kind: ApplicantKind,
    pub name: String,
    pub particulars: Particulars,
    pub request: String,
    pub document_number: String,
    pub form: Form,
    pub way: Way,
    pub accepts_other_form: bool,
    pub help: String,
}

/// Most characters of a description; more belongs into an attachment.
pub const LONGEST_REQUEST: usize = 3000;

impl Application {
    /// The application the form holds, or everything that is wrong with it, field by field.
    pub fn read(form: &ApplicationForm) -> Result<Self, Vec<WhyNot>> {
        let form = form.tidied();
        let wrong = form.lacks();
        match Self::as_typed(form) {
            Some(application) if wrong.is_empty() => Ok(application),
            _ => Err(wrong),
        }
    }

    /// The application of a form that was filled in from a paper or from what was said: receipt is never refused, and what the
    /// applicant did not give (proof of identity, a telephone, whom to talk to) is asked for by a correction afterwards
    /// (条例第二十九条第二款第（一）项、第三十条). Everything else that is wrong still is.
    pub fn as_stated(form: &ApplicationForm) -> Result<Self, Vec<WhyNot>> {
        let form = form.tidied();
        let mut wrong = form.unfit();
        wrong.retain(|why| !may_lack(why));
        form.add_too_long(&mut wrong);
        match Self::as_typed(form) {
            Some(application) if wrong.is_empty() => Ok(application),
            _ => Err(wrong),
        }
    }

    /// The application of a form that was made plain, whatever else it lacks; `None` where a choice is none.
    pub(super) fn as_typed(form: ApplicationForm) -> Option<Self> {
        Some(Self {
            kind: ApplicantKind::from_code(&form.kind).filter(|kind| *kind != ApplicantKind::Total)?,
            form: Form::from_code(&form.form)?,
            way: Way::from_code(&form.way)?,
            particulars: form.particulars(),
            name: form.name,
            request: form.request,
            document_number: form.document_number,
            accepts_other_form: form.accepts_other_form,
            help: form.help,
        })
    }
}

/// What somebody may leave out who asks on paper, or give otherwise than their papers say.
const MAY_LACK: [&str; 7] = [
    "identity_kind",
    "identity_number",
    "phone",
    "contact_person",
    "address",
    "email",
    "fax",
];

/// What is said of a description that hardly names anything.
const TOO_SHORT: &str = "描述过短，请写明所需政府信息的名称或者特征。";

/// Whether an application may be registered although it lacks this: it is asked for afterwards. What came by post or hand is
/// written down as it came, however short (条例第二十九条至第三十一条).
pub fn may_lack(why: &WhyNot) -> bool {
    MAY_LACK.contains(&why.field) || (why.field == "request" && why.message == TOO_SHORT)
}

/// What is wrong with an application as it is told to whoever registers it for somebody else.
pub fn told_to_clerk(wrong: Vec<WhyNot>) -> Vec<WhyNot> {
    let told = |why: WhyNot| WhyNot {
        message: why
            .message
            .replace("，以便与您确认收到申请", "（与申请人确认、联系都用它）")
            .replace("您选择", "申请人选择"),
        ..why
    };
    wrong.into_iter().map(told).collect()
}

impl ApplicationForm {
    /// What of whoever asks is not given, for a correction to ask for (条例第二十九条第二款第（一）项、第三十条).
    pub fn not_given(&self) -> Vec<CorrectionGround> {
        let is_reached = !self.phone.trim().is_empty() || !self.email.trim().is_empty();
        let lacking = [
            (self.name.trim().is_empty(), CorrectionGround::Name),
            (self.identity_number.trim().is_empty(), CorrectionGround::Proof),
            (!is_reached, CorrectionGround::Contact),
        ];
        lacking
            .into_iter()
            .filter_map(|(is_lacking, ground)| is_lacking.then_some(ground))
            .collect()
    }

    /// Everything that is wrong with it, once made plain.
    pub(super) fn lacks(&self) -> Vec<WhyNot> {
        let mut wrong = self.unfit();
        self.add_too_long(&mut wrong);
        wrong
    }

    /// What is wrong but for lengths.
    fn unfit(&self) -> Vec<WhyNot> {
        let mut wrong = self.who();
        wrong.extend(self.contacts());
        wrong.extend(self.what());
        wrong
    }

    /// What is longer than any paper says it, whatever may be left out: each field stands on the 登记表 and in the 案卷.
    fn add_too_long(&self, wrong: &mut Vec<WhyNot>) {
        for field in FIELDS {
            let most = longest(field.name);
            let is_known = wrong.iter().any(|why| why.field == field.name);
            if !is_known && field.get(self).chars().count() > most {
                wrong.push(WhyNot::new(
                    field.name,
                    format!("{}不超过 {most} 字。", field.label),
                ));
            }
        }
    }

    /// 条例第二十九条第二款第（一）项: name and proof of identity.
    fn who(&self) -> Vec<WhyNot> {
        let mut wrong = Vec::new();
        let kind = ApplicantKind::from_code(&self.kind).filter(|kind| *kind != ApplicantKind::Total);
        if kind.is_none() {
            wrong.push(WhyNot::new("kind", "请选择申请人类别。"));
        }
        let is_person = kind == Some(ApplicantKind::NaturalPerson);
        match self.name.chars().count() {
            0 if is_person => wrong.push(WhyNot::new("name", "请填写申请人姓名。")),
            0 => wrong.push(WhyNot::new("name", "请填写申请人名称。")),
            1..=100 => {}
            _ => wrong.push(WhyNot::new("name", "名称不超过 100 字。")),
        }
        let identity = IdentityKind::from_code(&self.identity_kind);
        if identity.is_none() {
            wrong.push(WhyNot::new("identity_kind", "请选择身份证明的种类。"));
        }
        let number = self.identity_number.as_str();
        let length = number.chars().count();
        if length == 0 {
            wrong.push(WhyNot::new(
                "identity_number",
                "请填写证件号码（条例第二十九条要求提供身份证明）。",
            ));
        } else if length > 40 {
            wrong.push(WhyNot::new("identity_number", "证件号码不超过 40 位，请核对。"));
        } else if identity == Some(IdentityKind::IdentityCard) && length != 18 {
            let why = format!("身份证号码不对：应为 18 位，现在是 {length} 位，请核对。");
            wrong.push(WhyNot::new("identity_number", why));
        } else if identity == Some(IdentityKind::IdentityCard) && !is_identity_number(number) {
            wrong.push(WhyNot::new(
                "identity_number",
                "身份证号码不对：末位校验不符，请对照证件核对。",
            ));
        } else if identity == Some(IdentityKind::CreditCode) && length != 18 {
            let why = format!("统一社会信用代码应为 18 位，现在是 {length} 位，请核对。");
            wrong.push(WhyNot::new("identity_number", why));
        } else if identity == Some(IdentityKind::CreditCode) && !is_credit_code(number) {
            wrong.push(WhyNot::new(
                "identity_number",
                "统一社会信用代码不对：末位校验不符，请对照营业执照或者登记证书核对。",
            ));
        }
        if kind.is_some() && !is_person && self.contact_person.is_empty() {
            wrong.push(WhyNot::new("contact_person", "请填写联系人姓名。"));
        }
        wrong
    }

    /// 条例第二十九条第二款第（一）项: how to reach the applicant, by the way that was chosen too.
    fn contacts(&self) -> Vec<WhyNot> {
        let mut wrong = Vec::new();
        let way = Way::from_code(&self.way);
        if self.phone.is_empty() {
            wrong.push(WhyNot::new("phone", "请填写联系电话，以便与您确认收到申请。"));
        } else if !is_phone(&self.phone) {
            wrong.push(WhyNot::new(
                "phone",
                "联系电话只能有数字、“+”“-”和括号，7 至 20 位，请核对。",
            ));
        }
        // What mail can't go to is told now: later nobody would know that nothing arrives.
        if !self.email.is_empty()
            && let Err(why) = mail_address(&self.email)
        {
            wrong.push(WhyNot::new("email", why.to_string()));
        }
        if !self.postcode.is_empty() && !is_postcode(&self.postcode) {
            wrong.push(WhyNot::new("postcode", "邮政编码应为 6 位数字。"));
        }
        match way {
            Some(Way::Post) if self.address.is_empty() => {
                wrong.push(WhyNot::new("address", "您选择邮寄，请填写通信地址。"));
            }
            Some(Way::Email) if self.email.is_empty() => {
                wrong.push(WhyNot::new("email", "您选择电子邮件，请填写电子邮箱。"));
            }
            Some(Way::Fax) if self.fax.is_empty() => {
                wrong.push(WhyNot::new("fax", "您选择传真，请填写传真号码。"));
            }
            _ => {}
        }
        wrong
    }

    /// 条例第二十九条第二款第（二）、（三）项: what is asked for, in which form, by which way.
    fn what(&self) -> Vec<WhyNot> {
        let mut wrong = Vec::new();
        match self.request.chars().count() {
            0 => wrong.push(WhyNot::new(
                "request",
                "请写明所需政府信息的名称、文号，或者便于查询的其他特征性描述。",
            )),
            1..=3 => wrong.push(WhyNot::new("request", TOO_SHORT)),
            4..=LONGEST_REQUEST => {}
            _ => wrong.push(WhyNot::new(
                "request",
                "描述不超过 3000 字，更多内容请作为附件上传。",
            )),
        }
        if Form::from_code(&self.form).is_none() {
            wrong.push(WhyNot::new("form", "请选择获取信息的方式。"));
        }
        if Way::from_code(&self.way).is_none() {
            wrong.push(WhyNot::new("way", "请选择获取信息的途径。"));
        }
        wrong
    }
}

/// Most characters of a field.
fn longest(field: &str) -> usize {
    match field {
        "request" => LONGEST_REQUEST,
        "help" => 500,
        "email" => 254,
        "address" => 200,
        _ => 100,
    }
}

fn is_postcode(text: &str) -> bool {
    text.chars().count() == 6 && text.chars().all(|one| one.is_ascii_digit())
}

fn is_phone(text: &str) -> bool {
    let is_fit = |one: char| one.is_ascii_digit() || "+-()，,转".contains(one);
    (7..=20).contains(&text.chars().count()) && text.chars().all(is_fit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::fields::{Field, Input};

    fn complete() -> ApplicationForm {
        ApplicationForm {
            kind: "natural_person".to_owned(),
            name: " 张三 ".to_owned(),
            identity_kind: "identity_card".to_owned(),
            identity_number: "11010519491231002x".to_owned(),
            phone: "１３８００００１２３４".to_owned(),
            request: "2024 年度财政预算".to_owned(),
            form: "electronic".to_owned(),
            way: "online".to_owned(),
            ..ApplicationForm::default()
        }
    }

    #[test]
    fn no_field_is_longer_than_a_paper_holds_it_by_whatever_way_it_came() {
        let typed = |field: &&Field| !matches!(field.input, Input::Choice(_) | Input::Tick(..));
        for field in FIELDS.iter().filter(typed) {
            let mut form = complete();
            field.set(&mut form, &"9".repeat(50_000));
            let told = |wrong: Vec<WhyNot>| wrong.iter().any(|why| why.field == field.name);
            assert!(
                told(Application::read(&form).expect_err(field.name)),
                "{}",
                field.name
            );
            let stated = Application::as_stated(&form).expect_err(field.name);
            assert!(told(stated), "{} at the desk", field.name);
        }
    }

    #[test]
    fn what_came_on_paper_is_registered_however_short_its_request_is() {
        let mut form = complete();
        form.request = "合同".to_owned();
        assert!(
            Application::read(&form).is_err(),
            "on the site it is asked for at once"
        );
        assert_eq!(Application::as_stated(&form).unwrap().request, "合同");
        form.request = String::new();
        assert!(Application::as_stated(&form).is_err());
    }

    fn wrong(change: impl FnOnce(&mut ApplicationForm)) -> Vec<&'static str> {
        let mut form = complete();
        change(&mut form);
        let wrong = Application::read(&form).err().unwrap_or_default();
        wrong.into_iter().map(|blocker| blocker.field).collect()
    }

    #[test]
    fn what_is_not_given_of_whoever_asks_is_the_ground_of_the_correction() {
        let bare = ApplicationForm {
            name: "钱一".to_owned(),
            address: "滨河路8号".to_owned(),
            request: "征收补偿方案".to_owned(),
            ..ApplicationForm::default()
        };
        assert_eq!(
            bare.not_given(),
            [CorrectionGround::Proof, CorrectionGround::Contact]
        );
        let reached = ApplicationForm {
            phone: "13800001234".to_owned(),
            identity_number: "11010519491231002X".to_owned(),
            ..bare
        };
        assert!(reached.not_given().is_empty());
    }

    #[test]
    fn a_complete_form_is_an_application() {
        let application = Application::read(&complete()).unwrap();
        assert_eq!(application.name, "张三");
        assert_eq!(application.particulars.phone, "13800001234");
        assert_eq!(application.particulars.identity_number, "11010519491231002X");
    }

    #[test]
    fn what_a_letter_does_not_give_keeps_no_application_from_being_registered() {
        let bare = ApplicationForm {
            identity_kind: String::new(),
            identity_number: String::new(),
            phone: String::new(),
            way: "post".to_owned(),
            ..complete()
        };
        let lacks = Application::read(&bare).unwrap_err();
        assert!(lacks.iter().all(may_lack), "{lacks:?}");
        let registered = Application::as_stated(&bare).unwrap();
        assert_eq!(registered.particulars.identity_number, "");
        let odd = ApplicationForm {
            identity_number: "91410300MA40XXXXX1".to_owned(),
            ..complete()
        };
        assert!(
            Application::as_stated(&odd).is_ok(),
            "as the applicant's own paper has it"
        );
        let nobody = ApplicationForm {
            name: String::new(),
            request: String::new(),
            ..bare
        };
        let wrong = Application::as_stated(&nobody).unwrap_err();
        let fields: Vec<&str> = wrong.iter().map(|why| why.field).collect();
        assert_eq!(fields, ["name", "request"]);
    }

    #[test]
    fn what_article_twenty_nine_wants_is_asked_for_field_by_field() {
        assert_eq!(
            Application::read(&ApplicationForm::default())
                .unwrap_err()
                .iter()
                .map(|blocker| blocker.field)
                .collect::<Vec<_>>(),
            [
                "kind",
                "name",
                "identity_kind",
                "identity_number",
                "phone",
                "request",
                "form",
                "way"
            ]
        );
        assert_eq!(
            wrong(|form| form.identity_number = "110105194912310021".into()),
            ["identity_number"]
        );
        let of_a_unit = |code: &str| {
            wrong(|form| {
                form.kind = "business".into();
                form.contact_person = "李四".into();
                form.identity_kind = "credit_code".into();
                form.identity_number = code.into();
            })
        };
        assert!(of_a_unit("９１３５０１００m０００１００Y４３").is_empty());
        for bad in ["91350100M000100Y44", "91410300MA40XXXXX1", "91350100M000100Y4"] {
            assert_eq!(of_a_unit(bad), ["identity_number"], "{bad}");
        }
        assert_eq!(wrong(|form| form.way = "post".into()), ["address"]);
        assert_eq!(wrong(|form| form.way = "email".into()), ["email"]);
        assert_eq!(wrong(|form| form.way = "fax".into()), ["fax"]);
        assert_eq!(wrong(|form| form.email = "a@b".into()), ["email"]);
        assert_eq!(wrong(|form| form.phone = "电话".into()), ["phone"]);
        assert_eq!(wrong(|form| form.kind = "business".into()), ["contact_person"]);
        assert_eq!(wrong(|form| form.kind = "total".into()), ["kind"]);
        assert_eq!(wrong(|form| form.request = "字".repeat(3001)), ["request"]);
    }
}
