//! Examples of the rules: for each check a report that is right and one that is wrong, told in steps away from a quiet one.
//! The steps stand beside the rule in the code; the tests run them, and the documentation page is written from them.

use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::prose::title;
use super::{Batch, Cell, Context, Counted, Finding, Reading, Report, Slip, Tables, Unread};
use crate::codes::{ApplicantKind, Route, TableThreeRow, Verdict};

/// What a check asks for, and examples of it.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// In a sentence, for those who read the documentation.
    pub says: &'static str,
    pub examples: &'static [Example],
}

/// A report that is right, and one that is wrong in this and in nothing else.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    pub right: &'static [Step],
    pub wrong: &'static [Step],
}

/// What an example's report holds otherwise than a quiet one does.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Organ(&'static str),
    /// So many applications of natural persons, received and granted.
    Received(u32),
    Number(Cell, u32),
    /// A decimal, in print.
    Amount(Cell, &'static str),
    Blank(Cell),
    Note(Cell, &'static str),
    Prose(usize, &'static str),
    /// A paragraph more, before what the section says.
    Adds(usize, &'static str),
    /// What stands before section one, and after section six.
    Opening(&'static str),
    Closing(&'static str),
    /// A section of so many characters.
    Characters(usize, usize),
    /// What the file printed that was not understood, or not in the official words.
    Unread(&'static str),
    /// A part of the file that was not read, and why.
    Rest(&'static str),
    Printed(&'static str, &'static str),
    /// Cells of table 三 hold this sign where 0 is meant: how many.
    Strokes(&'static str, usize),
    /// Last year's report of the organ, with these steps.
    Before(&'static [Step]),
    Year(i16),
    NoRegulations,
    /// What the records count: a cell, fees in fen, notices.
    Counted(Cell, u32),
    Charged(i64),
    CorrectionNotices(u32),
    FeeNotices(u32),
    Published(i16, i8, i8),
    /// Another report of the same batch, with these steps.
    Beside(&'static [Step]),
}

pub(super) const NEW: Cell = three(TableThreeRow::New);
pub(super) const TOTAL: Cell = three(TableThreeRow::Total);

/// The cell 总计 of a row of table three.
pub(super) const fn three(row: TableThreeRow) -> Cell {
    Cell::Three(row, ApplicantKind::Total)
}

/// The cell 自然人 of a row of table three.
pub(super) const fn natural(row: TableThreeRow) -> Cell {
    Cell::Three(row, ApplicantKind::NaturalPerson)
}

/// A cell of 行政复议 in table four.
pub(super) const fn reconsideration(verdict: Verdict) -> Cell {
    Cell::Four(Route::Reconsideration, verdict)
}

/// The report of an organ that received nothing, in order.
fn quiet() -> Report {
    let mut report = Report {
        organ: "清河县水利局".to_owned(),
        year: 2024,
        tables: Tables::zeros(),
        ..Report::default()
    };
    report.sections.set(
        1,
        "主动公开政府信息8条；依申请公开渠道畅通；严格政府信息审核；优化网站栏目；加强监督检查。",
    );
    report
        .sections
        .set(5, "栏目更新不够及时，将加强检查，逐项整改落实。");
    report
        .sections
        .set(6, "本机关2024年度未收取政府信息公开信息处理费。");
    report
}

/// A report with what its checks may know beside it.
struct Scene {
    reading: Reading,
    previous: Option<Report>,
    beside: Vec<Report>,
    may_make_regulations: bool,
    counted: Option<Counted>,
    charged: Option<i64>,
    correction_notices: Option<u32>,
    fee_notices: Option<u32>,
    published_on: Option<Date>,
}

impl Scene {
    fn new() -> Self {
        let reading = Reading {
            report: quiet(),
            ..Reading::default()
        };
        Self {
            reading,
            previous: None,
            beside: Vec::new(),
            may_make_regulations: true,
            counted: None,
            charged: None,
            correction_notices: None,
            fee_notices: None,
            published_on: None,
        }
    }

    fn of(steps: &[Step]) -> Self {
        steps.iter().fold(Self::new(), Self::take)
    }

    fn take(mut self, step: &Step) -> Self {
        let of = |steps: &[Step]| Self::of(steps).reading.report;
        match *step {
            Step::Before(steps) => {
                let mut previous = of(steps);
                let is_dated = steps.iter().any(|step| matches!(step, Step::Year(_)));
                previous.year -= i16::from(!is_dated);
                self.previous = Some(previous);
            }
            Step::Beside(steps) => self.beside.push(of(steps)),
            Step::NoRegulations => self.may_make_regulations = false,
            Step::Counted(cell, number) => {
                self.counted
                    .get_or_insert_with(Counted::zeros)
                    .tables
                    .set(cell, number);
            }
            Step::Charged(fen) => self.charged = Some(fen),
            Step::CorrectionNotices(count) => self.correction_notices = Some(count),
            Step::FeeNotices(count) => self.fee_notices = Some(count),
            Step::Published(year, month, day) => self.published_on = Date::new(year, month, day).ok(),
            Step::Unread(text) => self.reading.unread.push(Unread {
                place: "表三 第3行".to_owned(),
                text: text.to_owned(),
                why: "不是一个数字".to_owned(),
                cells: Vec::new(),
            }),
            Step::Rest(why) => self.reading.unread.push(Unread {
                place: "第78行".to_owned(),
                text: String::new(),
                why: why.to_owned(),
                cells: Vec::new(),
            }),
            Step::Printed(printed, official) => self.reading.slips.push(Slip {
                place: "表二 第2行".to_owned(),
                printed: printed.to_owned(),
                official: official.to_owned(),
            }),
            Step::Strokes(sign, count) => {
                let place = "第3行";
                self.reading.slips.push(Slip::zeros(place, "表三", count, sign));
            }
            _ => write(&mut self.reading.report, *step),
        }
        self
    }

    fn findings(&self) -> Vec<Finding> {
        let powers = Some(self.may_make_regulations);
        let told = Context::of_file(&self.reading.report, self.previous.as_ref(), powers);
        let context = Context {
            published_on: self.published_on,
            correction_notices: self.correction_notices.or(told.correction_notices),
            fee_notices: self.fee_notices.or(told.fee_notices),
            fees_charged_fen: self.charged,
            counted: self.counted.as_ref(),
            ..told
        };
        let mut findings = self.reading.check(&context);
        let batch = Batch::new(std::iter::once(&self.reading.report).chain(&self.beside));
        findings.extend(batch.findings(0));
        findings
    }
}

/// Writes a step into the report itself.
fn write(report: &mut Report, step: Step) {
    let tables = &mut report.tables;
    match step {
        Step::Organ(name) => name.clone_into(&mut report.organ),
        Step::Year(year) => report.year = year,
        Step::Received(count) => {
            for row in [TableThreeRow::New, TableThreeRow::Granted, TableThreeRow::Total] {
                tables.set(natural(row), count);
                tables.set(three(row), count);
            }
        }
        Step::Number(cell, number) => tables.set(cell, number),
        Step::Amount(cell, number) => tables.set(cell, number.parse().unwrap_or(Decimal::ZERO)),
        Step::Blank(cell) => tables.clear(cell),
        Step::Note(cell, note) => tables.set_note(cell, note),
        Step::Prose(number, text) => report.sections.set(number, text),
        Step::Adds(number, text) => {
            let whole = format!("{text}\n{}", report.sections.get(number));
            report.sections.set(number, whole);
        }
        Step::Opening(text) => text.clone_into(&mut report.opening),
        Step::Closing(text) => text.clone_into(&mut report.closing),
        Step::Characters(number, count) => {
            let words = "主动公开、依申请公开、政府信息管理、平台建设、监督保障都有进展。";
            report
                .sections
                .set(number, words.chars().cycle().take(count).collect::<String>());
        }
        _ => {}
    }
}

impl Example {
    /// What the checks say of the report that is right: nothing.
    pub fn against_the_right(&self) -> Vec<Finding> {
        Scene::of(self.right).findings()
    }

    /// What the checks say of the one that is wrong.
    pub fn against_the_wrong(&self) -> Vec<Finding> {
        Scene::of(self.wrong).findings()
    }
}

/// The steps in Chinese, one after the other.
pub(super) struct InWords<'a>(pub &'a [Step]);

impl fmt::Display for InWords<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return formatter.write_str("与示例报告相同");
        }
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
            Self::Organ(name) => write!(formatter, "机关为“{name}”"),
            Self::Year(year) => write!(formatter, "年度为 {year}"),
            Self::Received(count) => write!(formatter, "收到自然人的申请 {count} 件，均予以公开"),
            Self::Number(cell, number) => write!(formatter, "{} 为 {number}", cell.label()),
            Self::Amount(cell, number) => write!(formatter, "{} 为 {number}", cell.label()),
            Self::Blank(cell) => write!(formatter, "{} 为空", cell.label()),
            Self::Note(cell, note) => write!(formatter, "{} 的数字旁有附注“{note}”", cell.label()),
            Self::Prose(number, "") => write!(formatter, "{}没有文字", title(*number)),
            Self::Prose(number, text) => {
                write!(formatter, "{}写“{}”", title(*number), text.replace('\n', "／"))
            }
            Self::Adds(number, text) => {
                write!(formatter, "{}另写“{}”", title(*number), text.replace('\n', "／"))
            }
            Self::Opening(text) => write!(formatter, "正文开头写“{text}”"),
            Self::Closing(text) => write!(formatter, "落款写“{}”", text.replace('\n', "／")),
            Self::Characters(number, count) => write!(formatter, "{}有 {count} 字", title(*number)),
            Self::Unread(text) => write!(formatter, "单元格填“{text}”"),
            Self::Rest(why) => formatter.write_str(why.split("，").next().unwrap_or(why)),
            Self::Printed(printed, _) => write!(formatter, "表头印作“{printed}”"),
            Self::Strokes(sign, count) => write!(formatter, "表三有 {count} 格印作“{sign}”"),
            Self::Before(steps) => write!(formatter, "上年报告：{}", InWords(steps)),
            Self::NoRegulations => formatter.write_str("机关没有规章制定权"),
            Self::Counted(cell, number) => write!(formatter, "登记的 {} 为 {number}", cell.label()),
            Self::Charged(fen) => {
                write!(
                    formatter,
                    "登记的信息处理费为 {} 元",
                    Decimal::new(*fen, 2).normalize()
                )
            }
            Self::CorrectionNotices(count) => write!(formatter, "登记的补正通知 {count} 件"),
            Self::FeeNotices(count) => write!(formatter, "登记的收费通知 {count} 件"),
            Self::Published(year, month, day) => write!(formatter, "{year}年{month}月{day}日公布"),
            Self::Beside(steps) => write!(formatter, "同一批的另一份报告：{}", InWords(steps)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports::Check;

    #[test]
    fn every_check_has_examples_and_the_right_one_gives_nothing_and_the_wrong_one_exactly_its_finding() {
        for check in Check::ALL {
            assert!(!check.rule().examples.is_empty(), "{check:?}");
            for example in check.rule().examples {
                let right = example.against_the_right();
                assert!(
                    right.is_empty(),
                    "{check:?} {}: {right:#?}",
                    InWords(example.right)
                );
                let wrong = example.against_the_wrong();
                let is_its = wrong.iter().all(|finding| finding.check == *check);
                assert!(
                    is_its && !wrong.is_empty(),
                    "{check:?} {}: {wrong:#?}",
                    InWords(example.wrong)
                );
            }
        }
    }
}
