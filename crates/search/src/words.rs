//! Words of Chinese text, by the dictionary of jieba. It takes some 30 MB and a third of a second to load: it is there only
//! while somebody searches or something is put into the index, and let go of afterwards.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jieba_rs::Jieba;

struct Held {
    jieba: Arc<Jieba>,
    used: Instant,
}

static HELD: Mutex<Option<Held>> = Mutex::new(None);

/// The dictionary, loaded where it is not there.
pub fn dictionary() -> Arc<Jieba> {
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    let held = held.get_or_insert_with(|| Held {
        jieba: Arc::new(Jieba::new()),
        used: Instant::now(),
    });
    held.used = Instant::now();
    Arc::clone(&held.jieba)
}

/// Lets the dictionary go where nobody used it for so long.
pub fn let_go_unused(after: Duration) {
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    if held.as_ref().is_some_and(|held| held.used.elapsed() >= after) {
        *held = None;
    }
}

/// Whether the dictionary is in memory.
pub fn is_loaded() -> bool {
    HELD.lock().unwrap_or_else(PoisonError::into_inner).is_some()
}

/// The words of a folded text as the index has them: long ones, and the short ones inside them.
pub fn for_index(jieba: &Jieba, folded: &str) -> Vec<String> {
    jieba
        .cut_for_search(folded, true)
        .into_iter()
        .map(|token| token.word)
        .filter(|word| word.chars().nth(1).is_some() && word.chars().any(char::is_alphanumeric))
        .map(str::to_owned)
        .collect()
}

/// What nobody looks for: it only makes a sentence of the words.
const EMPTY: [&str; 74] = [
    "的",
    "了",
    "和",
    "与",
    "及",
    "或",
    "在",
    "是",
    "有",
    "为",
    "对",
    "把",
    "被",
    "从",
    "到",
    "由",
    "于",
    "以",
    "就",
    "都",
    "也",
    "还",
    "又",
    "很",
    "吗",
    "呢",
    "吧",
    "啊",
    "么",
    "我",
    "你",
    "您",
    "他",
    "她",
    "它",
    "这",
    "那",
    "哪",
    "谁",
    "要",
    "想",
    "能",
    "会",
    "请",
    "个",
    "怎么",
    "怎样",
    "如何",
    "哪里",
    "哪儿",
    "哪些",
    "什么",
    "多少",
    "是否",
    "可以",
    "能否",
    "请问",
    "我们",
    "你们",
    "需要",
    "关于",
    "以及",
    "或者",
    "怎么办",
    "为什么",
    "有没有",
    "是不是",
    "想要",
    "应该",
    "一下",
    "这个",
    "那个",
    "时候",
    "呀",
];

/// Whether a word only makes a sentence of the others.
pub fn is_empty(word: &str) -> bool {
    EMPTY.contains(&word)
}
