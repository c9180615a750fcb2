//! Enclosures (附件) of a reply: what becomes of each thing that was asked for, and the files that are handed over.
//! 条例第三十六条第（二）项 (提供), 第三十七条 (区分处理), 第四十条 (提供的形式); 第十七条, 保密法实施条例第四十二条 (先审查、后公开，逐项审查).
//! Where the files lie and who has seen them is kept by office.

use serde::{Deserialize, Serialize};

use super::decision::Decision;
use crate::codes::{Outcome, WhyNot};
use crate::labelled::labelled;
use crate::review::Content;
use crate::screening::{Bearer, Screening};
use crate::signs::in_one_line;

labelled! {
    /// What becomes of a thing that was asked for.
    Given {
        Whole = "whole", "提供";
        InPart = "in_part", "部分提供";
        Withheld = "withheld", "不予提供";
    }
}

labelled! {
    /// What a file is to its item.
    FilePart {
        /// It goes to the applicant.
        Version = "version", "提供给申请人的文件";
        /// The whole of what is given in part or in a cleaned copy, kept under seal for whoever has to answer for it.
        Original = "original", "封存的完整原件";
    }
}

/// A thing that was asked for, as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub name: String,
    pub given: Given,
    /// Why something of it is withheld: a refusal under 条例第十四条至第十六条.
    #[serde(default)]
    pub ground: Option<Outcome>,
    #[serde(default)]
    pub reason: String,
}

/// A file of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnclosedFile {
    pub part: FilePart,
    pub name: String,
    /// SM3 of what it holds.
    pub digest: String,
    pub pages: Option<u32>,
    pub screening: Screening,
    /// Why it may go out although its screening warns.
    pub confirmed: Option<String>,
}

/// An item with its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosed {
    pub item: Item,
    pub files: Vec<EnclosedFile>,
}

impl Item {
    /// What of it is wrong as it was typed.
    pub fn wrong(&self) -> Vec<WhyNot> {
        let mut wrong = Vec::new();
        if self.name.trim().is_empty() {
            wrong.push(WhyNot::new(
                "name",
                "请填写这项信息的名称，它会列在答复书的附件中。",
            ));
        }
        if self.given == Given::Whole {
            return wrong;
        }
        if !self.ground.is_some_and(Outcome::is_refusal_under_14_to_16) {
            let message = "请选择不予提供的依据：只能是条例第十四条、第十五条、第十六条（条例第三十七条）。";
            wrong.push(WhyNot::new("ground", message));
        }
        if self.reason.trim().is_empty() {
            let message =
                "请写明哪些内容为什么不提供，不要写出内容本身（条例第三十六条第（三）项、第三十七条）。";
            wrong.push(WhyNot::new("reason", message));
        }
        wrong
    }

    /// Whether its whole may be kept here: never what is a state secret (保密法第三十一条).
    pub fn may_keep_original(&self) -> bool {
        self.ground != Some(Outcome::RefusedStateSecret)
    }

    /// The articles on which something of it is withheld.
    pub fn article(&self) -> &'static str {
        match (self.given, self.ground) {
            (Given::InPart | Given::Withheld, Some(ground)) => ground.article(),
            _ => "",
        }
    }
}

impl EnclosedFile {
    /// Whether somebody has still to look at it: its screening warns, and nobody has cleaned it or said why it may go out.
    pub fn is_unsettled(&self) -> bool {
        self.confirmed.is_none() && self.screening.warnings().next().is_some()
    }
}

impl Enclosed {
    /// The files that go to the applicant.
    pub fn versions(&self) -> impl Iterator<Item = &EnclosedFile> {
        self.files.iter().filter(|file| file.part == FilePart::Version)
    }

    /// Whether the letter lists it: something of it goes to the applicant.
    pub fn is_listed(&self) -> bool {
        self.versions().next().is_some()
    }

    /// Its line in the letter's list of enclosures: the name, its pages where they are known, whether it is a part.
    fn line(&self) -> Option<String> {
        if !self.is_listed() {
            return None;
        }
        let pages: Option<u32> = self.versions().map(|file| file.pages).sum();
        let mut remarks = Vec::new();
        if self.item.given == Given::InPart {
            remarks.push("部分提供".to_owned());
        }
        if let Some(pages) = pages.filter(|pages| *pages > 0) {
            remarks.push(format!("{pages}页"));
        }
        let name = self.item.name.trim();
        Some(if remarks.is_empty() {
            name.to_owned()
        } else {
            format!("{name}（{}）", remarks.join("，"))
        })
    }

