"""The settings of a branch, each with its default and its effect in one sentence."""

from datetime import time
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class BranchSettings(BaseModel):
    """Kept as JSON on the branch; a setting that is not written there has its default."""

    model_config = ConfigDict(extra="forbid")

    holds_per_patron: int = Field(8, ge=1, description="Documents one patron may ask for.")
    holds_per_kind: dict[str, Annotated[int, Field(ge=0)]] = Field(
        {"dvd": 3}, description="Documents of one kind a patron may ask for."
    )
    kept_days: int = Field(5, ge=1, description="Pick-up days a document waits for its patron.")
    notices_by: Literal["rayon", "ils"] = Field(
        "rayon", description="Who sends ready and not-found notices: never both."
    )
    notices_since: AwareDatetime | None = Field(
        None, description="What was so before, the other system told. Set with notices_by."
    )
    loans_in: Literal["ils", "rayon"] = Field("ils", description="Where loans are made.")
    ready_when: Literal["found", "walk_finished", "shelved"] = Field(
        "walk_finished",
        description="From when on a document may be announced; walk_finished becomes shelved "
        "once the branch has a hold shelf.",
    )
    settle_minutes: int = Field(3, ge=0, description="A notice waits this long for an undo.")
    notify_by: time = Field(
        time(11, 30), description="Then patrons are told what is decided, walks open or not."
    )
    second_look_after_minutes: int = Field(
        120, ge=0, description="The same person may look again after this long."
    )
    turning_metres: float = Field(
        3,
        ge=0,
        le=100,
        description="Nobody turns back inside an aisle unless that saves so many metres.",
    )
    looks: int = Field(2, ge=1, description="Looks for a document before it counts as not found.")
    titles_in_mail: bool = Field(True, description="Mails name the documents.")
    titles_to_shared_addresses: bool = Field(
        False, description="They do so even where one address serves several patrons."
    )
    titles_on_slips: bool = Field(
        False, description="Hold slips name the document, though others may read them."
    )
    card_prefixes: list[str] = Field(["2"], description="14-digit codes that begin so are cards.")
    barcode_pattern: str = Field("", max_length=60, description="Shape of the branch's barcodes.")
    parcel_grams: int = Field(2000, ge=1, description="A parcel weighs no more than this.")
    parcel_fee_cents: int = Field(500, ge=0, description="Price of one parcel.")
    delivery_rates: dict[str, Annotated[int, Field(ge=0)]] = Field(
        {}, description="Other prices of one parcel, by category of payer; 0 is possible."
    )
    delivery_cutoff: time = Field(time(13), description="Orders close at this hour.")
    delivery_from: time = Field(time(16), description="Parcels are delivered from this hour.")
    delivery_to: time = Field(time(20), description="Parcels are delivered until this hour.")
    delivery_days: list[Annotated[int, Field(ge=0, le=6)]] = Field(
        [0, 1, 2, 3, 4, 5], description="Weekdays on which parcels ride; Monday is 0."
    )
    position: tuple[float, float] | None = Field(
        None, description="Longitude and latitude of the branch, where the courier starts."
    )
    delivery_cancel_until: time = Field(
        time(12), description="On the day itself a delivery can be cancelled until this hour."
    )
    return_box: str = Field(
        "",
        max_length=200,
        description="Where what was delivered can be given back at any hour; else at the branch.",
    )
    round_every_weeks: int = Field(2, ge=1, description="The bike cart comes back after this.")
    cart_grams: int = Field(60_000, ge=1, description="What the bike cart carries weighs no more.")
    cart_loan_days: int = Field(
        28, ge=1, le=120, description="What is lent in the street is due at the first visit after."
    )
    cart_loans: int = Field(
        10, ge=1, le=99, description="Loans in the street where a patron's own limit is not known."
    )
    cart_first_loans: int = Field(
        3, ge=0, le=99, description="Loans for who registers in the street, until they come in."
    )
    cart_not_collected: Literal["hold_shelf", "next_visit"] = Field(
        "hold_shelf",
        description="Where a reserved document waits that nobody came to the stop for.",
    )
    cart_announced_at: time = Field(
        time(17), description="Visits of the bike cart are announced the day before, at this hour."
    )
