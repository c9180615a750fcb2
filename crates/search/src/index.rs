//! The index of one server: opened where it lies, fed, asked, made anew. It rests on nothing but what it is given: one that is
//! missing, broken or of an older edition is made anew, and until then says that it is not ready.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term};

use crate::entry::Entry;
use crate::facets::Dimension;
use crate::folders::Folders;
use crate::lexicon::Lexicon;
use crate::schema::{EDITION, Fields, Terms};
use crate::synonyms::Synonyms;

/// Memory of whoever writes, in bytes: a few entries at a time, or all of them.
const FOR_A_FEW: usize = 15_000_000;
const FOR_ALL: usize = 60_000_000;
/// The file with the organ's own words of one meaning, in the folder of the search.
pub const OWN_SYNONYMS: &str = "synonyms.txt";
/// Entries after which a new index keeps what it has so far.
const AT_ONCE: usize = 5_000;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    #[error("the index is not ready")]
    NotReady,
    #[error("the index: {0}")]
    Engine(#[from] TantivyError),
    #[error("the folder of the index: {0}")]
    Folder(#[from] std::io::Error),
    #[error("an entry: {0}")]
    Entry(#[from] serde_json::Error),
}

impl SearchError {
    /// Whether another process is just putting something in: it is there soon.
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Engine(TantivyError::LockFailure(..)))
    }
}

/// A change of what is public.
#[derive(Debug, Default)]
pub struct Change {
    /// New, or in the place of what has the same key.
    pub put: Vec<Entry>,
    /// Keys of what is public no more.
    pub gone: Vec<String>,
    /// Kinds of which nothing stays but what is put.
    pub kinds_gone: Vec<String>,
    /// How far changes are taken in with it.
    pub position: i64,
}

/// What is kept with each commit.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    edition: u32,
    /// How far changes were taken in.
    position: i64,
}

/// An index that is in use.
pub(crate) struct Live {
    name: String,
    index: tantivy::Index,
    reader: IndexReader,
    position: i64,
    pub fields: Fields,
    lexicon: Mutex<Option<Arc<Lexicon>>>,
}

/// The index of this server.
pub struct Index {
    folders: Folders,
    synonyms: Synonyms,
    live: RwLock<Option<Arc<Live>>>,
    /// One at a time puts something in.
    feeding: Mutex<()>,
}

impl Index {
    /// Opens what lies in the folder; whatever that is, the answer is an index, ready or not.
    /// The organ's own words of one meaning stand beside it, in [`OWN_SYNONYMS`].
    pub fn open(folder: &Path) -> Self {
        let own = std::fs::read_to_string(folder.join(OWN_SYNONYMS)).unwrap_or_default();
        let index = Self {
            folders: Folders::new(folder),
            synonyms: Synonyms::read(&own),
            live: RwLock::new(None),
            feeding: Mutex::new(()),
        };
        // What can't be opened is not ready: whoever feeds it makes it anew.
        let _opened = index.look();
        index
    }

    /// How far changes were taken in; none where it has to be made anew.
    pub fn position(&self) -> Option<i64> {
        self.live().map(|live| live.position)
    }

    /// Follows what lies in the folder: another process may have made the index anew, or somebody taken it away. One that can't
    /// be opened is given up, and told once.
    pub fn look(&self) -> Result<(), SearchError> {
        let current = self.folders.current();
        let live = self.live();
        let is_known = current.as_ref() == live.as_ref().map(|live| &live.name);
        if is_known && live.is_none_or(|live| live.is_latest()) {
            return Ok(());
        }
        let opened = current.map_or(Ok(None), |name| Live::open(&self.folders, &name));
        match opened {
            Ok(live) => {
                self.put_to_use(live.map(Arc::new));
                Ok(())
            }
            Err(error) => {
                self.give_up();
                Err(error)
            }
        }
    }

    /// Takes a change in, in one commit that remembers how far changes are taken in.
    pub fn feed(&self, change: Change) -> Result<(), SearchError> {
        let _alone = self.feeding.lock().unwrap_or_else(PoisonError::into_inner);
        let live = self.ready()?;
        let mut writer: IndexWriter = live.index.writer_with_num_threads(1, FOR_A_FEW)?;
        let replaced = change.put.iter().map(|entry| &entry.key);
        for key in change.gone.iter().chain(replaced) {
            writer.delete_term(Term::from_field_text(live.fields.key, key));
        }
        for kind in &change.kinds_gone {
            writer.delete_term(Term::from_field_text(live.fields.of(Dimension::Kind), kind));
        }
        for entry in change.put {
            writer.add_document(live.fields.document(entry)?)?;
        }
        commit(&mut writer, change.position)?;
        writer.wait_merging_threads()?;
        let name = live.name.clone();
        self.put_to_use(Live::open(&self.folders, &name)?.map(Arc::new));
        Ok(())
    }

