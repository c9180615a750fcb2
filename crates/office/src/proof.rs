//! The organ's own words for proofreading (校对词库): right phrases and leaders with their posts, each with its source. What a word
//! must have is `law::proof::OwnWord`'s.

use jiff::Timestamp;
use law::audit::{Key, Recorded};
use law::framed::Framed;
use law::proof::{Leader, OwnWord, WordKind};
use law::staff::{Act, may};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::audit::{self, Detail, instant};
use crate::entity::proof_word::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{OrganId, ProofWordId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::text::line;

/// Most words that an organ keeps: each is sought in every text.
pub const MOST: usize = 5_000;

/// A word as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptWord {
    pub id: ProofWordId,
    pub word: OwnWord,
    pub by: String,
    pub at: Timestamp,
}

/// The organ's words as the rules ask for them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words(Vec<OwnWord>);

impl Words {
    /// The right phrases.
    pub fn phrases(&self) -> Vec<&str> {
        let phrases = self.0.iter().filter(|word| word.kind == WordKind::Phrase);
        phrases.map(|word| word.word.as_str()).collect()
    }

    /// By what it is known that they are the same words.
    pub fn known_by(&self) -> String {
        let fields = self
            .0
            .iter()
            .flat_map(|word| [word.kind.code(), &word.word, &word.post]);
        Framed::hash_of(fields)
    }

    /// The leaders.
    pub fn leaders(&self) -> Vec<Leader<'_>> {
        let leaders = self.0.iter().filter(|word| word.kind == WordKind::Leader);
        leaders
            .map(|word| Leader {
                name: &word.word,
                post: &word.post,
            })
            .collect()
    }
}

/// The organ's words, in the order of their kinds.
pub async fn list(office: &Office, actor: &Actor) -> Result<Vec<KeptWord>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let rows = rows(office.on(), actor.organ).await?;
    rows.into_iter()
        .map(|row| {
            Ok(KeptWord {
                id: row.id,
                by: row.writer_name.clone(),
                at: instant(row.written_at)?,
                word: read(row)?,
            })
        })
        .collect()
}

/// Sets a word down; one that is kept already gets the source that is given now.
pub async fn keep(office: &Office, actor: &Actor, moment: Moment, word: &OwnWord) -> Result<(), OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let word = trimmed(word);
    OfficeError::of_fields(word.faults())?;
    transaction!(office, |tx| {
        write(&tx, actor, moment, &word).await?;
        refuse_too_many(&tx, actor.organ).await?;
        let detail = Detail::none().with(Key::Name, word.word.as_str());
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::DocumentsAddWord,
            actor.organ,
            detail,
        )
        .await
    })
}

/// Takes in the words of a file of that name, all or none. Each has been found without fault.
pub async fn take_in(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    words: &[OwnWord],
    file: &str,
) -> Result<usize, OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let words: Vec<OwnWord> = words.iter().map(trimmed).collect();
    if words.is_empty() {
        return Err(OfficeError::invalid("file", "文件中没有可以导入的词。"));
    }
    for word in &words {
        OfficeError::of_fields(word.faults())?;
    }
    transaction!(office, |tx| {
        for word in &words {
            write(&tx, actor, moment, word).await?;
        }
        refuse_too_many(&tx, actor.organ).await?;
        let detail = Detail::none()
            .with(Key::File, line(file))
            .with(Key::Lines, i64::try_from(words.len()).unwrap_or(i64::MAX));
        let act = Recorded::DocumentsImportWords;
        audit::append(&tx, actor, moment, act, actor.organ, detail).await?;
        Ok(words.len())
    })
}

/// Takes a word off the list.
pub async fn remove(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: ProofWordId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    transaction!(office, |tx| {
        let found = Entity::find_by_id(id)
            .filter(Column::OrganId.eq(actor.organ))
            .one(tx.on())
            .await?;
        let row = found.ok_or(OfficeError::Missing)?;
        Entity::delete_by_id(id).exec(tx.on()).await?;
        let detail = Detail::none().with(Key::Name, row.word);
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::DocumentsRemoveWord,
            actor.organ,
            detail,
        )
        .await
    })
}

/// The words that the gate asks with.
pub(crate) async fn words_of(on: &impl ConnectionTrait, organ: OrganId) -> Result<Words, OfficeError> {
    let rows = rows(on, organ).await?.into_iter();
    Ok(Words(rows.map(read).collect::<Result<_, _>>()?))
}

async fn rows(on: &impl ConnectionTrait, organ: OrganId) -> Result<Vec<Model>, OfficeError> {
    let query = Entity::find()
        .filter(Column::OrganId.eq(organ))
        .order_by_asc(Column::Kind)
        .order_by_asc(Column::Id);
    Ok(query.all(on).await?)
}

async fn write(tx: &Tx<'_>, actor: &Actor, moment: Moment, word: &OwnWord) -> Result<(), OfficeError> {
    let post = Some(word.post.clone()).filter(|post| !post.is_empty());
    let same_post = post
        .as_deref()
        .map_or_else(|| Column::Post.is_null(), |post| Column::Post.eq(post));
    Entity::delete_many()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::Kind.eq(word.kind.code()))
        .filter(Column::Word.eq(word.word.as_str()))
        .filter(same_post)
        .exec(tx.on())
        .await?;
    let row = ActiveModel {
        id: Set(tx.next_id::<ProofWordId>(moment)),
        organ_id: Set(actor.organ),
        kind: Set(word.kind.code().to_owned()),
        word: Set(word.word.clone()),
        post: Set(post),
        source: Set(word.source.clone()),
        writer_name: Set(actor.name.clone()),
        written_at: Set(moment.millis()),
    };
    Entity::insert(row).exec_without_returning(tx.on()).await?;
    Ok(())
}

async fn refuse_too_many(tx: &Tx<'_>, organ: OrganId) -> Result<(), OfficeError> {
    if rows(tx.on(), organ).await?.len() > MOST {
        let message = format!("校对词库最多 {MOST} 条，请先移出不用的词。");
        return Err(OfficeError::invalid("word", message));
    }
    Ok(())
}

fn trimmed(word: &OwnWord) -> OwnWord {
    OwnWord {
        kind: word.kind,
        word: line(&word.word),
        post: line(&word.post),
        source: line(&word.source),
    }
}

fn read(row: Model) -> Result<OwnWord, OfficeError> {
    let kind = WordKind::from_code(&row.kind)
        .ok_or_else(|| OfficeError::Damaged(format!("proof_word.kind，第 {} 行", row.id)))?;
    Ok(OwnWord {
        kind,
        word: row.word,
        post: row.post.unwrap_or_default(),
        source: row.source,
    })
}
