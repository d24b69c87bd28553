"""asked for on the page of a stop; subscribers who are called; the cart in the rain"""

import sqlalchemy as sa
from alembic import op
from rayon.database import Instant


revision = '0024'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('cart_request',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.String(length=36), nullable=False),
    sa.Column('card', sa.String(length=40), nullable=False),
    sa.Column('patron_id', sa.Integer(), nullable=True),
    sa.Column('lines', sa.JSON(), nullable=False),
    sa.Column('words', sa.String(length=200), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('asked_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_cart_request_branch_id_branch')),
    sa.ForeignKeyConstraint(['patron_id'], ['patron.id'], name=op.f('fk_cart_request_patron_id_patron')),
    sa.ForeignKeyConstraint(['stop_id'], ['round_stop.id'], name=op.f('fk_cart_request_stop_id_round_stop')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cart_request'))
    )
    op.create_index(op.f('ix_cart_request_patron_id'), 'cart_request', ['patron_id'], unique=False)
    op.create_index(op.f('ix_cart_request_state'), 'cart_request', ['state'], unique=False)
    with op.batch_alter_table('subscription') as batch_op:
        batch_op.add_column(sa.Column('phone', sa.String(length=20), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('name', sa.String(length=80), nullable=False, server_default=''))
    with op.batch_alter_table('subscription') as batch_op:
        batch_op.alter_column('phone', existing_type=sa.String(length=20), server_default=None)
        batch_op.alter_column('name', existing_type=sa.String(length=80), server_default=None)
    with op.batch_alter_table('visit_change') as batch_op:
        batch_op.add_column(sa.Column('rain', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('visit_change') as batch_op:
        batch_op.alter_column('rain', existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('visit_change') as batch_op:
        batch_op.drop_column('rain')
    op.execute("DELETE FROM announcement WHERE subscription_id IN (SELECT id FROM subscription WHERE channel = 'phone')")
    op.execute("DELETE FROM subscription WHERE channel = 'phone'")
    with op.batch_alter_table('subscription') as batch_op:
        batch_op.drop_column('name')
        batch_op.drop_column('phone')
    op.drop_index(op.f('ix_cart_request_state'), table_name='cart_request')
    op.drop_index(op.f('ix_cart_request_patron_id'), table_name='cart_request')
    op.drop_table('cart_request')
