//! Placements: what is published is asked for at its outlets in the same transaction, proved by its link, held against what was
//! approved, taken down wherever it stands when it is withdrawn; and counted.

mod accounts;
mod afterwards;
mod articles;
mod counting;

use law::outlets::{OutletKind, Standing};
use law::staff::Role;
use office::documents::{self, LifeForm, WithdrawalForm};
use office::placements::{self, DoneForm, GoneForm, OutletForm, PlacementRow};
use office::{Actor, DocumentId, Moment, OfficeError, OutletId};

use crate::harness::{Site, form, later, moment, stories};

stories! {
    a_document_meant_for_outlets_is_asked_for_there_as_it_goes_out_and_is_gone_from_all_when_it_is_withdrawn
    a_pasted_link_of_another_account_a_preview_or_of_another_document_is_refused
    what_the_account_does_not_take_is_told_before_review
    a_change_of_outlets_voids_what_was_agreed
    a_new_document_is_meant_for_the_outlets_of_its_column
}

struct People {
    editor: Actor,
    reviewer: Actor,
    signer: Actor,
}

async fn people(site: &Site) -> People {
    People {
        editor: site.person("editor", &[Role::Editor]).await,
        reviewer: site.person("reviewer", &[Role::Reviewer]).await,
        signer: site.person("signer", &[Role::Signer]).await,
    }
}

fn outlet(kind: OutletKind, name: &str) -> OutletForm {
    OutletForm {
        kind: kind.code().to_owned(),
        name: name.to_owned(),
        ..OutletForm::default()
    }
}

const BIZ: &str = "MzA5MTIzNDU2Nw==";
const LINK: &str = "https://mp.weixin.qq.com/s?__biz=MzA5MTIzNDU2Nw==&mid=2650000001&idx=1&sn=9f8e";

/// An account whose links are known, and a screen.
async fn outlets(site: &Site, people: &People) -> (OutletId, OutletId) {
    let at = moment("2024-05-01T09:00");
    let add = async |kind, name| {
        placements::add_outlet(&site.office, &people.signer, at, &outlet(kind, name), "")
            .await
            .unwrap()
    };
    let account = add(OutletKind::OfficialAccount, "开发区微信公众号").await;
    let screen = add(OutletKind::HallScreen, "南厅电子屏").await;
    let form = placements::AccountForm {
        biz: BIZ.to_owned(),
        author: "办公室".to_owned(),
        ..placements::AccountForm::default()
    };
    placements::save_account(&site.office, &people.signer, at, (account, 0), &form)
        .await
        .unwrap();
    (account, screen)
}

fn meant_for(outlets: &[OutletId]) -> LifeForm {
    LifeForm {
        outlets: outlets.iter().map(OutletId::to_string).collect(),
        ..LifeForm::default()
    }
}

async fn settle(site: &Site, editor: &Actor, at: Moment, id: DocumentId, form: &LifeForm) {
    let version = site.version(editor, id).await;
    documents::settle_life(&site.office, editor, at, id, version, form)
        .await
        .unwrap();
}

/// A document meant for these outlets, published.
async fn published(
    site: &Site,
    people: &People,
    at: Moment,
    title: &str,
    outlets: &[OutletId],
) -> DocumentId {
    let id = site.draft(&people.editor, at, title).await;
    settle(site, &people.editor, at, id, &meant_for(outlets)).await;
    site.send_out(&people.reviewer, &people.signer, later(at, 5), id)
        .await;
    id
}

async fn placed(site: &Site, actor: &Actor, id: DocumentId) -> Vec<PlacementRow> {
    placements::of_document(&site.office, actor, id).await.unwrap()
}

async fn at_account(site: &Site, actor: &Actor, id: DocumentId) -> PlacementRow {
    let mut rows = placed(site, actor, id).await.into_iter();
    rows.rfind(|row| row.kind == OutletKind::OfficialAccount).unwrap()
}

fn backfill(link: &str) -> DoneForm {
    DoneForm {
        link: link.to_owned(),
        push: "mass".to_owned(),
        push_place: "1".to_owned(),
        ..DoneForm::default()
    }
}

async fn done(
    site: &Site,
    actor: &Actor,
    at: Moment,
    row: &PlacementRow,
    form: &DoneForm,
) -> Result<(), OfficeError> {
    placements::record_done(&site.office, actor, at, (row.id, row.version), form).await
}

fn refusal(error: OfficeError) -> (String, String) {
    match error {
        OfficeError::Invalid(fields) => {
            let first = fields.first().unwrap();
            (first.field.to_owned(), first.message.clone())
        }
        error => (String::new(), error.to_string()),
    }
}

