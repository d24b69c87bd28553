"""what a board counts at one branch is found without reading all of it"""

from alembic import op


revision = '0020'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index('ix_hold_branch_status', 'hold')
    op.create_index('ix_hold_branch_status', 'hold', ['pickup_branch_id', 'status', 'fact_at'], unique=False)
    op.create_index('ix_hold_picking_status', 'hold', ['picking_branch_id', 'status', 'fact_at'], unique=False)
    op.create_index('ix_hold_status_search', 'hold', ['status', 'search_until'], unique=False)
    op.create_index('ix_notice_branch_state', 'notice', ['branch_id', 'state', 'id'], unique=False)
    op.create_index('ix_walk_branch_day', 'walk', ['branch_id', 'day'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_walk_branch_day', 'walk')
    op.drop_index('ix_notice_branch_state', 'notice')
    op.drop_index('ix_hold_status_search', 'hold')
    op.drop_index('ix_hold_picking_status', 'hold')
    op.drop_index('ix_hold_branch_status', 'hold')
    op.create_index('ix_hold_branch_status', 'hold', ['pickup_branch_id', 'status'], unique=False)
