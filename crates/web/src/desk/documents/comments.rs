//! Comments on places of the text: shown in it, written while it is read, dealt with by name.

use axum::extract::Path;
use axum::response::Response;
use office::documents::{self, Comment};
use office::{DocumentId, ReviewCommentId};
use serde::Deserialize;

use super::HERE;
use super::review::{Typed, read_again};
use crate::csrf::ProtectedForm;
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::when::minute;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CommentForm {
    quote: String,
    comment: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ResolutionForm {
    resolution: String,
}

/// What the words of a comment stand in.
const MARK: &str = "<mark class=\"review-mark\">";

/// A comment as the reading view shows it.
pub struct CommentShown {
    pub number: usize,
    pub id: String,
    pub quote: String,
    pub words: String,
    pub who: String,
    /// Who dealt with it, and how; empty while nobody has.
    pub resolved: String,
    /// Its words stand no more: they were changed.
    pub is_gone: bool,
}

/// What was typed into the form of a comment.
#[derive(Clone, Default)]
pub struct TypedComment {
    pub quote: String,
    pub words: String,
}

/// The comments of a document.
pub async fn of_document(desk: &Desk, id: DocumentId) -> Result<Vec<CommentShown>, Problem> {
    let comments = documents::comments(desk.office(), &desk.actor, id).await?;
    Ok((1..)
        .zip(comments)
        .map(|(number, one)| shown(number, one))
        .collect())
}

fn shown(number: usize, one: Comment) -> CommentShown {
    let resolved = one.resolved.map(|resolved| {
        let words = if resolved.words.is_empty() {
            String::new()
        } else {
            format!("：{}", resolved.words)
        };
        format!("{} {} 已处理{words}", resolved.by, minute(resolved.at))
    });
    CommentShown {
        number,
        id: one.id.to_string(),
        quote: one.quote,
        words: one.words,
        who: format!("{} {}，第 {} 稿", one.by, minute(one.at), one.edition),
        resolved: resolved.unwrap_or_default(),
        is_gone: !one.stands,
    }
}

/// The body with the words of open comments marked and numbered, where they lie in one run of text.
pub fn marked(html: &str, comments: &[CommentShown]) -> String {
    let open = comments
        .iter()
        .filter(|one| one.resolved.is_empty() && !one.is_gone);
    open.fold(html.to_owned(), |html, one| mark(&html, one))
}

fn mark(html: &str, comment: &CommentShown) -> String {
    let quote = escaped(&comment.quote);
    let mut made = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while !rest.is_empty() {
        let (text, tag) = rest
            .split_once('<')
            .map_or((rest, None), |(text, tag)| (text, Some(tag)));
        if let Some((before, after)) = text.split_once(&quote) {
            let number = comment.number.to_string();
            let mark = [before, MARK, &quote, "<sup>", &number, "</sup></mark>", after];
            made.push_str(&mark.concat());
            if let Some(tag) = tag {
                made.push('<');
                made.push_str(tag);
            }
            return made;
        }
        made.push_str(text);
        let Some(tag) = tag else { break };
        let (inside, after) = tag.split_once('>').unwrap_or((tag, ""));
        made.push('<');
        made.push_str(inside);
        made.push('>');
        rest = after;
    }
    made
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Comments on a place.
pub async fn add(
    desk: Desk,
    Path(id): Path<DocumentId>,
    ProtectedForm(form): ProtectedForm<CommentForm>,
) -> Result<Response, Problem> {
    let said = (form.quote.as_str(), form.comment.as_str());
    match documents::comment(desk.office(), &desk.actor, desk.moment, id, said).await {
        Ok(()) => Ok(redirect_with(&format!("{HERE}/{id}/review"), "意见已记下。")),
        Err(error) => {
            let comment = TypedComment {
                quote: form.quote,
                words: form.comment,
            };
            let typed = Typed {
                comment,
                ..Typed::default()
            };
            read_again(&desk, id, typed, error).await
        }
    }
}

/// Says that one was dealt with.
pub async fn resolve(
    desk: Desk,
    Path((id, comment)): Path<(DocumentId, ReviewCommentId)>,
    ProtectedForm(form): ProtectedForm<ResolutionForm>,
) -> Result<Response, Problem> {
    let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
    match documents::resolve(office, actor, moment, (id, comment), &form.resolution).await {
        Ok(()) => Ok(redirect_with(&format!("{HERE}/{id}/review"), "已记为处理。")),
        Err(error) => read_again(&desk, id, Typed::default(), error).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(quote: &str) -> CommentShown {
        CommentShown {
            number: 1,
            id: "1".to_owned(),
            quote: quote.to_owned(),
            words: "请核对".to_owned(),
            who: String::new(),
            resolved: String::new(),
            is_gone: false,
        }
    }

    #[test]
    fn words_are_marked_where_they_stand_and_never_within_a_tag() {
        let html = "<p title=\"日期\">日期为 <b>5 &lt; 6</b></p>";
        let dated = marked(html, &[comment("日期")]);
        assert_eq!(
            dated,
            "<p title=\"日期\"><mark class=\"review-mark\">日期<sup>1</sup></mark>为 <b>5 &lt; 6</b></p>"
        );
        assert!(marked(html, &[comment("5 < 6")]).contains("<mark class=\"review-mark\">5 &lt; 6<sup>1"));
        assert_eq!(marked(html, &[comment("<b>")]), html, "no text is a tag");
        assert_eq!(marked(html, &[comment("没有的")]), html);
    }
}
