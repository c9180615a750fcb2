//! What was asked for, as it may leave the desk in a mail or a calendar: in one short line, without the name of a natural
//! person and without a number that may be somebody's (个人信息保护法第六条: no more than the purpose needs).

mod contacts;
mod people;

use crate::codes::ApplicantKind;
use crate::proof::{Trace, mobile_numbers, traces};

pub use contacts::contacts;
pub use people::{Field, Leaving, Somebody, named_in, tells_of, without_people};

/// How many characters of a request leave the desk.
const LONGEST: usize = 36;
/// A run of digits this long may be an identity number, a telephone number or an account; with dashes in it (a telephone
/// number, but also a day or two years) it must be longer.
const LONG_NUMBER: usize = 7;
const LONG_DASHED: usize = 10;

/// The request in one line of at most 36 characters; the applicant's own name, where it is a natural person's, reads
/// 申请人, and long numbers read `***`.
pub fn outward(request: &str, applicant: &str, kind: ApplicantKind) -> String {
    let line = request.split_whitespace().collect::<Vec<_>>().join(" ");
    shortened(&nameless(&line, applicant, kind))
}

/// The same of all of the request, as a clerk hands it on to whoever looks for what is asked for; whom the request gives to be
/// turned to is nobody's business either.
pub fn nameless(request: &str, applicant: &str, kind: ApplicantKind) -> String {
    let is_person = kind == ApplicantKind::NaturalPerson;
    let names: &[(&str, &str)] = if is_person {
        &[(applicant, "申请人")]
    } else {
        &[]
    };
    without_people(request, names)
}

/// What a text that leaves for a unit or for the public tells of whoever applied, or of another person, and need not; each in
/// words for the clerk (个人信息保护法第六条). `names_applicant` says whether anything that is
/// known of the applicant stands in it.
pub fn tells(text: &str, names_applicant: bool) -> Vec<String> {
    let mut told = Vec::new();
    if names_applicant {
        told.push("含有申请人的姓名（名称）、证件号码或者联系方式".to_owned());
    }
    told.extend(traces(text).into_iter().map(|trace| match trace {
        Trace::SecretMark(mark) => format!("含有密级标志“{mark}”"),
        Trace::IdentityNumber(number) => format!("含有身份证件号码 {number}"),
    }));
    let numbers = mobile_numbers(text);
    told.extend(numbers.into_iter().map(|number| format!("含有手机号码 {number}")));
    told
}

/// The line without numbers as long as those of persons and telephones.
pub(in crate::cases) fn without_numbers(line: &str) -> String {
    let mut kept = String::new();
    let mut run = String::new();
    let end = |run: &mut String, kept: &mut String| {
        let longest = if run.trim_end_matches('-').contains('-') {
            LONG_DASHED
        } else {
            LONG_NUMBER
        };
        if run.chars().filter(char::is_ascii_digit).count() < longest {
            kept.push_str(run);
        } else {
            kept.push_str("***");
        }
        run.clear();
    };
    for one in line.chars() {
        let is_part = one.is_ascii_digit() || (!run.is_empty() && matches!(one, 'X' | 'x' | '-'));
        if is_part {
            run.push(one);
        } else {
            end(&mut run, &mut kept);
            kept.push(one);
        }
    }
    end(&mut run, &mut kept);
    kept
}

fn shortened(line: &str) -> String {
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    let head: String = line.chars().take(LONGEST - 1).collect();
    format!("{}…", head.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_name_nor_number_leaves_the_desk() {
        let line = outward(
            "张三（11010519491231002X，138-0000-1234）的\n征收补偿档案",
            "张三",
            ApplicantKind::NaturalPerson,
        );
        assert_eq!(line, "申请人（***，***）的 征收补偿档案");
        assert_eq!(
            outward("2024-2025年度部门预算", "张三", ApplicantKind::NaturalPerson),
            "2024-2025年度部门预算"
        );
    }

    #[test]
    fn a_name_does_not_leave_in_any_spelling_of_it() {
        let line = |request: &str, name: &str| outward(request, name, ApplicantKind::NaturalPerson);
        for spelled in [
            "买买提·艾力",
            "买买提•艾力",
            "买买提・艾力",
            "买买提　艾力",
            "买买提 艾力",
        ] {
            for registered in ["买买提·艾力", "买买提　艾力"] {
                let request = format!("{spelled}的低保档案");
                assert_eq!(
                    line(&request, registered),
                    "申请人的低保档案",
                    "{spelled} for {registered}"
                );
            }
        }
        assert_eq!(line("山田太郎的签证材料", "山田 太郎"), "申请人的签证材料");
        assert_eq!(
            line("a list of Li", "Li"),
            "a list of 申请人",
            "a short one stands in other words"
        );
        assert_eq!(line("NGUYEN VAN AN的档案", "Nguyen Van An"), "申请人的档案");
    }

    #[test]
    fn an_organisation_may_be_named_and_a_long_request_is_cut() {
        assert_eq!(
            outward("示例公司的环评批复", "示例公司", ApplicantKind::Business),
            "示例公司的环评批复"
        );
        let long = outward(&"内".repeat(90), "", ApplicantKind::NaturalPerson);
        assert_eq!(long.chars().count(), 36);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn the_clerk_is_told_what_of_a_text_the_unit_need_not_know() {
        assert!(tells("请提供滨河路项目的补偿标准", false).is_empty());
        let told = tells("张三（11010519491231002X，13800001234）的补偿档案", true);
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(!told.concat().contains("11010519491231002X"));
    }
}
