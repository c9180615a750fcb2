//! The mails' own words. Plain text; no name of a natural person and no personal number stands in them.

use std::fmt::Write;

use jiff::civil::Date;
use law::calendar::Calendar;
use law::cases::{Act, ClockName, REPLY_RULE, Urgency, outward};
use law::codes::day_from;

use super::matter_digest::MatterContents;
use super::{Moved, Reminders};
use crate::cases::askings::OpenAsking;
use crate::cases::letters::CaseLetter;
use crate::cases::{CaseRow, Crowd};
use crate::disputes::DisputeRow;
use crate::jobs::Mail;

/// How many cases of one urgency a mail lists; the rest is counted.
const LISTED: usize = 30;

/// What the digest of one person holds.
pub(super) struct Contents<'a> {
    /// What is due, in order of its day.
    pub cases: Vec<&'a CaseRow>,
    /// Whose period is half over today.
    pub half_way: Vec<&'a CaseRow>,
    /// What is overdue of others, for the head.
    pub overseen: Vec<&'a CaseRow>,
    /// Reconsiderations and suits whose answer is due, in order of the day.
    pub disputes: Vec<&'a DisputeRow>,
    /// What units have yet to answer, in order of the day.
    pub askings: Vec<&'a OpenAsking>,
    /// What may still need a correction asked for, in order of the last day for it.
    pub notices: Vec<&'a CaseRow>,
    /// Whose reply came back and waits to go out once more.
    pub came_back: Vec<&'a CaseRow>,
    /// What came by the public form, where it is more than usual.
    pub crowd: Option<Crowd>,
    /// What waits for their check or signature.
    pub letters: Vec<CaseLetter>,
    pub matters: MatterContents<'a>,
}

fn crowded(words: &str) -> String {
    format!("\n【网上申请比平常多】\n  {words}。请核对是否有人滥用。\n")
}

/// The cases that are due, by how near their days are.
fn by_urgency(
    contents: &Contents<'_>,
    text: &mut String,
    counts: &mut Vec<String>,
    today: Date,
    calendar: &Calendar,
) {
    let due = contents
        .cases
        .iter()
        .filter_map(|row| Some((*row, row.next_due_on?)));
    for urgency in Urgency::TOLD {
        let is_of = |due: Date| Urgency::of(due, today, calendar) == urgency;
        let rows: Vec<_> = due.clone().filter(|(_, due)| is_of(*due)).collect();
        if rows.is_empty() {
            continue;
        }
        counts.push(format!("{} 件{}", rows.len(), urgency.label()));
        // Writing to a String does not fail.
        let _ = writeln!(text, "\n【{}】{} 件", urgency.label(), rows.len());
        for (row, due) in rows.iter().take(LISTED) {
            let _ = writeln!(text, "{}", entry(row, *due, today, calendar));
        }
        if rows.len() > LISTED {
            let _ = writeln!(text, "  另有 {} 件，见工作台。", rows.len() - LISTED);
        }
    }
}

