//! Reports of many organs side by side, as an inspector or a government's own office reads them: what each breaks among the
//! others, the sums of their tables, and sections that read alike.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::finding::plain;
use super::prose::{PASSAGE, REPEATED, SHORT, title, words_only};
use super::{Check, Example, Finding, Report, Rule, Step, Tables};

pub(super) const TWICE: Rule = Rule {
    says: "一批报告中，同一机关同一年度只有一份；重复的会使合计多计。",
    examples: &[Example {
        right: &[Step::Beside(&[Step::Organ("清河县农业农村局")])],
        wrong: &[Step::Beside(&[])],
    }],
};

pub(super) const YEAR: Rule = Rule {
    says: "一批报告为同一年度；与多数不同的，逐份指出。",
    examples: &[Example {
        right: &[
            Step::Beside(&[Step::Organ("清河县农业农村局")]),
            Step::Beside(&[Step::Organ("清河县财政局")]),
        ],
        wrong: &[
            Step::Beside(&[Step::Organ("清河县农业农村局"), Step::Year(2023)]),
            Step::Beside(&[Step::Organ("清河县财政局"), Step::Year(2023)]),
        ],
    }],
};

pub(super) const ALIKE: Rule = Rule {
    says: "第一、五、六部分与同一批中别的机关的报告相同的文字不到六成（数字不计，不到六十字的不看）。",
    examples: &[Example {
        right: &[
            Step::Prose(5, COPIED),
            Step::Beside(&[
                Step::Organ("清河县农业农村局"),
                Step::Prose(
                    5,
                    "高标准农田项目的招标和验收信息散见于多个栏目，查找不便，补贴政策的解释只挂了一份扫描件。明年三月前把项目信息并入一个专题，补贴政策改用问答写明，并在镇村公开栏张贴。",
                ),
            ]),
        ],
        wrong: &[
            Step::Prose(5, COPIED),
            Step::Beside(&[Step::Organ("清河县农业农村局"), Step::Prose(5, COPIED)]),
        ],
    }],
};

/// A section that any organ could have written.
const COPIED: &str = "政策解读形式不够丰富，部分栏目更新不够及时。将依据政务公开工作评价指标，对栏目逐项检查，针对发现的问题督导整改，并综合运用图解、视频等形式解读政策。";
/// How many likenesses a message names.
const NAMED: usize = 3;

/// Sections of prose, which units must write themselves.
const PROSE: [usize; 3] = [1, 5, 6];

/// Reports that are read together.
#[derive(Clone, Debug)]
pub struct Batch<'a> {
    reports: Vec<&'a Report>,
    /// Found once, when first asked for.
    alike: OnceLock<Vec<Alike>>,
}

/// Two reports of a batch, by their numbers in it, with a section that reads alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alike {
    pub a: usize,
    pub b: usize,
    /// Section 1 to 6.
    pub section: usize,
    /// The share, 0 to 1, of the shorter text that stands in the other as well.
    pub share: Decimal,
}

/// Why a report that was read is not in the sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Of this year, which is not the batch's.
    OtherYear(i16),
    /// Another report of the organ stands before it.
    Twice,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherYear(year) => write!(formatter, "{year} 年度"),
            Self::Twice => formatter.write_str("同一机关重复"),
        }
    }
}

impl<'a> Batch<'a> {
    pub fn new(reports: impl IntoIterator<Item = &'a Report>) -> Self {
        Self {
            reports: reports.into_iter().collect(),
            alike: OnceLock::new(),
        }
    }

