//! Two people at one draft: what is typed here beside what stands there by now, item by item against what both began from.
//! What was left alone here is the other's; only what both changed is asked, side by side.
//!
//! A draft keeps no earlier versions, so the form brings along a digest of each item as it was opened. It decides nothing
//! that its sender may not do: a false digest asks too much, or keeps one's own word as opening the form anew would.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use law::reports::{Cell, Format, SECTION_TITLES};
use sm3::{Digest, Sm3};

use super::REASON;
use super::typed::{Typed, paragraphs};

/// Before the name of an item in the field that answers whose text it keeps.
const KEEP: &str = "keep:";
/// So many bytes of a digest tell two texts of one field apart.
const DIGEST: usize = 6;

/// A field of the workbench that one or the other may have changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    Organ,
    /// What stands between the title and section one.
    Opening,
    Section(usize),
    Cell(Cell),
    /// What stands after section six.
    Closing,
    /// The reason for the finding of these words.
    Reason(String),
}

impl Item {
    /// The items of a report of this format, in the order of the page; reasons apart.
    pub fn all(format: Format) -> Vec<Self> {
        let sections = (1..=SECTION_TITLES.len()).flat_map(|number| {
            let of_table = format.cells().into_iter();
            let of_table = of_table
                .filter(move |cell| cell.section() == number)
                .map(Self::Cell);
            of_table.chain([Self::Section(number)])
        });
        [Self::Organ, Self::Opening]
            .into_iter()
            .chain(sections)
            .chain([Self::Closing])
            .collect()
    }

    /// The name of its field.
    fn name(&self) -> String {
        match self {
            Self::Organ => "organ".to_owned(),
            Self::Opening => "opening".to_owned(),
            Self::Section(number) => format!("section-{number}"),
            Self::Cell(cell) => cell.name(),
            Self::Closing => "closing".to_owned(),
            Self::Reason(finding) => format!("{REASON}{}", digest(finding)),
        }
    }

    /// What it is called where it is told.
    pub fn label(&self) -> String {
        match self {
            Self::Organ => "机关名称".to_owned(),
            Self::Opening => "标题之下的文字".to_owned(),
            Self::Section(number) => {
                let title = number.checked_sub(1).and_then(|place| SECTION_TITLES.get(place));
                format!("“{}”的文字", title.copied().unwrap_or_default())
            }
            Self::Cell(cell) => cell.label(),
            Self::Closing => "正文之后的文字".to_owned(),
            Self::Reason(finding) => format!("理由（{finding}）"),
        }
    }

    /// Its text without what a browser adds.
    fn plain(&self, text: &str) -> String {
        match self {
            Self::Opening | Self::Section(_) | Self::Closing => paragraphs(text),
            _ => text.replace("\r\n", "\n").trim().to_owned(),
        }
    }
}

/// What tells a text apart from what stood there before.
fn digest(text: &str) -> String {
    let whole = Sm3::digest(text.as_bytes());
    let short: Vec<u8> = whole.iter().copied().take(DIGEST).collect();
    URL_SAFE_NO_PAD.encode(short)
}

/// The items as they stood when the form was opened: a digest for each name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened(BTreeMap<String, String>);

impl Opened {
    /// As these fields stand.
    pub fn of(typed: &Typed, format: Format) -> Self {
        let items = typed.items(format).into_iter();
        Self(
            items
                .map(|item| (item.name(), digest(&item.plain(typed.item(&item)))))
                .collect(),
        )
    }

    /// As the form brings it back.
    pub fn sent(text: &str) -> Self {
        let pairs = text.split_whitespace().filter_map(|pair| pair.split_once('='));
        Self(
            pairs
                .map(|(name, digest)| (name.to_owned(), digest.to_owned()))
                .collect(),
        )
    }

    /// For the form.
    pub fn to_sent(&self) -> String {
        let pairs: Vec<String> = self
            .0
            .iter()
            .map(|(name, digest)| format!("{name}={digest}"))
            .collect();
        pairs.join(" ")
    }

    /// Whether an item stood so; a reason that is not named was not given yet.
    fn is(&self, item: &Item, text: &str) -> bool {
        match self.0.get(&item.name()) {
            Some(known) => *known == digest(text),
            None => matches!(item, Item::Reason(_)) && text.is_empty(),
        }
    }
}

