//! `serve`.

use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// `hdrtrace serve`.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct ServeArgs {
    /// Address and port to listen on; port 0 picks a free one
    ///
    /// On anything but a loopback address, --token-file or --trusted-header is required.
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8025")]
    pub listen: SocketAddr,

    /// Require the token that a file holds
    ///
    /// Programs send it as a Bearer token, browsers as the password of any user name. At least 16 characters.
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,

    /// Header with the user's name, set by a reverse proxy
    ///
    /// Requests without it are refused. Whoever reaches the server without the proxy can set it: let nobody else reach it.
    #[arg(long, value_name = "NAME", conflicts_with = "token_file")]
    pub trusted_header: Option<String>,

    /// Host name of the server; may be repeated
    ///
    /// Requests for other names are refused. localhost and the address of --listen are known.
    #[arg(long, value_name = "NAME[:PORT]")]
    pub allow_host: Vec<String>,

    /// Requests per minute for each client; 0 for no limit
    ///
    /// The default is no limit on a loopback address, else 300. Where there is a limit, each client can have 60 messages a minute
    /// traced with DNS.
    #[arg(long, value_name = "N")]
    pub rate: Option<u32>,

    /// Requests in work at once [default: one per core]
    ///
    /// With DNS, the default is eight per core: most of them wait for an answer.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

const EXAMPLES: &str = "\
The address is printed in one line on standard output, and each request in one line of JSON on
standard error, without anything of a message. SIGTERM and Ctrl-C stop the server when the requests
under way are done. docs/serve.md tells how to run it for a team.

Exit codes:
  0  stopped
  2  usage error, or it cannot listen

Examples:
  hdrtrace serve                            for this machine: http://127.0.0.1:8025/
  hdrtrace serve --offline                  without DNS
  hdrtrace serve --listen 127.0.0.1:0       on a free port
  hdrtrace serve --listen 192.0.2.5:8025 --token-file token --allow-host trace.example.org
  curl --data-binary @invoice.eml -H 'Content-Type: message/rfc822' \\
    http://127.0.0.1:8025/api/v1/reports";
