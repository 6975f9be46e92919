"""E-mail header forensics: where a message came from, what route it took, and what is verified about its sender.

    import hdrtrace
    report = hdrtrace.analyze(open("invoice.eml", "rb").read())
    print(report["verdict"]["summary"])

Nothing is sent unless `offline=False` or `nameserver=…` asks for it.
"""

from ._analyzer import Analyzer, analyze, analyze_all, analyze_many, scan
from ._checks import check_dkim_key, check_dmarc, check_domain, check_spf
from ._error import Error
from ._hdrtrace import __version__
from ._texts import explain, iocs, render
from .frame import to_frame

__all__ = [
    "Analyzer",
    "Error",
    "__version__",
    "analyze",
    "analyze_all",
    "analyze_many",
    "check_dkim_key",
    "check_dmarc",
    "check_domain",
    "check_spf",
    "explain",
    "iocs",
    "render",
    "scan",
    "to_frame",
]
