//! What the organ settles for its cases where the law leaves it open, and the names its letters tell.

use askama::Template;
use axum::response::Response;
use law::calendar::typed_count;
use law::cases::letters::unfit_prefix;
use law::cases::reconsiderer::{Circumstances, Reconsidered, Special, reconsidered_by};
use law::cases::remedies::Contested;
use law::cases::signing::CHECKS;
use law::cases::{ANNOUNCEMENT_DAYS, MOST_ANNOUNCEMENT_DAYS, MOST_EXCESSIVE_FROM, MOST_RESEND_DAYS};
use law::codes::WhyNot;
use law::organs::Level;
use law::review::Level as ReviewLevel;
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

/// The choice of a management committee without standing.
const NO_STANDING: &str = "none";

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a form has as many ticks as the organ has choices"
)]
pub struct SettingsForm {
    version: i64,
    letter_prefix: String,
    head_of_office: String,
    contact_person: String,
    contact_phone: String,
    reconsiderer: String,
    reconsiderer_reason: String,
    special: String,
    /// Of a management committee: whether it has standing of its own.
    standing: String,
    court: String,
    filing_address: String,
    contested: String,
    correction_days: String,
    announcement_days: String,
    excessive_from: String,
    resend_days: String,
    #[serde(deserialize_with = "ticked")]
    payment_restarts: bool,
    #[serde(deserialize_with = "ticked")]
    extension_carries_over: bool,
    #[serde(deserialize_with = "ticked")]
    returned_asking_counts_out: bool,
    #[serde(deserialize_with = "ticked")]
    takes_online: bool,
    #[serde(deserialize_with = "ticked")]
    splits: bool,
    #[serde(deserialize_with = "ticked")]
    red_heads: bool,
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
    specials: Vec<Choice>,
    /// Who reconsiders by the organ's kind.
    by_law: Reconsidered,
    /// Whether it has standing, of a management committee; nothing to choose for other organs.
    standings: Vec<Choice>,
    may_retain: bool,
    checks: Vec<Check>,
    /// What of the settings that are kept would be printed as codes.
    told: Vec<WhyNot>,
    errors: FieldErrors,
}

/// The settings.
pub async fn show(desk: Desk) -> Result<Response, Problem> {
    let settings = cases::settings(desk.office(), &desk.actor).await?;
    let page = page(&desk, SettingsForm::of(&settings), FieldErrors::none()).await?;
    desk.page(&page)
}

/// Keeps them.
pub async fn save(desk: Desk, ProtectedForm(form): ProtectedForm<SettingsForm>) -> Result<Response, Problem> {
    let before = cases::settings(desk.office(), &desk.actor).await?;
    let settings = match form.settings(before) {
        Ok(settings) => settings,
        Err(errors) => {
            let page = page(&desk, form, errors).await?;
            return desk.again(&page);
        }
    };
    match cases::save_settings(desk.office(), &desk.actor, desk.moment, form.version, &settings).await {
        Ok(_) => {
            let told = "依申请公开设置已保存，在办申请的期限已按新的设置重新计算。";
            Ok(redirect_with(&format!("{HERE}/settings"), told))
        }
        Err(error) => {
            let page = page(&desk, form, FieldErrors::from_office(error)?).await?;
            desk.again(&page)
        }
    }
}

async fn page(desk: &Desk, form: SettingsForm, errors: FieldErrors) -> Result<SettingsPage, Problem> {
    let organ = office::organs::own(desk.office(), &desk.actor).await?;
    let kept = cases::settings(desk.office(), &desk.actor).await?;
    let is_on = |checks: &[String], level: ReviewLevel| checks.iter().any(|code| code == level.code());
    Ok(SettingsPage {
        frame: desk.frame("依申请公开设置", Section::Cases, &[]),
        specials: Special::ALL
            .iter()
            .map(|one| Choice::of(one.code(), one.label()))
            .collect(),
        by_law: reconsidered_by(organ.level, &organ.name, form.circumstances()),
        standings: if organ.level == Level::ManagementCommittee {
            vec![
                Choice::of("", "有主体资格（经国务院、省级人民政府批准设立）"),
                Choice::of(NO_STANDING, "没有主体资格（以设立它的人民政府为被申请人）"),
            ]
        } else {
            Vec::new()
        },
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
        told: cases::told_of_settings(desk.office(), &desk.actor, &kept)?,
        form,
        errors,
    })
}

