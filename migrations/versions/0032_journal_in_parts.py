"""Lines of the journal bind what may go apart from what stays, and whoever acted by a mark of the journal's own.

The lines that are there stay as they are, and verify under their own format; only the way to their actor changes.
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0029'

WORDS = ('mark', 'said', 'hour_salt', 'hour')


def upgrade():
    with op.batch_alter_table('member') as member:
        member.add_column(sa.Column('mark', sa.Text(), nullable=True))
    for row, in op.get_bind().execute(sa.text('SELECT id FROM member')).all():
        op.get_bind().execute(sa.text('UPDATE member SET mark = :mark WHERE id = :row'),
                              {'mark': secrets.token_hex(12), 'row': row})
    with op.batch_alter_table('member') as member:
        member.alter_column('mark', existing_type=sa.Text(), nullable=False)
        member.create_unique_constraint(op.f('uq_member_mark'), ['mark'])
    with op.batch_alter_table('event') as event:
        event.add_column(sa.Column('format', sa.Integer(), nullable=False, server_default='1'))
        event.add_column(sa.Column('day', sa.Date(), nullable=True))
        for name in WORDS:
            event.add_column(sa.Column(name, sa.Text(), nullable=True))
    op.execute('UPDATE event SET mark = (SELECT member.mark FROM member WHERE member.id = event.actor_id)')
    op.drop_index(op.f('ix_event_actor_id'), 'event')
    with op.batch_alter_table('event') as event:
        event.alter_column('format', existing_type=sa.Integer(), server_default=None)
        event.drop_constraint(op.f('fk_event_actor_id'), type_='foreignkey')
        event.drop_column('actor_id')
    op.create_index(op.f('ix_event_mark'), 'event', ['mark'])


def downgrade():
    if op.get_bind().execute(sa.text('SELECT 1 FROM event WHERE format > 1')).first():
        raise RuntimeError('The journal has lines that the version before cannot check.')
    op.drop_index(op.f('ix_event_mark'), 'event')
    with op.batch_alter_table('event') as event:
        event.add_column(sa.Column('actor_id', sa.Integer(), nullable=True))
        event.create_foreign_key(op.f('fk_event_actor_id'), 'member', ['actor_id'], ['id'], ondelete='SET NULL')
    op.execute('UPDATE event SET actor_id = (SELECT member.id FROM member WHERE member.mark = event.mark)')
    with op.batch_alter_table('event') as event:
        for name in ('format', 'day', *WORDS):
            event.drop_column(name)
    op.create_index(op.f('ix_event_actor_id'), 'event', ['actor_id'])
    with op.batch_alter_table('member') as member:
        member.drop_constraint(op.f('uq_member_mark'), type_='unique')
        member.drop_column('mark')
