//! Typed text on its way into the store: without characters that no page shows (PostgreSQL refuses NUL), trimmed, and
//! nothing where there is nothing. Also how text is sought.

use sea_orm::sea_query::LikeExpr;

/// One line: line breaks and tabs become spaces.
pub(crate) fn line(text: &str) -> String {
    let space = |one: char| {
        if matches!(one, '\n' | '\r' | '\t') {
            ' '
        } else {
            one
        }
    };
    let clean: String = text.chars().map(space).filter(|one| !one.is_control()).collect();
    clean.trim().to_owned()
}

/// Paragraphs: line breaks and tabs stay, blanks at the end go.
pub(crate) fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let is_kept = |one: &char| !one.is_control() || matches!(one, '\n' | '\t');
    let clean: String = text.chars().filter(is_kept).collect();
    clean.trim_end().to_owned()
}

/// The line, unless it is blank.
pub(crate) fn filled(text: &str) -> Option<String> {
    Some(line(text)).filter(|line| !line.is_empty())
}

/// The line as a column that may be NULL: '' never means something other than NULL.
pub(crate) fn optional(text: &str) -> Option<String> {
    filled(text)
}

/// What contains this text, its own `%` and `_` taken as they are.
pub(crate) fn containing(text: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for one in line(text).chars() {
        if matches!(one, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(one);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_page_shows_goes() {
        assert_eq!(line(" 标题\0\r\n二\t三 "), "标题  二 三");
        assert_eq!(paragraphs("一\r\n\0二\u{7}\n"), "一\n二");
        assert_eq!(filled(" \0 "), None);
    }
}
