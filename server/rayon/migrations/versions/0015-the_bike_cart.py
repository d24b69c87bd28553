"""the bike cart's calendar: neighbourhoods, stops, changed visits, school breaks"""

import sqlalchemy as sa
from alembic import op
import rayon.database


revision = '0015'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('neighbourhood',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('bike', sa.String(length=40), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('rule', sa.String(length=120), nullable=False),
    sa.Column('in_breaks', sa.Boolean(), nullable=False),
    sa.Column('changed_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.Column('ended_at', rayon.database.Instant(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_neighbourhood_branch_id_branch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_neighbourhood')),
    sa.UniqueConstraint('code', name=op.f('uq_neighbourhood_code'))
    )
    op.create_index(op.f('ix_neighbourhood_branch_id'), 'neighbourhood', ['branch_id'], unique=False)
    op.create_table('round_stop',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('neighbourhood_id', sa.String(length=36), nullable=False),
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.Column('place', sa.String(length=120), nullable=False),
    sa.Column('begins', sa.Time(), nullable=False),
    sa.Column('ends', sa.Time(), nullable=False),
    sa.Column('rain_place', sa.String(length=120), nullable=False),
    sa.Column('removed_at', rayon.database.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_round_stop_branch_id_branch')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhood.id'], name=op.f('fk_round_stop_neighbourhood_id_neighbourhood')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_stop')),
    sa.UniqueConstraint('code', name=op.f('uq_round_stop_code'))
    )
    op.create_index(op.f('ix_round_stop_branch_id'), 'round_stop', ['branch_id'], unique=False)
    op.create_index(op.f('ix_round_stop_neighbourhood_id'), 'round_stop', ['neighbourhood_id'], unique=False)
    op.create_table('visit_change',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('neighbourhood_id', sa.String(length=36), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('to_day', sa.Date(), nullable=True),
    sa.Column('later', sa.Integer(), nullable=False),
    sa.Column('because', sa.String(length=80), nullable=False),
    sa.Column('taken_back_at', rayon.database.Instant(timezone=True), nullable=True),
    sa.Column('changed_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_visit_change_branch_id_branch')),
    sa.ForeignKeyConstraint(['neighbourhood_id'], ['neighbourhood.id'], name=op.f('fk_visit_change_neighbourhood_id_neighbourhood')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_change')),
    sa.UniqueConstraint('neighbourhood_id', 'day', name=op.f('uq_visit_change_neighbourhood_id_day'))
    )
    op.create_index(op.f('ix_visit_change_branch_id'), 'visit_change', ['branch_id'], unique=False)
    op.create_table('school_break',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('replaced_at', rayon.database.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_school_break_branch_id_branch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_school_break'))
    )
    op.create_index('ix_school_break_branch_last', 'school_break', ['branch_id', 'last_day'], unique=False)


def downgrade() -> None:
    op.drop_table('school_break')
    op.drop_table('visit_change')
    op.drop_table('round_stop')
    op.drop_table('neighbourhood')
