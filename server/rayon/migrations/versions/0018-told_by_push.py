"""browsers that are told of the bike cart"""

import sqlalchemy as sa
from alembic import op


revision = '0018'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('subscription') as batch_op:
        batch_op.add_column(sa.Column('channel', sa.String(length=10), nullable=False, server_default='email'))
        batch_op.add_column(sa.Column('endpoint', sa.String(length=1000), nullable=True))
        batch_op.add_column(sa.Column('key', sa.String(length=100), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('secret', sa.String(length=40), nullable=False, server_default=''))
        batch_op.alter_column('email', existing_type=sa.String(length=254), nullable=True)
        batch_op.create_unique_constraint(op.f('uq_subscription_stop_id_endpoint'), ['stop_id', 'endpoint'])
    with op.batch_alter_table('subscription') as batch_op:
        batch_op.alter_column('channel', existing_type=sa.String(length=10), server_default=None)
        batch_op.alter_column('key', existing_type=sa.String(length=100), server_default=None)
        batch_op.alter_column('secret', existing_type=sa.String(length=40), server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM announcement WHERE subscription_id IN (SELECT id FROM subscription WHERE email IS NULL)")
    op.execute("DELETE FROM subscription WHERE email IS NULL")
    with op.batch_alter_table('subscription') as batch_op:
        batch_op.drop_constraint(op.f('uq_subscription_stop_id_endpoint'), type_='unique')
        batch_op.alter_column('email', existing_type=sa.String(length=254), nullable=False)
        batch_op.drop_column('secret')
        batch_op.drop_column('key')
        batch_op.drop_column('endpoint')
        batch_op.drop_column('channel')
