//! How what stands in a table is shown, as far as a page says it itself: by its elements' own styles, by its style elements,
//! by the attributes that came before them. What nobody sees is no digit; style sheets of other files are not known.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use scraper::node::Element;
use scraper::{ElementRef, Html, Selector};

use super::sheet::{Declaration, Rule, beside, declarations, is_telling, rules};

mod colour;

use colour::{Colour, colour};

/// Type of so many pixels and less nobody reads: two points.
const TINY: f32 = 2.7;
/// The usual size of type, in pixels.
const USUAL: f32 = 16.0;
/// What is moved so many pixels before the page begins, or so far beyond its end, is off the screen.
const BEFORE: f32 = -500.0;
const BEYOND: f32 = 5_000.0;
/// What is so faint is not seen.
const FAINTEST: f32 = 0.06;
/// How often an element is held against a rule of a page.
const MOST_MATCHED: usize = 3_000_000;

/// How an element is shown; what it does not say it has from the one around it.
#[derive(Clone, Copy)]
struct Look {
    ink: Colour,
    ground: Colour,
    size: f32,
    is_visible: bool,
    /// Whether it says of itself that it is not there: left out, moved aside, cut to nothing.
    is_gone: bool,
    /// Whether its words run backwards or stand on their heads.
    is_turned: bool,
}

/// A look of before all styles.
const PLAIN: Look = Look {
    ink: Colour::Known([0.0; 3]),
    ground: Colour::Known([1.0; 3]),
    size: USUAL,
    is_visible: true,
    is_gone: false,
    is_turned: false,
};

/// How well the words of an element are seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    Seen,
    /// Of the colour of their ground.
    Faint,
    /// Not shown, or too small.
    Unseen,
}

/// The looks of a page.
pub(super) struct Looks {
    rules: Vec<(Selector, Rule)>,
    /// What is chosen by these has words beside it that stand in no element.
    added: Vec<Selector>,
    /// By their elements, which outlive this.
    known: RefCell<HashMap<*const Element, Look>>,
    left: Cell<usize>,
}

impl Looks {
    /// What a page says of its looks.
    pub fn of(page: &Html) -> Self {
        let styles = Selector::parse("style");
        let sheets = styles.iter().flat_map(|styles| page.select(styles));
        let text: String = sheets.flat_map(|sheet| sheet.text().chain(["\n"])).collect();
        let rules = rules(&text);
        let adds = |rule: &Rule| {
            let mut said = rule.declarations.iter();
            said.any(|said| said.name == "content" && is_telling(&said.value))
        };
        let added = rules.iter().filter(|rule| adds(rule));
        let added = added.filter_map(|rule| Selector::parse(beside(&rule.selector)?).ok());
        Self {
            added: added.collect(),
            rules: rules
                .into_iter()
                .filter_map(|rule| Some((Selector::parse(&rule.selector).ok()?, rule)))
                .collect(),
            known: RefCell::default(),
            left: Cell::new(MOST_MATCHED),
        }
    }

    /// Whether the page says more of its looks than is looked at.
    pub fn is_too_much(&self) -> bool {
        self.left.get() == 0
    }

    /// Whether an element and all in it is not there for a reader.
    pub fn is_gone(&self, element: ElementRef<'_>) -> bool {
        self.look(element).is_gone
    }

    /// Whether words run backwards in an element, or stand on their heads: 6 and 9 are one.
    pub fn is_turned(&self, element: ElementRef<'_>) -> bool {
        self.look(element).is_turned
    }

    /// Whether a style adds words to those of an element.
    pub fn has_added(&self, element: ElementRef<'_>) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(self.added.len()));
        left > self.added.len() && self.added.iter().any(|selector| selector.matches(&element))
    }

    /// How well one sees the words that stand in an element.
    pub fn sight(&self, element: ElementRef<'_>) -> Sight {
        let look = self.look(element);
        if look.is_gone || !look.is_visible || look.size <= TINY {
            Sight::Unseen
        } else if look.ink.is_lost_on(look.ground) {
            Sight::Faint
        } else {
            Sight::Seen
        }
    }

    fn look(&self, element: ElementRef<'_>) -> Look {
        let key = std::ptr::from_ref(element.value());
        if let Some(look) = self.known.borrow().get(&key) {
            return *look;
        }
        let around = element.parent().and_then(ElementRef::wrap);
        let around = around.map_or(PLAIN, |parent| self.look(parent));
        let look = self.look_in(element, around);
        self.known.borrow_mut().insert(key, look);
        look
    }

