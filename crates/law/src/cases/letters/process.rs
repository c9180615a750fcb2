//! The words of letters of procedure: none of them tells remedies (国办函〔2021〕132号第三条).
//! 条例第三十条、第三十二条至第三十五条、第四十一条、第四十二条.

use super::{LetterFacts, LetterKind, Paragraph, day, in_capitals, shown};

pub(super) const STATUTE: &str = "《中华人民共和国政府信息公开条例》（以下简称《条例》）";

pub(super) fn addressee(kind: LetterKind, facts: &LetterFacts) -> String {
    match kind {
        LetterKind::ThirdParty
        | LetterKind::OverrideNotice
        | LetterKind::CoMaker
        | LetterKind::Assistance => shown(&facts.consulted.name, "收文方名称"),
        LetterKind::ThirdPartyOpinion => shown(&facts.organ, "机关名称"),
        _ => shown(&facts.applicant, "申请人"),
    }
}

/// 收到申请 restated: day, channel, number, content.
pub(super) fn opening(facts: &LetterFacts) -> String {
    format!(
        "本机关于{}收到您（单位）通过{}提交的政府信息公开申请（申请编号：{}），申请公开“{}”。",
        day(facts.received_on, "收到日期"),
        shown(&facts.channel, "提交渠道"),
        shown(&facts.request_number, "申请编号"),
        shown(&facts.request, "申请内容"),
    )
}

pub(super) fn paragraphs(kind: LetterKind, facts: &LetterFacts) -> Vec<Paragraph> {
    let plain = |texts: Vec<String>| texts.into_iter().map(Paragraph::Plain).collect();
    match kind {
        LetterKind::Correction => correction(facts),
        LetterKind::Fee => plain(fee(facts)),
        LetterKind::DeliveryRecord => delivery(facts),
        LetterKind::ThirdParty
        | LetterKind::ThirdPartyOpinion
        | LetterKind::OverrideNotice
        | LetterKind::CoMaker
        | LetterKind::Assistance => plain(to_others(kind, facts)),
        LetterKind::RecordCorrected | LetterKind::RecordForwarded => plain(record(kind, facts)),
        _ => plain(to_applicant(kind, facts)),
    }
}

fn correction(facts: &LetterFacts) -> Vec<Paragraph> {
    let period = shown(&facts.correcting.period, "补正期限");
    let items = match facts.correcting.items.as_slice() {
        [] => vec![shown("", "补正事项")],
        items => items.to_vec(),
    };
    vec![
        Paragraph::Plain(opening(facts)),
        Paragraph::Plain(format!(
            "经审查，您（单位）的申请内容不明确。根据{STATUTE}第三十条的规定，请您（单位）{period}对下列事项作出补正："
        )),
        Paragraph::List(items),
        Paragraph::Plain(
            "答复期限自本机关收到补正的申请之日起计算。无正当理由逾期不补正的，视为放弃申请，本机关不再处理该政府信息公开申请。"
                .to_owned(),
        ),
    ]
}

fn fee(facts: &LetterFacts) -> Vec<String> {
    let amount = match facts.fee.fen {
        0 => shown("", "收费金额"),
        fen => format!("{}.{:02}元（人民币{}）", fen / 100, fen % 100, in_capitals(fen)),
    };
    vec![
        opening(facts),
        format!(
            "根据{STATUTE}第四十二条和《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）的规定，本机关决定收取信息处理费。计费标准：{}。收费金额：{amount}。",
            shown(&facts.fee.tariff, "计费标准")
        ),
        format!(
            "请自收到本通知之日的次日起20个工作日内缴纳。缴纳方式：{}。逾期未缴纳的，视为放弃申请，本机关不再处理该政府信息公开申请。",
            shown(&facts.fee.way_to_pay, "缴纳方式")
        ),
    ]
}

fn delivery(facts: &LetterFacts) -> Vec<Paragraph> {
    let rows = [
        ("受送达人", shown(&facts.applicant, "受送达人")),
        ("送达文书", shown(&facts.delivery.papers, "送达文书")),
        ("送达方式", shown(&facts.delivery.way, "送达方式")),
        ("送达地点", shown(&facts.delivery.address, "送达地点")),
        ("受送达人签收", "　　年　　月　　日".to_owned()),
        ("代收人签收及代收理由", "　　年　　月　　日".to_owned()),
        ("送达人", String::new()),
        ("备注", String::new()),
    ];
    vec![Paragraph::Form(
        rows.into_iter()
            .map(|(label, value)| (label.to_owned(), value))
            .collect(),
    )]
}

