"""the browser that tells a patron what waits"""

import sqlalchemy as sa
from alembic import op

from rayon.database import Instant

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('patron_push',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('patron_id', sa.Integer(), nullable=False),
    sa.Column('endpoint', sa.String(length=1000), nullable=False),
    sa.Column('key', sa.String(length=100), nullable=False),
    sa.Column('secret', sa.String(length=40), nullable=False),
    sa.Column('seen_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['patron_id'], ['patron.id'], name=op.f('fk_patron_push_patron_id_patron')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_patron_push')),
    sa.UniqueConstraint('patron_id', name=op.f('uq_patron_push_patron_id'))
    )


def downgrade() -> None:
    op.drop_table('patron_push')
