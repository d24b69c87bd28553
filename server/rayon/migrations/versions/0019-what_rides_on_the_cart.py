"""rounds of the bike cart, what rides with them, and what readers ask for at a stop"""

import sqlalchemy as sa
from alembic import op
import rayon.database


revision = '0019'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('cart_round',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('neighbourhood_id', sa.String(length=36), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('begun_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.Column('ended_at', rayon.database.Instant(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_cart_round_branch_id_branch')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhood.id'], name=op.f('fk_cart_round_neighbourhood_id_neighbourhood')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cart_round')),
    sa.UniqueConstraint('neighbourhood_id', 'day', name=op.f('uq_cart_round_neighbourhood_id_day'))
    )
    op.create_index(op.f('ix_cart_round_branch_id'), 'cart_round', ['branch_id'], unique=False)
    op.create_table('cart_wish',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('neighbourhood_id', sa.String(length=36), nullable=False),
    sa.Column('words', sa.String(length=120), nullable=False),
    sa.Column('asked_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.Column('done_at', rayon.database.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_cart_wish_branch_id_branch')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhood.id'], name=op.f('fk_cart_wish_neighbourhood_id_neighbourhood')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cart_wish'))
    )
    op.create_index(op.f('ix_cart_wish_neighbourhood_id'), 'cart_wish', ['neighbourhood_id'], unique=False)
    with op.batch_alter_table('hold') as batch_op:
        batch_op.add_column(sa.Column('round_id', sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column('round_stop_id', sa.String(length=36), nullable=True))
        batch_op.create_index(batch_op.f('ix_hold_round_id'), ['round_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('hold') as batch_op:
        batch_op.drop_index(batch_op.f('ix_hold_round_id'))
        batch_op.drop_column('round_stop_id')
        batch_op.drop_column('round_id')
    op.drop_table('cart_wish')
    op.drop_table('cart_round')
