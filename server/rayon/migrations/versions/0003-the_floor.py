"""the floor"""

import sqlalchemy as sa
from alembic import op
import rayon.database


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('floor',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_floor_branch_id_branch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_floor')),
    sa.UniqueConstraint('branch_id', 'name', name=op.f('uq_floor_branch_id_name'))
    )
    op.create_table('cart_start',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('floor_id', sa.String(length=36), nullable=False),
    sa.Column('x', sa.Float(), nullable=False),
    sa.Column('y', sa.Float(), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_cart_start_branch_id_branch')),
    sa.ForeignKeyConstraint(['floor_id'], ['floor.id'], name=op.f('fk_cart_start_floor_id_floor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cart_start')),
    sa.UniqueConstraint('branch_id', name=op.f('uq_cart_start_branch_id'))
    )
    op.create_table('passage',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=6), nullable=False),
    sa.Column('label', sa.String(length=40), nullable=False),
    sa.Column('floor_id', sa.String(length=36), nullable=False),
    sa.Column('to_floor_id', sa.String(length=36), nullable=False),
    sa.Column('x', sa.Float(), nullable=False),
    sa.Column('y', sa.Float(), nullable=False),
    sa.Column('metres', sa.Float(), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_passage_branch_id_branch')),
    sa.ForeignKeyConstraint(['floor_id'], ['floor.id'], name=op.f('fk_passage_floor_id_floor')),
    sa.ForeignKeyConstraint(['to_floor_id'], ['floor.id'], name=op.f('fk_passage_to_floor_id_floor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passage')),
    sa.UniqueConstraint('branch_id', 'label', 'floor_id', name=op.f('uq_passage_branch_id_label_floor_id'))
    )
    op.create_table('shelf_range',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('floor_id', sa.String(length=36), nullable=False),
    sa.Column('label', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('x', sa.Float(), nullable=True),
    sa.Column('y', sa.Float(), nullable=True),
    sa.Column('heading', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_shelf_range_branch_id_branch')),
    sa.ForeignKeyConstraint(['floor_id'], ['floor.id'], name=op.f('fk_shelf_range_floor_id_floor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shelf_range')),
    sa.UniqueConstraint('floor_id', 'label', name=op.f('uq_shelf_range_floor_id_label'))
    )
    with op.batch_alter_table('shelf_range', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shelf_range_branch_id'), ['branch_id'], unique=False)

    op.create_table('bay',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('floor_id', sa.String(length=36), nullable=False),
    sa.Column('range_id', sa.String(length=36), nullable=True),
    sa.Column('label', sa.String(length=32), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('side', sa.String(length=5), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('width', sa.Float(), nullable=False),
    sa.Column('shelves', sa.Integer(), nullable=False),
    sa.Column('theme', sa.String(length=40), nullable=False),
    sa.Column('facing', sa.String(length=6), nullable=False),
    sa.Column('height', sa.String(length=4), nullable=False),
    sa.Column('x', sa.Float(), nullable=True),
    sa.Column('y', sa.Float(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_bay_branch_id_branch')),
    sa.ForeignKeyConstraint(['floor_id'], ['floor.id'], name=op.f('fk_bay_floor_id_floor')),
    sa.ForeignKeyConstraint(['range_id'], ['shelf_range.id'], name=op.f('fk_bay_range_id_shelf_range')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bay')),
    sa.UniqueConstraint('branch_id', 'label', name=op.f('uq_bay_branch_id_label'))
    )
    with op.batch_alter_table('bay', schema=None) as batch_op:
        batch_op.create_index('ix_bay_range', ['range_id', 'side', 'position'], unique=False)

    op.create_table('bay_start',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('branch_id', sa.Integer(), nullable=False),
    sa.Column('bay_id', sa.String(length=36), nullable=False),
    sa.Column('shelf', sa.Integer(), nullable=False),
    sa.Column('location_id', sa.Integer(), nullable=False),
    sa.Column('call_number', sa.Text(), nullable=False),
    sa.Column('sort_key', sa.Text().with_variant(sa.Text(collation='C'), 'postgresql'), nullable=False),
    sa.Column('surveyed_at', rayon.database.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['bay_id'], ['bay.id'], name=op.f('fk_bay_start_bay_id_bay')),
    sa.ForeignKeyConstraint(['branch_id'], ['branch.id'], name=op.f('fk_bay_start_branch_id_branch')),
    sa.ForeignKeyConstraint(['location_id'], ['location.id'], name=op.f('fk_bay_start_location_id_location')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bay_start')),
    sa.UniqueConstraint('bay_id', 'shelf', name=op.f('uq_bay_start_bay_id_shelf'))
    )
    with op.batch_alter_table('bay_start', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bay_start_branch_id'), ['branch_id'], unique=False)
        batch_op.create_index('ix_bay_start_location', ['location_id', 'sort_key'], unique=False)

    with op.batch_alter_table('location', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pictogram', sa.String(length=12), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('second_stop', sa.JSON(), nullable=False, server_default='{}'))



def downgrade() -> None:
    with op.batch_alter_table('location', schema=None) as batch_op:
        batch_op.drop_column('second_stop')
        batch_op.drop_column('pictogram')

    with op.batch_alter_table('bay_start', schema=None) as batch_op:
        batch_op.drop_index('ix_bay_start_location')
        batch_op.drop_index(batch_op.f('ix_bay_start_branch_id'))

    op.drop_table('bay_start')
    with op.batch_alter_table('bay', schema=None) as batch_op:
        batch_op.drop_index('ix_bay_range')

    op.drop_table('bay')
    with op.batch_alter_table('shelf_range', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_shelf_range_branch_id'))

    op.drop_table('shelf_range')
    op.drop_table('passage')
    op.drop_table('cart_start')
    op.drop_table('floor')
