//! A container with nothing but the program, as an archive in the OCI image layout: what `podman load` and `skopeo` read.
//! It is what integrations/container/Containerfile describes, made without an engine.

use super::{epoch, hex, pack};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

const ENTRYPOINT: [&str; 7] = [
    "/hdrtrace",
    "serve",
    "--no-config",
    "--listen",
    "0.0.0.0:8025",
    "--token-file",
    "/run/secrets/token",
];

/// Writes the image.
pub(super) fn write(program: &Path, to: &Path, version: &str) -> Result<()> {
    let parent = to.parent().context("a folder")?;
    let work = parent.join("oci");
    let blobs = work.join("image/blobs/sha256");
    fs::create_dir_all(&blobs)?;
    let blob = |bytes: &[u8]| -> Result<String> {
        let digest = hex(bytes);
        fs::write(blobs.join(&digest), bytes)?;
        Ok(digest)
    };
    let described = |kind: &str, digest: &str, size: usize| {
        json!({
            "mediaType": format!("application/vnd.oci.image.{kind}"),
            "digest": format!("sha256:{digest}"),
            "size": size,
        })
    };
    let bytes = |value: &Value| serde_json::to_vec(value);

    let root = work.join("root");
    fs::create_dir_all(&root)?;
    fs::copy(program, root.join("hdrtrace"))?;
    pack(&root, "hdrtrace", &work.join("layer"))?;
    let packed = fs::read(work.join("layer"))?;
    // What is in the configuration is the digest of the layer before its compression.
    let unpacked = Command::new("gzip")
        .args(["--decompress", "--stdout", "--suffix=", "--force"])
        .arg(work.join("layer"))
        .output()?;
    let layer = described("layer.v1.tar+gzip", &blob(&packed)?, packed.len());

    let configuration = bytes(&json!({
        "created": created(epoch()?)?,
        "architecture": "amd64",
        "os": "linux",
        "config": {
            "User": "65534:65534",
            "ExposedPorts": {"8025/tcp": {}},
            "Entrypoint": ENTRYPOINT,
            "StopSignal": "SIGTERM",
        },
        "rootfs": {"type": "layers", "diff_ids": [format!("sha256:{}", hex(&unpacked.stdout))]},
    }))?;
    let config = described(
        "config.v1+json",
        &blob(&configuration)?,
        configuration.len(),
    );
    let manifest = bytes(&json!({
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": config,
        "layers": [layer],
    }))?;
    let mut index = described("manifest.v1+json", &blob(&manifest)?, manifest.len());
    // What the image is called once it is loaded.
    let name = format!("hdrtrace:{version}");
    index["annotations"] = json!({"org.opencontainers.image.ref.name": name});
    let image = work.join("image");
    fs::write(
        image.join("index.json"),
        bytes(&json!({"schemaVersion": 2, "manifests": [index]}))?,
    )?;
    fs::write(
        image.join("oci-layout"),
        bytes(&json!({"imageLayoutVersion": "1.0.0"}))?,
    )?;
    let mut tar = Command::new("tar");
    tar.arg("--directory").arg(&image);
    tar.args(["--sort=name", "--owner=0", "--group=0", "--numeric-owner"]);
    tar.arg(format!("--mtime=@{}", epoch()?));
    tar.args(["--create", "--file"]).arg(to);
    super::succeed(tar.args(["blobs", "index.json", "oci-layout"]))?;
    fs::remove_dir_all(work)?;
    Ok(())
}

fn created(epoch: u64) -> Result<String> {
    let time = chrono::DateTime::from_timestamp(i64::try_from(epoch)?, 0).context("a time")?;
    Ok(time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
}
