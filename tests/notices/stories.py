"""A library in which stories about notices happen: patrons ask, Ada walks, time goes by."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from apiflask import APIFlask
from sqlalchemy import select, update

from rayon.catalogue.models import Branch, Item, Location, Patron, Title
from rayon.database import reading, writing
from rayon.holds.action import Deed, Judged
from rayon.holds.models import Hold
from rayon.ids import new_id
from rayon.notices import jobs, owing
from rayon.notices.models import MailboxMail, Message, Notice, PhoneCall
from rayon.sync.perform import perform_all
from tests.moving_clock import MovingClock

#: Tuesday, nine o'clock in Paris.
NINE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@dataclass
class Library:
    """What happens in it is done through the one door, like everything else."""

    app: APIFlask
    clock: MovingClock
    canal: int
    picks: dict[str, str] = field(default_factory=dict)
    barcodes: dict[str, str] = field(default_factory=dict)
    last_found: dict[str, str] = field(default_factory=dict)
    number: int = 0

    def set(self, **settings: Any) -> None:
        """Change settings of the branch."""
        with writing() as session:
            branch = session.get_one(Branch, self.canal)
            branch.settings = {**branch.settings, **settings}

    def post_to(self, url: str, **others: Any) -> None:
        """Mail goes to this server from now on."""
        changed = {"smtp_url": url, "mail_from": "avis@canal.example", **others}
        self.app.config["RAYON"] = self.app.config["RAYON"].model_copy(update=changed)

    def patron(self, name: str, **values: Any) -> int:
        """Somebody who reads, with a mail address unless said otherwise."""
        self.number += 1
        given = {"email": f"{name.lower()}@example.org", "language": "fr", **values}
        with writing() as session:
            patron = Patron(
                card=f"2{self.number:013}", first_name=name, last_name="Martin", **given
            )
            session.add(patron)
            session.flush()
            return patron.id

    def hold(self, patron: int, title: str = "Dune", **values: Any) -> str:
        """The patron asks for a title of which the branch (``of``) has one copy."""
        branch = values.pop("of", self.canal)
        title_id, barcode = self._copy(title, branch)
        hold = new_id()
        asked = {
            "source": "phone",
            "reference": hold,
            "patron": patron,
            "title": title_id,
            "pickup_branch": self.canal,
            "picking_branch": branch,
            "asked_at": self.clock.now().isoformat(),
            **values,
        }
        assert self.do("place_hold", hold, **asked).outcome == "applied"
        self.barcodes[hold] = barcode
        return hold

    def walk(self, *holds: str, branch: int | None = None) -> str:
        """A walk with a pick for each hold."""
        walk = new_id()
        lines = []
        for position, hold in enumerate(holds):
            self.picks[hold] = new_id()
            lines.append({"id": self.picks[hold], "hold": hold, "item": None, "position": position})
        day = self.clock.now().date().isoformat()
        where = branch or self.canal
        self.done("plan_walk", walk, branch=where, name="Matin", day=day, picks=lines)
        return walk

    def found(self, *holds: str) -> None:
        """Ada has each document in her hand."""
        for hold in holds:
            judged = self.done(
                "report_found", self.picks[hold], barcode=self.barcodes[hold], how="scanner"
            )
            self.last_found[hold] = judged.id

    def not_there(self, hold: str) -> Judged:
        """Ada looked in vain."""
        return self.do("report_not_found", self.picks[hold])

    def undo(self, hold: str) -> None:
        """It was the wrong one after all."""
        self.done("undo", self.last_found[hold])

    def finish(self, walk: str) -> None:
        """Ada is back with her cart, and the walk is closed."""
        self.done("close_walk", walk)

    def fetched(self, *holds: str) -> None:
        """A whole walk that finds everything, and the time in which it might be undone."""
        walk = self.walk(*holds)
        self.found(*holds)
        self.finish(walk)
        self.settle()

    def settle(self) -> None:
        """Four minutes go by."""
        self.clock.move(timedelta(minutes=4))

    def done(self, name: str, subject: str, /, **payload: Any) -> Judged:
        """Do something that must work."""
        judged = self.do(name, subject, **payload)
        assert judged.outcome == "applied", judged
        return judged

    def do(self, name: str, subject: str, /, **payload: Any) -> Judged:
        """Do something through the one door."""
        return perform_all([Deed(name, subject, payload)])[0]

    def change(self, hold: str, **values: Any) -> None:
        """Something that no action does yet."""
        with writing() as session:
            session.execute(update(Hold).where(Hold.id == hold).values(**values))

    def move_copy(self, hold: str, **values: Any) -> None:
        """The document of this hold is somewhere else."""
        with writing() as session:
            session.execute(update(Item).where(Item.hold_id == hold).values(**values))

    def run(self) -> int:
        """One round of the job."""
        return jobs.run(self.clock.now(), perform_all)

    def run_owing(self) -> None:
        """Only the first half of a round: what is owed is written down, nothing is sent."""
        owing.bring_up_to_date(self.clock.now())

    def change_branch(self, **values: Any) -> None:
        """The branch is described otherwise."""
        with writing() as session:
            session.execute(update(Branch).where(Branch.id == self.canal).values(**values))

    def state_of(self, hold: str) -> list[tuple[str, str, str]]:
        """Kind, channel and state of each notice of a hold, oldest first."""
        query = select(Notice).where(Notice.subject_id == hold).order_by(Notice.id)
        with reading() as session:
            return [(n.kind, n.channel, n.state) for n in session.scalars(query)]

    def why(self, hold: str) -> str:
        """What the newest notice of a hold waits for."""
        query = select(Notice.why).where(Notice.subject_id == hold).order_by(Notice.id.desc())
        with reading() as session:
            return session.scalars(query).first() or ""

    def row(self, hold: str) -> Hold:
        """The hold as it stands."""
        with reading() as session:
            return session.get_one(Hold, hold)

    def messages(self) -> list[Message]:
        """Every message, oldest first."""
        with reading() as session:
            return list(session.scalars(select(Message).order_by(Message.id)))

    def mails(self) -> list[MailboxMail]:
        """What the demo's mailbox holds, oldest first."""
        with reading() as session:
            return list(session.scalars(select(MailboxMail).order_by(MailboxMail.id)))

    def calls(self) -> list[PhoneCall]:
        """Every call, made or to make."""
        with reading() as session:
            return list(session.scalars(select(PhoneCall).order_by(PhoneCall.id)))

    def _copy(self, title: str, branch: int) -> tuple[int, str]:
        self.number += 1
        barcode = f"3{self.number:013}"
        with writing() as session:
            location = session.scalars(
                select(Location).where(Location.branch_id == branch)
            ).first() or Location(branch_id=branch, code="ROM", name="Romans")
            record = Title(source="test", record=barcode, title=title, author="Anon")
            session.add_all([location, record])
            session.flush()
            session.add(
                Item(
                    barcode=barcode,
                    title_id=record.id,
                    branch_id=branch,
                    place_branch_id=branch,
                    location_id=location.id,
                    call_number="R ANO",
                    sort_key="r ano",
                    key_version=1,
                )
            )
            return record.id, barcode
