//! Annual reports at the desk: typed or imported, checked at the cells, published as editions, corrected, compared.

use axum::http::StatusCode;
use law::staff::Role;

use crate::forms::{fill_in, filled, send};
use crate::harness::{Browser, Page, World};

const BENCH: &str = "/desk/reports/2024/draft";

const SEED: &str = include_str!("../../../../examples/mengjin/annual-report-2024.txt");

/// The seed, as this world's own organ would have written it.
fn own_report() -> String {
    SEED.replace("洛阳市孟津区先进制造业开发区管理委员会", "某某开发区管委会")
        .replace("孟津区先进制造业开发区管委会", "某某开发区管委会")
}

/// An editor with the seed's report imported as the draft of 2024.
async fn with_report(world: &World) -> Browser {
    let mut editor = world.at_desk(Role::Editor).await;
    let page = import(&mut editor, &own_report()).await;
    assert_eq!(page.header("location"), "/desk/reports/2024/draft");
    editor
}

async fn import(editor: &mut Browser, text: &str) -> Page {
    let page = editor
        .upload("/desk/reports/import", "2024年度报告.txt", text.as_bytes())
        .await;
    assert_eq!(page.status, StatusCode::OK);
    confirm(editor, &page).await
}

async fn confirm(editor: &mut Browser, preview: &Page) -> Page {
    let action = "/desk/reports/import/confirmation";
    send(editor, action, &filled(preview, action, &[])).await
}

async fn save(editor: &mut Browser, changed: &[(&str, &str)]) -> Page {
    fill_in(editor, BENCH, BENCH, changed).await
}

/// The signer publishes what stands in the draft.
async fn publish(world: &World, fields: &[(&str, &str)]) -> Page {
    let mut signer = world.at_desk(Role::Signer).await;
    let page = signer.get("/desk/reports/2024/publication").await;
    let action = "/desk/reports/2024/publication";
    send(&mut signer, action, &filled(&page, action, fields)).await
}

#[tokio::test]
async fn a_file_is_shown_before_it_is_taken_and_opens_in_the_workbench() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let page = editor
        .upload(
            "/desk/reports/import",
            "2024年度报告.txt",
            own_report().as_bytes(),
        )
        .await;
    assert!(page.has("还没有保存") && page.has("错误 0 处，提示 1 处") && page.has("本年废止件数"));
    assert!(editor.get("/desk/reports").await.has("还没有年度报告"));
    let answer = confirm(&mut editor, &page).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let bench = editor.get("/desk/reports/2024/draft").await;
    assert_eq!(bench.field("table3.new.total"), Some("0"));
    assert!(
        bench.has("没有发现问题"),
        "the file's misprint is not the report's"
    );
    assert!(editor.get("/desk/reports/2024").await.has("2024年度报告.txt"));
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_refused_at_its_field_and_nothing_is_stored() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let noise: Vec<u8> = (0..5000_u32)
        .map(|number| u8::try_from(number.wrapping_mul(2_654_435_761) >> 24).unwrap())
        .collect();
    for (name, bytes) in [
        ("报告.txt", noise.as_slice()),
        ("空.txt", b""),
        ("报告.docx", b"PK\x03\x04broken"),
    ] {
        let page = editor.upload("/desk/reports/import", name, bytes).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(
            page.has("id=\"file-error\""),
            "{name}: the message stands at the field"
        );
    }
    assert!(editor.get("/desk/reports").await.has("还没有年度报告"));
}

#[tokio::test]
async fn the_report_of_another_organ_is_not_taken() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    let page = editor
        .upload("/desk/reports/import", "报告.txt", SEED.as_bytes())
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("某某开发区管委会"), "it says whose report it should be");
}

#[tokio::test]
async fn a_cell_that_is_no_number_is_named_and_everything_typed_is_kept() {
    let world = World::new().await;
    let mut editor = with_report(&world).await;
    let changed = [
        ("table3.new.natural_person", "十二"),
        ("section-1", "新写的总体情况。"),
    ];
    let page = save(&mut editor, &changed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.field("table3.new.natural_person"), Some("十二"));
    assert!(page.has("href=\"#cell-table3.new.natural_person\"") && page.has("不是数字"));
    assert!(page.has("新写的总体情况。"));
    let stored = editor.get("/desk/reports/2024/draft").await;
    assert_eq!(stored.field("table3.new.natural_person"), Some("0"));
}

