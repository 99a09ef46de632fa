"""Sittings, their agenda and their minutes."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'


def upgrade():
    op.create_table('sitting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.Text(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('kept_at', sa.DateTime(), nullable=True),
    sa.Column('minutes', sa.Text(), nullable=True),
    sa.Column('fingerprint', sa.Text(), nullable=True),
    sa.CheckConstraint('(kept_at IS NULL) = (minutes IS NULL)', name=op.f('ck_sitting_kept')),
    sa.CheckConstraint('(kept_at IS NULL) = (fingerprint IS NULL)', name=op.f('ck_sitting_fingerprint')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sitting')),
    sa.UniqueConstraint('uid', name=op.f('uq_sitting_uid')),
    )
    op.create_index(op.f('ix_sitting_held_on'), 'sitting', ['held_on'])
    op.create_table('item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sitting_id', sa.Integer(), nullable=False),
    sa.Column('opinion_id', sa.Integer(), nullable=False),
    sa.Column('recommendation_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_item_sitting_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_item_opinion_id')),
    sa.ForeignKeyConstraint(['recommendation_id'], ['recommendation.id'], name=op.f('fk_item_recommendation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_item')),
    sa.UniqueConstraint('sitting_id', 'opinion_id', 'recommendation_id',
                        name=op.f('uq_item_sitting_id_opinion_id_recommendation_id')),
    )
    op.create_index(op.f('ix_item_opinion_id'), 'item', ['opinion_id'])
    op.create_table('presence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sitting_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_presence_sitting_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_presence_member_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_presence')),
    sa.UniqueConstraint('sitting_id', 'member_id', name=op.f('uq_presence_sitting_id_member_id')),
    )
    op.create_table('wish',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('opinion_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('sitting_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_wish_opinion_id')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_wish_member_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_wish_sitting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wish')),
    )
    op.create_index(op.f('ix_wish_sitting_id'), 'wish', ['sitting_id'])
    unmet = sa.text('sitting_id IS NULL')
    op.create_index(op.f('uq_wish_opinion_id_member_id'), 'wish', ['opinion_id', 'member_id'], unique=True,
                    sqlite_where=unmet, postgresql_where=unmet)


def downgrade():
    for table in ('wish', 'presence', 'item', 'sitting'):
        op.drop_table(table)
