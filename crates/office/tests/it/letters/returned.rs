//! A letter that came back: it told nobody anything and goes out once more; a reply was given on the day of its first posting.
//! Every story on both engines.

use law::cases::letters::{Deferral, LetterKind, Record};
use law::cases::{Act, ApplicationForm, Delivery, Mending, State, What};
use law::codes::TableThreeRow;
use office::cases::case_file::{self, Held};
use office::cases::letters::{self, Basis, Dispatch, LetterState, Sent};
use office::cases::{self, Recording, ToMend};
use office::{CaseId, LetterId, Moment, OfficeError};

use super::facts::{by_post, draft, fields, send, signed};
use super::receipt::{asked, record};
use super::{People, people, version};
use crate::harness::{Site, application, in_person, moment, stories};

stories! {
    a_letter_that_came_back_lies_signed_and_is_delivered_once_more
    a_reply_that_came_back_keeps_its_day_and_goes_out_once_more_with_both_proofs
    an_extension_that_came_back_is_told_once_more_and_extends_nothing_until_then
    a_letter_that_nothing_hangs_on_comes_back_too
    every_letter_comes_back_and_did_not_after_all_by_one_form_on_its_page
    a_reply_that_came_back_is_never_overdue_by_that_day_in_a_list
    a_clerk_asks_the_signer_to_announce_and_the_attempt_is_kept
    a_clerk_asks_the_signer_to_strike_a_return_and_takes_back_what_was_asked
    a_letter_that_its_addressee_refuses_is_left_behind_with_its_witness
    a_record_that_is_corrected_ends_the_case_that_asked_for_nothing_else
}

/// A letter that the post brought back told nobody anything (条例第三十二条): it goes out once more under its number.
async fn a_letter_that_came_back_lies_signed_and_is_delivered_once_more(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-05T09:00");
    let letter = asked(site, &who, at).await;
    send(site, &who, at, letter, by_post()).await.unwrap();
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    let (case, number) = (found.case, found.letter.number);
    let look = async |at| cases::get(&site.office, &who.clerk, at, case).await.unwrap();
    let at = moment("2025-03-20T09:00");
    let lost = look(at).await.standing.history.on_the_way().remove(0);
    assert_eq!(lost.number, number, "the event bears the letter's number");
    let back = Recording::today(at, What::Undelivered(lost)).with_note("邮件退回，批注查无此人".into());
    let recorded = cases::record(&site.office, &who.clerk, at, case, look(at).await.version, &back).await;
    assert!(
        recorded
            .unwrap()
            .history
            .consultations
            .iter()
            .all(|asked| !asked.is_open())
    );
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert!(found.sent.is_none() && found.state == LetterState::Signed);
    // A mistake is struck while nothing was done upon it, and the letter went out as it first did.
    let first = found.returned.clone().unwrap();
    assert_eq!(
        strike_last(site, &who, at, case, "登记错了件，没有退回").await,
        Ok(())
    );
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert_eq!(found.state, LetterState::Delivered);
    assert_eq!(found.sent, Some(("2025-03-05".parse().unwrap(), first)));
    let recorded = cases::record(&site.office, &who.clerk, at, case, look(at).await.version, &back).await;
    recorded.unwrap();
    let seq = look(at).await.timeline.last().unwrap().seq;
    send(site, &who, at, letter, by_post()).await.unwrap();
    record(
        site,
        &who,
        moment("2025-03-26T09:00"),
        letter,
        "2025-03-24",
        "邮政回执，本人签收",
    )
    .await
    .unwrap();
    // Once it was sent again it did come back.
    let late = moment("2025-03-26T09:00");
    let strike = ToMend {
        seq,
        mending: &Mending::Struck,
        reason: "登记有误，没有退回",
        proof: "",
    };
    let struck = cases::mend(
        &site.office,
        &who.head,
        late,
        case,
        look(late).await.version,
        strike,
    )
    .await;
    assert_eq!(fields(struck), ["on"]);
    let consulted = look(late).await.standing.history.consultations;
    let received: Vec<_> = consulted
        .iter()
        .map(|asked| (asked.is_receipt_known, asked.number.clone()))
        .collect();
    assert_eq!(received, [(false, number.clone()), (true, number)]);
}

