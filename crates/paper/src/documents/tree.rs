//! XML as a tree, for texts whose parts look at what stands around them.

use crate::screening::{Piece, attributes, walk};

/// Longer parts are no document that somebody wrote.
const LONGEST: usize = 32 << 20;

/// An element with what stands in it; a text is an element without a name.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    pub text: String,
}

impl Node {
    /// The tree of a part, below a root without a name.
    pub fn of(xml: &str) -> Result<Self, &'static str> {
        if xml.len() > LONGEST {
            return Err("内容过多的文档");
        }
        let mut open = vec![Self::default()];
        walk(xml, &mut |piece| match piece {
            Piece::Start(tag) => open.push(Self {
                name: tag.local_name().as_ref().to_owned(),
                attributes: attributes(tag, 0),
                ..Self::default()
            }),
            Piece::Text(text) => {
                if let Some(last) = open.last_mut() {
                    last.children.push(Self {
                        text: text.to_owned(),
                        ..Self::default()
                    });
                }
            }
            Piece::End(_) => {
                if let Some(closed) = open.pop()
                    && let Some(last) = open.last_mut()
                {
                    last.children.push(closed);
                }
            }
            Piece::Remark(_) => {}
        })?;
        Ok(open.into_iter().next().unwrap_or_default())
    }

    /// An attribute by its local name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The child of that name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// What stands at the end of a row of names.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, name| node.child(name))
    }

    /// The `val` of what stands at the end of a row of names.
    pub fn value(&self, path: &[&str]) -> Option<&str> {
        self.at(path)?.attribute("val")
    }

    /// Whether a switch of that name is on here.
    pub fn is_on(&self, name: &str) -> bool {
        self.child(name)
            .is_some_and(|one| !matches!(one.attribute("val"), Some("0" | "false" | "off" | "none")))
    }

    /// All elements of that name, wherever they stand below.
    pub fn all<'a>(&'a self, name: &'a str) -> Vec<&'a Self> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            found.extend(child.all(name));
        }
        found
    }
}
