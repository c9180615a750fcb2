//! What the visitor is shown of a text: it is what the gate judges, it is bounded, and it is kept with the edition.

use law::staff::Role;
use office::documents::{self, DocumentForm, Found};
use office::{Actor, DocumentId, OfficeError, Program, columns};
use sea_orm::ConnectionTrait;

use crate::harness::{Site, form, moment, stories};

stories! {
    what_is_judged_is_what_the_visitor_is_shown
    a_text_beyond_the_bounds_is_refused_beside_its_field_and_stored_nowhere
    what_the_rules_of_proofreading_ask_stands_at_the_gate_until_it_is_answered
    an_edition_of_an_earlier_release_is_rendered_when_the_database_is_brought_up_to_date
}

async fn with_body(site: &Site, body: &str) -> DocumentForm {
    let column = columns::by_slug(&site.office, &Actor::system(site.organ, "测试"), "statutory").await;
    DocumentForm {
        body: body.to_owned(),
        ..form(column.unwrap().unwrap().id, "关于示例的通知")
    }
}

async fn written(site: &Site, editor: &Actor, body: &str) -> Result<DocumentId, OfficeError> {
    let form = with_body(site, body).await;
    documents::create(&site.office, editor, moment("2024-05-06T08:00"), &form, false).await
}

async fn what_is_judged_is_what_the_visitor_is_shown(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    for (body, what) in [
        ("机密&#9733;", "正文中有密级标志“机密★”。"),
        (
            "联系人：1101**05**1949<b>12</b>31&#x200B;002X",
            "正文中有身份证号码 110105********002X。",
        ),
        ("机密<br>★10年", "正文中有密级标志“机密★”。"),
        (
            "[甲](https://a.gov.cn/?id=1101%30519491231002X)",
            "正文的链接地址中有身份证号码 110105********002X。",
        ),
        ("<!-- 只有注释 -->", "请填写正文，或者上传附件。"),
    ] {
        let id = written(site, &editor, body).await.unwrap();
        let found = documents::blockers(&site.office, &editor, moment("2024-05-06T09:00"), id).await;
        let named = found.unwrap();
        let is_it = |why: &&law::codes::WhyNot| why.field == "body" && why.message.starts_with(what);
        assert_eq!(named.iter().filter(is_it).count(), 1, "{body}: {named:?}");
    }
}

async fn what_the_rules_of_proofreading_ask_stands_at_the_gate_until_it_is_answered(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let (reviewer, signer) = (
        site.person("reviewer", &[Role::Reviewer]).await,
        site.person("signer", &[Role::Signer]).await,
    );
    let at = moment("2024-05-06T08:00");
    let mut old = with_body(site, "旧清单。").await;
    "孟政办〔2021〕3号".clone_into(&mut old.document_number);
    "repealed".clone_into(&mut old.validity);
    let old = documents::create(&site.office, &editor, at, &old, false)
        .await
        .unwrap();
    site.send_out(&reviewer, &signer, at, old).await;
    let body = "按照孟政办〔2021〕3号执行，见附件。\n\n2024年2月30日前报送。\n\n|姓名|家庭住址|\n|-|-|\n|张三|幸福路12号|";
    let id = written(site, &editor, body).await.unwrap();
    let gate = documents::at_the_gate(&site.office, &editor, at, id)
        .await
        .unwrap();
    let asked = |words: &str| gate.questions.iter().any(|one| one.told.starts_with(words));
    for words in [
        "正文第1段“孟政办〔2021〕3号”：引用的文件已经废止或者失效。",
        "正文第1段“见附件”：正文提到的附件没有附上。",
        "正文第2段“2024年2月30日”：不存在的日期。",
        "正文表格1第1行第2列“姓名、家庭住址”：含个人信息的名单。",
    ] {
        assert!(asked(words), "{words}: {:#?}", gate.questions);
    }
    assert_eq!(gate.questions.len(), 4, "{:#?}", gate.questions);
    let fields: Vec<&str> = gate.blockers.iter().map(|why| why.field).collect();
    assert_eq!(fields, ["review", "questions"]);
    site.send_out(&reviewer, &signer, at, id).await;
}

async fn a_text_beyond_the_bounds_is_refused_beside_its_field_and_stored_nowhere(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let table = format!("{}\n{}", "|甲".repeat(5_000), "|-".repeat(5_000));
    for (body, message) in [
        (">".repeat(100_000), "超过 50 层"),
        (format!("{}甲", "<blockquote>".repeat(60)), "超过 50 层"),
        ("*a".repeat(100_000), "超过 500 处"),
        (table, "超过 100 列"),
        ("甲".repeat(200_001), "不超过 20 万字"),
    ] {
        let Err(OfficeError::Invalid(fields)) = written(site, &editor, &body).await else {
            panic!("saved: {message}")
        };
        let said: Vec<&str> = fields.iter().map(|why| why.message.as_str()).collect();
        assert!(said.len() == 1 && said[0].contains(message), "{said:?}");
        assert_eq!(fields[0].field, "body");
    }
    let filter = documents::DeskFilter::default();
    let stored = documents::list_desk(&site.office, &editor, &filter).await;
    assert_eq!(stored.unwrap().total, 0);
}

async fn an_edition_of_an_earlier_release_is_rendered_when_the_database_is_brought_up_to_date(site: &Site) {
    let editor = site.person("editor", &[Role::Editor]).await;
    let reviewer = site.person("reviewer", &[Role::Reviewer]).await;
    let signer = site.person("signer", &[Role::Signer]).await;
    let at = moment("2024-05-06T09:00");
    let id = written(site, &editor, "第一段\n**第二段**").await.unwrap();
    site.send_out(&reviewer, &signer, at, id).await;
    let number = documents::get_desk(&site.office, &editor, id).await.unwrap();
    let shown = async || {
        let found = documents::published(&site.office, site.organ, &number.index_number).await;
        let Some(Found::Published(page)) = found.unwrap() else {
            panic!("not published")
        };
        page.edition.html(&site.office.limits().visitors).await.unwrap()
    };
    let html = "<p>第一段</p>\n<p><strong>第二段</strong></p>\n";
    assert_eq!(shown().await, html);
    let database = site.database().await;
    // An older server beside this one writes none.
    database
        .execute_unprepared("UPDATE edition SET html = NULL")
        .await
        .unwrap();
    assert_eq!(shown().await, html);
    site.office.migrate(Program::itself(), at).await.unwrap();
    let kept = "SELECT COUNT(*) AS kept FROM edition WHERE html LIKE '%<strong>%'";
    let backend = database.get_database_backend();
    let row = database
        .query_one_raw(sea_orm::Statement::from_string(backend, kept))
        .await;
    assert_eq!(row.unwrap().unwrap().try_get::<i64>("", "kept").unwrap(), 1);
}
