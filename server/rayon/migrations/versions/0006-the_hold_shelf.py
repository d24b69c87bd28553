"""the hold shelf: slots, and what waits in them since when, until when, under which code"""

import secrets

import sqlalchemy as sa
from alembic import op
import rayon.database


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

#: As in staff/secrets.py when this was written.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CLOSED = ("handed_over", "unfilled", "cancelled", "expired")


def upgrade() -> None:
    op.create_table('slot',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=24), nullable=False),
    sa.Column('place', sa.String(length=10), nullable=False),
    sa.Column('takes', sa.String(length=10), nullable=False),
    sa.Column('letters', sa.String(length=8), nullable=False),
    sa.Column('barcode', sa.String(length=32), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('removed_at', rayon.database.Instant(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_slot_branch_id_branch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_slot')),
    sa.UniqueConstraint('branch_id', 'barcode', name=op.f('uq_slot_branch_id_barcode')),
    sa.UniqueConstraint('branch_id', 'name', name=op.f('uq_slot_branch_id_name'))
    )
    with op.batch_alter_table('hold', schema=None) as batch_op:
        batch_op.add_column(sa.Column('slot_id', sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column('shelved_at', rayon.database.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('handed_over_at', rayon.database.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('told_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('pickup_code', sa.String(length=8), nullable=False, server_default=''))
        batch_op.create_foreign_key(batch_op.f('fk_hold_slot_id_slot'), 'slot', ['slot_id'], ['id'])
        batch_op.create_index(batch_op.f('ix_hold_slot_id'), ['slot_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_hold_pickup_code'), ['pickup_code'], unique=False)
    _give_codes()
    with op.batch_alter_table('hold', schema=None) as batch_op:
        batch_op.alter_column('pickup_code', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('hold', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hold_pickup_code'))
        batch_op.drop_index(batch_op.f('ix_hold_slot_id'))
        batch_op.drop_constraint(batch_op.f('fk_hold_slot_id_slot'), type_='foreignkey')
        batch_op.drop_column('pickup_code')
        batch_op.drop_column('told_on')
        batch_op.drop_column('handed_over_at')
        batch_op.drop_column('shelved_at')
        batch_op.drop_column('slot_id')
    op.drop_table('slot')


def _give_codes() -> None:
    """Those who wait already get a code like those who ask from now on."""
    hold = sa.table('hold', sa.column('id', sa.String), sa.column('status', sa.String), sa.column('pickup_code', sa.String))
    connection = op.get_bind()
    waiting = connection.execute(sa.select(hold.c.id).where(hold.c.status.not_in(CLOSED))).scalars().all()
    codes = [{'which': one, 'code': ''.join(secrets.choice(LETTERS) for _ in range(8))} for one in waiting]
    if codes:
        connection.execute(sa.update(hold).where(hold.c.id == sa.bindparam('which')).values(pickup_code=sa.bindparam('code')), codes)
