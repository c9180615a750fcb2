//! What somebody takes in of what a file holds unseen or has not settled (导入体检): each is known again by its key when the same file is
//! read a second time, whatever is taken in of the others.

use std::collections::{BTreeMap, BTreeSet};

use law::screening::{Kind, Seen};

use super::super::tree::Node;
use super::super::{Choice, Health, HealthKind, Taking};

/// What there is a choice about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Deletion,
    Insertion,
    Hidden,
    Faint,
    Comment,
    TextBox,
}

impl Sort {
    const fn code(self) -> &'static str {
        match self {
            Self::Deletion => "deletion",
            Self::Insertion => "insertion",
            Self::Hidden => "hidden",
            Self::Faint => "faint",
            Self::Comment => "comment",
            Self::TextBox => "box",
        }
    }

    const fn health(self) -> HealthKind {
        match self {
            Self::Deletion => HealthKind::Deletion,
            Self::Insertion => HealthKind::Insertion,
            Self::Hidden | Self::Faint => HealthKind::HiddenText,
            Self::Comment => HealthKind::Comment,
            Self::TextBox => HealthKind::TextBox,
        }
    }

    /// Whether Word shows it among the words: that alone is taken in where nobody chose.
    pub const fn is_shown(self) -> bool {
        matches!(self, Self::Insertion | Self::TextBox)
    }
}

struct Item {
    key: String,
    sort: Sort,
    text: String,
    is_taken: bool,
}

/// All that there is a choice about, and what was chosen.
#[derive(Default)]
pub(super) struct Choices {
    taking: Taking,
    items: Vec<Item>,
    by_key: BTreeMap<String, usize>,
    /// How many paragraphs, rows and text boxes were begun, those included that are left out.
    pub paragraphs: usize,
    pub rows: usize,
    pub boxes: usize,
}

impl Choices {
    pub fn of(taking: &Taking) -> Self {
        Self {
            taking: taking.clone(),
            ..Self::default()
        }
    }

    /// Whether it is taken in; what stands at the same place is one with it.
    pub fn choose(&mut self, sort: Sort, place: &str, text: &str) -> bool {
        let key = format!("{}-{place}", sort.code());
        if let Some(item) = self.by_key.get(&key).and_then(|at| self.items.get_mut(*at)) {
            item.text.push_str(text);
            return item.is_taken;
        }
        let is_taken = match &self.taking {
            Taking::Shown => sort.is_shown(),
            Taking::These(keys) => keys.contains(&key),
        };
        self.by_key.insert(key.clone(), self.items.len());
        self.items.push(Item {
            key,
            sort,
            text: text.to_owned(),
            is_taken,
        });
        is_taken
    }

    /// What was seen in the file, with the choice there is about it; what was seen by the choice alone stands behind.
    pub fn told(self, mut health: Vec<Health>) -> Vec<Health> {
        let mut open: BTreeSet<usize> = (0..health.len()).collect();
        for item in self.items {
            let kind = item.sort.health();
            let text = shown(&item.text);
            let choice = Some(Choice {
                key: item.key,
                is_taken: item.is_taken,
            });
            let known = health.iter().enumerate();
            let known = known
                .filter(|(at, one)| open.contains(at) && one.kind == kind && one.text == text)
                .map(|(at, _)| at)
                .next();
            if let Some(at) = known {
                open.remove(&at);
                if let Some(one) = health.get_mut(at) {
                    one.choice = choice;
                }
                continue;
            }
            health.push(Health {
                kind,
                place: "正文".to_owned(),
                text,
                choice,
            });
        }
        health
    }
}

/// The first words, long numbers masked, as the screening shows them.
fn shown(text: &str) -> String {
    let mut seen = Seen::default();
    seen.mark(Kind::HiddenText, "", text);
    seen.marks.pop().map(|mark| mark.shown).unwrap_or_default()
}

/// The words of what stands in a paragraph, without those of text boxes and of copies for older programs; those that were deleted where
/// that is asked for.
pub(super) fn plain(node: &Node, with_deleted: bool) -> String {
    let mut words = String::new();
    for child in &node.children {
        match child.name.as_str() {
            "txbxContent" | "Fallback" => {}
            "del" | "moveFrom" | "delText" if !with_deleted => {}
            "t" | "delText" => {
                for text in &child.children {
                    words.push_str(&text.text);
                }
            }
            "br" | "cr" | "tab" if node.name == "r" => words.push(' '),
            _ => words.push_str(&plain(child, with_deleted)),
        }
    }
    words
}

/// What each comment says, by its number: who wrote it with its first paragraph, and all of it.
pub(super) fn comments(xml: Option<&str>) -> BTreeMap<String, (String, String)> {
    let tree = xml.and_then(|xml| Node::of(xml).ok()).unwrap_or_default();
    let mut comments = BTreeMap::new();
    for comment in tree.all("comment") {
        let id = comment.attribute("id").unwrap_or_default().to_owned();
        let author = comment.attribute("author").unwrap_or_default();
        let paragraphs = comment.all("p").into_iter().map(|one| plain(one, false));
        let paragraphs: Vec<String> = paragraphs.filter(|words| !words.trim().is_empty()).collect();
        let Some(first) = paragraphs.first() else {
            continue;
        };
        let told = format!("{author}：{first}");
        let told = told.trim_start_matches('：').to_owned();
        comments.insert(id, (told, paragraphs.join(" ")));
    }
    comments
}
