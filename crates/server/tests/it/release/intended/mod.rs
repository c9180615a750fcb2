//! Where a page of the release is meant to read otherwise today. Each line says why; as few as can be.

mod lines;

use lines::{HOME, INTENDED};

/// A column of the release that nothing was ever published in: 联系我们. A blank column is not public.
const BLANK: &str = "/columns/%E8%81%94%E7%B3%BB%E6%88%91%E4%BB%AC";

/// Whether what was at this address is meant to be there no more: letters that an applicant could edit, a blank column.
pub fn is_gone(head: &str) -> bool {
    (head.starts_with("track ") && head.ends_with("/docx")) || head == format!("- GET {BLANK}")
}

/// Whether a page is meant to be closed to who saw it: what reviews a letter passes is settled by whoever signs.
pub fn is_closed(head: &str) -> bool {
    head == "xitong GET /desk/cases/settings"
}

/// Whether a page is meant to say this no more: on the desk's lists a day stands in words (周五到期、12月4日), or is left to the
/// page of the case.
pub fn is_let_go(head: &str, fact: &str) -> bool {
    // The reports stand over the whole width, without the tree of columns beside them; the foot's names are the short ones.
    if head.starts_with("- GET /reports") {
        return ["政府信息公开指南", "政府信息公开制度"].contains(&fact);
    }
    let Some((_, page)) = head.split_once(" GET /desk") else {
        return false;
    };
    // What had passed the secrecy review of the old pair is handed over to its chain anew: nothing of the release waits for
    // publication.
    if page == "/documents?state=for_publication" {
        return true;
    }
    // A fee notice of the release has no day of receipt: when its period would have ended is not said, and it was paid.
    if page == "/cases/668182118400635" && fact == "2025-04-02" {
        return true;
    }
    // The audit log names a case by its number, no longer by that of its row.
    if page.starts_with("/audit") && fact.len() > 12 && fact.bytes().all(|one| one.is_ascii_digit()) {
        return true;
    }
    let is_day = fact.len() == "2026-12-04".len() && fact.starts_with("20");
    let is_list = ["", "/cases"].contains(&page)
        || ["/cases?", "/cases/ledger", "/cases/counted"]
            .iter()
            .any(|list| page.starts_with(list));
    is_day && is_list
}

/// A row of a list of documents, which is not marked as a sample any more: the page of a document is, and a demonstration says
/// so on top of each page.
fn without_tag(line: &str) -> String {
    let day = line.char_indices().rev().nth("2026-12-04".len() - 1);
    let day = day.and_then(|(place, _)| line.get(place..));
    let has_day = day.is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok());
    let row = line.strip_prefix("示例").filter(|_| has_day);
    row.unwrap_or(line).to_owned()
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
        None => Some(without_tag(line)),
    };
    let was = was.iter().filter_map(changed).collect::<Vec<String>>();
    let is_new = |line: &String| {
        rules
            .iter()
            .any(|(_, old, new)| old.is_empty() && *new == line.as_str())
    };
    let now = now
        .into_iter()
        .filter(|line| !is_new(line))
        .collect::<Vec<String>>();
    (
        without_layout(head, in_words(was)),
        without_layout(head, in_words(now)),
    )
}

/// What is said more since: that the reply's clock runs on while reasons are asked for, until which day, and how tentative days
/// come about.
fn in_words(lines: Vec<String>) -> Vec<String> {
    let changed = |line: String| {
        line.replace("待申请人，答复期限不停", "待申请人")
            .replace(&format!("<url><loc>http://localhost{BLANK}</loc></url>"), "")
            .replace("理由，期限至 2026-12-02，", "理由，")
            .replace("，按法定节假日推算，公布后重新计算", "")
            .replace("已到达、待确认", "已提交，待确认收到")
            // What may be left out says so; it was what must be filled in that did.
            .replace("必填", "")
            .replace(" 选填", "")
            .replace(
                "收取信息处理费。测算答复期限；本机关答复过的，见答复目录。",
                "收取信息处理费。",
            )
    };
    lines.into_iter().map(changed).collect()
}

/// The public pages have another layout: what they say is compared, not where it stands, and not the foot of every page.
fn without_layout(head: &str, mut lines: Vec<String>) -> Vec<String> {
    if !(head.starts_with("- ") || head.starts_with("track ")) {
        return lines;
    }
    // 长辈版 and the theme have one address now (`/display`).
    if head.starts_with("- GET /text-size") {
        return Vec::new();
    }
    if let Some(foot) = lines.iter().rposition(|line| line.starts_with("主办单位")) {
        lines.truncate(foot);
    }
    lines.sort();
    lines
}
