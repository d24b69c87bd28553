"""what waits for a copy, and what rides on a bike cart, is found without reading all"""

import sqlalchemy as sa
from alembic import op


revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

ON_THE_BIKE = sa.text("place_kind = 'bike'")


def upgrade() -> None:
    op.create_index('ix_item_on_the_bike', 'item', ['place_ref'], unique=False,
    sqlite_where=ON_THE_BIKE, postgresql_where=ON_THE_BIKE)
    op.create_index(op.f('ix_pick_item_id'), 'pick', ['item_id'], unique=False)
    op.create_index(op.f('ix_hold_round_stop_id'), 'hold', ['round_stop_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_hold_round_stop_id'), table_name='hold')
    op.drop_index(op.f('ix_pick_item_id'), table_name='pick')
    op.drop_index('ix_item_on_the_bike', table_name='item')
