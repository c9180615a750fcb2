//! The golden record of what a release shows: written once by walking its pages, read ever after.
//!
//! A page is a line `== WHO METHOD PATH` and the lines it shows.

use std::collections::BTreeSet;

use super::browser::{Browser, Site};

/// Where a walk begins, by whom.
const BEGINNINGS: [(&str, &[&str]); 9] = [
    (
        "-",
        &[
            "GET /",
            "GET /guide",
            "GET /columns",
            "GET /reports",
            "GET /apply",
            "GET /feed.xml",
            "GET /sitemap.xml",
        ],
    ),
    (
        "jingban",
        &[
            "GET /desk",
            "GET /desk/cases",
            "GET /desk/cases/ledger",
            "GET /desk/cases/ledger?page=2",
            "GET /desk/cases/fees?year=2025",
            "GET /desk/reports/2025",
            "GET /desk/reports/2025/counted",
        ],
    ),
    (
        "qianfa",
        &[
            "GET /desk",
            "GET /desk/cases/letters",
            "GET /desk/cases/retention",
            "GET /desk/documents?state=waiting",
            "GET /desk/reports",
        ],
    ),
    (
        "hefa",
        &["GET /desk", "GET /desk/cases/letters", "GET /desk/documents"],
    ),
    (
        "shenhe",
        &["GET /desk", "GET /desk/cases/letters", "GET /desk/documents"],
    ),
    (
        "bianji",
        &[
            "GET /desk",
            "GET /desk/documents",
            "GET /desk/columns",
            "GET /desk/organ",
            "GET /desk/reports",
        ],
    ),
    (
        "xitong",
        &[
            "GET /desk",
            "GET /desk/jobs",
            "GET /desk/people",
            "GET /desk/cases/settings",
        ],
    ),
    ("anquan", &["GET /desk", "GET /desk/people"]),
    (
        "shenji",
        &[
            "GET /desk",
            "GET /desk/audit?until=2026-11-27",
            "GET /desk/audit?until=2026-11-27&act=cases.mend",
        ],
    ),
];

/// How far the clerk, who sees most, walks; the others see their own first pages.
const DEPTH: usize = 3;

/// Not walked: printed papers depend on the machine's type faces, the audit log grows while one looks, some addresses end
/// something, and blank forms say nothing of what is stored.
const LEFT_OUT: [&str; 14] = [
    "/assets/",
    ".ico",
    ".pdf",
    "/files/pdf",
    "/desk/audit",
    "/session",
    "/end",
    "export",
    "text=",
    "/new",
    "/removal",
    "/parts",
    "/apply/",
    "import/template",
];

/// A page of the record.
#[derive(Clone, Debug)]
pub struct Page {
    pub who: String,
    pub address: String,
    pub lines: Vec<String>,
}

/// Reads a record.
pub fn read(text: &str) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("== ") {
            let at = head.find(" GET ").or_else(|| head.find(" POST ")).unwrap();
            let (who, address) = head.split_at(at);
            pages.push(Page {
                who: who.to_owned(),
                address: address.trim().to_owned(),
                lines: Vec::new(),
            });
        } else if let Some(page) = pages.last_mut() {
            page.lines.push(line.to_owned());
        }
    }
    pages
}

/// Walks the pages of a store and writes them down. `tracks` are numbers with their query codes.
pub async fn write(site: &Site, tracks: &[(&str, &str)]) -> String {
    let mut walk = Walk::default();
    for (who, first) in BEGINNINGS {
        walk.of(site, who, first).await;
    }
    for (number, code) in tracks {
        let who = format!("track {number} {code}");
        walk.of(site, &who, &["GET /track/case"]).await;
    }
    walk.text
}

#[derive(Default)]
struct Walk {
    text: String,
    /// Files and particulars of applicants, opened at the end of the clerk's walk: each look is on record.
    closed: BTreeSet<String>,
}

impl Walk {
    async fn of(&mut self, site: &Site, who: &str, first: &[&str]) {
        let mut browser = site.enter(who).await;
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut next: Vec<String> = first.iter().map(|one| (*one).to_owned()).collect();
        for depth in 0..DEPTH {
            let mut found = Vec::new();
            for address in std::mem::take(&mut next) {
                if seen.insert(address.clone()) {
                    let body = self.note(&mut browser, who, &address).await;
                    found.extend(links(&body, who));
                }
            }
            if who == "jingban" || depth == 0 {
                next = found;
            }
        }
        if who == "jingban" {
            for address in std::mem::take(&mut self.closed) {
                self.note(&mut browser, who, &address).await;
            }
        }
    }

    async fn note(&mut self, browser: &mut Browser, who: &str, address: &str) -> String {
        let lines = browser.see(address).await;
        let head = format!("== {who} {address}");
        for line in std::iter::once(&head).chain(&lines) {
            self.text.push_str(line);
            self.text.push('\n');
        }
        self.closed.extend(closed(&browser.body));
        browser.body.clone()
    }
}

/// The addresses a page leads to that belong to its walk and are the same on every machine.
fn links(page: &str, who: &str) -> Vec<String> {
    let home = match who {
        "-" => "/",
        _ if who.starts_with("track") => "/track/",
        _ => "/desk/",
    };
    let mut found: Vec<String> = Vec::new();
    for piece in page.split(" href=\"").skip(1) {
        let path = piece.split('"').next().unwrap_or("").replace("&amp;", "&");
        let path = path.split('#').next().unwrap_or("").to_owned();
        let is_ours =
            path.starts_with(home) && !path.starts_with("//") && (home != "/" || !path.starts_with("/desk"));
        let is_left_out = LEFT_OUT.iter().any(|part| path.contains(part)) || path.ends_with("/pdf");
        let address = format!("GET {path}");
        if is_ours && !is_left_out && !found.contains(&address) {
            found.push(address);
        }
    }
    found
}

/// The applicants' files a page offers to open, and their particulars.
fn closed(page: &str) -> Vec<String> {
    let actions = page.split(" action=\"").skip(1);
    let paths = actions.map(|piece| piece.split('"').next().unwrap_or(""));
    paths
        .filter(|path| {
            path.starts_with("/desk/cases/")
                && !path.ends_with("/removal")
                && (path.contains("/files/") || path.ends_with("/particulars"))
        })
        .map(|path| format!("POST {path}"))
        .collect()
}
