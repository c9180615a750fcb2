//! Why something may not be (yet): the same shape before the button, at the gate and at the form.

/// One reason, at its field, with what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyNot {
    /// The field it is shown beside; empty where it belongs to none.
    pub field: &'static str,
    /// What is wrong or missing and what to do, in Chinese.
    pub message: String,
}

impl WhyNot {
    /// This message at this field.
    pub fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self {
            field,
            message: message.into(),
        }
    }
}
