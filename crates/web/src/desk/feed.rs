//! The calendar that a phone subscribes to: due days of open cases as iCalendar, for whoever knows the secret address.
//! No session stands before it, so it gives days, numbers and short words, and never the name of a natural person.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use law::cases::{Act as CaseAct, outward};
use office::OfficeError;
use office::cases::askings::{self, OpenAsking};
use office::cases::{self, CaseRow};
use office::disputes::{self, DisputeRow, EVER};
use office::organs::{self, Organ};
use office::reminders;
use office::staff;
use serde::Deserialize;

use crate::app::App;
use crate::client::ClientAddress;
use crate::errors::Problem;
use crate::ical::{Calendar, Event};

/// What is asked of it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CalendarQuery {
    mine: String,
}

/// The calendar of `{secret}.ics`.
pub async fn show(
    State(app): State<App>,
    Path(file): Path<String>,
    Query(asked): Query<CalendarQuery>,
    ClientAddress(from): ClientAddress,
) -> Result<Response, Problem> {
    let secret = file.strip_suffix(".ics").ok_or(Problem::Missing)?;
    let owner = staff::calendar_owner(app.office(), secret, &from)
        .await?
        .ok_or(Problem::Missing)?;
    let organ = organs::own(app.office(), &owner).await?;
    let cases_at = reminders::desk_link(app.office(), &owner, "/desk/cases/").await?;
    let holidays = office::calendar::holidays(app.office()).await?;
    let today = app.moment().today;
    let rows = cases::calendar(app.office(), &owner, asked.mine == "1").await?;
    // Who sees no cases sees no disputes either.
    let disputes = match disputes::unanswered_between(app.office(), &owner, EVER).await {
        Err(OfficeError::Refused(_)) => Vec::new(),
        found => found?,
    };
    let disputes_at = reminders::desk_link(app.office(), &owner, "/desk/disputes/").await?;
    let answers = disputes
        .iter()
        .map(|row| answer(row, today, &holidays, &organ, disputes_at.as_deref()));
    let open = askings::calendar(app.office(), &owner, asked.mine == "1").await?;
    let askings_at = reminders::desk_link(app.office(), &owner, "/desk/askings/").await?;
    let open = open
        .iter()
        .map(|one| asking(one, today, &holidays, &organ, askings_at.as_deref()));
    let calendar = Calendar {
        name: "依申请公开期限".to_owned(),
        made_at: app.moment().now,
        events: rows
            .iter()
            .flat_map(|row| {
                let due = event(row, today, &holidays, &organ, cases_at.as_deref());
                let notice = notice(row, today, &holidays, &organ, cases_at.as_deref());
                [due, notice]
            })
            .flatten()
            .chain(answers)
            .chain(open)
            .collect(),
    };
    let mut response = calendar.to_string().into_response();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "private, no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"gongkai.ics\""),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

/// The last day to ask for a correction, while it has not passed (条例第三十条).
fn notice(
    row: &CaseRow,
    today: Date,
    holidays: &law::calendar::Calendar,
    organ: &Organ,
    cases_at: Option<&str>,
) -> Option<Event> {
    let day = row.correction_notice_on.filter(|day| today <= *day)?;
    let request = outward(&row.request, &row.applicant_name, row.applicant_kind);
    Some(Event {
        uid: format!("notice-{}@{}.gongkai", row.id, organ.code.to_lowercase()),
        day,
        remind_on: holidays.working_day_before(day),
        summary: format!("告知补正期限：{} {request}", row.number),
        description: format!(
            "{}\n申请人：{}\n{}\n截至 {today}：{}",
            organ.name,
            row.applicant_kind.label(),
            CaseAct::CorrectionRequested.spec().rule,
            holidays.time_left(day, today)
        ),
        address: cases_at.map(|cases| format!("{cases}{}", row.id)),
    })
}

fn event(
    row: &CaseRow,
    today: Date,
    holidays: &law::calendar::Calendar,
    organ: &Organ,
    cases_at: Option<&str>,
) -> Option<Event> {
    let day = row.next_due_on?;
    let request = outward(&row.request, &row.applicant_name, row.applicant_kind);
    let tentative = if row.is_tentative {
        "\n期限暂定：跨入尚未公布放假安排的年份。"
    } else {
        ""
    };
    Some(Event {
        uid: format!("case-{}@{}.gongkai", row.id, organ.code.to_lowercase()),
        day,
        remind_on: holidays.working_day_before(day),
        summary: format!("到期：{} {request}", row.number),
        description: format!(
            "{}\n申请人：{}\n状态：{}，待{}\n截至 {today}：{}{tentative}",
            organ.name,
            row.applicant_kind.label(),
            row.state.label(),
            row.state.waits_for(),
            holidays.time_left(day, today)
        ),
        address: cases_at.map(|cases| format!("{cases}{}", row.id)),
    })
}

/// What a unit has yet to answer.
fn asking(
    one: &OpenAsking,
    today: Date,
    holidays: &law::calendar::Calendar,
    organ: &Organ,
    askings_at: Option<&str>,
) -> Event {
    Event {
        uid: format!("asking-{}@{}.gongkai", one.id, organ.code.to_lowercase()),
        day: one.due_on,
        remind_on: holidays.working_day_before(one.due_on),
        summary: format!("征询{}到期：{}", one.unit_name, one.case_number),
        description: format!(
            "{}\n待{}答复内部征询\n截至 {today}：{}",
            organ.name,
            one.unit_name,
            holidays.time_left(one.due_on, today)
        ),
        address: askings_at.map(|askings| format!("{askings}{}", one.id)),
    }
}

/// The answer to a reconsideration or a suit; who disputes is not named.
fn answer(
    row: &DisputeRow,
    today: Date,
    holidays: &law::calendar::Calendar,
    organ: &Organ,
    disputes_at: Option<&str>,
) -> Event {
    Event {
        uid: format!("dispute-{}@{}.gongkai", row.id, organ.code.to_lowercase()),
        day: row.due_on,
        remind_on: holidays.working_day_before(row.due_on),
        summary: format!("复议、诉讼答复到期：{}", row.number),
        description: format!(
            "{}\n{}\n待提交答复和证据\n截至 {today}：{}",
            organ.name,
            row.authority,
            holidays.time_left(row.due_on, today)
        ),
        address: disputes_at.map(|disputes| format!("{disputes}{}", row.id)),
    }
}