/// Whose text of an item is kept, as it was answered before the other's text of this digest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, String>);

/// One of the two who changed an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Theirs,
    Ours,
}

impl Side {
    fn code(self, seen: &str) -> String {
        let side = match self {
            Self::Theirs => "theirs",
            Self::Ours => "ours",
        };
        format!("{side}:{}", digest(seen))
    }
}

impl Answers {
    /// Takes the field if it answers whose text is kept.
    pub fn take(&mut self, field: &str, value: &str) -> bool {
        let Some(name) = field.strip_prefix(KEEP) else {
            return false;
        };
        self.0.insert(name.to_owned(), value.to_owned());
        true
    }

    /// The answer that was given with this text of the other's in sight.
    fn of(&self, item: &Item, seen: &str) -> Option<Side> {
        let given = self.0.get(&item.name())?;
        [Side::Theirs, Side::Ours]
            .into_iter()
            .find(|side| side.code(seen) == *given)
    }
}

/// An item that both changed.
pub struct Asked {
    pub label: String,
    /// The field of the answer, and what it says for either.
    pub name: String,
    pub keep_theirs: String,
    pub keep_ours: String,
    pub theirs: String,
    pub ours: String,
}

/// What became of both.
pub struct Merged {
    /// The fields: the other's where nothing was changed here.
    pub typed: Typed,
    /// What was taken over from the other.
    pub taken: Vec<Item>,
    /// What both changed and nobody answered yet.
    pub asked: Vec<Asked>,
}

/// What is typed, with what `theirs`, the draft as it stands now, has otherwise since the form was opened.
pub fn merged(mut typed: Typed, theirs: &Typed, format: Format) -> Merged {
    let opened = std::mem::take(&mut typed.opened);
    let (mut taken, mut asked) = (Vec::new(), Vec::new());
    let mut since = Opened::of(theirs, format);
    for item in typed.items(format) {
        let (now, ours) = (item.plain(theirs.item(&item)), item.plain(typed.item(&item)));
        if now == ours || opened.is(&item, &now) {
            continue;
        }
        let untouched = opened.is(&item, &ours);
        match typed.answers.of(&item, &now) {
            Some(Side::Ours) if !untouched => {}
            Some(Side::Theirs) => typed.put(&item, now),
            _ if untouched => {
                typed.put(&item, now);
                taken.push(item);
            }
            _ => {
                // It is asked once more until it is answered.
                since.0.remove(&item.name());
                let before = opened.0.get_key_value(&item.name());
                since
                    .0
                    .extend(before.map(|(name, digest)| (name.clone(), digest.clone())));
                asked.push(question(&item, now, ours));
            }
        }
    }
    typed.opened = since;
    Merged { typed, taken, asked }
}

fn question(item: &Item, theirs: String, ours: String) -> Asked {
    Asked {
        label: item.label(),
        name: format!("{KEEP}{}", item.name()),
        keep_theirs: Side::Theirs.code(&theirs),
        keep_ours: Side::Ours.code(&theirs),
        theirs,
        ours,
    }
}

/// The names of what was taken over, the first of them.
pub fn named(taken: &[Item]) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<String> = taken.iter().take(SHOWN).map(Item::label).collect();
    let more = if taken.len() > SHOWN { "等" } else { "" };
    format!("{}{more}", shown.join("、"))
}

#[cfg(test)]
mod tests {
    use law::reports::{Report, Tables};

    use super::*;

    const FORMAT: Format = Format::Of2021;
    const LICENCES: &str = "table2.licences";

    fn draft() -> Typed {
        let mut report = Report {
            organ: "某某开发区管委会".into(),
            year: 2025,
            tables: Tables::zeros(),
            ..Report::default()
        };
        report.sections.set(1, "第一段。\n第二段。");
        Typed::of(&report, 1)
    }