fn to_applicant(kind: LetterKind, facts: &LetterFacts) -> Vec<String> {
    let second = match kind {
        LetterKind::ReasonsAsked => format!(
            "您（单位）申请公开政府信息的数量、频次明显超过合理范围。根据{STATUTE}第三十五条的规定，请您（单位）{}书面说明理由。本机关认为申请理由不合理的，将不予处理。",
            shown(&facts.correcting.period, "说明理由的期限")
        ),
        LetterKind::Extension => format!(
            "因{}，不能在法定期限内答复。根据{STATUTE}第三十三条第二款的规定，经本机关政府信息公开工作机构负责人同意，答复期限延长至{}。",
            shown(&facts.deferral.reasons, "延期理由"),
            day(facts.deferral.until, "延长后的答复期限")
        ),
        LetterKind::Delay => format!(
            "经审查，您（单位）说明的申请理由合理，但是本机关无法在{STATUTE}第三十三条规定的期限内答复。根据《条例》第三十五条的规定，本机关将于{}前答复。",
            day(facts.deferral.until, "延迟答复的期限")
        ),
        LetterKind::Consulting => format!(
            "您（单位）申请公开的信息需要征求{}的意见。根据{STATUTE}第三十三条第三款的规定，征求第三方和其他机关意见所需时间不计算在答复期限内。",
            shown(&facts.consulted.name, "征求意见的对象")
        ),
        _ => format!(
            "本机关已予登记，将于{}前依法答复（依法延长或者不计入期限的除外）。查询码：{}。",
            day(facts.due_on, "答复期限"),
            shown(&facts.query_code, "查询码")
        ),
    };
    vec![opening(facts), second]
}

fn to_others(kind: LetterKind, facts: &LetterFacts) -> Vec<String> {
    let content = shown(&facts.consulted.content, "涉及的信息");
    let request_number = shown(&facts.request_number, "申请编号");
    match kind {
        LetterKind::ThirdParty => vec![
            format!(
                "本机关收到一件政府信息公开申请（申请编号：{request_number}），申请公开的信息涉及你（单位）：{content}。"
            ),
            format!(
                "根据{STATUTE}第三十二条的规定，请你（单位）自收到本意见书之日起15个工作日内书面提出是否同意公开的意见；不同意公开的，请说明理由。逾期未提出意见的，由本机关依照《条例》的规定决定是否公开。"
            ),
        ],
        LetterKind::ThirdPartyOpinion => vec![
            format!("你机关就政府信息公开申请（申请编号：{request_number}）征求意见的信息：{content}。"),
            "我（单位）的意见：□同意公开　□部分同意公开　□不同意公开。".to_owned(),
            "不同意公开的部分和理由：".to_owned(),
        ],
        LetterKind::OverrideNotice => {
            let interest = facts.decision.as_ref().map(|decision| &decision.public_interest);
            let content = interest.map_or("", |interest| &interest.content);
            let reasons = interest.map_or("", |interest| &interest.reasons);
            vec![format!(
                "你（单位）不同意公开政府信息公开申请（申请编号：{request_number}）涉及的信息。本机关认为不公开可能对公共利益造成重大影响，根据{STATUTE}第三十二条的规定，决定公开下列信息：{}。理由：{}。",
                shown(content, "决定公开的内容"),
                shown(reasons, "决定公开的理由")
            )]
        }
        LetterKind::CoMaker => vec![
            format!(
                "本机关收到一件政府信息公开申请（申请编号：{request_number}），申请公开的信息由你机关与本机关共同制作：{content}。"
            ),
            format!(
                "根据{STATUTE}第三十四条的规定，请你机关自收到本意见书之日起15个工作日内提出意见。逾期未提出意见的，视为同意公开。"
            ),
        ],
        _ => vec![format!(
            "本机关收到一件政府信息公开申请（申请编号：{request_number}），请协助办理：{content}。请于{}前书面回复。",
            day(facts.due_on, "回复期限")
        )],
    }
}

fn record(kind: LetterKind, facts: &LetterFacts) -> Vec<String> {
    let content = shown(&facts.record.content, "要求更正的记录");
    let result = if kind == LetterKind::RecordCorrected {
        format!(
            "经审核属实，根据{STATUTE}第四十一条的规定，本机关已予更正：{}。",
            shown(&facts.record.corrected, "更正结果")
        )
    } else {
        format!(
            "该记录的更正不属于本机关职能范围。根据{STATUTE}第四十一条的规定，本机关已转送{}处理。",
            shown(&facts.record.forwarded_to, "有权更正的机关")
        )
    };
    vec![
        format!("您（单位）要求更正与自身相关的政府信息记录：{content}。"),
        result,
    ]
}
