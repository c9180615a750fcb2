//! Where a page of the release is meant to read otherwise today. Each line says why; as few as can be.

/// `(page, was, is)`: on every page whose head (`WHO METHOD PATH`) begins like this, the line that read `was` reads `is`.
/// An empty `is`: the line is gone. An empty `was`: the line is new.
const INTENDED: &[(&str, &str, &str)] = &[
    // Mails are one kind of job among others: the page groups them by what they need.
    ("xitong ", "待发邮件", "后台任务"),
    ("", "查看和重试待发邮件，设置提醒", "查看和重试后台任务，设置提醒"),
    (
        "anquan GET /desk/people/",
        "系统管理员修改机关资料和公开指南；查看栏目；调整栏目；导入节假日安排；查看人员；开通、停用账号，重置密码；查看和重试待发邮件，设置提醒",
        "系统管理员修改机关资料和公开指南；查看栏目；调整栏目；导入节假日安排；查看人员；开通、停用账号，重置密码；查看和重试后台任务，设置提醒",
    ),
    ("shenji ", "待发邮件（全部）", "后台任务（全部）"),
    ("shenji ", "重试待发邮件", "重试后台任务"),
    ("xitong GET /desk/jobs", "尚未发出", ""),
    ("xitong GET /desk/jobs", "", "邮件"),
];

/// Both sides without what is intended.
pub fn applied(head: &str, was: &[String], now: Vec<String>) -> (Vec<String>, Vec<String>) {
    let rules: Vec<_> = INTENDED
        .iter()
        .filter(|(page, _, _)| head.starts_with(page))
        .collect();
    let changed = |line: &String| match rules
        .iter()
        .find(|(_, old, _)| !old.is_empty() && *old == line.as_str())
    {
        Some((_, _, "")) => None,
        Some((_, _, new)) => Some((*new).to_owned()),
        None => Some(line.clone()),
    };
    let was = was.iter().filter_map(changed).collect();
    let is_new = |line: &String| {
        rules
            .iter()
            .any(|(_, old, new)| old.is_empty() && *new == line.as_str())
    };
    let now = now.into_iter().filter(|line| !is_new(line)).collect();
    (was, now)
}
