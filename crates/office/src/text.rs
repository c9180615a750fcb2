//! Typed text on its way into the store: without characters that no page shows (PostgreSQL refuses NUL), trimmed, and
//! nothing where there is nothing. Also how text is sought.

use law::cases::reasons::is_wordless;
use law::signs::{is_of_many_spellings, narrow, shows_nothing, visible};
use sea_orm::Condition;
use sea_orm::sea_query::{Expr, ExprTrait, Func, IntoColumnRef, LikeExpr};

/// One line: line breaks and tabs become spaces.
pub(crate) fn line(text: &str) -> String {
    let space = |one: char| if ends_line(one) || one == '\t' { ' ' } else { one };
    let clean: String = visible(text).chars().map(space).collect();
    if clean.chars().all(shows_nothing) {
        return String::new();
    }
    clean.trim().to_owned()
}

const fn ends_line(one: char) -> bool {
    matches!(one, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Paragraphs: line breaks and tabs stay, blanks at the end go.
pub(crate) fn paragraphs(text: &str) -> String {
    let text = visible(text).replace("\r\n", "\n").replace(ends_line, "\n");
    text.trim_end().to_owned()
}

/// The line, unless it is blank.
pub(crate) fn filled(text: &str) -> Option<String> {
    Some(line(text)).filter(|line| !line.is_empty())
}

/// The line, unless it is no reason: blank, or a sign over and over.
pub(crate) fn reason(text: &str) -> Option<String> {
    Some(line(text)).filter(|line| !is_wordless(line))
}

/// The line as a column that may be NULL: '' never means something other than NULL.
pub(crate) fn optional(text: &str) -> Option<String> {
    filled(text)
}

/// Whether a column contains this text: whatever its capitals, whichever dash or interpunct is typed, in full width or not.
pub(crate) fn contains(column: impl IntoColumnRef, text: &str) -> Condition {
    let text = line(text).to_lowercase();
    let narrow = narrow(&text);
    let lowered = Expr::expr(Func::lower(Expr::col(column)));
    let mut any = Condition::any();
    if narrow != text {
        any = any.add(lowered.clone().like(containing(&narrow)));
    }
    any.add(lowered.like(containing(&text)))
}

/// What contains this text, its own `%` and `_` taken as they are, any dash for a dash and any interpunct for one.
fn containing(text: &str) -> LikeExpr {
    let any_of_its_kind = |one: char| is_of_many_spellings(one).then_some("_".to_owned());
    let pattern: String = text
        .chars()
        .map(|one| any_of_its_kind(one).unwrap_or_else(|| escaped(one)))
        .collect();
    LikeExpr::new(format!("%{pattern}%")).escape('\\')
}

/// What holds exactly this.
pub(crate) fn holding(text: &str) -> LikeExpr {
    LikeExpr::new(format!("%{}%", text.chars().map(escaped).collect::<String>())).escape('\\')
}

/// What begins with exactly this.
pub(crate) fn beginning(text: &str) -> LikeExpr {
    LikeExpr::new(format!("{}%", text.chars().map(escaped).collect::<String>())).escape('\\')
}

fn escaped(one: char) -> String {
    if matches!(one, '%' | '_' | '\\') {
        format!("\\{one}")
    } else {
        one.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_page_shows_goes() {
        assert_eq!(line(" 标题\0\r\n二\t三 "), "标题  二 三");
        assert_eq!(paragraphs("一\r\n\0二\u{7}\n"), "一\n二");
        assert_eq!(filled(" \0 "), None);
        assert_eq!(line("甲\u{202e}乙\u{ffff}\u{2067}丙"), "甲乙丙");
        assert_eq!(paragraphs("甲\u{202e}乙\n丙\u{fdd0}"), "甲乙\n丙");
        // A joiner within a sign stays; alone it is a title that nobody sees.
        assert_eq!(line("👨\u{200d}👩\u{200d}👧"), "👨\u{200d}👩\u{200d}👧");
        assert_eq!(filled("\u{200b} \u{3164}"), None);
        assert_eq!(line("张\u{200b}三"), "张三");
        assert_eq!(paragraphs("一\u{2028}二\r三\u{feff}"), "一\n二\n三");
    }
}
