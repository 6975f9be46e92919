//! The public face of the library: what `src/lib.rs` names without hiding it, with its fields, variants, functions and traits.
//! `tests/public-api.txt` records it, so that a change of it is seen in review.
//!
//! `UPDATE_GOLDEN=1 cargo test --test cli public_api` records what is there.

use crate::layering::source::{Crate, ModulePath};
use quote::ToTokens;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use syn::{Attribute, Fields, ImplItem, Item, Type, UseTree, Visibility};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn parse(file: &str) -> Vec<Item> {
    let text = fs::read_to_string(root().join("src").join(file)).expect("a file of the source");
    syn::parse_file(&text).expect("Rust").items
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("doc")
            && attribute
                .meta
                .to_token_stream()
                .to_string()
                .contains("hidden")
    })
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Tokens as a person writes them.
fn text(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (from, to) in [
        (" :: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        ("> (", ">("),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" ,", ","),
        (", )", ")"),
        (" :", ":"),
        ("& ", "&"),
        ("[ ", "["),
        (" ]", "]"),
        (" ;", ";"),
    ] {
        text = text.replace(from, to);
    }
    // Of arrows and references after a comma or a parenthesis nothing was meant.
    text.replace("->(", "-> (").replace("- >", "->")
}

/// The paths that a `use` hands on.
fn handed_on(before: &[String], tree: &UseTree, found: &mut Vec<Vec<String>>) {
    let with = |word: &syn::Ident| [before, &[word.to_string()]].concat();
    match tree {
        UseTree::Path(path) => handed_on(&with(&path.ident), &path.tree, found),
        UseTree::Group(group) => {
            for tree in &group.items {
                handed_on(before, tree, found);
            }
        }
        UseTree::Name(name) => found.push(with(&name.ident)),
        UseTree::Rename(_) | UseTree::Glob(_) => panic!("a name that the list cannot follow"),
    }
}

fn derives(attributes: &[Attribute]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for attribute in attributes {
        if attribute.path().is_ident("derive") {
            let _ = attribute.parse_nested_meta(|meta| {
                found.insert(text(&meta.path));
                Ok(())
            });
        }
        if attribute.path().is_ident("non_exhaustive") {
            found.insert("(non-exhaustive)".to_owned());
        }
    }
    found
}

fn fields(fields: &Fields, all_public: bool) -> Vec<String> {
    let shown = fields
        .iter()
        .filter(|field| all_public || is_public(&field.vis));
    shown
        .map(|field| match &field.ident {
            Some(name) => format!("{name}: {}", text(&field.ty)),
            None => text(&field.ty),
        })
        .collect()
}

/// What an item is, if it has this name; the traits that it derives are added.
fn definition(item: &Item, name: &str, traits: &mut BTreeSet<String>) -> Option<String> {
    let mut out = String::new();
    match item {
        // An enum whose values are listed by a macro.
        Item::Macro(item) if item.mac.path.is_ident("listed") => {
            let inner: Item = item.mac.parse_body().ok()?;
            return definition(&inner, name, traits).map(|text| text + "    const ALL\n");
        }
        Item::Struct(item) if item.ident == name => {
            traits.extend(derives(&item.attrs));
            let _ = writeln!(out, "struct {name}");
            for field in fields(&item.fields, false) {
                let _ = writeln!(out, "    {field}");
            }
        }
        Item::Enum(item) if item.ident == name => {
            traits.extend(derives(&item.attrs));
            let _ = writeln!(out, "enum {name}");
            for variant in &item.variants {
                let inner = fields(&variant.fields, true).join(", ");
                let inner = if inner.is_empty() {
                    inner
                } else {
                    format!("({inner})")
                };
                let _ = writeln!(out, "    {}{inner}", variant.ident);
            }
        }
        Item::Fn(item) if item.sig.ident == name => {
            let _ = writeln!(out, "{}", text(&item.sig));
        }
        _ => return None,
    }
    Some(out)
}

/// The public functions of a type, and the traits that it has.
fn implementations(
    items: &[Item],
    name: &str,
    functions: &mut BTreeSet<String>,
    traits: &mut BTreeSet<String>,
) {
    for item in items {
        let Item::Impl(item) = item else { continue };
        let Type::Path(of) = &*item.self_ty else {
            continue;
        };
        if of
            .path
            .segments
            .last()
            .is_none_or(|last| last.ident != name)
        {
            continue;
        }
        match &item.trait_ {
            Some((_, path, _)) => {
                traits.insert(text(path));
            }
            None => {
                for inner in &item.items {
                    match inner {
                        ImplItem::Fn(function)
                            if is_public(&function.vis) && !is_hidden(&function.attrs) =>
                        {
                            functions.insert(text(&function.sig));
                        }
                        ImplItem::Const(constant) if is_public(&constant.vis) => {
                            functions.insert(format!(
                                "const {}: {}",
                                constant.ident,
                                text(&constant.ty)
                            ));
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}

fn described(krate: &Crate, path: &[String]) -> String {
    let name = path.last().expect("a name");
    let home = krate
        .definer(&[], path)
        .unwrap_or_else(|| panic!("{path:?} is defined nowhere"));
    let mut traits = BTreeSet::new();
    let items = parse(&krate.modules[&home].file);
    let mut out = items
        .iter()
        .find_map(|item| definition(item, name, &mut traits))
        .unwrap_or_else(|| panic!("{path:?} is not in {home:?}"));
    let mut functions = BTreeSet::new();
    let is_here = |module: &ModulePath| {
        *module == home || krate.definer(module, std::slice::from_ref(name)).as_ref() == Some(&home)
    };
    for (module, source) in &krate.modules {
        // Whoever adds to a type is in its room.
        if module.first() == home.first() && is_here(module) {
            implementations(&parse(&source.file), name, &mut functions, &mut traits);
        }
    }
    for function in functions {
        let _ = writeln!(out, "    {function}");
    }
    if !traits.is_empty() {
        let traits: Vec<String> = traits.into_iter().collect();
        let _ = writeln!(out, "    has {}", traits.join(", "));
    }
    out
}

#[test]
fn the_public_face_is_the_recorded_one() {
    let krate = Crate::read(&root().join("src"), "lib.rs");
    let mut paths = Vec::new();
    for item in parse("lib.rs") {
        match item {
            Item::Use(item) if is_public(&item.vis) && !is_hidden(&item.attrs) => {
                handed_on(&[], &item.tree, &mut paths);
            }
            Item::Mod(item) => assert!(
                !is_public(&item.vis) || is_hidden(&item.attrs),
                "{} is public: this list has to follow it",
                item.ident
            ),
            _ => {}
        }
    }
    paths.sort_by(|a, b| a.last().cmp(&b.last()));
    let face: Vec<String> = paths.iter().map(|path| described(&krate, path)).collect();
    let face = face.join("\n");
    let file = Path::new("tests/public-api.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(root().join(file), &face).expect("written");
    }
    let recorded = fs::read_to_string(root().join(file)).unwrap_or_default();
    assert!(
        recorded == face,
        "the public face has changed; if that is meant: UPDATE_GOLDEN=1 cargo test --test cli public_api\n{face}"
    );
}
