//! What is wrong with a form, field by field, so that the page can say it beside the field and keep what was typed.

use std::str::FromStr;

use law::calendar::typed_count;
use office::OfficeError;

use crate::errors::Problem;

/// Messages with their fields, in the order of the page; `""` marks those that belong to no field.
#[derive(Clone, Debug, Default)]
pub struct FieldErrors(Vec<(String, String)>);

/// What tells one opening of a page whose form makes something from the next (`office::once`).
pub fn ticket() -> String {
    hex::encode(rand::random::<[u8; 16]>())
}

/// A whole number that must be given, in digits of either width. What is none is told by the name of its field: the summary at
/// the head of the form stands far from it.
pub fn count<T: FromStr>(text: &str, field: &str, label: &str, errors: &mut FieldErrors) -> Option<T> {
    let number = typed_count(text);
    if number.is_none() {
        errors.add(field, format!("“{label}”请填写整数，例如 20。"));
    }
    number
}

/// A year that records may be of, in digits of either width.
pub fn typed_year(text: &str) -> Option<i16> {
    typed_count(text).filter(|year| (2008..=9998).contains(year))
}

/// A page that comes back refused says so first: its title is what is read out.
pub fn refused(html: String) -> String {
    html.replacen("<title>", "<title>错误：", 1)
}

/// The beginning of a long message, for the list over a form whose fields tell it whole.
pub fn beginning(message: &str) -> &str {
    const SHORT: usize = 30;
    if message.chars().count() <= SHORT {
        return message;
    }
    let ends = |sign: char| matches!(sign, '：' | '。' | '；' | '，');
    let end = message
        .char_indices()
        .filter(|(_, sign)| ends(*sign))
        .map(|(at, _)| at)
        .find(|at| message.get(..*at).is_some_and(|part| part.chars().count() >= 6));
    end.and_then(|at| message.get(..at)).unwrap_or(message)
}

impl FieldErrors {
    /// Nothing wrong.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds a message at a field.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.push((field.to_owned(), message.into()));
    }

    /// Whether the form is fine.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this field has a message.
    pub fn has(&self, field: &str) -> bool {
        self.of(field).next().is_some()
    }

    /// The messages of one field.
    pub fn of(&self, field: &str) -> impl Iterator<Item = &str> {
        self.all()
            .filter(move |(known, _)| *known == field)
            .map(|(_, message)| message)
    }

    /// Every message with its field, for the summary at the head of the form.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(field, message)| (field.as_str(), message.as_str()))
    }

    /// The messages at the fields of one row among several: their ids end in the row's (`name-7`).
    #[must_use]
    pub fn of_row(self, row: &impl std::fmt::Display) -> Self {
        let numbered = |(field, message): (String, String)| match field.as_str() {
            "" => (field, message),
            field => (format!("{field}-{row}"), message),
        };
        Self(self.0.into_iter().map(numbered).collect())
    }

    /// Says at the field which files are to be chosen again: a page can't give them back. One that was refused there is named
    /// already, and is not to be chosen again.
    #[must_use]
    pub fn choose_again(mut self, field: &str, names: &[String]) -> Self {
        let is_refused = |name: &String| {
            let quoted = format!("“{name}”");
            self.all()
                .any(|(at, message)| at == field && message.contains(&quoted))
        };
        let names: Vec<&str> = names
            .iter()
            .filter(|name| !is_refused(name))
            .map(String::as_str)
            .collect();
        if !names.is_empty() {
            self.add(field, format!("请重新选择文件：{}。", names.join("、")));
        }
        self
    }

    /// The messages of an act that refused its input, to be shown on the same page with what was typed; any other
    /// error is a page of its own.
    pub fn from_office(error: OfficeError) -> Result<Self, Problem> {
        let mut errors = Self::default();
        match error {
            OfficeError::Invalid(fields) => {
                for field in fields {
                    errors.add(field.field, field.message);
                }
            }
            OfficeError::Blocked(blockers) => {
                for blocker in blockers {
                    errors.add(blocker.field, blocker.message);
                }
            }
            error @ OfficeError::Stale { .. } => errors.add("", error.to_string()),
            error => return Err(error.into()),
        }
        Ok(errors)
    }
}
