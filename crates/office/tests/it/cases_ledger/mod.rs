//! The ledger in and out, and every open case worked out anew. Every story on both engines.

mod export;

use law::cases::State;
use law::cases::ledger::{Column, Line, Sheets};
use law::codes::{ApplicantKind, TableThreeRow};
use law::reports::{Cell, Tables};
use law::staff::Role;
use office::cases::import::{self, FileMark, Piece, Preview, Stage};
use office::cases::{self, CaseFilter};
use office::{Actor, OfficeError, Program};
use rust_decimal::Decimal;
use tokio::sync::mpsc::{self, Receiver};

use crate::file_room::{as_before, held, move_all, stored};
use crate::harness::{IDENTITY_NUMBER, Site, apart, application, in_person, moment, stories};

stories! {
    good_lines_are_taken_in_and_bad_ones_named
    a_failure_half_way_takes_in_nothing
    the_same_file_is_taken_in_once
    a_file_waits_under_seal_until_it_is_confirmed
    thousands_of_lines_have_ids_of_their_own
    since_the_organ_works_here_a_ledger_is_no_way_round_the_desk
    what_takes_lateness_off_is_taken_in_by_whoever_signs_and_by_no_clerk
    an_old_address_that_no_mail_can_go_to_is_told_at_once
}

fn line(number: u32, id: &str, more: &[(Column, &str)]) -> Line {
    let mut line = Line::new(number);
    for (column, text) in [
        (Column::Number, id),
        (Column::Name, "张三"),
        (Column::Kind, "自然人"),
        (Column::Identity, IDENTITY_NUMBER),
        (Column::Contact, "13800001234"),
        (Column::Channel, "当面提交"),
        (Column::ReceivedOn, "2025-03-03"),
        (Column::Request, "2024年度部门预算"),
    ]
    .iter()
    .chain(more)
    {
        line.set(*column, *text);
    }
    line
}

