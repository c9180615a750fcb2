//! Whom the letters of a case may not name to whoever they go to: to a third party or another organ nobody who applied, to the
//! applicant no third party (`law::cases::outward`; 条例第三十二条; 个人信息保护法第六条).

use law::cases::decision::Decision;
use law::cases::enclosures::FilePart;
use law::cases::{
    Act, History, Leaving, OutwardField, Party, Somebody, contacts, named_in, tells_of, without_people,
};
use law::codes::WhyNot;
use sea_orm::ConnectionTrait;

use super::CaseLetter;
use crate::cases::looking::read::{Entry, corrected};
use crate::cases::retention::{Known, known_of};
use crate::entity::{application, request_case};
use crate::error::OfficeError;
use crate::store::Office;

const APPLICANT: &str = "申请人";
const THIRD_PARTY: &str = "第三方";
const CONTACT: &str = "第三方的联系人";

/// The people of a case, and the request in its applicant's words.
pub(in crate::cases) struct People {
    /// What is known of whoever applied, the registered name first.
    applicant: Known,
    /// Third parties that did not agree, and that the request itself does not name.
    third_parties: Vec<String>,
    /// Whom the request gives to be turned to.
    of_request: Vec<String>,
    /// Whom third parties' opinions give to be turned to.
    of_opinions: Vec<String>,
    asked: String,
}

impl People {
    pub(in crate::cases) async fn of(
        office: &Office,
        on: &impl ConnectionTrait,
        (row, application): (&request_case::Model, &application::Model),
        entries: &[Entry],
        history: &History,
    ) -> Result<Self, OfficeError> {
        let asked = corrected(&row.request, entries);
        let consulted = history.consultations.iter();
        let silent = consulted.filter(|one| {
            one.party == Party::ThirdParty && one.answer.is_none_or(|answer| answer.consents != Some(true))
        });
        let mut third_parties: Vec<String> = silent
            .filter_map(|one| one.name.as_deref())
            .map(|name| name.trim().to_owned())
            .collect();
        third_parties.dedup();
        third_parties.retain(|name| named_in(&asked, &[somebody(name, THIRD_PARTY)]).is_empty());
        let answers = entries
            .iter()
            .filter(|entry| entry.event.what.act() == Act::ConsultationAnswered);
        let notes = answers.filter_map(|entry| entry.note.as_deref());
        let mut of_opinions: Vec<String> = notes.flat_map(contacts).collect();
        of_opinions.retain(|name| !asked.contains(name.as_str()));
        Ok(Self {
            applicant: known_of(office, on, application).await?,
            third_parties,
            of_request: contacts(&asked),
            of_opinions,
            asked,
        })
    }

    /// A text that is proposed for somebody else: without whoever applied, contacts and numbers.
    pub fn without_applicant(&self, text: &str) -> String {
        let names: Vec<(&str, &str)> = self.applicant.words().map(|word| (word, APPLICANT)).collect();
        without_people(text, &names)
    }

    /// The names that a letter for somebody else holds and that stay where whoever drafts it gives a reason.
    pub fn that_may_stay(&self, letter: &CaseLetter, text: &str) -> Vec<String> {
        if letter.kind.is_for_applicant() {
            return Vec::new();
        }
        let people = self.unknown_to(letter);
        let found = named_in(text, &people).into_iter().filter(|one| one.is_shown);
        found.map(|one| one.word.trim().to_owned()).collect()
    }

    /// What of a letter names somebody its reader should not learn of, with the field it comes from.
    pub fn told(&self, letter: &CaseLetter, decision: Option<&Decision>) -> Vec<WhyNot> {
        if letter.kind.is_form() {
            return Vec::new();
        }
        let mut text = format!(
            "{}\n{}",
            letter.letter.text(),
            letter.letter.enclosures.join("\n")
        );
        let is_for_applicant = letter.kind.is_for_applicant();
        let mut fields = if is_for_applicant {
            decision.map(of_decision).unwrap_or_default()
        } else {
            of_basis(letter, decision)
        };
        // What the applicant is shown beside the letter is asked like the letter.
        let beside = of_enclosures(letter);
        for field in &beside {
            text.push('\n');
            text.push_str(&field.text);
        }
        fields.extend(beside);
        let leaving = Leaving {
            text: &text,
            fields: &fields,
            known: if is_for_applicant { &self.asked } else { "" },
            kept: (!is_for_applicant).then_some(letter.basis.kept_words.words.as_slice()),
        };
        tells_of(leaving, &self.unknown_to(letter))
    }

