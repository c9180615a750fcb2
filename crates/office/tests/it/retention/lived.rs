//! A case with everything that may name its applicant, and what the database says afterwards.

use law::cases::askings::{UnitAnswer, UnitSays};
use law::cases::decision::{Decision, Search};
use law::cases::enclosures::{FilePart, Given, Item};
use law::cases::letters::LetterKind;
use law::cases::retention::Settings;
use law::cases::{ApplicationForm, Delivery, Mending, MessageKind, Party, What};
use law::codes::{Outcome, Route, TableThreeRow};
use law::disputes::{Ending, Procedure};
use law::fees::Charge;
use law::fees::Tariff;
use law::reports::Tables;
use law::screening::{Finding, Kind, Screening};
use law::staff::Role;
use office::cases::answer_log::{self, Writing};
use office::cases::applicant::{self, Applicant};
use office::cases::askings::{self, Answering, NewAsking, UnitForm};
use office::cases::enclosures::{self, Enclosing};
use office::cases::letters::{self, Basis, Dispatch, Scanned, Sent};
use office::cases::{self, CaseSettings, Receipt, Recording, ToMend, messages, retention};
use office::disputes::{self, Particulars};
use office::documents::Upload;
use office::papers::{self, Printable};
use office::{Actor, CaseId, Moment};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::BATCH;
use crate::harness::{Site, apart, application, moment};

pub fn operator(site: &Site) -> Actor {
    Actor::system(site.organ, "测试")
}

pub fn form() -> ApplicationForm {
    ApplicationForm {
        email: "zhao@example.com".to_owned(),
        address: "孟津区滨河路9号".to_owned(),
        help: "母亲病重，请寄到家里".to_owned(),
        ..application("赵无极", "孟津区滨河路9号的征收补偿协议，电话13800001234，赵无极")
    }
}

pub async fn does(site: &Site, day: &str, case: CaseId, what: What, note: &str, charge: Option<Charge>) {
    let (at, actor) = (moment(&format!("{day}T11:00")), operator(site));
    let version = cases::get(&site.office, &actor, at, case).await.unwrap().version;
    let recording = Recording {
        note: if note.is_empty() { "本人签收" } else { note }.to_owned(),
        charge,
        ..apart(at, what)
    };
    cases::record(&site.office, &actor, at, case, version, &recording)
        .await
        .unwrap();
}

pub async fn submitted(site: &Site, at: Moment, form: &ApplicationForm, batch: &str) -> Receipt {
    site.submit_under(at, form, "ticket", batch).await.unwrap()
}

/// A case with everything that may name its applicant, closed on 2015-03-26.
pub async fn lived(site: &Site) -> Receipt {
    let (office, actor) = (&site.office, operator(site));
    let at = moment("2015-03-02T09:00");
    let upload = Upload {
        name: "赵无极身份证复印件.pdf".to_owned(),
        bytes: b"%PDF-1.7 Zhao Wuji".to_vec(),
    };
    cases::keep_files(office, site.organ, at, BATCH, vec![upload])
        .await
        .unwrap();
    let receipt = submitted(site, at, &form(), BATCH).await;
    let case = receipt.case;
    does(
        site,
        "2015-03-03",
        case,
        What::Confirmed {},
        "电话13800001234确认",
        None,
    )
    .await;
    let asked = What::CorrectionRequested {
        respond_by: None,
        received_on: None,
    };
    does(site, "2015-03-04", case, asked, "请赵无极补正", None).await;
    let at = moment("2015-03-06T09:00");
    let who = Applicant {
        organ: site.organ,
        application: receipt.application,
        from: "192.0.2.1".to_owned(),
    };
    let version = cases::get(office, &actor, at, case).await.unwrap().version;
    applicant::correct(
        office,
        &who,
        at,
        case,
        version,
        &["我母亲病重，只要协议".to_owned()],
    )
    .await
    .unwrap();
    let sent = What::ConsultationSent {
        party: Party::ThirdParty,
        name: Some("钱多多".to_owned()),
        received_on: None,
        number: None,
        content: None,
    };
    does(site, "2015-03-09", case, sent, "", None).await;
    let answered = What::ConsultationAnswered {
        party: Party::ThirdParty,
        name: Some("钱多多".to_owned()),
        consents: Some(true),
        number: None,
        is_signed: None,
        consents_to: None,
    };
    does(site, "2015-03-12", case, answered, "钱多多来电同意", None).await;
    noted_and_mended(site, case).await;
    unit_asked(site, case).await;
    Box::pin(written(site, &who, case)).await;
    scanned(site, case).await;
    Box::pin(paid_and_answered(site, case)).await;
    asked_late(site, case).await;
    Box::pin(logged(site, case)).await;
    disputed(site, &receipt.number).await;
    receipt
}

