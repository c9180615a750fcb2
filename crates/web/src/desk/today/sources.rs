//! What documents, the report, columns, holidays and accounts ask of a person today.

use law::codes::day_from;
use law::columns::Freshness;
use law::reports::Level;
use law::staff::Act;
use office::columns::Aging;
use office::documents::{CameBack, DeskFilter, DeskRow, Owed, State, Waits};
use office::reports::Draft;
use office::{calendar, columns, documents, reports, staff};

use crate::desk::layout::Desk;
use crate::desk::task::{Group, Task, When};
use crate::errors::Problem;
use crate::when;

const DOCUMENTS: &str = "政府信息";
const REPORT: &str = "年度报告";

/// Documents that wait for this person's verdict or publication, that came back to them, and drafts that wait for nobody.
pub async fn of_documents(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let mut tasks = Vec::new();
    if !desk.may(Act::SeeDocuments) {
        return Ok(tasks);
    }
    tasks.extend(crate::desk::documents::clockwork_tasks(desk).await?);
    tasks.extend(crate::desk::documents::clock_tasks(desk).await?);
    let owed = documents::owed(desk.office(), &desk.actor).await?;
    tasks.extend(owed.into_iter().map(|one| to_make_up(desk, one)));
    let waits = documents::queue(desk.office(), &desk.actor).await?;
    tasks.extend(waits.into_iter().map(|one| for_verdict(desk, one)));
    if desk.may(Act::PublishDocuments) {
        tasks.extend(for_publication(desk).await?);
    }
    if desk.may(Act::WriteDocuments) {
        let back = documents::came_back(desk.office(), &desk.actor).await?;
        tasks.extend(back.into_iter().map(|one| to_change(desk, one)));
        let filter = DeskFilter {
            state: Some(State::Draft),
            ..DeskFilter::default()
        };
        let drafts = documents::list_desk(desk.office(), &desk.actor, &filter)
            .await?
            .total;
        if drafts > 0 {
            let words = format!("{drafts} 条草稿尚未发布");
            let href = "/desk/documents?state=draft".to_owned();
            tasks.push(Task::new(Group::Other, DOCUMENTS, words, href));
        }
        let rechecked = documents::rechecked(desk.office(), &desk.actor).await?.len();
        if rechecked > 0 {
            let words = format!("{rechecked} 条已发布的政府信息须核对校对问题");
            let href = "/desk/documents/rechecks".to_owned();
            tasks.push(Task::new(Group::Other, DOCUMENTS, words, href));
        }
        tasks.extend(crate::desk::documents::reassessment_task(desk).await?);
    }
    Ok(tasks)
}

fn for_verdict(desk: &Desk, one: Waits) -> Task {
    let on = when::local(one.since).date();
    let href = format!("/desk/documents/{}/review", one.id);
    let words = format!("{}：{}", one.level, one.title);
    Task::new(Group::Sign, DOCUMENTS, words, href)
        .about(one.submitted_by)
        .told(format!("{}送到", day_from(on, desk.moment.today)))
}

/// What went out before its review stands on everybody's first page until that is made up.
fn to_make_up(desk: &Desk, one: Owed) -> Task {
    let is_late = one.due_at < desk.moment.now;
    let words = format!("补审应急发布的“{}”", one.title);
    let task = Task::new(
        Group::Must,
        DOCUMENTS,
        words,
        format!("/desk/documents/{}", one.document),
    );
    let until = when::minute(one.due_at);
    let when = When {
        words: if is_late {
            format!("已过 {until}")
        } else {
            format!("{until} 前")
        },
        class: if is_late { "is-late" } else { "is-near" },
    };
    Task {
        when,
        ..task.about(one.published_by)
    }
}

fn to_change(desk: &Desk, one: CameBack) -> Task {
    let on = when::local(one.step.taken_at).date();
    let reason = one.step.opinion.as_deref().unwrap_or_default();
    let words = format!("{}（{}）：{reason}", one.title, one.step.verdict.label());
    Task::new(
        Group::New,
        DOCUMENTS,
        words,
        format!("/desk/documents/{}", one.id),
    )
    .about(one.step.name)
    .told(format!("{}退回", day_from(on, desk.moment.today)))
}

async fn for_publication(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let filter = DeskFilter {
        state: Some(State::Passed),
        ..DeskFilter::default()
    };
    let page = documents::list_desk(desk.office(), &desk.actor, &filter).await?;
    let task = |row: DeskRow| {
        let on = when::local(row.changed_at).date();
        let href = format!("/desk/documents/{}", row.id);
        Task::new(Group::Sign, "发布", row.title, href)
            .about(row.index_number)
            .told(format!("{}修改", day_from(on, desk.moment.today)))
    };
    Ok(page.items.into_iter().map(task).collect())
}