    /// What of an answer to a message of the applicant names somebody else of the case.
    pub fn told_in_answer(&self, answer: &str) -> Vec<WhyNot> {
        let fields = [OutwardField::new("answer", "答复内容", answer)];
        let leaving = Leaving {
            text: answer,
            fields: &fields,
            known: &self.asked,
            kept: None,
        };
        let third = self.third_parties.iter().map(|name| somebody(name, THIRD_PARTY));
        let of_opinions = self.of_opinions.iter();
        let contacts = of_opinions.map(|name| somebody(name, CONTACT));
        tells_of(leaving, &third.chain(contacts).collect::<Vec<_>>())
    }

    /// Whom the reader of a letter does not know of.
    fn unknown_to<'a>(&'a self, letter: &'a CaseLetter) -> Vec<Somebody<'a>> {
        let addressee = letter.letter.addressee.trim();
        let is_reader = |name: &&String| addressee.contains(name.as_str()) || name.contains(addressee);
        let third = self
            .third_parties
            .iter()
            .filter(|name| addressee.is_empty() || !is_reader(name));
        let third = third.map(|name| somebody(name, THIRD_PARTY));
        if letter.kind.is_for_applicant() {
            let of_opinions = self.of_opinions.iter();
            return third
                .chain(of_opinions.map(|name| somebody(name, CONTACT)))
                .collect();
        }
        let sealed = self.applicant.words().skip(1).map(|word| Somebody {
            word,
            who: APPLICANT,
            is_shown: false,
        });
        let name = self
            .applicant
            .words()
            .take(1)
            .map(|name| somebody(name, APPLICANT));
        let of_request = self
            .of_request
            .iter()
            .map(|name| somebody(name, "申请中写的联系人"));
        name.chain(sealed).chain(of_request).chain(third).collect()
    }
}

const fn somebody<'a>(word: &'a str, who: &'static str) -> Somebody<'a> {
    Somebody {
        word,
        who,
        is_shown: true,
    }
}

/// The fields of a decision that its reply tells.
fn of_decision(decision: &Decision) -> Vec<OutwardField> {
    let grounds = &decision.grounds;
    let mut fields = vec![
        OutwardField::new(
            "objection",
            "处理决定“第三方不同意公开的理由”",
            &grounds.objection,
        ),
        OutwardField::new("reasons", "处理决定“理由”", &grounds.reasons),
        OutwardField::new(
            "despite_consent",
            "处理决定“第三方同意公开而仍不予公开的理由”",
            &grounds.despite_consent,
        ),
        OutwardField::new("given", "处理决定“公开哪些内容”", &decision.given),
    ];
    fields.extend(of_public_interest(decision));
    for (at, part) in decision.withheld.iter().enumerate() {
        let called = |what: &str| format!("处理决定不予公开的第 {} 项“{what}”", at + 1);
        let grounds = &part.grounds;
        fields.push(OutwardField::new("withheld", called("哪一部分"), &part.part));
        fields.push(OutwardField::new("withheld", called("理由"), &grounds.reasons));
        let called = called("第三方不同意公开的理由");
        fields.push(OutwardField::new("withheld", called, &grounds.objection));
    }
    fields
}

fn of_public_interest(decision: &Decision) -> [OutwardField; 2] {
    let interest = &decision.public_interest;
    [
        OutwardField::new(
            "public_interest.content",
            "处理决定“决定公开的信息内容”",
            &interest.content,
        ),
        OutwardField::new(
            "public_interest.reasons",
            "处理决定“不公开会对公共利益造成的重大影响”",
            &interest.reasons,
        ),
    ]
}

/// What the applicant sees of the enclosures beside the letter: why something is withheld, and the names of files.
fn of_enclosures(letter: &CaseLetter) -> Vec<OutwardField> {
    let mut fields = Vec::new();
    for one in letter.enclosures.iter().filter(|_| letter.kind.is_reply()) {
        let called = |what: &str| format!("答复附件“{}”的{what}", one.item.name);
        fields.push(OutwardField::new("enclosures", called("理由"), &one.item.reason));
        let files = one
            .files
            .iter()
            .filter(|kept| kept.file.part == FilePart::Version);
        fields.extend(files.map(|kept| OutwardField::new("enclosures", called("文件名称"), &kept.file.name)));
    }
    fields
}

/// The fields a letter for somebody else was filled from.
fn of_basis(letter: &CaseLetter, decision: Option<&Decision>) -> Vec<OutwardField> {
    let consulted = &letter.basis.consulted;
    let mut fields = vec![
        OutwardField::new("content", "“涉及的信息”", &consulted.content),
        OutwardField::new("doubts", "“为什么不能确定是否可以公开”", &consulted.doubts),
        OutwardField::new("objection", "“第三方不同意公开的理由”", &consulted.objection),
        OutwardField::new("copies", "“随附的副本”", &consulted.copies.join("\n")),
    ];
    fields.extend(decision.map(of_public_interest).into_iter().flatten());
    fields
}