    /// Begins an index anew, beside the one in use.
    pub fn rebuild(self: &Arc<Self>) -> Result<Rebuild, SearchError> {
        let name = self.folders.make()?;
        let fields = Fields::new();
        let directory = MmapDirectory::open(self.folders.of(&name)).map_err(TantivyError::from)?;
        let index = tantivy::Index::builder()
            .schema(fields.schema.clone())
            .open_or_create(directory)?;
        index.tokenizers().register(Terms::NAME, Terms::default());
        let writer = index.writer_with_num_threads(1, FOR_ALL)?;
        Ok(Rebuild {
            of: Arc::clone(self),
            name,
            fields,
            writer,
            since: 0,
        })
    }

    /// Lets an index go that can't be read: it is made anew.
    pub fn give_up(&self) {
        // Where even that can't be written, the next look finds the same again.
        let _forgotten = self.folders.forget();
        self.put_to_use(None);
    }

    pub(crate) fn ready(&self) -> Result<Arc<Live>, SearchError> {
        self.live().ok_or(SearchError::NotReady)
    }

    pub(crate) const fn synonyms(&self) -> &Synonyms {
        &self.synonyms
    }

    fn live(&self) -> Option<Arc<Live>> {
        self.live.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn put_to_use(&self, live: Option<Arc<Live>>) {
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = live;
    }
}

impl Live {
    /// None where it is of another edition, or nothing was ever committed.
    fn open(folders: &Folders, name: &str) -> Result<Option<Self>, SearchError> {
        let index = tantivy::Index::open_in_dir(folders.of(name))?;
        let kept = index.load_metas()?.payload;
        let kept: Option<Kept> = kept.as_deref().and_then(|kept| serde_json::from_str(kept).ok());
        let Some(kept) = kept.filter(|kept| kept.edition == EDITION) else {
            return Ok(None);
        };
        index.tokenizers().register(Terms::NAME, Terms::default());
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Some(Self {
            name: name.to_owned(),
            index,
            reader,
            position: kept.position,
            fields: Fields::new(),
            lexicon: Mutex::new(None),
        }))
    }

    /// Whether nobody else took anything in since it was opened. What can't be read now is found out by whoever asks it.
    fn is_latest(&self) -> bool {
        let kept = self.index.load_metas().ok().and_then(|metas| metas.payload);
        let kept: Option<Kept> = kept.and_then(|kept| serde_json::from_str(&kept).ok());
        kept.is_none_or(|kept| kept.position == self.position)
    }

    pub fn searcher(&self) -> tantivy::Searcher {
        self.reader.searcher()
    }

    /// The words of the index; read when they are first asked for after a change.
    pub fn lexicon(&self) -> Result<Arc<Lexicon>, SearchError> {
        let mut held = self.lexicon.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lexicon) = &*held {
            return Ok(Arc::clone(lexicon));
        }
        let lexicon = Arc::new(Lexicon::read(&self.searcher(), self.fields.words)?);
        *held = Some(Arc::clone(&lexicon));
        Ok(lexicon)
    }
}

/// An index that is being made; the one in use answers meanwhile.
pub struct Rebuild {
    of: Arc<Index>,
    name: String,
    fields: Fields,
    writer: IndexWriter<TantivyDocument>,
    since: usize,
}

impl Rebuild {
    pub fn add(&mut self, entry: Entry) -> Result<(), SearchError> {
        self.writer.add_document(self.fields.document(entry)?)?;
        self.since += 1;
        if self.since >= AT_ONCE {
            self.since = 0;
            self.writer.commit()?;
        }
        Ok(())
    }

    /// Puts it to use; `position` is how far changes had come before the first entry was read.
    pub fn finish(mut self, position: i64) -> Result<(), SearchError> {
        commit(&mut self.writer, position)?;
        self.writer.wait_merging_threads()?;
        self.of.folders.put_to_use(&self.name)?;
        self.of.look()?;
        // An older folder that can't be removed now is removed the next time.
        let _cleaned = self.of.folders.clean_up();
        Ok(())
    }
}

fn commit(writer: &mut IndexWriter, position: i64) -> Result<(), SearchError> {
    let kept = Kept {
        edition: EDITION,
        position,
    };
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&serde_json::to_string(&kept)?);
    prepared.commit()?;
    Ok(())
}
