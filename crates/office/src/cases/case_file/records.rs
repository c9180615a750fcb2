//! What the records of a case say, as tables: the course with its clocks, searches, deliveries, what was provided, messages,
//! and the excerpt of the audit log.

use jiff::civil::Date;
use law::audit::Subject;
use law::cases::case_file::Category;
use law::cases::decision::Decision;
use law::cases::{OnTheWay, What};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Record;
use crate::audit::{self, instant};
use crate::cases::acts::decide::decision;
use crate::cases::acts::mending::mendings;
use crate::cases::acts::registration::stated_in_file;
use crate::cases::applicant::messages;
use crate::cases::askings::Asking;
use crate::cases::enclosures::called;
use crate::cases::intake::split::whole_request;
use crate::cases::letters::{CaseLetter, decided_by, fetched};
use crate::cases::looking::read::{Case, Entry, get};
use crate::disputes;
use crate::entity::{audit_entry, dispute};
use crate::error::OfficeError;
use crate::ids::{CaseId, OrganId};
use crate::moment::{Actor, Moment, minute};
use crate::organs;
use crate::store::Office;

/// A table under its heading of the file, with its title.
type Titled = (Category, &'static str, Record);

/// The case's number, the organ's name, and what the cover says.
pub(super) async fn cover(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
) -> Result<(String, String, Vec<(String, String)>), OfficeError> {
    let case = get(office, actor, moment, case).await?;
    let organ = organs::own(office, actor).await?;
    let standing = &case.standing;
    let history = &standing.history;
    let outcome = standing
        .outcome
        .map_or_else(|| "尚未作出".to_owned(), law::codes::TableThreeRow::in_words);
    let mut facts = vec![
        ("申请编号", case.number.clone()),
        ("申请人", case.applicant_name.clone()),
        ("申请内容", case.as_corrected()),
        ("收到申请之日", day(history.received_on)),
    ];
    // Divided, the case has words of the office's; the applicant's own are the evidence (行政复议法第四十四条).
    let whole = whole_request(office, actor, case.id).await?;
    if whole != case.request {
        facts.push(("申请原文", whole));
    }
    let days = standing.reply_days().into_iter();
    facts.extend(days.map(|day| (day.label(), day.to_string())));
    facts.extend([
        ("处理结果", outcome),
        ("整理", format!("{}，{}", actor.name, minute(moment.now))),
    ]);
    let facts = facts
        .into_iter()
        .map(|(label, value)| (label.to_owned(), value))
        .collect();
    Ok((case.number, organ.name, facts))
}

/// Every table of the case, empty ones too.
pub(super) async fn of_case(
    office: &Office,
    actor: &Actor,
    case: &Case,
    signed: &[CaseLetter],
    asked: &[Asking],
    decided: &[Decided],
) -> Result<Vec<Titled>, OfficeError> {
    let mended = mendings(office, actor, case.id).await?;
    let struck = signed.iter().flat_map(struck_returns);
    let mended = mended.into_iter().map(|one| {
        let now = one.now.map_or_else(|| "撤销".to_owned(), |event| event.line());
        let proof = one.stated_proof.filter(|proof| !proof.is_empty());
        let proof = proof.map_or_else(String::new, |proof| format!("\n原凭证：{proof}"));
        vec![
            format!("{}{proof}", one.stated.line()),
            now,
            one.reason,
            format!("{}\n{}", one.by, minute(one.at)),
        ]
    });
    let mended = mended.chain(struck);
    Ok(vec![
        (Category::Search, "检索记录", searches(decided)),
        (Category::Search, "内部征询", units(asked)),
        (Category::Reply, "处理依据", bases(decided)),
        (
            Category::Reply,
            "送达记录",
            deliveries(office, actor, case, signed).await?,
        ),
        (Category::Provided, "提供情况", provided(signed)),
        (
            Category::Messages,
            "申请人来信和答复",
            letters_of_applicant(office, actor, case.id).await?,
        ),
        (Category::Course, "办理过程", course(case, signed)),
        (Category::Course, "期限怎样算出", clocks(case)),
        (
            Category::Course,
            "更正过的登记",
            table(
                &[("原登记", 5), ("更正为", 5), ("理由", 4), ("更正人", 3)],
                mended,
            ),
        ),
        (
            Category::Course,
            "复议、诉讼",
            disputes_over(office, actor, case.id).await?,
        ),
        (
            Category::Course,
            "更正过的登记内容",
            registration(office, case).await?,
        ),
        (
            Category::Audit,
            "审计记录摘录",
            audit_excerpt(office, actor.organ, case.id).await?,
        ),
    ])
}

fn table(columns: &[(&str, u16)], rows: impl IntoIterator<Item = Vec<String>>) -> Record {
    Record {
        headings: columns.iter().map(|(heading, _)| (*heading).to_owned()).collect(),
        widths: columns.iter().map(|(_, width)| *width).collect(),
        rows: rows.into_iter().collect(),
    }
}

fn day(on: Option<Date>) -> String {
    on.map(|day| day.to_string()).unwrap_or_default()
}

/// A decision under the name of the reply that it made.
pub(super) type Decided = (String, Decision);

/// What each signed reply was decided by, kept with it, and what is decided now where no reply is signed on it yet.
pub(super) async fn decided(
    office: &Office,
    actor: &Actor,
    case: &Case,
    signed: &[CaseLetter],
) -> Result<Vec<Decided>, OfficeError> {
    let mut all = Vec::new();
    let current = decision(office, actor, case.id)
        .await?
        .map(|(decision, ..)| decision);
    let replies: Vec<&CaseLetter> = signed.iter().filter(|letter| letter.kind.is_reply()).collect();
    for letter in &replies {
        let kept = decided_by(office, letter.id).await?;
        let is_last = replies.last().is_some_and(|last| last.id == letter.id);
        let number = letter.letter.number.clone().unwrap_or_default();
        let found = kept.or_else(|| current.clone().filter(|_| is_last));
        all.extend(found.map(|decision| (number, decision)));
    }
    if let Some(current) = current
        && all.last().is_none_or(|(_, last)| *last != current)
    {
        all.push(("尚未签发".to_owned(), current));
    }
    Ok(all)
}

fn searches(decided: &[Decided]) -> Record {
    let rows = decided.iter().flat_map(|(number, decision)| {
        decision.searches.iter().map(move |search| {
            vec![
                number.clone(),
                day(search.on),
                search.by.clone(),
                search.systems.clone(),
                search.keywords.clone(),
                search.result.clone(),
            ]
        })
    });
    table(
        &[
            ("答复", 3),
            ("日期", 2),
            ("检索人", 2),
            ("检索范围", 4),
            ("检索词", 3),
            ("结果", 4),
        ],
        rows,
    )
}

/// What each reply rests on: assessment, classification, what was checked, the public interest (行政复议法第五十四条、第七十条;
/// 行政诉讼法第六十七条: the organ proves it).
fn bases(decided: &[Decided]) -> Record {
    let rows = decided.iter().flat_map(|(number, decision)| {
        let proofs = decision.proofs().into_iter();
        proofs.map(move |proof| {
            let about = match proof.part.as_str() {
                "" => proof.about.to_owned(),
                part => format!("{}（{part}）", proof.about),
            };
            vec![
                number.clone(),
                decision.outcome.label().to_owned(),
                about,
                proof.words,
            ]
        })
    });
    table(&[("答复", 3), ("处理结果", 3), ("事项", 3), ("依据", 8)], rows)
}

/// What units were asked, and what each said.
fn units(asked: &[Asking]) -> Record {
    let rows = asked.iter().map(|asking| {
        let said = asking.answered.as_ref().map(|answered| {
            let answer = &answered.answer;
            let search = &answer.search;
            let on = day(search.on);
            // Who searched when is the proof that it was searched (法释〔2025〕8号).
            let parts = [
                ("掌握的信息", answer.holding.trim()),
                ("不宜提供的内容和理由", answer.reason.trim()),
                ("检索范围", search.systems.trim()),
                ("检索词", search.keywords.trim()),
                ("检索人", search.by.trim()),
                ("检索日期", on.as_str()),
                ("检索结果", search.result.trim()),
            ];
            let told = parts.iter().filter(|(_, said)| !said.is_empty());
            let told = told.map(|(label, said)| format!("{label}：{said}"));
            let by = format!("{}，{}，{}", answer.by, answered.on, answered.way.label());
            let lines = std::iter::once(answer.says.label().to_owned());
            lines.chain(told).chain([by]).collect::<Vec<_>>().join("\n")
        });
        vec![
            asking.unit_name.clone(),
            format!("{}征询\n限{}前（含当日）答复", asking.asked_on, asking.due_on),
            asking.content.clone(),
            said.unwrap_or_else(|| asking.state.label().to_owned()),
        ]
    });
    table(
        &[("科室、单位", 3), ("征询和期限", 3), ("征询内容", 6), ("答复", 6)],
        rows,
    )
}

/// How every letter went out, and when the applicant fetched what.
async fn deliveries(
    office: &Office,
    actor: &Actor,
    case: &Case,
    signed: &[CaseLetter],
) -> Result<Record, OfficeError> {
    // Of one day in the order they went out, as the course of the case has them.
    let mut letters: Vec<&CaseLetter> = signed.iter().collect();
    letters.sort_by_key(|letter| letter.sent.as_ref().map(|(on, sent)| (*on, sent.event)));
    let sent = letters.into_iter().filter_map(|letter| went_out(letter, case));
    let mut rows: Vec<Vec<String>> = sent.collect();
    rows.extend(came_back(case));
    rows.extend(signed.iter().flat_map(kept_returns));
    let fetches = fetched(office, actor, case.id).await?;
    rows.extend(fetches.into_iter().map(|fetch| {
        let letter = signed.iter().find(|letter| Some(letter.id) == fetch.letter);
        let letter = letter.map_or_else(String::new, |letter| {
            format!(
                "{} {}",
                letter.letter.title,
                letter.letter.number.as_deref().unwrap_or_default()
            )
        });
        let what = match fetch.files {
            0 => letter,
            files => format!("答复附件 {files} 个"),
        };
        vec![minute(fetch.at), what, "申请人下载".to_owned(), fetch.digests]
    }));
    // A day alone comes before the minutes of that day; stable.
    rows.sort_by_cached_key(|row| row.first().cloned());
    Ok(table(
        &[("日期", 3), ("文书、文件", 6), ("方式", 3), ("凭证", 6)],
        rows,
    ))
}

/// The sendings that came back, each with what proved it, and the return: the first posting of a reply is its day, and both are
/// shown (国办公开办函〔2016〕235号).
fn came_back(case: &Case) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for entry in &case.timeline {
        let What::Undelivered(lost) = &entry.event.what else {
            continue;
        };
        let is_it = |one: &&Entry| OnTheWay::of(&one.event).as_ref() == Some(lost);
        let sent = case.timeline.iter().find(is_it);
        rows.extend(sent.map(|sent| {
            let proof = sent.beside().unwrap_or_default();
            vec![
                sent.event.on.to_string(),
                lost.words(),
                "送出，后被退回".to_owned(),
                proof,
            ]
        }));
        let proof = entry.beside().unwrap_or_default();
        rows.push(vec![
            entry.event.on.to_string(),
            lost.words(),
            "退回".to_owned(),
            proof,
        ]);
    }
    rows
}

