"""subscriptions to the bike cart, and what was announced to them"""

import sqlalchemy as sa
from alembic import op
import rayon.database


revision = '0016'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('subscription',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.String(length=36), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('asked_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.Column('confirmed_at', rayon.database.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_subscription_branch_id_branch')),
    sa.ForeignKeyConstraint(['stop_id'], ['round_stop.id'], name=op.f('fk_subscription_stop_id_round_stop')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_subscription')),
    sa.UniqueConstraint('stop_id', 'email', name=op.f('uq_subscription_stop_id_email'))
    )
    op.create_index(op.f('ix_subscription_branch_id'), 'subscription', ['branch_id'], unique=False)
    op.create_table('announcement',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('stop_id', sa.String(length=36), nullable=False),
    sa.Column('subscription_id', sa.String(length=36), nullable=False),
    sa.Column('planned', sa.Date(), nullable=False),
    sa.Column('ends_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.Column('made_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_announcement_branch_id_branch')),
    sa.ForeignKeyConstraint(['stop_id'], ['round_stop.id'], name=op.f('fk_announcement_stop_id_round_stop')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_announcement')),
    sa.UniqueConstraint('subscription_id', 'planned', name=op.f('uq_announcement_subscription_id_planned'))
    )
    op.create_index('ix_announcement_stop_planned', 'announcement', ['stop_id', 'planned'], unique=False)


def downgrade() -> None:
    op.drop_table('announcement')
    op.drop_table('subscription')
