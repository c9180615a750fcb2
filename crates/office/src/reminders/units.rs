//! The words of mails about askings (内部征询): to the unit that is asked, and to whoever handles the case. What was applied for
//! stands in neither.

use jiff::civil::Date;
use law::calendar::Calendar;

use super::Reminders;
use super::words::footer;
use crate::cases::askings::{About, OpenAsking};
use crate::jobs::Mail;

/// A mail to a unit; its address is put in by whoever sends it.
pub(crate) fn unit_mail(
    (organ, unit, person): (&str, &str, &str),
    about: About,
    (number, due_on, today): (&str, Date, Date),
    link: Option<&str>,
    asked_by: &str,
) -> Mail {
    let (subject, what) = match about {
        About::Asked => (
            format!("请于 {due_on} 前答复政府信息公开征询（{number}）"),
            format!("{organ}正在办理政府信息公开申请 {number}，请你单位协助检索，于 {due_on} 前答复。"),
        ),
        About::Before => (
            format!("提醒：政府信息公开征询（{number}）{due_on} 到期"),
            format!("请你单位协助检索的政府信息公开申请 {number}，{due_on} 到期，尚未收到答复。"),
        ),
        About::After => (
            format!("催办：政府信息公开征询（{number}）已于 {due_on} 到期"),
            format!(
                "请你单位协助检索的政府信息公开申请 {number}，已于 {due_on} 到期，到今天（{today}）尚未收到答复。答复申请人有法定期限（条例第三十三条），请尽快答复。"
            ),
        ),
    };
    let way = match link {
        Some(link) => format!(
            "请打开以下链接查看征询内容并填写答复，不需要账号。链接只供你单位使用，请勿转发：\n\n  {link}"
        ),
        None if about == About::Asked => {
            format!("请登录政府信息公开工作台，在“内部征询”中答复；没有账号的，请联系{asked_by}。")
        }
        None => format!(
            "请打开以前收到的答复链接，或者登录政府信息公开工作台，在“内部征询”中答复；都不能用的，请联系{asked_by}。"
        ),
    };
    let greeting = if person.is_empty() {
        unit.to_owned()
    } else {
        format!("{unit} {person}")
    };
    let text = format!(
        "{greeting}：\n\n{what}\n\n{way}\n\n征询人：{asked_by}\n\n（本邮件由系统自动发出，请勿回复。）\n"
    );
    Mail {
        to: String::new(),
        subject,
        text,
    }
}

/// That a unit answered, to whoever handles the case.
pub(super) fn answered(
    (to, name): (&str, &str),
    number: &str,
    (unit, says): (&str, &str),
    (path, reminders): (&str, &Reminders),
) -> Mail {
    let text = format!(
        "{name}：\n\n申请 {number} 的内部征询，{unit}已经答复：{says}。\n{}",
        footer(reminders, path)
    );
    Mail {
        to: to.to_owned(),
        subject: format!("依申请公开：{number} 的征询，{unit}已经答复"),
        text,
    }
}

/// A line of the digest: what a unit has yet to answer.
pub(super) fn waiting(one: &OpenAsking, today: Date, calendar: &Calendar) -> String {
    format!(
        "  {}  待{}答复\n    {}（{}）",
        one.case_number,
        one.unit_name,
        one.due_on,
        calendar.time_left(one.due_on, today)
    )
}
