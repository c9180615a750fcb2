//! 的, 地, 得: where what stands on both sides leaves no doubt.

use crate::proof::examples::{Example, Step};
use crate::proof::patterns::{patterns, span};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, Rule, Severity};

pub(in crate::proof) static PARTICLES: Rule = Rule {
    code: "words.particles",
    label: "的、地、得",
    class: Class::Words,
    severity: Severity::Hint,
    source: "三审三校：的地得",
    says: "状语后用“地”（积极地推进），补语前用“得”（做得好），定语后用“的”。",
    advice: "请核对“的、地、得”。",
    examples: &[
        Example {
            right: &[Step::Paragraph("积极地推进各项工作，进展得很快。")],
            wrong: &[Step::Paragraph("积极的推进各项工作。")],
        },
        Example {
            right: &[Step::Paragraph("工作做得很好。")],
            wrong: &[Step::Paragraph("工作做的很好。")],
        },
    ],
    look,
};

patterns! {
    ADVERB = r"(?:积极|切实|不断|认真|深入|扎实|逐步|大力|坚决|坚定|主动|自觉|及时|严肃|稳步|有力|更好|充分|努力)(的|得)(?:推进|推动|开展|落实|贯彻|执行|完成|做好|抓好|解决|履行|学习|服务|提高|改进|加强|实施|配合|参与|组织)";
    COMPLEMENT = r"(?:做|办|干|搞|抓|变|管|走|跑|写|进展|发展|完成|落实)(的|地)(?:很|非常|十分|更|越来越|不够|比较)?(?:好|快|差|扎实|到位|顺利|出色)(?:[，。；！,;!]|$)";
}

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (number, part) in manuscript.prose() {
        for (pattern, right) in [(&*ADVERB, "地"), (&*COMPLEMENT, "得")] {
            for found in pattern.captures_iter(&part.text) {
                let (whole, particle) = (span(&found, 0), span(&found, 1));
                let head = part.text.get(whole.start..particle.start).unwrap_or("");
                let tail = part.text.get(particle.end..whole.end).unwrap_or("");
                hits.push(Hit::at(number, whole).instead(format!("{head}{right}{tail}")));
            }
        }
    }
    hits
}
