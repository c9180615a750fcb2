//! Archive editions: reports of before the formats, with the file they came from and the day of their first publication.

use jiff::civil::date;
use law::reports::{Archive, ArchivePiece, Format, Part, Reading, Report, Tables};
use law::screening::{Kind, Screening, Seen};
use law::staff::Role;
use office::files::{Upload, examine};

use office::reports::{self, FirstPublished, Freeze, Original};
use office::{Actor, OfficeError, Program, papers};

use crate::harness::{Site, moment, stories};

stories! {
    prose_and_its_file_come_in_go_out_and_are_never_figures
    a_day_of_first_publication_is_stated_with_its_reason_or_not_at_all
    a_file_that_shows_too_much_does_not_come_in
    years_before_todays_format_are_not_begun_here_and_one_that_is_there_is_opened
    a_draft_keeps_its_format
}

fn prose(year: i16) -> Reading {
    let part = Part {
        heading: "一、概述".into(),
        pieces: vec![ArchivePiece::Paragraph("主动公开政府信息2069条。".into())],
    };
    Reading {
        report: Report {
            organ: String::new(),
            year,
            format: Format::Archive,
            archive: Archive {
                title: format!("某某{year}年度政府信息公开工作年度报告"),
                parts: vec![part],
            },
            ..Report::default()
        },
        ..Reading::default()
    }
}

fn original(bytes: &[u8]) -> Original {
    Original {
        upload: Upload {
            name: "2018.html".into(),
            bytes: bytes.to_vec(),
        },
        screening: Screening::default(),
    }
}

fn first() -> FirstPublished {
    FirstPublished {
        on: date(2019, 3, 28),
        why: "原门户网站公布".into(),
    }
}

async fn people(site: &Site) -> (Actor, Actor) {
    let clerk = site.person("clerk", &[Role::RequestClerk]).await;
    (clerk, site.person("signer", &[Role::Signer]).await)
}

async fn prose_and_its_file_come_in_go_out_and_are_never_figures(site: &Site) {
    let (clerk, signer) = people(site).await;
    let at = moment("2024-01-10T09:00");
    let first = first();
    reports::import_archive(
        &site.office,
        &clerk,
        at,
        &prose(2018),
        original(b"<p>2018</p>"),
        Some(&first),
    )
    .await
    .unwrap();
    let draft = reports::draft(&site.office, &clerk, 2018).await.unwrap().unwrap();
    assert_eq!(draft.reading.report.organ, crate::harness::profile().name);
    assert_eq!(draft.first_published, Some(first.clone()));
    let findings = reports::findings(&site.office, &clerk, &draft.reading)
        .await
        .unwrap();
    assert_eq!(findings, []);
    assert_eq!(reports::previous(&site.office, &clerk, 2019).await.unwrap(), None);
    let freeze = Freeze {
        version: draft.version,
        first_published_on: Some(first.on),
        first_published_why: first.why.clone(),
        ..Freeze::default()
    };
    reports::freeze_and_publish(&site.office, &signer, at, 2018, &freeze)
        .await
        .unwrap();
    let published = reports::published(&site.office, site.organ, 2018)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(published.day(), date(2019, 3, 28));
    assert_eq!(published.report.archive, prose(2018).report.archive);
    let file = reports::published_file(&site.office, site.organ, 2018)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((file.name.as_str(), file.length), ("2018.html", 11));
    assert_eq!(file.media_type, "application/octet-stream");
    // The file is among those that a backup carries and the operator has examined.
    let examined = examine(&site.office, Program::itself()).await.unwrap();
    assert_eq!((examined.whole, examined.bytes), (1, 11));
    // Nobody asks for a PDF of it, at once or later.
    let asked = papers::ask_for_older(&site.office, Program::itself(), at, 10).await;
    assert_eq!(asked.unwrap(), 0);
    assert!(
        reports::published_file(&site.office, site.organ, 2017)
            .await
            .unwrap()
            .is_none()
    );
}