    /// A form opened on `base` and sent with these changes, as a browser sends it.
    fn sent(base: &Typed, changes: &[(&str, &str)]) -> Typed {
        let mut pairs = vec![
            ("organ".to_owned(), base.organ.clone()),
            ("opened".to_owned(), Opened::of(base, FORMAT).to_sent()),
        ];
        pairs.extend(base.cells.iter().map(|(cell, text)| (cell.name(), text.clone())));
        for number in 1..=6 {
            let text = base.sections.get(number).replace('\n', "\r\n");
            pairs.push((format!("section-{number}"), text));
        }
        for (name, value) in changes {
            pairs.retain(|(known, _)| known != name);
            pairs.push(((*name).to_owned(), (*value).to_owned()));
        }
        Typed::sent(pairs)
    }

    fn cell(typed: &Typed) -> &str {
        typed.cell(Cell::from_name(LICENCES).unwrap())
    }

    #[test]
    fn what_one_left_alone_is_the_others_and_what_one_changed_alone_is_ones_own() {
        let base = draft();
        let theirs = sent(&base, &[("section-1", "同事写的。"), (LICENCES, "12")]);
        let ours = sent(&base, &[("section-5", "我写的。"), ("table2.penalties", "3")]);
        let both = merged(ours, &theirs, FORMAT);
        assert!(both.asked.is_empty());
        let names: Vec<String> = both.taken.iter().map(Item::name).collect();
        assert_eq!(names, ["section-1", LICENCES]);
        assert_eq!(both.typed.sections.get(1), "同事写的。");
        assert_eq!(both.typed.sections.get(5), "我写的。");
        assert_eq!(cell(&both.typed), "12");
        let penalties = Cell::from_name("table2.penalties").unwrap();
        assert_eq!(both.typed.cell(penalties), "3");
    }

    #[test]
    fn only_what_both_changed_is_asked_until_it_is_answered() {
        let base = draft();
        let theirs = sent(&base, &[("section-1", "同事写的。"), (LICENCES, "12")]);
        let ours = sent(&base, &[("section-1", "我写的。"), (LICENCES, "12")]);
        let first = merged(ours, &theirs, FORMAT);
        let [asked] = &first.asked[..] else {
            panic!("one item is asked, and what both wrote alike is not")
        };
        assert_eq!(
            (asked.theirs.as_str(), asked.ours.as_str()),
            ("同事写的。", "我写的。")
        );
        let once_more = merged(first.typed, &theirs, FORMAT);
        assert_eq!(once_more.asked.len(), 1, "silence is no answer");
        for (answer, kept) in [
            (&asked.keep_theirs, "同事写的。"),
            (&asked.keep_ours, "两边合并的。"),
        ] {
            let mut answered = once_more.typed.clone();
            answered.sections.set(1, "两边合并的。");
            assert!(answered.answers.take(&asked.name, answer));
            let last = merged(answered, &theirs, FORMAT);
            assert!(last.asked.is_empty());
            assert_eq!(last.typed.sections.get(1), kept);
        }
    }

    #[test]
    fn an_answer_holds_for_the_text_that_was_seen_alone() {
        let base = draft();
        let ours = sent(&base, &[("section-1", "我写的。")]);
        let mut first = merged(ours, &sent(&base, &[("section-1", "同事写的。")]), FORMAT);
        let (name, answer) = (first.asked[0].name.clone(), first.asked[0].keep_ours.clone());
        assert!(first.typed.answers.take(&name, &answer));
        let later = sent(&base, &[("section-1", "同事又改过。")]);
        assert_eq!(merged(first.typed, &later, FORMAT).asked.len(), 1);
    }

    #[test]
    fn a_form_that_does_not_say_how_it_was_opened_is_asked_for_each_difference() {
        let base = draft();
        let mut ours = sent(&base, &[("section-5", "我写的。")]);
        ours.opened = Opened::default();
        let theirs = sent(&base, &[("section-1", "同事写的。")]);
        let both = merged(ours, &theirs, FORMAT);
        assert_eq!((both.taken.len(), both.asked.len()), (0, 2));
    }

    #[test]
    fn a_reason_that_only_the_other_gave_stays() {
        let finding = "正文写 12，表为 0。";
        let field = format!("{REASON}{finding}");
        let base = draft();
        let theirs = Typed {
            reasons: vec![(finding.to_owned(), "含代办的。".to_owned())],
            ..sent(&base, &[])
        };
        let both = merged(sent(&base, &[(&field, "")]), &theirs, FORMAT);
        assert!(both.asked.is_empty());
        assert_eq!(both.typed.reasons, theirs.reasons);
    }
}
