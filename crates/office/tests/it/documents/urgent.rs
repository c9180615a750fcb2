//! Verdicts on paper, publication in an emergency, and what waits for a decision from above.

use law::review::{Level, Standing, Verdict};
use law::screening::Screening;
use law::staff::{Refusal, Role};
use office::cases::letters::Scanned;
use office::documents::{self, OnPaper, Opinion, State, Upload, WithdrawalForm};
use office::{Actor, DocumentId, OfficeError, chains};

use super::{People, people};
use crate::harness::{Site, later, moment, stories, whole};

stories! {
    a_verdict_on_paper_counts_for_the_very_text_whose_code_it_bears
    nobody_signs_on_paper_what_they_could_not_sign_here
    what_went_out_in_an_emergency_is_owed_until_its_review_is_made_up
    no_emergency_lets_out_what_must_never_be_public
    what_is_withdrawn_or_replaced_owes_nothing
    in_doubt_a_decision_from_above_is_waited_for
    a_comment_hangs_on_words_of_the_text_and_is_dealt_with_by_name
    every_secrecy_review_is_on_the_log_and_every_form_says_who_answered
}

fn scan() -> Scanned {
    Scanned {
        upload: Upload {
            name: "审批单.pdf".to_owned(),
            bytes: b"%PDF-1.7 signed".to_vec(),
        },
        screening: Screening::default(),
        pages: Some(1),
    }
}

async fn code(site: &Site, actor: &Actor, id: DocumentId) -> String {
    let desk = documents::get_desk(&site.office, actor, id).await.unwrap();
    desk.review.check_code().to_owned()
}

fn signed<'a>(signer: &Actor, code: &'a str) -> OnPaper<'a> {
    OnPaper {
        signer: signer.account.unwrap(),
        verdict: Verdict::Agreed,
        words: "经审查可以公开。",
        code,
        scanned: scan(),
    }
}

async fn a_verdict_on_paper_counts_for_the_very_text_whose_code_it_bears(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let other = site.draft(&editor, at, "另一条").await;
    let id = site.draft(&editor, at, "纸上签的").await;
    site.hand_over(at, id).await;
    let version = site.version(&editor, id).await;
    let wrong = code(site, &editor, other).await;
    let enter = async |code: &str| {
        documents::enter_on_paper(&site.office, &editor, at, id, version, signed(&reviewer, code)).await
    };
    for code in ["", wrong.as_str()] {
        let Err(OfficeError::Invalid(why)) = enter(code).await else {
            panic!("a form of another item was taken")
        };
        assert_eq!(why[0].field, "code");
    }
    let right = code(site, &editor, id).await.to_uppercase();
    enter(&right).await.unwrap();
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_eq!(desk.review.standing, Standing::At(Level::Third));
    let step = desk.review.agreement(Level::Second).unwrap();
    assert_eq!(step.signed_by(), "示例reviewer（线下签批）");
    assert_eq!(step.entered_by.as_deref(), Some("示例editor"));
    let forms = documents::signed_forms(&site.office, &signer, id).await.unwrap();
    assert_eq!((forms[0].level.as_str(), forms[0].edition), ("二审二校", 1));
    let file = documents::open_signed_form(&site.office, &signer, id, forms[0].id)
        .await
        .unwrap();
    assert_eq!(whole(file).await, b"%PDF-1.7 signed");
    let elsewhere = documents::open_signed_form(&site.office, &signer, other, forms[0].id).await;
    assert!(matches!(elsewhere, Err(OfficeError::Missing)));
    let version = desk.version;
    documents::agree_and_publish(&site.office, &signer, at, id, version, "")
        .await
        .unwrap();
}

async fn nobody_signs_on_paper_what_they_could_not_sign_here(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let both = site.person("both", &[Role::Editor, Role::Reviewer]).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "纸上也不行").await;
    site.hand_over(at, id).await;
    let version = site.version(&editor, id).await;
    let code = code(site, &editor, id).await;
    let enter =
        async |by: &Actor, given| documents::enter_on_paper(&site.office, by, at, id, version, given).await;
    let refused = enter(&editor, signed(&signer, &code)).await;
    assert!(
        matches!(refused, Err(OfficeError::Refused(_))),
        "not their level: {refused:?}"
    );
    let own = enter(&both, signed(&both, &code)).await;
    assert!(matches!(own, Err(OfficeError::Invalid(_))), "who signs acts here");
    let wordless = OnPaper {
        words: "",
        ..signed(&reviewer, &code)
    };
    assert!(matches!(
        enter(&editor, wordless).await,
        Err(OfficeError::Invalid(_))
    ));
    let mut text = signed(&reviewer, &code);
    text.scanned.upload = Upload {
        name: "审批单.txt".to_owned(),
        bytes: b"signed".to_vec(),
    };
    let Err(OfficeError::Invalid(why)) = enter(&editor, text).await else {
        panic!("a text is no scan")
    };
    assert_eq!(why[0].field, "scan");
    let reviewers = documents::enter_on_paper(&site.office, &reviewer, at, id, version, signed(&both, &code));
    assert!(matches!(
        reviewers.await,
        Err(OfficeError::Refused(Refusal::NotYours(_)))
    ));
}

