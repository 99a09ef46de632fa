"""Care: numbers of help, what is hard to read in a text, how a sitting was, and what each chooses of it."""

import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0035'

COLUMNS = {
    'commission': {'helplines': sa.JSON},
    'member': {'can_be_asked': sa.Boolean, 'reads_difficult': sa.Boolean},
    'opinion': {'topics': sa.JSON},
    'sitting': {'mood': sa.JSON},
}
EMPTY = {'helplines': '[]', 'topics': '[]', 'mood': '{}'}


def upgrade():
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table) as altered:
            for name, kind in columns.items():
                altered.add_column(sa.Column(name, kind(), nullable=True))
        for name in columns:
            first = f"'{EMPTY[name]}'" if name in EMPTY else 'false'
            op.execute(sa.text(f'UPDATE {table} SET {name} = {first}'))
        with op.batch_alter_table(table) as altered:
            for name, kind in columns.items():
                altered.alter_column(name, existing_type=kind(), nullable=False)


def downgrade():
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table) as altered:
            for name in columns:
                altered.drop_column(name)
