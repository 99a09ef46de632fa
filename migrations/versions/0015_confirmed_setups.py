"""Guardians confirm what was prepared; members check their voting codes before a secret vote opens."""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'


def upgrade():
    with op.batch_alter_table('urn') as urn:
        urn.add_column(sa.Column('confirmed', sa.JSON(), nullable=False, server_default='[]'))
    with op.batch_alter_table('entry') as entry:
        entry.add_column(sa.Column('checked', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('urn') as urn:
        urn.alter_column('confirmed', server_default=None)
    with op.batch_alter_table('entry') as entry:
        entry.alter_column('checked', server_default=None)


def downgrade():
    with op.batch_alter_table('entry') as entry:
        entry.drop_column('checked')
    with op.batch_alter_table('urn') as urn:
        urn.drop_column('confirmed')