    /// What the report of this number breaks among the others.
    pub fn findings(&self, number: usize) -> Vec<Finding> {
        let Some(report) = self.reports.get(number) else {
            return Vec::new();
        };
        [
            self.twice(number, report),
            self.other_year(report),
            self.copied(number, report),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn twice(&self, number: usize, report: &Report) -> Option<Finding> {
        let is_same = |other: &&Report| other.organ == report.organ && other.year == report.year;
        let others = self.reports.iter().enumerate().filter(|(at, _)| *at != number);
        let count = others.filter(|(_, other)| is_same(other)).count();
        (count > 0).then(|| {
            let message = format!(
                "“{}”{} 年度的报告在这一批中有 {} 份，合计时会重复计算，请只留一份。",
                report.organ,
                report.year,
                count + 1
            );
            plain(Check::BatchTwice, message)
        })
    }

    fn other_year(&self, report: &Report) -> Option<Finding> {
        let year = self.year()?;
        (report.year != year).then(|| {
            let message = format!("这份是 {} 年度的报告，这一批多数是 {year} 年度的。", report.year);
            plain(Check::BatchYear, message)
        })
    }

    /// Whose sections read like this report's. The same organ's are no copy: it reported twice.
    fn copied(&self, number: usize, report: &Report) -> Option<Finding> {
        let other = |alike: &Alike| {
            let at = match number {
                number if number == alike.a => alike.b,
                number if number == alike.b => alike.a,
                _ => return None,
            };
            let other = self.reports.get(at)?;
            (other.organ != report.organ).then_some((alike.section, alike.share, &other.organ))
        };
        let found: Vec<_> = self.likenesses().iter().filter_map(other).collect();
        let named = found.iter().take(NAMED).map(|(section, share, organ)| {
            let percent = (*share * Decimal::ONE_HUNDRED).round().normalize();
            format!("“{}”有 {percent}% 与“{organ}”的报告相同", title(*section))
        });
        let named = named.collect::<Vec<_>>().join("，");
        let more = if found.len() > NAMED {
            format!("等 {} 处", found.len())
        } else {
            String::new()
        };
        (!found.is_empty()).then(|| {
            plain(
                Check::BatchAlike,
                format!("{named}{more}。请按本机关的实际情况改写。"),
            )
        })
    }

    /// The year most of them report on; of two as frequent the later.
    pub fn year(&self) -> Option<i16> {
        let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
        for report in &self.reports {
            *counts.entry(report.year).or_default() += 1;
        }
        counts
            .into_iter()
            .max_by_key(|(year, count)| (*count, *year))
            .map(|(year, _)| year)
    }

    /// Why the report of this number is not in the sums: it is of another year, or the organ's report stands before it.
    pub fn left_out(&self, number: usize) -> Option<LeftOut> {
        let report = self.reports.get(number)?;
        if Some(report.year) != self.year() {
            return Some(LeftOut::OtherYear(report.year));
        }
        let is_same = |other: &&Report| other.organ == report.organ && other.year == report.year;
        let mut before = self.reports.iter().take(number);
        before.any(is_same).then_some(LeftOut::Twice)
    }

    /// The sum of each cell over the reports of the batch's year, each organ's once. A cell that is blank in every report is
    /// blank in the sum.
    pub fn sums(&self) -> Tables {
        let mut sums = Tables::default();
        let summed = (0..self.reports.len()).filter(|number| self.left_out(*number).is_none());
        let reports = summed.filter_map(|number| self.reports.get(number));
        for (cell, number) in reports.flat_map(|report| report.tables.numbers()) {
            let sum = sums.get(cell).unwrap_or_default() + number;
            sums.set(cell, sum);
        }
        sums
    }

    /// Pairs of units whose sections read alike, the most alike first.
    pub fn alike(&self) -> Vec<Alike> {
        self.likenesses().to_vec()
    }

    fn likenesses(&self) -> &[Alike] {
        self.alike.get_or_init(|| self.find_alike())
    }

    fn find_alike(&self) -> Vec<Alike> {
        let mut found: Vec<Alike> = PROSE
            .into_iter()
            .flat_map(|section| self.alike_in(section))
            .collect();
        found.sort_by_key(|alike| (std::cmp::Reverse(alike.share), alike.section, alike.a, alike.b));
        found
    }

    fn alike_in(&self, section: usize) -> Vec<Alike> {
        let passages: Vec<HashSet<u64>> = self
            .reports
            .iter()
            .map(|report| passages(report.sections.get(section)))
            .collect();
        // Passages that two texts share are counted once for the pair: the work grows with what is shared.
        let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
        for (number, own) in passages.iter().enumerate() {
            for passage in own {
                holders.entry(*passage).or_default().push(number);
            }
        }
        let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
        for numbers in holders.values() {
            for (at, a) in numbers.iter().enumerate() {
                for b in numbers.iter().skip(at + 1) {
                    *shared.entry((*a, *b)).or_default() += 1;
                }
            }
        }
        let count = |number: usize| passages.get(number).map_or(0, HashSet::len);
        shared
            .into_iter()
            .filter_map(|((a, b), same)| {
                let share = Decimal::from(same).checked_div(Decimal::from(count(a).min(count(b))))?;
                (share >= REPEATED).then(|| Alike {
                    a,
                    b,
                    section,
                    share: share.round_dp(4),
                })
            })
            .collect()
    }
}

/// The passages of eight characters of a text, numbers left out; none of a text too short to judge.
fn passages(text: &str) -> HashSet<u64> {
    let words = words_only(text);
    if words.len() < SHORT {
        return HashSet::new();
    }
    let digest = |passage: &[char]| {
        let mut hasher = DefaultHasher::new();
        passage.hash(&mut hasher);
        hasher.finish()
    };
    words.windows(PASSAGE).map(digest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{ApplicantKind, TableThreeRow};
    use crate::reports::Cell;

    fn report(organ: &str, five: &str) -> Report {
        let mut report = Report {
            organ: organ.to_owned(),
            year: 2024,
            tables: Tables::zeros(),
            ..Report::default()
        };
        report.sections.set(5, five);
        report
    }

    const SAME: &str = "政策解读形式不够丰富，部分栏目更新不够及时，群众参与渠道有待拓宽，基层公开标准化水平参差不齐。下一步将逐项整改，\
                          综合运用图解、视频等形式解读政策，每月检查栏目并通报结果。";
    const OWN: &str = "河道治理项目的招标和验收信息散见于多个栏目，查找不便，水费标准的解释也只挂了一份扫描件。明年三月前把项目信息并入一个专题，\
                       水费标准改用问答写明，并在镇村水管站张贴。";

    #[test]
    fn sections_that_read_alike_are_paired_and_others_are_not() {
        let [one, two, three] = [report("甲局", SAME), report("乙局", SAME), report("丙局", OWN)];
        let alike = Batch::new([&one, &two, &three]).alike();
        let [pair] = alike[..] else { panic!("{alike:?}") };
        assert_eq!(
            (pair.a, pair.b, pair.section, pair.share),
            (0, 1, 5, Decimal::ONE)
        );
        let batch = Batch::new([&one, &two, &three]);
        let [first, second, third] = [0, 1, 2].map(|number| batch.findings(number));
        assert_eq!(
            first[0].message,
            "“五、存在的主要问题及改进情况”有 100% 与“乙局”的报告相同。请按本机关的实际情况改写。"
        );
        assert!(second[0].message.contains("“甲局”") && third.is_empty());
    }

    #[test]
    fn a_sum_adds_what_is_filled_and_leaves_blank_what_nobody_fills() {
        let (new, total) = (
            Cell::Three(TableThreeRow::New, ApplicantKind::NaturalPerson),
            Cell::Three(TableThreeRow::New, ApplicantKind::Total),
        );
        let [mut one, mut two] = [report("甲局", ""), report("乙局", "")];
        one.tables.set(new, 3);
        two.tables.set(new, 4);
        one.tables.clear(total);
        two.tables.clear(total);
        let sums = Batch::new([&one, &two]).sums();
        assert_eq!((sums.get(new), sums.get(total)), (Some(7.into()), None));
    }

    #[test]
    fn a_sum_holds_each_organ_once_and_the_year_of_the_batch_alone() {
        let new = Cell::Three(TableThreeRow::New, ApplicantKind::NaturalPerson);
        let of = |organ: &str, year: i16, number: u32| {
            let mut report = report(organ, "");
            report.year = year;
            report.tables.set(new, number);
            report
        };
        let reports = [
            of("甲局", 2024, 3),
            of("甲局", 2024, 3),
            of("乙局", 2023, 50),
            of("丙局", 2024, 4),
        ];
        let batch = Batch::new(&reports);
        assert_eq!(batch.sums().get(new), Some(7.into()));
        let left: Vec<_> = (0..4).map(|number| batch.left_out(number)).collect();
        let other = Some(LeftOut::OtherYear(2023));
        assert_eq!(left, [None, Some(LeftOut::Twice), other, None]);
    }
}
