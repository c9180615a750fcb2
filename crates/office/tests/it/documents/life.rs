//! The life of a document: publicity with its reason, 解读 and file in one act, repeal of one by another in one transaction, terms that
//! run out at midnight, and the numbers of table 二 that follow.

use law::documents::{Ending, Publicity, RelationKind, Validity};
use law::reports::{Cell, Table2};
use office::documents::{self, Found, LifeForm, PublishedDocument, RelationForm, RepealForm, WithdrawalForm};
use office::{Actor, DocumentId, Moment, OfficeError, Program, changes, reports};

use super::{People, index_number, people};
use crate::harness::{Site, later, moment, stories};

stories! {
    what_is_not_proactive_is_stated_with_its_reason_and_goes_out_by_no_door
    what_is_forwarded_follows_its_source_at_the_gate
    a_norm_and_its_interpretation_go_out_in_one_act
    a_norm_without_interpretation_goes_out_with_a_stated_exemption
    the_repeal_of_one_by_another_changes_page_lists_feed_and_table_two_at_once_and_is_undone_the_same_way
    a_new_edition_that_repeals_no_longer_undoes_the_repeal
    what_has_ended_is_not_repealed_again
    a_repeal_on_a_basis_elsewhere_is_registered_and_undone
    a_term_runs_out_at_midnight_in_shanghai
    a_repeal_to_come_takes_effect_on_its_day
    a_changed_relation_voids_what_was_agreed
    the_register_reminds_before_a_term_runs_out
    a_joint_document_that_another_organ_led_is_not_counted
}

const MADE: Table2 = Table2::NormativeMade;
const REPEALED: Table2 = Table2::NormativeRepealed;
const IN_FORCE: Table2 = Table2::NormativeInForce;

/// A normative document that asks for no 解读.
fn norm() -> LifeForm {
    LifeForm {
        norm: "normative_document".into(),
        exemption: "仅作文字调整，不涉及实施内容。".into(),
        ..LifeForm::default()
    }
}

async fn settle(site: &Site, editor: &Actor, at: Moment, id: DocumentId, form: &LifeForm) {
    let version = site.version(editor, id).await;
    documents::settle_life(&site.office, editor, at, id, version, form)
        .await
        .unwrap();
}

async fn relate(
    site: &Site,
    editor: &Actor,
    at: Moment,
    id: DocumentId,
    kind: RelationKind,
    other: DocumentId,
) {
    let form = RelationForm {
        kind: kind.code().into(),
        other: index_number(site, editor, other).await,
        form: "text".into(),
        maker: "示例科".into(),
        ..RelationForm::default()
    };
    let version = site.version(editor, id).await;
    documents::relate(&site.office, editor, at, id, version, &form)
        .await
        .unwrap();
}

async fn page(site: &Site, editor: &Actor, id: DocumentId) -> PublishedDocument {
    let number = index_number(site, editor, id).await;
    match documents::published(&site.office, site.organ, &number)
        .await
        .unwrap()
    {
        Some(Found::Published(page)) => *page,
        other => panic!("{other:?}"),
    }
}

/// The mark of a document in the list of what was published last.
async fn mark(site: &Site, id: DocumentId) -> Option<Ending> {
    let latest = documents::latest(&site.office, site.organ, &[], 20)
        .await
        .unwrap();
    latest.into_iter().find(|row| row.id == id).unwrap().ended
}

/// 本年制发, 本年废止, 现行有效 as the report counts them.
async fn table_two(site: &Site, actor: &Actor, year: i16) -> [String; 3] {
    let counted = reports::counted(&site.office, actor, year).await.unwrap();
    let counted = counted.unwrap();
    let cells = [MADE, REPEALED, IN_FORCE].map(|cell| counted.get(Cell::Two(cell)).to_string());
    // Each opens into as many documents.
    for (cell, number) in [MADE, REPEALED, IN_FORCE].into_iter().zip(&cells) {
        let rows = documents::of_cell(&site.office, actor, cell, year, jiff::civil::Date::MAX)
            .await
            .unwrap();
        assert_eq!(rows.len().to_string(), *number);
    }
    cells
}

