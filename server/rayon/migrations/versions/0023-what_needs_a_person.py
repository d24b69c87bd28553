"""what needs a person is found without reading the whole log"""

import sqlalchemy as sa
from alembic import op


revision = '0023'
down_revision = '0019'
branch_labels = None
depends_on = None

NEEDS_A_PERSON = sa.text("outcome IN ('refused', 'conflict', 'quarantined')")


def upgrade() -> None:
    op.create_index('ix_action_needs_a_person', 'action', ['received_at'], unique=False,
    sqlite_where=NEEDS_A_PERSON, postgresql_where=NEEDS_A_PERSON)
    op.create_index('ix_trouble_subject', 'trouble', ['subject_id', 'kind'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_trouble_subject', 'trouble')
    op.drop_index('ix_action_needs_a_person', 'action')
