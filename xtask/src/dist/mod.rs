//! What a release has, in `target/dist/files`: the program linked statically as an archive and as a container, the package of
//! Debian, the list of what is in it, the licenses of that, and the digests of all.

mod licenses;
mod oci;

use crate::in_repository;
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "x86_64-unknown-linux-gnu";

/// The subcommands of cargo that are needed, by their crates.
const TOOLS: [&str; 3] = ["cargo-auditable", "cargo-cyclonedx", "cargo-deb"];

/// Linked statically, a program does not find the C library's `getrandom`, and would look for a device that a root with nothing
/// else in it has not: it asks the kernel itself.
const STATIC: &[&str] = &[
    "-C",
    "target-feature=+crt-static",
    "--cfg",
    "getrandom_backend=\"linux_getrandom\"",
];

/// Makes all of it.
pub(crate) fn run(out: &mut dyn Write) -> Result<()> {
    for tool in TOOLS {
        // Not all of them have an option that does nothing.
        if Command::new(tool).arg("--help").output().is_err() {
            bail!(
                "{tool} is missing: cargo install --locked {}",
                TOOLS.join(" ")
            );
        }
    }
    let files = in_repository("target/dist/files");
    if files.exists() {
        fs::remove_dir_all(&files)?;
    }
    fs::create_dir_all(&files)?;
    let files = files.canonicalize()?;
    let version = version()?;
    let name = format!("hdrtrace-{version}-x86_64-linux");

    let program = build(STATIC)?;
    run_in_repository("packaging/stage", [&program])?;
    archive(&files, &name)?;
    oci::write(&program, &files.join(format!("{name}.oci.tar")), &version)?;
    sbom(&files, &name)?;

    let program = build(&[])?;
    run_in_repository("packaging/stage", [&program])?;
    run_in_repository(
        "cargo",
        [
            "deb".as_ref(),
            "--quiet".as_ref(),
            "--no-build".as_ref(),
            "--output".as_ref(),
            files.as_os_str(),
        ],
    )?;
    sums(&files, out)
}

/// The version of the program.
fn version() -> Result<String> {
    let manifest = fs::read_to_string(in_repository("Cargo.toml"))?;
    let line = manifest
        .lines()
        .find_map(|line| line.strip_prefix("version = "));
    let version = line.context("Cargo.toml has no version")?;
    Ok(version.trim_matches('"').to_owned())
}

/// Builds the program with the list of its dependencies in it; gives where it is.
///
/// No path of this machine gets into it, so that the same source gives the same bytes elsewhere.
fn build(flags: &[&str]) -> Result<PathBuf> {
    let here = in_repository(".").canonicalize()?;
    let home = std::env::var_os("CARGO_HOME").map_or_else(
        || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cargo"),
        PathBuf::from,
    );
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let mut all = vec![
        remap(&here, "/hdrtrace"),
        remap(&home.join("registry/src"), "/crates"),
    ];
    all.extend(flags.iter().map(|&flag| flag.to_owned()));
    let target = here.join("target/dist");
    let status = Command::new("cargo")
        .current_dir(&here)
        .args([
            "auditable",
            "build",
            "--quiet",
            "--locked",
            "--profile",
            "dist",
        ])
        .args(["--bin", "hdrtrace", "--target", TARGET])
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_INCREMENTAL", "0")
        // What C code takes for the time at which it is compiled.
        .env("SOURCE_DATE_EPOCH", epoch()?.to_string())
        .env("CARGO_ENCODED_RUSTFLAGS", all.join("\x1f"))
        .status()?;
    if !status.success() {
        bail!("cargo auditable build: {status}");
    }
    Ok(target.join(TARGET).join("dist/hdrtrace"))
}

/// The program with its pages, completions and unit, packed so that the same files give the same bytes.
fn archive(files: &Path, name: &str) -> Result<()> {
    let folder = in_repository("target/dist").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for from in [
        "target/staged/hdrtrace",
        "target/staged/man",
        "target/staged/completions",
        "integrations/systemd/hdrtrace.service",
        "docs/config.schema.json",
        "docs/report.schema.json",
        "README.md",
        "CHANGELOG.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
    ] {
        let mut copy = Command::new("cp");
        succeed(copy.arg("-r").arg(in_repository(from)).arg(&folder))?;
    }
    fs::write(folder.join("THIRD-PARTY.txt"), licenses::text(TARGET)?)?;
    pack(
        &in_repository("target/dist"),
        name,
        &files.join(format!("{name}.tar.gz")),
    )
}

/// Packs what lies in a folder as a compressed tar without owners, in a fixed order, with the time of the last commit.
fn pack(folder: &Path, inside: &str, to: &Path) -> Result<()> {
    let mut tar = Command::new("tar");
    tar.arg("--directory").arg(folder);
    tar.args(["--sort=name", "--owner=0", "--group=0", "--numeric-owner"]);
    tar.arg(format!("--mtime=@{}", epoch()?));
    tar.args(["--use-compress-program=gzip -9n", "--create", "--file"]);
    succeed(tar.arg(to).arg(inside))
}

/// The seconds since 1970 of the last commit: what is made of the same source has the same time.
fn epoch() -> Result<u64> {
    let output = Command::new("git")
        .current_dir(in_repository("."))
        .args(["log", "-1", "--format=%ct"])
        .output()?;
    String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .context("git tells no time of the last commit")
}

/// What the program is made of, as `CycloneDX`.
fn sbom(files: &Path, name: &str) -> Result<()> {
    let here = in_repository(".").canonicalize()?;
    let mut cyclonedx = Command::new("cargo");
    cyclonedx
        .current_dir(&here)
        .args(["cyclonedx", "--quiet", "--format", "json"])
        .args(["--spec-version", "1.5", "--target", TARGET])
        .args(["--describe", "binaries"])
        .env("SOURCE_DATE_EPOCH", epoch()?.to_string());
    succeed(&mut cyclonedx)?;
    // It describes all of the workspace, and where it is on this machine.
    let made = here.join("hdrtrace_bin.cdx.json");
    let text = fs::read_to_string(&made).with_context(|| made.display().to_string())?;
    let text = text.replace(&here.display().to_string(), "/hdrtrace");
    fs::write(files.join(format!("{name}.cdx.json")), text)?;
    fs::remove_file(made)?;
    fs::remove_file(here.join("xtask/xtask_bin.cdx.json"))?;
    Ok(())
}

fn sums(files: &Path, out: &mut dyn Write) -> Result<()> {
    let mut named: Vec<PathBuf> = fs::read_dir(files)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    named.sort();
    let mut text = String::new();
    for path in &named {
        let name = path.file_name().unwrap_or_default().display();
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}  {name}", hex(&fs::read(path)?));
    }
    fs::write(files.join("SHA256SUMS"), &text)?;
    out.write_all(text.as_bytes())?;
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn run_in_repository<A: AsRef<OsStr>>(
    program: &str,
    arguments: impl IntoIterator<Item = A>,
) -> Result<()> {
    let here = in_repository(".");
    let program = match here.join(program) {
        script if script.is_file() => script,
        _ => program.into(),
    };
    succeed(Command::new(program).current_dir(here).args(arguments))
}

fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?}"))?;
    if !status.success() {
        bail!("{command:?}: {status}");
    }
    Ok(())
}
