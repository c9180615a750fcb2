//! DOCX as written text: what Word shows, without what was deleted, hidden or said beside it.

use std::collections::{BTreeMap, BTreeSet};

use self::choices::{Choices, Sort, comments, plain};
use self::links::{links, notes, pictures};
use self::runs::Field;
use super::block::{Block, List, captioned, escaped, figure, heading_of, html, plain_heading, plain_words};
use super::numbering::{Lists, Mark};
use super::styles::{Style, Styles, numbering};
use super::tree::Node;
use super::{Brought, Health, HealthKind, Imported, LONGEST_SHOWN, Taking};
use crate::screening::{Dress, Looks, Package};

mod choices;
mod links;
mod runs;
mod tables;

const MAIN: &str = "word/document.xml";

/// The text, with what was seen in the file and what of that there is a choice about.
pub(super) fn read(
    package: &Package,
    health: Vec<Health>,
    taking: &Taking,
) -> Result<Imported, &'static str> {
    let main = package.main_part().unwrap_or_else(|| MAIN.to_owned());
    let tree = Node::of(package.text(&main).ok_or("损坏的文件")?)?;
    let mut reader = Reader {
        styles: Styles::of(package.text("word/styles.xml")),
        dress: Dress::of(package),
        ground: Ground::default(),
        lists: Lists::of(package.text("word/numbering.xml")),
        links: links(package, &main),
        pictures: pictures(package, &main),
        figures: Vec::new(),
        notes: notes(package),
        called: Vec::new(),
        imported: Imported::default(),
        dropped: BTreeSet::new(),
        field: Field::default(),
        is_hidden: false,
        deleted: 0,
        at: String::new(),
        comments: comments(package.text("word/comments.xml")),
        choices: Choices::of(taking),
    };
    let body = tree.at(&["document", "body"]).ok_or("损坏的文件")?;
    let mut blocks = reader.blocks(body);
    blocks.extend(reader.footnotes());
    reader.margins(package);
    let mut imported = reader.imported;
    let mut health = health;
    health.append(&mut imported.health);
    imported.health = reader.choices.told(health);
    imported.html = html(&captioned(blocks));
    imported.dropped = reader.dropped.into_iter().map(str::to_owned).collect();
    Ok(imported)
}

/// What the words that are being read stand on, and what they take from around them.
#[derive(Clone, Default)]
struct Ground {
    /// Whether something behind them is coloured: white words are seen there.
    is_shaded: bool,
    paragraph_style: String,
    table_style: String,
}

struct Reader {
    styles: Styles,
    /// How words look that a style hides: the same rule by which the screening tells of them.
    dress: Dress,
    ground: Ground,
    lists: Lists,
    links: BTreeMap<String, String>,
    /// Files of pictures by their names in the text.
    pictures: BTreeMap<String, Vec<u8>>,
    /// Pictures of the paragraph that is being read.
    figures: Vec<String>,
    notes: BTreeMap<(&'static str, String), Node>,
    /// Notes with their keys, in the order in which the text calls them.
    called: Vec<(String, Node)>,
    imported: Imported,
    dropped: BTreeSet<&'static str>,
    field: Field,
    /// Whether nobody sees the run that is being read.
    is_hidden: bool,
    /// How many deletions are open whose words are taken in all the same.
    deleted: usize,
    /// Which paragraph is being read, for the choices about what it holds.
    at: String,
    comments: BTreeMap<String, (String, String)>,
    choices: Choices,
}

/// Content that was taken out, or stands twice for older programs.
const LEFT_OUT: [&str; 6] = [
    "del",
    "moveFrom",
    "Fallback",
    "delText",
    "delInstrText",
    "commentReference",
];

impl Reader {
    fn blocks(&mut self, parent: &Node) -> Vec<Block> {
        let mut blocks = Vec::new();
        for child in &parent.children {
            match child.name.as_str() {
                "p" => blocks.extend(self.paragraph(child)),
                "tbl" => blocks.extend(self.table(child)),
                name if LEFT_OUT.contains(&name) => {}
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => {
                    blocks.extend(self.blocks(child));
                }
                _ => {}
            }
        }
        blocks
    }

    fn paragraph(&mut self, paragraph: &Node) -> Vec<Block> {
        let properties = paragraph.child("pPr").cloned().unwrap_or_default();
        let style = self
            .styles
            .of_name(properties.value(&["pStyle"]).unwrap_or_default());
        let outside = self.ground.clone();
        self.choices.paragraphs += 1;
        let outer = std::mem::replace(&mut self.at, self.choices.paragraphs.to_string());
        self.ground.is_shaded |= is_shaded(&properties);
        properties
            .value(&["pStyle"])
            .unwrap_or_default()
            .clone_into(&mut self.ground.paragraph_style);
        let around = std::mem::take(&mut self.figures);
        let words = self.runs(paragraph).trim().to_owned();
        let figures = std::mem::replace(&mut self.figures, around);
        self.ground = outside;
        let mut blocks = self.boxes(paragraph);
        self.at = outer;
        let list = properties
            .child("numPr")
            .map_or_else(|| style.numbering.clone(), numbering);
        let mark = list
            .filter(|(list, _)| list != "0" && !words.is_empty())
            .and_then(|(list, level)| Some((self.lists.next(&list, level)?, level)));
        let own = (!words.is_empty()).then(|| block(words, mark, &properties, &style));
        blocks.splice(0..0, with_figures(own, figures));
        blocks
    }