/// The same of those letters that nothing on the case hangs on: each tells its own returns.
fn kept_returns(letter: &CaseLetter) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for back in letter.returns() {
        let words = letter.words_of_sending(back.sent_on);
        let row = |on: Date, how: &str, proof: &str| {
            vec![on.to_string(), words.clone(), how.to_owned(), proof.to_owned()]
        };
        rows.push(row(back.sent_on, "送出，后被退回", ""));
        rows.push(row(back.on, "退回", &back.why));
    }
    rows
}

/// The returns of a letter that were recorded by mistake, as what was mended.
fn struck_returns(letter: &CaseLetter) -> Vec<Vec<String>> {
    let struck = letter.struck_returns().into_iter().map(|one| {
        let at = one.struck_at().map(minute).unwrap_or_default();
        vec![
            letter.line_of_return(&one.back),
            "撤销".to_owned(),
            one.why.clone(),
            format!("{}\n{at}", one.by),
        ]
    });
    struck.collect()
}

/// How a letter went out, as a row; none where it has not.
fn went_out(letter: &CaseLetter, case: &Case) -> Option<Vec<String>> {
    let (on, sent) = letter.sent.as_ref()?;
    // What proves a day that was taken back proves nothing.
    let (reached, receipt) = letter.reached(case).unzip();
    let reached = reached.map_or_else(String::new, |day| format!("{day}收到"));
    let about = [
        sent.tracking_number.as_str(),
        sent.proof.as_str(),
        sent.consent.as_str(),
        sent.filing_address.as_str(),
        reached.as_str(),
        receipt.unwrap_or_default(),
    ];
    let about = about.into_iter().map(str::trim);
    let about: Vec<&str> = about.filter(|part| !part.is_empty()).collect();
    let number = letter.letter.number.as_deref().unwrap_or_default();
    Some(vec![
        on.to_string(),
        format!("{} {number}", letter.letter.title),
        sent.how.label().to_owned(),
        about.join("\n"),
    ])
}