/// A normative document that is out.
async fn published_norm(site: &Site, people: &People, at: Moment, title: &str) -> DocumentId {
    let id = site.draft(&people.editor, at, title).await;
    settle(site, &people.editor, at, id, &norm()).await;
    site.send_out(&people.reviewer, &people.signer, at, id).await;
    id
}

async fn what_is_not_proactive_is_stated_with_its_reason_and_goes_out_by_no_door(site: &Site) {
    let People { editor, signer, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "会议纪要").await;
    let mut form = documents::get_desk(&site.office, &editor, id)
        .await
        .unwrap()
        .latest
        .form();
    for publicity in [Publicity::OnRequest, Publicity::NotPublic] {
        form.publicity = publicity.code().into();
        form.publicity_reason = "。。".into();
        let version = site.version(&editor, id).await;
        let saved = documents::save(&site.office, &editor, at, id, version, &form).await;
        let Err(OfficeError::Invalid(why)) = saved else {
            panic!("without a reason")
        };
        assert_eq!(why[0].field, "publicity_reason");
        form.publicity_reason = "讨论记录，属于过程性信息（条例第十六条）".into();
        documents::save(&site.office, &editor, at, id, version, &form)
            .await
            .unwrap();
        let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
        assert_eq!(
            desk.latest.life.publicity_reason.as_deref(),
            Some("讨论记录，属于过程性信息（条例第十六条）")
        );
        let submitted = documents::submit(&site.office, &editor, at, id, desk.version, "").await;
        let published = documents::publish(&site.office, &signer, at, id, desk.version).await;
        let urgent =
            documents::publish_in_emergency(&site.office, &signer, at, id, desk.version, "很急").await;
        for done in [submitted, published.map(|_| ()), urgent] {
            let Err(OfficeError::Blocked(why)) = done else {
                panic!("{done:?}")
            };
            assert!(why.iter().any(|one| one.field == "publicity"), "{why:?}");
        }
    }
    assert!(
        reports::counted(&site.office, &editor, 2024)
            .await
            .unwrap()
            .is_none()
    );
}

async fn what_is_forwarded_follows_its_source_at_the_gate(site: &Site) {
    let People { editor, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "转发上级文件的通知").await;
    let forwarded = LifeForm {
        source: "示政办〔2024〕3号".into(),
        source_publicity: Publicity::OnRequest.code().into(),
        ..LifeForm::default()
    };
    settle(site, &editor, at, id, &forwarded).await;
    let blockers = documents::blockers(&site.office, &editor, at, id).await.unwrap();
    assert!(blockers[0].message.contains("转发件随原文件"), "{blockers:?}");
    // The form of the text leaves it as it is.
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    documents::save(&site.office, &editor, at, id, desk.version, &desk.latest.form())
        .await
        .unwrap();
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_eq!(desk.latest.life.source.as_deref(), Some("示政办〔2024〕3号"));
}