/// Strikes what was recorded last; the fields that stand against it.
async fn strike_last(
    site: &Site,
    who: &People,
    at: Moment,
    case: CaseId,
    reason: &str,
) -> Result<(), Vec<&'static str>> {
    let found = cases::get(&site.office, &who.head, at, case).await.unwrap();
    let strike = ToMend {
        seq: found.timeline.last().unwrap().seq,
        mending: &Mending::Struck,
        reason,
        proof: "",
    };
    match cases::mend(&site.office, &who.head, at, case, found.version, strike).await {
        Ok(_) => Ok(()),
        Err(error) => Err(fields(Err::<(), _>(error))),
    }
}

/// The day of posting is the day of the reply (国办公开办函〔2016〕235号); what came back was given, and is delivered once more.
async fn a_reply_that_came_back_keeps_its_day_and_goes_out_once_more_with_both_proofs(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-12T09:00");
    let reply = super::signed(site, &who, at).await;
    send(site, &who, at, reply, by_post()).await.unwrap();
    let case = letters::get(&site.office, &who.clerk, reply).await.unwrap().case;
    let at = moment("2025-04-10T09:00");
    let look = async |at| cases::get(&site.office, &who.clerk, at, case).await.unwrap();
    let lost = look(at).await.standing.history.on_the_way().remove(0);
    assert_eq!(lost.letter, Act::Delivered);
    let back = Recording::today(at, What::Undelivered(lost)).with_note("邮件退回，批注迁移新址不明".into());
    let read = look(at).await.version;
    let standing = cases::record(&site.office, &who.clerk, at, case, read, &back)
        .await
        .unwrap();
    assert_eq!((standing.state, standing.overdue), (State::CameBack, false));
    let found = letters::get(&site.office, &who.clerk, reply).await.unwrap();
    assert!(found.state == LetterState::Signed && found.returned.is_some());
    let unsent = letters::unsent(&site.office, &who.clerk).await.unwrap();
    assert!(
        unsent.iter().any(|letter| letter.id == reply),
        "it stands on the first page"
    );
    let version = version(site, &who.clerk, reply).await;
    let taken = letters::take_back(&site.office, &who.head, at, reply, version, "重新起草").await;
    assert_eq!(fields(taken), ["opinion"], "it was given once");
    send(site, &who, at, reply, by_post()).await.unwrap();
    record(
        site,
        &who,
        moment("2025-04-14T09:00"),
        reply,
        "2025-04-12",
        "EMS 查询，4月12日本人签收",
    )
    .await
    .unwrap();
    let over = look(moment("2025-04-14T09:00")).await;
    assert_eq!(
        (over.standing.state, over.standing.overdue),
        (State::Delivered, false)
    );
    let taken = case_file::take_out(&site.office, &who.clerk, moment("2025-04-14T09:00"), case, false)
        .await
        .unwrap();
    let deliveries = taken.pieces.iter().find_map(|(piece, held)| match held {
        Held::Record(record) if piece.title == "送达记录" => Some(record.rows.concat().join("\n")),
        _ => None,
    });
    let deliveries = deliveries.unwrap();
    let record = letters::delivery_record(&site.office, &who.clerk, moment("2025-04-14T09:00"), reply).await;
    let record = record.unwrap().text();
    for told in [
        "此前2025年3月12日以邮寄送达（XA123456789，示例区滨河路8号）",
        "2025年4月10日退回",
        "2025年4月12日收到",
    ] {
        assert!(
            record.contains(told),
            "both services stand on one form: {told}: {record}"
        );
    }
    for told in [
        "2025-03-12",
        "退回",
        "邮件退回，批注迁移新址不明",
        "2025-04-10",
        "EMS 查询，4月12日本人签收",
    ] {
        assert!(deliveries.contains(told), "{told}: {deliveries}");
    }
}

/// A letter of procedure that lies signed, of a new case.
async fn ready(site: &Site, who: &People, at: Moment, kind: LetterKind, basis: &Basis) -> (CaseId, LetterId) {
    let case = super::case(site, &who.clerk).await;
    let letter = draft(site, who, at, case, kind, basis).await.unwrap();
    signed(site, who, at, letter, 1).await;
    (case, letter)
}