fn provided(signed: &[CaseLetter]) -> Record {
    let items = signed.iter().flat_map(|letter| {
        let number = letter.letter.number.clone().unwrap_or_default();
        let called = called(&letter.enclosures).into_iter().zip(&letter.enclosures);
        called.map(move |(called, one)| (number.clone(), called, one))
    });
    let rows = items.map(|(number, called, enclosure)| {
        let item = &enclosure.item;
        let files = enclosure.files.iter().map(|kept| {
            format!(
                "{}：{}（SM3 {}）",
                kept.file.part.label(),
                kept.file.name,
                kept.file.digest
            )
        });
        let why = item.ground.map_or("", |ground| ground.label());
        let why = [why, item.reason.trim()];
        let why: Vec<&str> = why.into_iter().filter(|part| !part.is_empty()).collect();
        vec![
            number,
            called,
            item.given.label().to_owned(),
            why.join("。"),
            files.collect::<Vec<_>>().join("\n"),
        ]
    });
    table(
        &[
            ("答复", 3),
            ("内容", 4),
            ("提供", 2),
            ("不提供的理由", 4),
            ("文件", 6),
        ],
        rows,
    )
}

async fn letters_of_applicant(office: &Office, actor: &Actor, case: CaseId) -> Result<Record, OfficeError> {
    let found = messages::list(office, actor, case).await?;
    let rows = found.into_iter().map(|message| {
        let answer = message
            .answer
            .map(|answer| format!("{}\n{} {}", answer.text, answer.by, minute(answer.at)));
        vec![
            minute(message.created_at),
            message.kind.label().to_owned(),
            message.content,
            answer.unwrap_or_else(|| "尚未答复".to_owned()),
        ]
    });
    Ok(table(&[("时间", 3), ("来信", 2), ("内容", 6), ("答复", 6)], rows))
}

