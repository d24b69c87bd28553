"""sums of a day, which outlive its patrons"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'day_sum',
        sa.Column('branch_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('named', sa.Integer(), nullable=False),
        sa.Column('patrons', sa.Integer(), nullable=False),
        sa.Column('ready', sa.Integer(), nullable=False),
        sa.Column('missed', sa.Integer(), nullable=False),
        sa.Column('hours_to_ready', sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_day_sum_branch_id_branch')),
        sa.PrimaryKeyConstraint('branch_id', 'day', name=op.f('pk_day_sum')),
    )


def downgrade() -> None:
    op.drop_table('day_sum')
