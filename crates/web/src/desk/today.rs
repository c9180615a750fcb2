//! The first page: what needs doing today, most pressing first, each with the way to do it. Only what the person may do.

use askama::Template;
use axum::response::Response;
use law::codes::spoken_with_weekday;
use law::reports::Level;
use law::staff::Act;
use office::documents::{DeskFilter, State};
use office::reports::Draft;
use office::{calendar, columns, documents, reports, staff};

use super::disputes;
use super::jobs;
use super::layout::{Desk, Frame};
use super::menu::Section;
use super::task::{Task, Weight};
use crate::errors::Problem;
use crate::when;

#[derive(Template)]
#[template(path = "desk/today.html")]
struct TodayPage {
    frame: Frame,
    today: String,
    is_working_day: bool,
    tasks: Vec<Task>,
}

/// What needs doing.
pub async fn show(desk: Desk) -> Result<Response, Problem> {
    let mut tasks = Vec::new();
    tasks.extend(super::cases::tasks(&desk).await?);
    tasks.extend(disputes::tasks(&desk).await?);
    tasks.extend(of_documents(&desk).await?);
    tasks.extend(of_report(&desk).await?);
    tasks.extend(of_columns(&desk).await?);
    tasks.extend(of_holidays(&desk).await?);
    tasks.extend(of_guide(&desk));
    tasks.extend(of_people(&desk).await?);
    tasks.extend(jobs::task(&desk).await?);
    tasks.extend(of_own_account(&desk));
    tasks.sort_by_key(|task| task.weight);
    let today = desk.moment.today;
    let calendar = calendar::holidays(desk.office()).await?;
    desk.page(&TodayPage {
        frame: desk.frame("今日待办", Section::Today, &[]),
        today: spoken_with_weekday(today),
        is_working_day: calendar.is_working_day(today),
        tasks,
    })
}

async fn of_documents(desk: &Desk) -> Result<Vec<Task>, Problem> {
    if !desk.may(Act::SeeDocuments) {
        return Ok(Vec::new());
    }
    let waiting = documents::waiting(desk.office(), &desk.actor).await?;
    let mut tasks = Vec::new();
    if desk.may(Act::ReviewSecrecy) && waiting.for_secrecy_review > 0 {
        tasks.push(Task {
            weight: Weight::Open,
            title: format!("{} 条政府信息待保密审查", waiting.for_secrecy_review),
            detail: "先审查、后公开，逐项审查。".to_owned(),
            href: "/desk/documents?state=for_review".to_owned(),
            action: "去审查",
        });
    }
    if desk.may(Act::PublishDocuments) && waiting.for_publication > 0 {
        tasks.push(Task {
            weight: Weight::Open,
            title: format!("{} 条政府信息待发布", waiting.for_publication),
            detail: "已通过保密审查，等您发布。".to_owned(),
            href: "/desk/documents?state=for_publication".to_owned(),
            action: "去发布",
        });
    }
    tasks.extend(of_drafts(desk).await?);
    Ok(tasks)
}

async fn of_drafts(desk: &Desk) -> Result<Option<Task>, Problem> {
    if !desk.may(Act::WriteDocuments) {
        return Ok(None);
    }
    let filter = DeskFilter {
        state: Some(State::Draft),
        ..DeskFilter::default()
    };
    let drafts = documents::list_desk(desk.office(), &desk.actor, &filter)
        .await?
        .total;
    Ok((drafts > 0).then(|| Task {
        weight: Weight::Open,
        title: format!("{drafts} 条草稿尚未发布"),
        detail: law::documents::PUBLICATION_RULE.to_string(),
        href: "/desk/documents?state=draft".to_owned(),
        action: "看草稿",
    }))
}

/// Last year's report: what is left to do until it is due, and what is wrong with its draft.
async fn of_report(desk: &Desk) -> Result<Vec<Task>, Problem> {
    if !(desk.may(Act::WriteReports) || desk.may(Act::PublishReports)) {
        return Ok(Vec::new());
    }
    let year = desk.moment.today.year() - 1;
    let draft = reports::draft(desk.office(), &desk.actor, year).await?;
    let is_published = draft.as_ref().is_some_and(|draft| draft.latest_edition > 0);
    let mut tasks = Vec::new();
    if !is_published {
        tasks.push(report_due(desk, year, draft.is_some()));
    }
    if let Some(draft) = draft.filter(|draft| draft.has_changes) {
        if is_published {
            tasks.push(report_changed(&draft, year));
        }
        tasks.extend(report_errors(desk, &draft, year).await?);
    }
    Ok(tasks)
}

/// The report that has to go out, with its day.
fn report_due(desk: &Desk, year: i16, is_begun: bool) -> Task {
    let due = desk.organ.annual_report_due(year);
    let left = desk.moment.today.until(due).map_or(0, |span| span.get_days());
    let time = match left {
        ..0 => format!("应于 {due} 前公布，已逾期 {} 天", -left),
        _ => format!("应于 {due} 前公布，还有 {left} 天"),
    };
    let (state, href) = if is_begun {
        ("正在编写", format!("/desk/reports/{year}"))
    } else {
        ("尚未开始", "/desk/reports".to_owned())
    };
    Task {
        weight: match left {
            ..0 => Weight::Overdue,
            0..=30 => Weight::Soon,
            _ => Weight::Open,
        },
        title: format!("{year} 年度报告{state}"),
        detail: format!("{time}（{}）。", law::reports::DUE_ARTICLE),
        href,
        action: "去编写",
    }
}

