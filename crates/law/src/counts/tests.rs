//! The years of services.md §15 and §2.6, and what every count holds.

use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::codes::Moment;

const SEED: &str = include_str!("../../../../examples/mengjin/annual-report-2024.txt");

const SEEDS_NAMES: [(&str, &str); 3] = [
    ("account", "开发区微信公众号"),
    ("halls", "孟津区南、北政务服务大厅"),
    ("hall_services", "信息查阅、政策咨询、办事指引"),
];

fn record(id: u64, at: &str, what: What) -> Record {
    Record {
        id,
        at: Moment::read(at).unwrap(),
        what,
        is_withdrawn: false,
    }
}

fn document(document: u64, at: &str, sort: Sort) -> Record {
    record(document, at, What::Document { document, sort })
}

/// The seed's year: eight documents, five pushes of 1, 3, 1, 2 and 2 articles, seven of them the organ's own, five of which render a
/// document of the site, one withdrawn.
fn year() -> Vec<Record> {
    let mut records: Vec<Record> = (1..=8)
        .map(|number| document(number, &format!("2024-0{number}-11"), Sort::News))
        .collect();
    let pushes = [
        ("2024-02-05", 1),
        ("2024-04-18", 3),
        ("2024-06-07", 1),
        ("2024-09-12", 2),
        ("2024-11-29", 2),
    ];
    let days = pushes
        .iter()
        .flat_map(|(day, many)| std::iter::repeat_n(*day, *many));
    for (number, day) in (1..).zip(days) {
        let what = What::Article {
            document: (number <= 5).then_some(number),
            origin: if number <= 7 {
                Origin::Original
            } else {
                Origin::Reposted
            },
        };
        records.push(Record {
            is_withdrawn: number == 9,
            ..record(100 + number, day, what)
        });
    }
    // What does not count: an edition more, the same document up again, the year before and the year after.
    records.push(record(301, "2024-10-10", What::Update { document: 3 }));
    records.push(document(3, "2024-12-01", Sort::News));
    records.push(document(50, "2023-12-31T23:59:59", Sort::News));
    records.push(document(50, "2024-01-05", Sort::News));
    records.push(document(51, "2025-01-01T00:00:00", Sort::News));
    records
}

fn figures(records: &[Record]) -> Figures<'_> {
    Figures {
        records,
        supplements: &[],
        period: Period::year(2024),
    }
}

fn sentence(name: &str, figures: &Figures<'_>, names: &[(&str, &str)]) -> Sentence {
    let (_, wording) = WORDINGS.iter().find(|(known, _)| *known == name).unwrap();
    Wording::read(wording).unwrap().filled(figures, names).unwrap()
}

#[test]
fn the_seeds_own_sentence_comes_out_word_for_word() {
    let records = year();
    let figures = figures(&records);
    let both = ["网站和公众号两个数", "大厅窗口"].map(|name| sentence(name, &figures, &SEEDS_NAMES).text());
    let paragraph = format!("(一) 主动公开：{}", both.concat());
    assert!(SEED.lines().any(|line| line == paragraph), "{paragraph}");
}

#[test]
fn site_account_and_distinct_are_three_numbers() {
    let records = year();
    let figures = figures(&records);
    let told = |name| figures.count(name).told();
    assert_eq!(told(CountName::SiteDocuments), "8");
    assert_eq!(told(CountName::Articles), "9（其中撤回1）");
    assert_eq!(told(CountName::OriginalArticles), "7");
    assert_eq!(told(CountName::RepostedArticles), "2（其中撤回1）");
    assert_eq!(figures.count(CountName::Distinct).total(), 12);
    assert_eq!(told(CountName::Updates), "1");
}

