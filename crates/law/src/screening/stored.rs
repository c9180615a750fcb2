//! Whether a file may be stored here at all, whichever door it comes by: what bears the mark of a state secret may not (保密法
//! 第三十一条; 保密法实施条例第四十二条). What is told depends on whose file it is: the organ stops, deletes and reports, whoever
//! brings it is told how to go on.

use super::{Finding, Kind, Screening};
use crate::codes::WhyNot;

/// Who brings a file to the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bearer {
    /// Somebody at the desk, with a file of the organ's own.
    Organ,
    /// Somebody at the desk, with what an applicant or a third party handed in or sent.
    Counter,
    /// A unit of the organ that answers what it was asked.
    Unit,
    /// A visitor of the site, by themselves.
    Visitor,
}

impl Bearer {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Organ, Self::Counter, Self::Unit, Self::Visitor];

    /// What they do with a file that bears the mark of a secret.
    const fn told(self) -> &'static str {
        match self {
            Self::Organ => "本系统不得存储涉密内容：请立即停止、删除并向保密部门报告（保密法第三十一条）。",
            Self::Counter => {
                "本系统不得存储涉密内容：请不要扫描、转存，材料按保密规定保管并向保密部门报告；登记时不附这个文件，在备注中写明另行保管（保密法第三十一条）。"
            }
            Self::Unit => "本系统不得存储涉密内容，请按保密规定另行报送（保密法第三十一条）。",
            Self::Visitor => {
                "本网站不得存储涉密内容：请不要再次上传，去掉这个文件后提交；确需提交的，请当面联系本机关（保密法第三十一条）。"
            }
        }
    }
}

impl Screening {
    /// The mark of a state secret that was found first.
    pub fn secret(&self) -> Option<&Finding> {
        self.findings.iter().find(|one| one.kind == Kind::SecretMark)
    }

    /// Whether a file of that name may be stored, told at `field` to whoever brings it. 保密法第三十一条: 涉密内容不得存入非涉密系统.
    pub fn may_be_stored(&self, field: &'static str, name: &str, bearer: Bearer) -> Result<(), WhyNot> {
        let Some(found) = self.secret() else { return Ok(()) };
        let message = format!("“{name}”没有保存：{}。{}", found.told(), bearer.told());
        Err(WhyNot::new(field, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::Seen;

    fn read(text: &str) -> Screening {
        let mut seen = Seen::default();
        seen.read("第1行", text);
        Screening::of(&seen)
    }

    #[test]
    fn a_file_with_the_mark_of_a_secret_is_stored_for_nobody_and_each_is_told_what_to_do() {
        let secret = read("绝密★长期");
        for bearer in Bearer::ALL {
            let why = secret.may_be_stored("files", "秘.txt", bearer).unwrap_err();
            assert_eq!(why.field, "files");
            let told = &why.message;
            assert!(
                told.starts_with("“秘.txt”没有保存：第1行：密级标志“绝密★"),
                "{told}"
            );
            assert!(told.contains("保密法第三十一条"), "{told}");
        }
        let told = |bearer| {
            secret
                .may_be_stored("files", "秘.txt", bearer)
                .unwrap_err()
                .message
        };
        assert!(told(Bearer::Organ).contains("向保密部门报告"));
        assert!(told(Bearer::Counter).contains("登记时不附这个文件"));
        assert!(told(Bearer::Unit).contains("另行报送"));
        assert!(told(Bearer::Visitor).contains("当面联系本机关"));
        // What only speaks of secrets is no secret, and everything else is for a person to judge.
        for harmless in ["保密审查意见：不属于国家秘密", "身份证号码 110105194912310021"] {
            let harmless = read(harmless);
            assert_eq!(harmless.may_be_stored("files", "一.txt", Bearer::Visitor), Ok(()));
        }
    }
}
