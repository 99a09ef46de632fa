"""The moment at which what the commission said was entered."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'


def upgrade():
    with op.batch_alter_table('assessment') as table:
        table.add_column(sa.Column('at', sa.DateTime(), nullable=True))


def downgrade():
    with op.batch_alter_table('assessment') as table:
        table.drop_column('at')
