"""patrons who registered in the street, until somebody has completed them"""

import sqlalchemy as sa
from alembic import op


revision = '0022'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('patron') as batch_op:
        batch_op.add_column(sa.Column('registration', sa.String(length=36), nullable=True))
        batch_op.add_column(
            sa.Column('guardian', sa.String(length=120), nullable=False, server_default='')
        )
        batch_op.create_index(batch_op.f('ix_patron_registration'), ['registration'], unique=False)
    with op.batch_alter_table('patron') as batch_op:
        batch_op.alter_column('guardian', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('patron') as batch_op:
        batch_op.drop_index(batch_op.f('ix_patron_registration'))
        batch_op.drop_column('guardian')
        batch_op.drop_column('registration')
