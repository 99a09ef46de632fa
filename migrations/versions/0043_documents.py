"""The letter itself: one PDF that a body joins to its answer. They are lost on the way back."""

import sqlalchemy as sa
from alembic import op

revision = '0043'
down_revision = '0042'


def upgrade():
    op.create_table(
        'document',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.Text(), nullable=False),
        sa.Column('opinion_id', sa.Integer(), nullable=False),
        sa.Column('body_id', sa.Integer(), nullable=False),
        sa.Column('came_on', sa.Date(), nullable=False),
        sa.Column('sha256', sa.Text(), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('pages', sa.Integer(), nullable=False),
        sa.Column('says', sa.Text(), nullable=False),
        sa.Column('file', sa.LargeBinary(), nullable=False),
        sa.Column('reply_id', sa.Integer()),
        sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_document_opinion_id')),
        sa.ForeignKeyConstraint(['body_id'], ['body.id'], name=op.f('fk_document_body_id')),
        sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_document_reply_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_document')),
        sa.UniqueConstraint('uid', name=op.f('uq_document_uid')),
        sa.UniqueConstraint('reply_id', name=op.f('uq_document_reply_id')),
    )
    op.create_index(op.f('ix_document_opinion_id'), 'document', ['opinion_id'])
    op.create_index(op.f('ix_document_body_id'), 'document', ['body_id'])


def downgrade():
    op.drop_table('document')
