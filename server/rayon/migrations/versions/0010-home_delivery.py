"""home delivery: the town's addresses, doors, and what is ordered to them"""

import sqlalchemy as sa
from alembic import op
import rayon.database


revision = '0010'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('town_address',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=16), nullable=False),
    sa.Column('street', sa.String(length=120), nullable=False),
    sa.Column('postcode', sa.String(length=12), nullable=False),
    sa.Column('town', sa.String(length=80), nullable=False),
    sa.Column('lon', sa.Float(), nullable=False),
    sa.Column('lat', sa.Float(), nullable=False),
    sa.Column('words', sa.String(length=240), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_town_address'))
    )
    op.create_index('ix_town_address_postcode', 'town_address', ['postcode'], unique=False)
    op.create_table('door',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('bell', sa.String(length=80), nullable=False),
    sa.Column('line', sa.String(length=160), nullable=False),
    sa.Column('postcode', sa.String(length=12), nullable=False),
    sa.Column('town', sa.String(length=80), nullable=False),
    sa.Column('lon', sa.Float(), nullable=True),
    sa.Column('lat', sa.Float(), nullable=True),
    sa.Column('is_known', sa.Boolean(), nullable=False),
    sa.Column('instructions', sa.String(length=300), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=False),
    sa.Column('caretaker', sa.Boolean(), nullable=False),
    sa.Column('account', sa.String(length=40), nullable=False),
    sa.Column('category', sa.String(length=20), nullable=False),
    sa.Column('written_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_door_branch_id_branch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_door'))
    )
    op.create_table('delivery',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('patron_id', sa.Integer(), nullable=True),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('ordered_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.Column('closes_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.Column('cancel_until', rayon.database.Instant(timezone=True), nullable=False),
    sa.Column('fee_cents', sa.Integer(), nullable=False),
    sa.Column('agreed', sa.String(length=10), nullable=False),
    sa.Column('cancelled_at', rayon.database.Instant(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_delivery_branch_id_branch')),
    sa.ForeignKeyConstraint(['patron_id'], ['patron.id'], name=op.f('fk_delivery_patron_id_patron')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery'))
    )
    op.create_index('ix_delivery_branch_day', 'delivery', ['branch_id', 'day'], unique=False)
    op.create_index(op.f('ix_delivery_patron_id'), 'delivery', ['patron_id'], unique=False)
    with op.batch_alter_table('hold', schema=None) as batch_op:
        batch_op.add_column(sa.Column('delivery_id', sa.String(length=36), nullable=True))
        batch_op.create_index(batch_op.f('ix_hold_delivery_id'), ['delivery_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('hold', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hold_delivery_id'))
        batch_op.drop_column('delivery_id')
    op.drop_table('delivery')
    op.drop_table('door')
    op.drop_table('town_address')