async fn a_norm_and_its_interpretation_go_out_in_one_act(site: &Site) {
    let all = people(site).await;
    let People {
        editor,
        reviewer,
        signer,
    } = &all;
    let at = moment("2024-05-07T10:00");
    let file = site.draft(editor, at, "示例管理办法").await;
    let bare = LifeForm {
        exemption: String::new(),
        ..norm()
    };
    settle(site, editor, at, file, &bare).await;
    let version = site.version(editor, file).await;
    let submitted = documents::submit(&site.office, editor, at, file, version, "").await;
    let Err(OfficeError::Blocked(why)) = submitted else {
        panic!("without 解读 it is not taken in")
    };
    assert_eq!(why[0].field, "interpretation");
    let interpretation = site.draft(editor, at, "一图读懂示例管理办法").await;
    relate(site, editor, at, interpretation, RelationKind::Interprets, file).await;
    site.pass(reviewer, signer, at, file).await;
    let version = site.version(signer, file).await;
    let early = documents::publish(&site.office, signer, at, file, version).await;
    let Err(OfficeError::Blocked(why)) = early else {
        panic!("its 解读 has not passed")
    };
    assert!(why[0].message.contains("一图读懂"), "{why:?}");
    site.pass(reviewer, signer, at, interpretation).await;
    let version = site.version(signer, interpretation).await;
    let alone = documents::publish(&site.office, signer, at, interpretation, version).await;
    assert!(
        matches!(alone, Err(OfficeError::Blocked(_))),
        "never before its file"
    );
    let version = site.version(signer, file).await;
    documents::publish(&site.office, signer, at, file, version)
        .await
        .unwrap();
    let (there, here) = (
        page(site, editor, file).await,
        page(site, editor, interpretation).await,
    );
    assert_eq!(there.published_at, here.published_at);
    assert_eq!(there.relations[0].heading, "政策解读");
    assert_eq!(there.relations[0].title, "一图读懂示例管理办法");
    assert_eq!(there.relations[0].maker.as_deref(), Some("示例科"));
    assert_eq!(here.relations[0].heading, "解读的文件");
    assert_eq!(here.relations[0].index_number, Some(there.index_number));
    assert_eq!(table_two(site, editor, 2024).await, ["1", "0", "1"]);
}

async fn a_norm_without_interpretation_goes_out_with_a_stated_exemption(site: &Site) {
    let all = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = published_norm(site, &all, at, "示例办法").await;
    let shown = page(site, &all.editor, id).await;
    assert_eq!((shown.validity, shown.ended), (Validity::InForce, None));
    let Err(OfficeError::Invalid(why)) = documents::settle_life(
        &site.office,
        &all.editor,
        at,
        id,
        site.version(&all.editor, id).await,
        &LifeForm {
            effective_on: "2024-06-01".into(),
            valid_until: "2024-05-31".into(),
            exemption: "。。".into(),
            ..norm()
        },
    )
    .await
    else {
        panic!("a term that ends before it begins")
    };
    let fields: Vec<&str> = why.iter().map(|one| one.field).collect();
    assert_eq!(fields, ["valid_until", "exemption"]);
}

async fn the_repeal_of_one_by_another_changes_page_lists_feed_and_table_two_at_once_and_is_undone_the_same_way(
    site: &Site,
) {
    let all = people(site).await;
    let People {
        editor,
        reviewer,
        signer,
    } = &all;
    let at = moment("2024-05-07T10:00");
    let old = published_norm(site, &all, at, "旧办法").await;
    assert_eq!(table_two(site, editor, 2024).await, ["1", "0", "1"]);
    let new = site.draft(editor, at, "新办法").await;
    settle(site, editor, at, new, &norm()).await;
    relate(site, editor, at, new, RelationKind::Replaces, old).await;
    site.pass(reviewer, signer, at, new).await;
    assert_eq!(
        page(site, editor, old).await.validity,
        Validity::InForce,
        "nothing yet"
    );
    let before = changes::position(&site.office).await.unwrap();
    let at = later(at, 60);
    let version = site.version(signer, new).await;
    documents::publish(&site.office, signer, at, new, version)
        .await
        .unwrap();
    // Page, list, feed, number: each reads the one row that the act wrote.
    let shown = page(site, editor, old).await;
    assert_eq!(shown.validity, Validity::Repealed);
    let ended = shown.ended.unwrap();
    assert_eq!((ended.how, ended.has_come), (Ending::Repealed, true));
    let by: Vec<_> = shown
        .relations
        .iter()
        .map(|one| (one.heading, one.title.as_str()))
        .collect();
    assert_eq!(by, [("替代文件", "新办法")]);
    assert_eq!(mark(site, old).await, Some(Ending::Repealed));
    assert_eq!(mark(site, new).await, None);
    let feed = documents::feed(&site.office, site.organ, &[], 10).await.unwrap();
    let of_old = feed.iter().find(|one| one.id == old).unwrap();
    assert_eq!(of_old.validity, Validity::Repealed);
    assert_eq!(table_two(site, editor, 2024).await, ["2", "1", "1"]);
    assert!(changes::position(&site.office).await.unwrap() > before);
    // A refused act changes nothing of it: both or neither.
    let version = site.version(signer, new).await;
    let blank = documents::withdraw(
        &site.office,
        signer,
        at,
        new,
        version,
        &WithdrawalForm::correction(" "),
    )
    .await;
    assert!(blank.is_err());
    assert_eq!(mark(site, old).await, Some(Ending::Repealed));
    // Undone the same way.
    documents::withdraw(
        &site.office,
        signer,
        at,
        new,
        version,
        &WithdrawalForm::correction("内容有误"),
    )
    .await
    .unwrap();
    let shown = page(site, editor, old).await;
    assert_eq!((shown.validity, shown.ended), (Validity::InForce, None));
    assert!(shown.relations.is_empty());
    assert_eq!(mark(site, old).await, None);
    assert_eq!(table_two(site, editor, 2024).await, ["1", "0", "1"]);
}

