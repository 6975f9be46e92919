//! Completions for shells. A first word is a command or a file here, which the scripts of fish and zsh do not provide for: what is
//! made for them is mended.

use anyhow::{Context, Result};
use clap::Command;
use clap_complete::Shell;

/// The completions for a shell.
///
/// # Errors
///
/// What has to be mended is not there.
pub(super) fn of(shell: Shell, all: &mut Command) -> Result<String> {
    let mut made = Vec::new();
    clap_complete::generate(shell, all, "hdrtrace", &mut made);
    let script = String::from_utf8(made)?;
    let names: Vec<&str> = all.get_subcommands().map(Command::get_name).collect();
    match shell {
        Shell::Fish => fish(&script, &names.join(" ")),
        Shell::Zsh => zsh(&script, &names.join(" ")),
        _ => Ok(script),
    }
}

/// A line that ends with an option cannot be read, since its value is missing: no command was typed yet, and the value is completed.
/// Options are completed after a file, too.
fn fish(script: &str, names: &str) -> Result<String> {
    let script = with(
        script,
        "2>/dev/null\n    or return\n",
        "2>/dev/null\n    or return 0\n",
    )?;
    with(
        &script,
        "    if set -q argv[1]\n",
        &format!("    if contains -- \"$argv[1]\" {names}\n"),
    )
}

/// The first word is completed as a file and as a command; after a file, options and files are.
fn zsh(script: &str, names: &str) -> Result<String> {
    const FIRST: &str = "\":: :_hdrtrace_commands\" \\\n";
    const OPTIONS: &str = "    _arguments \"${_arguments_options[@]}\" : \\\n";
    let (before, after) = cut(script, FIRST)?;
    let (head, options) = cut(before, OPTIONS)?;
    let (options, _) = cut(options, "'::files")?;
    let after_file = format!(
        "        if [[ \" {names} \" != *\" $line[1] \"* ]]; then\n{OPTIONS}{options}'*:file:_files' && ret=0\n            return ret\n        fi\n"
    );
    let after = after.replacen("$line[2]", "$line[1]", 3);
    let case = "        case $line[1] in\n";
    let after = with(&after, case, &format!("{after_file}{case}"))?;
    let first = "\":: :_hdrtrace_first\" \\\n";
    let made = format!("{head}{OPTIONS}{options}{first}{after}");
    let begin = "_hdrtrace() {\n";
    let alternatives = "_hdrtrace_first() {\n    _alternative 'commands:: _hdrtrace_commands' 'files:file:_files'\n}\n\n";
    with(&made, begin, &format!("{alternatives}{begin}"))
}

/// A script with something else in one place.
fn with(script: &str, from: &str, to: &str) -> Result<String> {
    let (before, after) = cut(script, from)?;
    Ok(format!("{before}{to}{after}"))
}

/// What is before a place in a script, and what is after it.
fn cut<'s>(script: &'s str, at: &str) -> Result<(&'s str, &'s str)> {
    let parts = script.split_once(at);
    parts.with_context(|| format!("the completions have another form: {at:?} is missing"))
}