fn course(case: &Case, signed: &[CaseLetter]) -> Record {
    let events = case.timeline.iter().map(|entry| {
        let row = vec![
            entry.event.on_paper(),
            entry.beside().unwrap_or_default(),
            format!("{}\n{}", entry.actor, minute(entry.recorded_at)),
        ];
        (entry.event.on, row)
    });
    let returns = signed.iter().flat_map(|letter| {
        let returns = letter.returns().into_iter();
        returns.map(|back| {
            let at = back.recorded_at().map(minute).unwrap_or_default();
            let row = vec![
                letter.return_on_paper(back),
                back.why.clone(),
                format!("{}\n{at}", back.by),
            ];
            (back.on, row)
        })
    });
    let mut rows: Vec<(Date, Vec<String>)> = events.chain(returns).collect();
    // Of one day in the order they were recorded, the returns behind them; stable.
    rows.sort_by_key(|(on, _)| *on);
    table(
        &[("事项", 8), ("备注", 5), ("登记", 4)],
        rows.into_iter().map(|(_, row)| row),
    )
}

fn clocks(case: &Case) -> Record {
    let lines = case.standing.reasoning.iter();
    let rows = lines.map(|line| vec![line.text.clone(), line.article.to_owned()]);
    table(&[("计算", 9), ("依据", 5)], rows)
}