    fn look_in(&self, element: ElementRef<'_>, around: Look) -> Look {
        let mut said: Vec<(u32, Declaration)> = Vec::new();
        let left = self.left.get();
        self.left.set(left.saturating_sub(self.rules.len()));
        if left > self.rules.len() {
            for (selector, rule) in &self.rules {
                if selector.matches(&element) {
                    let weighed = |one: &Declaration| (rule.weight + one.weight(), one.clone());
                    said.extend(rule.declarations.iter().map(weighed));
                }
            }
        }
        let own = declarations(element.attr("style").unwrap_or_default());
        said.extend(own.into_iter().map(|one| (Rule::OWN + one.weight(), one)));
        // Of two that weigh the same the later counts.
        said.sort_by_key(|(weight, _)| *weight);
        let mut drawn = Drawn {
            look: Look {
                is_gone: element.attr("hidden").is_some(),
                ..around
            },
            ..Drawn::default()
        };
        drawn.attributes(element);
        for (_, declaration) in said {
            drawn.take(&declaration.name, &declaration.value, around);
        }
        drawn.finished()
    }
}

/// An element as its declarations are taken in.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a property of an element in its own right"
)]
struct Drawn {
    look: Look,
    is_left_out: bool,
    is_moved: bool,
    is_placed: bool,
    is_narrow: bool,
    is_cut: bool,
    is_backwards: bool,
    is_overridden: bool,
}

impl Default for Drawn {
    fn default() -> Self {
        Self {
            look: PLAIN,
            is_left_out: false,
            is_moved: false,
            is_placed: false,
            is_narrow: false,
            is_cut: false,
            is_backwards: false,
            is_overridden: false,
        }
    }
}

impl Drawn {
    /// Colours as pages had them before styles.
    fn attributes(&mut self, element: ElementRef<'_>) {
        if let Some(ground) = element.attr("bgcolor") {
            self.look.ground = colour(&ground.to_ascii_lowercase());
        }
        if element.attr("background").is_some() {
            self.look.ground = Colour::Unknown;
        }
        self.is_backwards = element
            .attr("dir")
            .is_some_and(|dir| dir.eq_ignore_ascii_case("rtl"));
        self.is_overridden = element.value().name() == "bdo";
        let ink = match element.value().name() {
            "font" => element.attr("color"),
            "body" => element.attr("text"),
            _ => None,
        };
        if let Some(ink) = ink {
            self.look.ink = colour(&ink.to_ascii_lowercase());
        }
    }

    fn take(&mut self, name: &str, value: &str, around: Look) {
        let look = &mut self.look;
        match name {
            "color" | "-webkit-text-fill-color" => {
                look.ink = if value == "inherit" {
                    around.ink
                } else {
                    colour(value)
                };
            }
            "background" | "background-color" => look.ground = ground(value, around.ground),
            "background-image" if value != "none" => look.ground = Colour::Unknown,
            "font-size" => look.size = size(value, around.size),
            "font" => {
                let mut sizes = value
                    .split([' ', '/'])
                    .filter(|part| part.starts_with(is_numeral));
                look.size = sizes
                    .find_map(|part| length(part, around.size))
                    .unwrap_or(look.size);
            }
            "visibility" => look.is_visible = !matches!(value, "hidden" | "collapse"),
            "display" => self.is_left_out = value == "none",
            "opacity" if number(value).is_some_and(|part| part < FAINTEST) => look.is_gone = true,
            "mso-hide" if value == "all" => look.is_gone = true,
            "filter" if value.contains("opacity(0") && !value.contains("opacity(0.") => look.is_gone = true,
            "position" => self.is_placed = matches!(value, "absolute" | "fixed" | "relative"),
            "left" | "right" | "top" | "bottom" => self.is_moved |= is_far(value, around.size),
            "text-indent" | "margin-left" | "margin-top" => look.is_gone |= is_far(value, around.size),
            "transform" => {
                look.is_gone |= is_moved_away(value);
                look.is_turned |= is_turned(value);
            }
            "unicode-bidi" => self.is_overridden = value.contains("override"),
            "direction" => self.is_backwards = value == "rtl",
            "clip" | "clip-path" => look.is_gone |= is_cut_to_nothing(value),
            "width" | "height" | "max-height" => {
                self.is_narrow |= length(value, around.size).is_some_and(|long| long <= 1.0);
            }
            "overflow" => self.is_cut |= matches!(value, "hidden" | "clip"),
            _ => {}
        }
    }