/// The digest for one person; `None` when there is nothing to tell.
pub(super) fn digest(
    (to, name): (&str, &str),
    contents: &Contents<'_>,
    today: Date,
    calendar: &Calendar,
    reminders: &Reminders,
) -> Option<Mail> {
    let mut text = String::new();
    let mut counts = Vec::new();
    by_urgency(contents, &mut text, &mut counts, today, calendar);
    if !contents.notices.is_empty() {
        counts.push(format!("{} 件待认定是否补正", contents.notices.len()));
        text.push_str(&unclear(&contents.notices, today, calendar));
    }
    let mut add = |title: &str, count: String, lines: Vec<String>| {
        if !lines.is_empty() {
            counts.push(format!("{} {count}", lines.len()));
            text.push_str(&listed(title, lines));
        }
    };
    let came_back = contents
        .came_back
        .iter()
        .map(|row| returned(row, today))
        .collect();
    add("答复被退回，请重新送达", "件答复被退回".to_owned(), came_back);
    let half_way = contents.half_way.iter();
    let half_way = half_way.filter_map(|row| Some(entry(row, row.due_on?, today, calendar)));
    let half_way = half_way.collect();
    add(
        "期限过半，需要检索、征求意见的请抓紧",
        "件期限过半".to_owned(),
        half_way,
    );
    let disputes = contents
        .disputes
        .iter()
        .map(|one| dispute(one, today, calendar))
        .collect();
    add(
        "复议、诉讼待提交答复和证据",
        "件复议、诉讼待答复".to_owned(),
        disputes,
    );
    let askings = contents.askings.iter();
    let askings = askings
        .map(|one| super::units::waiting(one, today, calendar))
        .collect();
    add("内部征询待科室答复", "件内部征询待科室答复".to_owned(), askings);
    let overseen = contents.overseen.iter();
    let overseen = overseen.filter_map(|row| Some(entry(row, row.next_due_on?, today, calendar)));
    let overseen = overseen.collect();
    add(
        "本机关已逾期，请负责人督办",
        "件本机关已逾期".to_owned(),
        overseen,
    );
    if let Some(crowd) = contents.crowd {
        counts.push("网上申请比平常多".to_owned());
        text.push_str(&crowded(&crowd.words()));
    }
    let has_cases = !counts.is_empty();
    if !contents.letters.is_empty() {
        counts.push(format!("{} 份文书待审签", contents.letters.len()));
        text.push_str(&awaiting(&contents.letters));
    }
    let has_requests = !counts.is_empty();
    let has_matters = contents.matters.tell(&mut text, &mut counts, today, calendar);
    let (of, path) = match (has_requests, has_matters) {
        (false, false) => return None,
        (true, false) if has_cases => ("依申请公开", "/desk/cases"),
        (true, false) => ("依申请公开", "/desk/cases/letters"),
        (false, true) => ("来信诉求", "/desk/matters"),
        (true, true) => ("依申请公开和来信诉求", "/desk"),
    };
    let rule = if has_requests {
        format!("\n{REPLY_RULE}\n")
    } else {
        String::new()
    };
    Some(Mail {
        to: to.to_owned(),
        subject: format!("{of} {today}：{}", counts.join("，")),
        text: format!(
            "{name}：\n\n以下是截至 {today} 需要您留意的{of}事项。\n{text}{rule}{}",
            footer(reminders, path)
        ),
    })
}

/// Lines under a title; what is too much is counted.
pub(super) fn listed(title: &str, lines: Vec<String>) -> String {
    let count = lines.len();
    let mut text = format!("\n【{title}】{count} 件\n");
    for line in lines.into_iter().take(LISTED) {
        let _ = writeln!(text, "{line}");
    }
    if count > LISTED {
        let _ = writeln!(text, "  另有 {} 件，见工作台。", count - LISTED);
    }
    text
}

/// The applications whose content is still to be looked at, each with the last day to ask for a correction.
fn unclear(rows: &[&CaseRow], today: Date, calendar: &Calendar) -> String {
    let rule = Act::CorrectionRequested.spec().rule;
    let mut text = format!(
        "\n【告知补正的期限】{} 件：{rule}认定明确的，请登记\n",
        rows.len()
    );
    for row in rows.iter().take(LISTED) {
        let request = outward(&row.request, &row.applicant_name, row.applicant_kind);
        let Some(due) = row.correction_notice_on else {
            continue;
        };
        let left = calendar.time_left(due, today);
        let _ = writeln!(text, "  {}  {request}\n    {due}（{left}）", row.number);
    }
    if rows.len() > LISTED {
        let _ = writeln!(text, "  另有 {} 件，见工作台。", rows.len() - LISTED);
    }
    text
}

/// A case whose reply came back: the day of the law was met by the first sending, and no day of its own runs.
fn returned(row: &CaseRow, today: Date) -> String {
    let request = outward(&row.request, &row.applicant_name, row.applicant_kind);
    let on = row.next_due_on.map(|on| format!("{}退回，", day_from(on, today)));
    format!(
        "  {}  {request}\n    {}待重新送达",
        row.number,
        on.unwrap_or_default()
    )
}

/// A dispute by its number: who disputes is a person's name, and does not leave here.
fn dispute(row: &DisputeRow, today: Date, calendar: &Calendar) -> String {
    format!(
        "  {}  {}\n    {}（{}），由本机关提交答复和证据",
        row.number,
        row.authority,
        row.due_on,
        calendar.time_left(row.due_on, today)
    )
}

