"""Two people: an invitation and the guardians of a term wait for a second person; since when each person sits.

Whoever sits, is invited or guards an urn already goes on doing so.
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'


def upgrade():
    with op.batch_alter_table('member') as member:
        member.add_column(sa.Column('seated_at', sa.DateTime()))
    with op.batch_alter_table('invitation') as invitation:
        invitation.add_column(sa.Column('uid', sa.Text()))
        invitation.add_column(sa.Column('asked_by_id', sa.Integer()))
        invitation.add_column(sa.Column('confirmed', sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table('ceremony') as ceremony:
        ceremony.add_column(sa.Column('named_by_id', sa.Integer()))
        ceremony.add_column(sa.Column('confirmed', sa.Boolean(), nullable=False, server_default=sa.true()))
    name_invitations()
    with op.batch_alter_table('invitation') as invitation:
        invitation.alter_column('uid', existing_type=sa.Text(), nullable=False)
        invitation.alter_column('confirmed', existing_type=sa.Boolean(), server_default=None)
        invitation.create_unique_constraint(op.f('uq_invitation_uid'), ['uid'])
        invitation.create_foreign_key(op.f('fk_invitation_asked_by_id'), 'member', ['asked_by_id'], ['id'])
    with op.batch_alter_table('ceremony') as ceremony:
        ceremony.alter_column('confirmed', existing_type=sa.Boolean(), server_default=None)
        ceremony.create_foreign_key(op.f('fk_ceremony_named_by_id'), 'member', ['named_by_id'], ['id'],
                                    ondelete='SET NULL')


def name_invitations() -> None:
    """An identifier that opens nothing for each invitation."""
    connection = op.get_bind()
    for row in connection.execute(sa.text('SELECT id FROM invitation')).all():
        connection.execute(sa.text('UPDATE invitation SET uid = :uid WHERE id = :id'),
                           {'uid': secrets.token_hex(12), 'id': row.id})


def downgrade():
    with op.batch_alter_table('ceremony') as ceremony:
        ceremony.drop_constraint(op.f('fk_ceremony_named_by_id'), type_='foreignkey')
        ceremony.drop_column('confirmed')
        ceremony.drop_column('named_by_id')
    with op.batch_alter_table('invitation') as invitation:
        invitation.drop_constraint(op.f('fk_invitation_asked_by_id'), type_='foreignkey')
        invitation.drop_constraint(op.f('uq_invitation_uid'), type_='unique')
        invitation.drop_column('confirmed')
        invitation.drop_column('asked_by_id')
        invitation.drop_column('uid')
    with op.batch_alter_table('member') as member:
        member.drop_column('seated_at')