fn report_changed(draft: &Draft, year: i16) -> Task {
    Task {
        weight: Weight::Open,
        title: format!("{year} 年度报告有未公布的修改"),
        detail: format!(
            "{} 于 {} 修改，公布后作为新版本。",
            draft.changed_by,
            when::minute(draft.changed_at)
        ),
        href: format!("/desk/reports/{year}"),
        action: "去查看",
    }
}

async fn report_errors(desk: &Desk, draft: &Draft, year: i16) -> Result<Option<Task>, Problem> {
    let findings = reports::findings(desk.office(), &desk.actor, &draft.reading).await?;
    let mut errors = findings
        .into_iter()
        .filter(|finding| finding.level() == Level::Error);
    let Some(first) = errors.next() else {
        return Ok(None);
    };
    Ok(Some(Task {
        weight: Weight::Open,
        title: format!("{year} 年度报告草稿有 {} 处错误", errors.count() + 1),
        detail: first.message,
        href: format!("/desk/reports/{year}"),
        action: "去改正",
    }))
}

async fn of_columns(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let mut tasks = Vec::new();
    if !desk.may(Act::WriteDocuments) {
        return Ok(tasks);
    }
    let today = desk.moment.today;
    for column in columns::list(desk.office(), &desk.actor).await? {
        let Some(limit) = column.kind.freshness_days() else {
            continue;
        };
        if column.is_hidden {
            continue;
        }
        let newest = documents::latest(desk.office(), desk.organ.id, &[column.id], 1).await?;
        let href = format!("/desk/documents/new?column={}", column.id);
        let last = newest.first().map(|row| when::local(row.published_at).date());
        let detail = match last {
            None => "栏目中还没有内容，空白栏目会被检查扣分（国办秘函〔2019〕19号）。".to_owned(),
            Some(day) => match law::columns::days_overdue(column.kind, day, today) {
                Some(over) => {
                    format!("最近一次发布是 {day}，超过 {limit} 天的期限 {over} 天（国办秘函〔2019〕19号）。")
                }
                None => continue,
            },
        };
        tasks.push(Task {
            weight: Weight::Open,
            title: format!("栏目“{}”未及时更新", column.name),
            detail,
            href,
            action: "去编写",
        });
    }
    Ok(tasks)
}

/// The State Council's notice for the coming year comes out in November.
async fn of_holidays(desk: &Desk) -> Result<Vec<Task>, Problem> {
    if !desk.may(Act::ImportHolidays) {
        return Ok(Vec::new());
    }
    let known = calendar::holidays(desk.office()).await?.published();
    let today = desk.moment.today;
    let this = today.year();
    let wanted = [
        (this, Weight::Overdue, true),
        (this + 1, Weight::Open, today.month() >= 11),
    ];
    let missing = wanted
        .into_iter()
        .filter(|(year, _, is_due)| *is_due && !known.contains(year));
    Ok(missing
        .map(|(year, weight, _)| Task {
            weight,
            title: format!("{year} 年放假安排尚未导入"),
            detail: "涉及这一年的期限只能暂定，请按国务院办公厅通知导入。".to_owned(),
            href: format!("/desk/holidays/new?year={year}"),
            action: "去导入",
        })
        .collect())
}

fn of_guide(desk: &Desk) -> Option<Task> {
    let detail = desk
        .organ
        .guide
        .incomplete()
        .filter(|_| desk.may(Act::EditOrgan))?;
    Some(Task {
        weight: Weight::Open,
        title: "政府信息公开指南不完整".to_owned(),
        detail,
        href: "/desk/organ".to_owned(),
        action: "去补充",
    })
}

async fn of_people(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let mut tasks = Vec::new();
    if !(desk.may(Act::ManageAccounts) || desk.may(Act::AssignRoles)) {
        return Ok(tasks);
    }
    let accounts = staff::list(desk.office(), &desk.actor, desk.moment).await?;
    let mut add = |title: String, detail: &str| {
        tasks.push(Task {
            weight: Weight::Open,
            title,
            detail: detail.to_owned(),
            href: "/desk/people".to_owned(),
            action: "去办理",
        });
    };
    if desk.may(Act::AssignRoles) {
        let is_open = |account: &&staff::Account| account.disabled_at.is_none();
        let without = accounts
            .iter()
            .filter(is_open)
            .filter(|account| account.roles.is_empty());
        let locked = accounts
            .iter()
            .filter(is_open)
            .filter(|account| account.locked_until.is_some_and(|until| until > desk.moment.now));
        let (without, locked) = (without.count(), locked.count());
        if without > 0 {
            add(
                format!("{without} 个账号尚未分配角色"),
                "没有角色的账号不能办理任何事项。",
            );
        }
        if locked > 0 {
            add(
                format!("{locked} 个账号被锁定"),
                "登录失败次数过多，请先向本人核实。",
            );
        }
    }
    Ok(tasks)
}

fn of_own_account(desk: &Desk) -> Option<Task> {
    (!desk.session.has_second_factor).then(|| Task {
        weight: Weight::Open,
        title: "建议启用动态口令".to_owned(),
        detail: "登录时除密码外再输入手机上的 6 位数字，更安全。".to_owned(),
        href: "/desk/account".to_owned(),
        action: "去启用",
    })
}