    fn judged(&self, content: Content) -> Content {
        let Item {
            name,
            given,
            ground,
            reason,
        } = &self.item;
        let content = content
            .with("item", name)
            .with("given", given.code())
            .with("ground", ground.map_or("", Outcome::code))
            .with("reason", reason);
        self.files.iter().fold(content, |content, file| {
            content
                .with("part", file.part.code())
                .with("file", &file.name)
                .with("digest", &file.digest)
                .with("confirmed", file.confirmed.as_deref().unwrap_or(""))
        })
    }
}

/// The letter's list of enclosures (附件).
pub fn listed(enclosed: &[Enclosed]) -> Vec<String> {
    enclosed.iter().filter_map(Enclosed::line).collect()
}

/// What each is called, as the letter numbers its list (附件1, 附件2; 附件 where it is one); nothing for what it does not list.
pub fn called(enclosed: &[Enclosed]) -> Vec<Option<String>> {
    let is_one = enclosed.iter().filter(|one| one.is_listed()).count() == 1;
    let mut number = 0_usize;
    let call = |one: &Enclosed| {
        if !one.is_listed() {
            return None;
        }
        number += 1;
        Some(if is_one {
            "附件".to_owned()
        } else {
            format!("附件{number}")
        })
    };
    enclosed.iter().map(call).collect()
}

/// A content with everything that is enclosed: a verdict on a letter is one on what goes with it.
pub(super) fn judged(content: Content, enclosed: &[Enclosed]) -> Content {
    enclosed.iter().fold(content, |content, one| one.judged(content))
}

/// What the enclosures of a reply with this decision still lack; empty when it may be signed. `before` is the decision of the
/// reply that it takes the place of, where one was ordered anew.
pub fn blockers(decision: &Decision, before: Option<&Decision>, enclosed: &[Enclosed]) -> Vec<WhyNot> {
    let mut list = Vec::new();
    let has_file = enclosed.iter().any(Enclosed::is_listed);
    if decision.has_grant() && decision.getting.is_enclosed && !has_file {
        let message = "处理决定写明信息随答复书一并提供，请上传要提供的文件（条例第三十六条第（二）项）。";
        list.push(WhyNot::new("enclosures", message));
    }
    if promises_download(decision) && !has_file {
        let message = "处理决定写明在本网站下载，请先上传要提供的文件；没有文件可下载的，请改写获取途径（条例第三十六条第（二）项）。";
        list.push(WhyNot::new("enclosures", message));
    }
    if has_file && !decision.has_grant() {
        let message = "处理决定不提供信息，却附有要提供的文件，请核对处理决定或者移除文件。";
        list.push(WhyNot::new("enclosures", message));
    }
    if has_file && decision.getting.is_enclosed {
        let missing = things::missing(decision, before, enclosed);
        list.extend(missing.iter().map(|thing| without_file(thing)));
    }
    for one in enclosed {
        list.extend(lacks(decision, one));
        list.extend(
            one.versions()
                .filter_map(|file| sealed_whole(one, file, enclosed)),
        );
        list.extend(one.files.iter().flat_map(|file| held_back(&one.item, file)));
    }
    list
}

/// What a decision that discloses over an objection says it hands over and no file is there for: told before the third party is told
/// of it, since the reply would not go out (条例第三十二条、第三十六条第（二）项). No obstacle yet: files may still come.
pub fn told_of_missing_files(
    decision: &Decision,
    before: Option<&Decision>,
    enclosed: &[Enclosed],
) -> Option<String> {
    let is_over = decision.has_grant() && !decision.public_interest.content.trim().is_empty();
    if !is_over || !(decision.getting.is_enclosed || promises_download(decision)) {
        return None;
    }
    let has_file = enclosed.iter().any(Enclosed::is_listed);
    let missing = if has_file {
        things::missing(decision, before, enclosed)
    } else {
        vec![in_one_line(&decision.public_interest.content)]
    };
    (!missing.is_empty()).then(|| {
        format!(
            "答复附件中还没有“{}”：告知第三方之前请核对，附件和决定公开的内容名称一致、都已上传，否则告知之后答复书不能送审（条例第三十二条、第三十六条第（二）项）。",
            missing.join("”“")
        )
    })
}

