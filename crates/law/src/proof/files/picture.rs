//! A picture that says nothing to whom does not see it.

use crate::documents::pictures::describes;
use crate::proof::examples::{Example, Step};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, PartKind, Rule, Severity};

pub(in crate::proof) static PICTURE: Rule = Rule {
    code: "picture.description",
    label: "图片没有说明",
    class: Class::Files,
    severity: Severity::Block,
    source: "无障碍环境建设法第三十二条",
    says: "每张图片都有说明，供看不见图片的人听读；只作装饰的，写明是装饰（网页中 alt=\"\"）。文件名和“图片1”之类不是说明。",
    advice: "请写一句图片说明；只作装饰的，请标明。",
    examples: &[
        Example {
            right: &[Step::Picture("办理流程：申请、受理、答复")],
            wrong: &[Step::Picture("")],
        },
        Example {
            right: &[Step::Picture("2024年各季度收到的申请件数")],
            wrong: &[Step::Picture("image001.png")],
        },
    ],
    look,
};

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let parts = manuscript.parts.iter().enumerate();
    let blank = parts.filter(|(_, part)| part.kind == PartKind::Description && !describes(&part.text));
    blank.map(|(number, _)| Hit::at(number, 0..0)).collect()
}
