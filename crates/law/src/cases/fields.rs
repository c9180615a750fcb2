//! The fields of an application in one table (条例第二十九条第二款): forms ask them, pages carry and show them, the record
//! keeps them, some under seal, and retention seeks what identifies the applicant in other texts. Each of these goes through
//! the table, so that one more field a province asks for is one line here (and a column, where it is not sealed).

use serde::{Deserialize, Serialize};

use super::choices::{Form, IdentityKind, Way};
use crate::codes::ApplicantKind;
use crate::signs::{plain_number, shows_nothing, visible};

/// Beside the field `help`, for whoever takes an application down for its applicant.
pub const HELP_HINT: &str = "申请人有阅读困难或者视听障碍的，写明需要的帮助（条例第四十三条）";

/// Code and label of each choice.
type Choices = fn() -> Vec<(&'static str, &'static str)>;

/// How a field is filled in.
#[derive(Clone, Copy, Debug)]
pub enum Input {
    Line,
    Phone,
    Email,
    /// Several lines, of about so many.
    Paragraphs(u8),
    /// Code and label of each choice.
    Choice(Choices),
    /// Ticked or not, with the words for either.
    Tick(&'static str, &'static str),
}

/// Where a field belongs: 第（一）项 is the first three, 第（二）项 and 第（三）项 one each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Applicant,
    /// Of organisations alone.
    Organisation,
    Contact,
    Information,
    Delivery,
}

/// How what was typed is made plain.
#[derive(Clone, Copy, Debug)]
enum Tidy {
    /// Blanks at the ends go, and what is not seen.
    Words,
    /// Full-width digits and letters become plain ones, dashes hyphens, blanks go.
    Number,
    /// The same in capitals.
    Capitals,
}

impl Tidy {
    fn of(self, text: &str) -> String {
        let seen = || visible(text).replace("\r\n", "\n");
        match self {
            // What shows nothing is no word: a name of a zero-width space alone is none.
            Self::Words if text.chars().all(shows_nothing) => String::new(),
            Self::Words => seen().trim().to_owned(),
            Self::Number => plain_number(text),
            Self::Capitals => plain_number(text).to_uppercase(),
        }
    }
}

/// One field of an application.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in forms, drafts and the record.
    pub name: &'static str,
    pub label: &'static str,
    pub part: Part,
    pub input: Input,
    /// Whether 条例第二十九条 wants it of everybody.
    pub is_needed: bool,
    /// Whether it is kept under seal, as part of [`Particulars`].
    pub is_sealed: bool,
    tidy: Tidy,
    get: fn(&ApplicationForm) -> &str,
    set: fn(&mut ApplicationForm, &str),
}

impl Field {
    /// What was typed; of a tick something or nothing.
    pub fn get<'a>(&self, form: &'a ApplicationForm) -> &'a str {
        (self.get)(form)
    }

    /// Fills it in.
    pub fn set(&self, form: &mut ApplicationForm, text: &str) {
        (self.set)(form, text);
    }

    /// What was typed as people read it: the label of a choice, the words for a tick.
    pub fn shown(&self, form: &ApplicationForm) -> String {
        let value = self.get(form);
        match self.input {
            Input::Choice(choices) => {
                let known = choices().into_iter().find(|(code, _)| *code == value);
                known.map_or(value, |(_, label)| label).to_owned()
            }
            Input::Tick(on, off) => if value.is_empty() { off } else { on }.to_owned(),
            Input::Line | Input::Phone | Input::Email | Input::Paragraphs(_) => value.to_owned(),
        }
    }
}

