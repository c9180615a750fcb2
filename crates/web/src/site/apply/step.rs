//! The three steps of an application (条例第二十九条第二款): who asks, what is asked for, how it is to arrive. Each asks its
//! own fields of the law's table and keeps the others as they are.

use law::cases::{ApplicationForm, FIELDS, Part, Way};
use law::codes::ApplicantKind;
use office::cases::{self, Draft};

use super::fields::Fields;
use crate::errors::Problem;
use crate::forms::FieldErrors;

/// What the first page says for whoever is no citizen; which kind of organisation it is, a list asks.
pub const UNIT: &str = "unit";

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Who,
    What,
    How,
}

impl Step {
    pub const ALL: [Self; 3] = [Self::Who, Self::What, Self::How];

    /// Its name in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::What => "what",
            Self::How => "how",
        }
    }

    /// The step of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// In words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Who => "您是谁",
            Self::What => "需要什么信息",
            Self::How => "怎样提供",
        }
    }

    /// Its page.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Who => "/apply/who",
            Self::What => "/apply/what",
            Self::How => "/apply/how",
        }
    }

    /// What follows it.
    pub const fn next(self) -> &'static str {
        match self {
            Self::Who => Self::What.path(),
            Self::What => Self::How.path(),
            Self::How => super::CHECK,
        }
    }

    /// The step before it.
    pub const fn before(self) -> Self {
        match self {
            Self::Who | Self::What => Self::Who,
            Self::How => Self::What,
        }
    }

    /// Whether it asks this field; an address stands where the way that needs it is chosen.
    fn asks(self, name: &str, part: Part) -> bool {
        match (self, part) {
            (Self::Who, Part::Applicant | Part::Organisation)
            | (Self::What, Part::Information)
            | (Self::How, Part::Delivery) => true,
            (Self::Who, Part::Contact) => matches!(name, "phone" | "email"),
            (Self::How, Part::Contact) => name != "phone",
            _ => false,
        }
    }

    /// Whether the page that looks everything over shows this field among those of the step.
    pub fn shows(self, name: &str, part: Part) -> bool {
        self.asks(name, part) && !(name == "email" && self == Self::How)
    }

    /// Puts what its page sent into the form; what does not belong to the choice that was made is left out.
    pub fn fill_in(self, sent: &Fields, form: &mut ApplicationForm) {
        for field in FIELDS.iter().filter(|field| self.asks(field.name, field.part)) {
            // A page that did not ask says nothing of it.
            if sent.has(field.name) || !(field.name == "email" && self == Self::How) {
                field.set(form, sent.get(field.name));
            }
        }
        match self {
            Self::Who if form.kind == UNIT => {
                if sent.has("unit_kind") && !sent.get("unit_kind").is_empty() {
                    sent.get("unit_kind").clone_into(&mut form.kind);
                }
                if sent.has("unit_identity") {
                    sent.get("unit_identity").clone_into(&mut form.identity_kind);
                }
            }
            Self::Who if is_citizen(form) => {
                form.legal_representative.clear();
                form.contact_person.clear();
            }
            Self::How => {
                let way = Way::from_code(&form.way);
                if way != Some(Way::Post) {
                    form.address.clear();
                    form.postcode.clear();
                }
                if way != Some(Way::Fax) {
                    form.fax.clear();
                }
            }
            Self::Who | Self::What => {}
        }
    }

    /// What is wrong with this step, by the law and by what could not be taken of it.
    pub fn errors(self, draft: &Draft) -> Result<FieldErrors, Problem> {
        let mut errors = FieldErrors::none();
        if let Err(error) = cases::check(&draft.form) {
            for (field, message) in FieldErrors::from_office(error)?.all() {
                if self.answers_for(field, &draft.form) {
                    errors.add(field, message);
                }
            }
        }
        if self == Self::What {
            for (field, message) in &draft.faults {
                errors.add(field, message.as_str());
            }
        }
        Ok(errors)
    }

    /// Whether a message at this field is told on this step's page.
    fn answers_for(self, name: &str, form: &ApplicationForm) -> bool {
        let step = match FIELDS.iter().find(|field| field.name == name) {
            Some(field) if field.name == "email" && Way::from_code(&form.way) == Some(Way::Email) => {
                Self::How
            }
            Some(field) if Self::Who.asks(field.name, field.part) => Self::Who,
            Some(field) if Self::What.asks(field.name, field.part) => Self::What,
            Some(_) => Self::How,
            None => Self::What,
        };
        self == step
    }
}

/// Whether a citizen applies; so it is until something else is chosen.
pub fn is_citizen(form: &ApplicationForm) -> bool {
    form.kind.is_empty() || ApplicantKind::from_code(&form.kind) == Some(ApplicantKind::NaturalPerson)
}

/// The first step that is not right yet, and all that is wrong with it.
pub fn unfinished(draft: &Draft) -> Result<Option<Step>, Problem> {
    for step in Step::ALL {
        if !step.errors(draft)?.is_empty() {
            return Ok(Some(step));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_asked_by_a_step_and_only_the_mail_address_by_two() {
        for field in FIELDS {
            let asked = Step::ALL
                .into_iter()
                .filter(|step| step.asks(field.name, field.part))
                .count();
            let expected = if field.name == "email" { 2 } else { 1 };
            assert_eq!(asked, expected, "{}", field.name);
        }
    }

    #[test]
    fn what_another_choice_needed_is_left_out() {
        let sent = |all: &[(&str, &str)]| {
            let all = all
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            Fields::of(all.collect())
        };
        let mut form = ApplicationForm::default();
        Step::How.fill_in(
            &sent(&[("way", "post"), ("address", "示例路1号"), ("fax", "1")]),
            &mut form,
        );
        assert_eq!((form.address.as_str(), form.fax.as_str()), ("示例路1号", ""));
        Step::How.fill_in(&sent(&[("way", "online"), ("address", "示例路1号")]), &mut form);
        assert_eq!(form.address, "");
        Step::Who.fill_in(
            &sent(&[
                ("kind", "unit"),
                ("unit_kind", "business"),
                ("unit_identity", "credit_code"),
                ("contact_person", "李四"),
            ]),
            &mut form,
        );
        assert_eq!(
            (form.kind.as_str(), form.identity_kind.as_str()),
            ("business", "credit_code")
        );
        Step::Who.fill_in(
            &sent(&[("kind", "natural_person"), ("contact_person", "李四")]),
            &mut form,
        );
        assert_eq!(form.contact_person, "");
    }
}