async fn what_went_out_in_an_emergency_is_owed_until_its_review_is_made_up(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    chains::settle_make_up(&site.office, &signer, at, 12)
        .await
        .unwrap();
    let id = site.draft(&editor, at, "防汛预警").await;
    site.look_through(&editor, at, id).await;
    let urgent = async |actor: &Actor, reason| {
        documents::publish_in_emergency(&site.office, actor, at, id, 1, reason).await
    };
    assert!(matches!(urgent(&signer, " ").await, Err(OfficeError::Invalid(_))));
    assert!(matches!(
        urgent(&reviewer, "汛情").await,
        Err(OfficeError::Refused(_))
    ));
    urgent(&signer, "防汛应急响应，须立即发布。").await.unwrap();
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_eq!(desk.published_edition, Some(1));
    assert_eq!(
        (desk.state, &desk.review.standing),
        (State::Owed, &Standing::At(Level::First))
    );
    let owed = documents::owed(&site.office, &reviewer).await.unwrap();
    assert_eq!(
        (owed[0].title.as_str(), owed[0].due_at),
        ("防汛预警", later(at, 12 * 60).now)
    );
    assert_eq!(owed[0].reason, "防汛应急响应，须立即发布。");
    let at = later(at, 60);
    for person in [&editor, &reviewer] {
        site.agree(person, at, id).await;
        assert_eq!(documents::owed(&site.office, &editor).await.unwrap().len(), 1);
    }
    // An office of three: whoever put it out signs it afterwards, as they would have before.
    site.agree(&signer, at, id).await;
    assert!(documents::owed(&site.office, &editor).await.unwrap().is_empty());
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_eq!(desk.state, State::Published);
}

async fn no_emergency_lets_out_what_must_never_be_public(site: &Site) {
    let People { editor, signer, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "有身份证号").await;
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    let mut bad = desk.latest.form();
    bad.body = "张三 11010519491231002X。".into();
    documents::save(&site.office, &editor, at, id, 1, &bad)
        .await
        .unwrap();
    let urgent = documents::publish_in_emergency(&site.office, &signer, at, id, 2, "汛情紧急").await;
    assert!(matches!(urgent, Err(OfficeError::Blocked(_))), "{urgent:?}");
    let both = site.person("both", &[Role::Editor, Role::Signer]).await;
    let own = site.draft(&both, at, "自己写的").await;
    let urgent = documents::publish_in_emergency(&site.office, &both, at, own, 1, "汛情紧急").await;
    assert!(
        matches!(urgent, Err(OfficeError::Refused(Refusal::OwnWork))),
        "{urgent:?}"
    );
    for hours in [0, 73] {
        let settled = chains::settle_make_up(&site.office, &signer, at, hours).await;
        assert!(matches!(settled, Err(OfficeError::Invalid(_))));
    }
}

async fn what_is_withdrawn_or_replaced_owes_nothing(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let owed = async || documents::owed(&site.office, &editor).await.unwrap().len();
    let id = site.draft(&editor, at, "先发后撤").await;
    documents::publish_in_emergency(&site.office, &signer, at, id, 1, "汛情紧急")
        .await
        .unwrap();
    assert_eq!(owed().await, 1);
    let version = site.version(&signer, id).await;
    documents::withdraw(
        &site.office,
        &signer,
        at,
        id,
        version,
        &WithdrawalForm::correction("有误"),
    )
    .await
    .unwrap();
    assert_eq!(owed().await, 0);
    let id = site.draft(&editor, at, "先发后改").await;
    documents::publish_in_emergency(&site.office, &signer, at, id, 1, "汛情紧急")
        .await
        .unwrap();
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    documents::save(&site.office, &editor, at, id, desk.version, &desk.latest.form())
        .await
        .unwrap();
    assert_eq!(owed().await, 1, "what is out is owed still");
    site.send_out(&reviewer, &signer, at, id).await;
    assert_eq!(owed().await, 0);
}

