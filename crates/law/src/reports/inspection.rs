//! Many reports inspected at once: what was read of each file, what each breaks alone and among the others, the sums of those
//! that were read, who is missing in them, and whose sections read alike.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::json::{Number, TableFour, TableThree, TableTwo};
use super::prose::title;
use super::years::is_same_organ;
use super::{Batch, Context, Finding, LeftOut, Level, Reading, Report, Tables, has_errors};

/// A file of the batch.
#[derive(Clone, Debug)]
pub struct Member {
    /// As whoever inspects named it.
    pub file: String,
    /// What was read, or why nothing was.
    pub report: Result<Report, String>,
    pub findings: Vec<Finding>,
    /// Reports of last year were at hand, and none of them was this organ's: it was compared with nothing.
    pub lacks_previous: bool,
    /// Why the sums are without it, though it was read.
    pub left_out: Option<LeftOut>,
}

/// Two units with a section that reads alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// Their places among the members.
    pub a: usize,
    pub b: usize,
    /// Section 1 to 6.
    pub section: usize,
    /// The share, 0 to 1, of the shorter text that stands in the other as well.
    pub share: Decimal,
}

/// What is to be said of all of them.
#[derive(Clone, Debug)]
pub struct Inspection {
    pub members: Vec<Member>,
    /// The sum of each cell over the reports of the batch's year, each organ's once.
    pub sums: Tables,
    pub alike: Vec<Likeness>,
}

impl Member {
    /// Checks what was read of a file; last year's report is looked for among these, where there are any.
    pub fn checked(file: String, read: Result<Reading, String>, last_years: Option<&[Report]>) -> Self {
        match read {
            Ok(reading) => {
                let previous = last_years.and_then(|reports| previous_among(&reading.report, reports));
                let context = Context::of_file(&reading.report, previous, None);
                Self {
                    findings: reading.check(&context),
                    lacks_previous: last_years.is_some() && previous.is_none(),
                    ..Self::new(file, Ok(reading.report))
                }
            }
            Err(why) => Self::new(file, Err(why)),
        }
    }

    /// A file of which nothing is said yet.
    pub const fn new(file: String, report: Result<Report, String>) -> Self {
        Self {
            file,
            report,
            findings: Vec::new(),
            lacks_previous: false,
            left_out: None,
        }
    }

    /// What an official calls it: the organ, or the file where nothing was read.
    pub fn name(&self) -> &str {
        match &self.report {
            Ok(report) => &report.organ,
            Err(_) => &self.file,
        }
    }

    /// How many findings of this level it has.
    pub fn count(&self, level: Level) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.level() == level)
            .count()
    }
}

impl Inspection {
    /// Looks at the members among each other.
    pub fn new(mut members: Vec<Member>) -> Self {
        let (found, sums, alike) = {
            let (places, reports): (Vec<usize>, Vec<&Report>) = members
                .iter()
                .enumerate()
                .filter_map(|(place, member)| Some((place, member.report.as_ref().ok()?)))
                .unzip();
            let batch = Batch::new(reports);
            let found: Vec<(usize, Option<LeftOut>, Vec<Finding>)> = places
                .iter()
                .enumerate()
                .map(|(number, place)| (*place, batch.left_out(number), batch.findings(number)))
                .collect();
            let place = |number: usize| places.get(number).copied().unwrap_or(number);
            let alike = batch.alike().into_iter().map(|alike| Likeness {
                a: place(alike.a),
                b: place(alike.b),
                section: alike.section,
                share: alike.share,
            });
            (found, batch.sums(), alike.collect())
        };
        for (place, left_out, findings) in found {
            if let Some(member) = members.get_mut(place) {
                member.left_out = left_out;
                member.findings.extend(findings);
                member.findings.sort_by_key(Finding::level);
            }
        }
        Self { members, sums, alike }
    }