async fn a_new_edition_that_repeals_no_longer_undoes_the_repeal(site: &Site) {
    let all = people(site).await;
    let People {
        editor,
        reviewer,
        signer,
    } = &all;
    let at = moment("2024-05-07T10:00");
    let old = published_norm(site, &all, at, "旧办法").await;
    let new = site.draft(editor, at, "关于废止旧办法的通知").await;
    relate(site, editor, at, new, RelationKind::Repeals, old).await;
    site.send_out(reviewer, signer, at, new).await;
    assert_eq!(mark(site, old).await, Some(Ending::Repealed));
    let desk = documents::get_desk(&site.office, editor, new).await.unwrap();
    let relation = desk.relations[0].id.unwrap();
    documents::unrelate(&site.office, editor, at, new, desk.version, relation)
        .await
        .unwrap();
    assert_eq!(
        mark(site, old).await,
        Some(Ending::Repealed),
        "what is out stands"
    );
    site.send_out(reviewer, signer, at, new).await;
    assert_eq!(mark(site, old).await, None);
    // Of another document nothing is left out.
    let version = site.version(editor, old).await;
    let foreign = documents::unrelate(&site.office, editor, at, old, version, relation).await;
    assert!(matches!(foreign, Err(OfficeError::Missing)));
}

async fn what_has_ended_is_not_repealed_again(site: &Site) {
    let all = people(site).await;
    let People {
        editor,
        reviewer,
        signer,
    } = &all;
    let at = moment("2024-05-07T10:00");
    let old = published_norm(site, &all, at, "旧办法").await;
    let [first, second] = [
        site.draft(editor, at, "甲").await,
        site.draft(editor, at, "乙").await,
    ];
    relate(site, editor, at, first, RelationKind::Repeals, old).await;
    relate(site, editor, at, second, RelationKind::Amends, old).await;
    site.pass(reviewer, signer, at, second).await;
    site.send_out(reviewer, signer, at, first).await;
    let blockers = documents::blockers(&site.office, signer, at, second)
        .await
        .unwrap();
    assert_eq!(blockers[0].field, "relations");
    assert!(blockers[0].message.contains("不能再修改"), "{blockers:?}");
    let version = site.version(signer, old).await;
    let form = RepealForm {
        ending: "repealed".into(),
        from: "2024-05-07".into(),
        basis: "某政〔2024〕1号".into(),
    };
    let again = documents::repeal(&site.office, signer, at, old, version, &form).await;
    assert!(matches!(again, Err(OfficeError::Invalid(_))), "{again:?}");
    let restored = documents::restore(&site.office, signer, at, old, version, "登记有误").await;
    let Err(OfficeError::Invalid(why)) = restored else {
        panic!("it is ended by a document that is out")
    };
    assert!(why[0].message.contains("甲"), "{why:?}");
}

