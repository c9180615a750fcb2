//! The rules of a page's style elements, as far as they say how words are shown on a screen: no imports, nothing that holds
//! for paper or for some widths alone.

/// The most rules that are looked at.
const MOST_RULES: usize = 4_000;
/// The most declarations of one style, and how deep conditions may stand in one another.
const MOST_DECLARATIONS: usize = 64;
const DEEPEST: usize = 3;

/// What is said of one property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Declaration {
    pub name: String,
    pub value: String,
    is_important: bool,
}

impl Declaration {
    /// How much more it weighs than others of its rule.
    pub fn weight(&self) -> u32 {
        const IMPORTANT: u32 = 1 << 20;
        if self.is_important { IMPORTANT } else { 0 }
    }
}

/// One selector and what is said of what it chooses.
#[derive(Debug)]
pub(super) struct Rule {
    pub selector: String,
    pub declarations: Vec<Declaration>,
    /// What names an element closer weighs more.
    pub weight: u32,
}

impl Rule {
    /// What an element says of itself.
    pub const OWN: u32 = 1 << 19;
}

/// Properties by which words may not be seen.
const ASKED: [&str; 30] = [
    "content",
    "unicode-bidi",
    "direction",
    "color",
    "-webkit-text-fill-color",
    "background",
    "background-color",
    "background-image",
    "font-size",
    "font",
    "visibility",
    "display",
    "opacity",
    "mso-hide",
    "filter",
    "position",
    "left",
    "right",
    "top",
    "bottom",
    "text-indent",
    "margin-left",
    "margin-top",
    "transform",
    "clip",
    "clip-path",
    "width",
    "height",
    "overflow",
    "max-height",
];

/// What a style says, in small letters; of what else it says nothing is kept.
pub(super) fn declarations(style: &str) -> Vec<Declaration> {
    let said = style.split(';').filter_map(|said| said.split_once(':'));
    let mut said: Vec<Declaration> = said
        .filter_map(|(name, value)| {
            let name = name.trim().to_ascii_lowercase();
            let value = value.trim().to_ascii_lowercase();
            let (value, is_important) = match value.split_once('!') {
                Some((value, mark)) => (value.trim().to_owned(), mark.trim() == "important"),
                None => (value, false),
            };
            ASKED.contains(&name.as_str()).then_some(Declaration {
                name,
                value,
                is_important,
            })
        })
        .collect();
    // The later ones count.
    said.drain(..said.len().saturating_sub(MOST_DECLARATIONS));
    said
}

/// The rules of style sheets, one after another.
pub(super) fn rules(text: &str) -> Vec<Rule> {
    rules_within(&without_remarks(text), 0)
}

fn rules_within(text: &str, depth: usize) -> Vec<Rule> {
    let mut rules = Vec::new();
    let mut rest = text;
    while let Some((head, after)) = rest.split_once('{') {
        let (body, after) = body(after);
        rest = after;
        // What stands before the last `;` is an import.
        let head = head.rsplit(';').next().unwrap_or(head).trim();
        if let Some(condition) = head.strip_prefix('@') {
            if depth < DEEPEST && is_of_screens(condition) {
                rules.extend(rules_within(body, depth + 1));
            }
            continue;
        }
        let said = declarations(body);
        if said.is_empty() {
            continue;
        }
        rules.extend(head.split(',').take(MOST_RULES).map(|selector| Rule {
            selector: selector.trim().to_owned(),
            declarations: said.clone(),
            weight: weight(selector),
        }));
        if rules.len() > MOST_RULES {
            break;
        }
    }
    rules.truncate(MOST_RULES);
    rules
}

fn without_remarks(text: &str) -> String {
    let text = text.replace("<!--", "").replace("-->", "");
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, remark)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = remark.split_once("*/").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// What stands up to the brace that closes, and what comes after it.
fn body(text: &str) -> (&str, &str) {
    let mut depth = 0_usize;
    for (at, sign) in text.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth == 0 => {
                let (body, after) = text.split_at_checked(at).unwrap_or((text, ""));
                return (body, after.strip_prefix('}').unwrap_or(after));
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    (text, "")
}

/// `media screen`, `media all`: not of paper, nor of some widths.
fn is_of_screens(condition: &str) -> bool {
    let condition = condition.trim();
    condition.strip_prefix("media").is_some_and(|media| {
        media
            .split(',')
            .any(|one| matches!(one.trim(), "screen" | "all" | "only screen"))
    })
}

/// The selector of the element before or behind whose words a style adds some.
pub(super) fn beside(selector: &str) -> Option<&str> {
    let ends = ["::before", ":before", "::after", ":after"];
    ends.iter().find_map(|end| selector.strip_suffix(end))
}

/// Whether what a style adds there changes what a number says; icons and what only clears a line do not.
pub(super) fn is_telling(content: &str) -> bool {
    const SIGNS: [char; 7] = ['-', '－', '—', '−', '+', '＋', '%'];
    let is_reckoned = content.contains("counter") || content.contains("attr(");
    let words = content.trim_matches(['"', '\'']);
    let is_word = |sign: char| sign.is_alphanumeric() || SIGNS.contains(&sign);
    let is_none = matches!(content, "none" | "normal" | "inherit" | "initial" | "unset");
    is_reckoned || (!is_none && !words.starts_with('\\') && words.contains(is_word))
}

/// Ids before classes before names.
fn weight(selector: &str) -> u32 {
    let count = |marks: &[char]| {
        u32::try_from(selector.matches(marks).count())
            .unwrap_or(u32::MAX)
            .min(50)
    };
    let names = selector
        .split([' ', '>', '+', '~'])
        .filter(|part| part.starts_with(|sign: char| sign.is_ascii_alphabetic()));
    let names = u32::try_from(names.count()).unwrap_or(u32::MAX).min(50);
    count(&['#']) * 4096 + count(&['.', '[', ':']) * 64 + names
}
