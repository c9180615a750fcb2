//! Right phrases, and where a text nearly has one. A phrase that differs in one place from what is written keeps its first or
//! its second half: by these halves it is found, so that the work grows with the text and not with the number of phrases.

use std::collections::{HashMap, HashSet};

use crate::proof::patterns::is_han;

/// Shorter phrases are nobody's near miss.
const SHORTEST: usize = 4;
/// From this length on a sign too many or too few is a slip as well; in a shorter one it is another phrase.
const LONG: usize = 7;

/// Phrases by their halves.
#[derive(Default)]
pub(super) struct Dictionary {
    phrases: Vec<Vec<char>>,
    heads: HashMap<Vec<char>, Vec<usize>>,
    tails: HashMap<Vec<char>, Vec<usize>>,
    head_lengths: Vec<usize>,
    tail_lengths: Vec<usize>,
}

/// A place where a phrase nearly stands, in signs of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Near {
    pub from: usize,
    pub to: usize,
    /// The number of the phrase.
    pub phrase: usize,
}

impl Dictionary {
    pub fn of<'a>(phrases: impl Iterator<Item = &'a str>) -> Self {
        let mut dictionary = Self::default();
        let (mut heads, mut tails) = (HashSet::new(), HashSet::new());
        for phrase in phrases {
            let signs: Vec<char> = phrase.trim().chars().collect();
            if signs.len() < SHORTEST {
                continue;
            }
            let (head, tail) = signs.split_at(signs.len() / 2);
            let number = dictionary.phrases.len();
            dictionary.heads.entry(head.to_vec()).or_default().push(number);
            // Two signs that change places over the middle spoil both halves.
            if let ([before @ .., _], Some(next)) = (head, tail.first()) {
                let swapped = [before, &[*next]].concat();
                dictionary.heads.entry(swapped).or_default().push(number);
            }
            dictionary.tails.entry(tail.to_vec()).or_default().push(number);
            heads.insert(head.len());
            tails.insert(tail.len());
            dictionary.phrases.push(signs);
        }
        dictionary.head_lengths = heads.into_iter().collect();
        dictionary.tail_lengths = tails.into_iter().collect();
        dictionary.head_lengths.sort_unstable();
        dictionary.tail_lengths.sort_unstable();
        dictionary
    }

    /// The phrase of that number.
    pub fn phrase(&self, number: usize) -> String {
        self.phrases.get(number).into_iter().flatten().collect()
    }

    /// Where phrases stand, and where they nearly stand.
    pub fn look(&self, text: &[char]) -> (Vec<(usize, usize)>, Vec<Near>) {
        let (mut exact, mut near) = (Vec::new(), Vec::new());
        for at in 0..text.len() {
            for length in &self.head_lengths {
                let head = text.get(at..at + length);
                for number in head.and_then(|head| self.heads.get(head)).into_iter().flatten() {
                    self.look_behind_head(text, at, *number, &mut exact, &mut near);
                }
            }
            for length in &self.tail_lengths {
                let tail = text.get(at..at + length);
                for number in tail.and_then(|tail| self.tails.get(tail)).into_iter().flatten() {
                    self.look_before_tail(text, at + length, *number, &mut near);
                }
            }
        }
        (exact, near)
    }

    /// The first half stands here: the phrase does, or nearly does.
    fn look_behind_head(
        &self,
        text: &[char],
        at: usize,
        number: usize,
        exact: &mut Vec<(usize, usize)>,
        near: &mut Vec<Near>,
    ) {
        let Some(phrase) = self.phrases.get(number) else {
            return;
        };
        for length in lengths(phrase.len()) {
            let Some(window) = text.get(at..at + length) else {
                continue;
            };
            if window == phrase.as_slice() {
                exact.push((at, at + length));
                return;
            }
            if is_slip(phrase, window) {
                near.push(Near {
                    from: at,
                    to: at + length,
                    phrase: number,
                });
                return;
            }
        }
    }

    /// The second half ends here.
    fn look_before_tail(&self, text: &[char], end: usize, number: usize, near: &mut Vec<Near>) {
        let Some(phrase) = self.phrases.get(number) else {
            return;
        };
        for length in lengths(phrase.len()) {
            let window = end.checked_sub(length).and_then(|from| text.get(from..end));
            if let Some(window) = window {
                if window == phrase.as_slice() {
                    return;
                }
                if is_slip(phrase, window) {
                    near.push(Near {
                        from: end - length,
                        to: end,
                        phrase: number,
                    });
                    return;
                }
            }
        }
    }
}

