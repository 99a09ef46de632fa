"""What real answers taught: more answers, work that stands still, who signed, what the commission follows no more."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'

RESPONSES = ('awaited', 'acknowledged', 'under_study', 'accepted', 'accepted_in_part', 'in_principle', 'already',
             'no_position', 'not_accepted', 'not_theirs')
WORK = ('unknown', 'not_started', 'under_way', 'stopped', 'partly_done', 'done', 'dropped', 'moot')
NEW_RESPONSES, NEW_WORK = RESPONSES[5:8], ('stopped',)


def among(column, values):
    return f"{column} IN ({', '.join(map(repr, values))})"


def allow(table, column, values):
    """Which values a column may hold."""
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(f'ck_{table}_{column}'), type_='check')
        batch.create_check_constraint(op.f(f'ck_{table}_{column}'), among(column, values))


def upgrade():
    allow('answer', 'response', RESPONSES)
    allow('progress', 'implementation', WORK)
    with op.batch_alter_table('answer') as answer:
        answer.drop_constraint(op.f('ck_answer_under_study'), type_='check')
        answer.create_check_constraint(op.f('ck_answer_quoted'),
                                       "response NOT IN ('in_principle', 'already', 'no_position') OR quote != ''")
    with op.batch_alter_table('progress') as progress:
        progress.drop_constraint(op.f('ck_progress_moot'), type_='check')
        progress.create_check_constraint(op.f('ck_progress_explained'),
                                         "implementation NOT IN ('moot', 'stopped') OR note != ''")
        progress.add_column(sa.Column('reply_id', sa.Integer(), nullable=True))
        progress.create_foreign_key(op.f('fk_progress_reply_id'), 'reply', ['reply_id'], ['id'])
    with op.batch_alter_table('reply') as reply:
        reply.add_column(sa.Column('source_url', sa.Text(), nullable=False, server_default=''))
        reply.add_column(sa.Column('signed_by', sa.Text(), nullable=False, server_default=''))
    with op.batch_alter_table('reply') as reply:
        reply.alter_column('source_url', server_default=None)
        reply.alter_column('signed_by', server_default=None)
    with op.batch_alter_table('recommendation') as asked:
        asked.add_column(sa.Column('replaced_by_id', sa.Integer(), nullable=True))
        asked.add_column(sa.Column('replaced_on', sa.Date(), nullable=True))
        asked.add_column(sa.Column('closed_on', sa.Date(), nullable=True))
        asked.add_column(sa.Column('closed_why', sa.Text(), nullable=False, server_default=''))
        asked.create_foreign_key(op.f('fk_recommendation_replaced_by_id'), 'recommendation', ['replaced_by_id'], ['id'])
        asked.create_index(op.f('ix_recommendation_replaced_by_id'), ['replaced_by_id'])
    with op.batch_alter_table('recommendation') as asked:
        asked.alter_column('closed_why', server_default=None)
        asked.create_check_constraint(op.f('ck_recommendation_replaced'),
                                      '(replaced_by_id IS NULL) = (replaced_on IS NULL)')
        asked.create_check_constraint(op.f('ck_recommendation_another'), 'replaced_by_id != id')
        asked.create_check_constraint(op.f('ck_recommendation_closed'), "(closed_on IS NULL) = (closed_why = '')")
        asked.create_check_constraint(op.f('ck_recommendation_one_end'), 'replaced_on IS NULL OR closed_on IS NULL')


def downgrade():
    """Refused once something was entered that the version before cannot say."""
    unknown = {'answer': f"{among('response', NEW_RESPONSES)} OR response = 'under_study' AND revisit_on IS NULL",
               'progress': f"{among('implementation', NEW_WORK)} OR reply_id IS NOT NULL",
               'reply': "source_url != '' OR signed_by != ''",
               'recommendation': 'replaced_on IS NOT NULL OR closed_on IS NOT NULL'}
    for table, which in unknown.items():
        if op.get_bind().exec_driver_sql(f'SELECT count(*) FROM {table} WHERE {which}').scalar():
            raise RuntimeError('The follow-up says something the version before has no words for.')
    with op.batch_alter_table('recommendation') as asked:
        for name in ('one_end', 'closed', 'another', 'replaced'):
            asked.drop_constraint(op.f(f'ck_recommendation_{name}'), type_='check')
        asked.drop_index(op.f('ix_recommendation_replaced_by_id'))
        asked.drop_constraint(op.f('fk_recommendation_replaced_by_id'), type_='foreignkey')
        for name in ('replaced_by_id', 'replaced_on', 'closed_on', 'closed_why'):
            asked.drop_column(name)
    with op.batch_alter_table('reply') as reply:
        reply.drop_column('source_url')
        reply.drop_column('signed_by')
    with op.batch_alter_table('progress') as progress:
        progress.drop_constraint(op.f('fk_progress_reply_id'), type_='foreignkey')
        progress.drop_column('reply_id')
        progress.drop_constraint(op.f('ck_progress_explained'), type_='check')
        progress.create_check_constraint(op.f('ck_progress_moot'), "implementation != 'moot' OR note != ''")
    with op.batch_alter_table('answer') as answer:
        answer.drop_constraint(op.f('ck_answer_quoted'), type_='check')
        answer.create_check_constraint(op.f('ck_answer_under_study'),
                                       "response != 'under_study' OR revisit_on IS NOT NULL")
    allow('progress', 'implementation', tuple(each for each in WORK if each not in NEW_WORK))
    allow('answer', 'response', tuple(each for each in RESPONSES if each not in NEW_RESPONSES))