/// An event recorded against the rules, for a reason that names somebody.
async fn asked_late(site: &Site, case: CaseId) {
    let (office, actor) = (&site.office, operator(site));
    let at = moment("2015-03-27T08:00");
    let version = cases::get(office, &actor, at, case).await.unwrap().version;
    let sent = What::ConsultationSent {
        party: Party::ThirdParty,
        name: Some("钱多多".to_owned()),
        received_on: None,
        number: None,
        content: None,
    };
    let recording = Recording {
        on: "2015-03-18".parse().unwrap(),
        despite: "赵无极要求补记".to_owned(),
        ..apart(at, sent)
    };
    cases::record(office, &actor, at, case, version, &recording)
        .await
        .unwrap();
}

/// A scan that the desk added and took away, for a reason that names somebody.
async fn scanned(site: &Site, case: CaseId) {
    let (office, actor) = (&site.office, operator(site));
    let at = moment("2015-03-13T09:00");
    let scan = Upload {
        name: "赵无极的申请表.pdf".to_owned(),
        bytes: b"%PDF-1.7 scan".to_vec(),
    };
    cases::add_files(office, &actor, at, case, vec![scan])
        .await
        .unwrap();
    let files = cases::files(office, &actor, case).await.unwrap();
    let scan = files.iter().find(|file| !file.is_from_applicant()).unwrap().id;
    cases::drop_scan(office, &actor, at, case, scan, "不是赵无极的件")
        .await
        .unwrap();
}

/// An entry of the log that was public, was taken down, and is being written anew with words that nobody judged.
async fn logged(site: &Site, case: CaseId) {
    let office = &site.office;
    let at = moment("2015-03-27T09:00");
    let clerk = site.person("mulu", &[Role::RequestClerk]).await;
    let head = site.person("mulushen", &[Role::Signer]).await;
    let write = async |title: &str, is_submitted: bool, version: i64| {
        let writing = Writing {
            title,
            summary: "",
            is_submitted,
            version,
        };
        answer_log::save(office, &clerk, at, case, writing).await.unwrap();
    };
    let entry = async || answer_log::of_case(office, &clerk, case).await.unwrap().unwrap();
    write("某地的征收补偿协议", true, 0).await;
    let sent = entry().await;
    answer_log::send_back(office, &head, at, sent.id, sent.version, "看得出是赵无极")
        .await
        .unwrap();
    write("征收补偿协议", true, entry().await.version).await;
    let sent = entry().await;
    answer_log::agree(office, &head, at, sent.id, sent.version, "与赵无极无关")
        .await
        .unwrap();
    let out = entry().await;
    answer_log::take_down(office, &head, at, out.id, out.version, "赵无极要求撤下")
        .await
        .unwrap();
    write("母亲病重的补助", false, entry().await.version).await;
}

/// A note, and an event whose statement names a third party.
async fn noted_and_mended(site: &Site, case: CaseId) {
    let (office, actor) = (&site.office, operator(site));
    let at = moment("2015-03-12T14:00");
    cases::add_note(office, &actor, at, case, "赵无极来电催问，母亲病重")
        .await
        .unwrap();
    let shown = cases::get(office, &actor, at, case).await.unwrap();
    let to_mend = ToMend {
        seq: shown.timeline.last().unwrap().seq,
        mending: &Mending::Day("2015-03-11".parse().unwrap()),
        reason: "赵无极更正为前一日",
        proof: "",
    };
    cases::mend(office, &actor, at, case, shown.version, to_mend)
        .await
        .unwrap();
}

/// What a unit was asked, and answered with a file.
async fn unit_asked(site: &Site, case: CaseId) {
    let (office, actor) = (&site.office, operator(site));
    let at = moment("2015-03-12T14:30");
    let form = UnitForm {
        name: "征收科".to_owned(),
        ..UnitForm::default()
    };
    let unit = askings::save_unit(office, &actor, at, None, &form).await.unwrap();
    let asked = NewAsking {
        units: vec![unit],
        content: "请检索赵无极的征收补偿协议，滨河路9号".to_owned(),
        due_on: Some("2015-03-16".parse().unwrap()),
        is_seen: true,
        is_mailed: false,
        site: None,
    };
    askings::ask(office, &actor, at, case, &asked, "").await.unwrap();
    let one = askings::of_case(office, &actor, case).await.unwrap().remove(0);
    let file = Enclosing {
        part: FilePart::Version,
        upload: Upload {
            name: "赵无极的协议.pdf".to_owned(),
            bytes: b"%PDF-1.7 Zhao Wuji".to_vec(),
        },
        screening: Screening {
            findings: vec![Finding::new(Kind::Comment, "批注", "赵无极")],
            more: 0,
        },
        pages: None,
    };
    askings::add_files(office, &actor, at, one.id, vec![file])
        .await
        .unwrap();
    let answering = Answering {
        answer: UnitAnswer {
            says: UnitSays::InPart,
            by: "孙科".to_owned(),
            search: Search::default(),
            holding: "赵无极的协议".to_owned(),
            reason: "钱多多的银行账户和住址，公开会损害其隐私".to_owned(),
        },
        version: one.version,
    };
    askings::answer(office, &actor, at, one.id, &answering)
        .await
        .unwrap();
}

