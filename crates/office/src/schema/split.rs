//! A file of SQL as its statements. A semicolon within quotes or a comment ends nothing.

/// The statements of a text, without those that are empty or only comments.
pub(super) fn statements(sql: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut one = String::new();
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            _ if rest.starts_with("--") => rest.find('\n'),
            _ if rest.starts_with("/*") => rest.find("*/").map(|at| at + 2),
            // A doubled quote within quotes reads as the end of one text and the beginning of the next.
            '\'' | '"' => rest
                .char_indices()
                .skip(1)
                .find(|(_, other)| *other == first)
                .map(|(at, _)| at + 1),
            _ => Some(first.len_utf8()),
        };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        match piece {
            ";" => all.push(std::mem::take(&mut one)),
            comment if comment.starts_with("--") || comment.starts_with("/*") => one.push(' '),
            text => one.push_str(text),
        }
    }
    all.push(one);
    all.iter()
        .map(|statement| statement.trim().to_owned())
        .filter(|statement| !statement.is_empty())
        .collect()
}