/// 条例第三十三条第二款: 应当告知申请人. Who was not told of a later day is answered by the earlier one.
async fn an_extension_that_came_back_is_told_once_more_and_extends_nothing_until_then(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-10T09:00");
    let basis = Basis {
        what: Some(What::Extended {
            days: 10,
            approved_by: String::new(),
        }),
        deferral: Deferral {
            reasons: "需要查找的档案较多".into(),
            ..Deferral::default()
        },
        ..Basis::default()
    };
    let (case, letter) = ready(site, &who, at, LetterKind::Extension, &basis).await;
    let look = async |at| cases::get(&site.office, &who.clerk, at, case).await.unwrap();
    let before = look(at).await.standing.due_on;
    send(site, &who, at, letter, by_post()).await.unwrap();
    let extended = look(at).await.standing.due_on;
    assert!(extended > before);
    let at = moment("2025-03-24T09:00");
    let lost = look(at).await.standing.history.on_the_way().remove(0);
    assert_eq!(lost.letter, Act::Extended);
    let back = Recording::today(at, What::Undelivered(lost)).with_note("邮件退回，地址欠详".into());
    let standing = cases::record(&site.office, &who.clerk, at, case, look(at).await.version, &back)
        .await
        .unwrap();
    assert_eq!(standing.due_on, before, "nobody was told of the later day");
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert!(found.state == LetterState::Signed && found.returned.is_some());
    send(site, &who, at, letter, by_post()).await.unwrap();
    assert_eq!(look(at).await.standing.due_on, extended);
}

/// 登记回执: no period runs from it, and somebody still waits for it.
async fn a_letter_that_nothing_hangs_on_comes_back_too(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-05T09:00");
    let (case, letter) = ready(site, &who, at, LetterKind::Registration, &Basis::default()).await;
    send(site, &who, at, letter, by_post()).await.unwrap();
    let at = moment("2025-03-14T09:00");
    let back = async |on: &str, why: &str| {
        let version = version(site, &who.clerk, letter).await;
        let back = (on.parse().unwrap(), why);
        letters::record_return(&site.office, &who.clerk, at, letter, version, back).await
    };
    assert_eq!(fields(back("2025-03-04", "查无此人").await), ["back_on"]);
    assert_eq!(fields(back("2025-03-13", "。").await), ["back_why"]);
    back("2025-03-13", "邮局改退批条，查无此人").await.unwrap();
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert_eq!(found.state, LetterState::Signed);
    let handed = Sent {
        proof: "本人签收".into(),
        ..Sent::by(Delivery::InPerson)
    };
    send(site, &who, at, letter, handed).await.unwrap();
    let record = letters::delivery_record(&site.office, &who.clerk, at, letter).await;
    let record = record.unwrap().text();
    for words in ["2025年3月5日", "2025年3月13日退回", "直接送达"] {
        assert!(record.contains(words), "{words} is not in {record}");
    }
    let case = cases::get(&site.office, &who.clerk, at, case).await.unwrap();
    assert_eq!(case.standing.state, State::InProgress);
    assert_eq!(
        fields(back("2025-03-14", "查无此人").await),
        ["back_on"],
        "it was handed over"
    );
}

/// 条例第四十一条: a request that asks for nothing but a correction is answered by it, and counts as 其他处理 3.其他.
async fn a_record_that_is_corrected_ends_the_case_that_asked_for_nothing_else(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-05T09:00");
    let record = |ends_case| Basis {
        record: Record {
            content: "登记的出生日期".into(),
            evidence: "户口簿复印件".into(),
            corrected: "已经改正".into(),
            ends_case,
            ..Record::default()
        },
        ..Basis::default()
    };
    let kind = LetterKind::RecordCorrected;
    let (beside, letter) = ready(site, &who, at, kind, &record(false)).await;
    send(site, &who, at, letter, by_post()).await.unwrap();
    assert_eq!(
        super::state(site, &who.clerk, at, beside).await,
        State::InProgress
    );
    // What else was asked for is answered, so the letter does not end it; divided first, it may (条例第三十三条、第三十六条).
    let refused = draft(site, &who, at, beside, kind, &record(true)).await;
    assert_eq!(fields(refused), ["ends_case"]);
    let form = ApplicationForm {
        form: "paper".to_owned(),
        way: "collect".to_owned(),
        ..application("张三", "请更正本人登记的出生日期，户口簿附后")
    };
    let (arrived, arrival) = (moment("2025-03-03T10:00"), in_person("2025-03-03"));
    let made = cases::register(&site.office, &who.clerk, arrived, &form, &arrival, false).await;
    let case = made.unwrap().case;
    let letter = draft(site, &who, at, case, kind, &record(true)).await.unwrap();
    let told = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert!(told.letter.has_remedies, "it ends an application");
    // Whoever signs is preceded by the checks of a reply.
    signed(site, &who, at, letter, 3).await;
    let look = async || cases::get(&site.office, &who.clerk, at, case).await.unwrap();
    assert_eq!(look().await.standing.state, State::InProgress);
    send(site, &who, at, letter, by_post()).await.unwrap();
    let over = look().await.standing;
    assert_eq!(over.state, State::Delivered);
    assert_eq!(
        over.history.outcome(),
        Some((TableThreeRow::OtherwiseOther, at.today))
    );
    // It came back, and ends nothing twice.
    let lost = over.history.on_the_way().remove(0);
    let back = Recording::today(at, What::Undelivered(lost)).with_note("邮件退回，批注查无此人".into());
    cases::record(&site.office, &who.clerk, at, case, look().await.version, &back)
        .await
        .unwrap();
    assert_eq!(look().await.standing.state, State::CameBack);
    send(site, &who, at, letter, by_post()).await.unwrap();
    assert_eq!(look().await.standing.state, State::Delivered);
}

