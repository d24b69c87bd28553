"""The mapping that a branch uses every morning, kept so that nobody has to name it again."""

from sqlalchemy.orm import Session

from rayon.ils.hold_mapping import HoldMapping
from rayon.ils.models import IlsMapping

HOLDS = "holds"


def saved_mapping(session: Session, branch_id: int | None) -> HoldMapping | None:
    """What was saved for the holds of a branch."""
    kept = session.get(IlsMapping, (branch_id, HOLDS)) if branch_id else None
    return HoldMapping.model_validate(kept.mapping) if kept else None


def save_mapping(session: Session, branch_id: int, mapping: HoldMapping) -> None:
    """Use this mapping for the holds of a branch from now on."""
    new = IlsMapping(branch_id=branch_id, kind=HOLDS, mapping=mapping.model_dump(mode="json"))
    session.merge(new)
