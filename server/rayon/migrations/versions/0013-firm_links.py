"""the page of an outside courier firm"""

import sqlalchemy as sa
from alembic import op
import rayon.database


revision = '0013'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('firm_link',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('pin_hash', sa.String(length=200), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('made_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.Column('ends_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.Column('revoked_at', rayon.database.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_firm_link_branch_id_branch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_firm_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_firm_link_token_hash'))
    )
    op.create_index('ix_firm_link_branch_day', 'firm_link', ['branch_id', 'day'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_firm_link_branch_day', table_name='firm_link')
    op.drop_table('firm_link')
