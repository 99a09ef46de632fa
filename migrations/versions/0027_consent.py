"""The day each person said yes to what is kept of her: those who sit already are asked at their next visit."""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0023'


def upgrade():
    with op.batch_alter_table('member') as member:
        member.add_column(sa.Column('agreed_on', sa.Date()))


def downgrade():
    with op.batch_alter_table('member') as member:
        member.drop_column('agreed_on')
