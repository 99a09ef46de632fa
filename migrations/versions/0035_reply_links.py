"""Bodies answer by themselves, by a link; an answer says who leads and what comes next. Whom offices write to.

Links and answers begun by them are lost on the way back; what was released of them stops it.
"""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0032'

CHANNELS = ('letter', 'email', 'meeting', 'statement')
MORE = {'answer': ('lead', 'next_step', 'url', 'observation'), 'commission': ('contact',)}


def allow(channels):
    with op.batch_alter_table('reply') as reply:
        reply.drop_constraint(op.f('ck_reply_channel'), type_='check')
        reply.create_check_constraint(op.f('ck_reply_channel'), f"channel IN ({', '.join(map(repr, channels))})")


def upgrade():
    allow((*CHANNELS, 'link'))
    for name, columns in MORE.items():
        with op.batch_alter_table(name) as table:
            for each in columns:
                table.add_column(sa.Column(each, sa.Text(), nullable=False, server_default=''))
        with op.batch_alter_table(name) as table:
            for each in columns:
                table.alter_column(each, server_default=None)
    op.create_table(
        'reply_link',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.Text(), nullable=False),
        sa.Column('opinion_id', sa.Integer(), nullable=False),
        sa.Column('body_id', sa.Integer(), nullable=False),
        sa.Column('shadow', sa.Text(), nullable=False),
        sa.Column('made_on', sa.Date(), nullable=False),
        sa.Column('until_on', sa.Date(), nullable=False),
        sa.Column('fields', sa.JSON(), nullable=False),
        sa.Column('sent_on', sa.Date()),
        sa.Column('handed_back_why', sa.Text(), nullable=False),
        sa.Column('ended_on', sa.Date()),
        sa.Column('reply_id', sa.Integer()),
        sa.CheckConstraint('reply_id IS NULL OR sent_on IS NOT NULL', name=op.f('ck_reply_link_sent')),
        sa.CheckConstraint("handed_back_why = '' OR sent_on IS NULL", name=op.f('ck_reply_link_handed_back')),
        sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_reply_link_opinion_id')),
        sa.ForeignKeyConstraint(['body_id'], ['body.id'], name=op.f('fk_reply_link_body_id')),
        sa.ForeignKeyConstraint(['reply_id'], ['reply.id'], name=op.f('fk_reply_link_reply_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_reply_link')),
        sa.UniqueConstraint('uid', name=op.f('uq_reply_link_uid')),
        sa.UniqueConstraint('shadow', name=op.f('uq_reply_link_shadow')),
        sa.UniqueConstraint('reply_id', name=op.f('uq_reply_link_reply_id')),
    )
    op.create_index(op.f('ix_reply_link_opinion_id'), 'reply_link', ['opinion_id'])
    op.create_index(op.f('ix_reply_link_body_id'), 'reply_link', ['body_id'])


def downgrade():
    said = ' OR '.join(f"{each} != ''" for each in MORE['answer'])
    for question in ("SELECT count(*) FROM reply WHERE channel = 'link'", f'SELECT count(*) FROM answer WHERE {said}'):
        if op.get_bind().exec_driver_sql(question).scalar():
            raise RuntimeError('The follow-up says something the version before has no words for.')
    op.drop_table('reply_link')
    for name, columns in MORE.items():
        with op.batch_alter_table(name) as table:
            for each in columns:
                table.drop_column(each)
    allow(CHANNELS)
