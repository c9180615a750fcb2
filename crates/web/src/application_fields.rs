//! The fields of an application as inputs, on the public form and at the desk: the law's table (`law::cases::FIELDS`) with the
//! words that each page says beside them. A field that a page has no words for shows its label alone.

use law::cases::{ApplicationForm, FIELDS, Field, Input, Part};

/// What a page says of one field beside the law's table; blank words say nothing.
pub struct Beside {
    pub name: &'static str,
    /// In place of the table's label.
    pub label: &'static str,
    pub hint: &'static str,
}

/// One choice of a list.
pub struct FieldChoice {
    pub value: &'static str,
    pub label: &'static str,
}

impl FieldChoice {
    /// A choice by its code and label.
    pub const fn of(value: &'static str, label: &'static str) -> Self {
        Self { value, label }
    }
}

/// One field of the form, with what was typed.
pub struct FormField {
    pub name: &'static str,
    pub label: &'static str,
    pub hint: String,
    pub value: String,
    pub is_needed: bool,
    input: Input,
}

impl FormField {
    /// The fields of these parts, in their order.
    pub fn of(form: &ApplicationForm, parts: &[Part], beside: &[Beside]) -> Vec<Self> {
        let wanted = FIELDS.iter().filter(|field| parts.contains(&field.part));
        wanted.map(|field| Self::one(field, form, beside)).collect()
    }

    /// The fields of these names, in this order.
    pub fn named<'a>(
        form: &ApplicationForm,
        names: impl Iterator<Item = &'a str>,
        beside: &[Beside],
    ) -> Vec<Self> {
        let found = names.filter_map(|name| FIELDS.iter().find(|field| field.name == name));
        found.map(|field| Self::one(field, form, beside)).collect()
    }

    fn one(field: &Field, form: &ApplicationForm, beside: &[Beside]) -> Self {
        let beside = beside.iter().find(|one| one.name == field.name);
        Self {
            name: field.name,
            label: match beside {
                Some(beside) if !beside.label.is_empty() => beside.label,
                _ => field.label,
            },
            hint: beside.map_or("", |beside| beside.hint).to_owned(),
            value: field.get(form).to_owned(),
            is_needed: field.is_needed,
            input: field.input,
        }
    }

    /// The choices of its list; nothing where there is none to make.
    pub fn choices(&self) -> Vec<FieldChoice> {
        let all = match self.input {
            Input::Choice(choices) => choices(),
            _ => Vec::new(),
        };
        let choice = |(value, label)| FieldChoice { value, label };
        all.into_iter().map(choice).collect()
    }

    /// Whether it takes several lines.
    pub fn is_long(&self) -> bool {
        matches!(self.input, Input::Paragraphs(_))
    }

    /// How many lines it shows.
    pub fn rows(&self) -> u8 {
        match self.input {
            Input::Paragraphs(rows) => rows,
            _ => 1,
        }
    }

    /// Whether it is ticked or not.
    pub fn is_tick(&self) -> bool {
        matches!(self.input, Input::Tick(..))
    }

    /// The type of its input.
    pub fn kind(&self) -> &'static str {
        match self.input {
            Input::Phone => "tel",
            Input::Email => "email",
            _ => "text",
        }
    }

    /// What a browser may fill in by itself: the visitor's own name and address, never a document's number.
    pub fn fills(&self) -> &'static str {
        match self.name {
            "name" => "name",
            "phone" => "tel",
            "email" => "email",
            "address" => "street-address",
            "postcode" => "postal-code",
            _ => "off",
        }
    }
}
