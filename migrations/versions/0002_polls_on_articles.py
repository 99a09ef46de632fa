"""A poll asks one question or several: the counts leave the poll for its questions, the roll bears several choices."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'

COUNTS = ('tally_for', 'tally_against', 'tally_abstain')


def upgrade():
    op.create_table('question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('poll_id', sa.Integer(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('passage', sa.Text(), nullable=True),
    *(sa.Column(count, sa.Integer(), nullable=True) for count in COUNTS),
    sa.Column('carried', sa.Boolean(), nullable=True),
    sa.CheckConstraint('(tally_for IS NULL) = (tally_against IS NULL)', name=op.f('ck_question_against')),
    sa.CheckConstraint('(tally_for IS NULL) = (tally_abstain IS NULL)', name=op.f('ck_question_abstain')),
    sa.CheckConstraint('carried IS NULL OR tally_for IS NOT NULL', name=op.f('ck_question_counted')),
    sa.ForeignKeyConstraint(['poll_id'], ['poll.id'], name=op.f('fk_question_poll_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question')),
    sa.UniqueConstraint('poll_id', 'n', name=op.f('uq_question_poll_id_n')),
    )
    op.execute("""INSERT INTO question (poll_id, n, tally_for, tally_against, tally_abstain, carried)
                  SELECT id, 1, tally_for, tally_against, tally_abstain,
                         CASE verdict WHEN 'adopted' THEN (1 = 1) WHEN 'rejected' THEN (1 = 0) END FROM poll""")
    with op.batch_alter_table('poll') as poll:
        poll.drop_constraint(op.f('ck_poll_counted'), type_='check')
        poll.drop_constraint(op.f('ck_poll_verdict'), type_='check')
        poll.add_column(sa.Column('subject', sa.String(32), nullable=False, server_default='whole'))
        for count in COUNTS:
            poll.drop_column(count)
        poll.create_check_constraint(op.f('ck_poll_subject'), "subject IN ('whole', 'articles')")
        poll.create_check_constraint(op.f('ck_poll_verdict'),
                                     "verdict IN ('adopted', 'rejected', 'settled', 'no_quorum')")
        poll.create_check_constraint(op.f('ck_poll_settled'), "verdict != 'settled' OR subject = 'articles'")
        poll.create_check_constraint(op.f('ck_poll_decided'),
                                     "verdict NOT IN ('adopted', 'rejected') OR subject = 'whole'")
    with op.batch_alter_table('poll') as poll:
        poll.alter_column('subject', server_default=None)
    with op.batch_alter_table('entry') as entry:
        entry.add_column(sa.Column('choices', sa.JSON(), nullable=False, server_default='[]'))
    op.execute("""UPDATE entry SET choices = CAST('["' || choice || '"]' AS JSON) WHERE choice IS NOT NULL"""
               if op.get_bind().dialect.name == 'postgresql' else
               """UPDATE entry SET choices = '["' || choice || '"]' WHERE choice IS NOT NULL""")
    with op.batch_alter_table('entry') as entry:
        entry.drop_constraint(op.f('ck_entry_choice'), type_='check')
        entry.alter_column('choices', server_default=None)
        entry.drop_column('choice')


def downgrade():
    """Only whole texts could be voted on: polls on articles cannot be told any more, and the way back is refused."""
    told = op.get_bind().exec_driver_sql("SELECT count(*) FROM poll WHERE subject = 'articles'").scalar()
    if told:
        raise RuntimeError("A poll was held article by article: the version before knows no such polls.")
    op.add_column('entry', sa.Column('choice', sa.String(32), nullable=True))
    first = 'choices ->> 0' if op.get_bind().dialect.name == 'postgresql' else "json_extract(choices, '$[0]')"
    op.execute(f"UPDATE entry SET choice = {first}")
    with op.batch_alter_table('entry') as entry:
        entry.drop_column('choices')
        entry.create_check_constraint(op.f('ck_entry_choice'), "choice IN ('for', 'against', 'abstain')")
    for count in COUNTS:
        op.add_column('poll', sa.Column(count, sa.Integer(), nullable=True))
        op.execute(f"UPDATE poll SET {count} = (SELECT {count} FROM question WHERE poll_id = poll.id)")
    op.drop_table('question')
    with op.batch_alter_table('poll') as poll:
        poll.drop_constraint(op.f('ck_poll_subject'), type_='check')
        poll.drop_constraint(op.f('ck_poll_verdict'), type_='check')
        poll.drop_constraint(op.f('ck_poll_settled'), type_='check')
        poll.drop_constraint(op.f('ck_poll_decided'), type_='check')
        poll.drop_column('subject')
        poll.create_check_constraint(op.f('ck_poll_verdict'), "verdict IN ('adopted', 'rejected', 'no_quorum')")
        poll.create_check_constraint(op.f('ck_poll_counted'), '(tally_for IS NULL) = (verdict IS NULL)')
