//! What stands against an act: what can't have happened is told apart from what happened against the rules, and of that what has
//! no effect from what counts all the same. Facts are kept on record; cases and matters are judged by the same three weights.

/// How much stands against an act, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It can't have happened: no history holds it.
    Impossible,
    /// It may have happened, but has no effect on any clock; it is kept on record with a warning.
    Void,
    /// It may have happened against the rules, and counts; it is kept on record with a warning.
    Unlawful,
}

/// Why an act may not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hindrance {
    pub why: String,
    pub weight: Weight,
}

impl Hindrance {
    pub(crate) fn new(weight: Weight, why: impl Into<String>) -> Self {
        let why = why.into();
        Self { why, weight }
    }

    /// Whether it can't have happened at all; otherwise it can, but against the rules.
    pub fn is_impossible(&self) -> bool {
        self.weight == Weight::Impossible
    }

    /// What is said of it once it is on record.
    pub(crate) fn warning(&self) -> String {
        match self.weight {
            Weight::Void => format!("{}已如实登记，对期限不起作用。", self.why),
            Weight::Impossible | Weight::Unlawful => self.why.clone(),
        }
    }
}

pub(crate) fn impossible(why: impl Into<String>) -> Result<(), Hindrance> {
    Err(Hindrance::new(Weight::Impossible, why))
}

pub(crate) fn void(why: impl Into<String>) -> Result<(), Hindrance> {
    Err(Hindrance::new(Weight::Void, why))
}

pub(crate) fn unlawful(why: impl Into<String>) -> Result<(), Hindrance> {
    Err(Hindrance::new(Weight::Unlawful, why))
}
