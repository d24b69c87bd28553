"""what a library says to patrons in its own words"""

import sqlalchemy as sa
from alembic import op

import rayon.database

revision = '0026'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('wording',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('passages', sa.JSON(), nullable=False),
    sa.Column('made_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_wording_branch_id_branch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wording'))
    )
    op.create_index('ix_wording_branch_kind', 'wording', ['branch_id', 'kind', 'language', 'id'],
    unique=False)


def downgrade() -> None:
    op.drop_index('ix_wording_branch_kind', 'wording')
    op.drop_table('wording')
