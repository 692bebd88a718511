"""The room's guesses, a service of the hub: before a reveal, the teacher sees what the class expects, and who is stuck.

Students share or don't, on the same page; nothing of theirs is read before they do. Names stay out: each student is a
number that the class's own key draws. All that is kept is one file of consents in the class's folder.
"""

import collections
import hashlib
import hmac
import html
import json
import os
import secrets
import sys
from pathlib import Path
from urllib.parse import quote

from jupyterhub.services.auth import HubOAuthCallbackHandler, HubOAuthenticated
from tornado import ioloop, web

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from workbook import pages  # noqa: E402

CLASS = Path(os.environ["PADWISE_CLASS"])
PREFIX = os.environ["JUPYTERHUB_SERVICE_PREFIX"]
ROOM = CLASS / "room"
LONGEST = 80  # signs of a guess
FRAME = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>The room's guesses</title><style>
:root {{ color-scheme: light dark; background: Canvas; color: CanvasText; }}
body {{ font: 20px/1.4 sans-serif; max-width: 60em; margin: 1em auto; padding: 0 1em; }}
meter {{ width: 14em; height: 1em; }} td, th {{ text-align: left; padding: 0 1em 0 0; }} button {{ font-size: inherit; }}
</style></head><body><main><h1>The room's guesses</h1>{body}</main></body></html>"""


def consents():
    try:
        return set(json.loads((ROOM / "consents.json").read_text("utf-8")))
    except FileNotFoundError:
        return set()


def consent(name, given):
    ROOM.mkdir(mode=0o700, exist_ok=True)
    names = consents() | {name} if given else consents() - {name}
    fresh = ROOM / "consents.new"
    fresh.write_text(json.dumps(sorted(names)), "utf-8")
    fresh.replace(ROOM / "consents.json")


def number(name):
    """Six digits, the same for a student all day, and nobody's name."""
    key = ROOM / "key"
    if not key.is_file():
        key.write_bytes(secrets.token_bytes(32))
    return int.from_bytes(hmac.digest(key.read_bytes(), name.encode(), hashlib.sha256)[:4], "big") % 900_000 + 100_000


def shared():
    """The folder of notebooks of each student who shares."""
    folders = {name: CLASS / "students" / quote(name, safe="") / "notebooks" for name in sorted(consents())}
    return {name: folder for name, folder in folders.items() if not folder.is_symlink()}


def guesses(page):
    """For each question of a page how often each guess was made."""
    counts = {key: collections.Counter() for key in page.questions}
    for folder in shared().values():
        for entry in pages.entries(folder, page.name):
            if entry["key"] in counts and entry["state"] in ("open", "locked"):
                counts[entry["key"]][entry["value"]] += 1
    return counts


def stuck(page):
    """Who has failed which check of a page and not passed it."""
    failed = {name: [entry["key"] for entry in pages.entries(folder, page.name) if entry["state"] == "failed"]
              for name, folder in shared().items()}
    return [(number(name), key) for name, keys in failed.items() for key in keys[:len(page.checks)]]


def said(words):
    """A student's words as a piece of a page: not long, and they turn nothing around them."""
    return f"<bdi>{html.escape(words[:LONGEST])}{'…' * (len(words) > LONGEST)}</bdi>"


def chart(question, counts):
    most = max(counts.values(), default=1)
    rows = "".join(
        f"<tr><th scope=row>{said(guess)}</th><td><meter min=0 max={most} value={count}>{count}</meter></td><td>{count}</td></tr>"
        for guess, count in counts.most_common())
    return f"<h3>{html.escape(question)}</h3><table>{rows}</table>" if rows else f"<h3>{html.escape(question)}</h3><p>No guess yet.</p>"


def classroom(page):
    parts = [chart(page.questions[key], counts) for key, counts in guesses(page).items()]
    waiting = "".join(f"<li>student {who}: {said(check)}</li>" for who, check in sorted(stuck(page)))
    return f"<h2>{html.escape(page.title)}</h2>{''.join(parts)}" + (f"<h3>Stuck</h3><ul>{waiting}</ul>" if waiting else "")


class Room(HubOAuthenticated, web.RequestHandler):
    @web.authenticated
    def get(self):
        teacher = self.current_user["admin"]
        self.finish(FRAME.format(body=self.teachers() if teacher else self.students()))

    @web.authenticated
    def post(self):
        consent(self.current_user["name"], self.get_body_argument("share") == "yes")
        self.redirect(PREFIX)

    def teachers(self):
        all_pages = pages.pages(CLASS / "shipped")
        links = " · ".join(f'<a href="?page={page.name}">{html.escape(page.title)}</a>' for page in all_pages)
        chosen = [classroom(page) for page in all_pages if page.name == self.get_query_argument("page", "")]
        return f"<p>{len(consents())} share their guesses.</p><p>{links}</p>{''.join(chosen)}"

    def students(self):
        sharing = self.current_user["name"] in consents()
        words = "You share your guesses. The teacher sees them without your name." if sharing else \
            "Your guesses are yours alone. If you share them, the teacher sees them without your name, and the class can be asked what it expects."
        return (f"<p>{words}</p><form method=post>{self.xsrf_form_html()}<button name=share "
                f"value={'no' if sharing else 'yes'}>{'Stop sharing' if sharing else 'Share my guesses'}</button></form>")


if __name__ == "__main__":
    handlers = [(PREFIX, Room), (PREFIX + "oauth_callback", HubOAuthCallbackHandler)]
    app = web.Application(handlers, cookie_secret=secrets.token_bytes(32), xsrf_cookies=True)
    app.listen(int(os.environ["JUPYTERHUB_SERVICE_URL"].rsplit(":", 1)[1].split("/")[0]), "127.0.0.1")
    ioloop.IOLoop.current().start()
