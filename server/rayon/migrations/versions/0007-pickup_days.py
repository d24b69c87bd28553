"""pick-up days: closures, and the hours of the week on the branch"""

import sqlalchemy as sa
from alembic import op
import rayon.database


revision = '0007'
down_revision = '0008'
branch_labels = None
depends_on = None

BRANCH = sa.table('branch', sa.column('id'), sa.column('pickup_week', sa.JSON()))
HOURS = sa.table(
    'pickup_hours',
    sa.column('branch_id', sa.Integer()),
    sa.column('weekday', sa.Integer()),
    sa.column('opens', sa.Time()),
    sa.column('closes', sa.Time()),
)


def upgrade() -> None:
    op.create_table('closure',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('because', sa.String(length=80), nullable=False),
    sa.Column('made_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.Column('taken_back_at', rayon.database.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_closure_branch_id_branch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closure'))
    )
    with op.batch_alter_table('closure', schema=None) as batch_op:
        batch_op.create_index('ix_closure_branch_last', ['branch_id', 'last_day'], unique=False)
    with op.batch_alter_table('branch', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pickup_week', sa.JSON(), server_default='[]', nullable=False))
    with op.batch_alter_table('branch', schema=None) as batch_op:
        batch_op.alter_column('pickup_week', server_default=None)
    _move_hours_to_the_branch()
    op.drop_table('pickup_hours')


def downgrade() -> None:
    op.create_table('pickup_hours',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('opens', sa.Time(), nullable=False),
    sa.Column('closes', sa.Time(), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_pickup_hours_branch_id_branch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pickup_hours'))
    )
    with op.batch_alter_table('pickup_hours', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pickup_hours_branch_id'), ['branch_id'], unique=False)
    with op.batch_alter_table('branch', schema=None) as batch_op:
        batch_op.drop_column('pickup_week')
    op.drop_table('closure')


def _move_hours_to_the_branch() -> None:
    connection = op.get_bind()
    weeks: dict[int, list[list[object]]] = {}
    for row in connection.execute(sa.select(HOURS).order_by(HOURS.c.weekday, HOURS.c.opens)):
        span = [row.weekday, f'{row.opens:%H:%M}', f'{row.closes:%H:%M}']
        weeks.setdefault(row.branch_id, []).append(span)
    for branch_id, week in weeks.items():
        connection.execute(
            sa.update(BRANCH).where(BRANCH.c.id == branch_id).values(pickup_week=week)
        )
