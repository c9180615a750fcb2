//! How a decision's form is kept: as the decision, as a draft, or on the way to another page, where whatever was typed stays
//! for whoever comes back.

use axum::response::{IntoResponse, Redirect, Response};
use law::cases::decision::Decision;
use law::cases::outcomes::Step;
use law::codes::Outcome;
use office::cases;
use office::{CaseId, OfficeError};
use serde_json::Value;

use super::search_files;
use crate::desk::cases::enclosures;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::Desk;
use crate::flash::redirect_with;

/// What the button that was pressed asks for.
pub(super) enum Keeping {
    Made,
    Draft,
    /// To one of the questions before, to what goes out with the reply, or to what a search gave out.
    Leaving {
        to: String,
    },
}

impl Keeping {
    /// `draft`, `step.clear`, `enclosures`, `searches`; everything else is the decision.
    pub fn read(how: &str, id: CaseId, outcome: Outcome) -> Self {
        let step = how.strip_prefix("step.").and_then(Step::from_code);
        match (how, step) {
            ("draft", _) => Self::Draft,
            ("enclosures", _) => Self::Leaving {
                to: enclosures::address(id),
            },
            ("searches", _) => Self::Leaving {
                to: search_files::address(id, outcome),
            },
            (_, Some(step)) => Self::Leaving {
                to: format!("{HERE}/{id}/decision?step={}", step.code()),
            },
            _ => Self::Made,
        }
    }

    /// Keeps it, and leads on.
    pub async fn keep(
        &self,
        desk: &Desk,
        id: CaseId,
        version: i64,
        decision: &Decision,
    ) -> Result<Response, OfficeError> {
        let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
        let steps = format!("{HERE}/{id}/decision");
        match self {
            Self::Made => {
                cases::save_decision(office, actor, moment, id, version, decision).await?;
                Ok(redirect_with(&steps, "处理决定已保存。"))
            }
            Self::Draft => {
                cases::save_decision(office, actor, moment, id, version, decision).await?;
                let form = format!("{steps}/{}", decision.outcome.code());
                Ok(redirect_with(&form, "已存为草稿，还缺的内容标在各栏。"))
            }
            Self::Leaving { to } => {
                let before = cases::decision(office, actor, id).await?;
                if !is_new(decision, before.map(|(decision, _)| decision)) {
                    return Ok(Redirect::to(to).into_response());
                }
                cases::set_decision_aside(office, actor, moment, id, version, decision).await?;
                let told = format!("“{}”一栏已填的内容已存为草稿。", decision.outcome.label());
                Ok(redirect_with(to, &told))
            }
        }
    }
}

/// Whether the form says something that is not kept: other than what was written for its outcome before or, where nothing
/// was, more than the form took over from the decision of another.
fn is_new(typed: &Decision, before: Option<Decision>) -> bool {
    let Some(before) = before else {
        return *typed != Decision::of(typed.outcome);
    };
    if let Some(written) = before.written_for(typed.outcome) {
        let written = Decision {
            aside: Vec::new(),
            ..written.clone()
        };
        return *typed != written;
    }
    let taken_over = Decision {
        outcome: typed.outcome,
        ..before
    };
    match (serde_json::to_value(typed), serde_json::to_value(taken_over)) {
        (Ok(typed), Ok(there)) => !holds(&there, &typed),
        _ => true,
    }
}

/// Whether all that is said here stands there too.
fn holds(there: &Value, here: &Value) -> bool {
    match here {
        Value::Object(fields) => fields
            .iter()
            .all(|(name, value)| holds(there.get(name).unwrap_or(&Value::Null), value)),
        Value::Null | Value::Bool(false) => true,
        Value::String(text) if text.is_empty() => true,
        Value::Array(items) if items.is_empty() => true,
        said => said == there,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_is_left_as_it_was_opened_is_not_kept() {
        let mut partly = Decision::of(Outcome::PartlyGranted);
        partly.given = "招标公告".into();
        partly.getting.form = "纸质复印件".into();
        let mut granted = Decision::of(Outcome::GrantedProvided);
        assert!(!is_new(&granted, None));
        assert!(!is_new(&granted, Some(partly.clone())));
        granted.getting.form = "纸质复印件".into();
        assert!(!is_new(&granted, Some(partly.clone())), "taken over");
        granted.getting.path = "档案室".into();
        assert!(is_new(&granted, Some(partly.clone())));
        let kept = partly.beside(granted.clone());
        assert!(!is_new(&granted, Some(kept.clone())));
        granted.getting.path = String::new();
        assert!(is_new(&granted, Some(kept)), "what was emptied is a change too");
    }
}