/// That days of open cases moved, to whoever handles them.
pub(super) fn moved((to, name): (&str, &str), moved: &[&Moved], today: Date, reminders: &Reminders) -> Mail {
    let day = |day: Option<Date>| day.map_or_else(|| "未定".to_owned(), |day| day.to_string());
    let mut text = format!(
        "{name}：\n\n放假安排或者期限的设置有变化，{today} 重新计算后，以下 {} 件申请的期限有变动。\n\n",
        moved.len()
    );
    for one in moved.iter().take(LISTED) {
        let tentative = if one.is_tentative { "（暂定）" } else { "" };
        // The reply's day where it moved, else that of what is waited for.
        let (label, (before, now)) = if one.reply.0 == one.reply.1 {
            ("当前期限", one.next)
        } else {
            ("答复期限", one.reply)
        };
        let _ = writeln!(
            text,
            "  {}  {label}：原 {}，现 {}{tentative}",
            one.case.number,
            day(before),
            day(now)
        );
        // Nobody here has a third party's address: who handles the case tells it.
        for own in one.own.iter().filter(|own| own.clock == ClockName::Consultation) {
            let (before, now) = (own.before, own.now);
            let _ = writeln!(
                text,
                "    征求意见的期限：原 {before}，现 {now}，请书面告知被征求意见的一方。"
            );
        }
    }
    if moved.len() > LISTED {
        let _ = writeln!(text, "  另有 {} 件，见工作台。", moved.len() - LISTED);
    }
    text.push_str(&footer(reminders, "/desk/cases"));
    Mail {
        to: to.to_owned(),
        subject: format!("依申请公开：{} 件申请的期限有变动", moved.len()),
        text,
    }
}

/// The letters that wait, each with its case and since when.
fn awaiting(letters: &[CaseLetter]) -> String {
    let mut text = format!("\n【待您审签】{} 份\n", letters.len());
    for letter in letters.iter().take(LISTED) {
        let level = letter.next_level.map_or("审签", |level| level.label());
        let _ = writeln!(
            text,
            "  {}  {}，待{level}",
            letter.case_number,
            letter.kind.label()
        );
    }
    if letters.len() > LISTED {
        let _ = writeln!(text, "  另有 {} 份，见工作台。", letters.len() - LISTED);
    }
    text
}

fn entry(row: &CaseRow, due: Date, today: Date, calendar: &Calendar) -> String {
    let request = outward(&row.request, &row.applicant_name, row.applicant_kind);
    let tentative = if row.is_tentative { "，暂定" } else { "" };
    let mine = if row.assigned_to.is_none() {
        "，尚未指定经办人"
    } else {
        ""
    };
    format!(
        "  {}  {request}\n    {due}（{}{tentative}），{}，待{}{mine}",
        row.number,
        calendar.time_left(due, today),
        row.state.label(),
        row.state.waits_for()
    )
}

/// An application that arrived online: which, and what is to be done.
pub(super) fn arrival(
    (to, name): (&str, &str),
    (number, request): (&str, &str),
    kind: &str,
    day: Date,
    (path, reminders): (&str, &Reminders),
) -> Mail {
    let text = format!(
        "{name}：\n\n{day} 收到一件网上提交的政府信息公开申请。\n\n  编号：{number}\n  申请人类型：{kind}\n  申请内容：{request}\n\n\
         请尽快与申请人确认。以双方确认之日为收到申请之日（条例第三十一条第（三）项），答复期限从次日起算。\n{}",
        footer(reminders, path)
    );
    Mail {
        to: to.to_owned(),
        subject: format!("依申请公开：收到网上申请 {number}"),
        text,
    }
}

/// That an applicant did something online; `what` is what they did, such as 提交了补正内容.
pub(super) fn of_applicant(
    (to, name): (&str, &str),
    number: &str,
    what: &str,
    (path, reminders): (&str, &Reminders),
) -> Mail {
    let text = format!(
        "{name}：\n\n申请 {number} 的申请人在网上{what}，请查看和办理。\n{}",
        footer(reminders, path)
    );
    Mail {
        to: to.to_owned(),
        subject: format!("依申请公开：{number} 的申请人{what}"),
        text,
    }
}

/// That the reply is due earlier, since an opinion came before its last day.
pub(super) fn of_earlier(
    (to, name): (&str, &str),
    number: &str,
    (before, now): (Date, Date),
    (path, reminders): (&str, &Reminders),
) -> Mail {
    let text = format!(
        "{name}：\n\n申请 {number} 征求的意见已提前收到，答复期限由 {before} 提前到 {now}。征求意见只扣除实际所需的时间，请按新的期限办理。\n{}",
        footer(reminders, path)
    );
    Mail {
        to: to.to_owned(),
        subject: format!("依申请公开：{number} 的答复期限提前到 {now}"),
        text,
    }
}

