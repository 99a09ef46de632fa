"""A new card for one that is lost: whose it is, and the day it was made until she has read it."""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0017'


def upgrade():
    with op.batch_alter_table('member') as member:
        member.add_column(sa.Column('card_on', sa.Date()))
    with op.batch_alter_table('invitation') as invitation:
        invitation.add_column(sa.Column('member_id', sa.Integer()))
        invitation.create_foreign_key(op.f('fk_invitation_member_id'), 'member', ['member_id'], ['id'],
                                      ondelete='CASCADE')


def downgrade():
    with op.batch_alter_table('invitation') as invitation:
        invitation.drop_constraint(op.f('fk_invitation_member_id'), type_='foreignkey')
        invitation.drop_column('member_id')
    with op.batch_alter_table('member') as member:
        member.drop_column('card_on')