async fn a_repeal_on_a_basis_elsewhere_is_registered_and_undone(site: &Site) {
    let all = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = published_norm(site, &all, at, "旧办法").await;
    let form = RepealForm {
        ending: "repealed".into(),
        from: "2024-05-07".into(),
        basis: "《关于公布清理结果的通知》（某政〔2024〕8号）".into(),
    };
    let version = site.version(&all.signer, id).await;
    let refused = documents::repeal(&site.office, &all.editor, at, id, version, &form).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    let Err(OfficeError::Invalid(why)) =
        documents::repeal(&site.office, &all.signer, at, id, version, &RepealForm::default()).await
    else {
        panic!("nothing is typed")
    };
    assert_eq!(why.len(), 3);
    documents::repeal(&site.office, &all.signer, at, id, version, &form)
        .await
        .unwrap();
    let ended = page(site, &all.editor, id).await.ended.unwrap();
    assert_eq!(
        ended.basis.as_deref(),
        Some("《关于公布清理结果的通知》（某政〔2024〕8号）")
    );
    assert_eq!(table_two(site, &all.editor, 2024).await, ["1", "1", "0"]);
    let version = site.version(&all.signer, id).await;
    documents::restore(&site.office, &all.signer, at, id, version, "登记有误")
        .await
        .unwrap();
    assert_eq!(page(site, &all.editor, id).await.ended, None);
    assert_eq!(table_two(site, &all.editor, 2024).await, ["1", "0", "1"]);
}

async fn a_term_runs_out_at_midnight_in_shanghai(site: &Site) {
    let all = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&all.editor, at, "试行办法").await;
    let form = LifeForm {
        valid_until: "2025-12-31".into(),
        ..norm()
    };
    settle(site, &all.editor, at, id, &form).await;
    site.send_out(&all.reviewer, &all.signer, at, id).await;
    let turn = async |at| {
        documents::turn_due(&site.office, Program::itself(), at)
            .await
            .unwrap()
    };
    assert_eq!(turn(moment("2025-12-31T23:59")).await, 0);
    assert_eq!(page(site, &all.editor, id).await.validity, Validity::InForce);
    let before = changes::position(&site.office).await.unwrap();
    assert_eq!(turn(moment("2026-01-01T00:00")).await, 1);
    let shown = page(site, &all.editor, id).await;
    assert_eq!(shown.validity, Validity::Expired);
    let ended = shown.ended.unwrap();
    assert_eq!(
        (ended.how, ended.from.to_string().as_str()),
        (Ending::Expired, "2026-01-01")
    );
    assert_eq!(mark(site, id).await, Some(Ending::Expired));
    assert_eq!(
        changes::position(&site.office).await.unwrap(),
        before + 1,
        "pages go stale"
    );
    assert_eq!(turn(moment("2026-01-01T00:01")).await, 0, "once");
    assert_eq!(table_two(site, &all.editor, 2025).await, ["0", "0", "1"]);
    assert_eq!(
        table_two(site, &all.editor, 2026).await,
        ["0", "0", "0"],
        "失效 is no 废止"
    );
    let year = documents::register(&site.office, &all.editor, moment("2026-03-01T08:00"), 2026)
        .await
        .unwrap();
    assert_eq!((year.expired, year.in_force.len(), year.ended.len()), (1, 0, 1));
}

async fn a_repeal_to_come_takes_effect_on_its_day(site: &Site) {
    let all = people(site).await;
    let at = moment("2024-05-07T10:00");
    let old = published_norm(site, &all, at, "旧办法").await;
    let new = site.draft(&all.editor, at, "新办法").await;
    let form = LifeForm {
        effective_on: "2024-06-01".into(),
        ..norm()
    };
    settle(site, &all.editor, at, new, &form).await;
    relate(site, &all.editor, at, new, RelationKind::Replaces, old).await;
    site.send_out(&all.reviewer, &all.signer, at, new).await;
    let shown = page(site, &all.editor, old).await;
    let ended = shown.ended.unwrap();
    assert_eq!((shown.validity, ended.has_come), (Validity::InForce, false));
    assert_eq!(ended.from.to_string(), "2024-06-01");
    assert_eq!(mark(site, old).await, None);
    let turn = async |at| {
        documents::turn_due(&site.office, Program::itself(), at)
            .await
            .unwrap()
    };
    assert_eq!(turn(moment("2024-05-31T23:59")).await, 0);
    assert_eq!(turn(moment("2024-06-01T00:00")).await, 1);
    assert_eq!(mark(site, old).await, Some(Ending::Repealed));
}

