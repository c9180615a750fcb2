//! What the records say, found on a page: texts that stand in the store, days, numbers of cases, telephone numbers. A page of the
//! desk may say it in other words and another order from one release to the next; it may not lose it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

/// The longest text that is looked for: bodies are shown with their markup.
const LONGEST: usize = 60;

/// Days; numbers of cases and the like; long numbers.
static MARKED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d{4}-\d{2}-\d{2}|[A-Z]{2,}\d*-\d{4}-\d+|\d{7,}").unwrap());
static DAY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d{4})-(\d{2})-(\d{2})$").unwrap());

/// Every short text with a Chinese character in any column of a store, from its dump.
pub fn of_dump(dump: &str) -> BTreeSet<String> {
    let values = dump.lines().flat_map(|line| line.split('\t'));
    values.filter(|text| is_sought(text)).map(str::to_owned).collect()
}

fn is_sought(text: &str) -> bool {
    let length = text.chars().count();
    let is_chinese = text.chars().any(|one| ('\u{4e00}'..='\u{9fff}').contains(&one));
    (2..=LONGEST).contains(&length) && is_chinese && !text.contains(['{', '[', '\\', '\'', ';'])
}

/// What a page of the release says of the records.
pub fn on_page<'a>(store: &'a BTreeSet<String>, lines: &'a [String]) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for line in lines {
        found.extend(MARKED.find_iter(line).map(|one| one.as_str()));
        found.extend(
            store
                .iter()
                .map(String::as_str)
                .filter(|text| line.contains(text)),
        );
    }
    found
}

/// Whether a page says it today, markup and all: a day in any of its spellings.
pub fn is_said(fact: &str, page: &str) -> bool {
    if page.contains(fact) || page.contains(&escaped(fact)) {
        return true;
    }
    DAY.captures(fact).is_some_and(|day| {
        let number = |place: usize| day[place].parse::<u32>().unwrap();
        page.contains(&format!("{}月{}日", number(2), number(3)))
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('"', "&#34;")
}