/// Whether an event of the case tells it or it is kept with the letter: one form, one act, and its line in the file of the case.
async fn every_letter_comes_back_and_did_not_after_all_by_one_form_on_its_page(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-05T09:00");
    let reply = super::signed(site, &who, at).await;
    let (_, receipt) = ready(site, &who, at, LetterKind::Registration, &Basis::default()).await;
    let asked = asked(site, &who, at).await;
    for letter in [reply, receipt, asked] {
        send(site, &who, at, letter, by_post()).await.unwrap();
        let at = moment("2025-03-14T09:00");
        let back = async |on: &str| {
            let version = version(site, &who.clerk, letter).await;
            let back = (on.parse().unwrap(), "邮局改退批条，查无此人");
            letters::record_return(&site.office, &who.clerk, at, letter, version, back).await
        };
        let OfficeError::Invalid(why) = back("2025-03-04").await.unwrap_err() else {
            panic!("it is told at the field");
        };
        assert_eq!(why[0].field, "back_on");
        assert!(why[0].message.contains("2025年3月5日送出"), "{}", why[0].message);
        let found = async || {
            let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
            let case = cases::get(&site.office, &who.clerk, at, found.case)
                .await
                .unwrap();
            (found, case)
        };
        assert!(found().await.0.may_come_back(&found().await.1));
        back("2025-03-13").await.unwrap();
        let (lies, case) = found().await;
        assert_eq!(lies.state, LetterState::Signed);
        assert_eq!(lies.came_back_on(&case), Some("2025-03-13".parse().unwrap()));
        let file = case_file::take_out(&site.office, &who.clerk, at, case.id, false)
            .await
            .unwrap();
        let told: String = file
            .pieces
            .iter()
            .filter_map(|(_, held)| match held {
                Held::Record(record) => Some(record.rows.concat().join("\n")),
                _ => None,
            })
            .collect();
        assert!(
            told.contains("2025-03-13") && told.contains("送出，后被退回"),
            "{told}"
        );
        assert!(told.contains("邮局改退批条，查无此人"), "{told}");
        let strike = async |why: &str| {
            let version = version(site, &who.head, letter).await;
            let by = if letter == receipt { &who.clerk } else { &who.head };
            letters::strike_return(&site.office, by, at, letter, version, why).await
        };
        assert_eq!(fields(strike("。").await), ["back_why"]);
        strike("登记错了文书").await.unwrap();
        let (out, case) = found().await;
        assert_eq!(out.state, LetterState::Delivered);
        assert_eq!(out.sent.map(|(on, _)| on), Some("2025-03-05".parse().unwrap()));
        let file = case_file::take_out(&site.office, &who.clerk, at, case.id, false)
            .await
            .unwrap();
        let mended = file.pieces.iter().any(|(piece, held)| match held {
            Held::Record(record) if piece.title == "更正过的登记" => {
                record.rows.concat().join("\n").contains("登记错了文书")
            }
            _ => false,
        });
        assert!(mended, "that it was struck stands in the file");
    }
}