    /// A picture of the paragraph that is being read.
    fn put_picture(&mut self, brought: Brought) {
        self.imported.images += 1;
        self.figures.push(figure(self.imported.images, &brought));
        self.imported.pictures.push(brought);
    }

    /// The notes, behind the text, in the order in which it calls them.
    fn footnotes(&mut self) -> Vec<Block> {
        let called = std::mem::take(&mut self.called);
        let mut blocks = Vec::new();
        for (number, (key, note)) in (1..).zip(&called) {
            self.at.clone_from(key);
            let paragraphs: Vec<String> = note.all("p").into_iter().map(|one| self.runs(one)).collect();
            let words = paragraphs.join("<br>");
            blocks.push(Block::Paragraph {
                html: format!("[{number}] {}", words.trim()),
                is_right: false,
            });
        }
        blocks
    }

    fn tell(&mut self, kind: HealthKind, text: &str) {
        self.imported.health.push(Health {
            kind,
            place: "正文".to_owned(),
            text: text.chars().take(LONGEST_SHOWN).collect(),
            choice: None,
        });
    }

    /// Whether what stands there is taken in, as part of the paragraph that is being read.
    fn takes(&mut self, sort: Sort, node: &Node) -> bool {
        let text = plain(node, sort == Sort::Deletion);
        if text.trim().is_empty() {
            return sort.is_shown();
        }
        let at = self.at.clone();
        self.choices.choose(sort, &at, &text)
    }

    /// The words of text boxes, behind the paragraph that they hang on; each is told, and may be left out.
    fn boxes(&mut self, paragraph: &Node) -> Vec<Block> {
        let mut blocks = Vec::new();
        for inside in shown_boxes(paragraph) {
            self.choices.boxes += 1;
            let place = self.choices.boxes.to_string();
            let text: String = inside
                .all("t")
                .iter()
                .flat_map(|t| &t.children)
                .map(|t| t.text.as_str())
                .collect();
            // Whatever is left out, the paragraphs behind it keep their numbers.
            let behind = self.choices.paragraphs + inside.all("p").len();
            if self.choices.choose(Sort::TextBox, &place, &text) {
                let outside = self.ground.clone();
                self.ground.is_shaded = true;
                blocks.extend(self.blocks(inside));
                self.ground = outside;
            }
            self.choices.paragraphs = behind;
        }
        blocks
    }

    /// What stands above and below the pages is no part of the text.
    fn margins(&mut self, package: &Package) {
        let parts = package.under("word/header", ".xml").into_iter();
        for part in parts.chain(package.under("word/footer", ".xml")) {
            let tree = package
                .text(part)
                .and_then(|xml| Node::of(xml).ok())
                .unwrap_or_default();
            let has_words = tree
                .all("t")
                .iter()
                .flat_map(|t| &t.children)
                .any(|t| !t.text.trim().is_empty());
            if has_words {
                self.dropped.insert("页眉、页脚");
            }
        }
    }
}

/// A paragraph and its pictures: in an item they stand in it, anywhere else behind it.
fn with_figures(own: Option<Block>, figures: Vec<String>) -> Vec<Block> {
    let figures = figures.into_iter();
    match own {
        Some(Block::Item { html, level, list }) => vec![Block::Item {
            html: html + &figures.collect::<String>(),
            level,
            list,
        }],
        own => own.into_iter().chain(figures.map(Block::Figure)).collect(),
    }
}

/// Text boxes of a paragraph, without the copies for older programs.
fn shown_boxes(node: &Node) -> Vec<&Node> {
    let mut found = Vec::new();
    for child in &node.children {
        match child.name.as_str() {
            "Fallback" | "del" | "moveFrom" => {}
            "txbxContent" => found.push(child),
            _ => found.extend(shown_boxes(child)),
        }
    }
    found
}

fn is_shaded(properties: &Node) -> bool {
    looks(properties).shaded == Some(true)
}

/// What properties say of the looks.
fn looks(properties: &Node) -> Looks {
    let mut looks = Looks::default();
    for one in &properties.children {
        looks.take_as(&one.name, &|name| one.attribute(name).map(str::to_owned));
    }
    looks
}

/// The paragraph as what it is.
fn block(words: String, mark: Option<(Mark, usize)>, properties: &Node, style: &Style) -> Block {
    let side = properties
        .value(&["jc"])
        .map(str::to_owned)
        .or_else(|| style.side.clone());
    let outline = properties
        .value(&["outlineLvl"])
        .and_then(|level| level.parse::<usize>().ok());
    let level = outline
        .filter(|level| *level < 9)
        .map(|level| level + 1)
        .or(style.level);
    let words = match &mark {
        Some((Mark::Written(mark), _)) => format!("{}{words}", escaped(mark)),
        Some((Mark::Plain(number), _)) if level.is_some() => format!("{number}.{words}"),
        _ => words,
    };
    if let Some(level) = level {
        return Block::Heading(level.clamp(1, 3) + 1, plain_heading(&words));
    }
    match mark {
        Some((Mark::Bullet, level)) => {
            return Block::Item {
                html: words,
                level,
                list: List::Dots,
            };
        }
        Some((Mark::Plain(number), level)) => {
            return Block::Item {
                html: words,
                level,
                list: List::Numbers(number),
            };
        }
        _ => {}
    }
    match heading_of(&plain_words(&words)) {
        Some(level) => Block::Heading(level, plain_heading(&words)),
        None => Block::Paragraph {
            html: words,
            is_right: matches!(side.as_deref(), Some("right" | "end")),
        },
    }
}
