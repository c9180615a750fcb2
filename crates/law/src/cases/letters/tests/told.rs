//! What letters tell of the case they belong to, rule by rule: no day that can't go out, no article that is missing, nothing
//! that did not happen.

use super::*;
use crate::cases::decision::Opinion;
use crate::codes::{Ending, ReplyOrder, Route, spoken};

/// Every letter that goes out, with facts that make it whole.
fn every_letter() -> Vec<(LetterKind, LetterFacts)> {
    let mut whole = facts(Outcome::GrantedProvided);
    whole.past.withdrawn_on = Some(date(2026, 3, 9));
    let procedure = process().filter(|kind| !kind.is_form());
    let procedure = procedure.map(|kind| (kind, whole.clone()));
    let replies = Outcome::ALL.iter().map(|one| (LetterKind::of(*one), facts(*one)));
    procedure.chain(replies).collect()
}

#[test]
fn every_kind_that_states_a_day_has_no_gap_when_that_day_is_tentative() {
    for (kind, mut facts) in every_letter() {
        facts.consulted.not_before = Some(date(2026, 4, 10));
        let days = (1..=5).flat_map(|month| (1..=31).map(move |day| (month, day)));
        let days = days.filter_map(|(month, day)| jiff::civil::Date::new(2026, month, day).ok());
        let text = fill(kind, &facts).text();
        facts.tentative = days.filter(|day| text.contains(&spoken(*day))).collect();
        let letter = fill(kind, &facts);
        assert_eq!(gaps(&letter, kind, &facts), [], "{kind:?}\n{}", letter.text());
        assert_eq!(
            stated_tentative(&letter, &facts.tentative).len(),
            facts.tentative.len()
        );
        assert!(!letter.text().contains("（暂定）前（含"), "{}", letter.text());
    }
}

#[test]
fn a_notice_speaks_of_itself_as_a_notice_and_a_reply_as_a_reply() {
    for outcome in Outcome::ALL {
        let letter = fill(LetterKind::of(*outcome), &facts(*outcome));
        let text = letter.text();
        let is_notice = letter.title.ends_with("告知书");
        assert_eq!(
            text.contains("收到本答复之日"),
            letter.has_remedies && !is_notice,
            "{text}"
        );
        assert_eq!(
            text.contains("收到本告知书之日"),
            letter.has_remedies && is_notice,
            "{text}"
        );
    }
}

/// A grant over an objection, and what was told of it.
fn overriding(outcome: Outcome) -> LetterFacts {
    let mut facts = facts(outcome);
    facts.history.third_parties = vec![Opinion::said(Some(false), false)];
    if let Some(decision) = &mut facts.decision {
        decision.public_interest.content = "检测报告".into();
        decision.public_interest.reasons = "关系饮用水安全".into();
        decision.public_interest.rest = "方案正文不涉及第三方".into();
        for part in &mut decision.withheld {
            part.outcome = Outcome::RefusedInternalAffairs;
        }
    }
    facts
}

#[test]
fn what_is_given_over_an_objection_says_so_with_the_articles_that_allow_it() {
    for outcome in [Outcome::GrantedProvided, Outcome::PartlyGranted] {
        let facts = overriding(outcome);
        let letter = fill(LetterKind::of(outcome), &facts);
        let text = letter.text();
        for words in [
            "第三方不同意公开",
            "对公共利益造成重大影响：关系饮用水安全",
            "第十五条、第三十二条、第三十六条第（二）项",
            "检测报告",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("信息可以公开"), "{text}");
        assert_eq!(gaps(&letter, letter.kind, &facts), [], "{text}");
        let mut silent = letter.clone();
        for paragraph in &mut silent.paragraphs {
            if let Paragraph::Plain(text) = paragraph {
                *text = text.replace("第十五条、", "");
            }
        }
        assert_eq!(fields(&silent, &facts), ["article"], "{outcome:?}");
    }
}

