//! What lists show, and what no list and no address gives away.

use office::documents::{self, DeskFilter, State, WithdrawalForm};
use office::{Actor, OfficeError, Program, columns};

use super::{People, people};
use crate::harness::{Site, form, later, moment, stories};

stories! {
    lists_are_paged_and_counted_by_year
    what_waits_is_counted
    another_organs_documents_are_out_of_reach
    text_that_an_engine_refuses_does_no_harm
}

async fn lists_are_paged_and_counted_by_year(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let mut column = None;
    for number in 0..23 {
        let year = if number < 2 { "2023" } else { "2024" };
        let at = later(moment(&format!("{year}-06-07T10:00")), number);
        let mut form = form(
            columns::by_slug(&site.office, &Actor::system(site.organ, "测试"), "statutory")
                .await
                .unwrap()
                .unwrap()
                .id,
            &format!("第{number}份"),
        );
        form.formed_on = format!("{year}-06-07");
        let id = documents::create(&site.office, &editor, at, &form, false)
            .await
            .unwrap();
        site.send_out(&reviewer, &signer, at, id).await;
        column = form.column;
    }
    let columns = [column.unwrap()];
    let page = async |year, page| {
        documents::published_list(&site.office, &columns, year, page)
            .await
            .unwrap()
    };
    let first = page(None, 1).await;
    assert_eq!((first.total, first.pages, first.items.len()), (23, 2, 20));
    assert_eq!(first.items[0].title, "第22份");
    let last = page(None, 99).await;
    assert_eq!((last.number, last.items.len()), (2, 3));
    assert_eq!(last.items[2].title, "第0份");
    assert_eq!(page(Some(2023), 1).await.total, 2);
    assert_eq!(
        documents::years(&site.office, &columns).await.unwrap(),
        [(2024, 21), (2023, 2)]
    );
    let feed = documents::feed(&site.office, site.organ, &columns, 5)
        .await
        .unwrap();
    assert_eq!(feed.len(), 5);
    assert_eq!(feed[0].edition.body, "第22份的正文。");
    assert_eq!(
        documents::sitemap(&site.office, site.organ).await.unwrap().len(),
        23
    );
}

async fn what_waits_is_counted(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let waits = async || {
        let waiting = documents::waiting(&site.office, &reviewer).await.unwrap();
        (waiting.for_review, waiting.for_publication)
    };
    let one = site.draft(&editor, at, "一").await;
    let two = site.draft(&editor, at, "二").await;
    assert_eq!(waits().await, (0, 0), "a draft waits for nobody");
    site.hand_over(at, one).await;
    site.hand_over(later(at, 1), two).await;
    assert_eq!(waits().await, (2, 0));
    let queue = documents::queue(&site.office, &reviewer).await.unwrap();
    let told = |waits: &documents::Waits| (waits.id, waits.level.clone(), waits.is_secrecy, waits.since);
    assert_eq!(
        queue.iter().map(told).collect::<Vec<_>>(),
        [
            (one, "二审二校".to_owned(), true, at.now),
            (two, "二审二校".to_owned(), true, later(at, 1).now)
        ],
        "the longest first"
    );
    site.agree(&reviewer, at, one).await;
    assert_eq!(waits().await, (1, 0));
    assert_eq!(documents::queue(&site.office, &signer).await.unwrap().len(), 1);
    site.agree(&signer, at, one).await;
    assert_eq!(waits().await, (1, 1));
    let version = site.version(&signer, one).await;
    documents::publish(&site.office, &signer, at, one, version)
        .await
        .unwrap();
    assert_eq!(waits().await, (1, 0));
    let version = site.version(&signer, one).await;
    documents::withdraw(
        &site.office,
        &signer,
        later(at, 1),
        one,
        version,
        &WithdrawalForm::correction("有误"),
    )
    .await
    .unwrap();
    assert_eq!(waits().await, (1, 0));
    let mended = documents::get_desk(&site.office, &editor, one).await.unwrap();
    documents::save(
        &site.office,
        &editor,
        later(at, 2),
        one,
        mended.version,
        &mended.latest.form(),
    )
    .await
    .unwrap();
    assert_eq!(waits().await, (1, 0), "what was mended is handed over again");
    let list = async |state| {
        let filter = DeskFilter {
            state,
            ..DeskFilter::default()
        };
        documents::list_desk(&site.office, &editor, &filter)
            .await
            .unwrap()
            .total
    };
    assert_eq!(
        (
            list(None).await,
            list(Some(State::InReview)).await,
            list(Some(State::Draft)).await,
            list(Some(State::Withdrawn)).await
        ),
        (2, 1, 0, 1)
    );
}

async fn another_organs_documents_are_out_of_reach(site: &Site) {
    let People { editor, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "本机关的").await;
    let mut profile = crate::harness::profile();
    profile.name = "另一机关".into();
    let organ = office::organs::create(&site.office, Program::itself(), at, "OTHER1", &profile)
        .await
        .unwrap();
    let stranger = Actor {
        organ,
        ..editor.clone()
    };
    assert!(matches!(
        documents::get_desk(&site.office, &stranger, id).await,
        Err(OfficeError::Missing)
    ));
    assert!(matches!(
        documents::publications(&site.office, &stranger, id).await,
        Err(OfficeError::Missing)
    ));
    let form = documents::get_desk(&site.office, &editor, id)
        .await
        .unwrap()
        .latest
        .form();
    let saved = documents::save(&site.office, &stranger, at, id, 1, &form).await;
    assert!(matches!(
        saved,
        Err(OfficeError::Invalid(_) | OfficeError::Missing)
    ));
    assert_eq!(
        documents::list_desk(&site.office, &stranger, &DeskFilter::default())
            .await
            .unwrap()
            .total,
        0
    );
}

/// A NUL in typed text: PostgreSQL would refuse the row.
async fn text_that_an_engine_refuses_does_no_harm(site: &Site) {
    let People { editor, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "标题\0有控制\u{7}字符\n换行").await;
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_eq!(desk.latest.title, "标题有控制字符 换行");
    let mut form = desk.latest.form();
    form.body = "第一段\r\n\0第二段".into();
    form.subject = "\0".into();
    documents::save(&site.office, &editor, at, id, 1, &form)
        .await
        .unwrap();
    let latest = documents::get_desk(&site.office, &editor, id)
        .await
        .unwrap()
        .latest;
    assert_eq!((latest.body.as_str(), latest.subject), ("第一段\n第二段", None));
}
