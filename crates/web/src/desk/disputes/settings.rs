//! How the organ counts disputes in table 四, where no official note settles it: whether those of earlier years count, and
//! in which column each ending does.

use askama::Template;
use axum::response::Response;
use law::codes::Verdict;
use law::disputes::{Ending, Settings};
use office::cases;
use serde::Deserialize;

use super::HERE;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::{Choice, ticked};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct CountingForm {
    version: i64,
    #[serde(deserialize_with = "ticked")]
    counts_carried: bool,
    /// `ENDING=COLUMN`, one of each list.
    verdicts: Vec<String>,
}

/// One ending and the columns it may count in.
struct Line {
    id: String,
    label: &'static str,
    usual: &'static str,
    columns: Vec<Choice>,
    chosen: String,
}

#[derive(Template)]
#[template(path = "desk/disputes/settings.html")]
struct SettingsPage {
    frame: Frame,
    version: i64,
    counts_carried: bool,
    lines: Vec<Line>,
    errors: FieldErrors,
}

/// The settings.
pub async fn show(desk: Desk) -> Result<Response, Problem> {
    let settings = cases::settings(desk.office(), &desk.actor).await?;
    let page = page(&desk, settings.version, &settings.disputes, FieldErrors::none());
    desk.page(&page)
}

/// Keeps them.
pub async fn save(desk: Desk, ProtectedForm(form): ProtectedForm<CountingForm>) -> Result<Response, Problem> {
    let mut settings = cases::settings(desk.office(), &desk.actor).await?;
    settings.disputes = form.settings();
    match cases::save_settings(desk.office(), &desk.actor, desk.moment, form.version, &settings).await {
        Ok(_) => Ok(redirect_with(
            &format!("{HERE}/settings"),
            "表四的统计口径已保存；没有定稿的年度按新的口径取数。",
        )),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            desk.again(&page(&desk, form.version, &settings.disputes, errors))
        }
    }
}

fn page(desk: &Desk, version: i64, settings: &Settings, errors: FieldErrors) -> SettingsPage {
    let line = |ending: &Ending| {
        let value = |verdict: Verdict| format!("{}={}", ending.code(), verdict.code());
        Line {
            id: format!("verdict-{}", ending.code()),
            label: ending.label(),
            usual: ending.usual_verdict().label(),
            columns: Settings::columns()
                .map(|verdict| Choice::of(value(verdict), verdict.label()))
                .collect(),
            chosen: value(settings.verdict(*ending)),
        }
    };
    SettingsPage {
        frame: desk.frame("表四统计口径", Section::Disputes, &[]),
        version,
        counts_carried: !settings.counts_only_new,
        lines: Ending::ALL.iter().map(line).collect(),
        errors,
    }
}

impl CountingForm {
    /// What differs from the usual is kept; a choice that is none counts as the usual one.
    fn settings(&self) -> Settings {
        let chosen = self.verdicts.iter().filter_map(|line| {
            let (ending, verdict) = line.split_once('=')?;
            let (ending, verdict) = (Ending::from_code(ending)?, Verdict::from_code(verdict)?);
            let is_own = verdict != ending.usual_verdict() && Settings::columns().any(|one| one == verdict);
            is_own.then(|| (ending.code().to_owned(), verdict))
        });
        Settings {
            verdicts: chosen.collect(),
            counts_only_new: !self.counts_carried,
        }
    }
}
