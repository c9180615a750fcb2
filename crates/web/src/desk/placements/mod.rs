//! 发布去向 at the desk: what waits at which outlet today with the text to copy and the steps, what went out where, the outlets and the
//! official account with its custody and menu, and the numbers that open into all of these.

mod account;
mod act;
mod counts;
mod enter;
mod menu;
mod outlets;
mod register;
mod show;
mod tasks;
mod today;

use law::outlets::Standing;
use law::staff::Act;
use office::OfficeError;
use office::placements::PlacementRow;

use super::stale::{Meanwhile, differing};
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::routes::DeskRoutes;

pub use tasks::tasks;

/// What waits.
pub const HERE: &str = "/desk/placements";
/// What went out.
pub const REGISTER: &str = "/desk/placements/register";
/// The outlets.
pub const OUTLETS: &str = "/desk/outlets";
/// The numbers.
pub const COUNTS: &str = "/desk/counts";

/// The routes of this slice.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let (see, place, manage) = (Act::SeePlacements, Act::PlaceElsewhere, Act::ManageOutlets);
    let routes = routes
        .get(HERE, see, today::show)
        .post(HERE, place, enter::create)
        .get("/desk/placements/new", place, enter::new)
        .get(REGISTER, see, register::show)
        .get("/desk/placements/register/{file}", see, register::file)
        .get("/desk/placements/{id}", see, show::show)
        .get("/desk/placements/{id}/article", see, show::article)
        .post("/desk/placements/{id}/copy", place, act::take)
        .post("/desk/placements/{id}/attempt", place, act::attempt)
        .post("/desk/placements/{id}/link", place, act::done)
        .post("/desk/placements/{id}/check", place, act::check)
        .get("/desk/placements/{id}/withdrawal", place, act::ask_withdrawal)
        .post("/desk/placements/{id}/withdrawal", place, act::withdraw)
        .post("/desk/placements/{id}/removal", place, act::gone);
    routes
        .get(OUTLETS, see, outlets::list)
        .post(OUTLETS, manage, outlets::create)
        .get("/desk/outlets/new", manage, outlets::new)
        .get("/desk/outlets/{id}", manage, outlets::edit)
        .post("/desk/outlets/{id}", manage, outlets::save)
        .get("/desk/outlets/{id}/account", see, account::show)
        .post("/desk/outlets/{id}/account", manage, account::save)
        .get("/desk/outlets/{id}/custody", see, account::custody)
        .get("/desk/outlets/{id}/menu", see, menu::show)
        .post("/desk/outlets/{id}/menu", manage, menu::save)
        .get("/desk/outlets/{id}/checklist", see, menu::checklist)
        .get(COUNTS, see, counts::show)
        .get("/desk/counts/{name}", see, counts::opened)
}

/// Where one stands.
pub fn address(id: office::PlacementId) -> String {
    format!("{HERE}/{id}")
}

/// The class of a standing's mark.
fn badge(standing: Standing) -> &'static str {
    match standing {
        Standing::Done | Standing::Equal => "is-published",
        Standing::Differs | Standing::Unknown | Standing::WithdrawalAsked | Standing::Failed => {
            "is-withdrawn"
        }
        Standing::Gone | Standing::Dropped => "is-draft",
        Standing::Asked | Standing::Drafted | Standing::AwaitingLink => "is-waiting",
    }
}

/// 原创; 转载，来源：中国政府网
fn origin(row: &PlacementRow) -> String {
    match row.source.as_deref() {
        Some(source) if row.origin == law::counts::Origin::Reposted => {
            format!("{}，来源：{source}", row.origin.label())
        }
        _ => row.origin.label().to_owned(),
    }
}

/// 群发（第 2 篇）
fn pushed(row: &PlacementRow) -> String {
    let label = row.push.map_or("", law::outlets::Push::label);
    match row.push_place {
        Some(place) => format!("{label}（第 {place} 篇）"),
        None => label.to_owned(),
    }
}

/// What somebody else left otherwise than it is typed here. The log knows a setting by its organ alone, so that nobody is named.
fn meanwhile<'a>(fields: impl IntoIterator<Item = (&'a str, String, String)>) -> Meanwhile {
    Meanwhile {
        who: "他人刚刚修改过".to_owned(),
        differences: differing(fields),
    }
}

/// What is wrong, beside its field; somebody else's act meanwhile is told as that.
fn refused(error: OfficeError) -> Result<FieldErrors, Problem> {
    if matches!(error, OfficeError::Stale { .. }) {
        let mut errors = FieldErrors::none();
        errors.add("", "其他人刚刚办理过这一条，下面是现在的情况，请看过再办。");
        return Ok(errors);
    }
    FieldErrors::from_office(error)
}
