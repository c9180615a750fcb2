//! What proofreading asks about: it stands in the way until it is mended or explained, and what was said is remembered.

use law::proof::{OwnWord, WordKind};
use law::staff::Role;
use office::documents::{self, DocumentForm};
use office::{Actor, DocumentId, Moment, OfficeError, proof};

use super::{People, people};
use crate::harness::{Site, moment, stories};

stories! {
    what_is_asked_is_explained_before_it_is_handed_over
    an_explanation_is_of_its_document_and_one_of_words_of_every_text
    an_explanation_that_is_taken_back_is_asked_again
    an_emergency_goes_out_and_is_explained_as_its_review_is_made_up
    the_organs_own_words_are_held_against_its_texts
    whoever_only_looks_explains_nothing
}

/// A draft with that body.
async fn written(site: &Site, editor: &Actor, at: Moment, title: &str, body: &str) -> DocumentId {
    let id = site.draft(editor, at, title).await;
    rewritten(site, editor, at, id, body).await;
    id
}

async fn rewritten(site: &Site, editor: &Actor, at: Moment, id: DocumentId, body: &str) {
    let desk = documents::get_desk(&site.office, editor, id).await.unwrap();
    let form = DocumentForm {
        body: body.to_owned(),
        ..desk.latest.form()
    };
    documents::save(&site.office, editor, at, id, desk.version, &form)
        .await
        .unwrap();
}

/// The marks of what is still to be answered.
async fn open(site: &Site, actor: &Actor, at: Moment, id: DocumentId) -> Vec<String> {
    let gate = documents::at_the_gate(&site.office, actor, at, id).await.unwrap();
    let open = gate.questions.into_iter().filter(|one| one.explained.is_none());
    open.map(|one| one.mark.as_str().to_owned()).collect()
}

async fn submit(site: &Site, editor: &Actor, at: Moment, id: DocumentId) -> Result<(), OfficeError> {
    let version = site.version(editor, id).await;
    documents::submit(&site.office, editor, at, id, version, "").await
}