async fn a_changed_relation_voids_what_was_agreed(site: &Site) {
    let all = people(site).await;
    let at = moment("2024-05-07T10:00");
    let [id, other] = [
        site.draft(&all.editor, at, "甲").await,
        published_norm(site, &all, at, "乙").await,
    ];
    site.pass(&all.reviewer, &all.signer, at, id).await;
    relate(site, &all.editor, at, id, RelationKind::BasedOn, other).await;
    let version = site.version(&all.signer, id).await;
    let published = documents::publish(&site.office, &all.signer, at, id, version).await;
    let Err(OfficeError::Blocked(why)) = published else {
        panic!("what was agreed to said nothing of it")
    };
    assert_eq!(why[0].field, "review");
    let version = site.version(&all.editor, id).await;
    let refuse = async |form: RelationForm| {
        let done = documents::relate(&site.office, &all.editor, at, id, version, &form).await;
        let Err(OfficeError::Invalid(why)) = done else {
            panic!("{done:?}")
        };
        why.into_iter().map(|one| one.field).collect::<Vec<_>>()
    };
    let typed = |kind: &str, other: &str| RelationForm {
        kind: kind.into(),
        other: other.into(),
        ..RelationForm::default()
    };
    assert_eq!(refuse(typed("", "")).await, ["kind", "other"]);
    assert_eq!(
        refuse(typed("repeals", "没有的文号")).await,
        ["other"],
        "only what is ours"
    );
    assert_eq!(
        refuse(typed("interprets", "示例〔2024〕1号")).await,
        ["form", "maker"]
    );
    let own = index_number(site, &all.editor, id).await;
    assert_eq!(refuse(typed("amends", &own)).await, ["other"]);
    let same = index_number(site, &all.editor, other).await;
    assert_eq!(refuse(typed("based_on", &same)).await, ["other"], "said already");
    let script = RelationForm {
        address: "javascript:alert(1)".into(),
        ..typed("based_on", "某法")
    };
    assert_eq!(refuse(script).await, ["address"]);
}

async fn the_register_reminds_before_a_term_runs_out(site: &Site) {
    let all = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&all.editor, at, "试行办法").await;
    let form = LifeForm {
        valid_until: "2025-12-31".into(),
        ..norm()
    };
    settle(site, &all.editor, at, id, &form).await;
    site.send_out(&all.reviewer, &all.signer, at, id).await;
    let soon = async |at| {
        documents::expiring(&site.office, &all.editor, at)
            .await
            .unwrap()
            .len()
    };
    assert_eq!(soon(moment("2025-09-29T08:00")).await, 0);
    assert_eq!(
        soon(moment("2025-09-30T08:00")).await,
        1,
        "three months, by the rule row"
    );
    assert_eq!(soon(moment("2026-01-01T00:00")).await, 0);
}

async fn a_joint_document_that_another_organ_led_is_not_counted(site: &Site) {
    let all = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&all.editor, at, "联合办法").await;
    let unled = LifeForm {
        joint_with: "示例区财政局".into(),
        ..norm()
    };
    settle(site, &all.editor, at, id, &unled).await;
    let blockers = documents::blockers(&site.office, &all.editor, at, id)
        .await
        .unwrap();
    assert!(
        blockers.iter().any(|why| why.field == "lead_organ"),
        "{blockers:?}"
    );
    let led = LifeForm {
        lead_organ: "示例区财政局".into(),
        ..unled
    };
    settle(site, &all.editor, at, id, &led).await;
    site.send_out(&all.reviewer, &all.signer, at, id).await;
    assert_eq!(table_two(site, &all.editor, 2024).await, ["0", "0", "0"]);
}