/// That a reply is ordered, and by when.
pub(super) fn of_order(
    (to, name): (&str, &str),
    number: &str,
    due_on: Option<Date>,
    (path, reminders): (&str, &Reminders),
) -> Mail {
    let by = due_on.map_or_else(String::new, |day| format!("，最迟 {day} 送出"));
    let text = format!(
        "{name}：\n\n申请 {number} 经行政复议或者诉讼，被责令作出答复{by}。期限不能延长，请尽快办理。\n{}",
        footer(reminders, path)
    );
    Mail {
        to: to.to_owned(),
        subject: format!("依申请公开：{number} 被责令作出答复"),
        text,
    }
}

/// That something happened to an application, to its applicant: subject and text.
pub(super) fn progress(
    organ: &str,
    application: &str,
    case: &str,
    day: Date,
    news: &str,
) -> (String, String) {
    let part = if case == application {
        String::new()
    } else {
        format!("（{case}）")
    };
    let text = format!(
        "您好：\n\n您向{organ}提出的政府信息公开申请 {application}{part}，{day} 有新的进展：\n\n  {news}\n\n\
         请打开{organ}的政府信息公开网站，在“申请进度查询”中凭编号和查询码查看详情、下载文书。\n\n\
         （本邮件由系统自动发出，请勿回复。您没有提出过申请的，可能是他人填错了邮箱，请忽略。）\n"
    );
    (format!("政府信息公开申请 {application} 有新的进展"), text)
}

/// That an address was entered in an account, sent to that address.
pub(crate) fn address_entered(to: &str, name: &str, login: &str) -> Mail {
    let text = format!(
        "{name}：\n\n您在政府信息公开工作台的账号 {login} 已登记这个邮箱，今后的提醒会发到这里。\n\n收到本邮件说明邮箱可用。如果不是您本人登记的，请告诉本单位的系统管理员。\n"
    );
    Mail {
        to: to.to_owned(),
        subject: "政府信息公开工作台：邮箱已登记".to_owned(),
        text,
    }
}

/// That an address is not an account's any more, to that address: whoever has it may object.
pub(crate) fn address_left(to: &str, name: &str, login: &str, is_removed: bool) -> Mail {
    let what = if is_removed {
        "已不再登记邮箱"
    } else {
        "已改为登记另一个邮箱"
    };
    let text = format!(
        "{name}：\n\n您在政府信息公开工作台的账号 {login} {what}，今后的提醒不再发到这里。\n\n如果不是您本人更改的，请立即修改密码，并告诉本单位的安全管理员。\n"
    );
    Mail {
        to: to.to_owned(),
        subject: "政府信息公开工作台：邮箱已更改".to_owned(),
        text,
    }
}

/// The code by which whoever forgot their password sets a new one. It names no address of a page: where the desk is, its people
/// know, and who asks for the mail has no say in it.
pub(crate) fn reset_code(to: &str, name: &str, login: &str, code: &str) -> Mail {
    let letters: Vec<char> = code.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    let text = format!(
        "{name}：\n\n本单位系统管理员请您为政府信息公开工作台的账号 {login} 设置新密码。请照平时的方式打开工作台的登录页，点“凭邮件中的重置码设置新密码”，输入登录名和以下重置码：\n\n  {}\n\n重置码自提出起 24 小时内有效，只能用一次，不要告诉任何人，包括系统管理员。设置以前，原密码照常可用。\n\n如果您没有请人重置密码，请不要使用这个重置码，并告诉本单位的安全管理员。\n\n（本邮件由系统自动发出，请勿回复。）\n",
        groups.join("-")
    );
    Mail {
        to: to.to_owned(),
        subject: "政府信息公开工作台：设置新密码".to_owned(),
        text,
    }
}

pub(super) fn footer(reminders: &Reminders, path: &str) -> String {
    let way = match reminders.link(path) {
        Some(link) => format!("请在工作台办理：{link}"),
        None if path == "/desk" => "请登录工作台，在“今日待办”中办理。".to_owned(),
        None if path.starts_with("/desk/matters") => "请登录工作台，在“来信和诉求”中办理。".to_owned(),
        None => "请登录工作台，在“依申请公开”中办理。".to_owned(),
    };
    format!("\n{way}\n\n（本邮件由系统自动发出，请勿回复。不再接收时，请在工作台“本人账号”中清空邮箱。）\n")
}