/// 忠县人民政府办公室2025年政府信息公开工作年度报告, with its commas in full width.
#[test]
fn a_real_sentence_of_a_county_comes_out_word_for_word() {
    let sorts = [
        (Sort::StateCouncil, 881),
        (Sort::Overview, 227),
        (Sort::News, 4921),
        (Sort::Normative, 9),
        (Sort::Paper, 24),
        (Sort::TextInterpretation, 18),
        (Sort::PictureInterpretation, 22),
        (Sort::MediaInterpretation, 1),
        (Sort::PressConference, 9),
    ];
    let sorts = sorts
        .iter()
        .flat_map(|(sort, many)| std::iter::repeat_n(*sort, *many));
    let mut records: Vec<Record> = (1..)
        .zip(sorts)
        .map(|(id, sort)| document(id, "2025-05-06", sort))
        .collect();
    records.extend((1..=312).map(|id| record(id, "2025-06-03", What::LetterClosed)));
    records.extend((1..=712).map(|id| {
        let article = What::Article {
            document: None,
            origin: Origin::Original,
        };
        record(id, "2025-07-01", article)
    }));
    let figures = Figures {
        period: Period::year(2025),
        ..figures(&records)
    };
    let names = [
        ("site", "忠县人民政府门户网站"),
        ("account", "忠县人民政府网微信公众号"),
    ];
    assert_eq!(
        sentence("分类列出", &figures, &names).text(),
        "2025年，积极在忠县人民政府门户网站转载国办信息881条，发布概况类信息227条，政务动态信息4921条，行政规范性文件9件，其他文件24件，文字解读18篇、图文解读22篇、音视频解读1篇、新闻发布会9篇，政府公开信箱信件办理办结312件，通过忠县人民政府网微信公众号推送政务信息712条。"
    );
}

#[test]
fn the_last_second_of_the_year_in_shanghai_is_of_the_year() {
    for (instant, year) in [("2024-12-31T15:59:59Z", 2024), ("2024-12-31T16:00:00Z", 2025)] {
        let at = Moment::from(instant.parse::<Timestamp>().unwrap());
        let records = [Record {
            at,
            ..document(1, "2024-06-01", Sort::News)
        }];
        for counted in [2024, 2025] {
            let figures = Figures {
                period: Period::year(counted),
                ..figures(&records)
            };
            let count = figures.count(CountName::SiteDocuments).total();
            assert_eq!(count, u64::from(counted == year), "{instant} in {counted}");
        }
    }
}

#[test]
fn a_quarter_is_whatever_two_days_a_notice_names() {
    let records = [
        document(1, "2023-02-11", Sort::News),
        document(2, "2023-02-12", Sort::News),
        document(3, "2023-05-18", Sort::News),
        document(4, "2023-05-19", Sort::News),
    ];
    let figures = Figures {
        period: Period::new(date(2023, 2, 12), date(2023, 5, 18)).unwrap(),
        ..figures(&records)
    };
    let count = figures.count(CountName::SiteDocuments);
    assert_eq!(
        count.records.iter().map(|record| record.id).collect::<Vec<_>>(),
        [2, 3]
    );
    assert!(Period::new(date(2023, 5, 18), date(2023, 2, 12)).is_err());
}

#[test]
fn what_the_program_did_not_see_is_counted_apart_with_its_evidence() {
    let records = year();
    let poster = Supplement::new(
        CountName::SiteDocuments,
        date(2024, 5, 5),
        3,
        "公告栏张贴，系统没有记录",
        "公告栏照片三张",
    );
    let supplements = [poster.unwrap()];
    let figures = Figures {
        supplements: &supplements,
        ..figures(&records)
    };
    let count = figures.count(CountName::SiteDocuments);
    assert_eq!((count.counted(), count.added(), count.total()), (8, 3, 11));
    assert_eq!(count.told(), "11（其中人工补充3）");
    assert_eq!(figures.count(CountName::Articles).added(), 0);
    let next_year = Figures {
        period: Period::year(2025),
        ..figures
    };
    assert_eq!(next_year.count(CountName::SiteDocuments).added(), 0);
    for (reason, evidence) in [(" ", "照片"), ("公告栏", "")] {
        let without = Supplement::new(CountName::Articles, date(2024, 5, 5), 1, reason, evidence);
        assert!(without.is_err());
    }
}

