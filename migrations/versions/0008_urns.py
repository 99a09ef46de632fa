"""Secret polls: members' keys, guardians, urns; the status of a text whose urn is being counted."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'

STATUSES = ('referred', 'earlier', 'drafting', 'deliberation', 'frozen', 'voting', 'counting', 'adopted', 'rejected',
            'published', 'incorporated', 'set_aside', 'withdrawn')
SEATS = ('member', 'facilitator', 'guardian')


def allow(table, name, words):
    """What an enumeration may be. On PostgreSQL as on SQLite it is a named check."""
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(f'ck_{table}_{name}'), type_='check')
        batch.create_check_constraint(op.f(f'ck_{table}_{name}'), f"{name} IN ({', '.join(map(repr, words))})")


def add(table, *columns):
    """Columns that nothing may leave empty, filled in for the rows there are."""
    with op.batch_alter_table(table) as batch:
        for column in columns:
            batch.add_column(column)
    with op.batch_alter_table(table) as batch:
        for column in columns:
            if column.server_default is not None:
                batch.alter_column(column.name, server_default=None)


def upgrade():
    allow('opinion', 'status', STATUSES)
    allow('poll', 'secrecy', ('open', 'secret'))
    allow('member', 'seat', SEATS)
    allow('invitation', 'seat', SEATS)
    add('opinion', sa.Column('secrecy_asked', sa.Boolean(), nullable=False, server_default=sa.false()))
    add('entry', sa.Column('key', sa.Text(), nullable=True))
    add('commission', sa.Column('installation', sa.Text(), nullable=False, server_default=''),
        sa.Column('secret_polls', sa.Integer(), nullable=False, server_default='0'))
    random = "md5(random()::text || clock_timestamp()::text)" if op.get_bind().dialect.name == 'postgresql' else \
        "lower(hex(randomblob(12)))"
    op.execute(f"UPDATE commission SET installation = {random}")
    add('member', sa.Column('keys_until', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('renewal', sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column('renewal_asked_by_id', sa.Integer(), nullable=True))
    with op.batch_alter_table('member') as member:
        member.create_foreign_key(op.f('fk_member_renewal_asked_by_id'), 'member', ['renewal_asked_by_id'], ['id'],
                                  ondelete='SET NULL')
    make_tables()


def make_tables():
    op.create_table('voting_key',
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('poll', sa.Integer(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_voting_key_member_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('member_id', 'poll', name=op.f('pk_voting_key')),
    )
    op.create_table('ceremony',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.Text(), nullable=False),
    sa.Column('begun_at', sa.DateTime(), nullable=False),
    sa.Column('finished_at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ceremony')),
    sa.UniqueConstraint('uid', name=op.f('uq_ceremony_uid')),
    )
    op.create_table('guardian',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ceremony_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('certificate', sa.Text(), nullable=False),
    sa.Column('contribution', sa.Text(), nullable=False),
    sa.Column('verification_key', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['ceremony_id'], ['ceremony.id'], name=op.f('fk_guardian_ceremony_id')),
    sa.ForeignKeyConstraint(['member_id'], ['member.id'], name=op.f('fk_guardian_member_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guardian')),
    sa.UniqueConstraint('ceremony_id', 'place', name=op.f('uq_guardian_ceremony_id_place')),
    sa.UniqueConstraint('ceremony_id', 'member_id', name=op.f('uq_guardian_ceremony_id_member_id')),
    )
    op.create_index(op.f('ix_guardian_member_id'), 'guardian', ['member_id'])
    op.create_table('urn',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('poll_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.Text(), nullable=False),
    sa.Column('ceremony_id', sa.Integer(), nullable=False),
    sa.Column('digits', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['ceremony_id'], ['ceremony.id'], name=op.f('fk_urn_ceremony_id')),
    sa.ForeignKeyConstraint(['poll_id'], ['poll.id'], name=op.f('fk_urn_poll_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_urn')),
    sa.UniqueConstraint('number', name=op.f('uq_urn_number')),
    sa.UniqueConstraint('poll_id', name=op.f('uq_urn_poll_id')),
    sa.UniqueConstraint('uuid', name=op.f('uq_urn_uuid')),
    )
    op.create_table('piece',
    sa.Column('urn_id', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('raw', sa.LargeBinary(), nullable=False),
    sa.Column('credential', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['urn_id'], ['urn.id'], name=op.f('fk_piece_urn_id')),
    sa.PrimaryKeyConstraint('urn_id', 'height', name=op.f('pk_piece')),
    sqlite_with_rowid=False,
    )
    op.create_index(op.f('ix_piece_credential'), 'piece', ['urn_id', 'credential'])
    op.create_table('part',
    sa.Column('urn_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['urn_id'], ['urn.id'], name=op.f('fk_part_urn_id')),
    sa.PrimaryKeyConstraint('urn_id', 'place', name=op.f('pk_part')),
    )


def downgrade():
    """Refused once there is a guardian from outside, a code or an urn: the version before knows none."""
    told = op.get_bind().exec_driver_sql(
        "SELECT (SELECT count(*) FROM ceremony) + (SELECT count(*) FROM voting_key) + "
        "(SELECT count(*) FROM member WHERE seat = 'guardian')").scalar()
    if told:
        raise RuntimeError("There are guardians, voting codes or urns: the version before knows none.")
    for table in ('part', 'piece', 'urn', 'guardian', 'ceremony', 'voting_key'):
        op.drop_table(table)
    with op.batch_alter_table('member') as member:
        member.drop_constraint(op.f('fk_member_renewal_asked_by_id'), type_='foreignkey')
        for name in ('keys_until', 'renewal', 'renewal_asked_by_id'):
            member.drop_column(name)
    with op.batch_alter_table('commission') as commission:
        commission.drop_column('installation')
        commission.drop_column('secret_polls')
    with op.batch_alter_table('entry') as entry:
        entry.drop_column('key')
    with op.batch_alter_table('opinion') as opinion:
        opinion.drop_column('secrecy_asked')
    allow('opinion', 'status', tuple(each for each in STATUSES if each != 'counting'))
    allow('poll', 'secrecy', ('open',))
    allow('member', 'seat', SEATS[:2])
    allow('invitation', 'seat', SEATS[:2])