    /// The reports that the sums add.
    pub fn summed(&self) -> impl Iterator<Item = &Report> {
        let is_in = |member: &&Member| member.left_out.is_none();
        let reports = self.members.iter().filter(is_in);
        reports.filter_map(|member| member.report.as_ref().ok())
    }

    /// The files that were read and that the sums are without, each with the reason: `乙局.docx（2023 年度）`.
    pub fn left_out(&self) -> Vec<String> {
        let left = |member: &Member| Some(format!("{}（{}）", member.file, member.left_out?));
        self.members.iter().filter_map(left).collect()
    }

    /// The files that were compared with no report of last year, though there were some.
    pub fn without_previous(&self) -> Vec<&str> {
        let lacks = self.members.iter().filter(|member| member.lacks_previous);
        lacks.map(|member| member.file.as_str()).collect()
    }

    /// The files the sums lack.
    pub fn missing(&self) -> Vec<&str> {
        let lacks = self.members.iter().filter(|member| member.report.is_err());
        lacks.map(|member| member.file.as_str()).collect()
    }

    /// Whether any has a finding that stops publication.
    pub fn has_errors(&self) -> bool {
        self.members.iter().any(|member| has_errors(&member.findings))
    }

    /// The member of this place.
    pub fn member(&self, place: usize) -> Option<&Member> {
        self.members.get(place)
    }
}

impl Likeness {
    /// The title of the section.
    pub fn title(&self) -> &'static str {
        title(self.section)
    }

    /// The share in per cent.
    pub fn percent(&self) -> Decimal {
        (self.share * Decimal::ONE_HUNDRED).round()
    }
}

/// Among reports of the last year, the one to compare with: the organ's own, of the year before where there are several.
fn previous_among<'a>(report: &Report, reports: &'a [Report]) -> Option<&'a Report> {
    reports
        .iter()
        .filter(|other| is_same_organ(&other.organ, &report.organ))
        .max_by_key(|other| {
            let is_exact = other.organ == report.organ;
            (
                is_exact,
                Reverse((i32::from(other.year) - i32::from(report.year) + 1).abs()),
            )
        })
}

impl Serialize for Inspection {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let file = |place: usize| self.member(place).map_or("", |member| member.file.as_str());
        let alike: Vec<LikenessOut<'_>> = self
            .alike
            .iter()
            .map(|alike| LikenessOut {
                a: file(alike.a),
                b: file(alike.b),
                section: alike.section,
                share: Number(alike.share),
            })
            .collect();
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("files", &self.members)?;
        map.serialize_entry("sums", &Sums(self))?;
        map.serialize_entry("alike", &alike)?;
        map.end()
    }
}

impl Serialize for Member {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.report.as_ref().ok();
        let mut map = serializer.serialize_map(Some(6))?;
        map.serialize_entry("file", &self.file)?;
        map.serialize_entry("organ", &report.map(|report| &report.organ))?;
        map.serialize_entry("year", &report.map(|report| report.year))?;
        map.serialize_entry("unreadable", &self.report.as_ref().err())?;
        map.serialize_entry("lacks_previous", &self.lacks_previous)?;
        map.serialize_entry("findings", &self.findings)?;
        map.end()
    }
}

#[derive(serde::Serialize)]
struct LikenessOut<'a> {
    a: &'a str,
    b: &'a str,
    section: usize,
    share: Number,
}

struct Sums<'a>(&'a Inspection);

impl Serialize for Sums<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sums = &self.0.sums;
        let mut map = serializer.serialize_map(Some(6))?;
        map.serialize_entry("table2", &TableTwo(sums))?;
        map.serialize_entry("table3", &TableThree(sums, super::Format::Of2021))?;
        map.serialize_entry("table4", &TableFour(sums))?;
        map.serialize_entry("members", &self.0.summed().count())?;
        map.serialize_entry("missing", &self.0.missing())?;
        map.serialize_entry("left_out", &self.0.left_out())?;
        map.end()
    }
}