async fn a_day_of_first_publication_is_stated_with_its_reason_or_not_at_all(site: &Site) {
    let (clerk, signer) = people(site).await;
    let at = moment("2024-01-10T09:00");
    reports::import_archive(&site.office, &clerk, at, &prose(2018), original(b"a"), None)
        .await
        .unwrap();
    for (on, why) in [
        (Some(date(2024, 1, 11)), "原门户网站公布"),
        (Some(date(2018, 11, 30)), "原门户网站公布"),
        (Some(date(2019, 3, 28)), ""),
        (None, "原门户网站公布"),
    ] {
        let freeze = Freeze {
            version: 1,
            first_published_on: on,
            first_published_why: why.to_owned(),
            ..Freeze::default()
        };
        let refused = reports::freeze_and_publish(&site.office, &signer, at, 2018, &freeze).await;
        assert!(
            matches!(refused, Err(OfficeError::Invalid(_))),
            "{on:?} {why}: {refused:?}"
        );
    }
    let freeze = Freeze {
        version: 1,
        ..Freeze::default()
    };
    reports::freeze_and_publish(&site.office, &signer, at, 2018, &freeze)
        .await
        .unwrap();
    let published = reports::published(&site.office, site.organ, 2018)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (published.first_published.clone(), published.day()),
        (None, date(2024, 1, 10))
    );
}

async fn a_file_that_shows_too_much_does_not_come_in(site: &Site) {
    let (clerk, _) = people(site).await;
    let at = moment("2024-01-10T09:00");
    let mut seen = Seen::default();
    seen.mark(Kind::SecretMark, "全文", "机密");
    let shown = Original {
        screening: Screening::of(&seen),
        ..original(b"a")
    };
    let refused = reports::import_archive(&site.office, &clerk, at, &prose(2018), shown, None).await;
    assert!(matches!(refused, Err(OfficeError::Invalid(_))), "{refused:?}");
    assert!(
        reports::draft(&site.office, &clerk, 2018)
            .await
            .unwrap()
            .is_none()
    );
    let bare = reports::import(&site.office, &clerk, at, &prose(2018), "2018.html", None).await;
    assert!(bare.is_err(), "prose without its file: {bare:?}");
}

async fn years_before_todays_format_are_not_begun_here_and_one_that_is_there_is_opened(site: &Site) {
    let (clerk, _) = people(site).await;
    let at = moment("2024-01-10T09:00");
    for year in [2015, 2018, 2020] {
        let early = reports::start(&site.office, &clerk, at, year).await;
        let Err(OfficeError::Invalid(fields)) = early else {
            panic!("{year}: {early:?}")
        };
        let [why] = &fields[..] else { panic!("{fields:?}") };
        assert_eq!(why.field, "year");
        assert!(why.message.contains("导入"), "{}", why.message);
    }
    let bytes = original(b"2018");
    reports::import_archive(&site.office, &clerk, at, &prose(2018), bytes, None)
        .await
        .unwrap();
    reports::start(&site.office, &clerk, at, 2018).await.unwrap();
    reports::start(&site.office, &clerk, at, 2021).await.unwrap();
}

async fn a_draft_keeps_its_format(site: &Site) {
    let (clerk, _) = people(site).await;
    let at = moment("2024-01-10T09:00");
    let former = Reading {
        report: Report {
            year: 2020,
            format: Format::Of2019,
            tables: Tables::zeros_of(Format::Of2019),
            ..Report::default()
        },
        ..Reading::default()
    };
    reports::import(&site.office, &clerk, at, &former, "2020.html", None)
        .await
        .unwrap();
    let draft = reports::draft(&site.office, &clerk, 2020).await.unwrap().unwrap();
    assert_eq!(draft.reading.report.format, Format::Of2019);
    assert_eq!(draft.reading.report.tables, Tables::zeros_of(Format::Of2019));
    let other = Report {
        format: Format::Of2021,
        ..draft.reading.report
    };
    let refused = reports::save_draft(&site.office, &clerk, at, 1, &other).await;
    assert!(matches!(refused, Err(OfficeError::Invalid(_))), "{refused:?}");
}