/// 国办公开办函〔2016〕235号: the reply was given by its first posting.
async fn a_reply_that_came_back_is_never_overdue_by_that_day_in_a_list(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-12T09:00");
    let reply = super::signed(site, &who, at).await;
    send(site, &who, at, reply, by_post()).await.unwrap();
    let at = moment("2025-06-10T09:00");
    let seen = version(site, &who.clerk, reply).await;
    let back = ("2025-04-10".parse().unwrap(), "邮件退回，批注迁移新址不明");
    letters::record_return(&site.office, &who.clerk, at, reply, seen, back)
        .await
        .unwrap();
    let (office, clerk) = (&site.office, &who.clerk);
    let case = letters::get(office, clerk, reply).await.unwrap().case;
    assert_eq!(
        cases::due_before(office, clerk, at.today, false).await.unwrap(),
        0
    );
    assert!(cases::counts(office, clerk, at).await.unwrap().is_empty());
    let first = "0001-01-01".parse().unwrap();
    let due = cases::due_between(office, clerk, (first, at.today), false)
        .await
        .unwrap();
    assert!(due.is_empty(), "{due:?}");
    let board = cases::board(office, clerk, false).await.unwrap();
    assert!(
        board
            .rows
            .iter()
            .any(|row| row.id == case && row.state == State::CameBack && !row.is_late)
    );
    let waits = cases::came_back(office, clerk).await.unwrap();
    let waits: Vec<_> = waits.iter().map(|row| (row.id, row.next_due_on)).collect();
    assert_eq!(waits, [(case, "2025-04-10".parse().ok())]);
}

/// 民事诉讼法第九十五条, by analogy: it is the signer's to announce first, and the clerk's to ask.
async fn a_clerk_asks_the_signer_to_announce_and_the_attempt_is_kept(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-05T09:00");
    let form = application("张三", "滨河路改造工程的招标文件");
    let arrival = in_person("2025-03-03");
    let case = cases::register(&site.office, &who.clerk, at, &form, &arrival, false);
    let case = case.await.unwrap().case;
    let (kind, basis) = (LetterKind::Registration, Basis::default());
    let letter = draft(site, &who, at, case, kind, &basis).await.unwrap();
    signed(site, &who, at, letter, 1).await;
    let ask = async |place: &str, why: &str| {
        let version = version(site, &who.clerk, letter).await;
        let asked = (Some(at.today), place, "", why);
        letters::ask_to_announce(&site.office, &who.clerk, at, (letter, version), asked).await
    };
    assert_eq!(fields(ask("", "。").await), ["place", "despite"]);
    ask("本机关网站通知公告栏", "登记的地址、电话都查无此人")
        .await
        .unwrap();
    let waiting = async || letters::to_be_announced(&site.office, &who.head).await.unwrap();
    let [waits] = &waiting().await[..] else {
        panic!("it stands in the signer's work");
    };
    let asked = waits.waits_to_be_announced().unwrap();
    assert_eq!(
        (asked.place.as_str(), asked.on),
        ("本机关网站通知公告栏", Some(at.today))
    );
    assert!(
        letters::to_be_announced(&site.office, &who.clerk)
            .await
            .unwrap()
            .is_empty()
    );
    let decline = async |why: &str| {
        let version = version(site, &who.head, letter).await;
        letters::decline_to_announce(&site.office, &who.head, at, letter, version, why).await
    };
    assert_eq!(fields(decline("").await), ["declined"]);
    decline("先按登记的地址邮寄").await.unwrap();
    assert!(waiting().await.is_empty());
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    let declined = found.basis.announcing.unwrap().declined.unwrap();
    assert_eq!(declined.why, "先按登记的地址邮寄");
    ask("本机关网站通知公告栏", "邮寄也没有送到").await.unwrap();
    let announced = Sent {
        place: "本机关网站通知公告栏".into(),
        proof: "https://www.example.gov.cn/gg/1.html".into(),
        despite: "登记的地址、电话都查无此人".into(),
        ..Sent::by(Delivery::Announced)
    };
    let mut dispatch = Dispatch {
        on: at.today,
        sent: announced,
        received_on: None,
    };
    let seen = version(site, &who.head, letter).await;
    // Whoever asked to download it can be reached here: the signer says once more that they can't.
    let refused = letters::deliver(&site.office, &who.head, at, letter, seen, &dispatch).await;
    let Err(OfficeError::Invalid(why)) = refused.map(drop) else {
        panic!("who can be reached is reached");
    };
    assert!(
        why[0].field == "is_out_of_reach" && why[0].message.contains("申请人选择在本网站下载，可以网上送达"),
        "{why:?}"
    );
    dispatch.sent.is_out_of_reach = true;
    letters::deliver(&site.office, &who.head, at, letter, seen, &dispatch)
        .await
        .unwrap();
    assert!(waiting().await.is_empty());
}

