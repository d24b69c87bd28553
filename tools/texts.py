"""Keeps the one catalogue of texts complete: `texts.py check` (in `make lint`), `texts.py update`.

Both read every text of the server and of the phones with Babel. ``check`` names each text that
has no good French; ``update`` adds the new ones, empty, and drops those nobody uses.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.jslexer import tokenize
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FRENCH = ROOT / "server/rayon/locales/fr/LC_MESSAGES/messages.po"
KEYWORDS = ["t", "n:1,2", "lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2", "_l"]
SOURCES = ["server/rayon", "pwa/src"]

PLACEHOLDER = re.compile(r"\{(\w+)\}|%\((\w+)\)[sd]")
BREAKABLE = re.compile(r" [;:!?»]|« ")
GLUED = re.compile(r"[^\s!?][;!?»](?!\w)|\S:(?=\s|$)")
CALL_INSIDE = re.compile(r"\$\{[^`]*?\b[tn]\(\s*[\"'`]", re.DOTALL)
ENTITY = re.compile(r"&#?\w+;|https?://\S+")


def main(command: str) -> int:
    """Exit status: 0 when every text is there in both languages."""
    used = extract()
    known = read(FRENCH)
    if command == "update":
        update(known, used)
        return 0
    problems = [*find_problems(used, known), *hidden_texts()]
    print(*problems, sep="\n")
    print(f"{len(used)} texts, {len(problems)} without good French.")
    if problems:
        print(f"Write the French into {FRENCH.relative_to(ROOT)}; `make texts` adds new entries.")
    return 1 if problems else 0


def extract() -> Catalog:
    """Every text in the code, with the files that use it."""
    with tempfile.NamedTemporaryFile(suffix=".pot") as pot:
        options = ["--mapping=babel.cfg", "--add-location=file", "--sort-by-file"]
        keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
        pybabel = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract"]
        command = [*pybabel, *options, *keywords, "-o", pot.name, *SOURCES]
        subprocess.run(command, cwd=ROOT, check=True)
        return read(Path(pot.name))


def read(path: Path) -> Catalog:
    """A .po or .pot file; an error in it is an error here."""
    with path.open("rb") as file:
        return read_po(file, locale="fr", abort_invalid=True)


def update(known: Catalog, used: Catalog) -> None:
    """Bring the French file in line with the code, keeping every translation still in use."""
    known.update(used, no_fuzzy_matching=True, update_creation_date=False)
    known.obsolete.clear()
    with FRENCH.open("wb") as file:
        write_po(file, known, width=0, ignore_obsolete=True)


def find_problems(used: Catalog, known: Catalog) -> Iterator[str]:
    """One sentence per text that a French reader would miss or stumble over."""
    for message in texts_of(used):
        french = known.get(message.id, message.context)
        where = ", ".join(sorted({place for place, _ in message.locations}))
        for problem in problems_of(message, french):
            yield f"{where}: {first(message)!r}: {problem}"
    for message in texts_of(known):
        if used.get(message.id, message.context) is None:
            yield f"{FRENCH.name}: {first(message)!r}: no code uses it any more"


def hidden_texts() -> Iterator[str]:
    """Texts that Babel does not see, so that nobody is told to translate them."""
    for path in sorted((ROOT / "pwa/src").rglob("*.ts*")):
        if ".test." not in path.name:
            code = path.read_text(encoding="utf-8")
            yield from (f"{path.relative_to(ROOT)}:{problem}" for problem in hidden_in(code))


def hidden_in(code: str) -> Iterator[str]:
    """The texts of one file that stand inside of template strings."""
    for token in tokenize(code, jsx=True):
        if token.type == "template_string" and CALL_INSIDE.search(token.value):
            yield f"{token.lineno}: take the text out of {token.value}"


def texts_of(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def problems_of(message: Message, french: Message | None) -> Iterator[str]:
    if french is None:
        yield "missing"
        return
    if french.fuzzy:
        yield "fuzzy"
    if message.pluralizable != french.pluralizable:
        yield "has a plural on one side only"
        return
    for form in forms(french.string):
        yield from problems_of_form(message, form)


def forms(string: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [string] if isinstance(string, str) else list(string or [""])


def problems_of_form(message: Message, form: str) -> Iterator[str]:
    if not form:
        yield "empty"
        return
    # The plural's placeholders count: the French singular also serves 0, so it must say the number.
    expected = placeholders(forms(message.id)[-1])
    if placeholders(form) != expected:
        yield f"{form!r} should hold the placeholders {sorted(expected)}"
    plain = ENTITY.sub("", form)
    if "'" in plain:
        yield f"{form!r} has a straight apostrophe, French prints ’"
    if BREAKABLE.search(plain) or GLUED.search(plain):
        yield f"{form!r} needs a no-break space before ; : ! ? » and after «"


def placeholders(text: str) -> set[str]:
    return {braces or percent for braces, percent in PLACEHOLDER.findall(text)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
