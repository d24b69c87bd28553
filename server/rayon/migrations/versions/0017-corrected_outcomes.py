"""what was in a parcel when it ended; sums that become due again; what else a mail had said"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0020'
branch_labels = None
depends_on = None

#: Table, column, what old rows have.
NEW = (
    ('parcel', sa.Column('ended_by', sa.String(length=36), nullable=False, server_default='')),
    ('parcel', sa.Column('carried', sa.JSON(), nullable=False, server_default='[]')),
    ('sum_due', sa.Column('turn', sa.Integer(), nullable=False, server_default='1')),
    ('notice', sa.Column('details', sa.String(length=40), nullable=False, server_default='')),
    ('told_before', sa.Column('details', sa.String(length=40), nullable=False, server_default='')),
)


def upgrade() -> None:
    for table, column in NEW:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(column)
    for table, column in NEW:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column.name, server_default=None)
    with op.batch_alter_table('sum_due', schema=None) as batch_op:
        batch_op.drop_constraint('uq_sum_due_parcel_id_kind', type_='unique')
        batch_op.create_unique_constraint(
            'uq_sum_due_parcel_id_kind_turn', ['parcel_id', 'kind', 'turn']
        )


def downgrade() -> None:
    with op.batch_alter_table('sum_due', schema=None) as batch_op:
        batch_op.drop_constraint('uq_sum_due_parcel_id_kind_turn', type_='unique')
        batch_op.create_unique_constraint('uq_sum_due_parcel_id_kind', ['parcel_id', 'kind'])
    for table, column in NEW:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(column.name)