/// `name = label, part, input, how it is made plain, needed or optional`, in the order they are asked and stored; of a
/// sealed one also whether it identifies the applicant, so that retention seeks it in other texts.
macro_rules! fields {
    (
        open { $($open:ident = $open_label:literal, $open_part:ident, $open_input:expr, $open_tidy:ident, $open_need:literal;)+ }
        sealed { $($held:ident = $held_label:literal, $held_part:ident, $held_input:expr, $held_tidy:ident, $held_need:literal, $identifies:literal;)+ }
        open { $($then:ident = $then_label:literal, $then_part:ident, $then_input:expr, $then_tidy:ident, $then_need:literal;)+ }
        ticks { $($tick:ident = $tick_label:literal, $tick_part:ident, $on:literal, $off:literal;)+ }
        open { $($last:ident = $last_label:literal, $last_part:ident, $last_input:expr, $last_tidy:ident, $last_need:literal;)+ }
    ) => {
        /// What can be typed into the application form, whoever types it: the fields of [`FIELDS`].
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct ApplicationForm {
            $(#[doc = $open_label] pub $open: String,)+
            $(#[doc = $held_label] pub $held: String,)+
            $(#[doc = $then_label] pub $then: String,)+
            $(#[doc = $tick_label] pub $tick: bool,)+
            $(#[doc = $last_label] pub $last: String,)+
        }

        /// How to reach the applicant, and who that is: kept under seal.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct Particulars {
            $(#[doc = $held_label] pub $held: String,)+
        }

        /// Every field, in the order it is asked.
        pub const FIELDS: &[Field] = &[
            $(fields!(text $open, $open_label, $open_part, $open_input, $open_tidy, $open_need, false),)+
            $(fields!(text $held, $held_label, $held_part, $held_input, $held_tidy, $held_need, true),)+
            $(fields!(text $then, $then_label, $then_part, $then_input, $then_tidy, $then_need, false),)+
            $(Field {
                name: stringify!($tick),
                label: $tick_label,
                part: Part::$tick_part,
                input: Input::Tick($on, $off),
                is_needed: false,
                is_sealed: false,
                tidy: Tidy::Words,
                get: |form| if form.$tick { "true" } else { "" },
                set: |form, text| form.$tick = !text.is_empty(),
            },)+
            $(fields!(text $last, $last_label, $last_part, $last_input, $last_tidy, $last_need, false),)+
        ];

        impl ApplicationForm {
            /// What is kept under seal of it.
            pub fn particulars(&self) -> Particulars {
                Particulars { $($held: self.$held.clone(),)+ }
            }
        }

        impl From<Particulars> for ApplicationForm {
            /// A form with these fields alone.
            fn from(particulars: Particulars) -> Self {
                Self { $($held: particulars.$held,)+ ..Self::default() }
            }
        }

        impl Particulars {
            /// The words that say who the applicant is or how to reach them, not what thousands share.
            pub fn into_identifying(self) -> impl Iterator<Item = String> {
                let all = [$((self.$held, $identifies)),+];
                all.into_iter().filter(|(_, identifies)| *identifies).map(|(word, _)| word)
            }
        }
    };
    (text $name:ident, $label:literal, $part:ident, $input:expr, $tidy:ident, $need:literal, $sealed:literal) => {
        Field {
            name: stringify!($name),
            label: $label,
            part: Part::$part,
            input: $input,
            is_needed: $need,
            is_sealed: $sealed,
            tidy: Tidy::$tidy,
            get: |form| &form.$name,
            set: |form, text| text.clone_into(&mut form.$name),
        }
    };
}

fields! {
    open {
        kind = "申请人类别", Applicant, Input::Choice(kinds), Words, true;
        name = "姓名或者名称", Applicant, Input::Line, Words, true;
    }
    sealed {
        identity_kind = "身份证明", Applicant, Input::Choice(identities), Words, true, false;
        identity_number = "证件号码", Applicant, Input::Line, Capitals, true, true;
        legal_representative = "法定代表人", Organisation, Input::Line, Words, false, true;
        contact_person = "联系人", Organisation, Input::Line, Words, false, true;
        phone = "联系电话", Contact, Input::Phone, Number, true, true;
        email = "电子邮箱", Contact, Input::Email, Number, false, true;
        address = "通信地址", Contact, Input::Line, Words, false, true;
        postcode = "邮政编码", Contact, Input::Line, Number, false, false;
        fax = "传真", Contact, Input::Phone, Number, false, true;
    }
    open {
        request = "所需政府信息", Information, Input::Paragraphs(6), Words, true;
        document_number = "发文字号", Information, Input::Line, Words, false;
        form = "获取方式", Delivery, Input::Choice(forms), Words, true;
        way = "获取途径", Delivery, Input::Choice(ways), Words, true;
    }
    ticks {
        accepts_other_form = "不能按此提供时", Delivery, "可以接受其他方式", "不接受其他方式";
    }
    open {
        help = "需要的帮助", Delivery, Input::Paragraphs(2), Words, false;
    }
}

fn kinds() -> Vec<(&'static str, &'static str)> {
    let parts = ApplicantKind::parts();
    parts.map(|kind| (kind.code(), kind.label())).collect()
}

fn identities() -> Vec<(&'static str, &'static str)> {
    let all = IdentityKind::ALL.iter();
    all.map(|one| (one.code(), one.label())).collect()
}

fn forms() -> Vec<(&'static str, &'static str)> {
    let all = Form::ALL.iter();
    all.map(|one| (one.code(), one.label())).collect()
}

fn ways() -> Vec<(&'static str, &'static str)> {
    Way::ALL.iter().map(|one| (one.code(), one.label())).collect()
}

impl ApplicationForm {
    /// The form as its fields were sent; one that is missing stays empty.
    pub fn of_fields<'a>(sent: impl Fn(&str) -> &'a str) -> Self {
        let mut form = Self::default();
        for field in FIELDS {
            field.set(&mut form, sent(field.name));
        }
        form
    }

    /// Every field that is filled in, by its name.
    pub fn filled(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = FIELDS.iter().map(|field| (field.name, field.get(self)));
        all.filter(|(_, value)| !value.is_empty())
    }

    /// Label and words of everything that is filled in, as people read it.
    pub fn shown(&self) -> impl Iterator<Item = (&'static str, String)> {
        let all = FIELDS.iter().map(|field| (field.label, field.shown(self)));
        all.filter(|(_, words)| !words.trim().is_empty())
    }

    /// What was typed, made plain: as it is registered.
    #[must_use]
    pub fn tidied(&self) -> Self {
        let mut tidy = Self::default();
        for field in FIELDS {
            field.set(&mut tidy, &field.tidy.of(field.get(self)));
        }
        tidy
    }
}

impl Particulars {
    /// Label and words of everything that is kept, as the desk shows it: a number under the name of its document.
    pub fn shown(self) -> Vec<(&'static str, String)> {
        let identity = IdentityKind::from_code(&self.identity_kind).map(IdentityKind::label);
        let form = ApplicationForm::from(self);
        let sealed = FIELDS
            .iter()
            .filter(|field| field.is_sealed && field.name != "identity_kind");
        let named = sealed.map(|field| match (field.name, identity) {
            ("identity_number", Some(document)) => (document, field.shown(&form)),
            _ => (field.label, field.shown(&form)),
        });
        named.filter(|(_, words)| !words.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every field filled in, each with words of its own.
    fn full() -> ApplicationForm {
        let mut form = ApplicationForm::default();
        for field in FIELDS {
            let words = match field.input {
                Input::Choice(choices) => choices()[0].0.to_owned(),
                _ => format!("{}之词", field.name),
            };
            field.set(&mut form, &words);
        }
        form
    }

    #[test]
    fn what_is_carried_comes_back_whole_field_by_field() {
        let form = full();
        let carried: Vec<(&str, &str)> = form.filled().collect();
        assert_eq!(carried.len(), FIELDS.len(), "every field travels");
        let sent = |name: &str| {
            carried
                .iter()
                .find(|(known, _)| *known == name)
                .map_or("", |(_, value)| value)
        };
        assert_eq!(ApplicationForm::of_fields(sent), form);
        assert_eq!(form.shown().count(), FIELDS.len(), "every field is shown");
        assert_eq!(
            ApplicationForm::default().shown().collect::<Vec<_>>(),
            [("不能按此提供时", "不接受其他方式".to_owned())]
        );
    }

    #[test]
    fn a_field_has_the_name_it_is_stored_under() {
        let stored = serde_json::to_value(full()).unwrap();
        for field in FIELDS {
            let value = &stored[field.name];
            assert!(value == field.get(&full()) || *value == true, "{}", field.name);
        }
    }

    #[test]
    fn what_is_sealed_identifies_the_applicant_or_is_shared_by_thousands() {
        let form = full();
        let sealed = FIELDS.iter().filter(|field| field.is_sealed);
        let sealed: Vec<&str> = sealed.map(|field| field.get(&form)).collect();
        let identifying: Vec<String> = form.particulars().into_identifying().collect();
        let shared: Vec<&str> = sealed
            .iter()
            .copied()
            .filter(|word| !identifying.iter().any(|one| one == word))
            .collect();
        assert_eq!(shared, ["identity_card", "postcode之词"]);
        let shown = form.particulars().shown();
        assert_eq!(
            shown.len(),
            sealed.len() - 1,
            "the kind of document names its number"
        );
        assert_eq!(shown[0], ("居民身份证", "identity_number之词".to_owned()));
    }
}
