"""The head of what everyone reads, and an index where remarks are counted.

Until the next public act nothing that everyone reads changes: the head of the whole journal stands for it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0025'


def upgrade():
    with op.batch_alter_table('commission') as commission:
        commission.add_column(sa.Column('public_head', sa.Text(), nullable=False, server_default=''))
    op.execute('UPDATE commission SET public_head = journal_head')
    with op.batch_alter_table('commission') as commission:
        commission.alter_column('public_head', existing_type=sa.Text(), server_default=None)
    op.create_index(op.f('ix_comment_passage_id_parent_id_resolved_at'), 'comment',
                    ['passage_id', 'parent_id', 'resolved_at'])
    op.drop_index(op.f('ix_comment_passage_id'), 'comment')


def downgrade():
    op.create_index(op.f('ix_comment_passage_id'), 'comment', ['passage_id'])
    op.drop_index(op.f('ix_comment_passage_id_parent_id_resolved_at'), 'comment')
    with op.batch_alter_table('commission') as commission:
        commission.drop_column('public_head')
