//! Jobs that are not done (后台任务) and the organ's reminders, for the system administrator: what waits, what gave up and why,
//! have it tried again; when the day's digest goes out. Addresses are masked, and what a mail says is not shown.

mod list;

use law::staff::Act;
use office::jobs::{self, Line};

use super::layout::Desk;
use super::task::{Group, Task};
use crate::errors::Problem;
use crate::routes::DeskRoutes;

const HERE: &str = "/desk/jobs";

/// The routes of this slice.
pub fn routes(routes: DeskRoutes<'_>) -> DeskRoutes<'_> {
    let act = Act::ManageJobs;
    routes
        .get("/desk/jobs", act, list::list)
        .post("/desk/jobs/reminders", act, list::save_reminders)
        .post("/desk/jobs/{id}/attempt", act, list::retry)
}

/// Jobs that were given up, or mails that wait while mail is off, as a task for the first page.
pub(super) async fn task(desk: &Desk) -> Result<Option<Task>, Problem> {
    if !desk.may(Act::ManageJobs) {
        return Ok(None);
    }
    let queue = jobs::queue_of_organ(desk.office(), &desk.actor, desk.moment).await?;
    let mails =
        jobs::queue_of_organ_and_line(desk.office(), &desk.actor, desk.moment, Some(Line::Mail)).await?;
    let is_off = desk.app.settings().mail_way.is_none();
    let (words, who) = if queue.gave_up > mails.gave_up {
        (
            format!("{} 件后台任务没有完成", queue.gave_up),
            "看原因，处理后重试",
        )
    } else if mails.gave_up > 0 {
        (format!("{} 封邮件没有发出", mails.gave_up), "看原因，处理后重试")
    } else if is_off && mails.waiting > 0 {
        (
            format!("{} 封邮件待发：服务器上没有设置发送邮件", mails.waiting),
            "请运维人员设置",
        )
    } else {
        return Ok(None);
    };
    let group = if is_off && mails.gave_up == 0 && queue.gave_up == 0 {
        Group::Setup
    } else {
        Group::New
    };
    Ok(Some(
        Task::new(group, "后台任务", words, HERE.to_owned()).about(who),
    ))
}
