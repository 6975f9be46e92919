//! Where an option may stand: before or after a command's name, and only with a command that has a use for it.

use super::Cli;
use super::configuration::Configuration;
use super::container::ContainerArgs;
use super::dns::DnsArgs;
use super::files::FilesArgs;
use super::known::KnownArgs;
use super::look::Look;
use super::moment::Moment;
use super::rules::RulesArgs;
use super::words::formats_of_scan;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Args, Command, CommandFactory, Error, Id};

/// The groups of common options that a command has.
fn groups(command: &str) -> Vec<Id> {
    let mut taken = ids::<Configuration>();
    match command {
        "check" => {
            taken.extend([ids::<Look>(), ids::<DnsArgs>(), ids::<FilesArgs>()].concat());
        }
        "iocs" => {
            taken.extend([ids::<Look>(), ids::<Moment>(), ids::<DnsArgs>()].concat());
            taken.extend([ids::<FilesArgs>(), ids::<KnownArgs>()].concat());
            taken.extend(ids::<ContainerArgs>());
        }
        "render" => taken.extend(ids::<Look>()),
        "explain" => taken.extend(ids::<RulesArgs>()),
        "scan" => {
            taken.extend([ids::<Look>(), ids::<Moment>(), ids::<DnsArgs>()].concat());
            taken.extend([ids::<FilesArgs>(), ids::<KnownArgs>()].concat());
            taken.extend([ids::<ContainerArgs>(), ids::<RulesArgs>()].concat());
            taken.retain(|id| !OF_ONE_MESSAGE.contains(&id.as_str()));
        }
        "serve" => {
            taken.extend([ids::<Moment>(), ids::<DnsArgs>(), ids::<KnownArgs>()].concat());
            taken.extend(ids::<RulesArgs>());
            taken.retain(|id| !OF_ONE_MESSAGE.contains(&id.as_str()) && id != "record_dns");
            taken.push(Id::from("inner"));
        }
        "recover" => {
            taken.extend([ids::<DnsArgs>(), ids::<FilesArgs>(), ids::<ContainerArgs>()].concat());
        }
        "cortex" => taken.extend([ids::<Moment>(), ids::<DnsArgs>()].concat()),
        "redact" => taken.extend([ids::<FilesArgs>(), ids::<ContainerArgs>()].concat()),
        "report" => {
            taken.extend([ids::<Moment>(), ids::<DnsArgs>()].concat());
            taken.extend([ids::<FilesArgs>(), ids::<KnownArgs>()].concat());
            taken.extend(ids::<ContainerArgs>());
        }
        _ => {}
    }
    taken
}

/// What is said of one message, and means nothing for many.
const OF_ONE_MESSAGE: &[&str] = &["message", "client_ip", "helo", "mail_from"];

fn ids<A: Args>() -> Vec<Id> {
    let group = A::augment_args(Command::new("group"));
    group
        .get_arguments()
        .map(|arg| arg.get_id().clone())
        .collect()
}

/// All that can be typed. A command whose help would list common options that it has no use for hides them.
pub fn command() -> Command {
    let command = Cli::command();
    let common: Vec<Arg> = command
        .get_arguments()
        .filter(|arg| arg.is_global_set())
        .cloned()
        .collect();
    command.mut_subcommands(|sub| {
        let taken = groups(sub.get_name());
        let foreign: Vec<&Arg> = common
            .iter()
            .filter(|arg| !taken.contains(arg.get_id()))
            .collect();
        let sub = without(sub, &foreign);
        match common.iter().find(|arg| arg.get_id() == "format") {
            Some(format) if sub.get_name() == "scan" => {
                let format = format.clone().value_parser(formats_of_scan());
                sub.arg(format.default_value("table"))
            }
            _ => sub,
        }
    })
}

fn without(command: Command, foreign: &[&Arg]) -> Command {
    let own: Vec<Id> = command
        .get_arguments()
        .map(|arg| arg.get_id().clone())
        .collect();
    foreign
        .iter()
        .filter(|arg| !own.contains(arg.get_id()))
        .fold(command, |command, &arg| command.arg(arg.clone().hide(true)))
        .mut_subcommands(|sub| without(sub, foreign))
}

/// What was typed, as the innermost command has it.
pub struct Typed<'m> {
    matches: &'m ArgMatches,
    command: Command,
}

impl<'m> Typed<'m> {
    /// Of all that was read with [`command`].
    pub fn of(matches: &'m ArgMatches) -> Self {
        let mut command = command();
        command.build();
        let (mut command, mut matches) = (command, matches);
        while let Some((name, inner)) = matches.subcommand() {
            let Some(found) = command.find_subcommand(name).cloned() else {
                break;
            };
            (command, matches) = (found, inner);
        }
        Self { matches, command }
    }

    /// Whether an option was typed, by its field's name.
    pub fn has(&self, id: &str) -> bool {
        is_typed(self.matches, id)
    }

    /// Whether the command has an option that people see, by its long name.
    pub fn takes(&self, flag: &str) -> bool {
        self.option(flag).is_some()
    }

    /// Whether an option was typed, by its long name.
    pub fn has_flag(&self, flag: &str) -> bool {
        self.option(flag)
            .is_some_and(|arg| self.has(arg.get_id().as_str()))
    }

    /// Puts what was typed in the place of what holds otherwise.
    pub fn over<T>(&self, id: &str, place: &mut T, typed: T) {
        if self.has(id) {
            *place = typed;
        }
    }

    fn option(&self, flag: &str) -> Option<&Arg> {
        self.command
            .get_arguments()
            .find(|arg| arg.get_long() == Some(flag) && !arg.is_hide_set())
    }
}

fn is_typed(matches: &ArgMatches, id: &str) -> bool {
    matches.ids().any(|known| known == id)
        && matches.value_source(id) == Some(ValueSource::CommandLine)
}

/// Refuses what was typed before a command that has no such option, and what excludes each other across the command's name,
/// which the reader of arguments looks at one side at a time.
pub fn refuse_misplaced(all: &ArgMatches) -> Result<(), Error> {
    let Some((name, _)) = all.subcommand() else {
        return Ok(());
    };
    let typed = Typed::of(all);
    let mut innermost = typed.command.clone();
    let whole = Cli::command();
    for arg in whole.get_arguments() {
        let id = arg.get_id().as_str();
        let is_foreign = if arg.is_global_set() {
            let there = innermost
                .get_arguments()
                .find(|own| own.get_id() == arg.get_id());
            there.is_none_or(Arg::is_hide_set) && typed.has(id)
        } else {
            is_typed(all, id)
        };
        if is_foreign {
            let said = format!("the argument '{}' is not for '{name}'", shown(arg));
            return Err(innermost.error(ErrorKind::UnknownArgument, said));
        }
    }
    let present: Vec<Arg> = innermost
        .get_arguments()
        .filter(|arg| typed.has(arg.get_id().as_str()))
        .cloned()
        .collect();
    for arg in &present {
        let against = innermost.get_arg_conflicts_with(arg);
        if let Some(other) = against.into_iter().find(|other| present.contains(other)) {
            let (one, other) = (shown(arg), shown(other));
            let said = format!("the argument '{one}' cannot be used with '{other}'");
            return Err(innermost.error(ErrorKind::ArgumentConflict, said));
        }
    }
    Ok(())
}

/// An option as it is typed.
fn shown(arg: &Arg) -> String {
    match arg.get_long() {
        Some(long) => format!("--{long}"),
        None => arg.to_string(),
    }
}
