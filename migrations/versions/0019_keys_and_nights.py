"""Which key the codes were made with, and when the nightly work was last done.

The mark of the key is noted by `flask upgrade`, which knows the key; the first night is yet to come.
"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0016'


def upgrade():
    with op.batch_alter_table('commission') as commission:
        commission.add_column(sa.Column('keys_mark', sa.Text(), nullable=False, server_default=''))
        commission.add_column(sa.Column('nightly_at', sa.DateTime()))
    with op.batch_alter_table('commission') as commission:
        commission.alter_column('keys_mark', existing_type=sa.Text(), server_default=None)


def downgrade():
    with op.batch_alter_table('commission') as commission:
        commission.drop_column('nightly_at')
        commission.drop_column('keys_mark')
