"""names on slips: the alias of a patron"""

import sqlalchemy as sa
from alembic import op


revision = '0007b'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('patron', schema=None) as batch_op:
        batch_op.add_column(sa.Column('alias', sa.String(length=24), nullable=False, server_default=''))
    with op.batch_alter_table('patron', schema=None) as batch_op:
        batch_op.alter_column('alias', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('patron', schema=None) as batch_op:
        batch_op.drop_column('alias')