fn closed() -> [(Column, &'static str); 5] {
    [
        (Column::RepliedOn, "2025-03-20"),
        (Column::Outcome, "予以公开"),
        (Column::ReplyNumber, "孟先开公〔2025〕1号"),
        (Column::Delivery, "邮寄"),
        (Column::Note, "老台账"),
    ]
}

/// A file of these lines; `is_whole` is whether its reader lives to the end.
fn source(lines: Vec<Line>, is_whole: bool) -> impl Fn() -> Receiver<Piece> + Send + Sync {
    move || {
        let (sender, receiver) = mpsc::channel(1);
        let lines = lines.clone();
        tokio::spawn(async move {
            for some in lines.chunks(300) {
                if sender.send(Piece::Lines(some.to_vec())).await.is_err() {
                    return;
                }
            }
            if is_whole {
                let _ = sender.send(Piece::Ended(Sheets::default())).await;
            }
        });
        receiver
    }
}

async fn clerk(site: &Site) -> Actor {
    site.person("jingban", &[Role::RequestClerk]).await
}

async fn imported(site: &Site, actor: &Actor, lines: Vec<Line>) -> Result<u32, OfficeError> {
    let at = moment("2025-06-30T10:00");
    let mark = FileMark::of(format!("{lines:?}").as_bytes(), "台账.xlsx");
    let source = source(lines, true);
    let preview = import::check(&site.office, actor, at, &source, &|_| ()).await?;
    import::take(&site.office, actor, at, &mark, &source, &preview, &|_| ()).await
}

async fn ledger(site: &Site, actor: &Actor) -> Vec<cases::CaseRow> {
    cases::list(&site.office, actor, &CaseFilter::default())
        .await
        .unwrap()
        .items
}

async fn good_lines_are_taken_in_and_bad_ones_named(site: &Site) {
    let clerk = clerk(site).await;
    let at = moment("2025-06-30T10:00");
    let handler = [&closed()[..], &[(Column::Handler, clerk.name.as_str())]].concat();
    let lines = vec![
        line(2, "2025-001", &handler),
        line(
            3,
            "2025-002",
            &[(Column::Handler, "早已退休"), (Column::ReceivedOn, "2025-06-20")],
        ),
        line(4, "2025-001", &[]),
        line(
            5,
            "2025-003",
            &[(Column::Kind, "外星人"), (Column::ReceivedOn, "去年")],
        ),
        line(6, "2025-004", &[(Column::CorrectedOn, "2025-03-10")]),
    ];
    let source = source(lines, true);
    let preview = import::check(&site.office, &clerk, at, &source, &|_| ())
        .await
        .unwrap();
    assert_eq!(
        (preview.lines, preview.good, preview.bad, preview.open),
        (5, 2, 3, 1)
    );
    let named: Vec<(u32, &str)> = preview
        .faults
        .iter()
        .map(|one| (one.line, one.column.as_str()))
        .collect();
    assert_eq!(
        named,
        [
            (4, "编号"),
            (5, "申请人类型"),
            (5, "收到日期"),
            (6, "收到补正日期")
        ]
    );
    assert!(ledger(site, &clerk).await.is_empty());
    let mark = FileMark::of(b"x", "台账.xlsx");
    let taken = import::take(&site.office, &clerk, at, &mark, &source, &preview, &|_| ()).await;
    assert_eq!(taken.unwrap(), 2);
    let rows = ledger(site, &clerk).await;
    let row = |number: &str| rows.iter().find(|row| row.number == number).unwrap();
    assert_eq!(row("2025-001").state, State::Delivered);
    assert_eq!(row("2025-001").assigned_to, clerk.account);
    assert_eq!(row("2025-002").state, State::InProgress);
    let case = cases::get(&site.office, &clerk, at, row("2025-001").id)
        .await
        .unwrap();
    assert_eq!(case.timeline.len(), 3);
    assert_eq!(case.timeline[1].note.as_deref(), Some("孟先开公〔2025〕1号"));
    let other = cases::get(&site.office, &clerk, at, row("2025-002").id)
        .await
        .unwrap();
    assert_eq!(other.timeline[0].note.as_deref(), Some("经办人：早已退休"));
    let opened = cases::particulars(&site.office, &clerk, at, case.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (opened.identity_number.as_str(), opened.phone.as_str()),
        (IDENTITY_NUMBER, "13800001234")
    );
    let mut tables = Tables::zeros();
    cases::year_tables(&site.office, &clerk, 2025, &mut tables)
        .await
        .unwrap();
    let cell = Cell::Three(TableThreeRow::Granted, ApplicantKind::NaturalPerson);
    assert_eq!(tables.get(cell), Some(Decimal::ONE));
    assert!(
        office::audit::verify(&site.office, Program::itself())
            .await
            .unwrap()
            .is_ok()
    );
}

async fn a_failure_half_way_takes_in_nothing(site: &Site) {
    let clerk = clerk(site).await;
    let at = moment("2025-06-30T10:00");
    let lines: Vec<Line> = (0..1000)
        .map(|number| line(number + 2, &format!("A-{number}"), &closed()))
        .collect();
    let preview = Preview {
        lines: 1000,
        good: 1000,
        ..Preview::default()
    };
    let mark = FileMark::of(b"x", "台账.xlsx");
    let cut = source(lines.clone(), false);
    let taken = import::take(&site.office, &clerk, at, &mark, &cut, &preview, &|_| ()).await;
    assert!(taken.unwrap_err().to_string().contains("没有读到结尾"));
    assert!(ledger(site, &clerk).await.is_empty());
    // One of the numbers is registered between the check and the confirmation.
    assert_eq!(
        imported(site, &clerk, vec![line(2, "A-999", &[])]).await.unwrap(),
        1
    );
    let whole = source(lines, true);
    let taken = import::take(&site.office, &clerk, at, &mark, &whole, &preview, &|_| ()).await;
    assert!(taken.unwrap_err().to_string().contains("请重新核对"));
    assert_eq!(ledger(site, &clerk).await.len(), 1);
}

async fn the_same_file_is_taken_in_once(site: &Site) {
    let clerk = clerk(site).await;
    let lines = vec![line(2, "A-1", &[])];
    assert_eq!(imported(site, &clerk, lines.clone()).await.unwrap(), 1);
    let hash = FileMark::of(format!("{lines:?}").as_bytes(), "x").hash;
    let before = import::earlier(&site.office, &clerk, &hash)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(before.by, clerk.name);
    let preview = Preview {
        lines: 1,
        good: 1,
        ..Preview::default()
    };
    let mark = FileMark::of(format!("{lines:?}").as_bytes(), "x");
    let at = moment("2025-06-30T10:00");
    let again = import::take(
        &site.office,
        &clerk,
        at,
        &mark,
        &source(lines, true),
        &preview,
        &|_| (),
    )
    .await;
    assert!(again.unwrap_err().to_string().contains("不再重复导入"));
    let others = vec![line(2, "A-1", &[]), line(3, "A-2", &[])];
    assert_eq!(imported(site, &clerk, others).await.unwrap(), 1);
}

async fn a_file_waits_under_seal_until_it_is_confirmed(site: &Site) {
    let clerk = clerk(site).await;
    let at = moment("2025-06-30T10:00");
    let bytes = b"PK 11010519491231002X";
    let mark = FileMark::of(bytes, "台账.xlsx");
    let id = import::begin(&site.office, &clerk, at, &mark, bytes)
        .await
        .unwrap();
    assert_eq!(import::contents(&site.office, &clerk, id).await.unwrap(), bytes);
    let lie = stored(site).remove(0);
    assert!(!lie.windows(6).any(|some| bytes.ends_with(some)), "under seal");
    // As earlier releases kept it, and moved by the worker.
    as_before(site, "case_import", "case_import_file", id.0, bytes, None).await;
    assert_eq!(import::contents(&site.office, &clerk, id).await.unwrap(), bytes);
    move_all(&site.office).await;
    assert_eq!(import::contents(&site.office, &clerk, id).await.unwrap(), bytes);
    assert_eq!(held(site).await, 1);
    let found = import::get(&site.office, &clerk, id).await.unwrap();
    assert_eq!(
        (found.stage, found.mark.name.as_str()),
        (Stage::Checking, "台账.xlsx")
    );
    let source = source(vec![line(2, "A-1", &[])], true);
    let preview = import::check(&site.office, &clerk, at, &source, &|_| ())
        .await
        .unwrap();
    import::store_preview(&site.office, &clerk, at, id, &preview)
        .await
        .unwrap();
    let found = import::get(&site.office, &clerk, id).await.unwrap();
    assert_eq!(found.stage, Stage::Checked(preview.clone()));
    let taken = import::take(&site.office, &clerk, at, &found.mark, &source, &preview, &|_| ()).await;
    assert_eq!(taken.unwrap(), 1);
    let found = import::get(&site.office, &clerk, id).await.unwrap();
    assert_eq!(found.stage, Stage::Taken(preview));
    assert!(matches!(
        import::contents(&site.office, &clerk, id).await,
        Err(OfficeError::Missing)
    ));
    assert_eq!(held(site).await, 0, "what is taken in is let go of");
    import::forget(&site.office, &clerk, at, id).await.unwrap();
    assert!(matches!(
        import::get(&site.office, &clerk, id).await.unwrap().stage,
        Stage::Taken(_)
    ));
    assert_eq!(import::recent(&site.office, &clerk).await.unwrap().len(), 1);
}

async fn thousands_of_lines_have_ids_of_their_own(site: &Site) {
    let clerk = clerk(site).await;
    let lines = (0..3000)
        .map(|number| line(number + 2, &format!("A-{number}"), &closed()))
        .collect();
    assert_eq!(imported(site, &clerk, lines).await.unwrap(), 3000);
    let page = cases::list(&site.office, &clerk, &CaseFilter::default())
        .await
        .unwrap();
    assert_eq!(page.total, 3000);
    // Numbers of our own spelling are not given again.
    let own = vec![line(2, "MJXJ01-2025-0041", &[])];
    assert_eq!(imported(site, &clerk, own).await.unwrap(), 1);
    let form = application("李四", "环评批复");
    let arrival = in_person("2025-06-30");
    let at = moment("2025-06-30T11:00");
    let receipt = cases::register(&site.office, &clerk, at, &form, &arrival, false)
        .await
        .unwrap();
    assert_eq!(receipt.number, "MJXJ01-2025-0042");
}

async fn since_the_organ_works_here_a_ledger_is_no_way_round_the_desk(site: &Site) {
    let clerk = clerk(site).await;
    let signer = site.person("qianfa", &[Role::RequestClerk, Role::Signer]).await;
    imported(site, &clerk, vec![line(2, "A-1", &closed())])
        .await
        .unwrap();
    let at = moment("2025-08-01T10:00");
    let reply = |on: &'static str, note: &'static str| {
        let mut later = closed();
        later[0].1 = on;
        later[4].1 = note;
        source(vec![line(2, "A-2", &later)], true)
    };
    let faults = async |who: &Actor, on: &'static str, note: &'static str| -> Vec<String> {
        let preview = import::check(&site.office, who, at, &reply(on, note), &|_| ()).await;
        preview.unwrap().faults.into_iter().map(|one| one.why).collect()
    };
    // Before the first record of the organ here: an old ledger's second file.
    assert!(faults(&clerk, "2025-03-20", "老台账").await.is_empty());
    let told = faults(&clerk, "2025-07-20", "挂号信XA41000000001").await;
    assert!(
        told.len() == 1 && told[0].contains("2025-06-30起") && told[0].contains("签发人导入"),
        "{told:?}"
    );
    assert_eq!(
        faults(&signer, "2025-07-20", "挂号信XA41000000001").await,
        Vec::<String>::new()
    );
    assert!(faults(&signer, "2025-07-20", "老台账").await[0].contains("挂号信"));
}

async fn what_takes_lateness_off_is_taken_in_by_whoever_signs_and_by_no_clerk(site: &Site) {
    let clerk = clerk(site).await;
    let signer = site.person("qianfa", &[Role::Signer]).await;
    imported(site, &clerk, vec![line(2, "A-1", &closed())])
        .await
        .unwrap();
    let corrected = [
        (Column::ReceivedOn, "2025-07-03"),
        (Column::CorrectionOn, "2025-07-07"),
        (Column::CorrectedOn, "2025-09-12"),
        (Column::Note, "孟先开补〔2025〕55号，挂号信XA41000000055"),
    ];
    let at = moment("2025-09-15T10:00");
    let source = source(vec![line(2, "A-2", &corrected)], true);
    let preview = import::check(&site.office, &clerk, at, &source, &|_| ())
        .await
        .unwrap();
    assert_eq!(preview.good, 0);
    let told = &preview.faults[0].why;
    assert!(
        told.contains("须由签发人导入") && told.contains("空着导入"),
        "{told}"
    );
    let preview = import::check(&site.office, &signer, at, &source, &|_| ())
        .await
        .unwrap();
    assert_eq!(preview.good, 1, "{:?}", preview.faults);
    let mark = FileMark::of(b"A-2", "台账.xlsx");
    let id = import::begin(&site.office, &signer, at, &mark, b"A-2")
        .await
        .unwrap();
    assert_eq!(import::recent(&site.office, &signer).await.unwrap()[0].id, id);
    let taken = import::take(&site.office, &signer, at, &mark, &source, &preview, &|_| ()).await;
    assert_eq!(taken.unwrap(), 1);
}

async fn an_old_address_that_no_mail_can_go_to_is_told_at_once(site: &Site) {
    let clerk = site.person("jingban", &[Role::RequestClerk, Role::Signer]).await;
    let open = [
        (Column::Contact, "13800001234；zhang@.com"),
        (Column::ReceivedOn, "2025-06-20"),
    ];
    imported(site, &clerk, vec![line(2, "A-1", &open)]).await.unwrap();
    let at = moment("2025-06-30T11:00");
    let case = ledger(site, &clerk).await[0].id;
    let replied = law::cases::What::replied(TableThreeRow::Granted);
    let how = law::cases::Delivery::InPerson;
    for what in [replied, law::cases::What::Delivered { how }] {
        let version = cases::get(&site.office, &clerk, at, case).await.unwrap().version;
        let recording = apart(at, what).with_note("孟公开〔2025〕1号，本人签收".to_owned());
        cases::record(&site.office, &clerk, at, case, version, &recording)
            .await
            .unwrap();
    }
    let unreached = office::jobs::undelivered(&site.office, &clerk).await.unwrap();
    assert_eq!(unreached.len(), 1);
    assert!(unreached[0].why.contains("不能使用"));
}
