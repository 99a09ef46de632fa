"""What its author has not read yet: an answer to her remark, what became of her amendment.

Of remarks that are open, those whose last word is another's are still to be read; nothing else of the past is.
"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0026'
ANSWERED = """
    UPDATE comment SET news = true
    WHERE parent_id IS NULL AND resolved_at IS NULL AND author_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM comment AS reply WHERE reply.parent_id = comment.id AND reply.author_id != comment.author_id
        AND NOT EXISTS (SELECT 1 FROM comment AS later WHERE later.parent_id = comment.id AND later.id > reply.id))
"""


def upgrade():
    for table in ('comment', 'amendment'):
        with op.batch_alter_table(table) as changed:
            changed.add_column(sa.Column('news', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(ANSWERED)
    for table in ('comment', 'amendment'):
        with op.batch_alter_table(table) as changed:
            changed.alter_column('news', existing_type=sa.Boolean(), server_default=None)


def downgrade():
    for table in ('comment', 'amendment'):
        with op.batch_alter_table(table) as changed:
            changed.drop_column('news')
