"""A question may have options: its counts are a list, one number for each answer, and what carries is an answer."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'

COUNTS = ('tally_for', 'tally_against', 'tally_abstain')
SUBJECTS = ('whole', 'articles', 'options')
ALONE = {'settled': "verdict != 'settled' OR subject = 'articles'"}
AMONG = {'settled': "verdict != 'settled' OR subject != 'whole'"}


def constrain(subjects, settled):
    """What a poll may be on, and which ones settle."""
    with op.batch_alter_table('poll') as poll:
        for name in ('subject', 'settled'):
            poll.drop_constraint(op.f(f'ck_poll_{name}'), type_='check')
        poll.create_check_constraint(op.f('ck_poll_subject'), f"subject IN ({', '.join(map(repr, subjects))})")
        poll.create_check_constraint(op.f('ck_poll_settled'), settled['settled'])


def cast(text):
    return f"CAST({text} AS JSON)" if op.get_bind().dialect.name == 'postgresql' else text


def upgrade():
    with op.batch_alter_table('question') as question:
        question.add_column(sa.Column('asked', sa.Text(), nullable=False, server_default=''))
        question.add_column(sa.Column('options', sa.JSON(), nullable=False, server_default='[]'))
        question.add_column(sa.Column('tally', sa.JSON(), nullable=True))
        question.add_column(sa.Column('answer', sa.Text(), nullable=True))
    tally = "'[' || tally_for || ', ' || tally_against || ', ' || tally_abstain || ']'"
    op.execute(f"UPDATE question SET tally = {cast(tally)} WHERE tally_for IS NOT NULL")
    op.execute("UPDATE question SET answer = 'for' WHERE carried")
    with op.batch_alter_table('question') as question:
        for name in ('against', 'abstain', 'counted'):
            question.drop_constraint(op.f(f'ck_question_{name}'), type_='check')
        for column in (*COUNTS, 'carried'):
            question.drop_column(column)
    with op.batch_alter_table('question') as question:
        question.alter_column('answer', new_column_name='carried', existing_type=sa.Text())
        question.alter_column('asked', server_default=None)
        question.alter_column('options', server_default=None)
        question.create_check_constraint(op.f('ck_question_counted'), 'carried IS NULL OR tally IS NOT NULL')
    constrain(SUBJECTS, AMONG)


def downgrade():
    """Refused once a poll was held on options: the version before knows for and against only."""
    if op.get_bind().exec_driver_sql("SELECT count(*) FROM poll WHERE subject = 'options'").scalar():
        raise RuntimeError("A poll was held on options: the version before knows no such polls.")
    constrain(SUBJECTS[:2], ALONE)
    with op.batch_alter_table('question') as question:
        question.drop_constraint(op.f('ck_question_counted'), type_='check')
        question.alter_column('carried', new_column_name='answer', existing_type=sa.Text())
    with op.batch_alter_table('question') as question:
        for count in COUNTS:
            question.add_column(sa.Column(count, sa.Integer(), nullable=True))
        question.add_column(sa.Column('carried', sa.Boolean(), nullable=True))
    for n, count in enumerate(COUNTS):
        number = f"CAST(tally ->> {n} AS INTEGER)" if op.get_bind().dialect.name == 'postgresql' \
            else f"json_extract(tally, '$[{n}]')"
        op.execute(f"UPDATE question SET {count} = {number}")
    op.execute("""UPDATE question SET carried = (answer IS NOT NULL) WHERE tally IS NOT NULL AND poll_id IN
                  (SELECT id FROM poll WHERE verdict != 'no_quorum')""")
    with op.batch_alter_table('question') as question:
        for column in ('asked', 'options', 'tally', 'answer'):
            question.drop_column(column)
        question.create_check_constraint(op.f('ck_question_against'), '(tally_for IS NULL) = (tally_against IS NULL)')
        question.create_check_constraint(op.f('ck_question_abstain'), '(tally_for IS NULL) = (tally_abstain IS NULL)')
        question.create_check_constraint(op.f('ck_question_counted'), 'carried IS NULL OR tally_for IS NOT NULL')
