"""looks at the hold shelf, and whose card a loan was made on"""

import sqlalchemy as sa
from alembic import op
import rayon.database


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('shelf_check',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', rayon.database.Instant(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_shelf_check_branch_id_branch')),
    sa.ForeignKeyConstraint(['by'], ['staff.id'], name=op.f('fk_shelf_check_by_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shelf_check')),
    sa.UniqueConstraint('branch_id', 'day', name=op.f('uq_shelf_check_branch_id_day'))
    )
    with op.batch_alter_table('ils_task', schema=None) as batch_op:
        batch_op.add_column(sa.Column('patron_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_ils_task_patron_id_patron'), 'patron', ['patron_id'], ['id'])
        batch_op.create_index(batch_op.f('ix_ils_task_patron_id'), ['patron_id'])


def downgrade() -> None:
    with op.batch_alter_table('ils_task', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ils_task_patron_id'))
        batch_op.drop_constraint(batch_op.f('fk_ils_task_patron_id_patron'), type_='foreignkey')
        batch_op.drop_column('patron_id')
    op.drop_table('shelf_check')
