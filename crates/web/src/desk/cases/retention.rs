//! How long applicants' data is kept, and whether what is past its time is made anonymous: off until the organ turns it on,
//! with the cases counted before it does.

use askama::Template;
use axum::response::Response;
use law::calendar::typed_count;
use law::cases::retention::{DEFAULT_YEARS, Kept, Settings};
use law::staff::Act;
use office::cases::{self, retention};
use serde::Deserialize;

use super::shared::HERE;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::ticked;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

/// Kept cases that are named one by one.
const NAMED: usize = 20;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct RetentionForm {
    years: String,
    #[serde(deserialize_with = "ticked")]
    is_on: bool,
    #[serde(deserialize_with = "ticked")]
    is_confirmed: bool,
}

/// A case that is kept whatever its age.
struct KeptCase {
    href: String,
    number: String,
    why: &'static str,
}

#[derive(Template)]
#[template(path = "desk/cases/retention.html")]
struct RetentionPage {
    frame: Frame,
    form: RetentionForm,
    errors: FieldErrors,
    /// Whether it is on now.
    is_on: bool,
    default_years: u16,
    /// By how many years the cases are counted.
    years: u16,
    due: usize,
    has_more: bool,
    within_a_year: u64,
    anonymised: u64,
    kept: usize,
    named: Vec<KeptCase>,
}

/// The period, and what it means today.
pub async fn show(desk: Desk) -> Result<Response, Problem> {
    let now = cases::settings(desk.office(), &desk.actor).await?.retention;
    let form = RetentionForm {
        years: now.years.to_string(),
        is_on: now.is_on,
        is_confirmed: false,
    };
    let page = page(&desk, now, now.years, form, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Settles it.
pub async fn save(
    desk: Desk,
    ProtectedForm(form): ProtectedForm<RetentionForm>,
) -> Result<Response, Problem> {
    let now = cases::settings(desk.office(), &desk.actor).await?.retention;
    // What is no number is no period either: it is refused at the same field, with the same words.
    let settings = Settings {
        years: typed_count(&form.years).unwrap_or(0),
        is_on: form.is_on,
    };
    let (office, moment) = (desk.office(), desk.moment);
    match retention::settle(office, &desk.actor, moment, settings, form.is_confirmed).await {
        Ok(()) => {
            let told = match (settings.is_on, now.is_on) {
                (true, false) => "已开启。过期的申请从今天起逐批匿名。",
                (false, true) => "已关闭。已经匿名的不能恢复，其余的不再处理。",
                _ => "保存期限已保存。",
            };
            Ok(redirect_with(&format!("{HERE}/retention"), told))
        }
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            let years = if settings.fault().is_none() {
                settings.years
            } else {
                now.years
            };
            let page = page(&desk, now, years, form, errors).await?;
            desk.again(&page)
        }
    }
}

async fn page(
    desk: &Desk,
    now: Settings,
    years: u16,
    form: RetentionForm,
    errors: FieldErrors,
) -> Result<RetentionPage, Problem> {
    let outlook = retention::outlook(desk.office(), &desk.actor, desk.moment, years).await?;
    let named = if desk.may(Act::SeeCases) { NAMED } else { 0 };
    let named = outlook.kept.iter().take(named).map(|case| KeptCase {
        href: format!("{HERE}/{}", case.id),
        number: case.number.clone(),
        why: case.from.err().map_or("", Kept::label),
    });
    let settings = format!("{HERE}/settings");
    Ok(RetentionPage {
        frame: desk.frame(
            "申请人信息的保存期限",
            Section::Cases,
            &[("依申请公开设置", &settings)],
        ),
        form,
        errors,
        is_on: now.is_on,
        default_years: DEFAULT_YEARS,
        years,
        due: outlook.due.len(),
        has_more: outlook.has_more,
        within_a_year: outlook.within_a_year,
        anonymised: outlook.anonymised,
        kept: outlook.kept.len(),
        named: named.collect(),
    })
}