#[tokio::test]
async fn a_broken_sum_is_told_as_one_types_and_stands_at_its_cells_once_saved() {
    let world = World::new().await;
    let mut editor = with_report(&world).await;
    let bench = editor.get("/desk/reports/2024/draft").await;
    let fields = filled(&bench, BENCH, &[("table3.new.natural_person", "12")]);
    let page = send(&mut editor, "/desk/reports/2024/check", &fields).await;
    assert_eq!(page.status, StatusCode::OK);
    let said: serde_json::Value = serde_json::from_str(&page.body).unwrap();
    let finding = said["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["level"] == "error")
        .unwrap();
    assert!(
        finding["cells"]
            .as_array()
            .unwrap()
            .iter()
            .any(|cell| cell == "table3.new.natural_person")
    );
    assert!(
        finding["message"].as_str().unwrap().contains("12"),
        "the sums are told"
    );
    assert!(said["summary"].as_str().unwrap().starts_with("错误"));
    let stored = editor.get("/desk/reports/2024/draft").await;
    assert_eq!(
        stored.field("table3.new.natural_person"),
        Some("0"),
        "checking stores nothing"
    );
    assert_eq!(
        save(&mut editor, &[("table3.new.natural_person", "12")])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    let bench = editor.get("/desk/reports/2024/draft").await;
    assert!(bench.has(
        "class=\"has-error\" aria-invalid=\"true\" aria-describedby=\"says-table3.new.natural_person\""
    ));
}

#[tokio::test]
async fn what_the_second_of_two_left_alone_is_the_firsts_and_what_both_changed_is_asked_side_by_side() {
    let world = World::new().await;
    let mut first = with_report(&world).await;
    let mut second = world.at_desk(Role::Reviewer).await;
    let bench = second.get(BENCH).await;
    let firsts = [
        ("section-1", "第一个人写的总体情况。"),
        ("section-5", "第一个人写的。"),
        ("table2.licences", "12"),
    ];
    save(&mut first, &firsts).await;
    let seconds = [("section-5", "第二个人写的。"), ("table2.penalties", "3")];
    let page = send(&mut second, BENCH, &filled(&bench, BENCH, &seconds)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("第一个人写的。") && page.has("第二个人写的。") && page.has(Role::Editor.label()));
    assert!(
        page.has("有 1 处是两人都改了的") && page.has("您没有改动的 2 处"),
        "{}",
        page.body
    );
    assert_eq!(
        page.field("table2.licences"),
        Some("12"),
        "taken over into the form"
    );
    let silent = send(&mut second, BENCH, &filled(&page, BENCH, &[])).await;
    assert_eq!(
        silent.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "it is asked until it is answered"
    );
    let (_, answer) = silent.body.split_once("value=\"ours:").unwrap();
    let answer = format!("ours:{}", answer.split('"').next().unwrap());
    let both = [("keep:section-5", answer.as_str()), ("section-5", "两个人写的。")];
    let saved = send(&mut second, BENCH, &filled(&silent, BENCH, &both)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let bench = second.get(BENCH).await;
    assert!(bench.has("第一个人写的总体情况。") && bench.has("两个人写的。"));
    assert_eq!(bench.field("table2.licences"), Some("12"));
    assert_eq!(bench.field("table2.penalties"), Some("3"));
}

#[tokio::test]
async fn a_colleagues_section_survives_a_form_opened_before_it() {
    let world = World::new().await;
    let mut first = with_report(&world).await;
    let mut second = world.at_desk(Role::Reviewer).await;
    let bench = second.get(BENCH).await;
    save(&mut first, &[("section-1", "同事写的总体情况。")]).await;
    let saved = send(
        &mut second,
        BENCH,
        &filled(&bench, BENCH, &[("section-5", "我写的。")]),
    )
    .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let bench = second.get(BENCH).await;
    assert!(bench.has("同事写的总体情况。") && bench.has("我写的。"));
    assert!(bench.has("您没有改动的 1 处照其修改并入"), "who saves is told");
}

#[tokio::test]
async fn a_report_is_published_and_a_correction_is_a_new_edition_that_says_so() {
    let world = World::new().await;
    let mut editor = with_report(&world).await;
    assert_eq!(publish(&world, &[]).await.status, StatusCode::SEE_OTHER);
    let mut visitor = world.visitor();
    world.app.refresh_position().await;
    assert_eq!(visitor.get("/reports/2024").await.status, StatusCode::OK);
    save(
        &mut editor,
        &[(
            "section-6",
            "本年度未收取政府信息公开信息处理费。更正后的其他事项。",
        )],
    )
    .await;
    let page = publish(&world, &[("correction", "")]).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a correction says what changed"
    );
    assert!(page.has("id=\"correction-error\""));
    let page = publish(&world, &[("correction", "更正第六部分漏写的内容。")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    world.app.refresh_position().await;
    let page = visitor.get("/reports/2024").await;
    assert!(
        page.has("更正第六部分漏写的内容。")
            && page.has("本年度未收取政府信息公开信息处理费。更正后的其他事项。")
    );
    let shown = editor.get("/desk/reports/2024").await;
    assert!(shown.has("已公布第 2 版") && shown.has("第 1 版"));
    let compared = editor
        .get("/desk/reports/comparison?left=2024.1&right=2024.2")
        .await;
    assert!(compared.has("<ins>") && compared.has("三张表的数字全部相同"));
}

#[tokio::test]
async fn errors_stop_publication_unless_a_reason_is_put_on_record() {
    let world = World::new().await;
    let mut editor = with_report(&world).await;
    save(&mut editor, &[("table3.new.natural_person", "12")]).await;
    let page = publish(&world, &[("exception", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("id=\"exception-error\""));
    let page = publish(&world, &[("exception", "上级口径不同，已核实。")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(
        editor
            .get("/desk/reports/2024")
            .await
            .has("上级口径不同，已核实。")
    );
    world.app.refresh_position().await;
    assert!(
        !world.visitor().get("/reports/2024").await.has("上级口径不同"),
        "the reason is the file's, not the public's"
    );
}

/// A sentence that the tables of the seed deny.
const CONTRADICTING: &str = "2024年共收到政府信息公开申请12件。";

/// The name of the one field for a reason.
fn reason_field(page: &Page, action: &str) -> String {
    let fields = filled(page, action, &[]);
    let mut names = fields.into_iter().map(|(name, _)| name);
    names.find(|name| name.starts_with("reason:")).unwrap()
}

#[tokio::test]
async fn what_the_text_says_otherwise_than_the_tables_is_explained_or_stops_publication() {
    let world = World::new().await;
    let mut editor = with_report(&world).await;
    save(&mut editor, &[("section-1", CONTRADICTING)]).await;
    let bench = editor.get(BENCH).await;
    assert!(bench.has("文表不一致 1 处"), "the rail says where");
    let action = "/desk/reports/2024/publication";
    let page = publish(&world, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("href=\"#reasons\"") && page.has("id=\"reasons\""));
    let field = reason_field(&page, action);
    let page = publish(&world, &[(&field, "！！！")]).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a reason has words"
    );
    assert!(page.has("！！！"), "what was typed is kept");
    let page = publish(&world, &[(&field, "含代区政府办理的12件。")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let shown = editor.get("/desk/reports/2024").await;
    assert!(
        shown.has("理由：含代区政府办理的12件。"),
        "the head sees it, and the edition keeps it"
    );
    world.app.refresh_position().await;
    assert!(!world.visitor().get("/reports/2024").await.has("含代区政府办理的"));
}

#[tokio::test]
async fn a_reason_written_in_the_workbench_stands_before_the_signer_and_a_new_contradiction_is_not_answered_by_it()
 {
    let world = World::new().await;
    let mut editor = with_report(&world).await;
    save(&mut editor, &[("section-1", CONTRADICTING)]).await;
    let field = reason_field(&editor.get(BENCH).await, BENCH);
    let saved = save(&mut editor, &[(&field, "含代办的。")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let bench = editor.get(BENCH).await;
    assert_eq!(
        filled(&bench, BENCH, &[])
            .iter()
            .find(|(name, _)| *name == field)
            .unwrap()
            .1,
        "含代办的。"
    );
    let mut signer = world.at_desk(Role::Signer).await;
    let page = signer.get("/desk/reports/2024/publication").await;
    assert!(page.has("含代办的。") && page.has(&format!("理由由{}说明", Role::Editor.label())));
    save(
        &mut editor,
        &[("section-1", "2024年共收到政府信息公开申请13件。")],
    )
    .await;
    assert_eq!(
        publish(&world, &[]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn the_check_tells_where_each_section_stands_while_one_types() {
    let world = World::new().await;
    let mut editor = with_report(&world).await;
    let bench = editor.get(BENCH).await;
    let changed = [("table3.new.natural_person", "12"), ("section-5", "")];
    let page = send(
        &mut editor,
        "/desk/reports/2024/check",
        &filled(&bench, BENCH, &changed),
    )
    .await;
    let said: serde_json::Value = serde_json::from_str(&page.body).unwrap();
    let codes: Vec<&str> = said["standings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|standing| standing["code"].as_str().unwrap())
        .collect();
    assert_eq!((codes[2], codes[3], codes[4]), ("wrong", "zeros", "missing"));
    assert_eq!(said["rows"]["open-new"], "7 格有错误", "what a folded row says");
    let of_three = said["findings"].as_array().unwrap().iter();
    assert!(
        of_three
            .filter(|one| one["level"] == "error")
            .any(|one| one["section"] == 3)
    );
}

#[tokio::test]
async fn what_changed_while_the_signer_read_is_not_published_unseen() {
    let world = World::new().await;
    let mut editor = with_report(&world).await;
    let mut signer = world.at_desk(Role::Signer).await;
    let page = signer.get("/desk/reports/2024/publication").await;
    let version = page.field("version").unwrap().to_owned();
    save(&mut editor, &[("section-5", "签发人没有看过的话。")]).await;
    let page = signer
        .post("/desk/reports/2024/publication", &[("version", &version)])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("又修改了草稿"));
    assert_eq!(
        world.visitor().get("/reports/2024").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn an_import_over_a_draft_that_moved_on_asks_once_more() {
    let world = World::new().await;
    let mut editor = with_report(&world).await;
    let preview = editor
        .upload(
            "/desk/reports/import",
            "2024年度报告.txt",
            own_report().as_bytes(),
        )
        .await;
    assert!(preview.has("已有草稿"));
    save(&mut editor, &[("section-5", "刚刚保存的。")]).await;
    let page = confirm(&mut editor, &preview).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("草稿已被他人修改"));
    assert!(editor.get("/desk/reports/2024/draft").await.has("刚刚保存的。"));
    assert_eq!(confirm(&mut editor, &page).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_year_is_begun_with_zeros_and_a_bad_year_is_told_at_its_field() {
    let world = World::new().await;
    let mut editor = world.at_desk(Role::Editor).await;
    for year in ["", "二〇二五", "1999", "2015", "2020", "2031"] {
        let page = editor.post("/desk/reports", &[("year", year)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{year}");
        assert!(page.has("id=\"year-error\""), "{year}");
        assert_eq!(page.field("year"), Some(year), "what was typed is kept");
    }
    let page = editor.post("/desk/reports", &[("year", "2025")]).await;
    assert_eq!(page.header("location"), "/desk/reports/2025/draft");
    let bench = editor.get("/desk/reports/2025/draft").await;
    assert_eq!(bench.field("table2.licences"), Some("0"));
}

#[tokio::test]
async fn the_draft_comes_in_every_format_and_a_report_that_is_not_there_is_missing() {
    let world = World::new().await;
    let mut editor = with_report(&world).await;
    for (extension, kind) in [
        ("pdf", "application/pdf"),
        (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("json", "application/json"),
    ] {
        let page = editor.get(&format!("/desk/reports/2024/files/{extension}")).await;
        assert_eq!(page.status, StatusCode::OK, "{extension}");
        assert!(page.header("content-type").starts_with(kind), "{extension}");
    }
    for path in [
        "/desk/reports/2019",
        "/desk/reports/2019/draft",
        "/desk/reports/2024/files/exe",
    ] {
        assert_eq!(editor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn each_role_meets_its_limits_and_no_form_is_taken_without_its_secret() {
    let world = World::new().await;
    with_report(&world).await;
    let mut editor = world.at_desk(Role::Editor).await;
    let refused = editor.get("/desk/reports/2024/publication").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(!editor.get("/desk/reports/2024").await.has("定稿公布"));
    let mut auditor = world.at_desk(Role::Auditor).await;
    assert_eq!(auditor.get("/desk/reports/2024").await.status, StatusCode::OK);
    assert_eq!(
        auditor.get("/desk/reports/2024/draft").await.status,
        StatusCode::FORBIDDEN
    );
    let mut administrator = world.at_desk(Role::SystemAdministrator).await;
    assert_eq!(
        administrator.get("/desk/reports").await.status,
        StatusCode::FORBIDDEN
    );
    for path in [
        "/desk/reports",
        "/desk/reports/2024/draft",
        "/desk/reports/2024/check",
    ] {
        let page = editor
            .post_bare(path, &[("year", "2025"), ("csrf", "guess")])
            .await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert!(!editor.get("/desk/reports").await.has("2025 年度报告"));
}