async fn what_is_asked_is_explained_before_it_is_handed_over(site: &Site) {
    let People { editor, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = written(site, &editor, at, "关于报名的通知", "报名截止2024年2月30日。").await;
    let Err(OfficeError::Blocked(blocked)) = submit(site, &editor, at, id).await else {
        panic!("a day that does not exist is to be answered");
    };
    assert_eq!(blocked[0].field, "questions");
    let marks = open(site, &editor, at, id).await;
    assert_eq!(marks.len(), 1);
    let wordless = (marks[0].as_str(), "。。。");
    let refused = documents::explain(&site.office, &editor, at, id, wordless).await;
    assert!(matches!(refused, Err(OfficeError::Invalid(_))));
    site.explain(&editor, at, id).await;
    submit(site, &editor, at, id).await.unwrap();
    rewritten(
        site,
        &editor,
        at,
        id,
        "报名截止2024年2月30日。另见2024年6月31日。",
    )
    .await;
    assert_eq!(
        open(site, &editor, at, id).await.len(),
        2,
        "what stands around it changed"
    );
    let gone = documents::explain(&site.office, &editor, at, id, ("0", "引用原文如此。")).await;
    assert!(
        matches!(gone, Err(OfficeError::Invalid(_))),
        "a finding that is not there"
    );
}

async fn an_explanation_is_of_its_document_and_one_of_words_of_every_text(site: &Site) {
    let People { editor, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let body = "联系人手机13800138000，坚持实是求是。";
    let one = written(site, &editor, at, "关于甲的通知", body).await;
    let other = written(site, &editor, at, "关于乙的通知", body).await;
    assert_eq!(open(site, &editor, at, other).await.len(), 2);
    site.explain(&editor, at, one).await;
    assert_eq!(open(site, &editor, at, one).await.len(), 0);
    assert_eq!(
        open(site, &editor, at, other).await.len(),
        1,
        "the telephone is asked again"
    );
    let later = moment("2025-05-08T10:00");
    assert_eq!(open(site, &editor, later, one).await.len(), 2, "a year is over");
}

async fn an_explanation_that_is_taken_back_is_asked_again(site: &Site) {
    let People { editor, reviewer, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = written(site, &editor, at, "关于报名的通知", "报名截止2024年2月30日。").await;
    let mark = open(site, &editor, at, id).await.remove(0);
    site.explain(&editor, at, id).await;
    submit(site, &editor, at, id).await.unwrap();
    documents::withdraw_explanation(&site.office, &reviewer, at, id, &mark)
        .await
        .unwrap();
    assert_eq!(open(site, &editor, at, id).await, std::slice::from_ref(&mark));
    let again = documents::withdraw_explanation(&site.office, &reviewer, at, id, &mark).await;
    assert!(matches!(again, Err(OfficeError::Invalid(_))));
    let blockers = documents::blockers(&site.office, &reviewer, at, id)
        .await
        .unwrap();
    assert!(
        blockers.iter().any(|why| why.field == "questions"),
        "asked again at every level"
    );
}

async fn an_emergency_goes_out_and_is_explained_as_its_review_is_made_up(site: &Site) {
    let People { editor, signer, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = written(site, &editor, at, "防汛预警", "请于2024年2月30日前撤离。").await;
    let version = site.version(&signer, id).await;
    documents::publish_in_emergency(
        &site.office,
        &signer,
        at,
        id,
        version,
        "防汛应急响应，须立即发布。",
    )
    .await
    .unwrap();
    assert_eq!(open(site, &signer, at, id).await.len(), 1);
}

async fn the_organs_own_words_are_held_against_its_texts(site: &Site) {
    let People { editor, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let body = "深入开展万人帮万企活动，主任李建囯出席。";
    let id = written(site, &editor, at, "关于活动的通知", body).await;
    assert_eq!(open(site, &editor, at, id).await.len(), 0);
    let word = |kind, word: &str, post: &str| OwnWord {
        kind,
        word: word.to_owned(),
        post: post.to_owned(),
        source: "任职文件".to_owned(),
    };
    let phrase = word(WordKind::Phrase, "万人助万企活动", "");
    let leader = word(WordKind::Leader, "李建国", "主任");
    let taken = proof::take_in(&site.office, &editor, at, &[phrase.clone(), leader], "词库.xlsx").await;
    assert_eq!(taken.unwrap(), 2);
    assert_eq!(open(site, &editor, at, id).await.len(), 2);
    proof::keep(&site.office, &editor, at, &phrase).await.unwrap();
    let kept = proof::list(&site.office, &editor).await.unwrap();
    assert_eq!(kept.len(), 2, "one word once");
    let refused = proof::keep(&site.office, &editor, at, &word(WordKind::Phrase, "三个一", "")).await;
    assert!(matches!(refused, Err(OfficeError::Invalid(_))));
    for word in kept {
        proof::remove(&site.office, &editor, at, word.id).await.unwrap();
    }
    assert_eq!(open(site, &editor, at, id).await.len(), 0);
}

async fn whoever_only_looks_explains_nothing(site: &Site) {
    let People { editor, .. } = people(site).await;
    let auditor = site.person("shenji", &[Role::Auditor]).await;
    let at = moment("2024-05-07T10:00");
    let id = written(site, &editor, at, "关于报名的通知", "报名截止2024年2月30日。").await;
    let mark = open(site, &editor, at, id).await.remove(0);
    let given = (mark.as_str(), "引用原文如此。");
    let refused = documents::explain(&site.office, &auditor, at, id, given).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    let word = OwnWord {
        kind: WordKind::Phrase,
        word: "万人助万企".to_owned(),
        post: String::new(),
        source: "文件".to_owned(),
    };
    let refused = proof::keep(&site.office, &auditor, at, &word).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
}