async fn a_document_meant_for_outlets_is_asked_for_there_as_it_goes_out_and_is_gone_from_all_when_it_is_withdrawn(
    site: &Site,
) {
    let people = people(site).await;
    let (account, screen) = outlets(site, &people).await;
    let at = moment("2024-05-06T09:00");
    let id = site.draft(&people.editor, at, "关于示例的通知").await;
    settle(site, &people.editor, at, id, &meant_for(&[account, screen])).await;
    assert_eq!(placed(site, &people.editor, id).await.len(), 0, "nothing is out");
    site.send_out(&people.reviewer, &people.signer, later(at, 5), id)
        .await;
    let asked = placed(site, &people.editor, id).await;
    let kinds: Vec<_> = asked.iter().map(|row| (row.kind, row.standing)).collect();
    assert_eq!(
        kinds,
        [
            (OutletKind::OfficialAccount, Standing::Asked),
            (OutletKind::HallScreen, Standing::Asked)
        ]
    );
    assert_eq!(asked[0].asked_at, later(at, 5).now, "the server's instant");
    let waiting = placements::waiting_count(&site.office, &people.editor)
        .await
        .unwrap();
    assert_eq!(waiting, 2);
    // The account by its link, the screen by its evidence.
    done(site, &people.editor, later(at, 10), &asked[0], &backfill(LINK))
        .await
        .unwrap();
    let blank = done(
        site,
        &people.editor,
        later(at, 10),
        &asked[1],
        &DoneForm::default(),
    )
    .await;
    assert_eq!(refusal(blank.unwrap_err()).0, "proof");
    let proof = DoneForm {
        proof: "南厅1号屏，5月6日至5月12日".to_owned(),
        ..DoneForm::default()
    };
    done(site, &people.editor, later(at, 11), &asked[1], &proof)
        .await
        .unwrap();
    let linked = placements::linked(&site.office, site.organ, id).await.unwrap();
    assert_eq!(linked, [("开发区微信公众号".to_owned(), LINK.to_owned())]);

    let version = site.version(&people.signer, id).await;
    let withdrawal = WithdrawalForm::correction("附件有误。");
    documents::withdraw(
        &site.office,
        &people.signer,
        later(at, 60),
        id,
        version,
        &withdrawal,
    )
    .await
    .unwrap();
    let rows = placed(site, &people.editor, id).await;
    assert!(
        rows.iter().all(|row| row.standing == Standing::WithdrawalAsked),
        "{rows:?}"
    );
    assert_eq!(
        placements::linked(&site.office, site.organ, id).await.unwrap(),
        []
    );
    let gone = async |row: &PlacementRow, proof: &str| {
        let form = GoneForm {
            proof: proof.to_owned(),
        };
        placements::record_gone(
            &site.office,
            &people.editor,
            later(at, 70),
            (row.id, row.version),
            &form,
        )
        .await
    };
    assert_eq!(refusal(gone(&rows[0], " ").await.unwrap_err()).0, "proof");
    gone(&rows[0], "打开原链接，显示该内容已被发布者删除")
        .await
        .unwrap();
    gone(&rows[1], "已从播放列表删除，到南厅看过").await.unwrap();
    let rows = placed(site, &people.editor, id).await;
    assert!(rows.iter().all(|row| row.standing == Standing::Gone));
    let (_, events) = placements::get(&site.office, &people.editor, rows[0].id)
        .await
        .unwrap();
    assert_eq!(events.len(), 4, "each act is one line: {events:?}");
}

async fn a_pasted_link_of_another_account_a_preview_or_of_another_document_is_refused(site: &Site) {
    let people = people(site).await;
    let (account, _) = outlets(site, &people).await;
    let at = moment("2024-05-06T09:00");
    let first = published(site, &people, at, "甲通知", &[account]).await;
    let second = published(site, &people, later(at, 20), "乙通知", &[account]).await;
    let row = at_account(site, &people.editor, first).await;
    let try_link = async |row: &PlacementRow, link: &str| {
        done(site, &people.editor, later(at, 30), row, &backfill(link)).await
    };
    for (link, words) in [
        (LINK.replace(BIZ, "MzOther=="), "别的公众号"),
        (
            "https://mp.weixin.qq.com/cgi-bin/appmsg?t=1".to_owned(),
            "预览或者素材",
        ),
        (LINK.replace("https", "http"), "https://"),
        ("https://www.example.gov.cn/1".to_owned(), "不是公众号文章"),
    ] {
        let (field, message) = refusal(try_link(&row, &link).await.unwrap_err());
        assert!(field == "link" && message.contains(words), "{link}: {message}");
    }
    let mut no_push = backfill(LINK);
    no_push.push = String::new();
    let refused = done(site, &people.editor, later(at, 30), &row, &no_push).await;
    assert_eq!(refusal(refused.unwrap_err()).0, "push");
    let mut tomorrow = backfill(LINK);
    "2024-05-07".clone_into(&mut tomorrow.placed_on);
    let refused = done(site, &people.editor, later(at, 30), &row, &tomorrow).await;
    assert_eq!(refusal(refused.unwrap_err()).0, "placed_on");
    assert_eq!(
        at_account(site, &people.editor, first).await.standing,
        Standing::Asked
    );
    try_link(&row, LINK).await.unwrap();
    // The same link for another document, and the same place of one push.
    let other = at_account(site, &people.editor, second).await;
    let (_, message) = refusal(try_link(&other, &format!("{LINK}&chksm=1")).await.unwrap_err());
    assert!(message.contains("已经填给另一篇"), "{message}");
    let next = LINK.replace("idx=1", "idx=2");
    let (field, message) = refusal(try_link(&other, &next).await.unwrap_err());
    assert!(
        field == "push_place" && message.contains("都填了第 1 篇"),
        "{message}"
    );
    let mut second_place = backfill(&next);
    "2".clone_into(&mut second_place.push_place);
    done(site, &people.editor, later(at, 30), &other, &second_place)
        .await
        .unwrap();
    // Who read it before somebody else's act does nothing twice.
    let stale = done(site, &people.editor, later(at, 31), &other, &second_place).await;
    assert!(matches!(stale, Err(OfficeError::Stale { .. })));
}