impl SettingsForm {
    fn of(settings: &CaseSettings) -> Self {
        let codes = |levels: &[ReviewLevel]| levels.iter().map(|level| level.code().to_owned()).collect();
        Self {
            version: settings.version,
            letter_prefix: settings.letter_prefix.clone(),
            head_of_office: settings.head_of_office.clone(),
            contact_person: settings.contact_person.clone(),
            contact_phone: settings.contact_phone.clone(),
            reconsiderer: settings.remedies.reconsiderer.clone(),
            reconsiderer_reason: settings.remedies.reconsiderer_reason.clone(),
            special: settings.remedies.circumstances.special.code().to_owned(),
            standing: if settings.remedies.circumstances.has_no_standing {
                NO_STANDING.to_owned()
            } else {
                String::new()
            },
            court: settings.remedies.court.clone(),
            filing_address: settings.remedies.filing_address.clone(),
            contested: settings.remedies.contested.code().to_owned(),
            correction_days: settings.clocks.correction_days.to_string(),
            announcement_days: settings.clocks.announcement_days.to_string(),
            excessive_from: settings.clocks.excessive_from.to_string(),
            resend_days: settings.clocks.resend_days.to_string(),
            payment_restarts: settings.clocks.payment_restarts,
            extension_carries_over: settings.clocks.extension_carries_over,
            returned_asking_counts_out: settings.clocks.returned_asking_counts_out,
            takes_online: !settings.is_online_closed,
            splits: !settings.keeps_whole,
            red_heads: settings.red_heads,
            reply_checks: codes(&settings.signing.replies),
            procedure_checks: codes(&settings.signing.procedure),
        }
    }

    /// What of the organ decides who reconsiders.
    fn circumstances(&self) -> Circumstances {
        Circumstances {
            special: Special::from_code(&self.special).unwrap_or(Special::Ordinary),
            has_no_standing: self.standing == NO_STANDING,
        }
    }

    /// The periods among them.
    fn periods(&self, settings: &mut CaseSettings, errors: &mut FieldErrors) {
        let days = typed_count(&self.correction_days);
        match days {
            Some(days @ 1..=LONGEST_CORRECTION) => settings.clocks.correction_days = days,
            _ => errors.add(
                "correction_days",
                format!("“补正期限”请填写 1 至 {LONGEST_CORRECTION} 之间的整数。"),
            ),
        }
        // A form of before says nothing of it.
        let typed = self.announcement_days.trim();
        match typed_count(typed) {
            Some(days @ ANNOUNCEMENT_DAYS..=MOST_ANNOUNCEMENT_DAYS) => {
                settings.clocks.announcement_days = days;
            }
            None if typed.is_empty() => {}
            _ => errors.add(
                "announcement_days",
                format!(
                    "“公告送达的期限”请填写 {ANNOUNCEMENT_DAYS} 至 {MOST_ANNOUNCEMENT_DAYS} 之间的整数。"
                ),
            ),
        }
        let clocks = &mut settings.clocks;
        let measures = [
            (
                &self.excessive_from,
                ("excessive_from", "申请件数较多的起点"),
                (2, MOST_EXCESSIVE_FROM),
                &mut clocks.excessive_from,
            ),
            (
                &self.resend_days,
                ("resend_days", "退回后重新送达的工作日数"),
                (1, MOST_RESEND_DAYS),
                &mut clocks.resend_days,
            ),
        ];
        for (typed, (field, label), (least, most), kept) in measures {
            match typed_count(typed.trim()) {
                Some(number) if (least..=most).contains(&number) => *kept = number,
                None if typed.trim().is_empty() => {}
                _ => errors.add(field, format!("“{label}”请填写 {least} 至 {most} 之间的整数。")),
            }
        }
    }

    /// The settings these fields make of those there were.
    fn settings(&self, mut settings: CaseSettings) -> Result<CaseSettings, FieldErrors> {
        let mut errors = FieldErrors::none();
        let levels = |codes: &[String]| {
            codes
                .iter()
                .filter_map(|code| ReviewLevel::from_code(code))
                .collect()
        };
        self.periods(&mut settings, &mut errors);
        match Contested::from_code(&self.contested) {
            Some(contested) => settings.remedies.contested = contested,
            None => errors.add("contested", "请选择。"),
        }
        let prefix = self.letter_prefix.trim();
        if let Some(why) = unfit_prefix(prefix) {
            errors.add("letter_prefix", why);
        }
        settings.clocks.payment_restarts = self.payment_restarts;
        settings.clocks.extension_carries_over = self.extension_carries_over;
        settings.clocks.returned_asking_counts_out = self.returned_asking_counts_out;
        settings.is_online_closed = !self.takes_online;
        settings.keeps_whole = !self.splits;
        settings.red_heads = self.red_heads;
        prefix.clone_into(&mut settings.letter_prefix);
        self.head_of_office
            .trim()
            .clone_into(&mut settings.head_of_office);
        self.contact_person
            .trim()
            .clone_into(&mut settings.contact_person);
        self.contact_phone.trim().clone_into(&mut settings.contact_phone);
        self.reconsiderer
            .trim()
            .clone_into(&mut settings.remedies.reconsiderer);
        self.reconsiderer_reason
            .trim()
            .clone_into(&mut settings.remedies.reconsiderer_reason);
        settings.remedies.circumstances = self.circumstances();
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
