//! Where the index lies: each one made has a folder of its own under the data folder, and a small file names the one in use. So
//! a new one is made beside the old while that is read, by this process or by another.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const CURRENT: &str = "current";
const STEM: &str = "index-";

/// The folder of all that belongs to the search.
#[derive(Clone, Debug)]
pub struct Folders {
    root: PathBuf,
}

impl Folders {
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// The one in use, by its name.
    pub fn current(&self) -> Option<String> {
        let name = fs::read_to_string(self.root.join(CURRENT)).ok()?;
        let name = name.trim();
        // A name of ours, and nothing that leads elsewhere.
        let number = name.strip_prefix(STEM)?;
        number.parse::<u64>().ok()?;
        self.of(name).is_dir().then(|| name.to_owned())
    }

    pub fn of(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// A new folder, under a name that none had.
    pub fn make(&self) -> io::Result<String> {
        fs::create_dir_all(&self.root)?;
        let last = self.numbers()?.into_iter().max().unwrap_or(0);
        let mut number = last + 1;
        loop {
            let name = format!("{STEM}{number}");
            match fs::create_dir(self.of(&name)) {
                Ok(()) => return Ok(name),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// Puts one to use: whoever looks from now on finds it.
    pub fn put_to_use(&self, name: &str) -> io::Result<()> {
        let beside = self.root.join(format!("{CURRENT}.{name}"));
        fs::write(&beside, name)?;
        fs::rename(beside, self.root.join(CURRENT))
    }

    /// Says that there is none in use.
    pub fn forget(&self) -> io::Result<()> {
        match fs::remove_file(self.root.join(CURRENT)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Takes away those before the one in use. Who still reads one has its files open; one that is being made is newer.
    pub fn clean_up(&self) -> io::Result<()> {
        let Some(current) = self.current() else {
            return Ok(());
        };
        let number = |name: &str| {
            name.strip_prefix(STEM)
                .and_then(|number| number.parse::<u64>().ok())
        };
        let Some(kept) = number(&current) else {
            return Ok(());
        };
        for older in self.numbers()?.into_iter().filter(|number| *number < kept) {
            fs::remove_dir_all(self.of(&format!("{STEM}{older}")))?;
        }
        Ok(())
    }

    fn numbers(&self) -> io::Result<Vec<u64>> {
        let mut numbers = Vec::new();
        for entry in fs::read_dir(&self.root)? {
            let name = entry?.file_name();
            let number = name
                .to_str()
                .and_then(|name| name.strip_prefix(STEM)?.parse::<u64>().ok());
            numbers.extend(number);
        }
        Ok(numbers)
    }
}
