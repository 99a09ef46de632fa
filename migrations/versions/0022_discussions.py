"""The day a discussion is to end. Those that are open have none yet: a facilitator says it."""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'


def upgrade():
    op.add_column('opinion', sa.Column('discussed_until', sa.Date()))


def downgrade():
    with op.batch_alter_table('opinion') as opinion:
        opinion.drop_column('discussed_until')
