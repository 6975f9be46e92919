//! The source as modules, and which file each name of another file comes from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree, Visibility};

/// A module's path from the root of its crate.
pub type ModulePath = Vec<String>;

/// A file of the source.
pub struct Module {
    /// Its file, below `src`.
    pub file: String,
    /// Names that it defines.
    defined: BTreeSet<String>,
    /// Names that a `use` brings, with the whole path that each stands for.
    brought: BTreeMap<String, Vec<String>>,
    /// Every path that it uses, but for what it only hands on (`pub use`).
    used: BTreeSet<Vec<String>>,
}

/// A crate: its files by module path.
pub struct Crate {
    pub modules: BTreeMap<ModulePath, Module>,
}

impl Crate {
    /// Reads all files below a folder whose root is `root` (`lib.rs`, `main.rs`), leaving out tests.
    pub fn read(folder: &Path, root: &str) -> Self {
        let mut modules = BTreeMap::new();
        let mut open = vec![(folder.join(root), Vec::new())];
        while let Some((file, path)) = open.pop() {
            let text = fs::read_to_string(&file).expect("a file of the source");
            let tree = syn::parse_file(&text).expect("Rust");
            let mut collector = Collector::new(path.clone());
            collector.items(&tree.items);
            for child in collector.children {
                let mut inner = path.clone();
                inner.push(child);
                if let Some(file) = file_of(folder, &inner) {
                    open.push((file, inner));
                }
            }
            let module = Module {
                file: file
                    .strip_prefix(folder)
                    .expect("below")
                    .display()
                    .to_string(),
                defined: collector.defined,
                brought: collector.brought,
                used: collector.used,
            };
            modules.insert(path, module);
        }
        Self { modules }
    }

    /// The modules that one uses, by the files that define what it names.
    pub fn used_by(&self, path: &[String]) -> BTreeSet<ModulePath> {
        let module = &self.modules[path];
        let mut found = BTreeSet::new();
        for used in &module.used {
            found.extend(self.home(path, used, 0).filter(|home| home != path));
        }
        found
    }

    /// The module that defines what a path names, seen from a module.
    pub fn definer(&self, from: &[String], path: &[String]) -> Option<ModulePath> {
        self.home(from, path, 0)
    }

    /// The module that defines what a path names, seen from a module; `None` where it is of another crate.
    fn home(&self, from: &[String], used: &[String], depth: usize) -> Option<ModulePath> {
        // A name may be handed on from room to room; a circle of `use` would not compile.
        if depth > 16 {
            return None;
        }
        let (mut at, mut rest): (ModulePath, &[String]) = match used.first()?.as_str() {
            "crate" => (Vec::new(), &used[1..]),
            "self" => (from.to_vec(), &used[1..]),
            "super" => (from[..from.len().checked_sub(1)?].to_vec(), &used[1..]),
            _ => (from.to_vec(), used),
        };
        while let Some(word) = rest.first() {
            if word == "super" {
                at.pop();
                rest = &rest[1..];
                continue;
            }
            let mut inner = at.clone();
            inner.push(word.clone());
            if self.modules.contains_key(&inner) {
                at = inner;
                rest = &rest[1..];
                continue;
            }
            let module = self.modules.get(&at)?;
            if module.defined.contains(word) {
                return Some(at);
            }
            // A name that this file itself brought is resolved where it was brought from.
            let origin = module.brought.get(word)?;
            let mut whole = origin.clone();
            whole.extend(rest[1..].iter().cloned());
            if whole == used && at == from {
                return None;
            }
            return self.home(&at, &whole, depth + 1);
        }
        // The module itself, or all that is in it.
        (!used.is_empty() && used[0] != from.last().cloned().unwrap_or_default()).then_some(at)
    }
}

/// The file of a module: `a/b.rs` or `a/b/mod.rs`.
fn file_of(folder: &Path, path: &[String]) -> Option<PathBuf> {
    let below: PathBuf = path.iter().collect();
    [
        folder.join(&below).with_extension("rs"),
        folder.join(&below).join("mod.rs"),
    ]
    .into_iter()
    .find(|file| file.exists())
}

/// Gathers what a file defines, brings and uses.
struct Collector {
    path: ModulePath,
    children: Vec<String>,
    defined: BTreeSet<String>,
    brought: BTreeMap<String, Vec<String>>,
    used: BTreeSet<Vec<String>>,
}

impl Collector {
    fn new(path: ModulePath) -> Self {
        Self {
            path,
            children: Vec::new(),
            defined: BTreeSet::new(),
            brought: BTreeMap::new(),
            used: BTreeSet::new(),
        }
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            self.visit_item(item);
        }
    }

    fn bring(&mut self, before: &[String], tree: &UseTree, hands_on: bool) {
        let with = |word: &syn::Ident| {
            let mut path = before.to_vec();
            path.push(word.to_string());
            path
        };
        match tree {
            UseTree::Path(path) => self.bring(&with(&path.ident), &path.tree, hands_on),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.bring(before, tree, hands_on);
                }
            }
            UseTree::Glob(_) => self.take(before.to_vec(), hands_on),
            UseTree::Name(name) if name.ident == "self" => {
                let word = before.last().cloned().unwrap_or_default();
                self.brought.insert(word, before.to_vec());
                self.take(before.to_vec(), hands_on);
            }
            UseTree::Name(name) => {
                let path = with(&name.ident);
                self.brought.insert(name.ident.to_string(), path.clone());
                self.take(path, hands_on);
            }
            UseTree::Rename(name) => {
                let path = with(&name.ident);
                self.brought.insert(name.rename.to_string(), path.clone());
                self.take(path, hands_on);
            }
        }
    }

    fn take(&mut self, path: Vec<String>, hands_on: bool) {
        if !hands_on {
            self.used.insert(path);
        }
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute
                    .parse_args::<syn::Path>()
                    .is_ok_and(|path| path.is_ident("test"))
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item(&mut self, item: &'ast Item) {
        if is_test(attributes(item)) {
            return;
        }
        let name = match item {
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) => Some(&item.sig.ident),
            Item::Macro(item) => item.ident.as_ref(),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            _ => None,
        };
        self.defined.extend(name.map(ToString::to_string));
        match item {
            Item::Mod(module) if module.content.is_none() => {
                self.children.push(module.ident.to_string());
            }
            Item::Use(item) => {
                let hands_on = !matches!(item.vis, Visibility::Inherited);
                self.bring(&[], &item.tree, hands_on);
            }
            Item::Macro(item) => {
                // An enum whose values the macro lists.
                if let Ok(Item::Enum(listed)) = item.mac.parse_body() {
                    self.defined.insert(listed.ident.to_string());
                }
                self.tokens(&item.mac);
            }
            _ => visit::visit_item(self, item),
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let words: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        if words.len() > 1 {
            self.used.insert(words);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.tokens(mac);
    }
}

impl Collector {
    /// The paths in what a macro is given, which is no tree: words that `::` joins.
    fn tokens(&mut self, mac: &syn::Macro) {
        let text = mac.tokens.to_string().replace(" :: ", "::");
        let _ = &self.path;
        for word in text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
            let words: Vec<String> = word.split("::").map(str::to_owned).collect();
            if words.len() > 1
                && words
                    .iter()
                    .all(|word| !word.is_empty() && !word.contains(':'))
            {
                self.used.insert(words);
            }
        }
    }
}
