//! What a page's form would send: every field as it stands, some of them changed by the one who fills it in.

use axum::http::StatusCode;

use crate::harness::{Browser, Page};

/// Where the form begins that goes to `action`, by itself or by a button that stands outside it.
fn beginning<'a>(page: &'a Page, action: &str) -> Option<&'a str> {
    if let Some((_, form)) = led(page, " action", action) {
        return Some(form);
    }
    let (before, _) = led(page, " formaction", action)?;
    let (before, tag) = before.rsplit_once('<')?;
    match attribute(tag, "form") {
        Some(id) => page
            .body
            .split_once(&format!(" id=\"{id}\""))
            .map(|(_, form)| form),
        None => before.rsplit_once("<form").map(|(_, form)| form),
    }
}

/// What stands before and after the place that leads to `action`, by itself or with the list its reader came from.
fn led<'a>(page: &'a Page, lead: &str, action: &str) -> Option<(&'a str, &'a str)> {
    let whole = format!("{lead}=\"{action}\"");
    let marked = format!("{lead}=\"{action}?from=");
    page.body
        .split_once(&whole)
        .or_else(|| page.body.split_once(&marked))
}

/// The fields of the form that goes to `action`, with some changed.
pub fn filled(page: &Page, action: &str, changed: &[(&str, &str)]) -> Vec<(String, String)> {
    let form = beginning(page, action).unwrap_or_else(|| panic!("no form for {action} on:\n{}", page.body));
    let form = form.split("</form>").next().unwrap();
    let mut fields: Vec<(String, String)> = Vec::new();
    for piece in form.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        let field = match tag.split(' ').next().unwrap() {
            "input" if !is_choice(tag) || tag.contains(" checked") => attribute(tag, "value"),
            "textarea" => Some(unescaped(text.strip_prefix('\n').unwrap_or(text))),
            "select" => Some(chosen(form, tag)),
            _ => None,
        };
        if let (Some(name), Some(value)) = (attribute(tag, "name"), field) {
            fields.push((name, value));
        }
    }
    for (name, value) in changed {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

/// Whether it sends something only where it is chosen.
fn is_choice(tag: &str) -> bool {
    tag.contains("checkbox") || tag.contains("type=\"radio\"")
}

/// The option that is selected in the list that this tag begins, else the first.
fn chosen(form: &str, tag: &str) -> String {
    let (_, list) = form.split_once(tag).unwrap();
    let list = list.split("</select>").next().unwrap();
    let options = || list.split("<option").skip(1);
    let option = options()
        .find(|option| option.split('>').next().unwrap().contains(" selected"))
        .or_else(|| options().next());
    option
        .and_then(|option| attribute(option.split('>').next().unwrap(), "value"))
        .unwrap_or_default()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next().map(unescaped)
}

fn unescaped(text: &str) -> String {
    text.replace("&#34;", "\"")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
}

/// Opens a page, fills in its form and sends it.
pub async fn fill_in(browser: &mut Browser, path: &str, action: &str, changed: &[(&str, &str)]) -> Page {
    let page = browser.get(path).await;
    send(browser, action, &filled(&page, action, changed)).await
}

/// Registers an application at the desk; the page with its number and query code.
pub async fn register(clerk: &mut Browser, fields: &[(&str, &str)]) -> Page {
    let sent = fill_in(clerk, "/desk/cases/new", "/desk/cases", fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let receipt = clerk.get(sent.header("location")).await;
    assert_eq!(receipt.status, StatusCode::OK, "{}", receipt.body);
    receipt
}

/// Sends these fields.
pub async fn send(browser: &mut Browser, action: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post_bare(action, &fields).await
}
