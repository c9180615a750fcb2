//! The organ's own particulars: name and powers, the site's marks (国办发〔2017〕47号), the guide of 条例第十二条.

use askama::Template;
use axum::response::Response;
use law::organs::{Guide, Level};
use law::staff::Act;
use office::OfficeError;
use office::organs::{self, Organ, Profile};
use serde::Deserialize;

use super::layout::{Desk, Frame};
use super::menu::Section;
use super::options::{Choice, ticked};
use super::stale::{Meanwhile, differing};
use crate::csrf::ProtectedForm;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct OrganForm {
    version: i64,
    name: String,
    level: String,
    #[serde(deserialize_with = "ticked")]
    may_make_regulations: bool,
    report_due: String,
    site_name: String,
    site_domain: String,
    site_id_code: String,
    icp: String,
    police_record: String,
    classification: String,
    arrangement: String,
    ways: String,
    office_name: String,
    address: String,
    hours: String,
    phone: String,
    fax: String,
    email: String,
    postcode: String,
    way_there: String,
    supervision_phone: String,
}

#[derive(Template)]
#[template(path = "desk/organ.html")]
struct OrganPage {
    frame: Frame,
    code: String,
    level_label: &'static str,
    levels: Vec<Choice>,
    incomplete: Option<String>,
    form: OrganForm,
    errors: FieldErrors,
    meanwhile: Option<Meanwhile>,
    may_edit: bool,
}

/// The particulars, as a form for those who may change them.
pub async fn show(desk: Desk) -> Result<Response, Problem> {
    let form = OrganForm::of(&desk.organ);
    let page = page(&desk, form, FieldErrors::none(), None);
    desk.page(&page)
}

/// Saves them.
pub async fn save(desk: Desk, ProtectedForm(form): ProtectedForm<OrganForm>) -> Result<Response, Problem> {
    let saved = organs::save_profile(
        desk.office(),
        &desk.actor,
        desk.moment,
        form.version,
        &form.profile(),
    )
    .await;
    match saved {
        Ok(()) => Ok(redirect_with(
            "/desk/organ",
            "机关资料已保存，网站和公开指南已更新。",
        )),
        Err(OfficeError::Stale { .. }) => {
            let now = organs::own(desk.office(), &desk.actor).await?;
            let meanwhile = Meanwhile::of(&desk, desk.organ.id, differing(form.beside(&now))).await?;
            let form = OrganForm {
                version: now.version,
                ..form
            };
            let page = page(&desk, form, FieldErrors::none(), Some(meanwhile));
            desk.again(&page)
        }
        Err(error) => {
            let page = page(&desk, form, FieldErrors::from_office(error)?, None);
            desk.again(&page)
        }
    }
}

fn page(desk: &Desk, form: OrganForm, errors: FieldErrors, meanwhile: Option<Meanwhile>) -> OrganPage {
    OrganPage {
        frame: desk.frame("机关资料", Section::Organ, &[]),
        code: desk.organ.code.clone(),
        level_label: desk.organ.level.label(),
        levels: Level::ALL
            .iter()
            .map(|level| Choice::of(level.code(), level.label()))
            .collect(),
        incomplete: desk.organ.guide.incomplete(),
        form,
        errors,
        meanwhile,
        may_edit: desk.may(Act::EditOrgan),
    }
}

impl OrganForm {
    fn of(organ: &Organ) -> Self {
        let profile = organ.profile();
        let guide = profile.guide;
        Self {
            version: organ.version,
            name: profile.name,
            level: profile.level,
            may_make_regulations: profile.may_make_regulations,
            report_due: profile.report_due,
            site_name: profile.site_name,
            site_domain: profile.site_domain,
            site_id_code: profile.site_id_code,
            icp: profile.icp,
            police_record: profile.police_record,
            classification: guide.classification,
            arrangement: guide.arrangement,
            ways: guide.ways,
            office_name: guide.office_name,
            address: guide.address,
            hours: guide.hours,
            phone: guide.phone,
            fax: guide.fax,
            email: guide.email,
            postcode: guide.postcode,
            way_there: guide.way_there,
            supervision_phone: guide.supervision_phone,
        }
    }

    fn profile(&self) -> Profile {
        let text = |text: &str| text.trim().to_owned();
        Profile {
            name: text(&self.name),
            level: text(&self.level),
            may_make_regulations: self.may_make_regulations,
            report_due: text(&self.report_due),
            site_name: text(&self.site_name),
            site_domain: text(&self.site_domain),
            site_id_code: text(&self.site_id_code),
            icp: text(&self.icp),
            police_record: text(&self.police_record),
            guide: Guide {
                classification: text(&self.classification),
                arrangement: text(&self.arrangement),
                ways: text(&self.ways),
                office_name: text(&self.office_name),
                address: text(&self.address),
                hours: text(&self.hours),
                phone: text(&self.phone),
                fax: text(&self.fax),
                email: text(&self.email),
                postcode: text(&self.postcode),
                way_there: text(&self.way_there),
                supervision_phone: text(&self.supervision_phone),
            },
        }
    }

    /// Label, as it stands now, as typed.
    fn beside(&self, now: &Organ) -> Vec<(&'static str, String, String)> {
        let now = Self::of(now);
        let power = |may: bool| if may { "有" } else { "无" }.to_owned();
        let level = |code: &str| Level::from_code(code).map_or("", Level::label).to_owned();
        let mut rows = vec![
            ("机关全称", now.name.clone(), self.name.clone()),
            ("机关类别", level(&now.level), level(&self.level)),
            (
                "规章制定权",
                power(now.may_make_regulations),
                power(self.may_make_regulations),
            ),
            (
                "本地年度报告期限",
                now.report_due.clone(),
                self.report_due.clone(),
            ),
            ("网站名称", now.site_name.clone(), self.site_name.clone()),
            ("网站域名", now.site_domain.clone(), self.site_domain.clone()),
            ("网站标识码", now.site_id_code.clone(), self.site_id_code.clone()),
            ("ICP备案号", now.icp.clone(), self.icp.clone()),
            (
                "公安机关备案号",
                now.police_record.clone(),
                self.police_record.clone(),
            ),
        ];
        let (before, typed) = (now.profile().guide, self.profile().guide);
        let pairs = before.fields().into_iter().zip(typed.fields());
        rows.extend(pairs.map(|((_, label, now), (_, _, typed))| (label, now.to_owned(), typed.to_owned())));
        rows
    }
}
