"""On which kind of device a visit is open: nobody knows it of those that are open now."""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0022'

DEVICE = sa.Enum('phone', 'computer', name='device', native_enum=False, create_constraint=True, length=32)


def upgrade():
    with op.batch_alter_table('sign_in') as sign_in:
        sign_in.add_column(sa.Column('device', DEVICE, nullable=True))


def downgrade():
    with op.batch_alter_table('sign_in') as sign_in:
        sign_in.drop_constraint(op.f('ck_sign_in_device'), type_='check')
        sign_in.drop_column('device')
