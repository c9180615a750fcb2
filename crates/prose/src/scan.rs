//! Text and marks of a piece of HTML, one after the other, in one pass over it. Nothing is judged here: what this reads is
//! written anew by `shape`, or was written by `clean`.

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Words, entities as they stand; a `<` that opens no mark is one of them.
    Text(&'a str),
    Start {
        name: String,
        /// In order, values with entities as they stand.
        attributes: Vec<(&'a str, &'a str)>,
    },
    End(String),
}

/// The attributes that any mark may keep; others are passed over, however many there are.
pub(crate) const ATTRIBUTES: [&str; 10] = [
    "href", "title", "start", "colspan", "rowspan", "scope", "class", "src", "alt", "role",
];

/// All pieces of the HTML. A comment is none; what is begun and never ended (a comment, a mark) takes the rest with it, as
/// in a browser.
pub(crate) struct Pieces<'a>(&'a str);

impl<'a> Pieces<'a> {
    pub fn of(html: &'a str) -> Self {
        Self(html)
    }

    /// How many bytes have not been read.
    pub fn left(&self) -> usize {
        self.0.len()
    }

    /// Passes over what stands in a script or a style, up to its end.
    pub fn pass_over(&mut self, name: &str) {
        while let Some((_, rest)) = self.0.split_once("</") {
            self.0 = rest;
            let is_end = rest
                .get(..name.len())
                .is_some_and(|end| end.eq_ignore_ascii_case(name));
            if is_end {
                self.0 = after(rest, '>');
                return;
            }
        }
        self.0 = "";
    }

    fn until(&mut self, is_end: impl FnMut(char) -> bool) -> &'a str {
        let (taken, rest) = parted(self.0, self.0.find(is_end));
        self.0 = rest;
        taken
    }

    fn start(&mut self) -> Piece<'a> {
        let name = self.until(ends_name).to_ascii_lowercase();
        let mut attributes = Vec::new();
        loop {
            self.until(|one| !one.is_ascii_whitespace() && one != '/');
            if self.0.is_empty() {
                return Piece::Text("");
            }
            if let Some(rest) = self.0.strip_prefix('>') {
                self.0 = rest;
                return Piece::Start { name, attributes };
            }
            let (attribute, value) = self.attribute();
            let known = ATTRIBUTES
                .iter()
                .find(|known| attribute.eq_ignore_ascii_case(known));
            if let Some(known) = known
                && !attributes.iter().any(|(before, _)| before == known)
            {
                attributes.push((*known, value));
            }
        }
    }

    fn attribute(&mut self) -> (&'a str, &'a str) {
        // A name may begin with “=”, and is never empty: each turn takes at least one character.
        let length = self.0.chars().next().map_or(0, char::len_utf8);
        let (_, behind) = parted(self.0, Some(length));
        let end = behind.find(|one| ends_name(one) || one == '=');
        let (name, rest) = parted(self.0, end.map(|end| end + length));
        self.0 = rest;
        let spaced = self.0.trim_ascii_start();
        let Some(value) = spaced.strip_prefix('=') else {
            return (name, "");
        };
        self.0 = value.trim_ascii_start();
        for quote in ['"', '\''] {
            if let Some(quoted) = self.0.strip_prefix(quote) {
                let (value, rest) = quoted.split_once(quote).unwrap_or((quoted, ""));
                self.0 = rest;
                return (name, value);
            }
        }
        (name, self.until(|one| one.is_ascii_whitespace() || one == '>'))
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let rest = self.0.strip_prefix('<').filter(|rest| opens(rest));
            let Some(rest) = rest else {
                if self.0.is_empty() {
                    return None;
                }
                // The first sign may be a `<` that opens nothing.
                let length = self.0.chars().next().map_or(0, char::len_utf8);
                let (_, behind) = parted(self.0, Some(length));
                let (text, rest) = parted(self.0, behind.find('<').map(|end| end + length));
                self.0 = rest;
                return Some(Piece::Text(text));
            };
            self.0 = rest;
            if let Some(comment) = rest.strip_prefix("!--") {
                self.0 = if comment.starts_with('>') {
                    after(comment, '>')
                } else {
                    comment.split_once("-->").map_or("", |(_, rest)| rest)
                };
            } else if let Some(name) = rest.strip_prefix('/') {
                self.0 = name;
                let name = self.until(ends_name).to_ascii_lowercase();
                self.0 = after(self.0, '>');
                return Some(Piece::End(name));
            } else if rest.starts_with(['!', '?']) {
                self.0 = after(rest, '>');
            } else {
                return Some(self.start());
            }
        }
    }
}

/// Whether these are the characters after a `<` that opens something.
fn opens(rest: &str) -> bool {
    let named = rest.strip_prefix('/').unwrap_or(rest);
    rest.starts_with(['!', '?']) || named.starts_with(|one: char| one.is_ascii_alphabetic())
}

fn ends_name(one: char) -> bool {
    one.is_ascii_whitespace() || matches!(one, '/' | '>')
}

fn after(text: &str, sign: char) -> &str {
    text.split_once(sign).map_or("", |(_, rest)| rest)
}

fn parted(text: &str, at: Option<usize>) -> (&str, &str) {
    at.and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""))
}
