//! The particulars of a hall: where it is, when it is open, what is done there, and days without service.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::halls::{OpenDays, TypedHours};
use law::staff::Act;
use office::halls::{self, Hall, HallForm};
use office::{HallId, OfficeError};
use serde::Deserialize;

use super::{HERE, address, found, refused};
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::desk::stale::{Meanwhile, differing};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    ticket: String,
    version: i64,
    name: String,
    address: String,
    way_there: String,
    phone: String,
    summer: String,
    winter: String,
    summer_from: String,
    winter_from: String,
    days: String,
    services: String,
    equipment: String,
    notice: String,
    closed_from: String,
    closed_until: String,
    closed_why: String,
    is_ended: String,
}

#[derive(Template)]
#[template(path = "desk/halls/hall.html")]
struct HallPage {
    frame: Frame,
    action: String,
    is_new: bool,
    may_manage: bool,
    days: Vec<Choice>,
    form: Typed,
    errors: FieldErrors,
    meanwhile: Option<Meanwhile>,
}

impl Typed {
    fn of(hall: &Hall) -> Self {
        let closure = hall.closure.clone();
        let hours = hall.typed_hours.clone();
        Self {
            ticket: String::new(),
            version: hall.version,
            name: hall.name.clone(),
            address: hall.address.clone(),
            way_there: hall.way_there.clone(),
            phone: hall.phone.clone(),
            summer: hours.summer,
            winter: hours.winter,
            summer_from: hours.summer_from,
            winter_from: hours.winter_from,
            days: hours.days,
            services: hall.services.join("\n"),
            equipment: hall.equipment.join("\n"),
            notice: hall.notice.clone(),
            closed_from: closure
                .as_ref()
                .map(|one| one.from.to_string())
                .unwrap_or_default(),
            closed_until: closure.as_ref().map(|one| one.to.to_string()).unwrap_or_default(),
            closed_why: closure.map(|one| one.reason).unwrap_or_default(),
            is_ended: if hall.is_ended { "true" } else { "" }.to_owned(),
        }
    }

    /// The fields: as they stand, as typed.
    fn beside(&self, now: &Self) -> Meanwhile {
        let pair = |label, now: &String, typed: &String| (label, now.clone(), typed.clone());
        let fields = [
            pair("名称", &now.name, &self.name),
            pair("地址", &now.address, &self.address),
            pair("怎样到达", &now.way_there, &self.way_there),
            pair("咨询电话", &now.phone, &self.phone),
            pair("夏季（全年）时间", &now.summer, &self.summer),
            pair("冬季时间", &now.winter, &self.winter),
            pair("夏季时间的起始日", &now.summer_from, &self.summer_from),
            pair("冬季时间的起始日", &now.winter_from, &self.winter_from),
            pair("服务事项", &now.services, &self.services),
            pair("设备", &now.equipment, &self.equipment),
            pair("查阅须知", &now.notice, &self.notice),
            pair("暂停服务起日", &now.closed_from, &self.closed_from),
            pair("暂停服务止日", &now.closed_until, &self.closed_until),
            pair("暂停服务的原因", &now.closed_why, &self.closed_why),
        ];
        Meanwhile {
            who: "他人刚刚修改过".to_owned(),
            differences: differing(fields),
        }
    }

    fn hall(&self) -> HallForm {
        HallForm {
            name: self.name.clone(),
            address: self.address.clone(),
            way_there: self.way_there.clone(),
            phone: self.phone.clone(),
            hours: TypedHours {
                summer: self.summer.clone(),
                winter: self.winter.clone(),
                summer_from: self.summer_from.clone(),
                winter_from: self.winter_from.clone(),
                days: self.days.clone(),
            },
            services: self.services.clone(),
            equipment: self.equipment.clone(),
            notice: self.notice.clone(),
            closed_from: self.closed_from.clone(),
            closed_until: self.closed_until.clone(),
            closed_why: self.closed_why.clone(),
            is_ended: !self.is_ended.is_empty(),
        }
    }
}

fn page(desk: &Desk, hall: Option<&Hall>, form: Typed, errors: FieldErrors) -> HallPage {
    let title = hall.map_or("新建大厅", |hall| hall.name.as_str());
    let days = OpenDays::ALL.iter();
    HallPage {
        frame: desk.frame(title, Section::Halls, &[]),
        action: hall.map_or_else(|| HERE.to_owned(), |hall| address(hall.id)),
        is_new: hall.is_none(),
        may_manage: desk.may(Act::ManageHalls),
        days: days.map(|one| Choice::of(one.code(), one.label())).collect(),
        form,
        errors,
        meanwhile: None,
    }
}

/// The empty form.
pub async fn new(desk: Desk) -> Result<Response, Problem> {
    let form = Typed {
        days: OpenDays::WorkingDays.code().to_owned(),
        services: "信息查阅\n政策咨询\n办事指引".to_owned(),
        ..Typed::default()
    };
    desk.page(&page(&desk, None, form, FieldErrors::none()))
}

/// Sets one up.
pub async fn create(desk: Desk, ProtectedForm(form): ProtectedForm<Typed>) -> Result<Response, Problem> {
    let (office, given) = (desk.office(), form.hall());
    match halls::add_hall(office, &desk.actor, desk.moment, &given, &form.ticket).await {
        Ok(id) => Ok(redirect_with(
            &format!("{}/windows", address(id)),
            "已新建。下一步添加窗口，安排 A角、B角。",
        )),
        Err(error) => desk.again(&page(&desk, None, form, refused(error)?)),
    }
}

/// The form of one.
pub async fn edit(desk: Desk, Path(id): Path<HallId>) -> Result<Response, Problem> {
    let hall = found(&desk, id).await?;
    let form = Typed::of(&hall);
    desk.page(&page(&desk, Some(&hall), form, FieldErrors::none()))
}

/// Keeps it.
pub async fn save(
    desk: Desk,
    Path(id): Path<HallId>,
    ProtectedForm(form): ProtectedForm<Typed>,
) -> Result<Response, Problem> {
    let seen = (id, form.version);
    let error = match halls::save_hall(desk.office(), &desk.actor, desk.moment, seen, &form.hall()).await {
        Ok(()) => return Ok(redirect_with(HERE, "已保存。")),
        Err(error) => error,
    };
    let hall = found(&desk, id).await?;
    if matches!(error, OfficeError::Stale { .. }) {
        let meanwhile = form.beside(&Typed::of(&hall));
        let form = Typed {
            version: hall.version,
            ..form
        };
        let page = HallPage {
            meanwhile: Some(meanwhile),
            ..page(&desk, Some(&hall), form, FieldErrors::none())
        };
        return desk.again(&page);
    }
    desk.again(&page(&desk, Some(&hall), form, refused(error)?))
}
