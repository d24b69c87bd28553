"""parcels, what weighs how much, and the statement of sums due"""

import sqlalchemy as sa
from alembic import op
import rayon.database


revision = '0011'
down_revision = '0007b'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.add_column(sa.Column('parcels_agreed', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('stop', sa.Integer(), nullable=True))
    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.alter_column('parcels_agreed', server_default=None)
    op.create_table('parcel',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('delivery_id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=12), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('grams', sa.Integer(), nullable=True),
    sa.Column('given_to', sa.String(length=10), nullable=False),
    sa.Column('closed_at', rayon.database.Instant(timezone=True), nullable=True),
    sa.Column('out_at', rayon.database.Instant(timezone=True), nullable=True),
    sa.Column('ended_at', rayon.database.Instant(timezone=True), nullable=True),
    sa.Column('received_at', rayon.database.Instant(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_parcel_branch_id_branch')),
    sa.ForeignKeyConstraint(['delivery_id'], ['delivery.id'], name=op.f('fk_parcel_delivery_id_delivery')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parcel')),
    sa.UniqueConstraint('number', name=op.f('uq_parcel_number'))
    )
    op.create_index('ix_parcel_branch_day', 'parcel', ['branch_id', 'day'], unique=False)
    op.create_index(op.f('ix_parcel_delivery_id'), 'parcel', ['delivery_id'], unique=False)
    op.create_table('weighing',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('grams', sa.Integer(), nullable=False),
    sa.Column('at', rayon.database.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['item.id'], name=op.f('fk_weighing_item_id_item')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_weighing'))
    )
    op.create_index(op.f('ix_weighing_item_id'), 'weighing', ['item_id'], unique=False)
    op.create_table('sum_due',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('parcel_id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=12), nullable=False),
    sa.Column('account', sa.String(length=40), nullable=False),
    sa.Column('category', sa.String(length=20), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('cents', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('reason', sa.String(length=20), nullable=False),
    sa.Column('at', rayon.database.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_sum_due_branch_id_branch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sum_due')),
    sa.UniqueConstraint('parcel_id', 'kind', name=op.f('uq_sum_due_parcel_id_kind'))
    )
    op.create_index('ix_sum_due_branch_month', 'sum_due', ['branch_id', 'month'], unique=False)
    op.create_table('billing_month',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('closed_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_billing_month_branch_id_branch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_billing_month')),
    sa.UniqueConstraint('branch_id', 'month', name=op.f('uq_billing_month_branch_id_month'))
    )


def downgrade() -> None:
    op.drop_table('billing_month')
    op.drop_table('sum_due')
    op.drop_table('weighing')
    op.drop_table('parcel')
    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.drop_column('stop')
        batch_op.drop_column('parcels_agreed')