#[test]
fn a_notice_of_disclosure_tells_when_it_was_asked_and_answered_and_a_day_that_is_not_ambiguous() {
    let mut facts = facts(Outcome::GrantedProvided);
    facts.consulted.not_before = Some(date(2026, 3, 25));
    let text = fill(LetterKind::OverrideNotice, &facts).text();
    for words in [
        "本机关于2026年3月5日以《政府信息公开征求第三方意见书》（孟公复征〔2026〕1号）书面征求你单位的意见，于2026年3月16日收到你单位不同意公开的意见",
        "第十五条、第三十二条",
        "在2026年3月25日前（不含当日）不向申请人提供",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn an_applicant_who_gave_no_reasons_is_not_told_that_they_were_examined() {
    let mut facts = facts(Outcome::NotProcessedExcessive);
    facts.past.reasons.as_mut().unwrap().answered_on = None;
    let text = fill(LetterKind::NotProcessed, &facts).text();
    assert!(
        text.contains("您在期限内没有说明理由，本机关无法认定您的申请具有合理理由"),
        "{text}"
    );
    assert!(!text.contains("申请理由不合理"), "{text}");
    assert!(
        text.contains("您自2025年3月3日至2026年3月2日向本机关提出政府信息公开申请63件"),
        "{text}"
    );
}

#[test]
fn a_correction_states_only_what_is_missing() {
    let mut facts = facts(Outcome::GrantedProvided);
    facts.correcting.grounds = vec![CorrectionGround::Proof];
    let text = fill(LetterKind::Correction, &facts).text();
    assert!(text.contains("您的申请没有提供申请人的身份证明。"), "{text}");
    assert!(!text.contains("姓名") && !text.contains("联系方式"), "{text}");
    facts.correcting.grounds = vec![CorrectionGround::Proof, CorrectionGround::Contact];
    let text = fill(LetterKind::Correction, &facts).text();
    assert!(text.contains("第二十九条第二款第（一）项、第三十条"), "{text}");
    assert!(CorrectionGround::offered().all(|one| one != CorrectionGround::Identity));
}

#[test]
fn the_way_to_a_reply_is_told_in_the_order_of_its_days_and_what_fell_is_said_to_have_fallen() {
    let mut facts = facts(Outcome::GrantedProvided);
    facts.past = Past {
        correction: Some(Notice {
            answered_on: Some(date(2026, 3, 9)),
            ..Notice::made(date(2026, 3, 4))
        }),
        fee: Some(Notice {
            answered_on: Some(date(2026, 4, 1)),
            fen: 38_000,
            ..Notice::made(date(2026, 3, 26))
        }),
        consultations: vec![Consulting {
            answered_on: Some(date(2026, 3, 26)),
            number: "孟公复商〔2026〕1号".into(),
            ..Consulting::sent(Party::CoMaker, date(2026, 3, 10))
        }],
        extension: Some(Notice {
            due_on: Some(date(2026, 5, 22)),
            ..Notice::made(date(2026, 3, 10))
        }),
        extension_fell: Some(Fell::ByPayment),
        ..Past::default()
    };
    let text = fill(LetterKind::Granted, &facts).text();
    let places = [
        "补正，答复期限自收到补正之日",
        "书面征求其意见（孟公复商〔2026〕1号）",
        "答复期限延长至2026年5月22日",
        "于2026年4月1日缴清",
    ];
    let places: Vec<usize> = places
        .iter()
        .map(|words| text.find(words).unwrap_or_else(|| panic!("{words}: {text}")))
        .collect();
    assert!(places.is_sorted(), "{text}");
    assert!(
        text.contains("答复期限自次日起重新计算，此前的延期不再计入。"),
        "{text}"
    );
}

#[test]
fn an_extension_while_somebody_is_asked_says_that_its_day_may_come_earlier() {
    let mut facts = facts(Outcome::GrantedProvided);
    let text = fill(LetterKind::Extension, &facts).text();
    assert!(
        text.contains("答复期限延长20个工作日，至2026年4月28日。"),
        "{text}"
    );
    assert!(!text.contains("意见提前收到"), "{text}");
    facts.deferral.awaits_opinion = true;
    let text = fill(LetterKind::Extension, &facts).text();
    assert!(
        text.contains("意见提前收到的，答复期限届满日相应提前。"),
        "{text}"
    );
}

#[test]
fn an_extension_tells_what_moved_the_period_before_it() {
    let mut facts = facts(Outcome::GrantedProvided);
    facts.past.correction = Some(Notice {
        answered_on: Some(date(2026, 3, 4)),
        ..Notice::made(date(2026, 3, 3))
    });
    facts.past.consultations = vec![
        Consulting {
            answered_on: Some(date(2026, 3, 16)),
            ..Consulting::sent(Party::ThirdParty, date(2026, 3, 9))
        },
        Consulting::sent(Party::CoMaker, date(2026, 3, 17)),
    ];
    let text = fill(LetterKind::Extension, &facts).text();
    for words in [
        "您于2026年3月4日补正",
        "答复期限自收到补正之日起计算",
        "于2026年3月16日收到意见，所需时间依法不计算在答复期限内",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("没有收到意见"), "it is still awaited: {text}");
}

/// A refusal for third parties' sake, with what each wrote to the letter that asked it.
fn refused_with(said: &[(&str, &[(i8, bool)])]) -> LetterFacts {
    let mut facts = facts(Outcome::RefusedThirdParty);
    let words = |days: &[(i8, bool)]| -> Vec<Said> {
        let word = |(day, consents): &(i8, bool)| Said {
            on: date(2026, 3, *day),
            consents: Some(*consents),
            is_in_part: false,
        };
        days.iter().map(word).collect()
    };
    facts.past.consultations = said
        .iter()
        .map(|(number, days)| Consulting {
            number: (*number).into(),
            reference: (*number).into(),
            answered_on: days.first().map(|(day, _)| date(2026, 3, *day)),
            words: words(days),
            ..Consulting::sent(Party::ThirdParty, date(2026, 3, 5))
        })
        .collect();
    facts.history.third_parties = said
        .iter()
        .map(|(number, days)| crate::cases::decision::Opinion {
            reference: (*number).into(),
            ..crate::cases::decision::Opinion::said(
                days.last().map(|(_, consents)| *consents),
                days.is_empty(),
            )
        })
        .collect();
    facts
}

#[test]
fn a_refusal_over_a_consent_shows_each_letter_with_its_own_answer_and_says_that_somebody_consents() {
    let text = |facts: &LetterFacts| fill(LetterKind::Refused, facts).text();
    let mut facts = refused_with(&[("征1号", &[(10, true)]), ("征2号", &[(9, true), (12, false)])]);
    let decision = facts.decision.as_mut().unwrap();
    decision.grounds.despite_consent = "两方的报价写在同一份文件里，无法区分".into();
    let told = text(&facts);
    for words in [
        "书面征求第三方意见（征1号），于2026年3月10日收到同意公开的意见；",
        "（征2号），于2026年3月9日收到同意公开的意见，于2026年3月12日收到不同意公开的意见，以后一意见为准",
        "其他第三方同意公开",
        "对第三方同意公开的内容，仍不予公开的理由是：两方的报价写在同一份文件里，无法区分。",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(!told.contains("都不同意"), "{told}");
    assert_eq!(
        told.matches("不计算在答复期限内").count(),
        1,
        "once for all of them: {told}"
    );
    assert_eq!(told.matches("征1号").count(), 1, "{told}");
    let all = text(&refused_with(&[
        ("征1号", &[(10, false)]),
        ("征2号", &[(12, false)]),
    ]));
    assert!(
        all.contains("第三方都不同意公开") && !all.contains("同意而"),
        "{all}"
    );
    let silent = text(&refused_with(&[("征1号", &[(10, true)]), ("征2号", &[])]));
    assert!(
        silent.contains("有第三方同意公开，其余第三方在期限内没有提出"),
        "{silent}"
    );
    assert!(!silent.contains("不同意公开，理由"), "{silent}");
}

#[test]
fn several_who_were_asked_are_told_of_once_and_what_took_no_time_takes_none() {
    let mut facts = facts(Outcome::GrantedProvided);
    let asked = |number: &str, sent, answered| Consulting {
        number: number.into(),
        answered_on: Some(date(2026, 3, answered)),
        ..Consulting::sent(Party::ThirdParty, date(2026, 3, sent))
    };
    facts.past.consultations = vec![asked("征1号", 9, 16), asked("征2号", 10, 17)];
    let text = fill(LetterKind::Granted, &facts).text();
    assert!(
        text.contains("本机关于2026年3月9日书面征求其意见（征1号），于2026年3月16日收到意见；于2026年3月10日又书面征求第三方意见（征2号），于2026年3月17日收到意见；所需时间依法不计算在答复期限内。"),
        "{text}"
    );
    assert_eq!(text.matches("因申请公开的信息涉及第三方").count(), 1, "{text}");
    facts.past.consultations = vec![asked("征1号", 9, 9)];
    let text = fill(LetterKind::Granted, &facts).text();
    assert!(
        text.contains("收到意见。") && !text.contains("不计算在答复期限内"),
        "{text}"
    );
}

#[test]
fn a_signed_letter_whose_days_moved_is_told() {
    use crate::cases::letters::told_of_moved_days;
    let mut facts = facts(Outcome::GrantedProvided);
    let letter = fill(LetterKind::Extension, &facts);
    assert_eq!(told_of_moved_days(&letter, LetterKind::Extension, &facts), None);
    facts.deferral.until = Some(date(2026, 5, 11));
    let told = told_of_moved_days(&letter, LetterKind::Extension, &facts).unwrap();
    assert!(
        told.contains("文书写的是2026年4月28日，按现在的记录应为2026年5月11日"),
        "{told}"
    );
    facts.deferral.until = None;
    assert_eq!(
        told_of_moved_days(&letter, LetterKind::Extension, &facts),
        None,
        "nothing is known of it"
    );
}

#[test]
fn reasons_are_asked_for_few_applications_only_where_it_is_written_down_why_they_are_many() {
    let mut facts = facts(Outcome::GrantedProvided);
    facts.history.excessive_from = 11;
    let asks = |facts: &LetterFacts| {
        let letter = fill(LetterKind::ReasonsAsked, facts);
        let lacks = gaps(&letter, letter.kind, facts);
        lacks.iter().any(|why| why.field == "excess")
    };
    for (applications, must) in [(1, true), (10, true), (11, false)] {
        facts.asked_for = Some(AskedFor {
            from: date(2025, 3, 3),
            through: date(2026, 3, 2),
            applications,
        });
        assert_eq!(asks(&facts), must, "{applications}");
    }
    facts.asked_for.as_mut().unwrap().applications = 1;
    facts.correcting.excess = "一件申请要求提供二十年的全部档案".into();
    assert!(!asks(&facts));
    let text = fill(LetterKind::ReasonsAsked, &facts).text();
    assert!(
        text.contains("申请1件（一件申请要求提供二十年的全部档案），数量、频次明显超过合理范围"),
        "{text}"
    );
}

#[test]
fn a_day_for_reasons_that_rolled_on_is_told_as_it_was() {
    let mut facts = facts(Outcome::NotProcessedExcessive);
    let reasons = facts.past.reasons.as_mut().unwrap();
    reasons.due_on = Some(date(2026, 4, 5));
    reasons.rolled_to = Some(date(2026, 4, 7));
    let text = fill(LetterKind::NotProcessed, &facts).text();
    assert!(
        text.contains("说明理由的期限至2026年4月5日，该日为休息日，顺延至2026年4月7日"),
        "{text}"
    );
}

#[test]
fn what_was_posted_is_not_told_as_delivered() {
    let text = fill(LetterKind::Otherwise, &facts(Outcome::OtherwiseUnpaid)).text();
    assert!(
        text.contains("于2026年3月4日交邮（邮件号码XA41000000001），您于2026年3月6日收到"),
        "{text}"
    );
    for outcome in Outcome::ALL {
        let text = fill(LetterKind::of(*outcome), &facts(*outcome)).text();
        assert!(!text.contains("邮寄送达"), "{text}");
    }
}

#[test]
fn a_judgment_that_orders_a_reply_is_named_by_its_number_without_double_brackets() {
    let mut facts = facts(Outcome::RefusedThirdParty);
    facts.past.consultations = vec![Consulting {
        answered_on: Some(date(2026, 3, 16)),
        is_of_reply_before: true,
        ..Consulting::sent(Party::ThirdParty, date(2026, 3, 5))
    }];
    facts.past.order = Some(OrderedBy {
        order: ReplyOrder {
            route: Route::LitigationDirect,
            ending: Ending::Revoked,
            authority: "洛阳铁路运输法院".into(),
            number: "（2026）豫71行初7号".into(),
            dated: date(2026, 6, 5),
            by: None,
            days: None,
            from: None,
        },
        replied_on: Some(date(2026, 3, 20)),
        reply_number: String::new(),
        against: None,
    });
    let letter = fill(LetterKind::Refused, &facts);
    let text = letter.text();
    assert!(text.contains("作出（2026）豫71行初7号行政判决，撤销"), "{text}");
    assert!(
        text.contains("本机关于2026年3月5日书面征求第三方意见，于2026年3月16日收到意见，第三方不同意公开"),
        "{text}"
    );
    assert_eq!(gaps(&letter, letter.kind, &facts), []);
}

#[test]
fn a_letter_about_a_record_says_when_it_was_applied_for_and_what_proves_it() {
    let facts = facts(Outcome::GrantedProvided);
    for kind in [
        LetterKind::RecordCorrected,
        LetterKind::RecordDeclined,
        LetterKind::RecordForwarded,
    ] {
        let text = fill(kind, &facts).text();
        for words in [
            "本机关于2026年3月2日收到您邮寄提交的政府信息更正申请（申请编号：20260302001）",
            "提供的证据：户口簿复印件。",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
}

#[test]
fn what_is_withdrawn_has_one_text() {
    let facts = facts(Outcome::OtherwiseWithdrawn);
    let [reply, termination] =
        [LetterKind::Otherwise, LetterKind::Termination].map(|kind| fill(kind, &facts));
    assert_eq!(reply.text(), termination.text());
}

#[test]
fn a_review_form_of_any_letter_has_its_articles_and_no_open_place() {
    let mut facts = facts(Outcome::GrantedProvided);
    facts.past.withdrawn_on = Some(date(2026, 3, 9));
    for kind in process().filter(|kind| !kind.is_form()) {
        facts.file.proposed = Some(kind);
        let text = fill(LetterKind::ReviewForm, &facts).text();
        assert!(
            !text.contains("待填") && !text.contains("拟作出的处理：（无）"),
            "{text}"
        );
        assert!(text.contains("依据：《") || text.contains("依据：国办"), "{text}");
    }
    for outcome in Outcome::ALL {
        let text = fill(LetterKind::ReviewForm, &super::facts(*outcome)).text();
        assert!(!text.contains("待填") && !text.contains("依据：第"), "{text}");
    }
    let text = fill(LetterKind::ReviewForm, &super::facts(Outcome::PartlyGranted)).text();
    for words in [
        "公开：方案正文",
        "《中华人民共和国政府信息公开条例》第三十六条第（二）项、第三十七条、第十五条、第三十二条、第三十六条第（三）项",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let mut facts = overriding(Outcome::GrantedProvided);
    let text = fill(LetterKind::ReviewForm, &facts).text();
    assert!(text.contains("公共利益：关系饮用水安全"), "{text}");
    // Whoever judges sees what a third party consents to and what not, by reply and notice alike.
    let said = "部分同意公开，同意公开的内容：工期；其余内容不同意公开";
    facts.history.third_parties[0].consents_to = "工期".into();
    facts.history.third_parties[0].reference = "孟公复征〔2026〕1号".into();
    let text = fill(LetterKind::ReviewForm, &facts).text();
    assert!(
        text.contains(&format!("第三方的意见（征求意见：孟公复征〔2026〕1号）：{said}")),
        "{text}"
    );
    facts.file.proposed = Some(LetterKind::OverrideNotice);
    facts.consulted.consents_to = "工期".into();
    let text = fill(LetterKind::ReviewForm, &facts).text();
    assert!(text.contains(said), "{text}");
}

#[test]
fn a_reply_after_a_third_partys_dispute_names_the_notice_that_was_revoked() {
    let mut facts = facts(Outcome::RefusedThirdParty);
    facts.past.order = Some(OrderedBy {
        order: ReplyOrder {
            route: Route::Reconsideration,
            ending: Ending::Revoked,
            authority: "洛阳市人民政府".into(),
            number: "洛政复决〔2028〕7号".into(),
            dated: date(2028, 12, 1),
            by: None,
            days: None,
            from: None,
        },
        replied_on: Some(date(2028, 10, 20)),
        reply_number: "孟先开答〔2028〕8号".into(),
        against: Some(Against {
            title: LetterKind::OverrideNotice.label().into(),
            number: "孟先开决〔2028〕3号".into(),
            on: date(2028, 10, 18),
        }),
    });
    let text = fill(LetterKind::Refused, &facts).text();
    assert!(
        text.contains(
            "撤销本机关于2028年10月18日作出的《政府信息决定公开告知书》（孟先开决〔2028〕3号），责令"
        ),
        "{text}"
    );
    assert!(!text.contains("孟先开答〔2028〕8号"), "{text}");
}

/// The same facts with everything that is typed in a field of several lines typed in two.
fn in_lines(mut facts: LetterFacts) -> LetterFacts {
    let break_up = |text: &mut String| *text = format!("甲{text}\n乙项");
    if let Some(decision) = &mut facts.decision {
        let all = std::iter::once(&mut decision.grounds)
            .chain(decision.withheld.iter_mut().map(|part| &mut part.grounds));
        for grounds in all {
            break_up(&mut grounds.reasons);
            break_up(&mut grounds.objection);
        }
        break_up(&mut decision.given);
        break_up(&mut decision.public_interest.content);
        break_up(&mut decision.public_interest.reasons);
        decision
            .withheld
            .iter_mut()
            .for_each(|part| break_up(&mut part.part));
    }
    break_up(&mut facts.request);
    break_up(&mut facts.deferral.reasons);
    break_up(&mut facts.consulted.content);
    break_up(&mut facts.consulted.objection);
    break_up(&mut facts.consulted.doubts);
    break_up(&mut facts.fee.way_to_pay);
    break_up(&mut facts.record.content);
    break_up(&mut facts.record.evidence);
    break_up(&mut facts.record.corrected);
    break_up(&mut facts.record.declined);
    facts
}

#[test]
fn lines_typed_one_a_line_are_one_line_in_every_letter() {
    for (kind, facts) in every_letter() {
        let facts = in_lines(facts);
        let letter = fill(kind, &facts);
        for paragraph in &letter.paragraphs {
            let lines = match paragraph {
                Paragraph::Plain(line) | Paragraph::Heading(line) => vec![line.clone()],
                Paragraph::List(lines) => lines.clone(),
                Paragraph::Form(_) => continue,
            };
            assert!(
                lines.iter().all(|line| !line.contains('\n')),
                "{kind:?}: {lines:?}"
            );
        }
        assert_eq!(gaps(&letter, kind, &facts), [], "{kind:?}\n{}", letter.text());
    }
    let mut facts = facts(Outcome::PartlyGranted);
    let decision = facts.decision.as_mut().unwrap();
    decision.given = "合同\n招标公告\n投标报价明细中的总价".into();
    let said = "合同、招标公告、投标报价明细中的总价";
    let text = fill(LetterKind::PartlyGranted, &facts).text();
    assert!(text.contains(&format!("予以公开：{said}。")), "{text}");
    facts.file.proposed = None;
    let form = fill(LetterKind::ReviewForm, &facts).text();
    assert!(form.contains(&format!("公开：{said}\n")), "{form}");
}
