//! The first page: what needs doing today, most pressing first, each with the way to do it. Only what the person may do.

use askama::Template;
use axum::response::Response;
use law::codes::spoken_with_weekday;
use law::reports::Level;
use law::staff::Act;
use office::documents::{DeskFilter, State};
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
    let mut tasks = Vec::new();
    if !desk.may(Act::SeeDocuments) {
        return Ok(tasks);
    }
    let waiting = documents::waiting(desk.office(), &desk.actor).await?;
    let mut add = |count: u64, title: &str, detail: &str, action, state: &str| {
        if count > 0 {
            tasks.push(Task {
                weight: Weight::Open,
                title: format!("{count} 条政府信息{title}"),
                detail: detail.to_owned(),
                href: format!("/desk/documents?state={state}"),
                action,
            });
        }
    };
    if desk.may(Act::ReviewSecrecy) {
        add(
            waiting.for_secrecy_review,
            "待保密审查",
            "先审查、后公开，逐项审查。",
            "去审查",
            "for_review",
        );
    }
    if desk.may(Act::PublishDocuments) {
        add(
            waiting.for_publication,
            "待发布",
            "已通过保密审查，等您发布。",
            "去发布",
            "for_publication",
        );
    }
    if desk.may(Act::WriteDocuments) {
        let filter = DeskFilter {
            state: Some(State::Draft),
            ..DeskFilter::default()
        };
        let drafts = documents::list_desk(desk.office(), &desk.actor, &filter)
            .await?
            .total;
        if drafts > 0 {
            tasks.push(Task {
                weight: Weight::Open,
                title: format!("{drafts} 条草稿尚未发布"),
                detail: law::documents::PUBLICATION_RULE.to_string(),
                href: "/desk/documents?state=draft".to_owned(),
                action: "看草稿",
            });
        }
    }
    Ok(tasks)
}

/// Last year's report: what is left to do until it is due.
async fn of_report(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let mut tasks = Vec::new();
    if !(desk.may(Act::WriteReports) || desk.may(Act::PublishReports)) {
        return Ok(tasks);
    }
    let today = desk.moment.today;
    let year = today.year() - 1;
    let draft = reports::draft(desk.office(), &desk.actor, year).await?;
    let is_published = draft.as_ref().is_some_and(|draft| draft.latest_edition > 0);
    let due = desk.organ.annual_report_due(year);
    let left = today.until(due).map_or(0, |span| span.get_days());
    let weight = match left {
        ..0 => Weight::Overdue,
        0..=30 => Weight::Soon,
        _ => Weight::Open,
    };
    if !is_published {
        let state = if draft.is_some() {
            "正在编写"
        } else {
            "尚未开始"
        };
        let time = if left < 0 {
            format!("应于 {due} 前公布，已逾期 {} 天", -left)
        } else {
            format!("应于 {due} 前公布，还有 {left} 天")
        };
        let href = match draft {
            Some(_) => format!("/desk/reports/{year}"),
            None => "/desk/reports".to_owned(),
        };
        tasks.push(Task {
            weight,
            title: format!("{year} 年度报告{state}"),
            detail: format!("{time}（{}）。", law::reports::DUE_ARTICLE),
            href,
            action: "去编写",
        });
    }
    if let Some(draft) = draft.filter(|draft| draft.has_changes) {
        let findings = reports::findings(desk.office(), &desk.actor, &draft.reading).await?;
        let errors = findings
            .iter()
            .filter(|finding| finding.level() == Level::Error)
            .count();
        if is_published {
            tasks.push(Task {
                weight: Weight::Open,
                title: format!("{year} 年度报告有未公布的修改"),
                detail: format!(
                    "{} 于 {} 修改，公布后作为新版本。",
                    draft.changed_by,
                    when::minute(draft.changed_at)
                ),
                href: format!("/desk/reports/{year}"),
                action: "去查看",
            });
        }
        if errors > 0 {
            tasks.push(Task {
                weight: Weight::Open,
                title: format!("{year} 年度报告草稿有 {errors} 处错误"),
                detail: findings
                    .first()
                    .map(|finding| finding.message.clone())
                    .unwrap_or_default(),
                href: format!("/desk/reports/{year}"),
                action: "去改正",
            });
        }
    }
    Ok(tasks)
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
