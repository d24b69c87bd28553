"""Our mails, read by the email package, are what the email package would have written."""

from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rayon.notices.channels import mime

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x0b\x0c\x1c\x1d\x1e\x85"))
PICTURE = bytes(range(256))


def read(mail: bytes) -> EmailMessage:
    parsed = message_from_bytes(mail, policy=policy.SMTP)
    assert isinstance(parsed, EmailMessage)
    return parsed


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@given(subject=WORDS, name=WORDS, text=st.lists(WORDS), html=st.lists(WORDS))
def test_what_goes_in_comes_out(subject, name, text, html):
    subject, name = " ".join(subject.split()), " ".join(name.split())
    headers = [
        ("From", mime.mailbox(name, "canal@example.org")),
        ("Subject", mime.in_header(subject)),
    ]
    mail = read(mime.written(headers, "\n".join(text), "\n".join(html)))
    assert mail["Subject"] == subject
    assert body(mail, "plain").rstrip("\n") == "\n".join(text).rstrip("\n")
    assert body(mail, "html").rstrip("\n") == "\n".join(html).rstrip("\n")


@pytest.mark.parametrize(
    "name",
    ["Canal", "Médiathèque du Canal", 'Canal "Est", 2', "=?utf-8?q?x?=", "É" * 120, "a@b <c>", ""],
)
def test_the_sender_is_read_as_who_it_is(name):
    ours = read(mime.written([("From", mime.mailbox(name, "canal@example.org"))], "", ""))
    (address,) = ours["From"].addresses
    assert address == Address(name, addr_spec="canal@example.org")


@pytest.mark.parametrize("text", [".\n.", "From here", "--=_letters\n--=_letters--", "a " * 600])
def test_no_text_ends_a_mail(text):
    mail = read(mime.written([], text, text, PICTURE))
    assert body(mail, "plain") == f"{text}\n"
    lines = mime.written([], text, text).split(b"\r\n")
    assert b"." not in lines and max(map(len, lines)) <= 78


def test_the_picture_belongs_to_the_html():
    mail = read(mime.written([], "text", "<img src='cid:pickup-code'>", PICTURE))
    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == [
        "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
    ]  # fmt: skip
    picture = list(mail.walk())[-1]
    assert (picture["Content-ID"], picture.get_content()) == ("<pickup-code>", PICTURE)


def test_a_very_long_header_fits_into_a_line():
    assert len(mime.in_header("\U0001f4da" * 1000)) < 990


@pytest.mark.parametrize("value", ["a\nBcc: eve@example.org", "a\rb"])
def test_nobody_adds_a_header(value):
    with pytest.raises(ValueError):
        mime.written([("Subject", value)], "", "")
    with pytest.raises(ValueError):
        mime.in_header(value)
