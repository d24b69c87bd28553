"""how long walks take"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('walk', schema=None) as batch_op:
        batch_op.add_column(sa.Column('metres', sa.Float(), nullable=True))
        batch_op.add_column(sa.Column('minutes', sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('walk', schema=None) as batch_op:
        batch_op.drop_column('minutes')
        batch_op.drop_column('metres')
