//! What a style of paragraphs says of them: heading, title, numbering, side.

use std::collections::BTreeMap;

use super::tree::Node;

/// How many styles a style may be based on, one on another.
const MOST_PARENTS: usize = 20;

/// What is known of a style.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    based_on: Option<String>,
    /// 0 the title, 1 the highest heading.
    pub level: Option<usize>,
    pub numbering: Option<(String, usize)>,
    pub side: Option<String>,
}

pub(super) struct Styles(BTreeMap<String, Style>);

impl Styles {
    pub fn of(xml: Option<&str>) -> Self {
        let mut styles = BTreeMap::new();
        let tree = xml.and_then(|xml| Node::of(xml).ok()).unwrap_or_default();
        for style in tree.all("style") {
            let id = style.attribute("styleId").unwrap_or_default().to_owned();
            styles.insert(id, read(style));
        }
        Self(styles)
    }

    /// A style with what it takes from those it is based on.
    pub fn of_name(&self, id: &str) -> Style {
        let mut whole = Style::default();
        let mut next = Some(id);
        for _ in 0..MOST_PARENTS {
            let Some(style) = next.and_then(|id| self.0.get(id)) else {
                break;
            };
            whole.level = whole.level.or(style.level);
            whole.numbering = whole.numbering.or_else(|| style.numbering.clone());
            whole.side = whole.side.or_else(|| style.side.clone());
            next = style.based_on.as_deref();
        }
        whole
    }
}

fn read(style: &Node) -> Style {
    let name = style.value(&["name"]).unwrap_or_default().to_lowercase();
    let heading = name
        .strip_prefix("heading ")
        .or_else(|| name.strip_prefix("标题 "));
    let level = match heading {
        Some(number) => number.trim().parse().ok(),
        None if matches!(name.as_str(), "title" | "标题") => Some(0),
        None => style
            .value(&["pPr", "outlineLvl"])
            .and_then(|level| level.parse::<usize>().ok())
            .filter(|level| *level < 9)
            .map(|level| level + 1),
    };
    Style {
        based_on: style.value(&["basedOn"]).map(str::to_owned),
        level,
        numbering: style.at(&["pPr", "numPr"]).and_then(numbering),
        side: style.value(&["pPr", "jc"]).map(str::to_owned),
    }
}

/// The list that a paragraph belongs to, and its level in it; `0` takes it out of any.
pub(super) fn numbering(properties: &Node) -> Option<(String, usize)> {
    let list = properties.value(&["numId"])?.to_owned();
    let level = properties.value(&["ilvl"]).and_then(|level| level.parse().ok());
    Some((list, level.unwrap_or(0)))
}
