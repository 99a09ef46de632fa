"""What one person enters about a body, or says for the commission, waits for a second person.

What is published already stays so.
"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0018'


def upgrade():
    op.create_table(
        'waiting',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.Text(), nullable=False),
        sa.Column('opinion_id', sa.Integer(), nullable=False),
        sa.Column('act', sa.Text(), nullable=False),
        sa.Column('place', sa.JSON(), nullable=False),
        sa.Column('fields', sa.JSON(), nullable=False),
        sa.Column('author_id', sa.Integer()),
        sa.Column('sitting_id', sa.Integer()),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.Column('sent_back_why', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_waiting_opinion_id')),
        sa.ForeignKeyConstraint(['author_id'], ['member.id'], name=op.f('fk_waiting_author_id'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_waiting_sitting_id'),
                                ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_waiting')),
        sa.UniqueConstraint('uid', name=op.f('uq_waiting_uid')),
    )
    op.create_index(op.f('ix_waiting_opinion_id'), 'waiting', ['opinion_id'])


def downgrade():
    op.drop_table('waiting')
