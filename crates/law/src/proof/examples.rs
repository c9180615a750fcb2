//! Examples of the rules: for each a text that is right and one that is wrong, told in steps. They stand beside the rule in the
//! code; the tests run them, and the documentation page is written from them.

use std::fmt;

use jiff::civil::{Date, date};

use super::manuscript::{Unseen, Weight};
use super::{Context, Finding, Known, Manuscript, PartKind, proofread};
use crate::documents::Validity;

/// A text that is right, and one that is wrong in this and in nothing else.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    pub right: &'static [Step],
    pub wrong: &'static [Step],
}

/// What an example holds.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Title(&'static str),
    Paragraph(&'static str),
    /// A row of a table.
    Row(&'static [&'static str]),
    /// A link's address.
    Link(&'static str),
    /// A picture and its description.
    Picture(&'static str),
    /// A place that waits for a picture.
    Gap(&'static str),
    FileName(&'static str),
    Attached(&'static [&'static str]),
    /// The day on which it is proofread.
    Today(Date),
    OwnPhone(&'static str),
    /// A document of the library.
    Library(Known<'static>),
    OrganName(&'static str),
    Leader(super::Leader<'static>),
    /// The text is an answer; this is what tells who asked.
    Answering(&'static [&'static str]),
    /// Something in a file that nobody sees.
    Hidden(&'static str, &'static str, Weight),
}

struct Scene {
    manuscript: Manuscript,
    phones: Vec<&'static str>,
    names: Vec<&'static str>,
    leaders: Vec<super::Leader<'static>>,
    library: Vec<Known<'static>>,
    attached: Option<&'static [&'static str]>,
    answering: Option<&'static [&'static str]>,
    today: Date,
}

impl Scene {
    fn of(steps: &[Step]) -> Self {
        let mut scene = Self {
            manuscript: Manuscript::default(),
            phones: Vec::new(),
            names: Vec::new(),
            leaders: Vec::new(),
            library: Vec::new(),
            attached: None,
            answering: None,
            today: date(2024, 12, 2),
        };
        let (mut row, mut paragraph) = (0, 0);
        for step in steps {
            scene.take(step, &mut row, &mut paragraph);
        }
        scene
    }

    fn take(&mut self, step: &Step, row: &mut usize, paragraph: &mut usize) {
        let texts = &mut self.manuscript;
        match step {
            Step::Title(text) => texts.add(PartKind::Title, "标题", *text),
            Step::Paragraph(text) => {
                *paragraph += 1;
                texts.add(PartKind::Paragraph, format!("正文第{paragraph}段"), *text);
            }
            Step::Row(cells) => {
                *row += 1;
                for (column, cell) in (1..).zip(*cells) {
                    let kind = PartKind::Cell {
                        table: 1,
                        row: *row,
                        column,
                    };
                    texts.add(kind, format!("表格1第{row}行第{column}列"), *cell);
                }
            }
            Step::Link(address) => texts.add(PartKind::Address, "链接地址", *address),
            Step::Picture(description) => texts.add(PartKind::Description, "图片1的说明", *description),
            Step::Gap(words) => texts.add(PartKind::Gap, "图片1", *words),
            Step::FileName(name) => texts.add(PartKind::FileName, "文件名称", *name),
            Step::Attached(names) => self.attached = Some(names),
            Step::Today(day) => self.today = *day,
            Step::OwnPhone(phone) => self.phones.push(phone),
            Step::Library(known) => self.library.push(*known),
            Step::OrganName(name) => self.names.push(name),
            Step::Leader(leader) => self.leaders.push(*leader),
            Step::Answering(askers) => self.answering = Some(askers),
            Step::Hidden(what, place, weight) => texts.unseen.push(Unseen {
                what,
                place: (*place).to_owned(),
                shown: String::new(),
                weight: *weight,
            }),
        }
    }

    fn findings(&self) -> Vec<Finding> {
        let context = Context {
            today: Some(self.today),
            organ_names: &self.names,
            own_phones: &self.phones,
            leaders: &self.leaders,
            library: &self.library,
            attachments: self.attached,
            phrases: &[],
            answering: self.answering,
        };
        proofread(&self.manuscript, &context)
    }
}

impl Example {
    /// What is found in the text that is right: nothing.
    pub fn against_the_right(&self) -> Vec<Finding> {
        Scene::of(self.right).findings()
    }

    /// What is found in the one that is wrong.
    pub fn against_the_wrong(&self) -> Vec<Finding> {
        Scene::of(self.wrong).findings()
    }
}

/// The steps in Chinese, one after the other.
pub(super) struct InWords<'a>(pub &'a [Step]);

impl fmt::Display for InWords<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            if index > 0 {
                formatter.write_str("；")?;
            }
            step.fmt(formatter)?;
        }
        Ok(())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title(text) => write!(formatter, "标题“{text}”"),
            Self::Paragraph(text) => write!(formatter, "“{}”", text.replace('\n', "／")),
            Self::Row(cells) => write!(formatter, "表格一行“{}”", cells.join(" | ")),
            Self::Link(address) => write!(formatter, "链接到“{address}”"),
            Self::Gap(words) => write!(formatter, "图片的位置空着（{words}）"),
            Self::Picture("") => formatter.write_str("图片没有说明"),
            Self::Picture(text) => write!(formatter, "图片说明为“{text}”"),
            Self::FileName(name) => write!(formatter, "文件名“{name}”"),
            Self::Attached([]) => formatter.write_str("没有附件"),
            Self::Attached(names) => write!(formatter, "附件有“{}”", names.join("”“")),
            Self::Today(day) => write!(formatter, "{}年{}月{}日校对", day.year(), day.month(), day.day()),
            Self::OwnPhone(phone) => write!(formatter, "本机关公布的电话有 {phone}"),
            Self::Library(known) => write!(
                formatter,
                "文件库中有《{}》（{}，{}）",
                known.title,
                known.number,
                known.validity.label()
            ),
            Self::OrganName(name) => write!(formatter, "本机关名称为“{name}”"),
            Self::Leader(leader) => write!(formatter, "{}为“{}”", leader.post, leader.name),
            Self::Answering([]) => formatter.write_str("是一份答复"),
            Self::Answering(askers) => write!(formatter, "是对“{}”的答复", askers.join("”“")),
            Self::Hidden(what, place, _) => write!(formatter, "{place}有{what}"),
        }
    }
}

/// A document of the library, for examples.
pub(super) const fn known(number: &'static str, title: &'static str, validity: Validity) -> Step {
    Step::Library(Known {
        number,
        title,
        validity,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::RULES;

    #[test]
    fn every_rule_has_examples_and_the_right_one_gives_nothing_and_the_wrong_one_exactly_its_finding() {
        for rule in RULES {
            assert!(!rule.examples.is_empty(), "{}", rule.code);
            for example in rule.examples {
                let right = example.against_the_right();
                assert!(
                    right.is_empty(),
                    "{} {}: {right:#?}",
                    rule.code,
                    InWords(example.right)
                );
                let wrong = example.against_the_wrong();
                let is_its = wrong.iter().all(|finding| finding.rule.code == rule.code);
                assert!(
                    is_its && !wrong.is_empty(),
                    "{} {}: {wrong:#?}",
                    rule.code,
                    InWords(example.wrong)
                );
            }
        }
    }
}
