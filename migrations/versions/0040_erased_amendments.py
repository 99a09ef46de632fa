"""An amendment whose author has erased its words: it stays among the others, cancelled, and says nothing."""

from alembic import op

revision = '0040'
down_revision = '0041'

BEFORE = {'words': "(change = 'remove') = (words = '')", 'reason': "reason != ''"}
SINCE = {'words': "reason = '' OR (change = 'remove') = (words = '')", 'reason': "reason != '' OR fate = 'withdrawn'"}


def upgrade():
    check(SINCE)


def downgrade():
    if op.get_bind().exec_driver_sql("SELECT count(*) FROM amendment WHERE reason = ''").scalar():
        raise RuntimeError('The words of amendments were erased, and the version before has no words for it.')
    check(BEFORE)


def check(wanted):
    with op.batch_alter_table('amendment') as amendment:
        for name, condition in wanted.items():
            amendment.drop_constraint(op.f(f'ck_amendment_{name}'), type_='check')
            amendment.create_check_constraint(op.f(f'ck_amendment_{name}'), condition)
