"""the address from which a patron's mail came back, as a hash"""

import sqlalchemy as sa
from alembic import op


revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in a batch: that makes the table anew on SQLite, and numbers would be given again.
    op.add_column(
        'patron', sa.Column('returned_mail', sa.String(64), nullable=False, server_default='')
    )


def downgrade() -> None:
    op.drop_column('patron', 'returned_mail')