/// What is given is the very file that is kept under seal because something of it is withheld: byte for byte the same, so that
/// what is withheld goes out (条例第三十七条).
fn sealed_whole(one: &Enclosed, given: &EnclosedFile, enclosed: &[Enclosed]) -> Option<WhyNot> {
    let is_it = |file: &&EnclosedFile| {
        file.part == FilePart::Original && !file.digest.is_empty() && file.digest == given.digest
    };
    let mut withholding = enclosed.iter().filter(|other| other.item.given != Given::Whole);
    let of = withholding.find(|other| other.files.iter().any(|file| is_it(&file)))?;
    let whose = if of == one {
        "这一项封存的完整原件".to_owned()
    } else {
        format!("“{}”封存的完整原件", of.item.name.trim())
    };
    let message = format!(
        "“{}”要提供给申请人的文件“{}”与{whose}完全相同，不予公开的内容会随它提供出去：请换成隐去这些内容的文件（条例第三十七条）。",
        one.item.name.trim(),
        given.name
    );
    Some(WhyNot::new("enclosures", message))
}

fn without_file(thing: &str) -> WhyNot {
    let message = format!(
        "答复书公开“{thing}”，附件中没有这一项：请添加；已经包含在其他附件里的，在那个附件的名称中写明，例如“招标公告、招标文件”（条例第三十六条第（二）项）。"
    );
    WhyNot::new("enclosures", message)
}

/// Whether what is granted is to be had from this site.
fn promises_download(decision: &Decision) -> bool {
    let is_granted = matches!(
        decision.outcome,
        Outcome::GrantedProvided | Outcome::PartlyGranted
    );
    let path = &decision.getting.path;
    is_granted && path.contains("下载") && path.contains("本网站")
}

fn lacks(decision: &Decision, one: &Enclosed) -> Vec<WhyNot> {
    let item = &one.item;
    let name = item.name.trim();
    let mut list: Vec<WhyNot> = item.wrong();
    for why in &mut list {
        why.field = "enclosures";
        why.message = format!("“{name}”：{}", why.message);
    }
    let mut lack = |message: String| list.push(WhyNot::new("enclosures", message));
    let has = |part| one.files.iter().any(|file| file.part == part);
    if item.given != Given::Withheld && !has(FilePart::Version) {
        lack(format!("“{name}”还没有上传提供给申请人的文件。"));
    }
    if item.given == Given::Withheld && has(FilePart::Version) {
        lack(format!(
            "“{name}”不予提供，却附有提供给申请人的文件，请移除或者改为部分提供。"
        ));
    }
    if item.given == Given::InPart && item.may_keep_original() && !has(FilePart::Original) {
        lack(format!(
            "“{name}”部分提供的，请上传完整原件，加密封存，复议、诉讼时备查（条例第三十七条）。"
        ));
    }
    if item.given != Given::Whole && decision.has_grant() {
        let grounds = decision.withheld.iter().map(|part| part.outcome);
        if decision.outcome != Outcome::PartlyGranted {
            lack(format!(
                "“{name}”没有全部提供，处理决定应当选“部分公开（区分处理）”（条例第三十七条）。"
            ));
        } else if item
            .ground
            .is_some_and(|ground| !grounds.clone().any(|one| one == ground))
        {
            lack(format!(
                "“{name}”不予提供的依据不在处理决定写明的不予公开的部分之中，请核对。"
            ));
        }
    }
    list
}

/// What keeps a file back: of one that goes out all that its screening found; of an original a secret alone.
fn held_back(item: &Item, file: &EnclosedFile) -> Vec<WhyNot> {
    let mut list = file.screening.blockers("enclosures", &file.name);
    match file.part {
        FilePart::Original => list.retain(|_| file.screening.has_secret()),
        FilePart::Version if file.is_unsettled() => {
            let kinds: Vec<&str> = file.screening.warnings().map(|one| one.kind.label()).collect();
            let mut kinds = kinds;
            kinds.dedup();
            let message = format!(
                "“{}”的文件“{}”含有{}，请用清理后的副本，或者核对后说明理由（条例第十七条）。",
                item.name.trim(),
                file.name,
                kinds.join("、")
            );
            list.push(WhyNot::new("enclosures", message));
        }
        FilePart::Version => {}
    }
    list
}

/// Whether a file may be taken in at all: what bears the mark of a secret may not be stored here (保密法第三十一条), and of what
/// is refused as a state secret no original is kept.
pub fn may_be_kept(item: &Item, part: FilePart, name: &str, screening: &Screening) -> Result<(), WhyNot> {
    screening.may_be_stored("files", name, Bearer::Organ)?;
    if part == FilePart::Original && !item.may_keep_original() {
        let message = "属于国家秘密的内容不得存入本系统，完整原件请按保密规定保存（保密法第三十一条）。";
        return Err(WhyNot::new("files", message));
    }
    Ok(())
}

mod names;
mod things;

pub use names::are_one;
pub(super) use names::one_is_within;
pub(super) use things::{is_beside, listed as listed_things};
pub use things::{things_asked, unanswered};

#[cfg(test)]
mod tests;
