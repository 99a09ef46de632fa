"""Of what was typed and not sent, the day is kept and no hour."""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0027'


def upgrade():
    with op.batch_alter_table('parked') as table:
        table.add_column(sa.Column('typed_on', sa.Date(), nullable=True))
    op.execute(sa.text('UPDATE parked SET typed_on = ' + day_of('at')))
    with op.batch_alter_table('parked') as table:
        table.alter_column('typed_on', existing_type=sa.Date(), nullable=False)
        table.drop_column('at')


def downgrade():
    with op.batch_alter_table('parked') as table:
        table.add_column(sa.Column('at', sa.DateTime(), nullable=True))
    op.execute(sa.text('UPDATE parked SET at = typed_on'))
    with op.batch_alter_table('parked') as table:
        table.alter_column('at', existing_type=sa.DateTime(), nullable=False)
        table.drop_column('typed_on')


def day_of(column: str) -> str:
    return f'date({column})' if op.get_bind().dialect.name == 'sqlite' else f'CAST({column} AS DATE)'
