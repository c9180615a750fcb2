//! Where a page of the release is meant to read otherwise today. Each line says why; as few as can be.

mod lines;
mod log_words;
mod relaid;

use std::borrow::Cow;

use lines::{HOME, INTENDED};
use log_words::LOG_WORDS;
pub use relaid::{is_relaid, lost};

/// Whether what was at this address is meant to be there no more: letters that an applicant could edit.
pub fn is_gone(head: &str) -> bool {
    head.starts_with("track ") && head.ends_with("/docx")
}

/// A line of the log in today's words.
fn in_words(line: &str) -> String {
    LOG_WORDS
        .iter()
        .fold(line.to_owned(), |line, (key, word)| line.replace(key, word))
}

/// Both sides without what is intended.
pub fn applied(head: &str, was: &[String], now: Vec<String>) -> (Vec<String>, Vec<String>) {
    let rules: Vec<_> = INTENDED
        .iter()
        .filter(|(page, _, _)| head.contains(page) && (*page != HOME || head == HOME))
        .collect();
    let changed = |line: &String| match rules
        .iter()
        .find(|(_, old, _)| !old.is_empty() && *old == line.as_str())
    {
        Some((_, _, "")) => None,
        Some((_, _, new)) => Some((*new).to_owned()),
        None => Some(line.clone()),
    };
    // A state in the words of an office: 已到达 is 已提交 to whoever reads it.
    let in_state = |line: String| line.replace("已到达、待确认", "已提交，待确认收到");
    let mut was = without_way(head, was)
        .iter()
        .filter_map(changed)
        .map(in_state)
        .collect::<Vec<String>>();
    if head.contains(" GET /desk/audit") {
        was = was.iter().map(|line| in_words(line)).collect();
    }
    let is_new = |line: &String| {
        rules
            .iter()
            .any(|(_, old, new)| old.is_empty() && *new == line.as_str())
    };
    let now = now
        .into_iter()
        .filter(|line| !is_new(line))
        .collect::<Vec<String>>();
    let now = without_news(head, now);
    (
        without_layout(head, without_acts(head, without_nearness(head, was))),
        without_layout(head, without_acts(head, without_nearness(head, now))),
    )
}

/// What may be done today, and why the rest may not, is law's and has its tests there: facts against the rules may be recorded
/// now, an unconfirmed application answered, an extension given while somebody is consulted. And the seventh working day
/// for a notice of correction stands on the board, the first page and the month from receipt on.
fn without_acts(head: &str, lines: Vec<String>) -> Vec<String> {
    const NOTICE: &str = "告知补正的期限";
    let is_case = head
        .rsplit_once(" GET /desk/cases/")
        .is_some_and(|(_, rest)| rest.chars().all(|one| one.is_ascii_digit()));
    let of_task = |line: &str| {
        line.contains("件申请待认定内容是否明确")
            || line.starts_with("内容不明确的，自收到申请之日起7个工作日内")
            || line == "去认定"
    };
    let is_month = head.contains(" GET /desk/cases/calendar");
    let is_first_page = head.ends_with(" GET /desk");
    let mut is_left_out = false;
    lines
        .into_iter()
        .filter(|line| {
            if (is_case && line == "今天可以办理") || line.starts_with(NOTICE) {
                is_left_out = true;
            } else if (is_case && line == "申请人来信") || line.starts_with("已逾期") {
                is_left_out = false;
            }
            let is_notice = is_month && line.starts_with("告知补正期限：");
            !(is_left_out || is_notice || is_first_page && of_task(line))
        })
        // The ticks of the settings are one more; the days for reasons are told, and how tentative days come about.
        .filter(|line| !(head.ends_with(" GET /desk/cases/settings") && line == "true"))
        .map(|line| line.replace("理由，期限至 2026-12-02，", "理由，"))
        .map(|line| line.replace("，按法定节假日推算，公布后重新计算", ""))
        .collect()
}

/// Letters in sign-off and messages are sections of the menu now: nothing leads to them but the page itself.
fn without_way<'a>(head: &str, lines: &'a [String]) -> Cow<'a, [String]> {
    let is_section = ["/desk/cases/letters", "/desk/cases/messages"]
        .iter()
        .any(|page| head.ends_with(&format!(" GET {page}")));
    match lines {
        [status, first, _, rest @ ..] if is_section && first == "依申请公开" => {
            std::iter::once(status).chain(rest).cloned().collect()
        }
        _ => Cow::Borrowed(lines),
    }
}

/// How many places the desk's menu on a phone had before 更多.
const MENU: usize = 4;

