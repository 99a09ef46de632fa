"""A second tap is the first one: the forms sent today, by a fingerprint, and where they led."""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0019'


def upgrade():
    op.create_table(
        'tap',
        sa.Column('key', sa.Text(), nullable=False),
        sa.Column('member_id', sa.Integer(), nullable=False),
        sa.Column('place', sa.Text(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_tap_member_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_tap')),
    )
    op.create_index(op.f('ix_tap_member_id'), 'tap', ['member_id'])


def downgrade():
    op.drop_index(op.f('ix_tap_member_id'), 'tap')
    op.drop_table('tap')