/// The lengths that a near miss may have, its own first.
fn lengths(length: usize) -> impl Iterator<Item = usize> {
    let others = if length >= LONG {
        vec![length, length - 1, length + 1]
    } else {
        vec![length]
    };
    others.into_iter()
}

/// Whether what is written is the phrase but for one sign: another one, one too many, one too few, or two that changed places.
fn is_slip(phrase: &[char], written: &[char]) -> bool {
    let same = phrase
        .iter()
        .zip(written)
        .take_while(|(one, other)| one == other)
        .count();
    let (rest, other) = (
        phrase.get(same..).unwrap_or_default(),
        written.get(same..).unwrap_or_default(),
    );
    match (rest, other) {
        ([right, second, rest @ ..], [wrong, next, other @ ..]) if right == next && second == wrong => {
            rest == other
        }
        ([right, rest @ ..], [wrong, other @ ..]) if phrase.len() == written.len() => {
            let is_inside = same > 0 && !rest.is_empty();
            rest == other && (is_inside || may_be_at_the_edge(phrase)) && may_be_mistaken(*right, *wrong)
        }
        // Neither the first nor the last sign: there another word begins or ends.
        ([_, rest @ ..], other) if phrase.len() > written.len() => {
            same > 0 && !other.is_empty() && rest == other
        }
        (rest, [added, other @ ..]) => {
            same > 0 && !rest.is_empty() && rest == other && is_han(*added) && !BETWEEN.contains(*added)
        }
        _ => false,
    }
}

/// What may stand within a phrase and changes nothing.
const BETWEEN: &str = "的了等和与及或之";
/// Signs by which names differ that are different names.
const TELLING: &str = "国省市县区乡镇州盟旗一二三四五六七八九十两上中下";

/// Whether the first and the last sign may be the wrong one: where a long phrase begins or ends another may do so. 条列 for 条例
/// is too frequent to be let through.
fn may_be_at_the_edge(phrase: &[char]) -> bool {
    phrase.len() < LONG || phrase.last() == Some(&'例')
}

fn may_be_mistaken(right: char, wrong: char) -> bool {
    let tells = |sign: char| !is_han(sign) || TELLING.contains(sign);
    !(tells(right) && tells(wrong)) && is_han(right) && is_han(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(phrase: &str, text: &str) -> Vec<String> {
        let dictionary = Dictionary::of(std::iter::once(phrase));
        let text: Vec<char> = text.chars().collect();
        let (_, near) = dictionary.look(&text);
        let mut found: Vec<String> = near
            .iter()
            .map(|near| text[near.from..near.to].iter().collect())
            .collect();
        found.dedup();
        found
    }

    #[test]
    fn one_sign_that_is_wrong_missing_added_or_moved_is_a_near_miss() {
        let phrase = "以人民为中心的发展思想";
        for wrong in [
            "以人民为中心的发展思像想",
            "以人们为中心的发展思想",
            "以人民为中的发展思想",
            "以人民为中心中的发展思想",
            "以人民为心中的发展思想",
        ] {
            assert_eq!(near(phrase, &format!("坚持{wrong}，")), [wrong]);
        }
        for right in [
            "坚持以人民为中心的发展思想，",
            "以人民健康为中心的发展思路",
            "发展思想",
        ] {
            assert!(near(phrase, right).is_empty(), "{right}");
        }
    }
}