/// The public pages have another layout: what they say is compared, not where it stands, and not the foot of every page.
fn without_layout(head: &str, mut lines: Vec<String>) -> Vec<String> {
    if !(head.starts_with("- ") || head.starts_with("track ")) {
        // The menu at the foot of a phone, which the record has after each of the desk's pages.
        let is_menu = |line: &String| line == "更多";
        let foot = lines
            .iter()
            .rposition(is_menu)
            .and_then(|more| more.checked_sub(MENU));
        if let Some(foot) = foot.filter(|foot| lines.get(*foot).is_some_and(|line| line == "今日待办")) {
            lines.truncate(foot);
        }
        return lines;
    }
    // 长辈版 and the theme have one address now (`/display`).
    if head.starts_with("- GET /text-size") {
        return Vec::new();
    }
    // Applying is three steps, and the progress is laid anew with its four; what stands on both is held word by word by
    // `site_apply` and `site_track`, and what it says of a case by `law::cases` (`plain.rs`, `progress.rs`).
    let is_laid_anew = head == "- GET /apply" || head.ends_with(" GET /track/case");
    if is_laid_anew && !lines.is_empty() {
        return Vec::new();
    }
    if let Some(foot) = lines.iter().rposition(|line| line.starts_with("主办单位")) {
        lines.truncate(foot);
    }
    // What may be left out says so; it was what must be filled in that did.
    for line in &mut lines {
        *line = line.replace("必填", "").replace(" 选填", "");
    }
    lines.sort();
    lines
}

/// What stands in a page as a block of its own that there was not: from the line that begins so up to the line that does. The
/// board lists disputes to be answered; the settings of reminders ask who is told of what is overdue.
const BLOCKS: &[(&str, &str, &str)] = &[
    (" GET /desk/cases", "复议、诉讼待答复", "已逾期"),
    (" GET /desk/jobs", "逾期时同时提醒的负责人", "工作台网址"),
];

fn without_news(head: &str, lines: Vec<String>) -> Vec<String> {
    let Some((_, from, until)) = BLOCKS.iter().find(|(page, _, _)| head.contains(page)) else {
        return lines;
    };
    let mut is_news = false;
    let is_old = |line: &String| {
        is_news = (is_news || line.starts_with(from)) && !line.starts_with(until);
        !is_news
    };
    lines.into_iter().filter(is_old).collect()
}

/// How near a due day is was said in calendar days and is said in working days, which also cut the groups of the board and
/// the tasks of the first page. Both sides are compared without it; that all places say the same, `desk_urgency` holds.
fn without_nearness(head: &str, lines: Vec<String>) -> Vec<String> {
    const GROUPS: [&str; 4] = ["三天内到期", "三个工作日内到期", "一周内到期", "一周以后"];
    const HEADS: [&str; 5] = ["申请内容", "申请人", "状态", "收到", "期限"];
    let is_board = head.ends_with(" GET /desk/cases") || head.ends_with(" GET /desk/cases?mine=1");
    let is_first_page = head.ends_with(" GET /desk");
    let of_group = |line: &str| GROUPS.iter().any(|group| line.starts_with(group)) || HEADS.contains(&line);
    // Those that wait to be confirmed are told apart from those whose reply is due, and under their own article.
    let of_task = |line: &str| {
        ["紧急", "临近", "待办", "去办理", "去确认"].contains(&line)
            || line.starts_with("答复期限")
            || line.starts_with("以双方确认之日为收到申请之日")
            || line.contains("件申请待与申请人确认收到")
            || (line.contains("件依申请公开") && (line.ends_with("内到期") || line.ends_with("已逾期")))
    };
    lines
        .iter()
        // That the reply's clock runs on while reasons are asked for is said since.
        .map(|line| line.replace("待申请人，答复期限不停", "待申请人"))
        .map(|line| without_time_left(&line))
        .filter(|line| !(is_board && of_group(line) || is_first_page && of_task(line)))
        // An answer to a suit, which stands in the month like the due days of cases.
        .filter(|line| !line.starts_with("答复示例人民法院示行初"))
        .collect()
}

/// `还有 3 天 · 待本机关` and `还有 1 个工作日 · 待本机关` are both ` · 待本机关`.
fn without_time_left(line: &str) -> String {
    for told in ["还有 ", "已逾期 ", "逾期 "] {
        let Some((before, after)) = line.split_once(told) else {
            continue;
        };
        let unit = after.trim_start_matches(|one: char| one.is_ascii_digit());
        let rest = unit.strip_prefix(" 天").or(unit.strip_prefix(" 个工作日"));
        if let Some(rest) = rest.filter(|_| unit.len() < after.len()) {
            return without_time_left(&format!("{before}{rest}"));
        }
    }
    // The month said no more than that it is over.
    line.replace("已逾期待", "待")
}
