//! Where the reader came from: the list whose row led to this record. An act leads back to it with its notice, and not always
//! to the record; what is done on a page itself stays there. The list travels in the addresses (`from`), put on where a page
//! leaves the desk, so that no template and no form has to think of it. Only the lists named here are ever led to: the address is
//! typed by whoever likes, and none of them holds a secret.

use axum::extract::Request;
use axum::http::{HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::Response;

/// The lists, and what the way back to them is called.
const LISTS: [(&str, &str); 15] = [
    ("/desk", "今日待办"),
    ("/desk/answers", "答复目录"),
    ("/desk/askings", "内部征询"),
    ("/desk/cases", "在办"),
    ("/desk/cases/calendar", "到期日历"),
    ("/desk/cases/counted", "计数的申请"),
    ("/desk/cases/ledger", "登记表"),
    ("/desk/cases/letters", "文书审签"),
    ("/desk/cases/messages", "申请人来信"),
    ("/desk/disputes", "复议和诉讼"),
    ("/desk/matters", "来信和诉求"),
    ("/desk/matters/list", "来信和诉求列表"),
    ("/desk/rulings", "许可处罚收费"),
    ("/desk/rulings/counted", "计数的登记"),
    ("/desk/search", "搜索结果"),
];
/// Where records stand that one is led to from a list.
const RECORDS: [&str; 5] = [
    "/desk/askings/",
    "/desk/cases/",
    "/desk/disputes/",
    "/desk/matters/",
    "/desk/rulings/",
];
/// What leads on, as a page writes it.
const LEADS: [&str; 3] = [" href=\"", " action=\"", " formaction=\""];
const FIELD: &str = "from";
/// The longest address of a list that is carried on.
const LONGEST: usize = 300;

/// The list a reader came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CameFrom(Option<String>);

impl CameFrom {
    /// What an address says of it. A page that is such a list itself is where its rows are come from.
    pub fn of(uri: &Uri, is_page: bool) -> Self {
        let own = uri.path_and_query().map(ToString::to_string);
        let own = own.filter(|own| is_page && is_list(own));
        Self(own.or_else(|| said(uri.query()?)))
    }

    /// Its address and its name.
    pub fn list(&self) -> Option<(&str, &'static str)> {
        let address = self.0.as_deref()?;
        let path = address.split('?').next()?;
        let (_, name) = LISTS.iter().find(|(known, _)| *known == path)?;
        Some((address, name))
    }

    /// An address of a record that still knows the list.
    pub fn onward(&self, address: &str) -> String {
        self.marked(address, "&")
    }

    /// A page whose links and forms to records know the list, too.
    pub fn carried(&self, html: String) -> String {
        if self.0.is_none() {
            return html;
        }
        let Some((head, main)) = html.split_once("<main") else {
            return html;
        };
        let mut carried = format!("{head}<main");
        let mut rest = main;
        while let Some((before, lead)) = next_lead(rest) {
            carried.push_str(before);
            let (address, after) = lead.split_once('"').unwrap_or((lead, ""));
            carried.push_str(&self.marked(address, "&amp;"));
            carried.push('"');
            rest = after;
        }
        carried.push_str(rest);
        carried
    }

    fn marked(&self, address: &str, and: &str) -> String {
        let list = self.0.as_ref().filter(|_| is_record(address));
        let Some(query) = list.and_then(|list| serde_html_form::to_string([(FIELD, list)]).ok()) else {
            return address.to_owned();
        };
        if address.contains("from=") {
            return address.to_owned();
        }
        let (path, place) = address.split_once('#').unwrap_or((address, ""));
        let joint = if path.contains('?') { and } else { "?" };
        let place = if place.is_empty() {
            String::new()
        } else {
            format!("#{place}")
        };
        format!("{path}{joint}{query}{place}")
    }
}

/// What is done on a page of a record leads to that page again, which still knows the list.
pub async fn keep(request: Request, next: Next) -> Response {
    let came_from = CameFrom::of(request.uri(), false);
    let mut response = next.run(request).await;
    let to = response.headers().get(header::LOCATION);
    let to = to.and_then(|to| to.to_str().ok()).map(|to| came_from.onward(to));
    if let Some(to) = to.and_then(|to| HeaderValue::try_from(to).ok()) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

/// What stands before the next address, its opening quote included, and what begins with the address.
fn next_lead(html: &str) -> Option<(&str, &str)> {
    let found = LEADS
        .iter()
        .filter_map(|lead| Some(html.find(lead)? + lead.len()));
    html.split_at_checked(found.min()?)
}

fn said(query: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query).ok()?;
    let (_, list) = pairs.into_iter().find(|(name, _)| name == FIELD)?;
    is_list(&list).then_some(list)
}

/// Whether it is the address of a list, as a browser writes it.
fn is_list(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    let is_plain = address
        .chars()
        .all(|one| one.is_ascii_graphic() && !"\"#\\<>".contains(one));
    is_plain && address.len() <= LONGEST && LISTS.iter().any(|(known, _)| *known == path)
}

/// Whether it is the address of one record, or of something of it: that holds its number.
fn is_record(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let is_number = |part: &str| !part.is_empty() && part.chars().all(|one| one.is_ascii_digit());
    RECORDS.iter().any(|record| path.starts_with(record)) && path.split('/').any(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(address: &str, is_page: bool) -> CameFrom {
        CameFrom::of(&address.parse().unwrap(), is_page)
    }

    #[test]
    fn a_record_opened_from_a_list_leads_back_to_it() {
        let board = from("/desk/cases?mine=1", true);
        let row = "<a href=\"/desk/cases/7\">";
        let page = board.carried(format!("{row}<main>{row}<a href=\"/desk/cases/new\">"));
        let marked = "<a href=\"/desk/cases/7?from=%2Fdesk%2Fcases%3Fmine%3D1\">";
        assert_eq!(page, format!("{row}<main>{marked}<a href=\"/desk/cases/new\">"));
        let case = from("/desk/cases/7?from=%2Fdesk%2Fcases%3Fmine%3D1", true);
        assert_eq!(case.list(), Some(("/desk/cases?mine=1", "在办")));
        let form =
            "<main><form action=\"/desk/cases/7/notes\"><button formaction=\"/desk/disputes/8/answer\">";
        let carried = case.carried(form.to_owned());
        assert!(
            carried.contains("/notes?from=%2Fdesk%2Fcases%3Fmine%3D1\"") && carried.contains("/answer?from=")
        );
        assert_eq!(
            case.onward("/desk/cases/7?open=1#notes"),
            "/desk/cases/7?open=1&from=%2Fdesk%2Fcases%3Fmine%3D1#notes"
        );
        // An act is no list, though it stands at a list's address.
        assert_eq!(from("/desk/cases", false), CameFrom::default());
    }

    #[test]
    fn nothing_but_a_list_of_the_desk_is_led_to() {
        for foreign in [
            "https://example.org/",
            "//example.org/desk",
            "/desk/cases/7",
            "/desk/session/end",
            "/desk/..//example.org",
            "/desk\\example.org",
            "/deskx",
            "/desk?a=b\r\nLocation: x",
            "/desk?q=“",
        ] {
            let query = serde_html_form::to_string([("from", foreign)]).unwrap();
            let found = from(&format!("/desk/cases/7?{query}"), true);
            assert_eq!(found.list(), None, "{foreign}");
            assert_eq!(found.onward("/desk/cases/7"), "/desk/cases/7");
        }
        let long = format!("/desk/search?q={}", "a".repeat(LONGEST));
        assert_eq!(from(&format!("/desk/cases/7?from={long}"), true).list(), None);
    }
}
