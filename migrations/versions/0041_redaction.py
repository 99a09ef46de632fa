"""The days on which words that named somebody were taken out of a published text, or of minutes."""

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0030'


def upgrade():
    for table in ('revision', 'sitting'):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column('redacted_on', sa.Date(), nullable=True))


def downgrade():
    for table in ('revision', 'sitting'):
        if op.get_bind().exec_driver_sql(f'SELECT count(*) FROM {table} WHERE redacted_on IS NOT NULL').scalar():  # noqa: S608
            raise RuntimeError('The version before cannot say that words were taken out.')
    for table in ('revision', 'sitting'):
        with op.batch_alter_table(table) as batch:
            batch.drop_column('redacted_on')