/// A message with its answer, a decision and a letter.
async fn written(site: &Site, who: &Applicant, case: CaseId) {
    let (office, actor) = (&site.office, operator(site));
    let at = moment("2015-03-12T15:00");
    let question = MessageKind::Complaint;
    applicant::send(office, who, at, case, question, "赵无极：母亲病重，请尽快")
        .await
        .unwrap();
    let message = messages::list(office, &actor, case).await.unwrap().remove(0);
    messages::answer(office, &actor, at, message.id, "赵无极您好，正在办理")
        .await
        .unwrap();
    let version = cases::get(office, &actor, at, case).await.unwrap().version;
    let mut decision = Decision::of(Outcome::GrantedProvided);
    "寄往孟津区滨河路9号".clone_into(&mut decision.getting.path);
    cases::save_decision(office, &actor, at, case, version, &decision)
        .await
        .unwrap();
    enclosed(site, case).await;
    let settings = CaseSettings {
        letter_prefix: "孟公开".to_owned(),
        ..CaseSettings::default()
    };
    cases::save_settings(office, &actor, at, 0, &settings)
        .await
        .unwrap();
    let kind = LetterKind::Registration;
    let letter = letters::draft(office, &actor, at, case, kind, &Basis::default())
        .await
        .unwrap();
    letters::submit(office, &actor, at, letter, 1).await.unwrap();
    letters::approve(office, &actor, at, letter, 2, "赵无极的件，同意", &[])
        .await
        .unwrap();
    let dispatch = Dispatch {
        on: at.today,
        sent: Sent {
            tracking_number: "XA123456789".to_owned(),
            proof: "寄孟津区滨河路9号".to_owned(),
            consent: "2025年3月5日在电话中同意".to_owned(),
            ..Sent::by(Delivery::Post)
        },
        received_on: None,
    };
    let scanned = Scanned {
        upload: Upload {
            name: "赵无极的回执.pdf".to_owned(),
            bytes: b"%PDF-1.7 Zhao Wuji".to_vec(),
        },
        screening: Screening::default(),
        pages: None,
    };
    letters::keep_scan(office, &actor, at, letter, 3, scanned)
        .await
        .unwrap();
    letters::deliver(office, &actor, at, letter, 3, &dispatch)
        .await
        .unwrap();
    let signed = Printable::Letter(Box::new(letters::get(office, &actor, letter).await.unwrap()));
    papers::keep(office, at, &signed, "%PDF 赵无极".into())
        .await
        .unwrap();
    assert!(papers::kept(office, &signed).await.unwrap().is_some());
}

/// What is to go out with the reply, and its whole under seal.
async fn enclosed(site: &Site, case: CaseId) {
    let item = Item {
        name: "赵无极的征收补偿协议".to_owned(),
        given: Given::InPart,
        ground: Some(Outcome::RefusedThirdParty),
        reason: "钱多多的账户不提供".to_owned(),
    };
    let file = |part, text: &str| Enclosing {
        part,
        upload: Upload {
            name: "赵无极协议.txt".to_owned(),
            bytes: text.as_bytes().to_vec(),
        },
        screening: Screening {
            findings: vec![Finding::new(Kind::Comment, "批注", "赵无极")],
            more: 0,
        },
        pages: None,
    };
    let files = vec![file(FilePart::Version, "节选"), file(FilePart::Original, "全本")];
    let at = moment("2015-03-12T15:00");
    let (office, actor) = (&site.office, operator(site));
    enclosures::add(office, &actor, at, case, &item, files)
        .await
        .unwrap();
    let added = enclosures::in_work(office, &actor, case).await.unwrap().remove(0);
    enclosures::confirm(office, &actor, at, added.files[0].id, "批注是赵无极写的")
        .await
        .unwrap();
}

async fn paid_and_answered(site: &Site, case: CaseId) {
    let charge = Charge {
        tariff: Tariff::Pages,
        quantity: 100,
    };
    let noticed = What::FeeNotified { received_on: None };
    does(site, "2015-03-13", case, noticed, "", Some(charge)).await;
    does(site, "2015-03-16", case, What::FeePaid {}, "赵无极缴费", None).await;
    let outcome = TableThreeRow::Granted;
    does(
        site,
        "2015-03-25",
        case,
        What::replied(outcome),
        "孟公开〔2015〕1号",
        None,
    )
    .await;
    let how = Delivery::InPerson;
    does(
        site,
        "2015-03-26",
        case,
        What::Delivered { how },
        "寄孟津区滨河路9号",
        None,
    )
    .await;
}

