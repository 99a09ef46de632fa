"""Pauses and reminders, bodies that succeed one another, another body asked instead, corrections as new lines."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'

LINES = ('answer', 'progress', 'assessment')


def upgrade():
    op.create_table('pause',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('addressee_id', sa.Integer(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('why', sa.Text(), nullable=False),
    sa.CheckConstraint('until_on IS NULL OR until_on >= from_on', name=op.f('ck_pause_order')),
    sa.ForeignKeyConstraint(['addressee_id'], ['addressee.id'], name=op.f('fk_pause_addressee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pause')),
    )
    op.create_index(op.f('ix_pause_addressee_id'), 'pause', ['addressee_id'])
    op.create_table('reminder',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('addressee_id', sa.Integer(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('why', sa.Text(), nullable=False),
    sa.CheckConstraint("(sent_on IS NULL) = (why != '')", name=op.f('ck_reminder_sent_or_not')),
    sa.CheckConstraint('step IN (1, 2)', name=op.f('ck_reminder_step')),
    sa.ForeignKeyConstraint(['addressee_id'], ['addressee.id'], name=op.f('fk_reminder_addressee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder')),
    sa.UniqueConstraint('addressee_id', 'step', name=op.f('uq_reminder_addressee_id_step')),
    )
    op.create_index(op.f('ix_reminder_addressee_id'), 'reminder', ['addressee_id'])
    with op.batch_alter_table('body') as body:
        body.add_column(sa.Column('successor_id', sa.Integer(), nullable=True))
        body.create_foreign_key(op.f('fk_body_successor_id'), 'body', ['successor_id'], ['id'])
        body.create_index(op.f('ix_body_successor_id'), ['successor_id'])
    with op.batch_alter_table('addressee') as addressee:
        addressee.add_column(sa.Column('months_again', sa.Integer(), nullable=False, server_default='6'))
        addressee.add_column(sa.Column('follows_id', sa.Integer(), nullable=True))
        addressee.create_foreign_key(op.f('fk_addressee_follows_id'), 'addressee', ['follows_id'], ['id'])
    op.execute('UPDATE addressee SET months_again = 2 * months WHERE months >= 6')
    with op.batch_alter_table('addressee') as addressee:
        addressee.alter_column('months_again', server_default=None)
        addressee.drop_constraint(op.f('ck_addressee_months'), type_='check')
        addressee.create_check_constraint(op.f('ck_addressee_months'), 'months > 0 AND months_again > months')
    with op.batch_alter_table('answer') as answer:
        answer.drop_constraint(op.f('uq_answer_reply_id_addressee_id'), type_='unique')
    for line in LINES:
        with op.batch_alter_table(line) as table:
            table.add_column(sa.Column('corrects_id', sa.Integer(), nullable=True))
            table.add_column(sa.Column('erratum', sa.Text(), nullable=False, server_default=''))
            table.create_foreign_key(op.f(f'fk_{line}_corrects_id'), line, ['corrects_id'], ['id'])
            table.create_unique_constraint(op.f(f'uq_{line}_corrects_id'), ['corrects_id'])
        with op.batch_alter_table(line) as table:
            table.alter_column('erratum', server_default=None)
    first = sa.text('corrects_id IS NULL')
    op.create_index(op.f('uq_answer_reply_id_addressee_id'), 'answer', ['reply_id', 'addressee_id'], unique=True,
                    sqlite_where=first, postgresql_where=first)


def downgrade():
    """Refused once an entry was corrected: the version before would count the wrong line and the right one."""
    for line in LINES:
        if op.get_bind().exec_driver_sql(f'SELECT count(*) FROM {line} WHERE corrects_id IS NOT NULL').scalar():
            raise RuntimeError('An entry of the follow-up was corrected: the version before knows no corrections.')
    op.drop_index(op.f('uq_answer_reply_id_addressee_id'), 'answer')
    for line in LINES:
        with op.batch_alter_table(line) as table:
            table.drop_constraint(op.f(f'fk_{line}_corrects_id'), type_='foreignkey')
            table.drop_constraint(op.f(f'uq_{line}_corrects_id'), type_='unique')
            table.drop_column('corrects_id')
            table.drop_column('erratum')
    with op.batch_alter_table('answer') as answer:
        answer.create_unique_constraint(op.f('uq_answer_reply_id_addressee_id'), ['reply_id', 'addressee_id'])
    with op.batch_alter_table('addressee') as addressee:
        addressee.drop_constraint(op.f('fk_addressee_follows_id'), type_='foreignkey')
        addressee.drop_constraint(op.f('ck_addressee_months'), type_='check')
        addressee.drop_column('months_again')
        addressee.drop_column('follows_id')
        addressee.create_check_constraint(op.f('ck_addressee_months'), 'months > 0')
    with op.batch_alter_table('body') as body:
        body.drop_index(op.f('ix_body_successor_id'))
        body.drop_constraint(op.f('fk_body_successor_id'), type_='foreignkey')
        body.drop_column('successor_id')
    op.drop_table('reminder')
    op.drop_table('pause')
