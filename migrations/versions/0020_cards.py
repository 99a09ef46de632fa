"""A new card for one that is lost, and the day it was made until she has read it."""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0017'


def upgrade():
    with op.batch_alter_table('member') as member:
        member.add_column(sa.Column('card_on', sa.Date()))
    with op.batch_alter_table('invitation') as invitation:
        invitation.add_column(sa.Column('card', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('invitation') as invitation:
        invitation.alter_column('card', existing_type=sa.Boolean(), server_default=None)


def downgrade():
    with op.batch_alter_table('invitation') as invitation:
        invitation.drop_column('card')
    with op.batch_alter_table('member') as member:
        member.drop_column('card_on')
