"""What the commission says of itself on public pages, and the figures that people enter by hand, year by year.

What was said of it is lost on the way back; said in another language, or entered by hand, it stops it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0042'
down_revision = '0040'

SAID = ('mandate', 'funder', 'charter', 'publisher', 'director', 'host', 'access_checked')
PHRASES, MORE = ('title', 'summary', 'name'), ('mandate', 'funder', 'charter', 'access_checked')


def allow(phrases):
    with op.batch_alter_table('translation') as translation:
        translation.drop_constraint(op.f('ck_translation_phrase'), type_='check')
        translation.create_check_constraint(
            op.f('ck_translation_phrase'), f"phrase IN ({', '.join(map(repr, phrases))})")


def upgrade():
    allow((*PHRASES, *MORE))
    with op.batch_alter_table('commission') as commission:
        for each in SAID:
            commission.add_column(sa.Column(each, sa.Text(), nullable=False, server_default=''))
        commission.add_column(sa.Column('figures', sa.JSON(), nullable=False, server_default='[]'))
    with op.batch_alter_table('commission') as commission:
        for each in (*SAID, 'figures'):
            commission.alter_column(each, server_default=None)


def downgrade():
    run, phrases = op.get_bind().exec_driver_sql, ', '.join(map(repr, MORE))
    entered = [figures for figures, in op.get_bind().execute(sa.select(sa.column('figures', sa.JSON)).select_from(
        sa.table('commission'))) if figures]
    if entered or run(f'SELECT count(*) FROM translation WHERE phrase IN ({phrases})').scalar():
        raise RuntimeError('The commission says something the version before has no words for.')
    with op.batch_alter_table('commission') as commission:
        for each in (*SAID, 'figures'):
            commission.drop_column(each)
    allow(PHRASES)