#[test]
fn every_number_of_a_sentence_opens_into_its_records() {
    let records = year();
    let figures = figures(&records);
    let sentence = sentence("网站和公众号两个数", &figures, &SEEDS_NAMES);
    let numbers = sentence
        .0
        .iter()
        .filter_map(|piece| Some((piece.count?, piece.text.as_str())));
    let numbers: Vec<(CountName, &str)> = numbers.collect();
    assert_eq!(
        numbers,
        [(CountName::SiteDocuments, "8"), (CountName::Articles, "9")]
    );
    for (name, text) in numbers {
        assert_eq!(figures.count(name).records.len().to_string(), text);
    }
}

#[test]
fn a_wording_that_nobody_can_fill_says_what_is_wrong() {
    for (wording, words) in [
        ("公开{documents}条", "没有“{documents}”"),
        ("公开{articles条", "没有“}”"),
        ("公开articles}条", "没有“{”"),
    ] {
        let why = Wording::read(wording).unwrap_err().message;
        assert!(why.contains(words), "{why}");
    }
    let records = year();
    let wording = Wording::read("在{account}发布{articles}篇").unwrap();
    let why = wording
        .filled(&figures(&records), &[("account", " ")])
        .unwrap_err();
    assert!(why.message.contains("account"));
}

#[test]
fn every_number_has_a_definition_of_its_own_or_of_its_sort() {
    for name in CountName::ALL {
        assert!(
            name.definition().contains("统计期") || name.definition().starts_with("其中"),
            "{}",
            name.code()
        );
    }
}

fn any_record() -> impl Strategy<Value = Record> {
    let what = prop_oneof![
        (1u64..20, prop::sample::select(Sort::ALL.to_vec()))
            .prop_map(|(document, sort)| What::Document { document, sort }),
        (1u64..20).prop_map(|document| What::Update { document }),
        (
            prop::option::of(1u64..20),
            prop::sample::select(Origin::ALL.to_vec())
        )
            .prop_map(|(document, origin)| What::Article { document, origin }),
        Just(What::LetterClosed),
        Just(What::Visit),
    ];
    (1u64..1000, 0i32..900, what, any::<bool>()).prop_map(|(id, days, what, is_withdrawn)| Record {
        id,
        at: date(2023, 6, 1).saturating_add(jiff::ToSpan::days(days)).into(),
        what,
        is_withdrawn,
    })
}

proptest! {
    #[test]
    fn no_document_counts_twice_whatever_the_periods(records in prop::collection::vec(any_record(), 0..60), cut in 0i32..900) {
        let (first, last) = (date(2023, 6, 1), date(2025, 12, 31));
        let cut = first.saturating_add(jiff::ToSpan::days(cut));
        let count = |from, to, name| {
            let figures = Figures { period: Period::new(from, to).unwrap(), ..figures(&records) };
            figures.count(name).total()
        };
        // The same thing may be shown in two periods, in each by another outlet.
        for name in CountName::ALL.iter().filter(|name| **name != CountName::Distinct) {
            let parts = count(first, cut, *name) + count(cut.tomorrow().unwrap(), last, *name);
            prop_assert_eq!(parts, count(first, last, *name), "{}", name.code());
        }
        let distinct = count(first, last, CountName::Distinct);
        let (site, articles) = (count(first, last, CountName::SiteDocuments), count(first, last, CountName::Articles));
        prop_assert!(site <= distinct && distinct <= site + articles);
        let both = count(first, last, CountName::OriginalArticles) + count(first, last, CountName::RepostedArticles);
        prop_assert_eq!(both, count(first, last, CountName::Articles));
    }
}
