//! What an operator should know: each check says what is wrong and how to mend it.

mod checks;
mod files;
mod keys;
mod mail;

use serde::Serialize;

use crate::config::Configuration;

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Fine,
    Warning,
    Failure,
}

/// One check: what was looked at, what was found, how to mend it.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    pub name: &'static str,
    pub verdict: Verdict,
    pub found: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mend: Option<String>,
}

impl Check {
    fn fine(name: &'static str, found: impl Into<String>) -> Self {
        Self {
            name,
            verdict: Verdict::Fine,
            found: found.into(),
            mend: None,
        }
    }

    fn warning(name: &'static str, found: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            name,
            verdict: Verdict::Warning,
            found: found.into(),
            mend: Some(mend.into()),
        }
    }

    fn failure(name: &'static str, found: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            name,
            verdict: Verdict::Failure,
            found: found.into(),
            mend: Some(mend.into()),
        }
    }
}

/// Every check, in the order an operator would mend things.
pub async fn examine(config: &Configuration) -> Vec<Check> {
    let mut list = vec![checks::folder(config), checks::disk(config), checks::clock()];
    list.extend(checks::modes(config));
    list.extend(checks::settings());
    list.extend(checks::fonts(config));
    list.extend(checks::database(config).await);
    list.push(keys::file(config).await);
    list.push(checks::address(config));
    list.push(mail::line(config).await);
    list
}