async fn in_doubt_a_decision_from_above_is_waited_for(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "拿不准的").await;
    site.hand_over(at, id).await;
    let refer = Opinion {
        verdict: Verdict::Referred,
        words: "第三段是否涉及工作秘密，报保密行政管理部门确定。",
    };
    let version = site.version(&reviewer, id).await;
    documents::give_verdict(&site.office, &reviewer, at, id, version, refer)
        .await
        .unwrap();
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    assert_eq!(desk.review.standing, Standing::At(Level::Second));
    assert!(desk.review.referral().is_some());
    let blockers = documents::blockers(&site.office, &signer, at, id).await.unwrap();
    assert!(blockers[0].message.contains("条例第十七条第三款"), "{blockers:?}");
    let urgent = documents::publish_in_emergency(&site.office, &signer, at, id, desk.version, "很急").await;
    assert!(matches!(urgent, Err(OfficeError::Blocked(_))), "{urgent:?}");
    // The decision has come: whoever asked for it goes on.
    site.agree(&reviewer, at, id).await;
    let version = site.version(&signer, id).await;
    let not_here = documents::give_verdict(&site.office, &signer, at, id, version, refer).await;
    assert!(
        matches!(not_here, Err(OfficeError::Invalid(_))),
        "only the secrecy review refers"
    );
    site.agree(&signer, at, id).await;
    let version = site.version(&signer, id).await;
    documents::publish(&site.office, &signer, at, id, version)
        .await
        .unwrap();
}

async fn a_comment_hangs_on_words_of_the_text_and_is_dealt_with_by_name(site: &Site) {
    let People { editor, reviewer, .. } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "有意见的").await;
    let say = async |quote: &str, words: &str| {
        documents::comment(&site.office, &reviewer, at, id, (quote, words)).await
    };
    for (quote, words, field) in [
        ("没有的文字", "请核对", "quote"),
        ("", "请核对", "quote"),
        ("正文", "。。", "comment"),
    ] {
        let Err(OfficeError::Invalid(why)) = say(quote, words).await else {
            panic!("{quote}: {words}")
        };
        assert_eq!(why[0].field, field);
    }
    say("有意见的的正文", "请写全称。").await.unwrap();
    let comments = async || documents::comments(&site.office, &editor, id).await.unwrap();
    let one = comments().await.remove(0);
    assert_eq!(
        (one.by.as_str(), one.stands, one.resolved),
        ("示例reviewer", true, None)
    );
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    let mut edited = desk.latest.form();
    edited.body = "写了全称。".into();
    documents::save(&site.office, &editor, at, id, desk.version, &edited)
        .await
        .unwrap();
    assert!(!comments().await[0].stands, "its words were changed");
    let resolve =
        async |of| documents::resolve(&site.office, &editor, later(at, 5), (of, one.id), "已改").await;
    let other = site.draft(&editor, at, "别的").await;
    assert!(matches!(resolve(other).await, Err(OfficeError::Missing)));
    resolve(id).await.unwrap();
    assert!(matches!(resolve(id).await, Err(OfficeError::Invalid(_))), "once");
    let resolved = comments().await[0].resolved.clone().unwrap();
    assert_eq!(
        (resolved.by.as_str(), resolved.words.as_str()),
        ("示例editor", "已改")
    );
}

async fn every_secrecy_review_is_on_the_log_and_every_form_says_who_answered(site: &Site) {
    let People {
        editor,
        reviewer,
        signer,
    } = people(site).await;
    let at = moment("2024-05-07T10:00");
    let id = site.draft(&editor, at, "登记过的").await;
    let open = documents::approval(&site.office, &editor, id).await.unwrap();
    assert!(open.publication.is_none() && open.agreements().is_empty() && open.submission().is_none());
    site.send_out(&reviewer, &signer, at, id).await;
    let between = (moment("2024-05-01T00:00").now, moment("2024-06-01T00:00").now);
    let log = documents::secrecy_log(&site.office, &editor, between)
        .await
        .unwrap();
    assert_eq!(log.len(), 1);
    assert_eq!(
        (log[0].title.as_str(), log[0].step.name.as_str()),
        ("登记过的", "示例reviewer")
    );
    // A newer edition is begun: the form of what went out stays what it was.
    let desk = documents::get_desk(&site.office, &editor, id).await.unwrap();
    let mut edited = desk.latest.form();
    edited.title = "改了标题".into();
    documents::save(&site.office, &editor, at, id, desk.version, &edited)
        .await
        .unwrap();
    let month = documents::approvals_between(&site.office, &editor, between)
        .await
        .unwrap();
    assert_eq!(month.len(), 1);
    assert_eq!(month[0].edition.title, "登记过的");
    let levels = month[0]
        .agreements()
        .iter()
        .map(|step| step.level_name().to_owned())
        .collect::<Vec<_>>();
    assert_eq!(levels, ["一审一校", "二审二校", "三审三校"]);
    assert_eq!(month[0].publication.as_ref().unwrap().publisher, "示例signer");
    assert_eq!(month[0].review.hash().len(), 64);
    let later = (moment("2024-06-01T00:00").now, moment("2024-07-01T00:00").now);
    assert!(
        documents::approvals_between(&site.office, &editor, later)
            .await
            .unwrap()
            .is_empty()
    );
    let times = documents::times_since(&site.office, &editor, between.0)
        .await
        .unwrap();
    assert_eq!(times.len(), 2, "the two levels after the writer's own");
}
