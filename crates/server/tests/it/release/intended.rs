//! Where a page of the release is meant to read otherwise today. Each line says why; as few as can be.

/// `(page, was, is)`: on every page whose head (`WHO METHOD PATH`) begins like this, the line that read `was` reads `is`.
/// An empty `is`: the line is gone. An empty `was`: the line is new.
const INTENDED: &[(&str, &str, &str)] = &[];

/// Both sides without what is intended.
pub fn applied(head: &str, was: &[String], now: Vec<String>) -> (Vec<String>, Vec<String>) {
    let rules: Vec<_> = INTENDED
        .iter()
        .filter(|(page, _, _)| head.starts_with(page))
        .collect();
    let changed = |line: &String| match rules
        .iter()
        .find(|(_, old, _)| !old.is_empty() && *old == line.as_str())
    {
        Some((_, _, "")) => None,
        Some((_, _, new)) => Some((*new).to_owned()),
        None => Some(line.clone()),
    };
    let was = was.iter().filter_map(changed).collect();
    let is_new = |line: &String| {
        rules
            .iter()
            .any(|(_, old, new)| old.is_empty() && *new == line.as_str())
    };
    let now = now.into_iter().filter(|line| !is_new(line)).collect();
    (was, now)
}
