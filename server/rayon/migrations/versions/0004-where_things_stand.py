"""where things stand"""

import sqlalchemy as sa
from alembic import op
import rayon.database


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('location_index',
    sa.Column('location_id', sa.Integer(), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('file', sa.String(length=32), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('built_from', sa.String(length=80), nullable=False),
    sa.Column('loans', sa.BigInteger(), nullable=False),
    sa.Column('built_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.Column('looked_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_location_index_branch_id_branch')),
    sa.ForeignKeyConstraint(['location_id'], ['location.id'], name=op.f('fk_location_index_location_id_location')),
    sa.PrimaryKeyConstraint('location_id', name=op.f('pk_location_index'))
    )
    with op.batch_alter_table('location_index', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_location_index_branch_id'), ['branch_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('location_index', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_location_index_branch_id'))

    op.drop_table('location_index')
