//! What the organ settles for its cases where the law leaves it open, and the names its letters tell.

use askama::Template;
use axum::response::Response;
use law::cases::remedies::Contested;
use law::cases::signing::CHECKS;
use law::review::Level;
use law::staff::Act;
use office::cases::{self, CaseSettings};
use serde::Deserialize;

use super::shared::HERE;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::{Choice, ticked};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// The longest 补正期限 that makes sense, in working days.
const LONGEST_CORRECTION: u16 = 60;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    version: i64,
    letter_prefix: String,
    reconsiderer: String,
    court: String,
    filing_address: String,
    contested: String,
    correction_days: String,
    #[serde(deserialize_with = "ticked")]
    payment_restarts: bool,
    #[serde(deserialize_with = "ticked")]
    takes_online: bool,
    #[serde(deserialize_with = "ticked")]
    splits: bool,
    reply_checks: Vec<String>,
    procedure_checks: Vec<String>,
}

/// A check that may come before the signature.
struct Check {
    code: &'static str,
    label: &'static str,
    is_on_replies: bool,
    is_on_procedure: bool,
}

#[derive(Template)]
#[template(path = "desk/cases/settings.html")]
struct SettingsPage {
    frame: Frame,
    form: SettingsForm,
    contested: Vec<Choice>,
    may_retain: bool,
    checks: Vec<Check>,
    errors: FieldErrors,
}

/// The settings.
pub async fn show(desk: Desk) -> Result<Response, Problem> {
    let settings = cases::settings(desk.office(), &desk.actor).await?;
    desk.page(&page(&desk, SettingsForm::of(&settings), FieldErrors::none()))
}

/// Keeps them.
pub async fn save(desk: Desk, ProtectedForm(form): ProtectedForm<SettingsForm>) -> Result<Response, Problem> {
    let before = cases::settings(desk.office(), &desk.actor).await?;
    let settings = match form.settings(before) {
        Ok(settings) => settings,
        Err(errors) => return desk.again(&page(&desk, form, errors)),
    };
    match cases::save_settings(desk.office(), &desk.actor, desk.moment, form.version, &settings).await {
        Ok(_) => {
            let told = "依申请公开设置已保存，在办申请的期限已按新的设置重新计算。";
            Ok(redirect_with(&format!("{HERE}/settings"), told))
        }
        Err(error) => desk.again(&page(&desk, form, FieldErrors::from_office(error)?)),
    }
}

fn page(desk: &Desk, form: SettingsForm, errors: FieldErrors) -> SettingsPage {
    let is_on = |checks: &[String], level: Level| checks.iter().any(|code| code == level.code());
    SettingsPage {
        frame: desk.frame("依申请公开设置", Section::Cases, &[]),
        may_retain: desk.may(Act::SettleRetention),
        contested: Contested::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        checks: CHECKS
            .iter()
            .map(|place| Check {
                code: place.level.code(),
                label: place.level.label(),
                is_on_replies: is_on(&form.reply_checks, place.level),
                is_on_procedure: is_on(&form.procedure_checks, place.level),
            })
            .collect(),
        form,
        errors,
    }
}

impl SettingsForm {
    fn of(settings: &CaseSettings) -> Self {
        let codes = |levels: &[Level]| levels.iter().map(|level| level.code().to_owned()).collect();
        Self {
            version: settings.version,
            letter_prefix: settings.letter_prefix.clone(),
            reconsiderer: settings.remedies.reconsiderer.clone(),
            court: settings.remedies.court.clone(),
            filing_address: settings.remedies.filing_address.clone(),
            contested: settings.remedies.contested.code().to_owned(),
            correction_days: settings.clocks.correction_days.to_string(),
            payment_restarts: settings.clocks.payment_restarts,
            takes_online: !settings.is_online_closed,
            splits: !settings.keeps_whole,
            reply_checks: codes(&settings.signing.replies),
            procedure_checks: codes(&settings.signing.procedure),
        }
    }

    /// The settings these fields make of those there were.
    fn settings(&self, mut settings: CaseSettings) -> Result<CaseSettings, FieldErrors> {
        let mut errors = FieldErrors::none();
        let levels = |codes: &[String]| codes.iter().filter_map(|code| Level::from_code(code)).collect();
        let days = self.correction_days.trim().parse();
        match days {
            Ok(days @ 1..=LONGEST_CORRECTION) => settings.clocks.correction_days = days,
            _ => errors.add(
                "correction_days",
                format!("请填写 1 至 {LONGEST_CORRECTION} 之间的整数。"),
            ),
        }
        match Contested::from_code(&self.contested) {
            Some(contested) => settings.remedies.contested = contested,
            None => errors.add("contested", "请选择。"),
        }
        let prefix = self.letter_prefix.trim();
        if prefix.chars().count() > 12 || prefix.contains(['〔', '〕', '号']) {
            errors.add(
                "letter_prefix",
                "请只填写机关代字，例如“孟公开”，不含年份和序号。",
            );
        }
        settings.clocks.payment_restarts = self.payment_restarts;
        settings.is_online_closed = !self.takes_online;
        settings.keeps_whole = !self.splits;
        prefix.clone_into(&mut settings.letter_prefix);
        self.reconsiderer
            .trim()
            .clone_into(&mut settings.remedies.reconsiderer);
        self.court.trim().clone_into(&mut settings.remedies.court);
        self.filing_address
            .trim()
            .clone_into(&mut settings.remedies.filing_address);
        settings.signing.replies = levels(&self.reply_checks);
        settings.signing.procedure = levels(&self.procedure_checks);
        if errors.is_empty() {
            Ok(settings)
        } else {
            Err(errors)
        }
    }
}