/// Reports that wait for this person's verdict, where the organ set a chain for them.
async fn of_report_review(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let mut tasks = Vec::new();
    if !desk.may(Act::SeeReports) {
        return Ok(tasks);
    }
    for draft in reports::years(desk.office(), &desk.actor).await? {
        if !draft.has_changes {
            continue;
        }
        let Some(review) = reports::review(desk.office(), &desk.actor, draft.year).await? else {
            break;
        };
        let level = review.my_level.as_ref().ok();
        if let Some(setting) = level.and_then(|level| review.levels.at(*level)) {
            let words = format!("审核 {} 年度报告", draft.year);
            let task = Task::new(
                Group::Sign,
                REPORT,
                words,
                format!("/desk/reports/{}", draft.year),
            );
            tasks.push(task.about(&setting.name));
        }
    }
    Ok(tasks)
}

/// Last year's report: what is left to do until it is due, and what is wrong with its draft; those that wait for a verdict.
pub async fn of_report(desk: &Desk) -> Result<Vec<Task>, Problem> {
    let mut tasks = of_report_review(desk).await?;
    if !(desk.may(Act::WriteReports) || desk.may(Act::PublishReports)) {
        return Ok(tasks);
    }
    let year = desk.moment.today.year() - 1;
    let draft = reports::draft(desk.office(), &desk.actor, year).await?;
    let is_published = draft.as_ref().is_some_and(|draft| draft.latest_edition > 0);
    if !is_published {
        tasks.push(report_due(desk, year, draft.is_some()).await?);
    }
    if let Some(draft) = draft.filter(|draft| draft.has_changes) {
        if is_published {
            tasks.push(report_changed(desk, &draft, year));
        }
        tasks.extend(report_errors(desk, &draft, year).await?);
    }
    Ok(tasks)
}

/// The report that has to go out, with its day (条例第四十九条).
async fn report_due(desk: &Desk, year: i16, is_begun: bool) -> Result<Task, Problem> {
    let (due, today) = (desk.organ.annual_report_due(year), desk.moment.today);
    let left = today.until(due).map_or(0, |span| span.get_days());
    let (state, href) = if is_begun {
        ("正在编写", format!("/desk/reports/{year}"))
    } else {
        ("尚未开始", "/desk/reports".to_owned())
    };
    let group = match left {
        ..=0 => Group::Must,
        1..=30 => Group::Soon,
        _ => Group::Other,
    };
    let calendar = calendar::holidays(desk.office()).await?;
    let task = Task::new(group, REPORT, format!("公布 {year} 年度报告"), href);
    Ok(task.about(state).due(due, today, &calendar))
}

fn report_changed(desk: &Desk, draft: &Draft, year: i16) -> Task {
    let words = format!("公布 {year} 年度报告的修改");
    let on = when::local(draft.changed_at).date();
    Task::new(Group::Other, REPORT, words, format!("/desk/reports/{year}"))
        .about(&draft.changed_by)
        .told(format!("{}修改", day_from(on, desk.moment.today)))
}

async fn report_errors(desk: &Desk, draft: &Draft, year: i16) -> Result<Option<Task>, Problem> {
    let findings = reports::findings(desk.office(), &desk.actor, &draft.reading).await?;
    let errors = findings.iter().filter(|finding| finding.level() == Level::Error);
    let count = errors.count();
    let words = format!("改正 {year} 年度报告草稿的 {count} 处错误");
    Ok((count > 0).then(|| Task::new(Group::Other, REPORT, words, format!("/desk/reports/{year}"))))
}

/// Columns that age, or whose news is due soon, with who answers for each (栏目约定). One that nothing was ever put into ages from the
/// day it was made: one of this minute is not late.
pub async fn of_columns(desk: &Desk) -> Result<Vec<Task>, Problem> {
    if !desk.may(Act::WriteDocuments) {
        return Ok(Vec::new());
    }
    let aging = columns::aging(desk.office(), &desk.actor, desk.moment).await?;
    Ok(aging.into_iter().filter_map(|one| of_column(desk, one)).collect())
}

