"""Votes on paper: their count, entered by one person until another confirms it."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'

KINDS = ('open', 'secret', 'paper')


def allow(kinds):
    """How secret a poll may be."""
    with op.batch_alter_table('poll') as poll:
        poll.drop_constraint(op.f('ck_poll_secrecy'), type_='check')
        poll.create_check_constraint(op.f('ck_poll_secrecy'), f"secrecy IN ({', '.join(map(repr, kinds))})")


def upgrade():
    allow(KINDS)
    with op.batch_alter_table('poll') as poll:
        poll.add_column(sa.Column('entered', sa.JSON(), nullable=True))
        poll.add_column(sa.Column('entered_by_id', sa.Integer(), nullable=True))
        poll.create_foreign_key(op.f('fk_poll_entered_by_id'), 'member', ['entered_by_id'], ['id'], ondelete='SET NULL')
        poll.create_check_constraint(op.f('ck_poll_entered'),
                                     "entered IS NULL OR (secrecy = 'paper' AND verdict IS NULL)")


def downgrade():
    """Refused once there was a vote on paper: the version before knows none."""
    if op.get_bind().exec_driver_sql("SELECT count(*) FROM poll WHERE secrecy = 'paper'").scalar():
        raise RuntimeError("A vote was held on paper: the version before knows no such votes.")
    with op.batch_alter_table('poll') as poll:
        poll.drop_constraint(op.f('ck_poll_entered'), type_='check')
        poll.drop_constraint(op.f('fk_poll_entered_by_id'), type_='foreignkey')
        poll.drop_column('entered')
        poll.drop_column('entered_by_id')
    allow(KINDS[:2])