pub async fn deposited(site: &Site) {
    let (office, actor) = (&site.office, operator(site));
    let at = moment("2015-04-01T09:00");
    let ledger = cases::fee_ledger(office, &actor, 2015).await.unwrap();
    cases::deposit(office, &actor, at, ledger.rows[0].id, None, at.today, "缴001")
        .await
        .unwrap();
}

async fn disputed(site: &Site, number: &str) {
    let (office, actor) = (&site.office, operator(site));
    let particulars = Particulars {
        route: Route::Reconsideration,
        procedure: Some(Procedure::Simple),
        number: "示府复〔2015〕8号".to_owned(),
        authority: "示例区人民政府".to_owned(),
        claimant: "赵无极".to_owned(),
        subject: "赵无极不服答复".to_owned(),
        received_on: "2015-05-06".parse().unwrap(),
        case_number: number.to_owned(),
        parent: None,
        note: "代理人电话13800001234".to_owned(),
    };
    let id = disputes::open(office, &actor, moment("2015-05-06T09:00"), &particulars)
        .await
        .unwrap();
    let known = disputes::get(office, &actor, id).await.unwrap();
    let at = moment("2015-05-07T09:00");
    let (held, why) = ((id, known.version), "赵无极来电指出");
    disputes::correct(office, &actor, at, held, &particulars, &known.dispute, why)
        .await
        .unwrap();
}

pub async fn dispute_ended(site: &Site, case: CaseId) {
    let (office, actor) = (&site.office, operator(site));
    let at = moment("2016-01-20T09:00");
    let dispute = disputes::of_case(office, &actor, case).await.unwrap().remove(0);
    let version = disputes::get(office, &actor, dispute.id).await.unwrap().version;
    let ended = disputes::Ended {
        ending: Ending::Upheld,
        on: at.today,
        ordered: None,
    };
    disputes::end(office, &actor, at, (dispute.id, version), &ended)
        .await
        .unwrap();
}

pub async fn turned_on(site: &Site) {
    let on = Settings {
        years: 10,
        is_on: true,
    };
    let at = moment("2025-01-02T09:00");
    retention::settle(&site.office, &operator(site), at, on, true)
        .await
        .unwrap();
}

/// Everything in the database that reads as text.
pub async fn all_text(site: &Site) -> String {
    let database = site.database().await;
    let backend = database.get_database_backend();
    let rows = async |sql: String| -> Vec<String> {
        let query = Statement::from_string(backend, sql);
        let rows = database.query_all_raw(query).await.unwrap();
        rows.iter()
            .filter_map(|row| row.try_get_by_index(0).ok())
            .collect()
    };
    let tables = match backend {
        DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
        _ => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
    };
    let mut all = String::new();
    for table in rows(tables.to_owned()).await {
        let columns = match backend {
            DbBackend::Sqlite => {
                let names = rows(format!("SELECT name FROM pragma_table_info('{table}')")).await;
                let texts = names.iter().map(|name| format!("coalesce(\"{name}\", '')"));
                texts.collect::<Vec<_>>().join(" || '|' || ")
            }
            _ => "one::text".to_owned(),
        };
        let lines = rows(format!("SELECT {columns} FROM \"{table}\" AS one")).await;
        all.push('\n');
        all.push_str(&lines.join("\n"));
    }
    database.close().await.unwrap();
    all
}

/// Everything that the audit log says.
pub async fn audited(site: &Site) -> String {
    let database = site.database().await;
    let said = "SELECT act || ' ' || actor || ' ' || detail FROM audit_entry";
    let query = Statement::from_string(database.get_database_backend(), said);
    let rows = database.query_all_raw(query).await.unwrap();
    let lines: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
    database.close().await.unwrap();
    lines.join("\n")
}

/// What the years count, and the fee ledger without names.
pub async fn counts(site: &Site) -> Vec<String> {
    let (office, actor) = (&site.office, operator(site));
    let mut all = Vec::new();
    for year in [2015, 2016] {
        let mut tables = Tables::zeros();
        cases::year_tables(office, &actor, year, &mut tables)
            .await
            .unwrap();
        disputes::year_tables(office, &actor, year, &mut tables)
            .await
            .unwrap();
        let fees = cases::fee_ledger(office, &actor, year).await.unwrap();
        let paid = cases::fees_of_year(office, &actor, year).await.unwrap();
        let rows: Vec<_> = fees
            .rows
            .iter()
            .map(|row| (&row.case_number, row.fee, row.paid_on))
            .collect();
        all.push(format!(
            "{year} {tables:?} {paid:?} {rows:?} {:?}",
            fees.deposited
        ));
    }
    all
}
