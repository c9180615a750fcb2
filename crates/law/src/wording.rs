//! Wording with named places: `{name}` is filled with a value, and a passage in `[ ]` is left out where its first value is
//! blank. What the places are called is the caller's; so is what stands where a value is missing.

/// A part of a wording.
enum Part<'a> {
    Words(&'a str),
    Slot(&'a str),
    Passage(&'a str),
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut all = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let inside = |open, close| {
            rest.strip_prefix(open)
                .and_then(|after: &str| after.split_once(close))
        };
        let (part, after) = if let Some((name, after)) = inside('{', '}') {
            (Part::Slot(name), after)
        } else if let Some((passage, after)) = inside('[', ']') {
            (Part::Passage(passage), after)
        } else {
            // A bracket that nothing closes is a word like any other.
            let length = rest
                .char_indices()
                .skip(1)
                .find(|(_, one)| matches!(one, '{' | '['));
            let (words, after) = rest.split_at(length.map_or(rest.len(), |(at, _)| at));
            (Part::Words(words), after)
        };
        all.push(part);
        rest = after;
    }
    all
}

/// What stands in a place of that name, between these words of the wording; nothing where the fact is blank.
type Value<'a> = &'a dyn Fn(&str, Between<'_>) -> String;

/// The words of the wording right before and right behind a place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Between<'a> {
    pub before: &'a str,
    pub after: &'a str,
}

/// The wording with its places filled: `value` gives what stands in a place, `blank` what stands there where it is blank.
pub fn fill(text: &str, value: &dyn Fn(&str) -> String, blank: fn(&str) -> String) -> String {
    fill_between(text, &|name, _| value(name), blank)
}

/// The same for a value that hangs on the words around its place.
pub fn fill_between(text: &str, value: Value<'_>, blank: fn(&str) -> String) -> String {
    let mut filled = String::new();
    let parts = parts(text);
    let words = |at: Option<usize>| match at.and_then(|at| parts.get(at)) {
        Some(Part::Words(words)) => *words,
        _ => "",
    };
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Words(words) => filled.push_str(words),
            Part::Slot(name) => {
                let between = Between {
                    before: words(at.checked_sub(1)),
                    after: words(at.checked_add(1)),
                };
                let value = value(name, between);
                filled.push_str(&if value.is_empty() { blank(name) } else { value });
            }
            Part::Passage(passage) => {
                let first = slots(passage).first().copied();
                let is_told = first.is_none_or(|name| !value(name, Between::default()).is_empty());
                if is_told {
                    filled.push_str(&fill_between(passage, value, blank));
                }
            }
        }
    }
    filled
}

/// The names of its places, in order; those in passages too.
pub fn slots(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in parts(text) {
        match part {
            Part::Words(_) => {}
            Part::Slot(name) => names.push(name),
            Part::Passage(passage) => names.extend(slots(passage)),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let value = |name: &str| {
            if name == "day" {
                "3月1日".to_owned()
            } else {
                String::new()
            }
        };
        fill(text, &value, |name| format!("<{name}>"))
    }

    #[test]
    fn places_are_filled_and_passages_without_a_value_are_left_out() {
        assert_eq!(told("于{day}前"), "于3月1日前");
        assert_eq!(told("告知补正[，期限至{day}]。"), "告知补正，期限至3月1日。");
        assert_eq!(told("{day}[（{name}）]"), "3月1日");
        assert_eq!(told("请向{name}申请"), "请向<name>申请");
        assert_eq!(
            told("[到{day}为止，{name}]"),
            "到3月1日为止，<name>",
            "the first value decides"
        );
    }

    #[test]
    fn a_bracket_that_nothing_closes_is_a_word() {
        assert_eq!(told("甲{day"), "甲{day");
        assert_eq!(told("["), "[");
        assert_eq!(slots("{a}乙[{b}{c}]{"), ["a", "b", "c"]);
    }
}
