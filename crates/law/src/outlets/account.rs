//! What is known of the account from outside: how long it was silent, whether a link is one of its articles, whether what is public is
//! what was approved.

use jiff::ToSpan;
use jiff::civil::Date;
use similar::{ChangeTag, TextDiff};

use super::limits::{LimitName, Limits};
use crate::codes::WhyNot;

/// How long nothing was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silence {
    pub last_on: Date,
    pub days: i32,
    /// More than the limit; otherwise it is a reminder.
    pub is_over: bool,
}

/// Whether the account is silent for too long on a day, or soon will be: `None` while all is well, and where it never published
/// anything and nobody says since when it is open.
pub fn silence(posts: &[Date], today: Date, limits: &Limits) -> Option<Silence> {
    let limit = limits.find(LimitName::Silence)?;
    let last_on = posts.iter().copied().filter(|day| *day <= today).max()?;
    let days = last_on.until(today).ok()?.get_days();
    let reaches = |many: u32| i64::from(days) >= i64::from(many);
    let is_over = reaches(limit.limit.threshold.saturating_add(1));
    let is_early = limit.early_at.is_some_and(|early| reaches(early.threshold));
    (is_over || is_early).then_some(Silence {
        last_on,
        days,
        is_over,
    })
}

/// The first day on which an account that last published then is silent for too long.
pub fn silent_from(last_on: Date, limits: &Limits) -> Option<Date> {
    let most = i64::from(limits.find(LimitName::Silence)?.limit.threshold);
    last_on.checked_add((most + 1).days()).ok()
}

/// How many days are left until the account's verification (认证) ends, where that is near or past; an account whose verification ended
/// loses its name and its functions.
pub fn verification_left(until: Date, today: Date, limits: &Limits) -> Option<i32> {
    let early = limits.find(LimitName::Verification)?.limit.threshold;
    let left = today.until(until).ok()?.get_days();
    (i64::from(left) <= i64::from(early)).then_some(left)
}

/// A link of an article, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleLink {
    /// Without what only tells where it was shared.
    pub address: String,
    /// Whether the link itself tells that it is of this account; a short one tells nothing.
    pub is_own: bool,
}

/// The account's host.
const HOST: &str = "mp.weixin.qq.com";
/// By what a long link names its article: account, message, place in it, signature.
const NAMING: [&str; 4] = ["__biz", "mid", "idx", "sn"];

/// The link of an article pasted back (回填), held against host, account and what was pasted before. `own` is the account's `__biz`,
/// where it is known.
pub fn article_link(pasted: &str, own: Option<&str>, used: &[&str]) -> Result<ArticleLink, WhyNot> {
    let wrong = |why: &str| WhyNot::new("link", why);
    let rest = pasted
        .trim()
        .strip_prefix("https://")
        .ok_or_else(|| wrong("链接应当以 https:// 开头，请从公众号文章页复制。"))?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if host != HOST {
        return Err(wrong(
            "不是公众号文章的链接，应当以 https://mp.weixin.qq.com/s 开头。",
        ));
    }
    let path = path.split('#').next().unwrap_or("");
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let link = match path.strip_prefix("s/").filter(|short| !short.is_empty()) {
        Some(_) => ArticleLink {
            address: format!("https://{HOST}/{path}"),
            is_own: false,
        },
        None if path == "s" => long_link(query, own)?,
        None => {
            return Err(wrong(
                "不是公众号文章的链接：可能是预览或者素材的地址，请从已发表的文章页复制。",
            ));
        }
    };
    if used.contains(&link.address.as_str()) {
        return Err(wrong("这个链接已经填给另一篇，请核对。"));
    }
    Ok(link)
}

fn long_link(query: &str, own: Option<&str>) -> Result<ArticleLink, WhyNot> {
    let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let value = |name| {
        pairs
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| *value)
    };
    let named = NAMING.map(|name| value(name).map(|value| format!("{name}={value}")));
    let named: Option<Vec<String>> = named.into_iter().collect();
    let named = named.ok_or_else(|| WhyNot::new("link", "链接不完整，请从公众号文章页重新复制。"))?;
    let account = value("__biz");
    if own.is_some() && account != own {
        return Err(WhyNot::new("link", "这是别的公众号的文章，请核对。"));
    }
    Ok(ArticleLink {
        address: format!("https://{HOST}/s?{}", named.join("&")),
        is_own: own.is_some(),
    })
}

/// A place where the public text is not what was approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    pub approved: String,
    pub public: String,
}

/// Where what is public differs from what was approved, blanks and line ends aside; nothing where they are the same.
pub fn drift(approved: &str, public: &str) -> Vec<Drift> {
    let plain = |text: &str| {
        text.chars()
            .filter(|sign| !sign.is_whitespace())
            .collect::<String>()
    };
    let (approved, public) = (plain(approved), plain(public));
    let mut found: Vec<Drift> = Vec::new();
    let mut is_within = false;
    for change in TextDiff::from_chars(&approved, &public).iter_all_changes() {
        let tag = change.tag();
        if tag == ChangeTag::Equal {
            is_within = false;
            continue;
        }
        if !is_within {
            found.push(Drift {
                approved: String::new(),
                public: String::new(),
            });
            is_within = true;
        }
        if let Some(last) = found.last_mut() {
            match tag {
                ChangeTag::Delete => last.approved.push_str(change.value()),
                _ => last.public.push_str(change.value()),
            }
        }
    }
    found
}