async fn what_the_account_does_not_take_is_told_before_review(site: &Site) {
    let people = people(site).await;
    let (account, screen) = outlets(site, &people).await;
    let at = moment("2024-05-06T09:00");
    let title = format!("关于{}的通知", "示例".repeat(14));
    assert_eq!(title.chars().count(), 33);
    let id = site.draft(&people.editor, at, &title).await;
    let gate = async || {
        documents::at_the_gate(&site.office, &people.editor, at, id)
            .await
            .unwrap()
    };
    settle(site, &people.editor, at, id, &meant_for(&[screen])).await;
    assert_eq!(gate().await.unfit, [], "a screen asks for nothing of the kind");
    settle(site, &people.editor, at, id, &meant_for(&[account])).await;
    let said = gate().await;
    assert!(
        said.unfit
            .iter()
            .any(|why| why.field == "article_title" && why.message.contains("最多32字，现有33字")),
        "{:?}",
        said.unfit
    );
    let version = site.version(&people.editor, id).await;
    let too_long = LifeForm {
        article_title: title.clone(),
        ..meant_for(&[account])
    };
    let refused = documents::settle_life(&site.office, &people.editor, at, id, version, &too_long).await;
    assert_eq!(refusal(refused.unwrap_err()).0, "article_title");
    let short = LifeForm {
        article_title: "示例通知来了".to_owned(),
        ..meant_for(&[account])
    };
    settle(site, &people.editor, at, id, &short).await;
    assert_eq!(gate().await.unfit, []);
    site.send_out(&people.reviewer, &people.signer, later(at, 5), id)
        .await;
    assert_eq!(at_account(site, &people.editor, id).await.title, "示例通知来了");
}

async fn a_change_of_outlets_voids_what_was_agreed(site: &Site) {
    let people = people(site).await;
    let (account, screen) = outlets(site, &people).await;
    let at = moment("2024-05-06T09:00");
    let id = site.draft(&people.editor, at, "关于示例的通知").await;
    settle(site, &people.editor, at, id, &meant_for(&[account])).await;
    site.pass(&people.reviewer, &people.signer, at, id).await;
    settle(
        site,
        &people.editor,
        later(at, 5),
        id,
        &meant_for(&[account, screen]),
    )
    .await;
    let version = site.version(&people.signer, id).await;
    let refused = documents::publish(&site.office, &people.signer, later(at, 6), id, version).await;
    assert!(matches!(refused, Err(OfficeError::Blocked(_))), "{refused:?}");
    assert_eq!(placed(site, &people.editor, id).await.len(), 0);
}

async fn a_new_document_is_meant_for_the_outlets_of_its_column(site: &Site) {
    let people = people(site).await;
    let (account, _) = outlets(site, &people).await;
    let at = moment("2024-05-06T09:00");
    let contract = office::columns::ContractForm {
        outlets: vec![account.to_string()],
        ..office::columns::ContractForm::default()
    };
    let mut column = office::columns::ColumnForm {
        name: "园区动态".to_owned(),
        slug: "park".to_owned(),
        kind: "news".to_owned(),
        contract,
        ..office::columns::ColumnForm::default()
    };
    let column_id = office::columns::create(&site.office, &people.editor, at, &column)
        .await
        .unwrap();
    let id = documents::create(
        &site.office,
        &people.editor,
        at,
        &form(column_id, "园区开工"),
        false,
    )
    .await
    .unwrap();
    let kept = documents::get_desk(&site.office, &people.editor, id)
        .await
        .unwrap();
    assert_eq!(kept.latest.life.outlets, [account]);
    site.send_out(&people.reviewer, &people.signer, later(at, 5), id)
        .await;
    assert_eq!(
        at_account(site, &people.editor, id).await.standing,
        Standing::Asked
    );
    "park2".clone_into(&mut column.slug);
    column.contract.outlets = vec!["7".to_owned()];
    let refused = office::columns::create(&site.office, &people.editor, at, &column).await;
    assert_eq!(refusal(refused.unwrap_err()).0, "outlets");
}