    fn finished(self) -> Look {
        let is_off = self.is_left_out || (self.is_moved && self.is_placed) || (self.is_narrow && self.is_cut);
        Look {
            is_gone: self.look.is_gone || is_off,
            is_turned: self.look.is_turned || (self.is_backwards && self.is_overridden),
            ..self.look
        }
    }
}

/// What is painted behind words: pictures and shades are not known, what is seen through is what lies behind it.
fn ground(value: &str, around: Colour) -> Colour {
    if value.contains("url(") || value.contains("gradient") || value.contains("image") {
        return Colour::Unknown;
    }
    let first = value.split_once(')').map_or(value, |(first, _)| first);
    match colour(if first.contains('(') {
        value
    } else {
        value.split(' ').next().unwrap_or_default()
    }) {
        Colour::None => around,
        painted => painted,
    }
}

fn is_numeral(sign: char) -> bool {
    sign.is_ascii_digit() || sign == '.'
}

fn number(value: &str) -> Option<f32> {
    value.trim().parse().ok()
}

/// A length in pixels, of type of that size.
fn length(value: &str, of: f32) -> Option<f32> {
    const UNITS: [(&str, f32); 9] = [
        ("px", 1.0),
        ("pt", 4.0 / 3.0),
        ("rem", USUAL),
        ("vw", 10.0),
        ("vh", 10.0),
        ("cm", 38.0),
        ("mm", 3.8),
        ("in", 96.0),
        ("pc", 16.0),
    ];
    let value = value.trim();
    if let Some((part, scale)) = UNITS
        .iter()
        .find_map(|(unit, scale)| Some((value.strip_suffix(unit)?, *scale)))
    {
        return number(part).map(|part| part * scale);
    }
    let scale = |part: Option<&str>, scale: f32| part.and_then(number).map(|part| part * scale);
    scale(value.strip_suffix("em"), of)
        .or_else(|| scale(value.strip_suffix('%'), of / 100.0))
        .or_else(|| scale(value.strip_suffix("ex"), of / 2.0))
        .or_else(|| number(value))
}

fn size(value: &str, around: f32) -> f32 {
    match value {
        "inherit" | "unset" | "larger" | "smaller" => around,
        _ => length(value, around).unwrap_or(USUAL),
    }
}

fn is_far(value: &str, of: f32) -> bool {
    length(value, of).is_some_and(|long| long <= BEFORE || long >= BEYOND)
}

fn is_moved_away(value: &str) -> bool {
    let inner = |name: &str| {
        let (_, rest) = value.split_once(name)?;
        Some(rest.split_once(')')?.0.to_owned())
    };
    let is_nothing = |inner: String| inner.split(',').any(|part| number(part) == Some(0.0));
    let is_away = |inner: String| inner.split(',').any(|part| is_far(part, USUAL));
    ["scale(", "scalex(", "scaley("]
        .iter()
        .filter_map(|name| inner(name))
        .any(is_nothing)
        || ["translate(", "translatex(", "translatey("]
            .iter()
            .filter_map(|name| inner(name))
            .any(is_away)
}

fn is_turned(value: &str) -> bool {
    const TURNS: [&str; 7] = [
        "rotate(180deg",
        "rotate(-180deg",
        "rotate(0.5turn",
        "rotate(.5turn",
        "scale(-",
        "scalex(-",
        "scaley(-",
    ];
    TURNS.iter().any(|turn| value.contains(turn))
}

fn is_cut_to_nothing(value: &str) -> bool {
    let Some((shape, sides)) = value.split_once('(') else {
        return false;
    };
    let sides = sides.trim_end_matches(')').replace(',', " ");
    let mut sides = sides.split_whitespace();
    match shape {
        "rect" => sides.all(|side| length(side, USUAL).is_some_and(|long| long <= 1.0)),
        "inset" => sides
            .next()
            .and_then(|side| number(side.strip_suffix('%')?))
            .is_some_and(|part| part >= 50.0),
        "circle" => sides.next().and_then(|side| length(side, USUAL)) == Some(0.0),
        _ => false,
    }
}