/// Who handles a late case does not write themselves out of it: they ask whoever signs, and may take that back.
async fn a_clerk_asks_the_signer_to_strike_a_return_and_takes_back_what_was_asked(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-12T09:00");
    let reply = super::signed(site, &who, at).await;
    send(site, &who, at, reply, by_post()).await.unwrap();
    let at = moment("2025-04-10T09:00");
    let seen = version(site, &who.clerk, reply).await;
    let back = (at.today, "邮件退回，批注拒收");
    let (office, clerk, head) = (&site.office, &who.clerk, &who.head);
    letters::record_return(office, clerk, at, reply, seen, back)
        .await
        .unwrap();
    let ask = async |why: &str| {
        let seen = version(site, clerk, reply).await;
        letters::ask_to_strike(office, clerk, at, reply, seen, why).await
    };
    let recall = async || {
        let seen = version(site, clerk, reply).await;
        letters::recall_asking(office, clerk, at, reply, seen).await
    };
    let waiting = async || letters::to_be_struck(office, head).await.unwrap().len();
    assert_eq!(fields(ask("。").await), ["back_why"]);
    assert!(recall().await.is_err(), "nothing was asked");
    ask("登记错了文书").await.unwrap();
    assert_eq!(waiting().await, 1, "it stands in the signer's work");
    assert!(letters::to_be_struck(office, clerk).await.unwrap().is_empty());
    recall().await.unwrap();
    assert_eq!(waiting().await, 0);
    ask("登记错了文书").await.unwrap();
    let decline = async |why: &str| {
        let seen = version(site, head, reply).await;
        letters::decline_to_strike(office, head, at, reply, seen, why).await
    };
    assert_eq!(fields(decline("").await), ["declined"]);
    decline("退件在档，确已退回").await.unwrap();
    let found = letters::get(office, clerk, reply).await.unwrap();
    assert_eq!(
        found.asked_to_strike().unwrap().declined.as_ref().unwrap().why,
        "退件在档，确已退回"
    );
    assert_eq!(waiting().await, 0);
    ask("邮局来函：退错了件").await.unwrap();
    let seen = version(site, head, reply).await;
    letters::strike_return(office, head, at, reply, seen, "邮局来函：退错了件")
        .await
        .unwrap();
    let found = letters::get(office, clerk, reply).await.unwrap();
    assert_eq!(found.state, LetterState::Delivered);
    assert_eq!(waiting().await, 0);
}

/// 民事诉讼法第八十九条, by analogy: a refusal to sign is no signature, and what is refused is left behind.
async fn a_letter_that_its_addressee_refuses_is_left_behind_with_its_witness(site: &Site) {
    let who = people(site).await;
    let at = moment("2025-03-12T09:00");
    let reply = super::signed(site, &who, at).await;
    let handed = |proof: &str| Sent {
        proof: proof.into(),
        ..Sent::by(Delivery::InPerson)
    };
    assert_eq!(
        fields(send(site, &who, at, reply, handed("本人拒绝签收")).await),
        ["how"]
    );
    send(site, &who, at, reply, by_post()).await.unwrap();
    assert_eq!(
        fields(record(site, &who, at, reply, "2025-03-12", "邮政查询：拒收").await),
        ["receipt"]
    );
    let later = moment("2025-03-18T09:00");
    let seen = version(site, &who.clerk, reply).await;
    let back = (later.today, "邮件退回，批注拒收");
    letters::record_return(&site.office, &who.clerk, later, reply, seen, back)
        .await
        .unwrap();
    let left = |proof: &str| Sent {
        place: "示例区滨河路8号住所".into(),
        proof: proof.into(),
        refused: "本人当面拒收，称不认可答复".into(),
        ..Sent::by(Delivery::LeftBehind)
    };
    assert_eq!(
        fields(send(site, &who, later, reply, left("")).await),
        ["proof"],
        "nobody saw it"
    );
    send(site, &who, later, reply, left("滨河社区李某到场见证，拍照3张"))
        .await
        .unwrap();
    let found = letters::get(&site.office, &who.clerk, reply).await.unwrap();
    let case = cases::get(&site.office, &who.clerk, later, found.case)
        .await
        .unwrap();
    assert_eq!(case.standing.state, State::Delivered);
    let form = letters::delivery_record(&site.office, &who.clerk, later, reply)
        .await
        .unwrap()
        .text();
    for words in [
        "留置送达",
        "2025年3月18日退回（邮件退回，批注拒收）",
        "本人当面拒收，称不认可答复",
        "滨河社区李某到场见证",
        "示例区滨河路8号住所",
    ] {
        assert!(form.contains(words), "{words}: {form}");
    }
}