/// The disputes over the case: when each came in, was to be answered and was, and how it ended (行政复议法第五十四条).
async fn disputes_over(office: &Office, actor: &Actor, case: CaseId) -> Result<Record, OfficeError> {
    let all = disputes::of_case(office, actor, case).await?;
    let rows = all.into_iter().map(|row| {
        let dispute = row.dispute;
        let ended = dispute.ended.map_or_else(
            || "尚未审结".to_owned(),
            |(ending, on)| format!("{on} {}", ending.label()),
        );
        vec![
            format!("{}\n{}", row.authority, row.number),
            row.subject,
            format!("{} 收到\n限 {} 前（含当日）答复", dispute.received_on, row.due_on),
            dispute
                .answered_on
                .map_or_else(|| "尚未答复".to_owned(), |on| format!("{on} 答复")),
            ended,
        ]
    });
    let columns = [
        ("机关、案号", 4),
        ("争议", 4),
        ("收到和期限", 4),
        ("答复", 3),
        ("结果", 3),
    ];
    Ok(table(&columns, rows))
}

/// What of the registration was mended, with what stood before: the application is evidence as it came in (行政复议法第四十四条).
async fn registration(office: &Office, case: &Case) -> Result<Record, OfficeError> {
    let mended = stated_in_file(office, case.application).await?;
    let rows = mended.into_iter().map(|(one, stated)| {
        let stated = stated.into_iter();
        let stated = stated.map(|(label, was)| format!("{label}：{was}"));
        vec![
            one.fields.join("、"),
            stated.collect::<Vec<_>>().join("\n"),
            one.reason,
            format!("{}\n{}", one.by, minute(one.at)),
        ]
    });
    let columns = [("更正的项目", 3), ("原登记", 6), ("理由", 4), ("更正人", 3)];
    Ok(table(&columns, rows))
}

/// Every entry of the audit log on this case and on the disputes about it, with its place in the chain and its hash.
async fn audit_excerpt(office: &Office, organ: OrganId, case: CaseId) -> Result<Record, OfficeError> {
    let disputes = dispute::Entity::find()
        .filter(dispute::Column::CaseId.eq(case))
        .all(office.on())
        .await?;
    let subjects = disputes.into_iter().map(|row| Subject::from(row.id));
    let subjects = std::iter::once(Subject::from(case)).chain(subjects);
    let rows = audit_entry::Entity::find()
        .filter(audit_entry::Column::OrganId.eq(organ))
        .filter(audit_entry::Column::Subject.is_in(subjects.map(|subject| subject.to_string())))
        .order_by_asc(audit_entry::Column::Seq)
        .all(office.on())
        .await?;
    let told = rows.iter().map(|row| (&*row.subject, &*row.detail));
    let names = audit::names_of(office, organ, told).await?;
    let mut read = Vec::with_capacity(rows.len());
    for row in rows {
        let told = names.told(&row.actor, &row.act, &row.subject, &row.detail);
        let particulars = told.particulars.into_iter();
        let particulars = particulars.map(|(label, value)| format!("{label} {value}"));
        read.push(vec![
            row.seq.to_string(),
            minute(instant(row.at)?),
            told.sentence,
            particulars.collect::<Vec<_>>().join("；"),
            row.hash,
        ]);
    }
    Ok(table(
        &[("序号", 2), ("时间", 3), ("记录", 6), ("其他内容", 4), ("SM3", 5)],
        read,
    ))
}
