"""A list's archive as Mailman writes it: list-archive.py MESSAGES OUT, with HyperKitty and mailman installed.

Reads the messages in the folder MESSAGES. Writes OUT/list.mbox.gz, what its archive HyperKitty offers to download, OUT/digest.mmdf,
what its core collects for a digest, and OUT/hashes.json, what every message in them is.
"""

import email
import email.policy
import hashlib
import io
import json
import pathlib
import random
import sys
import tempfile
from email.generator import BytesGenerator

import django
from django.conf import settings
from django.core.management import call_command
from django.urls import include, path

messages, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
LIST = "list@lists.example.org"
store = tempfile.TemporaryDirectory()
settings.configure(
    SECRET_KEY="none",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    STATIC_URL="/static/",
    STATIC_ROOT=f"{store.name}/static",
    SITE_ID=1,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{store.name}/db"}},
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    HAYSTACK_CONNECTIONS={"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}},
    HYPERKITTY_BATCH_MODE=True,
    MAILMAN_REST_API_URL="http://127.0.0.1:1",
    MAILMAN_REST_API_USER="none",
    MAILMAN_REST_API_PASS="none",
    MAILMAN_ARCHIVER_KEY="none",
    MAILMAN_ARCHIVER_FROM=(),
    Q_CLUSTER={"sync": True, "timeout": 60, "retry": 120},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=[
        "hyperkitty",
        "django_mailman3",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.sites",
        "django.contrib.messages",
        "rest_framework",
        "django_gravatar",
        "django.contrib.staticfiles",
        "compressor",
        "haystack",
        "django_q",
        "allauth",
        "allauth.account",
        "allauth.socialaccount",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
    ],
)
django.setup()
call_command("migrate", verbosity=0)
urlpatterns = [path("", include("hyperkitty.urls"))]

from django.test import Client  # noqa: E402  (only a configured Django can be imported from)
from hyperkitty.lib.incoming import DuplicateMessage, add_to_list  # noqa: E402
from hyperkitty.models import Email  # noqa: E402
from mailman.utilities.mailbox import Mailbox  # noqa: E402


def sha256(raw):
    return hashlib.sha256(raw).hexdigest()


def written(message):
    """What the archive writes, without the line that separates it. Of the two empty lines behind it one is the mailbox's."""
    stream = io.BytesIO()
    BytesGenerator(stream, mangle_from_=True).flatten(message.as_message(), unixfrom=False)
    return stream.getvalue() + b"\n"


refused = 0
digest = []
with Mailbox(str(out / "digest.mmdf")) as box:
    for file in sorted(messages.iterdir()):
        raw = file.read_bytes()
        parsed = email.message_from_bytes(raw, policy=email.policy.default)
        key = box.add(raw)
        digest.append(sha256(box.get_bytes(key)))
        try:
            add_to_list(LIST, parsed)
        except (DuplicateMessage, ValueError, LookupError, AttributeError, IndexError):
            # What it cannot keep is not in its archive.
            refused += 1
# Boundaries are made up anew whenever a message is written.
random.seed(1)
answer = Client().get(f"/list/{LIST}/export/list.mbox.gz")
(out / "list.mbox.gz").write_bytes(b"".join(answer.streaming_content))
random.seed(1)
archive = [sha256(written(message)) for message in Email.objects.order_by("archived_date")]
(out / "hashes.json").write_text(json.dumps({"list.mbox.gz": archive, "digest.mmdf": digest, "refused": refused}))