fn of_column(desk: &Desk, one: Aging) -> Option<Task> {
    let today = desk.moment.today;
    let href = format!("/desk/documents/new?column={}", one.column.id);
    let limit = format!("{}内更新", one.period.limit);
    let about = if one.owner.is_empty() {
        limit
    } else {
        format!("{}，{limit}", one.owner)
    };
    let (words, class) = match one.freshness {
        Freshness::Overdue(over) if one.is_blank => {
            let words = format!("栏目“{}”还没有内容，公众看不到", one.column.name);
            let told = format!("{}新建，已超过 {over} 天", day_from(one.since, today));
            return Some(
                Task::new(Group::Setup, "栏目", words, href)
                    .told(told)
                    .about(one.owner),
            );
        }
        Freshness::Overdue(over) => (format!("已超过 {over} 天"), "is-late"),
        // Nothing is expected of a new column before it is late.
        Freshness::Due(_) if one.is_blank => return None,
        Freshness::Due(last) => (format!("{}前", day_from(last, today)), "is-near"),
        Freshness::Fresh => return None,
    };
    let group = match one.freshness {
        Freshness::Overdue(_) => Group::Must,
        _ => Group::Soon,
    };
    let task = Task::new(group, "栏目", format!("更新栏目“{}”", one.column.name), href);
    let when = When { words, class };
    Some(Task {
        when,
        ..task.about(about)
    })
}

/// The State Council's notice for the coming year comes out in November.
pub async fn of_holidays(desk: &Desk) -> Result<Vec<Task>, Problem> {
    if !desk.may(Act::ImportHolidays) {
        return Ok(Vec::new());
    }
    let known = calendar::holidays(desk.office()).await?.published();
    let today = desk.moment.today;
    let wanted = [(today.year(), true), (today.year() + 1, today.month() >= 11)];
    let missing = wanted
        .into_iter()
        .filter(|(year, is_due)| *is_due && !known.contains(year));
    Ok(missing
        .map(|(year, _)| {
            let words = format!("导入 {year} 年放假安排。未导入前，涉及 {year} 年的期限为暂定");
            let href = format!("/desk/holidays/new?year={year}");
            Task::new(Group::Setup, "节假日", words, href).told("国务院办公厅公布后")
        })
        .collect())
}

/// What the guide lacks (条例第十二条).
pub fn of_guide(desk: &Desk) -> Option<Task> {
    let lacks = desk
        .organ
        .guide
        .incomplete()
        .filter(|_| desk.may(Act::EditOrgan))?;
    let words = format!("补充公开指南：{lacks}");
    Some(Task::new(
        Group::Setup,
        "公开指南",
        words,
        "/desk/organ".to_owned(),
    ))
}

/// Accounts without a role, and those that are locked.
pub async fn of_people(desk: &Desk) -> Result<Vec<Task>, Problem> {
    if !desk.may(Act::AssignRoles) {
        return Ok(Vec::new());
    }
    let accounts = staff::list(desk.office(), &desk.actor, desk.moment).await?;
    let is_open = |account: &&staff::Account| account.disabled_at.is_none();
    let without = accounts
        .iter()
        .filter(is_open)
        .filter(|account| account.roles.is_empty())
        .count();
    let locked = accounts
        .iter()
        .filter(is_open)
        .filter(|account| account.locked_until.is_some_and(|until| until > desk.moment.now))
        .count();
    let task = |group, words: String| Task::new(group, "人员", words, "/desk/people".to_owned());
    let without = (without > 0).then(|| task(Group::Setup, format!("{without} 个账号尚未分配角色")));
    let locked = (locked > 0)
        .then(|| task(Group::New, format!("{locked} 个账号被锁定，请先向本人核实")).told("登录失败次数过多"));
    Ok(without.into_iter().chain(locked).collect())
}

/// Accounts that are locked while they handle open cases: of one that is for long it is asked who takes those (条例第三十三条: a
/// period runs on whoever is away); of one that opens again by itself it is only told.
pub async fn of_locked_handlers(desk: &Desk) -> Result<Vec<Task>, Problem> {
    if !desk.may(Act::ManageAccounts) {
        return Ok(Vec::new());
    }
    let locked = staff::locked_handlers(desk.office(), &desk.actor, desk.moment).await?;
    let task = |one: staff::LockedHandler| {
        let (account, cases) = (one.account, one.cases);
        if one.is_long {
            let words =
                format!("账号反复被锁定已满一个工作日，名下有 {cases} 件申请没有办结，请选择由谁接办");
            let href = format!("/desk/people/{account}/cases");
            return Task::new(Group::Must, "人员", words, href).about(one.name);
        }
        let until = when::minute(when::full_minute(one.until));
        let words = format!("账号暂停登录至 {until}，名下有 {cases} 件申请在办，请先向本人核实");
        Task::new(Group::New, "人员", words, format!("/desk/people/{account}")).about(one.name)
    };
    Ok(locked.into_iter().map(task).collect())
}

/// The second factor of whoever reads this.
pub fn of_own_account(desk: &Desk) -> Option<Task> {
    (!desk.session.has_second_factor).then(|| {
        let words = "启用动态口令，登录时除密码外再输入手机上的 6 位数字".to_owned();
        Task::new(Group::Setup, "本人账号", words, "/desk/account".to_owned()).told("建议")
    })
}
