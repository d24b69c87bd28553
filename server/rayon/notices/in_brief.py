"""What a browser shows of a letter: that there is news, where and until when; neither whose it is
nor of which documents. The rest stands on the page that it opens.
"""

import hashlib
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from rayon.notices.channels.web_push import Push
from rayon.notices.due import Group
from rayon.notices.letters import Letter
from rayon.notices.models import PatronPush
from rayon.notices.rendering import fields, in_few_words

ONE_DAY = timedelta(days=1)


def push_of(group: Group, letter: Letter, browser: PatronPush) -> Push:
    """The push in the place of the mail. What is told apart is shown apart; a second try of the
    same takes the place of the first.
    """
    title, body = in_few_words(letter.language, "push", fields(letter))
    topic = " ".join(str(notice.id) for notice in group.notices)
    midnight = time(tzinfo=ZoneInfo(letter.branch.time_zone))
    return Push(
        endpoint=browser.endpoint,
        key=browser.key,
        secret=browser.secret,
        said={"title": title, "body": body, "page": urlsplit(letter.page).path},
        topic=hashlib.sha256(topic.encode()).hexdigest()[:32],
        until=datetime.combine(letter.until + ONE_DAY, midnight),
        is_urgent=letter.kind == "correction",
    )
