"""Amendments, and polls on them."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'

SUBJECTS = ('whole', 'articles', 'options', 'amendments')


def constrain(subjects):
    """What a poll may be on."""
    with op.batch_alter_table('poll') as poll:
        poll.drop_constraint(op.f('ck_poll_subject'), type_='check')
        poll.create_check_constraint(op.f('ck_poll_subject'), f"subject IN ({', '.join(map(repr, subjects))})")


def upgrade():
    op.create_table('amendment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.Text(), nullable=False),
    sa.Column('opinion_id', sa.Integer(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('passage', sa.Text(), nullable=False),
    sa.Column('change', sa.Enum('reword', 'remove', 'add', name='change', native_enum=False, length=32,
                                create_constraint=True), nullable=False),
    sa.Column('after', sa.Text(), nullable=True),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('fate', sa.Enum('proposed', 'withdrawn', 'accepted', 'rejected', 'put_to_vote', 'carried', 'lost',
                              name='fate', native_enum=False, length=32, create_constraint=True), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('settled_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("(change = 'remove') = (words = '')", name=op.f('ck_amendment_words')),
    sa.CheckConstraint("(change = 'add') = (after IS NOT NULL)", name=op.f('ck_amendment_after')),
    sa.CheckConstraint("reason != ''", name=op.f('ck_amendment_reason')),
    sa.CheckConstraint("(fate = 'proposed') = (settled_at IS NULL)", name=op.f('ck_amendment_settled')),
    sa.CheckConstraint("fate != 'rejected' OR answer != ''", name=op.f('ck_amendment_answered')),
    sa.ForeignKeyConstraint(['opinion_id'], ['opinion.id'], name=op.f('fk_amendment_opinion_id')),
    sa.ForeignKeyConstraint(['revision_id'], ['revision.id'], name=op.f('fk_amendment_revision_id')),
    sa.ForeignKeyConstraint(['author_id'], ['member.id'], name=op.f('fk_amendment_author_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amendment')),
    sa.UniqueConstraint('uid', name=op.f('uq_amendment_uid')),
    sa.UniqueConstraint('opinion_id', 'n', name=op.f('uq_amendment_opinion_id_n')),
    )
    op.create_index(op.f('ix_amendment_author_id'), 'amendment', ['author_id'])
    constrain(SUBJECTS)


def downgrade():
    """Refused once there are amendments, or polls on them: the version before knows neither."""
    for question in ("SELECT count(*) FROM amendment", "SELECT count(*) FROM poll WHERE subject = 'amendments'"):
        if op.get_bind().exec_driver_sql(question).scalar():
            raise RuntimeError("There are amendments: the version before knows none.")
    constrain(SUBJECTS[:3])
    op.drop_table('amendment')
